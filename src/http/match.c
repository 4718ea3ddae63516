#include "http/match.h"

#include "kind/fault.h"

#include "base/banned.h"

/* Step through a pattern's segments; false behind the last. */
static bool next_segment(wasl_text *segment, const char **at)
{
	const char *start = *at;

	if (*start != '/' || start[1] == '\0')
		return false;
	start++;
	*at = strchr(start, '/');
	if (*at == NULL)
		*at = start + strlen(start);
	*segment = (wasl_text){start, (size_t)(*at - start)};
	return true;
}

/* {name} or {name*}. */
static bool is_name(wasl_text s, wasl_text *name, bool *rest)
{
	if (s.n < 3 || s.p[0] != '{' || s.p[s.n - 1] != '}')
		return false;
	*rest = s.p[s.n - 2] == '*';
	*name = (wasl_text){s.p + 1, s.n - (*rest ? 3 : 2)};
	return true;
}

/* From the segment `at` to the end of the path. */
static wasl_text tail(const struct wasl_http_uri *uri, size_t at)
{
	const char *start = uri->segments[at].p;

	return (wasl_text){start, (size_t)(uri->path.p + uri->path.n - start)};
}

/*
 * Whether a pattern fits; *literal then has a bit a segment, the first one
 * highest, set where the pattern is literal: the larger the better the fit.
 */
static bool fits(struct http_match *m, uint32_t *literal, const char *pattern,
		 const struct wasl_http_uri *uri)
{
	wasl_text segment;
	size_t at = 0;

	m->params_n = 0;
	*literal = 0;
	while (next_segment(&segment, &pattern)) {
		struct wasl_http_pair *param = &m->params[m->params_n];
		bool rest = false;

		if (at == uri->segments_n)
			return false;
		if (is_name(segment, &param->name, &rest)) {
			wasl_assert(m->params_n++ < WASL_HTTP_PARAMS_MAX);
			param->value = rest ? tail(uri, at) : uri->segments[at];
			if (rest)
				return true;
		} else if (wasl_text_eq(segment, uri->segments[at])) {
			*literal |= 1u << (31 - at);
		} else {
			return false;
		}
		at++;
	}
	return at == uri->segments_n;
}

static bool method_fits(const struct wasl_http_route *route, const char *method)
{
	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	return strcmp(route->method, method) == 0;
}

enum http_found http_route_find(struct http_match *out,
				const struct wasl_http_route *routes, size_t n,
				const char *method,
				const struct wasl_http_uri *uri)
{
	enum http_found found = HTTP_NO_PATH;
	uint32_t best = 0;

	for (size_t i = 0; i < n; i++) {
		struct http_match m;
		uint32_t literal;

		if (!fits(&m, &literal, routes[i].pattern, uri))
			continue;
		if (!method_fits(&routes[i], method)) {
			if (found == HTTP_NO_PATH)
				found = HTTP_NO_METHOD;
			continue;
		}
		if (found == HTTP_FOUND && literal <= best)
			continue;
		found = HTTP_FOUND;
		best = literal;
		m.route = &routes[i];
		*out = m;
	}
	return found;
}

void http_route_methods(struct wasl_buf *out,
			const struct wasl_http_route *routes, size_t n,
			const struct wasl_http_uri *uri)
{
	for (size_t i = 0; i < n; i++) {
		struct http_match m;
		uint32_t literal;

		if (!fits(&m, &literal, routes[i].pattern, uri))
			continue;
		if (out->n > 0)
			wasl_buf_put_text(out, ", ");
		wasl_buf_put_text(out, routes[i].method);
	}
}

wasl_status http_query_check(const struct wasl_http_route *route,
			     const struct wasl_http_uri *uri,
			     struct wasl_err *err)
{
	for (size_t i = 0; i < uri->query_n; i++) {
		const char *const *name = route->query;

		while (name != NULL && *name != NULL &&
		       !wasl_text_is(uri->query[i].name, *name))
			name++;
		if (name == NULL || *name == NULL)
			return wasl_fault_of(
				err, WASL_MALFORMED, "", "query-name",
				WASL_FAULT_T("name", uri->query[i].name));
	}
	return WASL_OK;
}
