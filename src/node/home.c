#include "node/home.h"

#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/fault.h"

/* --- the parent -------------------------------------------------------------
 */

static const char *parent_name(const struct node_making *m)
{
	const struct wasl_slot *slot =
		m->def != m->kind->opening || m->kind->parent.field == 0
			? NULL
			: wasl_shape_get(&m->def->shape, m->kind->parent.field);

	return slot == NULL ? NULL : slot->field->name;
}

/* An id that this node knows from another line would tell of it. */
static wasl_status check_line(struct store_reader *r,
			      const struct node_making *m, const char *name,
			      wasl_text hex, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_dossier_id id;
	wasl_status status;

	if (wasl_hex_parse(id.b, sizeof(id.b), hex) != WASL_OK)
		return WASL_OK;
	status = wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&id))));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	if (wasl_rows_int(&row, "peer_id") != m->peer->id)
		return wasl_fault_of(
			err, WASL_CONFLICT,
			wasl_pointer_member(m->arena, "", wasl_text_of(name)),
			"parent-other",
			WASL_FAULT_T("reference", wasl_text_of(name)));
	return wasl_rows_finish(&row, err);
}

static wasl_status replace(struct wasl_node *node, struct store_reader *r,
			   const struct node_making *m, const char *name,
			   json_t *out, struct wasl_err *err)
{
	wasl_text ref = wasl_json_text(json_object_get(out, name));
	char hex[WASL_HEX_LEN(sizeof(struct wasl_dossier_id)) + 1];
	struct wasl_dossier_id id;
	struct node_peer *peer;

	if (ref.p == NULL || memchr(ref.p, '-', ref.n) == NULL)
		return check_line(r, m, name, ref, err);
	WASL_TRY(node_find_ref(node, r, ref, &peer, &id, err));
	if (peer != m->peer)
		return wasl_fault_of(
			err, WASL_CONFLICT, "", "parent-line",
			WASL_FAULT_T("reference", wasl_text_of(name)),
			WASL_FAULT_T("peer", wasl_text_of(peer->keys.partner)));
	wasl_hex_write(hex, wasl_dossier_id_bytes(&id));
	return json_object_set_new(out, name, json_string(hex)) == 0
		       ? WASL_OK
		       : wasl_fail(err, WASL_NO_MEMORY, "fields");
}

wasl_status node_home_fields(struct wasl_node *node, struct store_reader *r,
			     const struct node_making *m, const json_t *fields,
			     json_t **out, struct wasl_err *err)
{
	const struct wasl_shape *shape = &m->def->shape;

	*out = json_copy((json_t *)(uintptr_t)fields);
	if (*out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	for (size_t i = 0; i < shape->n; i++)
		if (shape->slots[i].field->type == WASL_TYPE_ID)
			WASL_TRY(replace(node, r, m,
					 shape->slots[i].field->name, *out,
					 err));
	return WASL_OK;
}

static bool takes_kind(const struct wasl_parent_def *def, const char *kind)
{
	for (size_t i = 0; i < def->n_kinds; i++)
		if (strcmp(def->kinds[i], kind) == 0)
			return true;
	return false;
}

static void not_a_parent(const struct node_making *m, const char *why)
{
	const char *name = parent_name(m);

	if (name != NULL)
		wasl_findings_add(m->findings, WASL_SEVERITY_ERROR,
				  wasl_pointer_member(m->findings->arena, "",
						      wasl_text_of(name)),
				  "parent", "kind", "", "%s %s", name, why);
}

static wasl_status read_parent(struct wasl_node *node, struct store_reader *r,
			       struct node_making *m,
			       const struct wasl_dossier_id *id,
			       struct wasl_home *home, struct wasl_err *err)
{
	struct node_dossier *parent;
	wasl_status status = node_cache_get(node, r, m->peer, id, &parent, err);

	if (status == WASL_NOT_FOUND) {
		not_a_parent(m, "is no dossier of this line");
		return WASL_OK;
	}
	WASL_TRY(status);
	if (parent->fold.kind == NULL) {
		not_a_parent(m, "is not on the line yet");
		return WASL_OK;
	}
	home->parent_kind = parent->fold.kind->name;
	home->parent_state = wasl_dossier_state(&parent->fold);
	home->parent_closed = wasl_dossier_closed(&parent->fold);
	home->parent_confirmed = parent->fold.stands.n_alone == 0;
	if (!takes_kind(&m->kind->parent, home->parent_kind))
		not_a_parent(m, "is of a kind that this one cannot belong to");
	return WASL_OK;
}

static wasl_status count_children(struct store_reader *r,
				  const struct wasl_dossier_id *id,
				  struct wasl_home *home, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_CHILDREN, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	home->children_open = wasl_rows_int(&row, "n");
	return wasl_rows_finish(&row, err);
}

/* --- what stands
 * -------------------------------------------------------------- */

/* The record as the fold will read it. */
static wasl_status read_record(struct node_making *m,
			       struct wasl_reading *reading,
			       struct wasl_err *err)
{
	struct wasl_buf fields = {.cap = WASL_ENVELOPE_MAX};

	fields.p = wasl_arena_take(m->arena, fields.cap, 1);
	WASL_TRY(wasl_arena_check(m->arena, err));
	wasl_record_write(&fields, &m->record);
	if (fields.over)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "act-long",
				     WASL_FAULT_N("max", WASL_ENVELOPE_MAX));
	return wasl_reading_of(reading, m->arena, m->kind, m->def,
			       wasl_buf_bytes(&fields), err);
}

static void check_answers(struct node_making *m,
			  const struct wasl_reading *reading)
{
	const struct wasl_standing *s = &m->dossier->fold.stands;

	for (size_t i = 0; i < reading->n_marks; i++) {
		const struct wasl_item_mark *mark = &reading->marks[i];
		const struct wasl_item_def *def = &m->kind->items[mark->items];
		const struct wasl_slot *slot =
			wasl_shape_get(&m->def->shape, def->answers);

		if (!mark->answer ||
		    wasl_item_find(&s->sets[mark->items], mark->key) != NULL)
			continue;
		wasl_findings_schema(
			m->findings,
			wasl_pointer_member(m->findings->arena, "",
					    wasl_text_of(slot->field->name)),
			"items", "%s: there is no number %u among the %s",
			slot->field->name, mark->key, def->name);
	}
}

static void check_standing(struct node_making *m,
			   const struct wasl_reading *reading)
{
	const char *author = wasl_arena_text(m->findings->arena, m->act.author);

	if (author != NULL)
		node_making_missing(m, reading, author, m->act.time);
}

wasl_status node_home_check(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m, struct wasl_home *home,
			    struct wasl_err *err)
{
	bool opens = m->def == m->kind->opening;
	struct wasl_dossier_id parent;
	struct wasl_reading reading;
	bool has_parent;

	*home = (struct wasl_home){.parent_kind = NULL};
	WASL_TRY(read_record(m, &reading, err));
	wasl_reading_check(m->findings, m->kind, m->def, &reading,
			   opens || m->dossier->own ? WASL_OPENER
						    : WASL_PARTNER);
	has_parent = reading.has_parent;
	parent = reading.parent;
	if (!opens && m->dossier->fold.kind == m->kind) {
		check_answers(m, &reading);
		check_standing(m, &reading);
		has_parent = wasl_dossier_parent(&m->dossier->fold, &parent);
		WASL_TRY(count_children(r, &m->dossier->id, home, err));
	}
	return has_parent ? read_parent(node, r, m, &parent, home, err)
			  : WASL_OK;
}

/* --- showing
 * -------------------------------------------------------------------- */

static json_t *show_item(const struct wasl_item_def *def,
			 const struct wasl_item *item, size_t bound)
{
	json_t *out = json_pack("{s:i, s:s, s:b}", "key", item->key, "code",
				wasl_item_code(def, item), "bound",
				item->act < bound);

	for (size_t i = 0; i < WASL_ITEM_CLOCKS_MAX; i++)
		if (item->due[i] != 0)
			json_object_set_new(out, "due",
					    json_integer(item->due[i]));
	return out;
}

static json_t *show_items(const struct wasl_item_def *def,
			  const struct wasl_item_set *set, size_t bound)
{
	json_t *list = json_array();
	json_t *codes = json_object();

	for (size_t i = 0; i < set->n; i++)
		json_array_append_new(list,
				      show_item(def, &set->items[i], bound));
	for (size_t i = 0; i < def->codes->n; i++)
		if (set->by_code[i + 1] > 0)
			json_object_set_new(codes, def->codes->items[i].code,
					    json_integer(set->by_code[i + 1]));
	return json_pack("{s:I, s:I, s:o, s:o}", "all", (json_int_t)set->n,
			 "open", (json_int_t)set->by_code[0], "codes", codes,
			 "list", list);
}

static json_t *show_agreement(const struct wasl_dossier *d,
			      const struct wasl_agreement *agree)
{
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	const struct wasl_dossier_act *proposal;
	enum wasl_origin opener = wasl_order_opener(&d->id);

	if (agree->proposal == WASL_ACT_NONE)
		return json_null();
	proposal = &d->acts[agree->proposal];
	wasl_hex_write(hex, wasl_hash_bytes(&proposal->reading->hash));
	return json_pack(
		"{s:s, s:i, s:I, s:s, s:b, s:b, s:b}", "hash", hex, "epoch",
		(int)proposal->place.epoch, "entry",
		(json_int_t)proposal->place.index, "by",
		wasl_dossier_side(d, proposal->place.origin) == WASL_OPENER
			? "opener"
			: "partner",
		"opener", agree->approval[opener] != WASL_ACT_NONE, "partner",
		agree->approval[1 - opener] != WASL_ACT_NONE, "agreed",
		wasl_agreed(agree));
}

json_t *node_home_show(const struct wasl_dossier *d, size_t bound)
{
	json_t *items = json_object();
	json_t *agree = json_object();
	struct wasl_dossier_id parent;
	json_t *out;

	for (size_t i = 0; d->kind != NULL && i < d->kind->n_items; i++)
		json_object_set_new(items, d->kind->items[i].name,
				    show_items(&d->kind->items[i],
					       &d->stands.sets[i], bound));
	for (size_t i = 0; d->kind != NULL && i < d->kind->n_agrees; i++)
		json_object_set_new(agree, d->kind->agrees[i].name,
				    show_agreement(d, &d->stands.agrees[i]));
	out = json_pack("{s:o, s:o, s:I}", "items", items, "agree", agree,
			"alone", (json_int_t)d->stands.n_alone);
	if (wasl_dossier_parent(d, &parent)) {
		char hex[WASL_HEX_LEN(sizeof(parent.b)) + 1];

		wasl_hex_write(hex, wasl_dossier_id_bytes(&parent));
		json_object_set_new(out, "parent", json_string(hex));
	}
	return out;
}
