#include "desk/home.h"

wasl_status wasl_home_put(struct store_tx *tx, const struct wasl_home *h,
			  struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_HOME_PUT, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(h->uid)),
			  wasl_arg_int(h->sort), wasl_arg_bytes(h->dossier),
			  wasl_arg_bytes(h->link),
			  h->officer_id == 0 ? wasl_arg_null()
					     : wasl_arg_int(h->officer_id),
			  wasl_arg_int(h->at), wasl_arg_int(h->due_at),
			  wasl_arg_int(h->expires_at), wasl_arg_int(h->state),
			  wasl_arg_bytes(h->sealed)));
}

wasl_status wasl_home_decide(struct store_tx *tx, const struct wasl_home *h,
			     struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_HOME_DECIDE, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(h->uid)),
			  wasl_arg_int(h->state),
			  h->second_id == 0 ? wasl_arg_null()
					    : wasl_arg_int(h->second_id),
			  wasl_arg_int(h->decided_at), wasl_arg_int(h->due_at),
			  wasl_arg_bytes(h->sealed)));
}

static void take_row(struct wasl_home *out, struct wasl_rows *rows,
		     struct wasl_arena *arena)
{
	*out = (struct wasl_home){
		.place = wasl_rows_int(rows, "id"),
		.sort = (wasl_home_sort)wasl_rows_int(rows, "sort"),
		.dossier = wasl_arena_copy(arena,
					   wasl_rows_bytes(rows, "dossier_id")),
		.link = wasl_arena_copy(arena, wasl_rows_bytes(rows, "link")),
		.officer_id = wasl_rows_int(rows, "officer_id"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.second_id = wasl_rows_int(rows, "second_id"),
		.second =
			wasl_arena_text(arena, wasl_rows_text(rows, "second")),
		.ref = wasl_arena_text(arena, wasl_rows_text(rows, "ref")),
		.at = wasl_rows_int(rows, "at"),
		.decided_at = wasl_rows_int(rows, "decided_at"),
		.due_at = wasl_rows_int(rows, "due_at"),
		.expires_at = wasl_rows_int(rows, "expires_at"),
		.state = (wasl_home_state)wasl_rows_int(rows, "state"),
		.sealed =
			wasl_arena_copy(arena, wasl_rows_bytes(rows, "sealed")),
	};
	wasl_rows_copy(rows, "uid", out->uid, sizeof(out->uid));
}

wasl_status wasl_home_get(struct store_reader *r, struct wasl_arena *arena,
			  struct wasl_home *out,
			  const uint8_t uid[static WASL_HOME_UID],
			  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(
		&rows, r, WASL_SQL_HOME_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(uid, WASL_HOME_UID)))));
	take_row(out, &rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

static wasl_status read_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_home **out, size_t *n,
			     wasl_home_sort sort, wasl_bytes dossier,
			     int64_t now, const struct wasl_home_page *page,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_home *list =
		wasl_arena_take(arena, page->limit, sizeof(*list));
	size_t count = 0;

	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_HOME_LIST, err,
		WASL_ARGS(wasl_arg_int(sort), wasl_arg_bytes(dossier),
			  wasl_arg_int(now), wasl_arg_int(page->after),
			  wasl_arg_int(page->limit))));
	while (wasl_rows_next(&rows))
		take_row(&list[count++], &rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = list;
	*n = count;
	return wasl_arena_check(arena, err);
}

wasl_status wasl_home_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_home **out, size_t *n,
			   wasl_home_sort sort, wasl_bytes dossier, int64_t now,
			   struct wasl_err *err)
{
	const struct wasl_home_page first = {0, WASL_HOMES_MAX};

	return read_list(r, arena, out, n, sort, dossier, now, &first, err);
}

wasl_status wasl_home_next(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_home **out, size_t *n,
			   wasl_home_sort sort, int64_t now,
			   const struct wasl_home_page *page,
			   struct wasl_err *err)
{
	wasl_assert(page->limit <= WASL_HOMES_MAX);
	return read_list(r, arena, out, n, sort, (wasl_bytes){NULL, 0}, now,
			 page, err);
}

/* Of a walk: each may have WASL_HOME_MAX bytes. */
#define STEP 128

static wasl_status visit_page(struct store_reader *r, wasl_home_sort sort,
			      wasl_bytes dossier, int64_t now,
			      struct wasl_home_page *page, bool *more,
			      wasl_home_visit visit, void *ctx,
			      struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(2 * STEP * WASL_HOME_MAX);
	struct wasl_home *homes;
	size_t n;

	WASL_TRY(read_list(r, &arena, &homes, &n, sort, dossier, now, page,
			   err));
	for (size_t i = 0; i < n; i++) {
		page->after = homes[i].place;
		WASL_TRY(visit(ctx, &homes[i], err));
	}
	*more = n == page->limit;
	return WASL_OK;
}

wasl_status wasl_home_each(struct store_reader *r, wasl_home_sort sort,
			   wasl_bytes dossier, int64_t now,
			   wasl_home_visit visit, void *ctx,
			   struct wasl_err *err)
{
	struct wasl_home_page page = {0, STEP};
	bool more = true;

	while (more)
		WASL_TRY(visit_page(r, sort, dossier, now, &page, &more, visit,
				    ctx, err));
	return WASL_OK;
}

wasl_status wasl_home_is_linked(struct store_reader *r, bool *linked,
				wasl_home_sort sort, wasl_bytes dossier,
				wasl_bytes link, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = wasl_store_one(&rows, r, WASL_SQL_HOME_LINKED, err,
					    WASL_ARGS(wasl_arg_bytes(link),
						      wasl_arg_int(sort),
						      wasl_arg_bytes(dossier)));

	*linked = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_home_is_open(struct store_reader *r, bool *open,
			      wasl_home_sort sort, wasl_bytes dossier,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = wasl_store_one(
		&rows, r, WASL_SQL_HOME_OPEN, err,
		WASL_ARGS(wasl_arg_int(sort), wasl_arg_bytes(dossier),
			  wasl_arg_int(WASL_HOME_OPEN)));

	*open = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_home_drop(struct store_tx *tx,
			   const uint8_t uid[static WASL_HOME_UID],
			   struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_HOME_DROP, err,
		WASL_ARGS(wasl_arg_bytes(wasl_bytes_of(uid, WASL_HOME_UID))));
}

wasl_status wasl_home_expire(struct store_tx *tx, int64_t now,
			     struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_HOME_EXPIRED, err,
			       WASL_ARGS(wasl_arg_int(now)));
}
