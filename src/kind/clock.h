/* Clocks of a kind: which act starts, stops or pauses one, and when it is due.
 */
#ifndef WASL_KIND_CLOCK_H
#define WASL_KIND_CLOCK_H

#include "kind/act.h"
#include "kind/kind.h"
#include "kind/profile.h"

enum wasl_clock_unit {
	WASL_CLOCK_MINUTES,
	WASL_CLOCK_HOURS,
	WASL_CLOCK_DAYS, /* of 24 hours, so that nobody is held an hour more */
	WASL_CLOCK_WORKING_DAYS,
	WASL_CLOCK_UNITS
};

/** How long: a number, or where the profile has it. */
struct wasl_span {
	bool present;
	int64_t number;	  /* if `path` is NULL */
	const char *path; /* "$profile/…"; "$urgency" stands for the class */
};

/** How many runs of a clock a dossier can have. */
enum wasl_clock_per {
	WASL_CLOCK_ONE,
	WASL_CLOCK_PER_ACT,  /* one for each starting act, until it is
			      * confirmed or answered */
	WASL_CLOCK_PER_ITEM, /* one for each item */
};

struct wasl_clock_def {
	uint32_t n; /* key 8 of the plaintext */
	const char *name;
	const char *late;    /* label of what its lateness means */
	enum wasl_side duty; /* who must act before it is due */
	uint32_t calls;	     /* roles that it reaches as well when it is due */
	bool expires;	     /* nobody's duty: then something is not valid */
	bool always;	     /* somebody is held: nothing lets it stand */
	enum wasl_clock_per per;
	/* PER_ACT: the other side's act that ends a run, and its field that
	 * names the entry; NULL: a confirmation ends it. */
	const struct wasl_act_def *answer;
	uint32_t entry;
	uint32_t items;		    /* PER_ITEM: place in kind->items, */
	uint32_t place;		    /* and its place among their clocks */
	struct wasl_code_set codes; /* PER_ITEM: answers that start it */
	uint32_t until_field;	    /* of the acts that extend it */
	int64_t warn[WASL_CLOCK_WARN_MAX]; /* days before, falling */
	size_t n_warn;
	const char *warn_path; /* or where the profile has them */
	uint64_t in;	   /* states in which a start counts; all bits: any */
	uint64_t stop_in;  /* states that stop it when an act leads there */
	uint32_t at_field; /* it runs from this field; 0: from the act's time.
			    * PER_ITEM: see kind->items */
	struct wasl_span spans[WASL_CLOCK_UNITS]; /* the first with a value;
						   * none: due = `at` */
	/* [act index in kind->acts] → effect */
	const uint8_t *effects;
};

enum wasl_clock_effect {
	WASL_CLOCK_NONE,
	WASL_CLOCK_START, /* also if it runs: it starts anew */
	WASL_CLOCK_STOP,
	WASL_CLOCK_PAUSE,
	WASL_CLOCK_RESUME,
	WASL_CLOCK_EXTEND, /* puts a running one off */
};

/** What an act does to a clock that leads from one state to another. */
enum wasl_clock_effect wasl_clock_effect(const struct wasl_kind *kind,
					 const struct wasl_clock_def *clock,
					 const struct wasl_act_def *act,
					 uint8_t before, uint8_t after);

/** A clock of a dossier as the fold has it. */
struct wasl_clock_run {
	uint32_t clock;
	int64_t due;	    /* Unix seconds; 0: not started, or stopped */
	int64_t paused_at;  /* 0: runs */
	int64_t paused_for; /* seconds of earlier pauses */
	uint32_t pauses;
};

/** What dues are reckoned from; all borrowed. */
struct wasl_clock_facts {
	const struct wasl_kind *kind;
	const struct wasl_profile *profile;
	const struct wasl_calendar *opener; /* working calendar of each side */
	const struct wasl_calendar
		*partner;  /* NULL: working days are missing */
	wasl_text urgency; /* U0…U3 in force; empty if the dossier has none */
	const struct wasl_clock_run *runs;
	size_t n_runs;
};

/**
 * The due instants that an act being made carries (key 8): of the clocks it
 * can start, whatever state it will meet, and of those it resumes.
 *
 * In:   time      of the act, Unix seconds
 * Out:  out, n    in `arena`, by rising clock number
 *       findings  a span that the profile leaves open is an error (source:
 *                 its path), for a `fact` a note; the other clocks are
 *                 still reckoned
 * A pause counts only `$profile/clarify/times` times and for
 * `$profile/clarify/total_days` in all (spec §11).
 */
void wasl_clocks_due(const struct wasl_due **out, size_t *n,
		     struct wasl_arena *arena, struct wasl_findings *findings,
		     const struct wasl_clock_facts *facts,
		     const struct wasl_act_def *act,
		     const struct wasl_record *record, int64_t time);

/**
 * The receiver's reckoning: a note for each due instant that differs from it
 * (spec §3: a finding, never a reject).
 */
void wasl_clocks_compare(struct wasl_findings *findings,
			 const struct wasl_due *reckoned, size_t n_reckoned,
			 const struct wasl_act *act);

/**
 * Fold an act that took effect in the state `before`, and led to `after`, into
 * the dossier's clocks, but those per act or item.
 *
 * In:  runs  one for each clock of the kind, in its order; zeroed at the start
 */
void wasl_clocks_fold(struct wasl_clock_run *runs, const struct wasl_kind *kind,
		      const struct wasl_act_def *def, uint8_t before,
		      uint8_t after, const struct wasl_act *act);
/** The same for one clock. */
void wasl_clock_turn(struct wasl_clock_run *run, const struct wasl_kind *kind,
		     const struct wasl_clock_def *clock,
		     const struct wasl_act_def *def, uint8_t before,
		     uint8_t after, const struct wasl_act *act);

#endif
