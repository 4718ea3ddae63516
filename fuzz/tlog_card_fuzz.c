/* Cards: the input is a card's text, signed here by its own root's name with a
 * fixed key, so that the parser sees past the signature. */
#include "crypto/crypto.h"
#include "tlog/card.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[WASL_NOTE_MAX + 4096];
	struct wasl_buf buf = WASL_BUF(space);
	const struct wasl_secret seed = {{1}};
	struct wasl_sign_secret secret;
	struct wasl_sign_public pub;
	struct wasl_vkey root;
	struct wasl_card card;
	uint8_t again[WASL_CARD_MAX + 1024];
	struct wasl_buf back = WASL_BUF(again);

	wasl_assert(wasl_crypto_init(NULL) == WASL_OK);
	wasl_sign_from_seed(&secret, &seed);
	pub = wasl_sign_public(&secret);
	wasl_assert(wasl_vkey_init(&root, WASL_TEXT("a/root"),
				   WASL_NOTE_ED25519, &pub, NULL) == WASL_OK);
	if (wasl_note_sign(&buf, wasl_bytes_of(data, size), &root, &secret,
			   NULL) != WASL_OK ||
	    wasl_card_parse(&card, wasl_buf_bytes(&buf), NULL, NULL) != WASL_OK)
		return 0;
	wasl_assert(wasl_card_write(&back, &card, &secret, NULL) == WASL_OK);
	wasl_assert(wasl_bytes_eq(wasl_buf_bytes(&back), wasl_buf_bytes(&buf)));
	return 0;
}
