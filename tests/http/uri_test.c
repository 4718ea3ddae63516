#include "check.h"

#include "http/uri.h"

static wasl_status parse(struct wasl_http_uri *uri, const char *in)
{
	return wasl_http_uri_parse(uri, wasl_bytes_of(in, strlen(in)), NULL);
}

static void test_http_uri__segments_and_query_are_decoded(void **state)
{
	struct wasl_http_uri uri;

	(void)state;
	check_ok(parse(&uri,
		       "/line/v1/a%C3%A9b?origin=rabat.dgsn%2Fline%2Fparis.pn"
		       "&q=%D9%88%D8%B5%D9%84+x&e="));
	assert_true(wasl_text_is(uri.path, "/line/v1/aéb"));
	assert_int_equal(uri.segments_n, 3);
	assert_true(wasl_text_is(uri.segments[0], "line"));
	assert_true(wasl_text_is(uri.segments[2], "aéb"));
	assert_int_equal(uri.query_n, 3);
	assert_true(wasl_text_is(uri.query[0].name, "origin"));
	assert_true(
		wasl_text_is(uri.query[0].value, "rabat.dgsn/line/paris.pn"));
	assert_true(wasl_text_is(uri.query[1].value, "وصل x"));
	assert_true(wasl_text_is(uri.query[2].value, ""));
}

static void test_http_uri__the_root_has_no_segments(void **state)
{
	struct wasl_http_uri uri;

	(void)state;
	check_ok(parse(&uri, "/"));
	assert_int_equal(uri.segments_n, 0);
	assert_true(wasl_text_is(uri.path, "/"));
}

static void test_http_uri__second_spellings_and_tricks_are_refused(void **state)
{
	static const char *const bad[] = {
		"",		 /* nothing */
		"a",		 /* not absolute */
		"*",		 /* asterisk form */
		"http://host/a", /* absolute form */
		"//a",		 /* empty segment */
		"/a//b",	 /* empty segment */
		"/a/",		 /* empty last segment */
		"/.",		 /* dot segment */
		"/a/../b",	 /* dot segment */
		"/a/%2e%2e/b",	 /* encoded dot segment */
		"/a/%2E",	 /* encoded dot segment */
		"/a%2Fb",	 /* encoded slash in a path */
		"/a%00b",	 /* NUL */
		"/a%0d%0aX:1",	 /* line break */
		"/a%7f",	 /* DEL */
		"/a%",		 /* cut short */
		"/a%4",		 /* cut short */
		"/a%zz",	 /* not hexadecimal */
		"/a%ff",	 /* not UTF-8 */
		"/a%c0%af",	 /* overlong slash */
		"/a%ed%a0%80",	 /* surrogate */
		"/a b",		 /* space */
		"/a\\b",	 /* backslash */
		"/a\"b",	 /* quote */
		"/a#f",		 /* fragment */
		"/\xc3\xa9",	 /* raw UTF-8 */
		"/a?",		 /* empty query */
		"/a?x",		 /* no value */
		"/a?x=1&",	 /* empty last pair */
		"/a?&x=1",	 /* empty first pair */
		"/a?=1",	 /* no name */
		"/a?x=1&x=2",	 /* repeated */
		"/a?x=1&%78=2",	 /* repeated in another spelling */
		"/a?x y=1",	 /* space in a name */
		"/a?x%20=1",	 /* encoded space in a name */
		"/a?x=%00",	 /* NUL in a value */
		"/a?x=1#f",	 /* fragment behind a query */
	};
	struct wasl_http_uri uri;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (parse(&uri, bad[i]) != WASL_MALFORMED)
			fail_msg("accepted: %s", bad[i]);
}

static void repeat(char *out, const char *what, size_t times)
{
	size_t n = strlen(what);

	for (size_t i = 0; i < times; i++)
		memcpy(out + i * n, what, n + 1);
}

static void test_http_uri__limits_hold(void **state)
{
	static char in[2 * WASL_HTTP_URI_MAX];
	struct wasl_http_uri uri;

	(void)state;
	repeat(in, "/a", WASL_HTTP_SEGMENTS_MAX);
	check_ok(parse(&uri, in));
	repeat(in, "/a", WASL_HTTP_SEGMENTS_MAX + 1);
	check_status(parse(&uri, in), WASL_TOO_BIG);
	in[0] = '/';
	repeat(in + 1, "x", WASL_HTTP_URI_MAX - 1);
	check_ok(parse(&uri, in));
	repeat(in + 1, "x", WASL_HTTP_URI_MAX);
	check_status(parse(&uri, in), WASL_TOO_BIG);
	check_status(parse(&uri, "/?a=&b=&c=&d=&e=&f=&g=&h=&i=&j=&k=&l=&m=&n=&"
				 "o=&p=&q="),
		     WASL_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_http_uri__segments_and_query_are_decoded),
		cmocka_unit_test(test_http_uri__the_root_has_no_segments),
		cmocka_unit_test(
			test_http_uri__second_spellings_and_tricks_are_refused),
		cmocka_unit_test(test_http_uri__limits_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
