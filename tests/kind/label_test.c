/* Every kind file is labelled in Arabic, French and English: each state, act,
 * field, code, rule and clock once, and nothing else. */
#include "kinds.h"

#include "kind/label.h"

static json_t *common[32];
static size_t n_common;

/* The whole file, in the arena. */
static wasl_text load_text(struct wasl_arena *arena, const char *path)
{
	char full[512];
	char *space = wasl_arena_take(arena, WASL_LABEL_FILE_MAX, 1);
	size_t n;
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", WASL_SOURCE_DIR, path);
	f = fopen(full, "rb");
	if (f == NULL)
		fail_msg("cannot open %s", path);
	n = fread(space, 1, WASL_LABEL_FILE_MAX, f);
	assert_true(n < WASL_LABEL_FILE_MAX);
	fclose(f);
	return (wasl_text){space, n};
}

static int setup(void **state)
{
	(void)state;
	for (size_t i = 0; i < wasl_builtins_n; i++) {
		char path[128];
		json_t *file;

		snprintf(path, sizeof(path), "kinds/%s", wasl_builtins[i].name);
		file = load_json(path);
		if (json_object_get(file, "common") == NULL)
			json_decref(file);
		else
			common[n_common++] = file;
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	while (n_common > 0)
		json_decref(common[--n_common]);
	return 0;
}

static void
test_kind_label__everything_has_its_name_in_three_languages(void **state)
{
	static const char *const languages[] = {"ar", "fr", "en"};

	(void)state;
	for (size_t i = 0; i < wasl_builtins_n; i++) {
		wasl_autoarena arena = wasl_arena_init(4 * TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		const char *name = wasl_builtins[i].name;
		wasl_autojson *file = NULL;
		struct wasl_labels labels;
		char path[128];

		snprintf(path, sizeof(path), "kinds/%s", name);
		file = load_json(path);
		check_ok(wasl_labels_of(&labels, &arena, file, common, n_common,
					NULL));
		for (size_t j = 0; j < 3; j++) {
			snprintf(path, sizeof(path), "kinds/%.*s.%s.ftl",
				 (int)(strlen(name) - strlen(".json")), name,
				 languages[j]);
			wasl_labels_check(&f, &labels, load_text(&arena, path),
					  path);
		}
		if (f.errors > 0) {
			print_findings(&f);
			fail_msg("%s", name);
		}
	}
}

static void test_kind_label__a_bad_file_is_told_line_by_line(void **state)
{
	static const struct {
		const char *text;
		const char *why;
	} bad[] = {
		{"kind = K\nstate-a = A\ndone-open = D\n",
		 "has no label for act-open"},
		{"kind = K\nstate-a = A\nact-open = O\n",
		 "has no label for done-open"},
		{"kind = K\nstate-a = A\nact-open = O\nact-open = O\n",
		 "line 4: is there twice"},
		{"kind = K\nstate-a = A\nact-open = O\nact-shut = S\n",
		 "line 4: names nothing"},
		{"kind = K\nstate-a = \nact-open = O\n", "line 2: is not"},
		{"kind K\nstate-a = A\nact-open = O\n", "line 1: is not"},
		{"kind = \xff\n", "is not UTF-8"},
	};
	json_t *file = json_loads("{\"kind\":\"k\",\"states\":[\"a\"],"
				  "\"acts\":{\"open\":{},\"shut\":null}}",
				  0, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_labels labels;

		check_ok(wasl_labels_of(&labels, &arena, file, NULL, 0, NULL));
		assert_int_equal(labels.n, 4);
		wasl_labels_check(&f, &labels, wasl_text_of(bad[i].text), "x");
		assert_true(f.errors >= 1);
		if (strstr(f.items[0].text, bad[i].why) == NULL)
			fail_msg("%s: %s", bad[i].why, f.items[0].text);
	}
	json_decref(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_label__everything_has_its_name_in_three_languages),
		cmocka_unit_test(
			test_kind_label__a_bad_file_is_told_line_by_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
