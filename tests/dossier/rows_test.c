/* What each kind of request must do beyond request and reply, told with its own
 * file, the example profile and the examples. docs/claims.md names the tests.
 */
#include "play.h"

/* --- ARR -------------------------------------------------------------------
 */

static struct play accepted_arrest(void)
{
	struct play p = opened("arrest");

	says(does(&p, PARTNER, "ack", ""), "");
	says(does(&p, PARTNER, "accept", "@arrest-accept"), "");
	return p;
}

static void test_dossier_rows__a_hit_is_reported_in_hours(void **state_)
{
	struct play p = accepted_arrest();

	(void)state_;
	says(does(&p, PARTNER, "hit", "@arrest-hit"), "");
	says(state(&p), "located");
	assert_int_equal(due(&p, "hit_report"),
			 at("2026-11-23T08:40:00Z") + 8 * HOUR);
	says(does(&p, PARTNER, "report",
		  "{\"outcome\":\"NOT_FOUND\",\"report\":"
		  "{\"language\":\"fr\",\"text\":\"Exemple.\"}}"),
	     "");
	assert_int_equal(due(&p, "hit_report"), 0);
	end(&p);
}

static struct play held(void)
{
	struct play p = accepted_arrest();

	says(does(&p, PARTNER, "arrested",
		  "@arrest-arrested{\"custody_until\":null}"),
	     "/custody_until");
	says(does(&p, PARTNER, "arrested",
		  "@arrest-arrested{\"arrested_at\":\"2026-12-01T07:00:00Z\","
		  "\"custody_until\":\"2026-12-03T07:00:00Z\"}"),
	     "");
	says(state(&p), "custody");
	return p;
}

static void
test_dossier_rows__provisional_arrest_ends_in_a_duty_to_release(void **state_)
{
	struct play p = held();
	struct wasl_deadline one[1];

	(void)state_;
	assert_int_equal(due(&p, "custody"), at("2026-12-03T07:00:00Z"));
	p.now = at("2026-12-01T07:00:00Z") + 40 * DAY;
	assert_int_equal(runs(&p, "provisional", one, 1), 1);
	assert_int_equal(one[0].due, p.now);
	assert_false(one[0].late);
	assert_string_equal(one[0].def->late, "release_duty");
	assert_int_equal(one[0].def->calls, 1u << WASL_ROLE_JUDICIAL);
	p.now++;
	assert_int_equal(runs(&p, "provisional", one, 1), 1);
	assert_true(one[0].late);
	/* It ends with what became of the person, and with nothing else. */
	says(does(&p, OPENER, "withdraw", "{\"reason\":\"Exemple.\"}"), "");
	says(state(&p), "custody");
	assert_int_not_equal(due(&p, "provisional"), 0);
	assert_int_equal(due(&p, "release"), p.now + 30 * MINUTE);
	says(does(&p, PARTNER, "fate", "@arrest-fate-freed"), "");
	assert_int_equal(due(&p, "provisional"), 0);
	assert_int_equal(due(&p, "release"), 0);
	assert_int_equal(due(&p, "custody"), 0);
	end(&p);
}

static void test_dossier_rows__a_surrender_has_its_milestones(void **state_)
{
	static const char bare[] =
		"{\"milestone\":\"SURRENDER_SCHEDULED\",\"milestone_at\":"
		"\"2026-12-20T10:00:00Z\",\"authority\":\"Exemple\"}";
	static const char whole[] =
		"{\"milestone\":\"SURRENDER_SCHEDULED\",\"milestone_at\":"
		"\"2026-12-20T10:00:00Z\",\"authority\":\"Exemple\","
		"\"surrender_place\":{\"country\":\"MA\",\"locality\":"
		"\"Exemple\"},"
		"\"escort\":\"Exemple\",\"belongings\":\"Exemple\"}";
	struct play p = held();

	(void)state_;
	says(does(&p, PARTNER, "milestone",
		  "{\"milestone\":\"EXTRADITION_GRANTED\",\"milestone_at\":"
		  "\"2026-12-10T10:00:00Z\"}"),
	     "/authority");
	says(does(&p, PARTNER, "milestone", bare), "scheduled_where");
	says(does(&p, PARTNER, "milestone", whole), "");
	says(state(&p), "custody");
	says(does(&p, PARTNER, "fate",
		  "{\"fate\":\"SURRENDERED\",\"fate_at\":"
		  "\"2026-12-20T12:00:00Z\",\"authority\":\"Exemple\","
		  "\"outcome\":\"SURRENDERED\"}"),
	     "surrender_where");
	end(&p);
}

static void
test_dossier_rows__an_own_national_is_followed_up_by_prosecution(void **state_)
{
	struct play p = accepted_arrest();

	(void)state_;
	says(does(&p, PARTNER, "refuse",
		  "{\"ground\":\"R14\",\"reason\":\"Exemple.\"}"),
	     "");
	says(state(&p), "prosecution");
	says(does(&p, OPENER, "close", "@arrest-close"), "state");
	says(does(&p, OPENER, "official_report",
		  "{\"reported_at\":\"2027-01-10\",\"report_number\":\"EX-1\","
		  "\"authority\":\"Exemple\"}"),
	     "");
	says(does(&p, PARTNER, "prosecuted",
		  "{\"outcome\":\"ARRESTED\",\"authority\":\"Exemple\","
		  "\"reported_at\":\"2027-01-10\",\"report_number\":\"EX-1\"}"),
	     "prosecuted_outcome");
	says(does(&p, PARTNER, "prosecuted",
		  "{\"outcome\":\"PROSECUTED_LOCALLY\",\"authority\":"
		  "\"Exemple\",\"reported_at\":\"2027-01-10\","
		  "\"report_number\":\"EX-1\"}"),
	     "");
	says(state(&p), "answered");
	end(&p);
}

static void test_dossier_rows__no_arrest_closes_without_a_fate(void **state_)
{
	struct play p = held();

	(void)state_;
	says(does(&p, PARTNER, "fate", "@arrest-fate-freed"), "");
	says(does(&p, OPENER, "assess", "@arrest-assess"), "");
	says(does(&p, OPENER, "close", "{\"outcome\":\"ARRESTED\"}"), "/fate");
	says(does(&p, OPENER, "close",
		  "{\"outcome\":\"ARRESTED\",\"fate\":\"NEVER_HELD\"}"),
	     "stands");
	says(does(&p, OPENER, "close",
		  "{\"outcome\":\"RELEASED_BY_JUDGE\",\"fate\":\"FREED\"}"),
	     "");
	end(&p);
}

/* --- LOC, IDC, INF ---------------------------------------------------------
 */

static void test_dossier_rows__who_serves_says_what_and_when(void **state_)
{
	struct play p = begin("locate");

	(void)state_;
	says(does(&p, OPENER, "open",
		  "@locate-request{\"action\":\"SERVE\",\"to_serve\":null}"),
	     "serve");
	says(does(&p, OPENER, "open",
		  "@locate-request{\"action\":\"SERVE\",\"to_serve\":"
		  "\"Exemple\"}"),
	     "");
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "report",
		  "{\"outcome\":\"SERVED\",\"report\":{\"language\":\"fr\","
		  "\"text\":\"Exemple.\"}}"),
	     "served");
	says(does(&p, PARTNER, "report",
		  "{\"outcome\":\"SERVED\",\"served_at\":"
		  "\"2026-12-02T10:00:00Z\",\"report\":{\"language\":\"fr\","
		  "\"text\":\"Exemple.\"}}"),
	     "");
	end(&p);
}

static void test_dossier_rows__each_question_of_identity_is_answered(void **s)
{
	struct play p = opened("identity");

	(void)s;
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "partial",
		  "{\"replies\":[{\"number\":1,\"result\":\"UNKNOWN\"}]}"),
	     "reply_sources");
	says(does(&p, PARTNER, "partial",
		  "{\"replies\":[{\"number\":1,\"result\":\"CONFIRMED\"}]}"),
	     "");
	says(state(&p), "partial");
	says(does(&p, PARTNER, "partial",
		  "{\"replies\":[{\"number\":2,\"result\":\"CONFIRMED\"},"
		  "{\"number\":3,\"result\":\"REFUSED\",\"ground\":\"R05\"}]}"),
	     "");
	says(state(&p), "answered");
	end(&p);
}

static void
test_dossier_rows__no_trace_names_the_sources_that_were_searched(void **state_)
{
	struct play p = opened("information");

	(void)state_;
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "partial",
		  "{\"replies\":[{\"number\":1,\"result\":\"NO_TRACE\"}]}"),
	     "no_trace");
	says(does(&p, PARTNER, "partial",
		  "{\"replies\":[{\"number\":1,\"result\":\"NO_TRACE\","
		  "\"sources\":[\"Exemple\"]}]}"),
	     "");
	says(state(&p), "partial");
	end(&p);
}

/* --- SPO -------------------------------------------------------------------
 */

static void
test_dossier_rows__a_warning_wants_a_person_in_minutes(void **state_)
{
	struct play p = opened("warning");
	struct wasl_deadline one[1];

	(void)state_;
	assert_int_equal(runs(&p, "ack", one, 1), 1);
	assert_int_equal(one[0].due, p.now + 5 * MINUTE);
	assert_string_equal(one[0].def->late, "not_awake");
	assert_false(wasl_clock_stands(p.kind, one[0].def));
	assert_int_equal(due(&p, "validity"), at("2026-12-31T23:00:00Z"));
	/* Who was called is told, before anybody has answered. */
	says(does(&p, PARTNER, "rung",
		  "{\"rung\":\"SUPERVISOR\",\"reached\":\"Exemple\"}"),
	     "");
	assert_int_not_equal(due(&p, "ack"), 0);
	says(does(&p, PARTNER, "ack", ""), "");
	assert_int_equal(due(&p, "ack"), 0);
	says(does(&p, PARTNER, "measures", "@warning-measures"), "");
	says(does(&p, OPENER, "all_clear", "@warning-all_clear"), "");
	says(state(&p), "cleared");
	assert_int_equal(due(&p, "validity"), 0);
	says(does(&p, OPENER, "close", "@warning-close"), "second_first");
	end(&p);
}

/* --- CDL -------------------------------------------------------------------
 */

#define PERMIT                                                                 \
	"\"permission\":{\"authority\":\"Exemple\",\"reference\":\"EX\","      \
	"\"at\":\"2026-11-26T11:00:00Z\"}"

static struct play delivery(void)
{
	struct play p = opened("controlled_delivery");

	all(&p, PARTNER, taken);
	return p;
}

static void test_dossier_rows__silence_about_a_leg_is_no_go(void **state_)
{
	struct play p = delivery();
	struct wasl_deadline legs[3];

	(void)state_;
	assert_int_equal(runs(&p, "leg", legs, 3), 2);
	says(does(&p, PARTNER, "leg",
		  "{\"leg_replies\":[{\"number\":1,\"code\":\"GO\"," PERMIT
		  "}]}"),
	     "");
	/* Leg 2 is silent, before its time and after. */
	says(does(&p, OPENER, "start", "@controlled_delivery-start"),
	     "answers");
	p.now = at("2026-12-05T20:00:01Z");
	assert_int_equal(runs(&p, "leg", legs, 3), 1);
	assert_int_equal(legs[0].key, 2);
	assert_true(legs[0].late);
	assert_string_equal(legs[0].def->late, "leg_is_no_go");
	says(does(&p, OPENER, "start", "@controlled_delivery-start"),
	     "answers");
	says(state(&p), "accepted");
	end(&p);
}

static void
test_dossier_rows__one_no_go_stops_and_a_go_if_says_if(void **state_)
{
	struct play p = delivery();

	(void)state_;
	says(does(&p, PARTNER, "leg",
		  "{\"leg_replies\":[{\"number\":1,\"code\":\"GO_IF\"," PERMIT
		  "}]}"),
	     "condition");
	says(does(&p, PARTNER, "leg",
		  "{\"leg_replies\":[{\"number\":1,\"code\":\"GO\"}]}"),
	     "leg_permission");
	says(does(&p, PARTNER, "leg",
		  "{\"leg_replies\":[{\"number\":1,\"code\":\"GO\"," PERMIT
		  "},{\"number\":2,\"code\":\"NO_GO\"}]}"),
	     "");
	says(does(&p, OPENER, "start", "@controlled_delivery-start"),
	     "answers");
	says(does(&p, PARTNER, "leg", "@controlled_delivery-leg"), "");
	says(does(&p, OPENER, "start", "@controlled_delivery-start"), "");
	says(state(&p), "running");
	/* A new plan would be answered anew. */
	assert_true(p.kind->items[0].anew);
	end(&p);
}

static void test_dossier_rows__a_delivery_ends_with_its_retex(void **state_)
{
	struct play p = delivery();

	(void)state_;
	says(does(&p, PARTNER, "leg", "@controlled_delivery-leg"), "");
	says(does(&p, OPENER, "start", "@controlled_delivery-start"), "");
	says(does(&p, OPENER, "log", "@controlled_delivery-log"), "");
	says(does(&p, PARTNER, "log", "@controlled_delivery-log"), "");
	says(does(&p, OPENER, "result",
		  "@controlled_delivery-result{\"seized\":null}"),
	     "seized");
	says(does(&p, OPENER, "result", "@controlled_delivery-result"), "");
	says(does(&p, OPENER, "assess",
		  "{\"usefulness\":\"DECISIVE\",\"reason\":\"Exemple.\"}"),
	     "");
	says(does(&p, OPENER, "close", "{}"), "stands");
	says(does(&p, OPENER, "retex", "@controlled_delivery-retex"), "");
	says(does(&p, OPENER, "close", "{}"), "stands");
	says(approves(&p, PARTNER, "approve_retex", "retex_hash"), "");
	says(does(&p, OPENER, "close", "{}"), "");
	end(&p);
}

/* --- EVP -------------------------------------------------------------------
 */

#define KEPT(n, until)                                                         \
	"{\"preserved\":[{\"number\":" #n ",\"code\":\"PRESERVED\",\"until\":" \
	"\"" until "\"}]}"

static struct play preserved(void)
{
	struct play p = opened("evidence");

	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "preserved", KEPT(1, "2027-03-01T12:00:00Z")),
	     "");
	says(state(&p), "preserved");
	return p;
}

static void
test_dossier_rows__a_preservation_warns_before_it_expires(void **state_)
{
	static const int64_t before[] = {30, 14, 7, 2};
	struct play p = preserved();
	struct wasl_deadline one[1];

	(void)state_;
	/* Object 2 was not preserved yet: nothing of it expires. */
	assert_int_equal(runs(&p, "preservation", one, 1), 1);
	assert_int_equal(one[0].key, 1);
	assert_int_equal(one[0].due, at("2027-03-01T12:00:00Z"));
	assert_true(one[0].def->expires);
	assert_int_equal(one[0].def->n_warn, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(one[0].def->warn[i], before[i]);
	end(&p);
}

static void test_dossier_rows__a_renewal_puts_the_expiry_off(void **state_)
{
	struct play p = preserved();

	(void)state_;
	says(does(&p, OPENER, "ask_renewal",
		  "{\"renew_until\":\"2027-06-01T12:00:00Z\"}"),
	     "/reason");
	says(does(&p, OPENER, "ask_renewal",
		  "{\"renew_until\":\"2027-06-01T12:00:00Z\","
		  "\"reason\":\"Exemple.\"}"),
	     "");
	/* Asked for is not granted. */
	assert_int_equal(due(&p, "preservation"), at("2027-03-01T12:00:00Z"));
	says(does(&p, PARTNER, "renew", KEPT(1, "2027-06-01T12:00:00Z")), "");
	assert_int_equal(due(&p, "preservation"), at("2027-06-01T12:00:00Z"));
	/* And it can be renewed again, as often as it is needed. */
	says(does(&p, PARTNER, "renew", KEPT(1, "2027-09-01T12:00:00Z")), "");
	assert_int_equal(due(&p, "preservation"), at("2027-09-01T12:00:00Z"));
	end(&p);
}

static void
test_dossier_rows__what_is_preserved_waits_for_a_judicial_request(void **state_)
{
	struct play p = preserved();

	(void)state_;
	says(does(&p, OPENER, "judicial_request",
		  "{\"judicial_date\":\"2027-01-12\"}"),
	     "/judicial_reference");
	says(does(&p, OPENER, "judicial_request", "@evidence-judicial_request"),
	     "");
	says(does(&p, PARTNER, "handed_over",
		  "@evidence-handed_over{\"outcome\":\"LAPSED\"}"),
	     "handed_outcome");
	says(does(&p, PARTNER, "handed_over", "@evidence-handed_over"), "");
	says(state(&p), "answered");
	assert_int_equal(due(&p, "preservation"), 0);
	end(&p);
}

static void test_dossier_rows__a_hold_is_as_long_as_the_treaty_says(void **s)
{
	struct play p = begin("evidence");

	(void)s;
	says(does(&p, OPENER, "open", "@evidence-request{\"hold_days\":59}"),
	     "hold_least");
	says(does(&p, OPENER, "open", "@evidence-request{\"hold_days\":60}"),
	     "");
	end(&p);
}

/* --- MIS -------------------------------------------------------------------
 */

static void test_dossier_rows__protection_comes_before_the_search(void **state_)
{
	struct play p = begin("missing");

	(void)state_;
	says(does(&p, OPENER, "open",
		  "@missing-request{\"protection_authority\":null}"),
	     "minor");
	says(does(&p, OPENER, "open", "@missing-request{\"protection\":null}"),
	     "/protection");
	says(does(&p, OPENER, "open",
		  "@missing-request{\"type\":\"ADULT\",\"protection\":{"
		  "\"domestic_violence\":\"UNKNOWN\",\"custody_dispute\":"
		  "\"NO\",\"flight_from_persecution\":\"NO\",\"sources\":"
		  "[\"Exemple\"],\"answered_by\":\"EX\"}}"),
	     "protection_first");
	says(does(&p, OPENER, "open",
		  "@missing-request{\"type\":\"TRAFFICKING\"}"),
	     "trafficking");
	end(&p);
}

static void
test_dossier_rows__who_does_not_want_to_be_found_is_told_safe(void **state_)
{
	static const char where[] =
		"{\"whereabouts\":{\"country\":\"MA\",\"locality\":\"Exemple\"}"
		",\"consent_at\":\"2026-12-02T10:00:00Z\"";
	struct play p = opened("missing");
	char fields[256];

	(void)state_;
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "found",
		  "{\"outcome\":\"FOUND_SAFE\",\"measures\":\"Exemple.\"}"),
	     "found_safe");
	says(does(&p, PARTNER, "found", "{\"outcome\":\"FOUND_SAFE\"}"), "");
	says(state(&p), "found");
	snprintf(fields, sizeof(fields), "%s}", where);
	says(does(&p, PARTNER, "whereabouts", fields), "/consent");
	snprintf(fields, sizeof(fields),
		 "%s,\"consent\":\"PERSON\",\"consent_reference\":\"EX-1\"}",
		 where);
	says(does(&p, PARTNER, "whereabouts", fields), "");
	end(&p);
}

#define CLAIM(name) cmocka_unit_test(test_dossier_rows__##name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(a_hit_is_reported_in_hours),
		CLAIM(provisional_arrest_ends_in_a_duty_to_release),
		CLAIM(a_surrender_has_its_milestones),
		CLAIM(an_own_national_is_followed_up_by_prosecution),
		CLAIM(no_arrest_closes_without_a_fate),
		CLAIM(who_serves_says_what_and_when),
		CLAIM(each_question_of_identity_is_answered),
		CLAIM(no_trace_names_the_sources_that_were_searched),
		CLAIM(a_warning_wants_a_person_in_minutes),
		CLAIM(silence_about_a_leg_is_no_go),
		CLAIM(one_no_go_stops_and_a_go_if_says_if),
		CLAIM(a_delivery_ends_with_its_retex),
		CLAIM(a_preservation_warns_before_it_expires),
		CLAIM(a_renewal_puts_the_expiry_off),
		CLAIM(what_is_preserved_waits_for_a_judicial_request),
		CLAIM(a_hold_is_as_long_as_the_treaty_says),
		CLAIM(protection_comes_before_the_search),
		CLAIM(who_does_not_want_to_be_found_is_told_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
