/* Kinds and treaty profiles as files: what forms are made from. */
#include "api/call.h"
#include "api/encode.h"
#include "base/encode.h"

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

wasl_status api_profile_get(struct api_call *call, struct wasl_err *err)
{
	wasl_text text = wasl_http_param(call->req, "hash");
	const struct wasl_profile *profile;
	struct wasl_hash hash;
	json_t *file;
	if (wasl_hex_parse(hash.b, sizeof(hash.b), text) != WASL_OK)
		return wasl_fail(err, WASL_USAGE,
				 "a profile is named by its "
				 "hash, 64 hex digits");
	WASL_TRY(wasl_node_profile(call->node, &profile, &hash, err));
	WASL_TRY(
		wasl_json_parse(&file, profile->file, WASL_KIND_FILE_MAX, err));
	call->answer = json_pack("{s:o, s:o}", "hash",
				 api_hex(wasl_hash_bytes(&profile->hash)),
				 "file", file);
	return WASL_OK;
}
