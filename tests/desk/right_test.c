#include "check.h"

#include "desk/right.h"
#include "kind/library.h"

#include <string.h>

#define BIT	  WASL_ROLE_BIT
#define EVERY_SET (UINT32_C(1) << WASL_ROLE_COUNT)

static void test_desk_right__words_and_sets_are_inverse(void **s)
{
	(void)s;
	for (uint32_t roles = 1; roles < EVERY_SET; roles++) {
		char words[WASL_ROLES_TEXT_MAX];
		uint32_t again;
		wasl_roles_write(words, roles);
		check_ok(wasl_roles_parse(&again, wasl_text_of(words), NULL));
		assert_int_equal(again, roles);
	}
}

static void test_desk_right__bad_words_are_refused(void **s)
{
	static const char *const bad[] = {
		"",
		"king",
		"operator,",
		",operator",
		"operator,,duty",
		"Operator",
		"operator duty",
		"duty,duty",
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		uint32_t roles = 77;
		check_status(
			wasl_roles_parse(&roles, wasl_text_of(bad[i]), NULL),
			WASL_SCHEMA);
		assert_int_equal(roles, 77);
	}
}

/* The table of domain roles, claim by claim: what it denies is as much part of
 * it as what it gives. */
static void test_desk_right__each_role_may_what_its_office_is(void **s)
{
	static const struct {
		enum wasl_role role;
		wasl_right right;
		bool may;
	} claims[] = {
		{WASL_ROLE_OPERATOR, WASL_RIGHT_DRAFT, true},
		{WASL_ROLE_OPERATOR, WASL_RIGHT_APPROVE, false},
		{WASL_ROLE_DUTY, WASL_RIGHT_APPROVE, true},
		{WASL_ROLE_VALIDATOR, WASL_RIGHT_APPROVE, true},
		{WASL_ROLE_VALIDATOR, WASL_RIGHT_LINE, false},
		{WASL_ROLE_DIRECTOR, WASL_RIGHT_LINE, true},
		{WASL_ROLE_UNIT, WASL_RIGHT_READ, true},
		{WASL_ROLE_LIAISON, WASL_RIGHT_EXPORT, false},
		{WASL_ROLE_DPO, WASL_RIGHT_ACCESS, true},
		{WASL_ROLE_DPO, WASL_RIGHT_READ, false},
		{WASL_ROLE_AUDITOR, WASL_RIGHT_VERIFY, true},
		{WASL_ROLE_AUDITOR, WASL_RIGHT_DRAFT, false},
		{WASL_ROLE_ADMIN, WASL_RIGHT_USERS, true},
		{WASL_ROLE_ADMIN, WASL_RIGHT_READ, false},
		{WASL_ROLE_ADMIN, WASL_RIGHT_APPROVE, false},
		{WASL_ROLE_CUSTODIAN, WASL_RIGHT_PEERS, true},
		{WASL_ROLE_CUSTODIAN, WASL_RIGHT_READ, false},
		{WASL_ROLE_CUSTODIAN, WASL_RIGHT_APPROVE, true},
		{WASL_ROLE_CUSTODIAN, WASL_RIGHT_USERS, false},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
		assert_int_equal(
			wasl_roles_may(BIT(claims[i].role), claims[i].right),
			claims[i].may);
}

static void test_desk_right__nobody_may_anything_without_a_role(void **s)
{
	(void)s;
	for (int right = 0; right < WASL_RIGHT_COUNT; right++) {
		assert_false(wasl_roles_may(0, (wasl_right)right));
		assert_false(
			wasl_roles_may(~(EVERY_SET - 1), (wasl_right)right));
		check_status(wasl_roles_need(0, (wasl_right)right, NULL),
			     WASL_DENIED);
	}
}

/* For every set of roles: a right comes from a member, and a set that the
 * house accepts gives at least what each member gives (no silent loss). */
static void test_desk_right__sets_add_up_when_compatible(void **s)
{
	(void)s;
	for (uint32_t roles = 1; roles < EVERY_SET; roles++) {
		bool good = wasl_roles_compatible(roles, NULL) == WASL_OK;
		for (int right = 0; right < WASL_RIGHT_COUNT; right++) {
			bool any = false;
			for (int r = 0; r < WASL_ROLE_COUNT; r++)
				any |= (roles & BIT(r)) &&
				       wasl_roles_may(BIT(r),
						      (wasl_right)right);
			bool may = wasl_roles_may(roles, (wasl_right)right);
			assert_true(any || !may);
			assert_true(!good || may == any);
		}
	}
}

/* Adding a role never makes a forbidden set allowed. */
static void test_desk_right__quarrels_stay_when_roles_are_added(void **s)
{
	(void)s;
	for (uint32_t roles = 1; roles < EVERY_SET; roles++) {
		if (wasl_roles_compatible(roles, NULL) == WASL_OK)
			continue;
		for (int r = 0; r < WASL_ROLE_COUNT; r++)
			check_status(
				wasl_roles_compatible(roles | BIT(r), NULL),
				WASL_RULE);
	}
}

static void test_desk_right__administrator_cannot_also_read_or_approve(void **s)
{
	struct wasl_err err;
	(void)s;
	check_status(wasl_roles_compatible(BIT(WASL_ROLE_ADMIN) |
						   BIT(WASL_ROLE_VALIDATOR),
					   &err),
		     WASL_RULE);
	assert_non_null(strstr(err.text, wasl_role_name(WASL_ROLE_ADMIN)));
	check_ok(wasl_roles_compatible(
		BIT(WASL_ROLE_ADMIN) | BIT(WASL_ROLE_CUSTODIAN), NULL));
}

static void test_desk_right__nobody_approves_his_own_act(void **s)
{
	(void)s;
	for (uint32_t roles = 1; roles < EVERY_SET; roles++)
		check_status(wasl_act_may_approve(7, 7, roles, roles, NULL),
			     WASL_DENIED);
}

static void test_desk_right__second_person_has_the_role_of_the_act(void **s)
{
	uint32_t needed = BIT(WASL_ROLE_VALIDATOR) | BIT(WASL_ROLE_DIRECTOR);
	(void)s;
	check_ok(wasl_act_may_approve(7, 8, BIT(WASL_ROLE_VALIDATOR), needed,
				      NULL));
	check_ok(wasl_act_may_approve(7, 8, BIT(WASL_ROLE_DIRECTOR), needed,
				      NULL));
	check_status(
		wasl_act_may_approve(7, 8, BIT(WASL_ROLE_DUTY), needed, NULL),
		WASL_DENIED);
	check_status(wasl_act_may_approve(7, 8, BIT(WASL_ROLE_OPERATOR),
					  BIT(WASL_ROLE_OPERATOR), NULL),
		     WASL_DENIED);
}

static void test_desk_right__author_alone_needs_the_role_of_the_act(void **s)
{
	uint32_t duty = BIT(WASL_ROLE_DUTY), op = BIT(WASL_ROLE_OPERATOR);
	(void)s;
	check_ok(wasl_act_may_author(duty, duty, false, NULL));
	check_status(wasl_act_may_author(op, duty, false, NULL), WASL_DENIED);
	check_ok(wasl_act_may_author(op, duty, true, NULL));
	check_status(
		wasl_act_may_author(BIT(WASL_ROLE_AUDITOR), duty, true, NULL),
		WASL_DENIED);
}

/* Every act of the shipped kinds with every role: whoever the kind names may
 * put it forward, or approve it, and nobody else; and there is somebody. */
static void check_act(const struct wasl_kind *kind,
		      const struct wasl_act_def *act)
{
	bool first = act->second == WASL_SECOND_FIRST;
	size_t authors = 0;
	size_t seconds = 0;

	for (unsigned r = 0; r < WASL_ROLE_COUNT; r++) {
		bool named = (act->roles & BIT(r)) != 0;
		bool may = wasl_roles_may(BIT(r), WASL_RIGHT_DRAFT);
		bool author = wasl_act_may_author(BIT(r), act->roles, first,
						  NULL) == WASL_OK;
		bool second = wasl_act_may_approve(1, 2, BIT(r), act->roles,
						   NULL) == WASL_OK;

		if (author != (may && (named || first)) || (second && !named))
			fail_msg("%s %s: %s", kind->name, act->name,
				 wasl_role_name((enum wasl_role)r));
		authors += author;
		seconds += second;
	}
	if (authors == 0 || (first && seconds == 0))
		fail_msg("%s %s: nobody may", kind->name, act->name);
}

static void test_desk_right__each_act_is_for_whom_its_kind_names(void **s)
{
	struct wasl_library library;
	(void)s;
	wasl_library_init(&library);
	check_ok(wasl_library_add_builtin(&library, NULL));
	for (size_t k = 0; k < library.n_kinds; k++)
		for (size_t i = 0; i < library.kinds[k]->n_acts; i++)
			check_act(library.kinds[k], &library.kinds[k]->acts[i]);
	wasl_library_deinit(&library);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_desk_right__words_and_sets_are_inverse),
		cmocka_unit_test(test_desk_right__bad_words_are_refused),
		cmocka_unit_test(
			test_desk_right__each_role_may_what_its_office_is),
		cmocka_unit_test(
			test_desk_right__nobody_may_anything_without_a_role),
		cmocka_unit_test(test_desk_right__sets_add_up_when_compatible),
		cmocka_unit_test(
			test_desk_right__quarrels_stay_when_roles_are_added),
		cmocka_unit_test(
			test_desk_right__administrator_cannot_also_read_or_approve),
		cmocka_unit_test(test_desk_right__nobody_approves_his_own_act),
		cmocka_unit_test(
			test_desk_right__second_person_has_the_role_of_the_act),
		cmocka_unit_test(
			test_desk_right__author_alone_needs_the_role_of_the_act),
		cmocka_unit_test(
			test_desk_right__each_act_is_for_whom_its_kind_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
