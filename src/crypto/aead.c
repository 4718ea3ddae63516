#include "crypto/aead.h"

#include <sodium.h>

_Static_assert(WASL_AEAD_TAG == crypto_aead_chacha20poly1305_ietf_ABYTES,
	       "Poly1305 tag, the same for both");
_Static_assert(WASL_AEAD_NONCE == crypto_aead_chacha20poly1305_ietf_NPUBBYTES,
	       "RFC 8439 nonce");
_Static_assert(WASL_AEAD_XNONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	       "XChaCha20 nonce");

void wasl_aead_seal(uint8_t *out, const struct wasl_secret *key,
		    const uint8_t nonce[static WASL_AEAD_NONCE], wasl_bytes aad,
		    wasl_bytes in)
{
	wasl_assert(crypto_aead_chacha20poly1305_ietf_encrypt(
			    out, NULL, in.p, in.n, aad.p, aad.n, NULL, nonce,
			    key->b) == 0);
}

void wasl_aead_xseal(uint8_t *out, const struct wasl_secret *key,
		     const uint8_t nonce[static WASL_AEAD_XNONCE],
		     wasl_bytes aad, wasl_bytes in)
{
	wasl_assert(crypto_aead_xchacha20poly1305_ietf_encrypt(
			    out, NULL, in.p, in.n, aad.p, aad.n, NULL, nonce,
			    key->b) == 0);
}

static wasl_status not_open(struct wasl_err *err)
{
	return wasl_fail(err, WASL_BAD_SEAL, "the authentication tag is wrong");
}

wasl_status wasl_aead_open(uint8_t *out, const struct wasl_secret *key,
			   const uint8_t nonce[static WASL_AEAD_NONCE],
			   wasl_bytes aad, wasl_bytes in, struct wasl_err *err)
{
	if (crypto_aead_chacha20poly1305_ietf_decrypt(out, NULL, NULL, in.p,
						      in.n, aad.p, aad.n, nonce,
						      key->b) != 0)
		return not_open(err);
	return WASL_OK;
}

wasl_status wasl_aead_xopen(uint8_t *out, const struct wasl_secret *key,
			    const uint8_t nonce[static WASL_AEAD_XNONCE],
			    wasl_bytes aad, wasl_bytes in, struct wasl_err *err)
{
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, in.p,
						       in.n, aad.p, aad.n,
						       nonce, key->b) != 0)
		return not_open(err);
	return WASL_OK;
}
