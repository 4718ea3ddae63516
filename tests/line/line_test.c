#include "bench.h"

static void test_line_line__nothing_is_signed_before_the_head(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);

	(void)state;
	assert_non_null(find(&b, WASL_LINE_GET_HEAD));
	assert_null(find(&b, WASL_LINE_SIGN));
	assert_null(find(&b, WASL_LINE_READY));
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(5, WASL_LINE_NOTE_MATCH, 5)));
	assert_non_null(find(&b, WASL_LINE_READY));
	assert_non_null(find(&b, WASL_LINE_SIGN));
	assert_int_equal(the(&b, WASL_LINE_SIGN)->first, 5);
	assert_int_equal(the(&b, WASL_LINE_SIGN)->upto, 10);
	step(&b, signed_at(&b, 8));
	assert_int_equal(the(&b, WASL_LINE_POST_APPEND)->first, 5);
	assert_int_equal(the(&b, WASL_LINE_POST_APPEND)->count, 3);
}

/* spec §7 Start, every answer. */
static void test_line_line__the_start_check_knows_every_head(void **state)
{
	static const struct {
		const char *what;
		int status;
		uint64_t held;
		enum wasl_line_note note;
		uint64_t note_size;
		uint64_t own_signed;
		uint64_t own_seen;
		enum wasl_line_phase phase;
		enum wasl_line_alarm alarm; /* 0: none */
	} rows[] = {
		{"matches", 200, 5, WASL_LINE_NOTE_MATCH, 5, 5, 3,
		 WASL_LINE_OPEN, 0},
		{"held more than cosigned", 200, 7, WASL_LINE_NOTE_MATCH, 5, 7,
		 3, WASL_LINE_OPEN, 0},
		{"partner restored, no note left", 200, 4, WASL_LINE_NOTE_NONE,
		 0, 5, 3, WASL_LINE_OPEN, WASL_ALARM_PARTNER_SHORT},
		{"partner lost all", 200, 0, WASL_LINE_NOTE_NONE, 0, 5, 3,
		 WASL_LINE_OPEN, WASL_ALARM_PARTNER_SHORT},
		{"held beyond what was signed, no note", 200, 8,
		 WASL_LINE_NOTE_NONE, 0, 5, 3, WASL_LINE_ASKING, 0},
		{"larger", 200, 12, WASL_LINE_NOTE_AHEAD, 12, 5, 3,
		 WASL_LINE_FETCHING, WASL_ALARM_RESTORED},
		{"larger, not cosigned yet", 200, 12, WASL_LINE_NOTE_AHEAD, 11,
		 5, 3, WASL_LINE_ASKING, 0},
		{"lost on both sides", 200, 9, WASL_LINE_NOTE_MATCH, 5, 11, 3,
		 WASL_LINE_LOST, WASL_ALARM_EPOCH_NEEDED},
		{"larger, but less than signed", 200, 12, WASL_LINE_NOTE_AHEAD,
		 12, 13, 3, WASL_LINE_LOST, WASL_ALARM_EPOCH_NEEDED},
		{"the partner's entries are lost", 200, 5, WASL_LINE_NOTE_MATCH,
		 5, 5, 4, WASL_LINE_LOST, WASL_ALARM_EPOCH_NEEDED},
		{"fork", 200, 5, WASL_LINE_NOTE_FORK, 5, 5, 3, WASL_LINE_OPEN,
		 WASL_ALARM_FORK_OWN},
		{"note does not verify", 200, 5, WASL_LINE_NOTE_BAD, 0, 5, 3,
		 WASL_LINE_ASKING, WASL_ALARM_BAD_ANSWER},
		{"refused", 403, 0, 0, 0, 5, 3, WASL_LINE_ASKING, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wasl_line_facts f = facts();
		struct bench b;

		f.own_signed = rows[i].own_signed;
		f.own_seen = rows[i].own_seen;
		b = started(&f);
		step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, rows[i].status,
				head(rows[i].held, rows[i].note,
				     rows[i].note_size)));
		if (b.line.phase != rows[i].phase)
			fail_msg("%s: phase %d", rows[i].what, b.line.phase);
		if (rows[i].alarm == 0 ? find(&b, WASL_LINE_RAISE) != NULL
				       : !raised(&b, rows[i].alarm))
			fail_msg("%s: alarm", rows[i].what);
		assert_int_equal(b.line.facts.own_frozen,
				 rows[i].alarm == WASL_ALARM_FORK_OWN);
	}
}

static void test_line_line__an_empty_log_matches_null(void **state)
{
	struct wasl_line_facts f = {0};
	struct bench b = started(&f);
	struct wasl_line_head h = {0};

	(void)state;
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200, h));
	assert_true(wasl_line_ready(&b.line));
	/* It shows itself at once with the checkpoint of an empty tree. */
	assert_int_equal(the(&b, WASL_LINE_SIGN)->upto, 0);
}

/* spec §7 "Answers to an append", as the sender meets them. */
static void test_line_line__every_answer_to_an_append_is_held(void **state)
{
	static const struct {
		const char *what;
		int status;
		uint64_t held;
		enum wasl_line_note note;
		uint64_t note_size;
		uint64_t next; /* size sent from next at once; 99: backs off */
		enum wasl_line_phase phase;
		enum wasl_line_alarm alarm;
	} rows[] = {
		{"200", 200, 10, WASL_LINE_NOTE_MATCH, 10, 98, WASL_LINE_OPEN,
		 0},
		{"200 without a receipt", 200, 10, WASL_LINE_NOTE_NONE, 0, 99,
		 WASL_LINE_OPEN, WASL_ALARM_BAD_ANSWER},
		{"200 with an older receipt", 200, 10, WASL_LINE_NOTE_MATCH, 9,
		 99, WASL_LINE_OPEN, WASL_ALARM_BAD_ANSWER},
		{"200 with a bad note", 200, 10, WASL_LINE_NOTE_BAD, 10, 99,
		 WASL_LINE_OPEN, WASL_ALARM_BAD_ANSWER},
		{"200 with another root", 200, 10, WASL_LINE_NOTE_FORK, 10, 98,
		 WASL_LINE_OPEN, WASL_ALARM_FORK_OWN},
		{"409", 409, 7, WASL_LINE_NOTE_MATCH, 7, 7, WASL_LINE_OPEN, 0},
		{"409 below the receipt", 409, 2, WASL_LINE_NOTE_MATCH, 2, 2,
		 WASL_LINE_OPEN, WASL_ALARM_PARTNER_SHORT},
		{"409 beyond the own log", 409, 11, WASL_LINE_NOTE_AHEAD, 11,
		 98, WASL_LINE_ASKING, 0},
		{"409 with a bad note", 409, 7, WASL_LINE_NOTE_BAD, 7, 99,
		 WASL_LINE_OPEN, WASL_ALARM_BAD_ANSWER},
		{"422", 422, 7, WASL_LINE_NOTE_FORK, 7, 98, WASL_LINE_OPEN,
		 WASL_ALARM_FORK_OWN},
		{"403", 403, 0, 0, 0, 99, WASL_LINE_OPEN, WASL_ALARM_DENIED},
		{"400", 400, 0, 0, 0, 99, WASL_LINE_OPEN, WASL_ALARM_BROKEN},
		{"503", 503, 0, 0, 0, 99, WASL_LINE_OPEN, 0},
		{"500", 500, 0, 0, 0, 99, WASL_LINE_OPEN, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench b = posted();
		const struct wasl_line_effect *sign;

		step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, rows[i].status,
				head(rows[i].held, rows[i].note,
				     rows[i].note_size)));
		sign = find(&b, WASL_LINE_SIGN);
		if (rows[i].next < 98
			    ? sign == NULL || sign->first != rows[i].next
			    : sign != NULL)
			fail_msg("%s: what is sent next", rows[i].what);
		if ((rows[i].next == 99) != (b.line.tries > 0))
			fail_msg("%s: back-off", rows[i].what);
		if (b.line.phase != rows[i].phase)
			fail_msg("%s: phase %d", rows[i].what, b.line.phase);
		if (rows[i].alarm == 0 ? find(&b, WASL_LINE_RAISE) != NULL
				       : !raised(&b, rows[i].alarm))
			fail_msg("%s: alarm", rows[i].what);
	}
}

/* Its own size may be less than it was when it mirrored what its keyd still
 * has a note of: the receipt comes again when it holds all of that. */
static void test_line_line__a_restored_partners_head_is_no_receipt(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 409,
			head(7, WASL_LINE_NOTE_MATCH, 8)));
	assert_null(find(&b, WASL_LINE_RECEIPT));
	b = posted();
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 409,
			head(8, WASL_LINE_NOTE_MATCH, 8)));
	assert_non_null(find(&b, WASL_LINE_RECEIPT));
}

static void
test_line_line__a_receipt_is_stored_with_the_partners_size(void **state)
{
	struct bench b = posted();
	const struct wasl_line_effect *receipt;

	(void)state;
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 200,
			head(10, WASL_LINE_NOTE_MATCH, 10)));
	receipt = the(&b, WASL_LINE_RECEIPT);
	assert_int_equal(receipt->size, 10);
	assert_int_equal(receipt->time, NOW);
	assert_int_equal(receipt->their_size, 3);
}

static void
test_line_line__a_receipt_with_a_wrong_date_alarms_and_counts(void **state)
{
	static const uint64_t times[] = {NOW - 101, NOW + 301};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct bench b = posted();
		struct wasl_line_head h = head(10, WASL_LINE_NOTE_MATCH, 10);

		h.note_time = times[i];
		step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 200, h));
		assert_true(raised(&b, WASL_ALARM_RECEIPT_TIME));
		assert_non_null(find(&b, WASL_LINE_RECEIPT));
	}
}

static void
test_line_line__the_same_409_twice_backs_off_and_alarms(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 409,
			head(7, WASL_LINE_NOTE_MATCH, 7)));
	assert_null(find(&b, WASL_LINE_RAISE));
	step(&b, signed_at(&b, 10));
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 409,
			head(7, WASL_LINE_NOTE_MATCH, 7)));
	assert_true(raised(&b, WASL_ALARM_SAME_GAP));
	assert_null(find(&b, WASL_LINE_SIGN));
	assert_true(the(&b, WASL_LINE_SET_TIMER)->at_ms > b.now_ms);
}

static void test_line_line__an_answer_to_an_older_call_is_ignored(void **state)
{
	struct bench b = posted();
	struct wasl_line_event late =
		answer(WASL_LINE_APPEND_ANSWER, &b, 200,
		       head(10, WASL_LINE_NOTE_MATCH, 10));
	struct wasl_line_event gone = {.type = WASL_LINE_GONE};

	(void)state;
	gone.call = b.line.call;
	step(&b, gone);
	step(&b, late);
	assert_null(find(&b, WASL_LINE_RECEIPT));
	assert_int_equal(b.line.held, 5);
}

static void test_line_line__the_back_off_doubles_up_to_its_limit(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);
	uint64_t last = 0;

	(void)state;
	for (unsigned i = 0; i < 10; i++) {
		struct wasl_line_event gone = {.type = WASL_LINE_GONE};
		uint64_t delay;

		gone.call = b.line.call;
		step(&b, gone);
		delay = b.line.retry_ms - b.now_ms;
		assert_true(delay >= last);
		assert_in_range(delay, WASL_LINE_RETRY_MIN_MS,
				WASL_LINE_RETRY_MAX_MS);
		assert_in_range(b.line.timer_ms, b.now_ms + 1, b.line.retry_ms);
		last = delay;
		b.now_ms = b.line.retry_ms;
		step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
		assert_non_null(find(&b, WASL_LINE_GET_HEAD));
	}
	assert_int_equal(last, WASL_LINE_RETRY_MAX_MS);
}

static void test_line_line__jitter_takes_at_most_half_away(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);
	struct wasl_line_event gone = {.type = WASL_LINE_GONE};

	(void)state;
	for (uint32_t jitter = 0; jitter < 5000; jitter += 7) {
		struct bench copy = b;

		gone.call = copy.line.call;
		gone.now_ms = copy.now_ms;
		gone.jitter = jitter;
		wasl_line_step(&copy.line, &copy.out, &gone);
		assert_in_range(copy.line.retry_ms - copy.now_ms,
				WASL_LINE_RETRY_MIN_MS / 2,
				WASL_LINE_RETRY_MIN_MS);
	}
}

static void test_line_line__an_idle_line_beats_every_minute(void **state)
{
	struct bench b = posted();

	(void)state;
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 200,
			head(10, WASL_LINE_NOTE_MATCH, 10)));
	assert_null(find(&b, WASL_LINE_SIGN));
	assert_int_equal(the(&b, WASL_LINE_SET_TIMER)->at_ms,
			 b.now_ms + WASL_LINE_BEAT_MS);
	b.now_ms += WASL_LINE_BEAT_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_int_equal(the(&b, WASL_LINE_SIGN)->first, 10);
	step(&b, signed_at(&b, 10));
	assert_int_equal(the(&b, WASL_LINE_POST_APPEND)->first, 10);
	assert_int_equal(the(&b, WASL_LINE_POST_APPEND)->count, 0);
}

static void test_line_line__three_missed_beats_alarm_once(void **state)
{
	struct bench b = posted();

	(void)state;
	b.now_ms += 3 * WASL_LINE_BEAT_MS - 1;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_null(find(&b, WASL_LINE_RAISE));
	b.now_ms++;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_true(raised(&b, WASL_ALARM_SILENT));
	b.now_ms++;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_null(find(&b, WASL_LINE_RAISE));
	step(&b, (struct wasl_line_event){.type = WASL_LINE_HEARD});
	assert_non_null(find(&b, WASL_LINE_CLEAR));
}

static void
test_line_line__a_fork_of_the_own_log_stops_only_sending(void **state)
{
	struct bench b = posted();
	struct wasl_line_event thaw = {.type = WASL_LINE_UNFREEZE,
				       .log = WASL_LINE_OWN};

	(void)state;
	step(&b, answer(WASL_LINE_APPEND_ANSWER, &b, 422,
			head(7, WASL_LINE_NOTE_FORK, 7)));
	assert_int_equal(the(&b, WASL_LINE_FREEZE_LOG)->log, WASL_LINE_OWN);
	assert_non_null(find(&b, WASL_LINE_NOT_READY));
	b.now_ms += WASL_LINE_BEAT_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_null(find(&b, WASL_LINE_SIGN));
	step(&b, batch(3, 2, WASL_LINE_BATCH_GOOD));
	assert_non_null(find(&b, WASL_LINE_MIRROR_BATCH));
	/* Settled by two persons: checked like a start. */
	step(&b, thaw);
	assert_non_null(find(&b, WASL_LINE_GET_HEAD));
	assert_false(wasl_line_ready(&b.line));
}

static void
test_line_line__a_person_can_freeze_while_it_is_being_signed(void **state)
{
	struct bench b = opened();
	struct wasl_line_event freeze = {.type = WASL_LINE_FREEZE,
					 .log = WASL_LINE_OWN};

	(void)state;
	step(&b, freeze);
	assert_non_null(find(&b, WASL_LINE_FREEZE_LOG));
	step(&b, signed_at(&b, 10));
	assert_null(find(&b, WASL_LINE_POST_APPEND));
}

static void test_line_line__own_acts_are_fetched_back_in_pieces(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);
	struct wasl_line_event acts = {.type = WASL_LINE_ACTS_ANSWER};
	struct wasl_line_event restored = {.type = WASL_LINE_RESTORED};

	(void)state;
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(14, WASL_LINE_NOTE_AHEAD, 14)));
	assert_int_equal(the(&b, WASL_LINE_GET_ACTS)->first, 10);
	assert_int_equal(the(&b, WASL_LINE_GET_ACTS)->count, 4);
	acts.acts.call = b.line.call;
	acts.acts.status = 200;
	acts.acts.count = 3;
	step(&b, acts);
	assert_int_equal(the(&b, WASL_LINE_RESTORE)->first, 10);
	assert_int_equal(the(&b, WASL_LINE_RESTORE)->upto, 14);
	assert_int_equal(the(&b, WASL_LINE_GET_ACTS)->first, 13);
	acts.acts.call = b.line.call;
	acts.acts.count = 1;
	step(&b, acts);
	assert_int_equal(the(&b, WASL_LINE_RESTORE)->first, 13);
	assert_null(find(&b, WASL_LINE_GET_ACTS));
	restored.restored.status = WASL_OK;
	restored.restored.own_size = 14;
	restored.restored.own_seen = 3;
	step(&b, restored);
	assert_non_null(find(&b, WASL_LINE_GET_HEAD));
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(14, WASL_LINE_NOTE_MATCH, 14)));
	assert_true(wasl_line_ready(&b.line));
}

static void
test_line_line__fetched_acts_with_another_root_are_a_fork(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);
	struct wasl_line_event acts = {.type = WASL_LINE_ACTS_ANSWER};
	struct wasl_line_event restored = {.type = WASL_LINE_RESTORED};

	(void)state;
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(11, WASL_LINE_NOTE_AHEAD, 11)));
	acts.acts.call = b.line.call;
	acts.acts.status = 200;
	acts.acts.count = 1;
	step(&b, acts);
	restored.restored.status = WASL_FORK;
	step(&b, restored);
	assert_true(raised(&b, WASL_ALARM_FORK_OWN));
	assert_false(wasl_line_ready(&b.line));
}

static void test_line_line__a_courier_line_calls_nobody(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b;
	struct wasl_line_event pouch;

	(void)state;
	f.courier = true;
	b = started(&f);
	assert_int_equal(b.out.n, 0);
	step(&b, (struct wasl_line_event){.type = WASL_LINE_CONFIRM});
	assert_true(wasl_line_ready(&b.line));
	assert_null(find(&b, WASL_LINE_SIGN));
	step(&b, (struct wasl_line_event){.type = WASL_LINE_EXPORT});
	assert_int_equal(the(&b, WASL_LINE_SIGN)->first, 5);
	step(&b, signed_at(&b, 10));
	assert_int_equal(the(&b, WASL_LINE_POST_APPEND)->count, 5);
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_int_equal(b.out.n, 0);
	pouch = answer(WASL_LINE_APPEND_ANSWER, &b, 200,
		       head(10, WASL_LINE_NOTE_MATCH, 10));
	pouch.answer.call = 0;
	step(&b, pouch);
	assert_int_equal(the(&b, WASL_LINE_RECEIPT)->size, 10);
}

static void test_line_line__alarms_have_a_name_and_a_meaning(void **state)
{
	(void)state;
	assert_string_equal(wasl_line_alarm_name(WASL_ALARM_FORK_OWN),
			    "FORK_OWN");
	assert_non_null(
		strstr(wasl_line_alarm_text(WASL_ALARM_SILENT), "heartbeats"));
	assert_string_equal(wasl_line_alarm_name((enum wasl_line_alarm)0), "?");
	assert_string_equal(wasl_line_alarm_text((enum wasl_line_alarm)99),
			    "?");
}

#define CASE(claim) cmocka_unit_test(test_line_line__##claim)

static struct wasl_line_event epoch_answer(const struct bench *b)
{
	struct wasl_line_event event = {.type = WASL_LINE_EPOCH_ANSWER};

	event.answer.call = b->line.call;
	event.answer.status = 409;
	return event;
}

/* spec §7 Epoch: "every 5 s", beside the head that may end the loss. */
static void test_line_line__a_lost_line_tells_the_partner(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b;

	(void)state;
	f.own_signed = 11;
	b = started(&f);
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(9, WASL_LINE_NOTE_MATCH, 5)));
	assert_int_equal(b.line.phase, WASL_LINE_LOST);
	assert_non_null(find(&b, WASL_LINE_POST_EPOCH));
	step(&b, epoch_answer(&b));
	assert_null(find(&b, WASL_LINE_POST_EPOCH));
	b.now_ms = b.line.retry_ms;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_non_null(find(&b, WASL_LINE_GET_HEAD));
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(9, WASL_LINE_NOTE_MATCH, 5)));
	b.now_ms += WASL_LINE_EPOCH_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_non_null(find(&b, WASL_LINE_POST_EPOCH));
	assert_null(find(&b, WASL_LINE_SIGN));
}

static void test_line_line__what_persons_ask_is_told_at_once(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b;

	(void)state;
	f.own_frozen = true;
	b = started(&f);
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(5, WASL_LINE_NOTE_MATCH, 5)));
	assert_null(find(&b, WASL_LINE_POST_EPOCH));
	step(&b, (struct wasl_line_event){.type = WASL_LINE_ASKED});
	assert_non_null(find(&b, WASL_LINE_POST_EPOCH));
	/* The partner is gone: again, later, and nothing else is held up. */
	step(&b, (struct wasl_line_event){.type = WASL_LINE_GONE,
					  .call = b.line.call});
	assert_int_equal(b.line.flight, WASL_FLIGHT_NONE);
	assert_null(find(&b, WASL_LINE_POST_EPOCH));
	b.now_ms += WASL_LINE_EPOCH_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_non_null(find(&b, WASL_LINE_POST_EPOCH));
}

/* A partner in another epoch does not know our log. */
static void test_line_line__a_log_that_is_denied_is_told_of(void **state)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);

	(void)state;
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 403,
			head(0, WASL_LINE_NOTE_NONE, 0)));
	assert_non_null(find(&b, WASL_LINE_POST_EPOCH));
	step(&b, epoch_answer(&b));
	b.now_ms = b.line.retry_ms;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(5, WASL_LINE_NOTE_MATCH, 5)));
	b.now_ms += WASL_LINE_EPOCH_MS;
	step(&b, (struct wasl_line_event){.type = WASL_LINE_TIMER});
	assert_null(find(&b, WASL_LINE_POST_EPOCH));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_signed_before_the_head),
		CASE(the_start_check_knows_every_head),
		CASE(an_empty_log_matches_null),
		CASE(every_answer_to_an_append_is_held),
		CASE(a_restored_partners_head_is_no_receipt),
		CASE(a_receipt_is_stored_with_the_partners_size),
		CASE(a_receipt_with_a_wrong_date_alarms_and_counts),
		CASE(the_same_409_twice_backs_off_and_alarms),
		CASE(an_answer_to_an_older_call_is_ignored),
		CASE(the_back_off_doubles_up_to_its_limit),
		CASE(jitter_takes_at_most_half_away),
		CASE(an_idle_line_beats_every_minute),
		CASE(three_missed_beats_alarm_once),
		CASE(a_fork_of_the_own_log_stops_only_sending),
		CASE(a_person_can_freeze_while_it_is_being_signed),
		CASE(own_acts_are_fetched_back_in_pieces),
		CASE(fetched_acts_with_another_root_are_a_fork),
		CASE(a_courier_line_calls_nobody),
		CASE(alarms_have_a_name_and_a_meaning),
		CASE(a_lost_line_tells_the_partner),
		CASE(what_persons_ask_is_told_at_once),
		CASE(a_log_that_is_denied_is_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
