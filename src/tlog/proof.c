#include "tlog/proof.h"

wasl_status wasl_proof_add(struct wasl_proof *proof, wasl_bytes hash,
			   struct wasl_err *err)
{
	struct wasl_hash *next;

	if (proof->n == WASL_PROOF_HASHES_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "proof: more than %d hashes",
				 WASL_PROOF_HASHES_MAX);
	next = &proof->hash[proof->n];
	if (hash.n != sizeof(next->b))
		return wasl_fail(err, WASL_MALFORMED,
				 "proof: hash %zu has %zu bytes, not 32",
				 proof->n, hash.n);
	memcpy(next->b, hash.p, hash.n);
	proof->n++;
	return WASL_OK;
}

/*
 * One step of both verifications: `fn` and `sn` are the positions, in the
 * current row, of the node we follow and of the last node. False: the proof
 * has hashes beyond the root.
 */
static bool climb(uint64_t *fn, uint64_t *sn, bool *from_left)
{
	if (*sn == 0)
		return false;
	*from_left = (*fn & 1) != 0 || *fn == *sn;
	if (*from_left)
		while ((*fn & 1) == 0 && *fn != 0) {
			*fn >>= 1;
			*sn >>= 1;
		}
	*fn >>= 1;
	*sn >>= 1;
	return true;
}

wasl_status wasl_inclusion_verify(const struct wasl_proof *proof,
				  uint64_t index, uint64_t size,
				  const struct wasl_hash *leaf,
				  const struct wasl_hash *root,
				  struct wasl_err *err)
{
	struct wasl_hash r = *leaf;
	uint64_t fn, sn;
	bool from_left;

	if (index >= size)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "inclusion: the index is not below the size");
	fn = index;
	sn = size - 1;
	for (size_t i = 0; i < proof->n; i++) {
		if (!climb(&fn, &sn, &from_left))
			return wasl_fail(err, WASL_BAD_PROOF,
					 "inclusion: the proof is too long");
		if (from_left)
			wasl_tree_node(&r, &proof->hash[i], &r);
		else
			wasl_tree_node(&r, &r, &proof->hash[i]);
	}
	if (sn != 0)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "inclusion: the proof is too short");
	if (!wasl_hash_eq(&r, root))
		return wasl_fail(err, WASL_BAD_PROOF,
				 "inclusion: the proof leads to another root");
	return WASL_OK;
}

/* The cases RFC 9162 leaves out: both sizes equal, or an empty beginning. */
static wasl_status verify_trivial(const struct wasl_proof *proof,
				  const struct wasl_hash *a,
				  const struct wasl_hash *b,
				  struct wasl_err *err)
{
	if (proof->n != 0)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: these sizes need no hashes");
	if (!wasl_hash_eq(a, b))
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: two roots for one size");
	return WASL_OK;
}

wasl_status wasl_consistency_verify(const struct wasl_proof *proof,
				    uint64_t old_size, uint64_t size,
				    const struct wasl_hash *old_root,
				    const struct wasl_hash *root,
				    struct wasl_err *err)
{
	struct wasl_hash fr, sr, empty;
	uint64_t fn, sn;
	size_t next = 0;
	bool from_left;

	if (old_size > size)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: the old tree is larger");
	if (old_size == size)
		return verify_trivial(proof, old_root, root, err);
	if (old_size == 0) {
		empty = wasl_sha256((wasl_bytes){NULL, 0});
		return verify_trivial(proof, old_root, &empty, err);
	}
	fn = old_size - 1;
	sn = size - 1;
	for (; (fn & 1) != 0; fn >>= 1)
		sn >>= 1;
	/* A complete old tree (fn is 0 now) is itself the first hash. */
	if (fn != 0 && proof->n == 0)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: the proof is empty");
	fr = sr = fn == 0 ? *old_root : proof->hash[next++];
	for (; next < proof->n; next++) {
		const struct wasl_hash *c = &proof->hash[next];

		if (!climb(&fn, &sn, &from_left))
			return wasl_fail(err, WASL_BAD_PROOF,
					 "consistency: the proof is too long");
		if (from_left) {
			wasl_tree_node(&fr, c, &fr);
			wasl_tree_node(&sr, c, &sr);
		} else {
			wasl_tree_node(&sr, &sr, c);
		}
	}
	if (sn != 0)
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: the proof is too short");
	if (!wasl_hash_eq(&fr, old_root) || !wasl_hash_eq(&sr, root))
		return wasl_fail(err, WASL_BAD_PROOF,
				 "consistency: the proof leads to other roots");
	return WASL_OK;
}

/* Root of the `n` > 0 leaves from `start`, which lies on a multiple of a power
 * of two not below n: every range that a proof needs does. */
static wasl_status range_root(struct wasl_hash *out, uint64_t start, uint64_t n,
			      const struct wasl_subtrees *from,
			      struct wasl_err *err)
{
	uint64_t end = start + n;
	bool first = true;
	struct wasl_hash h;

	for (unsigned level = 0; level < WASL_TREE_LEVELS; level++) {
		if ((n >> level & 1) == 0)
			continue;
		end -= (uint64_t)1 << level;
		WASL_TRY(from->get(from->ctx, &h, level, end >> level, err));
		if (first)
			*out = h;
		else
			wasl_tree_node(out, &h, out);
		first = false;
	}
	return WASL_OK;
}

/* Largest power of two below n, for n > 1. */
static uint64_t split(uint64_t n)
{
	return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

static void reverse(struct wasl_proof *proof)
{
	for (size_t i = 0, j = proof->n; i + 1 < j; i++) {
		struct wasl_hash h = proof->hash[i];

		proof->hash[i] = proof->hash[--j];
		proof->hash[j] = h;
	}
}

/*
 * Walk from the root down to the subtree [start, start + n) that holds leaf
 * `at`, until `n` is what the caller stops at, collecting the siblings left
 * beside the path; the proof lists them upwards, hence reversed at the end.
 */
static wasl_status collect(struct wasl_proof *out, uint64_t *start, uint64_t *n,
			   bool right, const struct wasl_subtrees *from,
			   struct wasl_err *err)
{
	uint64_t k = split(*n);
	struct wasl_hash *sibling = &out->hash[out->n++];

	if (right) {
		WASL_TRY(range_root(sibling, *start, k, from, err));
		*start += k;
		*n -= k;
		return WASL_OK;
	}
	WASL_TRY(range_root(sibling, *start + k, *n - k, from, err));
	*n = k;
	return WASL_OK;
}

wasl_status wasl_inclusion_make(struct wasl_proof *out, uint64_t index,
				uint64_t size, const struct wasl_subtrees *from,
				struct wasl_err *err)
{
	struct wasl_proof made = {0};
	uint64_t start = 0, n = size;

	*out = made;
	if (index >= size)
		return wasl_fail(err, WASL_MALFORMED,
				 "inclusion: the index is not below the size");
	while (n > 1)
		WASL_TRY(collect(&made, &start, &n, index - start >= split(n),
				 from, err));
	reverse(&made);
	*out = made;
	return WASL_OK;
}

wasl_status wasl_consistency_make(struct wasl_proof *out, uint64_t old_size,
				  uint64_t size,
				  const struct wasl_subtrees *from,
				  struct wasl_err *err)
{
	struct wasl_proof made = {0};
	uint64_t start = 0, n = size;

	*out = made;
	if (old_size > size)
		return wasl_fail(err, WASL_MALFORMED,
				 "consistency: the old tree is larger");
	if (old_size == 0)
		return WASL_OK;
	while (old_size - start != n)
		WASL_TRY(collect(&made, &start, &n, old_size - start > split(n),
				 from, err));
	/* SUBPROOF(m, D[m], false) = {MTH(D[m])}; with true it is empty. */
	if (start != 0) {
		WASL_TRY(range_root(&made.hash[made.n], start, n, from, err));
		made.n++;
	}
	reverse(&made);
	*out = made;
	return WASL_OK;
}
