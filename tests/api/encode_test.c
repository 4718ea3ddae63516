/* The JSON of docs/api.md, whole documents at a time: what a script reads. */
#include "check.h"

#include "api/decode.h"
#include "api/encode.h"
#include "kind/library.h"

#include <string.h>

#define AT INT64_C(1790000000) /* 2026-09-21T14:13:20Z */

static void check_json(json_t *made, const char *expected)
{
	json_error_t why;
	json_t *want = json_loads(expected, JSON_REJECT_DUPLICATES, &why);
	if (!want)
		fail_msg("%s at %d", why.text, why.position);
	assert_non_null(made);
	if (!json_equal(made, want)) {
		char *text = json_dumps(made, 0);
		print_error("%s\n", text);
		free(text); /* jansson's */
		fail();
	}
	json_decref(made);
	json_decref(want);
}

static void test_api_encode__instants_and_hashes_are_null_when_unset(void **s)
{
	static const uint8_t zero[32], one[2] = {0, 0xa1};
	(void)s;
	assert_true(json_is_null(api_instant(0)));
	assert_true(json_is_null(api_hex(WASL_BYTES(zero))));
	check_json(
		json_pack("[o, o]", api_instant(AT), api_hex(WASL_BYTES(one))),
		"[\"2026-09-21T14:13:20Z\", \"00a1\"]");
}

static void test_api_encode__a_last_day_is_the_one_that_was_given(void **s)
{
	static const char *const days[] = {"2029-12-31", "2028-02-29",
					   "1970-01-01", "9999-12-30"};
	(void)s;
	assert_true(json_is_null(api_last_day(0)));
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		json_t *day;
		int64_t end;
		check_ok(api_decode_day(&end, wasl_text_of(days[i]), "/x",
					NULL));
		day = api_last_day(end);
		assert_string_equal(json_string_value(day), days[i]);
		json_decref(day);
	}
}

static void test_api_encode__problem_carries_every_finding(void **s)
{
	wasl_autoarena arena = wasl_arena_init(1 << 20);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_err err;
	(void)s;
	wasl_findings_schema(&f, "/person", "missing", "needed");
	wasl_findings_add(&f, WASL_SEVERITY_NOTE, "", "late", "profile", "",
			  "soon");
	(void)wasl_fail(&err, WASL_SCHEMA, "one error");
	check_json(api_problem(&err, &f),
		   "{\"type\":\"about:blank\",\"title\":\"input does not fit "
		   "its schema\",\"status\":422,\"code\":\"SCHEMA\",\"detail\":"
		   "\"one error\",\"findings\":[{\"pointer\":\"/person\","
		   "\"rule\":\"missing\",\"source\":\"kind\",\"severity\":"
		   "\"error\",\"text\":\"needed\"},{\"pointer\":\"\",\"rule\":"
		   "\"late\",\"source\":\"profile\",\"severity\":\"note\","
		   "\"text\":\"soon\"}]}");
}

static void test_api_encode__a_field_at_fault_is_a_finding(void **s)
{
	struct wasl_err err;
	json_t *p;
	(void)s;
	(void)wasl_fail_at(&err, WASL_SCHEMA, "/name", "bad");
	p = api_problem(&err, NULL);
	assert_string_equal(
		json_string_value(json_object_get(
			json_array_get(json_object_get(p, "findings"), 0),
			"pointer")),
		"/name");
	json_decref(p);
}

static void test_api_encode__user(void **s)
{
	struct wasl_user u = {1,
			      "amal",
			      "MA-SPOC-0001",
			      "SPOC",
			      WASL_ROLE_BIT(WASL_ROLE_DUTY),
			      AT,
			      false};
	(void)s;
	check_json(api_user(&u),
		   "{\"name\":\"amal\",\"pseudonym\":\"MA-SPOC-0001\",\"unit\":"
		   "\"SPOC\",\"roles\":[\"duty\"],\"until\":"
		   "\"2026-09-21T14:13:20Z\",\"disabled\":false}");
}

static struct wasl_node_row row(void)
{
	return (struct wasl_node_row){
		.id = {1},
		.ref = "MA-2026-ARR-000001",
		.kind = "arrest",
		.peer = "paris.pn",
		.state = "custody",
		.outcome = "",
		.urgency = "U1",
		.sector = "DRG",
		.handling = "H2",
		.desk = "",
		.unit = "SPOC",
		.own = true,
		.crossed = 1,
		.opened_at = AT,
		.changed_at = AT,
	};
}

#define ZEROS                                                                  \
	"0000000000000000000000000000000"                                      \
	"0000000000000000000000000000000"

static void test_api_encode__dossier_with_both_sides_acts(void **s)
{
	json_t *fields = json_pack("{s:i}", "n", 1);
	struct wasl_node_act_view acts[] = {
		{.own = true,
		 .epoch = 1,
		 .index = 3,
		 .seen = 2,
		 .name = "open",
		 .time = AT,
		 .stored_at = AT,
		 .author = "MA-SPOC-0001",
		 .passkey = WASL_NODE_PASSKEY_CHECKED,
		 .approver = "MA-DIR-0002",
		 .effect = WASL_NODE_TOOK,
		 .state = "sent",
		 .bound = true,
		 .receipt = 4,
		 .receipted_at = AT,
		 .fields = fields},
		{.own = true,
		 .name = "withdraw",
		 .time = AT,
		 .author = "MA-SPOC-0001",
		 .approver = "",
		 .effect = WASL_NODE_WAITING,
		 .state = "sent"},
	};
	struct wasl_node_clock_view clocks[] = {
		{.name = "provisional", .late = "release", .due_at = AT},
		{.name = "answer"},
	};
	const char *can[] = {"correct"};
	struct wasl_node_file file = {
		.blob = {.id = {1},
			 .sealed = {{2}},
			 .size = 7,
			 .plain = {{3}},
			 .type = WASL_TEXT("text/plain"),
			 .name = WASL_TEXT("a.txt")},
		.used = true,
		.fits = true,
		.moved = 1,
		.chunks = 2,
	};
	struct wasl_node_view view = {
		.row = row(),
		.acts = acts,
		.n_acts = 2,
		.clocks = clocks,
		.n_clocks = 2,
		.unbound = 1,
		.can = can,
		.n_can = 1,
		.files = &file,
		.n_files = 1,
	};
	(void)s;
	check_json(
		api_view(&view, "rabat.dgsn", AT + 1),
		"{\"reference\":\"MA-2026-ARR-000001\",\"kind\":\"arrest\","
		"\"peer\":\"paris.pn\",\"state\":\"custody\",\"outcome\":\"\","
		"\"urgency\":\"U1\",\"sector\":\"DRG\",\"own\":true,"
		"\"closed\":false,\"crossed\":1,\"opened_at\":"
		"\"2026-09-21T14:13:20Z\",\"changed_at\":"
		"\"2026-09-21T14:13:20Z\",\"due_at\":null,\"due\":null,\"due_"
		"local\":[],\"due_since\":null,\"handling\":\"H2\","
		"\"desk\":null,\"receipted\":false,\"unread\":false,"
		"\"assigned\":[],\"tasks\":[],\"unit\":\"SPOC\","
		"\"aside_until\":null,"
		"\"id\":\"01000000000000000000000000000000\",\"kind_hash\":"
		"null,"
		"\"profile_hash\":null,\"unbound\":1,\"can\":[\"correct\"],"
		"\"files\":[{\"id\":\"01000000000000000000000000000000\","
		"\"sealed\":\"02" ZEROS "\",\"size\":7,"
		"\"sha256\":\"03" ZEROS "\",\"type\":\"text/plain\","
		"\"name\":\"a.txt\",\"own\":false,\"state\":\"arriving\","
		"\"moved\":1,\"chunks\":2,\"fits\":true}],"
		"\"opening\":null,"
		"\"acts\":[{\"node\":\"rabat.dgsn\",\"own\":true,\"act\":"
		"\"open\",\"at\":\"2026-09-21T14:13:20Z\",\"stored_at\":"
		"\"2026-09-21T14:13:20Z\",\"author\":\"MA-SPOC-0001\","
		"\"approver\":\"MA-DIR-0002\",\"effect\":\"took\",\"code\":"
		"null,"
		"\"state\":\"sent\",\"bound\":true,\"alone\":false,"
		"\"passkey\":\"checked\","
		"\"position\":{\"epoch\":1,"
		"\"index\":3,"
		"\"seen\":2},\"receipt\":{\"size\":4,\"at\":"
		"\"2026-09-21T14:13:20Z\"},\"fields\":{\"n\":1}},{\"node\":"
		"\"rabat.dgsn\",\"own\":true,\"act\":\"withdraw\",\"at\":"
		"\"2026-09-21T14:13:20Z\",\"stored_at\":null,\"author\":"
		"\"MA-SPOC-0001\",\"approver\":\"\",\"effect\":\"waiting\","
		"\"code\":null,\"state\":\"sent\",\"bound\":false,\"alone\":"
		"false,\"passkey\":null,\"position\":"
		"null,\"receipt\":null,\"fields\":null}],\"clocks\":[{\"name\":"
		"\"provisional\",\"late\":\"release\",\"due_local\":[],\"due_"
		"at\":"
		"\"2026-09-21T14:13:20Z\",\"stopped\":false,\"paused\":false,"
		"\"expires\":false,\"overdue\":true,"
		"\"suspended\":false,\"stopped_hours\":0},{\"name\":\"answer\","
		"\"late\":null,"
		"\"due_at\":null,\"due_local\":[],\"stopped\":true,\"paused\":"
		"false,"
		"\"expires\":false,\"overdue\":false,"
		"\"suspended\":false,\"stopped_hours\":0}]}");
	json_decref(fields);
}

static void test_api_encode__a_draft_is_yours_only_if_you_may_decide(void **s)
{
	struct wasl_node_draft d = {
		.draft = {.id = 7,
			  .author_id = 1,
			  .kind = "arrest",
			  .act = "open",
			  .roles = WASL_ROLE_BIT(WASL_ROLE_VALIDATOR)},
		.peer = "paris.pn",
		.ref = "",
		.author = "MA-SPOC-0001",
	};
	const struct {
		int64_t id;
		uint32_t roles;
		wasl_draft_state state;
		bool yours;
	} cases[] = {
		{2, WASL_ROLE_BIT(WASL_ROLE_VALIDATOR), WASL_DRAFT_WAITING,
		 true},
		{1, WASL_ROLE_BIT(WASL_ROLE_VALIDATOR), WASL_DRAFT_WAITING,
		 false},
		{2, WASL_ROLE_BIT(WASL_ROLE_DUTY), WASL_DRAFT_WAITING, false},
		{2, WASL_ROLE_BIT(WASL_ROLE_VALIDATOR), WASL_DRAFT_RETURNED,
		 false},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wasl_user actor = {.id = cases[i].id,
					  .roles = cases[i].roles};
		d.draft.state = cases[i].state;
		json_t *v = api_draft(&d, &actor, false);
		assert_int_equal(json_is_true(json_object_get(v, "yours")),
				 cases[i].yours);
		assert_null(json_object_get(v, "fields"));
		json_decref(v);
	}
}

static void test_api_encode__verification_is_good_only_when_finished(void **s)
{
	struct wasl_node_verified log = {.origin = "a/line/b", .entries = 9};
	struct wasl_node_verify job = {
		.done = 9, .total = 9, .micros = 3, .logs = &log, .n_logs = 1};
	json_t *v;
	(void)s;
	v = api_verify(&job);
	assert_true(json_is_false(json_object_get(v, "ok")));
	json_decref(v);
	job.finished = true;
	v = api_verify(&job);
	assert_true(json_is_true(json_object_get(v, "ok")));
	assert_int_equal(
		json_integer_value(json_object_get(v, "entries_per_second")),
		3000000);
	json_decref(v);
	job.fault = "a root differs";
	v = api_verify(&job);
	assert_true(json_is_false(json_object_get(v, "ok")));
	json_decref(v);
}

static void test_api_encode__every_builtin_kind_is_told_whole(void **s)
{
	struct wasl_library library;
	struct wasl_err err;
	(void)s;
	wasl_library_init(&library);
	if (wasl_library_add_builtin(&library, &err) != WASL_OK)
		fail_msg("%s", err.text);
	assert_true(library.n_kinds > 0);
	for (size_t i = 0; i < library.n_kinds; i++) {
		const struct wasl_kind *kind = library.kinds[i];
		json_t *v = api_kind(kind);
		assert_non_null(v);
		assert_int_equal(json_array_size(json_object_get(v, "acts")),
				 kind->n_acts);
		json_decref(v);
	}
	wasl_library_deinit(&library);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_api_encode__instants_and_hashes_are_null_when_unset),
		cmocka_unit_test(
			test_api_encode__a_last_day_is_the_one_that_was_given),
		cmocka_unit_test(
			test_api_encode__problem_carries_every_finding),
		cmocka_unit_test(
			test_api_encode__a_field_at_fault_is_a_finding),
		cmocka_unit_test(test_api_encode__user),
		cmocka_unit_test(test_api_encode__dossier_with_both_sides_acts),
		cmocka_unit_test(
			test_api_encode__a_draft_is_yours_only_if_you_may_decide),
		cmocka_unit_test(
			test_api_encode__verification_is_good_only_when_finished),
		cmocka_unit_test(
			test_api_encode__every_builtin_kind_is_told_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
