/* tlog computes the specification's example value by value (spec §2, §4–§6). */
#include "vectors.h"

#include "tlog/card.h"
#include "tlog/checkpoint.h"
#include "tlog/tree.h"

static struct wasl_vkey vkey(const char *path)
{
	struct wasl_vkey out;

	check_ok(wasl_vkey_parse(&out, vectors_text(path), NULL));
	return out;
}

static struct wasl_sign_secret sign_key(const char *path)
{
	struct wasl_secret seed;
	struct wasl_sign_secret out;

	vectors_copy(seed.b, sizeof(seed.b), path);
	wasl_sign_from_seed(&out, &seed);
	return out;
}

static void test_spec_tlog__verifier_keys_are_written_and_read(void **state)
{
	static const struct {
		const char *name;
		const char *public;
		const char *id;
		const char *vkey;
		enum wasl_note_type type;
	} keys[] = {
		{"keys/paris/log/name", "keys/paris/log/public",
		 "keys/paris/log/key_id", "keys/paris/log/vkey",
		 WASL_NOTE_ED25519},
		{"keys/rabat/mirror/name", "keys/rabat/mirror/public",
		 "keys/rabat/mirror/key_id", "keys/rabat/mirror/vkey",
		 WASL_NOTE_COSIGNATURE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		char text[WASL_VKEY_MAX + 1];
		struct wasl_sign_public pub;
		struct wasl_vkey made, read = vkey(keys[i].vkey);

		vectors_copy(pub.b, sizeof(pub.b), keys[i].public);
		check_ok(wasl_vkey_init(&made, vectors_text(keys[i].name),
					keys[i].type, &pub, NULL));
		assert_true(wasl_vkey_eq(&made, &read));
		vectors_equal(WASL_BYTES(made.id), keys[i].id);
		wasl_vkey_write(text, &made);
		assert_true(wasl_text_is(vectors_text(keys[i].vkey), text));
	}
}

static void test_spec_tlog__leaves_and_root(void **state)
{
	static const char *const entries[] = {"acts/0/entry", "acts/1/entry"};
	static const char *const leaves[] = {"log/leaves/0", "log/leaves/1"};
	struct wasl_tree tree = {0};
	struct wasl_hash root;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint8_t entry[33];
		struct wasl_hash leaf;

		vectors_copy(entry, sizeof(entry), entries[i]);
		wasl_leaf_of(&leaf, WASL_BYTES(entry));
		vectors_equal(WASL_BYTES(leaf.b), leaves[i]);
		wasl_tree_append(&tree, &leaf);
	}
	wasl_tree_root(&root, &tree);
	vectors_equal(WASL_BYTES(root.b), "log/root");
}

static void
test_spec_tlog__the_checkpoint_and_its_receipt_are_written(void **state)
{
	uint8_t text_space[1024], space[4096];
	struct wasl_buf text = WASL_BUF(text_space);
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_vkey log = vkey("keys/paris/log/vkey");
	struct wasl_vkey mirror = vkey("keys/rabat/mirror/vkey");
	struct wasl_sign_secret log_key = sign_key("keys/paris/log/seed");
	struct wasl_sign_secret mirror_key = sign_key("keys/rabat/mirror/seed");
	struct wasl_checkpoint checkpoint = {
		.origin = vectors_text("keys/paris/log/name"),
		.size = 2,
	};
	wasl_text want = vectors_text("log/cosigned");

	(void)state;
	vectors_copy(checkpoint.root.b, sizeof(checkpoint.root.b), "log/root");
	wasl_checkpoint_write(&text, &checkpoint);
	check_ok(wasl_note_sign(&out, wasl_buf_bytes(&text), &log, &log_key,
				NULL));
	check_ok(wasl_note_cosign(&out, wasl_buf_bytes(&text), &mirror,
				  &mirror_key, vectors_number("log/time"),
				  NULL));
	assert_int_equal(out.n, want.n);
	assert_memory_equal(space, want.p, want.n);
}

static void test_spec_tlog__the_receipt_is_read(void **state)
{
	struct wasl_vkey log = vkey("keys/paris/log/vkey");
	struct wasl_vkey mirror = vkey("keys/rabat/mirror/vkey");
	struct wasl_checkpoint checkpoint;
	struct wasl_receipt receipt;
	struct wasl_note note;

	(void)state;
	check_ok(wasl_checkpoint_open(
		&checkpoint, &note,
		wasl_text_bytes(vectors_text("log/cosigned")), &log, NULL));
	assert_int_equal(checkpoint.size, 2);
	vectors_equal(WASL_BYTES(checkpoint.root.b), "log/root");
	check_ok(wasl_note_receipt(&receipt, &note, &mirror, NULL));
	assert_int_equal(receipt.time, vectors_number("log/time"));
}

static void test_spec_tlog__the_cards_are_read_and_written(void **state)
{
	static const char *const cards[] = {"ceremony/cards/0",
					    "ceremony/cards/1"};
	static const char *const seeds[] = {"keys/paris/root/seed",
					    "keys/rabat/root/seed"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint8_t space[WASL_CARD_MAX];
		struct wasl_buf out = WASL_BUF(space);
		wasl_bytes in = wasl_text_bytes(vectors_text(cards[i]));
		struct wasl_sign_secret root = sign_key(seeds[i]);
		struct wasl_card card;

		check_ok(wasl_card_parse(&card, in, NULL, NULL));
		assert_int_equal(card.serial, 1);
		check_ok(wasl_card_write(&out, &card, &root, NULL));
		assert_true(wasl_bytes_eq(wasl_buf_bytes(&out), in));
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_spec_tlog__verifier_keys_are_written_and_read),
		cmocka_unit_test(test_spec_tlog__leaves_and_root),
		cmocka_unit_test(
			test_spec_tlog__the_checkpoint_and_its_receipt_are_written),
		cmocka_unit_test(test_spec_tlog__the_receipt_is_read),
		cmocka_unit_test(
			test_spec_tlog__the_cards_are_read_and_written),
	};

	return vectors_run(argc, argv, tests);
}
