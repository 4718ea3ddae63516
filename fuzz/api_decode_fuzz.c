/* Any bytes as a request body: refused, or its members are what they must be.
 */
#include "api/decode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autojson *body = NULL;
	json_t *fields = NULL, *roles = NULL;
	wasl_text act = {NULL, 0};
	const struct api_member members[] = {
		{"act", API_TEXT, true, &act},
		{"fields", API_OBJECT, true, &fields},
		{"roles", API_ARRAY, false, &roles},
		{NULL, API_TEXT, false, NULL},
	};

	if (api_decode(&body, wasl_bytes_of(data, size), members, NULL) !=
	    WASL_OK) {
		if (body != NULL)
			abort();
		return 0;
	}
	if (!act.p || !json_is_object(fields) ||
	    (roles && !json_is_array(roles)))
		abort();
	return 0;
}
