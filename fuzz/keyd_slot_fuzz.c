/* What lies on the disk: a slot, and the records of a head and of the vault.
 * What parses is written again as it was. */
#include "crypto/crypto.h"
#include "keyd/heads.h"
#include "keyd/vault.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void head(wasl_bytes in)
{
	uint8_t space[WASL_HEAD_SLOT];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_head read;
	const struct wasl_secret key = {{0}};

	wasl_head_init(&read, -1, &key, 0, WASL_KEYD_OWN, "a/line/b");
	if (wasl_head_parse(&read, in, NULL) != WASL_OK)
		return;
	wasl_head_write(&buf, &read);
	wasl_assert(!buf.over);
	wasl_assert(wasl_bytes_eq(wasl_buf_bytes(&buf), in));
}

static void vault(wasl_bytes in)
{
	static uint8_t space[WASL_VAULT_SLOT_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	static struct wasl_vault *read;

	/* Parsing writes all that writing reads, so one vault is enough. */
	wasl_assert(read != NULL || wasl_vault_new(&read, NULL) == WASL_OK);
	if (wasl_vault_parse(read, in, NULL) != WASL_OK)
		return;
	wasl_vault_write(&buf, read);
	wasl_assert(wasl_bytes_eq(wasl_buf_bytes(&buf), in));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_bytes in = wasl_bytes_of(data, size), record;
	uint64_t sequence;

	wasl_assert(wasl_crypto_init(NULL) == WASL_OK);
	if (wasl_slot_parse(&record, &sequence, in, NULL, NULL) == WASL_OK)
		wasl_assert(record.n + WASL_SLOT_OVERHEAD <= size &&
			    sequence > 0);
	head(in);
	vault(in);
	return 0;
}
