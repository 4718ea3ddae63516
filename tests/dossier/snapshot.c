#include "snapshot.h"

static void put_hash(struct wasl_buf *out, const struct wasl_hash *hash)
{
	if (hash == NULL)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_bytes(out, wasl_hash_bytes(hash));
}

static void put_index(struct wasl_buf *out, size_t i)
{
	if (i == WASL_ACT_NONE)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_uint(out, i);
}

static void put_opening(struct wasl_buf *out, const struct wasl_dossier_act *a)
{
	if (a->kind == NULL) {
		wasl_cbor_put_null(out);
		return;
	}
	wasl_cbor_put_array(out, 3);
	put_hash(out, a->kind);
	put_hash(out, a->profile);
	wasl_cbor_put_text(out, wasl_text_of(a->reference));
}

static void put_act(struct wasl_buf *out, const struct wasl_dossier_act *a)
{
	wasl_cbor_put_array(out, 14);
	wasl_cbor_put_uint(out, a->place.origin);
	wasl_cbor_put_uint(out, a->place.epoch);
	wasl_cbor_put_uint(out, a->place.index);
	wasl_cbor_put_uint(out, a->place.seen);
	wasl_cbor_put_uint(out, a->number);
	wasl_cbor_put_int(out, a->time);
	wasl_cbor_put_bool(out, a->out);
	put_opening(out, a);
	wasl_cbor_put_array(out, a->n_due);
	for (size_t i = 0; i < a->n_due; i++) {
		wasl_cbor_put_array(out, 2);
		wasl_cbor_put_uint(out, a->due[i].clock);
		wasl_cbor_put_int(out, a->due[i].at);
	}
	wasl_cbor_put_array(out, WASL_MARKS);
	for (int m = 0; m < WASL_MARKS; m++)
		if (a->marks[m] == NULL)
			wasl_cbor_put_null(out);
		else
			wasl_cbor_put_text(out, wasl_text_of(a->marks[m]));
	wasl_cbor_put_uint(out, a->effect);
	wasl_cbor_put_uint(out, a->after);
	put_index(out, a->standing);
	put_index(out, a->confirmed);
}

static void put_items(struct wasl_buf *out, const struct wasl_item_set *set)
{
	wasl_cbor_put_array(out, set->n);
	for (size_t i = 0; i < set->n; i++) {
		const struct wasl_item *item = &set->items[i];

		wasl_cbor_put_array(out, 3 + WASL_ITEM_CLOCKS_MAX);
		wasl_cbor_put_uint(out, item->key);
		wasl_cbor_put_uint(out, item->code);
		put_index(out, item->act);
		for (size_t k = 0; k < WASL_ITEM_CLOCKS_MAX; k++)
			wasl_cbor_put_int(out, item->due[k]);
	}
}

static void put_standing(struct wasl_buf *out, const struct wasl_dossier *d)
{
	const struct wasl_standing *s = &d->stands;

	wasl_cbor_put_array(out, d->kind->n_items + d->kind->n_agrees +
					 d->kind->n_acts + 2);
	for (size_t i = 0; i < d->kind->n_items; i++)
		put_items(out, &s->sets[i]);
	for (size_t i = 0; i < d->kind->n_agrees; i++) {
		wasl_cbor_put_array(out, 3);
		put_index(out, s->agrees[i].proposal);
		put_index(out, s->agrees[i].approval[0]);
		put_index(out, s->agrees[i].approval[1]);
	}
	for (size_t i = 0; i < d->kind->n_acts; i++)
		put_index(out, s->last[i]);
	wasl_cbor_put_array(out, s->n_alone);
	for (size_t i = 0; i < s->n_alone; i++)
		wasl_cbor_put_uint(out, s->alone[i]);
	wasl_cbor_put_array(out, s->n_asked);
	for (size_t i = 0; i < s->n_asked; i++) {
		wasl_cbor_put_array(out, 2);
		wasl_cbor_put_uint(out, s->asked[i].act);
		wasl_cbor_put_uint(out, d->kind->clocks[s->asked[i].clock].n);
	}
}

static void put_result(struct wasl_buf *out, const struct wasl_dossier *d)
{
	size_t n = d->kind == NULL ? 0 : d->kind->n_clocks;

	wasl_cbor_put_array(out, d->kind == NULL ? 4 : 5);
	put_hash(out, d->kind == NULL ? NULL : &d->kind->hash);
	put_hash(out, d->profile == NULL ? NULL : &d->profile->hash);
	wasl_cbor_put_uint(out, d->state);
	wasl_cbor_put_array(out, n);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_array(out, 6);
		wasl_cbor_put_uint(out, d->runs[i].clock);
		wasl_cbor_put_int(out, d->runs[i].due);
		wasl_cbor_put_int(out, d->runs[i].paused_at);
		wasl_cbor_put_int(out, d->runs[i].paused_for);
		wasl_cbor_put_uint(out, d->runs[i].pauses);
		wasl_cbor_put_int(out, d->past[i].started);
	}
	if (d->kind != NULL)
		put_standing(out, d);
}

void snapshot_write(struct wasl_buf *out, const struct wasl_dossier *d)
{
	wasl_cbor_put_array(out, d->n + 2);
	wasl_cbor_put_bytes(out, wasl_dossier_id_bytes(&d->id));
	for (size_t i = 0; i < d->n; i++)
		put_act(out, &d->acts[i]);
	put_result(out, d);
}
