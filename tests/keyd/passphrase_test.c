#include "check.h"

#include "keyd/passphrase.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static uint8_t out[WASL_PASSPHRASE_MAX];

static wasl_status from_pipe(size_t *n, const char *text, size_t len)
{
	struct wasl_passphrase_source source = {.from = WASL_PASSPHRASE_FD};
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], text, len), len);
	close(fds[1]);
	source.fd = fds[0];
	return wasl_passphrase_read(out, n, &source, true, NULL);
}

static void test_keyd_passphrase__a_descriptor_is_read_to_its_end(void **state)
{
	char longest[WASL_PASSPHRASE_MAX + 2];
	size_t n;

	(void)state;
	check_ok(from_pipe(&n, "correct horse\n", 14));
	assert_int_equal(n, 13);
	assert_memory_equal(out, "correct horse", 13);
	check_ok(from_pipe(&n, " a b \r", 6));
	assert_int_equal(n, 6);
	check_status(from_pipe(&n, "", 0), WASL_USAGE);
	check_status(from_pipe(&n, "\n", 1), WASL_USAGE);
	memset(longest, 'x', sizeof(longest));
	check_ok(from_pipe(&n, longest, WASL_PASSPHRASE_MAX));
	check_status(from_pipe(&n, longest, WASL_PASSPHRASE_MAX + 1),
		     WASL_TOO_BIG);
}

static void test_keyd_passphrase__a_credential_is_a_file(void **state)
{
	struct wasl_passphrase_source source = {
		.from = WASL_PASSPHRASE_CREDENTIAL, .name = "wasl-passphrase"};
	char dir[64], path[128];
	size_t n;
	FILE *f;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/wasl-cred-XXXXXX",
		 getenv("TMPDIR") == NULL ? "/tmp" : getenv("TMPDIR"));
	assert_non_null(mkdtemp(dir));
	unsetenv("CREDENTIALS_DIRECTORY");
	check_status(wasl_passphrase_read(out, &n, &source, false, NULL),
		     WASL_IO);
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	check_status(wasl_passphrase_read(out, &n, &source, false, NULL),
		     WASL_IO);
	snprintf(path, sizeof(path), "%s/wasl-passphrase", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("correct horse\n", f);
	fclose(f);
	check_ok(wasl_passphrase_read(out, &n, &source, false, NULL));
	assert_int_equal(n, 13);
	source.name = "../wasl-passphrase";
	check_status(wasl_passphrase_read(out, &n, &source, false, NULL),
		     WASL_IO);
	remove(path);
	rmdir(dir);
}

/* At a terminal of its own: what is typed there, and the status. */
static wasl_status at_terminal(const char *typed, bool twice, char *seen,
			       size_t cap)
{
	const struct wasl_passphrase_source source = {0};
	size_t have = 0;
	int terminal, status;
	pid_t child = forkpty(&terminal, NULL, NULL, NULL);

	assert_true(child >= 0);
	if (child == 0) {
		size_t n;
		wasl_status got =
			wasl_passphrase_read(out, &n, &source, twice, NULL);

		if (got == WASL_OK &&
		    (n != 13 || memcmp(out, "correct horse", 13) != 0))
			got = WASL_CORRUPT;
		_exit((int)got);
	}
	/* Only when it asks is the echo off. */
	for (;;) {
		ssize_t n = read(terminal, seen + have, cap - 1 - have);

		if (n <= 0)
			break;
		have += (size_t)n;
		seen[have] = '\0';
		if (*typed != '\0' && seen[have - 1] == ' ') {
			const char *end = strchr(typed, '\n') + 1;

			assert_int_equal(
				write(terminal, typed, (size_t)(end - typed)),
				end - typed);
			typed = end;
		}
	}
	waitpid(child, &status, 0);
	close(terminal);
	assert_true(WIFEXITED(status));
	return (wasl_status)WEXITSTATUS(status);
}

static void test_keyd_passphrase__the_prompt_shows_nothing(void **state)
{
	char seen[512] = "";

	(void)state;
	check_ok(at_terminal("correct horse\n", false, seen, sizeof(seen)));
	assert_non_null(strstr(seen, "Passphrase"));
	assert_null(strstr(seen, "horse"));
	check_ok(at_terminal("correct horse\ncorrect horse\n", true, seen,
			     sizeof(seen)));
	assert_null(strstr(seen, "horse"));
	check_status(at_terminal("correct horse\ncorrect house\n", true, seen,
				 sizeof(seen)),
		     WASL_USAGE);
	check_status(at_terminal("\n", false, seen, sizeof(seen)), WASL_USAGE);
}

static void test_keyd_passphrase__without_terminal_it_says_so(void **state)
{
	const struct wasl_passphrase_source source = {0};
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		size_t n;

		setsid();
		_exit((int)wasl_passphrase_read(out, &n, &source, false, NULL));
	}
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), WASL_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_keyd_passphrase__a_descriptor_is_read_to_its_end),
		cmocka_unit_test(test_keyd_passphrase__a_credential_is_a_file),
		cmocka_unit_test(
			test_keyd_passphrase__the_prompt_shows_nothing),
		cmocka_unit_test(
			test_keyd_passphrase__without_terminal_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
