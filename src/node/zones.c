#include "node/zones.h"

#include "base/alloc.h"
#include "base/file.h"
#include "calendar/civil.h"
#include "node/state.h"

#include <stdio.h>

#define DAY	 86400
#define ZONEINFO "/usr/share/zoneinfo/"

/* Zone names are words of letters, digits, "_", "-" and "+" between slashes. */
static bool name_valid(const char *name)
{
	if (name[0] == '/' || strstr(name, "..") != NULL)
		return false;
	for (const char *c = name; *c != '\0'; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
		      (*c >= '0' && *c <= '9') || *c == '_' || *c == '-' ||
		      *c == '+' || *c == '/'))
			return false;
	return true;
}

static struct wasl_zone *read_zone(const char *name)
{
	char path[sizeof(ZONEINFO) + 64];
	wasl_autofree uint8_t *file = NULL;
	struct wasl_zone *zone;
	size_t n;

	snprintf(path, sizeof(path), ZONEINFO "%s", name);
	if (wasl_file_read(&file, &n, path, WASL_ZONE_FILE_MAX, NULL) !=
		    WASL_OK ||
	    wasl_zone_new(&zone, wasl_bytes_of(file, n), NULL) != WASL_OK)
		return NULL;
	return zone;
}

static const struct wasl_zone *find_zone(struct node_zones *zones,
					 const char *name)
{
	struct wasl_zone *zone;

	for (size_t i = 0; i < zones->n; i++)
		if (strcmp(zones->items[i].name, name) == 0)
			return zones->items[i].zone;
	if (zones->n == NODE_ZONES_MAX ||
	    strlen(name) >= sizeof(zones->items[0].name) || !name_valid(name))
		return NULL;
	zone = read_zone(name);
	if (zone == NULL)
		return NULL;
	snprintf(zones->items[zones->n].name, sizeof(zones->items[0].name),
		 "%s", name);
	zones->items[zones->n++].zone = zone;
	return zone;
}

static const struct wasl_zone *get_zone(struct node_zones *zones,
					const char *name)
{
	const struct wasl_zone *zone;

	pthread_mutex_lock(&zones->lock);
	zone = find_zone(zones, name);
	pthread_mutex_unlock(&zones->lock);
	return zone;
}

bool node_calendar(struct node_zones *zones, struct wasl_calendar *out,
		   const struct wasl_profile *profile, const char *side)
{
	const char *name = wasl_profile_zone(profile, side);
	const struct wasl_zone *zone =
		name == NULL ? NULL : get_zone(zones, name);

	return zone != NULL &&
	       wasl_profile_calendar(out, profile, side, zone, NULL) == WASL_OK;
}

void node_local(struct wasl_node *node, struct wasl_local out[static 2],
		const uint8_t hash[static 32], int64_t at)
{
	const struct wasl_profile *profile;
	struct wasl_hash id;

	memcpy(id.b, hash, sizeof(id.b));
	profile = wasl_library_profile(&node->library, &id);
	for (size_t i = 0; i < 2; i++) {
		const struct wasl_zone *zone = NULL;

		out[i] = (struct wasl_local){0};
		if (profile == NULL)
			continue;
		snprintf(out[i].side, sizeof(out[i].side), "%s",
			 profile->sides[i]);
		out[i].zone = wasl_profile_zone(profile, profile->sides[i]);
		if (out[i].zone != NULL)
			zone = get_zone(&node->zones, out[i].zone);
		if (zone != NULL)
			out[i].offset_s = wasl_zone_offset(zone, at);
		else
			out[i].zone = NULL;
	}
}

/* The first second after `before` at which the offset is that of `after`. */
static int64_t find_change(const struct wasl_zone *zone, int64_t before,
			   int64_t after)
{
	int32_t old = wasl_zone_offset(zone, before);

	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;

		if (wasl_zone_offset(zone, middle) == old)
			before = middle;
		else
			after = middle;
	}
	return after;
}

size_t
wasl_node_zone_steps(struct wasl_node *node,
		     struct wasl_zone_step out[static WASL_ZONE_STEPS_MAX],
		     const struct wasl_profile *profile, const char *side,
		     int64_t from, int64_t until)
{
	const char *name = wasl_profile_zone(profile, side);
	const struct wasl_zone *zone =
		name == NULL ? NULL : get_zone(&node->zones, name);
	size_t n = 0;

	if (zone == NULL)
		return 0;
	out[n++] = (struct wasl_zone_step){from, wasl_zone_offset(zone, from)};
	for (int64_t day = from; day < until && n < WASL_ZONE_STEPS_MAX;
	     day += DAY) {
		int64_t at = day + DAY;

		if (wasl_zone_offset(zone, at) == out[n - 1].offset_s)
			continue;
		at = find_change(zone, day, at);
		out[n++] =
			(struct wasl_zone_step){at, wasl_zone_offset(zone, at)};
	}
	return n;
}

void node_zones_init(struct node_zones *zones)
{
	pthread_mutex_init(&zones->lock, NULL);
}

void node_zones_deinit(struct node_zones *zones)
{
	pthread_mutex_destroy(&zones->lock);
	for (size_t i = 0; i < zones->n; i++)
		wasl_zone_free(zones->items[i].zone);
	zones->n = 0;
}

json_t *wasl_node_local_json(const struct wasl_local local[static 2],
			     int64_t at)
{
	json_t *out = json_array();
	char text[WASL_INSTANT_LOCAL_LEN + 1];

	for (size_t i = 0; i < 2; i++) {
		if (local[i].zone == NULL)
			continue;
		wasl_instant_write_local(text, at, local[i].offset_s);
		json_array_append_new(
			out, json_pack("{s:s, s:s, s:s}", "side", local[i].side,
				       "zone", local[i].zone, "at", text));
	}
	return out;
}
