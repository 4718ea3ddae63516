#include "watch/items.h"

#include "base/alloc.h"
#include "kind/fault.h"

#include <stdio.h>

/*
 *	state   '{'     '['    ','     ']'    other
 *	TOP     object  OPEN   -       -      -
 *	OPEN    object  -      -       END    -
 *	COMMA   object  -      -       -      -
 *	AFTER   -       -      COMMA   END    -      (an element was read)
 *	END     -       -      -       -      -
 * Blanks change nothing. An object leads back to where it began: TOP, or AFTER
 * inside the array.
 */
enum state { TOP, OPEN, COMMA, AFTER, END };

struct json_items {
	json_item item;
	void *ctx;
	enum state state;
	bool array;
	bool inside; /* an object */
	bool quoted, escaped;
	size_t depth;	/* of brackets inside the object */
	uint64_t line;	/* of the next byte */
	uint64_t since; /* where the object began */
	bool any;	/* something was read */
	uint8_t mark;	/* bytes of a byte order mark seen, 3: done */
	struct wasl_buf text;
};

wasl_status json_items_new(struct json_items **out, json_item item, void *ctx,
			   struct wasl_err *err)
{
	struct json_items *j = wasl_alloc(1, sizeof(*j));

	*out = NULL;
	if (j == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	*j = (struct json_items){.item = item, .ctx = ctx, .line = 1};
	j->text = (struct wasl_buf){.p = wasl_alloc(WASL_WATCH_OBJECT_MAX, 1),
				    .cap = WASL_WATCH_OBJECT_MAX};
	if (j->text.p == NULL) {
		wasl_free(j);
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	}
	*out = j;
	return WASL_OK;
}

void json_items_free(struct json_items *items)
{
	if (items == NULL)
		return;
	memset(items->text.p, 0, items->text.cap);
	wasl_free(items->text.p);
	wasl_free(items);
}

static wasl_status misplaced(const struct json_items *j, uint8_t c,
			     struct wasl_err *err)
{
	char text[8];

	snprintf(text, sizeof(text), c < 0x21 || c > 0x7e ? "\\x%02x" : "%c",
		 c);
	return wasl_fault_of(err, WASL_MALFORMED, "", "between-objects",
			     WASL_FAULT_N("line", j->line),
			     WASL_FAULT_T("character", wasl_text_of(text)));
}

/* A byte between objects. */
static wasl_status between(struct json_items *j, uint8_t c,
			   struct wasl_err *err)
{
	bool room = j->state == TOP || j->state == OPEN || j->state == COMMA;

	if (memchr(" \t\r\n", c, 4) != NULL)
		return WASL_OK;
	if (c == '{' && room) {
		j->inside = true;
		j->depth = 1;
		j->since = j->line;
		j->text.n = 0;
		wasl_buf_put_u8(&j->text, c);
	} else if (c == '[' && j->state == TOP && !j->any) {
		j->array = true;
		j->state = OPEN;
	} else if (c == ',' && j->state == AFTER) {
		j->state = COMMA;
	} else if (c == ']' && (j->state == AFTER || j->state == OPEN)) {
		j->state = END;
	} else {
		return misplaced(j, c, err);
	}
	j->any = true;
	return WASL_OK;
}

static wasl_status object_ends(struct json_items *j, struct wasl_err *err)
{
	j->inside = false;
	j->state = j->array ? AFTER : TOP;
	return j->item(j->ctx, wasl_buf_bytes(&j->text), j->since, err);
}

/* A byte of an object. */
static wasl_status within(struct json_items *j, uint8_t c, struct wasl_err *err)
{
	wasl_buf_put_u8(&j->text, c);
	if (j->text.over)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "", "object-long",
			WASL_FAULT_N("line", j->since),
			WASL_FAULT_N("max", WASL_WATCH_OBJECT_MAX));
	if (j->quoted) {
		if (j->escaped)
			j->escaped = false;
		else if (c == '\\')
			j->escaped = true;
		else if (c == '"')
			j->quoted = false;
		return WASL_OK;
	}
	if (c == '"')
		j->quoted = true;
	else if (c == '{' || c == '[')
		j->depth++;
	else if (c == '}' || c == ']')
		j->depth--;
	return j->depth == 0 ? object_ends(j, err) : WASL_OK;
}

/* True while `c` belongs to a byte order mark. */
static bool is_mark(struct json_items *j, uint8_t c)
{
	static const uint8_t mark[] = {0xef, 0xbb, 0xbf};

	if (j->mark < sizeof(mark) && c == mark[j->mark]) {
		j->mark++;
		return true;
	}
	j->mark = sizeof(mark);
	return false;
}

wasl_status json_items_feed(struct json_items *j, wasl_bytes in,
			    struct wasl_err *err)
{
	for (size_t i = 0; i < in.n; i++) {
		uint8_t c = in.p[i];

		if (is_mark(j, c))
			continue;
		WASL_TRY(j->inside ? within(j, c, err) : between(j, c, err));
		if (c == '\n')
			j->line++;
	}
	return WASL_OK;
}

wasl_status json_items_finish(const struct json_items *j, struct wasl_err *err)
{
	if (j->inside)
		return wasl_fault_of(err, WASL_MALFORMED, "", "cut-object",
				     WASL_FAULT_N("line", j->since));
	if (j->array && j->state != END)
		return wasl_fault(err, WASL_MALFORMED, "", "cut");
	return WASL_OK;
}
