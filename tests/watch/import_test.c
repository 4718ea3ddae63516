/* Generations of lists: written beside, switched at once, swept, destroyed.
 * Every person is invented. */
#include "house.h"

#include <sqlite3.h>

static void test_watch_import__a_first_one_waits_for_a_second_person(void **s)
{
	struct house h;
	struct wasl_import *im;
	struct store_tx tx = {0};
	int64_t list;

	house_make(&h, s);
	im = house_import(&h, "un", "Q1=Amine Q2=Sarah");
	list = wasl_import_list(im);
	house_counts(im, 2, 0, 0, 0);
	assert_string_equal(house_all(&h, NOW), "");
	check_ok(wasl_store_begin(&tx, h.store, NULL));
	check_status(wasl_import_approve(&tx, list, IMPORTER, NOW, NULL),
		     WASL_DENIED);
	wasl_store_rollback(&tx);
	house_sweep(&h, list); /* takes nothing of what waits */
	house_approve(&h, list);
	assert_string_equal(house_all(&h, NOW), "Q1=Amine Q2=Sarah ");
	wasl_import_free(im);
	house_close(&h);
}

static void test_watch_import__again_is_a_difference(void **s)
{
	struct house h;
	struct wasl_import *im;
	json_t *report;

	house_make(&h, s);
	(void)house_list(&h, "un", "Q1=Amine Q2=Sarah Q3=Omar");
	im = house_import(&h, "un", "Q2=Sarah Q3=Omar-Ali Q4=Lina");
	assert_false(wasl_import_waits(im));
	house_counts(im, 1, 1, 1, 1);
	report = wasl_import_report(im);
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(report, "removed"), 0)),
			    "Q1");
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(report, "changed"), 0)),
			    "Q3");
	assert_string_equal(house_all(&h, NOW),
			    "Q2=Sarah Q3=Omar-Ali Q4=Lina ");
	check_ok(wasl_import_report_get(h.watch, &report, wasl_import_list(im),
					wasl_import_id(im), NULL));
	assert_true(json_equal(report, wasl_import_report(im)));
	json_decref(report);
	wasl_import_free(im);
	im = house_import(&h, "un", "Q4=Lina Q3=Omar-Ali Q2=Sarah");
	house_counts(im, 0, 0, 3, 0);
	wasl_import_free(im);
	house_close(&h);
}

static void test_watch_import__many_chunks_are_one_generation(void **s)
{
	struct house h;
	struct wasl_import_terms terms = house_terms("many");
	struct wasl_import *im;
	char ref[16];

	house_make(&h, s);
	for (int round = 0; round < 3; round++) {
		im = house_begin(&h, &terms);
		for (int i = 0; i < 3 * WASL_IMPORT_CHUNK; i++) {
			if (round == 2 && i % 3 == 0)
				continue;
			snprintf(ref, sizeof(ref), "R%d", i);
			check_ok(house_add(&h, im, ref,
					   round > 0 && i % 5 == 0 ? "Zineb"
								   : "Amine"));
		}
		house_finish(&h, im);
		if (round == 0)
			house_approve(&h, wasl_import_list(im));
		if (round == 1)
			house_counts(im, 0, 154, 614, 0);
		if (round == 2)
			house_counts(im, 0, 0, 512, 256);
		house_sweep(&h, wasl_import_list(im));
		wasl_import_free(im);
	}
	house_close(&h);
}

static void test_watch_import__a_reference_counts_once(void **s)
{
	struct house h;
	struct wasl_import_terms terms = house_terms("un");
	struct wasl_import *im;

	house_make(&h, s);
	(void)house_list(&h, "un", "Q1=Amine Q2=Sarah");
	im = house_begin(&h, &terms);
	check_ok(house_add(&h, im, "Q1", "Amine")); /* unchanged */
	check_status(house_add(&h, im, "Q1", "Amina"), WASL_EXISTS);
	check_ok(house_add(&h, im, "Q2", "Sara")); /* changed */
	check_status(house_add(&h, im, "Q2", "Sarah"), WASL_EXISTS);
	check_ok(house_add(&h, im, "Q3", "Omar")); /* added */
	check_status(house_add(&h, im, "Q3", "Omar"), WASL_EXISTS);
	house_write(&h, im); /* the same beyond a chunk's end */
	check_status(house_add(&h, im, "Q1", "Amine"), WASL_EXISTS);
	check_status(house_add(&h, im, "Q2", "Sara"), WASL_EXISTS);
	check_status(house_add(&h, im, "Q3", "Omar"), WASL_EXISTS);
	house_finish(&h, im);
	house_counts(im, 1, 1, 1, 0);
	wasl_import_free(im);
	house_close(&h);
}

static void test_watch_import__two_of_one_list_are_refused(void **s)
{
	struct house h;
	struct wasl_import_terms terms = house_terms("un");
	struct wasl_import *first, *second = NULL;
	struct store_tx tx = {0};

	house_make(&h, s);
	first = house_begin(&h, &terms);
	check_ok(wasl_store_begin(&tx, h.store, NULL));
	check_status(wasl_import_begin(&second, &tx, h.watch, &terms, IMPORTER,
				       NOW, NULL),
		     WASL_CONFLICT);
	wasl_store_rollback(&tx);
	assert_null(second);
	wasl_import_free(first);
	house_close(&h);
}

/* What is left of a dropped generation may not become part of the next. */
static void check_not_ready(struct house *h,
			    const struct wasl_import_terms *terms)
{
	struct wasl_import *im = NULL;
	struct store_tx tx = {0};

	check_ok(wasl_store_begin(&tx, h->store, NULL));
	check_status(wasl_import_begin(&im, &tx, h->watch, terms, IMPORTER, NOW,
				       NULL),
		     WASL_NOT_READY);
	wasl_store_rollback(&tx);
}

/* A crash at any step of a second import leaves the first. */
static void test_watch_import__an_end_in_the_middle_leaves_the_old(void **s)
{
	struct house h;
	struct wasl_import_terms terms = house_terms("un");
	int64_t list;

	house_make(&h, s);
	list = house_list(&h, "un", "Q1=Amine Q2=Sarah");
	for (int step = 0; step < 4; step++) {
		struct wasl_import *im = house_begin(&h, &terms);
		bool more;

		if (step > 0)
			check_ok(house_add(&h, im, "Q1", "Amina"));
		if (step > 1)
			house_write(&h, im);
		if (step > 2) {
			check_ok(wasl_import_missing(im, &more, NULL));
			house_write(&h, im);
		}
		wasl_import_free(im);
		house_close(&h);
		house_open(&h, false);
		assert_string_equal(house_all(&h, NOW), "Q1=Amine Q2=Sarah ");
		IN_TX(&h, wasl_import_recover(&tx, NOW, NULL));
		if (step > 1)
			check_not_ready(&h, &terms);
		house_sweep(&h, list);
		assert_string_equal(house_all(&h, NOW), "Q1=Amine Q2=Sarah ");
	}
	wasl_import_free(house_import(&h, "un", "Q1=Amina"));
	house_sweep(&h, list);
	assert_string_equal(house_all(&h, NOW), "Q1=Amina ");
	house_close(&h);
}

static void test_watch_import__other_terms_wait_for_a_second_person(void **s)
{
	struct house h;
	struct wasl_import_terms terms = house_terms("un");
	struct wasl_import *im;
	struct wasl_watch_list list;
	struct store_reader r = {0};
	struct wasl_arena arena = wasl_arena_init(4096);

	house_make(&h, s);
	(void)house_list(&h, "un", "Q1=Amine");
	terms.retention_at += 86400;
	terms.source = terms.basis = (wasl_text){NULL, 0};
	im = house_begin(&h, &terms);
	assert_true(wasl_import_waits(im));
	check_ok(house_add(&h, im, "Q9", "Lina"));
	house_finish(&h, im);
	assert_string_equal(house_all(&h, NOW), "Q1=Amine ");
	IN_TX(&h,
	      wasl_import_return(&tx, wasl_import_list(im), SECOND, NOW, NULL));
	house_sweep(&h, wasl_import_list(im));
	wasl_import_free(im);
	assert_string_equal(house_all(&h, NOW), "Q1=Amine ");
	check_ok(wasl_store_read(&r, h.store, NULL));
	check_ok(wasl_watch_list_named(&r, &arena, &list, WASL_TEXT("un"),
				       NULL));
	assert_int_equal(list.retention_at, RETENTION);
	wasl_store_read_end(&r);
	wasl_arena_deinit(&arena);
	house_close(&h);
}

/* Rows of a table, by a connection of our own. */
static int64_t count(struct house *h, const char *sql)
{
	char path[SCRATCH_MAX + 8];
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int64_t n;

	snprintf(path, sizeof(path), "%s/db", h->dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static void test_watch_import__one_returned_at_first_leaves_no_list(void **s)
{
	struct house h;
	struct wasl_import *im;

	house_make(&h, s);
	im = house_import(&h, "un", "Q1=Amine");
	IN_TX(&h, wasl_import_return(&tx, wasl_import_list(im), IMPORTER, NOW,
				     NULL));
	house_sweep(&h, wasl_import_list(im));
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_list"), 0);
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_record"), 0);
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_import"), 0);
	wasl_import_free(im);
	house_close(&h);
}

static void test_watch_import__what_ended_keeps_nothing_personal(void **s)
{
	struct house h;
	int64_t list;

	house_make(&h, s);
	list = house_list(&h, "un", "Q1=Amine Q2=Sarah");
	wasl_import_free(house_import(&h, "un", "Q1=Amina"));
	house_sweep(&h, list);
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_record WHERE "
				   "ended <> 0 AND sealed IS NULL AND ref IS "
				   "NULL AND hash IS NULL"),
			 2);
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_record"), 3);
	house_close(&h);
}

static void test_watch_remove__destroys_key_and_rows(void **s)
{
	struct house h;
	struct wasl_secret key;
	struct wasl_keyd_dossier ask = {.key = &key};
	struct store_reader r = {0};
	struct wasl_rows row = {0};
	int64_t list;

	house_make(&h, s);
	list = house_list(&h, "un", "Q1=Amine Q2=Sarah");
	check_ok(wasl_store_read(&r, h.store, NULL));
	check_ok(wasl_store_one(&row, &r, WASL_SQL_WATCH_LIST_BY_ID, NULL,
				WASL_ARGS(wasl_arg_int(list))));
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	wasl_rows_copy(&row, "uid", ask.id.b, sizeof(ask.id.b));
	check_ok(wasl_rows_finish(&row, NULL));
	wasl_store_read_end(&r);
	check_ok(wasl_keyd_unwrap(h.keyd, &ask, 1, NULL));
	check_ok(ask.status);

	IN_TX(&h, wasl_watch_remove(&tx, list, NOW, NULL));
	check_ok(wasl_watch_shred(h.watch, list, NULL));
	assert_string_equal(house_all(&h, NOW), "");
	check_ok(wasl_keyd_unwrap(h.keyd, &ask, 1, NULL));
	assert_int_not_equal(ask.status, WASL_OK);
	/* The name is free before the rows are gone. */
	(void)house_list(&h, "un", "Q7=Lina");
	house_sweep(&h, list);
	assert_string_equal(house_all(&h, NOW), "Q7=Lina ");
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_record"), 1);
	house_close(&h);
}

static void test_watch_walk__past_retention_is_not_seen(void **s)
{
	struct house h;
	struct house_seen seen = {0};
	struct wasl_import_terms terms = house_terms("un");
	struct wasl_identity who = {
		.ref = WASL_TEXT("Q2"),
		.names = {{WASL_IDENTITY_PRIMARY, WASL_TEXT("Sarah")}},
		.n_names = 1,
		.expires_at = NOW + 10,
	};
	struct wasl_import *im;
	int64_t ids[] = {1, 2, 3};

	house_make(&h, s);
	im = house_begin(&h, &terms);
	check_ok(house_add(&h, im, "Q1", "Amine"));
	check_ok(wasl_import_add(im, &who, NULL));
	house_finish(&h, im);
	house_approve(&h, wasl_import_list(im));
	assert_string_equal(house_all(&h, NOW), "Q1=Amine Q2=Sarah ");
	assert_string_equal(house_all(&h, NOW + 10), "Q1=Amine ");
	assert_string_equal(house_all(&h, RETENTION), "");
	check_ok(wasl_watch_open(h.watch, ids, 3, NOW + 10, house_see, &seen,
				 NULL));
	assert_string_equal(seen.text, "Q1=Amine ");
	check_status(wasl_watch_open_ref(h.watch, wasl_import_list(im),
					 WASL_TEXT("Q2"), NOW + 10, house_see,
					 &seen, NULL),
		     WASL_NOT_FOUND);
	check_ok(wasl_watch_open_ref(h.watch, wasl_import_list(im),
				     WASL_TEXT("Q2"), NOW, house_see, &seen,
				     NULL));
	wasl_import_free(im);
	house_close(&h);
}

/* Of n records by pages of `limit`: each once, in one order. */
static void walk_pages(struct house *h, int64_t list, size_t n, size_t limit,
		       const char *expected)
{
	struct house_seen seen = {0};
	struct wasl_watch_place last = {{0}};
	bool more = true;

	for (size_t k = 0; more; k += limit) {
		struct wasl_watch_place after = last;

		assert_true(k == 0 || k < n);
		check_ok(wasl_watch_page(h->watch, list, k == 0 ? NULL : &after,
					 limit, NOW, house_see, &seen, &last,
					 &more, NULL));
		assert_int_equal(more, k + limit < n);
	}
	assert_string_equal(seen.text, expected);
}

static void test_watch_page__records_come_once_whatever_the_page(void **s)
{
	struct house h;
	struct house_seen all = {0};
	struct wasl_import_terms terms = house_terms("un");
	struct wasl_watch_place last;
	struct wasl_import *im;
	int64_t list;
	bool more;

	house_make(&h, s);
	im = house_begin(&h, &terms);
	for (char c = '1'; c <= '7'; c++) {
		const char ref[] = {'Q', c, '\0'};

		check_ok(house_add(&h, im, ref, "Amine"));
	}
	house_finish(&h, im);
	list = wasl_import_list(im);
	check_ok(wasl_watch_page(h.watch, list, NULL, 7, NOW, house_see, &all,
				 &last, &more, NULL));
	assert_string_equal(all.text, "");
	house_approve(&h, list);
	wasl_import_free(im);
	check_ok(wasl_watch_page(h.watch, list, NULL, 7, NOW, house_see, &all,
				 &last, &more, NULL));
	assert_int_equal(strlen(all.text), strlen("Q1=Amine ") * 7);
	for (size_t limit = 1; limit <= 8; limit++)
		walk_pages(&h, list, 7, limit, all.text);
	/* Past the list's retention there are none. */
	all = (struct house_seen){0};
	check_ok(wasl_watch_page(h.watch, list, NULL, 7, RETENTION, house_see,
				 &all, &last, &more, NULL));
	assert_string_equal(all.text, "");
	house_close(&h);
}

/* A copy that follows the feed holds what a walk from the start holds. */
static void test_watch_change__a_follower_holds_what_a_walk_shows(void **s)
{
	struct house h;
	struct store_reader r = {0};
	struct wasl_arena arena = wasl_arena_init(1 << 20);
	struct wasl_change *changes;
	struct house_seen seen = {0};
	int64_t list, after = 0, ids[8];
	bool more;
	size_t n;

	house_make(&h, s);
	list = house_list(&h, "un", "Q1=Amine Q2=Sarah Q3=Omar");
	wasl_import_free(house_import(&h, "un", "Q2=Sarah Q3=Ali Q4=Lina"));
	house_sweep(&h, list);
	check_ok(wasl_store_read(&r, h.store, NULL));
	check_ok(wasl_change_since(&r, &arena, &changes, &n, 0, 10, NULL));
	assert_int_equal(n, 2);
	assert_int_equal(changes[1].what, WASL_CHANGE_LIST);
	assert_int_equal(changes[1].list_id, list);
	assert_int_equal(changes[1].generation, 2);
	check_ok(wasl_watch_added(h.watch, list, 2, &after, &more, 10,
				  house_see, &seen, NULL));
	assert_string_equal(seen.text, "Q3=Ali Q4=Lina ");
	assert_false(more);
	check_ok(wasl_watch_ended(&r, list, 2, 0, ids, &n, 8, NULL));
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], 1);
	assert_int_equal(ids[1], 3);
	wasl_store_read_end(&r);
	wasl_arena_deinit(&arena);
	house_close(&h);
}

static void test_watch_change__old_rows_are_forgotten_and_told(void **s)
{
	struct house h;
	struct store_reader r = {0};
	struct wasl_arena arena = wasl_arena_init(1 << 20);
	struct wasl_change *changes;
	int64_t list, later = NOW + WASL_CHANGES_KEPT + 1, last;
	bool more;
	size_t n;

	house_make(&h, s);
	list = house_list(&h, "un", "Q1=Amine Q2=Sarah");
	wasl_import_free(house_import(&h, "un", "Q2=Sarah"));
	house_sweep(&h, list);
	IN_TX(&h, wasl_change_prune(&tx, &more, later, NULL));
	assert_false(more);
	house_sweep(&h, list);
	check_ok(wasl_store_read(&r, h.store, NULL));
	check_ok(wasl_change_last(&r, &last, NULL));
	assert_int_equal(last, 2);
	check_status(wasl_change_since(&r, &arena, &changes, &n, 0, 10, NULL),
		     WASL_GONE);
	check_ok(wasl_change_since(&r, &arena, &changes, &n, 1, 10, NULL));
	assert_int_equal(n, 1);
	wasl_store_read_end(&r);
	/* Who follows from there still learns what ended. */
	assert_int_equal(count(&h, "SELECT COUNT(*) FROM watch_record WHERE "
				   "ended <> 0"),
			 1);
	wasl_arena_deinit(&arena);
	house_close(&h);
}

static void test_watch_import__bad_terms_are_named(void **s)
{
	static const char long_name[WASL_WATCH_NAME_MAX + 2] =
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	const struct {
		const char *name, *source, *basis;
		int64_t retention_at;
		const char *field;
	} bad[] = {
		{"", "s", "b", RETENTION, "/name"},
		{"UN", "s", "b", RETENTION, "/name"},
		{"-un", "s", "b", RETENTION, "/name"},
		{"un list", "s", "b", RETENTION, "/name"},
		{long_name, "s", "b", RETENTION, "/name"},
		{"un", "", "b", RETENTION, "/source"},
		{"un", "s", "", RETENTION, "/basis"},
		{"un", "s", "b", 0, "/retention"},
		{"un", "s", "b", NOW, "/retention"},
	};
	struct house h;

	house_make(&h, s);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_import_terms terms = {
			.name = wasl_text_of(bad[i].name),
			.source = wasl_text_of(bad[i].source),
			.basis = wasl_text_of(bad[i].basis),
			.retention_at = bad[i].retention_at,
			.format = "csv"};
		struct wasl_import *im = NULL;
		struct store_tx tx = {0};
		struct wasl_err err = {0};

		check_ok(wasl_store_begin(&tx, h.store, NULL));
		check_status(wasl_import_begin(&im, &tx, h.watch, &terms,
					       IMPORTER, NOW, &err),
			     WASL_SCHEMA);
		assert_string_equal(err.field, bad[i].field);
		wasl_store_rollback(&tx);
	}
	house_close(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_watch_import__a_first_one_waits_for_a_second_person),
		IN_SCRATCH(test_watch_import__again_is_a_difference),
		IN_SCRATCH(test_watch_import__many_chunks_are_one_generation),
		IN_SCRATCH(test_watch_import__a_reference_counts_once),
		IN_SCRATCH(test_watch_import__two_of_one_list_are_refused),
		IN_SCRATCH(
			test_watch_import__an_end_in_the_middle_leaves_the_old),
		IN_SCRATCH(
			test_watch_import__other_terms_wait_for_a_second_person),
		IN_SCRATCH(
			test_watch_import__one_returned_at_first_leaves_no_list),
		IN_SCRATCH(
			test_watch_import__what_ended_keeps_nothing_personal),
		IN_SCRATCH(test_watch_remove__destroys_key_and_rows),
		IN_SCRATCH(test_watch_walk__past_retention_is_not_seen),
		IN_SCRATCH(
			test_watch_page__records_come_once_whatever_the_page),
		IN_SCRATCH(
			test_watch_change__a_follower_holds_what_a_walk_shows),
		IN_SCRATCH(test_watch_change__old_rows_are_forgotten_and_told),
		IN_SCRATCH(test_watch_import__bad_terms_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
