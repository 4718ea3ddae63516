/*
 * Who is calling: over the Unix socket the kernel's uid, through wasl.json;
 * over TCP the session of a cookie, or a program's token. Either way an
 * officer, and from there on the same.
 */
#ifndef WASL_API_AUTH_H
#define WASL_API_AUTH_H

#include "api/call.h"
#include "crypto/hash.h"
#include "node/config.h"

/* "wasl=" and more around a key in base64url, with attributes. */
#define API_COOKIE_MAX 160
/* What a program sends behind "Bearer ", before its key in base64url. */
#define API_TOKEN "wasl_"

/**
 * Find out who calls. A cookie counts only with the signs that the screens of
 * this node sent it (docs/api.md, Signing in).
 *
 * Out:  call->actor, via, session, key
 * Err:  SIGN_IN, CSRF, DENIED, MISDIRECTED
 */
wasl_status api_authenticate(struct api_call *call,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * The same for a route that is open to whoever has not signed in.
 *
 * Err:  CSRF, MISDIRECTED
 */
wasl_status api_admit(struct api_call *call,
		      struct wasl_err *err) WASL_MUST_USE;

/** Who called, for as long as his answer runs. */
struct api_caller {
	enum api_via via;
	uid_t uid;
	char as[WASL_OFFICER_NAME_MAX + 1]; /* "": he did not say */
	struct wasl_hash session;	    /* of its key, or a token's */
};

/** Of a call that api_authenticate took. */
void api_caller_of(struct api_caller *out, const struct api_call *call);
/**
 * The officer for whom he speaks now. It is no use of a session, which ends
 * though a stream is open. Any thread.
 *
 * Err:  SIGN_IN, DENIED, NOT_FOUND
 */
wasl_status api_caller_is(struct wasl_api *api, struct wasl_node *node,
			  struct wasl_user *out,
			  const struct api_caller *caller,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * Has the caller the right: by his roles, and, where a token speaks for him,
 * also by its scopes?
 *
 * Err:  DENIED
 */
wasl_status api_need(const struct api_call *call, wasl_right right,
		     struct wasl_err *err) WASL_MUST_USE;

/**
 * May the caller read the node's numbers: a program of this machine, or one
 * with a token whose scopes have the right STATUS?
 *
 * Err:  SIGN_IN, DENIED
 */
wasl_status api_watcher(struct api_call *call,
			struct wasl_err *err) WASL_MUST_USE;

/** The address that a call comes from. */
const char *api_source(struct api_call *call);

/* What a session's key becomes; both zero-ended. */
#define API_CSRF_MAX 44
void api_csrf_write(char out[static API_CSRF_MAX],
		    const struct wasl_secret *key);
/** Put the cookie on the answer; NULL takes it away. */
wasl_status api_cookie(struct api_call *call, const struct wasl_secret *key,
		       struct wasl_err *err) WASL_MUST_USE;

#endif
