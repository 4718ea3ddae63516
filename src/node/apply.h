/* An act that stands in a log: into the fold of its dossier. */
#ifndef WASL_NODE_APPLY_H
#define WASL_NODE_APPLY_H

#include "node/cache.h"

/** Where an act stands, and the act. */
struct node_entry {
	bool own;
	uint32_t epoch;
	uint64_t index;
	uint64_t seen;
	bool out; /* a standing reject names it */
	const struct wasl_act *act;
	bool opened; /* out of node_fold_envelope: its plaintext was read, … */
	bool asserted; /* … and has passkeys */
};

/** Its place in the order of spec §8. */
struct wasl_place node_entry_place(const struct node_peer *peer,
				   const struct node_entry *entry);

/**
 * Fold an act of the dossier that was just stored, or, in the line dossier, do
 * what it says. Inside a transaction of the writer.
 *
 * Err:  CORRUPT  the stored acts do not fold
 */
wasl_status node_apply(struct wasl_node *node, struct store_tx *tx,
		       struct node_dossier *d, const struct node_entry *entry,
		       struct wasl_err *err) WASL_MUST_USE;

/** Open a stored envelope and add its act to the fold. */
wasl_status node_fold_envelope(struct node_dossier *d, struct node_entry *entry,
			       wasl_text origin, wasl_bytes envelope,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * The plaintext of a row with `origin`, `idx` and `envelope`.
 *
 * Out:  plain  the caller frees `plain->p`, whatever is returned
 * Ret:  false: no key, no envelope, or it does not open
 */
bool node_open_row(const struct node_dossier *d, struct wasl_buf *plain,
		   struct wasl_rows *row);

/** An entry by its log. */
struct node_place {
	int64_t log_id;
	uint32_t epoch;
	bool own;
	uint64_t index;
};

/** Take a rejected act out of its fold; one that is lost stays so. */
wasl_status node_apply_reject(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer,
			      const struct node_place *at, uint32_t code,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
