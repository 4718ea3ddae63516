/*
 * The threads of imports, and the one that sweeps up behind them. Inside the
 * node only.
 */
#ifndef WASL_NODE_IMPORTER_H
#define WASL_NODE_IMPORTER_H

#include "node/state.h"
#include "node/watch.h"

struct node_importer;

/** Drop what the process before left, and start to sweep. */
wasl_status node_importer_new(struct node_importer **out,
			      struct wasl_node *node,
			      struct wasl_err *err) WASL_MUST_USE;
/** Imports under way are dropped. Before the writer stops. NULL is a no-op. */
void node_importer_free(struct node_importer *importer);

/** Something may be swept: a list was removed, an import dropped. */
void node_importer_sweep(struct node_importer *importer);

#endif
