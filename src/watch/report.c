/* What an import did, named; and the history of a list. */
#include "watch/import_impl.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "kind/json.h"

/* Everything named at its longest, escaped. */
#define REPORT_MAX ((size_t)4 * 1024 * 1024)

static struct wasl_cell cell_of(uint8_t row[static 8], int64_t import_id)
{
	wasl_store_u64(row, (uint64_t)import_id);
	return (struct wasl_cell){.table = WASL_TEXT("watch_import"),
				  .column = WASL_TEXT("sealed"),
				  .row = {row, 8}};
}

void import_name(struct wasl_import *import, const char *sort, wasl_text ref)
{
	json_t *names = json_object_get(import->report, sort);

	if (json_array_size(names) < WASL_IMPORT_NAMED_MAX)
		json_array_append_new(names, json_stringn(ref.p, ref.n));
}

void wasl_import_refused(struct wasl_import *import, uint64_t line,
			 const struct wasl_err *why)
{
	json_t *refused = json_object_get(import->report, "refused");
	json_t *one;

	import->counts.skipped++;
	if (json_array_size(refused) == WASL_IMPORT_NAMED_MAX)
		return;
	one = json_pack("{s:I, s:s, s:s}", "line", (json_int_t)line, "field",
			why->field, "rule", why->text);
	wasl_fault_put(one, why);
	json_array_append_new(refused, one);
}

wasl_status import_report_seal(struct wasl_buf *out,
			       const struct wasl_import *import,
			       struct wasl_err *err)
{
	size_t n = json_dumpb(import->report, NULL, 0, JSON_COMPACT);
	wasl_autofree char *text = n > 0 ? wasl_alloc(n, 1) : NULL;
	uint8_t row[8];
	struct wasl_cell cell = cell_of(row, import->id);

	*out = (struct wasl_buf){.cap = n + WASL_REST_OVERHEAD};
	out->p = wasl_alloc(out->cap, 1);
	if (text == NULL || out->p == NULL) {
		wasl_free(out->p);
		*out = (struct wasl_buf){0};
		return wasl_fail(err, WASL_NO_MEMORY, "an import's report");
	}
	(void)json_dumpb(import->report, text, n, JSON_COMPACT);
	wasl_rest_seal(out, import->watch->random, &import->keys.rest, &cell,
		       wasl_bytes_of(text, n));
	wasl_assert(!out->over);
	return WASL_OK;
}

/* --- history ------------------------------------------------------------- */

struct wasl_import_row import_row(struct wasl_rows *rows,
				  struct wasl_arena *arena)
{
	struct wasl_import_row row = {
		.id = wasl_rows_int(rows, "id"),
		.generation = wasl_rows_int(rows, "generation"),
		.state = (wasl_import_state)wasl_rows_int(rows, "state"),
		.officer_id = wasl_rows_int(rows, "officer_id"),
		.format =
			wasl_arena_text(arena, wasl_rows_text(rows, "format")),
		.source =
			wasl_arena_text(arena, wasl_rows_text(rows, "source")),
		.basis = wasl_arena_text(arena, wasl_rows_text(rows, "basis")),
		.retention_at = wasl_rows_int(rows, "retention_at"),
		.begun_at = wasl_rows_int(rows, "begun_at"),
		.ended_at = wasl_rows_int(rows, "ended_at"),
		.counts = {.records = wasl_rows_u64(rows, "records"),
			   .added = wasl_rows_u64(rows, "added"),
			   .changed = wasl_rows_u64(rows, "changed"),
			   .unchanged = wasl_rows_u64(rows, "unchanged"),
			   .removed = wasl_rows_u64(rows, "removed"),
			   .skipped = wasl_rows_u64(rows, "skipped")},
	};

	if (!wasl_rows_null(rows, "second_id"))
		row.second_id = wasl_rows_int(rows, "second_id");
	return row;
}

wasl_status wasl_import_history(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_import_row **out, size_t *n,
				int64_t list_id, size_t limit,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	*out = wasl_arena_take(arena, limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_WATCH_IMPORT_LIST, err,
		WASL_ARGS(wasl_arg_int(list_id), wasl_arg_u64(limit))));
	while (*n < limit && wasl_rows_next(&rows))
		(*out)[(*n)++] = import_row(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

static wasl_status open_report(const struct watch_keys *keys, json_t **out,
			       int64_t import_id, wasl_bytes sealed,
			       struct wasl_err *err)
{
	wasl_autofree uint8_t *space = wasl_alloc(sealed.n, 1);
	struct wasl_buf plain = {.p = space, .cap = sealed.n};
	uint8_t row[8];
	struct wasl_cell cell = cell_of(row, import_id);

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "an import's report");
	WASL_TRY(wasl_rest_open(&plain, &keys->rest, &cell, sealed, err));
	return wasl_json_parse(out, wasl_buf_bytes(&plain), REPORT_MAX, err);
}

wasl_status wasl_import_report_get(struct wasl_watch *watch, json_t **out,
				   int64_t list_id, int64_t import_id,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};
	watch_autokeys keys = {0};
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	WASL_TRY(watch_key_get(watch, &keys, &r, list_id, err));
	status = wasl_store_one(
		&row, &r, WASL_SQL_WATCH_IMPORT_REPORT, err,
		WASL_ARGS(wasl_arg_int(import_id), wasl_arg_int(list_id)));
	if (status == WASL_NOT_FOUND)
		return wasl_fail(err, status, "no report is kept of it");
	WASL_TRY(status);
	WASL_TRY(open_report(&keys, out, import_id,
			     wasl_rows_bytes(&row, "sealed"), err));
	return wasl_rows_finish(&row, err);
}
