#include "check.h"

#include "blob/stream.h"
#include "crypto/crypto.h"

/* Three chunks of a blob, small enough to try everything. */
#define PIECE	  4
#define SIZE	  (2 * PIECE + 3)
#define CHUNKS	  3
#define CHUNK_MAX (PIECE + WASL_AEAD_TAG)

static const struct wasl_secret dossier_key = {{1, 2, 3}};
static const uint8_t id[WASL_BLOB_ID_LEN] = {4, 5, 6};
static const uint8_t plain[SIZE] = "invented bt";

static struct wasl_blob_stream stream(uint64_t size)
{
	struct wasl_blob_stream s;

	wasl_blob_stream_init(&s, &dossier_key, id, size);
	s.piece = PIECE;
	return s;
}

struct chunks {
	uint8_t b[CHUNKS][CHUNK_MAX];
	size_t n[CHUNKS];
};

static struct chunks seal_all(const struct wasl_blob_stream *s)
{
	struct chunks out = {0};

	for (uint64_t n = 0; n < wasl_blob_chunks(s); n++) {
		size_t len = wasl_blob_piece_len(s, n);

		wasl_blob_seal(s, out.b[n], n,
			       wasl_bytes_of(plain + n * PIECE, len));
		out.n[n] = len + WASL_AEAD_TAG;
	}
	return out;
}

/* Does the whole open, chunk by chunk, as the given sequence of chunks? */
static bool opens(const struct wasl_blob_stream *s, const struct chunks *c,
		  const size_t *order, size_t n)
{
	uint8_t out[CHUNK_MAX];

	if (n != wasl_blob_chunks(s))
		return false;
	for (size_t i = 0; i < n; i++)
		if (wasl_blob_open(
			    s, out, i,
			    wasl_bytes_of(c->b[order[i]], c->n[order[i]]),
			    NULL) != WASL_OK ||
		    memcmp(out, plain + i * PIECE, wasl_blob_piece_len(s, i)) !=
			    0)
			return false;
	return true;
}

/* Every sequence of up to four of the three chunks, in every claimed size. */
static void test_blob_stream__only_the_whole_in_order_opens(void **state)
{
	struct wasl_blob_stream whole = stream(SIZE);
	struct chunks c = seal_all(&whole);
	size_t good = 0;

	(void)state;
	for (uint64_t size = 0; size <= 4 * PIECE; size++) {
		struct wasl_blob_stream s = stream(size);

		for (size_t code = 0; code < 4 * 4 * 4 * 4; code++) {
			size_t order[4];
			size_t n = 0;

			for (size_t k = code; n < 4 && k % 4 != 0; k /= 4)
				order[n++] = k % 4 - 1;
			if (!opens(&s, &c, order, n))
				continue;
			assert_int_equal(size, SIZE);
			assert_int_equal(n, CHUNKS);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(order[i], i);
			good++;
		}
	}
	/* Codes whose fourth digit is 0: the one sequence 0, 1, 2. */
	assert_int_equal(good, 1);
}

static void test_blob_stream__every_cut_is_seen(void **state)
{
	struct wasl_blob_stream s = stream(SIZE);
	struct chunks c = seal_all(&s);
	uint8_t out[2 * CHUNK_MAX];
	uint8_t longer[CHUNK_MAX + 1] = {0};

	(void)state;
	for (size_t n = 0; n < CHUNKS; n++) {
		for (size_t len = 0; len < c.n[n]; len++)
			check_status(wasl_blob_open(&s, out, n,
						    wasl_bytes_of(c.b[n], len),
						    NULL),
				     WASL_MALFORMED);
		memcpy(longer, c.b[n], c.n[n]);
		check_status(wasl_blob_open(&s, out, n,
					    wasl_bytes_of(longer, c.n[n] + 1),
					    NULL),
			     WASL_MALFORMED);
	}
	check_status(wasl_blob_open(&s, out, CHUNKS,
				    wasl_bytes_of(c.b[0], c.n[0]), NULL),
		     WASL_MALFORMED);
}

static void test_blob_stream__every_bit_counts(void **state)
{
	struct wasl_blob_stream s = stream(SIZE);
	struct chunks c = seal_all(&s);
	uint8_t out[CHUNK_MAX];

	(void)state;
	for (size_t n = 0; n < CHUNKS; n++) {
		for (size_t bit = 0; bit < 8 * c.n[n]; bit++) {
			c.b[n][bit / 8] ^= (uint8_t)(1 << bit % 8);
			check_status(
				wasl_blob_open(&s, out, n,
					       wasl_bytes_of(c.b[n], c.n[n]),
					       NULL),
				WASL_BAD_SEAL);
			c.b[n][bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
	}
}

static void test_blob_stream__another_key_or_id_opens_nothing(void **state)
{
	struct wasl_blob_stream s = stream(SIZE);
	struct chunks c = seal_all(&s);
	uint8_t out[CHUNK_MAX];
	uint8_t other_id[WASL_BLOB_ID_LEN] = {4, 5, 7};
	struct wasl_secret other_key = {{1, 2, 4}};
	struct wasl_blob_stream by_id, by_key;

	(void)state;
	wasl_blob_stream_init(&by_id, &dossier_key, other_id, SIZE);
	wasl_blob_stream_init(&by_key, &other_key, id, SIZE);
	by_id.piece = by_key.piece = PIECE;
	check_status(wasl_blob_open(&by_id, out, 0,
				    wasl_bytes_of(c.b[0], c.n[0]), NULL),
		     WASL_BAD_SEAL);
	check_status(wasl_blob_open(&by_key, out, 0,
				    wasl_bytes_of(c.b[0], c.n[0]), NULL),
		     WASL_BAD_SEAL);
}

static void test_blob_stream__an_empty_file_is_one_empty_chunk(void **state)
{
	struct wasl_blob_stream s = stream(0);
	uint8_t chunk[WASL_AEAD_TAG];
	uint8_t out[1];

	(void)state;
	assert_int_equal(wasl_blob_chunks(&s), 1);
	assert_int_equal(wasl_blob_piece_len(&s, 0), 0);
	wasl_blob_seal(&s, chunk, 0, (wasl_bytes){plain, 0});
	check_ok(wasl_blob_open(&s, out, 0, WASL_BYTES(chunk), NULL));
}

static void test_blob_stream__counts_chunks_to_the_limit(void **state)
{
	static const struct {
		uint64_t size, chunks;
	} of[] = {
		{0, 1},
		{1, 1},
		{WASL_BLOB_PIECE, 1},
		{WASL_BLOB_PIECE + 1, 2},
		{2 * (uint64_t)WASL_BLOB_PIECE, 2},
		{WASL_BLOB_MAX - 1, 1025},
		{WASL_BLOB_MAX, 1025},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		assert_int_equal(wasl_blob_chunks_of(of[i].size), of[i].chunks);
		assert_int_equal(wasl_blob_sealed_size(of[i].size),
				 of[i].size + 16 * of[i].chunks);
	}
}

static void test_blob_stream__one_file_has_one_id_in_a_dossier(void **state)
{
	struct wasl_hash plain_hash = {{7}};
	struct wasl_secret other = {{9}};
	uint8_t a[WASL_BLOB_ID_LEN], b[WASL_BLOB_ID_LEN];

	(void)state;
	wasl_blob_id(a, &dossier_key, &plain_hash, 5);
	wasl_blob_id(b, &dossier_key, &plain_hash, 5);
	assert_memory_equal(a, b, sizeof(a));
	wasl_blob_id(b, &dossier_key, &plain_hash, 6);
	assert_memory_not_equal(a, b, sizeof(a));
	wasl_blob_id(b, &other, &plain_hash, 5);
	assert_memory_not_equal(a, b, sizeof(a));
	plain_hash.b[31] = 1;
	wasl_blob_id(b, &dossier_key, &plain_hash, 5);
	assert_memory_not_equal(a, b, sizeof(a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_blob_stream__only_the_whole_in_order_opens),
		cmocka_unit_test(test_blob_stream__every_cut_is_seen),
		cmocka_unit_test(test_blob_stream__every_bit_counts),
		cmocka_unit_test(
			test_blob_stream__another_key_or_id_opens_nothing),
		cmocka_unit_test(
			test_blob_stream__an_empty_file_is_one_empty_chunk),
		cmocka_unit_test(test_blob_stream__counts_chunks_to_the_limit),
		cmocka_unit_test(
			test_blob_stream__one_file_has_one_id_in_a_dossier),
	};

	return wasl_crypto_init(NULL) != WASL_OK
		       ? 1
		       : cmocka_run_group_tests(tests, NULL, NULL);
}
