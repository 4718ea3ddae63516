#include "kind/field.h"

static const char *const type_names[] = {
	[WASL_TYPE_TEXT] = "text",	 [WASL_TYPE_CODE] = "code",
	[WASL_TYPE_INT] = "int",	 [WASL_TYPE_BOOL] = "bool",
	[WASL_TYPE_INSTANT] = "instant", [WASL_TYPE_DATE] = "date",
	[WASL_TYPE_HASH] = "hash",	 [WASL_TYPE_ID] = "id",
	[WASL_TYPE_BYTES] = "bytes",	 [WASL_TYPE_LIST] = "list",
	[WASL_TYPE_TUPLE] = "tuple",	 [WASL_TYPE_BLOCK] = "block",
	[WASL_TYPE_BLOB] = "blob",
};

const char *wasl_type_name(enum wasl_type type)
{
	return type_names[type];
}

bool wasl_type_find(enum wasl_type *out, wasl_text name)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(*type_names); i++) {
		if (wasl_text_is(name, type_names[i])) {
			*out = (enum wasl_type)i;
			return true;
		}
	}
	return false;
}

int wasl_codes_find(const struct wasl_codes *codes, wasl_text code)
{
	for (size_t i = 0; i < codes->n; i++)
		if (wasl_text_is(code, codes->items[i].code))
			return (int)i;
	return -1;
}

bool wasl_codes_have(const struct wasl_codes *codes, wasl_text code)
{
	return wasl_codes_find(codes, code) >= 0;
}

const struct wasl_slot *wasl_shape_get(const struct wasl_shape *shape,
				       uint32_t n)
{
	for (size_t i = 0; i < shape->n; i++)
		if (shape->slots[i].field->n == n)
			return &shape->slots[i];
	return NULL;
}

const struct wasl_slot *wasl_shape_find(const struct wasl_shape *shape,
					wasl_text name)
{
	for (size_t i = 0; i < shape->n; i++)
		if (wasl_text_is(name, shape->slots[i].field->name))
			return &shape->slots[i];
	return NULL;
}
