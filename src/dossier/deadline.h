/* Clocks as a view: late or not is a matter of the reader's time and never of
 * shared state (spec §8: "no clock, no local configuration"). */
#ifndef WASL_DOSSIER_DEADLINE_H
#define WASL_DOSSIER_DEADLINE_H

#include "dossier/bound.h"
#include "dossier/linestate.h"

/** Suspensions of the line, by rising `from`, without overlap; {NULL, 0}: there
 * were none. */
struct wasl_suspended {
	const struct wasl_suspension *all;
	size_t n;
};

struct wasl_deadline {
	const struct wasl_clock_def *def;
	size_t act; /* per act: the one that waits to be confirmed, else NONE */
	uint16_t key;	  /* per item: its key, else 0 */
	int64_t due;	  /* as it counts now: shifted by suspensions */
	int64_t due_sent; /* as the act carried it, both sides see this */
	int64_t stood;	  /* seconds: `due` is so much later */
	bool paused;	  /* waits for a clarification */
	bool stopped;	  /* stands while the line is suspended */
	bool stopping;	  /* stopped by an act that is not yet binding */
	bool late;
};

/**
 * The clocks that run, each with what it is called and whose duty it is.
 *
 * A clock that any act `always` or `fact` starts, or that is `always` itself
 * (custody, provisional arrest, threat to life), is stopped by no suspension
 * and no pause. Any other is later by the time for which the line was suspended
 * while it ran, since the act that last said when it is due. A clock stopped by
 * an act that is not yet binding is still shown, as `stopping`.
 *
 * A clock per act or item has a line for each of its runs.
 *
 * In:   now  Unix seconds
 * Out:  out          wasl_deadlines_max(d) of them at most
 * Ret:  how many were written; 0 before a standing opening
 */
size_t wasl_deadlines(struct wasl_deadline *out, const struct wasl_dossier *d,
		      const struct wasl_bound_facts *facts, int64_t now,
		      struct wasl_suspended suspended);
/** How many lines there can be. */
size_t wasl_deadlines_max(const struct wasl_dossier *d);

/** Runs of one clock that are due at the same instant. */
struct wasl_clock_due {
	int64_t due;
	int64_t started; /* time of the act that started it; the earliest */
	bool paused;
	enum wasl_side duty; /* 0: nobody's, something expires */
	int64_t stood;	     /* seconds of suspensions: due so much later */
	bool stands;	     /* the line is suspended now, and this stands */
};

/**
 * When the runs of clock `k` are due, by rising instant, each instant once; as
 * the acts carry it. Suspensions up to `now` are told beside it.
 *
 * Out:  out  wasl_clock_dues_max(d, k) of them at most
 * Ret:  how many were written; 0: it does not run
 */
size_t wasl_clock_dues(struct wasl_clock_due *out, const struct wasl_dossier *d,
		       size_t k, int64_t now, struct wasl_suspended suspended);
size_t wasl_clock_dues_max(const struct wasl_dossier *d, size_t k);

/** Does the clock stand while the line is suspended? */
bool wasl_clock_stands(const struct wasl_kind *kind,
		       const struct wasl_clock_def *clock);

/** For how long suspensions of the line made a clock stand, in seconds. */
struct wasl_stood {
	int64_t later;	   /* it is due so much later */
	int64_t in_pauses; /* of these, during clarifications */
};

/**
 * How long the suspensions made a clock stand since the act that
 * last said when it is due, among the acts before the `end`-th. A pause counts
 * from its start for as long as the act that ended it put the due instant off;
 * of the rest of it only what the line was suspended. Of a pause that is not
 * over nothing counts yet.
 *
 * In:   n     the clock's number
 *       time  until when, Unix seconds
 */
struct wasl_stood wasl_clock_stood(const struct wasl_dossier *d, size_t end,
				   uint32_t n, int64_t time,
				   struct wasl_suspended suspended);

#endif
