#include "crypto/passkey.h"

#include "cbor/cbor.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>

/* COSE key parameters (RFC 9053 §7). */
enum { KTY = 1, ALG = 3, CRV = -1, X = -2, Y = -3 };
enum { KTY_OKP = 1, KTY_EC2 = 2, CRV_P256 = 1, CRV_ED25519 = 6 };

enum {
	FLAG_PRESENT = 0x01,
	FLAG_VERIFIED = 0x04,
	FLAG_CREDENTIAL = 0x40,
	FLAG_EXTENSIONS = 0x80,
	FLAGS_RESERVED = 0x22,
	AAGUID_LEN = 16,
};

/* --- public keys ---------------------------------------------------------- */

static void read_key(struct wasl_cbor *c, struct wasl_passkey_key *out)
{
	bool ec = false;

	if (wasl_cbor_peek(c) != WASL_CBOR_MAP) {
		wasl_cbor_fail(c, "a COSE key is a map");
		return;
	}
	ec = wasl_cbor_enter_map(c) == 5;
	wasl_cbor_expect_int(c, KTY);
	wasl_cbor_expect_int(c, ec ? KTY_EC2 : KTY_OKP);
	wasl_cbor_expect_int(c, ALG);
	wasl_cbor_expect_int(c, ec ? WASL_PASSKEY_ES256 : WASL_PASSKEY_EDDSA);
	wasl_cbor_expect_int(c, CRV);
	wasl_cbor_expect_int(c, ec ? CRV_P256 : CRV_ED25519);
	wasl_cbor_expect_int(c, X);
	wasl_cbor_copy(c, out->x, sizeof(out->x));
	if (ec) {
		wasl_cbor_expect_int(c, Y);
		wasl_cbor_copy(c, out->y, sizeof(out->y));
	}
	wasl_cbor_leave(c);
	out->alg = ec ? WASL_PASSKEY_ES256 : WASL_PASSKEY_EDDSA;
}

wasl_status wasl_passkey_key_parse(struct wasl_passkey_key *out, wasl_bytes in,
				   struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	struct wasl_passkey_key key = {.alg = WASL_PASSKEY_ES256};
	wasl_status status;

	read_key(&c, &key);
	status = wasl_cbor_finish(&c, err);
	*out = status == WASL_OK ? key : (struct wasl_passkey_key){0};
	return status;
}

/* RFC 9679 §4: the thumbprint leaves the algorithm out. */
static void put_key(struct wasl_buf *out, const struct wasl_passkey_key *key,
		    bool alg)
{
	bool ec = key->alg == WASL_PASSKEY_ES256;

	wasl_cbor_put_map(out, (ec ? 4u : 3u) + (alg ? 1u : 0u));
	wasl_cbor_put_int(out, KTY);
	wasl_cbor_put_int(out, ec ? KTY_EC2 : KTY_OKP);
	if (alg) {
		wasl_cbor_put_int(out, ALG);
		wasl_cbor_put_int(out, key->alg);
	}
	wasl_cbor_put_int(out, CRV);
	wasl_cbor_put_int(out, ec ? CRV_P256 : CRV_ED25519);
	wasl_cbor_put_int(out, X);
	wasl_cbor_put_bytes(out, WASL_BYTES(key->x));
	if (!ec)
		return;
	wasl_cbor_put_int(out, Y);
	wasl_cbor_put_bytes(out, WASL_BYTES(key->y));
}

void wasl_passkey_key_write(struct wasl_buf *out,
			    const struct wasl_passkey_key *key)
{
	put_key(out, key, true);
}

struct wasl_kid wasl_passkey_kid(const struct wasl_passkey_key *key)
{
	uint8_t space[WASL_PASSKEY_COSE_MAX];
	struct wasl_buf buf = WASL_BUF(space);

	put_key(&buf, key, false);
	wasl_assert(!buf.over);
	return (struct wasl_kid){wasl_sha256(wasl_buf_bytes(&buf))};
}

/* --- what an authenticator says ------------------------------------------- */

static wasl_status read_credential(struct wasl_passkey_data *out,
				   struct wasl_cursor *c, struct wasl_err *err)
{
	size_t n;

	(void)wasl_cursor_take(c, AAGUID_LEN);
	n = wasl_cursor_u16(c);
	if (n == 0 || n > WASL_PASSKEY_ID_MAX)
		return wasl_fail(err, WASL_SCHEMA,
				 "a credential id has 1 to %d bytes",
				 WASL_PASSKEY_ID_MAX);
	out->id = wasl_cursor_take(c, n);
	if (c->bad)
		return wasl_fail(err, WASL_MALFORMED,
				 "authenticator data are cut short");
	WASL_TRY(wasl_passkey_key_parse(&out->key, wasl_cursor_take(c, c->n),
					err));
	return WASL_OK;
}

static wasl_status read_data(struct wasl_passkey_data *out, wasl_bytes in,
			     struct wasl_err *err)
{
	struct wasl_cursor c = wasl_cursor_init(in);
	wasl_bytes rp = wasl_cursor_take(&c, sizeof(out->rp.b));
	uint8_t flags = wasl_cursor_u8(&c);

	out->counter = wasl_cursor_u32(&c);
	if (c.bad)
		return wasl_fail(err, WASL_MALFORMED,
				 "authenticator data are cut short");
	memcpy(out->rp.b, rp.p, sizeof(out->rp.b));
	out->present = (flags & FLAG_PRESENT) != 0;
	out->verified = (flags & FLAG_VERIFIED) != 0;
	if ((flags & (FLAG_EXTENSIONS | FLAGS_RESERVED)) != 0)
		return wasl_fail(err, WASL_SCHEMA,
				 "extensions or reserved flags");
	if ((flags & FLAG_CREDENTIAL) != 0)
		WASL_TRY(read_credential(out, &c, err));
	return wasl_cursor_finish(&c, err);
}

wasl_status wasl_passkey_data_parse(struct wasl_passkey_data *out,
				    wasl_bytes in, struct wasl_err *err)
{
	struct wasl_passkey_data data = {0};
	wasl_status status;

	*out = data;
	if (in.n > WASL_PASSKEY_DATA_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "authenticator data have at most %d bytes",
				 WASL_PASSKEY_DATA_MAX);
	status = read_data(&data, in, err);
	if (status == WASL_OK)
		*out = data;
	return status;
}

wasl_status wasl_passkey_attestation_parse(struct wasl_passkey_data *out,
					   wasl_bytes in, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	wasl_bytes data;

	*out = (struct wasl_passkey_data){0};
	wasl_cbor_expect_map(&c, 3);
	wasl_cbor_expect_text(&c, "fmt");
	wasl_cbor_expect_text(&c, "none");
	wasl_cbor_expect_text(&c, "attStmt");
	wasl_cbor_expect_map(&c, 0);
	wasl_cbor_leave(&c);
	wasl_cbor_expect_text(&c, "authData");
	data = wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(wasl_cbor_finish(&c, err));
	WASL_TRY(wasl_passkey_data_parse(out, data, err));
	if (out->id.n > 0)
		return WASL_OK;
	*out = (struct wasl_passkey_data){0};
	return wasl_fail(err, WASL_SCHEMA, "no credential");
}

/* --- signatures ----------------------------------------------------------- */

static int verify_es256(const fido_assert_t *assert,
			const struct wasl_passkey_key *key)
{
	uint8_t point[2 * WASL_PASSKEY_COORD];
	es256_pk_t *pk = es256_pk_new();
	int rc = pk == NULL ? FIDO_ERR_INTERNAL : FIDO_OK;

	memcpy(point, key->x, WASL_PASSKEY_COORD);
	memcpy(point + WASL_PASSKEY_COORD, key->y, WASL_PASSKEY_COORD);
	if (rc == FIDO_OK)
		rc = es256_pk_from_ptr(pk, point, sizeof(point));
	if (rc == FIDO_OK)
		rc = fido_assert_verify(assert, 0, COSE_ES256, pk);
	es256_pk_free(&pk);
	return rc;
}

static int verify_eddsa(const fido_assert_t *assert,
			const struct wasl_passkey_key *key)
{
	eddsa_pk_t *pk = eddsa_pk_new();
	int rc = pk == NULL ? FIDO_ERR_INTERNAL : FIDO_OK;

	if (rc == FIDO_OK)
		rc = eddsa_pk_from_ptr(pk, key->x, sizeof(key->x));
	if (rc == FIDO_OK)
		rc = fido_assert_verify(assert, 0, COSE_EDDSA, pk);
	eddsa_pk_free(&pk);
	return rc;
}

static int fill(fido_assert_t *assert, const char *rp,
		const struct wasl_passkey_proof *proof)
{
	struct wasl_hash client = wasl_sha256(proof->client);
	int rc = fido_assert_set_clientdata_hash(assert, client.b,
						 sizeof(client.b));

	if (rc == FIDO_OK)
		rc = fido_assert_set_rp(assert, rp);
	if (rc == FIDO_OK)
		rc = fido_assert_set_up(assert, FIDO_OPT_TRUE);
	if (rc == FIDO_OK)
		rc = fido_assert_set_uv(assert, FIDO_OPT_TRUE);
	if (rc == FIDO_OK)
		rc = fido_assert_set_count(assert, 1);
	if (rc == FIDO_OK)
		rc = fido_assert_set_authdata_raw(assert, 0, proof->data.p,
						  proof->data.n);
	if (rc == FIDO_OK)
		rc = fido_assert_set_sig(assert, 0, proof->sig.p, proof->sig.n);
	return rc;
}

wasl_status wasl_passkey_verify(const struct wasl_passkey_key *key,
				const char *rp,
				const struct wasl_passkey_proof *proof,
				struct wasl_err *err)
{
	struct wasl_passkey_data data;
	fido_assert_t *assert;
	int rc;

	/* Our own reader first: what it refuses, no other library sees. */
	WASL_TRY(wasl_passkey_data_parse(&data, proof->data, err));
	if (proof->sig.n == 0 || proof->sig.n > WASL_PASSKEY_SIG_MAX)
		return wasl_fail(err, WASL_BAD_SIG, "no signature");
	assert = fido_assert_new();
	if (assert == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "a passkey's signature");
	rc = fill(assert, rp, proof);
	if (rc == FIDO_OK)
		rc = key->alg == WASL_PASSKEY_ES256 ? verify_es256(assert, key)
						    : verify_eddsa(assert, key);
	fido_assert_free(&assert);
	return rc == FIDO_OK ? WASL_OK
			     : wasl_fail(err, WASL_BAD_SIG, "passkey: %s",
					 fido_strerr(rc));
}
