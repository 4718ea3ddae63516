#include "node/typed.h"

#include "kind/fault.h"

wasl_status node_typed(wasl_text text, size_t most, const char *at,
		       struct wasl_err *err)
{
	if (text.n > 0 && text.n <= most &&
	    wasl_utf8_valid(wasl_text_bytes(text)))
		return WASL_OK;
	return wasl_fault_of(err, WASL_SCHEMA, at, "text-range",
			     WASL_FAULT_N("max", most));
}
