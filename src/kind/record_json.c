/* Records from and to JSON objects of field names. */
#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/record.h"
#include "kind/value.h"

struct reading {
	struct wasl_arena *arena;
	struct wasl_findings *findings;
	const struct wasl_profile *profile;
};

/* The last name in a pointer, for texts that are read without it. */
static const char *last_name(const char *pointer)
{
	const char *slash = pointer == NULL ? NULL : strrchr(pointer, '/');

	return slash == NULL ? "the request" : slash + 1;
}

static bool wrong_type(const struct reading *r, const char *pointer,
		       const char *wanted)
{
	wasl_findings_schema(r->findings, pointer, "type", "%s must be %s",
			     last_name(pointer), wanted);
	return false;
}

static bool read_text(wasl_text *out, const struct reading *r, const json_t *in,
		      const char *pointer)
{
	wasl_text text = wasl_json_text(in);

	if (!json_is_string(in))
		return wrong_type(r, pointer, "text");
	*out = (wasl_text){wasl_arena_text(r->arena, text), text.n};
	return out->p != NULL;
}

static bool read_instant(int64_t *out, const struct reading *r,
			 const json_t *in, const char *pointer)
{
	if (json_is_string(in) && wasl_instant_parse(out, wasl_json_text(in)))
		return true;
	return wrong_type(r, pointer,
			  "an instant like \"2026-11-23T14:30:00Z\"");
}

static bool read_number(int64_t *out, const struct reading *r, const json_t *in,
			const char *pointer)
{
	if (!json_is_integer(in))
		return wrong_type(r, pointer, "a whole number");
	*out = json_integer_value(in);
	return true;
}

static bool read_hex(wasl_bytes *out, const struct reading *r, size_t n,
		     const json_t *in, const char *pointer)
{
	uint8_t *p = wasl_arena_take(r->arena, n, 1);
	wasl_text text = wasl_json_text(in);

	if (p == NULL)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= 'A' && text.p[i] <= 'F')
			text.n = 0;
	if (!json_is_string(in) || wasl_hex_parse(p, n, text) != WASL_OK)
		return wrong_type(r, pointer,
				  n == 32 ? "64 lower-case hex digits"
					  : "32 lower-case hex digits");
	*out = wasl_bytes_of(p, n);
	return true;
}

static bool read_base64(wasl_bytes *out, const struct reading *r,
			const json_t *in, const char *pointer)
{
	wasl_text text = wasl_json_text(in);
	uint8_t *p = wasl_arena_take(r->arena, text.n / 4 * 3 + 1, 1);
	size_t n = 0;

	if (p == NULL)
		return false;
	if (!json_is_string(in) || wasl_base64_parse(p, &n, text) != WASL_OK)
		return wrong_type(r, pointer, "base64");
	*out = wasl_bytes_of(p, n);
	return true;
}

/* The three that follow call each other; the depth is that of the kind's
 * fields, at most WASL_FIELD_DEPTH_MAX. */
static bool read_value(struct wasl_value *out, const struct reading *r,
		       const struct wasl_field *field, const json_t *in,
		       const char *pointer);
static bool read_shape(struct wasl_record *out, const struct reading *r,
		       const struct wasl_shape *shape, const json_t *in,
		       const char *pointer);

static bool read_list(struct wasl_list *out, const struct reading *r,
		      const struct wasl_field *field, const json_t *in,
		      const char *pointer)
{
	bool tuple = field->type == WASL_TYPE_TUPLE;
	size_t n = json_array_size(in);
	struct wasl_value *items;
	bool good = true;

	if (!json_is_array(in))
		return wrong_type(r, pointer, "a list");
	if (tuple && n != field->n_places)
		return wrong_type(r, pointer, "a list of the places defined");
	/* Said once, and before room is made for every item. */
	if (!tuple && n > (uint64_t)field->max) {
		wasl_findings_schema(r->findings, pointer, "length",
				     "%s has %zu items, at most %lld",
				     last_name(pointer), n,
				     (long long)field->max);
		return false;
	}
	items = wasl_arena_take(r->arena, n + 1, sizeof(*items));
	if (items == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		good = read_value(&items[i], r, &field->places[tuple ? i : 0],
				  json_array_get(in, i),
				  wasl_pointer_item(r->arena, pointer, i)) &&
		       good;
	*out = (struct wasl_list){items, n};
	return good;
}

/* A blob's places by their names; each is needed. */
static bool read_blob(struct wasl_list *out, const struct reading *r,
		      const struct wasl_field *field, const json_t *in,
		      const char *pointer)
{
	struct wasl_value *items =
		wasl_arena_take(r->arena, field->n_places, sizeof(*items));
	bool good = true;

	if (json_object_size(in) != field->n_places)
		return wrong_type(r, pointer,
				  "an uploaded file's id, sealed, size, "
				  "sha256, type and name");
	if (items == NULL)
		return false;
	for (size_t i = 0; i < field->n_places; i++) {
		const struct wasl_field *place = &field->places[i];

		good = read_value(&items[i], r, place,
				  json_object_get(in, place->name),
				  wasl_pointer_member(
					  r->arena, pointer,
					  wasl_text_of(place->name))) &&
		       good;
	}
	*out = (struct wasl_list){items, field->n_places};
	return good;
}

static bool read_form(struct wasl_value *out, const struct reading *r,
		      const struct wasl_field *field, const json_t *in,
		      const char *pointer)
{
	switch (field->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return read_text(&out->text, r, in, pointer);
	case WASL_TYPE_INT:
		return read_number(&out->number, r, in, pointer);
	case WASL_TYPE_BOOL:
		out->number = json_is_true(in);
		return json_is_boolean(in) ||
		       wrong_type(r, pointer, "true or false");
	case WASL_TYPE_INSTANT:
		return read_instant(&out->number, r, in, pointer);
	case WASL_TYPE_HASH:
		return read_hex(&out->bytes, r, 32, in, pointer);
	case WASL_TYPE_ID:
		return read_hex(&out->bytes, r, 16, in, pointer);
	case WASL_TYPE_BYTES:
		return read_base64(&out->bytes, r, in, pointer);
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
		return read_list(&out->list, r, field, in, pointer);
	case WASL_TYPE_BLOB:
		return read_blob(&out->list, r, field, in, pointer);
	case WASL_TYPE_BLOCK:
		return read_shape(&out->block, r, &field->block->shape, in,
				  pointer);
	}
	return false;
}

static bool read_value(struct wasl_value *out, const struct reading *r,
		       const struct wasl_field *field, const json_t *in,
		       const char *pointer)
{
	struct wasl_fault fault;

	out->type = field->type;
	if (!read_form(out, r, field, in, pointer))
		return false;
	if (wasl_value_check(&fault, field, r->profile, out))
		return true;
	wasl_findings_schema(r->findings, pointer, fault.rule, "%s %s",
			     last_name(pointer), fault.text);
	return false;
}

static bool find_unknown(const struct reading *r,
			 const struct wasl_shape *shape, const json_t *in,
			 const char *pointer)
{
	const char *name;
	json_t *member;
	bool good = true;

	json_object_foreach((json_t *)(uintptr_t)in, name, member)
	{
		if (wasl_shape_find(shape, wasl_text_of(name)) != NULL)
			continue;
		good = false;
		wasl_findings_schema(r->findings,
				     wasl_pointer_member(r->arena, pointer,
							 wasl_text_of(name)),
				     "unknown", "%s is no field here", name);
	}
	return good;
}

/* What stands only beside another, without it. */
static bool find_alone(const struct reading *r, const struct wasl_shape *shape,
		       const struct wasl_record *record, const char *pointer)
{
	bool good = true;

	for (size_t i = 0; i < record->n; i++) {
		const struct wasl_field *field =
			wasl_shape_get(shape, record->entries[i].n)->field;
		const struct wasl_slot *with =
			field->with == 0 ? NULL
					 : wasl_shape_get(shape, field->with);

		if (with == NULL || wasl_record_get(record, field->with))
			continue;
		good = false;
		wasl_findings_schema(
			r->findings,
			wasl_pointer_member(r->arena, pointer,
					    wasl_text_of(with->field->name)),
			"missing", "%s is missing: it goes with %s",
			with->field->name, field->name);
	}
	return good;
}

static bool read_shape(struct wasl_record *out, const struct reading *r,
		       const struct wasl_shape *shape, const json_t *in,
		       const char *pointer)
{
	struct wasl_pair *entries;
	size_t n = 0;
	bool good;

	if (!json_is_object(in))
		return wrong_type(r, pointer, "an object of fields");
	entries = wasl_arena_take(r->arena, shape->n + 1, sizeof(*entries));
	if (entries == NULL)
		return false;
	good = find_unknown(r, shape, in, pointer);
	for (size_t i = 0; i < shape->n; i++) {
		const struct wasl_slot *slot = &shape->slots[i];
		const json_t *v = json_object_get(in, slot->field->name);
		const char *at;

		if (v == NULL && !slot->need)
			continue;
		at = wasl_pointer_member(r->arena, pointer,
					 wasl_text_of(slot->field->name));
		if (v == NULL) {
			wasl_findings_schema(r->findings, at, "missing",
					     "%s is missing",
					     slot->field->name);
			good = false;
			continue;
		}
		entries[n].n = slot->field->n;
		good = read_value(&entries[n++].value, r, slot->field, v, at) &&
		       good;
	}
	*out = (struct wasl_record){entries, n};
	return find_alone(r, shape, out, pointer) && good;
}

wasl_status wasl_record_read(struct wasl_record *out, struct wasl_arena *arena,
			     struct wasl_findings *findings,
			     const struct wasl_shape *shape,
			     const struct wasl_profile *profile,
			     const json_t *in, struct wasl_err *err)
{
	const struct reading r = {arena, findings, profile};
	struct wasl_record record = {NULL, 0};
	bool good = read_shape(&record, &r, shape, in, "");

	*out = (struct wasl_record){NULL, 0};
	WASL_TRY(wasl_arena_check(arena, err));
	if (!good)
		return wasl_findings_status(findings, WASL_SCHEMA, err);
	*out = record;
	return WASL_OK;
}

static json_t *show_value(const struct wasl_value *v,
			  const struct wasl_field *field);

static json_t *show_hex(wasl_bytes v)
{
	char text[2 * 32 + 1];

	wasl_assert(v.n <= 32);
	wasl_hex_write(text, v);
	return json_string(text);
}

static json_t *show_base64(wasl_bytes v)
{
	wasl_autofree char *text = wasl_alloc(WASL_BASE64_LEN(v.n) + 1, 1);

	if (text == NULL)
		return NULL;
	wasl_base64_write(text, v);
	return json_string(text);
}

static json_t *show_instant(int64_t at)
{
	char text[WASL_INSTANT_LEN + 1];

	wasl_instant_write(text, at);
	return json_string(text);
}

static json_t *show_list(const struct wasl_list *list,
			 const struct wasl_field *field)
{
	bool tuple = field->type == WASL_TYPE_TUPLE;
	json_t *out = json_array();

	for (size_t i = 0; i < list->n && out != NULL; i++) {
		json_t *item = show_value(&list->items[i],
					  &field->places[tuple ? i : 0]);

		if (json_array_append_new(out, item) != 0) {
			json_decref(out);
			out = NULL;
		}
	}
	return out;
}

static json_t *show_blob(const struct wasl_list *list,
			 const struct wasl_field *field)
{
	json_t *out = json_object();

	for (size_t i = 0; i < list->n && out != NULL; i++) {
		const struct wasl_field *place = &field->places[i];

		if (json_object_set_new(out, place->name,
					show_value(&list->items[i], place)) !=
		    0) {
			json_decref(out);
			out = NULL;
		}
	}
	return out;
}

static json_t *show_value(const struct wasl_value *v,
			  const struct wasl_field *field)
{
	switch (v->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return json_stringn(v->text.p, v->text.n);
	case WASL_TYPE_INT:
		return json_integer(v->number);
	case WASL_TYPE_BOOL:
		return json_boolean(v->number != 0);
	case WASL_TYPE_INSTANT:
		return show_instant(v->number);
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
		return show_hex(v->bytes);
	case WASL_TYPE_BYTES:
		return show_base64(v->bytes);
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
		return show_list(&v->list, field);
	case WASL_TYPE_BLOB:
		return show_blob(&v->list, field);
	case WASL_TYPE_BLOCK:
		return wasl_record_show(&v->block, &field->block->shape);
	}
	return NULL;
}

json_t *wasl_record_show(const struct wasl_record *record,
			 const struct wasl_shape *shape)
{
	json_t *out = json_object();

	for (size_t i = 0; i < record->n && out != NULL; i++) {
		const struct wasl_pair *e = &record->entries[i];
		const struct wasl_slot *slot = wasl_shape_get(shape, e->n);

		/* A record and its shape come together. */
		wasl_assert(slot != NULL);
		if (json_object_set_new(out, slot->field->name,
					show_value(&e->value, slot->field)) !=
		    0) {
			json_decref(out);
			out = NULL;
		}
	}
	return out;
}
