/* Sessions of the screens: rows, with the hash of the key that a browser
 * holds. */
#ifndef WASL_DESK_SESSION_H
#define WASL_DESK_SESSION_H

#include "crypto/hash.h"
#include "desk/user.h"

/* Without a request it ends after the first, in any case after the second. */
#define WASL_SESSION_IDLE_S (30 * 60)
#define WASL_SESSION_LIFE_S (12 * 3600)
/* A use is written down when the last one noted is so old. */
#define WASL_SESSION_NOTE_S 60
/* Of one officer; a further one ends the oldest. */
#define WASL_SESSIONS_EACH_MAX 16
/* In one list. */
#define WASL_SESSIONS_MAX 1024
/* "2001:db8::…", as text. */
#define WASL_ADDRESS_MAX 47

/* How somebody signed in. Stored: append only. */
typedef enum wasl_session_how {
	WASL_SESSION_PASSWORD = 0,
	WASL_SESSION_CODE = 1, /* password and a code */
	WASL_SESSION_PASSKEY = 2,
	WASL_SESSION_LINK = 3, /* he has just set his password */
} wasl_session_how;

struct wasl_session {
	int64_t id;
	struct wasl_user user; /* as he is now */
	uint32_t roles;	       /* as they were when it began */
	wasl_session_how how;
	char address[WASL_ADDRESS_MAX + 1];
	int64_t began_at, used_at; /* Unix seconds */
};

/** "password", "code", "passkey", "link". */
const char *wasl_session_how_text(wasl_session_how how);

/** When it ends if it is used no more. Pure. */
int64_t wasl_session_expires(const struct wasl_session *session);

/**
 * Whether it still holds. Pure.
 *
 * Err:  SIGN_IN  over, the officer left, or his roles have changed
 */
wasl_status wasl_session_holds(const struct wasl_session *session, int64_t now,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Begin one; what is over goes, of all officers, and his oldest beyond
 * WASL_SESSIONS_EACH_MAX.
 *
 * In,out:  session  user, how, address; gets the rest
 */
wasl_status wasl_session_add(struct store_tx *tx, struct wasl_session *session,
			     const struct wasl_hash *key, int64_t now,
			     struct wasl_err *err) WASL_MUST_USE;

/** Err: SIGN_IN  there is none with this key */
wasl_status wasl_session_get(struct store_reader *r, struct wasl_session *out,
			     const struct wasl_hash *key,
			     struct wasl_err *err) WASL_MUST_USE;

/** Those of an officer (0: of all) that are not over by time, newest first;
 * in the arena. */
wasl_status wasl_session_list(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_session **out, size_t *n,
			      int64_t officer_id, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

wasl_status wasl_session_used(struct store_tx *tx, int64_t id, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

/** End one of this officer's (0: of anybody's). Err: NOT_FOUND */
wasl_status wasl_session_drop(struct store_tx *tx, int64_t id,
			      int64_t officer_id,
			      struct wasl_err *err) WASL_MUST_USE;
/** End all of this officer's but one (0: all). */
wasl_status wasl_session_drop_all(struct store_tx *tx, int64_t officer_id,
				  int64_t but,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
