/* Notes: what parses is made of the input's own bytes, and its text, written
 * again with its signature lines, is the input. */
#include "base/bytes.h"
#include "crypto/crypto.h"
#include "tlog/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char dash[] = "\xe2\x80\x94 ";
	static uint8_t space[WASL_NOTE_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_vkey key;
	struct wasl_note note;

	wasl_assert(wasl_crypto_init(NULL) == WASL_OK);
	(void)!wasl_vkey_parse(&key, (wasl_text){(const char *)data, size},
			       NULL);
	if (wasl_note_parse(&note, wasl_bytes_of(data, size), NULL) != WASL_OK)
		return 0;
	wasl_buf_put(&buf, note.text.p, note.text.n);
	wasl_buf_put_u8(&buf, '\n');
	for (size_t i = 0; i < note.sigs_n; i++) {
		wasl_buf_put_text(&buf, dash);
		wasl_buf_put(&buf, note.sigs[i].name.p, note.sigs[i].name.n);
		wasl_buf_put_u8(&buf, ' ');
		wasl_buf_put(&buf, note.sigs[i].base64.p,
			     note.sigs[i].base64.n);
		wasl_buf_put_u8(&buf, '\n');
	}
	wasl_assert(!buf.over && buf.n == size &&
		    memcmp(space, data, size) == 0);
	return 0;
}
