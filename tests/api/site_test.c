#include "check.h"

#include "api/site.h"

static struct api_site site_of(const char *listen, const char *origin,
			       const char *cert, uint16_t bound)
{
	struct wasl_http_config config = {0};
	struct api_site site;

	assert_true(wasl_listen_split(config.address, &config.port,
				      wasl_text_of(listen)));
	snprintf(config.origin, sizeof(config.origin), "%s", origin);
	snprintf(config.cert, sizeof(config.cert), "%s", cert);
	api_site_init(&site, &config, bound);
	return site;
}

static void test_api_site__takes_its_name_from_the_configuration(void **state)
{
	static const struct {
		const char *listen, *origin, *cert;
		const char *is, *host, *name;
		bool secure;
	} cases[] = {
		{"127.0.0.1:0", "", "", "http://127.0.0.1:4000",
		 "127.0.0.1:4000", "127.0.0.1", false},
		{"[::1]:0", "", "", "http://[::1]:4000", "[::1]:4000", "[::1]",
		 false},
		{"127.0.0.1:4000", "", "/c", "https://127.0.0.1:4000",
		 "127.0.0.1:4000", "127.0.0.1", true},
		{"127.0.0.1:4000", "https://desk.example", "",
		 "https://desk.example", "desk.example", "desk.example", true},
		{"127.0.0.1:0", "http://rabat.localhost:0", "",
		 "http://rabat.localhost:4000", "rabat.localhost:4000",
		 "rabat.localhost", false},
		{"127.0.0.1:4000", "https://[2001:db8::1]", "",
		 "https://[2001:db8::1]", "[2001:db8::1]", "[2001:db8::1]",
		 true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct api_site site = site_of(cases[i].listen, cases[i].origin,
					       cases[i].cert, 4000);

		assert_string_equal(site.origin, cases[i].is);
		assert_string_equal(site.host, cases[i].host);
		assert_string_equal(site.name, cases[i].name);
		assert_int_equal(site.secure, cases[i].secure);
	}
}

static void test_api_site__answers_under_its_own_names_only(void **state)
{
	struct api_site site =
		site_of("127.0.0.1:0", "https://desk.example", "", 4000);

	(void)state;
	assert_true(api_site_is(&site, WASL_TEXT("desk.example")));
	assert_true(api_site_is(&site, WASL_TEXT("127.0.0.1:4000")));
	assert_true(api_site_is(&site, WASL_TEXT("localhost:4000")));
	assert_false(api_site_is(&site, WASL_TEXT("localhost:4001")));
	assert_false(api_site_is(&site, WASL_TEXT("desk.example.evil")));
	assert_false(api_site_is(&site, WASL_TEXT("evil.example")));
	assert_false(api_site_is(&site, WASL_TEXT("")));
}

/* Every combination of what a browser may say, under each rule. */
static void test_api_site__a_request_comes_from_its_own_pages(void **state)
{
	static const char *const origins[] = {NULL,
					      "https://desk.example",
					      "null",
					      "https://evil.example",
					      "https://desk.example:8443",
					      "http://desk.example",
					      ""};
	static const char *const sites[] = {NULL,	 "same-origin", "none",
					    "same-site", "cross-site",	""};
	struct api_site site =
		site_of("127.0.0.1:0", "https://desk.example", "", 4000);

	(void)state;
	for (size_t i = 0; i < 7 * 6 * 3; i++) {
		const char *origin = origins[i % 7], *fetch = sites[i / 7 % 6];
		enum api_from_rule rule = (enum api_from_rule)(i / 42);
		struct api_from from = {0};
		bool own = (i % 7 == 0 || i % 7 == 1) &&
			   (i / 7 % 6 == 0 || i / 7 % 6 == 1 ||
			    (i / 7 % 6 == 2 && rule == API_FROM_READ));
		bool silent = i % 7 == 0 && i / 7 % 6 == 0;

		if (origin)
			from.origin = wasl_text_of(origin);
		if (fetch)
			from.fetch_site = wasl_text_of(fetch);
		check_status(api_site_from(&site, &from, rule, NULL),
			     own && !(silent && rule == API_FROM_WRITE)
				     ? WASL_OK
				     : WASL_CSRF);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_api_site__takes_its_name_from_the_configuration),
		cmocka_unit_test(
			test_api_site__answers_under_its_own_names_only),
		cmocka_unit_test(
			test_api_site__a_request_comes_from_its_own_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
