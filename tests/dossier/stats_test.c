#include "story.h"

#include "cbor/cbor.h"

#include <stdio.h>

#define MERGED "R27"

static void test_dossier_stats__openings_count_for_the_opener(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("information", A, FROM, quick);
	struct story two = opens("information", B, UNTIL - 1, quick);
	struct story bare = opens("commitment", B, FROM, quick);

	(void)state;
	take(&s, &one);
	take(&s, &two);
	take(&s, &bare);
	CHECK(s, DOSSIERS, 1, 2);
	CHECK(s, REQUESTS_SENT, 1, 1);
	assert_int_equal(cell(&s, WASL_FIGURE_DOSSIERS, B, WASL_SPLIT_KIND,
			      "information", false),
			 1);
	assert_int_equal(cell(&s, WASL_FIGURE_DOSSIERS, B, WASL_SPLIT_URGENCY,
			      "U3", false),
			 2);
	assert_int_equal(cell(&s, WASL_FIGURE_DOSSIERS, A, WASL_SPLIT_SECTOR,
			      "DRG", false),
			 1);
	wasl_stats_deinit(&s);
}

static void
test_dossier_stats__a_period_begins_and_ends_to_the_second(void **state)
{
	static const int64_t times[] = {FROM - 1, FROM, UNTIL - 1, UNTIL};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct wasl_stats s = stats_now();
		struct story one = opens("information", A, times[i], quick);

		take(&s, &one);
		CHECK(s, DOSSIERS, i == 1 || i == 2, 0);
		wasl_stats_deinit(&s);
	}
}

static void test_dossier_stats__on_time_is_no_later_than_due(void **state)
{
	(void)state;
	for (int64_t late = -1; late <= 1; late++) {
		struct wasl_stats s = stats_now();
		struct story one = opens("information", A, FROM, quick);

		does(&one, B, "ack", quick.ack + late, (struct says){0});
		does(&one, B, "accept", quick.ack + 9, (struct says){0});
		does(&one, B, "refuse", quick.reply + late,
		     (struct says){.ground = "R01"});
		take(&s, &one);
		CHECK(s, ACKNOWLEDGED, 0, 1);
		CHECK(s, ACKNOWLEDGED_ON_TIME, 0, late <= 0 ? 100 : 0);
		CHECK(s, REQUESTS_ANSWERED, 0, 1);
		CHECK(s, ANSWERED_ON_TIME, 0, late <= 0 ? 100 : 0);
		CHECK(s, MEDIAN_ACKNOWLEDGE_MINUTES, 0, late < 0 ? 119 : 120);
		CHECK(s, MEDIAN_ANSWER_HOURS, 0, late < 0 ? 9 : 10);
		CHECK(s, REFUSALS, 0, 1);
		wasl_stats_deinit(&s);
	}
}

static void
test_dossier_stats__stops_are_not_time_and_whose_they_are(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("information", A, FROM, quick);

	(void)state;
	does(&one, B, "ack", FROM + HOUR, (struct says){0});
	does(&one, B, "clarify", FROM + 2 * HOUR, (struct says){0});
	does(&one, A, "answer_clarification", FROM + 7 * HOUR,
	     (struct says){.reply = quick.reply + 5 * HOUR});
	does(&one, B, "refuse", FROM + 15 * HOUR,
	     (struct says){.ground = "R02"});
	take(&s, &one);
	CHECK(s, STOPPED_HOURS, 0, 5);
	CHECK(s, CLARIFICATIONS, 0, 1);
	CHECK(s, CLARIFICATIONS_PER_100, 0, 100);
	CHECK(s, MEDIAN_ANSWER_HOURS, 0, 10);
	CHECK(s, ANSWERED_ON_TIME, 0, 100);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__a_stop_that_withdrawal_ends_counts(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("information", A, FROM, quick);

	(void)state;
	does(&one, B, "ack", FROM, (struct says){0});
	does(&one, B, "clarify", FROM, (struct says){0});
	does(&one, A, "withdraw", FROM + 3 * HOUR, (struct says){0});
	take(&s, &one);
	CHECK(s, STOPPED_HOURS, 0, 3);
	CHECK(s, REQUESTS_ANSWERED, 0, 0);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__what_the_asker_ends_is_no_answer(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("information", A, FROM, quick);

	(void)state;
	does(&one, A, "withdraw", FROM + 1, (struct says){0});
	take(&s, &one);
	CHECK(s, ACKNOWLEDGED, 0, 0);
	CHECK(s, REQUESTS_ANSWERED, 0, 0);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__unanswered_is_the_asked_sides(void **state)
{
	(void)state;
	for (int by = A; by <= B; by++) {
		struct wasl_stats s = stats_now();
		struct story one = opens("mission", A, FROM, quick);

		does(&one, (enum wasl_origin)by, "unanswered", FROM + 1,
		     (struct says){0});
		take(&s, &one);
		CHECK(s, UNANSWERED, 0, 1);
		CHECK(s, ACKNOWLEDGED, 0, 0);
		CHECK(s, REQUESTS_ANSWERED, 0, 0);
		wasl_stats_deinit(&s);
	}
}

static void test_dossier_stats__maskable_grounds_are_one(void **state)
{
	static const char masked[] = "R07 R09 R10 R13 R19 R27";
	struct wasl_stats s = stats_now();

	(void)state;
	for (int i = 1; i <= 27; i++) {
		struct story one = opens("information", A, FROM, quick);
		char ground[8];

		snprintf(ground, sizeof(ground), "R%02d", i);
		does(&one, B, "ack", FROM, (struct says){0});
		does(&one, B, "refuse", FROM, (struct says){.ground = ground});
		take(&s, &one);
	}
	for (int i = 1; i <= 27; i++) {
		char ground[8];
		bool is_masked;

		snprintf(ground, sizeof(ground), "R%02d", i);
		is_masked = strstr(masked, ground) != NULL;
		assert_int_equal(cell(&s, WASL_FIGURE_REFUSALS, B,
				      WASL_SPLIT_LABEL, ground, false),
				 strcmp(ground, MERGED) == 0 ? 6
				 : is_masked		     ? -1
							     : 1);
		/* One of them is no cell that is shared. */
		assert_int_equal(cell(&s, WASL_FIGURE_REFUSALS, B,
				      WASL_SPLIT_LABEL, ground, true),
				 strcmp(ground, MERGED) == 0 ? 6 : -1);
	}
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__what_does_not_count_is_not_counted(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("information", A, FROM, quick);

	(void)state;
	/* Not its side's act; not allowed in the state; rejected. */
	does(&one, A, "ack", FROM, (struct says){0});
	does(&one, A, "close", FROM, (struct says){0});
	does(&one, B, "ack", FROM, (struct says){0});
	check_ok(wasl_dossier_out(&one.d, B, 1, 0, NULL));
	take(&s, &one);
	CHECK(s, DOSSIERS, 1, 0);
	CHECK(s, ACKNOWLEDGED, 0, 0);
	CHECK(s, CLOSED_WITHOUT_OUTCOME, 0, 0);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__drills_are_counted_apart(void **state)
{
	struct wasl_stats s = stats_now();

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct story one = opens(
			"drill", A, FROM,
			(struct says){.drill = 1, .drill_ack = FROM + 300});

		if (i < 2)
			does(&one, B, "ack", FROM + 240 + 120 * i,
			     (struct says){0});
		does(&one, A, "drill_result", FROM + 4000, (struct says){0});
		take(&s, &one);
	}
	CHECK(s, DRILLS, 3, 0);
	CHECK(s, DRILLS_ACKNOWLEDGED, 0, 2);
	CHECK(s, DRILLS_ON_TIME, 0, 50);
	CHECK(s, MEDIAN_DRILL_MINUTES, 0, 4);
	/* In nothing else. */
	CHECK(s, WARNINGS, 0, 0);
	CHECK(s, DOSSIERS, 0, 0);
	CHECK(s, ACKNOWLEDGED, 0, 0);
	CHECK(s, CLOSED_WITHOUT_OUTCOME, 0, 0);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__a_suspended_line_delays_nobody(void **state)
{
	struct wasl_stats s = stats_now();

	(void)state;
	/* Three hours, of both sides together. */
	check_ok(wasl_stats_flag(&s, A, true, FROM + 1 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, B, true, FROM + 2 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, A, false, FROM + 3 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, B, false, FROM + 4 * HOUR, NULL));
	for (int late = 0; late < 2; late++) {
		struct story one = opens("information", A, FROM, quick);

		/* Due in two hours; after five, and a second more. */
		does(&one, B, "ack", FROM + 5 * HOUR + late, (struct says){0});
		take(&s, &one);
	}
	CHECK(s, ACKNOWLEDGED, 0, 2);
	CHECK(s, ACKNOWLEDGED_ON_TIME, 0, 50);
	CHECK(s, MEDIAN_ACKNOWLEDGE_MINUTES, 0, 120);
	wasl_stats_deinit(&s);
}

/* The clarification lasts seven hours, and no profile's allowance puts the
 * reply off by them. Two of these the line was suspended. */
static void
test_dossier_stats__nor_during_a_clarification_that_counts_nothing(void **state)
{
	struct wasl_stats s = stats_now();

	(void)state;
	check_ok(wasl_stats_flag(&s, A, true, FROM + 3 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, A, false, FROM + 5 * HOUR, NULL));
	for (int late = 0; late < 2; late++) {
		struct story one = opens("information", A, FROM, quick);

		does(&one, B, "ack", FROM + HOUR, (struct says){0});
		does(&one, B, "clarify", FROM + HOUR, (struct says){0});
		does(&one, A, "answer_clarification", FROM + 8 * HOUR,
		     (struct says){.reply = quick.reply});
		does(&one, B, "refuse", FROM + 12 * HOUR + late,
		     (struct says){.ground = "R01"});
		take(&s, &one);
	}
	CHECK(s, ANSWERED_ON_TIME, 0, 50);
	/* No second is taken off twice. */
	CHECK(s, MEDIAN_ANSWER_HOURS, 0, 5);
	wasl_stats_deinit(&s);
}

static void
test_dossier_stats__duplicates_are_counted_where_refused(void **state)
{
	static const char *const grounds[] = {"R24", "R01", "R24"};
	struct wasl_stats s = stats_now();

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct story one = opens("information", A, FROM, quick);

		does(&one, B, "ack", FROM + 60, (struct says){0});
		does(&one, B, "refuse", FROM + 90,
		     (struct says){.ground = grounds[i]});
		take(&s, &one);
	}
	CHECK(s, REFUSALS, 0, 3);
	CHECK(s, DUPLICATES_STOPPED, 0, 2);
	wasl_stats_deinit(&s);
}

static struct story held(void)
{
	struct story one = opens("arrest", A, FROM, quick);

	does(&one, B, "ack", FROM + 1, (struct says){0});
	does(&one, B, "accept", FROM + 2, (struct says){0});
	does(&one, B, "hit", FROM + 3, (struct says){0});
	does(&one, B, "arrested", FROM + 4, (struct says){0});
	return one;
}

static void
test_dossier_stats__hits_arrests_and_surrenders_count_once(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = held();
	struct story two = held();

	(void)state;
	does(&one, B, "fate", FROM + 5,
	     (struct says){.outcome = "SURRENDERED"});
	does(&two, B, "fate", FROM + 5,
	     (struct says){.outcome = "RELEASED_BY_JUDGE"});
	take(&s, &one);
	take(&s, &two);
	CHECK(s, HITS, 0, 2);
	CHECK(s, ARRESTS, 0, 2);
	CHECK(s, SURRENDERS, 0, 1);
	CHECK(s, REQUESTS_ANSWERED, 0, 2);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__removal_runs_from_the_cessation(void **state)
{
	struct wasl_stats s = stats_now();
	struct story one = opens("locate", A, FROM, quick);

	(void)state;
	does(&one, B, "ack", FROM, (struct says){0});
	does(&one, A, "cease", FROM + HOUR,
	     (struct says){.removal = FROM + 5 * HOUR});
	does(&one, B, "removed", FROM + 4 * HOUR, (struct says){0});
	take(&s, &one);
	CHECK(s, CEASED_REMOVED, 0, 1);
	CHECK(s, MEDIAN_REMOVAL_HOURS, 0, 3);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__a_closing_needs_an_outcome(void **state)
{
	(void)state;
	for (int with = 0; with <= 1; with++) {
		struct wasl_stats s = stats_now();
		struct story one = opens("meeting", A, FROM, quick);

		does(&one, A, "cancel", FROM, (struct says){0});
		does(&one, A, "close", FROM,
		     (struct says){.outcome = with ? "CANCELLED" : NULL});
		assert_true(wasl_dossier_closed(&one.d));
		take(&s, &one);
		CHECK(s, CLOSED_WITHOUT_OUTCOME, !with, 0);
		wasl_stats_deinit(&s);
	}
}

/* Two rows of a batch, answered; {verdicts: [[key, code], …]} by the kind. */
static void
test_dossier_stats__persons_count_by_the_answer_in_force(void **state)
{
	const struct wasl_kind *kind = bench_kind("accreditation", 1);
	const struct wasl_item_def *def = &kind->items[0];
	struct story one = opens("accreditation", A, FROM, quick);
	struct wasl_stats s = stats_now();

	(void)state;
	wasl_dossier_deinit(&one.d);
	for (int round = 0; round < 2; round++) {
		uint8_t space[256];
		struct wasl_buf buf = WASL_BUF(space);

		if (round == 0) {
			struct wasl_dossier_id id = bench_id(false, false);

			one = (struct story){.kind = kind};
			wasl_dossier_init(&one.d, bench_library(), &id);
			wasl_cbor_put_map(&buf, 1);
			wasl_cbor_put_uint(&buf, def->count);
			wasl_cbor_put_uint(&buf, 3);
			act_of(&one, A, "open", FROM, wasl_buf_bytes(&buf),
			       &quick);
			does(&one, B, "ack", FROM, (struct says){0});
			buf.n = 0;
		}
		wasl_cbor_put_map(&buf, 1);
		wasl_cbor_put_uint(&buf, def->answers);
		wasl_cbor_put_array(&buf, 2);
		for (uint64_t key = 1; key <= 2; key++) {
			wasl_cbor_put_array(&buf, 2);
			wasl_cbor_put_uint(&buf, key);
			wasl_cbor_put_text(&buf,
					   key == 1 && round == 0
						   ? WASL_TEXT("NEED_IDENTITY")
						   : WASL_TEXT("NO_OBJECTION"));
		}
		act_of(&one, B, "verdicts", FROM + round, wasl_buf_bytes(&buf),
		       &(struct says){0});
	}
	take(&s, &one);
	CHECK(s, PERSONS_VETTED, 0, 2);
	assert_int_equal(cell(&s, WASL_FIGURE_PERSONS_VETTED, B,
			      WASL_SPLIT_LABEL, "NO_OBJECTION", false),
			 2);
	assert_int_equal(cell(&s, WASL_FIGURE_PERSONS_VETTED, B,
			      WASL_SPLIT_LABEL, "NEED_IDENTITY", false),
			 -1);
	wasl_stats_deinit(&s);
}

/* One thing seized: codes and a quantity. */
struct goods {
	const char *type, *unit;
	uint64_t quantity;
};

static void put_member(struct wasl_buf *buf, const struct wasl_shape *shape,
		       const char *name)
{
	wasl_cbor_put_uint(
		buf, wasl_shape_find(shape, wasl_text_of(name))->field->n);
}

/* A delivery whose result says what was seized. */
static struct story seizes(const struct goods *goods, size_t n)
{
	struct story one = opens("controlled_delivery", A, FROM, quick);
	const struct wasl_shape *act =
		&wasl_kind_act_named(one.kind, WASL_TEXT("result"))->shape;
	const struct wasl_shape *block =
		&wasl_shape_find(act, WASL_TEXT("seized"))
			 ->field->places[0]
			 .block->shape;
	uint8_t space[1024];
	struct wasl_buf buf = WASL_BUF(space);

	does(&one, B, "ack", FROM, (struct says){0});
	does(&one, B, "accept", FROM, (struct says){0});
	does(&one, B, "stop", FROM, (struct says){0});
	wasl_cbor_put_map(&buf, 2);
	put_member(&buf, act, "seized");
	wasl_cbor_put_array(&buf, n);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_map(&buf, 3);
		put_member(&buf, block, "type");
		wasl_cbor_put_text(&buf, wasl_text_of(goods[i].type));
		put_member(&buf, block, "quantity");
		wasl_cbor_put_uint(&buf, goods[i].quantity);
		put_member(&buf, block, "unit");
		wasl_cbor_put_text(&buf, wasl_text_of(goods[i].unit));
	}
	put_member(&buf, act, "outcome");
	wasl_cbor_put_text(&buf, WASL_TEXT("EXECUTED_SEIZED"));
	act_of(&one, B, "result", FROM + HOUR, wasl_buf_bytes(&buf),
	       &(struct says){0});
	/* What the other side says of it at once, and first by the order, is no
	 * second seizure. */
	one.size[B]--;
	act_of(&one, A, "result", FROM + HOUR, wasl_buf_bytes(&buf),
	       &(struct says){0});
	one.size[B]++;
	assert_int_equal(one.d.acts[one.d.n - 1].effect, WASL_EFFECT_CROSSED);
	return one;
}

static void
test_dossier_stats__what_was_seized_is_summed_by_substance(void **state)
{
	static const struct goods goods[] = {
		{"COCAINE", "KG", 2},	 {"COCAINE", "G", 500},
		{"CASH", "EUR", 90000},	 {"FIREARM", "PIECE", 3},
		{"NO_SUCH", "PIECE", 3}, {"CASH", "NO_SUCH", 3},
	};
	static const struct {
		const char *label;
		int64_t number;
	} want[] = {{"COCAINE-G", 2500},
		    {"CASH-EUR", 90000},
		    {"FIREARM-PIECE", 3},
		    {"COCAINE-KG", -1}};
	struct wasl_stats s = stats_now();
	struct story one;

	(void)state;
	one = seizes(goods, sizeof(goods) / sizeof(goods[0]));
	take(&s, &one);
	CHECK(s, SEIZURES, 1, 0);
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_int_equal(cell(&s, WASL_FIGURE_SEIZED, A,
				      WASL_SPLIT_LABEL, want[i].label, false),
				 want[i].number);
		/* One case is too few to be shared. */
		assert_int_equal(cell(&s, WASL_FIGURE_SEIZED, A,
				      WASL_SPLIT_LABEL, want[i].label, true),
				 -1);
	}
	assert_int_equal(
		cell(&s, WASL_FIGURE_SEIZED, A, WASL_SPLIT_NONE, "", false),
		-1);
	for (int i = 0; i < 4; i++) {
		one = seizes(goods, 1);
		take(&s, &one);
	}
	assert_int_equal(cell(&s, WASL_FIGURE_SEIZED, A, WASL_SPLIT_LABEL,
			      "COCAINE-G", true),
			 2500 + 4 * 2000);
	wasl_stats_deinit(&s);
}

static void test_dossier_stats__a_quantity_beyond_all_stays_there(void **state)
{
	static const struct goods goods[] = {{"OTHER", "KG", INT64_MAX},
					     {"OTHER", "KG", INT64_MAX}};
	struct wasl_stats s = stats_now();

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct story one = seizes(goods, 2);

		take(&s, &one);
	}
	assert_true(cell(&s, WASL_FIGURE_SEIZED, A, WASL_SPLIT_LABEL, "OTHER-G",
			 false) == INT64_MAX);
	wasl_stats_deinit(&s);
}

static void
test_dossier_stats__a_suspension_counts_when_it_is_lifted(void **state)
{
	struct wasl_stats s = stats_now();

	(void)state;
	check_ok(wasl_stats_flag(&s, A, true, FROM - 2 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, A, true, FROM, NULL));
	check_ok(wasl_stats_flag(&s, B, false, FROM, NULL));
	check_ok(wasl_stats_flag(&s, A, false, FROM + 2 * HOUR, NULL));
	check_ok(wasl_stats_flag(&s, B, true, FROM, NULL));
	CHECK(s, SUSPENDED_HOURS, 4, 0);
	/* It names nobody: shared, though it is one. */
	assert_int_equal(cell(&s, WASL_FIGURE_SUSPENDED_HOURS, A,
			      WASL_SPLIT_NONE, "", true),
			 4);
	wasl_stats_deinit(&s);
}

#define CASE(name) cmocka_unit_test(test_dossier_stats__##name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(openings_count_for_the_opener),
		CASE(a_period_begins_and_ends_to_the_second),
		CASE(on_time_is_no_later_than_due),
		CASE(stops_are_not_time_and_whose_they_are),
		CASE(a_stop_that_withdrawal_ends_counts),
		CASE(what_the_asker_ends_is_no_answer),
		CASE(unanswered_is_the_asked_sides),
		CASE(maskable_grounds_are_one),
		CASE(what_does_not_count_is_not_counted),
		CASE(drills_are_counted_apart),
		CASE(a_suspended_line_delays_nobody),
		CASE(nor_during_a_clarification_that_counts_nothing),
		CASE(duplicates_are_counted_where_refused),
		CASE(hits_arrests_and_surrenders_count_once),
		CASE(removal_runs_from_the_cessation),
		CASE(a_closing_needs_an_outcome),
		CASE(persons_count_by_the_answer_in_force),
		CASE(what_was_seized_is_summed_by_substance),
		CASE(a_quantity_beyond_all_stays_there),
		CASE(a_suspension_counts_when_it_is_lifted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
