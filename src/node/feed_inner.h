/* What the feed's thread reads. Private to feed*.c. */
#ifndef WASL_NODE_FEED_INNER_H
#define WASL_NODE_FEED_INNER_H

#include "desk/need.h"
#include "node/feed.h"
#include "node/state.h"

/* A unit or one officer that may read the dossier. */
struct feed_need {
	char unit[WASL_UNIT_MAX + 1];
	int64_t officer_id;
	int64_t until;
};

struct feed_entry {
	int64_t seq;
	wasl_change_what what;
	char reference[WASL_FEED_NAME_MAX + 1];
	bool of_dossier;
	int64_t number;	   /* draft, officer */
	int64_t author_id; /* of a draft … */
	uint32_t roles;	   /* … and one of which its second person has */
	struct feed_need *needs; /* of the dossier; ours to free */
	size_t needs_n;
};

/**
 * What there is to tell of a change.
 *
 * Out:  entry  zeroed if there is nothing (its seq is 0): what it was about is
 *	        gone by now
 */
wasl_status feed_entry_read(struct wasl_node *node, struct store_reader *r,
			    struct feed_entry *entry,
			    const struct wasl_change *change,
			    struct wasl_err *err) WASL_MUST_USE;
void feed_entry_deinit(struct feed_entry *entry);

/** May the officer be told? */
bool feed_entry_may(const struct wasl_node *node,
		    const struct feed_entry *entry,
		    const struct wasl_user *actor, int64_t now);

/** "dossier", "draft" … */
const char *feed_what(wasl_change_what what);

#endif
