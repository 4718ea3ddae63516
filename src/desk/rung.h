/*
 * Escalation: who is called when a clock is not answered. Pure.
 *
 *	by percent    of the time from a clock's start to its due instant; each
 *	              rung once
 *	U0 chain      so many seconds after the start; when the last rung was
 *	              called in vain, the chain begins again
 *	warnings      so many days before something expires, each once
 */
#ifndef WASL_DESK_RUNG_H
#define WASL_DESK_RUNG_H

#include "kind/role.h"

#include <stddef.h>
#include <stdint.h>

#define WASL_RUNGS_MAX 8
/* Words of a wake command, and their bytes in all. */
#define WASL_WAKE_WORDS_MAX 8
#define WASL_WAKE_MAX	    256
/* Between the last rung of a round of the U0 chain and the next round. */
#define WASL_RUNG_ROUND_SECONDS 60
/* Rounds of the U0 chain: hours of calling; then people know by other ways. */
#define WASL_RUNG_ROUNDS_MAX 32

/** When an escalation reaches whom, and the command that wakes him. */
struct wasl_rung {
	uint32_t at; /* percent of the clock's time; U0 chain: seconds;
		      * warnings: days */
	enum wasl_role role;
	size_t wake_n; /* words of `wake`, each zero-ended; 0: none */
	char wake[WASL_WAKE_MAX];
};

enum wasl_chain {
	WASL_CHAIN_PERCENT = 0,
	WASL_CHAIN_U0 = 1,
	WASL_CHAIN_WARN = 2,
	WASL_CHAINS
};

/** "percent", "u0", "warn". */
const char *wasl_chain_name(enum wasl_chain chain);

/** The rungs of one chain, by rising `at` (warnings: by falling); n is at least
 * 1. */
struct wasl_rungs {
	enum wasl_chain chain;
	const struct wasl_rung *at;
	size_t n;
};

/**
 * When the k-th rung of a clock is reached.
 *
 * In:   k    from 0; in the U0 chain rung k % n of round k / n
 * Ret:  Unix seconds; INT64_MAX if there is no such rung. A warning may lie
 *       before the start: then nobody is warned.
 */
int64_t wasl_rung_at(const struct wasl_rungs *rungs, int64_t started,
		     int64_t due, size_t k);

/** How many rungs are reached at `now`. */
size_t wasl_rungs_reached(const struct wasl_rungs *rungs, int64_t started,
			  int64_t due, int64_t now);

#endif
