#include "check.h"

#include "fixture.h"

static struct fixture f;
static uint8_t envelope_space[WASL_ENVELOPE_MAX + 1024];
static uint8_t plain_space[WASL_ENVELOPE_MAX];

static int begin(void **state)
{
	(void)state;
	fixture_init(&f, 11);
	return 0;
}

static wasl_bytes make(bool with_grant)
{
	struct wasl_buf out = WASL_BUF(envelope_space);

	fixture_envelope(&f, &out, "invented", with_grant);
	return wasl_buf_bytes(&out);
}

/* Parse and open at f's place with f's key; the status of whichever fails. */
static wasl_status take(struct wasl_buf *plain, wasl_bytes in,
			struct wasl_err *err)
{
	struct wasl_envelope env;

	WASL_TRY(wasl_envelope_parse(&env, in, err));
	return wasl_envelope_open(plain, &env, &f.at, &f.dossier_key, err);
}

static void check_opens(wasl_bytes in)
{
	struct wasl_buf plain = WASL_BUF(plain_space);
	uint8_t want_space[1024];
	struct wasl_buf want = WASL_BUF(want_space);

	check_ok(take(&plain, in, NULL));
	fixture_act(&want, "invented");
	assert_true(
		wasl_bytes_eq(wasl_buf_bytes(&plain), wasl_buf_bytes(&want)));
}

static void test_crypto_envelope__opens_at_its_place(void **state)
{
	(void)state;
	check_opens(make(false));
	check_opens(make(true));
}

static void test_crypto_envelope__header_is_readable_without_a_key(void **state)
{
	wasl_bytes in = make(true);
	struct wasl_envelope env;
	struct wasl_grant_own own = fixture_own(&f);
	struct wasl_secret key;

	(void)state;
	check_ok(wasl_cbor_check(in, NULL));
	check_ok(wasl_envelope_parse(&env, in, NULL));
	assert_true(wasl_dossier_id_eq(&env.dossier, &f.dossier));
	assert_true(env.seen == f.seen);
	assert_true(env.has_grant);
	check_ok(wasl_grant_open(&key, &env.grant, &own, NULL));
	assert_true(wasl_secret_eq(&key, &f.dossier_key));
	assert_int_equal(env.ciphertext.n, WASL_ACT_BLOCK + WASL_AEAD_TAG);
}

static void test_crypto_envelope__one_act_key_opens_one_act(void **state)
{
	struct wasl_buf plain = WASL_BUF(plain_space);
	wasl_bytes in = make(false);
	struct wasl_envelope env;
	struct wasl_pos next = {f.at.origin, f.at.index + 1};
	struct wasl_secret key;
	struct wasl_err err;

	(void)state;
	check_ok(wasl_envelope_parse(&env, in, NULL));
	wasl_act_key(&key, &f.dossier_key, &f.at);
	check_ok(wasl_envelope_commits(&env, &key, NULL));
	check_ok(wasl_envelope_open_act(&plain, &env, &f.at, &key, NULL));
	/* The right key at a wrong place: the associated data differ. */
	check_status(wasl_envelope_open_act(&plain, &env, &next, &key, &err),
		     WASL_BAD_SEAL);
	assert_non_null(strstr(err.text, "authentication tag"));
	wasl_act_key(&key, &f.dossier_key, &next);
	check_status(wasl_envelope_open_act(&plain, &env, &f.at, &key, NULL),
		     WASL_BAD_SEAL);
}

static void test_crypto_envelope__opens_nowhere_else(void **state)
{
	static const struct wasl_pos places[] = {
		{{FIXTURE_ORIGIN, sizeof(FIXTURE_ORIGIN) - 1}, 40},
		{{FIXTURE_ORIGIN, sizeof(FIXTURE_ORIGIN) - 1}, 42},
		{{"b.example/line/a.example", 24}, 41},
		{{FIXTURE_ORIGIN "/2", sizeof(FIXTURE_ORIGIN) + 1}, 41},
	};
	wasl_bytes in = make(false);
	struct wasl_envelope env;

	(void)state;
	check_ok(wasl_envelope_parse(&env, in, NULL));
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct wasl_buf plain = WASL_BUF(plain_space);
		struct wasl_err err;

		check_status(wasl_envelope_open(&plain, &env, &places[i],
						&f.dossier_key, &err),
			     WASL_BAD_SEAL);
		assert_non_null(strstr(err.text, "commits to another key"));
		assert_int_equal(plain.n, 0);
	}
}

static void test_crypto_envelope__wrong_key_and_false_commitment(void **state)
{
	struct wasl_buf plain = WASL_BUF(plain_space);
	wasl_bytes in = make(false);
	struct wasl_envelope env;
	struct wasl_secret other = f.dossier_key;
	struct wasl_err err;

	(void)state;
	check_ok(wasl_envelope_parse(&env, in, NULL));
	other.b[0] ^= 1;
	check_status(wasl_envelope_open(&plain, &env, &f.at, &other, &err),
		     WASL_BAD_SEAL);
	assert_non_null(strstr(err.text, "commits to another key"));
	/* A commitment to a key that is not the one sealed with. */
	env.commitment.b[0] ^= 1;
	check_status(
		wasl_envelope_open(&plain, &env, &f.at, &f.dossier_key, &err),
		WASL_BAD_SEAL);
	assert_non_null(strstr(err.text, "commits to another key"));
	assert_int_equal(plain.n, 0);
}

/* A false commitment that was sealed so: the sender's key and the one it
 * claims differ, and neither opens it. */
static void
test_crypto_envelope__a_sealed_false_commitment_opens_never(void **state)
{
	struct wasl_buf plain = WASL_BUF(plain_space);
	wasl_bytes in = make(false);
	struct wasl_envelope env;
	struct wasl_secret other = f.dossier_key;
	struct wasl_secret claimed;
	uint8_t prefixed[11 + WASL_SECRET_LEN] = "wasl/commit";
	struct wasl_err err;

	(void)state;
	check_ok(wasl_envelope_parse(&env, in, NULL));
	other.b[0] ^= 1;
	wasl_act_key(&claimed, &other, &f.at);
	memcpy(prefixed + 11, claimed.b, sizeof(claimed.b));
	env.commitment = wasl_sha256(WASL_BYTES(prefixed));
	check_status(wasl_envelope_open(&plain, &env, &f.at, &other, &err),
		     WASL_BAD_SEAL);
	assert_non_null(strstr(err.text, "authentication tag"));
	assert_int_equal(plain.n, 0);
}

static void test_crypto_envelope__no_bit_may_change(void **state)
{
	wasl_bytes in = make(false);

	(void)state;
	for (size_t bit = 0; bit < 8 * in.n; bit++) {
		struct wasl_buf plain = WASL_BUF(plain_space);
		uint8_t mask = (uint8_t)(1 << bit % 8);
		wasl_status status;

		envelope_space[bit / 8] ^= mask;
		status = take(&plain, in, NULL);
		envelope_space[bit / 8] ^= mask;
		if (status == WASL_OK || plain.n != 0)
			fail_msg("opens with bit %zu changed", bit);
	}
	check_opens(in);
}

static void test_crypto_envelope__no_prefix_is_one(void **state)
{
	wasl_bytes in = make(true);
	struct wasl_envelope env;

	(void)state;
	for (size_t n = 0; n < in.n; n++)
		check_status(
			wasl_envelope_parse(&env, wasl_bytes_of(in.p, n), NULL),
			WASL_MALFORMED);
	envelope_space[in.n] = 0;
	check_status(
		wasl_envelope_parse(&env, wasl_bytes_of(in.p, in.n + 1), NULL),
		WASL_MALFORMED);
}

static void test_crypto_envelope__size_is_limited(void **state)
{
	static uint8_t large[WASL_ENVELOPE_MAX];
	struct wasl_buf out = WASL_BUF(envelope_space);
	uint8_t grant_space[WASL_GRANT_LEN];
	struct wasl_buf grant = WASL_BUF(grant_space);
	struct wasl_envelope_in in = {
		.at = {f.at.origin, UINT64_MAX},
		.dossier = f.dossier,
		.key = &f.dossier_key,
		.seen = UINT64_MAX,
		.plain = {large, WASL_ACT_PLAIN_MAX},
	};
	struct wasl_envelope env;
	struct wasl_err err;

	(void)state;
	fixture_grant(&f, &grant);
	in.grant = wasl_buf_bytes(&grant);
	check_ok(wasl_envelope_seal(&out, &f.random, &in, NULL));
	assert_true(out.n <= WASL_ENVELOPE_MAX);
	assert_true(out.n - WASL_GRANT_LEN - in.plain.n <=
		    WASL_ENVELOPE_OVERHEAD);
	check_ok(wasl_envelope_parse(&env, wasl_buf_bytes(&out), NULL));

	out.n = 0;
	in.plain.n += WASL_ACT_BLOCK;
	check_status(wasl_envelope_seal(&out, &f.random, &in, NULL),
		     WASL_TOO_BIG);
	assert_int_equal(out.n, 0);
	check_status(wasl_envelope_parse(&env,
					 wasl_bytes_of(envelope_space,
						       WASL_ENVELOPE_MAX + 1),
					 &err),
		     WASL_TOO_BIG);
	assert_string_equal(err.text,
			    "envelope: 65537 bytes, 65536 are allowed");
}

static void test_crypto_envelope__longest_origin_fits(void **state)
{
	char origin[WASL_ORIGIN_MAX];
	struct wasl_pos at = {{origin, sizeof(origin)}, UINT64_MAX};
	struct wasl_pos before = f.at;

	(void)state;
	memset(origin, 'x', sizeof(origin));
	f.at = at;
	check_opens(make(false));
	f.at = before;
}

/* An envelope that is like ours but for one thing. */
struct other {
	uint64_t version;
	int64_t alg;
	const char *type;
	int64_t dossier_label;
	size_t dossier_n;
	size_t ciphertext_n;
	bool false_grant;
};

static void put_other(struct wasl_buf *out, const struct other *o)
{
	static const uint8_t zeros[600];
	uint8_t space[256];
	struct wasl_buf prot = WASL_BUF(space);

	wasl_cbor_put_map(&prot, 5);
	wasl_cbor_put_int(&prot, 1);
	wasl_cbor_put_int(&prot, o->alg);
	wasl_cbor_put_int(&prot, 16);
	wasl_cbor_put_text(&prot, wasl_text_of(o->type));
	wasl_cbor_put_int(&prot, o->dossier_label);
	wasl_cbor_put_bytes(&prot, wasl_bytes_of(zeros, o->dossier_n));
	wasl_cbor_put_int(&prot, -70004);
	wasl_cbor_put_uint(&prot, 0);
	wasl_cbor_put_int(&prot, -70005);
	wasl_cbor_put_bytes(&prot, wasl_bytes_of(zeros, 32));

	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_uint(out, o->version);
	if (o->false_grant)
		wasl_cbor_put_bool(out, false);
	else
		wasl_cbor_put_null(out);
	wasl_cbor_put_tag(out, WASL_CBOR_TAG_ENCRYPT0);
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_bytes(out, wasl_buf_bytes(&prot));
	wasl_cbor_put_map(out, 1);
	wasl_cbor_put_int(out, 5);
	wasl_cbor_put_bytes(out, wasl_bytes_of(zeros, 12));
	wasl_cbor_put_bytes(out, wasl_bytes_of(zeros, o->ciphertext_n));
	wasl_cbor_written(out, 0);
}

static void test_crypto_envelope__only_this_layout(void **state)
{
#define TYPE "application/vnd.wasl.act+cose"
	static const struct {
		struct other other;
		const char *rule; /* NULL: fits */
	} table[] = {
		{{1, 24, TYPE, -70001, 16, 272, false}, NULL},
		{{1, 1, TYPE, -70001, 16, 272, false}, "another number"},
		{{1, 24, "text/plain", -70001, 16, 272, false}, "another text"},
		{{1, 24, TYPE, -70002, 16, 272, false}, "another number"},
		{{1, 24, TYPE, -70001, 15, 272, false}, "another length"},
		{{1, 24, TYPE, -70001, 16, 271, false}, "no whole blocks"},
		{{1, 24, TYPE, -70001, 16, 16, false}, "no whole blocks"},
		{{1, 24, TYPE, -70001, 16, 0, false}, "no whole blocks"},
		{{1, 24, TYPE, -70001, 16, 272, true}, "not a tag"},
	};
#undef TYPE

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		uint8_t space[1024];
		struct wasl_buf out = WASL_BUF(space);
		struct wasl_envelope env;
		struct wasl_err err = {.text = ""};
		wasl_status status;

		put_other(&out, &table[i].other);
		status = wasl_envelope_parse(&env, wasl_buf_bytes(&out), &err);
		if (table[i].rule == NULL) {
			check_ok(status);
			continue;
		}
		check_status(status, WASL_SCHEMA);
		assert_non_null(strstr(err.text, table[i].rule));
	}
}

static void test_crypto_envelope__another_version_is_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		wasl_status status;
	} table[] = {
		{"\x83\x02\xf6\xf6", 4, WASL_UNSUPPORTED},
		{"\x81\x02", 2, WASL_UNSUPPORTED},
		{"\x82\x00\xa0", 3, WASL_UNSUPPORTED},
		{"\x83\x01\xf6\xf6", 4, WASL_SCHEMA},
		{"\x83\x20\xf6\xf6", 4, WASL_SCHEMA},
		{"\x80", 1, WASL_SCHEMA},
		{"\x02", 1, WASL_SCHEMA},
		{"\x81\x02\x00", 3, WASL_SCHEMA},
		{"\x82\x02", 2, WASL_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct wasl_envelope env;

		check_status(wasl_envelope_parse(
				     &env,
				     wasl_bytes_of(table[i].bytes, table[i].n),
				     NULL),
			     table[i].status);
	}
}

static void test_crypto_envelope__padding_hides_the_length(void **state)
{
	static uint8_t space[4 * WASL_ACT_BLOCK];

	(void)state;
	for (size_t n = 0; n < 3 * WASL_ACT_BLOCK; n++) {
		struct wasl_buf plain = WASL_BUF(space);
		wasl_bytes item;
		wasl_bytes back;

		wasl_cbor_put_bytes_head(&plain, n);
		memset(wasl_buf_take(&plain, n), 0x80, n);
		item = wasl_buf_bytes(&plain);
		wasl_act_pad(&plain);
		assert_int_equal(plain.n % WASL_ACT_BLOCK, 0);
		assert_int_equal(plain.n, (item.n / WASL_ACT_BLOCK + 1) *
						  WASL_ACT_BLOCK);
		check_ok(wasl_act_unpad(&back, wasl_buf_bytes(&plain), NULL));
		assert_int_equal(back.n, item.n);
		assert_ptr_equal(back.p, item.p);
	}
}

static void test_crypto_envelope__bad_padding_is_refused(void **state)
{
	uint8_t plain[2 * WASL_ACT_BLOCK] = {0xa0, 0x80};
	wasl_bytes back;

	(void)state;
	check_ok(wasl_act_unpad(&back, wasl_bytes_of(plain, 256), NULL));
	assert_int_equal(back.n, 1);
	check_status(wasl_act_unpad(&back, wasl_bytes_of(plain, 255), NULL),
		     WASL_SCHEMA);
	check_status(wasl_act_unpad(&back, wasl_bytes_of(plain, 2), NULL),
		     WASL_SCHEMA);
	check_status(wasl_act_unpad(&back, wasl_bytes_of(plain, 0), NULL),
		     WASL_SCHEMA);
	plain[1] = 0x81;
	check_status(wasl_act_unpad(&back, wasl_bytes_of(plain, 256), NULL),
		     WASL_SCHEMA);
	plain[0] = plain[1] = 0;
	check_status(wasl_act_unpad(&back, wasl_bytes_of(plain, 256), NULL),
		     WASL_SCHEMA);
	assert_int_equal(back.n, 0);
}

static void test_crypto_envelope__entry_is_type_and_hash(void **state)
{
	wasl_bytes in = make(false);
	struct wasl_hash hash = wasl_sha256(in);
	struct wasl_log_entry entry = wasl_log_entry_of(in);

	(void)state;
	assert_int_equal(entry.b[0], 1);
	assert_memory_equal(entry.b + 1, hash.b, WASL_HASH_LEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crypto_envelope__opens_at_its_place),
		cmocka_unit_test(
			test_crypto_envelope__header_is_readable_without_a_key),
		cmocka_unit_test(
			test_crypto_envelope__one_act_key_opens_one_act),
		cmocka_unit_test(test_crypto_envelope__opens_nowhere_else),
		cmocka_unit_test(
			test_crypto_envelope__wrong_key_and_false_commitment),
		cmocka_unit_test(
			test_crypto_envelope__a_sealed_false_commitment_opens_never),
		cmocka_unit_test(test_crypto_envelope__no_bit_may_change),
		cmocka_unit_test(test_crypto_envelope__no_prefix_is_one),
		cmocka_unit_test(test_crypto_envelope__size_is_limited),
		cmocka_unit_test(test_crypto_envelope__longest_origin_fits),
		cmocka_unit_test(test_crypto_envelope__only_this_layout),
		cmocka_unit_test(
			test_crypto_envelope__another_version_is_named),
		cmocka_unit_test(
			test_crypto_envelope__padding_hides_the_length),
		cmocka_unit_test(test_crypto_envelope__bad_padding_is_refused),
		cmocka_unit_test(test_crypto_envelope__entry_is_type_and_hash),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
