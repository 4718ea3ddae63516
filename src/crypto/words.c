#include "crypto/words.h"

#include "base/encode.h"
#include "crypto/hash.h"
#include "crypto/line.h"

#define WORD_BITS 11
/* 256 bits and the first 8 of their SHA-256. */
#define BYTES (WASL_SECRET_LEN + 1)

void wasl_secret_words(uint16_t out[static WASL_SECRET_WORDS],
		       const struct wasl_secret *secret)
{
	uint8_t bits[BYTES];
	struct wasl_hash hash = wasl_sha256(wasl_secret_reveal(secret));
	memcpy(bits, secret->b, WASL_SECRET_LEN);
	bits[WASL_SECRET_LEN] = hash.b[0];
	for (size_t i = 0; i < WASL_SECRET_WORDS; i++) {
		unsigned v = 0;
		for (size_t b = i * WORD_BITS; b < (i + 1) * WORD_BITS; b++)
			v = v << 1 |
			    (((unsigned)bits[b / 8] >> (7 - b % 8)) & 1);
		out[i] = (uint16_t)(v + 1);
	}
	explicit_bzero(bits, sizeof(bits));
}

/* 0 if the word is not in the list. */
static uint16_t number_of(wasl_text word)
{
	for (uint16_t n = 1; n <= WASL_WORD_LAST; n++)
		if (wasl_text_is(word, wasl_word(n)))
			return n;
	return 0;
}

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static wasl_text next_word(wasl_text *rest)
{
	while (rest->n > 0 && space(rest->p[0]))
		*rest = (wasl_text){rest->p + 1, rest->n - 1};
	wasl_text word = {rest->p, 0};
	while (word.n < rest->n && !space(word.p[word.n]))
		word.n++;
	*rest = (wasl_text){rest->p + word.n, rest->n - word.n};
	return word;
}

/* 24 words into 33 bytes. */
static wasl_status read_words(uint8_t bits[static BYTES], wasl_text in,
			      struct wasl_err *err)
{
	size_t n = 0;
	memset(bits, 0, BYTES);
	for (wasl_text word = next_word(&in); word.n > 0;
	     word = next_word(&in), n++) {
		uint16_t number = number_of(word);
		if (number == 0)
			return wasl_fail(err, WASL_MALFORMED,
					 "word %zu is not in the list", n + 1);
		for (size_t b = 0; n < WASL_SECRET_WORDS && b < WORD_BITS; b++)
			if ((((unsigned)number - 1) >> (WORD_BITS - 1 - b)) &
			    1) {
				size_t at = n * WORD_BITS + b;
				bits[at / 8] |= (uint8_t)(1u << (7 - at % 8));
			}
	}
	if (n != WASL_SECRET_WORDS)
		return wasl_fail(err, WASL_MALFORMED,
				 "%zu words; a line secret has %d", n,
				 WASL_SECRET_WORDS);
	if (wasl_sha256(wasl_bytes_of(bits, WASL_SECRET_LEN)).b[0] !=
	    bits[WASL_SECRET_LEN])
		return wasl_fail(err, WASL_MALFORMED,
				 "the checksum does not fit: a word is another "
				 "or in another place");
	return WASL_OK;
}

wasl_status wasl_secret_read(struct wasl_secret *out, wasl_text in,
			     struct wasl_err *err)
{
	uint8_t bits[BYTES];
	wasl_text rest = in, first = next_word(&rest);
	wasl_status status;
	*out = (struct wasl_secret){0};
	if (next_word(&rest).n == 0 &&
	    first.n == WASL_BASE64_LEN(WASL_SECRET_LEN)) {
		status =
			wasl_base64_parse_exact(out->b, WASL_SECRET_LEN, first);
		if (status == WASL_OK)
			return WASL_OK;
		wasl_secret_wipe(out);
		return wasl_fail(err, status, "not base64 of 32 bytes");
	}
	status = read_words(bits, in, err);
	if (status == WASL_OK)
		memcpy(out->b, bits, WASL_SECRET_LEN);
	explicit_bzero(bits, sizeof(bits));
	return status;
}

size_t wasl_secret_unknown_word(wasl_text in)
{
	wasl_text first = next_word(&in), word = next_word(&in);
	if (word.n == 0 && first.n == WASL_BASE64_LEN(WASL_SECRET_LEN))
		return 0;
	if (first.n > 0 && number_of(first) == 0)
		return 1;
	for (size_t n = 2; word.n > 0; word = next_word(&in), n++)
		if (number_of(word) == 0)
			return n;
	return 0;
}
