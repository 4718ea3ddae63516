/* The language of free text and its courtesy translation (spec §12 Free text).
 */
#include "kind/words.h"
#include "kinds.h"

static struct wasl_library library;

/* What the act of a request for information is found to lack: "RULE POINTER",
 * of the first error; "" if nothing is wrong. Read as an officer gives it and
 * as it comes from the partner, both say the same of what is in the kind. */
static const char *found(const char *act, const char *fields)
{
	static char out[160];
	static uint8_t space[WASL_ENVELOPE_MAX];
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *kind =
		wasl_library_kind_named(&library, "information");
	const struct wasl_act_def *def =
		wasl_kind_act_named(kind, wasl_text_of(act));
	wasl_autojson *in = json_of(fields);
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record, back;

	if (wasl_record_read(&record, &arena, &f, &def->shape, NULL, in,
			     NULL) == WASL_OK) {
		wasl_record_write(&buf, &record);
		check_ok(wasl_record_parse(&back, &arena, &def->shape, NULL,
					   wasl_buf_bytes(&buf), NULL));
		wasl_words_check(&f, &def->shape, &back);
	}
	if (f.errors == 0)
		return "";
	assert_string_equal(f.items[0].reject, "T04");
	snprintf(out, sizeof(out), "%s %s", f.items[0].rule,
		 f.items[0].pointer);
	return out;
}

#define NOTE "{\"note\":\"Exemple.\","

static void test_kind_words__free_text_says_its_language(void **state)
{
	(void)state;
	assert_string_equal(found("service_note", "{\"note\":\"Exemple.\"}"),
			    "missing /language");
	assert_string_equal(found("service_note", NOTE "\"language\":\"fr\"}"),
			    "");
	assert_string_equal(found("service_note", NOTE "\"language\":\"zz\"}"),
			    "code /language");
	/* Where there is none, there is nothing to say. */
	assert_string_equal(found("refuse", "{\"ground\":\"R01\"}"), "");
}

#define CLARIFY                                                                \
	"\"handling\":\"H1\",\"origin\":\"OWN\",\"transfer_basis\":\"LED37\"," \
	"\"retention\":\"2031-12-31\",\"necessity\":\"Exemple.\","             \
	"\"language\":\"fr\"}"

static void test_kind_words__a_passage_says_its_own_language(void **state)
{
	(void)state;
	assert_string_equal(found("clarify",
				  "{\"question\":{\"language\":\"ar\","
				  "\"text\":\"مثال\"}," CLARIFY),
			    "");
	assert_string_equal(
		found("clarify",
		      "{\"question\":{\"text\":\"Exemple.\"}," CLARIFY),
		"missing /question/language");
}

#define AT(at, rest)                                                           \
	NOTE "\"language\":\"fr\",\"words\":[{\"at\":\"" at "\"" rest "}]}"
#define INTO(language)                                                         \
	",\"courtesy_language\":\"" language "\",\"courtesy_text\":\"مثال\""

static void test_kind_words__a_translation_is_of_a_text_that_is_there(void **s)
{
	static const struct {
		const char *fields;
		const char *found;
	} rows[] = {
		{AT("/note", INTO("ar")), ""},
		{AT("/note", ",\"language\":\"en\"" INTO("fr")), ""},
		{AT("/reason", INTO("ar")), "words_at /words/0/at"},
		{AT("/language", INTO("ar")), "words_at /words/0/at"},
		{AT("note", INTO("ar")), "words_at /words/0/at"},
		{AT("/note/", INTO("ar")), "words_at /words/0/at"},
		{AT("/note/0", INTO("ar")), "words_at /words/0/at"},
		{AT("//note", INTO("ar")), "words_at /words/0/at"},
		{AT("/", INTO("ar")), "words_at /words/0/at"},
		{AT("/words/0/courtesy_text", INTO("ar")),
		 "words_at /words/0/at"},
		{AT("/note", ""), "words_empty /words/0"},
		{AT("/note", INTO("fr")),
		 "words_same /words/0/courtesy_language"},
		{AT("/note", ",\"language\":\"ar\"" INTO("ar")),
		 "words_same /words/0/courtesy_language"},
		{AT("/note", INTO("zz")), "code /words/0/courtesy_language"},
		{AT("/note", ",\"courtesy_text\":\"مثال\""),
		 "missing /words/0/courtesy_language"},
		{AT("/note", ",\"courtesy_language\":\"ar\""),
		 "missing /words/0/courtesy_text"},
		{AT("/note", INTO("ar") "},{\"at\":\"/note\"" INTO("en")),
		 "repeated /words"},
	};

	(void)s;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(found("service_note", rows[i].fields),
			   rows[i].found) != 0)
			fail_msg("%s: \"%s\"", rows[i].fields,
				 found("service_note", rows[i].fields));
}

#define REPLIES(rest)                                                           \
	"{\"replies\":[{\"number\":1,\"result\":\"ANSWERED\","                  \
	"\"language\":\"ar\",\"text\":\"مثال\",\"sources\":[\"A\",\"B\"]}]" \
	",\"words\":[{\"at\":\"" rest "\"" INTO("fr") "}]," CLARIFY

static void test_kind_words__a_translation_goes_into_lists(void **state)
{
	(void)state;
	assert_string_equal(found("partial", REPLIES("/replies/0/text")), "");
	assert_string_equal(found("partial", REPLIES("/replies/0/sources/1")),
			    "");
	assert_string_equal(found("partial", REPLIES("/replies/0/sources/2")),
			    "words_at /words/0/at");
	assert_string_equal(found("partial", REPLIES("/replies/00/text")),
			    "words_at /words/0/at");
	assert_string_equal(found("partial", REPLIES("/replies/-1/text")),
			    "words_at /words/0/at");
	assert_string_equal(found("partial", REPLIES("/replies/0")),
			    "words_at /words/0/at");
	assert_string_equal(found("partial", REPLIES("/replies/0/number")),
			    "words_at /words/0/at");
}

/* A passage carries its own, by the same rules. */
static void test_kind_words__a_passage_has_both_or_neither(void **state)
{
	(void)state;
	assert_string_equal(
		found("clarify",
		      "{\"question\":{\"language\":\"fr\",\"text\":\"E\","
		      "\"courtesy_text\":\"مثال\"}," CLARIFY),
		"missing /question/courtesy_language");
	assert_string_equal(
		found("clarify",
		      "{\"question\":{\"language\":\"fr\",\"text\":\"E\","
		      "\"courtesy_language\":\"ar\"}," CLARIFY),
		"missing /question/courtesy_text");
}

/* What is filled in, as JSON; `languages` of the treaty. */
static void check_fill(const char *act, const char *languages, const char *in,
		       const char *out)
{
	const struct wasl_kind *kind =
		wasl_library_kind_named(&library, "information");
	const struct wasl_act_def *def =
		wasl_kind_act_named(kind, wasl_text_of(act));
	wasl_autojson *of = json_of(languages);
	wasl_autojson *fields = json_of(in);
	wasl_autojson *wanted = json_of(out);

	assert_true(wasl_words_fill(fields, &def->shape, of));
	if (!json_equal(fields, wanted)) {
		char *got = json_dumps(fields, 0);

		print_message("%s\n", got);
		free(got);
		fail_msg("%s", in);
	}
}

static void test_kind_words__the_language_is_guessed_by_the_script(void **state)
{
	static const char both[] = "[\"ar\",\"fr\"]";

	(void)state;
	check_fill("service_note", both, "{\"note\":\"Exemple.\"}",
		   "{\"note\":\"Exemple.\",\"language\":\"fr\"}");
	check_fill("service_note", both, "{\"note\":\"مثال VW\"}",
		   "{\"note\":\"مثال VW\",\"language\":\"ar\"}");
	/* Figures alone: the treaty's first. */
	check_fill("service_note", both, "{\"note\":\"17/4\"}",
		   "{\"note\":\"17/4\",\"language\":\"ar\"}");
	/* What is said stays; a script that no language of the treaty has is
	 * taken for the first. */
	check_fill("service_note", both,
		   "{\"note\":\"Example.\",\"language\":\"en\"}",
		   "{\"note\":\"Example.\",\"language\":\"en\"}");
	check_fill("service_note", "[\"fr\"]", "{\"note\":\"مثال\"}",
		   "{\"note\":\"مثال\",\"language\":\"fr\"}");
	check_fill("refuse", both, "{\"ground\":\"R01\"}",
		   "{\"ground\":\"R01\"}");
	/* Each script has its own, but a block that says it. */
	check_fill("partial", both,
		   "{\"replies\":[{\"language\":\"fr\",\"text\":\"A\"},"
		   "{\"text\":\"مثال\",\"sources\":[\"B\",\"مثال\"]}]}",
		   "{\"replies\":[{\"language\":\"fr\",\"text\":\"A\"},"
		   "{\"text\":\"مثال\",\"sources\":[\"B\",\"مثال\"]}],"
		   "\"language\":\"ar\",\"words\":[{\"at\":"
		   "\"/replies/1/sources/0\",\"language\":\"fr\"}]}");
	/* Any JSON is passed by. */
	check_fill("service_note", both, "{\"note\":[1],\"words\":7}",
		   "{\"note\":[1],\"words\":7}");
}

/* A kind file of one act, as `act` says its fields. */
static size_t faults(const char *act)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *from =
		wasl_library_kind_named(&library, "information");
	wasl_autojson *file = NULL;
	struct wasl_kind *kind;
	json_t *fields;
	size_t n;

	check_ok(wasl_json_parse(&file, from->file, WASL_KIND_FILE_MAX, NULL));
	fields = json_object_get(
		json_object_get(json_object_get(file, "acts"), act), "fields");
	for (size_t i = json_array_size(fields); i-- > 0;)
		if (wasl_json_is(json_array_get(fields, i), "words"))
			json_array_remove(fields, i);
	/* What was agreed before still reads. */
	check_ok(wasl_kind_new(&kind, &f, wasl_jcs_write(&arena, file), NULL, 0,
			       NULL));
	assert_int_equal(f.n, 0);
	wasl_kind_check_words(&f, kind);
	n = f.n;
	wasl_kind_free(kind);
	return n;
}

static void test_kind_words__every_act_of_free_text_takes_them(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);

	(void)state;
	for (size_t i = 0; i < library.n_kinds; i++)
		wasl_kind_check_words(&f, library.kinds[i]);
	print_findings(&f);
	assert_int_equal(f.n, 0);
	assert_int_equal(faults("service_note"), 1);
	assert_int_equal(faults("open"), 1);
	assert_int_equal(faults("applied"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_words__free_text_says_its_language),
		cmocka_unit_test(
			test_kind_words__a_passage_says_its_own_language),
		cmocka_unit_test(
			test_kind_words__a_translation_is_of_a_text_that_is_there),
		cmocka_unit_test(
			test_kind_words__a_translation_goes_into_lists),
		cmocka_unit_test(
			test_kind_words__a_passage_has_both_or_neither),
		cmocka_unit_test(
			test_kind_words__the_language_is_guessed_by_the_script),
		cmocka_unit_test(
			test_kind_words__every_act_of_free_text_takes_them),
	};
	int failed;

	open_library(&library);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	wasl_library_deinit(&library);
	return failed;
}
