#include "node/typed.h"

wasl_status node_typed(wasl_text text, size_t most, const char *at,
		       struct wasl_err *err)
{
	if (text.n > 0 && text.n <= most &&
	    wasl_utf8_valid(wasl_text_bytes(text)))
		return WASL_OK;
	return wasl_fail_at(err, WASL_SCHEMA, at,
			    "write text of 1 to %zu bytes here", most);
}
