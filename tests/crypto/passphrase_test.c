#include "check.h"

#include "base/limits.h"
#include "cbor/cbor.h"
#include "crypto/crypto.h"
#include "crypto/passphrase.h"
#include "random.h"

/* The least that Argon2id takes: the tests are about the file, not the cost. */
static const struct wasl_argon cheap = {.passes = 1, .kib = WASL_ARGON_KIB_MIN};
static const char content[] = "thirty-two secret bytes and more";
static uint64_t seed = 31;

#define PASSPHRASE wasl_bytes_of("correct horse", 13)
#define PURPOSE	   WASL_TEXT("keys")

static wasl_bytes seal(uint8_t *space, size_t cap)
{
	struct wasl_random random = random_repeat(&seed);
	struct wasl_buf out = {.p = space, .cap = cap};

	check_ok(wasl_passphrase_seal(&out, &random, cheap, PASSPHRASE, PURPOSE,
				      wasl_bytes_of(content, sizeof(content)),
				      NULL));
	assert_true(out.n <= sizeof(content) + WASL_PASSPHRASE_OVERHEAD);
	return wasl_buf_bytes(&out);
}

static void test_crypto_passphrase__opens_what_it_sealed(void **state)
{
	uint8_t file[256];
	uint8_t space[64];
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes in = seal(file, sizeof(file));

	(void)state;
	check_ok(wasl_cbor_check(in, NULL));
	check_ok(wasl_passphrase_open(&out, PASSPHRASE, PURPOSE, in, NULL));
	assert_int_equal(out.n, sizeof(content));
	assert_string_equal((char *)out.p, content);
}

static void test_crypto_passphrase__names_what_is_wrong(void **state)
{
	uint8_t file[256];
	uint8_t space[64];
	struct wasl_buf out = WASL_BUF(space);
	wasl_bytes in = seal(file, sizeof(file));
	struct wasl_err err;

	(void)state;
	check_status(wasl_passphrase_open(&out, wasl_bytes_of("wrong", 5),
					  PURPOSE, in, &err),
		     WASL_BAD_PASSPHRASE);
	check_status(wasl_passphrase_open(&out, PASSPHRASE, WASL_TEXT("line"),
					  in, &err),
		     WASL_SCHEMA);
	assert_non_null(strstr(err.text, "another purpose"));
	for (size_t n = 0; n < in.n; n++)
		check_status(wasl_passphrase_open(&out, PASSPHRASE, PURPOSE,
						  wasl_bytes_of(in.p, n), NULL),
			     WASL_MALFORMED);
	assert_int_equal(out.n, 0);
	out.cap = 4;
	check_status(wasl_passphrase_open(&out, PASSPHRASE, PURPOSE, in, NULL),
		     WASL_TOO_BIG);
}

static void test_crypto_passphrase__no_bit_may_change(void **state)
{
	uint8_t file[256];
	wasl_bytes in = seal(file, sizeof(file));

	(void)state;
	for (size_t bit = 0; bit < 8 * in.n; bit++) {
		uint8_t space[64];
		struct wasl_buf out = WASL_BUF(space);

		/* A dearer cost within the limits is only slow. */
		if (bit / 8 >= 7 && bit / 8 <= 8)
			continue;
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (wasl_passphrase_open(&out, PASSPHRASE, PURPOSE, in, NULL) ==
		    WASL_OK)
			fail_msg("opens with bit %zu changed", bit);
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* A file of any cost, whose content is `n` bytes. */
static wasl_bytes with_cost(struct wasl_buf *out, uint64_t passes, uint64_t kib,
			    size_t n)
{
	static const uint8_t zeros[64];

	wasl_cbor_put_array(out, 7);
	wasl_cbor_put_uint(out, 1);
	wasl_cbor_put_text(out, PURPOSE);
	wasl_cbor_put_uint(out, passes);
	wasl_cbor_put_uint(out, kib);
	wasl_cbor_put_bytes(out, wasl_bytes_of(zeros, 16));
	wasl_cbor_put_bytes(out, wasl_bytes_of(zeros, 24));
	wasl_cbor_put_bytes(out, wasl_bytes_of(zeros, n));
	return wasl_buf_bytes(out);
}

static void test_crypto_passphrase__a_hostile_cost_is_refused(void **state)
{
	static const struct {
		uint64_t passes;
		uint64_t kib;
		size_t n;
		wasl_status want;
	} table[] = {
		{1, 8, 16, WASL_BAD_PASSPHRASE},
		{0, 8, 16, WASL_TOO_BIG},
		{1, 7, 16, WASL_TOO_BIG},
		{WASL_ARGON_PASSES_MAX + 1, 8, 16, WASL_TOO_BIG},
		{1, WASL_ARGON_KIB_MAX + 1, 16, WASL_TOO_BIG},
		{UINT64_MAX, 8, 16, WASL_TOO_BIG},
		{1, (1ull << 32) + 8, 16, WASL_TOO_BIG},
		{1, 8, 15, WASL_SCHEMA},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint8_t file[256];
		uint8_t space[64];
		struct wasl_buf made = WASL_BUF(file);
		struct wasl_buf out = WASL_BUF(space);
		wasl_bytes in = with_cost(&made, table[i].passes, table[i].kib,
					  table[i].n);

		check_status(wasl_passphrase_open(&out, PASSPHRASE, PURPOSE, in,
						  NULL),
			     table[i].want);
	}
}

static void test_crypto_passphrase__no_room_is_said(void **state)
{
	uint8_t space[64];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_random random = random_repeat(&seed);

	(void)state;
	check_status(wasl_passphrase_seal(
			     &out, &random, cheap, PASSPHRASE, PURPOSE,
			     wasl_bytes_of(content, sizeof(content)), NULL),
		     WASL_TOO_BIG);
	assert_int_equal(out.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_passphrase__opens_what_it_sealed),
		cmocka_unit_test(test_crypto_passphrase__names_what_is_wrong),
		cmocka_unit_test(test_crypto_passphrase__no_bit_may_change),
		cmocka_unit_test(
			test_crypto_passphrase__a_hostile_cost_is_refused),
		cmocka_unit_test(test_crypto_passphrase__no_room_is_said),
	};

	check_ok(wasl_crypto_init(NULL));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
