/* How unlike two words are, at a glance: for choosing which to score. */
#ifndef WASL_NAMES_SIFT_H
#define WASL_NAMES_SIFT_H

#include "names/scorer.h"

/* Above any letter of a script. */
#define WASL_SIFT_LETTERS 40

/*
 * What is known of one word's letters against the letters of one script, from
 * those units of a model that take one letter, or two that are read as one.
 */
struct wasl_sift {
	uint8_t n;			      /* letters of the word */
	uint32_t stands[WASL_SIFT_LETTERS];   /* bit i: for letter i of it */
	int16_t alone[WASL_WORD_LETTERS_MAX]; /* what letter i costs unmet */
	int16_t stray[WASL_SIFT_LETTERS]; /* likewise a letter of the other */
	/* By two letters of the other word: bit i: they stand for letter i. */
	uint32_t pair[WASL_SIFT_LETTERS][WASL_SIFT_LETTERS];
};

void wasl_sift_init(struct wasl_sift *s, struct wasl_scorer *scorer,
		    enum wasl_script script);

/**
 * What stays when the letters of both words are met in order as far as they
 * go, in 1/WASL_NAT nat: 0 or more, the less the more alike. No bound of the
 * score, but it costs a tenth of it and ranks words much as scores do.
 */
int wasl_sift_unlike(const struct wasl_sift *sift, struct wasl_letters other);

#endif
