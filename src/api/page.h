/*
 * Pages of lists (docs/api.md, Pages): `limit` and `after` of the query, `next`
 * of the answer. A place is a row's own place in the list's order, so that what
 * comes or goes meanwhile neither doubles nor hides a row.
 */
#ifndef WASL_API_PAGE_H
#define WASL_API_PAGE_H

#include "http/message.h"

#include <jansson.h>

/* Of what names a row among those of one place. */
#define API_PAGE_ID_MAX 128

/** A row's place: two numbers, then its name. */
struct api_place {
	int64_t at, then; /* 0 and more */
	char id[API_PAGE_ID_MAX +
		1]; /* visible ASCII; "": numbers are enough */
};

struct api_page {
	uint32_t limit;
	bool behind; /* `after` is there: only what stands behind it */
	struct api_place after;
};

/**
 * In:   usual, max  rows of a page: without a limit, and at most
 * Err:  SCHEMA  pointer "limit" or "after"
 */
wasl_status api_page_get(struct api_page *out,
			 const struct wasl_http_request *req, uint32_t usual,
			 uint32_t max, struct wasl_err *err) WASL_MUST_USE;

/** As text; a new reference. */
json_t *api_place_json(const struct api_place *place);

/** `next` of an answer, of which one row more than the page was read: `n` rows,
 * the page's last at `last`; null where the list ends. A new reference. */
json_t *api_page_next(const struct api_page *page, size_t n,
		      const struct api_place *last);

/**
 * A page of a list that is held whole: its rows are shown one after the other,
 * in rising order of their places.
 */
struct api_slice {
	struct api_page page;
	size_t n;	       /* rows of the page, and one behind */
	struct api_place last; /* of the page */
};

/** As api_page_get; without a limit `max` rows. Err: SCHEMA. */
wasl_status api_slice_begin(struct api_slice *out,
			    const struct wasl_http_request *req, uint32_t max,
			    struct wasl_err *err) WASL_MUST_USE;

/** Is the row at this place on the page? */
bool api_slice_takes(struct api_slice *slice, const struct api_place *place);

/** `next` of the answer. A new reference. */
json_t *api_slice_next(const struct api_slice *slice);

/** Parse what api_place_json wrote. Err: SCHEMA, under `name`. Pure. */
wasl_status api_place_parse(struct api_place *out, wasl_text in,
			    const char *name,
			    struct wasl_err *err) WASL_MUST_USE;

/** Whether `a` stands behind `b` in rising order. Pure. */
bool api_place_behind(const struct api_place *a, const struct api_place *b);

#endif
