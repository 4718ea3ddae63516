#include "kind/rule.h"
#include "kinds.h"

/* Fields of the probe: a, b int; t text; d, e date; l list of text;
 * k block {x int}; m list of k. */
static const char kind_file[] =
	"{\"kind\":\"probe\",\"code\":\"PRB\",\"v\":1,\"states\":[\"a\",\"z\"],"
	"\"blocks\":{\"k\":{\"x\":{\"n\":1,\"type\":\"int\"}}},"
	"\"fields\":{\"a\":{\"n\":1,\"type\":\"int\"},"
	"\"b\":{\"n\":2,\"type\":\"int\"},\"t\":{\"n\":3,\"type\":\"text\"},"
	"\"d\":{\"n\":4,\"type\":\"date\"},\"e\":{\"n\":5,\"type\":\"date\"},"
	"\"l\":{\"n\":6,\"type\":\"list\",\"item\":{\"type\":\"text\"}},"
	"\"k\":{\"n\":7,\"type\":\"k\"},\"f\":{\"n\":8,\"type\":\"bool\"},"
	"\"m\":{\"n\":9,\"type\":\"list\",\"item\":{\"type\":\"k\"}}},"
	"\"acts\":{\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"duty\","
	"\"to\":\"a\",\"fields\":[\"a\",\"b\",\"t\",\"d\",\"e\",\"l\",\"k\","
	"\"f\",\"m\"]},"
	"\"end\":{\"n\":2,\"by\":\"opener\",\"role\":\"duty\",\"from\":[\"a\"],"
	"\"to\":\"z\",\"closes\":true}},"
	"\"rules\":["
	"{\"id\":\"big\",\"on\":\"open\",\"must\":{\"ge\":[\"/a\","
	"\"$basis/min\"]},\"source\":\"$basis\",\"text\":\"a is small\"},"
	"{\"id\":\"each\",\"on\":\"open\",\"each\":\"/m\",\"must\":"
	"{\"ge\":[\"/x\",3]},\"source\":\"kind\",\"text\":\"x is small\","
	"\"reject\":\"T09\"},"
	"{\"id\":\"soft\",\"on\":\"*\",\"when\":{\"has\":\"/b\"},\"must\":"
	"{\"has\":\"/t\"},\"source\":\"kind\",\"text\":\"b wants t\","
	"\"severity\":\"note\",\"at\":\"/b\"}]}";

static struct wasl_kind *kind;
static const struct wasl_shape *shape;
static json_t *root;
static struct wasl_profile profile;

static int setup(void **state)
{
	(void)state;
	kind = kind_of(kind_file);
	shape = &kind->opening->shape;
	root = json_of(
		"{\"n\":5,\"open\":null,\"w\":\"abc\",\"l\":[\"p\",\"q\"]"
		",\"o\":{\"p\":{},\"q\":null},\"f\":true,"
		"\"bases\":{\"one\":{\"min\":10},\"two\":{\"min\":null}"
		"}}");
	profile.root = root;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_kind_free(kind);
	json_decref(root);
	return 0;
}

/* T true, F false, M missing. */
static char truth_of(const char *condition, const char *record,
		     const struct wasl_profile *with, const char *basis)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *c = json_of(condition);
	wasl_autojson *r = json_of(record);
	struct wasl_condition compiled;
	struct wasl_record fields;
	struct wasl_facts facts;
	const char *missing;
	enum wasl_truth truth;

	if (!wasl_condition_compile(&compiled, &arena, &f, "", shape, c)) {
		print_findings(&f);
		fail_msg("%s", condition);
	}
	check_ok(wasl_record_read(&fields, &arena, &f, shape, NULL, r, NULL));
	facts = (struct wasl_facts){.profile = with, .record = &fields};
	facts.basis = wasl_text_of(basis);
	truth = wasl_condition_test(&missing, &compiled, &facts);
	assert_true((truth == WASL_MISSING) == (missing != NULL));
	return "FTM"[truth];
}

static void test_kind_condition__operators_say_what_they_should(void **state)
{
	static const char record[] =
		"{\"a\":5,\"t\":\"abc\",\"d\":\"1987-03-02\",\"e\":\"1987\","
		"\"l\":[\"p\",\"q\"],\"k\":{\"x\":1},\"f\":true}";
	static const struct {
		const char *condition;
		char want;
	} rows[] = {
		{"{\"has\":\"/a\"}", 'T'},
		{"{\"has\":\"/b\"}", 'F'},
		{"{\"has\":\"/k/x\"}", 'T'},
		{"{\"has\":\"/l\"}", 'T'},
		{"{\"has\":\"$profile/n\"}", 'T'},
		{"{\"has\":\"$profile/open\"}", 'F'},
		{"{\"has\":\"$profile/none\"}", 'F'},
		{"{\"has\":\"$basis/min\"}", 'T'},
		{"{\"eq\":[\"/a\",5]}", 'T'},
		{"{\"eq\":[\"/a\",6]}", 'F'},
		{"{\"eq\":[\"/b\",5]}", 'F'},
		{"{\"eq\":[\"/a\",\"$profile/n\"]}", 'T'},
		{"{\"eq\":[\"/a\",\"$profile/open\"]}", 'M'},
		{"{\"eq\":[\"/a\",\"$profile/none\"]}", 'M'},
		{"{\"eq\":[\"/a\",\"$profile/w\"]}", 'F'},
		{"{\"eq\":[\"/a\",\"$profile/l\"]}", 'M'},
		{"{\"eq\":[\"/t\",\"abc\"]}", 'T'},
		{"{\"eq\":[\"/t\",\"ab\"]}", 'F'},
		{"{\"eq\":[\"/f\",true]}", 'T'},
		{"{\"eq\":[\"/f\",false]}", 'F'},
		{"{\"eq\":[\"/f\",\"$profile/f\"]}", 'T'},
		{"{\"in\":[\"/a\",[4,5]]}", 'T'},
		{"{\"in\":[\"/a\",[4,6]]}", 'F'},
		{"{\"in\":[\"/b\",[4,5]]}", 'F'},
		{"{\"in\":[\"/t\",\"$profile/l\"]}", 'F'},
		{"{\"in\":[\"p\",\"$profile/l\"]}", 'T'},
		{"{\"in\":[\"p\",\"$profile/o\"]}", 'T'},
		{"{\"in\":[\"p\",\"$profile/open\"]}", 'M'},
		{"{\"in\":[\"p\",\"$profile/n\"]}", 'M'},
		{"{\"in\":[\"$profile/open\",[1]]}", 'M'},
		{"{\"in\":[\"q\",\"/l\"]}", 'T'},
		{"{\"in\":[\"r\",\"/l\"]}", 'F'},
		{"{\"ge\":[\"/a\",5]}", 'T'},
		{"{\"ge\":[\"/a\",6]}", 'F'},
		{"{\"ge\":[\"/b\",1]}", 'F'},
		{"{\"ge\":[\"/a\",\"/k/x\"]}", 'T'},
		{"{\"ge\":[\"/a\",\"$basis/min\"]}", 'F'},
		{"{\"ge\":[\"/t\",\"abb\"]}", 'T'},
		{"{\"ge\":[\"/t\",\"abcd\"]}", 'F'},
		{"{\"ge\":[\"/d\",\"1987-03-02\"]}", 'T'},
		{"{\"ge\":[\"/d\",\"1987-03-03\"]}", 'F'},
		{"{\"ge\":[\"/e\",\"/d\"]}", 'T'},
		{"{\"ge\":[\"/d\",\"/e\"]}", 'T'},
		{"{\"ge\":[\"/e\",\"1988\"]}", 'F'},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char got = truth_of(rows[i].condition, record, &profile, "one");

		if (got != rows[i].want)
			fail_msg("%s is %c, not %c", rows[i].condition, got,
				 rows[i].want);
	}
}

/* A condition of each truth, then every pair of them under every connective,
 * against Kleene's tables. */
static void test_kind_condition__connectives_follow_kleene(void **state)
{
	static const char *const of[] = {
		"{\"has\":\"/b\"}",
		"{\"has\":\"/a\"}",
		"{\"ge\":[\"/a\",\"$profile/open\"]}",
	};
	static const char all[3][3] = {
		{'F', 'F', 'F'}, {'F', 'T', 'M'}, {'F', 'M', 'M'}};
	static const char any[3][3] = {
		{'F', 'T', 'M'}, {'T', 'T', 'T'}, {'M', 'T', 'M'}};
	static const char not [3] = {'T', 'F', 'M'};
	char text[256];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), "{\"not\":%s}", of[i]);
		assert_int_equal(truth_of(text, "{\"a\":1}", &profile, ""),
				 not [i]);
		for (size_t j = 0; j < 3; j++) {
			snprintf(text, sizeof(text), "{\"all\":[%s,%s]}", of[i],
				 of[j]);
			assert_int_equal(
				truth_of(text, "{\"a\":1}", &profile, ""),
				all[i][j]);
			snprintf(text, sizeof(text), "{\"any\":[%s,%s]}", of[i],
				 of[j]);
			assert_int_equal(
				truth_of(text, "{\"a\":1}", &profile, ""),
				any[i][j]);
		}
	}
}

static void
test_kind_condition__without_profile_or_basis_values_miss(void **state)
{
	(void)state;
	assert_int_equal(truth_of("{\"ge\":[\"/a\",\"$profile/n\"]}",
				  "{\"a\":5}", NULL, "one"),
			 'M');
	assert_int_equal(truth_of("{\"ge\":[\"/a\",\"$basis/min\"]}",
				  "{\"a\":50}", &profile, ""),
			 'M');
	assert_int_equal(truth_of("{\"ge\":[\"/a\",\"$basis/min\"]}",
				  "{\"a\":50}", &profile, "two"),
			 'M');
	assert_int_equal(truth_of("{\"ge\":[\"/a\",\"$basis/min\"]}",
				  "{\"a\":50}", &profile, "three"),
			 'M');
	assert_int_equal(truth_of("{\"ge\":[\"/a\",\"$basis/min\"]}",
				  "{\"a\":50}", &profile, "one"),
			 'T');
}

static size_t run(struct wasl_findings *f, struct wasl_arena *arena,
		  const char *act, const char *record, const char *basis)
{
	const struct wasl_act_def *def =
		wasl_kind_act_named(kind, wasl_text_of(act));
	wasl_autojson *in = json_of(record);
	struct wasl_record fields;
	struct wasl_facts facts;

	*f = wasl_findings_init(arena);
	check_ok(wasl_record_read(&fields, arena, f, &def->shape, NULL, in,
				  NULL));
	facts = (struct wasl_facts){.profile = &profile, .record = &fields};
	facts.basis = wasl_text_of(basis);
	wasl_rules_run(f, kind, def, &facts);
	return f->n;
}

static void test_kind_rule__every_rule_reports_at_once(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f;

	(void)state;
	assert_int_equal(run(&f, &arena, "open",
			     "{\"a\":1,\"b\":1,\"m\":[{\"x\":3},{\"x\":2},{}]}",
			     "one"),
			 4);
	assert_true(has_finding(&f, "big", "/a"));
	assert_true(has_finding(&f, "each", "/m/1/x"));
	assert_true(has_finding(&f, "each", "/m/2/x"));
	assert_true(has_finding(&f, "soft", "/b"));
	assert_int_equal(f.errors, 3);
	assert_int_equal(f.notes, 1);
	for (size_t i = 0; i < f.n; i++) {
		bool each = strcmp(f.items[i].rule, "each") == 0;

		assert_string_equal(f.items[i].reject, each ? "T09" : "T04");
	}
}

static void
test_kind_rule__a_value_left_open_is_an_error_with_its_path(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f;
	struct wasl_err err = {0};

	(void)state;
	assert_int_equal(run(&f, &arena, "open", "{\"a\":99}", "two"), 1);
	assert_string_equal(f.items[0].source, "$basis/min");
	assert_string_equal(f.items[0].pointer, "/a");
	check_status(wasl_findings_status(&f, WASL_RULE, &err), WASL_RULE);
	assert_string_equal(err.field, "/a");
	assert_int_equal(run(&f, &arena, "open", "{\"a\":99}", "one"), 0);
}

static void test_kind_rule__holds_for_the_acts_it_names_alone(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f;

	(void)state;
	assert_int_equal(run(&f, &arena, "end", "{}", "one"), 0);
}

static void
test_kind_finding__a_list_keeps_counting_when_it_is_full(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);

	(void)state;
	for (int i = 0; i < WASL_FINDINGS_MAX + 5; i++)
		wasl_findings_schema(&f, "/x", "rule", "number %d", i);
	assert_int_equal(f.n, WASL_FINDINGS_MAX);
	assert_int_equal(f.errors, WASL_FINDINGS_MAX + 5);
}

static void test_kind_finding__an_incomplete_list_is_no_clean_list(void **state)
{
	wasl_autoarena arena = wasl_arena_init(64);
	struct wasl_findings f = wasl_findings_init(&arena);

	(void)state;
	wasl_findings_add(&f, WASL_SEVERITY_NOTE, "/x", "r", "s", "T04", "t");
	check_status(wasl_findings_status(&f, WASL_RULE, NULL), WASL_NO_MEMORY);
	wasl_arena_deinit(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_condition__operators_say_what_they_should),
		cmocka_unit_test(
			test_kind_condition__connectives_follow_kleene),
		cmocka_unit_test(
			test_kind_condition__without_profile_or_basis_values_miss),
		cmocka_unit_test(test_kind_rule__every_rule_reports_at_once),
		cmocka_unit_test(
			test_kind_rule__a_value_left_open_is_an_error_with_its_path),
		cmocka_unit_test(
			test_kind_rule__holds_for_the_acts_it_names_alone),
		cmocka_unit_test(
			test_kind_finding__a_list_keeps_counting_when_it_is_full),
		cmocka_unit_test(
			test_kind_finding__an_incomplete_list_is_no_clean_list),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
