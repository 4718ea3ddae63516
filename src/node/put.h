/*
 * An act in the making: from an officer's fields to a checked act, ready to be
 * sealed or to wait for a second person. Writer's thread.
 */
#ifndef WASL_NODE_PUT_H
#define WASL_NODE_PUT_H

#include "node/apply.h"
#include "node/state.h"

/** An act and all it was checked against; pieces live in the caller's arena. */
struct node_making {
	struct wasl_arena *arena;
	struct wasl_findings *findings;
	struct node_peer *peer;
	struct node_dossier *dossier; /* NULL until an opening has one */
	const struct wasl_kind *kind;
	const struct wasl_profile *profile; /* NULL in a line dossier */
	const struct wasl_act_def *def;
	uint32_t roles; /* who may release it, once it was checked */
	struct wasl_record record;
	struct wasl_act act;
};

/**
 * Find what a put is about: partner, dossier, kind, act.
 *
 * Err:  NOT_FOUND, CONFLICT (no profile agreed)
 */
wasl_status node_making_find(struct wasl_node *node, struct store_reader *r,
			     struct node_making *m,
			     const struct wasl_node_put *put,
			     struct wasl_err *err) WASL_MUST_USE;

/** An act that is put forward, or a draft that is approved, in its job. */
struct node_putting {
	struct wasl_arena *arena;
	struct wasl_node_made *made;
	const struct wasl_user *actor;
	const struct wasl_node_put *put; /* NULL of an approval … */
	int64_t draft;			 /* … of this draft */
	struct node_making m;
	struct node_peer *sent; /* on this partner's line; NULL: a draft */
	struct wasl_dossier_id id;
};

/**
 * Everything that may refuse an act, before anything is written; fills `m` and
 * made->findings. Several may be checked before the first is written.
 */
wasl_status node_put_check(struct wasl_node *node, struct store_tx *tx,
			   struct node_putting *put,
			   struct wasl_err *err) WASL_MUST_USE;
/** Then: send it, or leave it for its second person. */
wasl_status node_put_write(struct wasl_node *node, struct store_tx *tx,
			   struct node_putting *put,
			   struct wasl_err *err) WASL_MUST_USE;
/** After the commit: the line may sign and send. */
void node_put_sent(struct wasl_node *node, const struct node_putting *put);
/** Beside the writer: are an opening's persons known here? Notes. */
void node_put_notes(struct wasl_node *node, struct node_putting *put);

/** The dossier of "REF", "PARTNER:REF" or "LNK-PARTNER". */
wasl_status node_find_ref(struct wasl_node *node, struct store_reader *r,
			  wasl_text ref, struct node_peer **peer,
			  struct wasl_dossier_id *id,
			  struct wasl_err *err) WASL_MUST_USE;

/** The reference people say: "MA-2026-ARR-000123", or "LNK-PARTNER". */
const char *node_ref_text(struct wasl_arena *arena,
			  const struct node_dossier *d);

/** Is the act allowed in the state, and on the line now? Err: CONFLICT; what
 * it waits for becomes findings, where there are some. */
wasl_status node_making_allowed(struct node_making *m,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Findings for all that what stands in the dossier lacks for the act.
 *
 * In:   reading, author, time  as wasl_dossier_allows has them
 */
void node_making_missing(const struct node_making *m,
			 const struct wasl_reading *reading, const char *author,
			 int64_t time);

/** Rules, clocks and what stands, over `m->record`: findings, and the due
 * instants. */
wasl_status node_making_check(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m, int64_t time,
			      struct wasl_err *err) WASL_MUST_USE;

/** Encode `m->act` with its record; borrowed from the arena. */
wasl_status node_making_write(struct node_making *m, wasl_bytes *plain,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * What a second person approves: the challenge of spec §3 over the act without
 * what only the sending fixes (approver, view, due instants).
 */
wasl_status node_making_digest(const struct node_making *m,
			       struct wasl_hash *digest,
			       struct wasl_err *err) WASL_MUST_USE;

struct wasl_draft;

/**
 * May the officer read the draft? Its author, and whoever has a role of its
 * act and may read the dossier; a director, whose acts come seldom, and the
 * offices of the line's acts need not be on the dossier's list.
 *
 * Err:  DENIED
 */
wasl_status node_draft_check(struct wasl_node *node, struct store_reader *r,
			     const struct wasl_draft *draft,
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Unseal a draft: the act's plaintext and its grant, in the arena. Any thread.
 *
 * Err:  NOT_READY  the dossier's key is not here; BAD_SEAL, MALFORMED
 */
wasl_status node_draft_open(struct wasl_arena *arena,
			    const struct node_dossier *d, wasl_bytes sealed,
			    wasl_bytes *plain, wasl_bytes *grant,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Open a stored draft into the act it is; and the grant it leaves with.
 *
 * Err:  NOT_READY  the dossier's key is not here
 */
wasl_status node_draft_read(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m,
			    const struct wasl_draft *draft, wasl_bytes *grant,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
