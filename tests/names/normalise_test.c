#include "check.h"

#include "names/normalise.h"

#include <stdio.h>

static const char *normal(const char *in)
{
	static char text[WASL_NAME_WRITTEN_MAX + 1];
	struct wasl_buf buf = {(uint8_t *)text, 0, WASL_NAME_WRITTEN_MAX,
			       false};
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(in)), NULL) !=
	    WASL_OK)
		return "";
	wasl_name_write(&buf, &name);
	assert_false(buf.over);
	text[buf.n] = '\0';
	return text;
}

struct row {
	const char *why;
	const char *in;
	const char *out;
};

static const struct row rows[] = {
	{"case and marks", "Nuñez ÉLISABETH", "nunez elisabeth"},
	{"ligatures", "Œuvrard Bæk Straße", "oeuvrard baek strasse"},
	{"fullwidth", "Ａｌｉ", "ali"},
	{"decomposed marks", "Ame\xcc\x81lie", "amelie"},
	{"ayn and hamza signs", "Saʿīd Sa'id", "said said"},
	{"alef and hamza", "أحمد إدريس آمنة", "احمد ادريس امنة"},
	{"alef maqsura", "مصطفى", "مصطفي"},
	{"tatweel and marks", "مُحَمَّـــد", "محمد"},
	{"presentation forms", "ﻣﺤﻤﺪ", "محمد"},
	{"word ligature", "ﷲ", "الله"},
	{"Persian letters", "کریمی", "كريمي"},
	{"Moroccan gaf", "ڭنون أڭادير", "گنون اگادير"},
	{"bidi controls",
	 "\xe2\x80\xab"
	 "علي"
	 "\xe2\x80\xac",
	 "علي"},
	{"zero width", "A\xe2\x80\x8bli", "ali"},
	{"look-alike letters", "H\xd0\xb0mmouchi", "hammouchi"},
	{"Cyrillic alone", "Иванов", "ivanov"},
	{"servant, apart", "عبد اللطيف", "عبد-اللطيف"},
	{"servant with article", "Abd al-Latif", "abd-al-latif"},
	{"servant, hyphen", "Abdel-Ilah", "abdel-ilah"},
	{"faith", "Nour Eddine", "nour-eddine"},
	{"faith, article apart", "Salah al-Din", "salah-al-din"},
	{"faith, Arabic", "صلاح الدين", "صلاح-الدين"},
	{"article", "El Othmani", "el-othmani"},
	{"article before its letter", "Er-Rachidi", "er-rachidi"},
	{"not an article", "Ed Sheeran", "ed sheeran"},
	{"elided article", "L'Hammouchi", "l-hammouchi"},
	{"elided particle",
	 "d\xe2\x80\x99"
	 "Artagnan",
	 "d-artagnan"},
	{"descent", "Ben Ali Aït Taleb", "ben-ali ait-taleb"},
	{"descent, last", "Big Ben", "big ben"},
	{"two particles", "Anne de La Fuente", "anne de-la-fuente"},
	{"French hyphen", "Jean-Pierre", "jean pierre"},
	{"machine readable", "HAMMOUCHI<<ABDELLATIF<<<",
	 "hammouchi abdellatif"},
	{"machine readable line", "P<MARHAMMOUCHI<<ABDELLATIF<<<<<<<<<",
	 "hammouchi abdellatif"},
	{"link word", "Ortega y Gasset", "ortega gasset"},
	{"two scripts in one word", "محمدAli", "محمد ali"},
	{"chat digits", "Mo7amed", "mohamed"},
	{"digits and emoji", "Ali 42 😀", "ali"},
	{"markup", "<b>Ali</b>&nbsp;Amrani", "ali amrani"},
	{"comma", "AMRANI, Ali", "amrani ali"},
	{"ill-formed bytes",
	 "Al\xff"
	 "i",
	 "al-i"},
};

static void test_names_normalise__writes_the_normal_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(normal(rows[i].in), rows[i].out) != 0)
			fail_msg("%s: %s gives %s", rows[i].why, rows[i].in,
				 normal(rows[i].in));
	}
}

static void test_names_normalise__is_idempotent(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char once[WASL_NAME_WRITTEN_MAX + 1];

		(void)snprintf(once, sizeof once, "%s", normal(rows[i].in));
		assert_string_equal(normal(once), once);
	}
}

static struct wasl_name parsed(const char *in)
{
	struct wasl_name name;

	check_ok(wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(in)),
				 NULL));
	return name;
}

static void test_names_normalise__keeps_both_readings(void **state)
{
	struct wasl_name ben = parsed("Ben Ali");
	struct wasl_name article = parsed("الحموشي");
	struct wasl_name servant = parsed("Ben Abdel Latif");

	(void)state;
	assert_int_equal(ben.n, 1);
	assert_int_equal(ben.word[0].core, 3);
	assert_int_equal(ben.word[0].particle, WASL_PARTICLE_DESCENT);
	assert_int_equal(article.word[0].core, 2);
	assert_int_equal(article.word[0].particle, WASL_PARTICLE_ARTICLE);
	assert_int_equal(servant.word[0].core, 3);
	assert_int_equal(servant.word[0].n, 13);
}

static void test_names_normalise__says_what_it_passed_over(void **state)
{
	(void)state;
	assert_int_equal(parsed("Ali 7").notes, WASL_NAME_DIGITS);
	assert_int_equal(parsed("Ali 山").notes, WASL_NAME_FOREIGN);
	assert_int_equal(parsed("H\xd0\xb0ll").notes, WASL_NAME_REPAIRED);
	assert_int_equal(parsed("Ali \xff").notes, WASL_NAME_BYTES);
	assert_int_equal(parsed("<i>Ali").notes, WASL_NAME_MARKUP);
	assert_int_equal(parsed("علي Ali").notes & WASL_NAME_CUT, 0);
	assert_int_equal(parsed("aaaaaaaaaaaaaaaaaaaaaaaaaaa").notes,
			 WASL_NAME_CUT);
}

static void test_names_normalise__refuses_what_is_no_name(void **state)
{
	static const char *const none[] = {"",	 " ",  "42",	   "😀",
					   "''", "--", "\xff\xfe", "山田"};
	static char big[10000];
	struct wasl_name name;

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		check_status(
			wasl_name_parse(&name,
					wasl_text_bytes(wasl_text_of(none[i])),
					NULL),
			WASL_MALFORMED);
	memset(big, 'a', sizeof big);
	check_status(
		wasl_name_parse(&name, wasl_bytes_of(big, sizeof big), NULL),
		WASL_TOO_BIG);
}

static void test_names_normalise__bounds_the_words(void **state)
{
	char many[900];
	struct wasl_name name;

	(void)state;
	for (size_t i = 0; i < sizeof many; i++)
		many[i] = i % 2 ? ' ' : 'x';
	check_ok(
		wasl_name_parse(&name, wasl_bytes_of(many, sizeof many), NULL));
	assert_int_equal(name.n, WASL_NAME_WORDS_MAX);
	assert_true(name.notes & WASL_NAME_CUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_normalise__writes_the_normal_form),
		cmocka_unit_test(test_names_normalise__is_idempotent),
		cmocka_unit_test(test_names_normalise__keeps_both_readings),
		cmocka_unit_test(
			test_names_normalise__says_what_it_passed_over),
		cmocka_unit_test(test_names_normalise__refuses_what_is_no_name),
		cmocka_unit_test(test_names_normalise__bounds_the_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
