/* Goal: what two nodes show of the same dossier is the same, and says what the
 * line has made certain. */
#include "nodes.h"

#include "node/acts.h"
#include "node/list.h"

static struct test_pair pair;

static int setup(void **state)
{
	(void)state;
	nodes_start(&pair);
	nodes_agree(&pair);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	nodes_end(&pair);
	return 0;
}

/* A request of Paris and its acknowledgement, bound on both sides. */
static void open_acknowledged(char ref[static 40])
{
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	node_act(&pair.rabat, ref, "ack", "arrest-ack.json");
	await_state(&pair.paris, ref, "acknowledged");
	await_quiet(&pair);
	await_bound(&pair.paris, ref);
	await_bound(&pair.rabat, ref);
}

static void test_node_view__both_sides_show_the_same_acts(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view paris;
	struct wasl_node_view rabat;
	char ref[40];

	(void)state;
	open_acknowledged(ref);
	node_show(&pair.paris, &arena, &paris, ref);
	node_show(&pair.rabat, &arena, &rabat, ref);
	assert_int_equal(paris.n_acts, 2);
	assert_int_equal(rabat.n_acts, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct wasl_node_act_view *a = &paris.acts[i];
		const struct wasl_node_act_view *b = &rabat.acts[i];

		assert_string_equal(a->name, b->name);
		assert_string_equal(a->author, b->author);
		assert_string_equal(a->approver, b->approver);
		assert_string_equal(a->state, b->state);
		assert_int_equal(a->effect, WASL_NODE_TOOK);
		assert_int_equal(b->effect, WASL_NODE_TOOK);
		assert_int_equal(a->index, b->index);
		assert_int_equal(a->time, b->time);
		assert_int_equal(a->own, !b->own);
		assert_true(a->bound && b->bound);
		assert_true(a->receipt > a->index);
		assert_int_equal(a->receipt, b->receipt);
		assert_int_equal(a->receipted_at, b->receipted_at);
		assert_true(json_equal(a->fields, b->fields));
	}
	assert_string_equal(paris.acts[0].name, "open");
	assert_string_not_equal(paris.acts[0].approver, "");
	assert_string_equal(paris.row.due, rabat.row.due);
	assert_int_equal(paris.row.due_at, rabat.row.due_at);
	wasl_node_view_deinit(&paris);
	wasl_node_view_deinit(&rabat);
}

static bool offers(const struct wasl_node_view *view, const char *act)
{
	for (size_t i = 0; i < view->n_can; i++)
		if (strcmp(view->can[i], act) == 0)
			return true;
	return false;
}

static void assert_usual(const struct wasl_node_view *view, const char *field,
			 const char *is)
{
	const char *said =
		json_string_value(json_object_get(view->usual, field));

	assert_non_null(said);
	assert_string_equal(said, is);
}

static void test_node_view__offers_what_side_and_role_allow(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view view;
	char ref[40];

	(void)state;
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	check_ok(wasl_node_show(pair.rabat.node, &arena, &view,
				wasl_text_of(ref), &pair.rabat.duty, NULL));
	assert_true(offers(&view, "ack"));
	assert_false(offers(&view, "open"));
	assert_false(offers(&view, "arrested"));
	/* Basis of its own side, the rest as the opening says. */
	assert_usual(&view, "transfer_basis", "L0908_43");
	assert_usual(&view, "origin", "OWN");
	assert_usual(&view, "handling", "H1");
	assert_non_null(json_object_get(view.usual, "necessity"));
	wasl_node_view_deinit(&view);
	check_ok(wasl_node_show(pair.paris.node, &arena, &view,
				wasl_text_of(ref), &pair.paris.validators[0],
				NULL));
	assert_false(offers(&view, "ack"));
	assert_true(offers(&view, "withdraw"));
	assert_usual(&view, "transfer_basis", "LED37");
	wasl_node_view_deinit(&view);
}

static void test_node_view__line_dossier_has_its_acts_and_state(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view view;

	(void)state;
	node_show(&pair.rabat, &arena, &view, "LNK-paris.pn");
	assert_string_equal(view.row.kind, "line");
	assert_string_equal(view.row.state, "active");
	assert_true(view.n_acts >= 2);
	assert_string_equal(view.acts[0].name, "profile");
	assert_string_equal(view.acts[1].name, "agree");
	assert_non_null(json_object_get(view.acts[1].fields, "hash"));
	wasl_node_view_deinit(&view);
}

static void
test_node_view__reading_is_on_record_and_needs_the_right(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view view;
	struct wasl_node_row *rows;
	struct wasl_err err;
	int64_t before;
	size_t n;

	(void)state;
	before = node_sql(&pair.rabat, "SELECT COUNT(*) FROM access");
	node_show(&pair.rabat, &arena, &view, "LNK-paris.pn");
	wasl_node_view_deinit(&view);
	assert_int_equal(node_sql(&pair.rabat, "SELECT COUNT(*) FROM access"),
			 before + 1);
	assert_int_equal(node_sql(&pair.rabat, "SELECT officer_id FROM access "
					       "ORDER BY id DESC LIMIT 1"),
			 pair.rabat.officer.id);
	check_status(wasl_node_show(pair.rabat.node, &arena, &view,
				    WASL_TEXT("LNK-paris.pn"),
				    &pair.rabat.auditor, &err),
		     WASL_DENIED);
	check_status(wasl_node_show(pair.rabat.node, &arena, &view,
				    WASL_TEXT("MA-2026-ARR-999999"),
				    &pair.rabat.officer, &err),
		     WASL_NOT_FOUND);
	check_status(wasl_node_list(pair.rabat.node, &arena, &rows, &n, NULL,
				    &(struct wasl_node_filter){.limit = 10},
				    &pair.rabat.admin, &err),
		     WASL_DENIED);
	check_status(wasl_node_list(pair.rabat.node, &arena, &rows, &n, NULL,
				    &(struct wasl_node_filter){.limit = 501},
				    &pair.rabat.officer, &err),
		     WASL_SCHEMA);
}

static void test_node_view__list_filters_and_names_nobody(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_filter filter = {.limit = 500};
	struct wasl_node_row *rows;
	char ref[40];
	size_t all;
	size_t n;

	(void)state;
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	check_ok(wasl_node_list(pair.rabat.node, &arena, &rows, &all, NULL,
				&filter, &pair.rabat.officer, NULL));
	assert_true(all > 0);
	assert_string_equal(rows[0].kind, "arrest");
	assert_string_equal(rows[0].peer, "paris.pn");
	assert_false(rows[0].own);
	filter.state = WASL_TEXT("sent");
	check_ok(wasl_node_list(pair.rabat.node, &arena, &rows, &n, NULL,
				&filter, &pair.rabat.officer, NULL));
	assert_true(n > 0 && n <= all);
	filter.kind = WASL_TEXT("information");
	check_ok(wasl_node_list(pair.rabat.node, &arena, &rows, &n, NULL,
				&filter, &pair.rabat.officer, NULL));
	assert_int_equal(n, 0);
}

static void test_node_view__status_tells_how_far_the_line_is(void **state)
{
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	struct wasl_node_status status;
	struct wasl_node_status other;

	(void)state;
	await_quiet(&pair);
	check_ok(wasl_node_status_get(pair.paris.node, &arena, &status, NULL));
	check_ok(wasl_node_status_get(pair.rabat.node, &arena, &other, NULL));
	assert_string_equal(status.node, "paris.pn");
	assert_int_equal(status.n_alarms, 0);
	assert_string_equal(status.lines[0].phase, "open");
	assert_string_equal(status.lines[0].state, "active");
	assert_true(status.lines[0].bound <= status.lines[0].receipted);
	assert_string_equal(status.lines[0].partner_log,
			    other.lines[0].own_log);
	assert_int_equal(status.lines[0].own_size, other.lines[0].mirror_size);
	assert_memory_equal(status.lines[0].profile, other.lines[0].profile,
			    32);
	assert_int_equal(status.drafts, 0);
}

/* --- a page at a time ----------------------------------------------------- */

/* Does each act of `view` stand in `whole`, from `at` on? */
static void assert_stretch(const struct wasl_node_view *view,
			   const struct wasl_node_view *whole, size_t at)
{
	assert_true(at + view->n_acts <= whole->n_acts);
	for (size_t i = 0; i < view->n_acts; i++) {
		const struct wasl_node_act_view *a = &view->acts[i];
		const struct wasl_node_act_view *b = &whole->acts[at + i];

		assert_string_equal(a->name, b->name);
		assert_int_equal(a->own, b->own);
		assert_int_equal(a->index, b->index);
		assert_int_equal(a->effect, b->effect);
		assert_int_equal(a->bound, b->bound);
		assert_string_equal(a->state, b->state);
		assert_true(json_equal(a->fields, b->fields));
	}
	assert_int_equal(view->earlier, at > 0);
	assert_int_equal(view->later, at + view->n_acts < whole->n_acts);
	assert_int_equal(view->opening != NULL, at > 0);
	if (view->opening != NULL)
		assert_string_equal(view->opening->name, whole->acts[0].name);
	assert_int_equal(view->unbound, whole->unbound);
}

static void take_page(struct test_node *node, const char *ref,
		      const struct wasl_node_acts_page *page,
		      const struct wasl_node_view *whole, size_t at, size_t n)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view view;

	check_ok(wasl_node_acts(node->node, &arena, &view, wasl_text_of(ref),
				page, &node->officer, NULL));
	assert_int_equal(view.n_acts, n);
	assert_stretch(&view, whole, at);
	wasl_node_view_deinit(&view);
}

/* Every page of every size from every place, either way. */
static void assert_pages(struct test_node *node, const char *ref)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_acts_page page = {WASL_ACTS_FIRST, .limit = 1};
	struct wasl_node_view whole;
	size_t n;

	node_show(node, &arena, &whole, ref);
	n = whole.n_acts;
	for (page.limit = 1; page.limit <= n + 1; page.limit++) {
		size_t some = page.limit < n ? page.limit : n;

		page.from = WASL_ACTS_FIRST;
		take_page(node, ref, &page, &whole, 0, some);
		page.from = WASL_ACTS_NEWEST;
		take_page(node, ref, &page, &whole, n - some, some);
		for (size_t i = 0; i < n; i++) {
			size_t behind = n - i - 1;

			page.place = wasl_node_act_place(&whole.acts[i]);
			page.from = WASL_ACTS_BEFORE;
			some = page.limit < i ? page.limit : i;
			take_page(node, ref, &page, &whole, i - some, some);
			page.from = WASL_ACTS_AFTER;
			some = page.limit < behind ? page.limit : behind;
			take_page(node, ref, &page, &whole, i + 1, some);
		}
	}
	wasl_node_view_deinit(&whole);
}

static void test_node_view__pages_of_acts_are_stretches_of_all(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_acts_page page = {
		WASL_ACTS_AFTER, {false, true, 7, 1000000}, 5};
	struct wasl_node_view view;
	struct wasl_err err;
	char ref[40];

	(void)state;
	open_acknowledged(ref);
	assert_pages(&pair.paris, ref);
	assert_pages(&pair.rabat, "LNK-paris.pn");
	check_status(wasl_node_acts(pair.paris.node, &arena, &view,
				    wasl_text_of(ref), &page,
				    &pair.paris.officer, &err),
		     WASL_SCHEMA);
	assert_string_equal(err.field, "after");
}

/* --- what waits, what is sealed ------------------------------------------- */

static void test_node_view__what_waits_is_shown_without_a_place(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	const struct wasl_node_act_view *act;
	struct wasl_node_status status;
	struct wasl_node_view view;
	char ref[40];

	(void)state;
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	await_quiet(&pair);
	node_down(&pair.rabat);
	node_down(&pair.paris);
	node_up(&pair.paris);
	/* The partner has not told its head: no act gets an index. */
	node_act(&pair.paris, ref, "withdraw", "arrest-withdraw.json");
	node_show(&pair.paris, &arena, &view, ref);
	assert_int_equal(view.n_acts, 2);
	act = &view.acts[1];
	assert_string_equal(act->name, "withdraw");
	assert_int_equal(act->effect, WASL_NODE_WAITING);
	assert_false(act->bound);
	assert_int_equal(act->receipt, 0);
	assert_non_null(act->fields);
	assert_string_equal(view.row.state, "sent");
	wasl_node_view_deinit(&view);
	assert_pages(&pair.paris, ref);
	check_ok(wasl_node_status_get(pair.paris.node, &arena, &status, NULL));
	assert_int_equal(status.lines[0].waiting, 1);
	assert_false(status.lines[0].ready);
	node_up(&pair.rabat);
	await_state(&pair.rabat, ref, "withdrawn");
	await_state(&pair.paris, ref, "withdrawn");
	await_bound(&pair.paris, ref);
}

static void test_node_view__acts_without_a_key_are_shown_sealed(void **state)
{
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	struct wasl_node_view view;
	char text[256];
	char ref[40];

	(void)state;
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	await_quiet(&pair);
	snprintf(text, sizeof(text),
		 "UPDATE dossier SET wrapped = NULL WHERE ref = '%s'", ref);
	node_sql(&pair.rabat, text);
	node_show(&pair.rabat, &arena, &view, ref);
	assert_int_equal(view.n_acts, 1);
	assert_int_equal(view.acts[0].effect, WASL_NODE_SEALED);
	assert_null(view.acts[0].fields);
	assert_string_equal(view.row.state, "sent");
	assert_int_equal(view.n_can, 0);
	wasl_node_view_deinit(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_node_view__both_sides_show_the_same_acts),
		cmocka_unit_test(
			test_node_view__offers_what_side_and_role_allow),
		cmocka_unit_test(
			test_node_view__line_dossier_has_its_acts_and_state),
		cmocka_unit_test(
			test_node_view__reading_is_on_record_and_needs_the_right),
		cmocka_unit_test(test_node_view__list_filters_and_names_nobody),
		cmocka_unit_test(
			test_node_view__status_tells_how_far_the_line_is),
		cmocka_unit_test(
			test_node_view__pages_of_acts_are_stretches_of_all),
		cmocka_unit_test(
			test_node_view__what_waits_is_shown_without_a_place),
		cmocka_unit_test(
			test_node_view__acts_without_a_key_are_shown_sealed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
