/*
 * What goes with data of persons (kind/personal.h) where the officer does not
 * say it: as this side's last such act in the dossier said; before that as the
 * dossier's opening, with the transfer basis that the treaty profile names for
 * this side. He sees it in the form, the second person in the draft. Writer's
 * thread.
 */
#ifndef WASL_NODE_TRANSFER_H
#define WASL_NODE_TRANSFER_H

#include "node/put.h"

/**
 * What an act of this side would say, by the names of the fields. The partner's
 * handling H3 is not taken over: its text is about the partner's data.
 *
 * In:   m    peer and profile, and the dossier, which has its key; without one
 *            it is for an opening
 * Out:  out  a new reference; members that nothing tells are absent
 * Err:  NO_MEMORY, and those of the store
 */
wasl_status node_transfer_usual(struct wasl_node *node, struct store_reader *r,
				const struct node_making *m, json_t **out,
				struct wasl_err *err) WASL_MUST_USE;

/** Fill in what `fields` leaves out of it, as far as the act has such fields.
 */
wasl_status node_transfer_fill(struct wasl_node *node, struct store_reader *r,
			       const struct node_making *m, json_t *fields,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
