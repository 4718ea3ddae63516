#include "check.h"

#include "http/headers.h"

#define PART(text)                                                             \
	{                                                                      \
		(const uint8_t *)(text), sizeof(text) - 1                      \
	}
#define LINE(name, value)                                                      \
	{                                                                      \
		PART(name), PART(value)                                        \
	}
#define HOST LINE("Host", "a")

static const char *const named[] = {"host", "content-length", "content-type",
				    "transfer-encoding", NULL};

static void test_http_headers__framing_is_read(void **state)
{
	static const struct wasl_http_header_line sized[] = {
		LINE("hOsT", "a"), LINE("Content-Length", "42")};
	static const struct wasl_http_header_line chunked[] = {
		HOST, LINE("Transfer-Encoding", "Chunked")};
	struct wasl_http_framing f;

	(void)state;
	check_ok(wasl_http_headers_check(&f, sized, 2, named, NULL));
	assert_true(f.sized && !f.chunked && f.size == 42);
	check_ok(wasl_http_headers_check(&f, chunked, 2, named, NULL));
	assert_true(f.chunked && !f.sized && f.size == 0);
	check_ok(wasl_http_headers_check(&f, sized, 1, NULL, NULL));
	assert_true(!f.chunked && !f.sized);
}

static void test_http_headers__what_is_ambiguous_is_refused(void **state)
{
	static const struct {
		const char *rule;
		struct wasl_http_header_line lines[3];
		size_t n;
	} bad[] = {
		{"no Host", {LINE("Content-Type", "a")}, 1},
		{"empty Host", {LINE("Host", "")}, 1},
		{"two Host", {HOST, LINE("host", "a")}, 2},
		{"two lengths",
		 {HOST, LINE("Content-Length", "1"),
		  LINE("content-length", "1")},
		 3},
		{"length and encoding",
		 {HOST, LINE("Content-Length", "1"),
		  LINE("Transfer-Encoding", "chunked")},
		 3},
		{"unknown encoding",
		 {HOST, LINE("Transfer-Encoding", "gzip")},
		 2},
		{"two encodings in one",
		 {HOST, LINE("Transfer-Encoding", "chunked, chunked")},
		 2},
		{"encoding with a tab",
		 {HOST, LINE("Transfer-Encoding", "chunked\t")},
		 2},
		{"signed length", {HOST, LINE("Content-Length", "+1")}, 2},
		{"list of lengths", {HOST, LINE("Content-Length", "1, 1")}, 2},
		{"hexadecimal", {HOST, LINE("Content-Length", "0x1")}, 2},
		{"leading zero", {HOST, LINE("Content-Length", "01")}, 2},
		{"overflow",
		 {HOST, LINE("Content-Length", "18446744073709551616")},
		 2},
		{"empty length", {HOST, LINE("Content-Length", "")}, 2},
		{"space before the colon",
		 {HOST, LINE("Content-Type ", "a")},
		 2},
		{"empty name", {HOST, LINE("", "a")}, 2},
		{"control in a name", {HOST, LINE("Content\001Type", "a")}, 2},
		{"NUL in a value", {HOST, LINE("Content-Type", "a\0b")}, 2},
		{"CR in a value", {HOST, LINE("Content-Type", "a\rb")}, 2},
		{"DEL in a value", {HOST, LINE("Content-Type", "a\177")}, 2},
		{"not named", {HOST, LINE("X-Other", "a")}, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_http_framing f = {true, true, 9};
		wasl_status status = wasl_http_headers_check(
			&f, bad[i].lines, bad[i].n, named, NULL);

		if (status != WASL_MALFORMED || f.sized || f.size != 0)
			fail_msg("accepted: %s", bad[i].rule);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_http_headers__framing_is_read),
		cmocka_unit_test(
			test_http_headers__what_is_ambiguous_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
