/* Every kind file is labelled in Arabic, French and English: each state, act,
 * field, code, rule and clock once, and nothing else. Countries and languages
 * have their names from the reader's own system. */
#include "base/text.h"
#include "kinds.h"

#define LABELS_MAX 512

struct labels {
	const char *items[LABELS_MAX];
	size_t n;
};

static struct wasl_arena arena;

static void add(struct labels *l, const char *prefix, const char *one,
		const char *two)
{
	const char *id =
		*two == '\0' ? wasl_arena_format(&arena, "%s-%s", prefix, one)
			     : wasl_arena_format(&arena, "%s-%s-%s", prefix,
						 one, two);

	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->items[i], id) == 0)
			return;
	assert_true(l->n < LABELS_MAX);
	l->items[l->n++] = id;
}

static void add_names(struct labels *l, const char *prefix, json_t *of)
{
	const char *name;
	json_t *v;

	json_object_foreach(of, name, v) add(l, prefix, name, "");
}

static void add_codes(struct labels *l, json_t *codes)
{
	const char *list;
	const char *code;
	json_t *all;
	json_t *v;

	json_object_foreach(codes, list, all)
	{
		if (strcmp(list, "country") == 0 ||
		    strcmp(list, "language") == 0)
			continue;
		json_object_foreach(all, code, v) add(l, "code", list, code);
		for (size_t i = 0; i < json_array_size(all); i++)
			add(l, "code", list,
			    json_string_value(json_array_get(all, i)));
	}
}

static void add_blocks(struct labels *l, json_t *blocks)
{
	const char *block;
	const char *field;
	json_t *fields;
	json_t *v;

	json_object_foreach(blocks, block, fields)
	{
		add(l, "block", block, "");
		json_object_foreach(fields, field, v)
			add(l, "block", block, field);
	}
}

static struct labels labels_of(json_t *file)
{
	struct labels l = {.n = 0};
	json_t *states = json_object_get(file, "states");
	json_t *rules = json_object_get(file, "rules");
	const char *name;
	json_t *v;

	if (json_object_get(file, "kind") != NULL)
		l.items[l.n++] = "kind";
	for (size_t i = 0; i < json_array_size(states); i++)
		add(&l, "state", json_string_value(json_array_get(states, i)),
		    "");
	add_names(&l, "act", json_object_get(file, "acts"));
	add_names(&l, "field", json_object_get(file, "fields"));
	json_object_foreach(json_object_get(file, "acts"), name, v)
		add_names(&l, "field", json_object_get(v, "fields"));
	add_blocks(&l, json_object_get(file, "blocks"));
	add_codes(&l, json_object_get(file, "codes"));
	for (size_t i = 0; i < json_array_size(rules); i++)
		add(&l, "rule",
		    json_string_value(
			    json_object_get(json_array_get(rules, i), "id")),
		    "");
	add_names(&l, "clock", json_object_get(file, "clocks"));
	json_object_foreach(json_object_get(file, "clocks"), name, v) add(
		&l, "late", json_string_value(json_object_get(v, "late")), "");
	return l;
}

/* The `id = text` lines of a Fluent file, each seen once in `l`. */
static void check_file(const char *path, const struct labels *l)
{
	bool seen[LABELS_MAX] = {false};
	char full[512];
	char line[1024];
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", WASL_SOURCE_DIR, path);
	f = fopen(full, "rb");
	if (f == NULL)
		fail_msg("cannot open %s", path);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *equals = strstr(line, " = ");
		size_t i = 0;

		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (equals == NULL || equals[3] == '\n' || equals[3] == '\0' ||
		    !wasl_utf8_valid(wasl_bytes_of(line, strlen(line))))
			fail_msg("%s: %s", path, line);
		*equals = '\0';
		while (i < l->n && strcmp(l->items[i], line) != 0)
			i++;
		if (i == l->n || seen[i])
			fail_msg("%s: %s is unknown or twice", path, line);
		seen[i] = true;
	}
	fclose(f);
	for (size_t i = 0; i < l->n; i++)
		if (!seen[i])
			fail_msg("%s: no label for %s", path, l->items[i]);
}

static void
test_kind_label__everything_has_its_name_in_three_languages(void **state)
{
	static const char *const languages[] = {"ar", "fr", "en"};

	(void)state;
	arena = wasl_arena_init(TEST_ARENA);
	for (size_t i = 0; i < wasl_builtins_n; i++) {
		const char *name = wasl_builtins[i].name;
		char path[128];
		wasl_autojson *file = NULL;
		struct labels l;

		snprintf(path, sizeof(path), "kinds/%s", name);
		file = load_json(path);
		l = labels_of(file);
		assert_true(l.n > 10);
		for (size_t j = 0; j < 3; j++) {
			snprintf(path, sizeof(path), "kinds/%.*s.%s.ftl",
				 (int)(strlen(name) - strlen(".json")), name,
				 languages[j]);
			check_file(path, &l);
		}
	}
	wasl_arena_deinit(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_label__everything_has_its_name_in_three_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
