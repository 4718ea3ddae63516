#include "base/text.h"

#include "base/limits.h"

#define REPLACEMENT 0xfffdu

/*
 * One code point by the table of RFC 3629 §4. Returns its length, or 0 where
 * the bytes are ill-formed.
 */
static size_t decode(uint32_t *cp, const uint8_t *p, size_t n)
{
	uint8_t lead = p[0];
	uint32_t lowest;
	size_t len;

	if (lead < 0x80) {
		*cp = lead;
		return 1;
	}
	if (lead >= 0xc2 && lead <= 0xdf) {
		len = 2;
		lowest = 0x80;
		*cp = lead & 0x1fu;
	} else if (lead >= 0xe0 && lead <= 0xef) {
		len = 3;
		lowest = 0x800;
		*cp = lead & 0x0fu;
	} else if (lead >= 0xf0 && lead <= 0xf4) {
		len = 4;
		lowest = 0x10000;
		*cp = lead & 0x07u;
	} else {
		return 0;
	}
	if (len > n)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (p[i] & 0x3fu);
	}
	if (*cp < lowest || *cp > 0x10ffff || (*cp >= 0xd800 && *cp <= 0xdfff))
		return 0;
	return len;
}

/* Steps over ASCII, eight bytes at a time where there are as many. */
static size_t ascii_run(wasl_bytes in, size_t at)
{
	uint64_t word;

	for (; at + sizeof(word) <= in.n; at += sizeof(word)) {
		memcpy(&word, in.p + at, sizeof(word));
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	while (at < in.n && in.p[at] < 0x80)
		at++;
	return at;
}

bool wasl_utf8_valid(wasl_bytes in)
{
	uint32_t cp;

	for (size_t at = ascii_run(in, 0); at < in.n; at = ascii_run(in, at)) {
		size_t len = decode(&cp, in.p + at, in.n - at);

		if (len == 0)
			return false;
		at += len;
	}
	return true;
}

uint32_t wasl_utf8_next(wasl_bytes in, size_t *at)
{
	uint32_t cp = REPLACEMENT;
	size_t len;

	if (*at >= in.n)
		return REPLACEMENT;
	len = decode(&cp, in.p + *at, in.n - *at);
	*at += len == 0 ? 1 : len;
	return len == 0 ? REPLACEMENT : cp;
}

size_t wasl_utf8_put(uint8_t out[static 4], uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (uint8_t)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (uint8_t)(0xc0 | cp >> 6);
		out[1] = (uint8_t)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (uint8_t)(0xe0 | cp >> 12);
		out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (uint8_t)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (uint8_t)(0xf0 | (cp >> 18 & 0x07));
	out[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (uint8_t)(0x80 | (cp & 0x3f));
	return 4;
}

bool wasl_decimal_parse(uint64_t *out, wasl_text in)
{
	uint64_t v = 0;

	*out = 0;
	if (in.n == 0 || (in.n > 1 && in.p[0] == '0'))
		return false;
	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] < '0' || in.p[i] > '9')
			return false;
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(in.p[i] - '0'), &v))
			return false;
	}
	*out = v;
	return true;
}

bool wasl_node_name_valid(wasl_text in)
{
	if (in.n == 0 || in.n > WASL_NODE_NAME_MAX)
		return false;
	for (size_t i = 0; i < in.n; i++) {
		char c = in.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '.' || c == '-'))
			return false;
	}
	return true;
}

bool wasl_line_valid(wasl_text line, size_t max)
{
	wasl_bytes in = wasl_text_bytes(line);

	for (size_t at = 0; at < in.n;) {
		uint32_t c = wasl_utf8_next(in, &at);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c ||
		    (c >= 0x200b && c <= 0x200f) ||
		    (c >= 0x2028 && c <= 0x202e) ||
		    (c >= 0x2060 && c <= 0x206f) || c == 0xfeff)
			return false;
	}
	return line.n > 0 && line.n <= max;
}

wasl_text wasl_text_digits(char *space, size_t n, wasl_text in)
{
	struct wasl_buf buf = {(uint8_t *)space, 0, n, false};

	for (size_t at = 0; at < in.n;) {
		size_t from = at;
		uint32_t cp = wasl_utf8_next(wasl_text_bytes(in), &at);

		if (at - from > n - buf.n)
			break;
		if (cp >= 0x660 && cp <= 0x669)
			wasl_buf_put_u8(&buf, (uint8_t)('0' + cp - 0x660));
		else if (cp >= 0x6f0 && cp <= 0x6f9)
			wasl_buf_put_u8(&buf, (uint8_t)('0' + cp - 0x6f0));
		else
			wasl_buf_put(&buf, in.p + from, at - from);
	}
	return (wasl_text){space, buf.n};
}
