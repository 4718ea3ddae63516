/* Kinds and treaty profiles as files: what forms are made from. */
#include "api/call.h"
#include "api/encode.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/zones.h"

#include <time.h>

#define DAY  86400
#define YEAR ((int64_t)366 * DAY)

wasl_status api_kind_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text name = wasl_http_param(call->req, "name");
	const struct wasl_kind *kind;
	wasl_autojson *file = NULL;
	json_t *labels;
	WASL_TRY(wasl_node_kind_named(call->node, &kind, name, err));
	WASL_TRY(wasl_json_parse(&file, kind->file, WASL_KIND_FILE_MAX, err));
	WASL_TRY(wasl_node_kind_labels(call->node, &call->arena, kind, file,
				       &labels, err));
	call->answer = json_pack("{s:s, s:s, s:o, s:O, s:o}", "name",
				 kind->name, "code", kind->code, "hash",
				 api_hex(wasl_hash_bytes(&kind->hash)), "file",
				 file, "labels", labels);
	return WASL_OK;
}

/* What the clocks of a side do: a year back, three ahead. */
static json_t *zone_of(struct wasl_node *node,
		       const struct wasl_profile *profile, const char *side,
		       int64_t now)
{
	struct wasl_zone_step steps[WASL_ZONE_STEPS_MAX];
	size_t n = wasl_node_zone_steps(node, steps, profile, side, now - YEAR,
					now + 3 * YEAR);
	if (n == 0)
		return json_null();
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:o, s:i}", "at",
						      api_instant(steps[i].at),
						      "offset_s",
						      (int)steps[i].offset_s));
	return json_pack("{s:s, s:o}", "zone", wasl_profile_zone(profile, side),
			 "offsets", list);
}

wasl_status api_profile_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text text = wasl_http_param(call->req, "hash");
	const struct wasl_profile *profile;
	struct wasl_hash hash;
	json_t *file;
	if (wasl_hex_parse(hash.b, sizeof(hash.b), text) != WASL_OK)
		return wasl_fault(err, WASL_USAGE, "", "profile-hash");
	WASL_TRY(wasl_node_profile(call->node, &profile, &hash, err));
	WASL_TRY(
		wasl_json_parse(&file, profile->file, WASL_KIND_FILE_MAX, err));
	/* From midnight on: the answer keeps its tag for a while. */
	int64_t now = (int64_t)time(NULL);
	now -= now % DAY;
	json_t *zones = json_object();
	for (size_t i = 0; i < 2; i++)
		json_object_set_new(
			zones, profile->sides[i],
			zone_of(call->node, profile, profile->sides[i], now));
	call->answer = json_pack("{s:o, s:o, s:o}", "hash",
				 api_hex(wasl_hash_bytes(&profile->hash)),
				 "file", file, "zones", zones);
	return WASL_OK;
}
