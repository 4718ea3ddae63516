/* Goal: whoever has an open dossier is told of a list that comes later, once
 * for each edition that brings something, also over a restart; and nobody of an
 * erased dossier is known any more. */
#include "nodes.h"

#include "base/encode.h"
#include "node/known.h"
#include "node/search.h"
#include "node/state.h"
#include "node/watch.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#define HIM	   "Salim El Mitali El Khayali"
#define ARENA	   ((size_t)16 * 1024 * 1024)
#define PATIENCE_S 120
#define YEAR	   (365 * 86400)

static struct test_pair pair;
static struct test_node *node = &pair.paris;
static char ref[40];

static const char mapping[] = "{\"columns\":{\"ref\":\"ref\",\"name\":\"name\","
			      "\"birth\":\"birth\"}}";

static int setup(void **state)
{
	(void)state;
	nodes_start(&pair);
	nodes_agree(&pair);
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	nodes_end(&pair);
	return 0;
}

/* --- what a test does ----------------------------------------------------- */

/* Wait until a statement counts so many. */
static void await(const struct test_node *at, const char *sql, int64_t n)
{
	time_t begun = time(NULL);
	int64_t is;

	while ((is = node_sql(at, sql)) != n) {
		if (time(NULL) > begun + PATIENCE_S)
			fail_msg("%s: %lld", sql, (long long)is);
		poll(NULL, 0, 5);
	}
}

static void await_state_of(int64_t id, const char *state)
{
	time_t begun = time(NULL);

	for (;;) {
		wasl_autoarena arena = wasl_arena_init(ARENA);
		struct wasl_node_import import;

		check_ok(wasl_node_import_get(node->node, &arena, &import, id,
					      &node->officer, NULL));
		json_decref(import.report);
		if (strcmp(import.state, state) == 0) {
			assert_int_equal(import.taken, import.received);
			return;
		}
		if (time(NULL) > begun + PATIENCE_S)
			fail_msg("%s, not %s: %s", import.state, state,
				 import.why.text);
		poll(NULL, 0, 5);
	}
}

/* An edition of a list; the first one is approved. */
static void import(const char *name, const char *csv, bool first)
{
	const struct wasl_node_import_new what = {
		.terms = {.name = wasl_text_of(name),
			  .source = WASL_TEXT("an invented office"),
			  .basis = WASL_TEXT("an invented law"),
			  .retention_at = (int64_t)time(NULL) / YEAR * YEAR +
					  3 * (int64_t)YEAR},
		.format = WASL_READER_CSV,
		.mapping = wasl_text_bytes(wasl_text_of(mapping)),
		.refuse = true};
	wasl_bytes bytes = wasl_text_bytes(wasl_text_of(csv));
	int64_t id;

	check_ok(wasl_node_import_begin(node->node, &id, &what, &node->officer,
					NULL));
	check_ok(wasl_node_import_piece(node->node, id, 0, bytes,
					&node->officer, NULL));
	check_ok(wasl_node_import_end(node->node, id, &node->officer, NULL));
	await_state_of(id, first ? "waiting" : "in-force");
	if (first)
		check_ok(wasl_node_list_approve(node->node, wasl_text_of(name),
						&node->directors[0], NULL));
}

/* All that is in force was compared. */
static void await_compared(void)
{
	await(node,
	      "SELECT COUNT(*) FROM watch_list AS l WHERE l.generation > "
	      "COALESCE((SELECT c.generation FROM list_compared AS c WHERE "
	      "c.list_id = l.id), 0)",
	      0);
}

static int64_t lists(void)
{
	return node_sql(node, "SELECT SUM(lists) FROM known_before");
}

static int64_t tasks(void)
{
	return node_sql(node, "SELECT COUNT(*) FROM known_before");
}

static int64_t tellings(void)
{
	return node_sql(node, "SELECT COUNT(*) FROM change WHERE what = 6 AND "
			      "dossier_id IN (SELECT dossier_id FROM "
			      "known_before)");
}

/* Is he found here, in that dossier, or may he be yet? */
static bool is_known(struct test_node *at)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	const struct wasl_search_person person = {.name = WASL_TEXT(HIM)};
	struct wasl_node_found found;

	check_ok(wasl_node_search(at->node, &arena, &found, &person,
				  WASL_TEXT("an invented reason"), &at->officer,
				  NULL));
	for (size_t i = 0; i < found.n_hits; i++)
		if (strcmp(found.hits[i].ref, ref) == 0)
			return true;
	return !found.known.complete;
}

/* --- tests ---------------------------------------------------------------- */

#define HEAD	 "ref,name,birth\n"
#define STRANGER "1,Jeanne Autre Inconnue,1950-01-01\n"
#define HIS	 "2," HIM ",1987-03-02\n"

static void test_listed__a_list_that_comes_later_is_told_once(void **state)
{
	int64_t told;

	(void)state;
	import("later", HEAD STRANGER, true);
	await_compared();
	assert_int_equal(lists(), 0);
	import("later", HEAD STRANGER HIS, false);
	await_compared();
	assert_int_equal(lists(), 1);
	told = tellings();
	/* Nothing changed about him. */
	import("later", HEAD "1,Jeanne Autre Inconnue,1951-01-01\n" HIS, false);
	await_compared();
	assert_int_equal(tellings(), told);
	/* Something did: the same task comes again. */
	import("later", HEAD HIS "3,Jean Tiers Inventé,1940-01-01\n", false);
	import("later", HEAD "2," HIM ",1987-03-09\n", false);
	await_compared();
	assert_int_equal(lists(), 1);
	assert_int_equal(tasks(), 1);
	assert_true(tellings() > told);
}

static void test_listed__a_restart_goes_on_and_tells_nobody_twice(void **state)
{
	int64_t told;

	(void)state;
	import("second", HEAD STRANGER HIS, true);
	node_down(node);
	node_up(node);
	await_compared();
	assert_int_equal(lists(), 2);
	told = tellings();
	node_down(node);
	node_up(node);
	await_compared();
	assert_int_equal(tellings(), told);
}

static void test_listed__a_removed_list_takes_its_tasks_along(void **state)
{
	(void)state;
	check_ok(wasl_node_list_remove(node->node, WASL_TEXT("second"),
				       &node->directors[0], NULL));
	assert_int_equal(lists(), 1);
	check_ok(wasl_node_list_remove(node->node, WASL_TEXT("later"),
				       &node->directors[0], NULL));
	assert_int_equal(tasks(), 0);
	assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM known_list"), 0);
	assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM list_compared"),
			 0);
}

#define REMOVED                                                                \
	"{\"systems\":[\"an invented list\"],\"residual_copies\":\"none\"}"
#define CLOSE                                                                  \
	"{\"outcome\":\"NOT_FOUND\",\"fate\":\"NEVER_HELD\","                  \
	"\"reason\":\"an invented reason\"}"

/* Persons of open dossiers, once those of all are complete. */
static size_t of_open(void)
{
	struct node_known *known = node->node->known;
	struct node_known_state state;
	struct wasl_persons *all;
	size_t n;

	do {
		check_ok(node_known_get(known, &all, &state, NULL));
		n = wasl_persons_size(node_known_open(known)).persons;
		node_known_done(known);
	} while (!state.complete);
	return n;
}

static void test_listed__only_open_dossiers_are_asked(void **state)
{
	int64_t told = tellings();
	size_t n = of_open();

	(void)state;
	assert_true(n > 0);
	node_down(node); /* into a snapshot, and out of it */
	node_up(node);
	assert_int_equal(of_open(), n);
	node_act(node, ref, "withdraw", "arrest-withdraw.json");
	await_state(&pair.rabat, ref, "withdrawn");
	node_act(&pair.rabat, ref, "removed", REMOVED);
	await_state(node, ref, "removed");
	node_act(node, ref, "close", CLOSE);
	await_state(node, ref, "closed");
	assert_int_equal(of_open(), 0);
	import("closed", HEAD STRANGER HIS, true);
	await_compared();
	assert_int_equal(tellings(), told);
	node_down(node);
	node_up(node);
	assert_int_equal(of_open(), 0);
	assert_true(is_known(node));
}

static void await_unknown(struct test_node *at)
{
	time_t begun = time(NULL);

	while (is_known(at)) {
		if (time(NULL) > begun + PATIENCE_S)
			fail_msg("somebody of an erased dossier is found");
		poll(NULL, 0, 5);
	}
}

static void test_listed__nobody_of_an_erased_dossier_is_known(void **state)
{
	struct test_node *both[] = {&pair.rabat, &pair.paris};
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_view view;
	char fields[64], hex[33];

	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_true(is_known(both[i]));
	node_show(&pair.paris, &arena, &view, ref);
	wasl_hex_write(hex, wasl_bytes_of(view.row.id, 16));
	wasl_node_view_deinit(&view);
	snprintf(fields, sizeof(fields), "{\"dossier\":\"%s\"}", hex);
	node_act(&pair.rabat, "LNK-paris.pn", "erased", fields);
	await_quiet(&pair);
	for (size_t i = 0; i < 2; i++) {
		await_unknown(both[i]);
		node_down(both[i]);
		node_up(both[i]);
		await_unknown(both[i]);
	}
}

/* Of a dossier that was erased before there were marks, the line tells it: it
 * is marked at the next start, and its tasks go. */
static void
test_listed__what_was_erased_before_marks_stays_unknown(void **state)
{
	char path[128];

	(void)state;
	node_down(node);
	snprintf(path, sizeof(path), "%s/" NODE_KNOWN_FILE, node->side.dir);
	(void)unlink(path);
	(void)node_sql(node, "INSERT INTO known_before SELECT dossier_id, 1, "
			     "1, 1 FROM erased");
	(void)node_sql(node, "INSERT INTO known_list SELECT dossier_id, 1, 1 "
			     "FROM erased");
	(void)node_sql(node, "DELETE FROM erased");
	assert_int_equal(tasks(), 1);
	node_up(node);
	assert_int_equal(tasks(), 0);
	assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM known_list"), 0);
	assert_int_equal(node_sql(node, "SELECT COUNT(*) FROM erased"), 1);
	await_unknown(node);
}

/* --- an import that was left ---------------------------------------------- */

static uint64_t (*usual_ms)(void *ctx);

static uint64_t minute_later(void *ctx)
{
	return usual_ms(ctx) + 60 * UINT64_C(1000);
}

static wasl_status begin(int64_t *id, const struct wasl_user *officer)
{
	const struct wasl_node_import_new what = {
		.terms = {.name = WASL_TEXT("left"),
			  .source = WASL_TEXT("an invented office"),
			  .basis = WASL_TEXT("an invented law"),
			  .retention_at = (int64_t)time(NULL) + YEAR},
		.format = WASL_READER_CSV,
		.refuse = true};

	return wasl_node_import_begin(node->node, id, &what, officer, NULL);
}

/* Until all that came of it is read. */
static void await_taken(int64_t id, uint64_t n)
{
	time_t begun = time(NULL);
	uint64_t taken = 0;

	while (taken < n) {
		wasl_autoarena arena = wasl_arena_init(ARENA);
		struct wasl_node_import import;

		check_ok(wasl_node_import_get(node->node, &arena, &import, id,
					      &node->officer, NULL));
		json_decref(import.report);
		taken = import.taken;
		if (time(NULL) > begun + PATIENCE_S)
			fail_msg("%llu are taken", (unsigned long long)taken);
		poll(NULL, 0, 5);
	}
}

static void
test_listed__an_import_that_was_left_gives_way_to_its_officer(void **state)
{
	wasl_bytes some = wasl_text_bytes(WASL_TEXT("ref,name\n1,A B\n"));
	int64_t first, second;

	(void)state;
	check_ok(begin(&first, &node->officer));
	check_ok(wasl_node_import_piece(node->node, first, 0, some,
					&node->officer, NULL));
	await_taken(first, some.n);
	check_status(begin(&second, &node->officer), WASL_CONFLICT);
	usual_ms = node->node->clock.monotonic_ms;
	node->node->clock.monotonic_ms = minute_later;
	check_status(begin(&second, &node->directors[0]), WASL_CONFLICT);
	check_ok(begin(&second, &node->officer));
	node->node->clock.monotonic_ms = usual_ms;
	check_status(wasl_node_import_piece(node->node, first, some.n, some,
					    &node->officer, NULL),
		     WASL_CONFLICT);
	await_state_of(first, "dropped");
	/* Cancelled: the next need not ask whether it has ended. */
	check_ok(wasl_node_import_cancel(node->node, second, &node->officer,
					 NULL));
	check_ok(begin(&first, &node->officer));
	check_ok(wasl_node_import_cancel(node->node, first, &node->officer,
					 NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_listed__a_list_that_comes_later_is_told_once),
		cmocka_unit_test(
			test_listed__a_restart_goes_on_and_tells_nobody_twice),
		cmocka_unit_test(
			test_listed__a_removed_list_takes_its_tasks_along),
		cmocka_unit_test(test_listed__only_open_dossiers_are_asked),
		cmocka_unit_test(
			test_listed__nobody_of_an_erased_dossier_is_known),
		cmocka_unit_test(
			test_listed__what_was_erased_before_marks_stays_unknown),
		cmocka_unit_test(
			test_listed__an_import_that_was_left_gives_way_to_its_officer),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
