/*
 * The room of an event: what its lines say, side by side, and what was learned
 * last time. A room is a case of the kind `event` (node/case.h); each line's
 * part is made of the acts of its own dossier alone, so that nothing a partner
 * wrote stands under another's name. It is shown here and nowhere else: an act
 * is of one line, and says what its officer wrote in it. Calls from any thread.
 */
#ifndef WASL_NODE_ROOM_H
#define WASL_NODE_ROOM_H

#include "node/node.h"

/**
 * In:   ref  of a case, or of an event's dossier: then the room it is in, or
 *            that one line
 * Out:  out  {"case", "title", "draft", "lines": […], "hidden": n}, a new
 *            reference; the reading of each dossier is logged
 * Err:  NOT_FOUND (also where it is no event), DENIED
 */
wasl_status wasl_node_room(struct wasl_node *node, struct wasl_arena *arena,
			   json_t **out, wasl_text ref,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

/** Which lessons are wanted. */
struct wasl_node_lessons_ask {
	wasl_text kind;	  /* whose closing needs them: agree `retex` */
	wasl_text peer;	  /* by name; empty: any */
	wasl_text series; /* field `competition`, or empty */
};

/**
 * Lessons that both sides approved at the end of earlier dossiers of the kind:
 * of the same series first, then of the same partner, newest first, at most
 * three. None for a kind that has none.
 *
 * Out:  out  {"lessons": [{"reference", "peer", "name", "series", "same",
 *            "closed_at", "retex", "hash"}]}, a new reference
 */
wasl_status wasl_node_lessons(struct wasl_node *node, struct wasl_arena *arena,
			      json_t **out,
			      const struct wasl_node_lessons_ask *ask,
			      const struct wasl_user *actor,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
