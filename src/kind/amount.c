#include "kind/amount.h"

#include "cbor/cbor.h"

/** Where a block says what, how much, of which unit. */
struct places {
	uint32_t list;
	const struct wasl_field *what, *unit, *quantity;
};

/* The field of that name and type; a code must have a list of its own. */
static const struct wasl_field *typed(const struct wasl_shape *shape,
				      const char *name, enum wasl_type type)
{
	const struct wasl_slot *slot =
		wasl_shape_find(shape, wasl_text_of(name));

	if (slot == NULL || slot->field->type != type ||
	    (type == WASL_TYPE_CODE && slot->field->codes == NULL))
		return NULL;
	return slot->field;
}

static bool find(struct places *out, const struct wasl_act_def *act)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&act->shape, WASL_TEXT("seized"));
	const struct wasl_shape *shape;

	if (slot == NULL || slot->field->type != WASL_TYPE_LIST ||
	    slot->field->places[0].type != WASL_TYPE_BLOCK)
		return false;
	shape = &slot->field->places[0].block->shape;
	out->list = slot->field->n;
	out->what = typed(shape, "type", WASL_TYPE_CODE);
	out->unit = typed(shape, "unit", WASL_TYPE_CODE);
	out->quantity = typed(shape, "quantity", WASL_TYPE_INT);
	return out->what != NULL && out->unit != NULL && out->quantity != NULL;
}

uint32_t wasl_amounts_field(const struct wasl_act_def *act)
{
	struct places p;

	return find(&p, act) ? p.list : 0;
}

static const char *read_code(struct wasl_cbor *c,
			     const struct wasl_field *field)
{
	int at;

	if (wasl_cbor_peek(c) != WASL_CBOR_TEXT) {
		wasl_cbor_skip(c);
		return NULL;
	}
	at = wasl_codes_find(field->codes, wasl_cbor_text(c));
	return at < 0 ? NULL : field->codes->items[at].code;
}

static int64_t read_quantity(struct wasl_cbor *c)
{
	if (wasl_cbor_peek(c) == WASL_CBOR_UINT)
		return (int64_t)(wasl_cbor_uint(c) & INT64_MAX);
	wasl_cbor_skip(c);
	return 0;
}

static struct wasl_amount read_one(struct wasl_cbor *c, const struct places *p)
{
	struct wasl_amount out = {NULL, NULL, 0};
	size_t n;

	if (wasl_cbor_peek(c) != WASL_CBOR_MAP) {
		wasl_cbor_skip(c);
		return out;
	}
	n = wasl_cbor_enter_map(c);
	for (size_t i = 0; i < n && wasl_cbor_more(c); i++) {
		uint64_t number = wasl_cbor_uint(c);

		if (number == p->what->n)
			out.what = read_code(c, p->what);
		else if (number == p->unit->n)
			out.unit = read_code(c, p->unit);
		else if (number == p->quantity->n)
			out.quantity = read_quantity(c);
		else
			wasl_cbor_skip(c);
	}
	wasl_cbor_leave(c);
	return out;
}

size_t wasl_amounts_read(const struct wasl_amount **out,
			 struct wasl_arena *arena,
			 const struct wasl_act_def *act, wasl_bytes value)
{
	struct wasl_cbor c = wasl_cbor_init(value);
	struct wasl_amount *list =
		wasl_arena_take(arena, WASL_AMOUNTS_MAX, sizeof(*list));
	struct places p;
	size_t n, found = 0;

	*out = list;
	if (list == NULL || !find(&p, act) ||
	    wasl_cbor_peek(&c) != WASL_CBOR_ARRAY)
		return 0;
	n = wasl_cbor_enter_array(&c);
	for (size_t i = 0; i < n && wasl_cbor_more(&c); i++) {
		struct wasl_amount one = read_one(&c, &p);

		if (one.what != NULL && one.unit != NULL &&
		    found < WASL_AMOUNTS_MAX)
			list[found++] = one;
	}
	return found;
}
