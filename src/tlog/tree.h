/*
 * The Merkle tree of a log (spec §4; RFC 9162 §2.1), kept as its frontier.
 *
 *   entry = 0x01 || SHA-256(act envelope)     33 bytes
 *   leaf  = SHA-256(0x00 || entry)
 *   node  = SHA-256(0x01 || left || right)
 *
 * A tree of n leaves is a row of complete subtrees, largest first, one for
 * each bit set in n; their roots are all that appending and the root need.
 */
#ifndef WASL_TLOG_TREE_H
#define WASL_TLOG_TREE_H

#include "base/bytes.h"
#include "crypto/hash.h"

#define WASL_TREE_LEVELS 64
/* u64 size || the subtree roots, largest first. */
#define WASL_TREE_BYTES_MAX (8 + WASL_TREE_LEVELS * 32)

/**
 * A plain value: copy it by assignment to try an append and throw it away.
 * edge[i] is the root of the complete subtree of 2^i leaves if bit i of size
 * is set, all zero otherwise. All zero is the empty tree.
 */
struct wasl_tree {
	uint64_t size;
	struct wasl_hash edge[WASL_TREE_LEVELS];
};

/** The leaf of the entry that carries `envelope`, its SHA-256. */
void wasl_leaf(struct wasl_hash *leaf, const struct wasl_hash *envelope);

/** The leaf of any entry bytes: SHA-256(0x00 || entry). */
void wasl_leaf_of(struct wasl_hash *leaf, wasl_bytes entry);

/** SHA-256(0x01 || left || right); `out` may be one of the inputs. */
void wasl_tree_node(struct wasl_hash *out, const struct wasl_hash *left,
		    const struct wasl_hash *right);

/** Add one leaf. The tree must hold fewer than 2^64 - 1. */
void wasl_tree_append(struct wasl_tree *tree, const struct wasl_hash *leaf);

/** Add 2^level leaves by the root of their complete subtree; the size must be a
 * multiple of 2^level. */
void wasl_tree_append_full(struct wasl_tree *tree, unsigned level,
			   const struct wasl_hash *root);

/** Root of the tree; of the empty tree SHA-256(""). At most 63 hashes. */
void wasl_tree_root(struct wasl_hash *root, const struct wasl_tree *tree);

/** Write u64 size and the roots of its subtrees, largest first. */
void wasl_tree_write(struct wasl_buf *out, const struct wasl_tree *tree);

/**
 * Read what wasl_tree_write wrote; it stops after the last subtree and leaves
 * what follows to the cursor's owner. A failure sticks in the cursor and
 * leaves `out` the empty tree.
 */
void wasl_tree_parse(struct wasl_tree *out, struct wasl_cursor *in);

#endif
