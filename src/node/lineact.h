/* Acts of the line dossier (spec §7): what they do beyond the line's state. */
#ifndef WASL_NODE_LINEACT_H
#define WASL_NODE_LINEACT_H

#include "crypto/envelope.h"
#include "node/apply.h"
#include "node/state.h"

/** A parsed record of a line act and a `reject` in it need so much. */
#define NODE_LINE_ARENA_MAX (2 * 1024 * 1024)

/**
 * Take an act of the line dossier in, in the transaction that stores it.
 *
 * Err:  SCHEMA, MALFORMED  its record or the file in it (T04)
 */
wasl_status node_line_act(struct wasl_node *node, struct store_tx *tx,
			  struct node_peer *peer,
			  const struct node_entry *entry,
			  struct wasl_err *err) WASL_MUST_USE;

/** The same for a stored envelope, of the own log, after a restore. */
wasl_status node_line_envelope(struct wasl_node *node, struct store_tx *tx,
			       struct node_peer *peer, struct node_entry *entry,
			       wasl_text origin, wasl_bytes envelope,
			       struct wasl_err *err) WASL_MUST_USE;

/** Number of an own act of the line dossier; 0 for any other envelope. */
uint32_t node_line_number(struct node_peer *peer,
			  const struct wasl_envelope *env);

/** Has this side allowed, since then, to grant the dossier's key again? */
wasl_status node_line_regrants(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer,
			       const struct wasl_dossier_id *id, int64_t since,
			       bool *allowed,
			       struct wasl_err *err) WASL_MUST_USE;

/** The card of the last own `keys` act below `bound` that stands; `out` stays
 * empty if there is none. */
wasl_status node_line_own_card(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer, uint64_t bound,
			       struct wasl_buf *out,
			       struct wasl_err *err) WASL_MUST_USE;

/** What a `reject` says; borrows from the act. */
struct node_reject {
	wasl_text origin; /* the log that it is about */
	struct wasl_list items;
};

/** Open a stored reject; its pieces live in the arena. */
wasl_status node_reject_open(struct wasl_node *node, struct node_peer *peer,
			     struct node_reject *out, struct wasl_arena *arena,
			     const struct wasl_pos *at, wasl_bytes envelope,
			     struct wasl_err *err) WASL_MUST_USE;
/** One [index, code]; false if it is not of that form. */
bool node_reject_item(const struct node_reject *reject, size_t i,
		      uint64_t *index, enum wasl_reject *code);

/** At the start: fold the line dossier from the database. */
wasl_status node_line_load(struct wasl_node *node, struct store_reader *r,
			   struct node_peer *peer,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * The code by which the own logs reject the partner's entry `index` in the log
 * of that origin; 0: none. Only where the mirror grows again after a restore,
 * or an epoch begins: it opens every own reject.
 */
wasl_status node_line_rejects(struct wasl_node *node, struct store_reader *r,
			      struct node_peer *peer, wasl_text origin,
			      uint64_t index, uint32_t *code,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
