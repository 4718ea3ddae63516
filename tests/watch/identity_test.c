/* Identities: checked, encoded once, read back. Every person is invented. */
#include "check.h"

#include "watch/identity.h"

#include <string.h>

static struct wasl_identity full(void)
{
	return (struct wasl_identity){
		.ref = WASL_TEXT("X-1"),
		.names = {{WASL_IDENTITY_PRIMARY, WASL_TEXT("Amine Fictif")},
			  {WASL_IDENTITY_ORIGINAL, WASL_TEXT("أمين الفيكتيف")}},
		.n_names = 2,
		.births = {{.precision = WASL_BIRTH_DAY,
			    .year = 1975,
			    .month = 3,
			    .day = 2},
			   {.precision = WASL_BIRTH_CIRCA, .year = 1976}},
		.n_births = 2,
		.sex = 'M',
		.places = {WASL_TEXT("Ville Fictive")},
		.n_places = 1,
		.nationalities = {WASL_TEXT("MA"), WASL_TEXT("FR")},
		.n_nationalities = 2,
		.documents = {{WASL_TEXT("passport"), WASL_TEXT("ZZ1"),
			       WASL_TEXT("")}},
		.n_documents = 1,
		.remarks = WASL_TEXT("one\ntwo"),
		.expires_at = 1800000000,
	};
}

static void test_watch_identity__comes_back_as_it_was(void **state)
{
	static uint8_t one[WASL_IDENTITY_MAX], two[WASL_IDENTITY_MAX];
	struct wasl_buf first = WASL_BUF(one), second = WASL_BUF(two);
	struct wasl_identity who = full(), back;

	(void)state;
	check_ok(wasl_identity_check(&who, NULL));
	wasl_identity_write(&first, &who);
	check_ok(wasl_identity_read(&back, wasl_buf_bytes(&first), NULL));
	assert_int_equal(back.n_names, 2);
	assert_true(wasl_text_eq(back.names[1].text, who.names[1].text));
	assert_int_equal(back.births[0].day, 2);
	assert_int_equal(back.expires_at, who.expires_at);
	wasl_identity_write(&second, &back);
	assert_true(
		wasl_bytes_eq(wasl_buf_bytes(&first), wasl_buf_bytes(&second)));
	for (size_t n = 0; n < first.n; n++)
		assert_int_not_equal(
			wasl_identity_read(&back, wasl_bytes_of(one, n), NULL),
			WASL_OK);
}

/* Everything at its limit still has room, or is refused before. */
static void test_watch_identity__the_longest_fits(void **state)
{
	static char text[WASL_IDENTITY_REMARKS_MAX];
	static uint8_t space[WASL_IDENTITY_MAX];
	struct wasl_identity who = full();
	wasl_text longest = {text, WASL_IDENTITY_TEXT_MAX};

	(void)state;
	memset(text, 'x', sizeof(text));
	who.remarks = (wasl_text){text, sizeof(text)};
	who.n_births = WASL_IDENTITY_BIRTHS_MAX;
	for (size_t i = 0; i < who.n_births; i++)
		who.births[i] = who.births[0];
	for (size_t n = 1; n <= WASL_IDENTITY_NAMES_MAX; n++) {
		struct wasl_buf out = WASL_BUF(space);

		who.names[n - 1] = (struct wasl_identity_name){
			WASL_IDENTITY_ALIAS, longest};
		who.n_names = n;
		if (wasl_identity_check(&who, NULL) != WASL_OK) {
			assert_true(n > 40);
			return;
		}
		wasl_identity_write(&out, &who);
		assert_false(out.over);
	}
	fail_msg("more than WASL_IDENTITY_MAX was allowed");
}

#define BAD(member, value, where)                                              \
	do {                                                                   \
		struct wasl_identity who = full();                             \
		struct wasl_err err = {0};                                     \
		who.member = value;                                            \
		assert_int_not_equal(wasl_identity_check(&who, &err),          \
				     WASL_OK);                                 \
		assert_string_equal(err.field, where);                         \
	} while (0)

static void test_watch_identity__what_is_wrong_is_named(void **state)
{
	static char text[WASL_IDENTITY_REMARKS_MAX + 1];

	(void)state;
	memset(text, 'x', sizeof(text));
	BAD(ref, WASL_TEXT(""), "/ref");
	BAD(ref, ((wasl_text){text, WASL_IDENTITY_REF_MAX + 1}), "/ref");
	BAD(ref, WASL_TEXT("a\nb"), "/ref");
	BAD(n_names, 0, "/names");
	BAD(names[1].text, WASL_TEXT(""), "/names/2");
	BAD(names[1].text, WASL_TEXT("\xff"), "/names/2");
	BAD(names[0].text, WASL_TEXT("a\x01"), "/names/1");
	BAD(births[0].precision, 0, "/births/1");
	BAD(births[0].precision, 17, "/births/1");
	BAD(births[0].year, 0, "/births/1");
	BAD(births[0].month, 13, "/births/1");
	BAD(births[0].day, 32, "/births/1");
	BAD(births[1].precision, WASL_BIRTH_MONTH, "/births/2");
	BAD(sex, 'X', "/sex");
	BAD(places[0], WASL_TEXT(""), "/places/1");
	BAD(nationalities[1], WASL_TEXT("\x7f"), "/nationalities/2");
	BAD(documents[0].number, WASL_TEXT(""), "/documents/1");
	BAD(remarks, ((wasl_text){text, sizeof(text)}), "/remarks");
	BAD(expires_at, -1, "/expires");
}

/* Who has no name that is read here would be found by nobody. */
static void
test_watch_identity__somebody_nobody_finds_is_not_taken(void **state)
{
	static const char *const unread[] = {"123", "…", "😀", "山田太郎"};
	uint8_t space[WASL_IDENTITY_MAX];
	struct wasl_buf out;
	struct wasl_identity who, back;
	struct wasl_err err;

	(void)state;
	for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]); i++) {
		who = full();
		who.names[1].text = wasl_text_of(unread[i]);
		check_ok(wasl_identity_check(&who, NULL));
		who.names[0].text = wasl_text_of(unread[i]);
		assert_int_equal(wasl_identity_check(&who, &err), WASL_SCHEMA);
		assert_string_equal(err.field, "/names");
		assert_string_equal(err.fault, "letters");
		/* One that was taken before stays. */
		out = (struct wasl_buf){.p = space, .cap = sizeof(space)};
		wasl_identity_write(&out, &who);
		check_ok(wasl_identity_read(&back, wasl_buf_bytes(&out), NULL));
	}
}

static void test_watch_identity__scripts_are_told_apart(void **state)
{
	static const struct {
		const char *name, *script;
	} cases[] = {
		{"Amine", "latin"}, {"Aït Ḥammou", "latin"},
		{"أمين", "arabic"}, {"Иван", "cyrillic"},
		{"山田", "other"},  {"", "other"},
		{"1234", "other"},  {"أمين A", "arabic"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
			wasl_identity_script_word(wasl_identity_script_of(
				wasl_text_of(cases[i].name))),
			cases[i].script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_watch_identity__comes_back_as_it_was),
		cmocka_unit_test(test_watch_identity__the_longest_fits),
		cmocka_unit_test(test_watch_identity__what_is_wrong_is_named),
		cmocka_unit_test(
			test_watch_identity__somebody_nobody_finds_is_not_taken),
		cmocka_unit_test(test_watch_identity__scripts_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
