/*
 * The next generation of a list, written beside the one in force.
 *
 *	begin ── add, add … ── sweep up what is missing ── finish
 *	  │        (chunks of one transaction each)           │
 *	  └─────────────────── drop ◄─────────────────────────┤
 *	                                                      ▼
 *	                waiting ── approve ──► in force ── sweep
 *	                   └────── return ───► dropped  ── sweep
 *
 * Until it comes into force nobody sees anything of it; whatever ends it before
 * leaves rows that the sweep takes away. A list's first import, and one under
 * other terms (source, legal basis, retention), waits for a second person.
 */
#ifndef WASL_WATCH_IMPORT_H
#define WASL_WATCH_IMPORT_H

#include "watch/change.h"
#include "watch/watch.h"

#include <jansson.h>

/* Records in one transaction: what a line's act may have to wait for. */
#define WASL_IMPORT_CHUNK 256
/* References of one sort, and refused lines, that a report names. */
#define WASL_IMPORT_NAMED_MAX 1000

/* Numbers of table `watch_import`: append only. */
typedef enum wasl_import_state {
	WASL_IMPORT_RUNNING = 0,
	WASL_IMPORT_WAITING = 1, /* for the second person */
	WASL_IMPORT_IN_FORCE = 2,
	WASL_IMPORT_DROPPED = 3,
} wasl_import_state;
/** "running", "waiting", "in-force", "dropped". */
const char *wasl_import_state_word(wasl_import_state state);

/** What an officer says of the list. Texts are borrowed. */
struct wasl_import_terms {
	wasl_text name; /* [a-z0-9-]+, at most WASL_WATCH_NAME_MAX */
	wasl_text source;
	wasl_text basis;
	int64_t retention_at; /* Unix seconds; must lie in the future */
	const char *format;   /* a word of watch/format.def */
};

struct wasl_import_counts {
	uint64_t records; /* of the new generation */
	uint64_t added, changed, unchanged, removed;
	uint64_t skipped; /* bad records that were left out */
};

/** One import, as the list's history keeps it. */
struct wasl_import_row {
	int64_t id;
	int64_t generation;
	wasl_import_state state;
	int64_t officer_id;
	int64_t second_id; /* 0: none */
	const char *format;
	const char *source, *basis;
	int64_t retention_at;
	int64_t begun_at, ended_at; /* Unix seconds; 0: not yet */
	struct wasl_import_counts counts;
};

/* --- writing a generation ------------------------------------------------ */

struct wasl_import; /* belongs to the thread that reads the file */

/**
 * Begin, in the writer's transaction: make the list if it is new, and take its
 * next generation.
 *
 * In:   terms  of a list that exists, empty ones (and retention 0) stay
 * Out:  out    caller frees with wasl_import_free; what it held is freed, so
 *	        that the transaction may run twice: NULL before the first
 * Err:  SCHEMA    a term is missing, too long or not in the future, with its
 *	           pointer
 *       CONFLICT  another import of the list is under way or waits
 *       NOT_READY what a dropped import left was not swept yet
 *       TOO_BIG   WASL_WATCH_LISTS_MAX
 */
wasl_status wasl_import_begin(struct wasl_import **out, struct store_tx *tx,
			      struct wasl_watch *watch,
			      const struct wasl_import_terms *terms,
			      int64_t officer_id, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;
void wasl_import_free(struct wasl_import *import);

int64_t wasl_import_id(const struct wasl_import *import);
int64_t wasl_import_list(const struct wasl_import *import);
/** Must a second person bring it into force? */
bool wasl_import_waits(const struct wasl_import *import);
const struct wasl_import_counts *
wasl_import_counts_get(const struct wasl_import *import);
/**
 * What happened to which references, and which lines were refused:
 * {"added": […], "changed": […], "removed": […], "refused": [{line, field,
 * rule, and as kind/fault.h}]}, at most WASL_IMPORT_NAMED_MAX of each.
 * Borrowed.
 */
json_t *wasl_import_report(const struct wasl_import *import);

/**
 * Compare one record with the generation in force and remember what is to be
 * written. In the reading thread, outside of any transaction.
 *
 * Err:  EXISTS  the file has this reference twice; nothing was taken
 *       as wasl_identity_check; NOT_READY is the store's own
 */
wasl_status wasl_import_add(struct wasl_import *import,
			    const struct wasl_identity *who,
			    struct wasl_err *err) WASL_MUST_USE;
/** A record that was left out. */
void wasl_import_refused(struct wasl_import *import, uint64_t line,
			 const struct wasl_err *why);

/** Is a chunk full, so that it must be written before the next add? */
bool wasl_import_full(const struct wasl_import *import);
/** Write the chunk, in the writer's transaction; may run twice. */
wasl_status wasl_import_write(struct store_tx *tx, struct wasl_import *import,
			      struct wasl_err *err) WASL_MUST_USE;
/** After that transaction was committed. */
void wasl_import_written(struct wasl_import *import);

/**
 * At the end of the file: remember the next records in force that it did not
 * name, until the chunk is full.
 *
 * Out:  more  call again after writing
 */
wasl_status wasl_import_missing(struct wasl_import *import, bool *more,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The generation is complete: bring it into force, or let it wait for the
 * second person. In the writer's transaction; may run twice.
 */
wasl_status wasl_import_finish(struct store_tx *tx, struct wasl_import *import,
			       int64_t now, struct wasl_err *err) WASL_MUST_USE;
/** It never comes into force. In the writer's transaction. */
wasl_status wasl_import_drop(struct store_tx *tx, struct wasl_import *import,
			     int64_t now, struct wasl_err *err) WASL_MUST_USE;

/* --- what came of it ----------------------------------------------------- */

/** The newest imports of a list, newest first. Texts live in the arena. */
wasl_status wasl_import_history(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_import_row **out, size_t *n,
				int64_t list_id, size_t limit,
				struct wasl_err *err) WASL_MUST_USE;

/** The report of an import, a new reference. Err: NOT_FOUND  not kept. */
wasl_status wasl_import_report_get(struct wasl_watch *watch, json_t **out,
				   int64_t list_id, int64_t import_id,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * The second person decides. In the writer's transaction.
 *
 * Err:  NOT_FOUND  nothing waits
 *       DENIED     whoever imported does not approve
 */
wasl_status wasl_import_approve(struct store_tx *tx, int64_t list_id,
				int64_t officer_id, int64_t now,
				struct wasl_err *err) WASL_MUST_USE;
/** Also by whoever imported. Err: NOT_FOUND. */
wasl_status wasl_import_return(struct store_tx *tx, int64_t list_id,
			       int64_t officer_id, int64_t now,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- the end of a list, and sweeping ------------------------------------- */

/**
 * Destroy a list, in the writer's transaction; after the commit the caller
 * calls wasl_watch_shred and sweeps. Its name is free at once.
 *
 * Err:  CONFLICT  an import of it is under way
 */
wasl_status wasl_watch_remove(struct store_tx *tx, int64_t list_id, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

/** Destroy the key of a removed list, here and in keyd. May be repeated. */
wasl_status wasl_watch_shred(struct wasl_watch *watch, int64_t list_id,
			     struct wasl_err *err) WASL_MUST_USE;

/** At the start: imports of the process before are dropped. */
wasl_status wasl_import_recover(struct store_tx *tx, int64_t now,
				struct wasl_err *err) WASL_MUST_USE;

/** Every list to sweep at the start, the removed ones among them. */
wasl_status wasl_watch_sweeps(struct store_reader *r,
			      int64_t ids[static WASL_WATCH_LISTS_MAX],
			      size_t *n, struct wasl_err *err) WASL_MUST_USE;

/**
 * Take away some of what a list does not need: rows of dropped imports, what
 * is personal in ended ones, everything of a removed list or of one that never
 * came into force, its key first. In the writer's transaction, a chunk at a
 * time. Not while an import of the list is under way.
 *
 * Out:  more   call again
 */
wasl_status wasl_watch_sweep(struct store_tx *tx, struct wasl_watch *watch,
			     int64_t list_id, bool *more,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
