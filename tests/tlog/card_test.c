#include "keys.h"

#include "crypto/crypto.h"
#include "tlog/card.h"

#include <stdio.h>

static int init(void **state)
{
	(void)state;
	return wasl_crypto_init(NULL) == WASL_OK ? 0 : -1;
}

static struct wasl_card card_of(const char *text)
{
	struct wasl_card card;

	check_ok(wasl_card_parse(&card, test_bytes(text), NULL, NULL));
	return card;
}

static struct test_key rabat_root(void)
{
	return test_key(RABAT_ROOT_SEED, "rabat.dgsn/root", WASL_NOTE_ED25519);
}

static void test_tlog_card__example_of_the_spec_reads(void **state)
{
	struct wasl_card card = card_of(RABAT_CARD);
	struct test_key root = rabat_root();

	(void)state;
	assert_true(wasl_text_is(card.node, "rabat.dgsn"));
	assert_string_equal(card.side, "MA");
	assert_true(wasl_text_is(card.partner, "paris.pn"));
	assert_int_equal(card.serial, 1);
	assert_true(card.first);
	assert_true(
		wasl_text_is(card.endpoint, "https://rabat.dgsn.example:8443"));
	assert_int_equal(card.keys_n, 5);
	assert_true(wasl_vkey_eq(&wasl_card_active(&card, WASL_CARD_ROOT)->vkey,
				 &root.vkey));
	assert_null(wasl_card_active(&card, WASL_CARD_WITNESS));
	assert_true(wasl_card_active(&card, WASL_CARD_TLS)->until ==
		    WASL_CARD_NO_END);
}

static void test_tlog_card__example_of_the_spec_is_reproduced(void **state)
{
	struct wasl_card card = card_of(RABAT_CARD);
	struct test_key root = rabat_root();
	uint8_t space[2048];
	struct wasl_buf buf = WASL_BUF(space);

	(void)state;
	check_ok(wasl_card_write(&buf, &card, &root.secret, NULL));
	assert_int_equal(buf.n, strlen(RABAT_CARD));
	assert_memory_equal(space, RABAT_CARD, buf.n);
}

static void test_tlog_card__six_words_of_the_spec(void **state)
{
	static const uint16_t want[] = {1065, 172, 1580, 795, 1171, 1568};
	struct wasl_card a = card_of(PARIS_CARD), b = card_of(RABAT_CARD);
	uint16_t words[WASL_WORDS];
	struct wasl_secret secret;

	(void)state;
	check_ok(wasl_hex_parse(secret.b, sizeof(secret.b),
				WASL_TEXT(LINE_SECRET)));
	wasl_card_words(words, &secret, &a, &b);
	assert_memory_equal(words, want, sizeof(want));
	wasl_card_words(words, &secret, &b, &a);
	assert_memory_equal(words, want, sizeof(want));
	/* A mistyped secret gives other words. */
	secret.b[31] ^= 1;
	wasl_card_words(words, &secret, &a, &b);
	assert_memory_not_equal(words, want, sizeof(want));
}

static void test_tlog_card__any_flipped_bit_is_refused(void **state)
{
	static const char good[] = RABAT_CARD;
	uint8_t bad[sizeof(good)];
	struct wasl_card card;

	(void)state;
	for (size_t i = 0; i < strlen(good); i++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(bad, good, sizeof(good));
			bad[i] ^= (uint8_t)(1 << bit);
			assert_int_not_equal(
				wasl_card_parse(
					&card, wasl_bytes_of(bad, strlen(good)),
					NULL, NULL),
				WASL_OK);
			assert_null(card.bytes.p);
		}
}

/* The text of Rabat's card with one piece put for another, signed again. */
static wasl_bytes altered(uint8_t *space, size_t cap, const char *from,
			  const char *to)
{
	static const char good[] = RABAT_CARD;
	const char *end = strstr(good, "\n\n") + 1;
	const char *at = strstr(good, from);
	struct test_key root = rabat_root();
	uint8_t text[4096];
	struct wasl_buf body = WASL_BUF(text);
	struct wasl_buf buf = {.p = space, .cap = cap};

	if (at == NULL || at + strlen(from) > end)
		fail_msg("the card has no \"%s\"", from);
	wasl_buf_put(&body, good, (size_t)(at - good));
	wasl_buf_put_text(&body, to);
	at += strlen(from);
	wasl_buf_put(&body, at, (size_t)(end - at));
	assert_false(body.over);
	check_ok(wasl_note_sign(&buf, wasl_buf_bytes(&body), &root.vkey,
				&root.secret, NULL));
	return wasl_buf_bytes(&buf);
}

#define SEALING "sealing d3PY9pOv78NVP6DM56rs+sXBsC+IbzVBZVnrTMvtVz8= "
#define TLS	"tls l97tfTVMlUSruQRAvI08jI3YewprzehBVDPg2RdmW1k= 0 - active\n"

static void test_tlog_card__each_broken_rule_is_refused(void **state)
{
	static const struct {
		const char *rule, *from, *to;
	} bad[] = {
		{"version", "card/v1", "card/v2"},
		{"node name", "rabat.dgsn\nMA", "Rabat\nMA"},
		{"node of foreign keys", "rabat.dgsn\nMA", "rabat.dgsm\nMA"},
		{"side", "\nMA\n", "\nMAR\n"},
		{"side in lower case", "\nMA\n", "\nma\n"},
		{"partner", "paris.pn\n1", "\n1"},
		{"partner is the node itself", "paris.pn\n1", "rabat.dgsn\n1"},
		{"partner of another log", "paris.pn\n1", "madrid.cnp\n1"},
		{"serial 0", "\n1\n-\n", "\n0\n-\n"},
		{"serial with zero", "\n1\n-\n", "\n01\n-\n"},
		{"serial 2 without previous card", "\n1\n-\n", "\n2\n-\n"},
		{"previous card of serial 1", "\n1\n-\n",
		 "\n1\nl97tfTVMlUSruQRAvI08jI3YewprzehBVDPg2RdmW1k=\n"},
		{"previous card is no hash", "\n1\n-\n", "\n2\nAAAA\n"},
		{"http", "https://", "http://"},
		{"endpoint without port", ":8443", ""},
		{"port 0", ":8443", ":0"},
		{"port 65536", ":8443", ":65536"},
		{"endpoint with path", ":8443", ":8443/x"},
		{"endpoint with user", "https://", "https://a@"},
		{"endpoint without host", "rabat.dgsn.example:", ":"},
		{"unknown purpose", "sealing ", "signing "},
		{"two spaces", SEALING, SEALING " "},
		{"colon for space", "sealing ", "sealing:"},
		{"sealing key of 31 bytes", SEALING,
		 "sealing d3PY9pOv78NVP6DM56rs+sXBsC+IbzVBZVnrTMvtVw== "},
		{"sealing key of small order", SEALING,
		 "sealing AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= "},
		{"from", SEALING "0", SEALING "-1"},
		{"until below from", SEALING "0 -", SEALING "5 4"},
		{"until the largest number", SEALING "0 -",
		 SEALING "0 18446744073709551615"},
		{"status", SEALING "0 - active", SEALING "0 - ACTIVE"},
		{"retired without end", TLS,
		 TLS "tls AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 0 - "
		     "retired\n"},
		{"no active sealing key", SEALING "0 - active",
		 SEALING "0 9 retired"},
		{"no tls key", TLS, ""},
		{"the same key twice", TLS, TLS TLS},
		{"empty line", TLS, TLS "\n"},
		{"a sixth field", SEALING "0 - active", SEALING "0 - active x"},
		{"mirror as log", "\nlog ", "\nmirror "},
		{"log as mirror", "\nmirror ", "\nlog "},
		{"mirror as witness", "\nmirror ", "\nwitness "},
		{"root from 1", "TKi+vD 0 - active", "TKi+vD 1 - active"},
		{"root retired", "TKi+vD 0 - active", "TKi+vD 0 9 retired"},
	};
	struct wasl_card card;
	uint8_t space[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wasl_bytes in =
			altered(space, sizeof(space), bad[i].from, bad[i].to);
		wasl_status status = wasl_card_parse(&card, in, NULL, NULL);

		if (status != WASL_MALFORMED)
			fail_msg("%s: %s", bad[i].rule,
				 wasl_status_name(status));
	}
	check_ok(
		wasl_card_parse(&card,
				altered(space, sizeof(space),
					"https://rabat.dgsn.example:8443", "-"),
				NULL, NULL));
	assert_int_equal(card.endpoint.n, 0);
	check_ok(wasl_card_parse(&card,
				 altered(space, sizeof(space),
					 "rabat.dgsn.example", "[2001:db8::1]"),
				 NULL, NULL));
}

static void test_tlog_card__only_the_pinned_root_signs(void **state)
{
	struct wasl_vkey root = rabat_root().vkey;
	struct wasl_vkey thief =
		test_key(PARIS_ROOT_SEED, "rabat.dgsn/root", WASL_NOTE_ED25519)
			.vkey;
	struct wasl_card card;

	(void)state;
	check_ok(wasl_card_parse(&card, test_bytes(RABAT_CARD), &root, NULL));
	check_status(
		wasl_card_parse(&card, test_bytes(RABAT_CARD), &thief, NULL),
		WASL_UNKNOWN_KEY);
}

/* A card that may follow Rabat's first; its text lives in `space`. */
static struct wasl_card second_card(const struct wasl_card *first)
{
	struct wasl_card next = *first;

	next.serial = 2;
	next.first = false;
	next.prev = wasl_sha256(first->bytes);
	return next;
}

static void test_tlog_card__a_later_card_follows_the_one_held(void **state)
{
	struct wasl_card first = card_of(RABAT_CARD), next, back;
	struct test_key root = rabat_root();
	uint8_t space[4096];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_card_key *tls;

	(void)state;
	next = second_card(&first);
	/* The TLS key is retired at 40 and another takes over. */
	tls = &next.keys[next.keys_n - 1];
	next.keys[next.keys_n++] = *tls;
	tls->status = WASL_CARD_RETIRED;
	tls->until = 40;
	tls[1].spki.b[0] ^= 1;
	tls[1].from = 40;
	check_ok(wasl_card_write(&buf, &next, &root.secret, NULL));
	check_ok(
		wasl_card_parse(&back, wasl_buf_bytes(&buf), &root.vkey, NULL));
	check_ok(wasl_card_follows(&back, &first, NULL));
	assert_int_equal(wasl_card_active(&back, WASL_CARD_TLS)->from, 40);
	/* Neither the same again nor the old one. */
	check_status(wasl_card_follows(&first, &first, NULL), WASL_CONFLICT);
	check_status(wasl_card_follows(&first, &back, NULL), WASL_CONFLICT);
	check_status(wasl_card_follows(&back, &back, NULL), WASL_CONFLICT);
}

static void test_tlog_card__what_follows_keeps_what_was_said(void **state)
{
	struct wasl_card first = card_of(RABAT_CARD), next;

	(void)state;
	next = second_card(&first);
	check_ok(wasl_card_follows(&next, &first, NULL));
	next.serial = 3;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	next = second_card(&first);
	next.prev.b[0] ^= 1;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	next = second_card(&first);
	next.side[0] = 'X';
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	next = second_card(&first);
	next.keys_n--;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	next = second_card(&first);
	next.keys[1].from = 1;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	/* A key that was compromised stays so, and its end does not move up. */
	first.keys[1].status = WASL_CARD_COMPROMISED;
	first.keys[1].until = 9;
	next = second_card(&first);
	check_ok(wasl_card_follows(&next, &first, NULL));
	next.keys[1].status = WASL_CARD_RETIRED;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
	next = second_card(&first);
	next.keys[1].until = 10;
	check_status(wasl_card_follows(&next, &first, NULL), WASL_CONFLICT);
}

static void test_tlog_card__counts_run_on_over_epochs(void **state)
{
	static const struct {
		enum wasl_card_status status;
		uint64_t from, until;
		struct wasl_card_at at;
		uint64_t size;
		bool holds;
	} cases[] = {
		{WASL_CARD_ACTIVE, 0, WASL_CARD_NO_END, {1, 0}, 0, true},
		{WASL_CARD_ACTIVE, 5, WASL_CARD_NO_END, {1, 0}, 5, false},
		{WASL_CARD_ACTIVE, 5, WASL_CARD_NO_END, {1, 0}, 6, true},
		/* What brought it was lost with the end of the epoch. */
		{WASL_CARD_ACTIVE, 5, WASL_CARD_NO_END, {2, 3}, 0, true},
		{WASL_CARD_RETIRED, 0, 12, {1, 0}, 12, true},
		{WASL_CARD_RETIRED, 0, 12, {1, 0}, 13, false},
		{WASL_CARD_RETIRED, 0, 12, {2, 10}, 2, true},
		{WASL_CARD_RETIRED, 0, 12, {2, 10}, 3, false},
		{WASL_CARD_COMPROMISED, 0, 12, {2, 10}, 2, true},
		{WASL_CARD_COMPROMISED, 0, 12, {2, 10}, 3, false},
		{WASL_CARD_COMPROMISED, 0, 9, {2, 10}, 0, false},
		{WASL_CARD_COMPROMISED, 0, 12, {2, 10}, UINT64_MAX, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct wasl_card_key key = {
			.purpose = WASL_CARD_LOG,
			.status = cases[i].status,
			.from = cases[i].from,
			.until = cases[i].until,
		};

		assert_int_equal(
			wasl_card_key_holds(&key, &cases[i].at, cases[i].size),
			cases[i].holds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tlog_card__counts_run_on_over_epochs),
		cmocka_unit_test(test_tlog_card__example_of_the_spec_reads),
		cmocka_unit_test(
			test_tlog_card__example_of_the_spec_is_reproduced),
		cmocka_unit_test(test_tlog_card__six_words_of_the_spec),
		cmocka_unit_test(test_tlog_card__any_flipped_bit_is_refused),
		cmocka_unit_test(test_tlog_card__each_broken_rule_is_refused),
		cmocka_unit_test(test_tlog_card__only_the_pinned_root_signs),
		cmocka_unit_test(
			test_tlog_card__a_later_card_follows_the_one_held),
		cmocka_unit_test(
			test_tlog_card__what_follows_keeps_what_was_said),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
