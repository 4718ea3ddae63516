/* blob computes the specification's example value by value (spec §3). */
#include "vectors.h"

#include "base/alloc.h"
#include "blob/stream.h"

#define PLAIN_MAX (3 * WASL_BLOB_PIECE)

/* Bytes 0 … 250, again and again. */
static uint8_t *plain_of(size_t size)
{
	uint8_t *out = wasl_alloc(size + 1, 1);

	assert_non_null(out);
	for (size_t i = 0; i < size; i++)
		out[i] = (uint8_t)(i % 251);
	return out;
}

static void check_blob(const struct wasl_secret *key, size_t at)
{
	static uint8_t chunk[WASL_BLOB_CHUNK_MAX];
	char path[48];
	uint8_t id[WASL_BLOB_ID_LEN];
	struct wasl_blob_stream s;
	struct wasl_sha256 sha;
	struct wasl_hash hash;
	size_t len = 0;
	size_t size;
	uint8_t *plain;

	snprintf(path, sizeof(path), "blobs/%zu/size", at);
	size = (size_t)json_integer_value(vectors_at(path));
	assert_true(size <= PLAIN_MAX);
	plain = plain_of(size);
	snprintf(path, sizeof(path), "blobs/%zu/id", at);
	vectors_copy(id, sizeof(id), path);
	wasl_blob_stream_init(&s, key, id, size);
	snprintf(path, sizeof(path), "blobs/%zu/chunks", at);
	assert_int_equal(wasl_blob_chunks(&s),
			 json_integer_value(vectors_at(path)));
	wasl_sha256_init(&sha);
	for (uint64_t n = 0; n < wasl_blob_chunks(&s); n++) {
		size_t piece = wasl_blob_piece_len(&s, n);

		wasl_blob_seal(
			&s, chunk, n,
			wasl_bytes_of(plain + n * WASL_BLOB_PIECE, piece));
		len = piece + WASL_AEAD_TAG;
		wasl_sha256_put(&sha, wasl_bytes_of(chunk, len));
	}
	hash = wasl_sha256_finish(&sha);
	snprintf(path, sizeof(path), "blobs/%zu/sealed", at);
	vectors_equal(wasl_hash_bytes(&hash), path);
	hash = wasl_sha256(wasl_bytes_of(plain, size));
	snprintf(path, sizeof(path), "blobs/%zu/plain", at);
	vectors_equal(wasl_hash_bytes(&hash), path);
	snprintf(path, sizeof(path), "blobs/%zu/last", at);
	vectors_equal(len > 64 ? wasl_bytes_of(chunk + len - 64, 64)
			       : wasl_bytes_of(chunk, len),
		      path);
	wasl_free(plain);
}

static void test_spec_blob__files_are_sealed(void **state)
{
	struct wasl_secret key;
	size_t n = json_array_size(vectors_at("blobs"));

	(void)state;
	assert_true(n >= 5);
	vectors_copy(key.b, sizeof(key.b), "dossier/key");
	for (size_t i = 0; i < n; i++)
		check_blob(&key, i);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spec_blob__files_are_sealed),
	};

	return vectors_run(argc, argv, tests);
}
