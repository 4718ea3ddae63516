/*
 * Searching for a person (docs/officer.md): by name in either alphabet, with
 * what else is known, among lists and dossiers. Calls from any thread; they
 * block, and return besides what each names what node.h says.
 *
 * Against fishing: a search cites a dossier whose person it matches, or says
 * its reason before there are results; the latter goes to the supervisor's
 * list. Nothing is answered whose consultation is not on record.
 */
#ifndef WASL_NODE_SEARCH_H
#define WASL_NODE_SEARCH_H

#include "base/arena.h"
#include "desk/user.h"
#include "node/decision.h"
#include "node/known.h"

struct wasl_node;

/* A reason is a clause, and fits the access log. */
#define WASL_SEARCH_REASON_MIN 10
/* Hits in one answer. */
#define WASL_SEARCH_HITS_MAX 20

/** Whom, and why. Empty texts are not known. */
struct wasl_search_person {
	wasl_text name;
	wasl_text born; /* YYYY[-MM[-DD]] */
	wasl_text sex;	/* "F", "M" */
	wasl_text place;
	wasl_text document;
	wasl_text ref; /* of the dossier it is for */
};

enum wasl_search_source {
	WASL_SEARCH_LIST,
	WASL_SEARCH_DOSSIER,
	WASL_SEARCH_DRAFT,
};
/** "list", "dossier", "draft". */
const char *wasl_search_source_name(enum wasl_search_source source);

/** Somebody like the one looked for, whom the officer may see. */
struct wasl_search_hit {
	enum wasl_search_source source;
	const char *list;  /* LIST: its name, … */
	const char *basis; /* … on which legal ground it is held, … */
	const char *ref;   /* … and its own number; else of the dossier */
	const char *kind;  /* of the dossier, "" for a list */
	const char *state; /* ditto */
	const char *name;  /* as written; of a table as it is read */
	const char *born;  /* "" if not known */
	const char *sex;   /* "" if not known */
	bool cited;	   /* it stands in the dossier the search is for */
	/* What was said of him and the dossier's person, or NULL. */
	const struct wasl_node_decision *decision;
	const struct wasl_persons_hit *hit;
};

/** There is something that he may not see: whom to ask. */
struct wasl_search_elsewhere {
	const char *unit;
	enum wasl_verdict verdict;
};

struct wasl_node_found {
	struct wasl_name asked;
	struct wasl_search_hit *hits;
	size_t n_hits;
	struct wasl_search_elsewhere *elsewhere;
	size_t n_elsewhere;
	size_t hidden;	/* weaker ones, not shown without a reason */
	bool unmatched; /* it is on the supervisor's list */
	struct node_known_state known;
};

/**
 * Search for one person.
 *
 * In:   reason  why, or empty where the cited dossier is reason enough
 * Err:  RULE       a reason is needed, or too short: err->field "/reason"
 *       SCHEMA     a fact that is none: its pointer
 *       NOT_FOUND, DENIED  the dossier; DENIED also the right
 */
wasl_status wasl_node_search(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_found *out,
			     const struct wasl_search_person *person,
			     wasl_text reason, const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/* --- the supervisor's list ------------------------------------------------ */

struct wasl_search_row {
	int64_t id;
	int64_t at;
	const char *officer;
	const char *unit;
	const char *ref;    /* cited, or "" */
	wasl_bytes subject; /* keyed; empty for a file */
	const char *reason;
	bool unmatched;
	int64_t drawn; /* month whose draw named it, 12 × year + month - 1; 0 */
	uint64_t asked, found;
	int64_t reviewed_at; /* 0: not yet */
	const char *reviewer;
	const char *note;
};

/** A draw: with the seed anyone comes to the same searches. */
struct wasl_search_draw {
	int64_t month;
	uint8_t seed[32];
	int64_t at;
	uint64_t searches, drawn;
};

#define WASL_SEARCH_ROWS_MAX  1000
#define WASL_SEARCH_DRAWS_MAX 24

struct wasl_node_review {
	struct wasl_search_row *rows;
	size_t n_rows;
	struct wasl_search_draw *draws;
	size_t n_draws;
};

/**
 * Searches since then that somebody must look at, oldest first: unmatched ones,
 * and those that were drawn. What is due is drawn first.
 *
 * In:   all  also those that were looked at
 * Err:  DENIED
 */
wasl_status wasl_node_search_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_review *out, int64_t since,
				  bool all, const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Say that one was looked at; with a note.
 *
 * Err:  NOT_FOUND, CONFLICT (somebody has), DENIED (the right, his own), SCHEMA
 */
wasl_status wasl_node_search_review(struct wasl_node *node, int64_t id,
				    wasl_text note,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;

/** How much is known, for all who may see the status. */
wasl_status wasl_node_known(struct wasl_node *node,
			    struct node_known_status *out,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
