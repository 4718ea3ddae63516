/* Goal: a hit is decided by two persons, by a supervisor where they differ, by
 * nobody twice, and what was decided goes with the persons. */
#include "nodes.h"

#include "desk/access.h"
#include "node/decision.h"
#include "node/search.h"
#include "node/state.h"
#include "node/task.h"
#include "node/writer.h"

#include <poll.h>
#include <time.h>

#define HIM	   "Salim El Mitali El Khayali"
#define NAME	   WASL_TEXT(HIM)
#define SAME	   WASL_DECISION_SAME
#define NOT	   WASL_DECISION_NOT_SAME
#define CANNOT	   WASL_DECISION_CANNOT_TELL
#define ARENA	   ((size_t)16 * 1024 * 1024)
#define PATIENCE_S 120
#define REASON	   "vu la photographie 7c1e"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const enum wasl_decision_answer answers[] = {SAME, NOT, CANNOT};

/* Two dossiers on one person; officers beside those of nodes.c. */
static struct test_pair pair;
static struct test_node *node = &pair.rabat;
static char one[40], two[40];
static struct wasl_user second; /* an operator too */
static struct wasl_user far;	/* of a unit that has neither dossier */

/* --- set-up --------------------------------------------------------------- */

static void add(struct wasl_user *out, const char *name, const char *unit,
		uint32_t roles)
{
	const struct wasl_user_new user = {
		.side = wasl_text_of(node->side.code),
		.name = wasl_text_of(name),
		.unit = wasl_text_of(unit),
		.roles = roles,
	};
	bool waits;

	check_ok(wasl_node_user_add(node->node, out, &waits, &node->admin,
				    &user, NULL));
	assert_true(waits);
	check_ok(wasl_node_user_add(node->node, out, &waits,
				    &node->directors[0], &user, NULL));
	assert_false(waits);
}

static wasl_status search(struct wasl_arena *arena, struct wasl_node_found *out,
			  const char *ref)
{
	const struct wasl_search_person person = {.name = NAME,
						  .ref = wasl_text_of(ref)};

	return wasl_node_search(node->node, arena, out, &person,
				(wasl_text){NULL, 0}, &node->officer, NULL);
}

/* NULL: none. */
static const struct wasl_search_hit *hit_of(const struct wasl_node_found *found,
					    const char *ref)
{
	for (size_t i = 0; i < found->n_hits; i++)
		if (strcmp(found->hits[i].ref, ref) == 0)
			return &found->hits[i];
	return NULL;
}

/* There is one. */
static const struct wasl_node_decision *
decision_of(const struct wasl_node_found *found, const char *ref)
{
	const struct wasl_search_hit *hit = hit_of(found, ref);

	if (hit == NULL)
		fail_msg("%s is not found", ref);
	return hit == NULL ? NULL : hit->decision;
}

/* Is the other dossier's person found for the one? */
static bool is_known(const char *ref, const char *other)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_found found;

	return search(&arena, &found, ref) == WASL_OK && !found.unmatched &&
	       hit_of(&found, other) != NULL;
}

static void await_known(void)
{
	time_t begun = time(NULL);

	while (!is_known(one, two) || !is_known(two, one)) {
		if (time(NULL) > begun + PATIENCE_S)
			fail_msg("the persons are not found");
		poll(NULL, 0, 5);
	}
}

static int setup(void **state)
{
	(void)state;
	nodes_start(&pair);
	nodes_agree(&pair);
	add(&second, "operator2", "BCN", WASL_ROLE_BIT(WASL_ROLE_OPERATOR));
	add(&far, "far", "PJ", WASL_ROLE_BIT(WASL_ROLE_UNIT));
	node_open(&pair.paris, "arrest", "arrest-request.json", one);
	node_open(&pair.paris, "arrest", "arrest-request.json", two);
	await_state(node, one, "sent");
	await_state(node, two, "sent");
	await_known();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	nodes_end(&pair);
	return 0;
}

/* --- what a test does ----------------------------------------------------- */

static struct wasl_opinion_new opinion(enum wasl_decision_answer answer)
{
	return (struct wasl_opinion_new){
		.ref = wasl_text_of(one),
		.name = NAME,
		.other = wasl_text_of(two),
		.answer = answer,
		.reason = WASL_TEXT(REASON),
		.again = true,
	};
}

/* The first opinion of a new decision; its number. */
static int64_t begin(enum wasl_decision_answer answer)
{
	const struct wasl_opinion_new first = opinion(answer);
	int64_t id = 0;

	check_ok(wasl_node_decide(node->node, &id, &first, &node->officer,
				  NULL));
	assert_true(id > 0);
	return id;
}

static wasl_status also(int64_t id, enum wasl_decision_answer answer,
			const struct wasl_user *actor)
{
	struct wasl_err err;

	return wasl_node_decide_on(node->node, id, answer, WASL_TEXT(REASON),
				   actor, &err);
}

static struct wasl_node_decision read_one(struct wasl_arena *arena, int64_t id)
{
	struct wasl_node_decision *all;
	size_t n, hidden;

	check_ok(wasl_node_decision_list(node->node, arena, &all, &n, &hidden,
					 wasl_text_of(one), &node->officer,
					 NULL));
	assert_int_equal(hidden, 0);
	for (size_t i = 0; i < n; i++)
		if (all[i].id == id)
			return all[i];
	fail_msg("no decision %lld", (long long)id);
	return (struct wasl_node_decision){0};
}

static void check(int64_t id, enum wasl_decision_state state,
		  enum wasl_decision_answer answer, size_t opinions)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_decision d = read_one(&arena, id);

	assert_int_equal(d.state, state);
	assert_int_equal(d.answer, answer);
	assert_int_equal(d.n_opinions, opinions);
}

/* What is a task of somebody's: "", "second" or "differs". */
static const char *waits(struct wasl_arena *arena,
			 const struct wasl_user *actor)
{
	const struct wasl_node_task_ask ask = {.whose = WASL_NODE_MINE,
					       .limit = WASL_NODE_TASKS_MAX};
	struct wasl_node_tasks page;

	check_ok(wasl_node_task_list(node->node, arena, &page, &ask, actor,
				     NULL));
	for (size_t i = 0; i < page.n; i++)
		if (page.tasks[i].sort == WASL_TASK_DECISION)
			return page.tasks[i].what;
	return "";
}

/* --- two, or three -------------------------------------------------------- */

/* Every pair of answers, and every third where they differ. */
static void
test_node_decision__two_that_agree_decide_else_a_supervisor(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(answers) * N(answers) * N(answers); i++) {
		enum wasl_decision_answer a = answers[i / 9];
		enum wasl_decision_answer b = answers[i / 3 % 3];
		enum wasl_decision_answer c = answers[i % 3];
		int64_t id = begin(a);

		check(id, WASL_DECISION_SECOND, WASL_DECISION_NONE, 1);
		check_ok(also(id, b, &second));
		if (a == b) {
			check(id, WASL_DECISION_DECIDED, a, 2);
			continue;
		}
		check(id, WASL_DECISION_DIFFERS, WASL_DECISION_NONE, 2);
		check_ok(also(id, c, &node->validators[0]));
		check(id, WASL_DECISION_DECIDED, c, 3);
	}
}

static void test_node_decision__nobody_says_it_twice(void **state)
{
	const struct wasl_opinion_new anew = opinion(SAME);
	int64_t id = begin(SAME), other;

	(void)state;
	check_status(also(id, SAME, &node->officer), WASL_DENIED);
	/* Nor by the pair, and `again` opens no second one beside it. */
	check_status(wasl_node_decide(node->node, &other, &anew, &node->officer,
				      NULL),
		     WASL_DENIED);
	check(id, WASL_DECISION_SECOND, WASL_DECISION_NONE, 1);
	check_ok(also(id, NOT, &node->validators[0]));
	/* A supervisor who is one of the two is none here. */
	check_status(also(id, SAME, &node->validators[0]), WASL_DENIED);
	/* A third who is no supervisor does not settle it. */
	check_status(also(id, SAME, &second), WASL_DENIED);
	check(id, WASL_DECISION_DIFFERS, WASL_DECISION_NONE, 2);
	check_ok(also(id, NOT, &node->validators[1]));
	check(id, WASL_DECISION_DECIDED, NOT, 3);
	check_status(also(id, SAME, &node->duty), WASL_CONFLICT);
	check(id, WASL_DECISION_DECIDED, NOT, 3);
}

static void
test_node_decision__a_decided_pair_is_opened_anew_only_if_asked(void **state)
{
	struct wasl_opinion_new more = opinion(SAME);
	int64_t id = begin(NOT), later;

	(void)state;
	check_ok(also(id, NOT, &second));
	more.again = false;
	check_status(wasl_node_decide(node->node, &later, &more, &second, NULL),
		     WASL_CONFLICT);
	more.again = true;
	check_ok(wasl_node_decide(node->node, &later, &more, &second, NULL));
	assert_true(later > id);
	check(id, WASL_DECISION_DECIDED, NOT, 2);
	check(later, WASL_DECISION_SECOND, WASL_DECISION_NONE, 1);
	check_ok(also(later, SAME, &node->officer));
}

/* --- who ------------------------------------------------------------------ */

/* Opinions in the access log. */
static int64_t logged(void)
{
	char text[64];

	snprintf(text, sizeof(text),
		 "SELECT COUNT(*) FROM access WHERE what = %d",
		 WASL_ACCESS_DECIDE);
	return node_sql(node, text);
}

static void test_node_decision__right_and_need_to_know_hold(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_decision *all;
	const struct wasl_opinion_new mine = opinion(SAME);
	size_t n, hidden;
	int64_t id = begin(SAME), other;
	int64_t before = logged();

	(void)state;
	check_status(also(id, SAME, &node->dpo), WASL_DENIED);
	check_status(also(id, SAME, &far), WASL_DENIED);
	check_status(wasl_node_decide(node->node, &other, &mine, &far, NULL),
		     WASL_DENIED);
	check_status(wasl_node_decision_list(node->node, &arena, &all, &n,
					     &hidden, wasl_text_of(one), &far,
					     NULL),
		     WASL_DENIED);
	check_status(also(id + 1000, SAME, &second), WASL_NOT_FOUND);
	check(id, WASL_DECISION_SECOND, WASL_DECISION_NONE, 1);
	assert_int_equal(logged(), before);
	check_ok(also(id, SAME, &second));
	assert_int_equal(logged(), before + 1);
	assert_int_equal(node_sql(node, "SELECT officer_id FROM access "
					"ORDER BY id DESC LIMIT 1"),
			 second.id);
}

static void test_node_decision__it_is_a_task_of_those_who_may_say(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	int64_t id = begin(SAME);

	(void)state;
	assert_string_equal(waits(&arena, &node->officer), "");
	assert_string_equal(waits(&arena, &second), "second");
	assert_string_equal(waits(&arena, &far), "");
	check_ok(also(id, CANNOT, &second));
	assert_string_equal(waits(&arena, &second), "");
	assert_string_equal(waits(&arena, &node->duty), "");
	assert_string_equal(waits(&arena, &node->validators[0]), "differs");
	check_ok(also(id, SAME, &node->validators[0]));
	assert_string_equal(waits(&arena, &node->validators[1]), "");
}

/* --- what is refused ------------------------------------------------------ */

static void test_node_decision__what_is_no_hit_opens_nothing(void **state)
{
	static char longer[WASL_DECISION_REASON_MAX + 2];
	static const struct {
		const char *name, *other, *list, *record;
		wasl_text reason;
		wasl_status status;
		const char *field;
	} bad[] = {
		{HIM, two, "", "", {"", 0}, WASL_SCHEMA, "/reason"},
		{HIM,
		 two,
		 "",
		 "",
		 {longer, N(longer) - 1},
		 WASL_SCHEMA,
		 "/reason"},
		{HIM, two, "", "", {"\xff", 1}, WASL_SCHEMA, "/reason"},
		{HIM, "", "", "", {"x", 1}, WASL_SCHEMA, "/other"},
		{HIM, "", "avis", "", {"x", 1}, WASL_SCHEMA, "/other"},
		{HIM, two, "avis", "1", {"x", 1}, WASL_SCHEMA, "/other"},
		{HIM, one, "", "", {"x", 1}, WASL_CONFLICT, "/other"},
		{"Jeanne Toutautre",
		 two,
		 "",
		 "",
		 {"x", 1},
		 WASL_NOT_FOUND,
		 "/name"},
		{HIM, "", "avis", "1", {"x", 1}, WASL_NOT_FOUND, ""},
		{HIM,
		 "MA-2026-ARR-999999",
		 "",
		 "",
		 {"x", 1},
		 WASL_NOT_FOUND,
		 ""},
	};
	int64_t before = node_sql(node, "SELECT COUNT(*) FROM decision");

	(void)state;
	memset(longer, 'a', sizeof(longer) - 1);
	for (size_t i = 0; i < N(bad); i++) {
		const struct wasl_opinion_new o = {
			.ref = wasl_text_of(one),
			.name = wasl_text_of(bad[i].name),
			.other = wasl_text_of(bad[i].other),
			.list = wasl_text_of(bad[i].list),
			.record = wasl_text_of(bad[i].record),
			.reason = bad[i].reason,
			.answer = SAME,
			.again = true,
		};
		struct wasl_err err = {0};
		int64_t id;

		check_status(
			wasl_node_decide(node->node, &id, &o, &second, &err),
			bad[i].status);
		assert_string_equal(err.field, bad[i].field);
	}
	assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM decision"),
			 before);
}

static void test_node_decision__answers_are_three_words(void **state)
{
	static const char *const no[] = {"", "Same", "same ", "yes", "second"};
	enum wasl_decision_answer answer;
	struct wasl_err err;

	(void)state;
	for (size_t i = 0; i < N(answers); i++) {
		const char *word = wasl_decision_answer_name(answers[i]);

		check_ok(wasl_decision_answer_parse(&answer, wasl_text_of(word),
						    &err));
		assert_int_equal(answer, answers[i]);
	}
	for (size_t i = 0; i < N(no); i++)
		check_status(wasl_decision_answer_parse(
				     &answer, wasl_text_of(no[i]), &err),
			     WASL_SCHEMA);
}

/* --- it is remembered, and goes ------------------------------------------- */

static void
test_node_decision__a_search_shows_it_from_either_dossier(void **state)
{
	const char *const from[] = {one, two};
	int64_t id = begin(NOT);

	(void)state;
	check_ok(also(id, NOT, &second));
	for (size_t i = 0; i < 2; i++) {
		wasl_autoarena arena = wasl_arena_init(ARENA);
		const struct wasl_node_decision *d;
		struct wasl_node_found found;

		check_ok(search(&arena, &found, from[i]));
		d = decision_of(&found, from[1 - i]);
		if (d == NULL) {
			fail_msg("nothing is decided");
			return;
		}
		assert_int_equal(d->id, id);
		assert_int_equal(d->answer, NOT);
		assert_false(d->changed);
		assert_int_equal(d->n_opinions, 2);
		assert_string_equal(d->opinions[0].officer, "operator");
		assert_string_equal(d->opinions[1].officer, "operator2");
		/* Why stands in the dossier's list only. */
		assert_null(d->opinions[0].reason);
		assert_null(decision_of(&found, from[i]));
	}
}

static void test_node_decision__reasons_are_sealed_and_read_again(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_decision d;
	int64_t id = begin(SAME);

	(void)state;
	check_ok(also(id, SAME, &second));
	assert_int_equal(node_sql(node,
				  "SELECT COUNT(*) FROM opinion WHERE "
				  "instr(sealed, CAST('7c1e' AS BLOB)) > 0"),
			 0);
	node_down(node);
	node_up(node);
	await_known();
	d = read_one(&arena, id);
	assert_string_equal(d.ref, one);
	assert_string_equal(d.other, two);
	assert_true(d.name[0] != '\0');
	assert_string_equal(d.opinions[1].reason, REASON);
}

struct drop_job {
	struct node_job job;
	struct wasl_dossier_id id;
};

static wasl_status drop_run(struct wasl_node *of, struct store_tx *tx,
			    struct node_job *job)
{
	(void)of;
	return node_decision_drop_dossier(tx, &((struct drop_job *)job)->id,
					  &job->err);
}

/* As when both sides have erased it. */
static void drop(const char *ref)
{
	struct drop_job job = {.job = {.run = drop_run}};
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_view view;

	node_show(node, &arena, &view, ref);
	memcpy(job.id.b, view.row.id, sizeof(job.id.b));
	wasl_node_view_deinit(&view);
	check_ok(node_writer_call(node->node->writer, &job.job, NULL));
}

static void test_node_decision__it_goes_with_either_dossier(void **state)
{
	const char *const of[] = {one, two};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		int64_t id = begin(NOT);

		check_ok(also(id, SAME, &second));
		drop(of[i]);
		assert_int_equal(
			node_sql(node, "SELECT COUNT(*) FROM decision"), 0);
		assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM opinion"),
				 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_node_decision__two_that_agree_decide_else_a_supervisor),
		cmocka_unit_test(test_node_decision__nobody_says_it_twice),
		cmocka_unit_test(
			test_node_decision__a_decided_pair_is_opened_anew_only_if_asked),
		cmocka_unit_test(
			test_node_decision__right_and_need_to_know_hold),
		cmocka_unit_test(
			test_node_decision__it_is_a_task_of_those_who_may_say),
		cmocka_unit_test(
			test_node_decision__what_is_no_hit_opens_nothing),
		cmocka_unit_test(test_node_decision__answers_are_three_words),
		cmocka_unit_test(
			test_node_decision__a_search_shows_it_from_either_dossier),
		cmocka_unit_test(
			test_node_decision__reasons_are_sealed_and_read_again),
		cmocka_unit_test(
			test_node_decision__it_goes_with_either_dossier),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
