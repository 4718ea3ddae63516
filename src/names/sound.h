/* Where words lie in a space of sounds: near ones may be spellings of one. */
#ifndef WASL_NAMES_SOUND_H
#define WASL_NAMES_SOUND_H

#include "names/transducer.h"

/*
 * A word is the sum of what its letters weigh by their place and of its pairs
 * of neighbours, and of the same of its consonants alone; one table for the
 * word asked for and one for the words of the index. The product of two sounds
 * says how likely the transducer would score them well: that is what the tables
 * were trained for (tools/names/sound.c).
 */
#define WASL_SOUND 24

/* Of a word of the index. */
struct wasl_sound {
	int8_t at[WASL_SOUND];
};

/* In lanes so that no instruction of one machine is needed. */
typedef int8_t wasl_sound_bytes __attribute__((vector_size(8)));
typedef int16_t wasl_sound_lanes __attribute__((vector_size(16)));
typedef uint32_t wasl_sound_halves __attribute__((vector_size(16)));
typedef int32_t wasl_sound_sums __attribute__((vector_size(16)));

/* Of the word asked for: as wide as it is multiplied, thousands of times. */
struct wasl_sound_asked {
	wasl_sound_lanes at[WASL_SOUND / 8];
};

struct wasl_sound_asked wasl_sound_asked(struct wasl_letters word);
struct wasl_sound wasl_sound_kept(struct wasl_letters word);

/* One nat of likelihood, in products, and the sum that counts as none. */
#define WASL_SOUND_NAT	512
#define WASL_SOUND_EVEN (6 * WASL_SOUND_NAT)

static inline wasl_sound_lanes wasl_sound_part(const int8_t *at)
{
	wasl_sound_bytes bytes;

	memcpy(&bytes, at, sizeof bytes);
	return __builtin_convertvector(bytes, wasl_sound_lanes);
}

/** Lanes do not overflow: what is asked for is held to WASL_SOUND_ASKED. */
static inline int wasl_sound_product(const struct wasl_sound_asked *asked,
				     const struct wasl_sound *kept)
{
	wasl_sound_lanes sum = {0};

	for (size_t k = 0; k < WASL_SOUND / 8; k++)
		sum += asked->at[k] * wasl_sound_part(kept->at + 8 * k);
	/* Two neighbouring lanes each, the upper and the lower half. */
	wasl_sound_sums two;
	memcpy(&two, &sum, sizeof two);
	two = (two >> 16) +
	      ((wasl_sound_sums)((wasl_sound_halves)two << 16) >> 16);
	return two[0] + two[1] + two[2] + two[3] - WASL_SOUND_EVEN;
}

#define WASL_SOUND_ASKED (INT16_MAX / (WASL_SOUND / 8) / INT8_MAX)

/* A row of the tables and how much of it a word has, in sixteenths. */
struct wasl_sound_row {
	uint16_t row;
	uint16_t share;
};

/*
 * Of the whole word and of its consonants, in both scripts: letters by the
 * quarter that they stand in and by their place from the beginning and from the
 * end, as long as that is near, and pairs of neighbours.
 */
#define WASL_SOUND_PLACES 4
#define WASL_SOUND_ROWS_OF(letters)                                            \
	(2 * ((letters) + 1) * (3 * WASL_SOUND_PLACES + (letters) + 1))
#define WASL_SOUND_ROWS                                                        \
	(WASL_SOUND_ROWS_OF(WASL_LATIN_LETTERS) +                              \
	 WASL_SOUND_ROWS_OF(WASL_ARABIC_LETTERS))
#define WASL_SOUND_ROWS_MAX                                                    \
	(2 * (2 * WASL_SOUND_PLACES + 3 * WASL_WORD_LETTERS_MAX + 1))

/** The rows of a word in either table; for training too. */
size_t wasl_sound_rows(struct wasl_sound_row out[WASL_SOUND_ROWS_MAX],
		       struct wasl_letters word);

#endif
