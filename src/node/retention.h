/*
 * How long dossiers are kept: by kind and treaty profile, what is past its
 * time, and which of them a side has asked to erase or holds (spec §10, §11).
 * Numbers and references, no person.
 */
#ifndef WASL_NODE_RETENTION_H
#define WASL_NODE_RETENTION_H

#include "node/node.h"

/** Dossiers of one kind with one partner, opened under one profile. */
struct wasl_node_kept {
	const char *peer;
	const char *kind;
	int64_t days;	  /* from closing on; -1: the profile says nothing */
	uint64_t open;	  /* time does not run for them yet */
	uint64_t closed;  /* among these: */
	uint64_t due;	  /* past their days: erasure is due */
	int64_t first_at; /* when the first closed one is due; 0: none */
};

/** A dossier about whose erasure the sides have spoken. */
struct wasl_node_erasure {
	const char *peer;
	const char *ref;   /* "": not known here, or not for the actor */
	bool asked, by_us; /* who asked first */
	int64_t asked_at;
	int64_t hold_own, hold_partner; /* until; 0: none */
	bool erased_own, erased_partner;
};

struct wasl_node_retention {
	struct wasl_node_kept *kept; /* by partner, then kind */
	size_t n_kept;
	struct wasl_node_erasure *erasures; /* in the order they were named */
	size_t n_erasures;
};

/* More are no sight for a person. */
#define WASL_NODE_ERASURES_MAX 1000

/** Err: DENIED, NO_MEMORY. References are for those who may LIST. */
wasl_status wasl_node_retention(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_retention *out,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

#endif
