/*
 * The node: the only room that joins rooms.
 *
 * One writer thread owns every change: it takes whatever waits, runs it in one
 * transaction, commits once, and only then lets anything out (spec §6: "commit
 * the acts, then sign or cosign, then release"). HTTP threads hand it work and
 * wait; readers use their own snapshots of the database.
 */
#ifndef WASL_NODE_NODE_H
#define WASL_NODE_NODE_H

#include "base/arena.h"
#include "base/io.h"
#include "kind/act.h"
#include "kind/kind.h"

struct wasl_node;
struct wasl_keyd;
struct wasl_node_config;

/** Who is speaking: resolved by `api` from the caller's uid. Borrowed texts. */
struct wasl_actor {
	int64_t user_id;
	const char *name;      /* stays at home */
	const char *pseudonym; /* travels */
	const char *unit;
	uint32_t roles; /* bits of enum wasl_role (desk/user.h) */
};

/**
 * Start: recover from the database, replay to keyd what it lacks, ask every
 * partner for its head, listen. There is no other way to start.
 *
 * In:   config  borrowed for the node's life
 *       keyd    running; borrowed
 * Err:  CORRUPT, ROLLBACK (store older than keyd's heads), IO, NO_SPACE
 */
wasl_status wasl_node_start(struct wasl_node **out,
			    const struct wasl_node_config *config,
			    struct wasl_keyd *keyd,
			    struct wasl_err *err) WASL_MUST_USE;

/** Block until a signal or keyd's death; the exit code of `wasl serve`. */
int wasl_node_run(struct wasl_node *node);
void wasl_node_stop(struct wasl_node *node);

#endif
