/* Kinds of this node's own: DIR/kinds.d, common files first, each by name, and
 * their labels beside them: NAME.ar.ftl, NAME.fr.ftl, NAME.en.ftl. */
#ifndef WASL_NODE_KINDSDIR_H
#define WASL_NODE_KINDSDIR_H

#include "kind/library.h"

/**
 * Add every *.json and *.ftl of the folder, which need not exist.
 *
 * In:   dir  the node's directory
 * Err:  as wasl_library_add_kind and wasl_library_add_labels
 */
wasl_status node_kinds_folder(struct wasl_library *library, const char *dir,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
