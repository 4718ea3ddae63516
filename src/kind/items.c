/* `items` of a kind file: what gets an answer each. */
#include "kind/build.h"

/* A field of the file by name, for a member that names one. */
static const struct wasl_field *named_field(struct wasl_build *b,
					    const json_t *in, const char *name,
					    const char *pointer)
{
	const char *word = wasl_build_text(b, in, pointer, name);
	const struct wasl_slot *slot =
		word == NULL ? NULL
			     : wasl_shape_find(&b->fields, wasl_text_of(word));

	if (word != NULL && slot == NULL)
		wasl_build_fault(b->findings, pointer,
				 "\"%s\" names \"%s\", which is no field", name,
				 word);
	return slot == NULL ? NULL : slot->field;
}

/* An int that can only be a key: 1 … WASL_ITEMS_MAX. */
static bool is_key(const struct wasl_field *field)
{
	return field != NULL && field->type == WASL_TYPE_INT &&
	       field->min >= 1 && field->max <= WASL_ITEMS_MAX;
}

/* The key field of a list of blocks; NULL if it has none that will do. */
static const struct wasl_field *key_of(const struct wasl_field *list)
{
	const struct wasl_slot *slot =
		list == NULL || list->type != WASL_TYPE_LIST || list->key == 0
			? NULL
			: wasl_shape_get(&list->places[0].block->shape,
					 list->key);

	return slot != NULL && slot->need && is_key(slot->field) ? slot->field
								 : NULL;
}

static void build_source(struct wasl_build *b, struct wasl_item_def *out,
			 const json_t *in, const char *pointer)
{
	const struct wasl_field *list = named_field(b, in, "list", pointer);
	const struct wasl_field *count = named_field(b, in, "count", pointer);
	const struct wasl_field *key = key_of(list);

	if ((list == NULL) == (count == NULL))
		wasl_build_fault(b->findings, pointer,
				 "has either \"list\" or \"count\"");
	if (list != NULL && key == NULL)
		wasl_build_fault(b->findings, pointer,
				 "\"list\" is no list of blocks whose \"key\" "
				 "is an int that is needed, from 1 to %d",
				 WASL_ITEMS_MAX);
	if (count != NULL && !is_key(count))
		wasl_build_fault(b->findings, pointer,
				 "\"count\" is no int from 1 to %d",
				 WASL_ITEMS_MAX);
	out->list = list == NULL ? 0 : list->n;
	out->list_key = key == NULL ? 0 : key->n;
	out->count = count == NULL ? 0 : count->n;
}

/* A list of blocks with key and code. */
static const struct wasl_field *block_code(struct wasl_build *b,
					   struct wasl_item_def *out,
					   const struct wasl_field *list,
					   const char *code)
{
	const struct wasl_field *key = key_of(list);
	const struct wasl_slot *slot =
		key == NULL || code == NULL
			? NULL
			: wasl_shape_find(&list->places[0].block->shape,
					  wasl_text_of(code));

	(void)b;
	if (slot == NULL || !slot->need)
		return NULL;
	out->answer_key = key->n;
	out->code = slot->field->n;
	return slot->field;
}

/* A list of tuples that begin with key and code. */
static const struct wasl_field *tuple_code(const struct wasl_field *list)
{
	const struct wasl_field *tuple = &list->places[0];

	return tuple->type == WASL_TYPE_TUPLE && tuple->n_places >= 2 &&
			       is_key(&tuple->places[0])
		       ? &tuple->places[1]
		       : NULL;
}

static void build_answers(struct wasl_build *b, struct wasl_item_def *out,
			  const json_t *in, const char *pointer)
{
	const struct wasl_field *list = named_field(b, in, "answers", pointer);
	const char *code = wasl_build_text(b, in, pointer, "code");
	const struct wasl_field *field = NULL;

	if (list != NULL && list->type == WASL_TYPE_LIST)
		field = list->places[0].block != NULL
				? block_code(b, out, list, code)
				: tuple_code(list);
	if (field == NULL || field->type != WASL_TYPE_CODE ||
	    field->codes == NULL || (out->code == 0) != (code == NULL)) {
		wasl_build_fault(b->findings, pointer,
				 "\"answers\" is a list of blocks with an int "
				 "\"key\" from 1 to %d and the code field "
				 "\"code\", both needed, or of tuples that "
				 "begin with such an int and a code",
				 WASL_ITEMS_MAX);
		return;
	}
	out->answers = list->n;
	out->codes = field->codes;
}

/* Which sides can make items; the opener's acts and the partner's. */
static unsigned sides_of(const struct wasl_kind *kind,
			 const struct wasl_item_def *def)
{
	uint32_t n = def->list != 0 ? def->list : def->count;
	unsigned sides = 0;

	for (size_t i = 0; i < kind->n_acts; i++)
		if (wasl_shape_get(&kind->acts[i].shape, n) != NULL)
			sides |= kind->acts[i].by;
	return sides;
}

static bool is_answered(const struct wasl_kind *kind,
			const struct wasl_item_def *def)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (wasl_shape_get(&kind->acts[i].shape, def->answers) != NULL)
			return true;
	return false;
}

static void build_item(struct wasl_build *b, struct wasl_item_def *out,
		       const char *name, const json_t *in, const char *pointer)
{
	static const char *const members[] = {"list", "count", "answers",
					      "code", "anew",  NULL};
	unsigned sides;

	wasl_build_members(b, in, pointer, members);
	wasl_build_name(b, name, pointer);
	out->name = wasl_build_copy(b, wasl_text_of(name));
	out->anew = wasl_build_flag(b, in, pointer, "anew");
	build_source(b, out, in, pointer);
	build_answers(b, out, in, pointer);
	sides = sides_of(b->kind, out);
	if (sides == 0 || !is_answered(b->kind, out))
		wasl_build_fault(b->findings, pointer,
				 "no act makes, or no act answers, \"%s\"",
				 name);
	out->shared = sides == WASL_EITHER && out->list != 0;
	if (sides == WASL_EITHER && (out->count != 0 || out->anew))
		wasl_build_fault(b->findings, pointer,
				 "acts of one side only may make items by "
				 "\"count\", or \"anew\"");
}

void wasl_build_items(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "items");
	size_t n = json_object_size(in);
	struct wasl_item_def *items =
		wasl_arena_take(b->arena, n + 1, sizeof(*items));
	const char *name;
	json_t *def;
	size_t i = 0;

	if (n > WASL_KIND_ITEMS_MAX)
		wasl_build_fault(b->findings, "/items", "has more than %d",
				 WASL_KIND_ITEMS_MAX);
	if (items == NULL || n > WASL_KIND_ITEMS_MAX)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, def) build_item(
		b, &items[i++], name, def,
		wasl_pointer_member(b->arena, "/items", wasl_text_of(name)));
	b->kind->items = items;
	b->kind->n_items = n;
}
