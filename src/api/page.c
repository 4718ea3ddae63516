/*
 *	place = at "." then "." id
 *	at, then = decimal digits     id = visible ASCII
 */
#include "api/page.h"

#include "api/decode.h"
#include "base/text.h"
#include "kind/fault.h"

#include <inttypes.h>
#include <stdio.h>

static bool take_number(int64_t *out, wasl_text *in)
{
	const char *dot = memchr(in->p, '.', in->n);
	size_t n = dot == NULL ? 0 : (size_t)(dot - in->p);
	uint64_t v;

	if (dot == NULL || !wasl_decimal_parse(&v, (wasl_text){in->p, n}) ||
	    v > INT64_MAX)
		return false;
	*out = (int64_t)v;
	*in = (wasl_text){in->p + n + 1, in->n - n - 1};
	return true;
}

static bool is_id(wasl_text in)
{
	for (size_t i = 0; i < in.n; i++)
		if (in.p[i] <= 0x20 || in.p[i] >= 0x7f)
			return false;
	return in.n <= API_PAGE_ID_MAX;
}

wasl_status api_place_parse(struct api_place *out, wasl_text in,
			    const char *name, struct wasl_err *err)
{
	*out = (struct api_place){0};
	if (in.p == NULL || !take_number(&out->at, &in) ||
	    !take_number(&out->then, &in) || !is_id(in)) {
		*out = (struct api_place){0};
		return wasl_fault(err, WASL_SCHEMA, name, "page");
	}
	memcpy(out->id, in.p, in.n);
	return WASL_OK;
}

json_t *api_place_json(const struct api_place *place)
{
	char text[2 * 20 + API_PAGE_ID_MAX + 3];

	wasl_assert(place->at >= 0 && place->then >= 0);
	snprintf(text, sizeof(text), "%" PRId64 ".%" PRId64 ".%s", place->at,
		 place->then, place->id);
	return json_string(text);
}

bool api_place_behind(const struct api_place *a, const struct api_place *b)
{
	if (a->at != b->at)
		return a->at > b->at;
	if (a->then != b->then)
		return a->then > b->then;
	return strcmp(a->id, b->id) > 0;
}

wasl_status api_page_get(struct api_page *out,
			 const struct wasl_http_request *req, uint32_t usual,
			 uint32_t max, struct wasl_err *err)
{
	int64_t limit = usual;
	wasl_text v;

	*out = (struct api_page){0};
	if (wasl_http_query(req, "limit", &v))
		WASL_TRY(api_decode_number(&limit, v, max, "limit", err));
	out->limit = (uint32_t)limit;
	out->behind = wasl_http_query(req, "after", &v);
	return out->behind ? api_place_parse(&out->after, v, "after", err)
			   : WASL_OK;
}

json_t *api_page_next(const struct api_page *page, size_t n,
		      const struct api_place *last)
{
	return n > page->limit ? api_place_json(last) : json_null();
}

wasl_status api_slice_begin(struct api_slice *out,
			    const struct wasl_http_request *req, uint32_t max,
			    struct wasl_err *err)
{
	*out = (struct api_slice){0};
	return api_page_get(&out->page, req, max, max, err);
}

bool api_slice_takes(struct api_slice *slice, const struct api_place *place)
{
	if (slice->page.behind && !api_place_behind(place, &slice->page.after))
		return false;
	if (slice->n > slice->page.limit || slice->n++ == slice->page.limit)
		return false;
	slice->last = *place;
	return true;
}

json_t *api_slice_next(const struct api_slice *slice)
{
	return api_page_next(&slice->page, slice->n, &slice->last);
}
