/* Any bytes as a time zone file: rejected, or it answers for every instant. */
#include "calendar/zone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wasl_zone *zone;

	if (wasl_zone_new(&zone, wasl_bytes_of(data, size), NULL) != WASL_OK)
		return 0;
	for (int64_t t = 0; t < 253402214400; t += 86400 * 97) {
		int64_t local = wasl_zone_local(zone, t);

		if (llabs(local - t) > 26 * 3600)
			abort();
		wasl_zone_utc(zone, local);
	}
	wasl_zone_free(zone);
	return 0;
}
