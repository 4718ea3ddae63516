/* Between the parts of node/decision.h. */
#ifndef WASL_NODE_DECISION_INNER_H
#define WASL_NODE_DECISION_INNER_H

#include "crypto/rest.h"
#include "node/decision.h"

/** Where the texts of a decision stand, sealed by its dossier's key. */
struct wasl_cell decision_cell(const uint8_t uid[static 16]);

/** With what they are opened. */
struct decision_key {
	const struct wasl_secret *secret; /* the dossier's; NULL: gone */
	uint8_t uid[16];
};

/** A sealed text in the arena; "" if it does not open: the key is gone. */
const char *decision_open(struct wasl_arena *arena,
			  const struct decision_key *key, wasl_bytes sealed);

/** Read the opinions of `d->id`, with their reasons where there is a key. */
wasl_status decision_opinions(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_node_decision *d,
			      const struct decision_key *key,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
