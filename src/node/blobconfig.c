#include "node/blobconfig.h"

#include <stdio.h>

/* 64 GiB, and 1 TiB. */
#define QUOTA_MIB     (64 * 1024)
#define QUOTA_MIB_MAX (1024 * 1024)

void wasl_blob_config_init(struct wasl_blob_config *out)
{
	*out = (struct wasl_blob_config){
		.quota = (uint64_t)QUOTA_MIB << 20,
		.refuse = WASL_DANGER_PROGRAM | WASL_DANGER_SCRIPT |
			  WASL_DANGER_HTML | WASL_DANGER_MACRO,
	};
}

static wasl_status read_quota(struct wasl_blob_config *out, const json_t *v,
			      struct wasl_err *err)
{
	json_int_t mib = json_integer_value(v);

	if (!json_is_integer(v) || mib < 1 || mib > QUOTA_MIB_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, "/blobs/quota_mib",
				    "a number from 1 to %d", QUOTA_MIB_MAX);
	out->quota = (uint64_t)mib << 20;
	return WASL_OK;
}

static wasl_status read_refuse(struct wasl_blob_config *out, const json_t *v,
			       struct wasl_err *err)
{
	enum wasl_danger danger;

	out->refuse = 0;
	for (size_t i = 0; json_is_array(v); i++) {
		if (i == json_array_size(v))
			return WASL_OK;
		if (!wasl_danger_find(&danger,
				      wasl_json_text(json_array_get(v, i))))
			break;
		out->refuse |= danger;
	}
	return wasl_fail_at(err, WASL_SCHEMA, "/blobs/refuse",
			    "a list of program, script, html and macro");
}

static wasl_status unknown(const char *name, struct wasl_err *err)
{
	char at[WASL_ERR_FIELD_MAX];

	snprintf(at, sizeof(at), "/blobs/%.40s", name);
	return wasl_fail_at(err, WASL_SCHEMA, at, "unknown member");
}

wasl_status wasl_blob_config_read(struct wasl_blob_config *out, const json_t *v,
				  struct wasl_err *err)
{
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return wasl_fail_at(err, WASL_SCHEMA, "/blobs", "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member)
	{
		if (strcmp(name, "quota_mib") == 0)
			WASL_TRY(read_quota(out, member, err));
		else if (strcmp(name, "refuse") == 0)
			WASL_TRY(read_refuse(out, member, err));
		else
			return unknown(name, err);
	}
	return WASL_OK;
}
