#include "bench.h"

/* spec §7 "Answers to an append", as the receiver gives them: it holds 3. */
static void test_line_take__every_batch_gets_its_answer(void **state)
{
	static const struct {
		const char *what;
		uint64_t first;
		uint32_t count;
		enum wasl_line_batch verdict;
		int status; /* 0: taken in first */
		uint32_t skip;
		uint32_t stored;
	} rows[] = {
		{"next", 3, 2, WASL_LINE_BATCH_GOOD, 0, 0, 2},
		{"overlap equal", 1, 4, WASL_LINE_BATCH_GOOD, 0, 2, 2},
		{"n < s", 0, 2, WASL_LINE_BATCH_GOOD, 409, 0, 0},
		{"n < s, another root", 0, 2, WASL_LINE_BATCH_FORK, 422, 0, 0},
		{"n = s, another root", 1, 2, WASL_LINE_BATCH_FORK, 422, 0, 0},
		{"gap", 4, 1, WASL_LINE_BATCH_GOOD, 409, 0, 0},
		{"gap, cannot be computed", 4, 1, WASL_LINE_BATCH_FORK, 409, 0,
		 0},
		{"heartbeat of a longer log", 9, 0, WASL_LINE_BATCH_GOOD, 409,
		 0, 0},
		{"overlap differs", 1, 4, WASL_LINE_BATCH_FORK, 422, 0, 0},
		{"bad signature", 3, 2, WASL_LINE_BATCH_DENIED, 403, 0, 0},
		{"broken framing", 3, 2, WASL_LINE_BATCH_BROKEN, 400, 0, 0},
		{"too many items", 3, 4097, WASL_LINE_BATCH_GOOD, 400, 0, 0},
		{"no such index", UINT64_MAX, 1, WASL_LINE_BATCH_GOOD, 400, 0,
		 0},
		{"no key to judge", 3, 2, WASL_LINE_BATCH_NO_KEY, 503, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench b = posted();
		const struct wasl_line_effect *mirror;

		step(&b, batch(rows[i].first, rows[i].count, rows[i].verdict));
		mirror = find(&b, WASL_LINE_MIRROR_BATCH);
		if (rows[i].status != 0) {
			const struct wasl_line_effect *reply =
				find(&b, WASL_LINE_ANSWER);

			if (reply == NULL || reply->status != rows[i].status)
				fail_msg("%s: answer", rows[i].what);
			else
				assert_int_equal(reply->request, 77);
			assert_null(mirror);
			continue;
		}
		if (mirror == NULL || find(&b, WASL_LINE_ANSWER) != NULL)
			fail_msg("%s: not taken in", rows[i].what);
		assert_int_equal(mirror->first, 3);
		assert_int_equal(mirror->skip, rows[i].skip);
		assert_int_equal(mirror->count, rows[i].stored);
		assert_int_equal(mirror->judge_from, 3);
	}
}

static void
test_line_take__a_batch_is_stored_cosigned_then_answered(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	/* A second one meanwhile must wait. */
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 503);
	step(&b, mirrored(5, 11));
	assert_int_equal(the(&b, WASL_LINE_COSIGN)->size, 5);
	assert_null(find(&b, WASL_LINE_ANSWER));
	assert_int_equal(b.line.facts.own_size, 11);
	step(&b, cosigned(5, true));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 200);
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->request, 77);
}

static void
test_line_take__a_batch_held_already_heals_a_lost_answer(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, batch(1, 2, WASL_LINE_BATCH_GOOD));
	assert_null(find(&b, WASL_LINE_MIRROR_BATCH));
	assert_int_equal(the(&b, WASL_LINE_COSIGN)->request, 77);
	step(&b, cosigned(3, true));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 200);
}

static void
test_line_take__what_fails_to_be_stored_is_not_receipted(void **state)
{
	struct bench b = posted();
	struct wasl_line_event failed = mirrored(3, 10);

	(void)state;
	failed.sizes.ok = false;
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	step(&b, failed);
	assert_null(find(&b, WASL_LINE_COSIGN));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 503);
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	step(&b, mirrored(5, 10));
	step(&b, cosigned(5, false));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 503);
	assert_true(raised(&b, WASL_ALARM_BAD_SIGNER));
}

static void
test_line_take__nothing_is_taken_in_before_the_start_check(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);

	(void)state;
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 503);
}

static void test_line_take__a_stop_before_cosigning_is_made_good(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b;

	(void)state;
	f.cosigned_size = 2;
	b = started(&f);
	assert_int_equal(the(&b, WASL_LINE_COSIGN)->size, 3);
	assert_int_equal(the(&b, WASL_LINE_COSIGN)->request, 0);
	step(&b, cosigned(3, true));
	assert_null(find(&b, WASL_LINE_ANSWER));
}

static void
test_line_take__a_fork_of_the_partner_freezes_only_its_log(void **state)
{
	struct bench b = posted();
	struct wasl_line_event thaw = {.type = WASL_LINE_UNFREEZE,
				       .log = WASL_LINE_MIRROR};

	(void)state;
	step(&b, batch(1, 4, WASL_LINE_BATCH_FORK));
	assert_int_equal(the(&b, WASL_LINE_FREEZE_LOG)->log, WASL_LINE_MIRROR);
	assert_true(raised(&b, WASL_ALARM_FORK_MIRROR));
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 503);
	/* The lost answer to the forked batch is given again. */
	step(&b, batch(1, 4, WASL_LINE_BATCH_FORK));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 422);
	/* The own log goes on. */
	assert_true(wasl_line_ready(&b.line));
	step(&b, thaw);
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	assert_non_null(find(&b, WASL_LINE_MIRROR_BATCH));
}

static void test_line_take__no_index_while_the_mirror_is_too_short(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b;
	struct wasl_line_head h = head(5, WASL_LINE_NOTE_MATCH, 5);

	(void)state;
	/* The mirror lost two entries that an own act has seen. */
	f.own_seen = 5;
	f.cosigned_size = 5;
	b = started(&f);
	h.own = 5;
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200, h));
	assert_int_equal(b.line.phase, WASL_LINE_OPEN);
	assert_null(find(&b, WASL_LINE_READY));
	/* The first batch is receipted by none: keyd once cosigned more. */
	step(&b, batch(3, 1, WASL_LINE_BATCH_GOOD));
	assert_int_equal(the(&b, WASL_LINE_MIRROR_BATCH)->judge_from, 5);
	step(&b, mirrored(4, 10));
	assert_int_equal(the(&b, WASL_LINE_ANSWER)->status, 409);
	assert_null(find(&b, WASL_LINE_READY));
	b.line.facts.own_seen = 5;
	{
		struct wasl_line_event more = batch(4, 1, WASL_LINE_BATCH_GOOD);
		struct wasl_line_event stored = mirrored(5, 10);

		more.append.held = 4;
		stored.sizes.own_seen = 5;
		step(&b, more);
		step(&b, stored);
	}
	assert_non_null(find(&b, WASL_LINE_COSIGN));
	assert_non_null(find(&b, WASL_LINE_READY));
}

static void test_line_take__keys_that_lack_are_asked_for(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, batch(3, 2, WASL_LINE_BATCH_NO_KEY));
	/* After the own acts, which need no key. */
	assert_null(find(&b, WASL_LINE_POST_REGRANT));
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 200,
			head(10, WASL_LINE_NOTE_MATCH, 10)));
	assert_non_null(find(&b, WASL_LINE_POST_REGRANT));
	step(&b, answer(WASL_LINE_REGRANT_ANSWER, &b, 403,
			(struct wasl_line_head){0}));
	assert_int_equal(the(&b, WASL_LINE_SET_TIMER)->at_ms,
			 b.now_ms + WASL_LINE_REGRANT_MS);
	b.now_ms += WASL_LINE_REGRANT_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_non_null(find(&b, WASL_LINE_POST_REGRANT));
}

static void test_line_take__keys_are_asked_for_until_none_is_gone(void **state)
{
	struct bench b = posted();
	struct wasl_line_event keys = {.type = WASL_LINE_KEYS, .lacking = 2};

	(void)state;
	step(&b, keys);
	assert_int_equal(the(&b, WASL_LINE_RAISE)->alarm,
			 WASL_ALARM_KEYS_NEEDED);
	assert_int_equal(the(&b, WASL_LINE_RAISE)->a, 2);
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 200,
			head(10, WASL_LINE_NOTE_MATCH, 10)));
	assert_non_null(find(&b, WASL_LINE_POST_REGRANT));
	/* An answer alone may have granted nothing. */
	step(&b, answer(WASL_LINE_REGRANT_ANSWER, &b, 200,
			(struct wasl_line_head){0}));
	b.now_ms += WASL_LINE_REGRANT_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_non_null(find(&b, WASL_LINE_POST_REGRANT));
	keys.lacking = 0;
	step(&b, keys);
	assert_int_equal(the(&b, WASL_LINE_CLEAR)->alarm,
			 WASL_ALARM_KEYS_NEEDED);
	step(&b, answer(WASL_LINE_REGRANT_ANSWER, &b, 200,
			(struct wasl_line_head){0}));
	b.now_ms += WASL_LINE_REGRANT_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_null(find(&b, WASL_LINE_POST_REGRANT));
}

#define CASE(claim) cmocka_unit_test(test_line_take__##claim)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(every_batch_gets_its_answer),
		CASE(a_batch_is_stored_cosigned_then_answered),
		CASE(a_batch_held_already_heals_a_lost_answer),
		CASE(what_fails_to_be_stored_is_not_receipted),
		CASE(nothing_is_taken_in_before_the_start_check),
		CASE(a_stop_before_cosigning_is_made_good),
		CASE(a_fork_of_the_partner_freezes_only_its_log),
		CASE(no_index_while_the_mirror_is_too_short),
		CASE(keys_that_lack_are_asked_for),
		CASE(keys_are_asked_for_until_none_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
