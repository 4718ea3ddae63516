#include "check.h"

#include "blob/name.h"

static const struct {
	const char *path, *name;
	bool same;
} of[] = {
	{"report.pdf", "report.pdf", true},
	{"/home/x/report.pdf", "report.pdf", true},
	{"../../etc/passwd", "passwd", true},
	{"C:\\Users\\x\\a b.doc", "a b.doc", true},
	{"\xd9\x88\xd8\xb5\xd9\x84 \xd8\xa8.pdf",
	 "\xd9\x88\xd8\xb5\xd9\x84 \xd8\xa8.pdf", true},
	{"..", "file", false},
	{"", "file", false},
	{"dir/", "file", false},
	{".profile", "profile", false},
	{"gpj\xe2\x80\xae"
	 "exe.pdf",
	 "gpjexe.pdf", false},
	{"a\tb\n.txt", "ab.txt", false},
	{"what? <no>.txt", "what no.txt", false},
	{"\xff\xfe.bin", "bin", false},
	{"a. ", "a", false},
};

static void test_blob_name__paths_become_plain_names(void **state)
{
	char out[WASL_BLOB_NAME_BYTES_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		bool same = wasl_blob_name_clean(
			out, wasl_text_bytes(wasl_text_of(of[i].path)));

		assert_string_equal(out, of[i].name);
		assert_int_equal(same, of[i].same);
	}
}

static void test_blob_name__a_long_one_keeps_its_ending(void **state)
{
	char out[WASL_BLOB_NAME_BYTES_MAX + 1];
	char path[2 * 600 + 5];
	size_t n = 0;

	(void)state;
	for (; n < 1200; n += 2)
		memcpy(path + n, "\xd9\x88", 2);
	memcpy(path + n, ".pdf", 4);
	assert_false(wasl_blob_name_clean(out, wasl_bytes_of(path, n + 4)));
	assert_true(wasl_blob_name_valid(wasl_text_of(out)));
	assert_string_equal(out + strlen(out) - 4, ".pdf");
}

/* Whatever three bytes: a valid name comes out. */
static void test_blob_name__any_bytes_become_a_name(void **state)
{
	static const uint8_t some[] = {0,    '.',  '/',	 ' ',  'a',  '\n',
				       0xd9, 0x88, 0xe2, 0x80, 0xae, 0xff};
	char out[WASL_BLOB_NAME_BYTES_MAX + 1];
	size_t k = sizeof(some);

	(void)state;
	for (size_t i = 0; i < k * k * k * k; i++) {
		uint8_t in[4] = {some[i % k], some[i / k % k],
				 some[i / k / k % k], some[i / k / k / k]};

		(void)wasl_blob_name_clean(out, WASL_BYTES(in));
		assert_true(wasl_blob_name_valid(wasl_text_of(out)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blob_name__paths_become_plain_names),
		cmocka_unit_test(test_blob_name__a_long_one_keeps_its_ending),
		cmocka_unit_test(test_blob_name__any_bytes_become_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
