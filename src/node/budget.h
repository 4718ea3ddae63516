/* Requests of a unit in a day (spec §11 budgets), counted on both sides. */
#ifndef WASL_NODE_BUDGET_H
#define WASL_NODE_BUDGET_H

#include "kind/record.h"
#include "node/state.h"

/** An opening as a budget sees it. */
struct node_budget {
	const struct node_peer *peer;
	const struct wasl_kind *kind;
	const struct wasl_profile *profile;
	wasl_text unit; /* of the requesting side; empty: it names none */
};

/** What the opening's record says. */
struct node_budget node_budget_of(const struct node_peer *peer,
				  const struct wasl_kind *kind,
				  const struct wasl_profile *profile,
				  const struct wasl_record *record);

/** What the profile allows in a day; 0: no limit. */
int64_t node_budget_most(const struct node_budget *budget);

/** How many of ours left today (UTC). */
wasl_status node_budget_used(struct wasl_node *node, struct store_reader *r,
			     const struct node_budget *budget, int64_t *n,
			     struct wasl_err *err) WASL_MUST_USE;

/** Count one, of ours or the partner's. */
wasl_status node_budget_count(struct wasl_node *node, struct store_tx *tx,
			      const struct node_budget *budget, bool own,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
