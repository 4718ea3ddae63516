/* The roots kept of whole tiles give the tree that the entries give. */
#include "scratch.h"

#include "node/entry.h"

/* Two tiles, and some entries of a third. */
#define ENTRIES (2 * NODE_TILE + 5)

static int64_t now(void *ctx)
{
	(void)ctx;
	return 1790000000;
}

static wasl_status row(struct store_tx *tx, int64_t *id, unsigned sql,
		       struct wasl_args args)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_one(&rows, &tx->reader, sql, NULL, args));
	*id = wasl_rows_int(&rows, "id");
	return wasl_rows_finish(&rows, NULL);
}

static struct wasl_hash hash_of(uint64_t index)
{
	uint8_t in[8];
	struct wasl_buf out = WASL_BUF(in);

	wasl_buf_put_u64(&out, index);
	return wasl_sha256(WASL_BYTES(in));
}

/* A partner and a log, in a transaction. */
static int64_t open_log(struct store_tx *tx)
{
	const wasl_bytes none = wasl_bytes_of("", 0);
	int64_t peer, log;

	check_ok(row(tx, &peer, WASL_SQL_PEER_INSERT,
		     WASL_ARGS(wasl_arg_str("rabat"), wasl_arg_str("MA"),
			       wasl_arg_str("-"), wasl_arg_bytes(none),
			       wasl_arg_bytes(none), wasl_arg_int(0))));
	check_ok(row(tx, &log, WASL_SQL_LOG_INSERT,
		     WASL_ARGS(wasl_arg_int(peer), wasl_arg_bool(true),
			       wasl_arg_int(1),
			       wasl_arg_str("paris/line/rabat"))));
	return log;
}

static void store(struct store_tx *tx, int64_t log, uint64_t from, uint64_t end)
{
	struct wasl_node node = {.clock = {.now = now}};

	for (uint64_t i = from; i < end; i++) {
		const struct node_stored entry = {
			.log_id = log, .index = i, .hash = hash_of(i)};

		check_ok(node_entry_store(&node, tx, &entry, NULL));
	}
}

/* From the entries' hashes, as the specification says. */
static struct wasl_hash root_of(uint64_t size)
{
	struct wasl_tree tree = {0};
	struct wasl_hash leaf, root;

	for (uint64_t i = 0; i < size; i++) {
		const struct wasl_hash envelope = hash_of(i);

		wasl_leaf(&leaf, &envelope);
		wasl_tree_append(&tree, &leaf);
	}
	wasl_tree_root(&root, &tree);
	return root;
}

static void check_root(struct store_tx *tx, int64_t log, uint64_t size)
{
	const struct wasl_hash want = root_of(size);
	struct wasl_tree tree = {0};
	struct wasl_hash got;

	check_ok(node_entries_read(&tx->reader, &tree, log, size, NULL));
	assert_int_equal(tree.size, size);
	wasl_tree_root(&got, &tree);
	assert_memory_equal(got.b, want.b, sizeof(want.b));
}

static size_t tiles(struct store_tx *tx, int64_t log)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t n = 0;

	check_ok(wasl_store_query(&rows, &tx->reader, WASL_SQL_TILE_LIST, NULL,
				  WASL_ARGS(wasl_arg_int(log), wasl_arg_u64(0),
					    wasl_arg_u64(UINT32_MAX))));
	while (wasl_rows_next(&rows))
		n++;
	check_ok(wasl_rows_finish(&rows, NULL));
	return n;
}

static struct wasl_store *open_store(void **state)
{
	const struct wasl_store_options options = {
		.where = scratch_path(state, "db"), .readers = 2};
	struct wasl_store *out;

	check_ok(wasl_store_open(&out, &options, NULL));
	return out;
}

static void test_node_entry__tiles_give_the_root_of_the_entries(void **state)
{
	static const uint64_t sizes[] = {
		0,
		1,
		NODE_TILE - 1,
		NODE_TILE,
		NODE_TILE + 1,
		2 * NODE_TILE - 1,
		2 * NODE_TILE,
		ENTRIES,
	};
	struct wasl_store *db = open_store(state);
	struct store_tx tx = {0};
	int64_t log;

	check_ok(wasl_store_begin(&tx, db, NULL));
	log = open_log(&tx);
	store(&tx, log, 0, ENTRIES);
	assert_int_equal(tiles(&tx, log), 2);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		check_root(&tx, log, sizes[i]);
	wasl_store_rollback(&tx);
	wasl_store_close(db);
}

static void test_node_entry__a_tree_is_read_on_from_anywhere(void **state)
{
	static const uint64_t from[] = {1, NODE_TILE, NODE_TILE + 3};
	const struct wasl_hash want = root_of(ENTRIES);
	struct wasl_store *db = open_store(state);
	struct store_tx tx = {0};
	int64_t log;

	check_ok(wasl_store_begin(&tx, db, NULL));
	log = open_log(&tx);
	store(&tx, log, 0, ENTRIES);
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		struct wasl_tree tree = {0};
		struct wasl_hash got;

		check_ok(node_entries_read(&tx.reader, &tree, log, from[i],
					   NULL));
		check_ok(node_entries_read(&tx.reader, &tree, log, ENTRIES,
					   NULL));
		wasl_tree_root(&got, &tree);
		assert_memory_equal(got.b, want.b, sizeof(want.b));
	}
	wasl_store_rollback(&tx);
	wasl_store_close(db);
}

static void test_node_entry__a_log_without_tiles_is_read_by_entries(void **s)
{
	struct wasl_store *db = open_store(s);
	struct store_tx tx = {0};
	int64_t log;

	check_ok(wasl_store_begin(&tx, db, NULL));
	log = open_log(&tx);
	/* As a database has them that is older than tiles. */
	for (uint64_t i = 0; i < NODE_TILE; i++) {
		const struct wasl_hash hash = hash_of(i);

		check_ok(wasl_store_exec(
			&tx, WASL_SQL_ENTRY_INSERT, NULL,
			WASL_ARGS(wasl_arg_int(log), wasl_arg_u64(i),
				  wasl_arg_bytes(wasl_hash_bytes(&hash)),
				  wasl_arg_null(), wasl_arg_null(),
				  wasl_arg_u64(0), wasl_arg_int(0),
				  wasl_arg_int(0), wasl_arg_int(0))));
	}
	store(&tx, log, NODE_TILE, ENTRIES);
	assert_int_equal(tiles(&tx, log), 1);
	check_root(&tx, log, ENTRIES);
	wasl_store_rollback(&tx);
	wasl_store_close(db);
}

static void test_node_entry__what_is_gone_is_told(void **state)
{
	struct wasl_store *db = open_store(state);
	struct wasl_tree tree = {0};
	struct store_tx tx = {0};
	int64_t log;

	check_ok(wasl_store_begin(&tx, db, NULL));
	log = open_log(&tx);
	store(&tx, log, 0, 3);
	store(&tx, log, 4, 6);
	check_status(node_entries_read(&tx.reader, &tree, log, 3, NULL),
		     WASL_OK);
	check_status(node_entries_read(&tx.reader, &tree, log, 6, NULL),
		     WASL_CORRUPT);
	tree = (struct wasl_tree){0};
	check_status(node_entries_read(&tx.reader, &tree, log + 1, 1, NULL),
		     WASL_NOT_FOUND);
	wasl_store_rollback(&tx);
	wasl_store_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_node_entry__tiles_give_the_root_of_the_entries),
		IN_SCRATCH(test_node_entry__a_tree_is_read_on_from_anywhere),
		IN_SCRATCH(
			test_node_entry__a_log_without_tiles_is_read_by_entries),
		IN_SCRATCH(test_node_entry__what_is_gone_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
