#include "check.h"

#include "http/match.h"

static const struct wasl_http_route routes[] = {
	{.method = "GET", .pattern = "/"},
	{.method = "GET", .pattern = "/{any}/v1"},
	{.method = "GET", .pattern = "/line/v1"},
	{.method = "PUT", .pattern = "/blob/{hash}/{n}"},
	{.method = "GET", .pattern = "/blob/{hash}/{n}"},
	{.method = "GET", .pattern = "/log/{rest*}"},
	{.method = "GET", .pattern = "/log/{id}/head"},
};

#define ROUTES_N (sizeof(routes) / sizeof(routes[0]))

static enum http_found find(struct http_match *m, struct wasl_http_uri *uri,
			    const char *method, const char *target)
{
	check_ok(wasl_http_uri_parse(uri, wasl_bytes_of(target, strlen(target)),
				     NULL));
	return http_route_find(m, routes, ROUTES_N, method, uri);
}

static void test_http_match__the_most_literal_pattern_wins(void **state)
{
	static const struct {
		const char *target;
		size_t route;
		const char *value;
	} cases[] = {
		{"/", 0, NULL},
		{"/line/v1", 2, NULL},
		{"/other/v1", 1, "other"},
		{"/blob/ab%20c/7", 4, "ab c"},
		{"/log/x/tile/0/000", 5, "x/tile/0/000"},
		{"/log/x", 5, "x"},
		{"/log/x/head", 6, "x"},
	};
	struct http_match m;
	struct wasl_http_uri uri;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(find(&m, &uri, "GET", cases[i].target),
				 HTTP_FOUND);
		assert_ptr_equal(m.route, &routes[cases[i].route]);
		if (cases[i].value != NULL)
			assert_true(wasl_text_is(m.params[0].value,
						 cases[i].value));
	}
}

static void test_http_match__path_and_method_are_told_apart(void **state)
{
	uint8_t space[64] = {0};
	struct wasl_buf list = WASL_BUF(space);
	struct http_match m;
	struct wasl_http_uri uri;

	(void)state;
	assert_int_equal(find(&m, &uri, "GET", "/nothing"), HTTP_NO_PATH);
	assert_int_equal(find(&m, &uri, "GET", "/blob/a"), HTTP_NO_PATH);
	assert_int_equal(find(&m, &uri, "GET", "/log"), HTTP_NO_PATH);
	assert_int_equal(find(&m, &uri, "get", "/line/v1"), HTTP_NO_METHOD);
	assert_int_equal(find(&m, &uri, "HEAD", "/line/v1"), HTTP_FOUND);
	assert_int_equal(find(&m, &uri, "POST", "/blob/a/1"), HTTP_NO_METHOD);
	http_route_methods(&list, routes, ROUTES_N, &uri);
	assert_string_equal((const char *)space, "PUT, GET");
}

static void test_http_match__only_listed_query_names_pass(void **state)
{
	static const char *const names[] = {"from", "max", NULL};
	const struct wasl_http_route with = {.query = names};
	const struct wasl_http_route without = {0};
	struct wasl_http_uri uri;
	struct http_match m;
	struct wasl_err err;

	(void)state;
	(void)find(&m, &uri, "GET", "/a?max=1&from=2");
	check_ok(http_query_check(&with, &uri, NULL));
	check_status(http_query_check(&without, &uri, &err), WASL_MALFORMED);
	(void)find(&m, &uri, "GET", "/a?max=1&debug=2");
	check_status(http_query_check(&with, &uri, &err), WASL_MALFORMED);
	assert_string_equal(err.text, "query name debug is not used here");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_http_match__the_most_literal_pattern_wins),
		cmocka_unit_test(
			test_http_match__path_and_method_are_told_apart),
		cmocka_unit_test(test_http_match__only_listed_query_names_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
