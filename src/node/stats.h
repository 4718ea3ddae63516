/*
 * Statistics of a line, as officers see them, and the monthly sheet that both
 * sides sign (docs/spec §13). Calls from any thread.
 */
#ifndef WASL_NODE_STATS_H
#define WASL_NODE_STATS_H

#include "crypto/hash.h"
#include "desk/user.h"
#include "dossier/linestate.h"
#include "dossier/stats.h"
#include "node/node.h"

struct wasl_node;

/** What is asked for. */
struct wasl_node_stats_ask {
	wasl_text peer; /* empty: the only one */
	int64_t from;	/* Unix seconds */
	int64_t until;
	bool shared; /* only what may leave the house */
};

struct wasl_node_stats {
	const char *peer;
	const char *sides[2]; /* by enum wasl_origin */
	enum wasl_origin own;
	struct wasl_known cut; /* what the numbers are about */
	struct wasl_stats_cell *cells;
	size_t n;
};

/**
 * The figures of a time, of all that is bound in both logs.
 *
 * Err:  NOT_FOUND  no such partner, or none named among several
 *       NOT_READY  the key of a dossier must first be granted again
 *       DENIED
 */
wasl_status wasl_node_stats_get(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_stats *out,
				const struct wasl_node_stats_ask *ask,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/* --- sheets -------------------------------------------------------------- */

enum wasl_sheet_verdict {
	WASL_SHEET_UNCHECKED, /* our own figures are being made */
	WASL_SHEET_EQUAL,     /* they are the same */
	WASL_SHEET_DIFFERS,   /* they are not: an alarm stands */
};

/** One sheet that a side signed. */
struct wasl_node_sheet {
	bool own;
	uint32_t epoch;
	uint64_t index;
	int64_t at;
	const char *month; /* YYYY-MM */
	struct wasl_known cut;
	uint32_t version; /* of the figures, from 1 on (spec §13) */
	struct wasl_hash hash;
	enum wasl_sheet_verdict verdict;
	const char *fact;  /* DIFFERS: the figures, theirs and ours */
	bool agreed;	   /* the other side signed the same */
	wasl_bytes fields; /* as it was signed, det-CBOR */
};

/** Sheets shown at once. */
#define WASL_NODE_SHEETS_MAX 200

/** Which sheets are listed. */
struct wasl_node_sheet_page {
	wasl_text peer;	 /* empty: the only one */
	wasl_text month; /* empty: all */
	size_t limit;	 /* 1 and more */
	/* The last of the page before; month "" : from the first. Of it month,
	 * epoch, at, index and own count. */
	struct wasl_node_sheet after;
};

/** Newest month first, in it newest sheet first. Err: NOT_FOUND. */
wasl_status wasl_node_sheet_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_sheet **out, size_t *n,
				 const struct wasl_node_sheet_page *page,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/** A sheet to make. */
struct wasl_node_sheet_new {
	wasl_text peer;
	wasl_text month; /* YYYY-MM, begun */
	bool fresh;	 /* with a cut of our own, though the partner's sheet
			  * names one */
};

/**
 * Put the month's sheet forward, over the cut of the partner's last sheet of
 * the month if there is one: a draft for a second person.
 *
 * Err:  as wasl_node_put, and wasl_node_stats_get
 */
wasl_status wasl_node_sheet_make(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_made *made,
				 const struct wasl_node_sheet_new *ask,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
