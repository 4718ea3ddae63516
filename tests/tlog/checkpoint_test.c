#include "keys.h"

#include "crypto/crypto.h"
#include "tlog/checkpoint.h"

#define ROOT "JzojRW4bxVwN0ZNPVHmDRARz88RK0pPmmpfhFX8G8j0="

static int init(void **state)
{
	(void)state;
	return wasl_crypto_init(NULL) == WASL_OK ? 0 : -1;
}

static void test_tlog_checkpoint__example_reads_and_writes_back(void **state)
{
	uint8_t space[WASL_CHECKPOINT_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_checkpoint c;

	(void)state;
	check_ok(wasl_checkpoint_parse(&c, test_bytes(PARIS_CHECKPOINT), NULL));
	assert_true(wasl_text_is(c.origin, "paris.pn/line/rabat.dgsn"));
	assert_int_equal(c.size, 2);
	wasl_checkpoint_write(&buf, &c);
	assert_false(buf.over);
	assert_int_equal(buf.n, strlen(PARIS_CHECKPOINT));
	assert_memory_equal(space, PARIS_CHECKPOINT, buf.n);
}

static void test_tlog_checkpoint__longest_fits(void **state)
{
	char node[WASL_NODE_NAME_MAX], partner[WASL_NODE_NAME_MAX];
	struct wasl_origin_parts origin = {{node, sizeof(node)},
					   {partner, sizeof(partner)},
					   WASL_EPOCH_MAX},
				 back;
	char text[WASL_ORIGIN_MAX + 1];
	uint8_t space[WASL_CHECKPOINT_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_checkpoint c = {.size = UINT64_MAX}, again;

	(void)state;
	memset(node, 'n', sizeof(node));
	memset(partner, 'p', sizeof(partner));
	wasl_origin_write(text, &origin);
	assert_int_equal(strlen(text), WASL_ORIGIN_MAX);
	check_ok(wasl_origin_parse(&back, wasl_text_of(text), NULL));
	assert_int_equal(back.epoch, WASL_EPOCH_MAX);
	c.origin = wasl_text_of(text);
	wasl_checkpoint_write(&buf, &c);
	assert_false(buf.over);
	assert_int_equal(buf.n, WASL_CHECKPOINT_MAX);
	check_ok(wasl_checkpoint_parse(&again, wasl_buf_bytes(&buf), NULL));
	assert_true(again.size == UINT64_MAX);
}

static void test_tlog_checkpoint__each_broken_rule_is_refused(void **state)
{
	static const struct {
		const char *rule, *text;
	} bad[] = {
		{"empty", ""},
		{"two lines", "a/line/b\n2\n"},
		{"four lines", "a/line/b\n2\n" ROOT "\nmore\n"},
		{"empty line at the end", "a/line/b\n2\n" ROOT "\n\n"},
		{"last LF missing", "a/line/b\n2\n" ROOT},
		{"leading zero", "a/line/b\n02\n" ROOT "\n"},
		{"plus", "a/line/b\n+2\n" ROOT "\n"},
		{"minus", "a/line/b\n-2\n" ROOT "\n"},
		{"space before the size", "a/line/b\n 2\n" ROOT "\n"},
		{"size of 2^64", "a/line/b\n18446744073709551616\n" ROOT "\n"},
		{"empty size", "a/line/b\n\n" ROOT "\n"},
		{"hexadecimal size", "a/line/b\n0x2\n" ROOT "\n"},
		{"root of 31 bytes",
		 "a/line/b\n2\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n"},
		{"root without padding",
		 "a/line/b\n2\nJzojRW4bxVwN0ZNPVHmDRARz88RK0pPmmpfhFX8G8j0\n"},
		{"foreign origin", "example.com/log\n2\n" ROOT "\n"},
		{"origin without partner", "a/line/\n2\n" ROOT "\n"},
		{"origin without node", "/line/b\n2\n" ROOT "\n"},
		{"capital in a node name", "A/line/b\n2\n" ROOT "\n"},
		{"a line to oneself", "a/line/a\n2\n" ROOT "\n"},
		{"epoch 1 written", "a/line/b/1\n2\n" ROOT "\n"},
		{"epoch with zero", "a/line/b/02\n2\n" ROOT "\n"},
		{"epoch empty", "a/line/b/\n2\n" ROOT "\n"},
		{"epoch of 2^32", "a/line/b/4294967296\n2\n" ROOT "\n"},
		{"two epochs", "a/line/b/2/2\n2\n" ROOT "\n"},
	};
	struct wasl_checkpoint c;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_status status = wasl_checkpoint_parse(
			&c, test_bytes(bad[i].text), NULL);

		if (status != WASL_MALFORMED)
			fail_msg("%s: %s", bad[i].rule,
				 wasl_status_name(status));
		assert_null(c.origin.p);
	}
	check_ok(wasl_checkpoint_parse(
		&c, test_bytes("a/line/b/2\n0\n" ROOT "\n"), NULL));
}

static void test_tlog_checkpoint__opens_only_under_its_own_key(void **state)
{
	struct test_key log = test_key(
		PARIS_LOG_SEED, "paris.pn/line/rabat.dgsn", WASL_NOTE_ED25519);
	struct test_key other = test_key(
		PARIS_LOG_SEED, "paris.pn/line/madrid.cnp", WASL_NOTE_ED25519);
	struct test_key stranger = test_key(
		RABAT_LOG_SEED, "paris.pn/line/rabat.dgsn", WASL_NOTE_ED25519);
	char altered[] = PARIS_NOTE;
	struct wasl_checkpoint c;
	struct wasl_note note;

	(void)state;
	check_ok(wasl_checkpoint_open(&c, &note, test_bytes(PARIS_COSIGNED),
				      &log.vkey, NULL));
	assert_int_equal(c.size, 2);
	assert_int_equal(note.sigs_n, 2);
	check_status(wasl_checkpoint_open(&c, &note, test_bytes(PARIS_NOTE),
					  &other.vkey, NULL),
		     WASL_UNKNOWN_KEY);
	assert_int_equal(c.size, 0);
	check_status(wasl_checkpoint_open(&c, &note, test_bytes(PARIS_NOTE),
					  &stranger.vkey, NULL),
		     WASL_UNKNOWN_KEY);
	*strchr(altered, '2') = '3';
	check_status(wasl_checkpoint_open(&c, &note, test_bytes(altered),
					  &log.vkey, NULL),
		     WASL_BAD_SIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_tlog_checkpoint__example_reads_and_writes_back),
		cmocka_unit_test(test_tlog_checkpoint__longest_fits),
		cmocka_unit_test(
			test_tlog_checkpoint__each_broken_rule_is_refused),
		cmocka_unit_test(
			test_tlog_checkpoint__opens_only_under_its_own_key),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
