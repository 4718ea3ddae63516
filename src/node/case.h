/*
 * Cases (desk/casefile.h), as officers use them. A case is seen by the triage
 * desk, the unit that made it, and whoever may read one of its dossiers; of
 * these each officer sees those that he may read, and the number of the others.
 * Nothing of a case travels: a partner never learns that there is one.
 * Calls from any thread.
 */
#ifndef WASL_NODE_CASE_H
#define WASL_NODE_CASE_H

#include "desk/casefile.h"
#include "node/node.h"

/** What is done with a case: a draft is kept, or dossiers are opened. */
struct wasl_node_case_ask {
	wasl_text ref;	  /* of the case; empty: a new one, with this title */
	wasl_text title;  /* at most WASL_CASEFILE_TITLE_MAX characters */
	wasl_text kind;	  /* what is opened; empty: as the case says, if it */
	const json_t *to; /* texts: partners by name, or by side where only
			   * one is of it; NULL: none */
	const json_t *fields; /* of the opening, over the case's draft; NULL */
	const json_t *each;   /* {word of `to`: fields of it alone}; NULL */
	bool begin;	      /* references only, to upload files to */
};

struct wasl_node_case_made {
	const char *ref; /* of the case */
	const char *const *peers;
	struct wasl_node_made *made; /* ditto, of each partner */
	size_t n;
	struct wasl_findings findings; /* on an error those of all partners,
					* each with `peer` */
};

/**
 * Make a case, keep its draft, or open one dossier to each partner: all of
 * them are put forward, or none. Where a dossier of the kind was begun in the
 * case, or its opening went back, it is that one which is opened.
 *
 * Without partners the fields stay here as a draft, whatever they lack (notes
 * say what), for kinds whose opening names no persons and has no files: those
 * would be out of reach of search and of files.
 *
 * Err:  as wasl_node_put; NOT_FOUND (case, kind, partner); CONFLICT (a dossier
 *       of the kind is open there already); SCHEMA (title, partners twice);
 *       RULE (a draft that cannot be kept)
 */
wasl_status wasl_node_case_put(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_case_made *out,
			       const struct wasl_node_case_ask *ask,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

/** Put a dossier into a case, or (in: false) take it out; the officer may read
 * both. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_case_move(struct wasl_node *node, wasl_text ref,
				wasl_text dossier, bool in,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Delete a case; its dossiers stay as they are. One without dossiers goes by
 * whoever may see it and drafts, another by an officer who approves. The reason
 * is kept in the access log, of the case nothing else.
 *
 * In:   reason  1 to WASL_NODE_CASE_REASON_MAX bytes
 * Err:  NOT_FOUND, DENIED, SCHEMA; CONFLICT  a dossier in it is open: close it
 *       or take it out first
 */
wasl_status wasl_node_case_delete(struct wasl_node *node, wasl_text ref,
				  wasl_text reason,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;
#define WASL_NODE_CASE_REASON_MAX 140

/**
 * A page of cases, newest first.
 *
 * In:   page  with a limit of one row more than is shown
 * Out:  out   the rows that are shown, a new reference
 *       n     of them and the one behind
 *       last  of those that are shown; in the arena
 */
wasl_status wasl_node_case_list(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				size_t *n, struct wasl_casefile_page *last,
				const struct wasl_casefile_page *page,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * One case; the access is logged.
 *
 * Out:  out  {"reference", "kind", "title", "officer", "at", "kept_until",
 *            "draft", "dossiers", "hidden"}, a new reference
 */
wasl_status wasl_node_case_show(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				wasl_text ref, const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** The cases of a dossier that the officer may read: [{"reference",
 * "title"}], a new reference. */
wasl_status wasl_node_cases_of(struct wasl_node *node, struct wasl_arena *arena,
			       json_t **out, const uint8_t dossier[static 16],
			       struct wasl_err *err) WASL_MUST_USE;

/* --- for the node's other parts ------------------------------------------- */

/** A case and what is in it, for an officer who may see it. */
struct node_case {
	struct wasl_casefile file;
	struct wasl_casefile_dossier *all;
	size_t n;
};

/** Err: NOT_FOUND, DENIED. */
wasl_status node_case_get(struct wasl_node *node, struct store_reader *r,
			  struct wasl_arena *arena, struct node_case *out,
			  wasl_text ref, const struct wasl_user *actor,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * How long the case is kept: as long as the profile keeps the last of its
 * dossiers, or, without any, so many days as wasl.json says. Under node->lock.
 *
 * Ret:  Unix seconds; 0: a dossier is open, or its profile names no time
 */
int64_t node_case_kept(struct wasl_node *node, const struct node_case *c);

/** Seal a title or a draft for its column, in the arena; open it again. */
wasl_status node_case_seal(struct wasl_node *node, struct wasl_arena *arena,
			   const struct wasl_casefile *file, const char *column,
			   wasl_bytes in, wasl_bytes *out,
			   struct wasl_err *err) WASL_MUST_USE;
wasl_status node_case_title(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_casefile *file, const char **out,
			    struct wasl_err *err) WASL_MUST_USE;
/** A new reference; JSON null where there is none. */
wasl_status node_case_draft(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_casefile *file, json_t **out,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
