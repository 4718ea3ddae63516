#include "crypto/envelope.h"

#include "cbor/cbor.h"
#include "crypto/cose.h"
#include "crypto/kdf.h"

/* Labels of the protected header; the private ones are ours (spec §3). */
enum {
	HDR_CONTENT_TYPE = 16,
	HDR_DOSSIER = -70001,
	HDR_SEEN = -70004,
	HDR_COMMITMENT = -70005,
};

#define CONTENT_TYPE "application/vnd.wasl.act+cose"

enum {
	VERSION = 1,
	/* ["wasl/act", origin, index] */
	PLACE_MAX = 1 + 9 + 2 + WASL_ORIGIN_MAX + 9,
	/* The protected header, with the largest `seen`. */
	PROT_MAX = 112,
	AAD_MAX = 1 + 9 + 2 + PROT_MAX + 2 + PLACE_MAX,
};

/* ["wasl/act", origin, index]: info of the act key, and external_aad. */
static void put_place(struct wasl_buf *out, const struct wasl_pos *at)
{
	wasl_assert(at->origin.n <= WASL_ORIGIN_MAX);
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_text(out, WASL_TEXT("wasl/act"));
	wasl_cbor_put_text(out, at->origin);
	wasl_cbor_put_uint(out, at->index);
	wasl_assert(!out->over);
}

static void put_aad(struct wasl_buf *out, wasl_bytes prot,
		    const struct wasl_pos *at)
{
	uint8_t space[PLACE_MAX];
	struct wasl_buf place = WASL_BUF(space);

	put_place(&place, at);
	wasl_cose_put_aad(out, "Encrypt0", prot, wasl_buf_bytes(&place));
	wasl_assert(!out->over);
}

void wasl_act_key(struct wasl_secret *out,
		  const struct wasl_secret *dossier_key,
		  const struct wasl_pos *at)
{
	uint8_t space[PLACE_MAX];
	struct wasl_buf place = WASL_BUF(space);

	put_place(&place, at);
	wasl_hkdf(out, dossier_key, wasl_buf_bytes(&place));
}

/* SHA-256("wasl/commit" || act key) */
static struct wasl_hash commitment_to(const struct wasl_secret *act_key)
{
	wasl_bytes parts[] = {
		wasl_text_bytes(WASL_TEXT("wasl/commit")),
		wasl_secret_reveal(act_key),
	};

	return wasl_sha256_of(parts, 2);
}

/* --- sealing ------------------------------------------------------------- */

static void put_prot(struct wasl_buf *out, const struct wasl_envelope_in *in,
		     const struct wasl_secret *act_key)
{
	struct wasl_hash commitment = commitment_to(act_key);

	wasl_cbor_put_map(out, 5);
	wasl_cbor_put_int(out, WASL_COSE_ALG);
	wasl_cbor_put_int(out, WASL_COSE_CHACHA20_POLY1305);
	wasl_cbor_put_int(out, HDR_CONTENT_TYPE);
	wasl_cbor_put_text(out, WASL_TEXT(CONTENT_TYPE));
	wasl_cbor_put_int(out, HDR_DOSSIER);
	wasl_cbor_put_bytes(out, wasl_dossier_id_bytes(&in->dossier));
	wasl_cbor_put_int(out, HDR_SEEN);
	wasl_cbor_put_uint(out, in->seen);
	wasl_cbor_put_int(out, HDR_COMMITMENT);
	wasl_cbor_put_bytes(out, wasl_hash_bytes(&commitment));
	wasl_assert(!out->over);
}

/* Put the envelope up to its ciphertext, for which room is left. */
static uint8_t *put_frame(struct wasl_buf *out,
			  const struct wasl_envelope_in *in, wasl_bytes prot,
			  const uint8_t nonce[static WASL_AEAD_NONCE])
{
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_int(out, VERSION);
	if (in->grant.n == 0)
		wasl_cbor_put_null(out);
	else
		wasl_buf_put(out, in->grant.p, in->grant.n);
	wasl_cbor_put_tag(out, WASL_CBOR_TAG_ENCRYPT0);
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_bytes(out, prot);
	wasl_cose_put_iv(out, nonce);
	wasl_cbor_put_bytes_head(out, in->plain.n + WASL_AEAD_TAG);
	return wasl_buf_take(out, in->plain.n + WASL_AEAD_TAG);
}

wasl_status wasl_envelope_seal(struct wasl_buf *out,
			       const struct wasl_random *random,
			       const struct wasl_envelope_in *in,
			       struct wasl_err *err)
{
	uint8_t prot_space[PROT_MAX];
	uint8_t aad_space[AAD_MAX];
	uint8_t nonce[WASL_AEAD_NONCE];
	struct wasl_buf prot = WASL_BUF(prot_space);
	struct wasl_buf aad = WASL_BUF(aad_space);
	size_t from = out->n;
	uint8_t *ciphertext;
	wasl_autosecret key;

	wasl_assert(in->plain.n > 0 && in->plain.n % WASL_ACT_BLOCK == 0);
	wasl_act_key(&key, in->key, &in->at);
	put_prot(&prot, in, &key);
	put_aad(&aad, wasl_buf_bytes(&prot), &in->at);
	wasl_random_fill(random, nonce, sizeof(nonce));
	ciphertext = put_frame(out, in, wasl_buf_bytes(&prot), nonce);
	if (ciphertext == NULL || out->n - from > WASL_ENVELOPE_MAX) {
		out->n = from;
		return wasl_fail(err, WASL_TOO_BIG,
				 "envelope: %zu bytes of act do not fit",
				 in->plain.n);
	}
	wasl_aead_seal(ciphertext, &key, nonce, wasl_buf_bytes(&aad),
		       in->plain);
	return WASL_OK;
}

/* --- parsing ------------------------------------------------------------- */

static wasl_status read_prot(struct wasl_envelope *out, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(out->prot);
	wasl_status status;

	wasl_cbor_expect_map(&c, 5);
	wasl_cbor_expect_int(&c, WASL_COSE_ALG);
	wasl_cbor_expect_int(&c, WASL_COSE_CHACHA20_POLY1305);
	wasl_cbor_expect_int(&c, HDR_CONTENT_TYPE);
	wasl_cbor_expect_text(&c, CONTENT_TYPE);
	wasl_cbor_expect_int(&c, HDR_DOSSIER);
	wasl_cbor_copy(&c, out->dossier.b, sizeof(out->dossier.b));
	wasl_cbor_expect_int(&c, HDR_SEEN);
	out->seen = wasl_cbor_uint(&c);
	wasl_cbor_expect_int(&c, HDR_COMMITMENT);
	wasl_cbor_copy(&c, out->commitment.b, sizeof(out->commitment.b));
	wasl_cbor_leave(&c);
	status = wasl_cbor_finish(&c, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "protected header");
	return status;
}

/* The outer layout; the grant is left as the bytes of its item. */
static wasl_status read_frame(struct wasl_envelope *out, wasl_bytes *grant,
			      struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(out->all);

	wasl_cbor_expect_array(&c, 3);
	wasl_cbor_expect_int(&c, VERSION);
	out->has_grant = !wasl_cbor_null(&c);
	if (out->has_grant)
		*grant = wasl_cbor_skip(&c);
	wasl_cbor_expect_tag(&c, WASL_CBOR_TAG_ENCRYPT0);
	wasl_cbor_expect_array(&c, 3);
	out->prot = wasl_cbor_bytes(&c);
	wasl_cose_read_iv(&c, out->nonce);
	out->ciphertext = wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	return wasl_cbor_finish(&c, err);
}

/* What padding to whole blocks and the tag make of any plaintext. */
static wasl_status check_length(const struct wasl_envelope *env,
				struct wasl_err *err)
{
	size_t n = env->ciphertext.n;

	if (n > WASL_AEAD_TAG && (n - WASL_AEAD_TAG) % WASL_ACT_BLOCK == 0)
		return WASL_OK;
	return wasl_fail(err, WASL_SCHEMA,
			 "a ciphertext of %zu bytes: no whole blocks of %d", n,
			 WASL_ACT_BLOCK);
}

static wasl_status parse(struct wasl_envelope *out, struct wasl_err *err)
{
	wasl_bytes grant = {NULL, 0};

	if (out->all.n > WASL_ENVELOPE_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "%zu bytes, %d are allowed",
				 out->all.n, WASL_ENVELOPE_MAX);
	WASL_TRY(read_frame(out, &grant, err));
	WASL_TRY(read_prot(out, err));
	WASL_TRY(check_length(out, err));
	if (out->has_grant)
		WASL_TRY(wasl_grant_parse(&out->grant, grant, err));
	return WASL_OK;
}

/* "A reader rejects a version that it does not know", whatever that has in
 * place of the layout above. */
static bool is_other_version(wasl_bytes in)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	struct wasl_cbor_item array, version;

	return wasl_cbor_check(in, NULL) == WASL_OK &&
	       wasl_cbor_next(&c, &array) && array.type == WASL_CBOR_ARRAY &&
	       wasl_cbor_next(&c, &version) && version.type == WASL_CBOR_UINT &&
	       version.n != VERSION;
}

wasl_status wasl_envelope_parse(struct wasl_envelope *out, wasl_bytes in,
				struct wasl_err *err)
{
	wasl_status status;

	*out = (struct wasl_envelope){.all = in};
	status = parse(out, err);
	if (status == WASL_OK)
		return WASL_OK;
	*out = (struct wasl_envelope){0};
	if (status == WASL_SCHEMA && is_other_version(in))
		status = wasl_fail(err, WASL_UNSUPPORTED, "version is not %d",
				   VERSION);
	wasl_err_prefix(err, "envelope");
	return status;
}

/* --- opening ------------------------------------------------------------- */

wasl_status wasl_envelope_commits(const struct wasl_envelope *env,
				  const struct wasl_secret *act_key,
				  struct wasl_err *err)
{
	struct wasl_hash commitment = commitment_to(act_key);

	if (wasl_hash_eq(&commitment, &env->commitment))
		return WASL_OK;
	return wasl_fail(err, WASL_BAD_SEAL,
			 "envelope: it commits to another key (-70005)");
}

wasl_status wasl_envelope_open_act(struct wasl_buf *plain,
				   const struct wasl_envelope *env,
				   const struct wasl_pos *at,
				   const struct wasl_secret *act_key,
				   struct wasl_err *err)
{
	uint8_t space[AAD_MAX];
	struct wasl_buf aad = WASL_BUF(space);
	size_t from = plain->n;
	uint8_t *out;
	wasl_status status;

	WASL_TRY(wasl_envelope_commits(env, act_key, err));
	out = wasl_buf_take(plain, env->ciphertext.n - WASL_AEAD_TAG);
	if (out == NULL)
		return wasl_fail(err, WASL_TOO_BIG,
				 "envelope: no room for its act");
	put_aad(&aad, env->prot, at);
	status = wasl_aead_open(out, act_key, env->nonce, wasl_buf_bytes(&aad),
				env->ciphertext, err);
	if (status == WASL_OK)
		return WASL_OK;
	plain->n = from;
	wasl_err_prefix(err, "envelope");
	return status;
}

wasl_status wasl_envelope_open(struct wasl_buf *plain,
			       const struct wasl_envelope *env,
			       const struct wasl_pos *at,
			       const struct wasl_secret *dossier_key,
			       struct wasl_err *err)
{
	wasl_autosecret key;

	wasl_act_key(&key, dossier_key, at);
	return wasl_envelope_open_act(plain, env, at, &key, err);
}
