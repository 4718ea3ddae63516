/*
 * A dossier: the fold of its acts, in the order of spec §8, through the state
 * table of its kind. No clock and no local configuration enters, so both sides
 * reach the same value.
 *
 * Each act's inputs to the fold are kept (numbers, instants, codes; nothing of
 * a person), so an act that sorts before others is put in its place and the
 * fold is made again without opening any envelope; one that sorts last costs
 * O(1).
 *
 *   act allowed in the state it meets                          TOOK
 *   not allowed, the kind names an outcome for the pair, or
 *     it is a fact about a person in custody                   CROSSED
 *   not allowed, otherwise                                     LAPSED
 *     (by the table, an `if`, or what an approval or confirmation needs)
 *   no standing opening, unknown number, not its side's act    VOID
 *   rejected, or behind the end of its epoch                   OUT
 *
 * CROSSED and LAPSED acts are shown on both sides and are a task for their
 * author.
 */
#ifndef WASL_DOSSIER_DOSSIER_H
#define WASL_DOSSIER_DOSSIER_H

#include "dossier/order.h"
#include "dossier/standing.h"
#include "kind/library.h"

enum wasl_effect {
	WASL_EFFECT_TOOK,
	WASL_EFFECT_CROSSED, /* it counts */
	WASL_EFFECT_LAPSED,  /* it changes nothing */
	WASL_EFFECT_VOID,
	WASL_EFFECT_OUT,
};

/** "took", "crossed", …; for the API and for logs. */
const char *wasl_effect_name(enum wasl_effect effect);
/** Does it change state, clocks and marks? */
static inline bool wasl_effect_counts(enum wasl_effect effect)
{
	return effect == WASL_EFFECT_TOOK || effect == WASL_EFFECT_CROSSED;
}
/** Is it a task for its author? */
static inline bool wasl_effect_crossed(enum wasl_effect effect)
{
	return effect == WASL_EFFECT_CROSSED || effect == WASL_EFFECT_LAPSED;
}

/* Codes of a dossier that rules, clocks, lists and statistics need: the value
 * of the field of that name in the last act that counts and has it. */
enum wasl_mark {
	WASL_MARK_OUTCOME,  /* "outcome" */
	WASL_MARK_URGENCY,  /* "urgency" */
	WASL_MARK_BASIS,    /* "basis" */
	WASL_MARK_SECTOR,   /* "crime_area" */
	WASL_MARK_GROUND,   /* "ground": of a refusal */
	WASL_MARK_DRILL,    /* "drill": "" where it is true */
	WASL_MARK_HANDLING, /* "handling" */
	WASL_MARK_UNIT,	    /* "unit": that asks */
	WASL_MARKS
};

/* "No act": for indices into a dossier's acts. */
#define WASL_ACT_NONE SIZE_MAX

/** One act of a dossier; what comes after `out` is what the fold found. */
struct wasl_dossier_act {
	struct wasl_place place;
	uint32_t number;
	int64_t time;
	const struct wasl_hash *kind;	 /* key 7; NULL: has none */
	const struct wasl_hash *profile; /* ditto */
	const char *reference;		 /* of an opening, else "" */
	const struct wasl_due *due;
	size_t n_due;
	const char *author;		    /* pseudonym */
	const char *marks[WASL_MARKS];	    /* NULL: has no such field */
	const struct wasl_reading *reading; /* NULL: nothing to read in it */
	const struct wasl_kind *read;	    /* kind by which both were read */
	bool out; /* rejected, or behind the end of its epoch */

	enum wasl_effect effect;
	const struct wasl_act_def *def; /* NULL: VOID or OUT without a kind */
	uint8_t before;			/* state of the kind `read` */
	uint8_t after;			/* state of the kind `under` */
	const struct wasl_kind *under;	/* in force after it; NULL: none */
	size_t standing;  /* CROSSED, LAPSED: the act it crossed, or NONE */
	size_t confirmed; /* second LATER: the act that confirmed it, or NONE */
};

/** Released by one person, counts, and nobody has confirmed it. */
static inline bool wasl_act_alone(const struct wasl_dossier_act *a)
{
	return a->def != NULL && a->def->second == WASL_SECOND_LATER &&
	       wasl_effect_counts(a->effect) && a->confirmed == WASL_ACT_NONE;
}

/** How a clock came to what its run says. */
struct wasl_clock_past {
	int64_t started; /* time of the act that started it last; 0: none */
	size_t halted;	 /* act that stopped or paused it since, or NONE */
	int64_t due;	 /* before that */
};

struct wasl_dossier {
	struct wasl_dossier_id id;
	const struct wasl_library *library; /* borrowed */
	struct wasl_dossier_act *acts;	    /* in order */
	size_t n;
	size_t cap;
	struct wasl_arena arena; /* what the acts point to */

	/* Result of the fold. */
	size_t opening;			    /* the standing one, or NONE */
	const struct wasl_kind *kind;	    /* in force; NULL: not opened */
	const struct wasl_profile *profile; /* ditto */
	size_t rebase[2]; /* standing proposal of each log, or NONE */
	uint8_t state;
	const char *marks[WASL_MARKS]; /* "" if none */
	size_t crossed;		       /* CROSSED and LAPSED acts */
	struct wasl_clock_run *runs;   /* one for each clock of `kind` */
	struct wasl_clock_past *past;  /* ditto */
	struct wasl_standing stands;
	size_t n_marks; /* items made and answered, in all acts */
};

/** An empty dossier; `library` must outlive it. */
void wasl_dossier_init(struct wasl_dossier *d,
		       const struct wasl_library *library,
		       const struct wasl_dossier_id *id);
void wasl_dossier_deinit(struct wasl_dossier *d);

/**
 * Put an act in its place and fold.
 *
 * In:   place  origin and index not yet in `d`
 *       act    copied as far as needed
 * Err:  EXISTS    its place is taken; after any other error `d` is of no
 *                 more use
 *       NOT_FOUND kind or profile of the standing opening is not held
 *       CONFLICT  acts behind it were read by another kind: begin anew with
 *                 all acts, in order
 *       TOO_BIG   more than WASL_DOSSIER_ACTS_MAX acts, or than
 *                 WASL_ITEM_MARKS_MAX items made and answered; `d` is as it was
 *       NO_MEMORY
 * Time: constant if it sorts last (amortised), else that of the whole fold.
 */
wasl_status wasl_dossier_add(struct wasl_dossier *d,
			     const struct wasl_place *place,
			     const struct wasl_act *act,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Take an act out: a standing reject names it, or it lies behind the end of
 * its epoch.
 * Err:  NOT_FOUND (no such act), and as wasl_dossier_add.
 */
wasl_status wasl_dossier_out(struct wasl_dossier *d, enum wasl_origin origin,
			     uint32_t epoch, uint64_t index,
			     struct wasl_err *err) WASL_MUST_USE;

/** The side of the dossier that writes this log. */
enum wasl_side wasl_dossier_side(const struct wasl_dossier *d,
				 enum wasl_origin origin);
/** Name of the state; "" before a standing opening. */
const char *wasl_dossier_state(const struct wasl_dossier *d);
/** Is it in a final state? */
bool wasl_dossier_closed(const struct wasl_dossier *d);
/** The dossier that it belongs to; false if it names none. */
bool wasl_dossier_parent(const struct wasl_dossier *d,
			 struct wasl_dossier_id *out);
/** An act that is not made yet, by one who has seen everything; its parts as
 * wasl_dossier_allows has them. */
struct wasl_dossier_act wasl_dossier_next(const struct wasl_act_def *def,
					  const struct wasl_reading *reading,
					  const char *author,
					  enum wasl_origin origin,
					  int64_t time);
/**
 * Would the act be allowed now, by one who has seen everything?
 *
 * In:   reading  of its record; NULL if there is none yet, and then what its
 *                fields decide is taken for granted
 *       author   pseudonym
 *       time     its own, Unix seconds; INT64_MAX: late enough for everything
 */
bool wasl_dossier_allows(const struct wasl_dossier *d,
			 const struct wasl_act_def *def,
			 const struct wasl_reading *reading, const char *author,
			 enum wasl_origin origin, int64_t time);
/** Reference of the standing opening; "" without one. */
const char *wasl_dossier_reference(const struct wasl_dossier *d);

#endif
