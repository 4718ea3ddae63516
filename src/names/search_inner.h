/* What a search keeps, for search.c and estimate.c; not for other rooms. */
#ifndef WASL_NAMES_SEARCH_INNER_H
#define WASL_NAMES_SEARCH_INNER_H

#include "names/best.h"
#include "names/index_inner.h"
#include "names/match_inner.h"

/* Bounds of the steps that search.c describes. */
#define GATHERED 20000
#define SCORED	 1024 /* of them at most; USUAL with the usual effort */
#define USUAL	 192

#define WORDS WASL_NAME_WORDS_MAX

struct found {
	uint32_t entry;
	uint8_t distance;
};

struct candidate {
	uint32_t entry;
	int16_t score;
	bool equal; /* as in wasl_part */
	uint8_t rarity;
};

/* Scores of one entry against each word asked for. */
struct row {
	uint32_t entry;
	int16_t score[WORDS];
	uint8_t rarity[WORDS]; /* as wasl_part's */
	uint8_t equal;	       /* bit w: likewise */
};

#define ROWS ((size_t)16384)  /* above SCORED * WORDS, a power of two */
#define SEEN ((size_t)131072) /* above 2 * VISITED, a power of two */

/* The fitted weights of one relation, for scores and rarity as they are kept.
 */
struct scale {
	float base, words, lone, letters, doubt, rarity, equal, shorter, longer;
};

struct wasl_search {
	const struct wasl_index *index;
	size_t scored;	/* words to score, by the effort */
	uint8_t script; /* of the name asked for */
	uint8_t plain;	/* bit w: word w of it is no title */
	uint8_t plain_n;
	float doubt[WASL_SCORE_MOST - WASL_SCORE_LEAST + 1];
	struct scale scale[WASL_RELATIONS];
	uint32_t *stamp; /* by entry: the round that met it last */
	size_t stamp_cap;
	uint32_t round;

	struct found found[GATHERED];
	size_t found_n;

	struct candidate candidate[WORDS][SCORED];
	size_t candidates[WORDS];
	size_t bearers[WORDS];
	uint8_t rarity[WORDS]; /* of the words asked for */

	struct row row[ROWS];
	uint16_t row_at[ROWS]; /* by hash: 1 + row, 0 none */
	size_t rows;

	uint64_t seen[SEEN]; /* visit << 32 | identity */
	uint32_t visit;
	size_t seen_n;

	struct wasl_best *best; /* a heap, the worst on top */
	size_t best_n, best_cap, best_room;
};

/* What is known of an identity before its name is scored. */
struct guess {
	uint8_t script;
	uint8_t others; /* words; titles that met nothing left out if `equal` */
	uint8_t plain;	/* of them, no titles */
	uint8_t equal;	/* bit w: an equal word met word w */
	int16_t score[WORDS];
	uint8_t rarity[WORDS];
};

/** The row of an entry; NULL if it has none and none is to be made. */
struct row *wasl_search_row(struct wasl_search *s, uint32_t entry, bool make);

/** The fitted weights as estimates use them. */
struct scale wasl_search_scale(enum wasl_relation relation);

/**
 * What wasl_match_names would say: a little more, since the order of words and
 * what only costs one of two names are left out. Words of the longer name that
 * met nothing cost as middle ones.
 */
float wasl_search_guess(const struct wasl_search *s, const struct guess *g,
			size_t words);

/** The same for an identity, from the rows of its words. */
float wasl_search_estimate(struct wasl_search *s, uint32_t id, size_t words);

#endif
