#include "node/grounds.h"

static wasl_status take(struct wasl_node *node, struct wasl_arena *arena,
			struct wasl_node_ground *out, int64_t *draft,
			const struct wasl_home *home, struct wasl_err *err)
{
	wasl_autojson *record = NULL;

	WASL_TRY(node_sealed_open(node, &record, home, err));
	*draft = json_integer_value(json_object_get(record, "draft"));
	*out = (struct wasl_node_ground){
		.place = home->place,
		.ref = home->ref,
		.act = node_sealed_text(arena, record, "act"),
		.code = node_sealed_text(arena, record, "code"),
		.why = node_sealed_text(arena, record, "why"),
		.author = home->officer,
		.second = home->second,
		.at = home->at,
		.signed_at = home->decided_at,
	};
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_ground_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_ground **out, size_t *n,
				  const struct wasl_home_page *page,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_home *homes;
	int64_t draft;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_GROUNDS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_home_next(&r, arena, &homes, n, WASL_HOME_GROUND, 0, page,
				err));
	*out = wasl_arena_take(arena, *n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < *n; i++)
		WASL_TRY(take(node, arena, &(*out)[i], &draft, &homes[i], err));
	return WASL_OK;
}

wasl_status node_ground_of_draft(struct wasl_node *node, struct store_reader *r,
				 struct wasl_arena *arena,
				 struct wasl_node_ground *out, bool *found,
				 wasl_bytes dossier, int64_t draft,
				 struct wasl_err *err)
{
	struct wasl_home *homes;
	int64_t of;
	size_t n;

	*found = false;
	WASL_TRY(wasl_home_list(r, arena, &homes, &n, WASL_HOME_GROUND, dossier,
				0, err));
	for (size_t i = 0; i < n && !*found; i++) {
		WASL_TRY(take(node, arena, out, &of, &homes[i], err));
		*found = of == draft;
	}
	return WASL_OK;
}
