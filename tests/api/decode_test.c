#include "check.h"

#include "api/decode.h"

#include <string.h>

struct body {
	json_t *json, *fields, *words;
	wasl_text kind, note;
};

static wasl_status decode(struct body *b, wasl_bytes in, struct wasl_err *err)
{
	const struct api_member members[] = {
		{"kind", API_TEXT, true, &b->kind},
		{"note", API_TEXT, false, &b->note},
		{"fields", API_OBJECT, true, &b->fields},
		{"words", API_ARRAY, false, &b->words},
		{NULL, API_TEXT, false, NULL},
	};
	*b = (struct body){0};
	return api_decode(&b->json, in, members, err);
}

static void test_api_decode__hands_out_the_members(void **s)
{
	struct body b;
	(void)s;
	check_ok(decode(&b,
			wasl_text_bytes(WASL_TEXT(
				"{\"fields\":{\"a\":1},\"kind\":\"arrest\"}")),
			NULL));
	assert_true(wasl_text_is(b.kind, "arrest"));
	assert_true(json_is_object(b.fields));
	assert_null(b.words);
	assert_null(b.note.p);
	json_decref(b.json);
}

static void test_api_decode__bad_bodies_are_refused_with_the_member(void **s)
{
	static const struct {
		const char *in, *field, *text;
		wasl_status status;
	} bad[] = {
		{"", "", "", WASL_MALFORMED},
		{"null", "", "", WASL_MALFORMED},
		{"[]", "", "not a JSON object", WASL_SCHEMA},
		{"{}", "", "\"kind\" is missing", WASL_SCHEMA},
		{"{\"kind\":\"a\"}", "", "\"fields\" is missing", WASL_SCHEMA},
		{"{\"kind\":1,\"fields\":{}}", "/kind", "text", WASL_SCHEMA},
		{"{\"kind\":null,\"fields\":{}}", "/kind", "text", WASL_SCHEMA},
		{"{\"kind\":\"a\",\"fields\":[]}", "/fields", "object",
		 WASL_SCHEMA},
		{"{\"kind\":\"a\",\"fields\":{},\"words\":{}}", "/words",
		 "list", WASL_SCHEMA},
		{"{\"kind\":\"a\",\"fields\":{},\"Kind\":\"a\"}", "",
		 "unknown member \"Kind\"", WASL_SCHEMA},
		{"{\"kind\":\"a\",\"kind\":\"b\",\"fields\":{}}", "",
		 "one name twice", WASL_MALFORMED},
		{"{\"kind\":\"a\",\"fields\":{}} ", NULL, NULL, WASL_OK},
		{"{\"kind\":\"a\",\"fields\":{}}x", "", "", WASL_MALFORMED},
		{"\xef\xbb\xbf{\"kind\":\"a\",\"fields\":{}}", "", "",
		 WASL_MALFORMED},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_err err = {0};
		struct body b;
		check_status(decode(&b,
				    wasl_text_bytes(wasl_text_of(bad[i].in)),
				    &err),
			     bad[i].status);
		if (bad[i].status != WASL_OK) {
			assert_string_equal(err.field, bad[i].field);
			assert_non_null(strstr(err.text, bad[i].text));
			/* It is said in the officer's language. */
			assert_non_null(err.fault);
			assert_null(b.json);
		}
		json_decref(b.json);
	}
}

static void test_api_decode__a_day_ends_at_its_end(void **s)
{
	static const char *const bad[] = {"",		"2027",
					  "2027-02-30", "2027-01-31T00:00:00Z",
					  "31.01.2027", " 2027-01-31"};
	int64_t at;
	(void)s;
	check_ok(api_decode_day(&at, WASL_TEXT("1970-01-01"), "/until", NULL));
	assert_int_equal(at, 86400);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(api_decode_day(&at, wasl_text_of(bad[i]), "/until",
					    NULL),
			     WASL_SCHEMA);
}

static void test_api_decode__numbers_are_positive_and_bounded(void **s)
{
	static const char *const bad[] = {"",	"0",   "-1",  "+1", "01",
					  "1 ", "501", "1e2", "0x1"};
	int64_t n;
	(void)s;
	check_ok(api_decode_number(&n, WASL_TEXT("500"), 500, "limit", NULL));
	assert_int_equal(n, 500);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_status(api_decode_number(&n, wasl_text_of(bad[i]), 500,
					       "limit", NULL),
			     WASL_SCHEMA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_api_decode__hands_out_the_members),
		cmocka_unit_test(
			test_api_decode__bad_bodies_are_refused_with_the_member),
		cmocka_unit_test(test_api_decode__a_day_ends_at_its_end),
		cmocka_unit_test(
			test_api_decode__numbers_are_positive_and_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
