#include "kind/json.h"

#include "kind/fault.h"

/*
 * Jansson's own depth limit is fixed at 2048, and it parses by recursion, so
 * nesting is measured on the bytes before it sees them.
 */
static wasl_status check_depth(wasl_bytes in, struct wasl_err *err)
{
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < in.n; i++) {
		uint8_t c = in.p[i];

		if (quoted) {
			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = false;
		} else if (c == '"') {
			quoted = true;
		} else if (c == '{' || c == '[') {
			if (++depth > WASL_JSON_DEPTH_MAX)
				return wasl_fault_of(
					err, WASL_MALFORMED, "", "json-deep",
					WASL_FAULT_N("max",
						     WASL_JSON_DEPTH_MAX));
		} else if (c == '}' || c == ']') {
			if (depth > 0)
				depth--;
		}
	}
	return WASL_OK;
}

/* Recursion is bounded by WASL_JSON_DEPTH_MAX. */
static wasl_status check_numbers(const json_t *v, struct wasl_err *err)
{
	if (json_is_real(v))
		return wasl_fault(err, WASL_MALFORMED, "", "json-real");
	if (json_is_integer(v)) {
		json_int_t n = json_integer_value(v);

		if (n < -WASL_JSON_INT_MAX || n > WASL_JSON_INT_MAX)
			return wasl_fault(err, WASL_MALFORMED, "", "json-big");
	} else if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			WASL_TRY(check_numbers(json_array_get(v, i), err));
	} else if (json_is_object(v)) {
		const char *name;
		json_t *member;

		json_object_foreach((json_t *)(uintptr_t)v, name, member)
			WASL_TRY(check_numbers(member, err));
	}
	return WASL_OK;
}

/* Of what the library found, a sentence; its own text is English. */
static const char *word_of(const json_error_t *why)
{
	switch (json_error_code(why)) {
	case json_error_premature_end_of_input:
		return "json-ends";
	case json_error_end_of_input_expected:
		return "json-rest";
	case json_error_duplicate_key:
		return "json-twice";
	case json_error_invalid_utf8:
		return "json-utf8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "zero-byte";
	case json_error_numeric_overflow:
		return "json-number";
	case json_error_unknown:
	case json_error_out_of_memory:
	case json_error_stack_overflow:
	case json_error_cannot_open_file:
	case json_error_invalid_argument:
	case json_error_invalid_syntax:
	case json_error_invalid_format:
	case json_error_wrong_type:
	case json_error_null_value:
	case json_error_item_not_found:
	case json_error_index_out_of_range:
		return "json-syntax";
	}
	return "json-syntax";
}

wasl_status wasl_json_parse_any(json_t **out, wasl_bytes in, size_t max,
				struct wasl_err *err)
{
	json_error_t why;

	*out = NULL;
	if (in.n > max)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "json-long",
				     WASL_FAULT_N("n", in.n),
				     WASL_FAULT_N("max", max));
	WASL_TRY(check_depth(in, err));
	*out = json_loadb((const char *)in.p, in.n, JSON_REJECT_DUPLICATES,
			  &why);
	if (*out == NULL)
		return wasl_fault_of(
			err, WASL_MALFORMED, "", "json-at",
			WASL_FAULT_N("line", (uint64_t)why.line),
			WASL_FAULT_N("column", (uint64_t)why.column),
			WASL_FAULT_T(WASL_FAULT_INNER,
				     wasl_text_of(word_of(&why))));
	return WASL_OK;
}

wasl_status wasl_json_parse(json_t **out, wasl_bytes in, size_t max,
			    struct wasl_err *err)
{
	wasl_autojson *v = NULL;

	*out = NULL;
	WASL_TRY(wasl_json_parse_any(&v, in, max, err));
	WASL_TRY(check_numbers(v, err));
	*out = v;
	v = NULL;
	return WASL_OK;
}

wasl_text wasl_json_text(const json_t *v)
{
	if (!json_is_string(v))
		return (wasl_text){NULL, 0};
	return (wasl_text){json_string_value(v), json_string_length(v)};
}

bool wasl_json_is(const json_t *v, const char *literal)
{
	return json_is_string(v) && wasl_text_is(wasl_json_text(v), literal);
}

void wasl_json_scope_(json_t **v)
{
	json_decref(*v);
}
