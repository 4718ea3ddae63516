/*
 * Need-to-know: which units and officers may read a dossier, and where it
 * stands on this side's desk. All of it stays at home.
 */
#ifndef WASL_DESK_NEED_H
#define WASL_DESK_NEED_H

#include "base/arena.h"
#include "desk/user.h"

/* Units and officers of one dossier in one answer. */
#define WASL_NEEDS_MAX 256

typedef enum wasl_need_why {
	WASL_NEED_OPENED = 0,	/* the unit that opened it */
	WASL_NEED_ASSIGNED = 1, /* works on it */
	WASL_NEED_GLASS = 2,	/* reads it for a reason, for a while */
} wasl_need_why;

/** "opened", "assigned", "glass". */
const char *wasl_need_text(wasl_need_why why);

/** Somebody who may read a dossier: a unit, or one officer. */
struct wasl_need {
	const char *unit;    /* "" for an officer */
	int64_t officer_id;  /* 0 for a unit; only to wasl_need_put */
	const char *officer; /* name, "" for a unit; only from wasl_need_list */
	wasl_need_why why;
	int64_t given_by;     /* officer; only to wasl_need_put */
	const char *giver;    /* his name; only from wasl_need_list */
	int64_t at, until_at; /* Unix seconds; until 0: without end */
};

/**
 * Let a unit or an officer read a dossier; an entry that is there is replaced.
 *
 * In:   dossier  16 bytes
 */
wasl_status wasl_need_put(struct store_tx *tx, wasl_bytes dossier,
			  const struct wasl_need *need,
			  struct wasl_err *err) WASL_MUST_USE;

/** A hand-over: of those assigned only `keep` (unit or officer_id) stays. */
wasl_status wasl_need_hand_over(struct store_tx *tx, wasl_bytes dossier,
				const struct wasl_need *keep,
				struct wasl_err *err) WASL_MUST_USE;

/** Whether this officer, by himself or his unit, is on the list now. */
wasl_status wasl_need_may(struct store_reader *r, bool *may, wasl_bytes dossier,
			  const struct wasl_user *user, int64_t now,
			  struct wasl_err *err) WASL_MUST_USE;

/** Those on the list now, by the time they came; texts live in the arena. */
wasl_status wasl_need_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_need **out, size_t *n,
			   wasl_bytes dossier, int64_t now,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Whom a word means: an officer's name, or a unit that has officers.
 *
 * Out:  need  unit or officer_id; `unit` borrows `word`'s copy in the arena
 * Err:  NOT_FOUND
 */
wasl_status wasl_need_whom(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_need *need, wasl_text word,
			   struct wasl_err *err) WASL_MUST_USE;

/* --- desk states --------------------------------------------------------- */

typedef enum wasl_desk_state {
	WASL_DESK_TRIAGE = 0,
	WASL_DESK_ASSIGNED = 1,
	WASL_DESK_EXECUTING = 2,
	WASL_DESK_AWAITING_AUTHORITY = 3,
	WASL_DESK_REPLY_DRAFT = 4,
	WASL_DESK_STATES,
} wasl_desk_state;

/** "triage", "assigned", "executing", "awaiting-authority", "reply-draft". */
const char *wasl_desk_state_text(wasl_desk_state state);
/** Err: SCHEMA  naming the states there are */
wasl_status wasl_desk_state_parse(wasl_desk_state *out, wasl_text word,
				  struct wasl_err *err) WASL_MUST_USE;

struct wasl_desk_at {
	wasl_desk_state state;
	const char *officer; /* who set it; "" by itself */
	int64_t since;	     /* 0: never set */
};

wasl_status wasl_desk_state_put(struct store_tx *tx, wasl_bytes dossier,
				wasl_desk_state state, int64_t user_id,
				int64_t now,
				struct wasl_err *err) WASL_MUST_USE;
/** TRIAGE, since 0, where none was set. */
wasl_status wasl_desk_state_get(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_desk_at *out, wasl_bytes dossier,
				struct wasl_err *err) WASL_MUST_USE;

#endif
