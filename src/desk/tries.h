/*
 * Failed tries to sign in: each name from each source waits longer after each,
 * so that nobody guesses and nobody locks out another who comes from elsewhere.
 * In memory, of fixed size. Pure.
 *
 * A source has a bucket; where it is full, the name with the fewest failures
 * makes room, so that a source cannot wash its own away with new names.
 */
#ifndef WASL_DESK_TRIES_H
#define WASL_DESK_TRIES_H

#include "base/bytes.h"
#include "base/io.h"

#define WASL_TRIES_BUCKETS 128
#define WASL_TRIES_EACH	   32
/* So many fail without a wait: fingers slip. */
#define WASL_TRIES_FREE 5
/* The wait doubles from the first to the longest; after as long without a try
 * all is forgotten. */
#define WASL_TRIES_WAIT_MS	UINT64_C(2000)
#define WASL_TRIES_WAIT_MAX_MS	(UINT64_C(15) * 60 * 1000)
#define WASL_TRIES_FORGOTTEN_MS (UINT64_C(60) * 60 * 1000)

struct wasl_tries {
	uint8_t salt[16];
	struct wasl_try {
		uint64_t key; /* 0: free */
		unsigned failures;
		uint64_t at_ms; /* of the last */
	} of[WASL_TRIES_BUCKETS][WASL_TRIES_EACH];
};

void wasl_tries_init(struct wasl_tries *tries,
		     const struct wasl_random *random);

/**
 * Somebody tries: counted as failed until wasl_tries_good.
 *
 * In:   name    as he writes it, untrusted
 *       source  his address
 *       now_ms  of a clock that never goes back
 * Ret:  0: go on; else it is not counted, and he must wait so many ms
 */
uint64_t wasl_tries_begin(struct wasl_tries *tries, wasl_text name,
			  const char *source, uint64_t now_ms) WASL_MUST_USE;
/** It was he. */
void wasl_tries_good(struct wasl_tries *tries, wasl_text name,
		     const char *source);

#endif
