#include "kind/value.h"

#include "base/text.h"
#include "calendar/civil.h"
#include "kind/blob.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static bool wrong(struct wasl_fault *fault, const char *rule, const char *fmt,
		  ...) __attribute__((format(printf, 3, 4)));

static bool wrong(struct wasl_fault *fault, const char *rule, const char *fmt,
		  ...)
{
	va_list ap;

	fault->rule = rule;
	va_start(ap, fmt);
	vsnprintf(fault->text, sizeof(fault->text), fmt, ap);
	va_end(ap);
	return false;
}

/*
 * Control characters other than line feed have no place in what an officer
 * reads, and those that embed or override direction can make a name read as
 * another: the screens isolate each value themselves.
 */
static bool is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp < 0xa0) ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

static bool check_text(struct wasl_fault *fault, const struct wasl_field *field,
		       wasl_text text)
{
	wasl_bytes in = wasl_text_bytes(text);
	int64_t points = 0;
	size_t at = 0;

	while (at < in.n) {
		uint32_t cp = wasl_utf8_next(in, &at);

		points++;
		if (is_control(cp))
			return wrong(fault, "control",
				     "has the control character U+%04" PRIX32,
				     cp);
	}
	if (points < field->min)
		return wrong(fault, "length",
			     "is shorter than %" PRId64 " characters",
			     field->min);
	if (points > field->max)
		return wrong(fault, "length",
			     "is longer than %" PRId64 " characters",
			     field->max);
	return true;
}

static bool check_code(struct wasl_fault *fault, const struct wasl_field *field,
		       const struct wasl_profile *profile, wasl_text code)
{
	if (field->codes != NULL) {
		if (wasl_codes_have(field->codes, code))
			return true;
		return wrong(fault, "code", "is no code of the list \"%s\"",
			     field->codes->name);
	}
	if (profile == NULL ||
	    wasl_profile_lists(profile, field->profile_path, code))
		return true;
	return wrong(fault, "code", "is not in %s", field->profile_path);
}

static bool check_number(struct wasl_fault *fault,
			 const struct wasl_field *field, int64_t v)
{
	if (v < field->min)
		return wrong(fault, "range", "is less than %" PRId64,
			     field->min);
	if (v > field->max)
		return wrong(fault, "range", "is more than %" PRId64,
			     field->max);
	return true;
}

static bool check_bytes(struct wasl_fault *fault,
			const struct wasl_field *field, wasl_bytes v)
{
	if (v.n < (uint64_t)field->min || v.n > (uint64_t)field->max)
		return wrong(fault, "length",
			     "is not %" PRId64 " to %" PRId64 " bytes long",
			     field->min, field->max);
	return true;
}

/* A key must not repeat; lists are short (WASL_LIST_MAX), so all pairs. */
static bool check_keys(struct wasl_fault *fault, const struct wasl_field *field,
		       const struct wasl_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct wasl_value *key =
			wasl_record_get(&list->items[i].block, field->key);

		for (size_t j = 0; j < i && key != NULL; j++) {
			const struct wasl_value *other = wasl_record_get(
				&list->items[j].block, field->key);

			if (other != NULL && wasl_value_same(key, other))
				return wrong(fault, "repeated",
					     "has items %zu and %zu of one key",
					     j, i);
		}
	}
	return true;
}

static bool check_list(struct wasl_fault *fault, const struct wasl_field *field,
		       const struct wasl_list *list)
{
	if (list->n < (uint64_t)field->min || list->n > (uint64_t)field->max)
		return wrong(fault, "length",
			     "has not %" PRId64 " to %" PRId64 " items",
			     field->min, field->max);
	return field->key == 0 || check_keys(fault, field, list);
}

static bool check_blob(struct wasl_fault *fault, const struct wasl_value *v)
{
	struct wasl_blob_ref ref;

	wasl_blob_ref_read(&ref, v);
	if (!wasl_blob_name_valid(ref.name))
		return wrong(fault, "name", "has a name that no file may have");
	return wasl_blob_type_valid(ref.type) ||
	       wrong(fault, "type", "has a type that is no media type");
}

bool wasl_value_check(struct wasl_fault *fault, const struct wasl_field *field,
		      const struct wasl_profile *profile,
		      const struct wasl_value *value)
{
	switch (field->type) {
	case WASL_TYPE_TEXT:
		return check_text(fault, field, value->text);
	case WASL_TYPE_CODE:
		return check_code(fault, field, profile, value->text);
	case WASL_TYPE_INT:
	case WASL_TYPE_INSTANT:
		return check_number(fault, field, value->number);
	case WASL_TYPE_DATE:
		return wasl_date_valid(value->text) ||
		       wrong(fault, "date", "is no date YYYY[-MM[-DD]]");
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		return check_bytes(fault, field, value->bytes);
	case WASL_TYPE_LIST:
		return check_list(fault, field, &value->list);
	case WASL_TYPE_BLOB:
		return check_blob(fault, value);
	case WASL_TYPE_BOOL:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOCK:
		break;
	}
	return true;
}

bool wasl_value_same(const struct wasl_value *a, const struct wasl_value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return wasl_text_eq(a->text, b->text);
	case WASL_TYPE_INT:
	case WASL_TYPE_INSTANT:
	case WASL_TYPE_BOOL:
		return a->number == b->number;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		return wasl_bytes_eq(a->bytes, b->bytes);
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
	case WASL_TYPE_BLOCK:
		break;
	}
	return false;
}
