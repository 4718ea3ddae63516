#include "http/uri.h"

#include "base/text.h"

#include "base/banned.h"

static int hex(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static bool is_alnum(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* RFC 3986 §3.3: pchar = unreserved / pct-encoded / sub-delims / ":" / "@" */
static bool is_pchar(uint8_t c)
{
	return is_alnum(c) || (c != 0 && strchr("-._~!$&'()*+,;=:@", c));
}

/* RFC 3986 §3.4: query = *( pchar / "/" / "?" ) */
static bool is_query_char(uint8_t c)
{
	return is_pchar(c) || c == '/' || c == '?';
}

/*
 * Decode one component to the end of `to`; MALFORMED where a character may not
 * stand there, an encoding is incomplete, or the result is not clean text.
 */
static wasl_status decode(wasl_text *out, char *to, size_t *used, wasl_bytes in,
			  bool query, struct wasl_err *err)
{
	char *start = to + *used;
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		uint8_t c = in.p[i];

		if (c == '%') {
			if (in.n - i < 3 || hex(in.p[i + 1]) < 0 ||
			    hex(in.p[i + 2]) < 0)
				return wasl_fail(err, WASL_MALFORMED,
						 "incomplete percent-encoding");
			c = (uint8_t)(hex(in.p[i + 1]) << 4 | hex(in.p[i + 2]));
			i += 2;
			if (c < 0x20 || c == 0x7f || (c == '/' && !query))
				return wasl_fail(err, WASL_MALFORMED,
						 "%%%02X may not stand there",
						 c);
		} else if (!(query ? is_query_char(c) : is_pchar(c))) {
			return wasl_fail(err, WASL_MALFORMED,
					 "character 0x%02x is not allowed", c);
		} else if (query && c == '+') {
			c = ' ';
		}
		start[n++] = (char)c;
	}
	if (!wasl_utf8_valid(wasl_bytes_of(start, n)))
		return wasl_fail(err, WASL_MALFORMED, "not UTF-8");
	*used += n;
	*out = (wasl_text){start, n};
	return WASL_OK;
}

/* The part of `rest` before the first `c`; `rest` then begins behind it. */
static wasl_bytes split(wasl_bytes *rest, char c)
{
	const uint8_t *at = rest->n == 0 ? NULL : memchr(rest->p, c, rest->n);
	wasl_bytes front = *rest;

	if (at == NULL) {
		*rest = (wasl_bytes){NULL, 0};
		return front;
	}
	front.n = (size_t)(at - rest->p);
	*rest = wasl_bytes_of(at + 1, rest->n - front.n - 1);
	return front;
}

static wasl_status parse_path(struct wasl_http_uri *out, size_t *used,
			      wasl_bytes path, struct wasl_err *err)
{
	if (path.n == 0 || path.p[0] != '/')
		return wasl_fail(err, WASL_MALFORMED, "not an absolute path");
	out->space[(*used)++] = '/';
	if (path.n == 1)
		return WASL_OK;
	if (path.p[path.n - 1] == '/')
		return wasl_fail(err, WASL_MALFORMED, "empty segment");
	path = wasl_bytes_of(path.p + 1, path.n - 1);
	while (path.n > 0) {
		wasl_text *segment = &out->segments[out->segments_n];

		if (out->segments_n == WASL_HTTP_SEGMENTS_MAX)
			return wasl_fail(err, WASL_TOO_BIG,
					 "too many segments");
		if (out->segments_n++ > 0)
			out->space[(*used)++] = '/';
		WASL_TRY(decode(segment, out->space, used, split(&path, '/'),
				false, err));
		if (segment->n == 0)
			return wasl_fail(err, WASL_MALFORMED, "empty segment");
		if (wasl_text_is(*segment, ".") || wasl_text_is(*segment, ".."))
			return wasl_fail(err, WASL_MALFORMED, "a dot segment");
	}
	return WASL_OK;
}

static bool is_name(wasl_text name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!is_alnum((uint8_t)name.p[i]) &&
		    strchr("_.-", name.p[i]) == NULL)
			return false;
	return name.n > 0;
}

static wasl_status parse_pair(struct wasl_http_uri *out, size_t *used,
			      wasl_bytes pair, struct wasl_err *err)
{
	struct wasl_http_pair *p = &out->query[out->query_n];
	wasl_bytes value = pair;
	wasl_bytes name = split(&value, '=');

	if (out->query_n == WASL_HTTP_QUERY_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "too many query values");
	if (name.n == pair.n)
		return wasl_fail(err, WASL_MALFORMED, "query without a value");
	WASL_TRY(decode(&p->name, out->space, used, name, true, err));
	WASL_TRY(decode(&p->value, out->space, used, value, true, err));
	if (!is_name(p->name))
		return wasl_fail(err, WASL_MALFORMED, "bad query name");
	for (size_t i = 0; i < out->query_n; i++)
		if (wasl_text_eq(out->query[i].name, p->name))
			return wasl_fail(err, WASL_MALFORMED,
					 "query name given twice");
	out->query_n++;
	return WASL_OK;
}

static wasl_status parse(struct wasl_http_uri *out, wasl_bytes in,
			 struct wasl_err *err)
{
	wasl_bytes query = in;
	wasl_bytes path = split(&query, '?');
	size_t used = 0;

	WASL_TRY(parse_path(out, &used, path, err));
	out->path = (wasl_text){out->space, used};
	if (path.n == in.n)
		return WASL_OK;
	/* "/a?" and "/a?x=1&" would be second spellings. */
	if (query.n == 0 || query.p[query.n - 1] == '&')
		return wasl_fail(err, WASL_MALFORMED, "empty query");
	while (query.n > 0)
		WASL_TRY(parse_pair(out, &used, split(&query, '&'), err));
	return WASL_OK;
}

wasl_status wasl_http_uri_parse(struct wasl_http_uri *out, wasl_bytes in,
				struct wasl_err *err)
{
	wasl_status status;

	out->path = (wasl_text){NULL, 0};
	out->segments_n = 0;
	out->query_n = 0;
	if (in.n > WASL_HTTP_URI_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "target longer than %d",
				 WASL_HTTP_URI_MAX);
	status = parse(out, in, err);
	if (status != WASL_OK) {
		out->segments_n = 0;
		out->query_n = 0;
		wasl_err_prefix(err, "request target");
	}
	return status;
}
