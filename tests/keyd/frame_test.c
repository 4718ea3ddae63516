/* Frames on the socket, and requests whose fields are not what they should be.
 */
#include "check.h"

#include "crypto/crypto.h"
#include "keyd/frame.h"
#include "keyd/server.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static uint8_t space[WASL_KEYD_FRAME_MAX];

static wasl_status receive(const void *p, size_t n, bool close_it)
{
	wasl_bytes fields;
	wasl_status status;
	uint16_t number;
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	assert_int_equal(write(fds[0], p, n), n);
	if (close_it)
		close(fds[0]);
	status = wasl_frame_receive(fds[1], &number, &fields, space, NULL);
	if (!close_it)
		close(fds[0]);
	close(fds[1]);
	return status;
}

static void test_keyd_frame__bad_frames_are_refused(void **state)
{
	static const struct {
		const char *rule;
		uint8_t bytes[8];
		size_t n;
		wasl_status status;
	} bad[] = {
		{"nothing", {0}, 0, WASL_GONE},
		{"half a length", {0, 0}, 2, WASL_GONE},
		{"length 0", {0, 0, 0, 0}, 4, WASL_MALFORMED},
		{"length 1", {0, 0, 0, 1, 7}, 5, WASL_MALFORMED},
		{"ends in the number", {0, 0, 0, 2, 7}, 5, WASL_GONE},
		{"ends in the fields", {0, 0, 0, 4, 0, 1, 2}, 7, WASL_GONE},
		{"one above the limit", {0, 4, 0, 1}, 4, WASL_MALFORMED},
		{"the longest length", {255, 255, 255, 255}, 4, WASL_MALFORMED},
	};

	(void)state;
	assert_int_equal(WASL_KEYD_FRAME_MAX, 4 << 16);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_status status = receive(bad[i].bytes, bad[i].n, true);

		if (status != bad[i].status)
			fail_msg("%s: %s", bad[i].rule,
				 wasl_status_name(status));
	}
	check_ok(receive("\0\0\0\2\0\1", 6, false));
}

static void test_keyd_frame__what_ran_over_is_not_sent(void **state)
{
	uint8_t small[16];
	struct wasl_buf buf = WASL_BUF(small);
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	wasl_frame_begin(&buf, 1);
	wasl_buf_put(&buf, space, sizeof(small));
	check_status(wasl_frame_send(fds[0], &buf, NULL), WASL_TOO_BIG);
	wasl_frame_begin(&buf, 1);
	check_ok(wasl_frame_send(fds[0], &buf, NULL));
	close(fds[1]);
	wasl_frame_begin(&buf, 1);
	check_status(wasl_frame_send(fds[0], &buf, NULL), WASL_GONE);
	close(fds[0]);
}

static void test_keyd_frame__an_error_travels_whole(void **state)
{
	uint8_t bytes[1024];
	struct wasl_buf buf = WASL_BUF(bytes);
	struct wasl_err sent = {0}, got = {0};

	(void)state;
	wasl_fail_at(&sent, WASL_FORK, "/a/0", "two roots at %d", 7);
	wasl_frame_put_err(&buf, &sent);
	check_status(wasl_frame_err(&got, WASL_FORK, wasl_buf_bytes(&buf)),
		     WASL_FORK);
	assert_string_equal(got.field, "/a/0");
	assert_string_equal(got.text, "two roots at 7");
	/* Cut anywhere it is an answer that is not understood. */
	for (size_t n = 0; n < buf.n; n++)
		check_status(wasl_frame_err(&got, WASL_FORK,
					    wasl_bytes_of(bytes, n)),
			     WASL_GONE);
	check_status(wasl_frame_err(&got, WASL_OK, wasl_buf_bytes(&buf)),
		     WASL_GONE);
}

/* --- requests ------------------------------------------------------------ */

static int64_t now(void *ctx)
{
	(void)ctx;
	return 1767272460;
}

static uint64_t ms(void *ctx)
{
	(void)ctx;
	return 0;
}

static struct wasl_server *server;

static int start(void **state)
{
	const struct wasl_clock clock = {now, ms, NULL};
	const struct wasl_secret seed = {{1}};
	struct wasl_vault *vault;

	(void)state;
	check_ok(wasl_crypto_init(NULL));
	check_ok(wasl_vault_new(&vault, NULL));
	memcpy(vault->node, "paris.pn", 9);
	wasl_sign_from_seed(&vault->secrets->mirror.now, &seed);
	wasl_sign_from_seed(&vault->secrets->witness, &seed);
	wasl_sign_from_seed(&vault->secrets->tls.now, &seed);
	wasl_seal_from_scalar(&vault->secrets->sealing[0], &seed);
	vault->sealing_n = 1;
	check_ok(wasl_server_new(&server, vault, dup(1), clock, NULL));
	return 0;
}

static int stop(void **state)
{
	(void)state;
	wasl_server_free(server);
	return 0;
}

static wasl_status ask(unsigned caps, uint16_t number, const void *p, size_t n)
{
	static uint8_t out[WASL_KEYD_FRAME_MAX + 4];
	struct wasl_buf answer = WASL_BUF(out);
	wasl_status status = wasl_server_answer(server, &answer, caps, number,
						wasl_bytes_of(p, n));

	/* The frame says what the function says. */
	assert_int_equal(out[4] << 8 | out[5], status);
	return status;
}

static void test_keyd_frame__unknown_requests_are_refused(void **state)
{
	(void)state;
	for (unsigned number = 0; number <= UINT16_MAX; number++)
		if (number == 0 || number > WASL_KEYD_BUCKET_DROP)
			check_status(ask(~0U, (uint16_t)number, "", 0),
				     WASL_MALFORMED);
}

static void test_keyd_frame__each_request_needs_its_capability(void **state)
{
	static const struct {
		uint16_t number;
		unsigned need;
	} table[] = {
#define X(name, number, need) {number, need},
#include "keyd/request.def"
#undef X
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		wasl_status status =
			ask(~table[i].need, table[i].number, "", 0);

		if (table[i].need == 0)
			check_ok(status);
		else
			check_status(status, WASL_DENIED);
	}
}

static void test_keyd_frame__fields_are_read_whole(void **state)
{
	static uint8_t zeros[2048];

	(void)state;
	/* No request of fixed fields takes none or many; no batch is longer
	 * than it says; nothing crashes. */
	for (uint16_t number = WASL_KEYD_TLS_SIGN;
	     number <= WASL_KEYD_BUCKET_DROP; number++) {
		assert_int_not_equal(ask(~0U, number, "", 0), WASL_OK);
		assert_int_not_equal(ask(~0U, number, zeros, sizeof(zeros)),
				     WASL_OK);
		for (size_t n = 1; n < 300; n++) {
			memset(zeros, 0xff, sizeof(zeros));
			assert_int_not_equal(ask(~0U, number, zeros, n),
					     WASL_OK);
			memset(zeros, 0, sizeof(zeros));
		}
	}
	check_status(ask(~0U, WASL_KEYD_PING, "x", 1), WASL_MALFORMED);
	check_status(ask(~0U, WASL_KEYD_IDENTITY, "x", 1), WASL_MALFORMED);
	check_ok(ask(0, WASL_KEYD_PING, "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keyd_frame__bad_frames_are_refused),
		cmocka_unit_test(test_keyd_frame__what_ran_over_is_not_sent),
		cmocka_unit_test(test_keyd_frame__an_error_travels_whole),
		cmocka_unit_test(test_keyd_frame__unknown_requests_are_refused),
		cmocka_unit_test(
			test_keyd_frame__each_request_needs_its_capability),
		cmocka_unit_test(test_keyd_frame__fields_are_read_whole),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
