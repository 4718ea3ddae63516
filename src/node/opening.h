/* What an opening needs before it can be an act: id, key and reference of its
 * dossier. Writer's thread. */
#ifndef WASL_NODE_OPENING_H
#define WASL_NODE_OPENING_H

#include "node/put.h"

/**
 * The dossier of an opening: a new one where m->dossier is NULL, else the one
 * that was begun or whose opening went back to its author.
 *
 * In:   m      found and checked; m->act.opening and m->dossier are filled
 *       actor  its unit may read what it opens; NULL: the node itself
 * Out:  grant  the dossier's key for the partner, at least WASL_GRANT_LEN
 */
wasl_status node_opening(struct wasl_node *node, struct store_tx *tx,
			 struct node_making *m, const struct wasl_user *actor,
			 struct wasl_buf *grant,
			 struct wasl_err *err) WASL_MUST_USE;

/**
 * What a `rebase` names (spec §8): the kind and profile in force on the line,
 * which the dossier goes over to once both sides have named them.
 *
 * Out:  m->act.opening  filled; of a draft, what it names must still be in
 * force Err:  CONFLICT   they are those of the dossier already, or others were
 * agreed since; the newer kind has no such state NOT_FOUND  the profile does
 * not enable the kind, or it is not held
 */
wasl_status node_rebase(struct wasl_node *node, struct node_making *m,
			struct wasl_err *err) WASL_MUST_USE;

/** Begin a dossier that nothing opens yet: put->id and put->made->ref. */
wasl_status node_begin(struct wasl_node *node, struct store_tx *tx,
		       struct node_putting *put,
		       struct wasl_err *err) WASL_MUST_USE;

/**
 * Find what `put` opens: m->dossier is on the desk, and nothing of it is on
 * the line or waits for a second person.
 *
 * Err:  CONFLICT, NOT_FOUND
 */
wasl_status node_opening_find(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m,
			      const struct wasl_node_put *put,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
