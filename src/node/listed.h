/*
 * A list that comes into force, against the persons of open dossiers: whoever
 * opened a dossier in May is told in June that its person stands on a list now.
 *
 *	generation in force ── its new and changed records, some at a time
 *	    ── persons of open dossiers ── a task of the desk, once
 *
 * How far it has come is written in the transaction of what was found, so
 * that a kill costs those few records, and nobody is told twice. Nothing says
 * who it was: whoever works on the dossier looks with a search.
 */
#ifndef WASL_NODE_LISTED_H
#define WASL_NODE_LISTED_H

#include "crypto/id.h"
#include "store/store.h"

struct wasl_node;

/**
 * Compare the next few hundred records. Any thread but the
 * writer's.
 *
 * Err:  NOT_FOUND  all lists are compared
 *       NOT_READY  persons are being read into memory, or a list cannot be
 *                  read now: later
 */
wasl_status node_listed_next(struct wasl_node *node,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Note that somebody of a dossier stands on a list, as it is in force or in
 * one generation of it.
 *
 * In:   generation  0: the one in force
 * Out:  news  nobody was told of that or a later generation; NULL: not asked
 */
wasl_status node_listed_put(struct store_tx *tx, bool *news,
			    const struct wasl_dossier_id *id, int64_t list_id,
			    int64_t generation,
			    struct wasl_err *err) WASL_MUST_USE;

/** A list is destroyed: so is what was said of it. */
wasl_status node_listed_drop(struct store_tx *tx, int64_t list_id,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
