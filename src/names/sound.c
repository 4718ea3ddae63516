#include "names/sound.h"

#include "names/sound.inc"

size_t wasl_sound_rows(struct wasl_sound_row out[WASL_SOUND_ROWS_MAX],
		       struct wasl_letters word)
{
	bool arabic = word.script == WASL_SCRIPT_ARABIC;
	size_t latin_rows = (WASL_LATIN_LETTERS + 1) *
			    (WASL_SOUND_PLACES + WASL_LATIN_LETTERS + 1);
	size_t wide = (arabic ? WASL_ARABIC_LETTERS : WASL_LATIN_LETTERS) + 1;
	size_t places = arabic ? latin_rows : 0;
	size_t pairs = places + wide * WASL_SOUND_PLACES;
	size_t before = 0; /* the end of the word, on both sides */
	size_t n = 0;

	for (size_t i = 0; i < word.n; i++) {
		/* The middle of the letter, between two of the places. */
		size_t at = (2 * i + 1) * (WASL_SOUND_PLACES - 1) * 8 / word.n;
		size_t row = places + (size_t)word.c[i] * WASL_SOUND_PLACES +
			     at / 16;

		out[n++] = (struct wasl_sound_row){(uint16_t)row,
						   (uint16_t)(16 - at % 16)};
		if (at % 16 > 0)
			out[n++] = (struct wasl_sound_row){(uint16_t)(row + 1),
							   (uint16_t)(at % 16)};
	}
	for (size_t i = 0; i <= word.n; i++) {
		size_t after = i < word.n ? word.c[i] : 0;

		out[n++] = (struct wasl_sound_row){
			(uint16_t)(pairs + before * wide + after), 16};
		before = after;
	}
	return n;
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
