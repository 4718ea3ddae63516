#include "check.h"

#include "desk/webauthn.h"

#include <stdio.h>

/* 32 zeros. */
#define ZEROS "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define HEAD  "{\"type\":\"webauthn.get\",\"challenge\":\"" ZEROS "\","
#define HERE  "\"origin\":\"https://desk.example:8443\""

static const uint8_t zeros[WASL_CHALLENGE_LEN];

static wasl_status check(const char *json, const char *origin,
			 char rp[WASL_RP_MAX + 1])
{
	const struct wasl_client_want want = {"webauthn.get", zeros, origin};

	return wasl_client_data_check(wasl_text_bytes(wasl_text_of(json)),
				      &want, rp, NULL);
}

static void test_desk_webauthn__client_data_say_where_and_for_what(void **state)
{
	static const struct {
		const char *json;
		wasl_status status;
	} cases[] = {
		{HEAD HERE "}", WASL_OK},
		{HEAD HERE ",\"crossOrigin\":false,\"added\":{\"x\":[1.5]}}",
		 WASL_OK},
		{HEAD HERE ",\"crossOrigin\":true}", WASL_BAD_SIG},
		{HEAD HERE ",\"crossOrigin\":0}", WASL_SCHEMA},
		{HEAD HERE ",\"topOrigin\":\"https://desk.example:8443\"}",
		 WASL_BAD_SIG},
		{HEAD "\"origin\":\"https://desk.example\"}", WASL_BAD_SIG},
		{HEAD "\"origin\":\"https://desk.example:8443/\"}",
		 WASL_SCHEMA},
		{HEAD "\"origin\":\"https://a@desk.example\"}", WASL_SCHEMA},
		{HEAD "\"origin\":\"desk.example\"}", WASL_SCHEMA},
		{HEAD "\"origin\":1}", WASL_SCHEMA},
		{HEAD "\"origin\":\"\"}", WASL_SCHEMA},
		{HEAD "\"origin\":\"https://desk.example:x\"}", WASL_SCHEMA},
		{HEAD "\"origin\":\"https://:8443\"}", WASL_SCHEMA},
		{"{" HERE ",\"challenge\":\"" ZEROS "\"}", WASL_BAD_SIG},
		{"{" HERE ",\"type\":\"webauthn.get\"}", WASL_BAD_SIG},
		{"{" HERE ",\"type\":\"webauthn.get\",\"challenge\":\"AA\"}",
		 WASL_BAD_SIG},
		{"{" HERE ",\"type\":\"webauthn.create\",\"challenge\":"
		 "\"" ZEROS "\"}",
		 WASL_BAD_SIG},
		{HEAD HERE "," HERE "}", WASL_MALFORMED},
		{HEAD HERE "} ", WASL_OK},
		{HEAD HERE "}x", WASL_MALFORMED},
		{"[]", WASL_SCHEMA},
		{"", WASL_MALFORMED},
	};
	char rp[WASL_RP_MAX + 1], big[WASL_CLIENT_DATA_MAX + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_status(
			check(cases[i].json, "https://desk.example:8443", rp),
			cases[i].status);
	check_ok(check(HEAD HERE "}", NULL, rp));
	assert_string_equal(rp, "desk.example");
	check_ok(check(HEAD "\"origin\":\"http://[::1]:8440\"}", NULL, NULL));
	memset(big, ' ', sizeof(big));
	big[sizeof(big) - 1] = '\0';
	check_status(check(big, NULL, rp), WASL_TOO_BIG);
}

static struct wasl_assertion assertion_of(wasl_assertion_by by)
{
	static const uint8_t bytes[] = "0123456789";
	struct wasl_assertion a = {.by = by};

	memset(a.kid.hash.b, (int)by, sizeof(a.kid.hash.b));
	a.proof.data = wasl_bytes_of(bytes, 3);
	a.proof.client = wasl_bytes_of(bytes + 3, 4);
	a.proof.sig = wasl_bytes_of(bytes + 7, 2);
	return a;
}

static void test_desk_webauthn__assertions_go_there_and_back(void **state)
{
	const struct wasl_assertion a[] = {
		assertion_of(WASL_ASSERTION_AUTHOR),
		assertion_of(WASL_ASSERTION_APPROVER),
	};
	struct wasl_assertion back[WASL_ASSERTIONS_MAX];
	uint8_t space[512];
	size_t n;

	(void)state;
	for (size_t from = 0; from < 2; from++)
		for (size_t count = 1; from + count <= 2; count++) {
			struct wasl_buf buf = WASL_BUF(space);

			wasl_assertions_write(&buf, a + from, count);
			check_ok(wasl_assertions_parse(
				back, &n, wasl_buf_bytes(&buf), NULL));
			assert_int_equal(n, count);
			for (size_t i = 0; i < n; i++) {
				assert_int_equal(back[i].by, a[from + i].by);
				assert_true(wasl_kid_eq(&back[i].kid,
							&a[from + i].kid));
				assert_true(wasl_bytes_eq(
					back[i].proof.client,
					a[from + i].proof.client));
			}
			for (size_t cut = 0; cut < buf.n; cut++)
				assert_int_not_equal(
					wasl_assertions_parse(
						back, &n,
						wasl_bytes_of(space, cut),
						NULL),
					WASL_OK);
		}
}

static void test_desk_webauthn__one_assertion_a_signer(void **state)
{
	const struct wasl_assertion author =
					    assertion_of(WASL_ASSERTION_AUTHOR),
				    approver = assertion_of(
					    WASL_ASSERTION_APPROVER);
	const struct wasl_assertion bad[][3] = {
		{author, author, author},
		{approver, author, author},
		{approver, approver, author},
	};
	struct wasl_assertion back[WASL_ASSERTIONS_MAX];
	uint8_t space[512];
	size_t n;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct wasl_buf buf = WASL_BUF(space);

		wasl_assertions_write(&buf, bad[i], 2);
		check_status(wasl_assertions_parse(back, &n,
						   wasl_buf_bytes(&buf), NULL),
			     WASL_SCHEMA);
	}
	for (size_t count = 0; count <= 3; count += 3) {
		struct wasl_buf buf = WASL_BUF(space);

		wasl_assertions_write(&buf, bad[0], count);
		check_status(wasl_assertions_parse(back, &n,
						   wasl_buf_bytes(&buf), NULL),
			     WASL_SCHEMA);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_webauthn__client_data_say_where_and_for_what),
		cmocka_unit_test(
			test_desk_webauthn__assertions_go_there_and_back),
		cmocka_unit_test(test_desk_webauthn__one_assertion_a_signer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
