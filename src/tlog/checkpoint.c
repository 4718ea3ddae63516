#include "tlog/checkpoint.h"

#include "base/encode.h"
#include "base/text.h"

#include <stdio.h>

static const char line_part[] = "/line/";
#define LINE_PART_LEN (sizeof(line_part) - 1)

static wasl_status bad_origin(struct wasl_err *err, const char *rule)
{
	return wasl_fail(err, WASL_MALFORMED, "origin: %s", rule);
}

wasl_status wasl_origin_parse(struct wasl_origin_parts *out, wasl_text in,
			      struct wasl_err *err)
{
	struct wasl_origin_parts o = {.epoch = 1};
	const char *slash = in.n == 0 ? NULL : memchr(in.p, '/', in.n);
	uint64_t epoch;

	*out = (struct wasl_origin_parts){0};
	if (slash == NULL)
		return bad_origin(err, "not <node>/line/<partner>");
	o.node = (wasl_text){in.p, (size_t)(slash - in.p)};
	in = (wasl_text){slash, in.n - o.node.n};
	if (in.n < LINE_PART_LEN || memcmp(in.p, line_part, LINE_PART_LEN) != 0)
		return bad_origin(err, "not <node>/line/<partner>");
	in = (wasl_text){in.p + LINE_PART_LEN, in.n - LINE_PART_LEN};
	slash = in.n == 0 ? NULL : memchr(in.p, '/', in.n);
	o.partner = in;
	if (slash != NULL) {
		o.partner.n = (size_t)(slash - in.p);
		in = (wasl_text){slash + 1, in.n - o.partner.n - 1};
		/* The first epoch is not written, so it has one spelling. */
		if (!wasl_decimal_parse(&epoch, in) || epoch < 2 ||
		    epoch > WASL_EPOCH_MAX)
			return bad_origin(err, "bad epoch");
		o.epoch = (uint32_t)epoch;
	}
	if (!wasl_node_name_valid(o.node) || !wasl_node_name_valid(o.partner))
		return bad_origin(err, "bad node name");
	if (wasl_text_eq(o.node, o.partner))
		return bad_origin(err, "a line from a node to itself");
	*out = o;
	return WASL_OK;
}

void wasl_origin_write(char out[static WASL_ORIGIN_MAX + 1],
		       const struct wasl_origin_parts *origin)
{
	int n = snprintf(out, WASL_ORIGIN_MAX + 1, "%.*s/line/%.*s",
			 (int)origin->node.n, origin->node.p,
			 (int)origin->partner.n, origin->partner.p);

	wasl_assert(n > 0 && n < WASL_ORIGIN_MAX);
	if (origin->epoch > 1)
		snprintf(out + n, (size_t)(WASL_ORIGIN_MAX + 1 - n), "/%u",
			 origin->epoch);
}

/* Take one line without its LF; false if there is none. */
static bool take_line(wasl_text *line, wasl_bytes *in)
{
	const uint8_t *lf = in->n == 0 ? NULL : memchr(in->p, '\n', in->n);

	if (lf == NULL)
		return false;
	*line = (wasl_text){(const char *)in->p, (size_t)(lf - in->p)};
	*in = (wasl_bytes){lf + 1, in->n - line->n - 1};
	return true;
}

static wasl_status bad_checkpoint(struct wasl_err *err, const char *rule)
{
	return wasl_fail(err, WASL_MALFORMED, "checkpoint: %s", rule);
}

wasl_status wasl_checkpoint_parse(struct wasl_checkpoint *out, wasl_bytes text,
				  struct wasl_err *err)
{
	struct wasl_checkpoint c;
	struct wasl_origin_parts origin;
	wasl_text size, root;

	*out = (struct wasl_checkpoint){0};
	if (!take_line(&c.origin, &text) || !take_line(&size, &text) ||
	    !take_line(&root, &text) || text.n != 0)
		return bad_checkpoint(err, "not exactly three lines");
	WASL_TRY(wasl_origin_parse(&origin, c.origin, err));
	if (!wasl_decimal_parse(&c.size, size))
		return bad_checkpoint(
			err, "the size is not decimal without leading zeros");
	if (wasl_base64_parse_exact(c.root.b, sizeof(c.root.b), root) !=
	    WASL_OK)
		return bad_checkpoint(err,
				      "the root is not base64 of 32 bytes");
	*out = c;
	return WASL_OK;
}

void wasl_checkpoint_write(struct wasl_buf *out,
			   const struct wasl_checkpoint *checkpoint)
{
	char root[WASL_BASE64_LEN(sizeof(checkpoint->root.b)) + 1];
	char size[24];

	snprintf(size, sizeof(size), "\n%llu\n",
		 (unsigned long long)checkpoint->size);
	wasl_base64_write(root, WASL_BYTES(checkpoint->root.b));
	wasl_buf_put(out, checkpoint->origin.p, checkpoint->origin.n);
	wasl_buf_put_text(out, size);
	wasl_buf_put_text(out, root);
	wasl_buf_put_u8(out, '\n');
}

wasl_status wasl_checkpoint_open(struct wasl_checkpoint *out,
				 struct wasl_note *note, wasl_bytes in,
				 const struct wasl_vkey *key,
				 struct wasl_err *err)
{
	struct wasl_checkpoint c;

	*out = (struct wasl_checkpoint){0};
	WASL_TRY(wasl_note_parse(note, in, err));
	WASL_TRY(wasl_checkpoint_parse(&c, note->text, err));
	if (!wasl_text_is(c.origin, key->name))
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "checkpoint: of %.*s, not of %s",
				 (int)c.origin.n, c.origin.p, key->name);
	WASL_TRY(wasl_note_verify(NULL, note, key, 1, err));
	*out = c;
	return WASL_OK;
}
