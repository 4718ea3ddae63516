/* Between the parts of the views (node.h): what an API thread reads. */
#ifndef WASL_NODE_VIEW_H
#define WASL_NODE_VIEW_H

#include "dossier/bound.h"
#include "node/apply.h"
#include "node/state.h"

/** How far the two logs of a line have come, in one snapshot. */
struct view_bounds {
	struct wasl_bound_facts facts;
	uint64_t own_size;
	uint64_t mirror_size;
	uint64_t receipted;
	int64_t receipted_at;
	uint64_t cosigned;
};

wasl_status view_bounds_read(struct view_bounds *out, struct store_reader *r,
			     const struct node_peer *peer,
			     struct wasl_err *err) WASL_MUST_USE;

/** A view in the making. All is borrowed but `out`'s pieces, in the arena. */
struct view {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	struct store_reader r;
	struct node_peer *peer;
	struct wasl_dossier_id id;
	bool line;			    /* it is the line dossier … */
	struct node_dossier of_line;	    /* … which has no fold */
	struct node_dossier *read;	    /* any other, owned */
	const struct node_dossier *dossier; /* one of the two */
	struct view_bounds bounds;
	struct wasl_node_view *out;
};

/** The acts of the dossier, in their order; then those that wait. */
wasl_status view_acts(struct view *v, struct wasl_err *err) WASL_MUST_USE;

#endif
