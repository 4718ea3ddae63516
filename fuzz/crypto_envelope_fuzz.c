/* An envelope from a stranger: parsed strictly, or refused; and whatever bytes
 * come, only one that we sealed opens. */
#include "crypto/crypto.h"
#include "crypto/envelope.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was parsed lies inside the input. */
static void inside(wasl_bytes part, wasl_bytes all)
{
	if (part.p < all.p || part.n > (size_t)(all.p + all.n - part.p))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[WASL_ENVELOPE_MAX];
	static const struct wasl_secret key = {{7}};
	struct wasl_pos at = {WASL_TEXT("a/line/b"), 0};
	struct wasl_buf plain = WASL_BUF(space);
	wasl_bytes in = wasl_bytes_of(data, size);
	struct wasl_envelope env;
	struct wasl_err err;

	if (wasl_crypto_init(NULL) != WASL_OK)
		abort();
	if (wasl_envelope_parse(&env, in, &err) != WASL_OK)
		return 0;
	if (wasl_cbor_check(in, NULL) != WASL_OK)
		abort();
	inside(env.prot, in);
	inside(env.ciphertext, in);
	if (env.has_grant)
		inside(env.grant.ciphertext, in);
	if (wasl_envelope_open(&plain, &env, &at, &key, &err) !=
		    WASL_BAD_SEAL ||
	    plain.n != 0)
		abort();
	return 0;
}
