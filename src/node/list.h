/* Lists of dossiers, and how many each would show. Calls from any thread;
 * beside what each names they return what node.h says. */
#ifndef WASL_NODE_LIST_H
#define WASL_NODE_LIST_H

#include "node/node.h"

/* What is asked of open dossiers. */
enum wasl_node_which {
	WASL_WHICH_ANY,
	WASL_WHICH_STANDING, /* not put aside by the officer, or back */
	WASL_WHICH_TRIAGE,   /* came in, nobody looked; for the triage desk */
	WASL_WHICH_APPROVE,  /* a draft waits for the officer */
	WASL_WHICH_CROSSED,  /* acts crossed in it */
	WASL_WHICH_ASIDE,    /* the officer has put it aside */
	WASL_WHICH_N,
};

struct wasl_node_filter {
	wasl_text kind, state, peer; /* empty: all */
	enum wasl_node_which which;  /* others than ANY with soonest */
	int side;		     /* 0: both, 1: the partner's, 2: ours */
	enum wasl_node_whose whose;  /* by assignment */
	bool soonest; /* open ones, by due_sort; else newest first */
	bool closed;  /* closed ones only; not with soonest */
	/* Go on behind this row, by its due_sort or changed_at, and id; 0: from
	 * the top. */
	int64_t after_at;
	uint8_t after_id[16];
	uint32_t limit; /* 1 to 500 */
};

/** Where a list goes on: what to give as after_at and after_id. */
struct wasl_node_more {
	bool more;
	int64_t at;
	uint8_t id[16];
};

/* What a `which` asks of each dossier is asked of so many at once. */
#define WASL_NODE_WALK_MAX 2500

/**
 * In:   more  or NULL
 * Out:  more  behind a page that may not be the last: a full one, or one for
 *             which WASL_NODE_WALK_MAX dossiers were looked at
 */
wasl_status wasl_node_list(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_row **out, size_t *n,
			   struct wasl_node_more *more,
			   const struct wasl_node_filter *filter,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

/* Dossiers are counted up to here; one more says that there are more. */
#define WASL_NODE_COUNT_MAX 200

/** Open dossiers of a side. */
struct wasl_node_counts {
	size_t n[WASL_WHICH_N];	 /* ANY is not counted */
	size_t due;		 /* STANDING ones in which a clock runs */
	bool part[WASL_WHICH_N]; /* counted in part: at least so many */
};

/**
 * How many a list of each `which` would show.
 *
 * Out:  out  [0] the partners', [1] ours
 */
wasl_status wasl_node_counts(struct wasl_node *node,
			     struct wasl_node_counts out[static 2],
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
