/* What two words would score, nearly: for choosing which to score. */
#ifndef WASL_NAMES_SIFT_H
#define WASL_NAMES_SIFT_H

#include "names/scorer.h"

/* Letters of the word that are looked at: one lane each, and one for the end.
 */
#define WASL_SIFT_LANES	  16
#define WASL_SIFT_LETTERS (WASL_SIFT_LANES - 1)

/* A number for each letter of the word, all worked on at once. */
typedef uint8_t wasl_sift_lanes
	__attribute__((vector_size(WASL_SIFT_LANES), aligned(WASL_SIFT_LANES)));

/*
 * What the units with one side of the other word lose, by the letter of the
 * word where they begin and by how many they take of it. A loss is what is less
 * than the best that those letters could bring, so that none is negative.
 */
struct wasl_sift_units {
	wasl_sift_lanes loss[WASL_MODEL_LONGEST + 1];
	bool takes[WASL_MODEL_LONGEST + 1]; /* there are such */
};

/* Above any letter of a script. */
#define WASL_SIFT_WIDE 40

/*
 * A word against the words of one script: the scorer's units without what the
 * other word's neighbours add to each.
 */
struct wasl_sift {
	struct wasl_scorer_side side;
	size_t n;    /* letters of the word that are looked at */
	int most;    /* the most that they can bring */
	int spare;   /* and each letter of the other word on its own */
	bool blind;  /* nothing is known: the word has too many units */
	uint8_t one; /* what a letter of the other word loses alone */
	uint16_t at[WASL_MODEL_NODES]; /* in `units`, by side; 0: none */
	size_t units_n;
	struct wasl_sift_units units[WASL_MODEL_NODES + 1];
	/* What letters of the word lose alone, by how many. */
	wasl_sift_lanes alone[WASL_MODEL_LONGEST + 1];
	bool alone_takes[WASL_MODEL_LONGEST + 1];
};

void wasl_sift_init(struct wasl_sift *s, struct wasl_scorer *scorer,
		    enum wasl_script script);

/**
 * The score, nearly: the neighbours of the other word's letters left out, in
 * steps of WASL_NAT / 6, and of long words only their beginning. As long as it
 * is `least` or more; else any number below.
 */
int wasl_sift_score(const struct wasl_sift *s, struct wasl_letters other,
		    int least);

#endif
