/*
 * Need-to-know and desk states (desk/need.h), as officers use them. Calls from
 * any thread; beside what each names they return what node.h says.
 *
 *	triage desk     operators, duty officers and supervisors of the units
 *	                in wasl.json: every dossier
 *	need list       opening unit, assigned units and officers
 *	broken glass    director, supervisor: one dossier, with a reason, for
 *	                an hour
 */
#ifndef WASL_NODE_NEED_H
#define WASL_NODE_NEED_H

#include "crypto/id.h"
#include "desk/need.h"
#include "node/escalate.h"

struct wasl_node;

/* How long a broken glass stays open. */
#define WASL_GLASS_SECONDS 3600

/** Who may read one dossier, and where it stands on the desk. */
struct wasl_node_desk {
	struct wasl_desk_at at;
	struct wasl_need *needs;
	size_t n_needs;
	struct wasl_node_rung *rungs; /* of escalation, that were reached */
	size_t n_rungs;
};

/** Of a dossier that the actor may read. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_desk_get(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_desk *out, wasl_text ref,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Give a dossier to a unit or an officer: they may read it, and its desk state
 * becomes "assigned".
 *
 * In:   to    unit, or an officer's name
 *       over  a hand-over: those who had it before have it no more
 * Err:  NOT_FOUND, DENIED
 */
wasl_status wasl_node_assign(struct wasl_node *node, wasl_text ref,
			     wasl_text to, bool over,
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/** Set the desk state. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_mark(struct wasl_node *node, wasl_text ref,
			   wasl_desk_state state, const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Break the glass: read a dossier that is not for the actor. The reason is in
 * the access log before anything is shown.
 *
 * Err:  NOT_FOUND, DENIED, SCHEMA (no reason)
 */
wasl_status wasl_node_glass(struct wasl_node *node, wasl_text ref,
			    wasl_text reason, const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;

/* --- for the node's other parts ------------------------------------------ */

/** Is the officer of the triage desk? Any thread. */
bool node_triage(const struct wasl_node *node, const struct wasl_user *actor);

/** May he read this dossier? That of a line is for all who read. */
wasl_status node_need_may(struct wasl_node *node, struct store_reader *r,
			  bool *may, const struct wasl_dossier_id *id,
			  const struct wasl_user *actor,
			  struct wasl_err *err) WASL_MUST_USE;

/** As node_need_may. Err: DENIED  naming for whom it is */
wasl_status node_need_check(struct wasl_node *node, struct store_reader *r,
			    const struct wasl_dossier_id *id,
			    const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;
/** The dossier of `ref` (see node_find_ref), if he may read it: else as
 * node_need_check. Takes the node's lock. */
wasl_status node_need_ref(struct wasl_node *node, struct store_reader *r,
			  struct wasl_dossier_id *id, wasl_text ref,
			  const struct wasl_user *actor,
			  struct wasl_err *err) WASL_MUST_USE;

/** A dossier that this side opens is for the unit of its author. */
wasl_status node_need_opened(struct wasl_node *node, struct store_tx *tx,
			     const struct wasl_dossier_id *id,
			     const struct wasl_user *author,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
