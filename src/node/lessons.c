/* What was learned last time (docs/spec §12 Agree, named `retex`). */
#include "node/room.h"

#include "node/peer.h"
#include "node/roadmap.h"
#include "node/told.h"

#define AGREE  "retex"
#define SERIES "competition"
/* Closed dossiers that are looked at, newest first; lessons that are told. */
#define LOOK_MAX 40
#define TELL_MAX 3

struct lessons {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	const struct wasl_node_lessons_ask *ask;
	wasl_text peer; /* its name, as asked for by side too */
	json_t *same;	/* of the series … */
	json_t *others; /* … of the partner */
};

static json_t *lesson_of(const struct wasl_node_view *view, bool same)
{
	const json_t *agree =
		json_object_get(json_object_get(view->stands, "agree"), AGREE);
	const struct wasl_node_act_view *a = node_view_proposal(view, agree);
	const struct wasl_node_act_view *open = node_view_last(view, "open");

	if (a == NULL || open == NULL ||
	    !json_is_true(json_object_get(agree, "agreed")))
		return NULL;
	return json_pack("{s:s, s:s, s:O?, s:O?, s:b, s:o, s:O?, s:O?}",
			 "reference", view->row.ref, "peer", view->row.peer,
			 "name", json_object_get(open->fields, "name"),
			 "series", json_object_get(open->fields, SERIES),
			 "same", same, "closed_at",
			 node_told_instant(view->row.changed_at), "retex",
			 json_object_get(a->fields, AGREE), "hash",
			 json_object_get(agree, "hash"));
}

static void add(struct lessons *l, const struct wasl_node_view *view)
{
	const struct wasl_node_act_view *open = node_view_last(view, "open");
	wasl_text series = wasl_json_text(
		open == NULL ? NULL : json_object_get(open->fields, SERIES));
	bool same = series.n > 0 && wasl_text_eq(series, l->ask->series);
	json_t *lesson;

	if (!same && l->ask->peer.n > 0 &&
	    !wasl_text_is(l->peer, view->row.peer))
		return;
	lesson = lesson_of(view, same);
	if (lesson != NULL)
		json_array_append_new(same ? l->same : l->others, lesson);
}

static wasl_status look_at(struct lessons *l, const struct wasl_node_row *row,
			   struct wasl_err *err)
{
	struct wasl_node_view view;
	wasl_status status =
		wasl_node_show(l->node, l->arena, &view,
			       wasl_text_of(wasl_arena_format(
				       l->arena, "%s:%s", row->peer, row->ref)),
			       l->actor, err);

	if (status == WASL_DENIED)
		return WASL_OK;
	WASL_TRY(status);
	add(l, &view);
	wasl_node_view_deinit(&view);
	return WASL_OK;
}

static wasl_status find_peer(struct lessons *l, struct wasl_err *err)
{
	struct node_peer *peer = NULL;
	wasl_status status;

	pthread_rwlock_rdlock(&l->node->lock);
	status = node_peer_meant(l->node, l->ask->peer, &peer, err);
	pthread_rwlock_unlock(&l->node->lock);
	if (status == WASL_OK)
		l->peer = wasl_text_of(peer->keys.partner);
	return status;
}

static bool has_lessons(struct wasl_node *node, wasl_text kind)
{
	char name[64];
	const struct wasl_kind *held;

	snprintf(name, sizeof(name), "%.*s", kind.n < 63 ? (int)kind.n : 63,
		 kind.p);
	pthread_rwlock_rdlock(&node->lock);
	held = wasl_library_kind_named(&node->library, name);
	pthread_rwlock_unlock(&node->lock);
	for (size_t i = 0; held != NULL && i < held->n_agrees; i++)
		if (strcmp(held->agrees[i].name, AGREE) == 0)
			return true;
	return false;
}

static wasl_status look(struct lessons *l, struct wasl_err *err)
{
	const struct wasl_node_filter filter = {.kind = l->ask->kind,
						.state = WASL_TEXT("closed"),
						.peer = {"", 0},
						.limit = LOOK_MAX};
	struct wasl_node_row *rows;
	size_t n;

	WASL_TRY(wasl_node_list(l->node, l->arena, &rows, &n, NULL, &filter,
				l->actor, err));
	for (size_t i = 0; i < n && json_array_size(l->same) < TELL_MAX; i++)
		WASL_TRY(look_at(l, &rows[i], err));
	return WASL_OK;
}

wasl_status wasl_node_lessons(struct wasl_node *node, struct wasl_arena *arena,
			      json_t **out,
			      const struct wasl_node_lessons_ask *ask,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	wasl_autojson *same = json_array();
	wasl_autojson *others = json_array();
	struct lessons l = {.node = node,
			    .arena = arena,
			    .actor = actor,
			    .ask = ask,
			    .same = same,
			    .others = others};

	*out = NULL;
	if (ask->peer.n > 0)
		WASL_TRY(find_peer(&l, err));
	if (has_lessons(node, ask->kind))
		WASL_TRY(look(&l, err));
	json_array_extend(same, others);
	while (json_array_size(same) > TELL_MAX)
		json_array_remove(same, TELL_MAX);
	*out = json_pack("{s:O}", "lessons", same);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "lessons")
			    : WASL_OK;
}
