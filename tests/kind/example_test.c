/* The files of examples/ hold together: with the kinds, and with each other. */
#include "kind/act.h"
#include "kind/personal.h"
#include "kind/rule.h"
#include "kinds.h"

#include "base/encode.h"

#include <dirent.h>

static struct wasl_library library;
static const struct wasl_profile *profile;
static const struct wasl_profile *profile_open;
static struct wasl_arena shared;

static int setup(void **state)
{
	(void)state;
	shared = wasl_arena_init(TEST_ARENA);
	open_library(&library);
	profile = load_profile(&library, "examples/profile-ma-fr.json");
	profile_open =
		load_profile(&library, "examples/profile-ma-fr-open.json");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_library_deinit(&library);
	wasl_arena_deinit(&shared);
	return 0;
}

/* Read a file as the act of its kind; run the rules; both ways through CBOR. */
static void check_example(struct wasl_arena *arena, struct wasl_findings *f,
			  const char *kind_name, const char *act_name,
			  const char *path, const struct wasl_profile *treaty)
{
	static uint8_t space[WASL_ENVELOPE_MAX];
	const struct wasl_kind *kind =
		wasl_library_kind_named(&library, kind_name);
	const struct wasl_act_def *act =
		wasl_kind_act_named(kind, wasl_text_of(act_name));
	wasl_autojson *in = load_json(path);
	wasl_autojson *shown = NULL;
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record;
	struct wasl_record back;
	struct wasl_facts facts;
	struct wasl_err err = {0};

	if (act != kind->opening)
		fill_usual(in, act);
	if (wasl_record_read(&record, arena, f, &act->shape, treaty, in,
			     &err) != WASL_OK) {
		print_findings(f);
		fail_msg("%s: %s", path, err.text);
	}
	facts = (struct wasl_facts){.profile = treaty, .record = &record};
	facts.basis = wasl_json_text(json_object_get(in, "basis"));
	wasl_rules_run(f, kind, act, &facts);
	wasl_record_write(&buf, &record);
	assert_false(buf.over);
	check_ok(wasl_record_parse(&back, arena, &act->shape, treaty,
				   wasl_buf_bytes(&buf), &err));
	shown = wasl_record_show(&back, &act->shape);
	assert_true(json_equal(shown, in));
}

/* KIND-ACT.json or KIND-ACT-VARIANT.json; "request" is the opening. */
static void check_example_file(const char *name)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	char kind[64];
	char act[64];
	char path[320];

	if (sscanf(name, "%63[a-z_]-%63[a-z_]", kind, act) != 2)
		fail_msg("%s is not named KIND-ACT.json", name);
	if (strcmp(act, "request") == 0)
		memcpy(act, "open", sizeof("open"));
	snprintf(path, sizeof(path), "examples/%s", name);
	check_example(&arena, &f, kind, act, path, profile);
	if (f.n > 0) {
		print_findings(&f);
		fail_msg("%s", path);
	}
}

static void test_kind_example__every_file_passes_schema_and_rules(void **state)
{
	DIR *dir = opendir(WASL_SOURCE_DIR "/examples");
	const struct dirent *entry;
	size_t n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		const char *end = strrchr(entry->d_name, '.');

		if (end == NULL || strcmp(end, ".json") != 0 ||
		    strncmp(entry->d_name, "profile-", 8) == 0)
			continue;
		check_example_file(entry->d_name);
		n++;
	}
	closedir(dir);
	assert_true(n > 0);
}

static void
test_kind_example__an_arrest_request_needs_the_provisional_time(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);

	(void)state;
	check_example(&arena, &f, "arrest", "open",
		      "examples/arrest-request.json", profile_open);
	assert_int_equal(f.errors, 1);
	assert_string_equal(f.items[0].rule, "provisional");
	assert_string_equal(f.items[0].source,
			    "$profile/provisional_arrest_days");
}

static void test_kind_example__profiles_name_the_kinds_as_they_are(void **state)
{
	const struct wasl_profile *const profiles[] = {profile, profile_open};

	(void)state;
	for (size_t i = 0; i < library.n_kinds; i++)
		for (size_t j = 0; j < 2; j++) {
			const struct wasl_kind *kind = library.kinds[i];
			struct wasl_hash hash;
			char hex[65];

			if (kind->start != WASL_STATE_UNOPENED)
				continue; /* the line's kind is fixed */
			wasl_hex_write(hex, wasl_hash_bytes(&kind->hash));
			if (!wasl_profile_kind(&hash, profiles[j],
					       kind->name) ||
			    !wasl_hash_eq(&hash, &kind->hash))
				fail_msg("the hash of %s is %s", kind->name,
					 hex);
		}
}

/* An example's opening with some members changed. */
static struct wasl_record changed(struct wasl_arena *arena,
				  struct wasl_findings *f, const char *kind,
				  const char *path, json_t *change)
{
	const struct wasl_kind *k = wasl_library_kind_named(&library, kind);
	wasl_autojson *in = load_json(path);
	struct wasl_record record = {0};

	json_object_update_new(in, change);
	wasl_status status = wasl_record_read(
		&record, arena, f, &k->opening->shape, profile, in, NULL);
	assert_true(status == WASL_OK || status == WASL_SCHEMA);
	return record;
}

static uint32_t roles_of(const char *kind, const char *path, json_t *change)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *k = wasl_library_kind_named(&library, kind);
	struct wasl_record record = changed(&arena, &f, kind, path, change);
	const struct wasl_facts facts = {.profile = profile, .record = &record};

	assert_int_equal(f.n, 0);
	return wasl_rules_roles(k, k->opening, &facts);
}

#define ONLY_DIRECTOR (1u << WASL_ROLE_DIRECTOR)

static void
test_kind_example__what_an_act_says_may_leave_it_to_the_director(void **state)
{
	static const char mission[] = "examples/mission-request.json";
	static const char arrest[] = "examples/arrest-request.json";

	(void)state;
	assert_int_not_equal(roles_of("mission", mission, json_object()),
			     ONLY_DIRECTOR);
	assert_int_equal(
		roles_of("mission", mission, json_pack("{s:b}", "arms", true)),
		ONLY_DIRECTOR);
	assert_int_equal(roles_of("mission", mission,
				  json_pack("{s:s}", "handling", "H3")),
			 ONLY_DIRECTOR);
	assert_int_not_equal(roles_of("arrest", arrest, json_object()),
			     ONLY_DIRECTOR);
	assert_int_equal(
		roles_of("arrest", arrest,
			 json_pack("{s:{s:s, s:[s], s:s}}", "article3",
				   "activist", "YES", "sources", "exemple",
				   "answered_by", "exemple")),
		ONLY_DIRECTOR);
}

static bool finds(const char *rule, json_t *change)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *k =
		wasl_library_kind_named(&library, "information");
	struct wasl_record record =
		changed(&arena, &f, "information",
			"examples/information-request.json", change);
	const struct wasl_facts facts = {.profile = profile,
					 .record = &record,
					 .basis = WASL_TEXT("assistance-2008")};

	wasl_rules_run(&f, k, k->opening, &facts);
	for (size_t i = 0; i < f.n; i++)
		if (strcmp(f.items[i].rule, rule) == 0 ||
		    strcmp(f.items[i].pointer, rule) == 0)
			return true;
	return false;
}

static void
test_kind_example__third_origin_needs_consent_and_data_an_end(void **state)
{
	(void)state;
	assert_false(finds("third_origin", json_object()));
	assert_true(finds("third_origin",
			  json_pack("{s:s}", "origin", "THIRD_STATE")));
	assert_false(finds("third_origin",
			   json_pack("{s:s, s:s}", "origin", "THIRD_STATE",
				     "third_origin_consent", "EX-2026/1")));
	assert_false(finds("/retention", json_object()));
	assert_true(finds("/retention", json_pack("{s:n}", "retention")));
}

/* The one fault of a shipped kind without what its acts leave out. */
static size_t faults_without(const char *kind_name, const char *act)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_kind *shipped =
		wasl_library_kind_named(&library, kind_name);
	wasl_autojson *file = NULL;
	json_t *acts;
	json_t *fields;
	struct wasl_kind *kind;
	size_t n;

	check_ok(wasl_json_parse(&file, shipped->file, WASL_KIND_FILE_MAX,
				 NULL));
	acts = json_object_get(file, "acts");
	fields = json_object_get(json_object_get(acts, act), "fields");
	assert_true(json_is_array(fields));
	for (size_t i = json_array_size(fields); i-- > 0;)
		if (wasl_json_is(json_array_get(fields, i), "necessity"))
			json_array_remove(fields, i);
	/* What was agreed before still reads. */
	check_ok(wasl_kind_new(&kind, &f, wasl_jcs_write(&arena, file), NULL, 0,
			       NULL));
	assert_int_equal(f.n, 0);
	wasl_kind_check_personal(&f, kind);
	n = f.n;
	wasl_kind_free(kind);
	return n;
}

static void
test_kind_example__data_of_persons_leave_with_basis_and_necessity(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);

	(void)state;
	for (size_t i = 0; i < library.n_kinds; i++)
		wasl_kind_check_personal(&f, library.kinds[i]);
	print_findings(&f);
	assert_int_equal(f.n, 0);
	assert_int_equal(faults_without("arrest", "arrested"), 1);
	assert_int_equal(faults_without("arrest", "attach"), 1);
	assert_int_equal(faults_without("information", "clarify"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_example__every_file_passes_schema_and_rules),
		cmocka_unit_test(
			test_kind_example__an_arrest_request_needs_the_provisional_time),
		cmocka_unit_test(
			test_kind_example__profiles_name_the_kinds_as_they_are),
		cmocka_unit_test(
			test_kind_example__what_an_act_says_may_leave_it_to_the_director),
		cmocka_unit_test(
			test_kind_example__third_origin_needs_consent_and_data_an_end),
		cmocka_unit_test(
			test_kind_example__data_of_persons_leave_with_basis_and_necessity),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
