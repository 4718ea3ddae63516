/* Where the acts of a dossier stand, and which of them one page has. */
#include "node/view.h"

#include "kind/fault.h"

/* --- what the order made of it ------------------------------------------- */

/* The fold is sorted by the same order. */
const struct wasl_dossier_act *view_folded(const struct view *v,
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

bool view_bound(const struct view *v, const struct wasl_place *place,
		const struct wasl_dossier_act *folded)
{
	const struct wasl_bound_facts *facts = &v->bounds.facts;

	if (place->origin == facts->own)
		return place->epoch != facts->epoch ||
		       place->index < facts->bound;
	return folded == NULL ||
	       (size_t)(folded - v->dossier->fold.acts) < v->bound;
}

/* --- all of them --------------------------------------------------------- */

static wasl_status make_room(struct view *v, size_t *max, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, &v->r, WASL_SQL_ACTS_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	*max = wasl_rows_u64(&row, "entries") + wasl_rows_u64(&row, "waiting");
	v->slots = wasl_arena_take(v->arena, *max, sizeof(*v->slots));
	WASL_TRY(wasl_arena_check(v->arena, err));
	return wasl_rows_finish(&row, err);
}

/* Keeps the order of spec §8; rows come nearly so. */
static void insert(struct view *v, const struct view_slot *slot)
{
	size_t at = v->n_slots++;

	for (; at > 0 && wasl_order_cmp(&v->id, &v->slots[at - 1].place,
					&slot->place) > 0;
	     at--)
		v->slots[at] = v->slots[at - 1];
	v->slots[at] = *slot;
}

/* An id could turn up on another line, sealed: only this line's logs. */
static wasl_status add_entries(struct view *v, size_t max, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &v->r, WASL_SQL_ENTRY_PLACES, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)),
			  wasl_arg_int(v->peer->id))));
	while (v->n_slots < max && wasl_rows_next(&rows)) {
		const struct node_entry entry = {
			.own = wasl_rows_bool(&rows, "own"),
			.epoch = (uint32_t)wasl_rows_u64(&rows, "epoch"),
			.index = wasl_rows_u64(&rows, "idx"),
			.seen = wasl_rows_u64(&rows, "seen"),
		};
		const struct view_slot slot = {
			.place = node_entry_place(v->peer, &entry),
			.row = wasl_rows_int(&rows, "log_id"),
			.stored_at = wasl_rows_int(&rows, "stored_at"),
		};

		insert(v, &slot);
		v->out->unbound += !view_bound(v, &slot.place,
					       view_folded(v, &slot.place));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status add_waiting(struct view *v, size_t max, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, &v->r, WASL_SQL_OUTBOX_PLACES, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)))));
	while (v->n_slots < max && wasl_rows_next(&rows)) {
		v->slots[v->n_slots++] = (struct view_slot){
			.waiting = true,
			.row = wasl_rows_int(&rows, "id"),
			.stored_at = wasl_rows_int(&rows, "queued_at"),
		};
		v->out->unbound++;
	}
	return wasl_rows_finish(&rows, err);
}

/* --- those of a page ----------------------------------------------------- */

struct wasl_node_act_place
wasl_node_act_place(const struct wasl_node_act_view *act)
{
	return (struct wasl_node_act_place){
		.waiting = act->effect == WASL_NODE_WAITING,
		.own = act->own,
		.epoch = act->epoch,
		.index = act->index,
	};
}

static bool is_at(const struct view *v, const struct view_slot *slot,
		  const struct wasl_node_act_place *at)
{
	bool own = slot->place.origin == v->bounds.facts.own;

	return !slot->waiting && own == at->own &&
	       slot->place.epoch == at->epoch && slot->place.index == at->index;
}

/*
 * How many stand before a place: with `self`, and at it.
 *
 * Err:  SCHEMA  no entry of the dossier is there
 */
static wasl_status before(const struct view *v, size_t *n, bool self,
			  struct wasl_err *err)
{
	const struct wasl_node_act_place *at = &v->page->place;

	for (*n = 0; *n < v->n_slots; ++*n) {
		const struct view_slot *slot = &v->slots[*n];
		uint64_t row = (uint64_t)slot->row;

		if (at->waiting ? slot->waiting && row >= at->index
				: is_at(v, slot, at)) {
			*n += self && (!at->waiting || row == at->index);
			return WASL_OK;
		}
	}
	return at->waiting ? WASL_OK
			   : wasl_fault(err, WASL_SCHEMA,
					self ? "after" : "before", "page");
}

static wasl_status choose(struct view *v, struct wasl_err *err)
{
	const struct wasl_node_acts_page *page = v->page;

	v->first = 0;
	v->end = v->n_slots;
	if (page == NULL)
		return WASL_OK;
	if (page->from == WASL_ACTS_AFTER)
		WASL_TRY(before(v, &v->first, true, err));
	if (page->from == WASL_ACTS_BEFORE)
		WASL_TRY(before(v, &v->end, false, err));
	if (v->end - v->first <= page->limit)
		return WASL_OK;
	if (page->from == WASL_ACTS_NEWEST || page->from == WASL_ACTS_BEFORE)
		v->first = v->end - page->limit;
	else
		v->end = v->first + page->limit;
	return WASL_OK;
}

wasl_status view_slots(struct view *v, struct wasl_err *err)
{
	size_t max;

	if (!v->line)
		v->bound =
			wasl_bound_prefix(&v->dossier->fold, &v->bounds.facts);
	WASL_TRY(make_room(v, &max, err));
	WASL_TRY(add_entries(v, max, err));
	WASL_TRY(add_waiting(v, max, err));
	WASL_TRY(choose(v, err));
	v->out->earlier = v->first > 0;
	v->out->later = v->end < v->n_slots;
	return WASL_OK;
}
