/* The logs of a line between two keyds: sign, cosign, receipts, forks. */
#include "both.h"

#include "tlog/tree.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static wasl_bytes note_of(const struct wasl_keyd_head *head)
{
	return wasl_bytes_of(head->note, head->note_n);
}

static void root_of(struct wasl_hash *root, const struct wasl_hash *hashes,
		    size_t n)
{
	struct wasl_tree tree = {0};
	struct wasl_hash leaf;

	for (size_t i = 0; i < n; i++) {
		wasl_leaf(&leaf, &hashes[i]);
		wasl_tree_append(&tree, &leaf);
	}
	wasl_tree_root(root, &tree);
}

/* Paris sends n hashes from `first`, Rabat checks and cosigns them. */
static void send(struct wasl_keyd_head *cosigned, uint64_t first,
		 const struct wasl_hash *hashes, size_t n)
{
	enum wasl_keyd_verdict verdict;
	struct wasl_keyd_head head;

	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, first, hashes,
				  n, NULL));
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, first,
				 hashes, n, note_of(&head), NULL));
	assert_int_equal(verdict, n > 0 ? WASL_KEYD_GROWS : WASL_KEYD_SAME);
	check_ok(wasl_keyd_cosign(rabat.keyd, cosigned, rabat.line, head.size,
				  &head.root, NULL));
}

static void test_keyd_log__a_batch_is_signed_cosigned_receipted(void **state)
{
	struct wasl_hash hashes[5], want, root;
	struct wasl_keyd_head cosigned;
	uint64_t size, time;

	(void)state;
	make_hashes(hashes, 5, 1);
	send(&cosigned, 0, NULL, 0);
	assert_int_equal(cosigned.size, 0);
	send(&cosigned, 0, hashes, 3);
	send(&cosigned, 3, hashes + 3, 2);
	root_of(&want, hashes, 5);
	assert_int_equal(cosigned.size, 5);
	assert_memory_equal(cosigned.root.b, want.b, sizeof(want.b));
	check_ok(wasl_keyd_receipt_check(paris.keyd, &size, &root, &time,
					 paris.line, note_of(&cosigned), NULL));
	assert_int_equal(size, 5);
	assert_memory_equal(root.b, want.b, sizeof(want.b));
	assert_int_equal(time, cosigned.time);
}

static void test_keyd_log__last_batch_again_gets_the_same_note(void **state)
{
	struct wasl_hash hashes[4];
	struct wasl_keyd_head first, again;

	(void)state;
	make_hashes(hashes, 4, 1);
	check_ok(wasl_keyd_append(paris.keyd, &first, paris.line, 0, hashes, 3,
				  NULL));
	check_ok(wasl_keyd_append(paris.keyd, &again, paris.line, 0, hashes, 3,
				  NULL));
	assert_memory_equal(&first, &again, sizeof(first));
	check_ok(wasl_keyd_append(paris.keyd, &again, paris.line, 3, NULL, 0,
				  NULL));
	assert_memory_equal(&first, &again, sizeof(first));
}

static void
test_keyd_log__second_root_and_smaller_tree_are_refused(void **state)
{
	struct wasl_hash hashes[8], others[8];
	struct wasl_keyd_head head, after;

	(void)state;
	make_hashes(hashes, 8, 1);
	make_hashes(others, 8, 2);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes, 4,
				  NULL));
	/* Another root for the size that was signed. */
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 0, others,
				      4, NULL),
		     WASL_FORK);
	/* A gap, an overlap, the beginning again. */
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 5,
				      hashes + 5, 1, NULL),
		     WASL_CONFLICT);
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 3,
				      hashes + 3, 3, NULL),
		     WASL_CONFLICT);
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 0, hashes,
				      2, NULL),
		     WASL_CONFLICT);
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 0, hashes,
				      8, NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_append(paris.keyd, &after, paris.line, 4, NULL, 0,
				  NULL));
	assert_memory_equal(&head, &after, sizeof(head));
	/* After a restart too. */
	side_restart(&paris);
	side_open(&paris);
	check_status(wasl_keyd_append(paris.keyd, &after, paris.line, 0, others,
				      4, NULL),
		     WASL_CONFLICT);
}

static void test_keyd_log__a_batch_is_at_most_4096(void **state)
{
	static struct wasl_hash hashes[WASL_BATCH_ITEMS_MAX + 1];
	struct wasl_keyd_head head;
	struct wasl_hash root;

	(void)state;
	make_hashes(hashes, WASL_BATCH_ITEMS_MAX + 1, 1);
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes,
				      WASL_BATCH_ITEMS_MAX + 1, NULL),
		     WASL_TOO_BIG);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes,
				  WASL_BATCH_ITEMS_MAX, NULL));
	root_of(&root, hashes, WASL_BATCH_ITEMS_MAX);
	assert_memory_equal(root.b, head.root.b, sizeof(root.b));
}

static void
test_keyd_log__nothing_is_signed_before_the_store_is_compared(void **state)
{
	struct wasl_keyd_held same, shorter, other, empty = {0};
	struct wasl_keyd_head head, mirror;
	enum wasl_keyd_verdict verdict;
	struct wasl_hash hashes[3];
	struct wasl_err err = {0};

	(void)state;
	make_hashes(hashes, 3, 1);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes, 3,
				  NULL));
	side_restart(&paris);
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 3, hashes,
				      1, NULL),
		     WASL_NOT_READY);
	check_status(wasl_keyd_check(paris.keyd, &verdict, paris.line, 0, NULL,
				     0, note_of(&head), NULL),
		     WASL_NOT_READY);
	check_ok(wasl_keyd_heads(paris.keyd, &head, &mirror, paris.line, NULL));
	empty.root_at_head = mirror.root;
	same = (struct wasl_keyd_held){head.size, head.root};
	shorter = same;
	shorter.size--;
	other = same;
	other.root_at_head.b[0] ^= 1;
	check_status(wasl_keyd_line_open(paris.keyd, paris.line, &shorter,
					 &empty, &err),
		     WASL_ROLLBACK);
	assert_non_null(strstr(err.text, "older copy"));
	check_status(wasl_keyd_line_open(paris.keyd, paris.line, &other, &empty,
					 NULL),
		     WASL_CORRUPT);
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 3, hashes,
				      1, NULL),
		     WASL_NOT_READY);
	/* A store that holds more is given to append. */
	same.size++;
	check_ok(wasl_keyd_line_open(paris.keyd, paris.line, &same, &empty,
				     NULL));
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 3, hashes, 1,
				  NULL));
	assert_int_equal(head.size, 4);
}

static void test_keyd_log__check_names_what_is_wrong(void **state)
{
	struct wasl_hash hashes[6];
	struct wasl_keyd_head two, four, head;
	enum wasl_keyd_verdict verdict;
	char bad[WASL_KEYD_NOTE_MAX + 1];

	(void)state;
	make_hashes(hashes, 6, 1);
	check_ok(wasl_keyd_append(paris.keyd, &two, paris.line, 0, hashes, 2,
				  NULL));
	check_ok(wasl_keyd_append(paris.keyd, &four, paris.line, 2, hashes + 2,
				  2, NULL));
	/* A gap. */
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 2,
				     hashes + 2, 2, note_of(&four), NULL),
		     WASL_CONFLICT);
	/* A note of another size than the batch. */
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 3, note_of(&four), NULL),
		     WASL_MALFORMED);
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 4, wasl_bytes_of("no note\n", 8),
				     NULL),
		     WASL_MALFORMED);
	/* Our own log is not the partner's. */
	check_ok(wasl_keyd_append(rabat.keyd, &head, rabat.line, 0, hashes, 1,
				  NULL));
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 1, note_of(&head), NULL),
		     WASL_UNKNOWN_KEY);
	/* One character of the signature. */
	memcpy(bad, four.note, four.note_n);
	bad[four.note_n - 10] = bad[four.note_n - 10] == 'A' ? 'B' : 'A';
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 4, wasl_bytes_of(bad, four.note_n),
				     NULL),
		     WASL_BAD_SIG);
	/* Nothing of all this froze the log, and nothing can be cosigned. */
	check_status(wasl_keyd_cosign(rabat.keyd, &head, rabat.line, 4,
				      &four.root, NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0, hashes, 4,
				 note_of(&four), NULL));
	assert_int_equal(verdict, WASL_KEYD_GROWS);
	check_status(wasl_keyd_cosign(rabat.keyd, &head, rabat.line, 2,
				      &two.root, NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_cosign(rabat.keyd, &head, rabat.line, 4, &four.root,
				  NULL));
	/* Once. */
	check_status(wasl_keyd_cosign(rabat.keyd, &head, rabat.line, 4,
				      &four.root, NULL),
		     WASL_CONFLICT);
}

static void test_keyd_log__overlap_repetition_and_shorter(void **state)
{
	struct wasl_hash hashes[6];
	struct wasl_keyd_head two, five, cosigned, again;
	enum wasl_keyd_verdict verdict;

	(void)state;
	make_hashes(hashes, 6, 1);
	check_ok(wasl_keyd_append(paris.keyd, &two, paris.line, 0, hashes, 2,
				  NULL));
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0, hashes, 2,
				 note_of(&two), NULL));
	check_ok(wasl_keyd_cosign(rabat.keyd, &cosigned, rabat.line, 2,
				  &two.root, NULL));
	/* A lost answer heals: the same again is cosigned again. */
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0, hashes, 2,
				 note_of(&two), NULL));
	assert_int_equal(verdict, WASL_KEYD_SAME);
	check_ok(wasl_keyd_cosign(rabat.keyd, &again, rabat.line, 2, &two.root,
				  NULL));
	assert_true(again.time >= cosigned.time);
	/* f < s < n: the rest is new. */
	check_ok(wasl_keyd_append(paris.keyd, &five, paris.line, 2, hashes + 2,
				  3, NULL));
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 1,
				 hashes + 1, 4, note_of(&five), NULL));
	assert_int_equal(verdict, WASL_KEYD_GROWS);
	check_ok(wasl_keyd_cosign(rabat.keyd, &cosigned, rabat.line, 5,
				  &five.root, NULL));
	assert_int_equal(cosigned.size, 5);
	/* n < s. */
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0, hashes, 2,
				 note_of(&two), NULL));
	assert_int_equal(verdict, WASL_KEYD_SHORTER);
	check_status(wasl_keyd_cosign(rabat.keyd, &again, rabat.line, 2,
				      &two.root, NULL),
		     WASL_CONFLICT);
}

static void test_keyd_log__a_fork_freezes_until_two_persons_act(void **state)
{
	struct wasl_hash hashes[3], others[3];
	struct wasl_keyd_head head, own, mirror;
	enum wasl_keyd_verdict verdict;
	struct wasl_err err = {0};

	(void)state;
	make_hashes(hashes, 3, 1);
	make_hashes(others, 3, 2);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes, 3,
				  NULL));
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     others, 3, note_of(&head), &err),
		     WASL_FORK);
	assert_non_null(strstr(err.text, "paris.pn/line/rabat.dgsn"));
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 3, note_of(&head), NULL),
		     WASL_FROZEN);
	/* It survives a restart; the other direction goes on. */
	side_restart(&rabat);
	side_open(&rabat);
	check_status(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0,
				     hashes, 3, note_of(&head), NULL),
		     WASL_FROZEN);
	check_ok(wasl_keyd_heads(rabat.keyd, &own, &mirror, rabat.line, NULL));
	assert_false(own.frozen);
	assert_true(mirror.frozen);
	check_ok(wasl_keyd_append(rabat.keyd, &own, rabat.line, 0, others, 1,
				  NULL));
	/* One person twice, or nobody, is not two. */
	check_status(wasl_keyd_thaw(rabat.keyd, rabat.line, WASL_KEYD_MIRROR,
				    WASL_TEXT("rabat-7"), WASL_TEXT("rabat-7"),
				    NULL),
		     WASL_RULE);
	check_status(wasl_keyd_thaw(rabat.keyd, rabat.line, WASL_KEYD_MIRROR,
				    WASL_TEXT("rabat-7"), WASL_TEXT(""), NULL),
		     WASL_RULE);
	check_status(wasl_keyd_thaw(rabat.keyd, rabat.line, WASL_KEYD_OWN,
				    WASL_TEXT("rabat-7"), WASL_TEXT("rabat-8"),
				    NULL),
		     WASL_CONFLICT);
	check_ok(wasl_keyd_thaw(rabat.keyd, rabat.line, WASL_KEYD_MIRROR,
				WASL_TEXT("rabat-7"), WASL_TEXT("rabat-8"),
				NULL));
	check_ok(wasl_keyd_check(rabat.keyd, &verdict, rabat.line, 0, hashes, 3,
				 note_of(&head), NULL));
	check_ok(wasl_keyd_cosign(rabat.keyd, &head, rabat.line, 3, &head.root,
				  NULL));
}

static void test_keyd_log__own_log_can_be_frozen_too(void **state)
{
	struct wasl_keyd_head head;

	(void)state;
	check_ok(wasl_keyd_freeze(paris.keyd, paris.line, WASL_KEYD_OWN, NULL));
	check_ok(wasl_keyd_freeze(paris.keyd, paris.line, WASL_KEYD_OWN, NULL));
	check_status(wasl_keyd_append(paris.keyd, &head, paris.line, 0, NULL, 0,
				      NULL),
		     WASL_FROZEN);
	check_ok(wasl_keyd_thaw(paris.keyd, paris.line, WASL_KEYD_OWN,
				WASL_TEXT("a"), WASL_TEXT("b"), NULL));
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, NULL, 0,
				  NULL));
}

static void
test_keyd_log__receipts_are_of_our_notes_by_their_mirror(void **state)
{
	struct wasl_keyd_head own, cosigned;
	struct wasl_hash hashes[2], root;
	uint64_t size, time;
	char bad[WASL_KEYD_NOTE_MAX];

	(void)state;
	make_hashes(hashes, 2, 1);
	send(&cosigned, 0, hashes, 2);
	/* Without a cosignature. */
	check_ok(wasl_keyd_append(paris.keyd, &own, paris.line, 2, NULL, 0,
				  NULL));
	check_status(wasl_keyd_receipt_check(paris.keyd, &size, &root, &time,
					     paris.line, note_of(&own), NULL),
		     WASL_UNKNOWN_KEY);
	/* Of another log. */
	check_status(wasl_keyd_receipt_check(rabat.keyd, &size, &root, &time,
					     rabat.line, note_of(&cosigned),
					     NULL),
		     WASL_UNKNOWN_KEY);
	/* A character of the cosignature. */
	memcpy(bad, cosigned.note, cosigned.note_n);
	bad[cosigned.note_n - 10] =
		bad[cosigned.note_n - 10] == 'A' ? 'B' : 'A';
	check_status(wasl_keyd_receipt_check(
			     paris.keyd, &size, &root, &time, paris.line,
			     wasl_bytes_of(bad, cosigned.note_n), NULL),
		     WASL_BAD_SIG);
	assert_int_equal(size, 0);
	/* An older receipt still verifies. */
	check_ok(wasl_keyd_append(paris.keyd, &own, paris.line, 2, hashes, 2,
				  NULL));
	check_ok(wasl_keyd_receipt_check(paris.keyd, &size, &root, &time,
					 paris.line, note_of(&cosigned), NULL));
	assert_int_equal(size, 2);
}

static void test_keyd_log__heads_survive_kill(void **state)
{
	struct wasl_hash hashes[40];
	struct wasl_keyd_head head, own, mirror;

	(void)state;
	make_hashes(hashes, 40, 1);
	for (size_t i = 0; i < 40; i++) {
		check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, i,
					  &hashes[i], 1, NULL));
		if (i % 8 != 7)
			continue;
		kill(wasl_keyd_pid(paris.keyd), SIGKILL);
		side_restart(&paris);
		check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line,
					 NULL));
		assert_memory_equal(&own, &head, sizeof(head));
		side_open(&paris);
	}
}

/* Kill it at a random moment of an append: what is found afterwards is the
 * state before or after, never less than what was answered. */
static void
test_keyd_log__killed_in_the_middle_nothing_answered_is_lost(void **state)
{
	const int rounds = getenv("WASL_LONG") != NULL ? 200 : 12;
	struct wasl_keyd_head own, mirror;
	static struct wasl_hash hashes[512];
	uint64_t answered = 0;

	(void)state;
	make_hashes(hashes, 512, 1);
	for (int round = 0; round < rounds; round++) {
		pid_t killer = fork();
		struct wasl_keyd_head head;

		assert_true(killer >= 0);
		if (killer == 0) {
			/* raw: a random moment is what is tested */
			usleep((useconds_t)(200 + 137 * (round % 16)));
			kill(wasl_keyd_pid(paris.keyd), SIGKILL);
			_exit(0);
		}
		while (wasl_keyd_append(paris.keyd, &head, paris.line, answered,
					&hashes[answered % 512], 1,
					NULL) == WASL_OK)
			answered++;
		waitpid(killer, NULL, 0);
		side_restart(&paris);
		check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line,
					 NULL));
		assert_in_range(own.size, answered, answered + 1);
		answered = own.size;
		side_open(&paris);
	}
}

static void spoil(const struct side *side, const char *file, long at, long n)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", side->dir, file);
	f = fopen(path, "r+b");
	assert_non_null(f);
	for (long i = 0; i < n; i++) {
		int c;

		assert_int_equal(fseek(f, at + i, SEEK_SET), 0);
		c = fgetc(f);
		assert_int_equal(fseek(f, at + i, SEEK_SET), 0);
		fputc(c ^ 0x5a, f);
	}
	fclose(f);
}

static void test_keyd_log__a_torn_head_falls_back_to_the_other(void **state)
{
	struct wasl_hash hashes[3];
	struct wasl_keyd_head head, own, mirror;

	(void)state;
	make_hashes(hashes, 3, 1);
	/* Slot 0 has the empty log, then 2 entries; slot 1 has 1 entry. */
	for (size_t i = 0; i < 2; i++)
		check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, i,
					  &hashes[i], 1, NULL));
	wasl_keyd_stop(paris.keyd);
	paris.keyd = NULL;
	spoil(&paris, "heads.wasl", 100, 1);
	side_start(&paris, false);
	check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line, NULL));
	assert_int_equal(own.size, 1);
	/* Both slots: keyd does not start, and says of which log. */
	wasl_keyd_stop(paris.keyd);
	paris.keyd = NULL;
	spoil(&paris, "heads.wasl", 4096 + 100, 1);
	{
		struct wasl_err err = {0};

		check_status(side_try(&paris, PASSPHRASE, NULL, ALL_CAPS, &err),
			     WASL_CORRUPT);
		assert_non_null(strstr(err.text, "paris.pn/line/rabat.dgsn"));
	}
}

static void test_keyd_log__lost_heads_are_not_made_anew(void **state)
{
	char path[128];

	(void)state;
	wasl_keyd_stop(paris.keyd);
	paris.keyd = NULL;
	snprintf(path, sizeof(path), "%s/heads.wasl", paris.dir);
	assert_int_equal(truncate(path, 4096), 0);
	check_status(side_try(&paris, PASSPHRASE, NULL, ALL_CAPS, NULL),
		     WASL_ROLLBACK);
	assert_int_equal(remove(path), 0);
	check_status(side_try(&paris, PASSPHRASE, NULL, ALL_CAPS, NULL),
		     WASL_ROLLBACK);
}

/* Files may not grow beyond `bytes`: the disk is as good as full for a keyd
 * that is started now. */
static void limit_files(rlim_t bytes)
{
	const struct rlimit limit = {bytes, RLIM_INFINITY};

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	signal(SIGXFSZ, SIG_IGN);
}

static void test_keyd_log__an_error_of_the_disk_ends_it(void **state)
{
	struct wasl_keyd_head head, own, mirror;
	struct wasl_hash hashes[2];

	(void)state;
	make_hashes(hashes, 2, 1);
	check_ok(wasl_keyd_append(paris.keyd, &head, paris.line, 0, hashes, 1,
				  NULL));
	wasl_keyd_stop(paris.keyd);
	limit_files(1);
	side_start(&paris, false);
	limit_files(RLIM_INFINITY);
	side_open(&paris);
	check_status(wasl_keyd_append(paris.keyd, &own, paris.line, 1,
				      hashes + 1, 1, NULL),
		     WASL_NO_SPACE);
	check_status(wasl_keyd_ping(paris.keyd, NULL), WASL_GONE);
	/* What was signed before is there, and work goes on. */
	side_restart(&paris);
	check_ok(wasl_keyd_heads(paris.keyd, &own, &mirror, paris.line, NULL));
	assert_memory_equal(&own, &head, sizeof(head));
	side_open(&paris);
	check_ok(wasl_keyd_append(paris.keyd, &own, paris.line, 1, hashes + 1,
				  1, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, both_met, both_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keyd_log__a_batch_is_signed_cosigned_receipted),
		TEST(test_keyd_log__last_batch_again_gets_the_same_note),
		TEST(test_keyd_log__second_root_and_smaller_tree_are_refused),
		TEST(test_keyd_log__a_batch_is_at_most_4096),
		TEST(test_keyd_log__nothing_is_signed_before_the_store_is_compared),
		TEST(test_keyd_log__check_names_what_is_wrong),
		TEST(test_keyd_log__overlap_repetition_and_shorter),
		TEST(test_keyd_log__a_fork_freezes_until_two_persons_act),
		TEST(test_keyd_log__own_log_can_be_frozen_too),
		TEST(test_keyd_log__receipts_are_of_our_notes_by_their_mirror),
		TEST(test_keyd_log__heads_survive_kill),
		TEST(test_keyd_log__killed_in_the_middle_nothing_answered_is_lost),
		TEST(test_keyd_log__a_torn_head_falls_back_to_the_other),
		TEST(test_keyd_log__an_error_of_the_disk_ends_it),
		TEST(test_keyd_log__lost_heads_are_not_made_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
