/* Renewed keys: into use when the card that names them is in force, and out of
 * it for good. */
#include "both.h"

/* Paris's next card: the last one and renewed keys of these purposes. */
static void renew(const enum wasl_card_purpose *purposes, size_t n)
{
	struct wasl_buf out = WASL_BUF(paris.card);
	static uint8_t last[sizeof(paris.card)];
	struct wasl_card card;

	memcpy(last, paris.card, paris.card_n);
	check_ok(wasl_card_parse(&card, wasl_bytes_of(last, paris.card_n), NULL,
				 NULL));
	card.prev = wasl_sha256(card.bytes);
	card.first = false;
	card.serial++;
	for (size_t i = 0; i < n; i++)
		check_ok(wasl_keyd_key_next(paris.keyd,
					    &card.keys[card.keys_n++],
					    paris.line, purposes[i], NULL));
	check_ok(wasl_card_write(&out, &card, &paris.root.secret, NULL));
	paris.card_n = out.n;
}

#define RENEW(...)                                                             \
	renew((const enum wasl_card_purpose[]){__VA_ARGS__},                   \
	      sizeof((const enum wasl_card_purpose[]){__VA_ARGS__}) /          \
		      sizeof(enum wasl_card_purpose))

static wasl_status own(enum wasl_keyd_own how)
{
	return wasl_keyd_line_own(paris.keyd, paris.line, side_card(&paris),
				  how, NULL);
}

static struct wasl_vkey log_now(void)
{
	struct wasl_keyd_line line;

	check_ok(wasl_keyd_line_get(paris.keyd, &line, paris.line, NULL));
	return line.log;
}

/* Paris appends an entry; Rabat checks and cosigns it, Paris the receipt. */
static wasl_status exchange(uint64_t at)
{
	struct wasl_hash entry = {{(uint8_t)at}}, root;
	struct wasl_keyd_head head, cosigned;
	enum wasl_keyd_verdict verdict;
	uint64_t size, time;

	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, at, &entry, 1,
				  NULL));
	WASL_TRY(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, at, &entry,
				 1, wasl_bytes_of(head.note, head.note_n),
				 NULL));
	check_ok(wasl_keyd_cosign(rabat.keyd, &cosigned, rabat.line, head.size,
				  &head.root, NULL));
	return wasl_keyd_receipt_check(
		paris.keyd, &size, &root, &time, paris.line,
		wasl_bytes_of(cosigned.note, cosigned.note_n), NULL);
}

static void test_keyd_card__a_log_key_signs_once_its_card_is_in_force(void **s)
{
	struct wasl_vkey before = log_now(), after;

	(void)s;
	check_ok(exchange(0));
	RENEW(WASL_CARD_LOG);
	check_ok(own(WASL_KEYD_OWN_CHECK));
	check_ok(exchange(1));
	check_ok(wasl_keyd_line_keys(rabat.keyd, rabat.line, side_card(&paris),
				     NULL));
	check_ok(exchange(2)); /* still by the old one: both are good */
	after = log_now();
	assert_true(wasl_vkey_eq(&before, &after));
	check_ok(own(WASL_KEYD_OWN_FORCE));
	check_ok(own(WASL_KEYD_OWN_FORCE));
	after = log_now();
	assert_false(wasl_vkey_eq(&before, &after));
	assert_string_equal(before.name, after.name);
	check_ok(exchange(3));
	side_restart(&paris);
	side_open(&paris);
	check_ok(exchange(4));
	before = log_now();
	assert_true(wasl_vkey_eq(&before, &after));
}

static void test_keyd_card__a_key_the_partner_does_not_know_is_refused(void **s)
{
	(void)s;
	RENEW(WASL_CARD_LOG);
	check_ok(own(WASL_KEYD_OWN_FORCE));
	check_status(exchange(0), WASL_UNKNOWN_KEY);
}

static void test_keyd_card__a_renewed_key_is_made_once(void **s)
{
	struct wasl_card_key a, b;

	(void)s;
	check_ok(wasl_keyd_key_next(paris.keyd, &a, paris.line, WASL_CARD_LOG,
				    NULL));
	side_restart(&paris);
	check_ok(wasl_keyd_key_next(paris.keyd, &b, paris.line, WASL_CARD_LOG,
				    NULL));
	assert_true(wasl_vkey_eq(&a.vkey, &b.vkey));
	for (int purpose = WASL_CARD_ROOT; purpose <= WASL_CARD_TLS + 1;
	     purpose++)
		if (purpose == WASL_CARD_ROOT || purpose == WASL_CARD_WITNESS ||
		    purpose > WASL_CARD_TLS)
			check_status(wasl_keyd_key_next(
					     paris.keyd, &a, paris.line,
					     (enum wasl_card_purpose)purpose,
					     NULL),
				     WASL_MALFORMED);
}

/* A second line, whose card has not been renewed. */
static void second_line(struct side *madrid, struct side *to_madrid)
{
	*madrid = (struct side){.node = "madrid.cnp",
				.partner = "paris.pn",
				.code = "ES",
				.root_seed = RABAT_ROOT_SEED};
	side_make(madrid);
	*to_madrid = paris;
	to_madrid->partner = "madrid.cnp";
	check_ok(wasl_keyd_line_prepare(paris.keyd, &to_madrid->line,
					&to_madrid->log,
					WASL_TEXT("madrid.cnp"), NULL));
	side_write_card(to_madrid, 1, NULL);
	side_pin(to_madrid, madrid);
}

static void test_keyd_card__mirror_and_tls_wait_for_every_line(void **s)
{
	struct wasl_keyd_identity before = paris.id, after;
	struct side madrid, to_madrid;
	struct wasl_card_key key;

	(void)s;
	second_line(&madrid, &to_madrid);
	RENEW(WASL_CARD_MIRROR, WASL_CARD_TLS);
	check_ok(own(WASL_KEYD_OWN_FORCE));
	check_ok(wasl_keyd_identity(paris.keyd, &after, NULL));
	assert_true(wasl_vkey_eq(&before.mirror, &after.mirror));
	assert_true(wasl_hash_eq(&before.spki, &after.spki));
	check_status(wasl_keyd_key_next(paris.keyd, &key, paris.line,
					WASL_CARD_TLS, NULL),
		     WASL_CONFLICT);
	paris.line = to_madrid.line;
	memcpy(paris.card, to_madrid.card, to_madrid.card_n);
	paris.card_n = to_madrid.card_n;
	RENEW(WASL_CARD_MIRROR, WASL_CARD_TLS);
	check_ok(own(WASL_KEYD_OWN_FORCE));
	check_ok(wasl_keyd_identity(paris.keyd, &after, NULL));
	assert_false(wasl_vkey_eq(&before.mirror, &after.mirror));
	assert_false(wasl_hash_eq(&before.spki, &after.spki));
	side_restart(&paris);
	assert_true(wasl_vkey_eq(&paris.id.mirror, &after.mirror));
	assert_true(wasl_hash_eq(&paris.id.spki, &after.spki));
	side_end(&madrid);
}

/* Does a grant that Rabat makes for this dossier open at Paris? */
static wasl_status granted(wasl_bytes grant, const struct wasl_dossier_id *id)
{
	struct wasl_secret key = {0};
	struct wasl_keyd_dossier dossier = {.id = *id, .key = &key};

	check_ok(wasl_keyd_grant_open(paris.keyd, &dossier, &grant, 1,
				      paris.line, NULL));
	return dossier.status;
}

static void test_keyd_card__an_old_sealing_key_opens_until_it_is_seen(void **s)
{
	struct wasl_secret key = {0};
	struct wasl_keyd_dossier made = {.key = &key, .id = {{1, 2, 3}}};
	uint8_t old[WASL_GRANT_LEN], fresh[WASL_GRANT_LEN];
	struct wasl_buf old_buf = WASL_BUF(old), fresh_buf = WASL_BUF(fresh);

	(void)s;
	check_ok(wasl_keyd_dossier_new(rabat.keyd, &made, &old_buf, rabat.line,
				       NULL));
	RENEW(WASL_CARD_SEALING);
	check_ok(own(WASL_KEYD_OWN_FORCE));
	check_ok(wasl_keyd_line_keys(rabat.keyd, rabat.line, side_card(&paris),
				     NULL));
	check_ok(wasl_keyd_grant_make(rabat.keyd, &fresh_buf, &made, 1,
				      rabat.line, NULL));
	check_ok(granted(wasl_buf_bytes(&old_buf), &made.id));
	check_ok(granted(wasl_buf_bytes(&fresh_buf), &made.id));
	check_ok(own(WASL_KEYD_OWN_SEEN));
	check_ok(own(WASL_KEYD_OWN_SEEN));
	check_status(granted(wasl_buf_bytes(&old_buf), &made.id),
		     WASL_BAD_SEAL);
	check_ok(granted(wasl_buf_bytes(&fresh_buf), &made.id));
	side_restart(&paris);
	assert_int_equal(paris.id.sealing_n, 1);
	check_ok(granted(wasl_buf_bytes(&fresh_buf), &made.id));
}

static void test_keyd_card__unseen_sealing_keys_are_bounded(void **s)
{
	struct wasl_card_key key;

	(void)s;
	for (int i = 1; i < WASL_KEYD_SEALING_MAX; i++) {
		RENEW(WASL_CARD_SEALING);
		check_ok(own(WASL_KEYD_OWN_FORCE));
	}
	check_status(wasl_keyd_key_next(paris.keyd, &key, paris.line,
					WASL_CARD_SEALING, NULL),
		     WASL_TOO_BIG);
	check_ok(own(WASL_KEYD_OWN_SEEN));
	check_ok(wasl_keyd_key_next(paris.keyd, &key, paris.line,
				    WASL_CARD_SEALING, NULL));
}

static void test_keyd_card__a_card_of_ours_must_follow(void **s)
{
	struct test_key other =
		test_key(RABAT_ROOT_SEED, "paris.pn/root", WASL_NOTE_ED25519);
	struct test_key root = paris.root;
	struct wasl_hash first = wasl_sha256(side_card(&paris));
	static uint8_t old[sizeof(paris.card)];
	size_t old_n = paris.card_n;

	(void)s;
	memcpy(old, paris.card, old_n);
	/* Another serial, another previous card, another root. */
	side_write_card(&paris, 3, &first);
	check_status(own(WASL_KEYD_OWN_CHECK), WASL_CONFLICT);
	side_write_card(&paris, 2, &(struct wasl_hash){{1}});
	check_status(own(WASL_KEYD_OWN_FORCE), WASL_CONFLICT);
	paris.root = other;
	side_write_card(&paris, 2, &first);
	check_status(own(WASL_KEYD_OWN_FORCE), WASL_UNKNOWN_KEY);
	paris.root = root;
	/* Keys of another. */
	paris.id.spki.b[0] ^= 1;
	side_write_card(&paris, 2, &first);
	check_status(own(WASL_KEYD_OWN_FORCE), WASL_CONFLICT);
	paris.id.spki.b[0] ^= 1;
	side_write_card(&paris, 2, &first);
	check_ok(own(WASL_KEYD_OWN_FORCE));
	/* The one before, replayed. */
	memcpy(paris.card, old, old_n);
	paris.card_n = old_n;
	check_status(own(WASL_KEYD_OWN_FORCE), WASL_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(test_keyd_card__##name, both_met,      \
					both_end)
		T(a_log_key_signs_once_its_card_is_in_force),
		T(a_key_the_partner_does_not_know_is_refused),
		T(a_renewed_key_is_made_once),
		T(mirror_and_tls_wait_for_every_line),
		T(an_old_sealing_key_opens_until_it_is_seen),
		T(unseen_sealing_keys_are_bounded),
		T(a_card_of_ours_must_follow),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
