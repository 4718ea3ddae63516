#include "node/sealed.h"

#include "base/alloc.h"
#include "node/housekey.h"

wasl_status node_sealed_start(struct wasl_node *node, struct store_tx *tx,
			      struct wasl_err *err)
{
	static const struct node_housekey home = {
		.name = "home", .bucket = UINT32_C(0x7ffffff1)};

	return node_housekey_start(node, tx, &node->home, &home, err);
}

wasl_status node_cell_seal(struct wasl_node *node, struct wasl_arena *arena,
			   wasl_bytes *out, const struct wasl_secret *key,
			   const struct wasl_cell *cell, wasl_bytes plain,
			   struct wasl_err *err)
{
	struct wasl_buf sealed = {.cap = plain.n + WASL_REST_OVERHEAD};

	sealed.p = wasl_arena_take(arena, sealed.cap, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	wasl_rest_seal(&sealed, &node->random, key, cell, plain);
	*out = wasl_buf_bytes(&sealed);
	return WASL_OK;
}

wasl_status node_cell_open(struct wasl_arena *arena, wasl_bytes *out,
			   const struct wasl_secret *key,
			   const struct wasl_cell *cell, wasl_bytes sealed,
			   struct wasl_err *err)
{
	struct wasl_buf plain = {.cap = sealed.n + 1};

	plain.p = wasl_arena_take(arena, plain.cap, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_rest_open(&plain, key, cell, sealed, err));
	*out = wasl_buf_bytes(&plain);
	return WASL_OK;
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
	char *text;

	if (n == 0 || n > WASL_HOME_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "a record at home is at most %d bytes",
				 WASL_HOME_MAX);
	text = wasl_arena_take(arena, n, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	(void)json_dumpb(record, text, n, JSON_COMPACT);
	return node_cell_seal(node, arena, &home->sealed, node->home, &cell,
			      wasl_bytes_of(text, n), err);
}

wasl_status node_sealed_seal(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_home *home, const json_t *record,
			     struct wasl_err *err)
{
	wasl_random_fill(&node->random, home->uid, sizeof(home->uid));
	return node_sealed_reseal(node, arena, home, record, err);
}

const char *node_sealed_text(struct wasl_arena *arena, const json_t *record,
			     const char *name)
{
	wasl_text text = wasl_json_text(json_object_get(record, name));

	return wasl_arena_text(arena, text.p ? text : (wasl_text){"", 0});
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
