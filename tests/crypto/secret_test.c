#include "check.h"

#include "base/alloc.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"

static void test_crypto_secret__equality_is_of_all_bytes(void **state)
{
	struct wasl_random random = wasl_crypto_random();
	struct wasl_secret a;
	struct wasl_secret b;

	(void)state;
	wasl_secret_make(&a, &random);
	b = a;
	assert_true(wasl_secret_eq(&a, &b));
	for (size_t i = 0; i < sizeof(b.b); i++) {
		b.b[i] ^= 0x10;
		assert_false(wasl_secret_eq(&a, &b));
		b.b[i] ^= 0x10;
	}
	wasl_secret_wipe(&b);
	for (size_t i = 0; i < sizeof(b.b); i++)
		assert_int_equal(b.b[i], 0);
}

static void test_crypto_secret__a_pool_gives_each_slot_once(void **state)
{
	enum { SLOTS = 100 };
	struct wasl_secret_pool *pool = wasl_secret_pool_new(SLOTS);
	struct wasl_secret *taken[SLOTS];

	(void)state;
	assert_non_null(pool);
	for (size_t i = 0; i < SLOTS; i++) {
		taken[i] = wasl_secret_pool_take(pool);
		assert_non_null(taken[i]);
		assert_int_equal(taken[i]->b[0], 0);
		memset(taken[i]->b, 0xff, sizeof(taken[i]->b));
		for (size_t k = 0; k < i; k++)
			assert_ptr_not_equal(taken[i], taken[k]);
	}
	assert_null(wasl_secret_pool_take(pool));
	wasl_secret_pool_give(pool, taken[40]);
	wasl_secret_pool_give(pool, NULL);
	assert_ptr_equal(wasl_secret_pool_take(pool), taken[40]);
	assert_int_equal(taken[40]->b[31], 0);
	assert_int_equal(taken[41]->b[31], 0xff);
	wasl_secret_pool_free(pool);
	wasl_secret_pool_free(NULL);
}

static void
test_crypto_secret__a_pool_survives_each_failed_allocation(void **state)
{
	(void)state;
	for (long nth = 0; nth < 3; nth++) {
		wasl_alloc_fail_at(nth);
		assert_null(wasl_secret_pool_new(4));
	}
	wasl_alloc_fail_at(-1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_secret__equality_is_of_all_bytes),
		cmocka_unit_test(
			test_crypto_secret__a_pool_gives_each_slot_once),
		cmocka_unit_test(
			test_crypto_secret__a_pool_survives_each_failed_allocation),
	};

	check_ok(wasl_crypto_init(NULL));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
