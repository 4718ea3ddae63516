/* What the routes about signing in share. */
#ifndef WASL_API_SIGN_H
#define WASL_API_SIGN_H

#include "api/api.h"
#include "api/call.h"
#include "api/site.h"

/** Somebody has just signed in (call->key, session): the cookie, and the
 * session document. */
wasl_status api_signed_in(struct api_call *call,
			  struct wasl_err *err) WASL_MUST_USE;
/** The session document of the caller. */
wasl_status api_tell_session(struct api_call *call,
			     struct wasl_err *err) WASL_MUST_USE;
/** Err: RULE  the caller is not one who has signed in himself. */
wasl_status api_need_session(const struct api_call *call,
			     struct wasl_err *err) WASL_MUST_USE;

/** ORIGIN/#enrol=TOKEN; behind the # it is sent to no server and in no
 * Referer. */
void api_link_write(char out[static WASL_API_LINK_MAX],
		    const struct api_site *site,
		    const struct wasl_secret *token);

#endif
