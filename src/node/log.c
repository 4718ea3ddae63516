#include "node/log.h"

#include "base/bytes.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* A line longer than this is cut; no event needs more. */
#define LINE_MAX_BYTES 1024

static const struct {
	const char *name;
	const char *level;
} events[] = {
#define X(name, level, meaning) {#name, #level},
#include "node/events.def"
#undef X
};

static void put_json_text(struct wasl_buf *out, const char *text)
{
	wasl_buf_put_u8(out, '"');
	for (const char *c = text; *c != '\0' && !out->over; c++) {
		unsigned char u = (unsigned char)*c;
		char hex[8];

		if (u == '"' || u == '\\') {
			wasl_buf_put_u8(out, '\\');
			wasl_buf_put_u8(out, u);
		} else if (u < 0x20 || u == 0x7f) {
			snprintf(hex, sizeof(hex), "\\u%04x", (unsigned)u);
			wasl_buf_put_text(out, hex);
		} else {
			wasl_buf_put_u8(out, u);
		}
	}
	wasl_buf_put_u8(out, '"');
}

static void put_field(struct wasl_buf *out, const struct node_field *field)
{
	char number[32];

	wasl_buf_put_text(out, ",");
	put_json_text(out, field->name);
	wasl_buf_put_text(out, ":");
	if (field->type == NODE_FIELD_TEXT) {
		put_json_text(out, field->text);
		return;
	}
	snprintf(number, sizeof(number), "%lld", (long long)field->i);
	wasl_buf_put_text(out, number);
}

void node_log_fields(enum node_event event, const struct node_field *fields)
{
	uint8_t space[LINE_MAX_BYTES];
	/* Room kept back for the end of the line. */
	struct wasl_buf out = {.p = space, .cap = sizeof(space) - 2};
	struct timespec now;
	char head[128];

	clock_gettime(CLOCK_REALTIME, &now);
	snprintf(head, sizeof(head),
		 "{\"at\":%lld.%03ld,\"level\":\"%s\",\"event\":\"%s\"",
		 (long long)now.tv_sec, now.tv_nsec / 1000000,
		 events[event].level, events[event].name);
	wasl_buf_put_text(&out, head);
	for (; fields->name != NULL; fields++) {
		size_t before = out.n;

		put_field(&out, fields);
		if (out.over) {
			/* A field that does not fit is left out whole. */
			out.n = before;
			out.over = false;
		}
	}
	out.cap += 2;
	wasl_buf_put_text(&out, "}\n");
	/* One write, so lines of several threads do not mix. */
	if (write(STDERR_FILENO, out.p, out.n) < 0)
		return;
}
