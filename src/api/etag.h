/*
 * Entity tags (RFC 9110 §8.8, §13): an answer is named by its bytes. A GET that
 * names what it has is answered 304; a change that names what it was made upon
 * is refused with 412 when that is not so any more.
 */
#ifndef WASL_API_ETAG_H
#define WASL_API_ETAG_H

#include "api/call.h"

/* Half a SHA-256 in hexadecimal, in quotes. */
#define API_ETAG_MAX 35

/** Strong: other bytes, another tag. Pure. */
void api_etag_write(char out[static API_ETAG_MAX], wasl_bytes body);

/**
 * Whether a header's list names the tag, or is "*". Weak tags count as strong
 * ones. Pure.
 */
bool api_etag_in(wasl_text list, const char *etag);

/** What two officers may change: the change, and where it is read. */
struct api_guard {
	api_handler change;
	api_handler read;
	wasl_right right; /* that `read` needs */
};

/** NULL: this handler changes nothing of that sort. */
const struct api_guard *api_guard_of(api_handler change);

/**
 * If-Match, where the call has it: what is read now has the tag that the caller
 * saw. The caller keeps others from changing it until he has done so.
 *
 * Err:  CHANGED  it is another by now
 *       and those of reading it
 */
wasl_status api_guard_check(struct api_call *call,
			    const struct api_guard *guard,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
