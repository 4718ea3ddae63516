/* The own log on its way to the partner: start check, restoring, batches. */
#include "line/step.h"

#include "base/limits.h"

static uint64_t max(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* spec §6: "A receipt dated before the previous one, or later than own clock
 * + 5 min, raises an alarm." It is kept: its signature holds. */
static void check_time(struct wasl_step *s, uint64_t time)
{
	struct wasl_line_facts *facts = &s->line->facts;
	int64_t now = s->event->now;
	uint64_t latest = now < 0 ? 0 : (uint64_t)now;

	latest += WASL_LINE_RECEIPT_AHEAD_S;
	if (time < facts->receipt_time || time > latest)
		wasl_step_raise(s, WASL_ALARM_RECEIPT_TIME, time,
				facts->receipt_time);
	else
		wasl_step_clear(s, WASL_ALARM_RECEIPT_TIME);
	/* A date in the future must not make all later ones look early. */
	if (time <= latest)
		facts->receipt_time = max(facts->receipt_time, time);
}

/* A head with a note that matches is a receipt: the partner's own size in it is
 * at least that of the moment it mirrored what it cosigned. Not so of a partner
 * whose database was restored: it holds less than its note, and may have had
 * more entries of its own by then. */
static void take_receipt(struct wasl_step *s, const struct wasl_line_head *head)
{
	struct wasl_line_facts *facts = &s->line->facts;
	struct wasl_line_effect *effect;

	if (head->note != WASL_LINE_NOTE_MATCH || head->held < head->note_size)
		return;
	check_time(s, head->note_time);
	if (head->note_size <= facts->receipt_size)
		return;
	facts->receipt_size = head->note_size;
	effect = wasl_step_emit(s, WASL_LINE_RECEIPT);
	effect->size = head->note_size;
	effect->time = head->note_time;
	effect->their_size = head->own;
}

static void forked(struct wasl_step *s, uint64_t held)
{
	wasl_step_freeze(s, WASL_LINE_OWN);
	wasl_step_raise(s, WASL_ALARM_FORK_OWN, held, s->line->facts.own_size);
	s->line->flight = WASL_FLIGHT_NONE;
	/* The other direction goes on. */
	s->line->phase = WASL_LINE_OPEN;
}

static void bad_answer(struct wasl_step *s, uint64_t held)
{
	wasl_step_raise(s, WASL_ALARM_BAD_ANSWER, s->line->end, held);
	wasl_step_back_off(s);
}

/* The partner says what it holds; less than it receipted is an alarm, but the
 * own log is whole and goes on from there. */
static void take_held(struct wasl_step *s, const struct wasl_line_head *head)
{
	s->line->held = head->held;
	if (head->held < s->line->facts.receipt_size)
		wasl_step_raise(s, WASL_ALARM_PARTNER_SHORT, head->held,
				s->line->facts.receipt_size);
	else
		wasl_step_clear(s, WASL_ALARM_PARTNER_SHORT);
}

static void lost(struct wasl_step *s, uint64_t known, uint64_t held)
{
	s->line->phase = WASL_LINE_LOST;
	wasl_step_raise(s, WASL_ALARM_EPOCH_NEEDED, known, held);
	wasl_step_back_off(s);
}

/* Own entries that someone has seen, and nobody holds any more? */
static bool lost_own(struct wasl_step *s, const struct wasl_line_head *head)
{
	const struct wasl_line_facts *facts = &s->line->facts;
	uint64_t known = max(max(facts->own_signed, facts->receipt_size),
			     max(facts->mirror_seen, head->note_size));
	uint64_t held = max(facts->own_size, head->held);

	if (known <= held)
		return false;
	lost(s, known, held);
	return true;
}

/* The same for the partner's entries. */
static bool lost_mirror(struct wasl_step *s, const struct wasl_line_head *head)
{
	const struct wasl_line_facts *facts = &s->line->facts;
	uint64_t known = max(facts->own_seen, facts->cosigned_size);
	uint64_t held = max(facts->mirror_size, head->own);

	if (known <= held)
		return false;
	lost(s, known, held);
	return true;
}

static void fetch(struct wasl_step *s, const struct wasl_line_head *head)
{
	struct wasl_line *line = s->line;

	wasl_step_raise(s, WASL_ALARM_RESTORED, line->facts.own_size,
			head->held);
	line->phase = WASL_LINE_FETCHING;
	line->flight = WASL_FLIGHT_NONE;
	line->target = head->held;
	line->fetched = line->facts.own_size;
	line->tries = 0;
}

static void open_line(struct wasl_step *s, const struct wasl_line_head *head)
{
	struct wasl_line *line = s->line;

	take_held(s, head);
	take_receipt(s, head);
	wasl_step_clear(s, WASL_ALARM_RESTORED);
	wasl_step_clear(s, WASL_ALARM_EPOCH_NEEDED);
	wasl_step_clear(s, WASL_ALARM_BAD_ANSWER);
	line->phase = WASL_LINE_OPEN;
	line->flight = WASL_FLIGHT_NONE;
	line->tries = 0;
	line->gaps = 0;
	line->beat_ms = s->event->now_ms;
}

/* Entries held without any note: either the cosignature is still to come, or
 * the partner was restored and cannot repeat it. Then what this side signed,
 * or holds a receipt for, says that both have the same entries. */
static bool matches(const struct wasl_line_facts *facts,
		    const struct wasl_line_head *head)
{
	return head->note == WASL_LINE_NOTE_MATCH ||
	       head->held <= max(facts->receipt_size, facts->own_signed);
}

/* spec §7 Start: "the partner's head for it, asked after this start, must
 * match the database (null with size 0 matches an empty log; larger: restored
 * from an old backup: fetch own acts back first)". */
void wasl_send_head_answer(struct wasl_step *s)
{
	const struct wasl_line_head *head = &s->event->answer.head;

	/* A node that has changed epoch, or has not yet, knows no other logs.
	 */
	s->line->denied = s->event->answer.status == 403;
	if (s->event->answer.status != 200) {
		wasl_step_back_off(s);
		return;
	}
	if (head->note == WASL_LINE_NOTE_FORK) {
		forked(s, head->held);
		return;
	}
	if (head->note == WASL_LINE_NOTE_BAD) {
		bad_answer(s, head->held);
		return;
	}
	if (lost_own(s, head) || lost_mirror(s, head))
		return;
	if (head->held <= s->line->facts.own_size) {
		if (matches(&s->line->facts, head))
			open_line(s, head);
		else
			wasl_step_back_off(s);
		return;
	}
	/* Only what a note of the own key covers is taken back; the partner
	 * cosigns what it holds when it recovers. */
	if (head->note == WASL_LINE_NOTE_AHEAD && head->note_size == head->held)
		fetch(s, head);
	else
		wasl_step_back_off(s);
}

void wasl_send_acts_answer(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	uint32_t count = s->event->acts.count;
	struct wasl_line_effect *effect;

	if (s->event->acts.status != 200 || count == 0 ||
	    count > line->end - line->first) {
		line->phase = WASL_LINE_ASKING;
		wasl_step_back_off(s);
		return;
	}
	effect = wasl_step_emit(s, WASL_LINE_RESTORE);
	effect->first = line->fetched;
	effect->count = count;
	effect->upto = line->target;
	line->fetched += count;
	line->flight = line->fetched == line->target ? WASL_FLIGHT_RESTORE
						     : WASL_FLIGHT_NONE;
}

void wasl_send_restored(struct wasl_step *s)
{
	struct wasl_line *line = s->line;

	line->phase = WASL_LINE_ASKING;
	line->flight = WASL_FLIGHT_NONE;
	if (s->event->restored.status == WASL_FORK) {
		forked(s, line->target);
		return;
	}
	if (s->event->restored.status != WASL_OK) {
		wasl_step_back_off(s);
		return;
	}
	line->facts.own_size = s->event->restored.own_size;
	line->facts.own_seen = s->event->restored.own_seen;
}

void wasl_send_signed(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	uint64_t size = s->event->signature.size;
	struct wasl_line_effect *effect;
	bool fits = size >= line->first && size <= line->end &&
		    size - line->first <= WASL_BATCH_ITEMS_MAX &&
		    (size > line->first || line->end == line->first);

	if (line->facts.own_frozen || line->phase != WASL_LINE_OPEN) {
		line->flight = WASL_FLIGHT_NONE;
		return;
	}
	if (!s->event->signature.ok || !fits) {
		wasl_step_raise(s, WASL_ALARM_BAD_SIGNER, line->end, 0);
		wasl_step_back_off(s);
		return;
	}
	wasl_step_clear(s, WASL_ALARM_BAD_SIGNER);
	line->facts.own_signed = max(line->facts.own_signed, size);
	line->end = size;
	line->beat_ms = s->event->now_ms + WASL_LINE_BEAT_MS;
	effect = wasl_step_call(s, WASL_LINE_POST_APPEND, WASL_FLIGHT_APPEND);
	effect->first = line->first;
	effect->count = (uint32_t)(size - line->first);
	/* A pouch is gone when it is made; its answer comes when it comes. */
	if (line->facts.courier) {
		line->flight = WASL_FLIGHT_NONE;
		line->beat_ms = UINT64_MAX;
	}
}

static void receipted(struct wasl_step *s, const struct wasl_line_head *head)
{
	struct wasl_line *line = s->line;

	if (head->note != WASL_LINE_NOTE_MATCH ||
	    head->note_size != head->held ||
	    (!line->facts.courier && head->held != line->end)) {
		bad_answer(s, head->held);
		return;
	}
	take_held(s, head);
	take_receipt(s, head);
	wasl_step_clear(s, WASL_ALARM_SAME_GAP);
	wasl_step_clear(s, WASL_ALARM_DENIED);
	wasl_step_clear(s, WASL_ALARM_BROKEN);
	wasl_step_clear(s, WASL_ALARM_BAD_ANSWER);
	line->flight = WASL_FLIGHT_NONE;
	line->tries = 0;
	line->gaps = 0;
}

/* spec §7: "After 409 the sender goes on from size held; if that exceeds its
 * own log it stops and runs the start check; the same 409 twice: back off and
 * alarm." */
static void gap(struct wasl_step *s, const struct wasl_line_head *head)
{
	struct wasl_line *line = s->line;
	bool same = line->gaps > 0 && line->gap == head->held;

	if (head->note == WASL_LINE_NOTE_BAD) {
		bad_answer(s, head->held);
		return;
	}
	if (head->held > line->facts.own_size) {
		line->phase = WASL_LINE_ASKING;
		line->flight = WASL_FLIGHT_NONE;
		return;
	}
	take_held(s, head);
	take_receipt(s, head);
	line->gap = head->held;
	line->gaps = same ? line->gaps + 1 : 1;
	line->flight = WASL_FLIGHT_NONE;
	/* What is missing is due at once, even without new acts. */
	if (!line->facts.courier)
		line->beat_ms = s->event->now_ms;
	if (same) {
		wasl_step_raise(s, WASL_ALARM_SAME_GAP, head->held,
				line->facts.own_size);
		wasl_step_back_off(s);
	}
}

void wasl_send_append_answer(struct wasl_step *s)
{
	const struct wasl_line_head *head = &s->event->answer.head;
	int status = s->event->answer.status;
	bool reads_head = status == 200 || status == 409 || status == 422;

	if (status == 422 ||
	    (reads_head && head->note == WASL_LINE_NOTE_FORK)) {
		forked(s, head->held);
		return;
	}
	switch (status) {
	case 200:
		receipted(s, head);
		return;
	case 409:
		gap(s, head);
		return;
	case 403:
		wasl_step_raise(s, WASL_ALARM_DENIED, s->line->end, 0);
		break;
	case 400:
		wasl_step_raise(s, WASL_ALARM_BROKEN, s->line->end, 0);
		break;
	default: /* 503 above all: not ready */
		break;
	}
	wasl_step_back_off(s);
}

/* Keys that do not come must not hold up the own log: asked again apart. */
void wasl_send_regrant_answer(struct wasl_step *s)
{
	s->line->flight = WASL_FLIGHT_NONE;
	s->line->asked_ms = s->event->now_ms + WASL_LINE_REGRANT_MS;
}

void wasl_send_epoch_answer(struct wasl_step *s)
{
	s->line->flight = WASL_FLIGHT_NONE;
	s->line->epoch_ms = s->event->now_ms + WASL_LINE_EPOCH_MS;
}

bool wasl_send_tells_epoch(const struct wasl_line *line)
{
	return !line->facts.courier && (line->facts.asked || line->denied ||
					line->phase == WASL_LINE_LOST);
}

static void ask_acts(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	struct wasl_line_effect *effect;
	uint64_t left = line->target - line->fetched;

	line->first = line->fetched;
	line->end = line->fetched +
		    (left < WASL_BATCH_ITEMS_MAX ? left : WASL_BATCH_ITEMS_MAX);
	effect = wasl_step_call(s, WASL_LINE_GET_ACTS, WASL_FLIGHT_ACTS);
	effect->first = line->first;
	effect->count = (uint32_t)(line->end - line->first);
}

static void ask_signature(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	struct wasl_line_effect *effect;

	line->first = line->held;
	line->end = line->facts.own_size;
	effect = wasl_step_call(s, WASL_LINE_SIGN, WASL_FLIGHT_SIGN);
	effect->first = line->first;
	effect->upto = line->end;
}

static void open_next(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	uint64_t now = s->event->now_ms;
	bool waits = line->facts.own_size > line->held;

	if (line->facts.courier)
		waits = false;
	if (!line->facts.own_frozen && (waits || now >= line->beat_ms))
		ask_signature(s);
	else if (line->want_regrant && !line->facts.courier &&
		 now >= line->asked_ms)
		wasl_step_call(s, WASL_LINE_POST_REGRANT, WASL_FLIGHT_REGRANT);
}

void wasl_send_next(struct wasl_step *s)
{
	struct wasl_line *line = s->line;

	if (line->flight != WASL_FLIGHT_NONE)
		return;
	if (wasl_send_tells_epoch(line) && s->event->now_ms >= line->epoch_ms) {
		wasl_step_call(s, WASL_LINE_POST_EPOCH, WASL_FLIGHT_EPOCH);
		return;
	}
	if (s->event->now_ms < line->retry_ms)
		return;
	switch (line->phase) {
	case WASL_LINE_ASKING:
	case WASL_LINE_LOST:
		if (!line->facts.courier)
			wasl_step_call(s, WASL_LINE_GET_HEAD, WASL_FLIGHT_HEAD);
		return;
	case WASL_LINE_FETCHING:
		ask_acts(s);
		return;
	case WASL_LINE_OPEN:
		open_next(s);
		return;
	}
}
