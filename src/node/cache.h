/*
 * Dossiers in memory: key, fold, and what the projection needs. Owner: the
 * writer's thread. A dossier that is not here is read from the database, its
 * envelopes opened and folded; changed ones are written before each commit.
 */
#ifndef WASL_NODE_CACHE_H
#define WASL_NODE_CACHE_H

#include "crypto/rest.h"
#include "desk/reference.h"
#include "dossier/dossier.h"
#include "dossier/linestate.h"
#include "node/blob.h"
#include "store/store.h"

struct wasl_node;
struct node_peer;

/* Dossiers held at once; all are dropped when there are more. */
#define NODE_CACHE_MAX	   4096
#define NODE_CACHE_BUCKETS 4096

struct node_dossier {
	struct wasl_dossier_id id;
	struct node_peer *peer;
	struct wasl_secret *key; /* locked memory; NULL: not here (spec §7:
				  * it must be granted again) */
	bool wrapped_known;
	struct wasl_wrapped wrapped;
	struct wasl_dossier fold;
	char ref[WASL_REFERENCE_MAX + 1]; /* "" until the opening is known */
	const struct wasl_kind *kind;	  /* of the opening, even if it waits */
	const struct wasl_profile *profile;
	bool own; /* opened by this side */
	int64_t opened_at;
	int64_t changed_at;
	bool dirty;
	struct node_blob_notes files; /* that its acts refer to */
	struct node_dossier *next;    /* in its bucket */
	struct node_dossier *after;   /* in the list of dirty ones */
};

struct node_cache {
	struct node_dossier *buckets[NODE_CACHE_BUCKETS];
	struct node_dossier *dirty;
	size_t n;
};

/**
 * The dossier, read from the database if need be.
 *
 * Err:  NOT_FOUND  no such dossier, or another partner's
 *       CORRUPT    its stored acts do not fold
 */
wasl_status node_cache_get(struct wasl_node *node, struct store_reader *r,
			   struct node_peer *peer,
			   const struct wasl_dossier_id *id,
			   struct node_dossier **out,
			   struct wasl_err *err) WASL_MUST_USE;

/** A dossier that is not in the database yet; its key is copied. */
wasl_status node_cache_new(struct wasl_node *node, struct node_peer *peer,
			   const struct wasl_dossier_id *id,
			   const struct wasl_secret *key,
			   const struct wasl_wrapped *wrapped,
			   struct node_dossier **out,
			   struct wasl_err *err) WASL_MUST_USE;

/** Its key came (an opening, or granted again): fold what is stored. */
wasl_status node_cache_key(struct wasl_node *node, struct store_reader *r,
			   struct node_dossier *d,
			   const struct wasl_secret *key,
			   const struct wasl_wrapped *wrapped,
			   struct wasl_err *err) WASL_MUST_USE;

/** The retention bucket of a dossier that is opened now (spec §10): months. */
uint32_t node_bucket(const struct wasl_node *node);

/** Its row is written before the commit, though no act came. */
void node_cache_mark(struct wasl_node *node, struct node_dossier *d);

/** It changed: its row is written before the commit. */
void node_cache_touch(struct wasl_node *node, struct node_dossier *d);

/** Fold all its stored acts anew, through the transaction's own eyes. */
wasl_status node_cache_refold(struct wasl_node *node, struct store_reader *r,
			      struct node_dossier *d,
			      struct wasl_err *err) WASL_MUST_USE;

/** Acts of the partner in it, whatever became of them. */
uint64_t node_heard(const struct node_dossier *d);

/** Write the rows of what changed. */
wasl_status node_cache_flush(struct wasl_node *node, struct store_tx *tx,
			     struct wasl_err *err) WASL_MUST_USE;

/** Forget everything: a group was undone, or the node stops. */
void node_cache_drop(struct wasl_node *node);

/**
 * A dossier of its own for a reading thread, outside the cache: the same
 * reading and folding. The caller ends it with node_dossier_free.
 */
wasl_status node_dossier_read(struct wasl_node *node, struct store_reader *r,
			      const struct wasl_dossier_id *id,
			      struct node_dossier **out,
			      struct wasl_err *err) WASL_MUST_USE;
/** The same of its acts in the logs up to `cut` only. */
wasl_status node_dossier_read_cut(struct wasl_node *node,
				  struct store_reader *r,
				  const struct wasl_dossier_id *id,
				  const struct wasl_known *cut,
				  struct node_dossier **out,
				  struct wasl_err *err) WASL_MUST_USE;
void node_dossier_free(struct wasl_node *node, struct node_dossier *d);

#endif
