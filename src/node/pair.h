/* Two persons of whom one always approves what the other drafts: a list for
 * whoever checks that four eyes are two pairs. */
#ifndef WASL_NODE_PAIR_H
#define WASL_NODE_PAIR_H

#include "node/node.h"

/* Pairs of one answer. */
#define WASL_PAIRS_MAX 1000
/* Below so many approvals a share says nothing. */
#define WASL_PAIR_LEAST 5

struct wasl_node_pair {
	const char *author, *second; /* names */
	int64_t n;		     /* drafts of author that second approved */
	int64_t percent;	     /* of all approved drafts of author */
	bool above; /* the share that wasl.json sets (pair_percent) */
};

/** Since then, most approvals first; for those with the right ACCESS. */
wasl_status wasl_node_pair_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_pair **out, size_t *n,
				int64_t since, const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

#endif
