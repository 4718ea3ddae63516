/*
 * A refusal is remembered: the person of a refusal on rights grounds, whatever
 * ground was sent, so that a later dossier on him, under any spelling, is known
 * as such before triage. Accepting it, or opening one of our own, then needs
 * the director.
 *
 *	refusal leaves ── REFUSED (names, birth, documents; expiry, review)
 *	dossier comes  ── search ── HIT, open ── director clears ── decided
 */
#ifndef WASL_NODE_REFUSED_H
#define WASL_NODE_REFUSED_H

#include "node/persons.h"
#include "node/sealed.h"

/** A remembered refusal, or a dossier that met one. */
struct wasl_node_refused {
	int64_t place; /* in lists */
	char id[2 * WASL_HOME_UID + 1];
	const char *ref;    /* of the refused dossier; of the hit's */
	const char *ground; /* the true one */
	const char *names;  /* normal form of the first name */
	int percent;	    /* hit: how likely it is the person */
	int64_t at, review_at, expires_at;
	bool decided; /* hit: the director has cleared it */
	const char *by, *reason;
};

/** A page of remembered refusals, oldest first; for DPO, auditor, director. */
wasl_status wasl_node_refused_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_refused **out, size_t *n,
				   const struct wasl_home_page *page,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** Hits of one dossier that the actor may read. */
wasl_status wasl_node_refused_hits(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_refused **out, size_t *n,
				   wasl_text ref, const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * The director decides that a dossier may go on.
 *
 * Err:  DENIED, NOT_FOUND, CONFLICT (nothing to clear), SCHEMA (no reason)
 */
wasl_status wasl_node_refused_clear(struct wasl_node *node, wasl_text ref,
				    wasl_text reason,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * A review: keep it for another period, or forget it.
 *
 * Err:  DENIED, NOT_FOUND
 */
wasl_status wasl_node_refused_review(struct wasl_node *node, wasl_text id,
				     bool keep, const struct wasl_user *actor,
				     struct wasl_err *err) WASL_MUST_USE;

/* --- for the node's other parts; writer's thread -------------------------- */

/** Read them all into memory; drops what has expired. */
wasl_status node_refused_load(struct wasl_node *node, struct store_reader *r,
			      struct wasl_err *err) WASL_MUST_USE;

/** Is it a ground of rights: political, fair trial …? */
bool node_refused_ground(wasl_text ground);

/** Remember the persons of a dossier that this side refuses. */
wasl_status node_refused_remember(struct wasl_node *node, struct store_tx *tx,
				  const struct node_dossier *d,
				  wasl_text ground,
				  const struct wasl_user *author,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Compare the persons of an opening with what is remembered; hits are stored.
 *
 * Out:  met  somebody is remembered
 */
wasl_status node_refused_meet(struct wasl_node *node, struct store_tx *tx,
			      const struct wasl_dossier_id *id,
			      const struct wasl_record *record,
			      const struct wasl_shape *shape, bool *met,
			      struct wasl_err *err) WASL_MUST_USE;
/** The same for one person of a dossier: of its batch. */
wasl_status node_refused_meet_person(struct wasl_node *node,
				     struct store_tx *tx,
				     const struct wasl_dossier_id *id,
				     const struct wasl_persons_entry *entry,
				     bool *met,
				     struct wasl_err *err) WASL_MUST_USE;

#endif
