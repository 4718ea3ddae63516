#include "calendar/civil.h"
#include "kind/clock.h"
#include "kinds.h"

#include "../calendar/zonefile.h"

#define HOUR 3600
#define DAY  86400

static struct wasl_library library;
static const struct wasl_kind *kind;
static const struct wasl_profile *profile;
static struct wasl_zone *zones[2];
static struct wasl_calendar calendars[2];
static struct wasl_arena arena;

static int setup(void **state)
{
	(void)state;
	arena = wasl_arena_init(TEST_ARENA);
	open_library(&library);
	kind = wasl_library_kind_named(&library, "arrest");
	profile = load_profile(&library, "examples/profile-ma-fr.json");
	/* Paris opens, Rabat is asked. */
	zones[0] = zone_named(wasl_profile_zone(profile, "FR"));
	zones[1] = zone_named(wasl_profile_zone(profile, "MA"));
	check_ok(wasl_profile_calendar(&calendars[0], profile, "FR", zones[0],
				       NULL));
	check_ok(wasl_profile_calendar(&calendars[1], profile, "MA", zones[1],
				       NULL));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_library_deinit(&library);
	wasl_zone_free(zones[0]);
	wasl_zone_free(zones[1]);
	wasl_arena_deinit(&arena);
	return 0;
}

static int64_t at(const char *text)
{
	int64_t seconds;

	assert_true(wasl_instant_parse(&seconds, wasl_text_of(text)));
	return seconds;
}

/* A dossier's clocks, as one side holds them, moved by acts made here. */
struct story {
	struct wasl_findings findings;
	struct wasl_clock_run runs[16];
	struct wasl_clock_facts facts;
};

static struct story begin(const char *urgency)
{
	struct story s = {.findings = wasl_findings_init(&arena)};

	s.facts = (struct wasl_clock_facts){
		.kind = kind,
		.profile = profile,
		.opener = &calendars[0],
		.partner = &calendars[1],
		.urgency = wasl_text_of(urgency),
	};
	return s;
}

static const struct wasl_act_def *def_of(const char *name)
{
	return wasl_kind_act_named(kind, wasl_text_of(name));
}

/* Make an act in a state with one instant field, and fold it. */
static void act(struct story *s, const char *name, const char *state,
		const char *field, const char *value, const char *time)
{
	const struct wasl_act_def *def = def_of(name);
	struct wasl_pair pairs[2] = {0};
	struct wasl_record record = {pairs, 0};
	struct wasl_act made = {.number = def->n, .time = at(time)};

	if (field != NULL) {
		pairs[0].n = wasl_shape_find(&def->shape, wasl_text_of(field))
				     ->field->n;
		pairs[0].value.type = WASL_TYPE_INSTANT;
		pairs[0].value.number = at(value);
		record.n = 1;
	}
	uint8_t met = *state == '\0' ? WASL_STATE_UNOPENED
				     : wasl_kind_state(kind, state);
	s->facts.runs = s->runs;
	s->facts.n_runs = kind->n_clocks;
	wasl_clocks_due(&made.due, &made.n_due, &arena, &s->findings, &s->facts,
			def, &record, made.time);
	wasl_clocks_fold(s->runs, kind, def, met,
			 def->next[met] == WASL_STATE_REFUSED ? met
							      : def->next[met],
			 &made);
}

static int64_t due(const struct story *s, const char *clock)
{
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (strcmp(kind->clocks[i].name, clock) == 0)
			return s->runs[i].due;
	fail_msg("no clock %s", clock);
	return 0;
}

static int64_t due_in(const struct wasl_act *made, const char *clock)
{
	for (size_t i = 0; i < made->n_due; i++)
		if (strcmp(wasl_kind_clock(kind, made->due[i].clock)->name,
			   clock) == 0)
			return made->due[i].at;
	fail_msg("no due time of %s", clock);
	return 0;
}

static void
test_kind_clock__the_class_of_urgency_sets_the_deadlines(void **state)
{
	/* A Friday afternoon; Monday 23 March 2026 closes at 16:30 in Rabat,
	 * whose clocks went forward on the Sunday between. */
	static const char time[] = "2026-03-20T14:00:00Z";
	static const struct {
		const char *urgency, *ack, *reply;
	} rows[] = {
		{"U1", "2026-03-20T14:30:00Z", "2026-03-20T22:00:00Z"},
		{"U2", "2026-03-20T18:00:00Z", "2026-03-23T14:00:00Z"},
		{"U3", "2026-03-23T15:30:00Z", "2026-03-27T14:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct story s = begin(rows[i].urgency);

		act(&s, "open", "", NULL, NULL, time);
		assert_int_equal(s.findings.n, 0);
		assert_int_equal(due(&s, "ack"), at(rows[i].ack));
		assert_int_equal(due(&s, "reply"), at(rows[i].reply));
		assert_int_equal(due(&s, "custody"), 0);
	}
}

static void test_kind_clock__an_answer_stops_what_waited_for_it(void **state)
{
	struct story s = begin("U2");

	(void)state;
	act(&s, "open", "", NULL, NULL, "2026-11-23T09:00:00Z");
	act(&s, "ack", "sent", NULL, NULL, "2026-11-23T10:00:00Z");
	assert_int_equal(due(&s, "ack"), 0);
	assert_int_not_equal(due(&s, "reply"), 0);
	act(&s, "report", "accepted", NULL, NULL, "2026-11-24T10:00:00Z");
	assert_int_equal(due(&s, "reply"), 0);
}

static void
test_kind_clock__custody_runs_to_its_hour_and_fate_ends_it(void **state)
{
	struct story s = begin("U2");
	const struct wasl_act_def *def = def_of("arrested");
	struct wasl_pair pairs[2] = {0};
	struct wasl_record record = {pairs, 2};
	struct wasl_act made = {.time = at("2026-11-23T09:30:00Z")};

	(void)state;
	pairs[0].n = wasl_shape_find(&def->shape, WASL_TEXT("arrested_at"))
			     ->field->n;
	pairs[0].value.number = at("2026-11-23T09:05:00Z");
	pairs[1].n = wasl_shape_find(&def->shape, WASL_TEXT("custody_until"))
			     ->field->n;
	pairs[1].value.number = at("2026-11-25T09:05:00Z");
	wasl_clocks_due(&made.due, &made.n_due, &arena, &s.findings, &s.facts,
			def, &record, made.time);
	wasl_clocks_fold(s.runs, kind, def, wasl_kind_state(kind, "accepted"),
			 wasl_kind_state(kind, "custody"), &made);
	assert_int_equal(s.findings.n, 0);
	assert_int_equal(due(&s, "custody"), at("2026-11-25T09:05:00Z"));
	/* The profile's 40 days, from the arrest and not from the report. */
	assert_int_equal(due(&s, "provisional"),
			 at("2026-11-23T09:05:00Z") + 40 * DAY);
	/* Of the clocks per act, the fold of the dossier keeps the runs. */
	assert_int_equal(due(&s, "second"), 0);
	assert_int_equal(due_in(&made, "second"), made.time + 2 * HOUR);
	/* Neither withdrawal nor clarification stops them; release is due. */
	act(&s, "withdraw", "custody", NULL, NULL, "2026-11-23T10:00:00Z");
	assert_int_not_equal(due(&s, "custody"), 0);
	assert_int_not_equal(due(&s, "provisional"), 0);
	assert_int_equal(due(&s, "release"), at("2026-11-23T10:30:00Z"));
	assert_int_equal(due(&s, "removal"), 0);
	act(&s, "custody_extended", "custody", "custody_until",
	    "2026-11-27T09:05:00Z", "2026-11-24T10:00:00Z");
	assert_int_equal(due(&s, "custody"), at("2026-11-27T09:05:00Z"));
	act(&s, "fate", "custody", NULL, NULL, "2026-11-24T12:00:00Z");
	assert_int_equal(due(&s, "custody"), 0);
	assert_int_equal(due(&s, "provisional"), 0);
	assert_int_equal(due(&s, "release"), 0);
}

static void
test_kind_clock__an_arrest_that_crosses_a_withdrawal_asks_for_release(
	void **state)
{
	struct story s = begin("U2");

	(void)state;
	act(&s, "withdraw", "located", NULL, NULL, "2026-11-23T10:00:00Z");
	assert_int_equal(due(&s, "release"), 0);
	act(&s, "arrested", "withdrawn", "arrested_at", "2026-11-23T10:01:00Z",
	    "2026-11-23T10:02:00Z");
	assert_int_equal(due(&s, "release"), at("2026-11-23T10:32:00Z"));
	act(&s, "fate", "custody", NULL, NULL, "2026-11-23T10:20:00Z");
	assert_int_equal(due(&s, "release"), 0);
	/* An arrest that nobody withdrew does not. */
	act(&s, "arrested", "located", "arrested_at", "2026-11-23T10:01:00Z",
	    "2026-11-23T10:02:00Z");
	assert_int_equal(due(&s, "release"), 0);
}

static void
test_kind_clock__a_withdrawal_outside_custody_asks_for_removal(void **state)
{
	struct story s = begin("U3");

	(void)state;
	act(&s, "withdraw", "accepted", NULL, NULL, "2026-11-23T10:00:00Z");
	assert_int_equal(due(&s, "release"), 0);
	assert_int_equal(due(&s, "removal"), at("2026-11-23T18:00:00Z"));
	act(&s, "removed", "withdrawn", NULL, NULL, "2026-11-23T11:00:00Z");
	assert_int_equal(due(&s, "removal"), 0);
}

static void
test_kind_clock__clarification_pauses_twice_and_five_days_in_all(void **state)
{
	struct story s = begin("U3");
	int64_t first;

	(void)state;
	act(&s, "open", "", NULL, NULL, "2026-11-02T09:00:00Z");
	first = due(&s, "reply");
	act(&s, "clarify", "acknowledged", NULL, NULL, "2026-11-03T09:00:00Z");
	act(&s, "answer_clarification", "clarify", NULL, NULL,
	    "2026-11-05T09:00:00Z");
	assert_int_equal(due(&s, "reply"), first + 2 * DAY);
	/* Ten days more, of which three are left. */
	act(&s, "clarify", "acknowledged", NULL, NULL, "2026-11-06T09:00:00Z");
	act(&s, "answer_clarification", "clarify", NULL, NULL,
	    "2026-11-16T09:00:00Z");
	assert_int_equal(due(&s, "reply"), first + 5 * DAY);
	/* The third time counts for nothing. */
	act(&s, "clarify", "acknowledged", NULL, NULL, "2026-11-17T09:00:00Z");
	act(&s, "answer_clarification", "clarify", NULL, NULL,
	    "2026-11-18T09:00:00Z");
	assert_int_equal(due(&s, "reply"), first + 5 * DAY);
	assert_int_equal(s.findings.n, 0);
}

static void test_kind_clock__a_time_left_open_is_a_finding(void **state)
{
	struct story s = begin("U3");

	(void)state;
	s.facts.profile = NULL;
	act(&s, "open", "", NULL, NULL, "2026-11-02T09:00:00Z");
	assert_int_equal(s.findings.errors, 2);
	assert_true(has_finding(&s.findings, "ack", ""));
	assert_int_equal(due(&s, "ack"), 0);
	/* Of a fact about a person in custody it is only a note. */
	s = begin("U3");
	s.facts.profile = NULL;
	act(&s, "custody_extended", "custody", "custody_until",
	    "2026-11-27T09:05:00Z", "2026-11-24T10:00:00Z");
	assert_int_equal(s.findings.errors, 0);
	assert_int_equal(s.findings.notes, 1);
	assert_int_not_equal(due(&s, "custody"), 0);
}

static void test_kind_clock__another_reckoning_is_a_note(void **state)
{
	static const struct wasl_due ours[] = {{1, 10}, {2, 20}, {4, 40}};
	static const struct wasl_due theirs[] = {{1, 10}, {2, 21}, {3, 30}};
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_act same = {.due = ours, .n_due = 3};
	const struct wasl_act other = {.due = theirs, .n_due = 3};

	(void)state;
	wasl_clocks_compare(&f, ours, 3, &same);
	assert_int_equal(f.n, 0);
	wasl_clocks_compare(&f, ours, 3, &other);
	assert_int_equal(f.notes, 3);
	assert_int_equal(f.errors, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_clock__the_class_of_urgency_sets_the_deadlines),
		cmocka_unit_test(
			test_kind_clock__an_answer_stops_what_waited_for_it),
		cmocka_unit_test(
			test_kind_clock__custody_runs_to_its_hour_and_fate_ends_it),
		cmocka_unit_test(
			test_kind_clock__an_arrest_that_crosses_a_withdrawal_asks_for_release),
		cmocka_unit_test(
			test_kind_clock__a_withdrawal_outside_custody_asks_for_removal),
		cmocka_unit_test(
			test_kind_clock__clarification_pauses_twice_and_five_days_in_all),
		cmocka_unit_test(
			test_kind_clock__a_time_left_open_is_a_finding),
		cmocka_unit_test(test_kind_clock__another_reckoning_is_a_note),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
