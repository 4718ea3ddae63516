#include "node/batch.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/fault.h"
#include "node/blobs.h"
#include "node/log.h"
#include "node/need.h"
#include "node/put.h"
#include "node/vet.h"
#include "watch/change.h"

#define DAY	  86400
#define COUNTRIES "country"

#define RULE_ROW "row"

/* Tables of one look, and of one dossier. */
#define LOOK_MAX 16
/* What is known of their persons. */
#define VETTED_BYTES                                                           \
	(WASL_BATCH_ROWS_MAX * sizeof(struct node_vetted) + (size_t)64 * 1024)

/* --- where the table is ---------------------------------------------------
 */

static const struct wasl_slot *table_slot(const struct wasl_item_def *items,
					  const struct wasl_act_def *def)
{
	const struct wasl_slot *slot =
		items->count == 0 || wasl_shape_get(&def->shape,
						    items->count) == NULL
			? NULL
			: wasl_shape_find(&def->shape,
					  wasl_text_of(items->name));

	return slot != NULL && slot->field->type == WASL_TYPE_BLOB ? slot
								   : NULL;
}

bool node_batch_find(struct node_batch_ref *out, const struct wasl_kind *kind,
		     const struct wasl_act_def *def,
		     const struct wasl_record *record)
{
	for (size_t i = 0; i < kind->n_items; i++) {
		const struct wasl_item_def *items = &kind->items[i];
		const struct wasl_slot *slot = table_slot(items, def);
		const struct wasl_value *count =
			wasl_record_get(record, items->count);
		const struct wasl_value *table =
			slot == NULL ? NULL
				     : wasl_record_get(record, slot->field->n);

		if (count == NULL || table == NULL)
			continue;
		out->items = items;
		out->persons = (uint32_t)count->number;
		wasl_blob_ref_read(&out->table, table);
		return true;
	}
	return false;
}

/* --- reading -------------------------------------------------------------- */

/** A table to be read, and the memory of what was. */
struct table {
	int64_t peer_id;
	struct wasl_dossier_id dossier;
	struct wasl_hash sealed;
	uint32_t persons;
	struct wasl_hash kind;
	struct wasl_arena arena;
	struct wasl_batch batch;
};

static void table_free(struct table *t)
{
	wasl_arena_deinit(&t->arena);
	*t = (struct table){.peer_id = 0};
}

static const struct wasl_codes *countries_of(struct wasl_node *node,
					     const struct wasl_hash *kind)
{
	const struct wasl_kind *held;

	pthread_rwlock_rdlock(&node->lock);
	held = wasl_library_kind(&node->library, kind);
	pthread_rwlock_unlock(&node->lock);
	return held == NULL ? NULL : wasl_kind_codes(held, COUNTRIES);
}

static wasl_status read_text(struct wasl_node *node, struct table *t,
			     wasl_bytes text, struct wasl_err *err)
{
	const struct wasl_codes *countries = countries_of(node, &t->kind);

	if (countries == NULL)
		return wasl_fault(err, WASL_SCHEMA, "", "no-countries");
	t->arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	return wasl_batch_read(&t->batch, &t->arena, text, countries,
			       wasl_clock_now(&node->clock) / DAY, true, err);
}

/* t->arena and t->batch are filled on OK; the plaintext is wiped. */
static wasl_status table_read(struct wasl_node *node, struct store_reader *r,
			      struct table *t, struct wasl_err *err)
{
	struct wasl_buf text = {.cap = WASL_BATCH_TABLE_MAX};
	wasl_status status;

	text.p = wasl_alloc(text.cap, 1);
	if (text.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	status = node_blob_read_all(node, r, &text, t->peer_id, &t->dossier,
				    &t->sealed, err);
	if (status == WASL_OK)
		status = read_text(node, t, wasl_buf_bytes(&text), err);
	explicit_bzero(text.p, text.n);
	wasl_free(text.p);
	return status;
}

/* Rows of a table that other sides wrote, too few or too many of them. */
static bool counts_right(const struct table *t)
{
	return t->batch.n == t->persons;
}

static void take_row(struct table *t, struct wasl_rows *row)
{
	t->peer_id = wasl_rows_int(row, "peer_id");
	t->persons = (uint32_t)wasl_rows_int(row, "persons");
	wasl_rows_copy(row, "hash", t->sealed.b, sizeof(t->sealed.b));
	wasl_rows_copy(row, "kind_hash", t->kind.b, sizeof(t->kind.b));
}

/* --- each person ---------------------------------------------------------- */

static wasl_status tables_of(struct store_reader *r,
			     const struct wasl_dossier_id *id,
			     struct table *tables, size_t *n,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_BATCH_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	while (*n < LOOK_MAX && wasl_rows_next(&rows)) {
		struct table *t = &tables[(*n)++];

		*t = (struct table){.dossier = *id};
		take_row(t, &rows);
	}
	return wasl_rows_finish(&rows, err);
}

/* A table that is not here or is none has no persons: that is told elsewhere.
 */
static bool passed_over(wasl_status status)
{
	return status == WASL_NOT_FOUND || status == WASL_NOT_READY ||
	       status == WASL_SCHEMA || status == WASL_MALFORMED ||
	       status == WASL_TOO_BIG || status == WASL_BAD_SEAL;
}

static wasl_status each_row(const struct table *t, node_batch_fn *each,
			    void *ctx, struct wasl_err *err)
{
	for (size_t i = 0; i < t->batch.n; i++)
		if (t->batch.rows[i].number != 0)
			WASL_TRY(each(ctx, &t->batch.rows[i], err));
	return WASL_OK;
}

wasl_status node_batch_each(struct wasl_node *node,
			    const struct wasl_dossier_id *id,
			    node_batch_fn *each, void *ctx,
			    struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct table tables[LOOK_MAX];
	size_t n;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(tables_of(&r, id, tables, &n, err));
	for (size_t i = 0; i < n; i++) {
		wasl_status status = table_read(node, &r, &tables[i], err);

		if (status == WASL_OK)
			status = each_row(&tables[i], each, ctx, err);
		else if (passed_over(status))
			status = WASL_OK;
		table_free(&tables[i]);
		WASL_TRY(status);
	}
	return WASL_OK;
}

/* --- before it leaves ----------------------------------------------------- */

/** What an act that is put forward says of its table. */
struct ahead {
	const struct wasl_slot *slot;
	struct table table;
};

static const struct wasl_item_def *batch_items(const struct wasl_kind *kind,
					       const struct wasl_act_def *def,
					       const json_t *fields,
					       struct ahead *out)
{
	for (size_t i = 0; def != NULL && i < kind->n_items; i++) {
		const struct wasl_item_def *items = &kind->items[i];

		out->slot = table_slot(items, def);
		if (out->slot != NULL &&
		    json_object_get(fields, out->slot->field->name) != NULL)
			return items;
	}
	return NULL;
}

static bool read_fields(struct ahead *out, const struct wasl_item_def *items,
			const struct wasl_act_def *def, const json_t *fields)
{
	const struct wasl_slot *count =
		wasl_shape_get(&def->shape, items->count);
	const json_t *file = json_object_get(fields, out->slot->field->name);
	const json_t *n = json_object_get(fields, count->field->name);

	if (!json_is_integer(n) || json_integer_value(n) < 1 ||
	    json_integer_value(n) > WASL_BATCH_ROWS_MAX)
		return false;
	out->table.persons = (uint32_t)json_integer_value(n);
	return wasl_hex_parse(out->table.sealed.b, sizeof(out->table.sealed.b),
			      wasl_json_text(json_object_get(
				      file, "sealed"))) == WASL_OK;
}

/* Under the library's lock. False: nothing to read, or another says why. */
static bool find_ahead(struct wasl_node *node, struct store_reader *r,
		       struct ahead *out, const struct wasl_node_put *put,
		       const struct wasl_user *actor)
{
	wasl_autorows struct wasl_rows row = {0};
	const struct wasl_act_def *def;
	const struct wasl_item_def *items;
	const struct wasl_kind *kind;
	struct node_peer *peer;

	if (node_find_ref(node, r, put->ref, &peer, &out->table.dossier,
			  NULL) != WASL_OK ||
	    node_need_check(node, r, &out->table.dossier, actor, NULL) !=
		    WASL_OK ||
	    wasl_store_one(&row, r, WASL_SQL_DOSSIER_GET, NULL,
			   WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
				   &out->table.dossier)))) != WASL_OK)
		return false;
	out->table.peer_id = peer->id;
	wasl_rows_copy(&row, "kind_hash", out->table.kind.b,
		       sizeof(out->table.kind.b));
	kind = wasl_library_kind(&node->library, &out->table.kind);
	def = kind == NULL ? NULL : wasl_kind_act_named(kind, put->act);
	items = kind == NULL ? NULL : batch_items(kind, def, put->fields, out);
	return items != NULL && read_fields(out, items, def, put->fields);
}

static void tell_rows(struct wasl_findings *findings, const struct ahead *a)
{
	const char *field = a->slot->field->name;

	for (size_t i = 0; i < a->table.batch.n_findings; i++) {
		const struct wasl_batch_finding *f =
			&a->table.batch.findings[i];

		wasl_findings_add(
			findings, WASL_SEVERITY_ERROR,
			wasl_arena_format(findings->arena, "/%s/%llu%s%s",
					  field, (unsigned long long)f->line,
					  f->column[0] == '\0' ? "" : "/",
					  f->column),
			RULE_ROW, "table", "", "line %llu: %s%s%s",
			(unsigned long long)f->line, f->column,
			f->column[0] == '\0' ? "" : " ", f->text);
	}
	if (!counts_right(&a->table))
		wasl_findings_add(
			findings, WASL_SEVERITY_ERROR,
			wasl_arena_format(findings->arena, "/%s", field),
			RULE_ROW, "table", "",
			"the table has %zu rows, the act counts %u",
			a->table.batch.n, a->table.persons);
}

wasl_status node_batch_check(struct wasl_node *node,
			     struct wasl_findings *findings,
			     const struct wasl_node_put *put,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct ahead a = {.slot = NULL};
	struct wasl_err why;
	wasl_status status;
	bool found;

	if (put->ref.n == 0)
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	found = find_ahead(node, &r, &a, put, actor);
	pthread_rwlock_unlock(&node->lock);
	if (!found)
		return WASL_OK;
	status = table_read(node, &r, &a.table, &why);
	if (status == WASL_OK)
		tell_rows(findings, &a);
	else if (status != WASL_NOT_FOUND && status != WASL_NOT_READY &&
		 passed_over(status))
		wasl_findings_add(findings, WASL_SEVERITY_ERROR,
				  wasl_arena_format(findings->arena, "/%s",
						    a.slot->field->name),
				  RULE_ROW, "table", "", "%s", why.text);
	table_free(&a.table);
	if (status != WASL_OK && !passed_over(status)) {
		if (err != NULL)
			*err = why;
		return status;
	}
	return wasl_findings_status(findings, WASL_RULE, err);
}

/* --- what came ------------------------------------------------------------ */

struct checked_job {
	struct node_job job;
	const struct table *table;
	size_t faults;
	const char *fault;
};

static wasl_status checked_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	const struct checked_job *c = (const struct checked_job *)job;
	const struct wasl_change change = {.at = wasl_clock_now(&node->clock),
					   .what = WASL_CHANGE_DOSSIER,
					   .number = WASL_CHANGE_TABLE,
					   .of_dossier = true,
					   .dossier_id = c->table->dossier};

	WASL_TRY(wasl_change_add(tx, &change, &job->err));
	return wasl_store_exec(
		tx, WASL_SQL_BATCH_CHECKED, &job->err,
		WASL_ARGS(wasl_arg_bytes(
				  wasl_dossier_id_bytes(&c->table->dossier)),
			  wasl_arg_bytes(wasl_hash_bytes(&c->table->sealed)),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_u64(c->faults), wasl_arg_str(c->fault)));
}

static size_t unchecked(struct store_reader *r, struct table *tables)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t n = 0;

	if (wasl_store_query(&rows, r, WASL_SQL_BATCH_UNCHECKED, NULL,
			     WASL_ARGS(wasl_arg_int(LOOK_MAX))) != WASL_OK)
		return 0;
	while (n < LOOK_MAX && wasl_rows_next(&rows)) {
		struct table *t = &tables[n++];

		*t = (struct table){.peer_id = 0};
		wasl_rows_copy(&rows, "dossier_id", t->dossier.b,
			       sizeof(t->dossier.b));
		take_row(t, &rows);
	}
	return n;
}

/* What is still arriving, or is lost and will come again, waits. */
static void look_at(struct wasl_node *node, struct store_reader *r,
		    struct table *t)
{
	struct wasl_err why = {0};
	struct checked_job checked = {
		.job = {.run = checked_run, .internal = true},
		.table = t,
		.fault = ""};
	wasl_status status = table_read(node, r, t, &why);

	if (status == WASL_OK)
		checked.faults = t->batch.n_findings + !counts_right(t);
	else if (status == WASL_SCHEMA || status == WASL_MALFORMED ||
		 status == WASL_TOO_BIG || status == WASL_BAD_SEAL)
		checked.fault = why.text;
	else
		return;
	/* Refused only where the node is stopping: at the next start, then. */
	(void)!node_writer_call(node->writer, &checked.job, NULL);
}

void node_batch_look(struct wasl_node *node)
{
	wasl_autoreader struct store_reader r = {0};
	struct table tables[LOOK_MAX];
	size_t n;

	if (wasl_store_read(&r, node->store, NULL) != WASL_OK)
		return;
	n = unchecked(&r, tables);
	for (size_t i = 0; i < n; i++) {
		look_at(node, &r, &tables[i]);
		table_free(&tables[i]);
	}
}

/* --- for the API ---------------------------------------------------------- */

struct show {
	const struct wasl_node_view *view;
	const struct wasl_item_def *items;
	const json_t *opening;
	const struct table *table;
	const json_t *list; /* of items, by rising key from 1 */
	bool expired;
	struct node_vetted *vetted; /* by rising number */
	size_t n_vetted;
	bool all_vetted;
};

static const char *verdict_of(const struct show *s, uint32_t number)
{
	const json_t *item =
		number == 0 ? NULL : json_array_get(s->list, number - 1);
	const char *code = json_string_value(json_object_get(item, "code"));

	if (code == NULL || *code == '\0')
		return NULL;
	return s->expired ? "EXPIRED" : code;
}

/* What is known of a person at home, in words; NULL: nothing. */
static json_t *known_of(const struct show *s, uint32_t number)
{
	const struct node_vetted *v = s->vetted;
	const struct node_vetted *end = v + s->n_vetted;
	char text[40];

	while (v < end && v->number != number)
		v++;
	if (v == end)
		return NULL;
	snprintf(text, sizeof(text), "%s%s%s", v->refused ? ", refused" : "",
		 v->lists > 0 ? ", list" : "",
		 v->dossiers > 0 ? ", dossier" : "");
	return json_string(text + 2);
}

static json_t *show_row(const struct show *s, const struct wasl_batch_row *row)
{
	json_t *out = json_pack("{s:i, s:s?, s:o?}", "number", (int)row->number,
				"verdict", verdict_of(s, row->number), "known",
				known_of(s, row->number));

	for (enum wasl_batch_column c = WASL_BATCH_OWN_NUMBER;
	     c < WASL_BATCH_COLUMNS; c++)
		if (row->field[c].n > 0)
			json_object_set_new(
				out, wasl_batch_column_name(c),
				json_stringn(row->field[c].p, row->field[c].n));
	return out;
}

static json_t *show_counts(const struct show *s)
{
	json_t *out = json_object();

	for (uint32_t n = 1; n <= s->table->persons; n++) {
		const char *verdict = verdict_of(s, n);
		const char *name = verdict == NULL ? "OPEN" : verdict;

		json_object_set_new(
			out, name,
			json_integer(
				json_integer_value(json_object_get(out, name)) +
				1));
	}
	return out;
}

static json_t *show_findings(const struct table *t)
{
	json_t *out = json_array();

	for (size_t i = 0; i < t->batch.n_findings; i++)
		json_array_append_new(
			out, json_pack("{s:I, s:s, s:s}", "line",
				       (json_int_t)t->batch.findings[i].line,
				       "column", t->batch.findings[i].column,
				       "text", t->batch.findings[i].text));
	if (!counts_right(t))
		json_array_append_new(
			out, json_pack("{s:i, s:s, s:s}", "line", 0, "column",
				       "", "text",
				       "the act counts other persons than the "
				       "table has rows"));
	return out;
}

static json_t *show_all(const struct show *s)
{
	json_t *persons = json_array();

	for (size_t i = 0; i < s->table->batch.n; i++)
		json_array_append_new(persons,
				      show_row(s, &s->table->batch.rows[i]));
	return json_pack("{s:s, s:I, s:O?, s:b, s:b, s:o, s:o, s:o}",
			 "reference", s->view->row.ref, "persons_count",
			 (json_int_t)s->table->persons, "expires_at",
			 json_object_get(s->opening, "expires_at"), "expired",
			 s->expired, "vetted", s->all_vetted, "counts",
			 show_counts(s), "persons", persons, "findings",
			 show_findings(s->table));
}

/* After expires_at no verdict holds any more; that is a view, not an act. */
static bool is_expired(struct wasl_node *node, const json_t *opening)
{
	int64_t at;

	return wasl_instant_parse(&at, wasl_json_text(json_object_get(
					       opening, "expires_at"))) &&
	       at < wasl_clock_now(&node->clock);
}

static const json_t *items_of(const struct wasl_node_view *view)
{
	const char *name;
	json_t *one;

	json_object_foreach(json_object_get(view->stands, "items"), name,
			    one) return json_object_get(one, "list");
	return NULL;
}

static wasl_status show(struct wasl_node *node,
			const struct wasl_node_view *view, json_t **out,
			struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(VETTED_BYTES);
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;
	struct table tables[LOOK_MAX];
	struct show s = {.view = view, .table = &tables[0]};
	wasl_status status;
	size_t n;

	memcpy(id.b, view->row.id, sizeof(id.b));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(tables_of(&r, &id, tables, &n, err));
	if (n == 0 || view->n_acts == 0)
		return wasl_fault_of(
			err, WASL_NOT_FOUND, "", "no-batch",
			WASL_FAULT_T("reference", wasl_text_of(view->row.ref)));
	s.opening = view->acts[0].fields;
	s.list = items_of(view);
	s.expired = is_expired(node, s.opening);
	WASL_TRY(node_vet_list(&r, &arena, &s.vetted, &s.n_vetted,
			       &s.all_vetted, &id, err));
	status = table_read(node, &r, &tables[0], err);
	if (status == WASL_OK)
		*out = show_all(&s);
	table_free(&tables[0]);
	if (status == WASL_OK && *out == NULL)
		status = wasl_fail(err, WASL_NO_MEMORY, "batch");
	return status;
}

wasl_status wasl_node_batch(struct wasl_node *node, struct wasl_arena *arena,
			    json_t **out, wasl_text ref,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	struct wasl_node_view view;
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_node_show(node, arena, &view, ref, actor, err));
	status = show(node, &view, out, err);
	wasl_node_view_deinit(&view);
	return status;
}
