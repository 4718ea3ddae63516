/*
 * Lists of persons as officers use them: imports, second persons, records, the
 * end of a list. Calls from any thread; beside what each names they return
 * what node.h says.
 *
 *	begin ── piece, piece … ── end        the file, by API calls
 *	           └─► reader ─► chunks ─► writer     a thread of its own
 *
 * Rights: IMPORT begins, feeds, returns; IMPORT and APPROVE, of another
 * officer, bring into force; SHRED destroys; LIST sees; READ opens a record.
 */
#ifndef WASL_NODE_WATCH_H
#define WASL_NODE_WATCH_H

#include "desk/user.h"
#include "watch/import.h"
#include "watch/reader.h"
#include "watch/watch.h"

struct wasl_node;

/* Imports under way at once. */
#define WASL_NODE_IMPORTS_MAX 4
/* Without a new piece for so long, an import is dropped. */
#define WASL_NODE_IMPORT_IDLE_S 120
/* Imports of a list's history in one answer. */
#define WASL_NODE_HISTORY_MAX 20

/* --- imports ------------------------------------------------------------- */

struct wasl_node_import_new {
	struct wasl_import_terms terms; /* `format` is ignored */
	wasl_reader_format format;
	wasl_bytes mapping; /* JSON, of CSV; empty: none */
	bool refuse;	    /* one bad record drops the import */
	uint64_t size;	    /* of the file; 0: not known */
};

/** How an import stands. */
struct wasl_node_import {
	int64_t id;
	const char *list;
	const char *state; /* "reading", "in-force", "waiting", "dropped" */
	const char *format;
	uint64_t size, received; /* bytes */
	uint64_t taken;		 /* of these, read to records */
	uint64_t micros;	 /* from begin to end */
	struct wasl_import_counts counts;
	wasl_status status;  /* of one that was dropped */
	struct wasl_err why; /* likewise; else all zero */
	json_t *report; /* new reference once it ended; wasl_import_report */
};

/**
 * Err:  as wasl_import_begin; as wasl_mapping_parse under /mapping
 *       NOT_READY  WASL_NODE_IMPORTS_MAX are under way
 */
wasl_status wasl_node_import_begin(struct wasl_node *node, int64_t *id,
				   const struct wasl_node_import_new *what,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * The next bytes of the file, at most WASL_API_PIECE_MAX; waits while the
 * piece before is still being read.
 *
 * In:   offset  of the first byte: what was received before
 * Err:  NOT_FOUND, DENIED (another officer's)
 *       CONFLICT   another offset, or it has ended
 *       what dropped the import
 */
wasl_status wasl_node_import_piece(struct wasl_node *node, int64_t id,
				   uint64_t offset, wasl_bytes piece,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/** The file is whole. Err: as wasl_node_import_piece. */
wasl_status wasl_node_import_end(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** Drop it. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_import_cancel(struct wasl_node *node, int64_t id,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND  forgotten, or of an earlier run of the node. */
wasl_status wasl_node_import_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_import *out, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/* --- lists --------------------------------------------------------------- */

/** A list, and its newest imports. */
struct wasl_node_list {
	struct wasl_watch_list list;
	bool expired; /* past its retention: not searched */
	bool waits;   /* its newest import waits for a second person */
	struct wasl_import_row *imports; /* newest first */
	const char **officers;		 /* of each: who imported … */
	const char **seconds;		 /* … and who approved, or "" */
	size_t n_imports;
	json_t *report; /* new reference, of the newest; or NULL */
};

wasl_status wasl_node_lists(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_list **out, size_t *n,
			    const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;
/** With history and report. Err: NOT_FOUND. */
wasl_status wasl_node_list_get(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_list *out, wasl_text name,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

/** As the second person. Err: as wasl_import_approve. */
wasl_status wasl_node_list_approve(struct wasl_node *node, wasl_text name,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/** Drop what waits. Err: as wasl_import_return. */
wasl_status wasl_node_list_return(struct wasl_node *node, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;
/** Destroy key and rows. Err: NOT_FOUND, CONFLICT. */
wasl_status wasl_node_list_remove(struct wasl_node *node, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Open one record; it is in the access log before it is shown.
 *
 * In:   purpose  needed
 * Err:  NOT_FOUND, SCHEMA (no purpose)
 */
wasl_status wasl_node_list_record(struct wasl_node *node, wasl_text name,
				  wasl_text ref, wasl_text purpose,
				  wasl_watch_visit visit, void *ctx,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/* Records opened at once: each is in the access log. */
#define WASL_NODE_RECORDS_MAX 100

/** Which records of a list. */
struct wasl_node_records_page {
	wasl_text purpose; /* needed */
	bool behind;	   /* only what stands behind `after` */
	struct wasl_watch_place after;
	size_t limit; /* 1 to WASL_NODE_RECORDS_MAX */
	/* Out: */
	struct wasl_watch_place last;
	bool more;
};

/**
 * Open records of a list, a page of them (watch/watch.h). Each is in the access
 * log when this returns OK: nothing may be shown before.
 *
 * Err:  NOT_FOUND, SCHEMA (no purpose)
 */
wasl_status wasl_node_list_records(struct wasl_node *node, wasl_text name,
				   struct wasl_node_records_page *page,
				   wasl_watch_visit visit, void *ctx,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

#endif
