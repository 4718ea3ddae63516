/* What a search keeps, for its three files; not for other rooms. */
#ifndef WASL_NAMES_SEARCH_INNER_H
#define WASL_NAMES_SEARCH_INNER_H

#include "names/best.h"
#include "names/index_inner.h"
#include "names/match_inner.h"
#include "names/sift.h"

/* Bounds of the steps that search.c describes. */
#define GATHERED 60000
#define SCORED	 2048 /* of them at most */
#define SIFTED	 8192 /* of them at most */
#define BESIDE	 16000

/* Identities that are estimated together, so that memory is asked for ahead. */
#define BATCH 64

/* Above any distance of two sounds, in quarters of a nat. */
#define DISTANCES 256
/* Above what a sifted score lacks of the best, in quarters of a nat. */
#define UNLIKES 128

/* What neighbours of letters may add to a sifted score. */
#define SIFT_MARGIN (3 * WASL_NAT / 2)

#define WORDS WASL_NAME_WORDS_MAX

/* Above any number of skeletons and neighbours of one word. */
#define BUCKETS 2048

struct found {
	uint32_t entry;
	uint8_t distance; /* of sounds */
	uint8_t unlike;	  /* once it was sifted */
};

/* A word of the index that is like one asked for. */
struct candidate {
	uint32_t entry;
	float gain; /* as in struct row */
};

/* An entry against each word asked for; bit w of the masks: against word w. */
struct row {
	uint32_t entry;
	float gain[WORDS];    /* nats: its letters, doubt and rarity */
	float lone[WORDS];    /* wasl_lone_factor */
	int16_t below[WORDS]; /* where it is not met, its score is */
	uint8_t met;	      /* it is better than leaving both alone */
	uint8_t equal;	      /* as wasl_part's */
	bool done;	      /* who bears it was estimated */
};

#define ROWS ((size_t)32768) /* above SCORED * WORDS + BESIDE, a power of 2 */

/* The fitted weights of one relation, for scores and rarity as they are kept.
 */
struct scale {
	float base, words, lone, letters, doubt, rarity, equal, shorter, longer;
};

/* A word asked for. */
struct sought {
	const struct wasl_word *word;
	struct wasl_scorer ready[2];
	/* By the other's script: whole, its core. */
	struct wasl_sift sift[2][2];
	bool sifts[2]; /* they were made, likewise */
	uint8_t rarity;
	struct wasl_sound_asked
		sound[2]; /* of the whole word and of its core */
	struct candidate candidate[SCORED]; /* the greatest gain first */
	size_t candidates;
	size_t equals;	/* candidates up to the last equal one */
	size_t bearers; /* identities with a candidate */
	bool done;	/* and all were estimated */
};

struct wasl_search {
	const struct wasl_index *index;
	enum wasl_effort effort;
	size_t near;	 /* words to look at, by the effort and the index */
	size_t scored;	 /* of them to score, likewise */
	size_t farthest; /* that are not looked at: distances of sounds */
	uint8_t beside_far, beside_near; /* of words beside, likewise */
	size_t named; /* identities estimated best, beyond twice those wanted */
	int least;    /* score of a candidate, by the name asked for */
	float doubt[WASL_SCORE_MOST - WASL_SCORE_LEAST + 1];
	uint8_t most_rarity[WASL_SCORE_MOST - WASL_SCORE_LEAST + 1];
	struct scale scale[WASL_RELATIONS];

	/* The name asked for. */
	struct sought sought[WORDS];
	size_t words;
	int habit;
	uint8_t script;
	uint8_t plain; /* bit w: word w of it is no title */
	uint8_t plain_n;

	/* The words of the index that are near one asked for. */
	uint64_t *seen; /* bit: the entry was found */
	size_t seen_cap;
	uint64_t listed[WASL_INDEX_BUCKETS / 64]; /* bit: in `bucket` */
	uint32_t bucket[BUCKETS];
	size_t buckets, own_buckets; /* the word's own come first */
	struct found found[GATHERED];
	size_t found_n;
	uint32_t met[GATHERED]; /* words of the buckets, some more than once */
	size_t met_n, own_met;	/* likewise */
	size_t by_distance[DISTANCES];
	size_t wanted; /* words to be found at most */
	size_t limit;  /* farther ones are not wanted any more */
	size_t by_unlike[UNLIKES];
	uint32_t sifted[SIFTED]; /* entries found, the least unlike first */
	size_t nearer;		 /* words below it */

	struct row row[ROWS];
	uint16_t row_at[ROWS]; /* by hash: 1 + row, 0 none */
	size_t rows;
	int16_t need[WORDS];  /* a score that another word needs beside */
	uint8_t reach[WORDS]; /* and how far off it may sound */
	size_t beside;	      /* words that were scored beside a candidate */
	size_t visited;	      /* identities */
	uint32_t batch[BATCH];
	size_t batch_n;

	struct wasl_best *best; /* a heap, the worst on top */
	float floor;		/* of estimates that are kept */
	size_t best_n, best_cap, best_room;
};

/* What is known of an identity before its name is scored. */
struct guess {
	uint8_t script;
	uint8_t others; /* words */
	uint8_t plain;	/* of them, no titles */
	uint8_t titles; /* of the others those that met nothing */
	uint8_t met;	/* bit w: word w met one */
	uint8_t equal;	/* bit w: an equal one */
	float lone;	/* the least of wasl_lone_factor */
	float gain[WORDS];
};

/** The words of the index whose sounds are nearest to a word's, as many as
 * are to be scored, in `found`; false: no memory. */
bool wasl_search_gather(struct wasl_search *s, size_t w);

/** Those most like the word, letter by letter, in `sifted`: `found_n`. */
void wasl_search_sift(struct wasl_search *s, size_t w);

/** What word w and an entry would score, nearly: more or less than `least`. */
int wasl_search_nearly(struct wasl_search *s, size_t w, uint32_t e, int least);

/** How far an entry's sound is from a word's, the better of its readings. */
uint8_t wasl_search_distance(const struct wasl_search *s, size_t w, uint32_t e);

/* What only asks for memory changes nothing, and gcc drops calls of it: it must
 * be part of its caller before that is found. */
#define WASL_FETCHES static inline __attribute__((always_inline)) void

/** Ask for an entry's memory ahead of its use: it may lie in two lines. */
WASL_FETCHES wasl_search_fetch(const struct wasl_search *s, uint32_t e)
{
	const uint8_t *at = (const uint8_t *)&s->index->entry[e];

	__builtin_prefetch(at);
	__builtin_prefetch(at + sizeof *s->index->entry - 1);
}

/** Estimate identities that bear candidates; the best are in `best`. */
void wasl_search_visit(struct wasl_search *s);

/** The row of an entry; NULL if it has none and none is to be made. */
struct row *wasl_search_row(struct wasl_search *s, uint32_t entry, bool make);

/** Score an entry against word w; its row, if it is `least` or better. */
struct row *wasl_search_meet(struct wasl_search *s, uint32_t e, size_t w,
			     int least);

/** The least score that can give a word of a script so much gain, were it
 * rare. */
int wasl_search_needs(const struct wasl_search *s, uint8_t script, float gain);

/** The fitted weights as estimates use them. */
struct scale wasl_search_scale(enum wasl_relation relation);

/**
 * What wasl_match_names would say: a little more, since the order of words and
 * what only costs one of two names are left out. Words of the longer name that
 * met nothing cost as middle ones.
 */
float wasl_search_guess(const struct wasl_search *s, const struct guess *g);

/**
 * The same for an identity, from the rows of its words; words that have none
 * and sound at all like one asked for are given one. -INFINITY: it was
 * estimated before, or is too unlikely. `script` is that of most of its words.
 */
float wasl_search_estimate(struct wasl_search *s, uint32_t id, uint8_t script);

#endif
