/*
 * The reader keeps a stack of frames, one for each open container, and below
 * them frame 0, which holds the one outermost item. An item is done when its
 * last byte is read (a scalar) or when it is left (a container); if it stood
 * in the place of a key, its encoding is compared with that of the key before.
 */
#include "cbor/cbor.h"

#include "base/text.h"

enum { AI_U8 = 24, AI_U64 = 27, AI_INDEFINITE = 31 };
enum { SIMPLE_FALSE = 20, SIMPLE_TRUE = 21, SIMPLE_NULL = 22 };

/* What a first byte says: major type and additional information. */
struct head {
	unsigned major;
	unsigned ai;
};

static const enum wasl_cbor_type types[] = {
	WASL_CBOR_UINT,	 WASL_CBOR_NINT, WASL_CBOR_BYTES, WASL_CBOR_TEXT,
	WASL_CBOR_ARRAY, WASL_CBOR_MAP,	 WASL_CBOR_TAG,
};

static void break_rule(struct wasl_cbor *c, wasl_status status,
		       const char *rule)
{
	if (c->rule != NULL)
		return;
	c->rule = rule;
	c->status = status;
}

static void malformed(struct wasl_cbor *c, const char *rule)
{
	break_rule(c, WASL_MALFORMED, rule);
}

void wasl_cbor_fail(struct wasl_cbor *c, const char *rule)
{
	break_rule(c, WASL_SCHEMA, rule);
}

static struct wasl_cbor_frame *frame(struct wasl_cbor *c)
{
	return &c->frames[c->depth];
}

static size_t left(const struct wasl_cbor *c)
{
	return (size_t)(c->end - c->p);
}

struct wasl_cbor wasl_cbor_init(wasl_bytes in)
{
	static const uint8_t none[1];
	struct wasl_cbor c = {.start = in.n == 0 ? none : in.p};

	c.p = c.start;
	c.at = c.start;
	c.end = c.start + in.n;
	c.frames[0].left = 1;
	return c;
}

wasl_status wasl_cbor_finish(const struct wasl_cbor *c, struct wasl_err *err)
{
	if (c->rule != NULL)
		return wasl_fail(err, c->status, "CBOR: %s at byte %zu",
				 c->rule, (size_t)(c->at - c->start));
	wasl_assert(c->depth == 0 && c->frames[0].left == 0);
	if (c->p != c->end)
		return wasl_fail(err, WASL_MALFORMED,
				 "CBOR: %zu trailing bytes", left(c));
	return WASL_OK;
}

/* The rules that the first byte alone can break. */
static bool head_allowed(struct wasl_cbor *c, struct head h)
{
	bool sized = h.major >= 2 && h.major <= 5;

	if (h.ai == AI_INDEFINITE && sized)
		malformed(c, "indefinite length");
	else if (h.ai > AI_U64)
		malformed(c, "reserved additional information");
	else if (h.major == 7 && h.ai > AI_U8)
		malformed(c, "float");
	else if (h.major == 7 && (h.ai < SIMPLE_FALSE || h.ai > SIMPLE_NULL))
		malformed(c, "simple value");
	return c->rule == NULL;
}

/* The number that a head carries, in shortest form. */
static uint64_t argument(struct wasl_cbor *c, struct head h)
{
	size_t width;
	uint64_t v = 0;

	if (h.ai < AI_U8)
		return h.ai;
	width = (size_t)1 << (h.ai - AI_U8);
	if (width > left(c)) {
		malformed(c, "truncated");
		return 0;
	}
	for (size_t i = 0; i < width; i++)
		v = v << 8 | c->p[i];
	if (v < 24 || (width > 1 && v >> (4 * width) == 0))
		malformed(c, "shortest form");
	else
		c->p += width;
	return v;
}

/* An item of the innermost container is whole. */
static void item_done(struct wasl_cbor *c)
{
	struct wasl_cbor_frame *f = frame(c);
	bool was_key = f->map && f->left % 2 == 0;
	wasl_bytes key = {f->item, (size_t)(c->p - f->item)};
	int order;

	f->left--;
	if (!was_key)
		return;
	order = f->keyed ? wasl_bytes_cmp(f->key, key) : -1;
	if (order == 0)
		malformed(c, "duplicate key");
	else if (order > 0)
		malformed(c, "key order");
	f->key = key;
	f->keyed = true;
}

static void enter(struct wasl_cbor *c, uint64_t items, bool map)
{
	if (c->depth == WASL_CBOR_DEPTH_MAX)
		malformed(c, "depth");
	else if (items > left(c))
		malformed(c, "truncated");
	if (c->rule != NULL)
		return;
	c->depth++;
	*frame(c) =
		(struct wasl_cbor_frame){.left = (uint32_t)items, .map = map};
}

/* Bytes and text: their content follows the head. */
static void take_string(struct wasl_cbor *c, struct wasl_cbor_item *out)
{
	if (out->n > left(c)) {
		malformed(c, "truncated");
		return;
	}
	out->p = c->p;
	if (out->type == WASL_CBOR_TEXT &&
	    !wasl_utf8_valid(wasl_bytes_of(out->p, (size_t)out->n)))
		malformed(c, "UTF-8");
	else
		c->p += out->n;
}

/* What follows a head of this type; a scalar ends here. */
static void take_body(struct wasl_cbor *c, struct wasl_cbor_item *out)
{
	switch (out->type) {
	case WASL_CBOR_BYTES:
	case WASL_CBOR_TEXT:
		take_string(c, out);
		break;
	case WASL_CBOR_ARRAY:
		if (out->n > WASL_CBOR_ITEMS_MAX)
			malformed(c, "items of an array");
		enter(c, out->n, false);
		return;
	case WASL_CBOR_MAP:
		if (out->n > WASL_CBOR_PAIRS_MAX)
			malformed(c, "pairs of a map");
		enter(c, 2 * out->n, true);
		return;
	case WASL_CBOR_TAG:
		if (out->n != WASL_CBOR_TAG_ENCRYPT0 &&
		    out->n != WASL_CBOR_TAG_ENCRYPT)
			malformed(c, "tag");
		enter(c, 1, false);
		return;
	case WASL_CBOR_NONE:
	case WASL_CBOR_UINT:
	case WASL_CBOR_NINT:
	case WASL_CBOR_BOOL:
	case WASL_CBOR_NULL:
		break;
	}
	if (c->rule == NULL)
		item_done(c);
}

static struct head head_at(const struct wasl_cbor *c)
{
	return (struct head){.major = *c->p >> 5, .ai = *c->p & 31};
}

bool wasl_cbor_more(const struct wasl_cbor *c)
{
	return c->rule == NULL && c->frames[c->depth].left > 0;
}

static enum wasl_cbor_type type_of(struct head h)
{
	if (h.major < 7)
		return types[h.major];
	if (h.ai == SIMPLE_FALSE || h.ai == SIMPLE_TRUE)
		return WASL_CBOR_BOOL;
	return h.ai == SIMPLE_NULL ? WASL_CBOR_NULL : WASL_CBOR_NONE;
}

enum wasl_cbor_type wasl_cbor_peek(const struct wasl_cbor *c)
{
	if (!wasl_cbor_more(c) || c->p == c->end)
		return WASL_CBOR_NONE;
	return type_of(head_at(c));
}

bool wasl_cbor_next(struct wasl_cbor *c, struct wasl_cbor_item *out)
{
	struct head h;

	*out = (struct wasl_cbor_item){.type = WASL_CBOR_NONE};
	if (c->rule != NULL)
		return false;
	if (frame(c)->left == 0) {
		wasl_cbor_fail(c, "too few items");
		return false;
	}
	c->at = c->p;
	if (c->p == c->end) {
		malformed(c, "truncated");
		return false;
	}
	h = head_at(c);
	if (!head_allowed(c, h))
		return false;
	frame(c)->item = c->p++;
	out->type = type_of(h);
	out->n = argument(c, h);
	if (out->type == WASL_CBOR_BOOL)
		out->n = h.ai == SIMPLE_TRUE;
	if (c->rule == NULL)
		take_body(c, out);
	if (c->rule != NULL)
		*out = (struct wasl_cbor_item){.type = WASL_CBOR_NONE};
	return c->rule == NULL;
}

void wasl_cbor_leave(struct wasl_cbor *c)
{
	if (c->rule != NULL)
		return;
	wasl_assert(c->depth > 0);
	if (frame(c)->left > 0) {
		wasl_cbor_fail(c, "too many items");
		return;
	}
	c->depth--;
	item_done(c);
}

wasl_bytes wasl_cbor_skip(struct wasl_cbor *c)
{
	const uint8_t *from = c->p;
	size_t depth = c->depth;
	struct wasl_cbor_item item;

	do {
		if (c->depth > depth && !wasl_cbor_more(c))
			wasl_cbor_leave(c);
		else
			(void)wasl_cbor_next(c, &item);
	} while (c->depth > depth && c->rule == NULL);
	if (c->rule != NULL)
		return (wasl_bytes){NULL, 0};
	return (wasl_bytes){from, (size_t)(c->p - from)};
}

wasl_status wasl_cbor_check(wasl_bytes in, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);

	(void)wasl_cbor_skip(&c);
	return wasl_cbor_finish(&c, err);
}
