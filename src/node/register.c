#include "node/register.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "kind/personal.h"

/* Names of the personal fields of one act; necessity as a record takes it. */
#define FIELDS_MAX    1024
#define NECESSITY_MAX 4096

static struct wasl_cell cell_of(const struct wasl_dossier_id *id)
{
	return (struct wasl_cell){.table = WASL_TEXT("transfer"),
				  .column = WASL_TEXT("sealed"),
				  .row = wasl_dossier_id_bytes(id)};
}

static wasl_text text_of(const struct node_making *m, const char *field)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&m->def->shape, wasl_text_of(field));
	const struct wasl_value *value =
		slot == NULL ? NULL
			     : wasl_record_get(&m->record, slot->field->n);

	if (value == NULL ||
	    (value->type != WASL_TYPE_TEXT && value->type != WASL_TYPE_CODE))
		return (wasl_text){"", 0};
	return value->text;
}

/* The fields with personal text that the act has. */
static void personal(struct wasl_buf *out, const struct node_making *m)
{
	for (size_t i = 0; i < m->def->shape.n; i++) {
		const struct wasl_field *field = m->def->shape.slots[i].field;

		if (!wasl_field_personal(field) ||
		    !wasl_record_get(&m->record, field->n))
			continue;
		if (out->n > 0)
			wasl_buf_put_u8(out, ',');
		wasl_buf_put_text(out, field->name);
	}
}

wasl_status node_register_left(struct wasl_node *node, struct store_tx *tx,
			       const struct node_making *m,
			       struct wasl_err *err)
{
	uint8_t space[FIELDS_MAX], room[NECESSITY_MAX + WASL_REST_OVERHEAD];
	struct wasl_buf fields = WASL_BUF(space), sealed = WASL_BUF(room);
	struct wasl_cell cell = cell_of(&m->dossier->id);
	wasl_text necessity = text_of(m, "necessity");

	personal(&fields, m);
	if (fields.n == 0)
		return WASL_OK;
	if (fields.over || necessity.n > NECESSITY_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "long");
	wasl_rest_seal(&sealed, &node->random, m->dossier->key, &cell,
		       wasl_text_bytes(necessity));
	return wasl_store_exec(
		tx, WASL_SQL_TRANSFER_PUT, err,
		WASL_ARGS(
			wasl_arg_int(m->act.time), wasl_arg_int(m->peer->id),
			wasl_arg_bytes(wasl_dossier_id_bytes(&m->dossier->id)),
			wasl_arg_str(m->def->name),
			wasl_arg_text(text_of(m, "transfer_basis")),
			wasl_arg_text(
				(wasl_text){(const char *)space, fields.n}),
			wasl_arg_text(m->act.author),
			wasl_arg_text(m->act.approver),
			wasl_arg_bytes(wasl_buf_bytes(&sealed))));
}

/* --- reading -------------------------------------------------------------- */

/* "" where the dossier's key is gone: the purge took it. */
static wasl_status open_necessity(struct wasl_node *node,
				  struct wasl_arena *arena, const char **out,
				  struct wasl_rows *row, struct wasl_err *err)
{
	wasl_autosecret key = {0};
	struct wasl_keyd_dossier ask = {.key = &key};
	uint8_t room[NECESSITY_MAX];
	struct wasl_buf plain = WASL_BUF(room);
	struct wasl_cell cell;

	*out = "";
	if (wasl_rows_null(row, "wrapped"))
		return WASL_OK;
	wasl_rows_copy(row, "dossier_id", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	cell = cell_of(&ask.id);
	if (ask.status != WASL_OK ||
	    wasl_rest_open(&plain, &key, &cell, wasl_rows_bytes(row, "sealed"),
			   NULL) != WASL_OK)
		return WASL_OK;
	*out = wasl_arena_text(arena, (wasl_text){(const char *)room, plain.n});
	return WASL_OK;
}

static wasl_status take_row(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_transfer *out,
			    struct wasl_rows *row, struct wasl_err *err)
{
	const struct {
		const char **to;
		const char *column;
	} texts[] = {
		{&out->peer, "peer"},	  {&out->side, "side"},
		{&out->ref, "ref"},	  {&out->act, "act"},
		{&out->basis, "basis"},	  {&out->fields, "fields"},
		{&out->author, "author"}, {&out->approver, "approver"},
	};

	out->id = wasl_rows_int(row, "id");
	out->at = wasl_rows_int(row, "at");
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].to = wasl_arena_text(
			arena, wasl_rows_text(row, texts[i].column));
	return open_necessity(node, arena, &out->necessity, row, err);
}

wasl_status wasl_node_register_get(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_transfer **out, size_t *n,
				   const struct wasl_node_transfer_ask *ask,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_REGISTER, err));
	*out = wasl_arena_take(arena, ask->limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_TRANSFER_LIST, err,
				  WASL_ARGS(wasl_arg_int(ask->since),
					    wasl_arg_int(ask->after_at),
					    wasl_arg_int(ask->after_id),
					    wasl_arg_int(ask->limit))));
	while (*n < ask->limit && wasl_rows_next(&rows))
		WASL_TRY(take_row(node, arena, &(*out)[(*n)++], &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}
