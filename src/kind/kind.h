/*
 * A kind (docs/spec §12): states, acts, rules, clocks and crossings of a
 * dossier, compiled from its file into an immutable value named by its hash.
 */
#ifndef WASL_KIND_KIND_H
#define WASL_KIND_KIND_H

#include "kind/field.h"
#include "kind/finding.h"
#include "kind/guard.h"
#include "kind/json.h"
#include "kind/role.h"

/* The side of a dossier that makes an act, as a set for `by`. */
enum wasl_side {
	WASL_OPENER = 1,
	WASL_PARTNER = 2,
	WASL_EITHER = WASL_OPENER | WASL_PARTNER,
};

enum wasl_second {
	WASL_SECOND_NONE,
	WASL_SECOND_FIRST, /* a second person approves before it leaves */
	WASL_SECOND_LATER, /* one releases, a second confirms afterwards */
};

/* A state is an index into `states`; index 0 is "not opened yet". */
#define WASL_STATE_UNOPENED 0
/* Not a state: the act is not allowed there. */
#define WASL_STATE_REFUSED 0xff
/* Not a state: the late act of a crossing changes nothing. */
#define WASL_STATE_KEEP 0xfe

/** Where an act leads if `guard` holds with it counted. */
struct wasl_then {
	uint64_t from; /* set of states in which it applies */
	struct wasl_guard guard;
	uint8_t to;
};

struct wasl_act_def {
	uint32_t n; /* key 1 of the plaintext */
	const char *name;
	enum wasl_side by;
	/* Set of 1u << enum wasl_role: who releases it, i.e. the approver where
	 * `second` is FIRST, else the author. */
	uint32_t roles;
	enum wasl_second second;
	bool always; /* passes a suspended line (spec §7) */
	bool fact;   /* about a person in custody: never void (spec §8) */
	bool closes; /* leads to a final state */
	struct wasl_shape shape;
	const uint8_t *next; /* [state] → state, or WASL_STATE_REFUSED */
	const struct wasl_guard *guard; /* `if`; NULL: always */
	const struct wasl_then *thens;	/* the first that holds wins */
	size_t n_thens;
	const struct wasl_guard *const *asks; /* the IS among these guards */
	size_t n_asks;
	bool turns; /* it can change what a guard, an approval or a
		     * confirmation looks at */
};

/** What gets an answer each (spec §12 Items); fields by their numbers. */
struct wasl_item_def {
	const char *name;
	uint32_t list;	     /* list of blocks that makes them; 0: `count` */
	uint32_t list_key;   /* their key */
	uint32_t count;	     /* int that makes 1 … count */
	uint32_t answers;    /* list that answers; of blocks, or of tuples: */
	uint32_t answer_key; /* 0: the first place */
	uint32_t code;	     /* 0: the second place */
	const struct wasl_codes *codes;
	bool anew;	  /* a list takes the place of the one before */
	bool shared;	  /* both sides list: odd keys are the opener's */
	uint32_t list_at; /* instant of a clock in the list's block; 0: none */
	uint32_t answer_at; /* ditto, in the answers' block */
};

/** What both sides approve by its hash (spec §12 Agree). */
struct wasl_agree_def {
	const char *name;
	const struct wasl_act_def *const *proposes;
	size_t n_proposes;
	const uint32_t *over; /* field numbers, rising */
	size_t n_over;
	const struct wasl_act_def *agree;
	uint32_t hash; /* its field */
	bool own;      /* a proposal is its side's approval as well */
	/* Instant in `over`, before which it holds for no act; 0: none. */
	uint32_t not_before;
};

/** How a second person confirms (spec §12 Confirm). */
struct wasl_confirm_def {
	const struct wasl_act_def *act; /* NULL: the kind has no such act */
	uint32_t entry;			/* its field */
};

/** The dossier that one belongs to (spec §12 Parent). */
struct wasl_parent_def {
	uint32_t field; /* of the opening; 0: none */
	const char *const *kinds;
	size_t n_kinds;
};

struct wasl_state {
	const char *name;
	bool final; /* nothing is open any more */
};

struct wasl_rule;
struct wasl_clock_def;

/** Two acts that can cross, or any (`a` NULL) and one. */
struct wasl_crossing {
	const struct wasl_act_def *a;
	const struct wasl_act_def *b;
	uint8_t to; /* state, or WASL_STATE_KEEP */
};

struct wasl_kind {
	struct wasl_hash hash;
	const char *name; /* "arrest" */
	const char *code; /* "ARR", as in references */
	uint32_t version;
	bool shipped;	/* with the program, not of kinds.d or an offer */
	bool preferred; /* see wasl_library_prefer */
	uint8_t start; /* state before the first act; UNOPENED but for `line` */
	const struct wasl_state *states; /* [0] is {"", false} */
	size_t n_states;
	const struct wasl_act_def *acts; /* by rising number */
	size_t n_acts;
	const struct wasl_act_def *opening; /* NULL if `start` is a state */
	const struct wasl_codes *codes;
	size_t n_codes;
	const struct wasl_rule *rules;
	size_t n_rules;
	const struct wasl_clock_def *clocks; /* by rising number */
	size_t n_clocks;
	const struct wasl_crossing *crossings;
	size_t n_crossings;
	const struct wasl_item_def *items;
	size_t n_items;
	const struct wasl_agree_def *agrees;
	size_t n_agrees;
	struct wasl_confirm_def confirm;
	struct wasl_parent_def parent;
	const struct wasl_guard *const *opened; /* the OPENED of all guards */
	size_t n_opened;
	wasl_bytes
		file; /* JCS form with `with` merged: what an `offer` carries */
	struct wasl_arena arena; /* holds all of the above */
};

/**
 * Compile a kind file.
 *
 * In:   file      the kind file, untrusted, at most WASL_KIND_FILE_MAX bytes
 *       common    the files its `with` may name, as parsed JSON objects, by
 *                 their member "common"; n_common of them. A file that came
 *                 in an `offer` is merged already and needs none.
 * Out:  out       caller frees with wasl_kind_free; NULL on an error
 *       findings  every fault: schema, unknown keys, numbers twice, states
 *                 nobody reaches or leaves, acts nobody may do, crossings
 *                 without outcome
 * Err:  MALFORMED, TOO_BIG, SCHEMA (see the list), NO_MEMORY.
 * Thread: any; the kind may then be shared by all.
 */
wasl_status wasl_kind_new(struct wasl_kind **out,
			  struct wasl_findings *findings, wasl_bytes file,
			  json_t *const *common, size_t n_common,
			  struct wasl_err *err) WASL_MUST_USE;
void wasl_kind_free(struct wasl_kind *kind);

/**
 * Numbers are append-only: every number of `old` must mean the same in `now`,
 * in acts, fields, clocks and blocks. Findings otherwise.
 */
void wasl_kind_check_append(struct wasl_findings *findings,
			    const struct wasl_kind *old,
			    const struct wasl_kind *now);

/* NULL, or WASL_STATE_REFUSED for a state, if there is no such thing. */
const struct wasl_act_def *wasl_kind_act(const struct wasl_kind *kind,
					 uint32_t n);
const struct wasl_act_def *wasl_kind_act_named(const struct wasl_kind *kind,
					       wasl_text name);
const struct wasl_codes *wasl_kind_codes(const struct wasl_kind *kind,
					 const char *name);
const struct wasl_clock_def *wasl_kind_clock(const struct wasl_kind *kind,
					     uint32_t n);
uint8_t wasl_kind_state(const struct wasl_kind *kind, const char *name);
const char *wasl_kind_state_name(const struct wasl_kind *kind, uint8_t state);

/**
 * May `side` do this act in this state, and where does it lead?
 * Ret: the state after it, or WASL_STATE_REFUSED.
 */
uint8_t wasl_kind_can(const struct wasl_kind *kind, uint8_t state,
		      const struct wasl_act_def *act, enum wasl_side side);

/**
 * Where the act may lead from this state, as a set of states: `to` and those
 * of its `then` that apply there; 0 if it is not allowed.
 */
uint64_t wasl_kind_moves(const struct wasl_act_def *act, uint8_t state);

/** Does the act propose for, or approve, what both sides agree on? */
bool wasl_agree_proposes(const struct wasl_agree_def *agree,
			 const struct wasl_act_def *act);

/**
 * The outcome when `late` meets a state in which it is not allowed, because
 * its author had not seen `standing` (spec §8).
 *
 * In:  standing  of the acts of the other side that `late`'s author had not
 *                seen, the last that changed the state
 * Ret: the state that follows, WASL_STATE_KEEP if `late` changes nothing, or
 *      WASL_STATE_REFUSED if the kind names no outcome. An exact pair wins
 *      over "*×late", that over "*×standing".
 */
uint8_t wasl_kind_cross(const struct wasl_kind *kind,
			const struct wasl_act_def *standing,
			const struct wasl_act_def *late);

#endif
