/*
 * A sealed file as its chunks (docs/spec §3): "STREAM: 1 MiB ciphertext
 * chunks, nonce = 11-byte counter || last flag".
 *
 *	plaintext   |  piece  |  piece  | rest |
 *	ciphertext  | piece+16 | piece+16 | rest+16 |
 *	nonce         0 … 0 0    0 … 1 0    0 … 2 1
 *
 * Every chunk is sealed and opened on its own, so that a transfer goes on
 * where it stopped; order, end and number are in the nonces. A blob of nothing
 * is one chunk of nothing.
 */
#ifndef WASL_BLOB_STREAM_H
#define WASL_BLOB_STREAM_H

#include "crypto/aead.h"
#include "kind/blob.h"

/* Plaintext of every chunk but the last. */
#define WASL_BLOB_PIECE (WASL_BLOB_CHUNK_MAX - WASL_AEAD_TAG)

/** What of a blob its size and key decide. */
struct wasl_blob_stream {
	struct wasl_secret key;
	uint64_t size; /* of the plaintext */
	size_t piece;  /* WASL_BLOB_PIECE; smaller in tests */
};

/* Wiped at the end of its scope. */
#define wasl_autoblob                                                          \
	__attribute__((cleanup(wasl_blob_stream_wipe))) struct wasl_blob_stream
void wasl_blob_stream_wipe(struct wasl_blob_stream *s);

/**
 * Blob key = HKDF(dossier key, det-CBOR ["wasl/blob", id]).
 *
 * In:   size  of the plaintext, at most WASL_BLOB_MAX
 */
void wasl_blob_stream_init(struct wasl_blob_stream *out,
			   const struct wasl_secret *dossier_key,
			   const uint8_t id[static WASL_BLOB_ID_LEN],
			   uint64_t size);

/**
 * An id for a file: the same file in the same dossier gets the same, so that
 * it is sealed once and a broken upload is found again; nobody without the
 * dossier's key can tell which file it is.
 */
void wasl_blob_id(uint8_t out[static WASL_BLOB_ID_LEN],
		  const struct wasl_secret *dossier_key,
		  const struct wasl_hash *plain, uint64_t size);

/** How many chunks a plaintext of so many bytes has: at least one. */
uint64_t wasl_blob_chunks(const struct wasl_blob_stream *s);
/** Bytes of plaintext in chunk `n` of it. */
size_t wasl_blob_piece_len(const struct wasl_blob_stream *s, uint64_t n);

/* The same for whole chunks of the spec, where there is no key. */
uint64_t wasl_blob_chunks_of(uint64_t size);
/** Bytes of ciphertext that a plaintext of so many bytes has. */
uint64_t wasl_blob_sealed_size(uint64_t size);

/**
 * Seal one piece.
 *
 * In:   in   exactly wasl_blob_piece_len bytes
 * Out:  out  in.n + WASL_AEAD_TAG bytes; may be in.p
 */
void wasl_blob_seal(const struct wasl_blob_stream *s, uint8_t *out, uint64_t n,
		    wasl_bytes in);

/**
 * Open one chunk.
 *
 * Out:  out  in.n - WASL_AEAD_TAG bytes; zero on an error
 * Err:  MALFORMED  another length than chunk `n` has
 *       BAD_SEAL   another key, place or end, or damaged
 */
wasl_status wasl_blob_open(const struct wasl_blob_stream *s, uint8_t *out,
			   uint64_t n, wasl_bytes in,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
