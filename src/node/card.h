/* Duty cards: whom to ring at the other side, as each side published it on the
 * dossier of their line (spec §7, act `duty`). Calls from any thread. */
#ifndef WASL_NODE_CARD_H
#define WASL_NODE_CARD_H

#include "desk/user.h"
#include "kind/json.h"

struct wasl_node;

/* Cards of one side of a line: of each function the last. */
#define WASL_NODE_CARDS_MAX 32

/**
 * The cards of every line, the partner's first; of one function the newest
 * replaces the others. One whose time is over is told as long as no newer one
 * replaces it: an old number is better than none.
 *
 * Out:  out  a new reference: [{peer, side, own, function, languages[],
 *	      telephone, until, over, said_at}]
 * Err:  DENIED  the right STATUS
 */
wasl_status wasl_node_cards(struct wasl_node *node, json_t **out,
			    const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
