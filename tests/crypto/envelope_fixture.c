/* Prints one grant and one act, sealed by us, with the keys that open them:
 * JSON for envelope_independent_test.py. The randomness is the system's. */
#include "fixture.h"

#include "base/encode.h"

#include <stdio.h>

static void print_hex(const char *name, wasl_bytes in, const char *end)
{
	char text[2 * 4096 + 1];

	wasl_assert(in.n <= 4096);
	wasl_hex_write(text, in);
	printf("\"%s\": \"%s\"%s", name, text, end);
}

int main(void)
{
	struct fixture f;
	uint64_t seed;
	uint8_t space[4096];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_random random;
	struct wasl_log_entry entry;
	struct wasl_secret act_key;

	if (wasl_crypto_init(NULL) != WASL_OK)
		return 1;
	random = wasl_crypto_random();
	wasl_random_fill(&random, &seed, sizeof(seed));
	fixture_init(&f, seed | 1);
	fixture_envelope(&f, &out, "invented person", true);
	entry = wasl_log_entry_of(wasl_buf_bytes(&out));
	wasl_act_key(&act_key, &f.dossier_key, &f.at);
	printf("{\"origin\": \"%s\", \"index\": %llu, \"seen\": %llu, ",
	       FIXTURE_ORIGIN, (unsigned long long)f.at.index,
	       (unsigned long long)f.seen);
	print_hex("line_secret", wasl_secret_reveal(&f.line), ", ");
	print_hex("sealing_secret", wasl_secret_reveal(&f.sealing.scalar),
		  ", ");
	print_hex("sealing_public", WASL_BYTES(f.sealing.pub.b), ", ");
	print_hex("sender_kid", wasl_hash_bytes(&f.sender.hash), ", ");
	print_hex("dossier", wasl_dossier_id_bytes(&f.dossier), ", ");
	print_hex("dossier_key", wasl_secret_reveal(&f.dossier_key), ", ");
	print_hex("act_key", wasl_secret_reveal(&act_key), ", ");
	print_hex("entry", WASL_BYTES(entry.b), ", ");
	print_hex("envelope", wasl_buf_bytes(&out), "}\n");
	return 0;
}
