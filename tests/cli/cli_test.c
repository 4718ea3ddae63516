#include "check.h"

#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* What one run of the command said. */
struct run {
	enum cli_exit code;
	char *out, *err;
};

static struct run run(size_t n, const char *const *words)
{
	struct run r = {0};
	size_t n_out, n_err;
	FILE *in = fopen("/dev/null", "r");
	FILE *out = open_memstream(&r.out, &n_out);
	FILE *err = open_memstream(&r.err, &n_err);
	r.code = cli_main(n, words, in, out, err);
	fclose(in);
	fclose(out);
	fclose(err);
	return r;
}

static void run_end(struct run *r)
{
	free(r->out); /* open_memstream's */
	free(r->err);
}

#define RUN(...)                                                               \
	run(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),            \
	    (const char *[]){__VA_ARGS__})

static void test_cli__help_names_every_verb_and_exit_code(void **s)
{
	struct run r = RUN("--help");
	(void)s;
	assert_int_equal(r.code, CLI_EXIT_OK);
	for (const struct cli_verb *const *v = cli_verbs; *v; v++)
		assert_non_null(strstr(r.out, (*v)->name));
#define X(name, value)                                                         \
	assert_non_null(strstr(r.out, cli_msg_text(CLI_MSG_EXIT_##name)));
#include "cli/exit.def"
#undef X
	assert_string_equal(r.err, "");
	run_end(&r);
}

static void explains_itself(const struct cli_verb *v, const char *language)
{
	char words[64], *space;
	snprintf(words, sizeof(words), "%s", v->name);
	space = strchr(words, ' ');
	if (space)
		*space = '\0';
	const char *with[] = {"--lang", language, words,
			      space ? space + 1 : "--help", "--help"};
	struct run r = run(space ? 5 : 4, with);
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_string_equal(cli_language(), language);
	assert_non_null(strstr(r.out, cli_msg_text(v->help)));
	assert_non_null(cli_msg_key(v->help));
	assert_true(v->more == CLI_MSG_NONE || cli_msg_key(v->more));
	for (const struct cli_opt *o = v->opts; o && o->name; o++) {
		assert_non_null(strstr(r.out, o->name));
		assert_non_null(strstr(r.out, cli_msg_text(o->help)));
		assert_non_null(cli_msg_key(o->help));
	}
	run_end(&r);
}

static void test_cli__every_verb_explains_itself_in_each_language(void **s)
{
	(void)s;
	for (const struct cli_verb *const *v = cli_verbs; *v; v++) {
		explains_itself(*v, "ar");
		explains_itself(*v, "fr");
		explains_itself(*v, "en");
	}
}

/* Paragraphs are broken between words; what is indented stays as it is. */
static void test_cli__help_fits_a_terminal(void **s)
{
	struct run r = RUN("help", "watch", "import", "--lang", "ar");
	char *line = strchr(r.out, '\n') + 1; /* behind the usage */
	size_t paragraphs = 0;
	(void)s;
	for (char *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (*line && *line != ' ') {
			assert_true(cli_width(line) <= 80);
			paragraphs++;
		}
	}
	assert_true(paragraphs > 10);
	run_end(&r);
}

static void test_cli__wrong_use_ends_with_2_and_shows_the_way(void **s)
{
	static const struct {
		const char *argv[4];
		const char *text;
	} bad[] = {
		{{"opne"}, "unknown verb \"opne\""},
		{{"user"}, "\"user\" needs one more word"},
		{{"user"}, "user add, user list"},
		{{"watch", "bogus"}, "\"watch\" has no word \"bogus\""},
		{{"watch", "--lang", "fr"}, "veut encore un mot"},
		{{"screen", "--bogus", "--lang=ar"}, "خيار غير معروف"},
		{{"--jsno"}, "unknown option --jsno"},
		{{"help", "nothing"}, "unknown verb \"nothing\""},
		{{"help", "--bogus"}, "unknown option --bogus"},
	};
	(void)s;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		size_t n = 0;
		while (n < 4 && bad[i].argv[n])
			n++;
		struct run r = run(n, bad[i].argv);
		assert_int_equal(r.code, CLI_EXIT_USAGE);
		assert_non_null(strstr(r.err, bad[i].text));
		assert_non_null(strstr(r.err, "--help"));
		assert_string_equal(r.out, "");
		run_end(&r);
	}
}

static void test_cli__words_that_begin_several_verbs_are_explained(void **s)
{
	static const char *const ways[][3] = {
		{"watch", "--help"}, {"watch", "-h"}, {"help", "watch"}};
	(void)s;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct run r = run(2, ways[i]);
		assert_int_equal(r.code, CLI_EXIT_OK);
		assert_non_null(strstr(r.out, "watch import"));
		assert_non_null(strstr(r.out, "watch remove"));
		assert_null(strstr(r.out, "wall show"));
		assert_string_equal(r.err, "");
		run_end(&r);
	}
}

static void test_cli__a_near_verb_is_offered(void **s)
{
	struct run r = RUN("stauts");
	(void)s;
	assert_non_null(strstr(r.err, "status"));
	run_end(&r);
	r = RUN("peer");
	assert_non_null(strstr(r.err, "peer add, peer list"));
	run_end(&r);
}

static void test_cli__json_failure_is_a_problem_document(void **s)
{
	struct run r = RUN("help", "nothing", "--json");
	(void)s;
	assert_int_equal(r.code, CLI_EXIT_USAGE);
	assert_non_null(strstr(r.out, "\"code\": \"USAGE\""));
	assert_string_equal(r.err, "");
	run_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli__help_names_every_verb_and_exit_code),
		cmocka_unit_test(
			test_cli__every_verb_explains_itself_in_each_language),
		cmocka_unit_test(test_cli__help_fits_a_terminal),
		cmocka_unit_test(
			test_cli__wrong_use_ends_with_2_and_shows_the_way),
		cmocka_unit_test(
			test_cli__words_that_begin_several_verbs_are_explained),
		cmocka_unit_test(test_cli__a_near_verb_is_offered),
		cmocka_unit_test(test_cli__json_failure_is_a_problem_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
