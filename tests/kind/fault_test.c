/* What is wrong is told by a word, in three languages; English is its text. */
#include "base/text.h"
#include "check.h"
#include "kind/caption.h"
#include "kind/fault.h"

#include <string.h>

static void test_kind_fault__an_error_has_its_english_sentence(void **state)
{
	struct wasl_err err;

	(void)state;
	assert_int_equal(wasl_fault_of(&err, WASL_SCHEMA, "/names/2", "columns",
				       WASL_FAULT_N("n", 5),
				       WASL_FAULT_N("of", 3)),
			 WASL_SCHEMA);
	assert_string_equal(err.text, "5 columns where the heading has 3");
	assert_string_equal(err.field, "/names/2");
	assert_string_equal(err.fault, "columns");
	assert_int_equal(wasl_fault(NULL, WASL_TOO_BIG, "", "long"),
			 WASL_TOO_BIG);
}

static void test_kind_fault__the_next_failure_has_no_sentence_left(void **state)
{
	struct wasl_err err;
	char said[WASL_FAULT_MAX];
	json_t *to = json_object();

	(void)state;
	(void)wasl_fault(&err, WASL_SCHEMA, "", "empty");
	(void)wasl_fail(&err, WASL_IO, "the disk");
	assert_null(err.fault);
	wasl_fault_put(to, &err);
	assert_int_equal(json_object_size(to), 0);
	assert_false(wasl_fault_read(said, "fr", to));
	assert_string_equal(said, "");
	json_decref(to);
}

static void test_kind_fault__json_says_it_in_every_language(void **state)
{
	static const struct {
		const char *language, *says;
	} all[] = {
		{"en", "5 columns where the heading has 3"},
		{"fr", "5 colonnes alors que l’en-tête en a 3"},
		{"ar", "5 أعمدة بينما في سطر العناوين 3"},
		{"de", "5 columns where the heading has 3"},
	};
	struct wasl_err err;
	char said[WASL_FAULT_MAX];
	json_t *to = json_object();

	(void)state;
	(void)wasl_fault_of(&err, WASL_SCHEMA, "", "columns",
			    WASL_FAULT_N("n", 5), WASL_FAULT_N("of", 3));
	wasl_fault_put(to, &err);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_true(wasl_fault_read(said, all[i].language, to));
		assert_string_equal(said, all[i].says);
	}
	json_decref(to);
}

/* A node of another version may say anything. */
static void test_kind_fault__what_json_says_badly_is_passed_over(void **state)
{
	static const char *const bad[] = {
		"{}",
		"[]",
		"{\"fault\": 7}",
		"{\"fault\": \"no-such-fault\"}",
		"{\"fault\": \"\"}",
		"{\"fault\": \"columns = x\\nfault-x\"}",
	};
	char said[WASL_FAULT_MAX];
	json_t *v;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		v = json_loads(bad[i], 0, NULL);
		assert_non_null(v);
		assert_false(wasl_fault_read(said, "fr", v));
		assert_string_equal(said, "");
		json_decref(v);
	}
	v = json_loads("{\"fault\": \"columns\", \"values\": {\"n\": 7, \"a\":"
		       " \"1\", \"b\": \"2\", \"c\": \"3\", \"d\": \"4\","
		       " \"of\": \"5\"}}",
		       0, NULL);
	assert_true(wasl_fault_read(said, "en", v));
	assert_string_equal(said, " columns where the heading has ");
	json_decref(v);
}

static void test_kind_fault__one_sentence_stands_in_another(void **state)
{
	struct wasl_err inner, err;
	char said[WASL_FAULT_MAX];

	(void)state;
	(void)wasl_fault_of(&inner, WASL_SCHEMA, "/born", "column-date",
			    WASL_FAULT_N("column", 2));
	assert_int_equal(wasl_fault_in_line(&err, "row", 12, &inner),
			 WASL_SCHEMA);
	assert_string_equal(err.field, "/born");
	assert_true(wasl_fault_say(said, "fr", err.fault, err.value));
	assert_string_equal(said,
			    "ligne 12 : colonne 2 : n’est pas une date "
			    "AAAA[-MM[-JJ]] ; pour JJ/MM/AAAA : --dates dmy");
	/* And never in itself. */
	(void)wasl_fault(&inner, WASL_SCHEMA, "", "row");
	(void)wasl_fault_in_line(&err, "row", 1, &inner);
	assert_true(strlen(err.text) < 64);
}

static void test_kind_fault__a_text_that_is_not_there_is_no_number(void **state)
{
	struct wasl_err err;

	(void)state;
	(void)wasl_fault_of(&err, WASL_NOT_FOUND, "", "partner-none",
			    WASL_FAULT_T("partner", ((wasl_text){NULL, 0})));
	assert_string_equal(err.text, "no partner ");
}

static void test_kind_fault__values_are_cut_between_letters(void **state)
{
	char letters[2 * WASL_ERR_VALUE_MAX + 1] = "";
	struct wasl_err err;

	(void)state;
	for (size_t i = 0; i < WASL_ERR_VALUE_MAX; i++)
		memcpy(letters + 2 * i, "ق", 3);
	(void)wasl_fault_of(&err, WASL_SCHEMA, "", "column-missing",
			    WASL_FAULT_T("column", wasl_text_of(letters)));
	assert_int_equal(strlen(err.value[0].text), WASL_ERR_VALUE_MAX - 2);
	assert_true(wasl_utf8_valid(
		wasl_text_bytes(wasl_text_of(err.value[0].text))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_fault__an_error_has_its_english_sentence),
		cmocka_unit_test(
			test_kind_fault__the_next_failure_has_no_sentence_left),
		cmocka_unit_test(
			test_kind_fault__json_says_it_in_every_language),
		cmocka_unit_test(
			test_kind_fault__what_json_says_badly_is_passed_over),
		cmocka_unit_test(
			test_kind_fault__one_sentence_stands_in_another),
		cmocka_unit_test(
			test_kind_fault__a_text_that_is_not_there_is_no_number),
		cmocka_unit_test(
			test_kind_fault__values_are_cut_between_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
