#include "dossier/snapshot.h"

#include "base/alloc.h"
#include "dossier/fold.h"

#define SNAPSHOT_VERSION 1

/* --- writing ------------------------------------------------------------- */

/* Longest head of an item, and of a fixed part of an act or of the result. */
#define HEAD_MAX  9
#define ACT_MAX	  (20 * HEAD_MAX + 2 * 32)
#define CLOCK_MAX (8 * HEAD_MAX)

size_t wasl_snapshot_size(const struct wasl_dossier *d)
{
	size_t size = 256;

	for (size_t i = 0; i < d->n; i++) {
		const struct wasl_dossier_act *a = &d->acts[i];

		size += ACT_MAX + strlen(a->reference);
		size += a->n_due * 3 * HEAD_MAX;
		for (int m = 0; m < WASL_MARKS; m++)
			size += a->marks[m] == NULL ? 0 : strlen(a->marks[m]);
	}
	if (d->kind != NULL)
		size += d->kind->n_clocks * CLOCK_MAX;
	return size;
}

static void put_hash(struct wasl_buf *out, const struct wasl_hash *hash)
{
	if (hash == NULL)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_bytes(out, wasl_hash_bytes(hash));
}

static void put_index(struct wasl_buf *out, size_t i)
{
	if (i == WASL_ACT_NONE)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_uint(out, i);
}

static void put_opening(struct wasl_buf *out, const struct wasl_dossier_act *a)
{
	if (a->kind == NULL) {
		wasl_cbor_put_null(out);
		return;
	}
	wasl_cbor_put_array(out, 3);
	put_hash(out, a->kind);
	put_hash(out, a->profile);
	wasl_cbor_put_text(out, wasl_text_of(a->reference));
}

static void put_act(struct wasl_buf *out, const struct wasl_dossier_act *a)
{
	wasl_cbor_put_array(out, 13);
	wasl_cbor_put_uint(out, a->place.origin);
	wasl_cbor_put_uint(out, a->place.epoch);
	wasl_cbor_put_uint(out, a->place.index);
	wasl_cbor_put_uint(out, a->place.seen);
	wasl_cbor_put_uint(out, a->number);
	wasl_cbor_put_int(out, a->time);
	wasl_cbor_put_bool(out, a->out);
	put_opening(out, a);
	wasl_cbor_put_array(out, a->n_due);
	for (size_t i = 0; i < a->n_due; i++) {
		wasl_cbor_put_array(out, 2);
		wasl_cbor_put_uint(out, a->due[i].clock);
		wasl_cbor_put_int(out, a->due[i].at);
	}
	wasl_cbor_put_array(out, WASL_MARKS);
	for (int m = 0; m < WASL_MARKS; m++)
		if (a->marks[m] == NULL)
			wasl_cbor_put_null(out);
		else
			wasl_cbor_put_text(out, wasl_text_of(a->marks[m]));
	wasl_cbor_put_uint(out, a->effect);
	wasl_cbor_put_uint(out, a->after);
	put_index(out, a->standing);
}

static void put_result(struct wasl_buf *out, const struct wasl_dossier *d)
{
	size_t n = d->kind == NULL ? 0 : d->kind->n_clocks;

	wasl_cbor_put_array(out, 4);
	put_hash(out, d->kind == NULL ? NULL : &d->kind->hash);
	put_hash(out, d->profile == NULL ? NULL : &d->profile->hash);
	wasl_cbor_put_uint(out, d->state);
	wasl_cbor_put_array(out, n);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_array(out, 6);
		wasl_cbor_put_uint(out, d->runs[i].clock);
		wasl_cbor_put_int(out, d->runs[i].due);
		wasl_cbor_put_int(out, d->runs[i].paused_at);
		wasl_cbor_put_int(out, d->runs[i].paused_for);
		wasl_cbor_put_uint(out, d->runs[i].pauses);
		wasl_cbor_put_int(out, d->past[i].started);
	}
}

void wasl_snapshot_write(struct wasl_buf *out, const struct wasl_dossier *d)
{
	size_t chunks = (d->n + WASL_SNAPSHOT_CHUNK - 1) / WASL_SNAPSHOT_CHUNK;

	wasl_cbor_put_array(out, 4);
	wasl_cbor_put_uint(out, SNAPSHOT_VERSION);
	wasl_cbor_put_bytes(out, wasl_dossier_id_bytes(&d->id));
	wasl_cbor_put_array(out, chunks);
	for (size_t i = 0; i < d->n; i++) {
		size_t left = d->n - i;

		if (i % WASL_SNAPSHOT_CHUNK == 0)
			wasl_cbor_put_array(out, left < WASL_SNAPSHOT_CHUNK
							 ? left
							 : WASL_SNAPSHOT_CHUNK);
		put_act(out, &d->acts[i]);
	}
	put_result(out, d);
}

/* --- reading ------------------------------------------------------------- */

static const char *read_text(struct wasl_arena *arena, struct wasl_cbor *c)
{
	wasl_text text = wasl_cbor_text(c);

	if (memchr(text.p == NULL ? "" : text.p, 0, text.n) != NULL)
		wasl_cbor_fail(c, "a text holds no NUL");
	return wasl_arena_text(arena, text);
}

static const struct wasl_hash *read_hash(struct wasl_arena *arena,
					 struct wasl_cbor *c)
{
	struct wasl_hash *hash = wasl_arena_take(arena, 1, sizeof(*hash));
	struct wasl_hash nowhere;

	wasl_cbor_copy(c, hash == NULL ? nowhere.b : hash->b, WASL_HASH_LEN);
	return hash;
}

static uint32_t read_u32(struct wasl_cbor *c)
{
	uint64_t v = wasl_cbor_uint(c);

	if (v > UINT32_MAX)
		wasl_cbor_fail(c, "a number of at most 32 bits");
	return (uint32_t)v;
}

static void read_place(struct wasl_place *out, struct wasl_cbor *c)
{
	uint64_t origin = wasl_cbor_uint(c);

	if (origin > WASL_ORIGIN_SECOND)
		wasl_cbor_fail(c, "an origin is 0 or 1");
	out->origin = origin == 0 ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	out->epoch = read_u32(c);
	out->index = wasl_cbor_uint(c);
	out->seen = wasl_cbor_uint(c);
}

static void read_due(struct wasl_dossier_act *a, struct wasl_arena *arena,
		     struct wasl_cbor *c)
{
	size_t n = wasl_cbor_enter_array(c);
	struct wasl_due *due = wasl_arena_take(arena, n, sizeof(*due));

	for (size_t i = 0; due != NULL && i < n && wasl_cbor_more(c); i++) {
		wasl_cbor_expect_array(c, 2);
		due[i].clock = read_u32(c);
		due[i].at = wasl_cbor_int(c);
		wasl_cbor_leave(c);
	}
	wasl_cbor_leave(c);
	a->due = due;
	a->n_due = due == NULL ? 0 : n;
}

static void read_act(struct wasl_dossier_act *a, struct wasl_arena *arena,
		     struct wasl_cbor *c)
{
	*a = (struct wasl_dossier_act){.reference = "",
				       .standing = WASL_ACT_NONE};
	wasl_cbor_expect_array(c, 13);
	read_place(&a->place, c);
	a->number = read_u32(c);
	a->time = wasl_cbor_int(c);
	a->out = wasl_cbor_bool(c);
	if (!wasl_cbor_null(c)) {
		wasl_cbor_expect_array(c, 3);
		a->kind = read_hash(arena, c);
		a->profile = read_hash(arena, c);
		a->reference = read_text(arena, c);
		wasl_cbor_leave(c);
	}
	read_due(a, arena, c);
	wasl_cbor_expect_array(c, WASL_MARKS);
	for (int m = 0; m < WASL_MARKS; m++)
		if (!wasl_cbor_null(c))
			a->marks[m] = read_text(arena, c);
	wasl_cbor_leave(c);
	/* What the fold found is made again and compared. */
	wasl_cbor_skip(c);
	wasl_cbor_skip(c);
	wasl_cbor_skip(c);
	wasl_cbor_leave(c);
}

static wasl_status add_act(struct wasl_dossier *d, struct wasl_cbor *c,
			   struct wasl_err *err)
{
	if (d->n == WASL_DOSSIER_ACTS_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "more than %d acts",
				 WASL_DOSSIER_ACTS_MAX);
	if (!wasl_grow(&d->acts, &d->cap, d->n + 1, sizeof(*d->acts)))
		return wasl_fail(err, WASL_NO_MEMORY, "acts");
	read_act(&d->acts[d->n], &d->arena, c);
	if (d->n > 0 && wasl_order_cmp(&d->id, &d->acts[d->n - 1].place,
				       &d->acts[d->n].place) >= 0)
		wasl_cbor_fail(c, "acts are in order, none twice");
	d->n++;
	return WASL_OK;
}

static wasl_status read_acts(struct wasl_dossier *d, struct wasl_cbor *c,
			     struct wasl_err *err)
{
	size_t chunks = wasl_cbor_enter_array(c);

	for (size_t i = 0; i < chunks && wasl_cbor_more(c); i++) {
		size_t n = wasl_cbor_enter_array(c);

		for (size_t k = 0; k < n && wasl_cbor_more(c); k++)
			WASL_TRY(add_act(d, c, err));
		wasl_cbor_leave(c);
	}
	wasl_cbor_leave(c);
	return WASL_OK;
}

/* The fold made again must be written as it was. */
static wasl_status compare(const struct wasl_dossier *d, wasl_bytes in,
			   struct wasl_err *err)
{
	size_t size = wasl_snapshot_size(d);
	wasl_autofree uint8_t *space = wasl_alloc(size, 1);
	struct wasl_buf again = {.p = space, .cap = size};

	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "%zu bytes", size);
	wasl_snapshot_write(&again, d);
	wasl_assert(!again.over);
	if (!wasl_bytes_eq(wasl_buf_bytes(&again), in))
		return wasl_fail(err, WASL_CORRUPT,
				 "the fold of these acts is another");
	return WASL_OK;
}

static wasl_status parse(struct wasl_dossier *d,
			 const struct wasl_library *library, wasl_bytes in,
			 struct wasl_err *err)
{
	struct wasl_fold fold = {
		.d = d, .fresh = WASL_ACT_NONE, .trusted = true};
	struct wasl_cbor c = wasl_cbor_init(in);
	struct wasl_dossier_id id;

	wasl_cbor_expect_array(&c, 4);
	wasl_cbor_expect_int(&c, SNAPSHOT_VERSION);
	wasl_cbor_copy(&c, id.b, sizeof(id.b));
	wasl_dossier_init(d, library, &id);
	WASL_TRY(read_acts(d, &c, err));
	wasl_cbor_skip(&c);
	wasl_cbor_leave(&c);
	/* Without memory the reader stopped early, which proves nothing. */
	WASL_TRY(wasl_arena_check(&d->arena, err));
	WASL_TRY(wasl_cbor_finish(&c, err));
	WASL_TRY(wasl_fold_all(&fold, err));
	return compare(d, in, err);
}

wasl_status wasl_snapshot_parse(struct wasl_dossier *d,
				const struct wasl_library *library,
				wasl_bytes in, struct wasl_err *err)
{
	wasl_status status = parse(d, library, in, err);

	if (status != WASL_OK) {
		wasl_err_prefix(err, "snapshot");
		wasl_dossier_deinit(d);
	}
	return status;
}
