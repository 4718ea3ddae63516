#include "keys.h"

#include "crypto/crypto.h"
#include "tlog/note.h"

#include <stdio.h>

#define DASH "\xe2\x80\x94 "

/* C2SP signed-note's own example. */
#define C2SP_VKEY                                                              \
	"example.com/"                                                         \
	"foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define C2SP_TEXT "This is an example message.\n"
#define C2SP_SIG                                                               \
	DASH "example.com/foo "                                                \
	     "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsY" \
	     "jOBH3"                                                           \
	     "mFXmRKuwHjG1Yu72IneyaQM=\n"
#define C2SP_NOTE C2SP_TEXT "\n" C2SP_SIG

static int init(void **state)
{
	(void)state;
	return wasl_crypto_init(NULL) == WASL_OK ? 0 : -1;
}

static struct wasl_vkey vkey(const char *text)
{
	struct wasl_vkey key;

	check_ok(wasl_vkey_parse(&key, wasl_text_of(text), NULL));
	return key;
}

static void test_tlog_note__c2sp_example_verifies(void **state)
{
	struct wasl_vkey key = vkey(C2SP_VKEY);
	char back[WASL_VKEY_MAX + 1];
	struct wasl_note note;
	uint64_t by;

	(void)state;
	wasl_vkey_write(back, &key);
	assert_string_equal(back, C2SP_VKEY);
	check_ok(wasl_note_parse(&note, test_bytes(C2SP_NOTE), NULL));
	assert_int_equal(note.text.n, strlen(C2SP_TEXT));
	assert_int_equal(note.bytes.n, strlen(C2SP_NOTE));
	check_ok(wasl_note_verify(&by, &note, &key, 1, NULL));
	assert_int_equal(by, 1);
}

static void test_tlog_note__example_of_the_spec_is_reproduced(void **state)
{
	struct test_key log = test_key(
		PARIS_LOG_SEED, "paris.pn/line/rabat.dgsn", WASL_NOTE_ED25519);
	struct test_key mirror = test_key(
		RABAT_MIRROR_SEED, "rabat.dgsn/mirror", WASL_NOTE_COSIGNATURE);
	wasl_bytes text = test_bytes(PARIS_CHECKPOINT);
	uint8_t space[1024];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_receipt receipt;
	struct wasl_note note;

	(void)state;
	check_ok(wasl_note_sign(&buf, text, &log.vkey, &log.secret, NULL));
	assert_int_equal(buf.n, strlen(PARIS_NOTE));
	assert_memory_equal(space, PARIS_NOTE, buf.n);
	check_ok(wasl_note_cosign(&buf, text, &mirror.vkey, &mirror.secret,
				  PARIS_COSIGNED_AT, NULL));
	assert_int_equal(buf.n, strlen(PARIS_COSIGNED));
	assert_memory_equal(space, PARIS_COSIGNED, buf.n);

	check_ok(wasl_note_parse(&note, wasl_buf_bytes(&buf), NULL));
	check_ok(wasl_note_receipt(&receipt, &note, &mirror.vkey, NULL));
	assert_int_equal(receipt.time, PARIS_COSIGNED_AT);
	check_status(wasl_note_receipt(
			     &receipt, &note,
			     &(struct wasl_vkey){.type = WASL_NOTE_COSIGNATURE,
						 .name = "other/mirror"},
			     NULL),
		     WASL_UNKNOWN_KEY);
}

static void test_tlog_note__each_broken_rule_is_refused(void **state)
{
	static const struct {
		const char *rule, *note;
	} bad[] = {
		{"empty", ""},
		{"no empty line", C2SP_TEXT C2SP_SIG},
		{"no signature line", C2SP_TEXT "\n"},
		{"last line without LF",
		 C2SP_TEXT "\n" DASH "example.com/foo AAAAAAAA"},
		{"CR", "This\r\n\n" C2SP_SIG},
		{"TAB", "a\tb\n\n" C2SP_SIG},
		{"DEL", "a\x7f\n\n" C2SP_SIG},
		{"C1 control", "a\xc2\x85\n\n" C2SP_SIG},
		{"not UTF-8", "a\xff\n\n" C2SP_SIG},
		{"overlong UTF-8", "a\xc0\xaf\n\n" C2SP_SIG},
		{"hyphen for dash", C2SP_TEXT "\n- example.com/foo AAAAAAAA\n"},
		{"no space after dash", C2SP_TEXT "\n\xe2\x80\x94"
						  "example.com/foo AAAAAAAA\n"},
		{"no signature", C2SP_TEXT "\n" DASH "example.com/foo\n"},
		{"empty name", C2SP_TEXT "\n" DASH " AAAAAAAA\n"},
		{"plus in the name", C2SP_TEXT "\n" DASH "a+b AAAAAAAA\n"},
		{"no-break space in the name", C2SP_TEXT "\n" DASH "a\xc2\xa0"
							 "b AAAAAAAA\n"},
		{"ideographic space in the name",
		 C2SP_TEXT "\n" DASH "a\xe3\x80\x80"
			   "b AAAAAAAA\n"},
		{"two spaces",
		 C2SP_TEXT "\n" DASH "example.com/foo  AAAAAAAA\n"},
		{"three fields",
		 C2SP_TEXT "\n" DASH "example.com/foo AAAAAAAA x\n"},
		{"four bytes",
		 C2SP_TEXT "\n" DASH "example.com/foo AAAAAA==\n"},
		{"base64 without padding",
		 C2SP_TEXT "\n" DASH "example.com/foo AAAAAAA\n"},
		{"base64 with loose bits",
		 C2SP_TEXT "\n" DASH "example.com/foo AAAAAAB=\n"},
		{"text among signatures", C2SP_TEXT "\n" C2SP_SIG "text\n"},
	};
	struct wasl_note note;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_status status =
			wasl_note_parse(&note, test_bytes(bad[i].note), NULL);

		if (status != WASL_MALFORMED)
			fail_msg("%s: %s", bad[i].rule,
				 wasl_status_name(status));
		assert_null(note.bytes.p);
	}
	assert_int_equal(
		wasl_note_parse(&note, wasl_bytes_of("a\0\n\n", 4), NULL),
		WASL_MALFORMED);
}

static void test_tlog_note__splits_at_the_last_empty_line(void **state)
{
	static const char text[] = "one\n\ntwo\n\n";
	struct test_key key =
		test_key(PARIS_LOG_SEED, "key", WASL_NOTE_ED25519);
	uint8_t space[256];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_note note;

	(void)state;
	check_ok(wasl_note_sign(&buf, test_bytes(text), &key.vkey, &key.secret,
				NULL));
	check_ok(wasl_note_parse(&note, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(note.text.n, strlen(text));
	check_ok(wasl_note_verify(NULL, &note, &key.vkey, 1, NULL));
}

static void test_tlog_note__known_bad_rejects_unknown_is_ignored(void **state)
{
	struct test_key a = test_key(PARIS_LOG_SEED, "a", WASL_NOTE_ED25519);
	struct test_key b = test_key(RABAT_LOG_SEED, "b", WASL_NOTE_ED25519);
	struct wasl_vkey both[] = {a.vkey, b.vkey};
	uint8_t space[512], bad[512];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_note note;
	uint64_t by = 77;
	size_t line;

	(void)state;
	check_ok(wasl_note_sign(&buf, test_bytes("text\n"), &a.vkey, &a.secret,
				NULL));
	line = buf.n;
	wasl_buf_put_text(&buf, DASH "b AAAAAAAA\n" DASH "\xc3\xa9 ////////\n");
	/* "b" is another key of that name: its id differs, so it is ignored. */
	check_ok(wasl_note_parse(&note, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(note.sigs_n, 3);
	check_ok(wasl_note_verify(&by, &note, both, 2, NULL));
	assert_int_equal(by, 1);
	check_status(wasl_note_verify(&by, &note, &b.vkey, 1, NULL),
		     WASL_UNKNOWN_KEY);
	assert_int_equal(by, 0);
	/* One bit of a's signature. */
	memcpy(bad, space, buf.n);
	bad[line - 20] = bad[line - 20] == 'A' ? 'B' : 'A';
	check_ok(wasl_note_parse(&note, wasl_bytes_of(bad, buf.n), NULL));
	check_status(wasl_note_verify(&by, &note, both, 2, NULL), WASL_BAD_SIG);
	/* One bit of the text. */
	memcpy(bad, space, buf.n);
	bad[0] = 'T';
	check_ok(wasl_note_parse(&note, wasl_bytes_of(bad, buf.n), NULL));
	check_status(wasl_note_verify(NULL, &note, both, 2, NULL),
		     WASL_BAD_SIG);
}

static void test_tlog_note__cosignature_covers_its_time(void **state)
{
	struct wasl_vkey mirror =
		test_key(RABAT_MIRROR_SEED, "rabat.dgsn/mirror",
			 WASL_NOTE_COSIGNATURE)
			.vkey;
	static const char name[] = "mirror ";
	char text[] = PARIS_COSIGNED;
	/* The time's last bytes stand 12 characters into the base64. */
	char *blob = strstr(text, name) + strlen(name);
	struct wasl_receipt receipt;
	struct wasl_note note;

	(void)state;
	blob[13] = blob[13] == 'A' ? 'B' : 'A';
	check_ok(wasl_note_parse(&note, test_bytes(text), NULL));
	check_status(wasl_note_receipt(&receipt, &note, &mirror, NULL),
		     WASL_BAD_SIG);
	assert_int_equal(receipt.time, 0);
}

static void test_tlog_note__sixteen_lines_and_more_are_read(void **state)
{
	struct test_key key =
		test_key(PARIS_LOG_SEED, "key", WASL_NOTE_ED25519);
	static uint8_t space[WASL_NOTE_MAX + 1];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_note note;

	(void)state;
	check_ok(wasl_note_sign(&buf, test_bytes("text\n"), &key.vkey,
				&key.secret, NULL));
	for (int i = 1; i < WASL_NOTE_SIGS_MAX; i++)
		wasl_buf_put_text(&buf, DASH "other AAAAAAAA\n");
	check_ok(wasl_note_parse(&note, wasl_buf_bytes(&buf), NULL));
	assert_int_equal(note.sigs_n, WASL_NOTE_SIGS_MAX);
	check_ok(wasl_note_verify(NULL, &note, &key.vkey, 1, NULL));
	wasl_buf_put_text(&buf, DASH "other AAAAAAAA\n");
	check_status(wasl_note_parse(&note, wasl_buf_bytes(&buf), NULL),
		     WASL_TOO_BIG);
	memset(space, 'a', sizeof(space));
	check_status(wasl_note_parse(&note, WASL_BYTES(space), NULL),
		     WASL_TOO_BIG);
}

static void test_tlog_note__bad_vkeys_are_refused(void **state)
{
	static const struct {
		const char *rule, *vkey;
		wasl_status status;
	} bad[] = {
		{"no plus", "example.com", WASL_MALFORMED},
		{"empty name",
		 "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_MALFORMED},
		{"space in the name",
		 "a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_MALFORMED},
		{"another key's id",
		 "example.com/foo+530d903b+"
		 "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_MALFORMED},
		{"upper-case id",
		 "example.com/foo+530D903A+"
		 "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_MALFORMED},
		{"seven digits",
		 "example.com/foo+530d903+"
		 "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_MALFORMED},
		{"32 bytes",
		 "example.com/foo+530d903a+"
		 "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
		 WASL_MALFORMED},
		{"signature type 2",
		 "example.com/foo+530d903a+"
		 "AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		 WASL_UNSUPPORTED},
		{"point of small order",
		 "a+530d903a+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		 WASL_MALFORMED},
	};
	struct wasl_vkey key;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_status status =
			wasl_vkey_parse(&key, wasl_text_of(bad[i].vkey), NULL);

		if (status != bad[i].status)
			fail_msg("%s: %s", bad[i].rule,
				 wasl_status_name(status));
		assert_int_equal(key.name[0], '\0');
	}
}

static void
test_tlog_note__a_text_that_breaks_a_rule_is_not_signed(void **state)
{
	struct test_key key =
		test_key(PARIS_LOG_SEED, "key", WASL_NOTE_ED25519);
	uint8_t space[256], small[40];
	struct wasl_buf buf = WASL_BUF(space), full = WASL_BUF(small);

	(void)state;
	check_status(wasl_note_sign(&buf, test_bytes("no LF"), &key.vkey,
				    &key.secret, NULL),
		     WASL_MALFORMED);
	check_status(wasl_note_sign(&buf, test_bytes("a\tb\n"), &key.vkey,
				    &key.secret, NULL),
		     WASL_MALFORMED);
	assert_int_equal(buf.n, 0);
	check_status(wasl_note_sign(&full, test_bytes("text\n"), &key.vkey,
				    &key.secret, NULL),
		     WASL_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tlog_note__c2sp_example_verifies),
		cmocka_unit_test(
			test_tlog_note__example_of_the_spec_is_reproduced),
		cmocka_unit_test(test_tlog_note__each_broken_rule_is_refused),
		cmocka_unit_test(test_tlog_note__splits_at_the_last_empty_line),
		cmocka_unit_test(
			test_tlog_note__known_bad_rejects_unknown_is_ignored),
		cmocka_unit_test(test_tlog_note__cosignature_covers_its_time),
		cmocka_unit_test(
			test_tlog_note__sixteen_lines_and_more_are_read),
		cmocka_unit_test(test_tlog_note__bad_vkeys_are_refused),
		cmocka_unit_test(
			test_tlog_note__a_text_that_breaks_a_rule_is_not_signed),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
