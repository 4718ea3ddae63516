#include "line/line.h"

#include "line/step.h"

static const struct {
	const char *name;
	const char *text;
} alarms[] = {
#define X(name, value, text) [value] = {#name, text},
#include "line/alarm.def"
#undef X
};

static bool alarm_known(enum wasl_line_alarm alarm)
{
	return (size_t)alarm < sizeof(alarms) / sizeof(alarms[0]) &&
	       alarms[alarm].name != NULL;
}

const char *wasl_line_alarm_name(enum wasl_line_alarm alarm)
{
	return alarm_known(alarm) ? alarms[alarm].name : "?";
}

const char *wasl_line_alarm_text(enum wasl_line_alarm alarm)
{
	return alarm_known(alarm) ? alarms[alarm].text : "?";
}

struct wasl_line_effect *wasl_step_emit(struct wasl_step *s,
					enum wasl_line_effect_type type)
{
	struct wasl_line_effect *effect;

	wasl_assert(s->out->n < WASL_LINE_EFFECTS_MAX);
	effect = &s->out->at[s->out->n++];
	*effect = (struct wasl_line_effect){.type = type};
	return effect;
}

struct wasl_line_effect *wasl_step_call(struct wasl_step *s,
					enum wasl_line_effect_type type,
					enum wasl_line_flight flight)
{
	struct wasl_line_effect *effect = wasl_step_emit(s, type);

	s->line->flight = flight;
	effect->call = ++s->line->call;
	return effect;
}

void wasl_step_back_off(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	uint64_t delay = WASL_LINE_RETRY_MIN_MS;

	for (uint32_t i = 0; i < line->tries; i++)
		if (delay < WASL_LINE_RETRY_MAX_MS)
			delay *= 2;
	if (delay > WASL_LINE_RETRY_MAX_MS)
		delay = WASL_LINE_RETRY_MAX_MS;
	if (line->tries < UINT32_MAX)
		line->tries++;
	delay -= s->event->jitter % (delay / 2 + 1);
	line->retry_ms = s->event->now_ms + delay;
	line->flight = WASL_FLIGHT_NONE;
}

void wasl_step_raise(struct wasl_step *s, enum wasl_line_alarm alarm,
		     uint64_t a, uint64_t b)
{
	struct wasl_line_effect *effect;

	if ((s->line->raised & UINT32_C(1) << alarm) != 0)
		return;
	s->line->raised |= UINT32_C(1) << alarm;
	effect = wasl_step_emit(s, WASL_LINE_RAISE);
	effect->alarm = alarm;
	effect->a = a;
	effect->b = b;
}

void wasl_step_clear(struct wasl_step *s, enum wasl_line_alarm alarm)
{
	if ((s->line->raised & UINT32_C(1) << alarm) == 0)
		return;
	s->line->raised &= ~(UINT32_C(1) << alarm);
	wasl_step_emit(s, WASL_LINE_CLEAR)->alarm = alarm;
}

void wasl_step_freeze(struct wasl_step *s, enum wasl_line_log log)
{
	bool *frozen = log == WASL_LINE_OWN ? &s->line->facts.own_frozen
					    : &s->line->facts.mirror_frozen;

	if (*frozen)
		return;
	*frozen = true;
	wasl_step_emit(s, WASL_LINE_FREEZE_LOG)->log = log;
}

struct wasl_line wasl_line_init(const struct wasl_line_facts *facts)
{
	return (struct wasl_line){.facts = *facts, .phase = WASL_LINE_ASKING};
}

bool wasl_line_ready(const struct wasl_line *line)
{
	return line->phase == WASL_LINE_OPEN && !line->facts.own_frozen &&
	       line->facts.mirror_size >= line->facts.own_seen &&
	       line->facts.mirror_size >= line->facts.cosigned_size;
}

bool wasl_line_knows_ends(const struct wasl_line *line)
{
	return line->facts.courier || line->denied ||
	       line->phase == WASL_LINE_LOST || line->phase == WASL_LINE_OPEN;
}

static void thaw(struct wasl_step *s)
{
	struct wasl_line *line = s->line;

	if (s->event->log == WASL_LINE_MIRROR) {
		line->facts.mirror_frozen = false;
		wasl_step_clear(s, WASL_ALARM_FORK_MIRROR);
		return;
	}
	line->facts.own_frozen = false;
	wasl_step_clear(s, WASL_ALARM_FORK_OWN);
	/* What was settled is checked like a start. */
	line->phase = WASL_LINE_ASKING;
}

static void heard(struct wasl_step *s)
{
	s->line->heard_ms = s->event->now_ms;
	wasl_step_clear(s, WASL_ALARM_SILENT);
}

static void start(struct wasl_step *s)
{
	s->line->heard_ms = s->event->now_ms;
	wasl_take_start(s);
}

static void committed(struct wasl_step *s)
{
	s->line->facts.own_size = s->event->sizes.own_size;
	s->line->facts.own_seen = s->event->sizes.own_seen;
}

/* Asked for as long as any is gone; the own log does not wait for it. */
static void keys(struct wasl_step *s)
{
	uint64_t lacking = s->event->lacking;

	s->line->want_regrant = lacking > 0;
	if (lacking > 0)
		wasl_step_raise(s, WASL_ALARM_KEYS_NEEDED, lacking, 0);
	else
		wasl_step_clear(s, WASL_ALARM_KEYS_NEEDED);
}

/* The call that an event answers is the one under way. */
static bool awaited(const struct wasl_line *line, enum wasl_line_flight flight,
		    uint64_t call)
{
	return line->flight == flight && line->call == call;
}

static void gone(struct wasl_step *s)
{
	if (s->line->call != s->event->call)
		return;
	switch (s->line->flight) {
	case WASL_FLIGHT_NONE:
	case WASL_FLIGHT_RESTORE:
		return;
	case WASL_FLIGHT_HEAD:
	case WASL_FLIGHT_ACTS:
	case WASL_FLIGHT_SIGN:
	case WASL_FLIGHT_APPEND:
	case WASL_FLIGHT_REGRANT:
		wasl_step_back_off(s);
		return;
	case WASL_FLIGHT_EPOCH:
		wasl_send_epoch_answer(s);
		return;
	}
}

/* An answer a courier brought names no call. */
static bool answer_awaited(const struct wasl_line *line, uint64_t call)
{
	return awaited(line, WASL_FLIGHT_APPEND, call) ||
	       (line->facts.courier && line->phase == WASL_LINE_OPEN &&
		call == 0 && line->flight == WASL_FLIGHT_NONE);
}

/* Two persons vouch for a line that only a courier serves. */
static void confirmed(struct wasl_line *line)
{
	if (!line->facts.courier || line->phase == WASL_LINE_OPEN)
		return;
	line->phase = WASL_LINE_OPEN;
	line->held = line->facts.receipt_size;
	line->beat_ms = UINT64_MAX;
}

static void dispatch(struct wasl_step *s)
{
	const struct wasl_line_event *event = s->event;
	struct wasl_line *line = s->line;

	switch (event->type) {
	case WASL_LINE_START:
		start(s);
		return;
	case WASL_LINE_COMMITTED:
		committed(s);
		return;
	case WASL_LINE_SIGNED:
		if (awaited(line, WASL_FLIGHT_SIGN, event->signature.call))
			wasl_send_signed(s);
		return;
	case WASL_LINE_HEAD_ANSWER:
		if (awaited(line, WASL_FLIGHT_HEAD, event->answer.call))
			wasl_send_head_answer(s);
		return;
	case WASL_LINE_APPEND_ANSWER:
		if (answer_awaited(line, event->answer.call))
			wasl_send_append_answer(s);
		return;
	case WASL_LINE_ACTS_ANSWER:
		if (awaited(line, WASL_FLIGHT_ACTS, event->acts.call))
			wasl_send_acts_answer(s);
		return;
	case WASL_LINE_REGRANT_ANSWER:
		if (awaited(line, WASL_FLIGHT_REGRANT, event->answer.call))
			wasl_send_regrant_answer(s);
		return;
	case WASL_LINE_EPOCH_ANSWER:
		if (awaited(line, WASL_FLIGHT_EPOCH, event->answer.call))
			wasl_send_epoch_answer(s);
		return;
	case WASL_LINE_ASKED:
		line->facts.asked = true;
		line->epoch_ms = event->now_ms;
		return;
	case WASL_LINE_GONE:
		gone(s);
		return;
	case WASL_LINE_RESTORED:
		if (line->flight == WASL_FLIGHT_RESTORE)
			wasl_send_restored(s);
		return;
	case WASL_LINE_KEYS:
		keys(s);
		return;
	case WASL_LINE_APPEND:
		heard(s);
		wasl_take_append(s);
		return;
	case WASL_LINE_MIRRORED:
		if (line->intake == WASL_INTAKE_MIRROR)
			wasl_take_mirrored(s);
		return;
	case WASL_LINE_COSIGNED:
		if (line->intake == WASL_INTAKE_COSIGN)
			wasl_take_cosigned(s);
		return;
	case WASL_LINE_HEARD:
		heard(s);
		return;
	case WASL_LINE_TIMER:
		return;
	case WASL_LINE_FREEZE:
		wasl_step_freeze(s, event->log);
		return;
	case WASL_LINE_UNFREEZE:
		thaw(s);
		return;
	case WASL_LINE_CONFIRM:
		confirmed(line);
		return;
	case WASL_LINE_EXPORT:
		/* Due at once, as a heartbeat is. */
		line->beat_ms = event->now_ms;
		return;
	}
}

/* spec §7: three missed heartbeats raise an alarm. */
#define SILENCE_MS ((uint64_t)WASL_LINE_BEAT_MS * WASL_LINE_BEATS_MISSED)

static void watch_silence(struct wasl_step *s)
{
	uint64_t silence = s->event->now_ms - s->line->heard_ms;

	if (!s->line->facts.courier && s->event->now_ms > s->line->heard_ms &&
	    silence >= SILENCE_MS)
		wasl_step_raise(s, WASL_ALARM_SILENT, silence, 0);
}

static void say_ready(struct wasl_step *s)
{
	bool ready = wasl_line_ready(s->line);

	if (ready == s->line->ready)
		return;
	s->line->ready = ready;
	wasl_step_emit(s, ready ? WASL_LINE_READY : WASL_LINE_NOT_READY);
}

static uint64_t later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static uint64_t sooner(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* The next moment at which something is due without any other event. */
static uint64_t next_due(const struct wasl_line *line)
{
	uint64_t due = UINT64_MAX;

	if ((line->raised & UINT32_C(1) << WASL_ALARM_SILENT) == 0)
		due = line->heard_ms + SILENCE_MS;
	if (line->flight != WASL_FLIGHT_NONE)
		return due;
	if (wasl_send_tells_epoch(line))
		due = sooner(due, line->epoch_ms);
	if (line->phase != WASL_LINE_OPEN)
		return sooner(due, line->retry_ms);
	if (line->want_regrant)
		due = sooner(due, later(line->asked_ms, line->retry_ms));
	if (line->facts.own_frozen)
		return due;
	if (line->facts.own_size > line->held)
		return sooner(due, line->retry_ms);
	return sooner(due, later(line->beat_ms, line->retry_ms));
}

static void set_timer(struct wasl_step *s)
{
	uint64_t due = next_due(s->line);

	if (s->line->facts.courier || due == UINT64_MAX ||
	    due == s->line->timer_ms)
		return;
	s->line->timer_ms = due;
	wasl_step_emit(s, WASL_LINE_SET_TIMER)->at_ms = due;
}

void wasl_line_step(struct wasl_line *line, struct wasl_line_effects *out,
		    const struct wasl_line_event *event)
{
	struct wasl_step s = {.line = line, .event = event, .out = out};

	out->n = 0;
	dispatch(&s);
	/* A timer that went off must be set again, even for the same moment. */
	if (event->now_ms >= line->timer_ms)
		line->timer_ms = 0;
	watch_silence(&s);
	say_ready(&s);
	wasl_send_next(&s);
	set_timer(&s);
}
