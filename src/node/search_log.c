/* What is written down of searches, the supervisor's list and the draw. */
#include "node/search_inner.h"

#include "base/alloc.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "crypto/hash.h"
#include "desk/access.h"
#include "kind/fault.h"

#include <stdlib.h>

/* One in so many is drawn, and no fewer than so many. */
#define DRAW_SHARE 50
#define DRAW_LEAST 5
/* Searches of a month that are drawn from; the first ones. */
#define DRAW_MAX ((size_t)1 << 20)
/* Months that one transaction draws. */
#define DRAW_MONTHS 24
#define PAGE	    4096

/* --- months --------------------------------------------------------------- */

static int64_t month_of(int64_t at)
{
	struct wasl_civil c = wasl_civil_of(at);

	return (int64_t)c.year * 12 + c.month - 1;
}

static int64_t month_begins(int64_t month)
{
	return wasl_civil_days((int32_t)(month / 12), (int32_t)(month % 12) + 1,
			       1) *
	       86400;
}

/* --- the draw ------------------------------------------------------------- */

/* A search and its lot. */
struct lot {
	uint64_t lot;
	int64_t id;
};

struct draw {
	uint8_t seed[32];
	struct lot *lots;
	size_t n, cap;
};

static int by_lot(const void *a, const void *b)
{
	const struct lot *x = a;
	const struct lot *y = b;

	if (x->lot != y->lot)
		return x->lot < y->lot ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The first eight bytes of SHA-256(seed || id as u64). */
static uint64_t lot_of(const uint8_t seed[static 32], int64_t id)
{
	uint8_t number[8];
	const wasl_bytes parts[] = {wasl_bytes_of(seed, 32),
				    WASL_BYTES(number)};
	struct wasl_cursor c;
	struct wasl_hash h;

	wasl_store_u64(number, (uint64_t)id);
	h = wasl_sha256_of(parts, 2);
	c = wasl_cursor_init(wasl_hash_bytes(&h));
	return wasl_cursor_u64(&c);
}

static wasl_status read_lots(struct draw *draw, struct store_reader *r,
			     int64_t month, struct wasl_err *err)
{
	int64_t after = 0;
	size_t got;

	do {
		wasl_autorows struct wasl_rows rows = {0};

		got = 0;
		WASL_TRY(wasl_store_query(
			&rows, r, WASL_SQL_CONSULTATION_BETWEEN, err,
			WASL_ARGS(wasl_arg_int(month_begins(month)),
				  wasl_arg_int(month_begins(month + 1)),
				  wasl_arg_int(after), wasl_arg_int(PAGE))));
		while (draw->n < DRAW_MAX && wasl_rows_next(&rows)) {
			if (!wasl_grow(&draw->lots, &draw->cap, draw->n + 1,
				       sizeof(*draw->lots)))
				return wasl_fail(err, WASL_NO_MEMORY, "draw");
			after = wasl_rows_int(&rows, "id");
			draw->lots[draw->n++] =
				(struct lot){lot_of(draw->seed, after), after};
			got++;
		}
		WASL_TRY(wasl_rows_finish(&rows, err));
	} while (got == PAGE);
	return WASL_OK;
}

static size_t share_of(size_t n)
{
	size_t k = (n + DRAW_SHARE - 1) / DRAW_SHARE;

	if (k < DRAW_LEAST)
		k = DRAW_LEAST;
	return k < n ? k : n;
}

static wasl_status write_draw(struct wasl_node *node, struct store_tx *tx,
			      struct draw *draw, int64_t month,
			      struct wasl_err *err)
{
	size_t k = share_of(draw->n);

	if (draw->n > 0)
		qsort(draw->lots, draw->n, sizeof(*draw->lots), by_lot);
	for (size_t i = 0; i < k; i++)
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_CONSULTATION_DRAWN, err,
			WASL_ARGS(wasl_arg_int(draw->lots[i].id),
				  wasl_arg_int(month))));
	return wasl_store_exec(
		tx, WASL_SQL_DRAW_INSERT, err,
		WASL_ARGS(wasl_arg_int(month),
			  wasl_arg_bytes(WASL_BYTES(draw->seed)),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_u64(draw->n), wasl_arg_u64(k)));
}

static wasl_status draw_month(struct wasl_node *node, struct store_tx *tx,
			      int64_t month, struct wasl_err *err)
{
	struct draw draw = {.n = 0};
	wasl_status status;

	wasl_random_fill(&node->random, draw.seed, sizeof(draw.seed));
	status = read_lots(&draw, &tx->reader, month, err);
	if (status == WASL_OK)
		status = write_draw(node, tx, &draw, month, err);
	wasl_free(draw.lots);
	return status;
}

static wasl_status one_number(struct store_reader *r, unsigned sql,
			      const char *column, int64_t *out,
			      struct wasl_args args, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, sql, err, args));
	*out = wasl_rows_int(&row, column);
	return wasl_rows_finish(&row, err);
}

wasl_status search_draw_due(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err)
{
	int64_t now = month_of(wasl_clock_now(&node->clock));
	int64_t last;

	WASL_TRY(one_number(&tx->reader, WASL_SQL_DRAW_LAST, "month", &last,
			    WASL_NO_ARGS, err));
	for (size_t i = 0; i < DRAW_MONTHS; i++) {
		int64_t from = last == 0 ? 0 : month_begins(last + 1);
		int64_t first;

		WASL_TRY(one_number(&tx->reader, WASL_SQL_CONSULTATION_FIRST,
				    "at", &first, WASL_ARGS(wasl_arg_int(from)),
				    err));
		if (first == 0 || month_of(first) >= now)
			return WASL_OK;
		last = month_of(first);
		WASL_TRY(draw_month(node, tx, last, err));
	}
	return WASL_OK;
}

/* --- writing down --------------------------------------------------------- */

struct write_job {
	struct node_job job;
	const struct wasl_user *actor;
	const char *reason;
	const struct search_record *records;
	size_t n;
	const struct search_sum *sum;
	int64_t id;
};

static wasl_bytes cited_of(const struct search_record *record)
{
	return record->cites ? wasl_dossier_id_bytes(&record->cited)
			     : (wasl_bytes){NULL, 0};
}

static struct wasl_arg bytes_or_null(wasl_bytes b)
{
	return b.n == 0 ? wasl_arg_null() : wasl_arg_bytes(b);
}

/* A row of its own; that of a file names no person. */
static wasl_status insert_sum(struct write_job *write, struct store_tx *tx,
			      int64_t now, struct wasl_err *err)
{
	const struct search_record *one =
		write->sum->asked == 1 && write->n == 1 ? write->records : NULL;
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_CONSULTATION_INSERT, err,
		WASL_ARGS(wasl_arg_int(now), wasl_arg_int(write->actor->id),
			  one == NULL ? wasl_arg_null()
				      : bytes_or_null(cited_of(one)),
			  one == NULL
				  ? wasl_arg_null()
				  : wasl_arg_bytes(WASL_BYTES(one->subject)),
			  wasl_arg_str(write->reason),
			  wasl_arg_bool(write->sum->unmatched),
			  wasl_arg_u64(write->sum->asked),
			  wasl_arg_u64(write->sum->found))));
	write->id = wasl_rows_int(&row, "id");
	return wasl_rows_finish(&row, err);
}

static wasl_status write_sum(struct write_job *write, struct store_tx *tx,
			     int64_t now, struct wasl_err *err)
{
	const struct search_sum *sum = write->sum;

	write->id = sum->id;
	if (sum->id == 0)
		return insert_sum(write, tx, now, err);
	return wasl_store_exec(tx, WASL_SQL_CONSULTATION_ADD, err,
			       WASL_ARGS(wasl_arg_int(sum->id),
					 wasl_arg_u64(sum->asked),
					 wasl_arg_u64(sum->found),
					 wasl_arg_bool(sum->unmatched)));
}

static wasl_status write_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct write_job *write = (struct write_job *)job;
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = write->actor->id,
		.what = WASL_ACCESS_SEARCH,
		.purpose = write->reason,
	};

	WASL_TRY(search_draw_due(node, tx, &job->err));
	for (size_t i = 0; i < write->n; i++) {
		access.dossier_id = cited_of(&write->records[i]);
		access.subject = WASL_BYTES(write->records[i].subject);
		WASL_TRY(wasl_access_add(tx, &access, &job->err));
	}
	return write_sum(write, tx, access.at, &job->err);
}

wasl_status search_write(struct wasl_node *node, const struct wasl_user *actor,
			 wasl_text reason, const struct search_record *records,
			 size_t n, struct search_sum *sum, struct wasl_err *err)
{
	char text[WASL_ACCESS_PURPOSE_MAX + 1];
	struct write_job job = {
		.job = {.run = write_run},
		.actor = actor,
		.reason = text,
		.records = records,
		.n = n,
		.sum = sum,
	};

	wasl_assert(reason.n <= WASL_ACCESS_PURPOSE_MAX);
	snprintf(text, sizeof(text), "%.*s", (int)reason.n,
		 reason.n == 0 ? "" : reason.p);
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	sum->id = job.id;
	return WASL_OK;
}

/* --- the supervisor's list ------------------------------------------------ */

static struct wasl_search_row take_row(struct wasl_rows *rows,
				       struct wasl_arena *arena)
{
	struct wasl_search_row row = {
		.id = wasl_rows_int(rows, "id"),
		.at = wasl_rows_int(rows, "at"),
		.officer =
			wasl_arena_text(arena, wasl_rows_text(rows, "officer")),
		.unit = wasl_arena_text(arena, wasl_rows_text(rows, "unit")),
		.ref = wasl_arena_text(arena, wasl_rows_text(rows, "ref")),
		.reason =
			wasl_arena_text(arena, wasl_rows_text(rows, "reason")),
		.unmatched = wasl_rows_bool(rows, "unmatched"),
		.drawn = wasl_rows_int(rows, "drawn"),
		.asked = wasl_rows_u64(rows, "asked"),
		.found = wasl_rows_u64(rows, "found"),
		.reviewed_at = wasl_rows_int(rows, "reviewed_at"),
		.reviewer = wasl_arena_text(arena,
					    wasl_rows_text(rows, "reviewer")),
		.note = wasl_arena_text(arena, wasl_rows_text(rows, "note")),
	};

	if (!wasl_rows_null(rows, "subject"))
		row.subject = wasl_arena_copy(arena,
					      wasl_rows_bytes(rows, "subject"));
	return row;
}

static wasl_status read_rows(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_node_review *out, int64_t since,
			     bool all, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	out->rows = wasl_arena_take(arena, WASL_SEARCH_ROWS_MAX,
				    sizeof(*out->rows));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_CONSULTATION_LIST, err,
		WASL_ARGS(wasl_arg_int(since), wasl_arg_bool(all),
			  wasl_arg_int(WASL_SEARCH_ROWS_MAX))));
	while (out->n_rows < WASL_SEARCH_ROWS_MAX && wasl_rows_next(&rows))
		out->rows[out->n_rows++] = take_row(&rows, arena);
	return wasl_rows_finish(&rows, err);
}

static wasl_status read_draws(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_node_review *out,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	out->draws = wasl_arena_take(arena, WASL_SEARCH_DRAWS_MAX,
				     sizeof(*out->draws));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_DRAW_LIST, err,
		WASL_ARGS(wasl_arg_int(WASL_SEARCH_DRAWS_MAX))));
	while (out->n_draws < WASL_SEARCH_DRAWS_MAX && wasl_rows_next(&rows)) {
		struct wasl_search_draw *draw = &out->draws[out->n_draws++];

		draw->month = wasl_rows_int(&rows, "month");
		draw->at = wasl_rows_int(&rows, "at");
		draw->searches = wasl_rows_u64(&rows, "searches");
		draw->drawn = wasl_rows_u64(&rows, "drawn");
		wasl_rows_copy(&rows, "seed", draw->seed, sizeof(draw->seed));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status due_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	return search_draw_due(node, tx, &job->err);
}

wasl_status wasl_node_search_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_review *out, int64_t since,
				  bool all, const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct node_job due = {.run = due_run};
	wasl_autoreader struct store_reader r = {0};

	*out = (struct wasl_node_review){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_REVIEW, err));
	WASL_TRY(node_writer_call(node->writer, &due, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(read_rows(&r, arena, out, since, all, err));
	WASL_TRY(read_draws(&r, arena, out, err));
	return wasl_arena_check(arena, err);
}

/* --- looked at ------------------------------------------------------------ */

struct review_job {
	struct node_job job;
	const struct wasl_user *actor;
	int64_t id;
	wasl_text note;
};

static wasl_status why_not(struct store_reader *r,
			   const struct review_job *review,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	int64_t officer;
	wasl_status status =
		wasl_store_one(&row, r, WASL_SQL_CONSULTATION_OF, err,
			       WASL_ARGS(wasl_arg_int(review->id)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault(err, status, "", "review-none");
	WASL_TRY(status);
	officer = wasl_rows_int(&row, "officer_id");
	if (officer == review->actor->id)
		return wasl_fault(err, WASL_DENIED, "", "review-own");
	if (wasl_rows_int(&row, "reviewed_at") != 0)
		return wasl_fault(err, WASL_CONFLICT, "", "review-done");
	return wasl_fault(err, WASL_NOT_FOUND, "", "review-none");
}

static wasl_status review_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct review_job *review = (struct review_job *)job;

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_CONSULTATION_REVIEW, &job->err,
		WASL_ARGS(wasl_arg_int(review->id),
			  wasl_arg_int(review->actor->id),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_text(review->note))));
	if (wasl_store_changed(tx) == 1)
		return WASL_OK;
	return why_not(&tx->reader, review, &job->err);
}

wasl_status wasl_node_search_review(struct wasl_node *node, int64_t id,
				    wasl_text note,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct review_job job = {.job = {.run = review_run},
				 .actor = actor,
				 .id = id,
				 .note = note};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_REVIEW, err));
	if (note.n > WASL_ACCESS_PURPOSE_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(note)))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/note", "text-max",
			WASL_FAULT_N("max", WASL_ACCESS_PURPOSE_MAX));
	return node_writer_call(node->writer, &job.job, err);
}
