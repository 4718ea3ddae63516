#include "kind/clock.h"
#include "kind/rule.h"
#include "kinds.h"

/* The smallest kind that is clean; the bad ones differ from it in one thing. */
static const char clean[] =
	"{\"kind\":\"probe\",\"code\":\"PRB\",\"v\":1,"
	"\"states\":[\"a\",\"b\",\"z\"],"
	"\"codes\":{\"size\":{\"S\":\"anchor\",\"M\":\"\"}},"
	"\"blocks\":{\"town\":{\"name\":{\"n\":1,\"type\":\"text\"}}},"
	"\"fields\":{\"x\":{\"n\":1,\"type\":\"int\"},"
	"\"y\":{\"n\":2,\"type\":\"town\"},"
	"\"t\":{\"n\":3,\"type\":\"instant\",\"need\":true}},"
	"\"acts\":{"
	"\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"validator\","
	"\"second\":true,\"to\":\"a\",\"fields\":[\"x\",\"y\"],"
	"\"need\":[\"x\"]},"
	"\"go\":{\"n\":2,\"by\":\"partner\",\"role\":[\"duty\",\"unit\"],"
	"\"second\":true,\"always\":true,\"from\":[\"a\"],\"to\":\"b\","
	"\"fields\":[\"t\"]},"
	"\"end\":{\"n\":3,\"by\":\"opener\",\"role\":\"duty\","
	"\"from\":[\"a\",\"b\"],\"to\":{\"*\":\"z\"},\"closes\":true}},"
	"\"rules\":[{\"id\":\"r\",\"on\":\"open\",\"must\":{\"has\":\"/x\"},"
	"\"source\":\"kind\",\"text\":\"x is needed\"}],"
	"\"clocks\":{\"c\":{\"n\":1,\"start\":\"go\",\"at\":\"/t\",\"hours\":2,"
	"\"stop\":\"end\",\"late\":\"late\",\"duty\":\"partner\"}},"
	"\"crossings\":{\"end×go\":\"keep\"}}";

/* The clean file with the one place where `from` stands replaced. */
static wasl_bytes change(char *space, size_t cap, const char *from,
			 const char *to)
{
	return change_text(space, cap, clean, from, to);
}

static wasl_status compile(struct wasl_kind **out, struct wasl_findings *f,
			   wasl_bytes file)
{
	return wasl_kind_new(out, f, file, NULL, 0, NULL);
}

static void test_kind_kind__a_clean_file_compiles_to_its_tables(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_act_def *go;
	struct wasl_kind *kind;

	(void)state;
	check_ok(compile(&kind, &f, wasl_bytes_of(clean, sizeof(clean) - 1)));
	assert_string_equal(kind->name, "probe");
	assert_string_equal(kind->code, "PRB");
	assert_int_equal(kind->n_states, 4);
	assert_true(kind->states[3].final);
	assert_false(kind->states[2].final);
	go = wasl_kind_act_named(kind, WASL_TEXT("go"));
	assert_ptr_equal(go, wasl_kind_act(kind, 2));
	assert_int_equal(go->by, WASL_PARTNER);
	assert_int_equal(go->second, WASL_SECOND_FIRST);
	assert_true(go->always);
	assert_int_equal(go->roles,
			 1u << WASL_ROLE_DUTY | 1u << WASL_ROLE_UNIT);
	assert_true(
		wasl_shape_find(&kind->opening->shape, WASL_TEXT("x"))->need);
	assert_false(
		wasl_shape_find(&kind->opening->shape, WASL_TEXT("y"))->need);
	assert_null(wasl_kind_act(kind, 4));
	assert_null(wasl_kind_clock(kind, 2));
	assert_int_equal(wasl_kind_clock(kind, 1)->duty, WASL_PARTNER);
	assert_string_equal(wasl_kind_codes(kind, "size")->items[0].anchor,
			    "anchor");
	assert_int_equal(wasl_kind_state(kind, "b"), 2);
	assert_int_equal(wasl_kind_state(kind, ""), WASL_STATE_REFUSED);
	wasl_kind_free(kind);
}

static void test_kind_kind__a_bad_file_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *from, *to, *pointer, *rule;
	} bad[] = {
		{"\"v\":1", "\"v\":0", "/v", "version 0"},
		{"\"code\":\"PRB\"", "\"code\":\"PROB\"", "/code",
		 "code of four letters"},
		{"\"kind\":\"probe\"", "\"kind\":\"Probe\"", "/kind",
		 "upper-case name"},
		{"\"kind\":\"probe\",", "", "", "no name"},
		{"\"type\":\"town\"}", "\"type\":\"town\",\"words\":true}",
		 "/fields/y", "free text that is a block"},
		{"\"type\":\"town\"}", "\"type\":\"town\",\"with\":\"w\"}",
		 "/fields", "beside a field that is not there"},
		{"\"type\":\"town\"}", "\"type\":\"town\",\"with\":\"y\"}",
		 "/fields", "beside itself"},
		{"\"v\":1,", "\"v\":1,\"colour\":1,", "/colour",
		 "unknown member"},
		{"\"v\":1,", "\"v\":1,\"with\":[\"common\"],", "/with",
		 "common file that is not there"},
		{"[\"a\",\"b\",\"z\"]", "[\"a\",\"b\",\"z\",\"q\"]", "/states",
		 "state that nobody reaches"},
		{"[\"a\",\"b\",\"z\"]", "[\"a\",\"b\",\"z\",\"a\"]", "/states",
		 "state twice"},
		{"[\"a\",\"b\",\"z\"]", "[]", "/states", "no states"},
		{"\"from\":[\"a\",\"b\"]", "\"from\":[\"a\"]", "/states",
		 "state that nobody leaves"},
		{"\"from\":[\"a\"]", "\"from\":[\"z\"]", "/acts",
		 "act that leaves a final state"},
		{"\"from\":[\"a\"]", "\"from\":[\"q\"]", "/acts/go",
		 "from a state that is none"},
		{"\"from\":[\"a\"]", "\"from\":\"sent\"", "/acts/go",
		 "from a word that is none"},
		{"\"from\":[\"a\"],\"to\":\"b\"", "\"to\":\"b\"", "/acts",
		 "two acts that open"},
		{"\"to\":\"b\"", "\"to\":\"q\"", "/acts/go",
		 "to a state that is none"},
		{"{\"*\":\"z\"}", "{\"*\":\"z\",\"q\":\"z\"}", "/acts/end",
		 "to by a state that is none"},
		{"\"n\":2,\"by\"", "\"n\":1,\"by\"", "/acts",
		 "act number twice"},
		{"\"n\":2,\"by\"", "\"n\":1000,\"by\"", "/acts/go",
		 "act number too large"},
		{"\"n\":2,\"by\"", "\"by\"", "/acts/go", "act without number"},
		{"\"by\":\"partner\"", "\"by\":\"anyone\"", "/acts/go",
		 "by nobody known"},
		{"\"role\":[\"duty\",\"unit\"],", "", "/acts/go",
		 "act that nobody may do"},
		{"\"role\":[\"duty\",\"unit\"]", "\"role\":[\"king\"]",
		 "/acts/go", "role that is none"},
		{"\"second\":true,\"always\"", "\"second\":\"soon\",\"always\"",
		 "/acts/go", "second that is none"},
		{"\"always\":true", "\"always\":1", "/acts/go",
		 "flag that is no flag"},
		{"\"always\":true", "\"alway\":true", "/acts/go/alway",
		 "unknown member of an act"},
		{"\"fields\":[\"t\"]", "\"fields\":[\"u\"]", "/acts/go",
		 "field that is none"},
		{"\"fields\":[\"t\"]", "\"fields\":[\"t\",\"t\"]", "/acts/go",
		 "field twice"},
		{"\"need\":[\"x\"]", "\"need\":[\"t\"]", "/acts/open",
		 "need of a field the act has not"},
		{"{\"n\":1,\"type\":\"int\"}", "{\"n\":2,\"type\":\"int\"}",
		 "/fields", "field number twice"},
		{"{\"n\":1,\"type\":\"int\"}", "{\"n\":1,\"type\":\"real\"}",
		 "/fields/x", "type that is none"},
		{"{\"n\":1,\"type\":\"int\"}", "{\"n\":1,\"type\":\"block\"}",
		 "/fields/x", "block without name"},
		{"{\"n\":1,\"type\":\"int\"}",
		 "{\"n\":1,\"type\":\"int\",\"min\":5,\"max\":4}", "/fields/x",
		 "min above max"},
		{"{\"n\":1,\"type\":\"int\"}",
		 "{\"n\":1,\"type\":\"code\",\"of\":\"sizes\"}", "/fields/x",
		 "code list that is none"},
		{"{\"n\":1,\"type\":\"int\"}", "{\"n\":1,\"type\":\"code\"}",
		 "/fields/x", "code without list"},
		{"{\"n\":1,\"type\":\"int\"}", "{\"n\":1,\"type\":\"list\"}",
		 "/fields/x", "list without item"},
		{"{\"n\":1,\"type\":\"int\"}",
		 "{\"n\":1,\"type\":\"list\",\"item\":{\"n\":1,\"type\":"
		 "\"int\"}}",
		 "/fields/x/n", "element with a number"},
		{"{\"n\":1,\"type\":\"int\"}",
		 "{\"n\":1,\"type\":\"list\",\"item\":{\"type\":\"town\"},"
		 "\"key\":\"size\"}",
		 "/fields", "key that is no field of the item"},
		{"{\"n\":1,\"type\":\"int\"}",
		 "{\"n\":1,\"type\":\"list\",\"item\":{\"type\":\"list\","
		 "\"item\":{\"type\":\"list\",\"item\":{\"type\":\"list\","
		 "\"item\":{\"type\":\"list\",\"item\":{\"type\":\"list\","
		 "\"item\":{\"type\":\"list\",\"item\":{\"type\":\"int\"}}}}}}"
		 "}}",
		 "/fields/x", "seven lists in each other"},
		{"{\"name\":{\"n\":1,\"type\":\"text\"}}",
		 "{\"name\":{\"n\":1,\"type\":\"town\"}}", "/blocks",
		 "block in itself"},
		{"{\"name\":{\"n\":1,\"type\":\"text\"}}", "{}", "/blocks/town",
		 "empty block"},
		{"\"town\":{\"name\"", "\"text\":{\"name\"", "/blocks/text",
		 "block with the name of a type"},
		{"{\"S\":\"anchor\",\"M\":\"\"}", "[]", "/codes/size",
		 "no codes"},
		{"{\"S\":\"anchor\",\"M\":\"\"}", "[\"S\",\"S\"]",
		 "/codes/size", "code twice"},
		{"{\"S\":\"anchor\",\"M\":\"\"}", "[\"S M\"]", "/codes/size",
		 "code with a space"},
		{"\"on\":\"open\"", "\"on\":\"shut\"", "/rules/0",
		 "rule on an act that is none"},
		{"{\"has\":\"/x\"}", "{\"has\":\"/q\"}", "/rules/0/has",
		 "rule on a field that is none"},
		{"{\"has\":\"/x\"}", "{\"sum\":[1,2]}", "/rules/0",
		 "operator that is none"},
		{"{\"has\":\"/x\"}", "{\"has\":\"/x\",\"eq\":[\"/x\",1]}",
		 "/rules/0", "two operators"},
		{"{\"has\":\"/x\"}", "{\"ge\":[\"/x\"]}", "/rules/0/ge",
		 "one operand"},
		{"{\"has\":\"/x\"}", "{\"ge\":[\"/x\",\"5\"]}", "/rules/0/ge",
		 "number against text"},
		{"{\"has\":\"/x\"}", "{\"eq\":[\"/y\",1]}", "/rules/0/eq",
		 "block compared"},
		{"{\"has\":\"/x\"}", "{\"has\":\"$treaty/x\"}", "/rules/0/has",
		 "path that is none"},
		{"{\"has\":\"/x\"}",
		 "{\"not\":{\"not\":{\"not\":{\"not\":{\"has\":\"/x\"}}}}}",
		 "/rules/0/not/not/not/not", "deeper than four"},
		{"{\"has\":\"/x\"}", "{\"all\":[]}", "/rules/0/all",
		 "nothing to hold"},
		{"\"source\":\"kind\",", "", "/rules/0", "rule without source"},
		{"\"source\":\"kind\"",
		 "\"source\":\"kind\",\"severity\":\"fatal\"", "/rules/0",
		 "severity that is none"},
		{"\"source\":\"kind\"",
		 "\"source\":\"kind\",\"reject\":\"T99\"", "/rules/0",
		 "reject that is none"},
		{"\"source\":\"kind\"", "\"source\":\"kind\",\"each\":\"/x\"",
		 "/rules/0", "each of no list"},
		{"\"at\":\"/t\"", "\"at\":\"/x\"", "/clocks/c",
		 "clock from a field the act has not"},
		{"\"hours\":2", "\"hours\":0", "/clocks/c", "no hours"},
		{"\"hours\":2", "\"hours\":\"$basis/h\"", "/clocks/c",
		 "hours from elsewhere"},
		{"\"stop\":\"end\",", "", "/clocks/c", "clock nobody stops"},
		{"\"stop\":\"end\"", "\"stop\":\"go\"", "/clocks/c",
		 "act that starts and stops"},
		{"\"late\":\"late\",", "", "/clocks/c", "clock without label"},
		{"\"duty\":\"partner\"", "\"duty\":\"either\"", "/clocks/c",
		 "duty of nobody"},
		{"\"crossings\":{\"end×go\":\"keep\"}", "\"crossings\":{}",
		 "/crossings", "pair without outcome"},
		{"\"end×go\":\"keep\"", "\"end×go\":\"q\"", "/crossings/end×go",
		 "outcome that is no state"},
		{"\"end×go\":\"keep\"", "\"end-go\":\"keep\"",
		 "/crossings/end-go", "pair that is none"},
		{"\"end×go\":\"keep\"", "\"end×gone\":\"keep\"",
		 "/crossings/end×gone", "pair with an act that is none"},
		{"\"end×go\":\"keep\"",
		 "\"end×go\":\"keep\",\"go×end\":\"keep\"", "/crossings",
		 "pair twice"},
		{"\"always\":true", "\"always\":true,\"fact\":true",
		 "/crossings", "fact that can be void"},
	};
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_kind *kind;
		char space[4096];
		wasl_status status = compile(
			&kind, &f,
			change(space, sizeof(space), bad[i].from, bad[i].to));

		wrong += !refused_at(status, kind, &f, bad[i].rule,
				     bad[i].pointer);
	}
	assert_int_equal(wrong, 0);
}

/* Faults of every section, each of its own; those in and behind members that
 * nobody knows are not hidden by them. */
static void test_kind_kind__all_that_is_wrong_is_told_at_once(void **state)
{
	static const char faulty[] =
		"{\"kind\":\"probe\",\"code\":\"PRB\",\"v\":1,\"colour\":1,"
		"\"states\":[\"a\",\"b\",\"lost\",\"z\"],"
		"\"fields\":{\"x\":{\"n\":1,\"type\":\"text\",\"shade\":2},"
		"\"t\":{\"n\":3,\"type\":\"instant\",\"need\":true}},"
		"\"acts\":{"
		"\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"validator\","
		"\"to\":\"a\",\"fields\":[\"x\"],\"tone\":3},"
		"\"go\":{\"n\":2,\"by\":\"partner\",\"role\":\"duty\","
		"\"from\":[\"a\"],\"to\":\"b\",\"fields\":[\"t\"]},"
		"\"end\":{\"n\":3,\"by\":\"opener\",\"role\":\"duty\","
		"\"from\":[\"a\",\"b\"],\"to\":\"z\",\"closes\":true}}";
	static const char more[] =
		",\"items\":{\"i\":{\"list\":\"gone\"}},"
		"\"agree\":{\"g\":{\"propose\":\"gone\",\"hash\":\"x\"}},"
		"\"rules\":[{\"id\":\"r\",\"on\":\"gone\","
		"\"must\":{\"has\":\"/x\"},\"source\":\"s\",\"text\":\"t\"}],"
		"\"crossings\":{\"go×gone\":\"keep\"}";
	static const char *const own[] = {"/colour", "/fields/x/shade",
					  "/acts/open/tone", "/states",
					  "/crossings"};
	static const char *const others[] = {"/colour",	 "/fields/x/shade",
					     "/items/i", "/agree/g",
					     "/rules/0", "/crossings/go×gone"};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *kind;
	char space[4096];

	(void)state;
	snprintf(space, sizeof(space), "%s}", faulty);
	check_status(compile(&kind, &f, wasl_bytes_of(space, strlen(space))),
		     WASL_SCHEMA);
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		assert_true(has_finding(&f, "kind-file", own[i]));
	f = wasl_findings_init(&arena);
	snprintf(space, sizeof(space), "%s%s}", faulty, more);
	check_status(compile(&kind, &f, wasl_bytes_of(space, strlen(space))),
		     WASL_SCHEMA);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_true(has_finding(&f, "kind-file", others[i]));
}

/* The clean file over common files; `added` are members put into it. */
static wasl_status compile_with(struct wasl_kind **out, struct wasl_findings *f,
				const char *added, const char *const *common,
				size_t n)
{
	json_t *files[4];
	char space[4096];
	char members[1024];
	wasl_status status;

	for (size_t i = 0; i < n; i++)
		files[i] = json_of(common[i]);
	snprintf(members, sizeof(members), "\"v\":1,%s", added);
	status = wasl_kind_new(
		out, f, change(space, sizeof(space), "\"v\":1,", members),
		files, n, NULL);
	for (size_t i = 0; i < n; i++)
		json_decref(files[i]);
	return status;
}

static void test_kind_kind__two_common_files_share_no_name(void **state)
{
	static const char *const common[] = {
		"{\"common\":\"c\",\"v\":1,\"fields\":{\"u\":{\"n\":9,"
		"\"type\":\"int\"}}}",
		"{\"common\":\"d\",\"v\":1,\"fields\":{\"u\":{\"n\":9,"
		"\"type\":\"int\"}}}",
	};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *kind;

	(void)state;
	check_status(
		compile_with(&kind, &f, "\"with\":[\"c\",\"d\"],", common, 2),
		WASL_SCHEMA);
	assert_true(has_finding(&f, "kind-file", "fields"));
	f = wasl_findings_init(&arena);
	check_status(compile_with(&kind, &f, "\"with\":[\"e\"],", common, 2),
		     WASL_SCHEMA);
	assert_true(has_finding(&f, "kind-file", "/with"));
	f = wasl_findings_init(&arena);
	check_ok(compile_with(&kind, &f, "\"with\":[\"c\"],", common, 2));
	wasl_kind_free(kind);
}

/* What the kind says wins, lists are replaced, null takes away; groups and
 * $kind are spelled out, and nothing of this is left in what is hashed. */
static void test_kind_kind__a_kind_goes_over_its_common_files(void **state)
{
	static const char *const common[] = {
		"{\"common\":\"c\",\"v\":1,\"states\":[\"p\",\"q\"],"
		"\"fields\":{\"x\":{\"n\":7,\"type\":\"text\",\"max\":5},"
		"\"u\":{\"n\":9,\"type\":\"int\"},\"w\":{\"n\":10,\"type\":"
		"\"text\"}},"
		"\"groups\":{\"both\":[\"u\",\"w\"]},"
		"\"acts\":{\"end\":{\"n\":8,\"fields\":[\"@both\"]},"
		"\"gone\":{\"n\":9,\"by\":\"opener\",\"role\":\"duty\","
		"\"from\":[\"a\",\"q\"],\"to\":\"p\"},"
		"\"on\":{\"n\":10,\"by\":\"partner\",\"role\":\"duty\","
		"\"from\":[\"a\",\"q\"],\"to\":\"p\"},"
		"\"off\":{\"n\":11,\"by\":\"partner\",\"role\":\"duty\","
		"\"from\":[\"p\"],\"to\":{\"q\":\"p\",\"*\":\"b\"}}},"
		"\"clocks\":{\"k\":{\"n\":9,\"start\":\"open\",\"hours\":1,"
		"\"stop\":[\"gone\",\"end\"],\"late\":\"l\",\"duty\":"
		"\"partner\"}},"
		"\"rules\":[{\"id\":\"s\",\"on\":[\"gone\",\"end\"],\"must\":"
		"{\"in\":[\"$kind\",[\"probe\"]]},\"source\":\"kind\","
		"\"text\":\"t\"},{\"id\":\"t\",\"on\":\"gone\",\"must\":"
		"{\"has\":\"/u\"},\"source\":\"kind\",\"text\":\"t\"}],"
		"\"crossings\":{\"*×gone\":\"keep\",\"gone×go\":\"keep\","
		"\"*×on\":\"q\",\"*×off\":\"keep\"}}",
	};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_act_def *end;
	struct wasl_kind *kind;
	char space[8192];
	wasl_text text;

	(void)state;
	/* The clean file's own sections, with what it takes away. */
	snprintf(space, sizeof(space), "%s", clean);
	{
		json_t *file = json_of(space);
		json_t *c = json_of(common[0]);
		wasl_bytes jcs;

		json_object_set_new(file, "with", json_pack("[s]", "c"));
		json_object_set_new(json_object_get(file, "acts"), "gone",
				    json_null());
		json_object_set_new(file, "states",
				    json_pack("{s:{}, s:{}, s:{}, s:n}", "a",
					      "b", "z", "q"));
		json_object_set_new(json_object_get(file, "crossings"), "*×on",
				    json_string("keep"));
		jcs = wasl_jcs_write(&arena, file);
		if (wasl_kind_new(&kind, &f, jcs, &c, 1, NULL) != WASL_OK) {
			print_findings(&f);
			fail_msg("it does not compile");
		}
		json_decref(file);
		json_decref(c);
	}
	assert_int_equal(kind->n_states, 1 + 4);
	assert_null(wasl_kind_act_named(kind, WASL_TEXT("gone")));
	end = wasl_kind_act_named(kind, WASL_TEXT("end"));
	assert_int_equal(end->n, 3);
	assert_int_equal(end->shape.n, 2);
	assert_int_equal(wasl_shape_find(&kind->opening->shape, WASL_TEXT("x"))
				 ->field->type,
			 WASL_TYPE_INT);
	assert_int_equal(kind->n_rules, 2);
	assert_string_equal(kind->rules[0].id, "s");
	assert_int_equal(kind->rules[0].n_on, 1);
	assert_int_equal(kind->n_clocks, 2);
	text = (wasl_text){(const char *)kind->file.p, kind->file.n};
	for (size_t i = 0; i + 5 < text.n; i++)
		assert_true(memcmp(text.p + i, "null", 4) != 0 &&
			    memcmp(text.p + i, "@", 1) != 0 &&
			    memcmp(text.p + i, "$kind", 5) != 0);
	wasl_kind_free(kind);
}

static void test_kind_kind__two_by_two_blocks_do_not_take_for_ever(void **state)
{
	wasl_autoarena arena = wasl_arena_init(64 * 1024 * 1024);
	struct wasl_findings f = wasl_findings_init(&arena);
	static char file[WASL_KIND_FILE_MAX];
	struct wasl_kind *kind;
	size_t n = 0;

	(void)state;
	/* Blocks that all hold each other: 64^6 ways down. */
	n += (size_t)snprintf(file + n, sizeof(file) - n,
			      "{\"kind\":\"p\",\"code\":\"PRB\",\"v\":1,"
			      "\"states\":[\"a\"],\"acts\":{},\"blocks\":{");
	for (int i = 0; i < 20; i++) {
		n += (size_t)snprintf(file + n, sizeof(file) - n, "%s\"b%d\":{",
				      i > 0 ? "," : "", i);
		for (int j = 0; j < 60; j++)
			n += (size_t)snprintf(
				file + n, sizeof(file) - n,
				"%s\"f%d\":{\"n\":%d,\"type\":\"b%d\"}",
				j > 0 ? "," : "", j, j + 1, j % 20);
		n += (size_t)snprintf(file + n, sizeof(file) - n, "}");
	}
	n += (size_t)snprintf(file + n, sizeof(file) - n, "}}");
	assert_true(n < sizeof(file));
	check_status(compile(&kind, &f, wasl_bytes_of(file, n)), WASL_SCHEMA);
	assert_true(has_finding(&f, "kind-file", "/blocks"));
}

static void test_kind_kind__the_largest_table_is_checked_in_time(void **state)
{
	wasl_autoarena arena = wasl_arena_init(64 * 1024 * 1024);
	struct wasl_findings f = wasl_findings_init(&arena);
	static char file[WASL_KIND_FILE_MAX];
	struct wasl_kind *kind;
	size_t n = 0;

	(void)state;
	/* As many states and acts as there may be, each act from each state;
	 * the test's own time limit is the claim. */
	n += (size_t)snprintf(file, sizeof(file),
			      "{\"kind\":\"p\",\"code\":\"PRB\",\"v\":1,"
			      "\"states\":[");
	for (int i = 0; i < WASL_KIND_STATES_MAX; i++)
		n += (size_t)snprintf(file + n, sizeof(file) - n, "%s\"s%d\"",
				      i > 0 ? "," : "", i);
	n += (size_t)snprintf(file + n, sizeof(file) - n,
			      "],\"acts\":{\"open\":{\"n\":1,\"by\":\"opener\","
			      "\"role\":\"duty\",\"to\":\"s0\"},"
			      "\"end\":{\"n\":2,\"by\":\"opener\",\"role\":"
			      "\"duty\",\"from\":\"open\",\"to\":\"s%d\","
			      "\"closes\":true}",
			      WASL_KIND_STATES_MAX - 1);
	for (int i = 2; i < WASL_KIND_ACTS_MAX; i++)
		n += (size_t)snprintf(
			file + n, sizeof(file) - n,
			",\"a%d\":{\"n\":%d,\"by\":\"either\",\"role\":\"duty\""
			",\"from\":[\"s%d\"],\"to\":\"s%d\"}",
			i, i + 1, (i * 7) % (WASL_KIND_STATES_MAX - 1),
			(i * 7 + 1) % (WASL_KIND_STATES_MAX - 1));
	n += (size_t)snprintf(file + n, sizeof(file) - n, "}}");
	assert_true(n < sizeof(file));
	check_status(compile(&kind, &f, wasl_bytes_of(file, n)), WASL_SCHEMA);
	assert_true(has_finding(&f, "kind-file", "/crossings"));
}

static void test_kind_kind__numbers_are_append_only(void **state)
{
	static const struct {
		const char *from, *to;
		size_t errors;
	} changes[] = {
		{"\"v\":1", "\"v\":2", 0},
		{"\"y\":{\"n\":2,\"type\":\"town\"}",
		 "\"y\":{\"n\":2,\"type\":\"town\"},"
		 "\"w\":{\"n\":4,\"type\":\"int\"}",
		 0},
		{"\"x\":{\"n\":1,\"type\":\"int\"}",
		 "\"x\":{\"n\":1,\"type\":\"text\"}", 1},
		{"{\"name\":{\"n\":1,\"type\":\"text\"}}",
		 "{\"title\":{\"n\":1,\"type\":\"text\"}}", 1},
		{"\"end\":{\"n\":3", "\"end\":{\"n\":4", 1},
		{"{\"c\":{\"n\":1,\"start\"", "{\"d\":{\"n\":1,\"start\"", 1},
		{"{\"c\":{\"n\":1,\"start\"", "{\"c\":{\"n\":2,\"start\"", 1},
	};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *old;

	(void)state;
	check_ok(compile(&old, &f, wasl_bytes_of(clean, sizeof(clean) - 1)));
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		struct wasl_kind *now;
		char space[4096];

		f = wasl_findings_init(&arena);
		check_ok(compile(&now, &f,
				 change(space, sizeof(space), changes[i].from,
					changes[i].to)));
		wasl_kind_check_append(&f, old, now);
		if (f.errors != changes[i].errors) {
			print_findings(&f);
			fail_msg("%s", changes[i].to);
		}
		wasl_kind_free(now);
	}
	wasl_kind_free(old);
}

static void test_kind_kind__an_exact_crossing_wins_over_any(void **state)
{
	struct wasl_library library;
	const struct wasl_kind *kind;
	uint8_t custody;

	(void)state;
	open_library(&library);
	kind = wasl_library_kind_named(&library, "arrest");
	custody = wasl_kind_state(kind, "custody");
#define ACT(name) wasl_kind_act_named(kind, WASL_TEXT(name))
	assert_int_equal(
		wasl_kind_cross(kind, ACT("withdraw"), ACT("arrested")),
		custody);
	assert_int_equal(
		wasl_kind_cross(kind, ACT("arrested"), ACT("withdraw")),
		custody);
	/* Any act and an arrest. */
	assert_int_equal(wasl_kind_cross(kind, ACT("close"), ACT("arrested")),
			 custody);
	assert_int_equal(wasl_kind_cross(kind, ACT("cease"), ACT("arrested")),
			 custody);
	assert_int_equal(wasl_kind_cross(kind, ACT("close"), ACT("report")),
			 wasl_kind_state(kind, "answered"));
	assert_int_equal(wasl_kind_cross(kind, ACT("withdraw"), ACT("ack")),
			 WASL_STATE_KEEP);
	assert_int_equal(wasl_kind_cross(kind, ACT("open"), ACT("assess")),
			 WASL_STATE_REFUSED);
#undef ACT
	wasl_library_deinit(&library);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_kind__a_clean_file_compiles_to_its_tables),
		cmocka_unit_test(
			test_kind_kind__a_bad_file_is_refused_with_its_place),
		cmocka_unit_test(
			test_kind_kind__two_common_files_share_no_name),
		cmocka_unit_test(
			test_kind_kind__a_kind_goes_over_its_common_files),
		cmocka_unit_test(
			test_kind_kind__two_by_two_blocks_do_not_take_for_ever),
		cmocka_unit_test(
			test_kind_kind__the_largest_table_is_checked_in_time),
		cmocka_unit_test(
			test_kind_kind__all_that_is_wrong_is_told_at_once),
		cmocka_unit_test(test_kind_kind__numbers_are_append_only),
		cmocka_unit_test(
			test_kind_kind__an_exact_crossing_wins_over_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
