/* Acts of the shipped kinds as officers write them: JSON, through schema, rules
 * and what stands, with the due times of the example profile. */
#ifndef WASL_TESTS_DOSSIER_PLAY_H
#define WASL_TESTS_DOSSIER_PLAY_H

#include "check.h"

#include "dossier/deadline.h"
#include "dossier/missing.h"

#define MINUTE 60
#define HOUR   3600
#define DAY    86400

/** The dossier's opener writes the first log. */
enum { OPENER = WASL_ORIGIN_FIRST, PARTNER = WASL_ORIGIN_SECOND };

struct play {
	struct wasl_dossier d;
	const struct wasl_kind *kind;
	const struct wasl_kind *next; /* that `rebase` names */
	uint64_t size[2];
	int64_t now;	     /* time of the next act, Unix seconds */
	const char *officer; /* pseudonym of the next act's author */
	struct wasl_arena arena;
};

/** "2026-12-05T10:00:00Z" as Unix seconds. */
int64_t at(const char *instant);

/** Hold the kind of this file below the source folder as well. */
const struct wasl_kind *holds(const char *path);

/** A dossier of a shipped kind, empty, at 2026-12-01T08:00:00Z; `kind` may be
 * changed before its opening. */
struct play begin(const char *kind);
void end(struct play *p);

/**
 * Make an act and fold it, if nothing refuses it.
 *
 * In:   act     name; "open" of an empty dossier
 *       fields  JSON; usual data of persons are filled in. "@NAME" instead:
 *               examples/NAME.json, with JSON behind it merged in: null takes
 *               away
 * Ret:  "" if it took effect; else the pointer of a fault of schema, the
 * rule that was broken, what misses (see wasl_missing), or "state"
 */
const char *does(struct play *p, int side, const char *act, const char *fields);

/** The example's opening; then one act after the other without fields. */
struct play opened(const char *kind);
void all(struct play *p, int side, const char *const *acts);
/** The partner's first two acts, for all(). */
extern const char *const taken[];

/** What an act came to, or a state, is this; fails with both. */
void says(const char *got, const char *want);

/** Approve what is proposed: the act's hash field names it. */
const char *approves(struct play *p, int side, const char *act,
		     const char *field);

const char *state(const struct play *p);
/** The runs of a clock by its name, at `now`; 0 of them: it does not run. */
size_t runs(const struct play *p, const char *clock, struct wasl_deadline *out,
	    size_t cap);
/** The only run's instant; 0: it does not run. */
int64_t due(const struct play *p, const char *clock);

#endif
