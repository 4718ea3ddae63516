/* Between the roadmap and the pack of a meeting. */
#ifndef WASL_NODE_ROADMAP_H
#define WASL_NODE_ROADMAP_H

#include "node/list.h"
#include "node/papers.h"
#include "node/state.h"

/** Each row of a kind ("": any) with that partner, whatever their number. */
wasl_status node_rows_each(struct wasl_node *node, struct wasl_arena *arena,
			   const struct wasl_node_filter *filter,
			   const struct wasl_user *actor,
			   wasl_status (*each)(void *ctx,
					       const struct wasl_node_row *row,
					       struct wasl_err *err),
			   void *ctx, struct wasl_err *err) WASL_MUST_USE;

/** The last act of that name that took effect; NULL: none. */
const struct wasl_node_act_view *
node_view_last(const struct wasl_node_view *view, const char *name);

/** The act that stands to be approved, or is; NULL: none.
 * In: agree  the member of view->stands' `agree`, or NULL */
const struct wasl_node_act_view *
node_view_proposal(const struct wasl_node_view *view, const json_t *agree);

#endif
