#include "support.h"

#include "desk/credential.h"
#include "desk/passkey.h"
#include "desk/session.h"
#include "desk/token.h"

#define OPERATOR WASL_ROLE_BIT(WASL_ROLE_OPERATOR)
#define DUTY	 WASL_ROLE_BIT(WASL_ROLE_DUTY)

static struct wasl_hash key_of(unsigned n)
{
	return wasl_sha256(wasl_bytes_of(&n, sizeof(n)));
}

static void test_desk_session__holds_until_time_roles_or_service_end(void **s)
{
	static const struct {
		int64_t used, now;
		uint32_t roles;
		int64_t until;
		bool disabled, holds;
	} cases[] = {
		{0, 0, OPERATOR, 0, false, true},
		{0, WASL_SESSION_IDLE_S - 1, OPERATOR, 0, false, true},
		{0, WASL_SESSION_IDLE_S, OPERATOR, 0, false, false},
		{WASL_SESSION_LIFE_S - 10, WASL_SESSION_LIFE_S - 1, OPERATOR, 0,
		 false, true},
		{WASL_SESSION_LIFE_S - 10, WASL_SESSION_LIFE_S, OPERATOR, 0,
		 false, false},
		{0, 1, DUTY, 0, false, false},
		{0, 1, OPERATOR | DUTY, 0, false, false},
		{0, 1, OPERATOR, 1, false, false},
		{0, 1, OPERATOR, 2, false, true},
		{0, 1, OPERATOR, 0, true, false},
	};

	(void)s;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct wasl_session session = {
			.user = {.roles = cases[i].roles,
				 .until = cases[i].until != 0
						  ? NOW + cases[i].until
						  : 0,
				 .disabled = cases[i].disabled},
			.roles = OPERATOR,
			.began_at = NOW,
			.used_at = NOW + cases[i].used,
		};

		check_status(
			wasl_session_holds(&session, NOW + cases[i].now, NULL),
			cases[i].holds ? WASL_OK : WASL_SIGN_IN);
	}
}

static void test_desk_session__is_found_by_its_key_until_it_is_dropped(void **s)
{
	struct wasl_store *store = open_desk(s);
	struct store_tx tx = {0};
	struct wasl_session a = {.how = WASL_SESSION_CODE, .address = "::1"};
	struct wasl_session got;
	struct wasl_hash one = key_of(1), two = key_of(2);

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a.user, "a", OPERATOR, NULL));
	check_ok(wasl_session_add(&tx, &a, &one, NOW, NULL));
	check_ok(wasl_session_get(&tx.reader, &got, &one, NULL));
	assert_int_equal(got.id, a.id);
	assert_string_equal(got.user.name, "a");
	assert_string_equal(got.address, "::1");
	assert_int_equal(got.how, WASL_SESSION_CODE);
	check_status(wasl_session_get(&tx.reader, &got, &two, NULL),
		     WASL_SIGN_IN);
	check_ok(wasl_session_used(&tx, a.id, NOW + 100, NULL));
	check_ok(wasl_session_used(&tx, a.id, NOW + 50, NULL));
	check_ok(wasl_session_get(&tx.reader, &got, &one, NULL));
	assert_int_equal(got.used_at, NOW + 100);
	check_status(wasl_session_drop(&tx, a.id, a.user.id + 1, NULL),
		     WASL_NOT_FOUND);
	check_ok(wasl_session_drop(&tx, a.id, a.user.id, NULL));
	check_status(wasl_session_get(&tx.reader, &got, &one, NULL),
		     WASL_SIGN_IN);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_session__an_officer_has_so_many_and_no_old_ones(void **s)
{
	struct wasl_store *store = open_desk(s);
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	struct store_tx tx = {0};
	struct wasl_session a = {0}, *list;
	struct wasl_hash key;
	size_t n;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a.user, "a", OPERATOR, NULL));
	for (unsigned i = 0; i < WASL_SESSIONS_EACH_MAX + 3; i++) {
		key = key_of(i);
		check_ok(wasl_session_add(&tx, &a, &key, NOW, NULL));
	}
	check_ok(wasl_session_list(&tx.reader, &arena, &list, &n, a.user.id,
				   NOW, NULL));
	assert_int_equal(n, WASL_SESSIONS_EACH_MAX);
	assert_int_equal(list[0].id, a.id);
	key = key_of(1000);
	check_ok(wasl_session_add(&tx, &a, &key, NOW + WASL_SESSION_IDLE_S,
				  NULL));
	check_ok(
		wasl_session_list(&tx.reader, &arena, &list, &n, 0, NOW, NULL));
	assert_int_equal(n, 1);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_credential__a_link_is_one_and_for_a_day(void **state)
{
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	struct wasl_session a = {0}, got;
	struct wasl_credential credential;
	struct wasl_hash one = key_of(1), two = key_of(2);
	int64_t id;
	bool any;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a.user, "a", OPERATOR, NULL));
	check_ok(wasl_credential_any(&tx.reader, &any, NULL));
	assert_false(any);
	check_ok(wasl_credential_get(&tx.reader, &credential, a.user.id, NULL));
	assert_string_equal(credential.password, "");
	check_ok(wasl_enrolment_put(&tx, a.user.id, &one, NOW + 10, NULL));
	check_ok(wasl_enrolment_put(&tx, a.user.id, &two, NOW + 10, NULL));
	check_status(wasl_enrolment_get(&tx.reader, &id, &one, NOW, NULL),
		     WASL_NOT_FOUND);
	check_status(wasl_enrolment_get(&tx.reader, &id, &two, NOW + 10, NULL),
		     WASL_NOT_FOUND);
	check_ok(wasl_enrolment_get(&tx.reader, &id, &two, NOW + 9, NULL));
	assert_int_equal(id, a.user.id);
	check_ok(wasl_session_add(&tx, &a, &one, NOW, NULL));
	check_ok(wasl_credential_reset(&tx, id, "hash", NULL));
	check_status(wasl_enrolment_get(&tx.reader, &id, &two, NOW, NULL),
		     WASL_NOT_FOUND);
	check_status(wasl_session_get(&tx.reader, &got, &one, NULL),
		     WASL_SIGN_IN);
	check_ok(wasl_credential_language(&tx, a.user.id, "ar", NULL));
	check_ok(wasl_credential_get(&tx.reader, &credential, a.user.id, NULL));
	assert_string_equal(credential.password, "hash");
	assert_string_equal(credential.language, "ar");
	check_ok(wasl_credential_any(&tx.reader, &any, NULL));
	assert_true(any);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_credential__no_code_is_taken_twice(void **state)
{
	static const struct {
		int64_t step;
		wasl_status status;
	} codes[] = {
		{100, WASL_SIGN_IN}, /* that it was confirmed with */
		{99, WASL_SIGN_IN},  {101, WASL_OK}, {101, WASL_SIGN_IN},
		{100, WASL_SIGN_IN}, {103, WASL_OK}, {102, WASL_SIGN_IN},
	};
	static const uint8_t sealed[60] = {1};
	struct wasl_store *store = open_desk(state);
	struct store_tx tx = {0};
	struct wasl_credential got;
	struct wasl_user a;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a, "a", OPERATOR, NULL));
	check_status(wasl_credential_code(&tx, a.id, 1, NULL), WASL_SIGN_IN);
	check_ok(wasl_credential_totp(&tx, a.id, WASL_BYTES(sealed), false, 0,
				      NULL));
	check_status(wasl_credential_code(&tx, a.id, 1, NULL), WASL_SIGN_IN);
	check_ok(wasl_credential_totp(&tx, a.id, WASL_BYTES(sealed), true, 100,
				      NULL));
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		check_status(
			wasl_credential_code(&tx, a.id, codes[i].step, NULL),
			codes[i].status);
	check_ok(wasl_credential_get(&tx.reader, &got, a.id, NULL));
	assert_true(got.totp);
	assert_int_equal(got.secret_n, sizeof(sealed));
	check_ok(wasl_credential_no_totp(&tx, a.id, NULL));
	check_ok(wasl_credential_get(&tx.reader, &got, a.id, NULL));
	assert_false(got.totp);
	assert_int_equal(got.secret_n, 0);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_passkey__its_counter_goes_up_or_never_counts(void **state)
{
	static const struct {
		uint32_t counter;
		wasl_status status;
	} counting[] = {{5, WASL_BAD_SIG}, {4, WASL_BAD_SIG}, {6, WASL_OK},
			{6, WASL_BAD_SIG}, {0, WASL_BAD_SIG}, {9, WASL_OK}};
	static const uint8_t ids[WASL_PASSKEYS_MAX + 1][2] = {
		{0, 1},	 {1, 1},  {2, 1},  {3, 1},  {4, 1},  {5, 1},
		{6, 1},	 {7, 1},  {8, 1},  {9, 1},  {10, 1}, {11, 1},
		{12, 1}, {13, 1}, {14, 1}, {15, 1}, {16, 1}};
	struct wasl_store *store = open_desk(state);
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	struct store_tx tx = {0};
	struct wasl_user a;
	struct wasl_passkey key = {.key = {.alg = WASL_PASSKEY_EDDSA},
				   .credential = WASL_BYTES(ids[0]),
				   .name = "k",
				   .counter = 5,
				   .made_at = NOW},
			    got;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &a, "a", OPERATOR, NULL));
	key.officer_id = a.id;
	check_ok(wasl_passkey_add(&tx, &key, NULL));
	for (size_t i = 0; i < sizeof(counting) / sizeof(counting[0]); i++)
		check_status(wasl_passkey_used(&tx, &key, counting[i].counter,
					       NOW, NULL),
			     counting[i].status);
	check_ok(wasl_passkey_get(&tx.reader, &arena, &got, key.credential,
				  NULL));
	assert_int_equal(got.counter, 9);
	assert_int_equal(got.used_at, NOW);
	key.counter = 0;
	for (size_t i = 1; i < WASL_PASSKEYS_MAX; i++) {
		key.credential = WASL_BYTES(ids[i]);
		check_ok(wasl_passkey_add(&tx, &key, NULL));
	}
	check_ok(wasl_passkey_used(&tx, &key, 0, NOW, NULL));
	check_ok(wasl_passkey_used(&tx, &key, 0, NOW, NULL));
	key.credential = WASL_BYTES(ids[WASL_PASSKEYS_MAX]);
	check_status(wasl_passkey_add(&tx, &key, NULL), WASL_CONFLICT);
	check_status(wasl_passkey_drop(&tx, key.id, a.id + 1, NULL),
		     WASL_NOT_FOUND);
	check_ok(wasl_passkey_drop(&tx, key.id, a.id, NULL));
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

static void test_desk_token__ends_in_time_and_has_its_rights_only(void **state)
{
	struct wasl_store *store = open_desk(state);
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	struct store_tx tx = {0};
	struct wasl_token t = {.name = "register",
			       .rights = 1u << WASL_RIGHT_LIST,
			       .reads = true,
			       .expires_at = NOW + 10},
			  got, *list;
	struct wasl_hash one = key_of(1), two = key_of(2);
	size_t n;

	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(add_user(&tx, &t.user, "a", OPERATOR, NULL));
	check_ok(wasl_token_add(&tx, &t, &one, NOW, NULL));
	check_ok(wasl_token_get(&tx.reader, &got, &one, NOW + 9, NULL));
	assert_int_equal(got.rights, t.rights);
	assert_true(got.reads);
	assert_string_equal(got.user.name, "a");
	check_status(wasl_token_get(&tx.reader, &got, &one, NOW + 10, NULL),
		     WASL_SIGN_IN);
	check_status(wasl_token_get(&tx.reader, &got, &two, NOW, NULL),
		     WASL_SIGN_IN);
	check_ok(wasl_token_list(&tx.reader, &arena, &list, &n, t.user.id, NOW,
				 NULL));
	assert_int_equal(n, 1);
	check_status(wasl_token_drop(&tx, t.id, t.user.id + 1, NULL),
		     WASL_NOT_FOUND);
	check_ok(wasl_token_drop(&tx, t.id, 0, NULL));
	for (unsigned i = 0; i <= WASL_TOKENS_EACH_MAX; i++) {
		struct wasl_hash key = key_of(100 + i);

		check_status(wasl_token_add(&tx, &t, &key, NOW, NULL),
			     i < WASL_TOKENS_EACH_MAX ? WASL_OK
						      : WASL_CONFLICT);
	}
	assert_false(wasl_token_may(WASL_RIGHT_APPROVE));
	assert_false(wasl_token_may(WASL_RIGHT_SECOND));
	assert_true(wasl_token_may(WASL_RIGHT_READ));
	wasl_store_rollback(&tx);
	wasl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_session__holds_until_time_roles_or_service_end),
		IN_SCRATCH(
			test_desk_session__is_found_by_its_key_until_it_is_dropped),
		IN_SCRATCH(
			test_desk_session__an_officer_has_so_many_and_no_old_ones),
		IN_SCRATCH(test_desk_credential__a_link_is_one_and_for_a_day),
		IN_SCRATCH(test_desk_credential__no_code_is_taken_twice),
		IN_SCRATCH(
			test_desk_passkey__its_counter_goes_up_or_never_counts),
		IN_SCRATCH(
			test_desk_token__ends_in_time_and_has_its_rights_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
