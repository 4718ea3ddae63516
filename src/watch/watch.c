#include "watch/watch.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "watch/key.h"

wasl_status wasl_watch_new(struct wasl_watch **out, struct wasl_store *store,
			   struct wasl_keyd *keyd,
			   const struct wasl_random *random,
			   struct wasl_err *err)
{
	struct wasl_watch *watch = wasl_alloc(1, sizeof(*watch));

	*out = NULL;
	if (watch == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "lists");
	watch->store = store;
	watch->keyd = keyd;
	watch->random = random;
	watch->slots = watch_slots_new();
	if (watch->slots == NULL) {
		wasl_free(watch);
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	}
	*out = watch;
	return WASL_OK;
}

void wasl_watch_free(struct wasl_watch *watch)
{
	if (watch == NULL)
		return;
	watch_slots_free(watch->slots);
	wasl_free(watch);
}

/* --- lists --------------------------------------------------------------- */

static struct wasl_watch_list read_list(struct wasl_rows *rows,
					struct wasl_arena *arena)
{
	return (struct wasl_watch_list){
		.id = wasl_rows_int(rows, "id"),
		.name = wasl_arena_text(arena, wasl_rows_text(rows, "name")),
		.source =
			wasl_arena_text(arena, wasl_rows_text(rows, "source")),
		.basis = wasl_arena_text(arena, wasl_rows_text(rows, "basis")),
		.retention_at = wasl_rows_int(rows, "retention_at"),
		.generation = wasl_rows_int(rows, "generation"),
		.records = wasl_rows_int(rows, "records"),
		.imported_at = wasl_rows_int(rows, "imported_at"),
	};
}

wasl_status wasl_watch_lists(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_watch_list **out, size_t *n,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	*out = wasl_arena_take(arena, WASL_WATCH_LISTS_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_WATCH_LIST_ALL, err,
				  WASL_NO_ARGS));
	while (*n < WASL_WATCH_LISTS_MAX && wasl_rows_next(&rows))
		if (!wasl_rows_null(&rows, "wrapped"))
			(*out)[(*n)++] = read_list(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}

static wasl_status one_list(struct wasl_rows *row, struct wasl_arena *arena,
			    struct wasl_watch_list *out, struct wasl_err *err)
{
	if (wasl_rows_null(row, "wrapped"))
		return wasl_fault(err, WASL_NOT_FOUND, "", "list-destroyed");
	*out = read_list(row, arena);
	WASL_TRY(wasl_rows_finish(row, err));
	return wasl_arena_check(arena, err);
}

wasl_status wasl_watch_list_named(struct store_reader *r,
				  struct wasl_arena *arena,
				  struct wasl_watch_list *out, wasl_text name,
				  struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, r, WASL_SQL_WATCH_LIST_BY_NAME, err,
			       WASL_ARGS(wasl_arg_text(name)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(err, status, "", "list-none",
				     WASL_FAULT_T("list", name));
	WASL_TRY(status);
	return one_list(&row, arena, out, err);
}

wasl_status wasl_watch_list_get(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_watch_list *out, int64_t id,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_WATCH_LIST_BY_ID, err,
				WASL_ARGS(wasl_arg_int(id))));
	return one_list(&row, arena, out, err);
}

/* --- records ------------------------------------------------------------- */

/* A visit in progress: the keys of the list that the last row was of. */
struct walk {
	struct wasl_watch *watch;
	struct store_reader *r;
	wasl_watch_visit visit;
	void *ctx;
	int64_t list_id; /* of `keys`; 0: none yet */
	struct watch_keys keys;
	struct wasl_buf plain;
	struct wasl_identity who;
};

/* Big: its plain text and its identity. By scope. */
static void walk_free(struct walk **w)
{
	if (*w == NULL)
		return;
	watch_keys_wipe(&(*w)->keys);
	if ((*w)->plain.p != NULL)
		memset((*w)->plain.p, 0, (*w)->plain.cap);
	wasl_free((*w)->plain.p);
	wasl_free(*w);
}

#define autowalk __attribute__((cleanup(walk_free))) struct walk

static struct walk *walk_new(struct wasl_watch *watch, struct store_reader *r,
			     wasl_watch_visit visit, void *ctx)
{
	struct walk *w = wasl_alloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	w->watch = watch;
	w->r = r;
	w->visit = visit;
	w->ctx = ctx;
	w->plain = (struct wasl_buf){.p = wasl_alloc(WASL_IDENTITY_MAX, 1),
				     .cap = WASL_IDENTITY_MAX};
	if (w->plain.p != NULL)
		return w;
	wasl_free(w);
	return NULL;
}

static wasl_status visit_row(struct walk *w, struct wasl_rows *row,
			     struct wasl_err *err)
{
	struct wasl_watch_row out = {.id = wasl_rows_int(row, "id"),
				     .list_id = wasl_rows_int(row, "list_id"),
				     .who = &w->who};

	if (out.list_id != w->list_id) {
		WASL_TRY(watch_key_get(w->watch, &w->keys, w->r, out.list_id,
				       err));
		w->list_id = out.list_id;
	}
	w->plain.n = 0;
	WASL_TRY(watch_unseal(&w->plain, &w->keys, wasl_rows_bytes(row, "ref"),
			      wasl_rows_int(row, "born"),
			      wasl_rows_bytes(row, "sealed"), err));
	WASL_TRY(wasl_identity_read(&w->who, wasl_buf_bytes(&w->plain), err));
	return w->visit(w->ctx, &out, err);
}

static wasl_status visit_all(struct walk *w, struct wasl_rows *rows,
			     int64_t *after, bool *more, size_t limit,
			     struct wasl_err *err)
{
	size_t n = 0;

	while (wasl_rows_next(rows)) {
		WASL_TRY(visit_row(w, rows, err));
		*after = wasl_rows_int(rows, "id");
		n++;
	}
	*more = n == limit;
	return wasl_rows_finish(rows, err);
}

wasl_status wasl_watch_walk(struct wasl_watch *watch, int64_t *after,
			    bool *more, size_t limit, int64_t now,
			    wasl_watch_visit visit, void *ctx,
			    struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	autowalk *w = walk_new(watch, &r, visit, ctx);

	wasl_assert(limit > 0 && limit <= WASL_WATCH_PAGE_MAX);
	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "records");
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_WATCH_RECORD_PAGE, err,
				  WASL_ARGS(wasl_arg_int(*after),
					    wasl_arg_int(now),
					    wasl_arg_u64(limit))));
	return visit_all(w, &rows, after, more, limit, err);
}

wasl_status wasl_watch_added(struct wasl_watch *watch, int64_t list_id,
			     int64_t generation, int64_t *after, bool *more,
			     size_t limit, wasl_watch_visit visit, void *ctx,
			     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	autowalk *w = walk_new(watch, &r, visit, ctx);

	wasl_assert(limit > 0 && limit <= WASL_WATCH_PAGE_MAX);
	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "records");
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	WASL_TRY(wasl_store_query(
		&rows, &r, WASL_SQL_WATCH_RECORD_ADDED, err,
		WASL_ARGS(wasl_arg_int(list_id), wasl_arg_int(generation),
			  wasl_arg_int(*after), wasl_arg_u64(limit))));
	return visit_all(w, &rows, after, more, limit, err);
}

static wasl_status open_one(struct walk *w, int64_t id, int64_t now,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, w->r, WASL_SQL_WATCH_RECORD_GET, err,
			       WASL_ARGS(wasl_arg_int(id), wasl_arg_int(now)));

	if (status != WASL_OK)
		return status;
	WASL_TRY(visit_row(w, &row, err));
	return wasl_rows_finish(&row, err);
}

wasl_status wasl_watch_open(struct wasl_watch *watch, const int64_t *ids,
			    size_t n, int64_t now, wasl_watch_visit visit,
			    void *ctx, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	autowalk *w = walk_new(watch, &r, visit, ctx);

	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "records");
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	for (size_t i = 0; i < n; i++) {
		wasl_status status = open_one(w, ids[i], now, err);

		if (status != WASL_OK && status != WASL_NOT_FOUND)
			return status;
	}
	return WASL_OK;
}

/* The row in force that holds a reference; 0: none. */
static wasl_status find_ref(struct walk *w, const struct wasl_watch_list *list,
			    wasl_text ref, int64_t *id, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	uint8_t tag[WATCH_TAG];

	*id = 0;
	WASL_TRY(watch_key_get(w->watch, &w->keys, w->r, list->id, err));
	w->list_id = list->id;
	watch_tag(tag, &w->keys, "ref", wasl_text_bytes(ref));
	WASL_TRY(wasl_store_query(&rows, w->r, WASL_SQL_WATCH_RECORD_FIND, err,
				  WASL_ARGS(wasl_arg_int(list->id),
					    wasl_arg_bytes(WASL_BYTES(tag)),
					    wasl_arg_int(list->generation))));
	while (wasl_rows_next(&rows))
		if (wasl_rows_int(&rows, "born") <= list->generation)
			*id = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_watch_open_ref(struct wasl_watch *watch, int64_t list_id,
				wasl_text ref, int64_t now,
				wasl_watch_visit visit, void *ctx,
				struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(4096);
	wasl_autoreader struct store_reader r = {0};
	autowalk *w = walk_new(watch, &r, visit, ctx);
	struct wasl_watch_list list;
	wasl_status status;
	int64_t id;

	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "records");
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	WASL_TRY(wasl_watch_list_get(&r, &arena, &list, list_id, err));
	WASL_TRY(find_ref(w, &list, ref, &id, err));
	status = id == 0 ? WASL_NOT_FOUND : open_one(w, id, now, err);
	if (status == WASL_NOT_FOUND)
		return wasl_fault_of(
			err, status, "", "record-none",
			WASL_FAULT_T("list", wasl_text_of(list.name)));
	return status;
}

_Static_assert(WATCH_TAG == WASL_WATCH_PLACE, "a place is a keyed number");

wasl_status wasl_watch_page(struct wasl_watch *watch, int64_t list_id,
			    const struct wasl_watch_place *after, size_t limit,
			    int64_t now, wasl_watch_visit visit, void *ctx,
			    struct wasl_watch_place *last, bool *more,
			    struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	autowalk *w = walk_new(watch, &r, visit, ctx);
	wasl_bytes from =
		after == NULL ? wasl_bytes_of("", 0) : WASL_BYTES(after->b);

	wasl_assert(limit > 0 && limit <= WASL_WATCH_PAGE_MAX);
	*more = false;
	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "records");
	WASL_TRY(wasl_store_read(&r, watch->store, err));
	WASL_TRY(wasl_store_query(
		&rows, &r, WASL_SQL_WATCH_RECORD_LISTED, err,
		WASL_ARGS(wasl_arg_int(list_id), wasl_arg_bytes(from),
			  wasl_arg_int(now), wasl_arg_u64(limit + 1))));
	for (size_t n = 0; !*more && wasl_rows_next(&rows); n++) {
		*more = n == limit;
		if (*more)
			break;
		WASL_TRY(visit_row(w, &rows, err));
		wasl_rows_copy(&rows, "ref", last->b, sizeof(last->b));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_watch_ended(struct store_reader *r, int64_t list_id,
			     int64_t generation, int64_t after, int64_t *ids,
			     size_t *n, size_t limit, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_WATCH_RECORD_ENDED, err,
		WASL_ARGS(wasl_arg_int(list_id), wasl_arg_int(generation),
			  wasl_arg_int(after), wasl_arg_u64(limit))));
	while (*n < limit && wasl_rows_next(&rows))
		ids[(*n)++] = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, err);
}
