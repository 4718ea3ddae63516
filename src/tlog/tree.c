#include "tlog/tree.h"

static const uint8_t leaf_prefix = 0x00;
static const uint8_t node_prefix = 0x01;
static const uint8_t entry_act = 0x01;

void wasl_leaf_of(struct wasl_hash *leaf, wasl_bytes entry)
{
	const wasl_bytes parts[] = {wasl_bytes_of(&leaf_prefix, 1), entry};

	*leaf = wasl_sha256_of(parts, 2);
}

void wasl_leaf(struct wasl_hash *leaf, const struct wasl_hash *envelope)
{
	uint8_t in[2 + sizeof(envelope->b)] = {leaf_prefix, entry_act};

	memcpy(in + 2, envelope->b, sizeof(envelope->b));
	*leaf = wasl_sha256(WASL_BYTES(in));
}

void wasl_tree_node(struct wasl_hash *out, const struct wasl_hash *left,
		    const struct wasl_hash *right)
{
	uint8_t in[1 + 2 * sizeof(left->b)] = {node_prefix};

	memcpy(in + 1, left->b, sizeof(left->b));
	memcpy(in + 1 + sizeof(left->b), right->b, sizeof(right->b));
	*out = wasl_sha256(WASL_BYTES(in));
}

void wasl_tree_append_full(struct wasl_tree *tree, unsigned level,
			   const struct wasl_hash *root)
{
	const uint64_t leaves = UINT64_C(1) << level;
	struct wasl_hash carry = *root;

	wasl_assert(tree->size % leaves == 0 &&
		    tree->size <= UINT64_MAX - leaves);
	/* As in adding to a binary number, full subtrees carry upwards. */
	for (; (tree->size >> level & 1) != 0; level++) {
		wasl_tree_node(&carry, &tree->edge[level], &carry);
		tree->edge[level] = (struct wasl_hash){0};
	}
	tree->edge[level] = carry;
	tree->size += leaves;
}

void wasl_tree_append(struct wasl_tree *tree, const struct wasl_hash *leaf)
{
	wasl_tree_append_full(tree, 0, leaf);
}

void wasl_tree_root(struct wasl_hash *root, const struct wasl_tree *tree)
{
	unsigned level = 0;
	struct wasl_hash acc;

	if (tree->size == 0) {
		*root = wasl_sha256((wasl_bytes){NULL, 0});
		return;
	}
	while ((tree->size >> level & 1) == 0)
		level++;
	acc = tree->edge[level];
	for (level++; level < WASL_TREE_LEVELS; level++)
		if ((tree->size >> level & 1) != 0)
			wasl_tree_node(&acc, &tree->edge[level], &acc);
	*root = acc;
}

void wasl_tree_write(struct wasl_buf *out, const struct wasl_tree *tree)
{
	wasl_buf_put_u64(out, tree->size);
	for (unsigned i = WASL_TREE_LEVELS; i-- > 0;)
		if ((tree->size >> i & 1) != 0)
			wasl_buf_put(out, tree->edge[i].b,
				     sizeof(tree->edge[i].b));
}

void wasl_tree_parse(struct wasl_tree *out, struct wasl_cursor *in)
{
	*out = (struct wasl_tree){.size = wasl_cursor_u64(in)};
	for (unsigned i = WASL_TREE_LEVELS; i-- > 0;) {
		wasl_bytes hash;

		if ((out->size >> i & 1) == 0)
			continue;
		hash = wasl_cursor_take(in, sizeof(out->edge[i].b));
		if (in->bad)
			break;
		memcpy(out->edge[i].b, hash.p, hash.n);
	}
	if (in->bad)
		*out = (struct wasl_tree){0};
}
