#include "node/sheet.h"

#include "base/alloc.h"
#include "calendar/civil.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/lineact.h"
#include "node/state.h"

#include <stdio.h>

/* Fields of the act `sheet`, spec §7. */
#define FIELD_MONTH   1
#define FIELD_FIGURES 2
#define FIELD_CUT     3
#define FIELD_VERSION 4 /* absent: 1 */

/* --- a sheet's fields ---------------------------------------------------- */

static const struct wasl_shape *sheet_shape(const struct wasl_node *node)
{
	const struct wasl_kind *kind =
		wasl_library_kind_named(&node->library, "line");

	return &wasl_kind_act(kind, WASL_LINE_ACT_SHEET)->shape;
}

wasl_status node_sheet_read(const struct wasl_node *node,
			    struct wasl_arena *arena, wasl_bytes fields,
			    struct node_sheet *out, struct wasl_err *err)
{
	const struct wasl_value *list, *sizes, *version;
	struct node_figures *figures = &out->figures;
	struct wasl_record record;

	WASL_TRY(wasl_record_parse(&record, arena, sheet_shape(node), NULL,
				   fields, err));
	out->month = wasl_record_get(&record, FIELD_MONTH)->text;
	version = wasl_record_get(&record, FIELD_VERSION);
	out->version = version == NULL ? 1 : (uint32_t)version->number;
	sizes = wasl_record_get(&record, FIELD_CUT);
	list = wasl_record_get(&record, FIELD_FIGURES);
	out->cut.epoch = (uint32_t)sizes->list.items[0].number;
	for (int i = 0; i < 2; i++)
		out->cut.size[i] = (uint64_t)sizes->list.items[1 + i].number;
	figures->n = list->list.n;
	figures->items =
		wasl_arena_take(arena, figures->n, sizeof(*figures->items));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < figures->n; i++) {
		const struct wasl_list *pair = &list->list.items[i].list;
		struct node_figure *f = &figures->items[i];

		snprintf(f->name, sizeof(f->name), "%.*s",
			 (int)pair->items[0].text.n, pair->items[0].text.p);
		f->number = pair->items[1].number;
	}
	return WASL_OK;
}

/* The first version is not written: who knows only that reads it. */
static json_t *write_sheet(const struct node_sheet *sheet)
{
	const struct wasl_known *cut = &sheet->cut;
	json_t *list = json_array();
	json_t *out;

	for (size_t i = 0; i < sheet->figures.n; i++) {
		const struct node_figure *f = &sheet->figures.items[i];

		json_array_append_new(list, json_pack("[s, I]", f->name,
						      (json_int_t)f->number));
	}
	out = json_pack("{s:s%, s:o, s:[I, I, I]}", "month", sheet->month.p,
			sheet->month.n, "figures", list, "cut",
			(json_int_t)cut->epoch, (json_int_t)cut->size[0],
			(json_int_t)cut->size[1]);
	if (sheet->version > 1)
		json_object_set_new(out, "version",
				    json_integer(sheet->version));
	return out;
}

/* --- taking one in ------------------------------------------------------- */

static void stored_after(struct wasl_node *node, struct node_job *job)
{
	node_checker_call(node->checker);
	wasl_free(job);
}

/* Behind the commit of the transaction that runs. */
static void call_after_commit(struct wasl_node *node)
{
	struct node_job *job = wasl_alloc(1, sizeof(*job));

	if (job == NULL)
		return;
	*job = (struct node_job){.after = stored_after, .internal = true};
	if (node_writer_submit(node->writer, job, NULL) != WASL_OK)
		wasl_free(job);
}

wasl_status node_sheet_store(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer,
			     const struct node_entry *entry,
			     struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_SHEET_ARENA_MAX);
	wasl_bytes fields = entry->act->fields;
	struct wasl_hash hash = wasl_sha256(fields);
	struct node_sheet sheet;

	WASL_TRY(node_sheet_read(node, &arena, fields, &sheet, err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_SHEET_PUT, err,
		WASL_ARGS(
			wasl_arg_int(peer->id), wasl_arg_bool(entry->own),
			wasl_arg_int(entry->epoch), wasl_arg_u64(entry->index),
			wasl_arg_int(entry->act->time),
			wasl_arg_text(sheet.month),
			wasl_arg_int(sheet.cut.epoch),
			wasl_arg_u64(sheet.cut.size[0]),
			wasl_arg_u64(sheet.cut.size[1]), wasl_arg_bytes(fields),
			wasl_arg_bytes(wasl_hash_bytes(&hash)),
			wasl_arg_int(sheet.version))));
	call_after_commit(node);
	return WASL_OK;
}

/* --- for officers -------------------------------------------------------- */

static wasl_status take_row(struct wasl_arena *arena,
			    struct wasl_node_sheet *out, struct wasl_rows *row,
			    struct wasl_err *err)
{
	*out = (struct wasl_node_sheet){
		.own = wasl_rows_bool(row, "own"),
		.epoch = (uint32_t)wasl_rows_u64(row, "epoch"),
		.index = wasl_rows_u64(row, "idx"),
		.at = wasl_rows_int(row, "at"),
		.month = wasl_arena_text(arena, wasl_rows_text(row, "month")),
		.cut = {(uint32_t)wasl_rows_u64(row, "cut_epoch"),
			{wasl_rows_u64(row, "cut_first"),
			 wasl_rows_u64(row, "cut_second")}},
		.version = (uint32_t)wasl_rows_u64(row, "version"),
		.verdict =
			(enum wasl_sheet_verdict)wasl_rows_int(row, "verdict"),
		.fact = wasl_arena_text(arena, wasl_rows_text(row, "fact")),
		.agreed = wasl_rows_bool(row, "agreed"),
		.fields =
			wasl_arena_copy(arena, wasl_rows_bytes(row, "fields")),
	};
	wasl_rows_copy(row, "hash", out->hash.b, sizeof(out->hash.b));
	return wasl_arena_check(arena, err);
}

static wasl_status list_sheets(struct store_reader *r, struct wasl_arena *arena,
			       const struct node_peer *peer,
			       const struct wasl_node_sheet_page *page,
			       struct wasl_node_sheet **out, size_t *n,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	const struct wasl_node_sheet *after = &page->after;

	*n = 0;
	*out = wasl_arena_take(arena, page->limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_SHEET_LIST, err,
		WASL_ARGS(
			wasl_arg_int(peer->id), wasl_arg_text(page->month),
			wasl_arg_str(after->month != NULL ? after->month : ""),
			wasl_arg_int(after->epoch), wasl_arg_int(after->at),
			wasl_arg_u64(after->index), wasl_arg_bool(after->own),
			wasl_arg_u64(page->limit))));
	while (*n < page->limit && wasl_rows_next(&rows))
		WASL_TRY(take_row(arena, &(*out)[(*n)++], &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_node_sheet_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_sheet **out, size_t *n,
				 const struct wasl_node_sheet_page *page,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct node_peer *peer;

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(node_peer_asked(node, page->peer, &peer, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	return list_sheets(&r, arena, peer, page, out, n, err);
}

uint32_t node_figures_version(struct wasl_node *node,
			      const struct node_peer *peer)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_profile *profile = NULL;
	const struct wasl_hash *agreed;

	pthread_rwlock_rdlock(&node->lock);
	agreed = wasl_linestate_profile(&peer->state, &all);
	if (agreed != NULL)
		profile = wasl_library_profile(&node->library, agreed);
	pthread_rwlock_unlock(&node->lock);
	return profile == NULL ? 1 : wasl_profile_figures(profile);
}

/* Cut and version of the partner's last sheet of the month, so that both sign
 * the same; else our own cut, and the version that both sides speak. */
static wasl_status choose_cut(struct wasl_node *node, struct store_reader *r,
			      struct wasl_arena *arena,
			      const struct node_peer *peer,
			      const struct wasl_node_sheet_new *ask,
			      struct node_sheet *out, struct wasl_err *err)
{
	const struct wasl_node_sheet_page page = {
		.month = ask->month, .limit = WASL_NODE_SHEETS_MAX};
	struct wasl_node_sheet *sheets;
	size_t n;

	WASL_TRY(list_sheets(r, arena, peer, &page, &sheets, &n, err));
	for (size_t i = 0; i < n && !ask->fresh; i++) {
		if (sheets[i].own)
			continue;
		out->cut = sheets[i].cut;
		out->version = sheets[i].version;
		return out->version <= WASL_FIGURES_VERSION
			       ? WASL_OK
			       : wasl_fail(err, WASL_UNSUPPORTED,
					   "the partner's sheet is of version "
					   "%u of the figures, which this node "
					   "does not speak",
					   out->version);
	}
	out->version = node_figures_version(node, peer);
	return node_stats_cut(r, peer, &out->cut, err);
}

static wasl_status make_fields(struct wasl_node *node, struct wasl_arena *arena,
			       struct node_peer *peer,
			       const struct wasl_node_sheet_new *ask,
			       json_t **fields, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct node_sheet sheet = {.month = ask->month};
	int64_t from, until;

	if (!wasl_month_parse(&from, &until, ask->month) ||
	    from > wasl_clock_now(&node->clock))
		return wasl_fault(err, WASL_SCHEMA, "/month", "month-begun");
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(choose_cut(node, &r, arena, peer, ask, &sheet, err));
	WASL_TRY(node_sheet_figures(node, &r, arena, peer, &sheet, err));
	*fields = write_sheet(&sheet);
	return *fields == NULL ? wasl_fail(err, WASL_NO_MEMORY, "sheet")
			       : WASL_OK;
}

wasl_status wasl_node_sheet_make(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_made *made,
				 const struct wasl_node_sheet_new *ask,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autojson *fields = NULL;
	struct node_peer *peer;
	const char *ref;

	*made = (struct wasl_node_made){.ref = ""};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	WASL_TRY(node_peer_asked(node, ask->peer, &peer, err));
	WASL_TRY(make_fields(node, arena, peer, ask, &fields, err));
	ref = wasl_arena_format(arena, "LNK-%s", peer->keys.partner);
	WASL_TRY(wasl_arena_check(arena, err));
	const struct wasl_node_put put = {.ref = wasl_text_of(ref),
					  .act = WASL_TEXT("sheet"),
					  .fields = fields};

	return wasl_node_put(node, arena, made, actor, &put, err);
}
