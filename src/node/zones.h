/* Time zones of the treaty profiles, from the system's zone data. */
#ifndef WASL_NODE_ZONES_H
#define WASL_NODE_ZONES_H

#include "calendar/zone.h"
#include "kind/profile.h"

struct wasl_node;

#define NODE_ZONES_MAX 64

/** Zones that were read; owner: the writer's thread. */
struct node_zones {
	struct {
		char name[64];
		struct wasl_zone *zone;
	} items[NODE_ZONES_MAX];
	size_t n;
};

/**
 * Working calendar of a side under a profile.
 *
 * Ret:  false if the profile has none, or the system does not know its zone:
 *       then due instants in working days are a finding
 */
bool node_calendar(struct node_zones *zones, struct wasl_calendar *out,
		   const struct wasl_profile *profile, const char *side);

void node_zones_deinit(struct node_zones *zones);

#endif
