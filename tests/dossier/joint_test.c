/* What each kind of joint work must do beyond request and reply, told with its
 * own file, the example profile and the examples. docs/claims.md names the
 * tests. */
#include "play.h"

/* --- EVT -------------------------------------------------------------------
 */

static struct play running(void)
{
	struct play p = opened("event");

	says(does(&p, PARTNER, "join", "@event-join"), "");
	says(does(&p, OPENER, "start", ""), "");
	return p;
}

static void test_dossier_joint__an_event_names_who_can_be_called(void **state_)
{
	static const char *const needed[] = {"phases", "sites", "contacts",
					     "on_call", "threat_until"};
	struct play p = begin("event");
	char fields[64];
	char pointer[32];

	(void)state_;
	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++) {
		snprintf(fields, sizeof(fields), "@event-request{\"%s\":null}",
			 needed[i]);
		snprintf(pointer, sizeof(pointer), "/%s", needed[i]);
		says(does(&p, OPENER, "open", fields), pointer);
	}
	end(&p);
}

static void
test_dossier_joint__an_incident_has_its_owner_and_time(void **state_)
{
	static const char nobody[] =
		"{\"incidents\":[{\"number\":3,\"at\":\"2027-01-12T19:35:00Z\","
		"\"site\":1,\"type\":\"CROWD\",\"severity\":\"I2\",\"text\":"
		"\"Exemple.\",\"due\":\"2027-01-12T19:50:00Z\"}]}";
	struct play p = running();
	struct wasl_deadline one[1];

	(void)state_;
	says(does(&p, OPENER, "incident", nobody), "/incidents/0/owner");
	p.now = at("2027-01-12T19:40:00Z");
	says(does(&p, OPENER, "incident", "@event-incident"), "");
	assert_int_equal(runs(&p, "incident", one, 1), 1);
	assert_int_equal(one[0].due, at("2027-01-12T19:50:00Z"));
	assert_int_equal(one[0].key, 1);
	says(does(&p, PARTNER, "situation", "@event-situation"), "");
	says(does(&p, OPENER, "update",
		  "{\"updates\":[{\"number\":1,\"status\":\"DONE\",\"at\":"
		  "\"2027-01-12T19:48:00Z\"}]}"),
	     "");
	assert_int_equal(runs(&p, "incident", one, 1), 0);
	/* Who hands his watch over says to whom. */
	says(does(&p, OPENER, "hand_over", "{\"note\":\"Exemple.\"}"),
	     "/handed_to");
	end(&p);
}

static void test_dossier_joint__an_event_ends_with_one_retex(void **state_)
{
	struct play p = running();

	(void)state_;
	says(does(&p, OPENER, "all_clear", "@event-all_clear"), "");
	says(does(&p, OPENER, "close", "@event-close"), "stands");
	says(does(&p, PARTNER, "retex", "@event-retex"), "");
	says(does(&p, OPENER, "close", "@event-close"), "stands");
	says(approves(&p, OPENER, "approve_retex", "retex_hash"), "");
	says(does(&p, OPENER, "close", "@event-close"), "");
	end(&p);
}

static void test_dossier_joint__a_threat_level_is_valid_until(void **state_)
{
	struct play p = running();
	struct wasl_deadline one[1];

	(void)state_;
	p.now = at("2027-01-09T00:00:01Z");
	assert_int_equal(runs(&p, "threat", one, 1), 1);
	assert_true(one[0].late && one[0].def->expires);
	says(does(&p, PARTNER, "threat_level",
		  "{\"threat\":{\"level\":\"SEVERE\",\"author\":\"Exemple\"},"
		  "\"threat_until\":\"2027-01-20T00:00:00Z\"}"),
	     "");
	assert_int_equal(due(&p, "threat"), at("2027-01-20T00:00:00Z"));
	end(&p);
}

/* --- ACC -------------------------------------------------------------------
 */

#define HEX32 "00112233445566778899aabbccddeeff"
#define BATCH                                                                  \
	"@batch/request{\"event\":\"" HEX32 "\",\"persons_count\":3,"          \
	"\"persons\":{\"id\":\"" HEX32 "\",\"sealed\":\"" HEX32 HEX32          \
	"\",\"size\":100,\"sha256\":\"" HEX32 HEX32                            \
	"\",\"type\":\"text/csv\",\"name\":\"exemple.csv\"}"

static void test_dossier_joint__a_verdict_never_has_a_reason(void **state_)
{
	struct play p = begin("accreditation");
	const struct wasl_act_def *refuse =
		wasl_kind_act_named(p.kind, WASL_TEXT("refuse"));

	(void)state_;
	assert_null(wasl_shape_find(&refuse->shape, WASL_TEXT("reason")));
	says(does(&p, OPENER, "open", BATCH ",\"notice_given\":false}"),
	     "notice");
	says(does(&p, OPENER, "open", BATCH ",\"applicant_role\":\"MEDIA\"}"),
	     "media");
	says(does(&p, OPENER, "open", BATCH "}"), "");
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "verdicts",
		  "{\"verdicts\":[[1,\"OBJECTION\"]],\"reason\":\"x\"}"),
	     "/reason");
	says(does(&p, PARTNER, "verdicts",
		  "{\"verdicts\":[[1,\"NO_OBJECTION\"],[2,\"NEED_IDENTITY\"]]"
		  "}"),
	     "");
	says(state(&p), "partial");
	says(does(&p, PARTNER, "verdicts",
		  "{\"verdicts\":[[2,\"UNKNOWN\"],[3,\"EXPIRED\"]]}"),
	     "");
	says(state(&p), "answered");
	end(&p);
}

static void test_dossier_joint__an_objection_is_decided_by_a_named(void **s)
{
	struct play p = begin("accreditation");

	(void)s;
	says(does(&p, OPENER, "open", BATCH "}"), "");
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "verdicts",
		  "{\"verdicts\":[[1,\"OBJECTION\"],[2,\"NO_OBJECTION\"],"
		  "[3,\"NO_OBJECTION\"]]}"),
	     "");
	says(does(&p, OPENER, "assess",
		  "{\"usefulness\":\"USEFUL\",\"reason\":\"Exemple.\"}"),
	     "");
	says(does(&p, OPENER, "close", "@accreditation-close"), "stands");
	says(does(&p, OPENER, "decision",
		  "@accreditation-decision{\"decided_by\":null}"),
	     "/decided_by");
	says(does(&p, OPENER, "decision",
		  "@accreditation-decision{\"remedy\":null}"),
	     "/remedy");
	says(does(&p, OPENER, "decision", "@accreditation-decision"), "");
	says(does(&p, OPENER, "close", "@accreditation-close"), "");
	end(&p);
}

/* --- LOM -------------------------------------------------------------------
 */

static void test_dossier_joint__a_mission_ends_with_its_report(void **state_)
{
	struct play p = opened("mission");
	struct wasl_deadline one[1];

	(void)state_;
	all(&p, PARTNER, taken);
	/* Nobody arrives on a post that nobody accepted. */
	says(does(&p, PARTNER, "arrive", "@mission-arrive"), "answers");
	says(does(&p, PARTNER, "posts", "@mission-posts"), "");
	says(does(&p, PARTNER, "arrive", "@mission-arrive"), "");
	says(does(&p, PARTNER, "log", "{\"entry\":\"Exemple.\"}"), "");
	says(does(&p, PARTNER, "end_report", "@mission-end_report"), "state");
	says(does(&p, PARTNER, "end", "@mission-end"), "");
	p.now = at("2027-02-15T12:00:01Z");
	assert_int_equal(runs(&p, "report", one, 1), 1);
	assert_true(one[0].late);
	assert_string_equal(one[0].def->late, "no_end_report");
	assert_int_equal(one[0].def->duty, WASL_PARTNER);
	says(does(&p, PARTNER, "end_report",
		  "@mission-end_report{\"report\":null}"),
	     "/report");
	says(does(&p, PARTNER, "end_report", "@mission-end_report"), "");
	says(state(&p), "answered");
	assert_int_equal(due(&p, "report"), 0);
	end(&p);
}

static void test_dossier_joint__powers_and_arms_are_authorised(void **state_)
{
	struct play p = begin("mission");

	(void)state_;
	says(does(&p, OPENER, "open", "@mission-request{\"arms\":true}"),
	     "authorised");
	says(does(&p, OPENER, "open",
		  "@mission-request{\"terms\":{\"powers\":\"JOINT\","
		  "\"command\":\"Exemple\",\"dress\":\"Exemple\","
		  "\"liability\":\"Exemple\",\"data_access\":\"NONE\"}}"),
	     "authorised");
	says(does(&p, OPENER, "open",
		  "@mission-request{\"arms\":true,\"authorisation\":"
		  "\"EX-1\"}"),
	     "");
	says(does(&p, PARTNER, "ack", ""), "");
	says(does(&p, PARTNER, "accept", ""), "stands");
	says(does(&p, PARTNER, "accept_armed", ""), "");
	end(&p);
}

/* --- TRN -------------------------------------------------------------------
 */

static void test_dossier_joint__a_training_is_evaluated(void **state_)
{
	struct play p = opened("expertise");

	(void)state_;
	all(&p, PARTNER, taken);
	says(does(&p, PARTNER, "delivered", "@expertise-delivered"),
	     "proposal");
	says(does(&p, PARTNER, "programme", "@expertise-programme"), "");
	says(does(&p, PARTNER, "delivered", "@expertise-delivered"),
	     "approval_partner");
	says(approves(&p, OPENER, "approve_programme", "programme_hash"), "");
	says(does(&p, PARTNER, "delivered", "@expertise-delivered"), "");
	says(does(&p, OPENER, "assess",
		  "{\"usefulness\":\"USEFUL\",\"reason\":\"Exemple.\"}"),
	     "");
	says(does(&p, OPENER, "close", "{}"), "stands");
	says(does(&p, OPENER, "evaluate",
		  "{\"evaluation\":{\"participants\":18,\"content\":6,"
		  "\"usefulness\":5,\"organisation\":4}}"),
	     "/evaluation/content");
	says(does(&p, OPENER, "evaluate", "@expertise-evaluate"), "");
	says(does(&p, OPENER, "close", "{}"), "");
	end(&p);
}

static void test_dossier_joint__a_training_not_held_is_no_evaluation(void **s)
{
	struct play p = opened("expertise");

	(void)s;
	all(&p, PARTNER, taken);
	says(does(&p, OPENER, "cancel",
		  "{\"outcome\":\"CANCELLED\",\"reason\":\"Exemple.\"}"),
	     "");
	says(does(&p, OPENER, "assess",
		  "{\"usefulness\":\"NOT_USEFUL\",\"reason\":\"Exemple.\"}"),
	     "");
	says(does(&p, OPENER, "close", "{}"), "");
	end(&p);
}

/* --- MTG, RMP --------------------------------------------------------------
 */

static void test_dossier_joint__both_approve_the_minutes(void **state_)
{
	struct play p = opened("meeting");

	(void)state_;
	says(does(&p, PARTNER, "confirm_date", "@meeting-confirm_date"), "");
	says(does(&p, OPENER, "pack", "@meeting-pack"), "");
	says(does(&p, OPENER, "held", "@meeting-held"), "");
	says(does(&p, OPENER, "minutes",
		  "@meeting-minutes{\"minutes\":{\"fr\":\"Exemple.\"}}"),
	     "minutes_languages");
	says(does(&p, OPENER, "minutes", "@meeting-minutes"), "");
	says(does(&p, OPENER, "close", "@meeting-close"), "stands");
	says(approves(&p, PARTNER, "approve_minutes", "minutes_hash"), "");
	says(does(&p, OPENER, "close", "@meeting-close"), "");
	end(&p);
}

static void test_dossier_joint__each_side_signs_its_value(void **state_)
{
	struct play p = opened("commitment");
	struct wasl_deadline two[2];

	(void)state_;
	assert_int_equal(runs(&p, "milestone", two, 2), 2);
	says(does(&p, PARTNER, "accept", "{\"owner_function\":\"Exemple\"}"),
	     "");
	says(does(&p, PARTNER, "value", "@commitment-value"), "");
	says(does(&p, OPENER, "value", "@commitment-value{\"value\":9}"), "");
	says(does(&p, OPENER, "milestone", "@commitment-milestone"), "");
	assert_int_equal(runs(&p, "milestone", two, 2), 1);
	says(does(&p, OPENER, "end",
		  "{\"outcome\":\"DONE\",\"reason\":\"Exemple.\"}"),
	     "proposal");
	says(does(&p, OPENER, "status", "@commitment-status"), "");
	says(does(&p, OPENER, "end",
		  "{\"outcome\":\"DONE\",\"reason\":\"Exemple.\"}"),
	     "approval_partner");
	says(approves(&p, PARTNER, "approve_status", "status_hash"), "");
	says(does(&p, OPENER, "end",
		  "{\"outcome\":\"DONE\",\"reason\":\"Exemple.\"}"),
	     "");
	end(&p);
}

static void test_dossier_joint__a_computed_indicator_names_its_figure(void **s)
{
	struct play p = begin("commitment");

	(void)s;
	says(does(&p, OPENER, "open",
		  "@commitment-request{\"indicator\":{\"definition\":"
		  "\"Exemple\",\"unit\":\"Exemple\",\"source\":\"COMPUTED\","
		  "\"baseline\":0,\"target\":20}}"),
	     "computed_figure");
	end(&p);
}

/* --- COM -------------------------------------------------------------------
 */

static void test_dossier_joint__who_has_not_approved_what_is_said(void **state_)
{
	struct play p = opened("communique");

	(void)state_;
	p.now = at("2026-11-25T10:00:00Z");
	says(does(&p, OPENER, "publish", "@communique-publish"),
	     "approval_own");
	says(approves(&p, OPENER, "approve", "text_hash"), "");
	says(does(&p, OPENER, "publish", "@communique-publish"),
	     "approval_partner");
	says(does(&p, PARTNER, "publish", "@communique-publish"),
	     "approval_own");
	says(does(&p, PARTNER, "approve",
		  "{\"text_hash\":\"" HEX32 HEX32 "\"}"),
	     "proposal_other");
	says(approves(&p, PARTNER, "approve", "text_hash"), "");
	/* The example's embargo ends on the 26th. */
	says(does(&p, PARTNER, "publish", "@communique-publish"), "embargo");
	p.now = at("2026-11-26T00:00:00Z");
	says(does(&p, PARTNER, "publish", "@communique-publish"), "");
	end(&p);
}

#define CHECKS(presumption, finished, data)                                    \
	"@communique-request{\"checks\":{\"presumption\":\"" presumption       \
	"\",\"operation_finished\":\"" finished                                \
	"\",\"figures_complete\":true,\"personal_data\":[\"" data              \
	"\"],\"answered_by\":\"EX\"}}"

static void test_dossier_joint__nobody_is_guilty_before_judgment(void **state_)
{
	struct play p = begin("communique");

	(void)state_;
	says(does(&p, OPENER, "open", CHECKS("UNKNOWN", "YES", "NONE")),
	     "presumption");
	says(does(&p, OPENER, "open", CHECKS("YES", "NO", "NONE")),
	     "operation_finished");
	says(does(&p, OPENER, "open", CHECKS("YES", "YES", "NATIONALITY")),
	     "personal_ground");
	end(&p);
}

#define CORRECTED                                                              \
	"{\"texts\":{\"title_ar\":\"x\",\"ar\":\"x\",\"title_fr\":\"x\","      \
	"\"fr\":\"x\",\"title_en\":\"x\",\"en\":\"x\"},\"checks\":{"           \
	"\"presumption\":\"YES\",\"operation_finished\":\"YES\","              \
	"\"figures_complete\":true,\"personal_data\":[\"NONE\"],"              \
	"\"answered_by\":\"EX\"}}"

static void test_dossier_joint__an_acquittal_is_corrected_by_both(void **state_)
{
	struct play p = opened("communique");

	(void)state_;
	says(approves(&p, OPENER, "approve", "text_hash"), "");
	says(approves(&p, PARTNER, "approve", "text_hash"), "");
	says(does(&p, OPENER, "publish", "@communique-publish"), "");
	says(does(&p, PARTNER, "report_error",
		  "{\"correction_ground\":\"ACQUITTAL\",\"reason\":"
		  "\"Exemple.\"}"),
	     "acquittal");
	says(does(&p, PARTNER, "report_error",
		  "{\"correction_ground\":\"ACQUITTAL\",\"reason\":"
		  "\"Exemple.\",\"decision_reference\":\"EX-1\"}"),
	     "");
	says(state(&p), "correcting");
	assert_int_equal(due(&p, "correction"), p.now + 3 * DAY);
	says(does(&p, OPENER, "correction", CORRECTED), "");
	says(approves(&p, OPENER, "approve_correction", "text_hash"), "");
	says(does(&p, OPENER, "publish_correction", "@communique-publish"),
	     "approval_partner");
	says(approves(&p, PARTNER, "approve_correction", "text_hash"), "");
	says(does(&p, OPENER, "publish_correction", "@communique-publish"), "");
	says(state(&p), "published");
	end(&p);
}

/* --- on any dossier --------------------------------------------------------
 */

static void test_dossier_joint__acts_on_any_dossier_are_in_every_kind(void **s)
{
	static const char *const kinds[] = {"arrest",
					    "locate",
					    "identity",
					    "information",
					    "warning",
					    "spontaneous",
					    "controlled_delivery",
					    "evidence",
					    "event",
					    "accreditation",
					    "mission",
					    "expertise",
					    "meeting",
					    "commitment",
					    "communique",
					    "missing"};
	static const char *const acts[] = {"remind",
					   "correct",
					   "applied",
					   "ask_permission",
					   "answer_permission",
					   "hand_over",
					   "service_note",
					   "attach",
					   "link",
					   "rebase"};
	/* Where something is asked of the other side. */
	static const char *const asked[] = {"clarify", "answer_clarification",
					    "withdraw"};

	(void)s;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		struct play p = begin(kinds[k]);

		for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
			if (wasl_kind_act_named(p.kind,
						wasl_text_of(acts[i])) == NULL)
				fail_msg("%s has no %s", kinds[k], acts[i]);
		for (size_t i = 0; i < 3; i++)
			if (wasl_kind_act_named(p.kind, WASL_TEXT("refuse")) !=
				    NULL &&
			    wasl_kind_act_named(p.kind,
						wasl_text_of(asked[i])) == NULL)
				fail_msg("%s has no %s", kinds[k], asked[i]);
		end(&p);
	}
}

/* information-before.json shipped, merged, before acts took what goes with data
 * of persons; it has the version of today's file, as they differ by hash. */
static void test_dossier_joint__what_began_earlier_goes_on_as_it_began(void **s)
{
	static const char reply[] =
		"{\"replies\":[{\"number\":1,\"result\":\"NO_TRACE\","
		"\"sources\":[\"Exemple\"]}]}";
	static const char more[] = "{\"question\":{\"language\":\"fr\","
				   "\"text\":\"Exemple ?\"}}";
	struct play p = begin("information");
	const struct wasl_kind *now = p.kind;
	const struct wasl_act_def *act;

	(void)s;
	p.kind = holds("tests/dossier/information-before.json");
	assert_int_equal(p.kind->version, now->version);
	assert_false(wasl_hash_eq(&p.kind->hash, &now->hash));
	says(does(&p, OPENER, "open",
		  "@information-request{\"language\":null,\"words\":null}"),
	     "");
	/* Whoever is asked for it by its name still gets today's. */
	assert_ptr_equal(wasl_library_kind_named(p.d.library, "information"),
			 now);
	all(&p, PARTNER, taken);
	/* It did not ask how the data may be used, and does not now. */
	act = wasl_kind_act_named(p.kind, WASL_TEXT("clarify"));
	assert_null(wasl_shape_find(&act->shape, WASL_TEXT("handling")));
	says(does(&p, PARTNER, "clarify", more), "");
	says(does(&p, OPENER, "answer_clarification",
		  "{\"answer\":{\"language\":\"fr\",\"text\":\"Oui.\"}}"),
	     "");
	says(does(&p, PARTNER, "accept", ""), "");
	says(does(&p, PARTNER, "partial", reply), "");
	says(state(&p), "partial");
	/* Until both go over to today's. */
	p.next = now;
	says(does(&p, OPENER, "rebase", "{\"reason\":\"Exemple.\"}"), "");
	assert_ptr_not_equal(p.kind, now);
	says(does(&p, PARTNER, "rebase", "{\"reason\":\"Exemple.\"}"), "");
	assert_ptr_equal(p.kind, now);
	says(state(&p), "partial");
	says(does(&p, PARTNER, "answer", "@information-answer-all"), "");
	says(state(&p), "answered");
	end(&p);
}

#define CLAIM(name) cmocka_unit_test(test_dossier_joint__##name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(an_event_names_who_can_be_called),
		CLAIM(an_incident_has_its_owner_and_time),
		CLAIM(an_event_ends_with_one_retex),
		CLAIM(a_threat_level_is_valid_until),
		CLAIM(a_verdict_never_has_a_reason),
		CLAIM(an_objection_is_decided_by_a_named),
		CLAIM(a_mission_ends_with_its_report),
		CLAIM(powers_and_arms_are_authorised),
		CLAIM(a_training_is_evaluated),
		CLAIM(a_training_not_held_is_no_evaluation),
		CLAIM(both_approve_the_minutes),
		CLAIM(each_side_signs_its_value),
		CLAIM(a_computed_indicator_names_its_figure),
		CLAIM(who_has_not_approved_what_is_said),
		CLAIM(nobody_is_guilty_before_judgment),
		CLAIM(an_acquittal_is_corrected_by_both),
		CLAIM(acts_on_any_dossier_are_in_every_kind),
		CLAIM(what_began_earlier_goes_on_as_it_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
