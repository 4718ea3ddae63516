/*
 * Checks at home before a measure: article 3 (is the person an activist,
 * journalist, opponent?) and protection (asylum, victim of trafficking,
 * protected witness). The answers are sealed and never travel.
 */
#ifndef WASL_NODE_CHECK_H
#define WASL_NODE_CHECK_H

#include "node/put.h"
#include "node/sealed.h"

#define WASL_CHECK_SOURCES_MAX 1000

enum wasl_check_what { WASL_CHECK_ARTICLE3, WASL_CHECK_PROTECTION };
enum wasl_check_answer {
	WASL_CHECK_NO,
	WASL_CHECK_YES,
	WASL_CHECK_UNKNOWN,
};

struct wasl_node_check {
	const char *what;   /* "article3", "protection" */
	const char *answer; /* "yes", "no", "unknown" */
	const char *sources;
	const char *by, *second; /* second: "" if nobody signed it */
	int64_t at;
	bool counts;
	const struct wasl_home *home; /* for this module */
};

/** Err: SCHEMA  neither word */
wasl_status wasl_check_what_parse(enum wasl_check_what *out, wasl_text word,
				  struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_check_answer_parse(enum wasl_check_answer *out, wasl_text word,
				    struct wasl_err *err) WASL_MUST_USE;

/** What a person answered, and by which sources. */
struct wasl_node_check_new {
	wasl_text ref;
	enum wasl_check_what what;
	enum wasl_check_answer answer;
	wasl_text sources;
};

/**
 * The last answer to each counts. That a person is protected counts at once,
 * but is signed by a second officer, who gives the same answer; and so is what
 * takes it back, which does not count before.
 *
 * Err:  NOT_FOUND, DENIED, SCHEMA
 *       CONFLICT  it waits for another person's signature
 */
wasl_status wasl_node_check_add(struct wasl_node *node,
				const struct wasl_node_check_new *check,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** All answers of a dossier, oldest first. Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_check_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_check **out, size_t *n,
				 wasl_text ref, const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Of our own opening, once it is a draft: where wasl.json demands checks, a
 * request for a missing person, or about trafficking in human beings, does not
 * leave before protection was checked, nor if it is not excluded.
 */
wasl_status node_check_open(struct wasl_node *node, struct store_tx *tx,
			    struct node_making *m,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Of `accept` in a kind whose opening has an article 3 answer (coercive):
 * "unknown" and a protected status are faults; a check that wasl.json demands
 * and nobody made too.
 */
wasl_status node_check_accept(struct wasl_node *node, struct store_tx *tx,
			      struct node_making *m,
			      struct wasl_err *err) WASL_MUST_USE;

#endif
