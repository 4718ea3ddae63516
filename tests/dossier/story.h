/* Dossiers of real kinds, told act by act, and what statistics make of them. */
#ifndef WASL_TESTS_DOSSIER_STORY_H
#define WASL_TESTS_DOSSIER_STORY_H

#include "bench.h"

#include "dossier/stats.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

#define HOUR  3600
#define FROM  100000
#define UNTIL 900000

/** A dossier in the making; acts come in their order. */
struct story {
	struct wasl_dossier d;
	const struct wasl_kind *kind;
	uint64_t size[2];
};

/** What an act carries, as far as statistics look. */
struct says {
	const char *urgency, *sector, *ground, *outcome;
	int64_t ack, reply, removal; /* due */
	uint32_t drill;		     /* its field's number, if true */
	int64_t drill_ack;	     /* due, of a drill's */
};

/** A routine request, due in two and ten hours. */
extern const struct says quick;

/** Each act has seen all before it, so time and order agree. */
void act_of(struct story *s, enum wasl_origin by, const char *name,
	    int64_t time, wasl_bytes fields, const struct says *says);
void does(struct story *s, enum wasl_origin by, const char *name, int64_t time,
	  struct says says);
struct story opens(const char *kind, enum wasl_origin by, int64_t time,
		   struct says says);
struct wasl_stats stats_now(void);
/** Measure a story, and end it. */
void take(struct wasl_stats *s, struct story *story);
/** The whole of a side. */
int64_t figure(const struct wasl_stats *s, enum wasl_figure figure,
	       enum wasl_origin side);
/** The number of a cell; -1: there is none. */
int64_t cell(const struct wasl_stats *s, enum wasl_figure figure,
	     enum wasl_origin side, enum wasl_split split, const char *value,
	     bool shared);

#define CHECK(stats, name, first, second)                                      \
	do {                                                                   \
		assert_int_equal(figure(&(stats), WASL_FIGURE_##name, A),      \
				 first);                                       \
		assert_int_equal(figure(&(stats), WASL_FIGURE_##name, B),      \
				 second);                                      \
	} while (0)

#endif
