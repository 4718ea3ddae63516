/* Any bytes as a treaty profile: findings, or one that answers. */
#include "kind/profile.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autoarena arena = wasl_arena_init(4 * 1024 * 1024);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_calendar calendar;
	struct wasl_profile *profile;
	struct wasl_profile *again;

	if (wasl_profile_new(&profile, &f, wasl_bytes_of(data, size), NULL) !=
	    WASL_OK)
		return 0;
	for (size_t i = 0; i < 2; i++)
		if (wasl_profile_calendar(&calendar, profile, profile->sides[i],
					  NULL, NULL) == WASL_OK &&
		    (calendar.week == 0 || calendar.opens_s < 0 ||
		     calendar.closes_s <= calendar.opens_s))
			abort();
	if (wasl_profile_new(&again, &f, profile->file, NULL) != WASL_OK ||
	    !wasl_hash_eq(&again->hash, &profile->hash))
		abort();
	wasl_profile_free(again);
	wasl_profile_free(profile);
	return 0;
}
