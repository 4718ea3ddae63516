/*
 * The persons of batches (node/batch.h) against what is known at home, on both
 * sides: remembered refusals, lists, open dossiers. One thread, behind
 * everything else, takes each dossier whose tables were read and not yet
 * vetted; then lists that came into force (node/listed.h).
 *
 *	refused before  a hit that the director clears (node/refused.h)
 *	known           a number of the batch here, a task of the desk
 *
 * Nothing of it travels, and nothing says who it was: whoever works on the
 * batch looks with a search, which shows him what he may read.
 */
#ifndef WASL_NODE_VET_H
#define WASL_NODE_VET_H

#include "base/arena.h"
#include "crypto/id.h"
#include "store/store.h"

struct wasl_node;
struct node_vetter;

/** A person of a batch of whom something is known. */
struct node_vetted {
	uint32_t number; /* in the batch */
	bool refused;
	uint64_t lists, dossiers;
};

/**
 * What was found of a dossier's persons, by number.
 *
 * Out:  done  all of them were looked at
 */
wasl_status node_vet_list(struct store_reader *r, struct wasl_arena *arena,
			  struct node_vetted **out, size_t *n, bool *done,
			  const struct wasl_dossier_id *id,
			  struct wasl_err *err) WASL_MUST_USE;

/** Before the writer, which wakes it. Err: NO_MEMORY. */
wasl_status node_vetter_new(struct node_vetter **out, struct wasl_node *node,
			    struct wasl_err *err) WASL_MUST_USE;
/** The thread; writer, persons and files run. Err: NO_MEMORY. */
wasl_status node_vetter_start(struct node_vetter *vetter,
			      struct wasl_err *err) WASL_MUST_USE;
/** Something was committed. Any thread; NULL is a no-op. */
void node_vetter_wake(struct node_vetter *vetter);
/** Ends the thread, before files and writer end. NULL is a no-op. */
void node_vetter_stop(struct node_vetter *vetter);
/** After the writer's end. NULL is a no-op. */
void node_vetter_free(struct node_vetter *vetter);

#endif
