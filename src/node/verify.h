/*
 * Verification: every log of every line, from the database's own bytes, against
 * what keyd and the cards say. One run at a time, on a thread of its own that
 * reads short snapshots and holds nothing back.
 *
 *	keys    cards and heads                      verify_keys.c
 *	logs    hashes, tree, notes, `seen`          verify_log.c
 *	folds   line dossier, envelopes, dossiers    verify_fold.c
 *	rejects what both sides took out             verify_reject.c
 *	epochs  where logs end and begin             verify_epoch.c
 *	sheets  figures that were signed             verify_sheet.c
 */
#ifndef WASL_NODE_VERIFY_H
#define WASL_NODE_VERIFY_H

#include "node/apply.h"
#include "node/state.h"
#include "tlog/card.h"
#include "tlog/checkpoint.h"
#include "tlog/tree.h"

#include <stdatomic.h>

/* Entries read in one snapshot. */
#define VERIFY_CHUNK 4096
/* Dossiers whose keys are unwrapped in one exchange with keyd. */
#define VERIFY_BATCH 256
/* Logs of one line: sixteen epochs. */
#define VERIFY_LOGS_MAX 32
/* What a run keeps until its job is forgotten. */
#define VERIFY_ARENA_MAX (16 * 1024 * 1024)

/** What other threads may look at while it runs. */
struct verify_progress {
	_Atomic uint64_t total; /* entries */
	_Atomic uint64_t steps; /* each entry twice: hashed, then opened */
	_Atomic bool stop;
};

struct verify_run {
	struct wasl_node *node;
	struct wasl_arena *arena; /* results */
	struct wasl_node_verify *out;
	struct verify_progress *progress;
	struct wasl_secret_pool *pool;
	struct wasl_secret *keys[VERIFY_BATCH]; /* locked memory */
};

/** A key of a card, under the name it has in one log. */
struct verify_key {
	struct wasl_vkey key;
	const struct wasl_card_key *on;
};

struct verify_line;

struct verify_log {
	struct verify_line *line;
	struct wasl_node_verified *out;
	int64_t id;
	bool own;
	uint32_t epoch;
	uint64_t before; /* entries that count in the epochs before */
	const char *origin;
	const struct wasl_keyd_head *head; /* NULL: of an earlier epoch, … */
	bool over;			   /* … which ends here: */
	uint64_t end;			   /* entries that count */
	struct wasl_hash end_root;	   /* of these, unless there are none */
	const char *end_text;		   /* of the note that says so, or "" */
	uint64_t size;			   /* when the run began */
	uint64_t other;			   /* size of the other direction */
	struct verify_key *signers;
	size_t n_signers;
	struct verify_key *cosigners;
	size_t n_cosigners;

	/* The walk. */
	struct wasl_tree tree;
	uint64_t seen;	/* of the entry before */
	uint64_t noted; /* largest size under a note */
};

struct verify_line {
	struct verify_run *run;
	struct node_peer *peer;
	struct wasl_keyd_line keys;
	struct wasl_keyd_head own;
	struct wasl_keyd_head mirror;
	struct wasl_card *own_card;
	struct wasl_card *card;
	struct wasl_linestate state;
	bool asserted; /* acts of the line carry passkeys */
	struct verify_log logs[VERIFY_LOGS_MAX];
	size_t n_logs;
};

/**
 * Verify everything. Faults are no errors: they are in `run->out`.
 *
 * In:   run  node, arena, out and progress are set
 * Err:  what kept the run from its end: NO_MEMORY, GONE (stopped)
 */
wasl_status node_verify_run(struct verify_run *run,
			    struct wasl_err *err) WASL_MUST_USE;

/** GONE if the run is to stop. */
wasl_status verify_pause(const struct verify_run *run,
			 struct wasl_err *err) WASL_MUST_USE;

/** Name a fault; `log` may be NULL: of the whole line. */
void verify_blame(struct verify_line *line, struct verify_log *log,
		  const struct wasl_err *err);

/** Cards, heads, and the keys of each log. */
wasl_status verify_keys_load(struct verify_line *line,
			     struct wasl_err *err) WASL_MUST_USE;

/** A stored note of `log`: its place, root and signatures. */
wasl_status verify_note(struct verify_log *log, struct wasl_rows *row,
			const struct wasl_hash *root,
			struct wasl_err *err) WASL_MUST_USE;

/** One log from its first entry on. */
wasl_status verify_log(struct verify_log *log,
		       struct wasl_err *err) WASL_MUST_USE;

/** The line dossier: `line->state` from its stored acts. */
void verify_line_dossier(struct verify_line *line);
/**
 * Whether just those acts are stored as rejected that a standing `reject` of
 * the other side names (spec §7).
 */
wasl_status verify_rejects(struct verify_log *log,
			   struct wasl_err *err) WASL_MUST_USE;
/** Every other dossier of the line. */
wasl_status verify_dossiers(struct verify_line *line,
			    struct wasl_err *err) WASL_MUST_USE;

/** The last sheet of each month that this log signs says what our own figures
 * of its cut say. */
wasl_status verify_sheets(struct verify_log *log,
			  struct wasl_err *err) WASL_MUST_USE;

/** Where logs of earlier epochs end, as keyd keeps it. */
wasl_status verify_epoch_load(struct verify_line *line,
			      struct wasl_err *err) WASL_MUST_USE;
/**
 * What an end says of the entry that the walk stands behind: it counts or not,
 * and the root at the end is the agreed one.
 */
wasl_status verify_epoch_entry(const struct verify_log *log, bool lost,
			       struct wasl_err *err) WASL_MUST_USE;
/** A later epoch's log begins with the act that names the ends. */
wasl_status verify_epoch_begin(const struct verify_log *log,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- the job ------------------------------------------------------------- */

struct node_verifier;

wasl_status node_verifier_new(struct node_verifier **out,
			      struct wasl_node *node,
			      struct wasl_err *err) WASL_MUST_USE;
/** Ends a run that is under way. NULL is a no-op. */
void node_verifier_free(struct node_verifier *verifier);

#endif
