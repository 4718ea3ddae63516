/*
 * Cells of the database sealed into an arena, and sealed records at home
 * (desk/home.h): a key of their own, held in locked memory, wrapped by keyd. A
 * record is a JSON object.
 */
#ifndef WASL_NODE_SEALED_H
#define WASL_NODE_SEALED_H

#include "crypto/rest.h"
#include "desk/home.h"
#include "node/state.h"

/** Take the key out of the database, or make one. Writer's thread. */
wasl_status node_sealed_start(struct wasl_node *node, struct store_tx *tx,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * One cell sealed under `key`: home's, or a dossier's.
 *
 * Out:  out  in `arena`
 * Err:  NO_MEMORY
 */
wasl_status node_cell_seal(struct wasl_node *node, struct wasl_arena *arena,
			   wasl_bytes *out, const struct wasl_secret *key,
			   const struct wasl_cell *cell, wasl_bytes plain,
			   struct wasl_err *err) WASL_MUST_USE;
/** And opened. Err: as wasl_rest_open; NO_MEMORY. Thread: any. */
wasl_status node_cell_open(struct wasl_arena *arena, wasl_bytes *out,
			   const struct wasl_secret *key,
			   const struct wasl_cell *cell, wasl_bytes sealed,
			   struct wasl_err *err) WASL_MUST_USE;

/** A fresh uid, and `record` sealed under it in `arena`. */
wasl_status node_sealed_seal(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_home *home, const json_t *record,
			     struct wasl_err *err) WASL_MUST_USE;
/** Sealed again under the uid it has. */
wasl_status node_sealed_reseal(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_home *home, const json_t *record,
			       struct wasl_err *err) WASL_MUST_USE;
/** A member of a record, in `arena`; "" where there is none. Thread: any. */
const char *node_sealed_text(struct wasl_arena *arena, const json_t *record,
			     const char *name);
/** The record; a new reference. Thread: any. */
wasl_status node_sealed_open(struct wasl_node *node, json_t **out,
			     const struct wasl_home *home,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
