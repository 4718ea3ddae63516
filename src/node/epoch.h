/*
 * The change of epoch as persons decide it (spec §7): where both logs of a line
 * end, what is lost by that, and the two decisions. Threads and errors as in
 * node.h.
 */
#ifndef WASL_NODE_EPOCH_H
#define WASL_NODE_EPOCH_H

#include "node/node.h"

/** One of the two logs. */
struct wasl_node_end {
	const char *note; /* the last that counts; "": no entry does */
	uint64_t size;	  /* entries that count */
	uint64_t held;	  /* entries that our database holds */
	uint64_t known;	  /* entries that keyd has signed or cosigned */
};

/** Acts behind the ends, in one dossier. */
struct wasl_node_lost {
	const char *ref; /* "" if its opening is not known either */
	uint64_t own, partner;
};

struct wasl_node_epoch {
	uint32_t number; /* of the next */
	bool needed;	 /* it may be asked for, … */
	const char *why; /* … for this reason; or why not */
	struct wasl_node_end own, partner;
	struct wasl_node_lost *lost; /* if it begins like this */
	size_t n_lost;
	uint8_t digest[32]; /* of number and ends: what is asked for */
	const char *first;  /* who asked for just this, waiting for the second;
			     * "": nobody */
	bool asked;	    /* two persons here have asked for just this */
	bool heard;	    /* the partner has said what it holds: until then
			     * the ends may still move */
	bool partner_asked; /* and two of the partner for a next epoch … */
	bool same;	    /* … with the same ends */
	struct wasl_node_lost *gone; /* behind the ends of earlier epochs */
	size_t n_gone;
};

/** How it stands. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_epoch_get(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_epoch *out, wasl_text partner,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Ask for the next epoch: the first call is one person's word, a second
 * person's call with the same digest within a day is this side's.
 *
 * In:   digest  of what the person saw
 * Out:  asked   false: it waits for the second person
 * Err:  NOT_FOUND
 *       CONFLICT  nothing needs a new epoch, or the ends are others by now
 *       DENIED    the same person, the right
 */
wasl_status wasl_node_epoch_ask(struct wasl_node *node, wasl_text partner,
				const uint8_t digest[static 32], bool *asked,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** What was lost has been seen: the alarm about it is over. */
wasl_status wasl_node_epoch_seen(struct wasl_node *node, wasl_text partner,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
