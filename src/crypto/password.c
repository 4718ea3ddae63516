#include "crypto/password.h"

#include <sodium.h>

_Static_assert(crypto_pwhash_STRBYTES <= WASL_PASSWORD_HASH_MAX,
	       "what libsodium writes fits");

wasl_status wasl_password_hash(char out[static WASL_PASSWORD_HASH_MAX],
			       wasl_bytes password, struct wasl_err *err)
{
	if (crypto_pwhash_str_alg(out, (const char *)password.p, password.n,
				  WASL_PASSWORD_PASSES,
				  (size_t)WASL_PASSWORD_KIB * 1024,
				  crypto_pwhash_ALG_ARGON2ID13) == 0)
		return WASL_OK;
	return wasl_fail(err, WASL_NO_MEMORY, "Argon2id");
}

bool wasl_password_is(const char *hash, wasl_bytes password)
{
	return crypto_pwhash_str_verify(hash, (const char *)password.p,
					password.n) == 0;
}
