#include "base/encode.h"
#include "kinds.h"

static wasl_status parse(json_t **out, const char *text)
{
	return wasl_json_parse(out, wasl_bytes_of(text, strlen(text)),
			       WASL_KIND_FILE_MAX, NULL);
}

static void test_kind_json__rejects_what_readers_could_disagree_on(void **state)
{
	static const struct {
		const char *text, *rule;
	} bad[] = {
		{"", "empty"},
		{"{", "cut short"},
		{"{} x", "trailing bytes"},
		{"1", "neither object nor array"},
		{"\"a\"", "neither object nor array"},
		{"{\"a\":1,\"a\":2}", "duplicate key"},
		{"{\"a\":1,\"\\u0061\":2}", "duplicate key, escaped"},
		{"[1.0]", "real"},
		{"[1e3]", "real"},
		{"[9007199254740992]", "integer beyond 2^53 - 1"},
		{"[-9007199254740992]", "integer beyond -2^53 + 1"},
		{"[99999999999999999999]", "integer beyond 64 bits"},
		{"[\"\\u0000\"]", "NUL in text"},
		{"{\"\\u0000\":1}", "NUL in a name"},
		{"[\"\xff\"]", "not UTF-8"},
		{"[\"\xc0\x80\"]", "overlong UTF-8"},
		{"[\"\xed\xa0\x80\"]", "surrogate in UTF-8"},
		{"[\"\\ud800\"]", "lone surrogate"},
		{"[\"a\nb\"]", "raw control character"},
		{"[01]", "leading zero"},
		{"[+1]", "plus sign"},
		{"[NaN]", "not a number"},
		{"[1,]", "trailing comma"},
		{"{\"a\" 1}", "no colon"},
		{"{a:1}", "name without quotes"},
		{"[/**/]", "comment"},
		{"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "deeper than 16"},
	};
	json_t *v;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (parse(&v, bad[i].text) != WASL_MALFORMED)
			fail_msg("accepted: %s", bad[i].rule);
		assert_null(v);
	}
}

static void test_kind_json__accepts_the_bounds_themselves(void **state)
{
	static const char *const good[] = {
		"{}",
		"[]",
		"[9007199254740991,-9007199254740991,0]",
		"[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]",
		"[\"[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[\"]",
		"[\"\\ud83d\\ude00\"]",
		" { \"a\" : [ true , false , null ] } ",
	};
	json_t *v;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		if (parse(&v, good[i]) != WASL_OK)
			fail_msg("rejected %s", good[i]);
		json_decref(v);
	}
}

static void test_kind_json__rejects_one_byte_too_many(void **state)
{
	json_t *v;

	(void)state;
	check_ok(wasl_json_parse(&v, wasl_bytes_of("[1]", 3), 3, NULL));
	json_decref(v);
	check_status(wasl_json_parse(&v, wasl_bytes_of("[1 ]", 4), 3, NULL),
		     WASL_TOO_BIG);
}

static void check_jcs(const char *in, const char *want)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	wasl_autojson *v = json_of(in);
	wasl_bytes got = wasl_jcs_write(&arena, v);

	if (!wasl_bytes_eq(got, wasl_bytes_of(want, strlen(want))))
		fail_msg("%s\n became %.*s\n not %s", in, (int)got.n,
			 (const char *)got.p, want);
}

/* RFC 8785 §3.2.3, the example of sorting by UTF-16 code units. */
static void test_kind_json__jcs_sorts_by_utf16_code_units(void **state)
{
	(void)state;
	check_jcs("{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
		  "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
		  "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\","
		  "\"\\u0080\":\"Control\","
		  "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
		  "{\"\\r\":\"Carriage Return\",\"1\":\"One\","
		  "\"\xc2\x80\":\"Control\","
		  "\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\","
		  "\"\xe2\x82\xac\":\"Euro Sign\","
		  "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
		  "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

/* RFC 8785 §3.2.2, its string and literals; the numbers there are real, which
 * this door does not let in. */
static void test_kind_json__jcs_escapes_as_the_rfc_does(void **state)
{
	(void)state;
	check_jcs(
		"{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c"
		"\\\\\\\"\\/\",\"literals\":[null,true,false]}",
		"{\"literals\":[null,true,false],"
		"\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
	check_jcs("[\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"]",
		  "[\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"]");
}

/* From the RFC's test data: arrays, structures, values, French, weird. */
static void test_kind_json__jcs_agrees_with_the_rfcs_test_data(void **state)
{
	(void)state;
	check_jcs("[ 56, { \"d\": true, \"10\": null, \"1\": [ ] } ]",
		  "[56,{\"1\":[],\"10\":null,\"d\":true}]");
	check_jcs("{ \"1\": {\"f\": {\"f\": \"hi\",\"F\": 5} ,\"\\n\": 56},"
		  "\"10\": { }, \"\": \"empty\", \"a\": { },"
		  "\"111\": [ {\"e\": \"yes\",\"E\": \"no\" } ],\"A\": { } }",
		  "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":"
		  "\"hi\"}},\"10\":{},\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],"
		  "\"A\":{},\"a\":{}}");
	check_jcs("{ \"peach\": \"This sorting order\",\"p\xc3\xa9"
		  "ch\xc3\xa9\": \"is wrong according to French\","
		  "\"p\xc3\xaa"
		  "che\": \"but canonicalization MUST\","
		  "\"sin\": \"ignore locale\" }",
		  "{\"peach\":\"This sorting order\",\"p\xc3\xa9"
		  "ch\xc3\xa9\":\"is wrong according to French\","
		  "\"p\xc3\xaa"
		  "che\":\"but canonicalization MUST\","
		  "\"sin\":\"ignore locale\"}");
	check_jcs("{ \"Unnormalized Unicode\": \"A\\u030a\" }",
		  "{\"Unnormalized Unicode\":\"A\xcc\x8a\"}");
	check_jcs("{\"\\ufb33\":1,\"</script>\":2}",
		  "{\"</script>\":2,\"\xef\xac\xb3\":1}");
}

static void test_kind_json__jcs_is_its_own_jcs(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);

	(void)state;
	for (size_t i = 0; i < wasl_builtins_n; i++) {
		wasl_autojson *v = NULL;
		wasl_autojson *w = NULL;
		wasl_bytes once;
		wasl_bytes twice;

		check_ok(wasl_json_parse(&v, wasl_builtins[i].file,
					 WASL_KIND_FILE_MAX, NULL));
		once = wasl_jcs_write(&arena, v);
		check_ok(wasl_json_parse(&w, once, WASL_KIND_FILE_MAX, NULL));
		twice = wasl_jcs_write(&arena, w);
		assert_true(wasl_bytes_eq(once, twice));
		assert_true(json_equal(v, w));
	}
}

static void test_kind_json__the_hash_is_of_the_jcs_form(void **state)
{
	wasl_autojson *v = json_of("{ \"b\" : 1, \"a\" : [ ] }");
	wasl_autojson *w = json_of("{\"a\":[],\"b\":1}");
	struct wasl_hash of_v;
	struct wasl_hash of_w;
	struct wasl_hash want =
		wasl_sha256(wasl_text_bytes(WASL_TEXT("{\"a\":[],\"b\":1}")));

	(void)state;
	check_ok(wasl_jcs_hash(&of_v, v, NULL));
	check_ok(wasl_jcs_hash(&of_w, w, NULL));
	assert_true(wasl_hash_eq(&of_v, &of_w));
	assert_true(wasl_hash_eq(&of_v, &want));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_json__rejects_what_readers_could_disagree_on),
		cmocka_unit_test(test_kind_json__accepts_the_bounds_themselves),
		cmocka_unit_test(test_kind_json__rejects_one_byte_too_many),
		cmocka_unit_test(test_kind_json__jcs_sorts_by_utf16_code_units),
		cmocka_unit_test(test_kind_json__jcs_escapes_as_the_rfc_does),
		cmocka_unit_test(
			test_kind_json__jcs_agrees_with_the_rfcs_test_data),
		cmocka_unit_test(test_kind_json__jcs_is_its_own_jcs),
		cmocka_unit_test(test_kind_json__the_hash_is_of_the_jcs_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
