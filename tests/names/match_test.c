#include "check.h"

#include "names/explain.h"
#include "names/person.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct wasl_name parsed(const char *text)
{
	struct wasl_name name;

	check_ok(wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)),
				 NULL));
	return name;
}

static double probability(const char *a, const char *b)
{
	struct wasl_name x = parsed(a);
	struct wasl_name y = parsed(b);
	struct wasl_match m;

	wasl_match_names(&m, &x, &y);
	return m.probability;
}

struct row {
	char *why, *a, *b;
	bool same, limit, probable;
};

/* One line of pairs.tsv; its fields point into `line`. */
static bool read_row(struct row *row, char *line)
{
	char *field[4];

	if (line[0] == '#')
		return false;
	line[strcspn(line, "\n")] = '\0';
	for (size_t f = 0; f < 4; f++) {
		field[f] = strsep(&line, "\t");
		assert_non_null(field[f]);
	}
	*row = (struct row){field[0],
			    field[1],
			    field[2],
			    strncmp(field[3], "same", 4) == 0,
			    strstr(field[3], "limit") != NULL,
			    strstr(field[3], "probable") != NULL};
	return true;
}

typedef void (*use_row)(const struct row *row);

static void each_row(use_row use)
{
	FILE *in = fopen(WASL_PAIRS, "r");
	char line[512];
	size_t rows = 0;
	struct row row;

	assert_non_null(in);
	while (fgets(line, sizeof line, in) != NULL)
		if (read_row(&row, line)) {
			use(&row);
			rows++;
		}
	assert_true(rows > 800);
	assert_int_equal(fclose(in), 0);
}

static size_t wrong;

static void judge(const struct row *row)
{
	double p = probability(row->a, row->b);

	if ((p >= 0.5) == (row->same != row->limit) &&
	    (!row->probable || p >= WASL_MATCH_PROBABLE))
		return;
	print_error("%s: %s, %s: %.4f\n", row->why, row->a, row->b, p);
	wrong++;
}

static void test_names_match__judges_the_pairs_by_hand(void **state)
{
	(void)state;
	wrong = 0;
	each_row(judge);
	assert_int_equal(wrong, 0);
}

static void both_ways(const struct row *row)
{
	struct wasl_name a = parsed(row->a);
	struct wasl_name b = parsed(row->b);
	struct wasl_match x;
	struct wasl_match y;

	wasl_match_names(&x, &a, &b);
	wasl_match_names(&y, &b, &a);
	assert_true(x.logit == y.logit);
	assert_int_equal(x.alone_a, y.alone_b);
	assert_int_equal(x.parts, y.parts);
}

static void test_names_match__does_not_depend_on_who_is_first(void **state)
{
	(void)state;
	each_row(both_ways);
}

static void test_names_match__order_of_words_has_one_small_share(void **state)
{
	struct wasl_name a = parsed("Abdellatif Hammouchi");
	struct wasl_name b = parsed("عبد اللطيف الحموشي");
	struct wasl_name c = parsed("الحموشي عبد اللطيف");
	struct wasl_match x;
	struct wasl_match y;

	(void)state;
	wasl_match_names(&x, &a, &b);
	wasl_match_names(&y, &a, &c);
	assert_false(x.swapped);
	assert_true(y.swapped);
	assert_true(fabsf(x.logit - y.logit + y.share[WASL_FEATURE_ORDER]) <
		    1e-4f);
}

static void shares_add_up(const struct row *row)
{
	struct wasl_name a = parsed(row->a);
	struct wasl_name b = parsed(row->b);
	struct wasl_match m;
	float sum = 0;

	wasl_match_names(&m, &a, &b);
	for (size_t f = 0; f < WASL_FEATURES; f++)
		sum += m.share[f];
	assert_true(fabsf(sum - m.logit) < 1e-3f);
	assert_true(m.probability >= 0 && m.probability <= 1);
}

static void test_names_match__shares_add_up_to_the_score(void **state)
{
	(void)state;
	each_row(shares_add_up);
}

static void units_cover(const struct row *row)
{
	struct wasl_name a = parsed(row->a);
	struct wasl_name b = parsed(row->b);
	struct wasl_match m;

	wasl_match_names(&m, &a, &b);
	for (size_t p = 0; p < m.parts; p++) {
		const struct wasl_part *part = &m.part[p];
		struct wasl_alignment units;

		if (part->kind == WASL_PART_PAIR)
			continue;
		struct wasl_letters x =
			wasl_word_letters(&a.word[part->a], part->a_from);
		struct wasl_letters y =
			wasl_word_letters(&b.word[part->b], part->b_from);
		size_t at_x = 0;
		size_t at_y = 0;

		(void)wasl_words_align(&units, x, y, m.habit);
		for (size_t u = 0; u < units.n; u++) {
			assert_int_equal(units.unit[u].x, at_x);
			assert_int_equal(units.unit[u].y, at_y);
			at_x += units.unit[u].nx;
			at_y += units.unit[u].ny;
		}
		assert_true(units.n == 0 || (at_x == x.n && at_y == y.n));
	}
}

static void test_names_match__units_stand_in_order_without_gaps(void **state)
{
	(void)state;
	each_row(units_cover);
}

static void writes(const struct row *row)
{
	static uint8_t text[WASL_EXPLAIN_MAX];
	struct wasl_buf buf = WASL_BUF(text);
	struct wasl_name a = parsed(row->a);
	struct wasl_name b = parsed(row->b);
	struct wasl_match m;

	wasl_match_names(&m, &a, &b);
	wasl_match_write(&buf, &m, &a, &b);
	assert_false(buf.over);
	assert_non_null(memmem(text, buf.n, "shares, in nats", 15));
}

static void test_names_match__says_why(void **state)
{
	(void)state;
	each_row(writes);
}

static void test_names_match__same_name_is_certain(void **state)
{
	static const char *const names[] = {
		"Abdellatif Hammouchi", "محمد بن علي الدكالي", "Jean-Luc Veaux",
		"Nguyen Thi Hoa",	"عبد الله العروي",     "Marc Aurèle"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (probability(names[i], names[i]) < 0.9)
			fail_msg("%s: %.4f", names[i],
				 probability(names[i], names[i]));
}

static struct wasl_birth born(uint16_t year, uint8_t month, uint8_t day)
{
	return (struct wasl_birth){WASL_BIRTH_DAY, month, day, year};
}

/* The share of two birth dates of one name. */
static float birth_share(struct wasl_birth x, struct wasl_birth y)
{
	struct wasl_name name = parsed("Rachid Tazi");
	struct wasl_person a = {.name = &name, .birth = x};
	struct wasl_person b = {.name = &name, .birth = y};
	struct wasl_match m;

	wasl_match_persons(&m, &a, &b);
	return m.share[WASL_FEATURE_BIRTH];
}

static void test_names_person__weighs_dates_of_birth(void **state)
{
	struct wasl_birth day = born(1984, 3, 12);
	float same = birth_share(day, day);

	(void)state;
	assert_true(same > birth_share(day, born(1984, 12, 3)));
	assert_true(birth_share(day, born(1984, 12, 3)) > 0);
	assert_true(birth_share(day, born(1984, 3, 13)) > 0);
	assert_true(birth_share(day, born(1984, 7, 29)) < 0);
	assert_true(birth_share(day, born(1991, 7, 29)) <
		    birth_share(day, born(1984, 7, 29)));
	assert_true(birth_share(day, (struct wasl_birth){0}) == 0);
}

static void test_names_person__takes_new_year_as_presumed(void **state)
{
	struct wasl_birth day = born(1984, 3, 12);
	struct wasl_birth year = {WASL_BIRTH_YEAR, 0, 0, 1984};

	(void)state;
	assert_true(birth_share(day, born(1984, 1, 1)) > 0);
	assert_true(birth_share(day, born(1984, 1, 1)) ==
		    birth_share(day, year));
	assert_true(birth_share(day, born(1984, 1, 1)) < birth_share(day, day));
}

static void test_names_person__weighs_other_facts(void **state)
{
	struct wasl_name name = parsed("Rachid Tazi");
	struct wasl_name rabat = parsed("Rabat");
	struct wasl_name arabic = parsed("الرباط");
	struct wasl_person a = {.name = &name,
				.sex = 'M',
				.place = &rabat,
				.document = WASL_TEXT("AB 123456")};
	struct wasl_person b = a;
	struct wasl_match m;

	(void)state;
	b.place = &arabic;
	b.document = WASL_TEXT("ab-123456");
	wasl_match_persons(&m, &a, &b);
	assert_true(m.share[WASL_FEATURE_PLACE] > 0);
	assert_true(m.share[WASL_FEATURE_SEX] > 0);
	assert_true(m.share[WASL_FEATURE_DOCUMENT] > 5);
	b.sex = 'F';
	b.document = WASL_TEXT("AB123457");
	wasl_match_persons(&m, &a, &b);
	assert_true(m.share[WASL_FEATURE_SEX] < 0);
	assert_true(m.share[WASL_FEATURE_DOCUMENT] < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_match__judges_the_pairs_by_hand),
		cmocka_unit_test(
			test_names_match__does_not_depend_on_who_is_first),
		cmocka_unit_test(
			test_names_match__order_of_words_has_one_small_share),
		cmocka_unit_test(test_names_match__shares_add_up_to_the_score),
		cmocka_unit_test(
			test_names_match__units_stand_in_order_without_gaps),
		cmocka_unit_test(test_names_match__says_why),
		cmocka_unit_test(test_names_match__same_name_is_certain),
		cmocka_unit_test(test_names_person__weighs_dates_of_birth),
		cmocka_unit_test(test_names_person__takes_new_year_as_presumed),
		cmocka_unit_test(test_names_person__weighs_other_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
