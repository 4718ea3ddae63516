/*
 * What only this side's node can check of an act before it leaves (docs/spec
 * §12): the dossiers around it, and what stands in its own. Writer's thread.
 */
#ifndef WASL_NODE_HOME_H
#define WASL_NODE_HOME_H

#include "kind/condition.h"
#include "node/put.h"

/**
 * The fields as given, with references replaced by the ids of their dossiers.
 *
 * Out:  out  a new reference
 * Err:  NOT_FOUND  no such dossier
 *       CONFLICT   it is on another line
 */
wasl_status node_home_fields(struct wasl_node *node, struct store_reader *r,
			     const struct node_making *m, const json_t *fields,
			     json_t **out, struct wasl_err *err) WASL_MUST_USE;

/**
 * Read the record for the fold, and find what stands against it: numbers of the
 * other side, answers to what is no item, an approval of what is not proposed,
 * a condition of the kind that does not hold; and what the parent is.
 *
 * Out:  home  for the rules; pieces in m->arena
 *       m->findings
 */
wasl_status node_home_check(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m, struct wasl_home *home,
			    struct wasl_err *err) WASL_MUST_USE;

/** What stands, as the API tells it; a new reference. */
json_t *node_home_show(const struct wasl_dossier *d, size_t bound);

#endif
