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

struct listing {
	struct view *v;
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

static wasl_status show_entry(struct listing *l, struct wasl_node_act_view *out,
			      const struct view_slot *slot,
			      struct wasl_rows *row, struct wasl_err *err)
{
	struct view *v = l->v;
	const struct wasl_dossier_act *folded = view_folded(v, &slot->place);
	struct wasl_buf plain;
	wasl_status status = WASL_OK;
	bool opened;

	out->own = wasl_rows_bool(row, "own");
	out->epoch = slot->place.epoch;
	out->index = slot->place.index;
	out->seen = slot->place.seen;
	out->bound = view_bound(v, &slot->place, folded);
	opened = node_open_row(v->dossier, &plain, row);
	if (opened)
		status = read_plain(v, out, kind_of(v, folded),
				    wasl_buf_bytes(&plain), err);
	wasl_free(plain.p);
	set_effect(out, row, folded, opened);
	WASL_TRY(status);
	return find_receipt(l, out, slot->row, err);
}

/* --- one that waits ------------------------------------------------------ */

static wasl_status show_waiting(struct view *v, struct wasl_node_act_view *out,
				struct wasl_rows *row, struct wasl_err *err)
{
	struct wasl_cell cell = node_outbox_cell(v->dossier);
	wasl_bytes sealed = wasl_rows_bytes(row, "sealed");
	struct wasl_buf plain = {.cap = sealed.n};
	wasl_status status;

	out->own = true;
	out->effect = WASL_NODE_WAITING;
	out->index = wasl_rows_u64(row, "id");
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

/* --- those of the page --------------------------------------------------- */

static wasl_status show(struct listing *l, struct wasl_node_act_view *out,
			const struct view_slot *slot, struct wasl_err *err)
{
	struct view *v = l->v;
	wasl_autorows struct wasl_rows row = {0};

	*out = (struct wasl_node_act_view){.name = "",
					   .author = "",
					   .approver = "",
					   .state = "",
					   .stored_at = slot->stored_at};
	if (slot->waiting) {
		WASL_TRY(wasl_store_one(&row, &v->r, WASL_SQL_OUTBOX_SHOWN, err,
					WASL_ARGS(wasl_arg_int(slot->row))));
		WASL_TRY(show_waiting(v, out, &row, err));
	} else {
		WASL_TRY(wasl_store_one(
			&row, &v->r, WASL_SQL_ENTRY_SHOWN, err,
			WASL_ARGS(wasl_arg_int(slot->row),
				  wasl_arg_u64(slot->place.index))));
		WASL_TRY(show_entry(l, out, slot, &row, err));
	}
	return wasl_rows_finish(&row, err);
}

wasl_status view_acts(struct view *v, struct wasl_err *err)
{
	struct listing l = {.v = v};
	struct wasl_node_view *out = v->out;
	size_t n = v->end - v->first;

	/* The last place is the opening's, where it is not on the page. */
	out->acts = wasl_arena_take(v->arena, n + 1, sizeof(*out->acts));
	WASL_TRY(wasl_arena_check(v->arena, err));
	for (size_t i = 0; i < n; i++) {
		out->n_acts = i + 1;
		WASL_TRY(show(&l, &out->acts[i], &v->slots[v->first + i], err));
	}
	if (v->first == 0)
		return WASL_OK;
	out->opening = &out->acts[n];
	return show(&l, out->opening, &v->slots[0], err);
}
