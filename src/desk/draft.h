/*
 * Acts in preparation. They never leave the house (docs/spec §8 folds acts
 * only); what is sealed when approved is what the second person saw, because
 * both name the same digest.
 *
 *	waiting ── approve ──► approved      the act is sealed with both names
 *	   └────── return ───► returned      with a reason, for the author
 */
#ifndef WASL_DESK_DRAFT_H
#define WASL_DESK_DRAFT_H

#include "base/arena.h"
#include "desk/right.h"
#include "store/store.h"

/* Why a draft goes back, in characters of UTF-8 bytes. */
#define WASL_DRAFT_REASON_MAX 500
#define WASL_DRAFT_DIGEST_LEN 32
/* Drafts in one list. */
#define WASL_DRAFTS_MAX 500

typedef enum wasl_draft_state {
	WASL_DRAFT_WAITING = 0,
	WASL_DRAFT_APPROVED = 1,
	WASL_DRAFT_RETURNED = 2,
} wasl_draft_state;

struct wasl_draft {
	int64_t id;
	int64_t author_id;
	int64_t peer_id;
	const char *kind;
	const char *act;
	uint32_t roles; /* set of enum wasl_role: the second person has one */
	uint8_t dossier_id[16];
	wasl_bytes sealed; /* the record, sealed by the node; opaque here */
	uint64_t view_own, view_partner; /* sizes of the logs the author saw */
	uint8_t digest[WASL_DRAFT_DIGEST_LEN];
	wasl_draft_state state;
	const char *reason; /* of a return, or "" */
	int64_t second_id;  /* who approved or returned; 0: nobody yet */
	int64_t created_at,
		decided_at; /* Unix seconds; decided_at 0: not yet */
};

/** "waiting", "approved", "returned". */
const char *wasl_draft_state_text(wasl_draft_state state);

/**
 * Store a new draft, waiting.
 *
 * In:   draft  id, state, reason, second_id and decided_at are ignored
 * Out:  id     its number
 */
wasl_status wasl_draft_add(struct store_tx *tx, int64_t *id,
			   const struct wasl_draft *draft,
			   struct wasl_err *err) WASL_MUST_USE;

/** Texts and bytes live in the arena. Err: NOT_FOUND */
wasl_status wasl_draft_get(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_draft *out, int64_t id,
			   struct wasl_err *err) WASL_MUST_USE;

/** All that wait, oldest first; `sealed` stays empty. */
wasl_status wasl_draft_waiting(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_draft **out, size_t *n,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Whether this person may approve this draft with this digest. Pure.
 *
 * Err:  CONFLICT  it is decided already, or the digest is another's: the
 *	           person saw something else
 *       DENIED    the author himself, or the role is missing
 */
wasl_status wasl_draft_may_approve(const struct wasl_draft *draft,
				   int64_t user_id, uint32_t roles,
				   const uint8_t digest[static 32],
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Write the approval, in the transaction that seals the act.
 *
 * Err:  CONFLICT  decided in the meantime
 */
wasl_status wasl_draft_approve(struct store_tx *tx, int64_t id, int64_t user_id,
			       int64_t now, struct wasl_err *err) WASL_MUST_USE;

/**
 * Send it back to its author. The author may take his own draft back.
 *
 * Err:  DENIED    neither the author nor someone with the role
 *       SCHEMA    no reason, or too long
 *       CONFLICT  decided already
 */
wasl_status wasl_draft_return(struct store_tx *tx,
			      const struct wasl_draft *draft, int64_t user_id,
			      uint32_t roles, wasl_text reason, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
