#include "check.h"

#include "node/config.h"

#include <string.h>

#define OFFICERS                                                               \
	"\"officers\":{\"0\":[\"amal\",\"karim\"],\"1000\":[\"zineb\"]}"
#define GOOD                                                                   \
	"{\"node\":\"rabat.dgsn\",\"side\":\"MA\",\"listen\":\"[::1]:"         \
	"8443\"," OFFICERS "}"

static wasl_status parse(struct wasl_node_config *c, const char *text,
			 struct wasl_err *err)
{
	return wasl_node_config_parse(c, wasl_text_bytes(wasl_text_of(text)),
				      err);
}

static void test_node_config__says_what_was_written(void **s)
{
	wasl_autoconfig struct wasl_node_config c;
	(void)s;
	check_ok(parse(&c, GOOD, NULL));
	assert_string_equal(c.node, "rabat.dgsn");
	assert_string_equal(c.side, "MA");
	assert_string_equal(c.address, "::1");
	assert_int_equal(c.port, 8443);
	assert_int_equal(c.connections, WASL_CONNECTIONS_DEFAULT);
	assert_int_equal(c.n_officers, 3);
}

static void test_node_config__writes_what_it_reads(void **s)
{
	wasl_autoconfig struct wasl_node_config c, again;
	uint8_t space[1024], space2[1024];
	struct wasl_buf buf = WASL_BUF(space), buf2 = WASL_BUF(space2);
	(void)s;
	check_ok(parse(&c, GOOD, NULL));
	wasl_node_config_write(&buf, &c);
	check_ok(wasl_node_config_parse(&again, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(again.n_officers, 3);
	assert_string_equal(again.officers[1].name, "karim");
	wasl_node_config_write(&buf2, &again);
	assert_true(wasl_bytes_eq(wasl_buf_bytes(&buf), wasl_buf_bytes(&buf2)));
}

static void test_node_config__bad_ones_name_the_member(void **s)
{
#define REST ",\"side\":\"MA\",\"listen\":\"-\",\"officers\":{}}"
#define HEAD "{\"node\":\"a\",\"side\":\"MA\","
	static const struct {
		const char *text, *field;
		wasl_status status;
	} bad[] = {
		{"", "", WASL_MALFORMED},
		{"\xef\xbb\xbf" GOOD, "", WASL_MALFORMED},
		{"[]", "", WASL_SCHEMA},
		{"{}", "", WASL_SCHEMA},
		{"{\"node\":\"\"" REST, "/node", WASL_SCHEMA},
		{"{\"node\":\"Rabat\"" REST, "/node", WASL_SCHEMA},
		{"{\"node\":5" REST, "/node", WASL_SCHEMA},
		{"{\"node\":\"a\",\"node\":\"a\"" REST, "", WASL_MALFORMED},
		{"{\"node\":\"a\",\"nod\":\"a\"" REST, "", WASL_SCHEMA},
		{"{\"node\":\"a\",\"side\":\"ma\",\"listen\":\"-\","
		 "\"officers\":{}}",
		 "/side", WASL_SCHEMA},
		{HEAD "\"listen\":\"host:1\",\"officers\":{}}", "/listen",
		 WASL_SCHEMA},
		{HEAD "\"listen\":\"::1:80\",\"officers\":{}}", "/listen",
		 WASL_SCHEMA},
		{HEAD "\"listen\":\"0.0.0.0:0\",\"officers\":{}}", "/listen",
		 WASL_SCHEMA},
		{HEAD "\"listen\":\"0.0.0.0:65536\",\"officers\":{}}",
		 "/listen", WASL_SCHEMA},
		{HEAD "\"listen\":\"0.0.0.0\",\"officers\":{}}", "/listen",
		 WASL_SCHEMA},
		{HEAD "\"listen\":null,\"officers\":{}}", "/listen",
		 WASL_SCHEMA},
		{HEAD "\"listen\":\"-\"}", "", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":[]}", "/officers",
		 WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"root\":[\"a\"]}}",
		 "/officers/root", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"01\":[\"a\"]}}",
		 "/officers/01", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"4294967295\":[\"a\"]}}",
		 "/officers/4294967295", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"1\":[]}}",
		 "/officers/1", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"1\":[\"\"]}}",
		 "/officers/1", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{\"1\":\"a\"}}",
		 "/officers/1", WASL_SCHEMA},
		{HEAD "\"listen\":\"-\",\"officers\":{},\"connections\":0}",
		 "/connections", WASL_SCHEMA},
#define HTTP  HEAD "\"listen\":\"-\",\"officers\":{},\"http\":"
#define BLOBS HEAD "\"listen\":\"-\",\"officers\":{},\"blobs\":"
		{HTTP "[]}", "/http", WASL_SCHEMA},
		{HTTP "{}}", "/http", WASL_SCHEMA},
		{HTTP "{\"lisen\":\"127.0.0.1:1\"}}", "/http", WASL_SCHEMA},
		{HTTP "{\"listen\":\"localhost:1\"}}", "/http/listen",
		 WASL_SCHEMA},
		{HTTP "{\"listen\":\"192.0.2.1:1\"}}", "/http/listen",
		 WASL_SCHEMA},
		{HTTP "{\"listen\":\"0.0.0.0:1\",\"tls\":{\"cert\":\"/c\","
		      "\"key\":\"/k\"}}}",
		 "/http", WASL_SCHEMA},
		{HTTP "{\"listen\":\"127.0.0.1:1\",\"tls\":{\"cert\":\"/c\"}}}",
		 "/http/tls", WASL_SCHEMA},
		{HTTP "{\"listen\":\"127.0.0.1:1\",\"tls\":{\"cert\":\"c\","
		      "\"key\":\"/k\"}}}",
		 "/http/tls", WASL_SCHEMA},
		{HTTP "{\"listen\":\"127.0.0.1:1\",\"tls\":{\"cert\":\"/c\","
		      "\"key\":\"/k\"},\"origin\":\"http://localhost\"}}",
		 "/http/origin", WASL_SCHEMA},
		{HTTP "{\"listen\":\"127.0.0.1:1\",\"proxy\":1}}",
		 "/http/proxy", WASL_SCHEMA},
		{BLOBS "[]}", "/blobs", WASL_SCHEMA},
		{BLOBS "{\"qouta_mib\":1}}", "/blobs/qouta_mib", WASL_SCHEMA},
		{BLOBS "{\"quota_mib\":0}}", "/blobs/quota_mib", WASL_SCHEMA},
		{BLOBS "{\"quota_mib\":\"1\"}}", "/blobs/quota_mib",
		 WASL_SCHEMA},
		{BLOBS "{\"refuse\":\"html\"}}", "/blobs/refuse", WASL_SCHEMA},
		{BLOBS "{\"refuse\":[\"htlm\"]}}", "/blobs/refuse",
		 WASL_SCHEMA},
#define DESK HEAD "\"listen\":\"-\",\"officers\":{},\"desk\":"
		{DESK "[]}", "/desk", WASL_SCHEMA},
		{DESK "{\"passkeys\":1}}", "/desk/passkeys", WASL_SCHEMA},
		{DESK "{\"tirage\":[]}}", "/desk/tirage", WASL_SCHEMA},
		{DESK "{\"triage\":[\"bcn\"]}}", "/desk/triage", WASL_SCHEMA},
		{DESK "{\"wake_gap\":0}}", "/desk/wake_gap", WASL_SCHEMA},
		{DESK "{\"appeal\":\"\"}}", "/desk/appeal", WASL_SCHEMA},
		{DESK "{\"rungs\":[]}}", "/desk/rungs", WASL_SCHEMA},
		{DESK "{\"rungs\":[{\"percent\":50,\"role\":\"king\"}]}}",
		 "/desk/rungs/0", WASL_SCHEMA},
		{DESK "{\"rungs\":[{\"seconds\":5,\"role\":\"duty\"}]}}",
		 "/desk/rungs/0", WASL_SCHEMA},
		{DESK "{\"u0\":[{\"seconds\":5,\"role\":\"duty\"},"
		      "{\"seconds\":5,\"role\":\"duty\"}]}}",
		 "/desk/u0/1", WASL_SCHEMA},
		{DESK "{\"u0\":[{\"seconds\":5,\"role\":\"duty\",\"wake\":"
		      "[\"ring\"]}]}}",
		 "/desk/u0/0", WASL_SCHEMA},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_node_config c;
		struct wasl_err err = {0};
		check_status(parse(&c, bad[i].text, &err), bad[i].status);
		assert_string_equal(err.field, bad[i].field);
		assert_null(c.officers);
	}
}

static void test_node_config__uid_speaks_only_for_whom_it_lists(void **s)
{
	static const struct {
		uint32_t uid;
		const char *as, *officer;
	} cases[] = {
		{0, "amal", "amal"},   {0, "karim", "karim"},
		{0, NULL, NULL},       {0, "zineb", NULL},
		{1000, NULL, "zineb"}, {1000, "zineb", "zineb"},
		{1000, "amal", NULL},  {1, NULL, NULL},
		{1, "amal", NULL},     {1000, "", NULL},
	};
	wasl_autoconfig struct wasl_node_config c;
	(void)s;
	check_ok(parse(&c, GOOD, NULL));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *officer = NULL;
		wasl_text as = {NULL, 0};
		if (cases[i].as)
			as = wasl_text_of(cases[i].as);
		check_status(wasl_node_config_officer(&c, &officer,
						      cases[i].uid, as, NULL),
			     cases[i].officer ? WASL_OK : WASL_DENIED);
		if (cases[i].officer)
			assert_string_equal(officer, cases[i].officer);
	}
}

static void test_node_config__files_have_a_quota_and_dangers(void **state)
{
	static const char text[] =
		HEAD "\"listen\":\"-\",\"officers\":{},\"blobs\":"
		     "{\"quota_mib\":3,\"refuse\":[\"macro\",\"program\"]}}";
	wasl_autoconfig struct wasl_node_config c = {0};

	(void)state;
	check_ok(wasl_node_config_parse(
		&c, wasl_bytes_of(text, sizeof(text) - 1), NULL));
	assert_int_equal(c.blobs.quota, 3 << 20);
	assert_int_equal(c.blobs.refuse,
			 WASL_DANGER_MACRO | WASL_DANGER_PROGRAM);
}

static void test_node_config__an_origin_has_one_spelling(void **state)
{
	static const char *const good[] = {
		"https://desk.example",	     "https://desk.example:8443",
		"http://localhost",	     "http://rabat.localhost:0",
		"http://127.0.0.1:8440",     "http://[::1]:8440",
		"https://[2001:db8::1]:444", "https://10.0.0.1",
	};
	static const char *const bad[] = {
		"",
		"desk.example",
		"HTTPS://desk.example",
		"https://Desk.example",
		"https://desk.example/",
		"https://desk.example/x",
		"https://desk.example:",
		"https://desk.example:443",
		"http://localhost:80",
		"https://desk.example:65536",
		"https://desk.example:08443",
		"https://a@desk.example",
		"https://-desk.example",
		"https://desk..example",
		"https://[::1",
		"https://[::g]",
		"https://",
		"http://desk.example",
		"http://notlocalhost",
		"ftp://localhost",
		"null",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(wasl_origin_valid(wasl_text_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(wasl_origin_valid(wasl_text_of(bad[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_node_config__an_origin_has_one_spelling),
		cmocka_unit_test(
			test_node_config__files_have_a_quota_and_dangers),
		cmocka_unit_test(test_node_config__says_what_was_written),
		cmocka_unit_test(test_node_config__writes_what_it_reads),
		cmocka_unit_test(test_node_config__bad_ones_name_the_member),
		cmocka_unit_test(
			test_node_config__uid_speaks_only_for_whom_it_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
