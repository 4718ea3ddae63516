/* One exchange of a client with keyd: lock, ask, read the answer, unlock. */
#ifndef WASL_KEYD_CALL_H
#define WASL_KEYD_CALL_H

#include "keyd/client.h"
#include "keyd/frame.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

#define WASL_KEYD_SPACE (4 + WASL_KEYD_FRAME_MAX)

/** One socket to keyd and the room for a frame, in locked memory. */
struct wasl_keyd_link {
	pthread_mutex_t lock;
	int fd;
	uint8_t *space; /* WASL_KEYD_SPACE */
};

struct wasl_keyd {
	struct wasl_keyd_link main, tls;
	pid_t pid;
	int pidfd;
	atomic_bool gone; /* sticks: nothing is asked any more */
};

/** A call under way; holds the link's lock from _begin to _end. */
struct wasl_call {
	struct wasl_keyd *keyd;
	struct wasl_keyd_link *link;
	struct wasl_buf out;   /* the request's fields go here */
	struct wasl_cursor in; /* the answer's fields, after _ask */
	wasl_status status;    /* of _ask */
	size_t used;	       /* of the space, to be wiped */
};

struct wasl_call wasl_call_begin(struct wasl_keyd *keyd,
				 struct wasl_keyd_link *link,
				 enum wasl_keyd_request request);

/** Send the request and wait for the answer; true: read the fields of `in`. */
bool wasl_call_ask(struct wasl_call *call, struct wasl_err *err);

/**
 * End the call: OK only if the answer was OK and all of it was read. Wipes the
 * frames and unlocks.
 */
wasl_status wasl_call_end(struct wasl_call *call,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
