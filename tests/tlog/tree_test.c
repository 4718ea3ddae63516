#include "check.h"

#include "base/encode.h"
#include "tlog/tree.h"

/* docs/spec §4: roots of the trees of size 0 to 8. */
static const char *const inputs[] = {
	"",
	"00",
	"10",
	"2021",
	"3031",
	"40414243",
	"5051525354555657",
	"606162636465666768696a6b6c6d6e6f",
};
static const char *const roots[] = {
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void check_root(const struct wasl_tree *tree, const char *hex)
{
	struct wasl_hash root;
	char text[65];

	wasl_tree_root(&root, tree);
	wasl_hex_write(text, WASL_BYTES(root.b));
	assert_string_equal(text, hex);
}

static void test_tlog_tree__roots_of_rfc_6962(void **state)
{
	struct wasl_tree tree = {0};

	(void)state;
	check_root(&tree, roots[0]);
	for (size_t i = 0; i < 8; i++) {
		uint8_t in[16];
		size_t n = strlen(inputs[i]) / 2;
		struct wasl_hash leaf;

		check_ok(wasl_hex_parse(in, n, wasl_text_of(inputs[i])));
		wasl_leaf_of(&leaf, wasl_bytes_of(in, n));
		wasl_tree_append(&tree, &leaf);
		check_root(&tree, roots[i + 1]);
	}
}

static void test_tlog_tree__leaf_is_hash_of_the_33_byte_entry(void **state)
{
	/* docs/spec/vectors.json, log.leaves[0] and acts[0].entry. */
	struct wasl_hash envelope, leaf, same;
	uint8_t entry[33];
	char text[65];

	(void)state;
	check_ok(wasl_hex_parse(entry, sizeof(entry),
				WASL_TEXT("01caa78daf87b4a9715cd3e9f2687886a75d"
					  "bdce767a98fe1b929c81f233bfe724")));
	memcpy(envelope.b, entry + 1, sizeof(envelope.b));
	wasl_leaf(&leaf, &envelope);
	wasl_leaf_of(&same, WASL_BYTES(entry));
	assert_memory_equal(leaf.b, same.b, sizeof(leaf.b));
	wasl_hex_write(text, WASL_BYTES(leaf.b));
	assert_string_equal(text, "c85f48325740dc7da79d00799c9a15e5b2cb87d9492d"
				  "68d2e8512c782d5627f1");
}

/* The definition itself, RFC 9162 §2.1.1, to compare the frontier with. */
static void definition(struct wasl_hash *out, const struct wasl_hash *leaves,
		       size_t n)
{
	struct wasl_hash left, right;
	size_t k = 1;

	if (n == 1) {
		*out = leaves[0];
		return;
	}
	while (2 * k < n)
		k *= 2;
	definition(&left, leaves, k);
	definition(&right, leaves + k, n - k);
	wasl_tree_node(out, &left, &right);
}

static void test_tlog_tree__frontier_agrees_with_definition(void **state)
{
	static struct wasl_hash leaves[300];
	struct wasl_tree tree = {0};

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		uint8_t in[2] = {(uint8_t)(i >> 8), (uint8_t)i};
		struct wasl_hash want, got;

		wasl_leaf_of(&leaves[i], WASL_BYTES(in));
		wasl_tree_append(&tree, &leaves[i]);
		definition(&want, leaves, i + 1);
		wasl_tree_root(&got, &tree);
		assert_memory_equal(got.b, want.b, sizeof(want.b));
	}
}

/* Every way to make a tree of complete subtrees, largest first or not. */
static void test_tlog_tree__subtrees_are_as_good_as_their_leaves(void **state)
{
	struct wasl_hash leaves[64];

	(void)state;
	for (size_t i = 0; i < 64; i++) {
		uint8_t in[1] = {(uint8_t)i};

		wasl_leaf_of(&leaves[i], WASL_BYTES(in));
	}
	for (size_t n = 1; n <= 64; n++)
		for (unsigned top = 0; top <= 6; top++) {
			struct wasl_tree tree = {0};
			struct wasl_hash want, got, root;

			while (tree.size < n) {
				unsigned level = top;

				while (tree.size % (1U << level) != 0 ||
				       tree.size + (1U << level) > n)
					level--;
				definition(&root, leaves + tree.size,
					   (size_t)1 << level);
				wasl_tree_append_full(&tree, level, &root);
			}
			definition(&want, leaves, n);
			wasl_tree_root(&got, &tree);
			assert_memory_equal(got.b, want.b, sizeof(want.b));
		}
}

static void test_tlog_tree__written_tree_reads_back(void **state)
{
	static const uint64_t sizes[] = {0, 1, 2, 63, 64, 601};
	struct wasl_tree tree = {0};
	struct wasl_hash leaf = {{7}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint8_t space[WASL_TREE_BYTES_MAX];
		struct wasl_buf buf = WASL_BUF(space);
		struct wasl_cursor in;
		struct wasl_tree back;

		while (tree.size < sizes[i])
			wasl_tree_append(&tree, &leaf);
		wasl_tree_write(&buf, &tree);
		assert_false(buf.over);
		in = wasl_cursor_init(wasl_buf_bytes(&buf));
		wasl_tree_parse(&back, &in);
		check_ok(wasl_cursor_finish(&in, NULL));
		assert_memory_equal(&back, &tree, sizeof(tree));
		for (size_t cut = 0; cut < buf.n; cut++) {
			in = wasl_cursor_init(wasl_bytes_of(space, cut));
			wasl_tree_parse(&back, &in);
			assert_true(in.bad);
			assert_int_equal(back.size, 0);
		}
	}
}

static void test_tlog_tree__largest_size_still_fits(void **state)
{
	struct wasl_tree tree = {.size = UINT64_MAX - 1};
	uint8_t space[WASL_TREE_BYTES_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_hash leaf = {{1}}, root;

	(void)state;
	wasl_tree_append(&tree, &leaf);
	assert_true(tree.size == UINT64_MAX);
	wasl_tree_root(&root, &tree);
	wasl_tree_write(&buf, &tree);
	assert_false(buf.over);
	assert_int_equal(buf.n, WASL_TREE_BYTES_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tlog_tree__roots_of_rfc_6962),
		cmocka_unit_test(
			test_tlog_tree__leaf_is_hash_of_the_33_byte_entry),
		cmocka_unit_test(
			test_tlog_tree__frontier_agrees_with_definition),
		cmocka_unit_test(
			test_tlog_tree__subtrees_are_as_good_as_their_leaves),
		cmocka_unit_test(test_tlog_tree__written_tree_reads_back),
		cmocka_unit_test(test_tlog_tree__largest_size_still_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
