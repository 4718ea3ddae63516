/* Dossiers on a bench: a tiny kind beside those that ship, and two logs. */
#ifndef WASL_TESTS_DOSSIER_BENCH_H
#define WASL_TESTS_DOSSIER_BENCH_H

#include "check.h"

#include "dossier/bound.h"
#include "dossier/dossier.h"

/* Acts of the kind "tiny". */
enum {
	TINY_OPEN = 1,
	TINY_TAKE = 2,	   /* partner: sent → taken; starts clock 1 */
	TINY_HOLD = 3,	   /* partner, fact, always: … → held; clock 2 */
	TINY_ANSWER = 4,   /* partner: taken, held → answered; stops both */
	TINY_WITHDRAW = 5, /* opener: sent, taken → withdrawn */
	TINY_NOTE = 6,	   /* either, any state */
	TINY_CLOSE = 7,	   /* opener: answered, withdrawn → closed */
	TINY_ASK = 8,	   /* partner: taken → asked; pauses clock 1 */
	TINY_TELL = 9,	   /* opener: asked → taken; resumes it */
	TINY_REBASE = 10,  /* either: names another version */
};

/** The kinds that ship, versions 1 and 2 of "tiny", a profile. Made once. */
const struct wasl_library *bench_library(void);
const struct wasl_kind *bench_kind(const char *name, uint32_t version);
const struct wasl_profile *bench_profile(void);

/** First origin opens, it wins ties; `opener` and `tie`: SECOND instead. */
struct wasl_dossier_id bench_id(bool opener_second, bool tie_second);

/** A bare act. An opening, or a rebase, names `kind` and the profile. */
struct wasl_act bench_act(uint32_t number, const struct wasl_kind *kind);

/**
 * A record that the fold can read: item 1 of each kind of items made and
 * answered, a proposal, its approval, a confirmation of the entry `entry`, and
 * what guards ask for: true, the first code. Static space, until the next call
 * but seven.
 */
wasl_bytes bench_fields(const struct wasl_kind *kind, uint32_t number,
			uint64_t entry);

/** Add one act of a log; fails the test if it cannot. */
void bench_add(struct wasl_dossier *d, enum wasl_origin origin, uint64_t index,
	       uint64_t seen, struct wasl_act act);

/** Its snapshot, in static space that the next call overwrites but one. */
wasl_bytes bench_snapshot(const struct wasl_dossier *d);

#endif
