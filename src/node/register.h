/* The register of transfers: every act with personal data that left. */
#ifndef WASL_NODE_REGISTER_H
#define WASL_NODE_REGISTER_H

#include "node/put.h"

/* Rows of one page. */
#define WASL_REGISTER_MAX 1000

struct wasl_node_transfer {
	int64_t id, at;
	const char *peer, *side; /* the recipient */
	const char *ref, *act;
	const char *basis;     /* code of the transfer basis; "" if none */
	const char *fields;    /* names of the personal fields, with commas */
	const char *necessity; /* "" none, or its dossier was erased */
	const char *author, *approver; /* pseudonyms */
};

/** Which rows: since then, and behind a row's place. */
struct wasl_node_transfer_ask {
	int64_t since, after_at, after_id;
	uint32_t limit; /* at most WASL_REGISTER_MAX + 1 */
};

/** Oldest first; for those with the right REGISTER. */
wasl_status wasl_node_register_get(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_transfer **out, size_t *n,
				   const struct wasl_node_transfer_ask *ask,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** An act leaves; nothing where it has no personal field. Writer's thread. */
wasl_status node_register_left(struct wasl_node *node, struct store_tx *tx,
			       const struct node_making *m,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
