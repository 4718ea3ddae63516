/* Records from and to the det-CBOR map {field number: value} of spec §3. */
#include "calendar/civil.h"
#include "kind/record.h"
#include "kind/value.h"

/*
 * One pass over the bytes; the first fault ends it. Where the reader itself
 * has failed, what it yields is zeros, so its own message goes first.
 */
struct parsing {
	struct wasl_cbor c;
	struct wasl_arena *arena;
	const struct wasl_profile *profile;
	bool faulty;
	const char *pointer;
	struct wasl_fault fault;
};

static void stop(struct parsing *p, const char *pointer, const char *rule,
		 const char *text)
{
	if (p->faulty || p->c.rule != NULL)
		return;
	p->faulty = true;
	p->pointer = pointer;
	p->fault.rule = rule;
	if (text != p->fault.text) {
		size_t n = strlen(text);

		wasl_assert(n < sizeof(p->fault.text));
		memcpy(p->fault.text, text, n + 1);
	}
	wasl_cbor_fail(&p->c, "a field that its kind does not allow");
}

static void parse_value(struct wasl_value *out, struct parsing *p,
			const struct wasl_field *field, const char *pointer);
static void parse_shape(struct wasl_record *out, struct parsing *p,
			const struct wasl_shape *shape, const char *pointer);

static void parse_list(struct wasl_list *out, struct parsing *p,
		       const struct wasl_field *field, const char *pointer)
{
	bool tuple = field->type != WASL_TYPE_LIST;
	size_t n = wasl_cbor_enter_array(&p->c);
	struct wasl_value *items;

	if (tuple ? n != field->n_places : n > (uint64_t)field->max) {
		stop(p, pointer, "length", "has another number of items");
		return;
	}
	items = wasl_arena_take(p->arena, n + 1, sizeof(*items));
	if (items == NULL)
		return;
	for (size_t i = 0; i < n && p->c.rule == NULL; i++)
		parse_value(&items[i], p, &field->places[tuple ? i : 0],
			    wasl_pointer_item(p->arena, pointer, i));
	wasl_cbor_leave(&p->c);
	*out = (struct wasl_list){items, n};
}

static int64_t parse_instant(struct wasl_cbor *c)
{
	uint64_t v = wasl_cbor_uint(c);

	/* Anything larger fails the field's range as well. */
	return v > INT64_MAX ? INT64_MAX : (int64_t)v;
}

static void parse_form(struct wasl_value *out, struct parsing *p,
		       const struct wasl_field *field, const char *pointer)
{
	switch (field->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		out->text = wasl_cbor_text(&p->c);
		break;
	case WASL_TYPE_INT:
		out->number = wasl_cbor_int(&p->c);
		break;
	case WASL_TYPE_BOOL:
		out->number = wasl_cbor_bool(&p->c);
		break;
	case WASL_TYPE_INSTANT:
		out->number = parse_instant(&p->c);
		break;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		out->bytes = wasl_cbor_bytes(&p->c);
		break;
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
		parse_list(&out->list, p, field, pointer);
		break;
	case WASL_TYPE_BLOCK:
		parse_shape(&out->block, p, &field->block->shape, pointer);
		break;
	}
}

/* The CBOR type that a field's type has on the wire. */
static bool form_fits(enum wasl_type type, enum wasl_cbor_type form)
{
	switch (type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return form == WASL_CBOR_TEXT;
	case WASL_TYPE_INT:
		return form == WASL_CBOR_UINT || form == WASL_CBOR_NINT;
	case WASL_TYPE_BOOL:
		return form == WASL_CBOR_BOOL;
	case WASL_TYPE_INSTANT:
		return form == WASL_CBOR_UINT;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		return form == WASL_CBOR_BYTES;
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
		return form == WASL_CBOR_ARRAY;
	case WASL_TYPE_BLOCK:
		return form == WASL_CBOR_MAP;
	}
	return false;
}

static void parse_value(struct wasl_value *out, struct parsing *p,
			const struct wasl_field *field, const char *pointer)
{
	enum wasl_cbor_type form = wasl_cbor_peek(&p->c);

	out->type = field->type;
	if (form != WASL_CBOR_NONE && !form_fits(field->type, form)) {
		stop(p, pointer, "type", "is of another type");
		return;
	}
	parse_form(out, p, field, pointer);
	if (p->c.rule == NULL &&
	    !wasl_value_check(&p->fault, field, p->profile, out))
		stop(p, pointer, p->fault.rule, p->fault.text);
}

/* Every slot from `i` on must be one that may be absent. */
static void check_missing(struct parsing *p, const struct wasl_shape *shape,
			  size_t from, size_t to, const char *pointer)
{
	for (size_t i = from; i < to; i++) {
		const struct wasl_field *field = shape->slots[i].field;

		if (!shape->slots[i].need)
			continue;
		stop(p,
		     wasl_pointer_member(p->arena, pointer,
					 wasl_text_of(field->name)),
		     "missing", "is missing");
		return;
	}
}

/* What stands only beside another has it. */
static void check_alone(struct parsing *p, const struct wasl_shape *shape,
			const struct wasl_record *record, const char *pointer)
{
	for (size_t i = 0; i < record->n && p->c.rule == NULL; i++) {
		uint32_t with = wasl_shape_get(shape, record->entries[i].n)
					->field->with;
		const struct wasl_slot *slot =
			with == 0 ? NULL : wasl_shape_get(shape, with);

		if (slot != NULL && wasl_record_get(record, with) == NULL)
			stop(p,
			     wasl_pointer_member(
				     p->arena, pointer,
				     wasl_text_of(slot->field->name)),
			     "missing", "is missing");
	}
}

/* Slots and keys both rise by number, so one walk meets both. */
static void parse_shape(struct wasl_record *out, struct parsing *p,
			const struct wasl_shape *shape, const char *pointer)
{
	size_t n = wasl_cbor_enter_map(&p->c);
	struct wasl_pair *entries;
	size_t slot = 0;

	entries = wasl_arena_take(p->arena, n + 1, sizeof(*entries));
	if (entries == NULL)
		return;
	for (size_t i = 0; i < n && p->c.rule == NULL; i++) {
		uint64_t number = wasl_cbor_uint(&p->c);
		const struct wasl_field *field;
		size_t before = slot;

		while (slot < shape->n && shape->slots[slot].field->n < number)
			slot++;
		check_missing(p, shape, before, slot, pointer);
		if (slot == shape->n || shape->slots[slot].field->n != number) {
			stop(p, pointer, "unknown",
			     "has a field of an unknown number");
			return;
		}
		field = shape->slots[slot++].field;
		entries[i].n = field->n;
		parse_value(&entries[i].value, p, field,
			    wasl_pointer_member(p->arena, pointer,
						wasl_text_of(field->name)));
	}
	check_missing(p, shape, slot, shape->n, pointer);
	*out = (struct wasl_record){entries, n};
	check_alone(p, shape, out, pointer);
	wasl_cbor_leave(&p->c);
}

wasl_status wasl_record_parse(struct wasl_record *out, struct wasl_arena *arena,
			      const struct wasl_shape *shape,
			      const struct wasl_profile *profile, wasl_bytes in,
			      struct wasl_err *err)
{
	struct parsing p = {
		.c = wasl_cbor_init(in),
		.arena = arena,
		.profile = profile,
	};
	struct wasl_record record = {NULL, 0};

	*out = (struct wasl_record){NULL, 0};
	parse_shape(&record, &p, shape, "");
	WASL_TRY(wasl_arena_check(arena, err));
	if (p.faulty)
		return wasl_fail_at(err, WASL_SCHEMA, p.pointer, "%s %s",
				    *p.pointer == '\0' ? "record" : p.pointer,
				    p.fault.text);
	WASL_TRY(wasl_cbor_finish(&p.c, err));
	*out = record;
	return WASL_OK;
}

static void write_value(struct wasl_buf *buf, const struct wasl_value *v)
{
	switch (v->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		wasl_cbor_put_text(buf, v->text);
		break;
	case WASL_TYPE_INT:
		wasl_cbor_put_int(buf, v->number);
		break;
	case WASL_TYPE_BOOL:
		wasl_cbor_put_bool(buf, v->number != 0);
		break;
	case WASL_TYPE_INSTANT:
		wasl_cbor_put_uint(buf, (uint64_t)v->number);
		break;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		wasl_cbor_put_bytes(buf, v->bytes);
		break;
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
		wasl_cbor_put_array(buf, v->list.n);
		for (size_t i = 0; i < v->list.n; i++)
			write_value(buf, &v->list.items[i]);
		break;
	case WASL_TYPE_BLOCK:
		wasl_record_write(buf, &v->block);
		break;
	}
}

void wasl_record_write(struct wasl_buf *buf, const struct wasl_record *record)
{
	wasl_cbor_put_map(buf, record->n);
	for (size_t i = 0; i < record->n; i++) {
		wasl_cbor_put_uint(buf, record->entries[i].n);
		write_value(buf, &record->entries[i].value);
	}
}

const struct wasl_value *wasl_record_get(const struct wasl_record *record,
					 uint32_t n)
{
	for (size_t i = 0; i < record->n; i++)
		if (record->entries[i].n == n)
			return &record->entries[i].value;
	return NULL;
}
