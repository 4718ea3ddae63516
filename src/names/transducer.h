/* How well two words are spellings of one: a learned letter transducer. */
#ifndef WASL_NAMES_TRANSDUCER_H
#define WASL_NAMES_TRANSDUCER_H

#include "names/habit.h"

/*
 * Both words are cut into units, 0 to 2 Arabic letters against 0 to 3 Latin
 * ones (within one script 0 to 3 against 0 to 3, 0 to 2 against 0 to 2 for
 * Arabic), at most 4 letters together. A unit weighs what training found
 * (names/model.inc): a base, a share of the name's spelling habit, and its
 * neighbours, the ends of the word among them. The score is that of the best
 * way to cut, in 1/WASL_NAT of a natural logarithm; above 0 the words are more
 * likely one name than not among names that sound alike.
 */
#define WASL_NAT 24

/* Tables on the stack that are written before they are read: clearing them
 * first, as the build does with all else, costs a tenth of a comparison. */
#define WASL_SCRATCH __attribute__((uninitialized))

/* A word's letters, borrowed: the joined reading or the split one. */
struct wasl_letters {
	enum wasl_script script;
	size_t n; /* at most WASL_WORD_LETTERS_MAX */
	const uint8_t *c;
};

/** FNV-1a over the letters, bit 7 set for Arabic: the key of generated tables
 * (tools/names/words.py). */
uint32_t wasl_letters_key(struct wasl_letters word);

/** The letters [from, n) of a word. */
struct wasl_letters wasl_word_letters(const struct wasl_word *word,
				      size_t from);

/* One step of the best way: letters [x, x + nx) stand for [y, y + ny). */
struct wasl_unit {
	uint8_t x, nx;
	uint8_t y, ny;
	int16_t score;
};

struct wasl_alignment {
	size_t n;
	struct wasl_unit unit[2 * WASL_WORD_LETTERS_MAX];
};

/**
 * Score two words.
 *
 * In:   a, b   any scripts; the result does not depend on the order
 *       habit  WASL_HABIT_ENGLISH to WASL_HABIT_FRENCH of the Latin name;
 *              without effect within one script
 * Time: about n * m small steps. Thread: any.
 */
int wasl_words_score(struct wasl_letters a, struct wasl_letters b, int habit);

/** The same, and the units of the best way in the order of a; none where the
 * words are such strangers that no way was followed to its end. */
int wasl_words_align(struct wasl_alignment *out, struct wasl_letters a,
		     struct wasl_letters b, int habit);

#endif
