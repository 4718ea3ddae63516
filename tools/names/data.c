#include "split.h"
#include "train.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

static uint32_t word_hash(const struct wasl_word *word)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < word->n; i++)
		h = (h ^ word->c[i]) * 16777619u;
	return h ^ h >> 15;
}

static bool same_word(const struct wasl_word *a, const struct wasl_word *b)
{
	return a->n == b->n && memcmp(a->c, b->c, a->n) == 0;
}

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	(void)fprintf(stderr, "train: %s\n", what);
	exit(1);
}

static void rehash(struct words *set)
{
	wasl_free(set->slot);
	set->slots = set->slots == 0 ? 1024 : set->slots * 2;
	set->slot = wasl_alloc(set->slots, sizeof *set->slot);
	must(set->slot != NULL, "out of memory");
	for (size_t i = 0; i < set->n; i++) {
		size_t at = word_hash(&set->word[i]) % set->slots;

		while (set->slot[at] != 0)
			at = (at + 1) % set->slots;
		set->slot[at] = (uint32_t)i + 1;
	}
}

uint32_t words_add(struct words *set, const struct wasl_word *word)
{
	if (2 * (set->n + 1) > set->slots)
		rehash(set);
	size_t at = word_hash(word) % set->slots;
	while (set->slot[at] != 0) {
		if (same_word(&set->word[set->slot[at] - 1], word))
			return set->slot[at] - 1;
		at = (at + 1) % set->slots;
	}
	must(wasl_grow(&set->word, &set->cap, set->n + 1, sizeof *set->word),
	     "out of memory");
	set->word[set->n] = *word;
	set->slot[at] = (uint32_t)++set->n;
	return (uint32_t)set->n - 1;
}

void data_init(struct data *data, const char *name, enum wasl_script x,
	       enum wasl_script y, size_t longest_x, size_t longest_y)
{
	*data = (struct data){.name = name, .longest = {longest_x, longest_y}};
	data->side[0].script = x;
	data->side[1].script = y;
}

void data_pair(struct data *data, const struct wasl_word *x,
	       const struct wasl_word *y, float weight, bool held)
{
	must(wasl_grow(&data->pair, &data->cap, data->n + 1,
		       sizeof *data->pair),
	     "out of memory");
	data->pair[data->n++] =
		(struct pair){words_add(&data->side[0], x),
			      words_add(&data->side[1], y), weight, held};
}

/* One word of `script`; false if the text is anything else. */
static bool one_word(struct wasl_word *out, const char *text, size_t n,
		     enum wasl_script script)
{
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_bytes_of(text, n), NULL) != WASL_OK ||
	    name.n != 1 || name.word[0].script != script)
		return false;
	*out = name.word[0];
	return true;
}

/*
 * Moroccan and Persian letters are rare in the sources: write some of the
 * pairs once more with the letter that their Latin spelling tells.
 */
static bool with_added_letter(struct wasl_word *x, const struct wasl_word *y)
{
	/* In the order of fold.py: ba, fa, ghayn, jim; vav, peh, gaf. */
	enum {
		BA = 3,
		JIM = 7,
		GHAYN = 21,
		FA = 22,
		VE = 33,
		PE = 35,
		GAF = 37
	};
	bool latin[WASL_LATIN_LETTERS + 1] = {false};
	bool changed = false;

	if (word_hash(x) % 6 != 0)
		return false;
	for (size_t i = 0; i < y->n; i++)
		latin[y->c[i]] = true;
	bool v = latin['v' - 96] && !latin['f' - 96] && !latin['p' - 96];
	bool p = latin['p' - 96] && !latin['b' - 96] && !latin['h' - 96];
	bool g = latin['g' - 96] && !latin['r' - 96] && !latin['h' - 96];
	for (size_t i = 0; i < x->n; i++) {
		uint8_t was = x->c[i];

		if (v && was == FA)
			x->c[i] = VE;
		if (p && was == BA)
			x->c[i] = PE;
		if (g && (was == GHAYN || (was == JIM && !latin['j' - 96])))
			x->c[i] = GAF;
		changed = changed || x->c[i] != was;
	}
	return changed;
}

/* Letters that writers exchange freely, final ones last: ta marbuta, hamza. */
static bool with_loose_letter(struct wasl_word *x)
{
	enum {
		HAMZA = 1,
		TA_MARBUTA = 4,
		HA = 28,
		WAW = 29,
		YA = 30,
		WAW_HAMZA = 31,
		YA_HAMZA = 32,
		KAF = 24,
		QAF = 23,
		GAF = 37,
		FA = 22,
		VE = 33,
		BA = 3,
		PE = 35
	};
	static const uint8_t loose[][2] = {
		{WAW_HAMZA, WAW},   {YA_HAMZA, YA},    {GAF, KAF},
		{GAF, QAF},	    {VE, FA},	       {PE, BA},
		{WAW_HAMZA, HAMZA}, {YA_HAMZA, HAMZA}, {YA_HAMZA, WAW_HAMZA},
	};
	const size_t kinds = sizeof loose / sizeof *loose;
	uint32_t pick = word_hash(x) / 7;

	if (x->n > 1 && x->c[x->n - 1] == TA_MARBUTA) {
		x->c[x->n - 1] = HA;
		return true;
	}
	for (size_t k = 0; k < kinds; k++) {
		const uint8_t *l = loose[(k + pick) % kinds];

		for (size_t i = 0; i < x->n; i++)
			if (x->c[i] == l[0]) {
				x->c[i] = l[1];
				return true;
			}
	}
	return false;
}

/* A long vowel more or less between consonants, as hasty writers do. */
static bool with_other_vowel(struct wasl_word *x)
{
	enum { ALEF = 2, WAW = 29, YA = 30 };
	size_t at = 1 + word_hash(x) / 11 % x->n;

	if (x->n < 4 || x->n >= WASL_WORD_LETTERS_MAX || at + 1 >= x->n)
		return false;
	uint8_t c = x->c[at];
	if (c == ALEF || c == WAW || c == YA) {
		memmove(x->c + at, x->c + at + 1, x->n - at - 1u);
		x->n--;
		return true;
	}
	memmove(x->c + at + 1, x->c + at, x->n - at);
	x->c[at] = ALEF;
	x->n++;
	return true;
}

/* A letter doubled, or two made one, or an h lost. */
static bool with_slip(struct wasl_word *y)
{
	size_t at = 1 + word_hash(y) / 13 % y->n;

	if (y->n < 4 || y->n >= WASL_WORD_LETTERS_MAX || at + 1 >= y->n)
		return false;
	if (y->c[at] == y->c[at - 1] || y->c[at] == 'h' - 96) {
		memmove(y->c + at, y->c + at + 1, y->n - at - 1u);
		y->n--;
		return true;
	}
	memmove(y->c + at + 1, y->c + at, y->n - at);
	y->n++;
	return true;
}

/* What the eye or a reader of printed text takes for one another. */
static uint8_t look_alike(enum wasl_script script, uint8_t c)
{
	/* a to z; Arabic in the order of fold.py, where dots are lost. */
	static const char latin[] = "ohecctqblixinmaqgnzfvuvkvs";
	static const uint8_t arabic[WASL_ARABIC_LETTERS + 1] = {
		[3] = 5,   [5] = 27,  [6] = 5,	 [7] = 8,   [8] = 7,
		[9] = 8,   [10] = 11, [11] = 10, [12] = 13, [13] = 12,
		[14] = 15, [15] = 14, [16] = 17, [17] = 16, [18] = 19,
		[19] = 18, [20] = 21, [21] = 20, [22] = 23, [23] = 22,
		[27] = 3,
	};

	return script == WASL_SCRIPT_ARABIC ? arabic[c]
					    : (uint8_t)(latin[c - 1] - 'a' + 1);
}

/* A typing or reading error: a letter lost, exchanged or taken for another. */
bool data_with_error(struct wasl_word *x)
{
	uint32_t pick = word_hash(x) / 17;
	size_t at = 1 + pick % x->n;

	if (x->n < 5 || at + 1 >= x->n)
		return false;
	uint8_t was = x->c[at];
	switch (pick / 32 % 3) {
	case 0:
		memmove(x->c + at, x->c + at + 1, x->n - at - 1u);
		x->n--;
		return true;
	case 1:
		x->c[at] = x->c[at + 1];
		x->c[at + 1] = was;
		return x->c[at] != was;
	default:
		x->c[at] = look_alike((enum wasl_script)x->script, was);
		return x->c[at] != 0 && x->c[at] != was;
	}
}

/* Some pairs once more as they are often miswritten. */
static void pair_with_noise(struct data *data, const struct wasl_word *x,
			    const struct wasl_word *y, bool held)
{
	struct wasl_word other = *x;

	if (word_hash(x) % 3 == 0 && with_loose_letter(&other))
		data_pair(data, &other, y, 1, held);
	other = *x;
	if (word_hash(x) % 16 == 1 && with_other_vowel(&other))
		data_pair(data, &other, y, 0.5f, held);
	other = *y;
	if (word_hash(y) % 16 == 2 && with_slip(&other))
		data_pair(data, x, &other, 0.5f, held);
}

void data_read_pairs(struct data *data, const char *path)
{
	FILE *in = fopen(path, "r");
	char line[1024];

	must(in != NULL, path);
	while (fgets(line, sizeof line, in) != NULL) {
		struct wasl_word x;
		struct wasl_word y;
		char *latin = strchr(line, '\t');
		char *count = latin == NULL ? NULL : strchr(latin + 1, '\t');

		if (count == NULL ||
		    !one_word(&x, line, (size_t)(latin - line),
			      WASL_SCRIPT_ARABIC) ||
		    !one_word(&y, latin + 1, (size_t)(count - latin - 1),
			      WASL_SCRIPT_LATIN))
			continue;
		float weight = 1 + logf(strtof(count + 1, NULL));
		bool held = wasl_names_held_out(&x);
		data_pair(data, &x, &y, weight > 3 ? 3 : weight, held);
		if (!held)
			pair_with_noise(data, &x, &y, held);
		if (!held && with_added_letter(&x, &y))
			data_pair(data, &x, &y, 1, held);
	}
	(void)fclose(in);
}

/* "el" and its kin before a Latin word whose Arabic has the article. */
static void pair_with_articles(struct data *data, const struct wasl_word *x,
			       const struct wasl_word *y)
{
	static const char *const articles[] = {"el", "al"};

	if (x->core != 2 || x->particle != WASL_PARTICLE_ARTICLE)
		return;
	for (size_t a = 0; a < 2; a++) {
		struct wasl_word with = *y;

		if (y->n + 2 > WASL_WORD_LETTERS_MAX)
			return;
		memmove(with.c + 2, y->c, y->n);
		with.n = (uint8_t)(y->n + 2);
		for (size_t i = 0; i < 2; i++)
			with.c[i] = (uint8_t)(articles[a][i] - 'a' + 1);
		data_pair(data, x, &with, 1.5f, false);
	}
}

void data_read_seed(struct data *data, const char *path)
{
	FILE *in = fopen(path, "r");
	char line[1024];

	must(in != NULL, path);
	while (fgets(line, sizeof line, in) != NULL) {
		struct wasl_word x;
		char *at = line + strcspn(line, " \n");

		if (line[0] == '#' || !one_word(&x, line, (size_t)(at - line),
						WASL_SCRIPT_ARABIC))
			continue;
		while (*at == ' ') {
			struct wasl_word y;
			size_t n = strcspn(++at, " \n");

			if (one_word(&y, at, n, WASL_SCRIPT_LATIN)) {
				data_pair(data, &x, &y, 4, false);
				pair_with_noise(data, &x, &y, false);
				pair_with_articles(data, &x, &y);
			}
			at += n;
		}
	}
	(void)fclose(in);
}

void data_read_words(struct words *set, const char *path)
{
	FILE *in = fopen(path, "r");
	char line[1024];

	must(in != NULL, path);
	while (fgets(line, sizeof line, in) != NULL) {
		struct wasl_word word;

		if (one_word(&word, line, strcspn(line, "\n"), set->script))
			(void)words_add(set, &word);
	}
	(void)fclose(in);
}

void data_derive(struct data *out, const struct data *from, int side)
{
	const struct words *set = &from->side[side];
	const struct words *by = &from->side[1 - side];

	for (uint32_t w = 0; w < by->n; w++) {
		const uint32_t *p =
			from->of[1 - side] + from->start[1 - side][w];
		size_t n =
			from->start[1 - side][w + 1] - from->start[1 - side][w];

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n && n <= 12; k++) {
				const struct pair *a = &from->pair[p[i]];
				const struct pair *b = &from->pair[p[k]];
				uint32_t u = side == 0 ? a->x : a->y;
				uint32_t v = side == 0 ? b->x : b->y;
				float w2 = a->weight < b->weight ? a->weight
								 : b->weight;

				if (u != v)
					data_pair(out, &set->word[u],
						  &set->word[v],
						  w2 / (n > 4 ? 2 : 1),
						  a->held || b->held);
			}
	}
	for (uint32_t w = 0; w < set->n; w++) {
		struct wasl_word other = set->word[w];
		bool loose = side == 0 && with_loose_letter(&other);

		if (w % 8 == 0)
			data_pair(out, &set->word[w], &set->word[w], 1, false);
		if (loose) {
			data_pair(out, &set->word[w], &other, 2, false);
			data_pair(out, &other, &set->word[w], 2, false);
		}
		other = set->word[w];
		if (w % 6 == 1 && data_with_error(&other)) {
			data_pair(out, &set->word[w], &other, 0.5f, false);
			data_pair(out, &other, &set->word[w], 0.5f, false);
		}
	}
}

static void index_side(struct data *data, int side)
{
	size_t words = data->side[side].n;
	uint32_t *start = wasl_alloc(words + 2, sizeof *start);
	uint32_t *of = wasl_alloc(data->n + 1, sizeof *of);

	must(start != NULL && of != NULL, "out of memory");
	for (size_t p = 0; p < data->n; p++)
		start[(side == 0 ? data->pair[p].x : data->pair[p].y) + 2]++;
	for (size_t w = 2; w < words + 2; w++)
		start[w] += start[w - 1];
	for (uint32_t p = 0; p < data->n; p++)
		of[start[(side == 0 ? data->pair[p].x : data->pair[p].y) +
			 1]++] = p;
	data->start[side] = start;
	data->of[side] = of;
}

void data_index(struct data *data)
{
	bool *held = wasl_alloc(data->side[1].n + 1, sizeof *held);

	must(held != NULL, "out of memory");
	for (size_t p = 0; p < data->n; p++)
		if (data->pair[p].held)
			held[data->pair[p].y] = true;
	/* A word of a held pair is unseen: nothing else may show it. */
	size_t kept = 0;
	for (size_t p = 0; p < data->n; p++)
		if (data->pair[p].held || !held[data->pair[p].y])
			data->pair[kept++] = data->pair[p];
	data->n = kept;
	wasl_free(held);
	index_side(data, 0);
	index_side(data, 1);
}

bool data_is_pair(const struct data *data, uint32_t x, uint32_t y)
{
	for (uint32_t k = data->start[0][x]; k < data->start[0][x + 1]; k++)
		if (data->pair[data->of[0][k]].y == y)
			return true;
	return false;
}

static uint64_t dice_state = 88172645463325252u;

void dice_seed(uint64_t seed)
{
	dice_state = seed * 0x9e3779b97f4a7c15u + 1;
}

uint32_t dice(void)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 32);
}
