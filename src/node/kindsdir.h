/* Kinds of this node's own: DIR/kinds.d, common files first, each by name. */
#ifndef WASL_NODE_KINDSDIR_H
#define WASL_NODE_KINDSDIR_H

#include "base/status.h"

struct wasl_node;

/** Add every *.json of the folder, which need not exist. Err: as a kind's. */
wasl_status node_kinds_folder(struct wasl_node *node,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
