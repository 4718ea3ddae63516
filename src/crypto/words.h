/* A line secret as people carry it: 24 words (BIP-39, 256 bits and an 8-bit
 * checksum), or base64. */
#ifndef WASL_CRYPTO_WORDS_H
#define WASL_CRYPTO_WORDS_H

#include "crypto/secret.h"

#define WASL_SECRET_WORDS 24
/* A file with a secret: words and spaces, or base64. */
#define WASL_SECRET_TEXT_MAX 1024

/** The numbers 1 to 2048 of the words (crypto/line.h: wasl_word). */
void wasl_secret_words(uint16_t out[static WASL_SECRET_WORDS],
		       const struct wasl_secret *secret);

/**
 * Read either form: 24 words with white space between, or 44 characters of
 * base64; white space around is allowed.
 *
 * Out:  out  zero on error
 * Err:  MALFORMED  which word is not in the list, how many there are, or that
 *	            the checksum does not fit (a word was misheard)
 */
wasl_status wasl_secret_read(struct wasl_secret *out, wasl_text in,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Which word of what was refused is not in the list, for who says so in another
 * language: the first is 1. 0: all of them are, or it is no text of words.
 */
size_t wasl_secret_unknown_word(wasl_text in);

#endif
