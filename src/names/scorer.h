/* One word made ready to be scored against very many. */
#ifndef WASL_NAMES_SCORER_H
#define WASL_NAMES_SCORER_H

#include "names/model.h"

/*
 * A model is sparse: few of its units can take letters of a given word. They
 * are listed by what they take of the other word, with all weights that do not
 * depend on it summed up, and a comparison looks at those alone.
 */

/* Units of one word; a word with more is scored without them. */
#define WASL_SCORER_UNITS 1024

struct wasl_scorer_unit {
	uint8_t from, to; /* it takes these letters of the word */
	uint16_t unit;
	int16_t score;
};

/* Units by the node of the other side; those that take nothing of it by the
 * letter of the word where they begin. */
#define WASL_SCORER_LISTS (WASL_MODEL_NODES + WASL_WORD_LETTERS_MAX + 1)

struct wasl_scorer_table {
	bool made;
	bool full; /* no room for its units */
	uint16_t begin[WASL_SCORER_LISTS + 1];
	int32_t hope[WASL_WORD_LETTERS_MAX + 1]; /* from a letter on */
	int32_t spare; /* what a letter of the other word alone may bring */
	struct wasl_scorer_unit unit[WASL_SCORER_UNITS];
};

struct wasl_scorer {
	struct wasl_letters word;
	int habit;
	int lost;
	/* Against the other script; within one against lesser words, against
	 * greater ones. */
	struct wasl_scorer_table table[3];
};

/**
 * Make ready; `word` is borrowed while the scorer is used. A way that has lost
 * `lost` is not followed: with WASL_MODEL_LOST scores are those of
 * wasl_words_score, above it words that are hardly alike may score less.
 */
void wasl_scorer_init(struct wasl_scorer *scorer, struct wasl_letters word,
		      int habit, int lost);

/**
 * The score, as long as it is `least` or more; else any number below `least`:
 * a way that cannot come to that any more, were all letters left to agree as
 * well as they ever do, is not followed. Thread: one at a time.
 */
int wasl_scorer_score(struct wasl_scorer *scorer, struct wasl_letters other,
		      int least);

/* The other word's letters, as a table lists units by them. */
struct wasl_scorer_side {
	const uint16_t *trie;
	size_t wide;
};

/** The units of the word against any word of a script, and the other side;
 * borrowed. Within one script those that hold beside a greater word. */
const struct wasl_scorer_table *
wasl_scorer_against(struct wasl_scorer *s, struct wasl_scorer_side *out,
		    enum wasl_script other);

#endif
