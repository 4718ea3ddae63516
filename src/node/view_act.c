#include "node/view.h"

#include "base/alloc.h"
#include "line/judge.h"
#include "node/assertion.h"
#include "node/change.h"
#include "node/send.h"

/* An act, its record and its due instants, until they are JSON. */
#define ACT_ARENA_MAX (2 * 1024 * 1024)

/* The checkpoint found last for one log holds for the entries after it. */
struct covering {
	int64_t log_id;
	uint64_t from;
	uint64_t size; /* 0: none */
	int64_t at;
};

/* The list under construction, beside out->acts. */
struct listing {
	struct view *v;
	struct wasl_place *places;
	size_t n;     /* acts with an index */
	size_t bound; /* acts of the fold that are binding */
	struct covering covering[2];
};

/* --- what it says -------------------------------------------------------- */

static const struct wasl_kind *kind_of(const struct view *v,
				       const struct wasl_dossier_act *folded)
{
	if (v->line)
		return v->dossier->kind;
	if (folded != NULL && folded->under != NULL)
		return folded->under;
	return v->dossier->fold.kind != NULL ? v->dossier->fold.kind
					     : v->dossier->kind;
}

/* Name, persons and fields of a plaintext; what does not read stays away. */
static wasl_status read_plain(struct view *v, struct wasl_node_act_view *out,
			      const struct wasl_kind *kind, wasl_bytes plain,
			      struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
	const struct wasl_act_def *def;
	struct wasl_record record;
	struct wasl_act act;

	if (wasl_act_parse(&act, &arena, plain, NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	out->time = act.time;
	out->author = wasl_arena_text(v->arena, act.author);
	out->approver = wasl_arena_text(v->arena, act.approver);
	WASL_TRY(wasl_arena_check(v->arena, err));
	WASL_TRY(node_asserted_take(&out->asserted, v->arena, &v->id, &act,
				    out->own, err));
	def = kind == NULL ? NULL : wasl_kind_act(kind, act.number);
	if (def == NULL)
		return WASL_OK;
	out->name = def->name;
	if (wasl_record_parse(&record, &arena, &def->shape, NULL, act.fields,
			      NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	out->fields = wasl_record_show(&record, &def->shape);
	return out->fields == NULL ? wasl_fail(err, WASL_NO_MEMORY, "fields")
				   : WASL_OK;
}

/* --- what the order made of it ------------------------------------------- */

static enum wasl_node_effect effect_of(const struct wasl_dossier_act *folded)
{
	switch (folded->effect) {
	case WASL_EFFECT_TOOK:
		return WASL_NODE_TOOK;
	case WASL_EFFECT_CROSSED:
	case WASL_EFFECT_LAPSED:
		return WASL_NODE_CROSSED;
	case WASL_EFFECT_VOID:
		return WASL_NODE_VOID;
	case WASL_EFFECT_OUT:
		return WASL_NODE_REJECTED;
	}
	return WASL_NODE_VOID;
}

/* Where the fold has this act; the fold is sorted by the same order. */
static const struct wasl_dossier_act *folded_at(const struct view *v,
						const struct wasl_place *place)
{
	const struct wasl_dossier *d = &v->dossier->fold;
	size_t low = 0;
	size_t high = v->line ? 0 : d->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = wasl_order_cmp(&v->id, &d->acts[mid].place, place);

		if (c == 0)
			return &d->acts[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* spec §8 Bound. */
static bool is_bound(const struct listing *l, const struct wasl_place *place,
		     const struct wasl_dossier_act *folded)
{
	const struct wasl_bound_facts *facts = &l->v->bounds.facts;

	if (place->origin == facts->own)
		return place->epoch != facts->epoch ||
		       place->index < facts->bound;
	return folded == NULL ||
	       (size_t)(folded - l->v->dossier->fold.acts) < l->bound;
}

static wasl_status find_receipt(struct listing *l,
				struct wasl_node_act_view *out, int64_t log_id,
				struct wasl_err *err)
{
	struct covering *c = &l->covering[out->own];
	wasl_autorows struct wasl_rows row = {0};
	bool known = c->log_id == log_id && out->index >= c->from &&
		     (c->size == 0 || out->index < c->size);
	wasl_status status;

	if (!known) {
		*c = (struct covering){.log_id = log_id, .from = out->index};
		status = wasl_store_one(&row, &l->v->r,
					WASL_SQL_CHECKPOINT_COVERING, err,
					WASL_ARGS(wasl_arg_int(log_id),
						  wasl_arg_u64(out->index)));
		if (status == WASL_OK) {
			c->size = wasl_rows_u64(&row, "size");
			c->at = wasl_rows_int(&row, "cosigned_at");
			status = wasl_rows_finish(&row, err);
		}
		if (status != WASL_OK && status != WASL_NOT_FOUND)
			return status;
	}
	out->receipt = c->size;
	out->receipted_at = c->at;
	return WASL_OK;
}

/* --- one entry ----------------------------------------------------------- */

/* Keeps the order of spec §8; rows come nearly so. */
static struct wasl_node_act_view *insert(struct listing *l,
					 const struct wasl_place *place)
{
	struct wasl_node_act_view *acts = l->v->out->acts;
	size_t at = l->n++;

	for (;
	     at > 0 && wasl_order_cmp(&l->v->id, &l->places[at - 1], place) > 0;
	     at--) {
		l->places[at] = l->places[at - 1];
		acts[at] = acts[at - 1];
	}
	l->places[at] = *place;
	acts[at] = (struct wasl_node_act_view){
		.name = "", .author = "", .approver = "", .state = ""};
	return &acts[at];
}

static void set_effect(struct wasl_node_act_view *out, struct wasl_rows *row,
		       const struct wasl_dossier_act *folded, bool opened)
{
	enum wasl_reject code = (enum wasl_reject)wasl_rows_int(row, "reject");

	out->effect = opened ? WASL_NODE_TOOK : WASL_NODE_SEALED;
	if (folded != NULL) {
		out->effect = effect_of(folded);
		out->alone = wasl_act_alone(folded);
		if (folded->under != NULL)
			out->state = wasl_kind_state_name(folded->under,
							  folded->after);
	}
	if (code != WASL_REJECT_NONE)
		out->effect = WASL_NODE_REJECTED;
	if (wasl_rows_int(row, "reject") == NODE_ENTRY_LOST)
		out->effect = WASL_NODE_LOST;
	out->code = wasl_reject_name(code);
}

static wasl_status add_entry(struct listing *l, struct wasl_rows *row,
			     struct wasl_err *err)
{
	struct view *v = l->v;
	const struct node_entry entry = {
		.own = wasl_rows_bool(row, "own"),
		.epoch = (uint32_t)wasl_rows_u64(row, "epoch"),
		.index = wasl_rows_u64(row, "idx"),
		.seen = wasl_rows_u64(row, "seen"),
	};
	struct wasl_place place = node_entry_place(v->peer, &entry);
	const struct wasl_dossier_act *folded = folded_at(v, &place);
	struct wasl_node_act_view *out = insert(l, &place);
	struct wasl_buf plain;
	wasl_status status = WASL_OK;
	bool opened;

	out->own = entry.own;
	out->epoch = entry.epoch;
	out->index = entry.index;
	out->seen = entry.seen;
	out->stored_at = wasl_rows_int(row, "stored_at");
	out->bound = is_bound(l, &place, folded);
	opened = node_open_row(v->dossier, &plain, row);
	if (opened)
		status = read_plain(v, out, kind_of(v, folded),
				    wasl_buf_bytes(&plain), err);
	wasl_free(plain.p);
	set_effect(out, row, folded, opened);
	WASL_TRY(status);
	return find_receipt(l, out, wasl_rows_int(row, "log_id"), err);
}

/* A line's log of this row? An id could turn up on another line, sealed. */
static bool of_line(const struct view *v, struct wasl_rows *row)
{
	int64_t peer_id = wasl_rows_int(row, "peer_id");

	return peer_id == v->peer->id;
}

static wasl_status add_entries(struct listing *l, size_t cap,
			       struct wasl_err *err)
{
	struct view *v = l->v;
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &v->r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	while (l->n < cap && wasl_rows_next(&rows)) {
		if (!of_line(v, &rows))
			continue;
		WASL_TRY(add_entry(l, &rows, err));
		v->out->n_acts = l->n;
	}
	return wasl_rows_finish(&rows, err);
}

/* --- acts that wait ------------------------------------------------------ */

static wasl_status add_waiting(struct view *v, struct wasl_rows *row,
			       struct wasl_err *err)
{
	struct wasl_node_act_view *out = &v->out->acts[v->out->n_acts++];
	struct wasl_cell cell = node_outbox_cell(v->dossier);
	wasl_bytes sealed = wasl_rows_bytes(row, "sealed");
	struct wasl_buf plain = {.cap = sealed.n};
	wasl_status status;

	*out = (struct wasl_node_act_view){
		.own = true,
		.name = "",
		.author = "",
		.approver = "",
		.state = "",
		.effect = WASL_NODE_WAITING,
		.stored_at = wasl_rows_int(row, "queued_at"),
	};
	if (v->dossier->key == NULL)
		return WASL_OK;
	plain.p = wasl_alloc(plain.cap, 1);
	if (plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	status = wasl_rest_open(&plain, v->dossier->key, &cell, sealed, err);
	if (status == WASL_OK)
		status = read_plain(v, out, kind_of(v, NULL),
				    wasl_buf_bytes(&plain), err);
	wasl_free(plain.p);
	return status;
}

static wasl_status add_outbox(struct view *v, size_t cap, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &v->r, WASL_SQL_OUTBOX_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	while (v->out->n_acts < cap && wasl_rows_next(&rows))
		WASL_TRY(add_waiting(v, &rows, err));
	return wasl_rows_finish(&rows, err);
}

/* --- all of them --------------------------------------------------------- */

static wasl_status how_many(struct view *v, size_t *n, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &v->r, WASL_SQL_ACTS_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	*n = wasl_rows_u64(&row, "entries") + wasl_rows_u64(&row, "waiting");
	return wasl_rows_finish(&row, err);
}

wasl_status view_acts(struct view *v, struct wasl_err *err)
{
	struct listing l = {.v = v};
	size_t cap;

	WASL_TRY(how_many(v, &cap, err));
	v->out->acts = wasl_arena_take(v->arena, cap, sizeof(*v->out->acts));
	l.places = wasl_arena_take(v->arena, cap, sizeof(*l.places));
	WASL_TRY(wasl_arena_check(v->arena, err));
	if (!v->line)
		l.bound =
			wasl_bound_prefix(&v->dossier->fold, &v->bounds.facts);
	WASL_TRY(add_entries(&l, cap, err));
	WASL_TRY(add_outbox(v, cap, err));
	for (size_t i = 0; i < v->out->n_acts; i++)
		v->out->unbound += !v->out->acts[i].bound;
	return WASL_OK;
}
