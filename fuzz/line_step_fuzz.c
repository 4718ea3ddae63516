/* Any events in any order: the step neither crashes nor breaks the invariants
 * of line/line.h that can be seen from outside. */
#include "line/line.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static struct wasl_line_facts read_facts(struct wasl_cursor *c)
{
	uint8_t flags = wasl_cursor_u8(c);

	return (struct wasl_line_facts){
		.own_size = wasl_cursor_u8(c),
		.own_seen = wasl_cursor_u8(c),
		.own_signed = wasl_cursor_u8(c),
		.receipt_size = wasl_cursor_u8(c),
		.receipt_time = wasl_cursor_u8(c),
		.mirror_size = wasl_cursor_u8(c),
		.mirror_seen = wasl_cursor_u8(c),
		.cosigned_size = wasl_cursor_u8(c),
		.own_frozen = (flags & 1) != 0,
		.mirror_frozen = (flags & 2) != 0,
		.courier = (flags & 4) != 0,
		.asked = (flags & 8) != 0,
	};
}

static void read_answer(struct wasl_line_event *event, struct wasl_cursor *c)
{
	static const int statuses[] = {200, 409, 422, 403, 400, 503, 500, 200};

	event->answer.status = statuses[wasl_cursor_u8(c) % 8];
	event->answer.head = (struct wasl_line_head){
		.held = wasl_cursor_u8(c),
		.own = wasl_cursor_u8(c),
		.note = wasl_cursor_u8(c) % (WASL_LINE_NOTE_BAD + 1),
		.note_size = wasl_cursor_u8(c),
		.note_time = wasl_cursor_u16(c),
	};
}

static void read_sizes(struct wasl_line_event *event, struct wasl_cursor *c,
		       const struct wasl_line *line)
{
	event->sizes.ok = wasl_cursor_u8(c) % 4 != 0;
	event->sizes.own_size = line->facts.own_size + wasl_cursor_u8(c) % 4;
	event->sizes.own_seen = line->facts.own_seen;
	event->sizes.mirror_size =
		line->facts.mirror_size + wasl_cursor_u8(c) % 8;
	event->sizes.mirror_seen = line->facts.mirror_seen;
}

static struct wasl_line_event read_event(struct wasl_cursor *c,
					 const struct wasl_line *line)
{
	struct wasl_line_event event = {.type = wasl_cursor_u8(c) %
						(WASL_LINE_EXPORT + 1)};
	uint64_t call = line->call - wasl_cursor_u8(c) % 2;

	switch (event.type) {
	case WASL_LINE_COMMITTED:
	case WASL_LINE_MIRRORED:
		read_sizes(&event, c, line);
		break;
	case WASL_LINE_SIGNED:
	case WASL_LINE_COSIGNED:
		event.signature.call = call;
		event.signature.ok = wasl_cursor_u8(c) % 4 != 0;
		event.signature.size = wasl_cursor_u8(c);
		break;
	case WASL_LINE_HEAD_ANSWER:
	case WASL_LINE_APPEND_ANSWER:
	case WASL_LINE_REGRANT_ANSWER:
	case WASL_LINE_EPOCH_ANSWER:
		event.answer.call = call;
		read_answer(&event, c);
		break;
	case WASL_LINE_ACTS_ANSWER:
		event.acts.call = call;
		event.acts.status = wasl_cursor_u8(c) % 4 != 0 ? 200 : 503;
		event.acts.count = wasl_cursor_u16(c);
		break;
	case WASL_LINE_RESTORED:
		event.restored.status =
			wasl_cursor_u8(c) % 2 ? WASL_OK : WASL_FORK;
		event.restored.own_size = line->target;
		event.restored.own_seen = wasl_cursor_u8(c);
		break;
	case WASL_LINE_KEYS:
		event.lacking = wasl_cursor_u8(c);
		break;
	case WASL_LINE_APPEND:
		event.append.request = wasl_cursor_u16(c) + 1u;
		event.append.first = wasl_cursor_u8(c);
		event.append.count = wasl_cursor_u8(c);
		event.append.held = line->facts.mirror_size;
		event.append.verdict =
			wasl_cursor_u8(c) % (WASL_LINE_BATCH_NO_KEY + 1);
		break;
	case WASL_LINE_FREEZE:
	case WASL_LINE_UNFREEZE:
		event.log = wasl_cursor_u8(c) % 2;
		break;
	case WASL_LINE_GONE:
		event.call = call;
		break;
	case WASL_LINE_START:
	case WASL_LINE_ASKED:
	case WASL_LINE_HEARD:
	case WASL_LINE_TIMER:
	case WASL_LINE_CONFIRM:
	case WASL_LINE_EXPORT:
		break;
	}
	return event;
}

static void check(const struct wasl_line *line,
		  const struct wasl_line_effects *out,
		  enum wasl_line_intake before)
{
	unsigned calls = 0;

	for (size_t i = 0; i < out->n; i++)
		switch (out->at[i].type) {
		case WASL_LINE_SIGN:
		case WASL_LINE_POST_APPEND:
			must(line->phase == WASL_LINE_OPEN);
			must(!line->facts.own_frozen);
			calls++;
			break;
		case WASL_LINE_GET_HEAD:
		case WASL_LINE_GET_ACTS:
		case WASL_LINE_POST_REGRANT:
		case WASL_LINE_POST_EPOCH:
			calls++;
			break;
		case WASL_LINE_MIRROR_BATCH:
			must(before == WASL_INTAKE_NONE);
			must(line->phase == WASL_LINE_OPEN);
			must(!line->facts.mirror_frozen);
			break;
		case WASL_LINE_COSIGN:
			must(out->at[i].size == line->facts.mirror_size);
			must(!line->facts.mirror_frozen);
			break;
		case WASL_LINE_ANSWER:
			must(out->at[i].status != 200 ||
			     before == WASL_INTAKE_COSIGN);
			break;
		case WASL_LINE_READY:
			must(wasl_line_ready(line));
			break;
		case WASL_LINE_NOT_READY:
			must(!wasl_line_ready(line));
			break;
		case WASL_LINE_RESTORE:
		case WASL_LINE_RECEIPT:
		case WASL_LINE_FREEZE_LOG:
		case WASL_LINE_SET_TIMER:
		case WASL_LINE_RAISE:
		case WASL_LINE_CLEAR:
			break;
		}
	must(calls <= 1);
	must(line->ready == wasl_line_ready(line));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wasl_cursor c = wasl_cursor_init(wasl_bytes_of(data, size));
	struct wasl_line_facts facts = read_facts(&c);
	struct wasl_line line = wasl_line_init(&facts);
	struct wasl_line_event event = {.type = WASL_LINE_START};
	uint64_t now_ms = 0;

	while (!c.bad) {
		struct wasl_line_effects out;
		enum wasl_line_intake before = line.intake;

		event.now_ms = now_ms += wasl_cursor_u16(&c) * 4u;
		event.now = (int64_t)(now_ms / 1000);
		event.jitter = wasl_cursor_u8(&c);
		wasl_line_step(&line, &out, &event);
		check(&line, &out, before);
		event = read_event(&c, &line);
	}
	return 0;
}
