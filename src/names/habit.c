#include "names/habit.h"

/* Letter groups that tell a habit. '^' and '$' are the ends of the word. */
static const struct {
	const char *group;
	int weight;
} signs[] = {
	{"ou", 2},    {"^ch", 1},   {"dj", 2},	  {"eau", 3},  {"aux$", 3},
	{"que$", 3},  {"gue", 2},   {"gui", 2},	  {"ine$", 1}, {"ane$", 1},
	{"oi", 1},    {"ault$", 4}, {"ette$", 2}, {"aill", 2}, {"ais$", 2},
	{"ien$", 1},  {"ss", 1},    {"aine$", 2}, {"ois$", 3}, {"eux$", 3},
	{"ier$", 2},  {"ard$", 1},  {"tch", 1},	  {"^bou", 1}, {"^el", 1},
	{"i$", 1},    {"oo", -2},   {"ee", -2},	  {"sh", -3},  {"ck", -3},
	{"w", -2},    {"th", -1},   {"ey$", -2},  {"y$", -1},  {"^al", -1},
	{"son$", -2}, {"er$", -1},  {"sch", -2},  {"k", -1},   {"tt", 0},
};

/* Does `group` match at c[i]? i runs from 0 to n: '^' and '$' match ends. */
static bool matches(const struct wasl_word *word, size_t i, const char *group)
{
	if (*group == '^') {
		if (i != 0)
			return false;
		group++;
	}
	for (; *group != '\0'; group++, i++) {
		if (*group == '$')
			return i == word->n;
		if (i >= word->n || word->c[i] != (uint8_t)(*group - 'a' + 1))
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
		for (size_t s = 0; s < sizeof signs / sizeof *signs; s++)
			if (matches(word, i, signs[s].group))
				sum += signs[s].weight;
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
