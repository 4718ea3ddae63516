/* Are two names one person's? A probability, and every reason for it. */
#ifndef WASL_NAMES_MATCH_H
#define WASL_NAMES_MATCH_H

#include "names/transducer.h"

/* What the probability means for an officer. */
enum wasl_verdict {
	WASL_VERDICT_NO,       /* under WASL_MATCH_MAYBE */
	WASL_VERDICT_MAYBE,    /* worth a look */
	WASL_VERDICT_PROBABLE, /* at least WASL_MATCH_PROBABLE */
};
#define WASL_MATCH_MAYBE    0.2
#define WASL_MATCH_PROBABLE 0.8

/* How one word of a met one of b. */
enum wasl_part_kind {
	WASL_PART_WORD,	   /* the joined readings */
	WASL_PART_CORE,	   /* without a particle on one side or both */
	WASL_PART_PAIR,	   /* two words of one side as one word of the other */
	WASL_PART_INITIAL, /* a single letter for a word */
};

struct wasl_part {
	uint8_t kind; /* enum wasl_part_kind */
	uint8_t a, b; /* words; the first of two for PAIR */
	uint8_t a_words, b_words;
	uint8_t a_from, b_from; /* the letter where the reading begins */
	int16_t score;		/* 1/WASL_NAT nat */
	uint8_t rarity; /* eighths of a nat: how little chance explains */
	uint8_t known;	/* enum wasl_known: what the list of names says */
	bool equal;	/* the same letters, or listed as the same */
};

/* What the logit is made of, in nats. */
enum wasl_feature {
#define X(name, text) WASL_FEATURE_##name,
#include "names/feature.def"
#undef X
	WASL_FEATURES,
};

struct wasl_match {
	double probability; /* 0 to 1 */
	float logit;	    /* its natural log odds; what ranks */
	enum wasl_verdict verdict;
	float share[WASL_FEATURES]; /* summed they give the logit */
	uint8_t parts;
	struct wasl_part part[WASL_NAME_WORDS_MAX];
	uint16_t alone_a; /* bit w: word w of a met nothing */
	uint16_t alone_b;
	bool swapped;	  /* the order of the parts differs */
	int8_t habit;	  /* WASL_HABIT_… that was used */
	uint8_t relation; /* of the scripts; enum in match_inner.h */
};

/**
 * Compare two names in any scripts.
 *
 * In:   a, b  as wasl_name_parse made them; not both need be Arabic or Latin
 * Out:  out   filled, part k in the order of a's words
 *
 * The score does not depend on the order of a and b, nor, but for a small
 * share of its own, on the order of words. Time: a few microseconds for usual
 * names, bounded by WASL_NAME_WORDS_MAX. Thread: any.
 */
void wasl_match_names(struct wasl_match *out, const struct wasl_name *a,
		      const struct wasl_name *b);

/** The logit alone, for ranking; the same number. */
float wasl_match_logit(const struct wasl_name *a, const struct wasl_name *b);

#endif
