#include "desk/casefile.h"

#include "base/alloc.h"
#include "kind/fault.h"

static wasl_bytes uid_of(const struct wasl_casefile *file)
{
	return WASL_BYTES(file->uid);
}

static struct wasl_arg draft_arg(const struct wasl_casefile *file)
{
	return file->draft.n == 0 ? wasl_arg_null()
				  : wasl_arg_bytes(file->draft);
}

wasl_status wasl_casefile_put(struct store_tx *tx,
			      const struct wasl_casefile *file,
			      struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CASE_PUT, err,
		WASL_ARGS(wasl_arg_bytes(uid_of(file)), wasl_arg_str(file->ref),
			  wasl_arg_str(file->kind),
			  wasl_arg_int(file->officer_id),
			  wasl_arg_int(file->at), wasl_arg_bytes(file->title),
			  draft_arg(file)));
}

wasl_status wasl_casefile_draft(struct store_tx *tx,
				const struct wasl_casefile *file,
				struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CASE_DRAFT, err,
		WASL_ARGS(wasl_arg_bytes(uid_of(file)), draft_arg(file)));
}

static void take(struct wasl_casefile *out, struct wasl_arena *arena,
		 struct wasl_rows *row)
{
	*out = (struct wasl_casefile){
		.ref = wasl_arena_text(arena, wasl_rows_text(row, "ref")),
		.kind = wasl_arena_text(arena, wasl_rows_text(row, "kind")),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(row, "officer")),
		.at = wasl_rows_int(row, "at"),
		.title = wasl_arena_copy(arena, wasl_rows_bytes(row, "title")),
	};
	wasl_rows_copy(row, "uid", out->uid, sizeof(out->uid));
}

wasl_status wasl_casefile_get(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_casefile *out, wasl_text ref,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(&row, r, WASL_SQL_CASE_BY_REF, err,
					    WASL_ARGS(wasl_arg_text(ref)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "case-none",
				     WASL_FAULT_T("reference", ref));
	WASL_TRY(status);
	take(out, arena, &row);
	if (!wasl_rows_null(&row, "draft"))
		out->draft =
			wasl_arena_copy(arena, wasl_rows_bytes(&row, "draft"));
	WASL_TRY(wasl_rows_finish(&row, err));
	return wasl_arena_check(arena, err);
}

/* The rows of a query into the arena, at most `max`. */
static wasl_status take_all(struct wasl_rows *rows, struct wasl_arena *arena,
			    struct wasl_casefile **out, size_t *n, size_t max,
			    bool counted, struct wasl_err *err)
{
	*n = 0;
	*out = wasl_arena_take(arena, max, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	while (*n < max && wasl_rows_next(rows)) {
		struct wasl_casefile *one = &(*out)[(*n)++];

		take(one, arena, rows);
		if (counted)
			one->dossiers = wasl_rows_int(rows, "n");
	}
	WASL_TRY(wasl_rows_finish(rows, err));
	return wasl_arena_check(arena, err);
}

wasl_status wasl_casefile_list(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_casefile **out, size_t *n, bool all,
			       const struct wasl_casefile_page *page,
			       const struct wasl_user *user, int64_t now,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_CASE_LIST, err,
		WASL_ARGS(wasl_arg_bool(all), wasl_arg_str(user->unit),
			  wasl_arg_int(user->id), wasl_arg_int(now),
			  wasl_arg_int(page->at == 0 ? INT64_MAX : page->at),
			  wasl_arg_str(page->ref), wasl_arg_int(page->limit))));
	return take_all(&rows, arena, out, n, page->limit, true, err);
}

wasl_status wasl_casefile_ended(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_casefile **out, size_t *n,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_CASE_ENDED, err,
				  WASL_ARGS(wasl_arg_int(WASL_CASEFILES_MAX))));
	return take_all(&rows, arena, out, n, WASL_CASEFILES_MAX, false, err);
}

wasl_status wasl_casefile_delete(struct store_tx *tx,
				 const struct wasl_casefile *file,
				 struct wasl_err *err)
{
	struct wasl_arg uid = wasl_arg_bytes(uid_of(file));

	WASL_TRY(wasl_store_exec(tx, WASL_SQL_CASE_DELETE_DOSSIERS, err,
				 WASL_ARGS(uid)));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_CASE_DELETE_NEED, err,
				 WASL_ARGS(uid)));
	return wasl_store_exec(tx, WASL_SQL_CASE_DELETE, err, WASL_ARGS(uid));
}

wasl_status wasl_casefile_of(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_casefile **out, size_t *n,
			     wasl_bytes dossier, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_CASE_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(dossier),
			  wasl_arg_int(WASL_CASEFILES_OF_MAX))));
	return take_all(&rows, arena, out, n, WASL_CASEFILES_OF_MAX, false,
			err);
}

static void take_dossier(struct wasl_casefile_dossier *out,
			 struct wasl_arena *arena, struct wasl_rows *row)
{
	const struct {
		const char **to;
		const char *column;
	} texts[] = {
		{&out->peer, "peer"},	    {&out->ref, "ref"},
		{&out->kind, "kind"},	    {&out->state, "state"},
		{&out->outcome, "outcome"},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].to = wasl_arena_text(
			arena, wasl_rows_text(row, texts[i].column));
	wasl_rows_copy(row, "id", out->id, sizeof(out->id));
	out->peer_id = wasl_rows_int(row, "peer_id");
	out->own = wasl_rows_bool(row, "own");
	out->closed = wasl_rows_bool(row, "closed");
	out->changed_at = wasl_rows_int(row, "changed_at");
	if (!wasl_rows_null(row, "profile_hash"))
		wasl_rows_copy(row, "profile_hash", out->profile,
			       sizeof(out->profile));
}

wasl_status wasl_casefile_dossiers(struct store_reader *r,
				   struct wasl_arena *arena,
				   struct wasl_casefile_dossier **out,
				   size_t *n, const struct wasl_casefile *file,
				   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	*out = wasl_arena_take(arena, WASL_CASEFILE_DOSSIERS_MAX,
			       sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_CASE_DOSSIERS, err,
		WASL_ARGS(wasl_arg_bytes(uid_of(file)),
			  wasl_arg_int(WASL_CASEFILE_DOSSIERS_MAX))));
	while (*n < WASL_CASEFILE_DOSSIERS_MAX && wasl_rows_next(&rows))
		take_dossier(&(*out)[(*n)++], arena, &rows);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

wasl_status wasl_casefile_add(struct store_tx *tx,
			      const struct wasl_casefile *file,
			      wasl_bytes dossier, int64_t officer_id,
			      int64_t now, struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CASE_ADD, err,
		WASL_ARGS(wasl_arg_bytes(uid_of(file)), wasl_arg_bytes(dossier),
			  wasl_arg_int(officer_id), wasl_arg_int(now)));
}

wasl_status wasl_casefile_remove(struct store_tx *tx,
				 const struct wasl_casefile *file,
				 wasl_bytes dossier, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, &tx->reader, WASL_SQL_CASE_HAS, err,
				WASL_ARGS(wasl_arg_bytes(uid_of(file)),
					  wasl_arg_bytes(dossier))));
	WASL_TRY(wasl_rows_finish(&row, err));
	return wasl_store_exec(tx, WASL_SQL_CASE_REMOVE, err,
			       WASL_ARGS(wasl_arg_bytes(uid_of(file)),
					 wasl_arg_bytes(dossier)));
}
