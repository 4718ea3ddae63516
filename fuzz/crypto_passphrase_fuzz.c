/* A key file that somebody else may have written: only cheap costs are tried,
 * and none opens. */
#include "base/limits.h"
#include "cbor/cbor.h"
#include "crypto/crypto.h"
#include "crypto/passphrase.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The cost that such a file claims; dear ones are legal but slow. */
static bool is_cheap(wasl_bytes in)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	uint64_t passes;
	uint64_t kib;

	wasl_cbor_enter_array(&c);
	wasl_cbor_skip(&c);
	wasl_cbor_skip(&c);
	passes = wasl_cbor_uint(&c);
	kib = wasl_cbor_uint(&c);
	return passes > WASL_ARGON_PASSES_MAX || kib > WASL_ARGON_KIB_MAX ||
	       passes * kib <= 64;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t space[1024];
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes in = wasl_bytes_of(data, size);
	wasl_status status;

	if (wasl_crypto_init(NULL) != WASL_OK)
		abort();
	if (!is_cheap(in))
		return 0;
	status = wasl_passphrase_open(&out, wasl_bytes_of("p", 1),
				      WASL_TEXT("keys"), in, NULL);
	if (status == WASL_OK || out.n != 0)
		abort();
	return 0;
}
