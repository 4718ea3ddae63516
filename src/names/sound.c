#include "names/sound.h"

#include "names/sound.inc"

/* What another writer may leave out. */
static bool is_vowel(enum wasl_script script, uint8_t c)
{
	static const char latin[] = "aeiouy";
	/* Hamza, alef, ta marbuta, waw, ya, and hamza on these. */
	static const uint8_t arabic[] = {1, 2, 4, 29, 30, 31, 32};

	return script == WASL_SCRIPT_ARABIC
		       ? memchr(arabic, c, sizeof arabic) != NULL
		       : memchr(latin, c + 'a' - 1, sizeof latin - 1) != NULL;
}

/* Doubled ones once. */
static size_t consonants(uint8_t out[WASL_WORD_LETTERS_MAX],
			 struct wasl_letters word)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n; i++)
		if (!is_vowel(word.script, word.c[i]) &&
		    (i == 0 || word.c[i] != word.c[i - 1]))
			out[n++] = word.c[i];
	return n;
}

/* A word, or what is left of one, and where its rows go. */
struct reading {
	const uint8_t *c;
	size_t letters;
	size_t first; /* its row */
	size_t wide;  /* letters that there are, and the end of the word */
	struct wasl_sound_row *out;
	size_t n;
};

static void add_row(struct reading *r, size_t row, size_t share)
{
	if (share > 0)
		r->out[r->n++] = (struct wasl_sound_row){
			(uint16_t)(r->first + row), (uint16_t)share};
}

static void add_quarters(struct reading *r)
{
	for (size_t i = 0; i < r->letters; i++) {
		/* The middle of the letter, between two of the places. */
		size_t at =
			(2 * i + 1) * (WASL_SOUND_PLACES - 1) * 8 / r->letters;
		size_t row = r->c[i] * (size_t)WASL_SOUND_PLACES + at / 16;

		add_row(r, row, 16 - at % 16);
		add_row(r, row + 1, at % 16);
	}
	r->first += r->wide * WASL_SOUND_PLACES;
}

static void add_ends(struct reading *r)
{
	for (size_t i = 0; i < r->letters && i < WASL_SOUND_PLACES; i++) {
		size_t from = r->c[i];
		size_t to = r->wide + r->c[r->letters - 1 - i];

		add_row(r, from * WASL_SOUND_PLACES + i, 16);
		add_row(r, to * WASL_SOUND_PLACES + i, 16);
	}
	r->first += 2 * r->wide * WASL_SOUND_PLACES;
}

static void add_pairs(struct reading *r)
{
	size_t before = 0; /* the end of the word, on both sides */

	for (size_t i = 0; i <= r->letters; i++) {
		size_t after = i < r->letters ? r->c[i] : 0;

		add_row(r, before * r->wide + after, 16);
		before = after;
	}
	r->first += r->wide * r->wide;
}

static void add_reading(struct reading *r, const uint8_t *c, size_t letters)
{
	r->c = c;
	r->letters = letters;
	add_quarters(r);
	add_ends(r);
	add_pairs(r);
}

size_t wasl_sound_rows(struct wasl_sound_row out[WASL_SOUND_ROWS_MAX],
		       struct wasl_letters word)
{
	bool arabic = word.script == WASL_SCRIPT_ARABIC;
	uint8_t less[WASL_WORD_LETTERS_MAX];
	struct reading r = {
		.first = arabic ? WASL_SOUND_ROWS_OF(WASL_LATIN_LETTERS) : 0,
		.wide = 1 + (arabic ? WASL_ARABIC_LETTERS : WASL_LATIN_LETTERS),
		.out = out,
	};

	add_reading(&r, word.c, word.n);
	add_reading(&r, less, consonants(less, word));
	return r.n;
}

static struct wasl_sound sum(const int8_t rows[WASL_SOUND_ROWS][WASL_SOUND],
			     struct wasl_letters word, int most)
{
	struct wasl_sound_row row[WASL_SOUND_ROWS_MAX];
	size_t n = wasl_sound_rows(row, word);
	int32_t total[WASL_SOUND] = {0};
	struct wasl_sound sound = {0};

	for (size_t r = 0; r < n; r++)
		for (size_t k = 0; k < WASL_SOUND; k++)
			total[k] += (int32_t)row[r].share * rows[row[r].row][k];
	for (size_t k = 0; k < WASL_SOUND; k++) {
		int32_t at = total[k] / 64;

		at = at > most ? most : at < -most ? -most : at;
		sound.at[k] = (int8_t)at;
	}
	return sound;
}

_Static_assert(WASL_SOUND_ROWS <= UINT16_MAX, "rows");

struct wasl_sound_asked wasl_sound_asked(struct wasl_letters word)
{
	struct wasl_sound sound = sum(asked_rows, word, WASL_SOUND_ASKED);
	struct wasl_sound_asked asked = {0};

	for (size_t k = 0; k < WASL_SOUND / 8; k++)
		asked.at[k] = wasl_sound_part(sound.at + 8 * k);
	return asked;
}

struct wasl_sound wasl_sound_kept(struct wasl_letters word)
{
	return sum(kept_rows, word, INT8_MAX);
}
