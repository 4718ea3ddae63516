/*
 * Any bytes as a passkey's client data, attestation object, authenticator data,
 * COSE key and key 9 of an act, and as a signature over them: refused, or what
 * can be written is read again as the same.
 */
#include "desk/webauthn.h"

#include <fido.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_key(wasl_bytes in)
{
	uint8_t space[WASL_PASSKEY_COSE_MAX];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_passkey_key key;

	if (wasl_passkey_key_parse(&key, in, NULL) != WASL_OK)
		return;
	wasl_passkey_key_write(&out, &key);
	if (out.over || !wasl_bytes_eq(wasl_buf_bytes(&out), in))
		abort();
	(void)wasl_passkey_kid(&key);
}

static void as_assertions(wasl_bytes in)
{
	static uint8_t space[WASL_ASSERTIONS_BYTES_MAX + 4096];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_assertion a[WASL_ASSERTIONS_MAX];
	size_t n;

	if (wasl_assertions_parse(a, &n, in, NULL) != WASL_OK)
		return;
	wasl_assertions_write(&out, a, n);
	if (out.over || !wasl_bytes_eq(wasl_buf_bytes(&out), in))
		abort();
}

/* What the parsers let through, the library is given. */
static void as_proof(wasl_bytes in)
{
	static const uint8_t key_bytes[WASL_PASSKEY_COORD] = {9};
	struct wasl_passkey_key key = {.alg = WASL_PASSKEY_EDDSA};
	const struct wasl_passkey_proof proof = {in, in, in};

	memcpy(key.x, key_bytes, sizeof(key.x));
	if (wasl_passkey_verify(&key, "desk.example", &proof, NULL) == WASL_OK)
		abort();
	key.alg = WASL_PASSKEY_ES256;
	if (wasl_passkey_verify(&key, "desk.example", &proof, NULL) == WASL_OK)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t challenge[WASL_CHALLENGE_LEN];
	const struct wasl_client_want want = {"webauthn.get", challenge, NULL};
	wasl_bytes in = wasl_bytes_of(data, size);
	struct wasl_passkey_data said;
	char rp[WASL_RP_MAX + 1];

	fido_init(0);
	if (wasl_client_data_check(in, &want, rp, NULL) == WASL_OK &&
	    strnlen(rp, sizeof(rp)) > WASL_RP_MAX)
		abort();
	if (wasl_passkey_attestation_parse(&said, in, NULL) == WASL_OK &&
	    said.id.n == 0)
		abort();
	if (wasl_passkey_data_parse(&said, in, NULL) == WASL_OK &&
	    said.id.n > WASL_PASSKEY_ID_MAX)
		abort();
	as_key(in);
	as_assertions(in);
	as_proof(in);
	return 0;
}
