#include "blob/stream.h"

#include "cbor/cbor.h"
#include "crypto/kdf.h"

void wasl_blob_stream_wipe(struct wasl_blob_stream *s)
{
	wasl_secret_wipe(&s->key);
}

void wasl_blob_stream_init(struct wasl_blob_stream *out,
			   const struct wasl_secret *dossier_key,
			   const uint8_t id[static WASL_BLOB_ID_LEN],
			   uint64_t size)
{
	uint8_t space[64];
	struct wasl_buf info = WASL_BUF(space);

	wasl_assert(size <= WASL_BLOB_MAX);
	wasl_cbor_put_array(&info, 2);
	wasl_cbor_put_text(&info, WASL_TEXT("wasl/blob"));
	wasl_cbor_put_bytes(&info, wasl_bytes_of(id, WASL_BLOB_ID_LEN));
	wasl_assert(!info.over);
	wasl_hkdf(&out->key, dossier_key, wasl_buf_bytes(&info));
	out->size = size;
	out->piece = WASL_BLOB_PIECE;
}

void wasl_blob_id(uint8_t out[static WASL_BLOB_ID_LEN],
		  const struct wasl_secret *dossier_key,
		  const struct wasl_hash *plain, uint64_t size)
{
	wasl_autosecret key = {0};
	uint8_t bytes[8];
	const wasl_bytes parts[] = {wasl_hash_bytes(plain), WASL_BYTES(bytes)};
	struct wasl_hash mac;

	wasl_hkdf(&key, dossier_key,
		  wasl_text_bytes(WASL_TEXT("wasl/blob-id")));
	wasl_store_u64(bytes, size);
	mac = wasl_hmac(wasl_secret_reveal(&key), parts, 2);
	memcpy(out, mac.b, WASL_BLOB_ID_LEN);
}

static uint64_t pieces(uint64_t size, size_t piece)
{
	return size == 0 ? 1 : (size - 1) / piece + 1;
}

uint64_t wasl_blob_chunks(const struct wasl_blob_stream *s)
{
	return pieces(s->size, s->piece);
}

size_t wasl_blob_piece_len(const struct wasl_blob_stream *s, uint64_t n)
{
	uint64_t before = n * s->piece;

	wasl_assert(n < wasl_blob_chunks(s));
	return s->size - before < s->piece ? (size_t)(s->size - before)
					   : s->piece;
}

uint64_t wasl_blob_chunks_of(uint64_t size)
{
	return pieces(size, WASL_BLOB_PIECE);
}

uint64_t wasl_blob_sealed_size(uint64_t size)
{
	return size + WASL_AEAD_TAG * wasl_blob_chunks_of(size);
}

/* "nonce = 11-byte counter || last flag" */
static void nonce_of(uint8_t out[static WASL_AEAD_NONCE],
		     const struct wasl_blob_stream *s, uint64_t n)
{
	memset(out, 0, WASL_AEAD_NONCE);
	wasl_store_u64(out + 3, n);
	out[11] = n + 1 == wasl_blob_chunks(s);
}

void wasl_blob_seal(const struct wasl_blob_stream *s, uint8_t *out, uint64_t n,
		    wasl_bytes in)
{
	uint8_t nonce[WASL_AEAD_NONCE];

	wasl_assert(in.n == wasl_blob_piece_len(s, n));
	nonce_of(nonce, s, n);
	wasl_aead_seal(out, &s->key, nonce, (wasl_bytes){NULL, 0}, in);
}

wasl_status wasl_blob_open(const struct wasl_blob_stream *s, uint8_t *out,
			   uint64_t n, wasl_bytes in, struct wasl_err *err)
{
	uint8_t nonce[WASL_AEAD_NONCE];

	if (n >= wasl_blob_chunks(s) ||
	    in.n != wasl_blob_piece_len(s, n) + WASL_AEAD_TAG)
		return wasl_fail(err, WASL_MALFORMED,
				 "chunk %llu has another length",
				 (unsigned long long)n);
	nonce_of(nonce, s, n);
	return wasl_aead_open(out, &s->key, nonce, (wasl_bytes){NULL, 0}, in,
			      err);
}
