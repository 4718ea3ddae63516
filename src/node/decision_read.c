/* Decisions as they are read, and how they end with the persons. */
#include "node/decision_inner.h"

#include "node/need.h"
#include "node/put.h"
#include "node/sealed.h"

const char *decision_open(struct wasl_arena *arena,
			  const struct decision_key *key, wasl_bytes sealed)
{
	const struct wasl_cell cell = decision_cell(key->uid);
	wasl_bytes plain;

	if (key->secret == NULL ||
	    node_cell_open(arena, &plain, key->secret, &cell, sealed, NULL) !=
		    WASL_OK)
		return "";
	return wasl_arena_text(arena,
			       (wasl_text){(const char *)plain.p, plain.n});
}

/* --- the list ------------------------------------------------------------- */

struct listing {
	struct wasl_node *node;
	struct store_reader r;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	struct wasl_dossier_id id;
	struct wasl_node_decision *out;
	size_t n;
	size_t hidden;
};

/* The dossier on the other end, which is asked for by its own need-to-know. */
static wasl_status may_read(struct listing *l, bool *may, struct wasl_rows *row,
			    struct wasl_err *err)
{
	struct wasl_dossier_id far;

	*may = true;
	if (wasl_rows_int(row, "list_id") != 0)
		return WASL_OK;
	wasl_rows_copy(row, "other", far.b, sizeof(far.b));
	if (wasl_dossier_id_eq(&far, &l->id))
		wasl_rows_copy(row, "dossier_id", far.b, sizeof(far.b));
	return node_need_may(l->node, &l->r, may, &far, l->actor, err);
}

static wasl_status unwrap(struct listing *l, struct decision_key *key,
			  struct wasl_secret *secret, struct wasl_rows *row,
			  struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.key = secret};

	wasl_rows_copy(row, "uid", key->uid, sizeof(key->uid));
	if (wasl_rows_null(row, "wrapped"))
		return WASL_OK;
	wasl_rows_copy(row, "dossier_id", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_keyd_unwrap(l->node->keyd, &ask, 1, err));
	if (ask.status == WASL_OK)
		key->secret = secret;
	return WASL_OK;
}

static wasl_status take(struct listing *l, struct wasl_rows *row,
			struct wasl_err *err)
{
	wasl_autosecret secret = {0};
	struct decision_key key = {.secret = NULL};
	struct wasl_node_decision *to = &l->out[l->n];
	bool may;

	WASL_TRY(may_read(l, &may, row, err));
	if (!may) {
		l->hidden++;
		return WASL_OK;
	}
	WASL_TRY(unwrap(l, &key, &secret, row, err));
	*to = (struct wasl_node_decision){
		.id = wasl_rows_int(row, "id"),
		.ref = wasl_arena_text(l->arena, wasl_rows_text(row, "ref")),
		.name = decision_open(l->arena, &key,
				      wasl_rows_bytes(row, "name")),
		.list = wasl_arena_text(l->arena, wasl_rows_text(row, "list")),
		.other = wasl_arena_text(l->arena,
					 wasl_rows_text(row, "far_ref")),
		.state = (enum wasl_decision_state)wasl_rows_int(row, "state"),
		.answer =
			(enum wasl_decision_answer)wasl_rows_int(row, "answer"),
		.at = wasl_rows_int(row, "at"),
		.changed = wasl_rows_bool(row, "changed"),
	};
	l->n++;
	return decision_opinions(&l->r, l->arena, to, &key, err);
}

static wasl_status read_all(struct listing *l, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &l->r, WASL_SQL_DECISION_LIST, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&l->id)),
			  wasl_arg_int(WASL_DECISIONS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(take(l, &rows, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_node_decision_list(struct wasl_node *node,
				    struct wasl_arena *arena,
				    struct wasl_node_decision **out, size_t *n,
				    size_t *hidden, wasl_text ref,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct listing l = {.node = node, .arena = arena, .actor = actor};
	struct node_peer *peer;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	l.out = wasl_arena_take(arena, WASL_DECISIONS_MAX, sizeof(*l.out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_read(&l.r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, &l.r, ref, &peer, &l.id, err);
	if (status == WASL_OK)
		status = node_need_check(node, &l.r, &l.id, actor, err);
	if (status == WASL_OK)
		status = read_all(&l, err);
	pthread_rwlock_unlock(&node->lock);
	wasl_store_read_end(&l.r);
	*out = l.out;
	*n = l.n;
	*hidden = l.hidden;
	WASL_TRY(status);
	return wasl_arena_check(arena, err);
}

/* --- the end -------------------------------------------------------------- */

static wasl_status drop(struct store_tx *tx, unsigned opinions,
			unsigned decisions, struct wasl_arg of,
			struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(tx, opinions, err, WASL_ARGS(of)));
	return wasl_store_exec(tx, decisions, err, WASL_ARGS(of));
}

wasl_status node_decision_drop_dossier(struct store_tx *tx,
				       const struct wasl_dossier_id *id,
				       struct wasl_err *err)
{
	return drop(tx, WASL_SQL_OPINION_DROP_DOSSIER,
		    WASL_SQL_DECISION_DROP_DOSSIER,
		    wasl_arg_bytes(wasl_dossier_id_bytes(id)), err);
}

wasl_status node_decision_drop_list(struct store_tx *tx, int64_t list_id,
				    struct wasl_err *err)
{
	return drop(tx, WASL_SQL_OPINION_DROP_LIST, WASL_SQL_DECISION_DROP_LIST,
		    wasl_arg_int(list_id), err);
}
