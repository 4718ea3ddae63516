/*
 * Acts that are being written, kept by the node and not by the browser: a
 * session that ends, a machine that fails, loses nothing. They are at home,
 * sealed by the house's own key, whatever they lack; nothing of them is checked
 * before the act itself is. Their author and his unit may go on with them; with
 * a reply, who may read its dossier. One that nobody touched for
 * WASL_WRITING_SECONDS is deleted. Calls from any thread.
 */
#ifndef WASL_NODE_WRITING_H
#define WASL_NODE_WRITING_H

#include "node/node.h"

/* Of one officer; of one list; bytes of one before it is sealed. */
#define WASL_WRITINGS_EACH_MAX 50
#define WASL_WRITINGS_MAX      200
#define WASL_WRITING_MAX       ((size_t)128 * 1024)
#define WASL_WRITING_SECONDS   ((int64_t)30 * 86400)

struct wasl_node_writing {
	int64_t id;
	const char *kind, *peer;
	const char *ref; /* of a reply; an opening's begun for files; "" */
	const char *act; /* a reply is to be; "" for an opening */
	const char *unit, *officer, *editor;
	uint64_t version; /* from 1, raised by each change */
	int64_t at;	  /* of the last change */
	json_t *fields;	  /* a new reference; NULL in a list */
};

/** Last changed first; texts in the arena. */
wasl_status wasl_node_writing_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_writing **out, size_t *n,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND  none, or of another unit; DENIED  a reply to what is not
 * for the actor */
wasl_status wasl_node_writing_get(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_writing *out, int64_t id,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Keep a new one (id 0) or what it says now; the arena holds the sealed text.
 *
 * In,out:  form  kind, peer, ref, act, fields; id, version and at come back.
 *                kind, peer and act of one that is there stay as they are,
 *                and ref of a reply.
 * Err:     NOT_FOUND; DENIED; EXISTS  the unit has begun this reply;
 *          TOO_BIG, TOO_MANY; SCHEMA  a name too long, a reply to nothing
 */
wasl_status wasl_node_writing_put(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_writing *form,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** It was sent, or thrown away. Err: NOT_FOUND */
wasl_status wasl_node_writing_remove(struct wasl_node *node, int64_t id,
				     const struct wasl_user *actor,
				     struct wasl_err *err) WASL_MUST_USE;

#endif
