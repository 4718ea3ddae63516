/* One line on a bench: hand an event in, look at what comes out. */
#ifndef WASL_TESTS_LINE_BENCH_H
#define WASL_TESTS_LINE_BENCH_H

#include "check.h"

#include "line/line.h"

#include <string.h>

#define NOW 1000000

/* One line and what it last asked for. */
struct bench {
	struct wasl_line line;
	struct wasl_line_effects out;
	uint64_t now_ms;
};

static inline void step(struct bench *b, struct wasl_line_event event)
{
	event.now_ms = b->now_ms;
	event.now = NOW;
	wasl_line_step(&b->line, &b->out, &event);
}

static inline const struct wasl_line_effect *
find(const struct bench *b, enum wasl_line_effect_type type)
{
	for (size_t i = 0; i < b->out.n; i++)
		if (b->out.at[i].type == type)
			return &b->out.at[i];
	return NULL;
}

/* An effect that must be there. */
static inline const struct wasl_line_effect *
the(const struct bench *b, enum wasl_line_effect_type type)
{
	for (size_t i = 0; i < b->out.n; i++)
		if (b->out.at[i].type == type)
			return &b->out.at[i];
	fail_msg("no effect of type %d", type);
	return &b->out.at[0];
}

static inline bool raised(const struct bench *b, enum wasl_line_alarm alarm)
{
	for (size_t i = 0; i < b->out.n; i++)
		if (b->out.at[i].type == WASL_LINE_RAISE &&
		    b->out.at[i].alarm == alarm)
			return true;
	return false;
}

static inline struct wasl_line_head
head(uint64_t held, enum wasl_line_note note, uint64_t note_size)
{
	return (struct wasl_line_head){
		.held = held,
		.own = 3,
		.note = note,
		.note_size = note_size,
		.note_time = NOW,
	};
}

static inline struct wasl_line_event answer(enum wasl_line_event_type type,
					    const struct bench *b, int status,
					    struct wasl_line_head h)
{
	struct wasl_line_event event = {.type = type};

	event.answer.call = b->line.call;
	event.answer.status = status;
	event.answer.head = h;
	return event;
}

/* Ten own entries, five receipted; three mirrored and cosigned. */
static inline struct wasl_line_facts facts(void)
{
	return (struct wasl_line_facts){
		.own_size = 10,
		.own_seen = 3,
		.own_signed = 5,
		.receipt_size = 5,
		.receipt_time = NOW - 100,
		.mirror_size = 3,
		.mirror_seen = 5,
		.cosigned_size = 3,
	};
}

static inline struct bench started(const struct wasl_line_facts *f)
{
	struct bench b = {.now_ms = 5000};

	b.line = wasl_line_init(f);
	step(&b, (struct wasl_line_event){.type = WASL_LINE_START});
	return b;
}

static inline struct wasl_line_event signed_at(const struct bench *b,
					       uint64_t size)
{
	struct wasl_line_event event = {.type = WASL_LINE_SIGNED};

	event.signature.call = b->line.call;
	event.signature.ok = true;
	event.signature.size = size;
	return event;
}

static inline struct bench opened(void)
{
	struct wasl_line_facts f = facts();
	struct bench b = started(&f);

	step(&b, answer(WASL_LINE_HEAD_ANSWER, &b, 200,
			head(5, WASL_LINE_NOTE_MATCH, 5)));
	return b;
}

/* Entries 5…10 posted, no answer yet. */
static inline struct bench posted(void)
{
	struct bench b = opened();

	step(&b, signed_at(&b, 10));
	return b;
}

static inline struct wasl_line_event batch(uint64_t first, uint32_t count,
					   enum wasl_line_batch verdict)
{
	struct wasl_line_event event = {.type = WASL_LINE_APPEND};

	event.append.request = 77;
	event.append.first = first;
	event.append.count = count;
	event.append.held = 3;
	event.append.verdict = verdict;
	return event;
}

static inline struct wasl_line_event mirrored(uint64_t mirror_size,
					      uint64_t own_size)
{
	struct wasl_line_event event = {.type = WASL_LINE_MIRRORED};

	event.sizes.ok = true;
	event.sizes.own_size = own_size;
	event.sizes.own_seen = 3;
	event.sizes.mirror_size = mirror_size;
	event.sizes.mirror_seen = 5;
	return event;
}

static inline struct wasl_line_event cosigned(uint64_t size, bool ok)
{
	struct wasl_line_event event = {.type = WASL_LINE_COSIGNED};

	event.signature.ok = ok;
	event.signature.size = size;
	return event;
}

#endif
