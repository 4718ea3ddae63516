#include "http/headers.h"

#include "base/text.h"

#include "base/banned.h"

bool wasl_http_is_token(wasl_bytes in)
{
	for (size_t i = 0; i < in.n; i++) {
		uint8_t c = in.p[i];

		if (c <= 0x20 || c >= 0x7f ||
		    strchr("\"(),/:;<=>?@[\\]{}", c) != NULL)
			return false;
	}
	return in.n > 0;
}

static bool is_value(wasl_bytes in)
{
	for (size_t i = 0; i < in.n; i++)
		if ((in.p[i] < 0x20 && in.p[i] != '\t') || in.p[i] == 0x7f)
			return false;
	return true;
}

static uint8_t lower_of(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 0x20) : c;
}

static bool same_letters(wasl_bytes a, wasl_bytes b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower_of(a.p[i]) != lower_of(b.p[i]))
			return false;
	return true;
}

bool wasl_http_is_same(wasl_bytes in, const char *lower)
{
	return same_letters(in, wasl_bytes_of(lower, strlen(lower)));
}

const struct wasl_http_header_line *
wasl_http_headers_find(const struct wasl_http_header_line *lines, size_t n,
		       const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (wasl_http_is_same(lines[i].name, name))
			return &lines[i];
	return NULL;
}

static bool is_allowed(wasl_bytes name, const char *const *allowed)
{
	if (allowed == NULL)
		return true;
	for (; *allowed != NULL; allowed++)
		if (wasl_http_is_same(name, *allowed))
			return true;
	return false;
}

/* A name in an error text, cut to a readable length. */
static int printed(wasl_bytes name)
{
	return name.n < 64 ? (int)name.n : 64;
}

static wasl_status check_line(const struct wasl_http_header_line *lines,
			      size_t at, const char *const *allowed,
			      struct wasl_err *err)
{
	const struct wasl_http_header_line *line = &lines[at];

	if (!wasl_http_is_token(line->name))
		return wasl_fail(err, WASL_MALFORMED,
				 "a header name is not a token");
	/* Safe to print: a token is visible ASCII. */
	if (!is_value(line->value))
		return wasl_fail(err, WASL_MALFORMED,
				 "header %.*s holds a control character",
				 printed(line->name), line->name.p);
	if (!is_allowed(line->name, allowed))
		return wasl_fail(err, WASL_MALFORMED,
				 "header %.*s is not used here",
				 printed(line->name), line->name.p);
	for (size_t i = 0; i < at; i++)
		if (same_letters(lines[i].name, line->name))
			return wasl_fail(err, WASL_MALFORMED,
					 "header %.*s is given twice",
					 printed(line->name), line->name.p);
	return WASL_OK;
}

static wasl_status check_framing(struct wasl_http_framing *out,
				 const struct wasl_http_header_line *length,
				 const struct wasl_http_header_line *encoding,
				 struct wasl_err *err)
{
	wasl_text digits;

	if (length != NULL && encoding != NULL)
		return wasl_fail(err, WASL_MALFORMED,
				 "Content-Length and Transfer-Encoding");
	if (encoding != NULL && !wasl_http_is_same(encoding->value, "chunked"))
		return wasl_fail(err, WASL_MALFORMED,
				 "transfer encoding other than chunked");
	out->chunked = encoding != NULL;
	if (length == NULL)
		return WASL_OK;
	digits = (wasl_text){(const char *)length->value.p, length->value.n};
	if (!wasl_decimal_parse(&out->size, digits))
		return wasl_fail(err, WASL_MALFORMED,
				 "Content-Length is not a number");
	out->sized = true;
	return WASL_OK;
}

static wasl_status check(struct wasl_http_framing *out,
			 const struct wasl_http_header_line *lines, size_t n,
			 const char *const *allowed, struct wasl_err *err)
{
	const struct wasl_http_header_line *host;

	for (size_t i = 0; i < n; i++)
		WASL_TRY(check_line(lines, i, allowed, err));
	host = wasl_http_headers_find(lines, n, "host");
	if (host == NULL || host->value.n == 0)
		return wasl_fail(err, WASL_MALFORMED, "no Host");
	return check_framing(
		out, wasl_http_headers_find(lines, n, "content-length"),
		wasl_http_headers_find(lines, n, "transfer-encoding"), err);
}

wasl_status wasl_http_headers_check(struct wasl_http_framing *out,
				    const struct wasl_http_header_line *lines,
				    size_t n, const char *const *allowed,
				    struct wasl_err *err)
{
	struct wasl_http_framing framing = {0};
	wasl_status status = check(&framing, lines, n, allowed, err);

	*out = status == WASL_OK ? framing : (struct wasl_http_framing){0};
	return status;
}
