/* Answers of searches as JSON; a search and a file share them. */
#ifndef WASL_API_SCREEN_H
#define WASL_API_SCREEN_H

#include "node/search.h"

#include <jansson.h>

/** New references, NULL when out of memory. */
json_t *api_found(const struct wasl_node_found *found, bool explain);
/** A decision on a hit. */
json_t *api_decision(const struct wasl_node_decision *decision);
json_t *api_known(const struct node_known_status *status);

#endif
