/*
 * The acts of one dossier a page at a time, in the order of spec §8; behind
 * them those that wait. What is not on the page is neither opened nor read.
 */
#ifndef WASL_NODE_ACTS_H
#define WASL_NODE_ACTS_H

#include "node/node.h"

/** Where an act stands; one that waits has no index yet. */
struct wasl_node_act_place {
	bool waiting;
	bool own;	/* whose log … */
	uint32_t epoch; /* … of which epoch */
	uint64_t index; /* in it; of one that waits: its number in the outbox */
};

enum wasl_node_acts_from {
	WASL_ACTS_FIRST,
	WASL_ACTS_NEWEST,
	WASL_ACTS_AFTER,  /* `place` … */
	WASL_ACTS_BEFORE, /* … its newest */
};

struct wasl_node_acts_page {
	enum wasl_node_acts_from from;
	struct wasl_node_act_place place;
	size_t limit; /* 1 and more */
};

/**
 * As wasl_node_show, with the acts of one page. What is not there any more, an
 * act that waited and has left, counts as what stood at its place.
 *
 * Err:  SCHEMA  under "after" or "before": the dossier has no such place
 */
wasl_status wasl_node_show_page(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_view *out, wasl_text ref,
				const struct wasl_node_acts_page *page,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** The acts alone; the access is logged, and nothing counts as read by it. */
wasl_status wasl_node_acts(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_view *out, wasl_text ref,
			   const struct wasl_node_acts_page *page,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

/** The place of an act that was shown. */
struct wasl_node_act_place
wasl_node_act_place(const struct wasl_node_act_view *act);

#endif
