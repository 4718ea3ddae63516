/* keyd as a process: start, refusals, sandbox, death. */
#include "pair.h"

#include "base/alloc.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

static struct side paris;

static int setup(void **state)
{
	(void)state;
	paris = side_paris();
	check_ok(wasl_crypto_init(NULL));
	side_make_dir(&paris);
	side_start(&paris, true);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	side_end(&paris);
	return 0;
}

static void test_keyd_process__identity_outlives_a_restart(void **state)
{
	struct wasl_keyd_identity before = paris.id;

	(void)state;
	assert_string_equal(before.node, "paris.pn");
	assert_string_equal(before.mirror.name, "paris.pn/mirror");
	assert_string_equal(before.witness.name, "paris.pn/witness");
	assert_int_equal(before.sealing_n, 1);
	side_restart(&paris);
	assert_memory_equal(&before, &paris.id, sizeof(before));
	check_ok(wasl_keyd_ping(paris.keyd, NULL));
}

static void test_keyd_process__second_on_the_directory_is_refused(void **state)
{
	struct side second = paris;
	struct wasl_err err = {0};

	(void)state;
	check_status(side_try(&second, PASSPHRASE, NULL, ALL_CAPS, &err),
		     WASL_CONFLICT);
	assert_non_null(strstr(err.text, "another"));
	check_ok(wasl_keyd_ping(paris.keyd, NULL));
}

static void test_keyd_process__wrong_passphrase_is_refused(void **state)
{
	struct wasl_err err = {0};

	(void)state;
	wasl_keyd_stop(paris.keyd);
	paris.keyd = NULL;
	check_status(side_try(&paris, "incorrect horse battery", NULL, ALL_CAPS,
			      &err),
		     WASL_BAD_PASSPHRASE);
	check_status(side_try(&paris, "", NULL, ALL_CAPS, &err), WASL_USAGE);
	side_start(&paris, false);
}

static void test_keyd_process__keys_are_made_once(void **state)
{
	struct side empty = {.node = "madrid.cnp"};
	struct wasl_err err = {0};

	(void)state;
	wasl_keyd_stop(paris.keyd);
	paris.keyd = NULL;
	check_status(side_try(&paris, PASSPHRASE, "paris.pn", ALL_CAPS, &err),
		     WASL_EXISTS);
	side_make_dir(&empty);
	check_status(side_try(&empty, PASSPHRASE, NULL, ALL_CAPS, &err),
		     WASL_NOT_FOUND);
	check_status(
		side_try(&empty, "too short", "madrid.cnp", ALL_CAPS, &err),
		WASL_USAGE);
	check_status(side_try(&empty, PASSPHRASE, "Madrid", ALL_CAPS, &err),
		     WASL_MALFORMED);
	side_start(&empty, true);
	side_end(&empty);
	side_start(&paris, false);
}

static void test_keyd_process__keys_are_made_whole_or_not_at_all(void **state)
{
	static const rlim_t limits[] = {1, 4096, 9 * 1024 * 1024};
	struct side side = {.node = "madrid.cnp"};

	(void)state;
	side_make_dir(&side);
	signal(SIGXFSZ, SIG_IGN);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct rlimit limit = {limits[i], RLIM_INFINITY};

		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		/* heads.wasl alone is some 4 MiB: the last one is enough. */
		if (i == 2) {
			side_start(&side, true);
		} else {
			check_status(side_try(&side, PASSPHRASE, side.node,
					      ALL_CAPS, NULL),
				     WASL_NO_SPACE);
			check_status(side_try(&side, PASSPHRASE, NULL, ALL_CAPS,
					      NULL),
				     WASL_NOT_FOUND);
		}
		limit.rlim_cur = RLIM_INFINITY;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	}
	side_end(&side);
}

static void test_keyd_process__without_memory_it_says_so(void **state)
{
	struct side side = {.node = "madrid.cnp"};
	struct wasl_err err = {0};

	(void)state;
	side_make_dir(&side);
	/* In the parent, then in keyd, which inherits what is left to fail. */
	wasl_alloc_fail_at(0);
	check_status(side_try(&side, PASSPHRASE, side.node, ALL_CAPS, &err),
		     WASL_NO_MEMORY);
	wasl_alloc_fail_at(1);
	check_status(side_try(&side, PASSPHRASE, side.node, ALL_CAPS, &err),
		     WASL_NO_MEMORY);
	wasl_alloc_fail_at(-1);
	side_start(&side, true);
	side_end(&side);
}

/* AddressSanitizer makes mlock do nothing, so this is not for its builds. */
#ifndef SANITIZED
static void
test_keyd_process__memory_that_cannot_be_locked_is_told(void **state)
{
	const struct rlimit limit = {4096, 4096};
	struct side side = {.node = "madrid.cnp", .dir = "/nonexistent"};
	struct wasl_err err = {0};
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		/* Root may lock whatever it wants. */
		if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0 ||
		    (geteuid() == 0 && setuid(65534) != 0))
			_exit(1);
		if (side_try(&side, PASSPHRASE, NULL, 0, &err) !=
		    WASL_NO_MEMORY)
			_exit(2);
		_exit(strstr(err.text, "RLIMIT_MEMLOCK") != NULL ? 0 : 3);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}
#endif

static void test_keyd_process__no_directory_is_refused(void **state)
{
	struct side nowhere = {.dir = "/nonexistent/wasl"};

	(void)state;
	check_status(side_try(&nowhere, PASSPHRASE, NULL, ALL_CAPS, NULL),
		     WASL_IO);
}

/* The value of a line of /proc/<keyd>/status, or of limits. */
static void read_proc(char *out, size_t cap, const char *file, const char *key)
{
	char path[64], line[256];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/%s", wasl_keyd_pid(paris.keyd),
		 file);
	f = fopen(path, "r");
	assert_non_null(f);
	out[0] = '\0';
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, key, strlen(key)) == 0)
			snprintf(out, cap, "%s", line + strlen(key));
	fclose(f);
}

static void test_keyd_process__sandbox_is_in_force(void **state)
{
	char value[256];

	(void)state;
	read_proc(value, sizeof(value), "status", "Seccomp:");
	assert_string_equal(value, "\t2\n");
	read_proc(value, sizeof(value), "status", "NoNewPrivs:");
	assert_string_equal(value, "\t1\n");
	read_proc(value, sizeof(value), "status", "Threads:");
	assert_string_equal(value, "\t1\n");
	read_proc(value, sizeof(value), "limits", "Max core file size");
	assert_int_equal(strtol(value, NULL, 10), 0);
}

/* /proc/<pid>/mem belongs to root if the process is not dumpable, else to its
 * own user. Started by another user than root, so that the two differ. */
static void test_keyd_process__memory_is_not_for_others(void **state)
{
	struct side other = {.node = "madrid.cnp"};
	char path[64];
	struct stat st;
	int status;
	pid_t child;

	(void)state;
	side_make_dir(&other);
	assert_true(geteuid() != 0 || chown(other.dir, 65534, 65534) == 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if ((geteuid() == 0 && setuid(65534) != 0) ||
		    prctl(PR_SET_DUMPABLE, 1) != 0 ||
		    side_try(&other, PASSPHRASE, other.node, 0, NULL) !=
			    WASL_OK)
			_exit(1);
		snprintf(path, sizeof(path), "/proc/%d/mem",
			 wasl_keyd_pid(other.keyd));
		if (stat(path, &st) != 0)
			_exit(2);
		wasl_keyd_stop(other.keyd);
		_exit(st.st_uid == 0 ? 0 : 3);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	side_end(&other);
}

#ifndef SANITIZED
static void test_keyd_process__secrets_stand_in_locked_memory(void **state)
{
	char value[256];

	(void)state;
	read_proc(value, sizeof(value), "status", "VmLck:");
	assert_true(CHECK_ASAN || strtol(value, NULL, 10) >= 512);
}
#endif

static void test_keyd_process__only_its_own_files_are_open(void **state)
{
	int fds = 0;
	char path[64];

	(void)state;
	/* 0 to 2, two sockets, the lock, two files. */
	for (int fd = 0; fd < 256; fd++) {
		snprintf(path, sizeof(path), "/proc/%d/fd/%d",
			 wasl_keyd_pid(paris.keyd), fd);
		fds += access(path, F_OK) == 0;
	}
	/* Nobody but root may even look. */
	assert_in_range(fds, geteuid() == 0 ? 5 : 0, geteuid() == 0 ? 8 : 0);
}

static void test_keyd_process__ends_with_its_parent(void **state)
{
	struct side other = {.node = "madrid.cnp"};
	int pipe_fds[2];
	pid_t child, keyd = 0;

	(void)state;
	side_make_dir(&other);
	assert_int_equal(pipe(pipe_fds), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (side_try(&other, PASSPHRASE, "madrid.cnp", ALL_CAPS,
			     NULL) != WASL_OK)
			_exit(1);
		keyd = wasl_keyd_pid(other.keyd);
		if (write(pipe_fds[1], &keyd, sizeof(keyd)) < 0)
			_exit(1);
		raise(SIGKILL);
	}
	assert_int_equal(read(pipe_fds[0], &keyd, sizeof(keyd)), sizeof(keyd));
	waitpid(child, NULL, 0);
	/* The lock is free again only when keyd has ended. */
	while (side_try(&other, PASSPHRASE, NULL, ALL_CAPS, NULL) ==
	       WASL_CONFLICT)
		;
	assert_non_null(other.keyd);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	side_end(&other);
}

static void test_keyd_process__its_death_is_told(void **state)
{
	struct pollfd fd = {.fd = wasl_keyd_fd(paris.keyd), .events = POLLIN};
	struct wasl_sig sig;

	(void)state;
	assert_int_equal(poll(&fd, 1, 0), 0);
	kill(wasl_keyd_pid(paris.keyd), SIGKILL);
	assert_int_equal(poll(&fd, 1, 10000), 1);
	check_status(wasl_keyd_ping(paris.keyd, NULL), WASL_GONE);
	check_status(wasl_keyd_ping(paris.keyd, NULL), WASL_GONE);
	check_status(wasl_keyd_tls_sign(paris.keyd, &sig, wasl_bytes_of("x", 1),
					NULL),
		     WASL_GONE);
	side_restart(&paris);
}

static void
test_keyd_process__signals_of_the_terminal_do_not_end_it(void **state)
{
	(void)state;
	kill(wasl_keyd_pid(paris.keyd), SIGINT);
	kill(wasl_keyd_pid(paris.keyd), SIGTERM);
	kill(wasl_keyd_pid(paris.keyd), SIGHUP);
	check_ok(wasl_keyd_ping(paris.keyd, NULL));
}

static void test_keyd_process__a_client_gets_what_it_was_given(void **state)
{
	struct wasl_keyd_head head;
	struct wasl_vkey log;
	struct wasl_sig sig;
	uint32_t line;

	(void)state;
	wasl_keyd_stop(paris.keyd);
	check_ok(side_try(&paris, PASSPHRASE, NULL, WASL_KEYD_CAP_CEREMONY,
			  NULL));
	check_ok(wasl_keyd_line_prepare(paris.keyd, &line, &log,
					WASL_TEXT("rabat.dgsn"), NULL));
	check_status(wasl_keyd_heads(paris.keyd, &head, &head, line, NULL),
		     WASL_DENIED);
	check_status(
		wasl_keyd_append(paris.keyd, &head, line, 0, NULL, 0, NULL),
		WASL_DENIED);
	check_status(wasl_keyd_bucket_drop(paris.keyd, 1, NULL), WASL_DENIED);
	check_status(wasl_keyd_thaw(paris.keyd, line, WASL_KEYD_OWN,
				    WASL_TEXT("a"), WASL_TEXT("b"), NULL),
		     WASL_DENIED);
	check_status(wasl_keyd_tls_sign(paris.keyd, &sig, wasl_bytes_of("x", 1),
					NULL),
		     WASL_DENIED);
	check_ok(wasl_keyd_ping(paris.keyd, NULL));
	side_restart(&paris);
}

static void *ping_often(void *ctx)
{
	for (int i = 0; i < 500; i++)
		check_ok(wasl_keyd_ping(ctx, NULL));
	return NULL;
}

static void *sign_often(void *ctx)
{
	uint8_t content[64 + 34 + 32];
	struct wasl_sig sig;

	memset(content, ' ', 64);
	memcpy(content + 64, "TLS 1.3, client CertificateVerify", 34);
	memset(content + 98, 7, 32);
	for (int i = 0; i < 100; i++) {
		check_ok(wasl_keyd_tls_sign(ctx, &sig, WASL_BYTES(content),
					    NULL));
		check_ok(wasl_verify(&paris.id.tls, WASL_BYTES(content),
				     WASL_BYTES(sig.b), NULL));
	}
	return NULL;
}

static void test_keyd_process__threads_share_a_client(void **state)
{
	void *(*const work[])(void *) = {ping_often, sign_often, ping_often,
					 sign_often};
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, work[i], paris.keyd),
			0);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
}

static void test_keyd_process__tls_key_signs_handshakes_only(void **state)
{
	uint8_t content[64 + 34 + 48 + 1];
	struct wasl_sig sig;

	(void)state;
	memset(content, ' ', 64);
	memcpy(content + 64, "TLS 1.3, server CertificateVerify", 34);
	memset(content + 98, 7, 49);
	for (size_t n = 0; n <= sizeof(content); n++)
		assert_int_equal(
			wasl_keyd_tls_sign(paris.keyd, &sig,
					   wasl_bytes_of(content, n), NULL),
			n == 98 + 32 || n == 98 + 48 ? WASL_OK : WASL_DENIED);
	for (size_t i = 0; i < 98; i++) {
		content[i] ^= 1;
		check_status(wasl_keyd_tls_sign(paris.keyd, &sig,
						wasl_bytes_of(content, 130),
						NULL),
			     WASL_DENIED);
		content[i] ^= 1;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_keyd_process__identity_outlives_a_restart),
		cmocka_unit_test(
			test_keyd_process__second_on_the_directory_is_refused),
		cmocka_unit_test(
			test_keyd_process__wrong_passphrase_is_refused),
		cmocka_unit_test(test_keyd_process__keys_are_made_once),
		cmocka_unit_test(
			test_keyd_process__keys_are_made_whole_or_not_at_all),
		cmocka_unit_test(test_keyd_process__without_memory_it_says_so),
		cmocka_unit_test(test_keyd_process__no_directory_is_refused),
		cmocka_unit_test(test_keyd_process__sandbox_is_in_force),
		cmocka_unit_test(test_keyd_process__memory_is_not_for_others),
#ifndef SANITIZED
		cmocka_unit_test(
			test_keyd_process__memory_that_cannot_be_locked_is_told),
		cmocka_unit_test(
			test_keyd_process__secrets_stand_in_locked_memory),
#endif
		cmocka_unit_test(
			test_keyd_process__only_its_own_files_are_open),
		cmocka_unit_test(test_keyd_process__ends_with_its_parent),
		cmocka_unit_test(test_keyd_process__its_death_is_told),
		cmocka_unit_test(
			test_keyd_process__signals_of_the_terminal_do_not_end_it),
		cmocka_unit_test(
			test_keyd_process__a_client_gets_what_it_was_given),
		cmocka_unit_test(test_keyd_process__threads_share_a_client),
		cmocka_unit_test(
			test_keyd_process__tls_key_signs_handshakes_only),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
