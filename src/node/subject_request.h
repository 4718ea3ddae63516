/*
 * Files of persons who ask about their data. Local and sealed; found by name by
 * the data-protection officer alone. Delay and wording of the answer are the
 * same whether data exist or not, and the partner never learns of it.
 */
#ifndef WASL_NODE_SUBJECT_REQUEST_H
#define WASL_NODE_SUBJECT_REQUEST_H

#include "node/sealed.h"

#define WASL_SUBJECT_NAME_MAX 240
#define WASL_SUBJECT_TEXT_MAX 4000

/** A request as it came in. */
struct wasl_node_subject_new {
	wasl_text name, birth; /* birth: a date, or empty */
	wasl_text contact;     /* where the answer goes */
	wasl_text proof;       /* how he proved who he is */
	wasl_text text;	       /* what he asks */
};

struct wasl_node_subject {
	int64_t place; /* in lists */
	char id[2 * WASL_HOME_UID + 1];
	const char *name, *birth, *contact, *proof, *text;
	const char *note; /* what was found and done; stays here */
	const char *by;
	int64_t at, due_at, answered_at; /* Unix seconds; 0: not yet */
	const char *answer;		 /* the words of every answer */
	const char *appeal;
};

/** All for those with the right SUBJECT. Err: SCHEMA naming the member. */
wasl_status wasl_node_subject_add(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_subject *out,
				  const struct wasl_node_subject_new *request,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** In: name  only those whose name is like it, in any script; empty: all */
wasl_status wasl_node_subject_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_subject **out, size_t *n,
				   wasl_text name,
				   const struct wasl_home_page *page,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND */
wasl_status wasl_node_subject_get(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_subject *out, wasl_text id,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Answer one.
 *
 * In:   note  what was found and done
 * Err:  CONFLICT  answered already, or wasl.json has no words for the answer
 */
wasl_status wasl_node_subject_answer(struct wasl_node *node,
				     struct wasl_arena *arena,
				     struct wasl_node_subject *out,
				     wasl_text id, wasl_text note,
				     const struct wasl_user *actor,
				     struct wasl_err *err) WASL_MUST_USE;

#endif
