#include "node/kin.h"

#include "node/need.h"
#include "node/roadmap.h"
#include "node/told.h"

struct kin {
	struct wasl_node *node;
	struct store_reader *r;
	const struct wasl_user *actor;
	json_t *list;
	json_int_t hidden;
};

#define TEXT(column) node_told_text(rows, column)

/* As text, or null where it is empty. */
static json_t *name(struct wasl_rows *rows, const char *column)
{
	return wasl_rows_text(rows, column).n == 0 ? json_null() : TEXT(column);
}

static json_t *show(struct wasl_rows *rows)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:o}",
			 "reference", TEXT("ref"), "kind", TEXT("kind"), "peer",
			 TEXT("peer"), "state", name(rows, "state"), "outcome",
			 TEXT("outcome"), "urgency", TEXT("urgency"), "own",
			 wasl_rows_bool(rows, "own"), "closed",
			 wasl_rows_bool(rows, "closed"), "due_at",
			 node_told_instant(wasl_rows_int(rows, "due_at")),
			 "due", name(rows, "due_name"));
}

static wasl_status take(struct kin *kin, unsigned sql,
			const struct wasl_dossier_id *id, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, kin->r, sql, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	while (wasl_rows_next(&rows)) {
		struct wasl_dossier_id one;
		bool may;

		wasl_rows_copy(&rows, "id", one.b, sizeof(one.b));
		WASL_TRY(node_need_may(kin->node, kin->r, &may, &one,
				       kin->actor, err));
		if (may && json_array_size(kin->list) < WASL_NODE_KIN_MAX)
			json_array_append_new(kin->list, show(&rows));
		else
			kin->hidden++;
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status take_both(struct kin *kin, json_t **parent,
			     const struct wasl_dossier_id *id,
			     struct wasl_err *err)
{
	WASL_TRY(take(kin, WASL_SQL_DOSSIER_PARENT, id, err));
	*parent = json_incref(json_array_get(kin->list, 0));
	json_array_clear(kin->list);
	return take(kin, WASL_SQL_DOSSIER_KIN, id, err);
}

wasl_status wasl_node_kin(struct wasl_node *node, json_t **out,
			  const uint8_t dossier[static 16],
			  const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autojson *list = json_array();
	wasl_autojson *parent = NULL;
	struct kin kin = {.node = node, .r = &r, .actor = actor, .list = list};
	struct wasl_dossier_id id;
	wasl_status status;

	*out = NULL;
	memcpy(id.b, dossier, sizeof(id.b));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = take_both(&kin, &parent, &id, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	*out = json_pack("{s:O?, s:O, s:I}", "parent", parent, "children", list,
			 "hidden", kin.hidden);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "kin") : WASL_OK;
}
