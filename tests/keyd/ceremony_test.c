/* Cards, words, pinning, and the keys that follow from a pinned line. */
#include "both.h"

static struct wasl_secret line_secret(void)
{
	struct wasl_secret secret;

	check_ok(wasl_hex_parse(secret.b, sizeof(secret.b),
				WASL_TEXT(LINE_SECRET)));
	return secret;
}

static wasl_status words(struct side *side, uint16_t out[static WASL_WORDS],
			 const struct side *partner,
			 const struct wasl_secret *secret)
{
	return wasl_keyd_line_words(side->keyd, out, side->line,
				    side_card(side), side_card(partner), secret,
				    NULL);
}

static void test_keyd_ceremony__a_line_is_made_once(void **state)
{
	struct wasl_vkey again, other;
	uint32_t line, found;

	(void)state;
	check_ok(wasl_keyd_line_prepare(paris.keyd, &line, &again,
					WASL_TEXT("rabat.dgsn"), NULL));
	assert_int_equal(line, paris.line);
	assert_true(wasl_vkey_eq(&again, &paris.log));
	assert_string_equal(again.name, "paris.pn/line/rabat.dgsn");
	check_ok(wasl_keyd_line_prepare(paris.keyd, &line, &other,
					WASL_TEXT("madrid.cnp"), NULL));
	assert_int_equal(line, paris.line + 1);
	assert_memory_not_equal(other.pub.b, again.pub.b, sizeof(other.pub.b));
	side_restart(&paris);
	check_ok(wasl_keyd_line_find(paris.keyd, &found,
				     WASL_TEXT("madrid.cnp"), NULL));
	assert_int_equal(found, line);
	check_status(wasl_keyd_line_find(paris.keyd, &found,
					 WASL_TEXT("roma.ps"), NULL),
		     WASL_NOT_FOUND);
	check_status(wasl_keyd_line_prepare(paris.keyd, &line, &other,
					    WASL_TEXT("paris.pn"), NULL),
		     WASL_MALFORMED);
	check_status(wasl_keyd_line_prepare(paris.keyd, &line, &other,
					    WASL_TEXT("Roma PS"), NULL),
		     WASL_MALFORMED);
}

static void test_keyd_ceremony__both_sides_see_the_same_words(void **state)
{
	struct wasl_secret secret = line_secret();
	uint16_t ours[WASL_WORDS], theirs[WASL_WORDS];

	(void)state;
	check_ok(words(&paris, ours, &rabat, &secret));
	check_ok(words(&rabat, theirs, &paris, &secret));
	assert_memory_equal(ours, theirs, sizeof(ours));
	secret.b[0] ^= 1;
	check_ok(words(&paris, theirs, &rabat, &secret));
	assert_memory_not_equal(ours, theirs, sizeof(ours));
}

static void test_keyd_ceremony__cards_must_be_of_this_line(void **state)
{
	struct wasl_secret secret = line_secret();
	struct side other = side_rabat();
	uint16_t six[WASL_WORDS];

	(void)state;
	/* Own for partner's and the other way round. */
	check_status(wasl_keyd_line_words(paris.keyd, six, paris.line,
					  side_card(&rabat), side_card(&paris),
					  &secret, NULL),
		     WASL_CONFLICT);
	check_status(wasl_keyd_line_words(paris.keyd, six, paris.line,
					  side_card(&paris), side_card(&paris),
					  &secret, NULL),
		     WASL_CONFLICT);
	/* A card of another node of our name names keys that are not ours. */
	side_make(&other);
	check_status(wasl_keyd_line_words(rabat.keyd, six, rabat.line,
					  side_card(&other), side_card(&paris),
					  &secret, NULL),
		     WASL_CONFLICT);
	side_end(&other);
	/* One flipped bit of the partner's card. */
	rabat.card[20] ^= 1;
	assert_int_not_equal(words(&paris, six, &rabat, &secret), WASL_OK);
	rabat.card[20] ^= 1;
	check_ok(words(&paris, six, &rabat, &secret));
}

static void test_keyd_ceremony__pins_only_what_the_words_confirm(void **state)
{
	struct wasl_secret secret = line_secret();
	struct wasl_keyd_line line;
	uint16_t six[WASL_WORDS];
	struct wasl_hash card;

	(void)state;
	check_ok(words(&paris, six, &rabat, &secret));
	six[5] ^= 1;
	check_status(wasl_keyd_line_confirm(
			     paris.keyd, paris.line, side_card(&paris),
			     side_card(&rabat), &secret, six, NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_line_get(paris.keyd, &line, paris.line, NULL));
	assert_false(line.pinned);
	six[5] ^= 1;
	check_ok(wasl_keyd_line_confirm(paris.keyd, paris.line,
					side_card(&paris), side_card(&rabat),
					&secret, six, NULL));
	check_status(wasl_keyd_line_confirm(
			     paris.keyd, paris.line, side_card(&paris),
			     side_card(&rabat), &secret, six, NULL),
		     WASL_EXISTS);
	side_restart(&paris);
	check_ok(wasl_keyd_line_get(paris.keyd, &line, paris.line, NULL));
	assert_true(line.pinned);
	assert_int_equal(line.serial, 1);
	assert_string_equal(line.partner, "rabat.dgsn");
	assert_string_equal(line.own_origin, "paris.pn/line/rabat.dgsn");
	assert_string_equal(line.partner_origin, "rabat.dgsn/line/paris.pn");
	assert_true(wasl_vkey_eq(&line.peer_log, &rabat.log));
	assert_true(wasl_vkey_eq(&line.peer_mirror, &rabat.id.mirror));
	card = wasl_sha256(side_card(&rabat));
	assert_memory_equal(card.b, line.card.b, sizeof(card.b));
	check_status(wasl_keyd_line_get(paris.keyd, &line, 7, NULL),
		     WASL_NOT_FOUND);
}

static void
test_keyd_ceremony__a_line_without_ceremony_does_nothing(void **state)
{
	struct wasl_keyd_head own, mirror;
	struct wasl_keyd_held a, b;
	struct wasl_dossier_id id;
	struct wasl_secret key;
	uint8_t space[64];
	struct wasl_buf card = WASL_BUF(space);

	(void)state;
	check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line, NULL));
	a = (struct wasl_keyd_held){own.size, own.root};
	b = (struct wasl_keyd_held){mirror.size, mirror.root};
	check_status(wasl_keyd_line_open(paris.keyd, paris.line, &a, &b, NULL),
		     WASL_NOT_READY);
	check_status(
		wasl_keyd_line_dossier(paris.keyd, &id, &key, paris.line, NULL),
		WASL_NOT_FOUND);
	check_status(wasl_keyd_line_card(paris.keyd, &card, paris.line, NULL),
		     WASL_NOT_FOUND);
	check_status(wasl_keyd_line_keys(paris.keyd, paris.line,
					 side_card(&rabat), NULL),
		     WASL_NOT_READY);
}

static void test_keyd_ceremony__a_later_card_must_follow(void **state)
{
	struct wasl_hash first, other = {{1}};
	struct wasl_keyd_line line;
	uint8_t space[4096];
	struct wasl_buf card = WASL_BUF(space);
	struct test_key root = rabat.root;

	(void)state;
	side_pin(&paris, &rabat);
	first = wasl_sha256(side_card(&rabat));
	/* The same again. */
	check_ok(wasl_keyd_line_keys(paris.keyd, paris.line, side_card(&rabat),
				     NULL));
	/* Another chain, a gap, a thief's root. */
	side_write_card(&rabat, 2, &other);
	check_status(wasl_keyd_line_keys(paris.keyd, paris.line,
					 side_card(&rabat), NULL),
		     WASL_CONFLICT);
	side_write_card(&rabat, 3, &first);
	check_status(wasl_keyd_line_keys(paris.keyd, paris.line,
					 side_card(&rabat), NULL),
		     WASL_CONFLICT);
	rabat.root =
		test_key(PARIS_ROOT_SEED, "rabat.dgsn/root", WASL_NOTE_ED25519);
	side_write_card(&rabat, 2, &first);
	check_status(wasl_keyd_line_keys(paris.keyd, paris.line,
					 side_card(&rabat), NULL),
		     WASL_UNKNOWN_KEY);
	rabat.root = root;
	side_write_card(&rabat, 2, &first);
	check_ok(wasl_keyd_line_keys(paris.keyd, paris.line, side_card(&rabat),
				     NULL));
	side_restart(&paris);
	check_ok(wasl_keyd_line_get(paris.keyd, &line, paris.line, NULL));
	assert_int_equal(line.serial, 2);
	check_ok(wasl_keyd_line_card(paris.keyd, &card, paris.line, NULL));
	assert_true(wasl_bytes_eq(wasl_buf_bytes(&card), side_card(&rabat)));
	/* The old card replayed. */
	side_write_card(&rabat, 1, NULL);
	check_status(wasl_keyd_line_keys(paris.keyd, paris.line,
					 side_card(&rabat), NULL),
		     WASL_CONFLICT);
}

static void
test_keyd_ceremony__line_dossier_is_the_same_on_both_sides(void **state)
{
	struct wasl_dossier_id a, b;
	struct wasl_secret key_a, key_b;

	(void)state;
	side_pin(&paris, &rabat);
	side_pin(&rabat, &paris);
	check_ok(wasl_keyd_line_dossier(paris.keyd, &a, &key_a, paris.line,
					NULL));
	check_ok(wasl_keyd_line_dossier(rabat.keyd, &b, &key_b, rabat.line,
					NULL));
	assert_memory_equal(a.b, b.b, sizeof(a.b));
	assert_memory_equal(key_a.b, key_b.b, sizeof(key_a.b));
	/* docs/spec/vectors.json, line. */
	{
		char hex[33];

		wasl_hex_write(hex, WASL_BYTES(a.b));
		assert_string_equal(hex, "dd1cfae530202fe2f625847b599402dd");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, both_alone, both_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keyd_ceremony__a_line_is_made_once),
		TEST(test_keyd_ceremony__both_sides_see_the_same_words),
		TEST(test_keyd_ceremony__cards_must_be_of_this_line),
		TEST(test_keyd_ceremony__pins_only_what_the_words_confirm),
		TEST(test_keyd_ceremony__a_line_without_ceremony_does_nothing),
		TEST(test_keyd_ceremony__a_later_card_must_follow),
		TEST(test_keyd_ceremony__line_dossier_is_the_same_on_both_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
