/* Time zones of the treaty profiles, from the system's zone data. */
#ifndef WASL_NODE_ZONES_H
#define WASL_NODE_ZONES_H

#include "calendar/zone.h"
#include "kind/json.h"
#include "kind/profile.h"

#include <pthread.h>

struct wasl_node;

#define NODE_ZONES_MAX 64

/** Zones that were read; they stay until the node stops. Thread: any. */
struct node_zones {
	pthread_mutex_t lock;
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

/**
 * What the clocks of both sides of a profile show at an instant.
 *
 * In:   hash  of the profile; one that is not held has no zones
 * The library's lock (node/state.h) is the caller's.
 */
void node_local(struct wasl_node *node, struct wasl_local out[static 2],
		const uint8_t hash[static 32], int64_t at);

/** The same as JSON: [{side, zone, at}], those that are known; a new reference.
 * Any thread, no lock. */
json_t *wasl_node_local_json(const struct wasl_local local[static 2],
			     int64_t at);

/* Changes of one zone that an answer names. */
#define WASL_ZONE_STEPS_MAX 32

/** From an instant on, clocks are so far from UTC. */
struct wasl_zone_step {
	int64_t at;
	int32_t offset_s;
};

/**
 * What the clocks of a side of a profile do between two instants: the first
 * step is at `from`, each other where they change, to the second.
 *
 * Ret:  steps; 0: the profile names no zone, or the system does not know it
 */
size_t
wasl_node_zone_steps(struct wasl_node *node,
		     struct wasl_zone_step out[static WASL_ZONE_STEPS_MAX],
		     const struct wasl_profile *profile, const char *side,
		     int64_t from, int64_t until);

void node_zones_init(struct node_zones *zones);
void node_zones_deinit(struct node_zones *zones);

#endif
