/* The command against a server that answers what a node might: what reaches
 * the wire, what the person reads, which code the script gets. */
#include "scratch.h"

#include "base/file.h"
#include "cli/verbs.h"
#include "http/server.h"

static const struct answer {
	const char *method, *pattern;
	int status;
	const char *type, *body;
} answers[] = {
	{"GET", "/v1/status", 200, "application/json",
	 "{\"node\":\"a\",\"side\":\"MA\",\"version\":\"1\",\"lines\":[],"
	 "\"alarms\":[{\"peer\":\"b\",\"code\":\"FORK_OWN\",\"fact\":"
	 "\"\\u001b[2J\",\"at\":\"2026-11-23T14:59:07Z\"}],\"drafts\":2}"},
	{"POST", "/v1/dossiers", 422, WASL_HTTP_PROBLEM_TYPE,
	 "{\"code\":\"SCHEMA\",\"detail\":\"two faults\",\"findings\":["
	 "{\"pointer\":\"/person\",\"rule\":\"missing\",\"source\":\"kind\","
	 "\"severity\":\"error\",\"text\":\"needed\"},"
	 "{\"pointer\":\"/basis\",\"rule\":\"code\",\"source\":\"$profile\","
	 "\"severity\":\"error\",\"text\":\"unknown\"}]}"},
	{"POST", "/v1/dossiers/{ref}/acts", 202, "application/json",
	 "{\"reference\":\"MA-2026-ARR-000001\",\"act\":\"accept\","
	 "\"draft\":7,\"waiting\":false,\"findings\":[]}"},
	{"GET", "/v1/drafts", 200, "application/json", "{\"drafts\":[]}"},
	{"GET", "/v1/drafts/{id}", 200, "application/json",
	 "{\"id\":7,\"act\":\"accept\",\"reference\":\"R\",\"kind\":\"arrest\","
	 "\"peer\":\"b\",\"author\":\"MA-SPOC-0001\",\"roles\":[\"duty\"],"
	 "\"at\":\"2026-11-23T14:59:07Z\",\"fields\":{\"note\":\"read me\"},"
	 "\"digest\":\"d1\"}"},
	{"POST", "/v1/drafts/{id}/approve", 201, "application/json",
	 "{\"reference\":\"R\",\"act\":\"accept\"}"},
	{"GET", "/v1/kinds", 200, "application/json", "{\"kinds\":"},
};

#define ANSWERS (sizeof(answers) / sizeof(answers[0]))

/* What the server was asked last. */
static char asked_as[64], asked_body[512], asked_path[256];

static wasl_status handle(void *ctx, const struct wasl_http_request *req,
			  struct wasl_http_response *res, struct wasl_err *err)
{
	const struct answer *a = NULL;
	wasl_text as = {"", 0}, path = wasl_http_path(req);
	wasl_bytes body = wasl_http_body(req);
	(void)ctx;
	for (size_t i = 0; i < ANSWERS && !a; i++) {
		size_t n = strcspn(answers[i].pattern, "{");
		bool open = answers[i].pattern[n] != '\0';
		if (strcmp(wasl_http_method(req), answers[i].method) == 0 &&
		    path.n >= n && memcmp(path.p, answers[i].pattern, n) == 0 &&
		    (open || path.n == n))
			a = &answers[i];
	}
	assert_non_null(a);
	(void)wasl_http_header(req, "Wasl-As", &as);
	snprintf(asked_as, sizeof(asked_as), "%.*s", (int)as.n, as.p);
	snprintf(asked_path, sizeof(asked_path), "%.*s", (int)path.n, path.p);
	snprintf(asked_body, sizeof(asked_body), "%.*s", (int)body.n,
		 body.p ? (const char *)body.p : "");
	return wasl_http_respond(res, a->status, a->type,
				 wasl_text_bytes(wasl_text_of(a->body)), err);
}

struct run {
	enum cli_exit code;
	char *out, *err;
	struct wasl_http_server *server;
};

static void serve(struct run *r, void **state)
{
	static struct wasl_http_route routes[ANSWERS];
	struct wasl_err err;
	for (size_t i = 0; i < ANSWERS; i++)
		routes[i] = (struct wasl_http_route){
			.method = answers[i].method,
			.pattern = answers[i].pattern,
			.handle = handle,
			.max_body = strcmp(answers[i].method, "POST") == 0
					    ? 65536
					    : 0};
	struct wasl_http_server_options options = {
		.unix_path = scratch_path(state, "api.sock"),
		.routes = routes,
		.routes_n = ANSWERS,
	};
	if (wasl_http_server_start(&r->server, &options, &err) != WASL_OK)
		fail_msg("%s", err.text);
}

/* Run words (NULL-ended) with `in` as standard input. */
static void run(struct run *r, void **state, const char *in,
		const char *const *words)
{
	const char *all[16] = {0};
	size_t n = 0, n_out, n_err;
	while (words[n]) {
		all[n] = words[n];
		n++;
	}
	all[n++] = "--dir";
	all[n++] = *state;
	FILE *from = fmemopen(NULL, strlen(in) + 1, "w+");
	fputs(in, from);
	rewind(from);
	FILE *out = open_memstream(&r->out, &n_out);
	FILE *err = open_memstream(&r->err, &n_err);
	r->code = cli_main(n, all, from, out, err);
	fclose(from);
	fclose(out);
	fclose(err);
}

static void run_end(struct run *r)
{
	wasl_http_server_stop(r->server);
	free(r->out); /* open_memstream's */
	free(r->err);
}

#define RUN(r, state, in, ...)                                                 \
	run(r, state, in, (const char *const[]){__VA_ARGS__, NULL})

static const char *request(void **state, const char *text)
{
	const char *path = scratch_path(state, "request.json");
	unlink(path);
	check_ok(wasl_file_create(path, wasl_text_bytes(wasl_text_of(text)),
				  0600, NULL));
	return path;
}

static void test_cli_client__says_who_it_speaks_for(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "status", "--as", "amal");
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_string_equal(asked_as, "amal");
	run_end(&r);
}

static void test_cli_client__a_hostile_answer_cannot_drive_the_screen(void **st)
{
	struct run r = {0};
	serve(&r, st);
	RUN(&r, st, "", "status");
	assert_non_null(strstr(r.out, "FORK_OWN"));
	assert_null(strchr(r.out, '\033'));
	run_end(&r);
}

static void test_cli_client__all_findings_are_said_at_once(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "open", "arrest", "--to", "b", "--file",
	    request(state, "{}"));
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "/person"));
	assert_non_null(strstr(r.err, "/basis"));
	assert_string_equal(asked_body,
			    "{\"kind\":\"arrest\",\"to\":\"b\",\"fields\":{}}");
	run_end(&r);
}

static void test_cli_client__fields_come_from_file_and_words(void **state)
{
	struct run r = {0};
	char at[SCRATCH_MAX + 8];
	serve(&r, state);
	snprintf(at, sizeof(at), "text=@%s", request(state, "{\"a\":\"1\"}"));
	RUN(&r, state, "", "act", "R", "accept", "--file", at + 6, "b=2=3",
	    "n:=5", "l:=[true]", at, "a=");
	assert_string_equal(asked_body,
			    "{\"act\":\"accept\",\"fields\":{\"a\":\"\","
			    "\"b\":\"2=3\",\"n\":5,\"l\":[true],\"text\":"
			    "\"{\\\"a\\\":\\\"1\\\"}\"}}");
	run_end(&r);
}

static void test_cli_client__words_of_another_form_are_refused(void **state)
{
	static const char *const bad[] = {
		"x",	  "=x",	  ":=1",    "n:=",
		"n:=1,2", "n:={", "n:=1.5", "f=@/does/not/exist"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct run r = {0};
		RUN(&r, state, "", "act", "R", "accept", bad[i]);
		assert_true(r.code == CLI_EXIT_USAGE ||
			    r.code == CLI_EXIT_REFUSED);
		run_end(&r);
	}
}

static void test_cli_client__json_gives_the_answer_as_it_came(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "open", "arrest", "--to", "b", "--json", "--file",
	    request(state, "{}"));
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.out, "\"SCHEMA\""));
	assert_string_equal(r.err, "");
	run_end(&r);
}

static void test_cli_client__waiting_for_a_second_person_is_code_3(void **st)
{
	struct run r = {0};
	serve(&r, st);
	RUN(&r, st, "", "act", "MA-2026-ARR-000001", "accept");
	assert_int_equal(r.code, CLI_EXIT_WAITS);
	assert_non_null(strstr(r.out, "draft 7"));
	run_end(&r);
}

static void test_cli_client__operands_are_encoded_in_the_path(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "act", "a?b c", "accept");
	assert_string_equal(asked_path, "/v1/dossiers/a?b c/acts");
	run_end(&r);
}

static void test_cli_client__approve_shows_then_asks_then_names_digest(void **s)
{
	struct run r = {0};
	serve(&r, s);
	RUN(&r, s, "yes\n", "approve", "7");
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.err, "read me"));
	assert_string_equal(asked_body, "{\"digest\":\"d1\"}");
	run_end(&r);
}

static void test_cli_client__approve_needs_a_clear_yes(void **state)
{
	static const char *const no[] = {"", "no\n", "y\n", "yes please\n",
					 "YES\n"};
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		struct run r = {0};
		asked_body[0] = '\0';
		serve(&r, state);
		RUN(&r, state, no[i], "approve", "7");
		assert_int_equal(r.code, CLI_EXIT_REFUSED);
		assert_string_equal(asked_body, "");
		run_end(&r);
	}
}

static void test_cli_client__approve_without_a_draft_says_so(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "approve");
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "no draft waits for you"));
	run_end(&r);
}

static void test_cli_client__a_broken_answer_is_told_not_shown(void **state)
{
	struct run r = {0};
	serve(&r, state);
	RUN(&r, state, "", "kinds");
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "the node's answer"));
	run_end(&r);
}

static void test_cli_client__no_node_is_code_4(void **state)
{
	struct run r = {0};
	RUN(&r, state, "", "status");
	assert_int_equal(r.code, CLI_EXIT_NO_NODE);
	assert_non_null(strstr(r.err, "wasl serve"));
	run_end(&r);
}

static void test_cli_client__bad_request_files_never_reach_the_node(void **st)
{
	static const struct {
		const char *text, *message;
	} bad[] = {
		{"", "empty"},
		{"\xef\xbb\xbf{}", "byte order mark"},
		{"{", "line 1"},
		{"[]", "not an object"},
		{"{\"a\":1,\"a\":2}", "one name twice"},
		{"{\"a\":1.5}", "no integer"},
		{"{\"a\":\"\xff\"}", "not UTF-8"},
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct run r = {0};
		asked_body[0] = '\0';
		serve(&r, st);
		RUN(&r, st, "", "open", "arrest", "--to", "b", "--file",
		    request(st, bad[i].text));
		assert_int_equal(r.code, CLI_EXIT_REFUSED);
		assert_non_null(strstr(r.err, bad[i].message));
		assert_string_equal(asked_body, "");
		run_end(&r);
	}
}

static void test_cli_client__huge_request_file_is_refused(void **state)
{
	struct run r = {0};
	RUN(&r, state, "", "open", "arrest", "--to", "b", "--file",
	    "/dev/zero");
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "more than 262144 bytes"));
	run_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_cli_client__says_who_it_speaks_for),
		IN_SCRATCH(
			test_cli_client__a_hostile_answer_cannot_drive_the_screen),
		IN_SCRATCH(test_cli_client__all_findings_are_said_at_once),
		IN_SCRATCH(test_cli_client__fields_come_from_file_and_words),
		IN_SCRATCH(test_cli_client__words_of_another_form_are_refused),
		IN_SCRATCH(test_cli_client__json_gives_the_answer_as_it_came),
		IN_SCRATCH(
			test_cli_client__waiting_for_a_second_person_is_code_3),
		IN_SCRATCH(test_cli_client__operands_are_encoded_in_the_path),
		IN_SCRATCH(
			test_cli_client__approve_shows_then_asks_then_names_digest),
		IN_SCRATCH(test_cli_client__approve_needs_a_clear_yes),
		IN_SCRATCH(test_cli_client__approve_without_a_draft_says_so),
		IN_SCRATCH(test_cli_client__a_broken_answer_is_told_not_shown),
		IN_SCRATCH(test_cli_client__no_node_is_code_4),
		IN_SCRATCH(
			test_cli_client__bad_request_files_never_reach_the_node),
		IN_SCRATCH(test_cli_client__huge_request_file_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
