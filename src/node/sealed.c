#include "node/sealed.h"

#include "base/alloc.h"

/* Its row among the keys of this house, and a bucket of its own, above all
 * months and below those of lists. */
#define NAME   "home"
#define BUCKET UINT32_C(0x7ffffff1)

static wasl_status make_key(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_keyd_dossier *ask, struct wasl_err *err)
{
	wasl_secret_make(ask->key, &node->random);
	wasl_random_fill(&node->random, ask->id.b, sizeof(ask->id.b));
	WASL_TRY(wasl_keyd_wrap(node->keyd, ask, 1, err));
	WASL_TRY(ask->status == WASL_OK
			 ? WASL_OK
			 : wasl_fail(err, ask->status, "the key of home"));
	return wasl_store_exec(
		tx, WASL_SQL_HOME_KEY_PUT, err,
		WASL_ARGS(wasl_arg_str(NAME),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&ask->id)),
			  wasl_arg_bytes(WASL_BYTES(ask->wrapped.b))));
}

wasl_status node_sealed_start(struct wasl_node *node, struct store_tx *tx,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {.bucket = BUCKET};
	wasl_status status;

	if (node->home == NULL)
		node->home = node_secret_take(node);
	if (node->home == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	ask.key = node->home;
	status = wasl_store_one(&row, &tx->reader, WASL_SQL_HOME_KEY_GET, err,
				WASL_ARGS(wasl_arg_str(NAME)));
	if (status == WASL_NOT_FOUND)
		return make_key(node, tx, &ask, err);
	WASL_TRY(status);
	wasl_rows_copy(&row, "uid", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	return ask.status == WASL_OK
		       ? WASL_OK
		       : wasl_fail(err, ask.status, "the key of home");
}

static struct wasl_cell cell_of(const struct wasl_home *home)
{
	return (struct wasl_cell){.table = WASL_TEXT("home"),
				  .column = WASL_TEXT("sealed"),
				  .row = WASL_BYTES(home->uid)};
}

wasl_status node_sealed_reseal(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_home *home, const json_t *record,
			       struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(home);
	size_t n = json_dumpb(record, NULL, 0, JSON_COMPACT);
	struct wasl_buf out = {.cap = n + WASL_REST_OVERHEAD};
	char *text;

	if (n == 0 || n > WASL_HOME_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "a record at home is at most %d bytes",
				 WASL_HOME_MAX);
	text = wasl_arena_take(arena, n, 1);
	out.p = wasl_arena_take(arena, out.cap, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	(void)json_dumpb(record, text, n, JSON_COMPACT);
	wasl_rest_seal(&out, &node->random, node->home, &cell,
		       wasl_bytes_of(text, n));
	home->sealed = wasl_buf_bytes(&out);
	return WASL_OK;
}

wasl_status node_sealed_seal(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_home *home, const json_t *record,
			     struct wasl_err *err)
{
	wasl_random_fill(&node->random, home->uid, sizeof(home->uid));
	return node_sealed_reseal(node, arena, home, record, err);
}

wasl_status node_sealed_open(struct wasl_node *node, json_t **out,
			     const struct wasl_home *home, struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(home);
	uint8_t space[WASL_HOME_MAX];
	struct wasl_buf plain = WASL_BUF(space);

	WASL_TRY(wasl_rest_open(&plain, node->home, &cell, home->sealed, err));
	return wasl_json_parse(out, wasl_buf_bytes(&plain), WASL_HOME_MAX, err);
}
