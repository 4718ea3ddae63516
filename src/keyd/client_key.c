/* The calls of client.h about dossier keys; each mirrors its wasl_serve_
 * function. Long batches go in pieces. */
#include "keyd/call.h"

static void take(void *out, size_t n, struct wasl_cursor *in)
{
	wasl_bytes b = wasl_cursor_take(in, n);

	if (b.n == n)
		memcpy(out, b.p, n);
}

static void put_id(struct wasl_buf *out, const struct wasl_dossier_id *id)
{
	wasl_buf_put(out, id->b, sizeof(id->b));
}

static size_t piece(size_t left)
{
	return left < WASL_KEYD_ITEMS_MAX ? left : WASL_KEYD_ITEMS_MAX;
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
		take(id->b, sizeof(id->b), &call.in);
		take(key->b, sizeof(key->b), &call.in);
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
		take(dossier->key->b, sizeof(dossier->key->b), &call.in);
		take(dossier->wrapped.b, sizeof(dossier->wrapped.b), &call.in);
		sealed = wasl_cursor_take(&call.in, WASL_GRANT_LEN);
		wasl_buf_put(grant, sealed.p, sealed.n);
	}
	dossier->status = wasl_call_end(&call, err);
	if (dossier->status == WASL_OK && grant->over)
		dossier->status = wasl_fail(err, WASL_TOO_BIG,
					    "keyd: no room for a grant");
	return dossier->status;
}

static wasl_status unwrap(struct wasl_keyd *keyd,
			  struct wasl_keyd_dossier *dossiers, size_t n,
			  struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_UNWRAP);

	wasl_buf_put_u16(&call.out, (uint16_t)n);
	for (size_t i = 0; i < n; i++) {
		put_id(&call.out, &dossiers[i].id);
		wasl_buf_put(&call.out, dossiers[i].wrapped.b,
			     sizeof(dossiers[i].wrapped.b));
	}
	if (wasl_call_ask(&call, err))
		for (size_t i = 0; i < n; i++) {
			dossiers[i].status =
				(wasl_status)wasl_cursor_u16(&call.in);
			take(dossiers[i].key->b, sizeof(dossiers[i].key->b),
			     &call.in);
		}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_unwrap(struct wasl_keyd *keyd,
			     struct wasl_keyd_dossier *dossiers, size_t n,
			     struct wasl_err *err)
{
	for (size_t at = 0; at < n; at += piece(n - at))
		WASL_TRY(unwrap(keyd, dossiers + at, piece(n - at), err));
	return WASL_OK;
}

static wasl_status wrap(struct wasl_keyd *keyd,
			struct wasl_keyd_dossier *dossiers, size_t n,
			struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_WRAP);

	wasl_buf_put_u16(&call.out, (uint16_t)n);
	for (size_t i = 0; i < n; i++) {
		put_id(&call.out, &dossiers[i].id);
		wasl_buf_put_u32(&call.out, dossiers[i].bucket);
		wasl_buf_put(&call.out, dossiers[i].key->b,
			     sizeof(dossiers[i].key->b));
	}
	if (wasl_call_ask(&call, err))
		for (size_t i = 0; i < n; i++) {
			dossiers[i].status =
				(wasl_status)wasl_cursor_u16(&call.in);
			take(dossiers[i].wrapped.b,
			     sizeof(dossiers[i].wrapped.b), &call.in);
		}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_wrap(struct wasl_keyd *keyd,
			   struct wasl_keyd_dossier *dossiers, size_t n,
			   struct wasl_err *err)
{
	for (size_t at = 0; at < n; at += piece(n - at))
		WASL_TRY(wrap(keyd, dossiers + at, piece(n - at), err));
	return WASL_OK;
}

static wasl_status grant_open(struct wasl_keyd *keyd,
			      struct wasl_keyd_dossier *dossiers,
			      const wasl_bytes *grants, size_t n, uint32_t line,
			      struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_GRANT_OPEN);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u16(&call.out, (uint16_t)n);
	for (size_t i = 0; i < n; i++) {
		put_id(&call.out, &dossiers[i].id);
		wasl_buf_put_u32(&call.out, dossiers[i].bucket);
		/* A grant has one length; another is none, and says so. */
		wasl_frame_put_short(&call.out,
				     grants[i].n == WASL_GRANT_LEN
					     ? grants[i]
					     : (wasl_bytes){NULL, 0});
	}
	if (wasl_call_ask(&call, err))
		for (size_t i = 0; i < n; i++) {
			dossiers[i].status =
				(wasl_status)wasl_cursor_u16(&call.in);
			take(dossiers[i].key->b, sizeof(dossiers[i].key->b),
			     &call.in);
			take(dossiers[i].wrapped.b,
			     sizeof(dossiers[i].wrapped.b), &call.in);
		}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_grant_open(struct wasl_keyd *keyd,
				 struct wasl_keyd_dossier *dossiers,
				 const wasl_bytes *grants, size_t n,
				 uint32_t line, struct wasl_err *err)
{
	for (size_t at = 0; at < n; at += piece(n - at))
		WASL_TRY(grant_open(keyd, dossiers + at, grants + at,
				    piece(n - at), line, err));
	return WASL_OK;
}

static wasl_status grant_make(struct wasl_keyd *keyd, struct wasl_buf *grants,
			      struct wasl_keyd_dossier *dossiers, size_t n,
			      uint32_t line, struct wasl_err *err)
{
	struct wasl_call call =
		wasl_call_begin(keyd, &keyd->main, WASL_KEYD_GRANT_MAKE);

	wasl_buf_put_u32(&call.out, line);
	wasl_buf_put_u16(&call.out, (uint16_t)n);
	for (size_t i = 0; i < n; i++) {
		put_id(&call.out, &dossiers[i].id);
		wasl_buf_put(&call.out, dossiers[i].wrapped.b,
			     sizeof(dossiers[i].wrapped.b));
	}
	if (wasl_call_ask(&call, err))
		for (size_t i = 0; i < n; i++) {
			wasl_bytes sealed;

			dossiers[i].status =
				(wasl_status)wasl_cursor_u16(&call.in);
			sealed = wasl_frame_short(&call.in);
			wasl_buf_put(&grants[i], sealed.p, sealed.n);
		}
	return wasl_call_end(&call, err);
}

wasl_status wasl_keyd_grant_make(struct wasl_keyd *keyd,
				 struct wasl_buf *grants,
				 struct wasl_keyd_dossier *dossiers, size_t n,
				 uint32_t line, struct wasl_err *err)
{
	for (size_t at = 0; at < n; at += piece(n - at))
		WASL_TRY(grant_make(keyd, grants + at, dossiers + at,
				    piece(n - at), line, err));
	return WASL_OK;
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
