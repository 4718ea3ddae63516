#include "crypto/key.h"

#include "cbor/cbor.h"

#include <sodium.h>

_Static_assert(sizeof(struct wasl_sign_secret) == crypto_sign_SECRETKEYBYTES,
	       "libsodium's Ed25519 secret is seed and public key");
_Static_assert(WASL_SIG_LEN == crypto_sign_BYTES, "Ed25519 signature");
_Static_assert(WASL_SECRET_LEN == crypto_scalarmult_SCALARBYTES,
	       "X25519 scalar");

/* COSE_Key (RFC 9053 §7.2): labels, the key type OKP and its curves. */
enum { KEY_TYPE = 1, KEY_CRV = -1, KEY_X = -2 };
enum { OKP = 1, CRV_X25519 = 4, CRV_ED25519 = 6 };

void wasl_sign_wipe(struct wasl_sign_secret *s)
{
	sodium_memzero(s, sizeof(*s));
}

void wasl_seal_wipe(struct wasl_seal_secret *s)
{
	sodium_memzero(s, sizeof(*s));
}

static void put_cose_key(struct wasl_buf *out, int64_t crv, wasl_bytes x)
{
	wasl_cbor_put_map(out, 3);
	wasl_cbor_put_int(out, KEY_TYPE);
	wasl_cbor_put_int(out, OKP);
	wasl_cbor_put_int(out, KEY_CRV);
	wasl_cbor_put_int(out, crv);
	wasl_cbor_put_int(out, KEY_X);
	wasl_cbor_put_bytes(out, x);
}

void wasl_seal_put_cose_key(struct wasl_buf *out,
			    const struct wasl_seal_public *key)
{
	put_cose_key(out, CRV_X25519, WASL_BYTES(key->b));
}

/*
 * RFC 7748 §5 ignores the top bit and reduces what is 2^255 - 19 or more, so
 * that one key has several spellings. spec §2: "An X25519 public key is
 * rejected unless it is written canonically".
 */
static bool canonical(const uint8_t x[static WASL_PUBLIC_LEN])
{
	if (x[31] != 0x7f || x[0] < 0xed)
		return x[31] < 0x80;
	for (size_t i = 1; i < 31; i++)
		if (x[i] != 0xff)
			return true;
	return false;
}

void wasl_seal_read_cose_key(struct wasl_cbor *c, struct wasl_seal_public *out)
{
	wasl_cbor_expect_map(c, 3);
	wasl_cbor_expect_int(c, KEY_TYPE);
	wasl_cbor_expect_int(c, OKP);
	wasl_cbor_expect_int(c, KEY_CRV);
	wasl_cbor_expect_int(c, CRV_X25519);
	wasl_cbor_expect_int(c, KEY_X);
	wasl_cbor_copy(c, out->b, sizeof(out->b));
	if (!canonical(out->b))
		wasl_cbor_fail(c, "an X25519 key that is not canonical");
	wasl_cbor_leave(c);
}

/* spec §2: "`kid` = SHA-256 of det-CBOR `{1: 1, -1: crv, -2: x}`". */
static struct wasl_kid kid_of(int64_t crv, wasl_bytes x)
{
	uint8_t space[48];
	struct wasl_buf key = WASL_BUF(space);

	put_cose_key(&key, crv, x);
	wasl_assert(!key.over);
	return (struct wasl_kid){wasl_sha256(wasl_buf_bytes(&key))};
}

void wasl_sign_from_seed(struct wasl_sign_secret *out,
			 const struct wasl_secret *seed)
{
	struct wasl_sign_public pub;

	wasl_assert(crypto_sign_seed_keypair(pub.b, out->b, seed->b) == 0);
}

void wasl_sign_seed(struct wasl_secret *out, const struct wasl_sign_secret *key)
{
	memcpy(out->b, key->b, sizeof(out->b));
}

struct wasl_sign_public wasl_sign_public(const struct wasl_sign_secret *key)
{
	struct wasl_sign_public pub;

	memcpy(pub.b, key->b + WASL_SECRET_LEN, sizeof(pub.b));
	return pub;
}

wasl_status wasl_sign_public_parse(struct wasl_sign_public *out, wasl_bytes in,
				   struct wasl_err *err)
{
	*out = (struct wasl_sign_public){{0}};
	if (in.n != sizeof(out->b))
		return wasl_fail(err, WASL_MALFORMED,
				 "an Ed25519 key of %zu bytes, not 32", in.n);
	if (crypto_core_ed25519_is_valid_point(in.p) != 1)
		return wasl_fail(err, WASL_MALFORMED,
				 "not a valid Ed25519 point");
	memcpy(out->b, in.p, sizeof(out->b));
	return WASL_OK;
}

struct wasl_sig wasl_sign(const struct wasl_sign_secret *key, wasl_bytes msg)
{
	struct wasl_sig sig;

	wasl_assert(crypto_sign_detached(sig.b, NULL, msg.p, msg.n, key->b) ==
		    0);
	return sig;
}

wasl_status wasl_verify(const struct wasl_sign_public *key, wasl_bytes msg,
			wasl_bytes sig, struct wasl_err *err)
{
	if (sig.n != WASL_SIG_LEN)
		return wasl_fail(err, WASL_BAD_SIG,
				 "a signature of %zu bytes, not 64", sig.n);
	if (crypto_sign_verify_detached(sig.p, msg.p, msg.n, key->b) != 0)
		return wasl_fail(err, WASL_BAD_SIG,
				 "the signature does not verify");
	return WASL_OK;
}

struct wasl_kid wasl_sign_kid(const struct wasl_sign_public *key)
{
	return kid_of(CRV_ED25519, WASL_BYTES(key->b));
}

void wasl_seal_from_scalar(struct wasl_seal_secret *out,
			   const struct wasl_secret *scalar)
{
	out->scalar = *scalar;
	wasl_assert(crypto_scalarmult_base(out->pub.b, scalar->b) == 0);
}

wasl_status wasl_seal_public_parse(struct wasl_seal_public *out, wasl_bytes in,
				   struct wasl_err *err)
{
	/* Any scalar finds a point of small order: Z is then all-zero. */
	static const uint8_t scalar[WASL_SECRET_LEN] = {1};
	uint8_t z[WASL_SECRET_LEN];

	*out = (struct wasl_seal_public){{0}};
	if (in.n != sizeof(out->b))
		return wasl_fail(err, WASL_MALFORMED,
				 "an X25519 key of %zu bytes, not 32", in.n);
	if (!canonical(in.p))
		return wasl_fail(err, WASL_MALFORMED,
				 "an X25519 key that is not canonical");
	if (crypto_scalarmult(z, scalar, in.p) != 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "an X25519 key of small order");
	memcpy(out->b, in.p, sizeof(out->b));
	return WASL_OK;
}

wasl_status wasl_seal_agree(struct wasl_secret *out,
			    const struct wasl_seal_secret *own,
			    const struct wasl_seal_public *other,
			    struct wasl_err *err)
{
	/* spec §3: "reject all-zero Z"; libsodium fails on it. */
	if (crypto_scalarmult(out->b, own->scalar.b, other->b) == 0)
		return WASL_OK;
	wasl_secret_wipe(out);
	return wasl_fail(err, WASL_BAD_SEAL,
			 "the X25519 keys agree on an all-zero secret");
}

struct wasl_kid wasl_seal_kid(const struct wasl_seal_public *key)
{
	return kid_of(CRV_X25519, WASL_BYTES(key->b));
}

bool wasl_kid_eq(const struct wasl_kid *a, const struct wasl_kid *b)
{
	return wasl_hash_eq(&a->hash, &b->hash);
}
