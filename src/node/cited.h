/* What a communiqué cites: figures of sheets that both sides signed, and the
 * numbers in its texts. */
#ifndef WASL_NODE_CITED_H
#define WASL_NODE_CITED_H

#include "kind/finding.h"
#include "node/put.h"

/**
 * Compare the figures of a communiqué's record with the sheets they cite, and
 * the numbers of its texts with the figures.
 *
 * In:   fields    of an act that proposes a text, by name
 * Out:  findings  an error for each figure that no agreed sheet has, a note
 *                 for each number that is not cited
 */
wasl_status node_cited_check(struct wasl_node *node, struct store_reader *r,
			     const struct node_peer *peer, const json_t *fields,
			     struct wasl_findings *findings,
			     struct wasl_err *err) WASL_MUST_USE;

/** The same for an act in the making, where it proposes a communiqué's text. */
wasl_status node_cited_making(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
