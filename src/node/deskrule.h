/*
 * Rules of this side's desk over an act that an officer puts forward or
 * approves, beside those of its kind: what stays at home enters here.
 *
 *	budget          a unit's requests of a day (profile, docs/spec §11)
 *	true_ground     R27 has its true ground here, for a second person
 *	refused_before  a remembered refusal waits for the director
 *	article3, protection  checked at home before `accept`
 *
 * And what an act leaves behind when it leaves. Writer's thread.
 */
#ifndef WASL_NODE_DESKRULE_H
#define WASL_NODE_DESKRULE_H

#include "node/put.h"

/** Who acts, and what he said beside the act. */
struct node_desk_ask {
	const struct wasl_user *actor;
	const json_t *true_ground; /* of a put: {"code", "why"}, or NULL */
	int64_t draft;		   /* of an approval; 0: a put */
};

/** Adds findings to `m->findings`; they are errors of RULE. */
wasl_status node_desk_check(struct wasl_node *node, struct store_tx *tx,
			    struct node_making *m,
			    const struct node_desk_ask *ask,
			    struct wasl_err *err) WASL_MUST_USE;

/** The dossier of an opening is there: are its persons remembered? */
wasl_status node_desk_opened(struct wasl_node *node, struct store_tx *tx,
			     struct node_making *m,
			     const struct node_desk_ask *ask,
			     struct wasl_err *err) WASL_MUST_USE;

/** The draft stands: keep its true ground. */
wasl_status node_desk_drafted(struct wasl_node *node, struct store_tx *tx,
			      struct node_making *m,
			      const struct node_desk_ask *ask, int64_t draft,
			      struct wasl_err *err) WASL_MUST_USE;

/** The act leaves: budget, register, true ground, memory. */
wasl_status node_desk_left(struct wasl_node *node, struct store_tx *tx,
			   struct node_making *m,
			   const struct node_desk_ask *ask,
			   struct wasl_err *err) WASL_MUST_USE;

/** The partner's opening arrived: budget, memory. */
wasl_status node_desk_arrived(struct wasl_node *node, struct store_tx *tx,
			      struct node_dossier *d,
			      const struct wasl_act *act,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
