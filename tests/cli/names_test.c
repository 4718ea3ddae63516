#include "check.h"

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct run {
	enum cli_exit code;
	char *out, *err;
};

/* One run of the command with this standard input. */
static struct run run(const char *input, size_t n, const char *const *words)
{
	struct run r = {0};
	size_t n_out;
	size_t n_err;
	FILE *in = tmpfile();
	FILE *out = open_memstream(&r.out, &n_out);
	FILE *err = open_memstream(&r.err, &n_err);

	assert_non_null(in);
	assert_true(fputs(input, in) >= 0);
	rewind(in);
	r.code = cli_main(n, words, in, out, err);
	(void)fclose(in);
	(void)fclose(out);
	(void)fclose(err);
	return r;
}

static void run_end(struct run *r)
{
	free(r->out); /* open_memstream's */
	free(r->err);
}

#define RUN(input, ...)                                                        \
	run(input, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),     \
	    (const char *[]){__VA_ARGS__})

static void test_cli_names__match_says_verdict_and_reasons(void **state)
{
	struct run r = RUN("", "names", "match", "Abdellatif Hammouchi",
			   "عبد اللطيف الحموشي");

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.out, "probable"));
	assert_non_null(strstr(r.out, "hammouchi   الحموشي"));
	assert_non_null(strstr(r.out, "ch=ش"));
	assert_non_null(strstr(r.out, "were abdellatif a full agreement"));
	run_end(&r);
}

static void test_cli_names__match_speaks_the_officers_language(void **state)
{
	struct run r = RUN("", "names", "match", "--lang", "fr",
			   "Abdellatif Hammouchi", "عبد اللطيف الحموشي 7");

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.out, "variante connue"));
	assert_non_null(strstr(r.out, "chiffres, laissés de côté"));
	assert_non_null(strstr(r.out, "concordance des lettres"));
	run_end(&r);
	r = RUN("", "names", "match", "--lang", "ar", "42", "Ali");
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "لا حرف يُقرأ هنا"));
	assert_null(strstr(r.err, "letter"));
	run_end(&r);
}

static void
test_cli_names__match_is_the_same_json_in_every_language(void **state)
{
	struct run en = RUN("", "names", "match", "--json", "Nasser Bourita",
			    "ناصر بوريطة");
	struct run ar = RUN("", "names", "match", "--json", "--lang", "ar",
			    "Nasser Bourita", "ناصر بوريطة");

	(void)state;
	assert_string_equal(en.out, ar.out);
	run_end(&en);
	run_end(&ar);
}

static void test_cli_names__match_answers_in_json(void **state)
{
	struct run r = RUN("", "names", "match", "--json", "Nasser Bourita",
			   "ناصر بوريطة");

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.out, "\"verdict\": \"probable\""));
	assert_non_null(strstr(r.out, "\"units\""));
	run_end(&r);
}

static void test_cli_names__match_refuses_what_is_no_name(void **state)
{
	struct run r = RUN("", "names", "match", "42", "Ali");

	(void)state;
	assert_int_not_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.err, "no Arabic or Latin letter"));
	run_end(&r);
}

static void test_cli_names__score_answers_every_line(void **state)
{
	struct run r =
		RUN("Laurent Nuñez\tلوران نونيز\r\nAli\tفاطمة\n42\tAli\n",
		    "names", "score", "--pairs", "-");
	double p[3];

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_OK);
	char *line = r.out;
	for (size_t i = 0; i < 3; i++) {
		char *end = strchr(line, '\n');

		assert_non_null(end);
		*end = '\0';
		p[i] = strtod(strrchr(line, '\t') + 1, NULL);
		line = end + 1;
	}
	assert_int_equal(*line, '\0');
	assert_true(p[0] > 0.5 && p[1] < 0.2 && p[2] == 0);
	run_end(&r);
}

static void test_cli_names__score_names_a_line_without_tab(void **state)
{
	struct run r = RUN("A\tB\nAli\n", "names", "score", "--pairs", "-");

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "line 2"));
	run_end(&r);
}

/* A file with this text; the name is written over `path`. */
static void write_file(char *path, const char *text)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
	assert_int_equal(close(fd), 0);
}

static void test_cli_names__rank_lists_the_best_first(void **state)
{
	char pool[] = "wasl-pool-XXXXXX";
	struct run r;

	(void)state;
	write_file(pool, "Gérald Darmanin\nFrédéric Veaux\n42\n"
			 "Abdellatif Hammouchi\nAbdelhak Khiame\n");
	r = RUN("الحموشي عبد اللطيف\nفو\n\n", "names", "rank", "--pool", pool,
		"--queries", "-", "--top", "1");
	assert_int_equal(unlink(pool), 0);
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_non_null(strstr(r.out, "الحموشي عبد اللطيف\t1\tAbdellatif "
				      "Hammouchi\t0."));
	assert_non_null(strstr(r.out, "فو\t1\tFrédéric Veaux\t"));
	assert_null(strstr(r.out, "\t2\t"));
	run_end(&r);
}

static void test_cli_names__rank_says_which_lines_it_left_out(void **state)
{
	char pool[] = "wasl-pool-XXXXXX";
	struct run r;

	(void)state;
	write_file(pool, "\xef\xbb\xbfNasser Bourita\r\n\r\n42\n\xff\xfe\n");
	r = RUN("\xef\xbb\xbfناصر بوريطة\r\n\n", "names", "rank", "--pool",
		pool, "--queries", "-");
	assert_int_equal(unlink(pool), 0);
	assert_int_equal(r.code, CLI_EXIT_OK);
	assert_int_equal(strncmp(r.out, "ناصر بوريطة\t1\tNasser Bourita\t0.9",
				 strlen("ناصر بوريطة\t1\tNasser Bourita\t0.9")),
			 0);
	assert_non_null(strstr(r.err, "left out: 2, the first is line 3"));
	run_end(&r);
}

/* The bad inputs of a name: each gets a refusal or an answer, by every verb. */
static void test_cli_names__answers_or_refuses_any_name(void **state)
{
	static char letters[10001];
	const struct {
		const char *text;
		enum cli_exit code; /* of match */
	} rows[] = {
		{"", CLI_EXIT_REFUSED},
		{"ben al de la", CLI_EXIT_OK},
		{"ابن ال", CLI_EXIT_OK},
		{"a", CLI_EXIT_OK},
		{letters, CLI_EXIT_REFUSED},
		{"Bouريطة", CLI_EXIT_OK},
		{"Bou\xe2\x80\x8brita \xe2\x80\xaeNasser", CLI_EXIT_OK},
		{"N\xd0\xb0sser Bourita", CLI_EXIT_OK},
		{"2026 12", CLI_EXIT_REFUSED},
		{"😀", CLI_EXIT_REFUSED},
		{"Nasser\xff\xc3 Bourita", CLI_EXIT_OK},
		{"Nasse\xcc\x81r", CLI_EXIT_OK},
		{"<script>Nasser</script>&amp;", CLI_EXIT_OK},
	};

	(void)state;
	memset(letters, 'a', sizeof letters - 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char line[sizeof letters + 32];
		struct run r = RUN("", "names", "match", rows[i].text,
				   "Nasser Bourita");

		assert_int_equal(r.code, rows[i].code);
		assert_true(*(r.code == CLI_EXIT_OK ? r.out : r.err) != '\0');
		run_end(&r);
		(void)snprintf(line, sizeof line, "%s\tNasser\n", rows[i].text);
		r = RUN(line, "names", "score", "--pairs", "-");
		assert_int_equal(r.code, CLI_EXIT_OK);
		double p = strtod(strrchr(r.out, '\t'), NULL);
		assert_true(p >= 0 && p <= 1);
		run_end(&r);
	}
}

static void test_cli_names__rank_checks_its_options(void **state)
{
	struct run r = RUN("", "names", "rank", "--pool", "x");

	(void)state;
	assert_int_equal(r.code, CLI_EXIT_USAGE);
	run_end(&r);
	r = RUN("", "names", "rank", "--pool", "-", "--queries", "-", "--top",
		"0");
	assert_int_equal(r.code, CLI_EXIT_USAGE);
	assert_non_null(strstr(r.err, "--top"));
	run_end(&r);
	r = RUN("", "names", "rank", "--pool", "no-such-file", "--queries",
		"-");
	assert_int_equal(r.code, CLI_EXIT_REFUSED);
	assert_non_null(strstr(r.err, "no-such-file"));
	run_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_cli_names__match_says_verdict_and_reasons),
		cmocka_unit_test(
			test_cli_names__match_speaks_the_officers_language),
		cmocka_unit_test(
			test_cli_names__match_is_the_same_json_in_every_language),
		cmocka_unit_test(test_cli_names__match_answers_in_json),
		cmocka_unit_test(test_cli_names__match_refuses_what_is_no_name),
		cmocka_unit_test(test_cli_names__score_answers_every_line),
		cmocka_unit_test(
			test_cli_names__score_names_a_line_without_tab),
		cmocka_unit_test(test_cli_names__rank_lists_the_best_first),
		cmocka_unit_test(
			test_cli_names__rank_says_which_lines_it_left_out),
		cmocka_unit_test(test_cli_names__answers_or_refuses_any_name),
		cmocka_unit_test(test_cli_names__rank_checks_its_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
