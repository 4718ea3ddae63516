#include "crypto/rest.h"

#include "base/limits.h"
#include "cbor/cbor.h"
#include "crypto/kdf.h"

enum { NONCE_AT = 4, CT_AT = NONCE_AT + WASL_AEAD_XNONCE };

struct wasl_wrapped wasl_wrap(const struct wasl_random *random, uint32_t bucket,
			      const struct wasl_secret *bucket_key,
			      const struct wasl_dossier_id *dossier,
			      const struct wasl_secret *key)
{
	struct wasl_wrapped w = {{0}};
	struct wasl_buf head = {.p = w.b, .cap = NONCE_AT};

	wasl_buf_put_u32(&head, bucket);
	wasl_random_fill(random, w.b + NONCE_AT, WASL_AEAD_XNONCE);
	wasl_aead_xseal(w.b + CT_AT, bucket_key, w.b + NONCE_AT,
			wasl_dossier_id_bytes(dossier),
			wasl_secret_reveal(key));
	return w;
}

uint32_t wasl_wrap_bucket(const struct wasl_wrapped *wrapped)
{
	struct wasl_cursor c = wasl_cursor_init(WASL_BYTES(wrapped->b));

	return wasl_cursor_u32(&c);
}

wasl_status wasl_unwrap(struct wasl_secret *key,
			const struct wasl_wrapped *wrapped,
			const struct wasl_secret *bucket_key,
			const struct wasl_dossier_id *dossier,
			struct wasl_err *err)
{
	wasl_status status = wasl_aead_xopen(
		key->b, bucket_key, wrapped->b + NONCE_AT,
		wasl_dossier_id_bytes(dossier),
		wasl_bytes_of(wrapped->b + CT_AT, WASL_WRAP_LEN - CT_AT), err);

	if (status != WASL_OK)
		wasl_err_prefix(err, "wrapped dossier key");
	return status;
}

/* --- cells --------------------------------------------------------------- */

enum {
	NAME_MAX = 64,
	CELL_MAX = 1 + 2 * (2 + NAME_MAX) + 2 + WASL_ROW_KEY_MAX
};

/* spec §10: "AAD = table, column, row" */
static void put_cell(struct wasl_buf *out, const struct wasl_cell *cell)
{
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_text(out, cell->table);
	wasl_cbor_put_text(out, cell->column);
	wasl_cbor_put_bytes(out, cell->row);
	wasl_assert(!out->over);
}

static void rest_key(struct wasl_secret *out,
		     const struct wasl_secret *dossier_key)
{
	uint8_t space[16];
	struct wasl_buf info = WASL_BUF(space);

	wasl_cbor_put_array(&info, 1);
	wasl_cbor_put_text(&info, WASL_TEXT("wasl/rest"));
	wasl_assert(!info.over);
	wasl_hkdf(out, dossier_key, wasl_buf_bytes(&info));
}

void wasl_rest_seal(struct wasl_buf *out, const struct wasl_random *random,
		    const struct wasl_secret *dossier_key,
		    const struct wasl_cell *cell, wasl_bytes in)
{
	uint8_t space[CELL_MAX];
	struct wasl_buf aad = WASL_BUF(space);
	uint8_t *nonce = wasl_buf_take(out, WASL_AEAD_XNONCE);
	uint8_t *ciphertext = wasl_buf_take(out, in.n + WASL_AEAD_TAG);
	wasl_autosecret key;

	rest_key(&key, dossier_key);
	put_cell(&aad, cell);
	if (ciphertext == NULL)
		return;
	wasl_random_fill(random, nonce, WASL_AEAD_XNONCE);
	wasl_aead_xseal(ciphertext, &key, nonce, wasl_buf_bytes(&aad), in);
}

static wasl_status open_cell(uint8_t *out,
			     const struct wasl_secret *dossier_key,
			     const struct wasl_cell *cell, wasl_bytes in,
			     struct wasl_err *err)
{
	uint8_t space[CELL_MAX];
	struct wasl_buf aad = WASL_BUF(space);
	wasl_autosecret key;

	rest_key(&key, dossier_key);
	put_cell(&aad, cell);
	return wasl_aead_xopen(
		out, &key, in.p, wasl_buf_bytes(&aad),
		wasl_bytes_of(in.p + WASL_AEAD_XNONCE, in.n - WASL_AEAD_XNONCE),
		err);
}

wasl_status wasl_rest_open(struct wasl_buf *out,
			   const struct wasl_secret *dossier_key,
			   const struct wasl_cell *cell, wasl_bytes in,
			   struct wasl_err *err)
{
	size_t from = out->n;
	uint8_t *text;
	wasl_status status;

	if (in.n < WASL_REST_OVERHEAD)
		return wasl_fail(err, WASL_BAD_SEAL,
				 "sealed column: cut short");
	text = wasl_buf_take(out, in.n - WASL_REST_OVERHEAD);
	if (text == NULL)
		return wasl_fail(err, WASL_TOO_BIG,
				 "sealed column: no room for its text");
	status = open_cell(text, dossier_key, cell, in, err);
	if (status == WASL_OK)
		return WASL_OK;
	out->n = from;
	wasl_err_prefix(err, "sealed column");
	return status;
}
