/*
 * The member "blobs" of wasl.json: sealed files. All may be left out.
 *
 *	"blobs": {
 *	  "quota_mib": 65536,          of one partner's folder
 *	  "refuse": ["program", "script", "html", "macro"]
 *	}
 */
#ifndef WASL_NODE_BLOBCONFIG_H
#define WASL_NODE_BLOBCONFIG_H

#include "blob/sniff.h"
#include "kind/json.h"

struct wasl_blob_config {
	uint64_t quota;	 /* bytes */
	unsigned refuse; /* bits of enum wasl_danger */
};

/** What holds where wasl.json says nothing. */
void wasl_blob_config_init(struct wasl_blob_config *out);

/**
 * Read the member "blobs", strictly, over what wasl_blob_config_init left.
 *
 * Err:  SCHEMA  with the JSON pointer of the member
 */
wasl_status wasl_blob_config_read(struct wasl_blob_config *out, const json_t *v,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
