/*
 * The wall (domain 5.11, rule 12): what anybody in the room may read. Each
 * entry is released by an officer: a dossier as it stands, or one of its acts.
 * Only what is handled as H0, only codes, dates and the reference; no person,
 * no officer, no text that somebody wrote. What is not H0 any more is not shown
 * any more. Calls from any thread.
 */
#ifndef WASL_NODE_WALL_H
#define WASL_NODE_WALL_H

#include "base/arena.h"
#include "desk/user.h"
#include "kind/json.h"

struct wasl_node;

/* Entries on the wall at once. */
#define WASL_WALL_MAX 100

/**
 * What is on the wall. Right WALL.
 *
 * Out:  out  a new reference (docs/api.md, The wall)
 */
wasl_status wasl_node_wall(struct wasl_node *node, json_t **out,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

struct wasl_node_release {
	wasl_text reference;
	bool whole; /* the dossier as it stands, else its act: */
	bool own;   /* of our log */
	uint32_t epoch;
	uint64_t index;
};

/**
 * Put it there; reading the dossier is in the access log, and so is this.
 * Rights READ and ASSIGN.
 *
 * Out:  id  of the entry
 * Err:  NOT_FOUND  the dossier, or such an act of it
 *       RULE       it is not H0, or the act does not count
 *       EXISTS     it is there already
 *       TOO_BIG    WASL_WALL_MAX are
 */
wasl_status wasl_node_wall_release(struct wasl_node *node,
				   struct wasl_arena *arena, int64_t *id,
				   const struct wasl_node_release *what,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** Take it off. Right ASSIGN. Err: NOT_FOUND */
wasl_status wasl_node_wall_withdraw(struct wasl_node *node, int64_t id,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;

#endif
