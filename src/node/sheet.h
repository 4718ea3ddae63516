/*
 * Sheets as the node keeps them: each is stored when its act is taken in, and
 * checked by a thread of its own against our figures of the same cut. A
 * difference is an alarm until the last sheets of all months are right.
 */
#ifndef WASL_NODE_SHEET_H
#define WASL_NODE_SHEET_H

#include "node/alarm.h"
#include "node/apply.h"
#include "node/stats.h"

struct node_checker;

/** A figure's name in a sheet: "REFUSALS/MA/label=R01". */
#define NODE_FIGURE_MAX 80

/** Start the thread; it begins with what is unchecked. Err: NO_MEMORY. */
wasl_status node_checker_start(struct node_checker **out,
			       struct wasl_node *node,
			       struct wasl_err *err) WASL_MUST_USE;
/** Before the writer stops. NULL is a no-op. */
void node_checker_stop(struct node_checker *checker);

/** Sheets wait to be checked. NULL is a no-op. Thread: any. */
void node_checker_call(struct node_checker *checker);

/** An act `sheet` is taken in, in the transaction that stores it. */
wasl_status node_sheet_store(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer,
			     const struct node_entry *entry,
			     struct wasl_err *err) WASL_MUST_USE;

/** A sheet's figures: names and numbers, as the act lists them. */
struct node_figures {
	struct node_figure {
		char name[NODE_FIGURE_MAX + 1];
		int64_t number;
	} * items;
	size_t n;
};

/* A sheet parsed, and our figures beside it. */
#define NODE_SHEET_ARENA_MAX ((size_t)64 * 1024 * 1024)

/** What a sheet says (spec §13). */
struct node_sheet {
	wasl_text month;
	struct wasl_known cut;
	uint32_t version; /* of its figures, from 1 on */
	struct node_figures figures;
};

/**
 * What a sheet's record says; borrows from it, and from the arena.
 * Err:  MALFORMED, SCHEMA
 */
wasl_status node_sheet_read(const struct wasl_node *node,
			    struct wasl_arena *arena, wasl_bytes fields,
			    struct node_sheet *out,
			    struct wasl_err *err) WASL_MUST_USE;

/** What differs between a sheet and our own figures, as far as there is room.
 */
struct node_sheet_difference {
	char text[NODE_FACT_MAX];
	size_t n; /* figures; 0: none */
};

/**
 * Compare a sheet with our own figures of its cut. Any thread.
 *
 * In:   fields  of the act, as signed; borrowed
 * Out:  month   in `arena` or `fields`
 * Err:  MALFORMED, SCHEMA, and as node_sheet_figures
 */
wasl_status node_sheet_judge(struct wasl_node *node, struct store_reader *r,
			     struct wasl_arena *arena, struct node_peer *peer,
			     wasl_bytes fields, wasl_text *month,
			     struct node_sheet_difference *out,
			     struct wasl_err *err) WASL_MUST_USE;

/** Measure everything up to a cut. Own reader; `stats` is the caller's. */
wasl_status node_stats_measure(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer,
			       const struct wasl_known *cut,
			       struct wasl_stats *stats,
			       struct wasl_err *err) WASL_MUST_USE;

/** How far both logs are bound: nothing below it can change any more. */
wasl_status node_stats_cut(struct store_reader *r, const struct node_peer *peer,
			   struct wasl_known *out,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * The shared figures of a month, up to a cut, of a version that this node
 * speaks.
 *
 * In:   sheet  month, cut and version
 * Out:  sheet  figures; pieces in the arena
 */
wasl_status node_sheet_figures(struct wasl_node *node, struct store_reader *r,
			       struct wasl_arena *arena, struct node_peer *peer,
			       struct node_sheet *sheet,
			       struct wasl_err *err) WASL_MUST_USE;

/** The version of the figures that both sides of the line speak: that of the
 * agreed profile. Any thread. */
uint32_t node_figures_version(struct wasl_node *node,
			      const struct node_peer *peer);

/** Name a side: of the log `origin`. */
const char *node_side_name(const struct wasl_node *node,
			   const struct node_peer *peer,
			   enum wasl_origin origin);

/** The partner of that name; empty: the only one. Err: NOT_FOUND. */
wasl_status node_peer_asked(struct wasl_node *node, wasl_text name,
			    struct node_peer **out,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
