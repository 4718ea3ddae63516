/* Codes, blocks and fields of a kind file. */
#include "calendar/civil.h"
#include "kind/blob.h"
#include "kind/build.h"

#include <stdlib.h>

/* --- codes ---------------------------------------------------------------- */

static bool check_code(struct wasl_build *b, const char *pointer,
		       wasl_text code)
{
	bool good = code.n > 0 && code.n <= WASL_KIND_NAME_MAX;

	for (size_t i = 0; i < code.n && good; i++) {
		char c = code.p[i];

		good = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		       (c >= '0' && c <= '9') || c == '_' || c == '-';
	}
	return good || wasl_build_fault(b->findings, pointer,
					"codes are of letters, digits, _, -");
}

/* A list of codes, or an object of code and anchor. */
static void build_list(struct wasl_build *b, struct wasl_codes *out,
		       const json_t *in, const char *pointer)
{
	bool anchored = json_is_object(in);
	size_t n = anchored ? json_object_size(in) : json_array_size(in);
	struct wasl_code *items =
		wasl_arena_take(b->arena, n + 1, sizeof(*items));
	void *at = anchored ? json_object_iter((json_t *)(uintptr_t)in) : NULL;

	if (n == 0 || n > WASL_KIND_CODES_MAX) {
		wasl_build_fault(b->findings, pointer,
				 "must have 1 to %d codes",
				 WASL_KIND_CODES_MAX);
		return;
	}
	for (size_t i = 0; i < n && items != NULL; i++) {
		wasl_text code =
			anchored ? wasl_text_of(json_object_iter_key(at))
				 : wasl_json_text(json_array_get(in, i));
		wasl_text anchor = {"", 0};

		if (anchored) {
			anchor = wasl_json_text(json_object_iter_value(at));
			at = json_object_iter_next((json_t *)(uintptr_t)in, at);
		}
		if (anchor.p == NULL)
			wasl_build_fault(b->findings, pointer,
					 "an anchor must be a text");
		if (!check_code(b, pointer, code) || anchor.p == NULL)
			return;
		out->items = items;
		if (wasl_codes_have(out, code))
			wasl_build_fault(b->findings, pointer,
					 "has a code twice");
		items[i].code = wasl_build_copy(b, code);
		items[i].anchor = wasl_build_copy(b, anchor);
		out->n = i + 1;
	}
}

void wasl_build_codes(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "codes");
	size_t n = json_object_size(in);
	struct wasl_codes *codes =
		wasl_arena_take(b->arena, n + 1, sizeof(*codes));
	const char *name;
	json_t *list;
	size_t i = 0;

	if (codes == NULL)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, list)
	{
		const char *pointer = wasl_pointer_member(b->arena, "/codes",
							  wasl_text_of(name));

		wasl_build_name(b, name, pointer);
		codes[i].name = wasl_build_copy(b, wasl_text_of(name));
		build_list(b, &codes[i++], list, pointer);
	}
	b->kind->codes = codes;
	b->kind->n_codes = n;
}

/* --- fields --------------------------------------------------------------- */

static const struct wasl_block *find_block(const struct wasl_build *b,
					   wasl_text name)
{
	for (size_t i = 0; i < b->n_blocks; i++)
		if (wasl_text_is(name, b->blocks[i].name))
			return &b->blocks[i];
	return NULL;
}

static void build_of(struct wasl_build *b, struct wasl_field *out,
		     const json_t *in, const char *pointer)
{
	const char *of = wasl_build_text(b, in, pointer, "of");

	if (of == NULL)
		wasl_build_fault(b->findings, pointer,
				 "a code field needs \"of\"");
	else if (strncmp(of, "$profile/", 9) == 0)
		out->profile_path = of;
	else
		out->codes = wasl_kind_codes(b->kind, of);
	if (of != NULL && out->profile_path == NULL && out->codes == NULL)
		wasl_build_fault(b->findings, pointer,
				 "there is no code list \"%s\"", of);
}

/* What `min` and `max` count, and how far they may go. */
static void build_bounds(struct wasl_build *b, struct wasl_field *out,
			 const json_t *in, const char *pointer)
{
	static const struct {
		int64_t low, high, min, max;
	} of[] = {
		[WASL_TYPE_TEXT] = {0, WASL_KIND_FILE_MAX, 1, WASL_TEXT_MAX},
		[WASL_TYPE_INT] = {-WASL_JSON_INT_MAX, WASL_JSON_INT_MAX,
				   -WASL_JSON_INT_MAX, WASL_JSON_INT_MAX},
		[WASL_TYPE_INSTANT] = {0, WASL_INSTANT_MAX, 0,
				       WASL_INSTANT_MAX},
		[WASL_TYPE_BYTES] = {1, WASL_KIND_FILE_MAX, 1, WASL_TEXT_MAX},
		[WASL_TYPE_LIST] = {0, WASL_CBOR_ITEMS_MAX, 1, WASL_LIST_MAX},
		[WASL_TYPE_HASH] = {32, 32, 32, 32},
		[WASL_TYPE_ID] = {16, 16, 16, 16},
		[WASL_TYPE_BLOB] = {0, 0, 0, 0},
		[WASL_TYPE_BLOCK] = {0, 0, 0, 0},
	};

	out->min = wasl_build_int(b, in, pointer, "min", of[out->type].low,
				  of[out->type].high, of[out->type].min);
	out->max = wasl_build_int(b, in, pointer, "max", of[out->type].low,
				  of[out->type].high, of[out->type].max);
	if (out->min > out->max)
		wasl_build_fault(b->findings, pointer,
				 "\"min\" is above \"max\"");
}

static void build_type(struct wasl_build *b, struct wasl_field *out,
		       const json_t *in, const char *pointer, size_t depth);

/* Lists have one place, "item"; tuples have "places". */
static void build_places(struct wasl_build *b, struct wasl_field *out,
			 const json_t *in, const char *pointer, size_t depth)
{
	bool tuple = out->type == WASL_TYPE_TUPLE;
	const json_t *all = json_object_get(in, tuple ? "places" : "item");
	size_t n = tuple ? json_array_size(all) : 1;
	struct wasl_field *places =
		wasl_arena_take(b->arena, n + 1, sizeof(*places));

	if (all == NULL || n == 0)
		wasl_build_fault(b->findings, pointer, "\"%s\" is missing",
				 tuple ? "places" : "item");
	for (size_t i = 0; i < n && places != NULL && all != NULL; i++) {
		places[i].name = "";
		build_type(b, &places[i], tuple ? json_array_get(all, i) : all,
			   pointer, depth + 1);
	}
	out->places = places;
	out->n_places = n;
}

/* `depth` bounds the recursion; blocks are measured once all are there. */
static void build_type(struct wasl_build *b, struct wasl_field *out,
		       const json_t *in, const char *pointer, size_t depth)
{
	wasl_text type = wasl_json_text(json_object_get(in, "type"));
	/* The first three belong to fields, not to elements of lists. */
	static const char *const members[] = {
		"n",	"need",	 "with",  "type", "min", "max",	   "of",
		"seal", "index", "words", "item", "key", "places", NULL};

	wasl_build_members(b, in, pointer, depth == 0 ? members : members + 3);
	out->seal = wasl_build_flag(b, in, pointer, "seal");
	out->index = wasl_build_flag(b, in, pointer, "index");
	out->words = wasl_build_flag(b, in, pointer, "words");
	out->block = find_block(b, type);
	if (out->block != NULL) {
		out->type = WASL_TYPE_BLOCK;
	} else if (!wasl_type_find(&out->type, type) ||
		   out->type == WASL_TYPE_BLOCK) {
		wasl_build_fault(b->findings, pointer,
				 "\"type\" is no type and no block");
		return;
	}
	if (depth > WASL_FIELD_DEPTH_MAX) {
		wasl_build_fault(b->findings, pointer, "is nested too deep");
		return;
	}
	if (out->words && out->type != WASL_TYPE_TEXT)
		wasl_build_fault(b->findings, pointer,
				 "only a text is \"words\"");
	build_bounds(b, out, in, pointer);
	if (out->type == WASL_TYPE_CODE)
		build_of(b, out, in, pointer);
	if (out->type == WASL_TYPE_BLOB) {
		out->places = wasl_blob_places;
		out->n_places = WASL_BLOB_PLACES;
	}
	if (out->type == WASL_TYPE_LIST || out->type == WASL_TYPE_TUPLE)
		build_places(b, out, in, pointer, depth);
}

static int compare_slots(const void *a, const void *b)
{
	const struct wasl_slot *x = a;
	const struct wasl_slot *y = b;

	return (x->field->n > y->field->n) - (x->field->n < y->field->n);
}

/* `with` names another field of the same section or block. */
static void build_with(struct wasl_build *b, struct wasl_field *field,
		       const struct wasl_shape *shape, const json_t *in,
		       const char *pointer)
{
	const char *with = wasl_build_text(b, json_object_get(in, field->name),
					   pointer, "with");
	const struct wasl_slot *slot =
		with == NULL ? NULL
			     : wasl_shape_find(shape, wasl_text_of(with));

	if (with == NULL)
		return;
	if (slot == NULL || slot->field == field)
		wasl_build_fault(b->findings, pointer,
				 "\"with\" of \"%s\" is no field beside it",
				 field->name);
	else
		field->with = slot->field->n;
}

struct wasl_shape wasl_build_shape(struct wasl_build *b, const json_t *in,
				   const char *pointer)
{
	size_t n = json_object_size(in);
	struct wasl_field *fields =
		wasl_arena_take(b->arena, n + 1, sizeof(*fields));
	struct wasl_slot *slots =
		wasl_arena_take(b->arena, n + 1, sizeof(*slots));
	const char *name;
	json_t *def;
	size_t i = 0;

	if (fields == NULL || slots == NULL)
		return (struct wasl_shape){NULL, 0};
	json_object_foreach((json_t *)(uintptr_t)in, name, def)
	{
		const char *at = wasl_pointer_member(b->arena, pointer,
						     wasl_text_of(name));

		wasl_build_name(b, name, at);
		fields[i].name = wasl_build_copy(b, wasl_text_of(name));
		fields[i].n = wasl_build_number(b, def, at);
		build_type(b, &fields[i], def, at, 0);
		slots[i].field = &fields[i];
		slots[i].need = wasl_build_flag(b, def, at, "need");
		i++;
	}
	qsort(slots, n, sizeof(*slots), compare_slots);
	for (i = 1; i < n; i++)
		if (slots[i].field->n == slots[i - 1].field->n)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" and \"%s\" have one number",
					 slots[i - 1].field->name,
					 slots[i].field->name);
	for (i = 0; i < n; i++)
		build_with(b, &fields[i], &(struct wasl_shape){slots, n}, in,
			   pointer);
	return (struct wasl_shape){slots, n};
}

/* `key` names a field of the item's block, so it waits for all blocks. */
static void build_keys(struct wasl_build *b, const struct wasl_shape *shape,
		       const json_t *in, const char *pointer)
{
	for (size_t i = 0; i < shape->n; i++) {
		/* The slot's field is ours still, being built. */
		struct wasl_field *field =
			(struct wasl_field *)(uintptr_t)shape->slots[i].field;
		const char *key = wasl_build_text(
			b, json_object_get(in, field->name), pointer, "key");
		const struct wasl_block *block =
			field->n_places == 1 ? field->places[0].block : NULL;
		const struct wasl_slot *slot =
			key == NULL || block == NULL
				? NULL
				: wasl_shape_find(&block->shape,
						  wasl_text_of(key));

		if (key == NULL)
			continue;
		if (slot == NULL)
			wasl_build_fault(b->findings, pointer,
					 "\"key\" of \"%s\" is no field of its "
					 "items",
					 field->name);
		else
			field->key = slot->field->n;
	}
}

/* --- nesting -------------------------------------------------------------- */

/* How many containers a value opens, as far as the blocks are measured. */
static size_t field_depth(const struct wasl_build *b, const size_t *depths,
			  const struct wasl_field *field)
{
	size_t deepest = 0;

	if (field->type == WASL_TYPE_BLOCK)
		return depths[field->block - b->blocks];
	for (size_t i = 0; i < field->n_places; i++) {
		size_t d = field_depth(b, depths, &field->places[i]);

		deepest = d > deepest ? d : deepest;
	}
	return field->n_places == 0 ? 0 : deepest + 1;
}

static size_t shape_depth(const struct wasl_build *b, const size_t *depths,
			  const struct wasl_shape *shape)
{
	size_t deepest = 0;

	for (size_t i = 0; i < shape->n; i++) {
		size_t d = field_depth(b, depths, shape->slots[i].field);

		deepest = d > deepest ? d : deepest;
	}
	return deepest;
}

/*
 * Each round measures one block deeper; after as many rounds as a record may
 * be deep all that are allowed are measured, and a block in itself has grown
 * beyond the limit.
 */
static void check_nesting(struct wasl_build *b)
{
	size_t *depths =
		wasl_arena_take(b->arena, b->n_blocks + 1, sizeof(*depths));

	if (depths == NULL)
		return;
	for (size_t round = 0; round <= WASL_FIELD_DEPTH_MAX; round++)
		for (size_t i = 0; i < b->n_blocks; i++)
			depths[i] =
				1 + shape_depth(b, depths, &b->blocks[i].shape);
	for (size_t i = 0; i < b->n_blocks; i++)
		if (depths[i] > WASL_FIELD_DEPTH_MAX)
			wasl_build_fault(b->findings, "/blocks",
					 "\"%s\" is nested too deep",
					 b->blocks[i].name);
	if (shape_depth(b, depths, &b->fields) > WASL_FIELD_DEPTH_MAX)
		wasl_build_fault(b->findings, "/fields",
				 "a field is nested too deep");
}

void wasl_build_blocks(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "blocks");
	size_t n = json_object_size(in);
	const char *name;
	json_t *fields;
	size_t i = 0;

	b->blocks = wasl_arena_take(b->arena, n + 1, sizeof(*b->blocks));
	if (b->blocks == NULL)
		return;
	/* Names first, so that a block may hold one that comes later. */
	json_object_foreach((json_t *)(uintptr_t)in, name, fields)
		b->blocks[i++]
			.name = wasl_build_copy(b, wasl_text_of(name));
	b->n_blocks = n;
	for (i = 0; i < n && !b->arena->over; i++) {
		struct wasl_block *block = &b->blocks[i];
		const char *pointer = wasl_pointer_member(
			b->arena, "/blocks", wasl_text_of(block->name));
		enum wasl_type type;

		wasl_build_name(b, block->name, pointer);
		if (wasl_type_find(&type, wasl_text_of(block->name)))
			wasl_build_fault(b->findings, pointer,
					 "has the name of a type");
		block->shape = wasl_build_shape(
			b, json_object_get(in, block->name), pointer);
		if (block->shape.n == 0 || block->shape.n > WASL_CBOR_PAIRS_MAX)
			wasl_build_fault(b->findings, pointer,
					 "must have 1 to %d fields",
					 WASL_CBOR_PAIRS_MAX);
	}
	for (i = 0; i < n && !b->arena->over && wasl_build_whole(b); i++)
		build_keys(b, &b->blocks[i].shape,
			   json_object_get(in, b->blocks[i].name), "/blocks");
}

void wasl_build_fields(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "fields");

	b->fields = wasl_build_shape(b, in, "/fields");
	/* What follows looks into the fields, so they must be whole. */
	if (b->arena->over || !wasl_build_whole(b))
		return;
	build_keys(b, &b->fields, in, "/fields");
	check_nesting(b);
}
