/* Clocks as a view: late or not is a matter of the reader's time and never of
 * shared state (spec §8: "no clock, no local configuration"). */
#ifndef WASL_DOSSIER_DEADLINE_H
#define WASL_DOSSIER_DEADLINE_H

#include "dossier/bound.h"

/** The line was suspended, by either side. */
struct wasl_suspension {
	int64_t from;  /* Unix seconds */
	int64_t until; /* 0: it still is */
};

struct wasl_deadline {
	const struct wasl_clock_def *def;
	size_t act; /* per act: the one that waits to be confirmed, else NONE */
	uint16_t key;	  /* per item: its key, else 0 */
	int64_t due;	  /* as it counts now: shifted by suspensions */
	int64_t due_sent; /* as the act carried it, both sides see this */
	bool paused;	  /* waits for a clarification */
	bool stopped;	  /* stands while the line is suspended */
	bool stopping;	  /* stopped by an act that is not yet binding */
	bool late;
};

/**
 * The clocks that run, each with what it is called and whose duty it is.
 *
 * A clock that any act `always` or `fact` starts (custody, provisional arrest,
 * threat to life) is stopped by no suspension and no pause. A clock stopped by
 * an act that is not yet binding is still shown, as `stopping`.
 *
 * A clock per act or item has a line for each of its runs.
 *
 * In:   now          Unix seconds
 *       suspensions  n of them, by rising `from`, without overlap
 * Out:  out          wasl_deadlines_max(d) of them at most
 * Ret:  how many were written; 0 before a standing opening
 */
size_t wasl_deadlines(struct wasl_deadline *out, const struct wasl_dossier *d,
		      const struct wasl_bound_facts *facts, int64_t now,
		      const struct wasl_suspension *suspensions, size_t n);
/** How many lines there can be. */
size_t wasl_deadlines_max(const struct wasl_dossier *d);

/** Runs of one clock that are due at the same instant. */
struct wasl_clock_due {
	int64_t due;
	int64_t started; /* time of the act that started it; the earliest */
	bool paused;
	enum wasl_side duty; /* 0: nobody's, something expires */
};

/**
 * When the runs of clock `k` are due, by rising instant, each instant once.
 *
 * Out:  out  wasl_clock_dues_max(d, k) of them at most
 * Ret:  how many were written; 0: it does not run
 */
size_t wasl_clock_dues(struct wasl_clock_due *out, const struct wasl_dossier *d,
		       size_t k);
size_t wasl_clock_dues_max(const struct wasl_dossier *d, size_t k);

#endif
