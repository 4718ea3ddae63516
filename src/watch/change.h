/*
 * The change feed: what changed, in order, for whoever keeps a copy in memory
 * (the name index, event streams). A row is written in the transaction of the
 * change itself, so that nobody sees one without the other.
 */
#ifndef WASL_WATCH_CHANGE_H
#define WASL_WATCH_CHANGE_H

#include "base/arena.h"
#include "crypto/id.h"
#include "store/store.h"

/* Rows in one answer. */
#define WASL_CHANGES_MAX 4096
/* How long rows are kept, in seconds: a month. */
#define WASL_CHANGES_KEPT (30 * 86400)

/* A table of its persons was read (node/batch.h). */
#define WASL_CHANGE_TABLE 1

/* Numbers of table `change`: append only. */
typedef enum wasl_change_what {
	WASL_CHANGE_LIST = 1,	      /* a generation of a list is in force */
	WASL_CHANGE_LIST_GONE = 2,    /* a list and its key are destroyed */
	WASL_CHANGE_DOSSIER = 3,      /* acts of a dossier were folded */
	WASL_CHANGE_DOSSIER_GONE = 4, /* a dossier's key is destroyed */
	/* None of these changes whom anybody is. */
	WASL_CHANGE_DRAFT = 5,	 /* a draft was made or decided */
	WASL_CHANGE_TASK = 6,	 /* who works on a dossier, or what waits */
	WASL_CHANGE_LINE = 7,	 /* receipt, alarm or state of a line */
	WASL_CHANGE_DUTY = 8,	 /* the duty roster */
	WASL_CHANGE_OFFICER = 9, /* roles of an officer, or in service or not */
} wasl_change_what;

struct wasl_change {
	int64_t id; /* position: rises, never given twice */
	int64_t at; /* Unix seconds */
	wasl_change_what what;
	int64_t list_id;    /* LIST, LIST_GONE */
	int64_t generation; /* LIST */
	/* DRAFT: its id; LINE: peer; OFFICER: his id; DOSSIER:
	 * WASL_CHANGE_TABLE or 0 */
	int64_t number;
	bool of_dossier; /* dossier_id is set; DRAFT and TASK may have none */
	struct wasl_dossier_id dossier_id;
};

/** Write a row; `id` is ignored. */
wasl_status wasl_change_add(struct store_tx *tx,
			    const struct wasl_change *change,
			    struct wasl_err *err) WASL_MUST_USE;

/** The newest position; 0 if nothing ever changed. */
wasl_status wasl_change_last(struct store_reader *r, int64_t *id,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * What came after a position, oldest first.
 *
 * In:   limit  1 to WASL_CHANGES_MAX
 * Err:  GONE   rows behind `after` are not kept any more: read everything
 */
wasl_status wasl_change_since(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_change **out, size_t *n,
			      int64_t after, size_t limit,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Forget rows that are older than WASL_CHANGES_KEPT, some at a time.
 *
 * Out:  more  whether there may be others
 */
wasl_status wasl_change_prune(struct store_tx *tx, bool *more, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
