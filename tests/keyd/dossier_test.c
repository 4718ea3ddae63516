/* Dossier keys: made, granted, wrapped, unwrapped, destroyed. */
#include "both.h"

#include "crypto/grant.h"

static void make(struct wasl_keyd_dossier *dossier, struct wasl_secret *key,
		 uint8_t *grant, uint8_t id, uint32_t bucket)
{
	struct wasl_buf out = {.p = grant, .cap = WASL_GRANT_LEN};

	*dossier = (struct wasl_keyd_dossier){
		.id = {{id}}, .bucket = bucket, .key = key};
	check_ok(wasl_keyd_dossier_new(paris.keyd, dossier, &out, paris.line,
				       NULL));
	assert_int_equal(out.n, WASL_GRANT_LEN);
}

static void test_keyd_dossier__partner_opens_the_grant(void **state)
{
	uint8_t grant[WASL_GRANT_LEN];
	struct wasl_secret ours, theirs, again;
	struct wasl_keyd_dossier a, b;
	wasl_bytes grants[] = {WASL_BYTES(grant)};

	(void)state;
	make(&a, &ours, grant, 1, 202601);
	b = (struct wasl_keyd_dossier){
		.id = {{1}}, .bucket = 5, .key = &theirs};
	check_ok(wasl_keyd_grant_open(rabat.keyd, &b, grants, 1, rabat.line,
				      NULL));
	check_ok(b.status);
	assert_memory_equal(ours.b, theirs.b, sizeof(ours.b));
	/* What came wrapped with it opens again after a restart. */
	side_restart(&rabat);
	b.key = &again;
	check_ok(wasl_keyd_unwrap(rabat.keyd, &b, 1, NULL));
	check_ok(b.status);
	assert_memory_equal(ours.b, again.b, sizeof(ours.b));
	assert_memory_not_equal(a.wrapped.b, b.wrapped.b, WASL_WRAP_LEN);
}

static void test_keyd_dossier__a_grant_opens_in_its_place_only(void **state)
{
	uint8_t grant[WASL_GRANT_LEN], bad[WASL_GRANT_LEN];
	struct wasl_secret ours, theirs;
	struct wasl_keyd_dossier a, b;
	wasl_bytes grants[] = {WASL_BYTES(grant)}, spoilt[] = {WASL_BYTES(bad)};
	wasl_bytes cut[] = {wasl_bytes_of(grant, WASL_GRANT_LEN - 1)};
	const struct wasl_secret zero = {{0}};

	(void)state;
	make(&a, &ours, grant, 1, 1);
	b = (struct wasl_keyd_dossier){.id = {{2}}, .key = &theirs};
	check_ok(wasl_keyd_grant_open(rabat.keyd, &b, grants, 1, rabat.line,
				      NULL));
	check_status(b.status, WASL_BAD_SEAL);
	assert_memory_equal(theirs.b, zero.b, sizeof(zero.b));
	/* By ourselves: sender and recipient are not those of the line. */
	b.id = (struct wasl_dossier_id){{1}};
	check_ok(wasl_keyd_grant_open(paris.keyd, &b, grants, 1, paris.line,
				      NULL));
	check_status(b.status, WASL_BAD_SEAL);
	/* Cut, and with every byte changed in turn. */
	check_ok(
		wasl_keyd_grant_open(rabat.keyd, &b, cut, 1, rabat.line, NULL));
	assert_int_not_equal(b.status, WASL_OK);
	for (size_t i = 0; i < sizeof(grant); i++) {
		memcpy(bad, grant, sizeof(bad));
		bad[i] ^= 0x01;
		check_ok(wasl_keyd_grant_open(rabat.keyd, &b, spoilt, 1,
					      rabat.line, NULL));
		assert_int_not_equal(b.status, WASL_OK);
	}
	check_ok(wasl_keyd_grant_open(rabat.keyd, &b, grants, 1, rabat.line,
				      NULL));
	check_ok(b.status);
}

static void test_keyd_dossier__long_batches_go_in_pieces(void **state)
{
	enum { N = 1100 };
	static struct wasl_keyd_dossier dossiers[N];
	static struct wasl_secret keys[N], back[N];
	static uint8_t space[N][WASL_GRANT_LEN];
	static struct wasl_buf grants[N];
	static wasl_bytes sent[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		keys[i] = (struct wasl_secret){
			{(uint8_t)(i >> 8), (uint8_t)i, 3}};
		dossiers[i] = (struct wasl_keyd_dossier){
			.id = {{(uint8_t)(i >> 8), (uint8_t)i}},
			.bucket = (uint32_t)(i % 3),
			.key = &keys[i],
		};
		grants[i] =
			(struct wasl_buf){.p = space[i], .cap = WASL_GRANT_LEN};
	}
	check_ok(wasl_keyd_wrap(paris.keyd, dossiers, N, NULL));
	for (size_t i = 0; i < N; i++) {
		check_ok(dossiers[i].status);
		dossiers[i].key = &back[i];
	}
	/* One of them does not open; the others do. */
	dossiers[700].wrapped.b[WASL_WRAP_LEN - 1] ^= 1;
	check_ok(wasl_keyd_unwrap(paris.keyd, dossiers, N, NULL));
	for (size_t i = 0; i < N; i++) {
		check_status(dossiers[i].status,
			     i == 700 ? WASL_BAD_SEAL : WASL_OK);
		if (i != 700)
			assert_memory_equal(keys[i].b, back[i].b,
					    sizeof(keys[i].b));
	}
	check_ok(wasl_keyd_grant_make(paris.keyd, grants, dossiers, N,
				      paris.line, NULL));
	for (size_t i = 0; i < N; i++) {
		check_status(dossiers[i].status,
			     i == 700 ? WASL_BAD_SEAL : WASL_OK);
		sent[i] = wasl_buf_bytes(&grants[i]);
		dossiers[i].key = &back[i];
		back[i] = (struct wasl_secret){{0}};
	}
	check_ok(wasl_keyd_grant_open(rabat.keyd, dossiers, sent, N, rabat.line,
				      NULL));
	for (size_t i = 0; i < N; i++)
		if (i != 700)
			assert_memory_equal(keys[i].b, back[i].b,
					    sizeof(keys[i].b));
	assert_int_not_equal(dossiers[700].status, WASL_OK);
}

static bool file_has(const struct side *side, const char *file,
		     const uint8_t *what, size_t n)
{
	static uint8_t data[2 * 1024 * 1024];
	char path[128];
	size_t len;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", side->dir, file);
	f = fopen(path, "rb");
	assert_non_null(f);
	len = fread(data, 1, sizeof(data), f);
	fclose(f);
	return memmem(data, len, what, n) != NULL;
}

static void test_keyd_dossier__a_dropped_bucket_is_gone_for_good(void **state)
{
	uint8_t grant[WASL_GRANT_LEN], slots[2][256];
	struct wasl_secret a_key, b_key;
	struct wasl_keyd_dossier a, b;
	char path[128];
	FILE *f;

	(void)state;
	make(&a, &a_key, grant, 1, 10);
	make(&b, &b_key, grant, 2, 11);
	/* A piece of each sealed slot as it is now. */
	snprintf(path, sizeof(path), "%s/keys.wasl", paris.dir);
	f = fopen(path, "rb");
	assert_non_null(f);
	for (long i = 0; i < 2; i++) {
		fseek(f, 4096 + i * 512 * 1024 + 64, SEEK_SET);
		assert_int_equal(fread(slots[i], 1, 256, f), 256);
	}
	fclose(f);
	check_ok(wasl_keyd_bucket_drop(paris.keyd, 10, NULL));
	check_status(wasl_keyd_bucket_drop(paris.keyd, 10, NULL),
		     WASL_NOT_FOUND);
	for (int i = 0; i < 2; i++)
		assert_false(file_has(&paris, "keys.wasl", slots[i], 256));
	for (int round = 0; round < 2; round++) {
		check_ok(wasl_keyd_unwrap(paris.keyd, &a, 1, NULL));
		check_status(a.status, WASL_NOT_FOUND);
		check_ok(wasl_keyd_unwrap(paris.keyd, &b, 1, NULL));
		check_ok(b.status);
		side_restart(&paris);
	}
	/* The same number later is another key. */
	check_ok(wasl_keyd_wrap(paris.keyd,
				&(struct wasl_keyd_dossier){.id = {{3}},
							    .bucket = 10,
							    .key = &b_key},
				1, NULL));
	check_ok(wasl_keyd_unwrap(paris.keyd, &a, 1, NULL));
	check_status(a.status, WASL_BAD_SEAL);
}

static void test_keyd_dossier__no_secret_stands_in_the_clear(void **state)
{
	struct wasl_dossier_id id;
	struct wasl_secret key, line;

	(void)state;
	check_ok(
		wasl_hex_parse(line.b, sizeof(line.b), WASL_TEXT(LINE_SECRET)));
	check_ok(wasl_keyd_line_dossier(paris.keyd, &id, &key, paris.line,
					NULL));
	assert_false(file_has(&paris, "keys.wasl", line.b, sizeof(line.b)));
	assert_false(file_has(&paris, "keys.wasl", key.b, sizeof(key.b)));
	assert_false(file_has(&paris, "keys.wasl",
			      (const uint8_t *)"rabat.dgsn", 10));
	assert_false(file_has(&paris, "keys.wasl", (const uint8_t *)PASSPHRASE,
			      strlen(PASSPHRASE)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, both_met, both_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keyd_dossier__partner_opens_the_grant),
		TEST(test_keyd_dossier__a_grant_opens_in_its_place_only),
		TEST(test_keyd_dossier__long_batches_go_in_pieces),
		TEST(test_keyd_dossier__a_dropped_bucket_is_gone_for_good),
		TEST(test_keyd_dossier__no_secret_stands_in_the_clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
