/*
 * Cutting a long JSON text into objects without holding it whole:
 *
 *	{…}  {…}  {…}     one behind the other, or one a line
 *	[{…}, {…}, {…}]   the elements of one array
 *
 * Only brackets and quotes are looked at; whether an object is JSON its taker
 * finds out. Private to this room.
 */
#ifndef WASL_WATCH_ITEMS_H
#define WASL_WATCH_ITEMS_H

#include "base/bytes.h"
#include "base/limits.h"

struct json_items;

/** An object's text, from `{` to its `}`. Not OK ends the cutting. */
typedef wasl_status (*json_item)(void *ctx, wasl_bytes text, uint64_t line,
				 struct wasl_err *err);

/** Out:  out  caller frees with json_items_free */
wasl_status json_items_new(struct json_items **out, json_item item, void *ctx,
			   struct wasl_err *err) WASL_MUST_USE;
void json_items_free(struct json_items *items);

/**
 * Err:  MALFORMED  not such a text, with the line
 *       TOO_BIG    an object over WASL_WATCH_OBJECT_MAX
 */
wasl_status json_items_feed(struct json_items *j, wasl_bytes in,
			    struct wasl_err *err) WASL_MUST_USE;
/** MALFORMED: it ends inside something. */
wasl_status json_items_finish(const struct json_items *j,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
