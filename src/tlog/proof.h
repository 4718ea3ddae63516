/*
 * Inclusion and consistency proofs (spec §4; RFC 9162 §2.1.3 and §2.1.4).
 */
#ifndef WASL_TLOG_PROOF_H
#define WASL_TLOG_PROOF_H

#include "tlog/tree.h"

/* The longest path in a tree of fewer than 2^64 leaves, and one hash more
 * that a consistency proof may begin with. */
#define WASL_PROOF_HASHES_MAX 65

/** A plain value; all zero is the empty proof. */
struct wasl_proof {
	size_t n;
	struct wasl_hash hash[WASL_PROOF_HASHES_MAX];
};

/**
 * Add one hash as it came from outside.
 *
 * Err:  MALFORMED  not 32 bytes (spec §4)
 *       TOO_BIG    more hashes than any proof has
 */
wasl_status wasl_proof_add(struct wasl_proof *proof, wasl_bytes hash,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Is `leaf` at `index` of the tree of `size` leaves with root `root`?
 * RFC 9162 §2.1.3.2; a proof of another length is rejected.
 *
 * Err:  BAD_PROOF  no
 * Thread: any.
 */
wasl_status wasl_inclusion_verify(const struct wasl_proof *proof,
				  uint64_t index, uint64_t size,
				  const struct wasl_hash *leaf,
				  const struct wasl_hash *root,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Is the tree (old_size, old_root) a beginning of (size, root)?
 * RFC 9162 §2.1.4.2; equal sizes need equal roots and an empty proof; every
 * tree begins with the empty one, whose root must be SHA-256("").
 *
 * Err:  BAD_PROOF  no
 * Thread: any.
 */
wasl_status wasl_consistency_verify(const struct wasl_proof *proof,
				    uint64_t old_size, uint64_t size,
				    const struct wasl_hash *old_root,
				    const struct wasl_hash *root,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * Where proofs are made from: the root of the complete subtree over leaves
 * [index << level, (index + 1) << level). Level 0 is a leaf.
 */
struct wasl_subtrees {
	wasl_status (*get)(void *ctx, struct wasl_hash *out, unsigned level,
			   uint64_t index, struct wasl_err *err);
	void *ctx;
};

/**
 * Make the proof of `index` in the tree of `size` leaves; asks for at most
 * two complete subtrees a level.
 *
 * Err:  MALFORMED  index is not below size
 *       whatever `from` answers
 */
wasl_status wasl_inclusion_make(struct wasl_proof *out, uint64_t index,
				uint64_t size, const struct wasl_subtrees *from,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Make the proof that the tree of `old_size` is a beginning of that of `size`.
 *
 * Err:  MALFORMED  old_size is above size
 *       whatever `from` answers
 */
wasl_status wasl_consistency_make(struct wasl_proof *out, uint64_t old_size,
				  uint64_t size,
				  const struct wasl_subtrees *from,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
