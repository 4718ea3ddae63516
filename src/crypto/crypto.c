#include "crypto/crypto.h"

#include <sodium.h>

wasl_status wasl_crypto_init(struct wasl_err *err)
{
	if (sodium_init() < 0)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "libsodium cannot run here");
	return WASL_OK;
}

static void fill(void *ctx, void *out, size_t n)
{
	(void)ctx;
	randombytes_buf(out, n);
}

struct wasl_random wasl_crypto_random(void)
{
	return (struct wasl_random){.fill = fill, .ctx = NULL};
}
