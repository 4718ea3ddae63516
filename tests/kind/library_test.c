#include "kinds.h"

#include "kind/caption.h"

static void test_kind_library__every_builtin_kind_is_clean(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_library library;
	struct wasl_err err = {0};

	(void)state;
	wasl_library_init(&library);
	for (size_t i = 0; i < wasl_builtins_n; i++) {
		struct wasl_findings f = wasl_findings_init(&arena);

		if (wasl_library_add_kind(NULL, &library, &f,
					  wasl_builtins[i].file,
					  &err) != WASL_OK ||
		    f.n > 0) {
			print_findings(&f);
			fail_msg("%s: %s", wasl_builtins[i].name, err.text);
		}
	}
	assert_non_null(wasl_library_kind_named(&library, "arrest"));
	assert_non_null(wasl_library_kind_named(&library, "information"));
	assert_non_null(wasl_library_kind_named(&library, "line"));
	assert_null(wasl_library_kind_named(&library, "common"));
	wasl_library_deinit(&library);
}

static void test_kind_library__finds_by_hash_and_keeps_one_of_each(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *kind;
	const struct wasl_kind *again;
	struct wasl_library library;
	struct wasl_hash other;
	size_t n;

	(void)state;
	open_library(&library);
	n = library.n_kinds;
	kind = wasl_library_kind_named(&library, "arrest");
	assert_ptr_equal(wasl_library_kind(&library, &kind->hash), kind);
	other = kind->hash;
	other.b[0] ^= 1;
	assert_null(wasl_library_kind(&library, &other));
	/* What an offer carries is the merged file, which is the same kind. */
	check_ok(wasl_library_add_kind(&again, &library, &f, kind->file, NULL));
	assert_ptr_equal(again, kind);
	assert_int_equal(library.n_kinds, n);
	wasl_library_deinit(&library);
}

static void test_kind_library__a_merged_file_needs_no_common_file(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_library library;
	const struct wasl_kind *kind;
	struct wasl_kind *alone;

	(void)state;
	open_library(&library);
	kind = wasl_library_kind_named(&library, "information");
	check_ok(wasl_kind_new(&alone, &f, kind->file, NULL, 0, NULL));
	assert_true(wasl_hash_eq(&alone->hash, &kind->hash));
	wasl_kind_free(alone);
	wasl_library_deinit(&library);
}

static void
test_kind_library__a_second_common_file_of_one_name_is_refused(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_library library;

	(void)state;
	open_library(&library);
	check_status(wasl_library_add_kind(NULL, &library, &f,
					   wasl_builtin_get("common.json"),
					   NULL),
		     WASL_EXISTS);
	wasl_library_deinit(&library);
}

static wasl_status add_probe(struct wasl_library *library, const char *name,
			     int version, bool starts_opened)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	char file[512];
	int n = snprintf(file, sizeof(file),
			 "{\"kind\":\"%s\",\"code\":\"PRB\",\"v\":%d,%s"
			 "\"states\":[\"a\"],\"acts\":{\"x\":{\"n\":1,\"by\":"
			 "\"opener\",\"role\":\"duty\",%s}}}",
			 name, version, starts_opened ? "\"start\":\"a\"," : "",
			 starts_opened ? "\"from\":\"any\""
				       : "\"to\":\"a\",\"closes\":true");

	return wasl_library_add_kind(NULL, library, &f,
				     wasl_bytes_of(file, (size_t)n), NULL);
}

static void test_kind_library__the_highest_version_has_the_name(void **state)
{
	struct wasl_library library;

	(void)state;
	open_library(&library);
	check_ok(add_probe(&library, "probe", 3, false));
	check_ok(add_probe(&library, "probe", 1, false));
	assert_int_equal(wasl_library_kind_named(&library, "probe")->version,
			 3);
	wasl_library_deinit(&library);
}

/* An earlier program shipped another "information" of the same version. */
static void test_kind_library__of_one_version_todays_has_the_name(void **state)
{
	struct wasl_library library;
	const struct wasl_kind *now;

	(void)state;
	open_library(&library);
	now = wasl_library_kind_named(&library, "information");
	wasl_library_prefer(&library);
	check_ok(add_probe(&library, "information", (int)now->version, false));
	assert_ptr_equal(wasl_library_kind_named(&library, "information"), now);
	/* A later version that the partner offered goes before. */
	check_ok(add_probe(&library, "information", (int)now->version + 1,
			   false));
	assert_ptr_not_equal(wasl_library_kind_named(&library, "information"),
			     now);
	wasl_library_deinit(&library);
}

static void test_kind_library__nobody_offers_another_line_kind(void **state)
{
	struct wasl_library library;
	const struct wasl_kind *line;

	(void)state;
	open_library(&library);
	line = wasl_library_kind_named(&library, "line");
	check_status(add_probe(&library, "line", 99, true), WASL_DENIED);
	check_status(add_probe(&library, "line", 99, false), WASL_DENIED);
	check_status(add_probe(&library, "probe", 1, true), WASL_DENIED);
	assert_ptr_equal(wasl_library_kind_named(&library, "line"), line);
	wasl_library_deinit(&library);
}

static wasl_status add_labels(struct wasl_library *library, const char *name,
			      const char *text)
{
	return wasl_library_add_labels(library, name,
				       wasl_bytes_of(text, strlen(text)), NULL);
}

static void check_caption(const struct wasl_library *library,
			  const char *language, const char *kind,
			  const char *id, const char *want)
{
	wasl_text text = wasl_caption(library, language, kind, id);

	if (!wasl_text_is(text, want))
		fail_msg("%s %s %s: \"%.*s\"", language, kind, id, (int)text.n,
			 text.p);
}

static void test_kind_library__labels_come_beside_those_that_ship(void **state)
{
	static const char common[] =
		"{\"common\":\"tows\",\"v\":1,\"codes\":{\"say\":[\"GO\"]}}";
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_library library;

	(void)state;
	open_library(&library);
	check_ok(wasl_library_add_kind(
		NULL, &library, &f, wasl_bytes_of(common, sizeof(common) - 1),
		NULL));
	check_ok(add_labels(&library, "tow.fr.ftl",
			    "# fictif\nkind = remorquage\nno label\n"
			    "field-plate = plaque"));
	check_ok(add_labels(&library, "tows.fr.ftl", "code-say-GO = allez\n"));
	check_ok(add_labels(&library, "arrest.fr.ftl", "kind = autre\n"));
	check_status(add_labels(&library, "tow.fr.ftl", "kind = deux\n"),
		     WASL_EXISTS);
	check_status(add_labels(&library, "tow.en.ftl", "kind = \xff\n"),
		     WASL_MALFORMED);
	check_caption(&library, "fr", "tow", "kind", "remorquage");
	check_caption(&library, "fr", "tow", "field-plate", "plaque");
	check_caption(&library, "fr", "tow", "field-plat", "");
	check_caption(&library, "fr", "tow", "code-say-GO", "allez");
	check_caption(&library, "ar", "tow", "kind", "");
	check_caption(NULL, "fr", "tow", "kind", "");
	/* Common acts have their names in a kind of a file, too; and what ships
	 * is not renamed. */
	assert_true(wasl_caption(&library, "fr", "tow", "act-withdraw").n > 0);
	check_caption(&library, "fr", "arrest", "kind",
		      "Localisation et arrestation");
	wasl_library_deinit(&library);
}

static void test_kind_library__what_was_done_has_a_name(void **state)
{
	struct wasl_library library;

	(void)state;
	open_library(&library);
	check_ok(add_labels(&library, "tow.fr.ftl",
			    "act-tow = enlever\nact-find = trouver\n"
			    "done-find = découverte\n"));
	check_caption(&library, "fr", "tow", "done-find", "découverte");
	check_caption(&library, "fr", "tow", "act-find", "trouver");
	/* A file of before has none: then by what to do. */
	check_caption(&library, "fr", "tow", "done-tow", "enlever");
	check_caption(&library, "fr", "tow", "done-nothing", "");
	check_caption(&library, "fr", "tow", "done-", "");
	check_caption(&library, "fr", "arrest", "done-clarify",
		      "demande de précision");
	wasl_library_deinit(&library);
}

static void test_kind_library__allocations_may_fail_anywhere(void **state)
{
	struct wasl_library library;
	long n = 0;

	(void)state;
	/* Every early one, then ever further apart: there are thousands. */
	for (;; n += 1 + n / 8) {
		wasl_status status;

		wasl_library_init(&library);
		wasl_alloc_fail_at(n);
		status = wasl_library_add_builtin(&library, NULL);
		wasl_alloc_fail_at(-1);
		wasl_library_deinit(&library);
		if (status == WASL_OK)
			break;
		assert_int_equal(status, WASL_NO_MEMORY);
	}
	assert_true(n > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_library__every_builtin_kind_is_clean),
		cmocka_unit_test(
			test_kind_library__finds_by_hash_and_keeps_one_of_each),
		cmocka_unit_test(
			test_kind_library__a_merged_file_needs_no_common_file),
		cmocka_unit_test(
			test_kind_library__a_second_common_file_of_one_name_is_refused),
		cmocka_unit_test(
			test_kind_library__the_highest_version_has_the_name),
		cmocka_unit_test(
			test_kind_library__of_one_version_todays_has_the_name),
		cmocka_unit_test(
			test_kind_library__nobody_offers_another_line_kind),
		cmocka_unit_test(
			test_kind_library__labels_come_beside_those_that_ship),
		cmocka_unit_test(test_kind_library__what_was_done_has_a_name),
		cmocka_unit_test(
			test_kind_library__allocations_may_fail_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
