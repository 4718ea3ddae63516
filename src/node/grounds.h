/* True grounds of what was refused as not communicable; for the data-protection
 * officer and the auditor. */
#ifndef WASL_NODE_GROUNDS_H
#define WASL_NODE_GROUNDS_H

#include "node/sealed.h"

struct wasl_node_ground {
	int64_t place; /* in lists */
	const char *ref, *act, *code, *why;
	const char *author, *second; /* second "": not yet signed */
	int64_t at, signed_at;
};

/** A page of them, oldest first. Err: DENIED */
wasl_status wasl_node_ground_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_ground **out, size_t *n,
				  const struct wasl_home_page *page,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** The one of a draft, for whoever reads the draft; false: there is none. */
wasl_status node_ground_of_draft(struct wasl_node *node, struct store_reader *r,
				 struct wasl_arena *arena,
				 struct wasl_node_ground *out, bool *found,
				 wasl_bytes dossier, int64_t draft,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
