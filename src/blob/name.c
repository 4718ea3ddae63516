#include "blob/name.h"

#include "base/text.h"

/* An ending that is kept when a name is cut, with its dot. */
#define ENDING_MAX 16

static wasl_bytes last_part(wasl_bytes path)
{
	size_t from = path.n;

	while (from > 0 && path.p[from - 1] != '/' && path.p[from - 1] != '\\')
		from--;
	return wasl_bytes_of(path.p + from, path.n - from);
}

static bool at_end(uint8_t c)
{
	return c == '.' || c == ' ';
}

/* Where the ending begins, the last dot and what follows; or in.n. */
static size_t ending(wasl_bytes in)
{
	for (size_t at = in.n; at-- > 1 && in.n - at <= ENDING_MAX;)
		if (in.p[at] == '.')
			return at;
	return in.n;
}

/* What of `in` may stand in a name, as far as `bytes` and `points` reach. */
static size_t take(uint8_t *out, size_t bytes, size_t points, wasl_bytes in)
{
	size_t n = 0;
	size_t at = 0;

	while (at < in.n && points > 0) {
		uint32_t cp = wasl_utf8_next(in, &at);
		uint8_t one[4];
		size_t k;

		/* U+FFFD, which stands for bytes that are no text, too. */
		if (!wasl_blob_name_takes(cp))
			continue;
		k = wasl_utf8_put(one, cp);
		if (n + k > bytes)
			break;
		memcpy(out + n, one, k);
		n += k;
		points--;
	}
	return n;
}

bool wasl_blob_name_clean(char out[static WASL_BLOB_NAME_BYTES_MAX + 1],
			  wasl_bytes path)
{
	wasl_bytes in = last_part(path);
	size_t dot = ending(in);
	uint8_t tail[4 * ENDING_MAX];
	size_t tail_n = take(tail, sizeof(tail), ENDING_MAX,
			     wasl_bytes_of(in.p + dot, in.n - dot));
	uint8_t *space = (uint8_t *)out;
	size_t n =
		take(space, WASL_BLOB_NAME_BYTES_MAX - tail_n,
		     WASL_BLOB_NAME_MAX - ENDING_MAX, wasl_bytes_of(in.p, dot));
	size_t lead = 0;

	memcpy(space + n, tail, tail_n);
	n += tail_n;
	while (lead < n && at_end(space[lead]))
		lead++;
	while (n > lead && at_end(space[n - 1]))
		n--;
	memmove(space, space + lead, n - lead);
	n -= lead;
	if (n == 0) {
		memcpy(space, "file", 4);
		n = 4;
	}
	out[n] = '\0';
	wasl_assert(wasl_blob_name_valid((wasl_text){out, n}));
	return n == in.n && memcmp(out, in.p, n) == 0;
}
