/* Between the parts of the views (node.h): what an API thread reads. */
#ifndef WASL_NODE_VIEW_H
#define WASL_NODE_VIEW_H

#include "dossier/bound.h"
#include "node/acts.h"
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

/** An act before it is opened. */
struct view_slot {
	bool waiting;
	struct wasl_place place; /* not of one that waits */
	int64_t row;		 /* of its log; of one that waits: its own */
	int64_t stored_at;
};

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
	const struct wasl_node_acts_page *page; /* NULL: all acts */
	struct view_slot *slots;		/* all of them, in order … */
	size_t n_slots;
	size_t first, end; /* … and of the page: [first, end) */
	size_t bound;	   /* acts of the fold that are binding */
	struct wasl_node_view *out;
};

/** Where all acts of the dossier stand, in their order, then those that wait;
 * which of them the page has; how many are not binding. */
wasl_status view_slots(struct view *v, struct wasl_err *err) WASL_MUST_USE;

/** Where the fold has an act; NULL: nowhere. */
const struct wasl_dossier_act *view_folded(const struct view *v,
					   const struct wasl_place *place);

/** spec §8 Bound. In: folded  as view_folded says. */
bool view_bound(const struct view *v, const struct wasl_place *place,
		const struct wasl_dossier_act *folded);

/** Open the acts of the page, and the opening. */
wasl_status view_acts(struct view *v, struct wasl_err *err) WASL_MUST_USE;

#endif
