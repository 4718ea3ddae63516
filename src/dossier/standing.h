/*
 * What stands in a dossier beside its state (docs/spec §8, §12): items and
 * their answers, what both sides approve, what waits for a second person, which
 * acts count. Guards ask of it. Part of the fold; other rooms read it.
 */
#ifndef WASL_DOSSIER_STANDING_H
#define WASL_DOSSIER_STANDING_H

#include "kind/clock.h"
#include "kind/reading.h"

/** What needs an answer. */
struct wasl_item {
	uint16_t key;
	uint16_t code; /* 0: open; else the answer's place in its list + 1 */
	size_t act;    /* that made it, or answered it last */
	int64_t due[WASL_ITEM_CLOCKS_MAX]; /* of its clocks; 0: stands */
};

/** The items of one name, by rising key. */
struct wasl_item_set {
	struct wasl_item *items;
	size_t n;
	size_t cap;
	uint32_t *by_code; /* how many are open, and have each code */
};

/** What both sides approve. */
struct wasl_agreement {
	size_t proposal;    /* act that stands, or WASL_ACT_NONE */
	size_t approval[2]; /* of each log: act that approves it, or NONE */
};

/** An act that waits for the other side's answer. */
struct wasl_asked {
	size_t act;
	uint32_t clock; /* place in kind->clocks of the one that it started */
};

struct wasl_standing {
	struct wasl_item_set *sets;    /* as kind->items */
	struct wasl_agreement *agrees; /* as kind->agrees */
	size_t *last;  /* as kind->acts: the last that counts, or NONE */
	size_t *alone; /* acts released by one person and not confirmed */
	size_t n_alone;
	size_t cap_alone;
	struct wasl_asked *asked;
	size_t n_asked;
	size_t cap_asked;
};

struct wasl_dossier;

/**
 * Nothing stands: for a dossier opened under `kind`; or, when both sides go
 * over to it from `old`, what stood under the same names.
 * Err:  NO_MEMORY; it is then as it was.
 */
wasl_status wasl_standing_begin(struct wasl_standing *s,
				const struct wasl_kind *kind,
				const struct wasl_kind *old,
				struct wasl_err *err) WASL_MUST_USE;
void wasl_standing_deinit(struct wasl_standing *s,
			  const struct wasl_kind *kind);

struct wasl_dossier_act;

/**
 * Does what stands allow the act, whatever the state says?
 *
 * In:   a  with `def`, `author`, `place`, `time`, and `reading`: NULL if there
 * is no record yet, and then what its fields decide is taken for granted
 */
bool wasl_standing_allows(const struct wasl_dossier *d,
			  const struct wasl_dossier_act *a);
/** Of this: does the guard hold for the act? */
bool wasl_standing_holds(const struct wasl_dossier *d,
			 const struct wasl_dossier_act *a,
			 const struct wasl_guard *guard);
/** Of this: if it confirms, is there what it may confirm? */
bool wasl_standing_confirms(const struct wasl_dossier *d,
			    const struct wasl_dossier_act *a);
/** Of this: if it proposes or approves kind->agrees[k], may it? */
bool wasl_standing_approves(const struct wasl_dossier *d,
			    const struct wasl_dossier_act *a, size_t k);

/**
 * The act at `i` counts.
 *
 * In:   before  the state that it met
 * Err:  NO_MEMORY.
 */
wasl_status wasl_standing_take(struct wasl_dossier *d, size_t i, uint8_t before,
			       struct wasl_err *err) WASL_MUST_USE;

/** Where the act at `i` leads, with it counted, if the table says `to`. */
uint8_t wasl_standing_leads(const struct wasl_dossier *d, size_t i, uint8_t to);

/** Clocks of items that the state `after` stops, stand. */
void wasl_standing_halt(struct wasl_dossier *d, uint8_t after);

/** Both sides approve the standing proposal. */
bool wasl_agreed(const struct wasl_agreement *agree);

/** The instant before which guards do not take it as agreed (spec §12
 * `not_before`), Unix seconds; 0: none. */
int64_t wasl_agreed_from(const struct wasl_dossier *d,
			 const struct wasl_agreement *agree);

/** The item of this key, or NULL. */
const struct wasl_item *wasl_item_find(const struct wasl_item_set *set,
				       uint32_t key);

/** The answer's code, or "" if it is open. */
const char *wasl_item_code(const struct wasl_item_def *def,
			   const struct wasl_item *item);

#endif
