/* The calls of client.h about dossier keys; each mirrors its wasl_serve_
 * function. Long batches go in pieces. */
#include "keyd/call.h"
#include "keyd/fields.h"

static void put_id(struct wasl_buf *out, const struct wasl_dossier_id *id)
{
	wasl_buf_put(out, id->b, sizeof(id->b));
}

wasl_status wasl_keyd_line_dossier(struct wasl_keyd *keyd,
				   struct wasl_dossier_id *id,
				   struct wasl_secret *key, uint32_t line,
				   struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_LINE_DOSSIER);

	wasl_buf_put_u32(&call.out, line);
	if (wasl_call_ask(&call, err)) {
		wasl_field_copy(id->b, sizeof(id->b), &call.in);
		wasl_field_copy(key->b, sizeof(key->b), &call.in);
	}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_dossier_new(struct wasl_keyd *keyd,
				  struct wasl_keyd_dossier *dossier,
				  struct wasl_buf *grant, uint32_t line,
				  struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_DOSSIER_NEW);
	wasl_bytes sealed;

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u32(&call.out, dossier->bucket);
	put_id(&call.out, &dossier->id);
	if (wasl_call_ask(&call, err)) {
		wasl_field_copy(dossier->key->b, sizeof(dossier->key->b),
				&call.in);
		wasl_field_copy(dossier->wrapped.b, sizeof(dossier->wrapped.b),
				&call.in);
		sealed = wasl_cursor_take(&call.in, WASL_GRANT_LEN);
		wasl_buf_put(grant, sealed.p, sealed.n);
	}
	dossier->status = wasl_call_end(&call, err);
	if (dossier->status == WASL_OK && grant->over)
		dossier->status = wasl_fail(err, WASL_TOO_BIG,
					    "keyd: no room for a grant");
	return dossier->status;
}

/* --- batches ------------------------------------------------------------- */

/** One kind of batch: what goes out for each item and what comes back. */
struct batch {
	enum wasl_keyd_request request;
	void (*put)(const struct batch *b, struct wasl_buf *out, size_t i);
	void (*take)(const struct batch *b, struct wasl_cursor *in, size_t i);
	struct wasl_keyd_dossier *dossiers;
	size_t n;
	const uint32_t *line;	  /* NULL: of no line */
	const wasl_bytes *grants; /* GRANT_OPEN */
	struct wasl_buf *made;	  /* GRANT_MAKE */
};

static void put_wrapped(const struct batch *b, struct wasl_buf *out, size_t i)
{
	const struct wasl_wrapped *wrapped = &b->dossiers[i].wrapped;

	wasl_buf_put(out, wrapped->b, sizeof(wrapped->b));
}

static void put_key(const struct batch *b, struct wasl_buf *out, size_t i)
{
	const struct wasl_secret *key = b->dossiers[i].key;

	wasl_buf_put_u32(out, b->dossiers[i].bucket);
	wasl_buf_put(out, key->b, sizeof(key->b));
}

static void put_grant(const struct batch *b, struct wasl_buf *out, size_t i)
{
	const wasl_bytes none = {NULL, 0};

	wasl_buf_put_u32(out, b->dossiers[i].bucket);
	/* A grant has one length; another is none, and says so. */
	wasl_field_put_short(
		out, b->grants[i].n == WASL_GRANT_LEN ? b->grants[i] : none);
}

static void take_key(const struct batch *b, struct wasl_cursor *in, size_t i)
{
	struct wasl_secret *key = b->dossiers[i].key;

	wasl_field_copy(key->b, sizeof(key->b), in);
}

static void take_wrapped(const struct batch *b, struct wasl_cursor *in,
			 size_t i)
{
	struct wasl_wrapped *wrapped = &b->dossiers[i].wrapped;

	wasl_field_copy(wrapped->b, sizeof(wrapped->b), in);
}

static void take_both(const struct batch *b, struct wasl_cursor *in, size_t i)
{
	take_key(b, in, i);
	take_wrapped(b, in, i);
}

static void take_grant(const struct batch *b, struct wasl_cursor *in, size_t i)
{
	wasl_bytes grant = wasl_field_short(in);

	wasl_buf_put(&b->made[i], grant.p, grant.n);
}

/* The items from `at` to `end`, in one frame. */
static wasl_status run_piece(struct wasl_keyd *keyd, const struct batch *b,
			     size_t at, size_t end, struct wasl_err *err)
{
	struct wasl_call call = wasl_call_begin(keyd, &keyd->main, b->request);

	if (b->line != NULL)
		wasl_buf_put_u32(&call.out, *b->line);
	wasl_buf_put_u16(&call.out, (uint16_t)(end - at));
	for (size_t i = at; i < end; i++) {
		put_id(&call.out, &b->dossiers[i].id);
		b->put(b, &call.out, i);
	}
	if (wasl_call_ask(&call, err))
		for (size_t i = at; i < end; i++) {
			b->dossiers[i].status =
				(wasl_status)wasl_cursor_u16(&call.in);
			b->take(b, &call.in, i);
		}
	return wasl_call_end(&call, err);
}

static wasl_status run(struct wasl_keyd *keyd, const struct batch *b,
		       struct wasl_err *err)
{
	for (size_t at = 0; at < b->n; at += WASL_KEYD_ITEMS_MAX) {
		size_t left = b->n - at;

		WASL_TRY(run_piece(keyd, b, at,
				   at + (left < WASL_KEYD_ITEMS_MAX
						 ? left
						 : WASL_KEYD_ITEMS_MAX),
				   err));
	}
	return WASL_OK;
}

wasl_status wasl_keyd_unwrap(struct wasl_keyd *keyd,
			     struct wasl_keyd_dossier *dossiers, size_t n,
			     struct wasl_err *err)
{
	const struct batch b = {
		.request = WASL_KEYD_UNWRAP,
		.put = put_wrapped,
		.take = take_key,
		.dossiers = dossiers,
		.n = n,
	};

	return run(keyd, &b, err);
}

wasl_status wasl_keyd_wrap(struct wasl_keyd *keyd,
			   struct wasl_keyd_dossier *dossiers, size_t n,
			   struct wasl_err *err)
{
	const struct batch b = {
		.request = WASL_KEYD_WRAP,
		.put = put_key,
		.take = take_wrapped,
		.dossiers = dossiers,
		.n = n,
	};

	return run(keyd, &b, err);
}

wasl_status wasl_keyd_grant_open(struct wasl_keyd *keyd,
				 struct wasl_keyd_dossier *dossiers,
				 const wasl_bytes *grants, size_t n,
				 uint32_t line, struct wasl_err *err)
{
	const struct batch b = {
		.request = WASL_KEYD_GRANT_OPEN,
		.put = put_grant,
		.take = take_both,
		.dossiers = dossiers,
		.n = n,
		.line = &line,
		.grants = grants,
	};

	return run(keyd, &b, err);
}

wasl_status wasl_keyd_grant_make(struct wasl_keyd *keyd,
				 struct wasl_buf *grants,
				 struct wasl_keyd_dossier *dossiers, size_t n,
				 uint32_t line, struct wasl_err *err)
{
	const struct batch b = {
		.request = WASL_KEYD_GRANT_MAKE,
		.put = put_wrapped,
		.take = take_grant,
		.dossiers = dossiers,
		.n = n,
		.line = &line,
		.made = grants,
	};

	return run(keyd, &b, err);
}

wasl_status wasl_keyd_bucket_drop(struct wasl_keyd *keyd, uint32_t bucket,
				  struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_BUCKET_DROP);

	wasl_buf_put_u32(&call.out, bucket);
	wasl_call_ask(&call, err);
	return wasl_call_end(&call, err);
}
