/* The change of epoch: what it takes, what it refuses, what a stop leaves. */
#include "both.h"

#include "keyd/heads.h"
#include "keyd/vault.h"

#include <fcntl.h>

static struct wasl_hash hashes[8], others[8];

/* Three entries of Paris, signed and cosigned one by one; one of Rabat. */
static struct wasl_keyd_head notes[4], of_rabat;

static wasl_bytes note_of(const struct wasl_keyd_head *head)
{
	return wasl_bytes_of(head->note, head->note_n);
}

static void pass(struct side *from, struct side *to, uint64_t first,
		 const struct wasl_hash *hash, struct wasl_keyd_head *head)
{
	struct wasl_keyd_head cosigned;
	enum wasl_keyd_verdict verdict;

	check_ok(wasl_keyd_append(from->keyd, head, from->line, first, hash, 1,
				  NULL));
	check_ok(wasl_keyd_check(to->keyd, &verdict, to->line, first, hash, 1,
				 note_of(head), NULL));
	check_ok(wasl_keyd_cosign(to->keyd, &cosigned, to->line, head->size,
				  &head->root, NULL));
}

static int setup(void **state)
{
	both_met(state);
	make_hashes(hashes, 8, 1);
	make_hashes(others, 8, 2);
	for (uint64_t i = 0; i < 3; i++)
		pass(&paris, &rabat, i, &hashes[i], &notes[i + 1]);
	pass(&rabat, &paris, 0, &others[0], &of_rabat);
	return 0;
}

/* Epoch 2 that ends Paris' log at its second entry, Rabat's at its first. */
static struct wasl_keyd_ask good_ask(void)
{
	return (struct wasl_keyd_ask){
		.number = 2,
		.own = note_of(&notes[2]),
		.mirror = note_of(&of_rabat),
		.first = WASL_TEXT("paris-7"),
		.second = WASL_TEXT("paris-8"),
	};
}

static wasl_status ask_paris(const struct wasl_keyd_ask *ask)
{
	struct wasl_err err = {0};
	wasl_status status =
		wasl_keyd_line_epoch(paris.keyd, paris.line, ask, &err);

	if (status != WASL_OK)
		print_message("%s\n", err.text);
	return status;
}

static void check_origins(uint32_t epoch, const char *own, const char *partner)
{
	struct wasl_keyd_line line;

	check_ok(wasl_keyd_line_get(paris.keyd, &line, paris.line, NULL));
	assert_int_equal(line.epoch, epoch);
	assert_string_equal(line.own_origin, own);
	assert_string_equal(line.log.name, own);
	assert_string_equal(line.partner_origin, partner);
}

static void check_empty_heads(void)
{
	struct wasl_keyd_head own, mirror;

	check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line, NULL));
	assert_int_equal(own.size, 0);
	assert_int_equal(own.note_n, 0);
	assert_int_equal(mirror.size, 0);
	assert_int_equal(mirror.note_n, 0);
	assert_false(own.frozen);
}

static void test_keyd_epoch__the_new_logs_begin_empty(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	struct wasl_keyd_epoch past;

	(void)state;
	check_ok(ask_paris(&ask));
	for (int i = 0; i < 2; i++) {
		check_origins(2, "paris.pn/line/rabat.dgsn/2",
			      "rabat.dgsn/line/paris.pn/2");
		check_empty_heads();
		check_ok(wasl_keyd_line_past(paris.keyd, &past, paris.line, 1,
					     NULL));
		assert_int_equal(past.own.size, 3);
		assert_memory_equal(past.own.root.b, notes[3].root.b, 32);
		assert_int_equal(past.own.note_n, notes[2].note_n);
		assert_memory_equal(past.own.note, notes[2].note,
				    notes[2].note_n);
		assert_int_equal(past.mirror.size, 1);
		assert_string_equal(past.by[1], "paris-8");
		assert_true(past.time > 0);
		/* What was not done is not told; the same again is OK. */
		check_status(wasl_keyd_line_past(paris.keyd, &past, paris.line,
						 2, NULL),
			     WASL_NOT_FOUND);
		check_status(wasl_keyd_line_past(paris.keyd, &past, paris.line,
						 0, NULL),
			     WASL_NOT_FOUND);
		check_ok(ask_paris(&ask));
		side_restart(&paris);
	}
}

static void test_keyd_epoch__nothing_is_signed_in_the_old_logs(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	struct wasl_keyd_head head, old, cosigned;
	enum wasl_keyd_verdict verdict;
	struct wasl_hash root;
	uint64_t size, time;

	(void)state;
	check_ok(wasl_keyd_append(rabat.keyd, &old, rabat.line, 1, &others[1],
				  1, NULL));
	check_ok(ask_paris(&ask));
	/* The line must be opened anew. */
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes,
				      1, NULL),
		     WASL_NOT_READY);
	side_open(&paris);
	/* A batch of the old log, also one that was held already. */
	check_status(wasl_keyd_check(paris.keyd, &verdict, paris.line, 1,
				     &others[1], 1, note_of(&old), NULL),
		     WASL_UNKNOWN_KEY);
	check_status(wasl_keyd_check(paris.keyd, &verdict, paris.line, 0,
				     others, 1, note_of(&of_rabat), NULL),
		     WASL_UNKNOWN_KEY);
	check_status(wasl_keyd_receipt_check(paris.keyd, &size, &root, &time,
					     paris.line, note_of(&notes[3]),
					     NULL),
		     WASL_UNKNOWN_KEY);
	/* What is signed now has the new name, and begins at 0. */
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 3,
				      &hashes[3], 1, NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, &hashes[3],
				  1, NULL));
	assert_non_null(memmem(head.note, head.note_n,
			       "paris.pn/line/rabat.dgsn/2\n1\n", 29));
	/* The partner takes it once it has changed as well. */
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     &hashes[3], 1, note_of(&head), NULL),
		     WASL_UNKNOWN_KEY);
	check_ok(wasl_keyd_line_epoch(
		rabat.keyd, rabat.line,
		&(struct wasl_keyd_ask){.number = 2,
					.own = ask.mirror,
					.mirror = ask.own,
					.first = WASL_TEXT("rabat-7"),
					.second = WASL_TEXT("rabat-8")},
		NULL));
	side_open(&rabat);
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				 &hashes[3], 1, note_of(&head), NULL));
	check_ok(wasl_keyd_cosign(rabat.keyd, &cosigned, rabat.line, 1,
				  &head.root, NULL));
	check_ok(wasl_keyd_receipt_check(paris.keyd, &size, &root, &time,
					 paris.line, note_of(&cosigned), NULL));
	assert_int_equal(size, 1);
}

static void test_keyd_epoch__what_is_wrong_is_refused(void **state)
{
	struct wasl_keyd_head forked, beyond;
	char flipped[WASL_KEYD_NOTE_MAX];
	struct wasl_keyd_ask ask;
	struct wasl_vkey log;
	uint32_t other;

	(void)state;
	memcpy(flipped, notes[2].note, notes[2].note_n);
	flipped[notes[2].note_n - 10] =
		flipped[notes[2].note_n - 10] == 'A' ? 'B' : 'A';
	const struct {
		const char *what;
		wasl_status status;
		struct wasl_keyd_ask change; /* what differs from a good one */
	} table[] = {
		{"number in force", WASL_CONFLICT, {.number = 1}},
		{"a number left out", WASL_CONFLICT, {.number = 3}},
		{"no number", WASL_CONFLICT, {.number = UINT32_MAX}},
		{"one person", WASL_RULE, {.first = WASL_TEXT("paris-8")}},
		{"a name with a zero", WASL_RULE, {.first = {"paris\0-7", 8}}},
		{"own note is none",
		 WASL_MALFORMED,
		 {.own = wasl_bytes_of("no note\n", 8)}},
		{"partner's note is none",
		 WASL_MALFORMED,
		 {.mirror = wasl_bytes_of("no note\n", 8)}},
		{"notes exchanged: own",
		 WASL_UNKNOWN_KEY,
		 {.own = note_of(&of_rabat)}},
		{"notes exchanged: partner's",
		 WASL_UNKNOWN_KEY,
		 {.mirror = note_of(&notes[1])}},
		{"a bit of the signature",
		 WASL_BAD_SIG,
		 {.own = wasl_bytes_of(flipped, notes[2].note_n)}},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct wasl_keyd_ask *c = &table[i].change;

		ask = good_ask();
		if (c->number != 0)
			ask.number = c->number == UINT32_MAX ? 0 : c->number;
		if (c->first.n != 0)
			ask.first = c->first;
		if (c->own.n != 0)
			ask.own = c->own;
		if (c->mirror.n != 0)
			ask.mirror = c->mirror;
		check_status(ask_paris(&ask), table[i].status);
	}
	ask = good_ask();
	ask.second = (wasl_text){0};
	check_status(ask_paris(&ask), WASL_RULE);
	check_status(wasl_keyd_line_epoch(paris.keyd, 7, &ask, NULL),
		     WASL_NOT_FOUND);
	/* A line without its ceremony. */
	check_ok(wasl_keyd_line_prepare(paris.keyd, &other, &log,
					WASL_TEXT("third.node"), NULL));
	check_status(wasl_keyd_line_epoch(
			     paris.keyd, other,
			     &(struct wasl_keyd_ask){.number = 2,
						     .first = WASL_TEXT("a"),
						     .second = WASL_TEXT("b")},
			     NULL),
		     WASL_NOT_READY);
	check_origins(1, "paris.pn/line/rabat.dgsn",
		      "rabat.dgsn/line/paris.pn");
	/* The line goes on as if nothing had been asked. */
	pass(&paris, &rabat, 3, &hashes[3], &beyond);
	pass(&rabat, &paris, 1, &others[1], &forked);
}

/* The first `n` bytes of a file over another; 0: a copy of the whole. */
static void overwrite(const struct side *side, const char *from, const char *to,
		      uint64_t n)
{
	char path[256];
	uint8_t buf[4096];
	uint64_t done = 0;
	ssize_t got;
	int in, out;

	snprintf(path, sizeof(path), "%s/%s", side->dir, from);
	in = open(path, O_RDONLY);
	snprintf(path, sizeof(path), "%s/%s", side->dir, to);
	out = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(in >= 0 && out >= 0);
	while ((n == 0 || done < n) && (got = read(in, buf, sizeof(buf))) > 0) {
		assert_int_equal(write(out, buf, (size_t)got), got);
		done += (uint64_t)got;
	}
	close(in);
	close(out);
}

static void copy_file(const struct side *side, const char *from, const char *to)
{
	overwrite(side, from, to, 0);
}

/* keys.wasl as it was one write before. */
static void tear_newest_slot(const struct side *side)
{
	static const size_t header = 4096;
	uint64_t newest = 0;
	char path[256];
	off_t at = 0;
	int fd;

	snprintf(path, sizeof(path), "%s/" WASL_VAULT_FILE, side->dir);
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	for (size_t i = 0; i < 2; i++) {
		off_t slot = (off_t)(header + i * WASL_VAULT_SLOT_MAX);
		uint8_t b[16];
		uint64_t sequence = 0;

		assert_int_equal(pread(fd, b, sizeof(b), slot), sizeof(b));
		for (size_t k = 8; k < 16; k++)
			sequence = sequence << 8 | b[k];
		if (sequence > newest) {
			newest = sequence;
			at = slot;
		}
	}
	assert_int_equal(pwrite(fd, "torn", 4, at), 4);
	close(fd);
}

/* Stopped after the vault was written, before, between and behind the heads. */
static void test_keyd_epoch__a_stop_at_any_write_is_made_good(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	const uint64_t own = 2 * WASL_HEAD_SLOT;
	const uint64_t both = 4 * WASL_HEAD_SLOT;

	(void)state;
	copy_file(&paris, WASL_HEADS_FILE, "heads.before");
	check_ok(ask_paris(&ask));
	wasl_keyd_stop(paris.keyd);
	copy_file(&paris, WASL_HEADS_FILE, "heads.after");
	tear_newest_slot(&paris);
	copy_file(&paris, WASL_VAULT_FILE, "keys.opening");
	for (uint64_t n = 0; n <= both; n += own) {
		copy_file(&paris, "keys.opening", WASL_VAULT_FILE);
		copy_file(&paris, "heads.before", WASL_HEADS_FILE);
		if (n > 0)
			overwrite(&paris, "heads.after", WASL_HEADS_FILE, n);
		side_start(&paris, false);
		check_origins(2, "paris.pn/line/rabat.dgsn/2",
			      "rabat.dgsn/line/paris.pn/2");
		check_empty_heads();
		check_ok(ask_paris(&ask));
		wasl_keyd_stop(paris.keyd);
		/* And for good. */
		side_start(&paris, false);
		check_empty_heads();
		wasl_keyd_stop(paris.keyd);
	}
	side_start(&paris, false);
}

/* Heads of the old epoch put back: keyd knows that it has signed since. */
static void test_keyd_epoch__old_heads_put_back_are_known(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	struct wasl_keyd_head head;
	struct wasl_err err = {0};

	(void)state;
	copy_file(&paris, WASL_HEADS_FILE, "heads.before");
	check_ok(ask_paris(&ask));
	side_open(&paris);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes, 1,
				  NULL));
	wasl_keyd_stop(paris.keyd);
	copy_file(&paris, WASL_HEADS_FILE, "heads.after");
	copy_file(&paris, "heads.before", WASL_HEADS_FILE);
	check_status(side_try(&paris, PASSPHRASE, NULL, ALL_CAPS, &err),
		     WASL_CORRUPT);
	assert_non_null(strstr(err.text, "paris.pn/line/rabat.dgsn"));
	copy_file(&paris, "heads.after", WASL_HEADS_FILE);
	side_start(&paris, false);
}

static void test_keyd_epoch__a_note_that_contradicts_a_head(void **state)
{
	struct wasl_keyd_head forked, other;
	struct wasl_keyd_ask ask = good_ask();

	(void)state;
	/* Paris' files of before, and another history since. */
	wasl_keyd_stop(paris.keyd);
	copy_file(&paris, WASL_HEADS_FILE, "heads.before");
	side_start(&paris, false);
	side_open(&paris);
	check_ok(wasl_keyd_append(paris.keyd, &forked, paris.line, 3,
				  &hashes[3], 1, NULL));
	wasl_keyd_stop(paris.keyd);
	copy_file(&paris, "heads.before", WASL_HEADS_FILE);
	side_start(&paris, false);
	side_open(&paris);
	check_ok(wasl_keyd_append(paris.keyd, &other, paris.line, 3, &others[3],
				  1, NULL));
	ask.own = note_of(&forked);
	check_status(ask_paris(&ask), WASL_FORK);
	ask.own = note_of(&other);
	check_ok(ask_paris(&ask));
	/* Once more with other notes is another thing. */
	ask.own = note_of(&notes[2]);
	check_status(ask_paris(&ask), WASL_CONFLICT);
}

static void test_keyd_epoch__no_entry_at_all_may_count(void **state)
{
	struct wasl_keyd_ask ask = good_ask();
	struct wasl_keyd_epoch past;

	(void)state;
	ask.own = ask.mirror = (wasl_bytes){0};
	check_ok(ask_paris(&ask));
	check_ok(wasl_keyd_line_past(paris.keyd, &past, paris.line, 1, NULL));
	assert_int_equal(past.own.note_n, 0);
	assert_int_equal(past.own.size, 3);
	check_ok(ask_paris(&ask));
}

static void test_keyd_epoch__there_are_sixteen(void **state)
{
	struct wasl_keyd_ask ask = good_ask();

	(void)state;
	ask.own = ask.mirror = (wasl_bytes){0};
	for (ask.number = 2; ask.number <= WASL_EPOCHS_MAX; ask.number++)
		check_ok(ask_paris(&ask));
	check_status(ask_paris(&ask), WASL_TOO_BIG);
	check_origins(16, "paris.pn/line/rabat.dgsn/16",
		      "rabat.dgsn/line/paris.pn/16");
	side_restart(&paris);
	check_empty_heads();
}

static void test_keyd_epoch__the_line_dossier_and_cards_stay(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	struct wasl_dossier_id before, after;
	struct wasl_secret key = {0}, same = {0};
	struct wasl_hash held = wasl_sha256(side_card(&rabat));
	struct wasl_vkey log;
	uint32_t line;

	(void)state;
	check_ok(wasl_keyd_line_dossier(paris.keyd, &before, &key, paris.line,
					NULL));
	check_ok(ask_paris(&ask));
	check_ok(wasl_keyd_line_dossier(paris.keyd, &after, &same, paris.line,
					NULL));
	assert_memory_equal(&before, &after, sizeof(before));
	assert_memory_equal(&key, &same, sizeof(key));
	check_ok(wasl_keyd_line_prepare(paris.keyd, &line, &log,
					wasl_text_of(paris.partner), NULL));
	assert_true(wasl_vkey_eq(&log, &paris.log));
	side_write_card(&rabat, 2, &held);
	check_ok(wasl_keyd_line_keys(paris.keyd, paris.line, side_card(&rabat),
				     NULL));
}

static void test_keyd_epoch__only_who_may_end_a_freeze_may_ask(void **state)
{
	const struct wasl_keyd_ask ask = good_ask();
	struct wasl_err err = {0};

	(void)state;
	wasl_keyd_stop(paris.keyd);
	check_ok(side_try(&paris, PASSPHRASE, NULL,
			  ALL_CAPS & ~(unsigned)WASL_KEYD_CAP_THAW, &err));
	check_status(ask_paris(&ask), WASL_DENIED);
}

#define CASE(name)                                                             \
	cmocka_unit_test_setup_teardown(test_keyd_epoch__##name, setup,        \
					both_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_new_logs_begin_empty),
		CASE(nothing_is_signed_in_the_old_logs),
		CASE(what_is_wrong_is_refused),
		CASE(a_stop_at_any_write_is_made_good),
		CASE(old_heads_put_back_are_known),
		CASE(a_note_that_contradicts_a_head),
		CASE(no_entry_at_all_may_count),
		CASE(there_are_sixteen),
		CASE(the_line_dossier_and_cards_stay),
		CASE(only_who_may_end_a_freeze_may_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
