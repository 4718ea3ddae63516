/* What is known of a person beside one dossier: on lists, in open dossiers. */
#ifndef WASL_NODE_ELSEWHERE_H
#define WASL_NODE_ELSEWHERE_H

#include "crypto/id.h"
#include "store/store.h"
#include "watch/persons.h"

/* Lists and dossiers that are counted. */
#define NODE_ELSEWHERE_MAX 64

struct wasl_node;

/** Counts of one or several persons; each list and dossier counts once. */
struct node_elsewhere {
	struct wasl_node *node;
	struct wasl_persons *persons;
	struct store_reader *r;
	const struct wasl_dossier_id *self; /* does not count */
	int64_t now;
	bool batches; /* persons of batches count: one batch is of many */
	struct wasl_persons_key seen[NODE_ELSEWHERE_MAX];
	size_t seen_n;
	uint64_t lists, dossiers;
};

/**
 * Look for a person by his first names and facts, and count where somebody
 * probably the same, or with the same document, stands; but not whom two
 * persons decided to be another (node/decision.h).
 *
 * Thread: any that may use `persons` (node/known.h).
 */
wasl_status node_elsewhere_add(struct node_elsewhere *e,
			       const struct wasl_persons_entry *entry,
			       struct wasl_err *err) WASL_MUST_USE;

/** Is the dossier of this key there and not closed? */
wasl_status node_elsewhere_open(struct store_reader *r, bool *open,
				const struct wasl_persons_key *key,
				struct wasl_err *err) WASL_MUST_USE;

#endif
