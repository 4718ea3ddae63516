/* The plaintext of an act, and the log entry of its envelope. */
#include "crypto/envelope.h"

#include "cbor/cbor.h"

/* spec §3: "Plaintext = det-CBOR map || 80 || 00 … to a multiple of 256
 * bytes." */
enum { PAD_FIRST = 0x80 };

void wasl_act_pad(struct wasl_buf *plain)
{
	size_t zeros;
	uint8_t *at;

	wasl_cbor_written(plain, 0);
	wasl_buf_put_u8(plain, PAD_FIRST);
	zeros = WASL_ACT_BLOCK - 1 -
		(plain->n + WASL_ACT_BLOCK - 1) % WASL_ACT_BLOCK;
	at = wasl_buf_take(plain, zeros);
	if (at != NULL)
		memset(at, 0, zeros);
}

wasl_status wasl_act_unpad(wasl_bytes *out, wasl_bytes plain,
			   struct wasl_err *err)
{
	size_t n = plain.n;

	*out = (wasl_bytes){NULL, 0};
	if (n % WASL_ACT_BLOCK != 0)
		return wasl_fail(err, WASL_SCHEMA,
				 "padding: %zu bytes are no multiple of %d", n,
				 WASL_ACT_BLOCK);
	while (n > 0 && plain.p[n - 1] == 0)
		n--;
	if (n == 0 || plain.p[n - 1] != PAD_FIRST)
		return wasl_fail(err, WASL_SCHEMA,
				 "padding: no 80 before the zeros");
	*out = wasl_bytes_of(plain.p, n - 1);
	return WASL_OK;
}

struct wasl_log_entry wasl_log_entry_of_hash(const struct wasl_hash *hash)
{
	struct wasl_log_entry entry = {{1}};

	memcpy(entry.b + 1, hash->b, sizeof(hash->b));
	return entry;
}

struct wasl_log_entry wasl_log_entry_of(wasl_bytes envelope)
{
	struct wasl_hash hash = wasl_sha256(envelope);

	return wasl_log_entry_of_hash(&hash);
}
