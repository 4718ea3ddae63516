#include "node/corrected.h"

#include "base/alloc.h"
#include "base/text.h"
#include "crypto/envelope.h"
#include "kind/act.h"
#include "kind/record.h"
#include "kind/value.h"

/* One act as it is read. */
#define ACT_ARENA_MAX ((size_t)256 * 1024)

const wasl_text *node_corrections_get(const struct node_corrections *all,
				      wasl_text field)
{
	for (size_t i = 0; all != NULL && i < all->n; i++)
		if (wasl_text_eq(all->items[i].field, field))
			return &all->items[i].value;
	return NULL;
}

static struct node_correction *place(struct node_corrections *all,
				     struct wasl_arena *arena, wasl_text field)
{
	for (size_t i = 0; i < all->n; i++)
		if (wasl_text_eq(all->items[i].field, field))
			return &all->items[i];
	if (all->n == NODE_CORRECTIONS_MAX)
		return NULL;
	all->items[all->n].field =
		(wasl_text){wasl_arena_text(arena, field), field.n};
	return &all->items[all->n++];
}

static wasl_text text_of(const struct wasl_record *record,
			 const struct wasl_shape *shape, const char *name)
{
	const struct wasl_slot *slot =
		wasl_shape_find(shape, wasl_text_of(name));
	const struct wasl_value *value =
		slot == NULL ? NULL : wasl_record_get(record, slot->field->n);

	return value != NULL && value->type == WASL_TYPE_TEXT
		       ? value->text
		       : (wasl_text){NULL, 0};
}

static wasl_status take(struct node_corrections *all, struct wasl_arena *arena,
			const struct wasl_act_def *def, wasl_bytes plain,
			struct wasl_err *err)
{
	wasl_autoarena scratch = wasl_arena_init(ACT_ARENA_MAX);
	struct node_correction *to;
	struct wasl_record record;
	struct wasl_act act;
	wasl_text field, value;

	if (wasl_act_parse(&act, &scratch, plain, NULL) != WASL_OK ||
	    wasl_record_parse(&record, &scratch, &def->shape, NULL, act.fields,
			      NULL) != WASL_OK)
		return wasl_arena_check(&scratch, err);
	field = text_of(&record, &def->shape, "corrected_field");
	value = text_of(&record, &def->shape, "new_value");
	if (field.p == NULL || value.p == NULL ||
	    field.n > NODE_CORRECTION_FIELD || value.n > NODE_CORRECTION_BYTES)
		return WASL_OK;
	to = place(all, arena, field);
	if (to != NULL)
		to->value = (wasl_text){wasl_arena_text(arena, value), value.n};
	return wasl_arena_check(arena, err);
}

static wasl_status take_row(struct node_corrections *all,
			    struct wasl_arena *arena,
			    const struct node_dossier *d,
			    const struct wasl_act_def *def,
			    struct wasl_rows *row, struct wasl_err *err)
{
	const struct wasl_pos at = {wasl_rows_text(row, "origin"),
				    wasl_rows_u64(row, "idx")};
	wasl_bytes bytes = wasl_rows_bytes(row, "envelope");
	wasl_autofree uint8_t *space = wasl_alloc(bytes.n, 1);
	struct wasl_buf plain = {.p = space, .cap = bytes.n};
	struct wasl_envelope env;

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	if (wasl_envelope_parse(&env, bytes, NULL) != WASL_OK ||
	    wasl_envelope_open(&plain, &env, &at, d->key, NULL) != WASL_OK)
		return WASL_OK;
	return take(all, arena, def, wasl_buf_bytes(&plain), err);
}

wasl_status node_corrections_read(struct store_reader *r,
				  struct wasl_arena *arena,
				  struct node_corrections *out,
				  const struct node_dossier *d,
				  struct wasl_err *err)
{
	const struct wasl_act_def *def =
		d->kind == NULL
			? NULL
			: wasl_kind_act_named(d->kind, WASL_TEXT("correct"));
	wasl_autorows struct wasl_rows rows = {0};

	*out = (struct node_corrections){0};
	if (def == NULL)
		return WASL_OK;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER_ACT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  wasl_arg_u64(def->n))));
	while (wasl_rows_next(&rows)) {
		if (out->items == NULL)
			out->items =
				wasl_arena_take(arena, NODE_CORRECTIONS_MAX,
						sizeof(*out->items));
		WASL_TRY(wasl_arena_check(arena, err));
		WASL_TRY(take_row(out, arena, d, def, &rows, err));
	}
	return wasl_rows_finish(&rows, err);
}
