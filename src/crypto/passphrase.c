#include "crypto/passphrase.h"

#include "base/limits.h"
#include "cbor/cbor.h"

#include <sodium.h>

enum { VERSION = 1, ITEMS = 7, SALT_LEN = crypto_pwhash_SALTBYTES };

/* The file's head: all before the ciphertext. */
struct head {
	struct wasl_argon cost;
	uint8_t salt[SALT_LEN];
	uint8_t nonce[WASL_AEAD_XNONCE];
};

static bool cost_allowed(struct wasl_argon cost)
{
	return cost.passes >= 1 && cost.passes <= WASL_ARGON_PASSES_MAX &&
	       cost.kib >= WASL_ARGON_KIB_MIN && cost.kib <= WASL_ARGON_KIB_MAX;
}

static wasl_status stretch(struct wasl_secret *out, wasl_bytes passphrase,
			   const struct head *h, struct wasl_err *err)
{
	if (crypto_pwhash(out->b, sizeof(out->b), (const char *)passphrase.p,
			  passphrase.n, h->salt, h->cost.passes,
			  (size_t)h->cost.kib * 1024,
			  crypto_pwhash_ALG_ARGON2ID13) == 0)
		return WASL_OK;
	return wasl_fail(err, WASL_NO_MEMORY,
			 "Argon2id: %u KiB of memory are not to be had",
			 h->cost.kib);
}

static void put_head(struct wasl_buf *out, const struct head *h,
		     wasl_text purpose)
{
	wasl_cbor_put_array(out, ITEMS);
	wasl_cbor_put_int(out, VERSION);
	wasl_cbor_put_text(out, purpose);
	wasl_cbor_put_uint(out, h->cost.passes);
	wasl_cbor_put_uint(out, h->cost.kib);
	wasl_cbor_put_bytes(out, WASL_BYTES(h->salt));
	wasl_cbor_put_bytes(out, WASL_BYTES(h->nonce));
}

wasl_status wasl_passphrase_seal(struct wasl_buf *out,
				 const struct wasl_random *random,
				 struct wasl_argon cost, wasl_bytes passphrase,
				 wasl_text purpose, wasl_bytes in,
				 struct wasl_err *err)
{
	struct head h = {.cost = cost};
	size_t from = out->n;
	wasl_bytes aad;
	uint8_t *ciphertext;
	wasl_autosecret key;

	wasl_assert(purpose.n >= 1 && purpose.n <= WASL_PURPOSE_MAX);
	wasl_assert(cost_allowed(cost));
	wasl_random_fill(random, h.salt, sizeof(h.salt));
	wasl_random_fill(random, h.nonce, sizeof(h.nonce));
	WASL_TRY(stretch(&key, passphrase, &h, err));
	put_head(out, &h, purpose);
	aad = wasl_bytes_of(out->p + from, out->n - from);
	wasl_cbor_put_bytes_head(out, in.n + WASL_AEAD_TAG);
	ciphertext = wasl_buf_take(out, in.n + WASL_AEAD_TAG);
	if (ciphertext == NULL) {
		out->n = from;
		return wasl_fail(err, WASL_TOO_BIG, "no room to seal it");
	}
	wasl_aead_xseal(ciphertext, &key, h.nonce, aad, in);
	return WASL_OK;
}

/* A cost that is not a number of 32 bits is over any limit. */
static uint32_t read_cost(struct wasl_cbor *c)
{
	uint64_t v = wasl_cbor_uint(c);

	return v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

static wasl_status read_file(struct head *h, wasl_bytes *aad,
			     wasl_bytes *ciphertext, wasl_text purpose,
			     wasl_bytes in, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);

	wasl_cbor_expect_array(&c, ITEMS);
	wasl_cbor_expect_int(&c, VERSION);
	if (!wasl_text_eq(wasl_cbor_text(&c), purpose))
		wasl_cbor_fail(&c, "made for another purpose");
	h->cost.passes = read_cost(&c);
	h->cost.kib = read_cost(&c);
	wasl_cbor_copy(&c, h->salt, sizeof(h->salt));
	wasl_cbor_copy(&c, h->nonce, sizeof(h->nonce));
	*aad = wasl_bytes_of(in.p, (size_t)(c.p - c.start));
	*ciphertext = wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	return wasl_cbor_finish(&c, err);
}

static wasl_status open_file(struct wasl_buf *out, wasl_bytes passphrase,
			     const struct head *h, wasl_bytes aad,
			     wasl_bytes ciphertext, struct wasl_err *err)
{
	size_t from = out->n;
	uint8_t *content;
	wasl_autosecret key;

	content = wasl_buf_take(out, ciphertext.n - WASL_AEAD_TAG);
	if (content == NULL)
		return wasl_fail(err, WASL_TOO_BIG, "no room for its content");
	out->n = from;
	WASL_TRY(stretch(&key, passphrase, h, err));
	if (wasl_aead_xopen(content, &key, h->nonce, aad, ciphertext, NULL) !=
	    WASL_OK)
		return wasl_fail(err, WASL_BAD_PASSPHRASE,
				 "another passphrase, or damaged");
	out->n += ciphertext.n - WASL_AEAD_TAG;
	return WASL_OK;
}

wasl_status wasl_passphrase_open(struct wasl_buf *out, wasl_bytes passphrase,
				 wasl_text purpose, wasl_bytes in,
				 struct wasl_err *err)
{
	struct head h;
	wasl_bytes aad;
	wasl_bytes ciphertext;

	WASL_TRY(read_file(&h, &aad, &ciphertext, purpose, in, err));
	if (ciphertext.n < WASL_AEAD_TAG)
		return wasl_fail(err, WASL_SCHEMA, "its content is cut short");
	if (!cost_allowed(h.cost))
		return wasl_fail(err, WASL_TOO_BIG,
				 "a cost of %u passes and %u KiB is refused",
				 h.cost.passes, h.cost.kib);
	return open_file(out, passphrase, &h, aad, ciphertext, err);
}
