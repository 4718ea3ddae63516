#include "crypto/line.h"

#include "base/limits.h"
#include "cbor/cbor.h"
#include "crypto/kdf.h"

#include <sodium.h>

/* HMAC-SHA256(line secret, det-CBOR ["wasl/line", origin, origin]), sorted. */
static void put_id(struct wasl_dossier_id *id, const struct wasl_secret *line,
		   wasl_text first, wasl_text second)
{
	uint8_t space[1 + 10 + 2 * (2 + WASL_ORIGIN_MAX)];
	struct wasl_buf input = WASL_BUF(space);
	wasl_bytes part;
	struct wasl_hash hash;

	wasl_cbor_put_array(&input, 3);
	wasl_cbor_put_text(&input, WASL_TEXT("wasl/line"));
	wasl_cbor_put_text(&input, first);
	wasl_cbor_put_text(&input, second);
	wasl_assert(!input.over);
	part = wasl_buf_bytes(&input);
	hash = wasl_hmac(wasl_secret_reveal(line), &part, 1);
	memcpy(id->b, hash.b, sizeof(id->b));
}

void wasl_line_dossier(struct wasl_dossier_id *id, struct wasl_secret *key,
		       const struct wasl_secret *line, wasl_text origin,
		       wasl_text other)
{
	uint8_t space[48];
	struct wasl_buf info = WASL_BUF(space);

	if (wasl_bytes_cmp(wasl_text_bytes(origin), wasl_text_bytes(other)) < 0)
		put_id(id, line, origin, other);
	else
		put_id(id, line, other, origin);
	wasl_cbor_put_array(&info, 2);
	wasl_cbor_put_text(&info, WASL_TEXT("wasl/line-key"));
	wasl_cbor_put_bytes(&info, wasl_dossier_id_bytes(id));
	wasl_assert(!info.over);
	wasl_hkdf(key, line, wasl_buf_bytes(&info));
}

/* --- six words ----------------------------------------------------------- */

static const char *const words[] = {
#define X(word) #word,
#include "crypto/words.def"
#undef X
};

_Static_assert(sizeof(words) / sizeof(words[0]) == WASL_WORD_LAST,
	       "11 bits a word");

/* spec §2: "The six words are the first 66 bits, most significant first, 11
 * bits a word". */
static uint16_t eleven_bits(const struct wasl_hash *hash, size_t from)
{
	uint16_t v = 0;

	for (size_t bit = from; bit < from + 11; bit++)
		v = (uint16_t)(v << 1 |
			       (hash->b[bit / 8] >> (7 - bit % 8) & 1));
	return v;
}

void wasl_words(uint16_t out[static WASL_WORDS], const struct wasl_secret *line,
		wasl_bytes first, wasl_bytes other)
{
	uint8_t before_first[32];
	uint8_t before_other[16];
	struct wasl_buf head = WASL_BUF(before_first);
	struct wasl_buf between = WASL_BUF(before_other);
	struct wasl_hash hash;

	wasl_cbor_put_array(&head, 3);
	wasl_cbor_put_text(&head, WASL_TEXT("wasl/ceremony"));
	wasl_cbor_put_bytes_head(&head, first.n);
	wasl_cbor_put_bytes_head(&between, other.n);
	wasl_assert(!head.over && !between.over);
	hash = wasl_hmac(wasl_secret_reveal(line),
			 (wasl_bytes[]){wasl_buf_bytes(&head), first,
					wasl_buf_bytes(&between), other},
			 4);
	for (size_t i = 0; i < WASL_WORDS; i++)
		out[i] = (uint16_t)(eleven_bits(&hash, 11 * i) + 1);
}

const char *wasl_word(uint16_t number)
{
	wasl_assert(number >= 1 && number <= WASL_WORD_LAST);
	return words[number - 1];
}
