#include "scratch.h"

#include "api/session.h"
#include "base/file.h"

#define CONFIG(officers)                                                       \
	"{\"node\":\"rabat.dgsn\",\"side\":\"MA\",\"listen\":\"-\","           \
	"\"officers\":{" officers "}}"

/* As an editor saves: a new file takes the old one's name. */
static void write_config(void **state, const char *text)
{
	char path[SCRATCH_MAX];
	snprintf(path, sizeof(path), "%s",
		 scratch_path(state, WASL_CONFIG_FILE));
	const char *fresh = scratch_path(state, "fresh");
	check_ok(wasl_file_create(fresh, wasl_text_bytes(wasl_text_of(text)),
				  0640, NULL));
	assert_int_equal(rename(fresh, path), 0);
}

static wasl_status officer(struct api_session *session, const char *as,
			   char name[WASL_OFFICER_NAME_MAX + 1])
{
	wasl_text text = {NULL, 0};
	if (as)
		text = wasl_text_of(as);
	return api_session_officer(session, name, 1000, text, NULL);
}

static void test_api_session__a_uid_speaks_for_the_officers_listed(void **state)
{
	struct api_session *session;
	char name[WASL_OFFICER_NAME_MAX + 1];
	write_config(state, CONFIG("\"1000\":[\"amal\",\"karim\"]"));
	check_ok(api_session_new(&session, *state, NULL));
	check_ok(officer(session, "karim", name));
	assert_string_equal(name, "karim");
	check_status(officer(session, NULL, name), WASL_DENIED);
	check_status(officer(session, "zineb", name), WASL_DENIED);
	check_status(api_session_officer(session, name, 1001, WASL_TEXT("amal"),
					 NULL),
		     WASL_DENIED);
	api_session_free(session);
}

static void test_api_session__a_change_counts_at_the_next_call(void **state)
{
	struct api_session *session;
	char name[WASL_OFFICER_NAME_MAX + 1];
	write_config(state, CONFIG("\"1000\":[\"amal\"]"));
	check_ok(api_session_new(&session, *state, NULL));
	check_ok(officer(session, NULL, name));
	write_config(state, CONFIG("\"1000\":[\"zineb\"]"));
	check_ok(officer(session, NULL, name));
	assert_string_equal(name, "zineb");
	check_status(officer(session, "amal", name), WASL_DENIED);
	write_config(state, CONFIG(""));
	check_status(officer(session, NULL, name), WASL_DENIED);
	api_session_free(session);
}

static void
test_api_session__a_broken_file_changes_nothing_and_is_told(void **s)
{
	struct api_session *session;
	char name[WASL_OFFICER_NAME_MAX + 1], fault[WASL_ERR_TEXT_MAX];
	write_config(s, CONFIG("\"1000\":[\"amal\"]"));
	check_ok(api_session_new(&session, *s, NULL));
	api_session_fault(session, fault);
	assert_string_equal(fault, "");
	write_config(s, "{");
	check_ok(officer(session, NULL, name));
	assert_string_equal(name, "amal");
	api_session_fault(session, fault);
	assert_non_null(strstr(fault, "line 1"));
	assert_int_equal(unlink(scratch_path(s, WASL_CONFIG_FILE)), 0);
	check_ok(officer(session, NULL, name));
	write_config(s, CONFIG("\"1000\":[\"amal\"]"));
	api_session_fault(session, fault);
	assert_string_equal(fault, "");
	api_session_free(session);
}

static void test_api_session__none_starts_without_a_good_file(void **state)
{
	struct api_session *session = NULL;
	check_status(api_session_new(&session, *state, NULL), WASL_NOT_FOUND);
	write_config(state, "{");
	check_status(api_session_new(&session, *state, NULL), WASL_MALFORMED);
	assert_null(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_api_session__a_uid_speaks_for_the_officers_listed),
		IN_SCRATCH(test_api_session__a_change_counts_at_the_next_call),
		IN_SCRATCH(
			test_api_session__a_broken_file_changes_nothing_and_is_told),
		IN_SCRATCH(test_api_session__none_starts_without_a_good_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
