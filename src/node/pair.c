#include "node/pair.h"

#include "node/state.h"

wasl_status wasl_node_pair_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_pair **out, size_t *n,
				int64_t since, const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	int64_t limit = (int64_t)node->config->desk.pair_percent;

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_ACCESS, err));
	*out = wasl_arena_take(arena, WASL_PAIRS_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(
		&rows, &r, WASL_SQL_PAIR_LIST, err,
		WASL_ARGS(wasl_arg_int(since), wasl_arg_int(WASL_PAIRS_MAX))));
	while (*n < WASL_PAIRS_MAX && wasl_rows_next(&rows)) {
		struct wasl_node_pair *p = &(*out)[(*n)++];
		int64_t all = wasl_rows_int(&rows, "of_author");

		*p = (struct wasl_node_pair){
			.author = wasl_arena_text(
				arena, wasl_rows_text(&rows, "author")),
			.second = wasl_arena_text(
				arena, wasl_rows_text(&rows, "second")),
			.n = wasl_rows_int(&rows, "n"),
		};
		p->percent = all > 0 ? 100 * p->n / all : 0;
		p->above = p->n >= WASL_PAIR_LEAST && p->percent > limit;
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}
