#include "story.h"

#include "base/alloc.h"

#define ALL 3u

static void add_many(struct wasl_stats *s, const char *urgency, int n)
{
	for (int i = 0; i < n; i++) {
		struct says says = quick;
		struct story one;

		says.urgency = urgency;
		one = opens("commitment", A, FROM, says);
		take(s, &one);
	}
}

/* Every size of three classes: neither a cell nor what is left of the whole
 * is fewer than five. */
static void test_dossier_figures__nothing_small_can_be_told(void **state)
{
	static const char *const names[] = {"U1", "U2", "U3"};

	(void)state;
	for (int all = 0; all < 7 * 7 * 7; all++) {
		const int n[3] = {all % 7, all / 7 % 7, all / 49};
		struct wasl_stats s = stats_now();
		int64_t whole, left;

		for (int i = 0; i < 3; i++)
			add_many(&s, names[i], n[i]);
		whole = cell(&s, WASL_FIGURE_DOSSIERS, A, WASL_SPLIT_NONE, "",
			     true);
		left = whole;
		if (n[0] + n[1] + n[2] < WASL_CELL_SHARED_MIN)
			assert_int_equal(whole, -1);
		else
			assert_int_equal(whole, n[0] + n[1] + n[2]);
		for (int i = 0; i < 3; i++) {
			int64_t shown =
				cell(&s, WASL_FIGURE_DOSSIERS, A,
				     WASL_SPLIT_URGENCY, names[i], true);

			assert_true(shown == -1 ||
				    (shown == n[i] &&
				     shown >= WASL_CELL_SHARED_MIN));
			left -= shown == -1 ? 0 : shown;
		}
		assert_true(whole == -1 || left == 0 ||
			    left >= WASL_CELL_SHARED_MIN);
		wasl_stats_deinit(&s);
	}
}

/* n answers after 1 … n hours, in any order. */
static void test_dossier_figures__median_and_ninth_tenth(void **state)
{
	static const struct {
		int n, median, p90;
	} cases[] = {{1, 1, 1},	  {2, 1, 2},	{3, 2, 3},
		     {4, 2, 4},	  {9, 5, 9},	{10, 5, 9},
		     {11, 6, 10}, {20, 10, 18}, {21, 11, 19}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wasl_stats s = stats_now();

		for (int k = cases[i].n; k >= 1; k--) {
			struct story one = opens("information", A, FROM, quick);

			does(&one, B, "ack", FROM, (struct says){0});
			does(&one, B, "refuse", FROM + k * HOUR,
			     (struct says){.ground = "R01"});
			take(&s, &one);
		}
		CHECK(s, MEDIAN_ANSWER_HOURS, 0, cases[i].median);
		CHECK(s, P90_ANSWER_HOURS, 0, cases[i].p90);
		wasl_stats_deinit(&s);
	}
}

static void test_dossier_figures__both_sides_and_a_sector(void **state)
{
	struct wasl_stats s = stats_now();
	struct says cyber = quick;
	struct story one = opens("information", A, FROM, quick);
	struct story two;
	int64_t number;

	(void)state;
	cyber.sector = "CYB";
	two = opens("information", B, FROM, cyber);
	take(&s, &one);
	take(&s, &two);
	assert_int_equal(
		wasl_stats_number(
			&number, &s,
			&(struct wasl_stats_ask){.figure = WASL_FIGURE_DOSSIERS,
						 .sides = ALL,
						 .sector = NULL}),
		2);
	assert_int_equal(number, 2);
	assert_int_equal(
		wasl_stats_number(
			&number, &s,
			&(struct wasl_stats_ask){.figure = WASL_FIGURE_DOSSIERS,
						 .sides = ALL,
						 .sector = "CYB"}),
		1);
	assert_int_equal(
		wasl_stats_number(
			&number, &s,
			&(struct wasl_stats_ask){.figure = WASL_FIGURE_DOSSIERS,
						 .sides = 1u << A,
						 .sector = "CYB"}),
		0);
	assert_int_equal(number, 0);
	for (int64_t from = FROM - 1; from <= FROM + 1; from++)
		assert_int_equal(wasl_stats_number(
					 &number, &s,
					 &(struct wasl_stats_ask){
						 .figure = WASL_FIGURE_DOSSIERS,
						 .sides = ALL,
						 .from = from,
						 .until = from + 1}),
				 from == FROM ? 2 : 0);
	wasl_stats_deinit(&s);
}

/* What a commitment may name is a figure here. */
static void
test_dossier_figures__a_commitments_figures_are_figures(void **state)
{
	const struct wasl_codes *codes =
		wasl_kind_codes(bench_kind("commitment", 1), "figure");
	enum wasl_figure figure;

	(void)state;
	assert_non_null(codes);
	for (size_t i = 0; i < codes->n; i++)
		assert_true(wasl_figure_find(
			&figure, wasl_text_of(codes->items[i].code)));
	assert_false(wasl_figure_find(&figure, WASL_TEXT("NO_SUCH")));
	for (int i = 0; i < WASL_FIGURES; i++) {
		assert_true(wasl_figure_find(
			&figure,
			wasl_text_of(wasl_figure_name((enum wasl_figure)i))));
		assert_int_equal(figure, i);
		assert_true(strlen(wasl_figure_text(figure)) > 10);
	}
}

/* What a version has, the next one has; each adds something. */
static void test_dossier_figures__a_version_never_loses_one(void **state)
{
	size_t added[WASL_FIGURES_VERSION + 1] = {0};

	(void)state;
	for (int i = 0; i < WASL_FIGURES; i++) {
		uint32_t since = wasl_figure_since((enum wasl_figure)i);

		assert_in_range(since, 1, WASL_FIGURES_VERSION);
		added[since]++;
		/* Appended: the order of a sheet is that of its versions. */
		assert_true(
			i == 0 ||
			since >= wasl_figure_since((enum wasl_figure)(i - 1)));
	}
	for (uint32_t v = 1; v <= WASL_FIGURES_VERSION; v++)
		assert_true(added[v] > 0);
}

/* The sheet of an older version is the newer one without what came later. */
static void test_dossier_figures__an_older_sheet_lacks_what_is_new(void **state)
{
	wasl_autoarena arena = wasl_arena_init((size_t)4 * 1024 * 1024);
	struct wasl_stats s = stats_now();
	struct wasl_stats_cell *old, *new;
	size_t n_old, n_new, at = 0;

	(void)state;
	add_many(&s, "U1", 6);
	for (int i = 0; i < 5; i++) {
		struct wasl_measured *m;

		assert_true(
			wasl_grow(&s.items, &s.cap, s.n + 1, sizeof(*s.items)));
		m = &s.items[s.n++];
		*m = (struct wasl_measured){
			.measure = WASL_MEASURE_AMOUNT,
			.value = 7,
			.by = {"", "", "", "", "CANNABIS-G"}};
	}
	check_ok(wasl_stats_cells(&old, &n_old, &arena, &s, 1, NULL));
	check_ok(wasl_stats_cells(&new, &n_new, &arena, &s, 2, NULL));
	assert_true(n_old > 0);
	assert_int_equal(n_new, n_old + 1);
	for (size_t i = 0; i < n_new; i++) {
		if (wasl_figure_since(new[i].figure) > 1) {
			assert_int_equal(new[i].number, 35);
			continue;
		}
		assert_int_equal(new[i].figure, old[at].figure);
		assert_int_equal(new[i].number, old[at].number);
		at++;
	}
	assert_int_equal(at, n_old);
	wasl_stats_deinit(&s);
}

#define CASE(name) cmocka_unit_test(test_dossier_figures__##name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_small_can_be_told),
		CASE(median_and_ninth_tenth),
		CASE(both_sides_and_a_sector),
		CASE(a_commitments_figures_are_figures),
		CASE(a_version_never_loses_one),
		CASE(an_older_sheet_lacks_what_is_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
