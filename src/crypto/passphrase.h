/*
 * A file under a passphrase: Argon2id (RFC 9106), then XChaCha20-Poly1305.
 *
 *   [1, purpose, passes, KiB, salt16, nonce24, ciphertext]
 *
 * in deterministic CBOR; AAD is all that stands before the ciphertext. The
 * purpose keeps one kind of file from being taken for another.
 */
#ifndef WASL_CRYPTO_PASSPHRASE_H
#define WASL_CRYPTO_PASSPHRASE_H

#include "crypto/aead.h"

/** The cost of one try; stored in the file. */
struct wasl_argon {
	uint32_t passes;
	uint32_t kib;
};

/* Of a new file: the second choice of RFC 9106 §4 with twice its memory. */
#define WASL_ARGON_DEFAULT ((struct wasl_argon){.passes = 3, .kib = 128 * 1024})

/* What a sealed file is longer than its content, at most. */
#define WASL_PASSPHRASE_OVERHEAD 192

/**
 * Append the sealed file.
 *
 * In:   purpose  1 to 64 bytes
 *       cost     within the limits of base/limits.h
 * Ret:  OK; NO_MEMORY for Argon2id; TOO_BIG if `out` has no room
 * Time: a second or so. Thread: any; callers limit how many at once.
 */
wasl_status wasl_passphrase_seal(struct wasl_buf *out,
				 const struct wasl_random *random,
				 struct wasl_argon cost, wasl_bytes passphrase,
				 wasl_text purpose, wasl_bytes in,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Append the content.
 *
 * Ret:  OK
 *       MALFORMED, SCHEMA  not such a file, or of another purpose
 *       TOO_BIG            a cost over the limits, or no room in `out`
 *       BAD_PASSPHRASE     another passphrase, or damaged bytes
 *       NO_MEMORY
 */
wasl_status wasl_passphrase_open(struct wasl_buf *out, wasl_bytes passphrase,
				 wasl_text purpose, wasl_bytes in,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
