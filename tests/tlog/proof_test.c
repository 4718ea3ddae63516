#include "check.h"

#include "base/encode.h"
#include "tlog/proof.h"

#include <stdio.h>

#define LEAVES 64

static struct wasl_hash leaves[LEAVES];
static struct wasl_hash roots[LEAVES + 1];

static int make_trees(void **state)
{
	struct wasl_tree tree = {0};

	(void)state;
	wasl_tree_root(&roots[0], &tree);
	for (uint8_t i = 0; i < LEAVES; i++) {
		wasl_leaf_of(&leaves[i], wasl_bytes_of(&i, 1));
		wasl_tree_append(&tree, &leaves[i]);
		wasl_tree_root(&roots[i + 1], &tree);
	}
	return 0;
}

/* A complete subtree, straight from the leaves. */
static wasl_status get(void *ctx, struct wasl_hash *out, unsigned level,
		       uint64_t index, struct wasl_err *err)
{
	struct wasl_tree tree = {0};
	uint64_t n = (uint64_t)1 << level;

	(void)err;
	assert_true((index + 1) * n <= *(uint64_t *)ctx);
	for (uint64_t i = 0; i < n; i++)
		wasl_tree_append(&tree, &leaves[index * n + i]);
	wasl_tree_root(out, &tree);
	return WASL_OK;
}

static void flip(struct wasl_hash *hash)
{
	hash->b[13] ^= 0x10;
}

/* Every way to spoil a proof by one hash must be seen. */
static void check_spoiled(wasl_status (*verify)(const struct wasl_proof *,
						void *),
			  const struct wasl_proof *good, void *ctx)
{
	struct wasl_proof bad;

	for (size_t i = 0; i < good->n; i++) {
		bad = *good;
		flip(&bad.hash[i]);
		check_status(verify(&bad, ctx), WASL_BAD_PROOF);
		bad = *good;
		memmove(&bad.hash[i], &bad.hash[i + 1],
			(bad.n - i - 1) * sizeof(bad.hash[0]));
		bad.n--;
		check_status(verify(&bad, ctx), WASL_BAD_PROOF);
	}
	for (size_t i = 0; i <= good->n; i++) {
		bad = *good;
		memmove(&bad.hash[i + 1], &bad.hash[i],
			(bad.n - i) * sizeof(bad.hash[0]));
		bad.n++;
		check_status(verify(&bad, ctx), WASL_BAD_PROOF);
	}
}

struct inclusion {
	uint64_t index, size;
};

static wasl_status verify_inclusion(const struct wasl_proof *proof, void *ctx)
{
	const struct inclusion *at = ctx;

	return wasl_inclusion_verify(proof, at->index, at->size,
				     &leaves[at->index], &roots[at->size],
				     NULL);
}

static void test_tlog_proof__every_inclusion_to_64(void **state)
{
	struct inclusion at;

	(void)state;
	for (at.size = 1; at.size <= LEAVES; at.size++) {
		struct wasl_subtrees from = {get, &at.size};

		for (at.index = 0; at.index < at.size; at.index++) {
			struct wasl_hash root = roots[at.size];
			struct wasl_proof proof;

			check_ok(wasl_inclusion_make(&proof, at.index, at.size,
						     &from, NULL));
			check_ok(verify_inclusion(&proof, &at));
			check_spoiled(verify_inclusion, &proof, &at);
			for (uint64_t i = 0; i < LEAVES; i++)
				assert_int_equal(
					wasl_inclusion_verify(&proof, at.index,
							      at.size,
							      &leaves[i], &root,
							      NULL) == WASL_OK,
					i == at.index);
			flip(&root);
			check_status(wasl_inclusion_verify(
					     &proof, at.index, at.size,
					     &leaves[at.index], &root, NULL),
				     WASL_BAD_PROOF);
		}
		assert_int_not_equal(
			wasl_inclusion_make(&(struct wasl_proof){0}, at.size,
					    at.size, &from, NULL),
			WASL_OK);
	}
}

struct consistency {
	uint64_t old, size;
};

static wasl_status verify_consistency(const struct wasl_proof *proof, void *ctx)
{
	const struct consistency *at = ctx;

	return wasl_consistency_verify(proof, at->old, at->size,
				       &roots[at->old], &roots[at->size], NULL);
}

static void test_tlog_proof__every_consistency_to_64(void **state)
{
	struct consistency at;

	(void)state;
	for (at.size = 0; at.size <= LEAVES; at.size++) {
		struct wasl_subtrees from = {get, &at.size};

		for (at.old = 0; at.old <= at.size; at.old++) {
			struct wasl_hash bad;
			struct wasl_proof proof;

			check_ok(wasl_consistency_make(&proof, at.old, at.size,
						       &from, NULL));
			check_ok(verify_consistency(&proof, &at));
			check_spoiled(verify_consistency, &proof, &at);
			bad = roots[at.old];
			flip(&bad);
			check_status(wasl_consistency_verify(
					     &proof, at.old, at.size, &bad,
					     &roots[at.size], NULL),
				     WASL_BAD_PROOF);
			/* From the empty tree any root follows. */
			bad = roots[at.size];
			flip(&bad);
			assert_int_equal(
				wasl_consistency_verify(&proof, at.old, at.size,
							&roots[at.old], &bad,
							NULL) == WASL_OK,
				at.old == 0 && at.size > 0);
			if (at.old == at.size)
				continue;
			check_status(
				wasl_consistency_verify(&proof, at.size, at.old,
							&roots[at.size],
							&roots[at.old], NULL),
				WASL_BAD_PROOF);
		}
	}
}

static bool read_hash(struct wasl_hash *out, const char *base64)
{
	return wasl_base64_parse_exact(out->b, sizeof(out->b),
				       wasl_text_of(base64)) == WASL_OK;
}

/* Hashes separated by spaces, "." one of no bytes. */
static bool read_proof(struct wasl_proof *out, const char *in)
{
	while (*in != '\0') {
		const char *end = strchr(in, ' ');
		size_t n = end == NULL ? strlen(in) : (size_t)(end - in);
		uint8_t hash[64];
		size_t len = 0;

		assert_in_range(n, 1, sizeof(hash));
		if (*in != '.')
			check_ok(wasl_base64_parse(hash, &len,
						   (wasl_text){in, n}));
		if (wasl_proof_add(out, wasl_bytes_of(hash, len), NULL) !=
		    WASL_OK)
			return false;
		in += end == NULL ? n : n + 1;
	}
	return true;
}

struct public_case {
	const char *name;
	uint64_t a, b;
	const char *x, *y; /* leaf and root, or root and root */
	const char *proof;
	bool inclusion, good;
};

static const struct public_case public_cases[] = {
#define INCLUSION(name, index, size, leaf, root, proof, good)                  \
	{name, index, size, leaf, root, proof, true, good},
#define CONSISTENCY(name, size1, size2, root1, root2, proof, good)             \
	{name, size1, size2, root1, root2, proof, false, good},
#include "merkle_cases.def"
#undef INCLUSION
#undef CONSISTENCY
};

static bool judge(const struct public_case *c)
{
	struct wasl_proof proof = {0};
	struct wasl_hash x, y;

	/* docs/spec §4: a hash that is not 32 bytes is rejected. */
	if (!read_hash(&x, c->x) || !read_hash(&y, c->y) ||
	    !read_proof(&proof, c->proof))
		return false;
	return (c->inclusion ? wasl_inclusion_verify(&proof, c->a, c->b, &x, &y,
						     NULL)
			     : wasl_consistency_verify(&proof, c->a, c->b, &x,
						       &y, NULL)) == WASL_OK;
}

static void test_tlog_proof__public_good_and_bad_cases(void **state)
{
	/* Good upstream, where nothing looks at roots of equal sizes: its
	 * roots have 12 bytes, which we refuse by their length. */
	static const char short_root[] = "consistency/additional/sizes-are-"
					 "equal-one-and-proof-is-empty";
	size_t n = sizeof(public_cases) / sizeof(public_cases[0]), good = 0;

	(void)state;
	assert_int_equal(n, 196);
	for (size_t i = 0; i < n; i++) {
		const struct public_case *c = &public_cases[i];
		bool want = c->good && strcmp(c->name, short_root) != 0;

		if (judge(c) != want)
			fail_msg("%s: want %s", c->name, want ? "good" : "bad");
		good += want;
	}
	assert_true(good >= 10);
}

static void test_tlog_proof__a_hash_has_32_bytes(void **state)
{
	static const uint8_t hash[64];
	struct wasl_proof proof = {0};

	(void)state;
	for (size_t n = 0; n <= sizeof(hash); n++)
		if (n != 32)
			check_status(wasl_proof_add(&proof,
						    wasl_bytes_of(hash, n),
						    NULL),
				     WASL_MALFORMED);
	assert_int_equal(proof.n, 0);
	for (size_t i = 0; i < WASL_PROOF_HASHES_MAX; i++)
		check_ok(wasl_proof_add(&proof, wasl_bytes_of(hash, 32), NULL));
	check_status(wasl_proof_add(&proof, wasl_bytes_of(hash, 32), NULL),
		     WASL_TOO_BIG);
}

/* A tree of 2^63 and more leaves, all of them equal: subtree roots by level. */
static wasl_status get_equal(void *ctx, struct wasl_hash *out, unsigned level,
			     uint64_t index, struct wasl_err *err)
{
	(void)index;
	(void)err;
	*out = ((const struct wasl_hash *)ctx)[level];
	return WASL_OK;
}

static void test_tlog_proof__sizes_near_the_largest(void **state)
{
	static const uint64_t sizes[] = {
		UINT64_MAX,
		UINT64_MAX - 1,
		((uint64_t)1 << 63) + 1,
		(uint64_t)1 << 63,
		((uint64_t)1 << 40) + 12345,
	};
	struct wasl_hash level[WASL_TREE_LEVELS] = {{{5}}};
	struct wasl_subtrees from = {get_equal, level};

	(void)state;
	for (size_t i = 1; i < WASL_TREE_LEVELS; i++)
		wasl_tree_node(&level[i], &level[i - 1], &level[i - 1]);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct wasl_tree tree = {.size = sizes[i]};
		struct wasl_hash root, old_root;
		struct wasl_proof proof;

		for (unsigned k = 0; k < WASL_TREE_LEVELS; k++)
			if ((sizes[i] >> k & 1) != 0)
				tree.edge[k] = level[k];
		wasl_tree_root(&root, &tree);
		check_ok(wasl_inclusion_make(&proof, sizes[i] - 1, sizes[i],
					     &from, NULL));
		check_ok(wasl_inclusion_verify(&proof, sizes[i] - 1, sizes[i],
					       &level[0], &root, NULL));
		check_ok(wasl_inclusion_make(&proof, 0, sizes[i], &from, NULL));
		check_ok(wasl_inclusion_verify(&proof, 0, sizes[i], &level[0],
					       &root, NULL));
		tree = (struct wasl_tree){.size = 3};
		tree.edge[0] = level[0];
		tree.edge[1] = level[1];
		wasl_tree_root(&old_root, &tree);
		check_ok(wasl_consistency_make(&proof, 3, sizes[i], &from,
					       NULL));
		check_ok(wasl_consistency_verify(&proof, 3, sizes[i], &old_root,
						 &root, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tlog_proof__every_inclusion_to_64),
		cmocka_unit_test(test_tlog_proof__every_consistency_to_64),
		cmocka_unit_test(test_tlog_proof__public_good_and_bad_cases),
		cmocka_unit_test(test_tlog_proof__a_hash_has_32_bytes),
		cmocka_unit_test(test_tlog_proof__sizes_near_the_largest),
	};

	return cmocka_run_group_tests(tests, make_trees, NULL);
}
