/* Bytes as text: hexadecimal and base64, strict in both directions. */
#ifndef WASL_BASE_ENCODE_H
#define WASL_BASE_ENCODE_H

#include "base/bytes.h"

#define WASL_HEX_LEN(n)	   (2 * (n))
#define WASL_BASE64_LEN(n) (((n) + 2) / 3 * 4)

/** Lower-case hexadecimal, zero-ended; `out` holds 2 n + 1 characters. */
void wasl_hex_write(char *out, wasl_bytes in);

/** Exactly 2 n lower- or upper-case digits; MALFORMED otherwise. */
wasl_status wasl_hex_parse(uint8_t *out, size_t n, wasl_text in) WASL_MUST_USE;

/**
 * RFC 4648 §4 with padding, zero-ended; `out` holds WASL_BASE64_LEN(n) + 1
 * characters.
 */
void wasl_base64_write(char *out, wasl_bytes in);

/**
 * RFC 4648 §4, strict: padding required, no other characters, unused bits
 * zero, so that every byte string has one spelling.
 *
 * Out:  out   at least in.n / 4 * 3 bytes; *n how many were written
 * Err:  MALFORMED
 */
wasl_status wasl_base64_parse(uint8_t *out, size_t *n,
			      wasl_text in) WASL_MUST_USE;

/** As wasl_base64_parse, and the value must be exactly `n` bytes long. */
wasl_status wasl_base64_parse_exact(uint8_t *out, size_t n,
				    wasl_text in) WASL_MUST_USE;

#define WASL_BASE64URL_LEN(n) (((n)*4 + 2) / 3)

/**
 * RFC 4648 §5 without padding, zero-ended; `out` holds WASL_BASE64URL_LEN(n) +
 * 1 characters.
 */
void wasl_base64url_write(char *out, wasl_bytes in);

/**
 * RFC 4648 §5 without padding, strict as wasl_base64_parse.
 *
 * Out:  out  at least `cap` bytes; *n how many were written
 * Err:  MALFORMED; TOO_BIG  more than `cap` bytes
 */
wasl_status wasl_base64url_parse(uint8_t *out, size_t *n, size_t cap,
				 wasl_text in) WASL_MUST_USE;

#endif
