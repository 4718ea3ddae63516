/* Goal: whatever is changed in a node's database behind its back, verification
 * names the place and what is wrong there. */
#include "nodes.h"

#include "crypto/envelope.h"

#include <poll.h>
#include <sqlite3.h>
#include <string.h>

#define ARENA (16 * 1024 * 1024)

static struct test_pair pair;
static char ref[40];
static sqlite3 *db; /* Rabat's, opened beside the node */

/* --- changing ------------------------------------------------------------ */

static void sql(const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
}

/* flip(blob): with one bit in its middle changed. */
static void flip(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	uint8_t bytes[65536];
	int size = sqlite3_value_bytes(args[0]);

	(void)n;
	assert_in_range(size, 1, sizeof(bytes));
	memcpy(bytes, sqlite3_value_blob(args[0]), (size_t)size);
	bytes[size / 2] ^= 1;
	sqlite3_result_blob(ctx, bytes, size, SQLITE_TRANSIENT);
}

static void sha256(sqlite3_context *ctx, int n, sqlite3_value **args)
{
	struct wasl_hash hash = wasl_sha256(
		wasl_bytes_of(sqlite3_value_blob(args[0]),
			      (size_t)sqlite3_value_bytes(args[0])));

	(void)n;
	sqlite3_result_blob(ctx, hash.b, sizeof(hash.b), SQLITE_TRANSIENT);
}

static void save(void)
{
	sql("ATTACH ':memory:' AS saved;"
	    "CREATE TABLE saved.entry AS SELECT * FROM main.entry;"
	    "CREATE TABLE saved.checkpoint AS SELECT * FROM main.checkpoint;"
	    "CREATE TABLE saved.dossier AS SELECT * FROM main.dossier;"
	    "CREATE TABLE saved.clock AS SELECT * FROM main.clock;"
	    "CREATE TABLE saved.peer AS SELECT * FROM main.peer;");
}

static void put_back(void)
{
	sql("BEGIN;"
	    "DELETE FROM main.clock; DELETE FROM main.dossier;"
	    "DELETE FROM main.checkpoint; DELETE FROM main.entry;"
	    "INSERT INTO main.entry SELECT * FROM saved.entry;"
	    "INSERT INTO main.checkpoint SELECT * FROM saved.checkpoint;"
	    "INSERT INTO main.dossier SELECT * FROM saved.dossier;"
	    "INSERT INTO main.clock SELECT * FROM saved.clock;"
	    "UPDATE main.peer SET own_card = s.own_card, card = s.card "
	    "FROM saved.peer AS s WHERE s.id = main.peer.id;"
	    "COMMIT");
}

/* --- verifying ----------------------------------------------------------- */

static void verify(struct test_node *node, struct wasl_arena *arena,
		   struct wasl_node_verify *out)
{
	struct wasl_err err = {0};
	int64_t job;

	if (wasl_node_verify_start(node->node, &job, &node->auditor, &err) !=
	    WASL_OK)
		fail_msg("%s", err.text);
	do {
		poll(NULL, 0, 1);
		check_ok(wasl_node_verify_get(node->node, arena, out, job,
					      NULL));
	} while (!out->finished);
}

static void expect_sound(struct test_node *node)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_verify v;

	verify(node, &arena, &v);
	if (v.fault != NULL)
		fail_msg("%s: %s", node->side.node, v.fault);
	for (size_t i = 0; i < v.n_logs; i++)
		assert_null(v.logs[i].fault);
}

/* The change is undone again. */
static void expect_fault(const char *change, const char *where,
			 const char *what)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_verify v;

	verify(&pair.rabat, &arena, &v);
	put_back();
	if (v.fault == NULL)
		fail_msg("not found: %s", change);
	if (strstr(v.fault, where) == NULL || strstr(v.fault, what) == NULL)
		fail_msg("%s\n  found as: %s\n  not as: %s … %s", change,
			 v.fault, where, what);
}

static int setup(void **state)
{
	char path[128];

	(void)state;
	nodes_start(&pair);
	nodes_agree(&pair);
	node_open(&pair.paris, "arrest", "arrest-request.json", ref);
	await_state(&pair.rabat, ref, "sent");
	node_act(&pair.rabat, ref, "ack", "arrest-ack.json");
	await_state(&pair.paris, ref, "acknowledged");
	node_act(&pair.rabat, ref, "accept", "arrest-accept.json");
	await_state(&pair.paris, ref, "accepted");
	await_quiet(&pair);
	snprintf(path, sizeof(path), "%s/wasl.db", pair.rabat.side.dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	sqlite3_create_function(db, "flip", 1, SQLITE_UTF8, NULL, flip, NULL,
				NULL);
	sqlite3_create_function(db, "sha256", 1, SQLITE_UTF8, NULL, sha256,
				NULL, NULL);
	save();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	sqlite3_close(db);
	nodes_end(&pair);
	return 0;
}

/* --- tests --------------------------------------------------------------- */

static void test_node_verify__sound_nodes_count_everything(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct test_node *nodes[] = {&pair.paris, &pair.rabat};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct wasl_node_verify v;

		verify(nodes[i], &arena, &v);
		assert_null(v.fault);
		assert_int_equal(v.n_logs, 2);
		assert_int_equal(v.dossiers, 1);
		assert_int_equal(v.total, 5);
		assert_int_equal(v.done, 5);
		for (size_t j = 0; j < 2; j++) {
			assert_true(v.logs[j].entries >= 2);
			assert_int_equal(v.logs[j].envelopes,
					 v.logs[j].entries);
			assert_int_equal(v.logs[j].sealed, 0);
			assert_true(v.logs[j].signatures > 0);
			assert_true(v.logs[j].cosignatures > 0);
		}
	}
}

/* Rabat's log has agree, ack, accept; its mirror of Paris profile, open. */
#define OWN	      "log_id = (SELECT id FROM log WHERE own = 1)"
#define MIRROR	      "log_id = (SELECT id FROM log WHERE own = 0)"
#define OWN_ORIGIN    "rabat.dgsn/line/paris.pn: "
#define MIRROR_ORIGIN "paris.pn/line/rabat.dgsn: "
#define LAST(log)     "size = (SELECT MAX(size) FROM checkpoint WHERE " log ")"

static const struct {
	const char *change; /* SQL */
	const char *where;
	const char *what;
} faults[] = {
	{"UPDATE entry SET envelope = flip(envelope) WHERE " OWN " AND idx = 1",
	 OWN_ORIGIN "entry 1: ", "not the one of its hash"},
	{"UPDATE entry SET hash = flip(hash) WHERE " MIRROR " AND idx = 1",
	 MIRROR_ORIGIN "entry 1: ", "not the one of its hash"},
	{"UPDATE entry SET envelope = flip(envelope), "
	 "hash = sha256(flip(envelope)) WHERE " MIRROR " AND idx = 1",
	 MIRROR_ORIGIN "note of size 2: ", "not that of the entries"},
	{"UPDATE entry SET idx = -1 WHERE " OWN " AND idx = 1;"
	 "UPDATE entry SET idx = 1 WHERE " OWN " AND idx = 2;"
	 "UPDATE entry SET idx = 2 WHERE " OWN " AND idx = -1",
	 OWN_ORIGIN "note of size 2: ", "not that of the entries"},
	{"UPDATE entry SET envelope = NULL WHERE " MIRROR " AND idx = 1",
	 MIRROR_ORIGIN "entry 1: ", "envelope is missing"},
	{"DELETE FROM entry WHERE " OWN " AND idx = 1",
	 OWN_ORIGIN "entry 1: ", "is missing"},
	{"DELETE FROM entry WHERE " OWN " AND idx = 2",
	 OWN_ORIGIN "note of size 3: ", "the log ends at 2"},
	{"DELETE FROM entry WHERE " OWN " AND idx = 2;"
	 "DELETE FROM checkpoint WHERE " OWN " AND size = 3",
	 OWN_ORIGIN, "keyd signed 3 entries, the database holds 2"},
	{"DELETE FROM checkpoint WHERE " MIRROR " AND " LAST(MIRROR),
	 MIRROR_ORIGIN "note of size 2: ", "is missing"},
	{"UPDATE checkpoint SET note = flip(note) WHERE " OWN " AND " LAST(OWN),
	 OWN_ORIGIN "note of size 3: ", ""},
	{"UPDATE checkpoint SET note = (SELECT c.note FROM checkpoint AS c "
	 "WHERE c." MIRROR " AND c.size = 2) WHERE " OWN " AND size = 2",
	 OWN_ORIGIN "note of size 2: ", "of another log"},
	{"UPDATE checkpoint SET note = (SELECT c.note FROM checkpoint AS c "
	 "WHERE c." OWN " AND c.size = 3) WHERE " OWN " AND size = 2",
	 OWN_ORIGIN "note of size 2: ", "of another size"},
	{"UPDATE checkpoint SET cosigned_at = cosigned_at - 1 WHERE " MIRROR
	 " AND " LAST(MIRROR),
	 MIRROR_ORIGIN "note of size 2: ", "another time"},
	{"UPDATE entry SET seen = 0 WHERE " OWN " AND idx = 2",
	 OWN_ORIGIN "entry 2: ", "not that of its envelope"},
	{"UPDATE entry SET dossier_id = zeroblob(16) WHERE " OWN " AND idx = 2",
	 OWN_ORIGIN "entry 2: ", "under another dossier"},
	{"UPDATE entry SET reject = 4 WHERE " OWN " AND idx = 2",
	 OWN_ORIGIN "entry 2: ", "no standing reject names it"},
	{"UPDATE entry SET act = 6 WHERE " OWN " AND idx = 0",
	 OWN_ORIGIN "entry 0: ", "stored as act 6, but is act 2"},
	{"UPDATE dossier SET state = 'closed'", "paris.pn: dossier ",
	 "state is stored as \"closed\", its acts make \"accepted\""},
	{"UPDATE dossier SET closed = 1", "paris.pn: dossier ", "its closed"},
	{"UPDATE dossier SET crossed = 2", "paris.pn: dossier ", "its crossed"},
	{"UPDATE dossier SET outcome = 'X'", "paris.pn: dossier ",
	 "its outcome"},
	{"UPDATE dossier SET ref = 'FR-2026-ARR-999999'", "paris.pn: dossier ",
	 "its ref"},
	{"UPDATE clock SET due_at = due_at + 3600", "paris.pn: dossier ",
	 "its due_at"},
	{"DELETE FROM clock", "paris.pn: dossier ", "is not stored"},
	{"UPDATE dossier SET wrapped = flip(wrapped)",
	 "paris.pn: ", "does not unwrap"},
	{"UPDATE peer SET card = own_card",
	 "paris.pn: ", "is not the pinned one"},
	{"UPDATE peer SET own_card = card",
	 "paris.pn: ", "does not name the keys of keyd"},
};

static void test_node_verify__finds_each_planted_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		sql(faults[i].change);
		expect_fault(faults[i].change, faults[i].where, faults[i].what);
	}
	expect_sound(&pair.rabat);
}

/* An own act whose header itself says less than the one before. */
static void test_node_verify__finds_a_seen_that_decreases(void **state)
{
	uint8_t space[1024];
	uint8_t plain_space[256];
	struct wasl_buf envelope = WASL_BUF(space);
	struct wasl_buf plain = WASL_BUF(plain_space);
	struct wasl_random random = wasl_crypto_random();
	const struct wasl_secret key = {{1}};
	struct wasl_envelope_in in = {
		.at = {WASL_TEXT("rabat.dgsn/line/paris.pn"), 2},
		.key = &key,
		.seen = 0,
	};
	sqlite3_stmt *update;

	(void)state;
	wasl_buf_put_u8(&plain, 0xa0);
	wasl_act_pad(&plain);
	in.plain = wasl_buf_bytes(&plain);
	check_ok(wasl_envelope_seal(&envelope, &random, &in, NULL));
	assert_int_equal(
		sqlite3_prepare_v2(db,
				   "UPDATE entry SET envelope = ?1, "
				   "hash = sha256(?1), seen = 0, "
				   "dossier_id = zeroblob(16) WHERE " OWN
				   " AND idx = 2",
				   -1, &update, NULL),
		SQLITE_OK);
	sqlite3_bind_blob(update, 1, envelope.p, (int)envelope.n,
			  SQLITE_STATIC);
	assert_int_equal(sqlite3_step(update), SQLITE_DONE);
	sqlite3_finalize(update);
	expect_fault("a smaller seen",
		     OWN_ORIGIN "entry 2: ", "its `seen` is 0, after 2");
}

/* Rabat has erased the dossier: what Paris still sends in it is rejected. */
static void test_node_verify__rejects_are_those_that_were_told(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_view view;
	char fields[80];
	char id[33];

	(void)state;
	node_show(&pair.rabat, &arena, &view, ref);
	wasl_hex_write(id, (wasl_bytes){view.row.id, sizeof(view.row.id)});
	wasl_node_view_deinit(&view);
	snprintf(fields, sizeof(fields), "{\"dossier\":\"%s\"}", id);
	node_act(&pair.rabat, "LNK-paris.pn", "erased", fields);
	await_quiet(&pair);
	node_act(&pair.paris, ref, "withdraw", "arrest-withdraw.json");
	await_quiet(&pair);
	expect_sound(&pair.rabat);
	expect_sound(&pair.paris);
	node_show(&pair.rabat, &arena, &view, ref);
	assert_int_equal(view.acts[3].effect, WASL_NODE_REJECTED);
	assert_string_equal(view.acts[3].code, "T14");
	wasl_node_view_deinit(&view);
	sql("DETACH saved");
	save();
	sql("UPDATE entry SET reject = 0 WHERE reject <> 0");
	expect_fault("a reject forgotten", MIRROR_ORIGIN "entry 2: ",
		     "it is rejected (T14), but stored as if it stood");
	sql("UPDATE entry SET reject = 3 WHERE reject <> 0");
	expect_fault("another code",
		     MIRROR_ORIGIN "entry 2: ", "by another code");
}

static void test_node_verify__needs_the_right_and_runs_once(void **state)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_verify v;
	struct wasl_user nobody = {0};
	struct wasl_err err;
	int64_t job;

	(void)state;
	check_status(
		wasl_node_verify_start(pair.rabat.node, &job, &nobody, &err),
		WASL_DENIED);
	check_status(wasl_node_verify_get(pair.rabat.node, &arena, &v, 0, &err),
		     WASL_NOT_FOUND);
	check_status(wasl_node_verify_get(pair.rabat.node, &arena, &v, 1 << 20,
					  &err),
		     WASL_NOT_FOUND);
	for (int i = 0; i < 10; i++)
		expect_sound(&pair.rabat);
	/* Of eleven and more, the first is forgotten. */
	check_status(wasl_node_verify_get(pair.rabat.node, &arena, &v, 1, &err),
		     WASL_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_node_verify__sound_nodes_count_everything),
		cmocka_unit_test(test_node_verify__finds_each_planted_fault),
		cmocka_unit_test(test_node_verify__finds_a_seen_that_decreases),
		cmocka_unit_test(
			test_node_verify__rejects_are_those_that_were_told),
		cmocka_unit_test(
			test_node_verify__needs_the_right_and_runs_once),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
