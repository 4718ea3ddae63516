/*
 * Batches of persons (docs/spec §12 Items): an act that counts items may bring
 * their contents as a table, in its file field of the items' name. This node
 * reads every row of such a table before its act leaves, and again when the
 * file of a partner's act is here (desk/batch.h says what a row must be).
 */
#ifndef WASL_NODE_BATCH_H
#define WASL_NODE_BATCH_H

#include "crypto/id.h"
#include "desk/batch.h"
#include "desk/user.h"
#include "kind/blob.h"
#include "node/node.h"
#include "store/store.h"

/** The table of an act, as its record refers to it. */
struct node_batch_ref {
	const struct wasl_item_def *items;
	struct wasl_blob_ref table;
	uint32_t persons; /* as the act counts them */
};

/** Has the act's record a batch? Pure. */
bool node_batch_find(struct node_batch_ref *out, const struct wasl_kind *kind,
		     const struct wasl_act_def *def,
		     const struct wasl_record *record);

/**
 * Called for each good row; its texts are borrowed for the call.
 *
 * In:   row  row->number is the key of its item: what verdicts are about
 */
typedef wasl_status node_batch_fn(void *ctx, const struct wasl_batch_row *row,
				  struct wasl_err *err);

/**
 * Each person of a dossier's batches, whether they came or were sent; those of
 * a table that cannot be read yet are left out. Any thread but the writer's: a
 * full table takes a moment.
 *
 * In:   each  what it returns but OK ends the walk and is returned
 */
wasl_status node_batch_each(struct wasl_node *node,
			    const struct wasl_dossier_id *id,
			    node_batch_fn *each, void *ctx,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Before an act is put forward: find what is wrong with the rows of its table,
 * each with its line. Adds nothing where the act has none, or may not be made.
 *
 * Out:  findings  pointer "/FIELD/LINE/COLUMN"
 */
wasl_status node_batch_check(struct wasl_node *node,
			     struct wasl_findings *findings,
			     const struct wasl_node_put *put,
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/** Tables that came and that nobody has read yet. In the files' thread. */
void node_batch_look(struct wasl_node *node);

/**
 * A dossier's batch for the API: persons with their verdicts, counts, faults.
 * The access is logged.
 *
 * Out:  out  {"reference", "persons_count", "expires_at", "expired", "vetted",
 *            "counts", "persons", "findings"}, a new reference
 * Err:  NOT_FOUND (also where it has no batch), DENIED, NOT_READY (arriving)
 */
wasl_status wasl_node_batch(struct wasl_node *node, struct wasl_arena *arena,
			    json_t **out, wasl_text ref,
			    const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
