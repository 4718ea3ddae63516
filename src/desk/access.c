#include "desk/access.h"

#include "base/text.h"
#include "kind/fault.h"

wasl_status wasl_access_add(struct store_tx *tx,
			    const struct wasl_access *access,
			    struct wasl_err *err)
{
	wasl_text purpose = wasl_text_of(access->purpose);
	wasl_assert(access->dossier_id.n == 0 || access->dossier_id.n == 16);
	wasl_assert(access->subject.n == 0 || access->subject.n == 32);
	if (purpose.n > WASL_ACCESS_PURPOSE_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(purpose)))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/purpose", "text-max",
			WASL_FAULT_N("max", WASL_ACCESS_PURPOSE_MAX));
	return wasl_store_exec(tx, WASL_SQL_ACCESS_INSERT, err,
			       WASL_ARGS(wasl_arg_int(access->at),
					 wasl_arg_int(access->user_id),
					 wasl_arg_int(access->what),
					 wasl_arg_text(purpose),
					 wasl_arg_bytes(access->dossier_id),
					 wasl_arg_bytes(access->subject)));
}

static const char *const texts[] = {
	[WASL_ACCESS_READ] = "read",	 [WASL_ACCESS_DRAFT] = "draft",
	[WASL_ACCESS_SEARCH] = "search", [WASL_ACCESS_EXPORT] = "export",
	[WASL_ACCESS_GLASS] = "glass",	 [WASL_ACCESS_ASSIGN] = "assign",
	[WASL_ACCESS_FILE] = "file",	 [WASL_ACCESS_LIST] = "list",
	[WASL_ACCESS_ROLES] = "roles",	 [WASL_ACCESS_PEER] = "peer",
	[WASL_ACCESS_RELIEF] = "relief", [WASL_ACCESS_DELETE] = "delete",
	[WASL_ACCESS_DECIDE] = "decide",
};

#define TEXTS (sizeof(texts) / sizeof(texts[0]))

const char *wasl_access_text(wasl_access_what what)
{
	return (size_t)what < TEXTS ? texts[what] : "";
}

wasl_status wasl_access_what_parse(int *out, wasl_text word,
				   struct wasl_err *err)
{
	for (size_t i = 0; i < TEXTS; i++)
		if (wasl_text_is(word, texts[i])) {
			*out = (int)i;
			return WASL_OK;
		}
	return wasl_fault(err, WASL_SCHEMA, "what", "access-what");
}

static struct wasl_access_row take_row(struct wasl_rows *rows,
				       struct wasl_arena *arena)
{
	return (struct wasl_access_row){
		.id = wasl_rows_int(rows, "id"),
		.at = wasl_rows_int(rows, "at"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.what = (wasl_access_what)wasl_rows_int(rows, "what"),
		.purpose =
			wasl_arena_text(arena, wasl_rows_text(rows, "purpose")),
		.ref = wasl_arena_text(arena, wasl_rows_text(rows, "ref")),
		.dossier_id = wasl_arena_copy(
			arena, wasl_rows_bytes(rows, "dossier_id")),
		.subject = wasl_arena_copy(arena,
					   wasl_rows_bytes(rows, "subject")),
	};
}

wasl_status wasl_access_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_access_row **out, size_t *n,
			     const struct wasl_access_filter *filter,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	uint32_t limit = filter->limit ? filter->limit : WASL_ACCESS_MAX;
	struct wasl_access_row *list =
		wasl_arena_take(arena, limit, sizeof(*list));
	size_t count = 0;
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ACCESS_LIST, err,
				  WASL_ARGS(wasl_arg_int(filter->since),
					    wasl_arg_str(filter->officer),
					    wasl_arg_int(filter->what),
					    wasl_arg_str(filter->ref),
					    wasl_arg_int(filter->after_at),
					    wasl_arg_int(filter->after_id),
					    wasl_arg_int(limit))));
	while (wasl_rows_next(&rows))
		list[count++] = take_row(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	WASL_TRY(wasl_arena_check(arena, err));
	*out = list;
	*n = count;
	return WASL_OK;
}
