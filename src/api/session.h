/* Who is speaking: the kernel's uid, through wasl.json, to an officer. */
#ifndef WASL_API_SESSION_H
#define WASL_API_SESSION_H

#include "node/config.h"

/**
 * The configuration's officers, read again whenever the file has changed, so
 * that a new officer needs no restart. A file that does not parse changes
 * nothing and is told by `wasl status`.
 */
struct api_session;

/** In: dir  with wasl.json; borrowed. Err: as wasl_node_config_load */
wasl_status api_session_new(struct api_session **out, const char *dir,
			    struct wasl_err *err) WASL_MUST_USE;
void api_session_free(struct api_session *session);

/**
 * The officer for whom this uid speaks.
 *
 * In:   as   of the header Wasl-As, or {NULL, 0}
 * Out:  out  his name
 * Err:  DENIED  as wasl_node_config_officer
 * Thread: any.
 */
wasl_status api_session_officer(struct api_session *session,
				char out[static WASL_OFFICER_NAME_MAX + 1],
				uint32_t uid, wasl_text as,
				struct wasl_err *err) WASL_MUST_USE;

/** What is wrong with the file as it is now; "" if nothing is. */
void api_session_fault(struct api_session *session,
		       char out[static WASL_ERR_TEXT_MAX]);

#endif
