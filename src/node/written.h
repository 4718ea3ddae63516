/*
 * Names as they were written. In memory a person has them as they are read,
 * without capitals and joints; an officer expects what the act or list says.
 */
#ifndef WASL_NODE_WRITTEN_H
#define WASL_NODE_WRITTEN_H

#include "base/arena.h"
#include "crypto/id.h"
#include "names/normalise.h"
#include "store/store.h"

struct wasl_node;

/** Is the text read as this name? */
bool node_written_as(wasl_text text, const struct wasl_name *name);

/**
 * How a dossier's acts and drafts, as corrected, write a name.
 *
 * In:     r     for its sealed acts
 *         name  of one of its persons
 * Out:    *out  in the arena, zero-ended; NULL where none is read so: in a
 *               table, or the dossier's key is not here
 * Thread: any that holds `node->lock` for reading.
 */
wasl_status node_written_in(struct wasl_node *node, struct store_reader *r,
			    struct wasl_arena *arena, const char **out,
			    const struct wasl_dossier_id *id,
			    const struct wasl_name *name,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
