#include "node/verify.h"

#include "base/alloc.h"
#include "line/judge.h"
#include "node/change.h"
#include "node/lineact.h"

#include <stdlib.h>

/* One [index, code] of a standing reject. */
struct told {
	uint64_t index;
	size_t turn; /* of two that name one entry, the later counts */
	enum wasl_reject code;
	bool known; /* its author had seen that entry */
};

/* The rejects in one log, about the other. */
struct telling {
	struct verify_log *author;
	struct verify_log *about;
	struct store_reader *r;
	struct wasl_reject_walk walk;
	uint64_t walked; /* entries of the author's log that it is past */
	struct told *told;
	size_t n;
	size_t cap;
};

static const struct wasl_dossier_id *line_id(const struct telling *t)
{
	return &t->about->line->peer->line_dossier.id;
}

/* --- what is told -------------------------------------------------------- */

/* spec §7: "A reject of index i is void unless every earlier entry of its own
 * log with `seen` > i is a reject." */
static wasl_status walk_to(struct telling *t, uint64_t index,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, t->r, WASL_SQL_LOG_WALK_BETWEEN, err,
		WASL_ARGS(wasl_arg_int(t->author->id), wasl_arg_u64(t->walked),
			  wasl_arg_u64(index),
			  wasl_arg_int(WASL_LINE_ACT_REJECT),
			  wasl_arg_bytes(wasl_dossier_id_bytes(line_id(t))))));
	wasl_reject_walk_past(&t->walk, wasl_rows_u64(&row, "seen"));
	t->walked = index;
	return wasl_rows_finish(&row, err);
}

/* spec §7 Epoch: a reject of the epoch before stands at entry 1 and nowhere
 * else. */
static bool is_void(const struct telling *t, uint64_t at, uint64_t index)
{
	if (t->author->epoch == t->about->epoch)
		return wasl_reject_void(&t->walk, index);
	return at != 1 || t->author->epoch != t->about->epoch + 1;
}

static wasl_status add_told(struct telling *t, const struct node_reject *reject,
			    uint64_t at, uint64_t seen, struct wasl_err *err)
{
	if (t->author->epoch != t->about->epoch)
		seen = t->about->end;
	for (size_t i = 0; i < reject->items.n; i++) {
		struct told told = {.turn = t->n};

		if (!node_reject_item(reject, i, &told.index, &told.code) ||
		    is_void(t, at, told.index))
			continue;
		told.known = told.index < seen;
		if (!wasl_grow(&t->told, &t->cap, t->n + 1, sizeof(told)))
			return wasl_fail(err, WASL_NO_MEMORY, "rejects");
		t->told[t->n++] = told;
	}
	return WASL_OK;
}

static wasl_status read_reject(struct telling *t, struct wasl_rows *row,
			       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct verify_line *line = t->author->line;
	const struct wasl_pos at = {wasl_text_of(t->author->origin),
				    wasl_rows_u64(row, "idx")};
	struct node_reject reject;

	WASL_TRY(walk_to(t, at.index, err));
	WASL_TRY(node_reject_open(line->run->node, line->peer, &reject, &arena,
				  &at, wasl_rows_bytes(row, "envelope"), err));
	if (!wasl_text_is(reject.origin, t->about->origin))
		return WASL_OK;
	return add_told(t, &reject, at.index, wasl_rows_u64(row, "seen"), err);
}

static int told_cmp(const void *a, const void *b)
{
	const struct told *x = a;
	const struct told *y = b;

	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static wasl_status read_told(struct telling *t, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, t->r, WASL_SQL_ENTRY_REJECTS, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(line_id(t))),
			  wasl_arg_int(t->author->id),
			  wasl_arg_int(WASL_LINE_ACT_REJECT))));
	while (wasl_rows_next(&rows))
		WASL_TRY(read_reject(t, &rows, err));
	return wasl_rows_finish(&rows, err);
}

/* By the other side's log of the same epoch, and by those after it. */
static wasl_status read_all_told(struct telling *t, struct wasl_err *err)
{
	struct verify_line *line = t->about->line;

	for (size_t i = 0; i < line->n_logs; i++) {
		t->author = &line->logs[i];
		if (t->author->own == t->about->own ||
		    t->author->epoch < t->about->epoch)
			continue;
		t->walk = (struct wasl_reject_walk){0};
		t->walked = 0;
		WASL_TRY(read_told(t, err));
	}
	if (t->n > 1)
		qsort(t->told, t->n, sizeof(*t->told), told_cmp);
	return WASL_OK;
}

/* --- what is stored ------------------------------------------------------ */

static wasl_status not_stored(const struct told *told, struct wasl_err *err)
{
	return wasl_fail(err, WASL_CORRUPT,
			 "entry %llu: it is rejected (%s), but stored as if it "
			 "stood",
			 (unsigned long long)told->index,
			 wasl_reject_name(told->code));
}

/* Steps to the last word about `index`, over those that nothing stored
 * answers; an index its author could not know names nothing. */
static wasl_status step_to(const struct telling *t, size_t *i, uint64_t index,
			   struct wasl_err *err)
{
	for (; *i < t->n; (*i)++) {
		const struct told *told = &t->told[*i];
		bool last = *i + 1 == t->n || told[1].index != told->index;

		if (told->index > index || (told->index == index && last))
			return WASL_OK;
		if (told->index < index && told->known)
			return not_stored(told, err);
	}
	return WASL_OK;
}

static wasl_status same_code(const struct telling *t, size_t i, uint64_t index,
			     int64_t stored, struct wasl_err *err)
{
	if (t->told == NULL || i == t->n || t->told[i].index != index)
		return wasl_fail(err, WASL_CORRUPT,
				 "entry %llu: it is stored as rejected, but no "
				 "standing reject names it",
				 (unsigned long long)index);
	if ((int64_t)t->told[i].code != stored)
		return wasl_fail(err, WASL_CORRUPT,
				 "entry %llu: it is rejected by another code "
				 "than is stored",
				 (unsigned long long)index);
	return WASL_OK;
}

static wasl_status compare(const struct telling *t, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t i = 0;

	WASL_TRY(wasl_store_query(&rows, t->r, WASL_SQL_ENTRY_REJECTED, err,
				  WASL_ARGS(wasl_arg_int(t->about->id))));
	while (wasl_rows_next(&rows)) {
		uint64_t index = wasl_rows_u64(&rows, "idx");

		int64_t stored = wasl_rows_int(&rows, "reject");

		WASL_TRY(step_to(t, &i, index, err));
		/* Behind the end of its epoch no reject counts. */
		if (stored != NODE_ENTRY_LOST)
			WASL_TRY(same_code(t, i, index, stored, err));
		else if (t->told == NULL || i == t->n ||
			 t->told[i].index != index)
			continue;
		i++;
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	return step_to(t, &i, UINT64_MAX, err);
}

wasl_status verify_rejects(struct verify_log *log, struct wasl_err *err)
{
	struct wasl_node *node = log->line->run->node;
	wasl_autoreader struct store_reader r = {0};
	struct telling t = {.about = log, .r = &r};
	wasl_status status;

	/* One snapshot: a reject and what it does are stored together. */
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = read_all_told(&t, err);
	pthread_rwlock_unlock(&node->lock);
	if (status == WASL_OK)
		status = compare(&t, err);
	wasl_free(t.told);
	return status;
}
