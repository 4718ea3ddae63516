#include "names/habit.h"

/* Letter groups that tell a habit, by their first letter. */
struct sign {
	const char *rest; /* what follows; '$' is the end of the word */
	int8_t weight;	  /* 0 ends a row */
	bool starts;	  /* only at the start of the word */
};

#define SIGNS 9

static const struct sign signs[WASL_LATIN_LETTERS + 1][SIGNS] = {
	['a' - 96] = {{"ux$", 3, false},
		      {"ne$", 1, false},
		      {"ult$", 4, false},
		      {"ill", 2, false},
		      {"is$", 2, false},
		      {"ine$", 2, false},
		      {"rd$", 1, false},
		      {"l", -1, true}},
	['b' - 96] = {{"ou", 1, true}},
	['c' - 96] = {{"h", 1, true}, {"k", -3, false}},
	['d' - 96] = {{"j", 2, false}},
	['e' - 96] = {{"au", 3, false},
		      {"tte$", 2, false},
		      {"ux$", 3, false},
		      {"l", 1, true},
		      {"e", -2, false},
		      {"y$", -2, false},
		      {"r$", -1, false}},
	['g' - 96] = {{"ue", 2, false}, {"ui", 2, false}},
	['i' - 96] = {{"ne$", 1, false},
		      {"en$", 1, false},
		      {"er$", 2, false},
		      {"$", 1, false}},
	['k' - 96] = {{"", -1, false}},
	['o' - 96] = {{"u", 2, false},
		      {"i", 1, false},
		      {"is$", 3, false},
		      {"o", -2, false}},
	['q' - 96] = {{"ue$", 3, false}},
	['s' - 96] = {{"s", 1, false},
		      {"h", -3, false},
		      {"on$", -2, false},
		      {"ch", -2, false}},
	['t' - 96] = {{"ch", 1, false}, {"h", -1, false}},
	['w' - 96] = {{"", -2, false}},
	['y' - 96] = {{"$", -1, false}},
};

static bool follows(const struct wasl_word *word, size_t i, const char *rest)
{
	for (; *rest != '\0'; rest++, i++) {
		if (*rest == '$')
			return i == word->n;
		if (i >= word->n || word->c[i] != (uint8_t)(*rest - 'a' + 1))
			return false;
	}
	return true;
}

static int weigh(const struct wasl_word *word)
{
	int sum = 0;

	if (word->script != WASL_SCRIPT_LATIN)
		return 0;
	for (size_t i = 0; i < word->n; i++)
		for (const struct sign *s = signs[word->c[i]]; s->weight != 0;
		     s++)
			if ((!s->starts || i == 0) &&
			    follows(word, i + 1, s->rest))
				sum += s->weight;
	return sum;
}

static int clip(int sum)
{
	return sum < WASL_HABIT_ENGLISH	 ? WASL_HABIT_ENGLISH
	       : sum > WASL_HABIT_FRENCH ? WASL_HABIT_FRENCH
					 : sum;
}

int wasl_word_habit(const struct wasl_word *word)
{
	return clip(weigh(word));
}

int wasl_name_habit(const struct wasl_name *name)
{
	int sum = 0;

	for (size_t w = 0; w < name->n; w++)
		sum += weigh(&name->word[w]);
	return clip(sum);
}
