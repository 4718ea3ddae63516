/* Tables of persons. Everybody is invented. */
#include "desk/batch.h"

#include "base/alloc.h"
#include "calendar/civil.h"
#include "support.h"

#define HEADING                                                                \
	"number,family_name,given_names,family_name_latin,given_names_latin,"  \
	"birth_date,nationality,document\n"

static const struct wasl_code country_items[] = {{"MA", ""}, {"FR", ""}};
static const struct wasl_codes countries = {"country", country_items, 2};
static const struct wasl_code verdict_items[] = {{"NO_OBJECTION", ""},
						 {"OBJECTION", ""}};
static const struct wasl_codes verdicts = {"verdict", verdict_items, 2};

static wasl_status read_table(struct wasl_batch *out, struct wasl_arena *arena,
			      const char *text, bool sent)
{
	*arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	return wasl_batch_read(out, arena, wasl_text_bytes(wasl_text_of(text)),
			       &countries, wasl_civil_days(2026, 11, 26), sent,
			       NULL);
}

static void test_desk_batch__good_rows_are_numbered_and_written(void **state)
{
	static uint8_t space[4096];
	struct wasl_buf out = WASL_BUF(space);
	wasl_autoarena arena = {0};
	wasl_autoarena again = {0};
	struct wasl_batch batch, back;

	(void)state;
	check_ok(read_table(&batch, &arena,
			    HEADING
			    "7,المثال,سلمى,Exemple,Salma,1990-05,MA,EX1\r\n"
			    "8,,,\"Exem,ple\",Élodie,1990-02-30,FR,EX2\n"
			    "9,,,\"Exem,ple\",Luc,1990-02-28,FR,EX3\n",
			    false));
	assert_int_equal(batch.n, 3);
	assert_int_equal(batch.good, 2);
	assert_int_equal(batch.n_findings, 1);
	assert_int_equal(batch.findings[0].line, 3);
	assert_string_equal(batch.findings[0].column, "birth_date");
	wasl_batch_write(&out, &batch);
	assert_false(out.over);
	out.p[out.n] = '\0';
	check_ok(read_table(&back, &again, (const char *)space, true));
	assert_int_equal(back.n, 2);
	assert_int_equal(back.n_findings, 0);
	assert_int_equal(back.rows[1].number, 2);
	assert_true(
		wasl_text_is(back.rows[1].field[WASL_BATCH_OWN_NUMBER], "9"));
	assert_true(wasl_text_is(
		back.rows[1].field[WASL_BATCH_FAMILY_NAME_LATIN], "Exem,ple"));
}

/* What is wrong with one row after a good one. */
static const struct {
	const char *row, *column;
} bad[] = {
	{"2,,,Exemple,Luc,1990-13-01,FR,EX2", "birth_date"},
	{"2,,,Exemple,Luc,12/05/1990,FR,EX2", "birth_date"},
	{"2,,,Exemple,Luc,2026-11-27,FR,EX2", "birth_date"},
	{"2,,,Exemple,Luc,1890-01-01,FR,EX2", "birth_date"},
	{"2,,,Exemple,Luc,,FR,EX2", "birth_date"},
	{"2,,,Exemple,Luc,1990,ZZ,EX2", "nationality"},
	{"2,,,Exemple,Luc,1990,fr,EX2", "nationality"},
	{"2,,,Exemple,Luc,1990,FR,", "document"},
	{"2,,Luc,,Luc,1990,FR,EX2", "family_name"},
	{"2,,,R2D2,Luc,1990,FR,EX2", "family_name_latin"},
	{"2,,,Exem\xe2\x80\xaeple,Luc,1990,FR,EX2", "family_name_latin"},
	{"0,,,Exemple,Luc,1990,FR,EX2", "number"},
	{"x,,,Exemple,Luc,1990,FR,EX2", "number"},
	{"1,,,Exemple,Luc,1990,FR,EX2", "number"},
	{"2,,,Exemple,Luc,1990,MA,EX1", "document"},
	{"2,,,Autre,Salma,1980,FR,EX2", "family_name"},
	{"2,,,Exemple,Luc,1990,FR", ""},
	{"2,,,Exemple,Luc,1990,FR,EX2,more", ""},
	{"2,,,Exem\xffple,Luc,1990,FR,EX2", ""},
	{"2,,,\"Exemple,Luc,1990,FR,EX2", ""},
};

static void test_desk_batch__what_is_wrong_is_told_by_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_autoarena arena = {0};
		struct wasl_batch batch;
		char text[1024];

		snprintf(text, sizeof(text),
			 HEADING "1,,,Autre,Salma,1980,MA,EX1\n%s\n",
			 bad[i].row);
		check_ok(read_table(&batch, &arena, text, false));
		if (batch.good != 1 || batch.n_findings != 1 ||
		    batch.findings[0].line != 3 ||
		    strcmp(batch.findings[0].column, bad[i].column) != 0)
			fail_msg("%s: %zu good, %zu findings, at \"%s\"",
				 bad[i].row, batch.good, batch.n_findings,
				 batch.n_findings > 0 ? batch.findings[0].column
						      : "");
	}
}

static void test_desk_batch__a_heading_is_known_whole_and_once(void **state)
{
	static const char *const headings[] = {
		"",
		"number\n",
		"number,number\n",
		HEADING "" /* whole: read */,
		"number,family_name,birth_date,nationality,document,religion\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		wasl_autoarena arena = {0};
		struct wasl_batch batch;

		assert_int_equal(read_table(&batch, &arena, headings[i], false),
				 i == 3 ? WASL_OK : WASL_SCHEMA);
	}
}

static void test_desk_batch__what_was_sent_counts_from_one(void **state)
{
	wasl_autoarena arena = {0};
	struct wasl_batch batch;

	(void)state;
	check_ok(read_table(&batch, &arena,
			    HEADING "1,,,Autre,Salma,1980,MA,EX1\n"
				    "3,,,Exemple,Luc,1990,FR,EX2\n",
			    true));
	assert_int_equal(batch.n_findings, 1);
	assert_int_equal(batch.findings[0].line, 3);
}

/* `n` rows; every `every`th has no date. */
static char *many(size_t n, size_t every)
{
	const size_t cap = (n + 2) * 80;
	char *text = wasl_alloc(cap, 1);
	size_t at = sizeof(HEADING) - 1;

	assert_non_null(text);
	memcpy(text, HEADING, at);
	for (size_t i = 1; i <= n; i++)
		at += (size_t)snprintf(text + at, cap - at,
				       "%zu,,,Exemple,Luc,%s,FR,EX%zu\n", i,
				       i % every == 0 ? "?" : "", i);
	return text;
}

static void test_desk_batch__a_batch_has_ten_thousand_persons(void **state)
{
	char *text = many(WASL_BATCH_ROWS_MAX, 1);
	wasl_autoarena arena = {0};
	struct wasl_batch batch;

	(void)state;
	check_ok(read_table(&batch, &arena, text, false));
	assert_int_equal(batch.n, WASL_BATCH_ROWS_MAX);
	assert_int_equal(batch.n_findings, WASL_BATCH_ROWS_MAX);
	wasl_free(text);
	wasl_arena_deinit(&arena);
	text = many(WASL_BATCH_ROWS_MAX + 1, 2);
	assert_int_equal(read_table(&batch, &arena, text, false), WASL_TOO_BIG);
	wasl_free(text);
}

static void test_desk_batch__verdicts_have_no_reason(void **state)
{
	static const struct {
		const char *text;
		wasl_status status;
		size_t n, findings;
	} cases[] = {
		{"number,verdict\n2,OBJECTION\n1,NO_OBJECTION\n", WASL_OK, 2,
		 0},
		{"number,verdict\n2,OBJECTION\n2,OBJECTION\n", WASL_OK, 1, 1},
		{"number,verdict\n3,OBJECTION\n", WASL_OK, 0, 1},
		{"number,verdict\n1,PERHAPS\n", WASL_OK, 0, 1},
		{"number,verdict\n1\n", WASL_OK, 0, 1},
		{"number,verdict,reason\n1,OBJECTION,x\n", WASL_SCHEMA, 0, 0},
		{"number\n1\n", WASL_SCHEMA, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		wasl_autoarena arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
		struct wasl_batch_verdicts out;

		assert_int_equal(
			wasl_batch_verdicts_read(
				&out, &arena,
				wasl_text_bytes(wasl_text_of(cases[i].text)),
				&verdicts, 2, NULL),
			cases[i].status);
		assert_int_equal(out.n, cases[i].n);
		assert_int_equal(out.n_findings, cases[i].findings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_desk_batch__good_rows_are_numbered_and_written),
		cmocka_unit_test(
			test_desk_batch__what_is_wrong_is_told_by_line),
		cmocka_unit_test(
			test_desk_batch__a_heading_is_known_whole_and_once),
		cmocka_unit_test(
			test_desk_batch__what_was_sent_counts_from_one),
		cmocka_unit_test(
			test_desk_batch__a_batch_has_ten_thousand_persons),
		cmocka_unit_test(test_desk_batch__verdicts_have_no_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
