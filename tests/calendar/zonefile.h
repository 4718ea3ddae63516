/* The system's time zone files, for tests. */
#ifndef WASL_TESTS_CALENDAR_ZONEFILE_H
#define WASL_TESTS_CALENDAR_ZONEFILE_H

#include "calendar/zone.h"
#include "check.h"

#include <stdio.h>

static inline wasl_bytes zone_file(const char *name)
{
	static uint8_t space[WASL_ZONE_FILE_MAX];
	char path[256];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	n = fread(space, 1, sizeof(space), f);
	fclose(f);
	return wasl_bytes_of(space, n);
}

static inline struct wasl_zone *zone_named(const char *name)
{
	struct wasl_zone *zone;

	check_ok(wasl_zone_new(&zone, zone_file(name), NULL));
	return zone;
}

#endif
