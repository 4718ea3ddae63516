/*
 * Our side of interop_test.sh: `write` prints a log, its notes and all its
 * proofs; `read` verifies what interop.go printed of its own making. Lines:
 *
 *   key VKEY                        of the log
 *   mirror VKEY                     of the cosigner (only written)
 *   entry HEX                       in order
 *   note BASE64                     a signed checkpoint
 *   inclusion SIZE INDEX [HASH…]    base64
 *   consistency OLD SIZE [HASH…]
 */
#include "keys.h"

#include "base/alloc.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "tlog/checkpoint.h"
#include "tlog/proof.h"

#include <stdio.h>
#include <stdlib.h>

#define LEAVES	     70
#define LINE_LEN_MAX 8192

static struct wasl_hash leaves[LEAVES];
static struct wasl_hash roots[LEAVES + 1];
static size_t leaves_n;

static void add_leaf(const struct wasl_hash *leaf)
{
	static struct wasl_tree tree;

	wasl_assert(leaves_n < LEAVES);
	wasl_tree_root(&roots[0], &(struct wasl_tree){0});
	leaves[leaves_n++] = *leaf;
	wasl_tree_append(&tree, leaf);
	wasl_tree_root(&roots[leaves_n], &tree);
}

/* --- write --------------------------------------------------------------- */

static wasl_status subtree(void *ctx, struct wasl_hash *out, unsigned level,
			   uint64_t index, struct wasl_err *err)
{
	struct wasl_tree tree = {0};

	(void)ctx;
	(void)err;
	for (uint64_t i = 0; i < (uint64_t)1 << level; i++)
		wasl_tree_append(&tree, &leaves[(index << level) + i]);
	wasl_tree_root(out, &tree);
	return WASL_OK;
}

static void print_proof(const struct wasl_proof *proof)
{
	char text[WASL_BASE64_LEN(WASL_HASH_LEN) + 1];

	for (size_t i = 0; i < proof->n; i++) {
		wasl_base64_write(text, wasl_hash_bytes(&proof->hash[i]));
		printf(" %s", text);
	}
	printf("\n");
}

static void print_note(size_t size, const struct test_key *log,
		       const struct test_key *mirror)
{
	const struct wasl_checkpoint checkpoint = {
		.origin = wasl_text_of(log->vkey.name),
		.size = size,
		.root = roots[size]};
	uint8_t body[WASL_CHECKPOINT_MAX], space[2048];
	struct wasl_buf text = WASL_BUF(body), note = WASL_BUF(space);
	char base64[WASL_BASE64_LEN(sizeof(space)) + 1];

	wasl_checkpoint_write(&text, &checkpoint);
	check_ok(wasl_note_sign(&note, wasl_buf_bytes(&text), &log->vkey,
				&log->secret, NULL));
	check_ok(wasl_note_cosign(&note, wasl_buf_bytes(&text), &mirror->vkey,
				  &mirror->secret, PARIS_COSIGNED_AT, NULL));
	wasl_base64_write(base64, wasl_buf_bytes(&note));
	printf("note %s\n", base64);
}

static int write_all(void)
{
	const struct test_key log = test_key(
		PARIS_LOG_SEED, "paris.pn/line/rabat.dgsn", WASL_NOTE_ED25519);
	const struct test_key mirror = test_key(
		RABAT_MIRROR_SEED, "rabat.dgsn/mirror", WASL_NOTE_COSIGNATURE);
	const struct wasl_subtrees from = {subtree, NULL};
	char text[WASL_VKEY_MAX + 1];
	struct wasl_proof proof;

	wasl_vkey_write(text, &log.vkey);
	printf("key %s\n", text);
	wasl_vkey_write(text, &mirror.vkey);
	printf("mirror %s\n", text);
	for (uint8_t i = 0; i < LEAVES; i++) {
		struct wasl_hash envelope = {{i, 7}}, leaf;
		char hex[65];

		wasl_leaf(&leaf, &envelope);
		add_leaf(&leaf);
		wasl_hex_write(hex, wasl_hash_bytes(&envelope));
		printf("entry 01%s\n", hex);
	}
	for (size_t size = 0; size <= LEAVES; size++) {
		print_note(size, &log, &mirror);
		for (size_t i = 0; i < size; i++) {
			check_ok(wasl_inclusion_make(&proof, i, size, &from,
						     NULL));
			printf("inclusion %zu %zu", size, i);
			print_proof(&proof);
		}
		for (size_t old = 1; old <= size; old++) {
			check_ok(wasl_consistency_make(&proof, old, size, &from,
						       NULL));
			printf("consistency %zu %zu", old, size);
			print_proof(&proof);
		}
	}
	return 0;
}

/* --- read ---------------------------------------------------------------- */

static wasl_text word(wasl_text *line)
{
	const char *space = memchr(line->p, ' ', line->n);
	size_t n = space == NULL ? line->n : (size_t)(space - line->p);
	wasl_text out = {line->p, n};

	line->p += space == NULL ? n : n + 1;
	line->n -= space == NULL ? n : n + 1;
	return out;
}

static uint64_t number(wasl_text *line)
{
	uint64_t v;

	wasl_assert(wasl_decimal_parse(&v, word(line)));
	return v;
}

static void read_entry(wasl_text line)
{
	uint8_t entry[33];
	struct wasl_hash leaf;

	check_ok(wasl_hex_parse(entry, sizeof(entry), line));
	wasl_leaf_of(&leaf, WASL_BYTES(entry));
	add_leaf(&leaf);
}

static void read_note(wasl_text line, const struct wasl_vkey *key)
{
	uint8_t bytes[LINE_LEN_MAX];
	struct wasl_checkpoint checkpoint;
	struct wasl_note note;
	size_t n;

	check_ok(wasl_base64_parse(bytes, &n, line));
	check_ok(wasl_checkpoint_open(&checkpoint, &note,
				      wasl_bytes_of(bytes, n), key, NULL));
	wasl_assert(checkpoint.size <= leaves_n);
	wasl_assert(wasl_hash_eq(&checkpoint.root, &roots[checkpoint.size]));
}

static void read_proof(wasl_text line, bool inclusion)
{
	uint64_t a = number(&line), b = number(&line);
	struct wasl_proof proof = {0};

	while (line.n > 0) {
		struct wasl_hash hash;

		check_ok(wasl_base64_parse_exact(hash.b, sizeof(hash.b),
						 word(&line)));
		check_ok(wasl_proof_add(&proof, wasl_hash_bytes(&hash), NULL));
	}
	if (inclusion)
		check_ok(wasl_inclusion_verify(&proof, b, a, &leaves[b],
					       &roots[a], NULL));
	else
		check_ok(wasl_consistency_verify(&proof, a, b, &roots[a],
						 &roots[b], NULL));
}

static int read_all(void)
{
	static char text[LINE_LEN_MAX];
	struct wasl_vkey key = {0};
	size_t proofs = 0, notes = 0;

	while (fgets(text, sizeof(text), stdin) != NULL) {
		wasl_text line = {text, strcspn(text, "\n")};
		wasl_text what = word(&line);

		if (wasl_text_is(what, "key")) {
			check_ok(wasl_vkey_parse(&key, line, NULL));
		} else if (wasl_text_is(what, "entry")) {
			read_entry(line);
		} else if (wasl_text_is(what, "note")) {
			read_note(line, &key);
			notes++;
		} else {
			read_proof(line, wasl_text_is(what, "inclusion"));
			proofs++;
		}
	}
	printf("%zu entries, %zu notes, %zu proofs of Go's verify\n", leaves_n,
	       notes, proofs);
	return leaves_n > 0 && notes > 0 && proofs > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc != 2 || wasl_crypto_init(NULL) != WASL_OK)
		return 2;
	return strcmp(argv[1], "write") == 0 ? write_all() : read_all();
}
