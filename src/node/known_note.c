/*
 * Somebody of a dossier that came is known already, on a list or in another
 * open dossier: the desk is told that there is something, once, and looks with
 * its own eyes (a search), which shows each officer what he may read.
 */
#include "node/known_inner.h"

#include "node/elsewhere.h"
#include "node/listed.h"
#include "node/persons.h"
#include "watch/change.h"

static wasl_status look(void *ctx, const struct wasl_persons_entry *entry,
			struct wasl_err *err)
{
	return entry->key.source == WASL_PERSONS_DOSSIER
		       ? node_elsewhere_add(ctx, entry, err)
		       : WASL_OK;
}

struct note_job {
	struct node_job job;
	const struct node_elsewhere *e;
};

static wasl_status note_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	const struct node_elsewhere *e = ((struct note_job *)job)->e;
	const struct wasl_change change = {.at = wasl_clock_now(&node->clock),
					   .what = WASL_CHANGE_TASK,
					   .of_dossier = true,
					   .dossier_id = *e->self};

	for (size_t i = 0; i < e->seen_n; i++)
		if (e->seen[i].source == WASL_PERSONS_LIST)
			WASL_TRY(node_listed_put(
				tx, NULL, e->self,
				wasl_persons_list_id(&e->seen[i]), 0,
				&job->err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_KNOWN_BEFORE_PUT, &job->err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(e->self)),
			  wasl_arg_int(change.at), wasl_arg_u64(e->lists),
			  wasl_arg_u64(e->dossiers))));
	return wasl_store_changed(tx) > 0
		       ? wasl_change_add(tx, &change, &job->err)
		       : WASL_OK;
}

wasl_status known_note(struct node_known *known, struct store_reader *r,
		       const struct node_dossier *d, struct wasl_err *err)
{
	struct wasl_node *node = known->node;
	struct node_elsewhere e = {.node = node,
				   .persons = known->persons,
				   .r = r,
				   .self = &d->id,
				   .batches = true,
				   .now = wasl_clock_now(&node->clock)};
	struct note_job job = {.job = {.run = note_run, .internal = true},
			       .e = &e};
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = node_persons_of_dossier(node, r, d, known->entry, look, &e,
					 err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	if (e.lists + e.dossiers == 0)
		return WASL_OK;
	return node_writer_call(node->writer, &job.job, err);
}

/* --- what was erased ------------------------------------------------------ */

/* Spec §7, act `erased`. */
#define FIELD_DOSSIER 1

wasl_status node_known_erase(struct wasl_node *node, struct store_tx *tx,
			     int64_t peer_id, const struct wasl_record *erased,
			     struct wasl_err *err)
{
	static const unsigned goes[] = {
		WASL_SQL_ERASED_KNOWN, WASL_SQL_ERASED_LISTED,
		WASL_SQL_ERASED_BATCH, WASL_SQL_WRITING_ERASED};
	const struct wasl_value *v = wasl_record_get(erased, FIELD_DOSSIER);
	struct wasl_change change = {.at = wasl_clock_now(&node->clock),
				     .what = WASL_CHANGE_DOSSIER_GONE,
				     .of_dossier = true};

	if (v == NULL || v->bytes.n != sizeof(change.dossier_id.b))
		return WASL_OK;
	memcpy(change.dossier_id.b, v->bytes.p, v->bytes.n);
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_ERASED_PUT, err,
				 WASL_ARGS(wasl_arg_bytes(v->bytes),
					   wasl_arg_int(change.at),
					   wasl_arg_int(peer_id))));
	if (wasl_store_changed(tx) == 0)
		return WASL_OK;
	for (size_t i = 0; i < sizeof(goes) / sizeof(goes[0]); i++)
		WASL_TRY(wasl_store_exec(tx, goes[i], err,
					 WASL_ARGS(wasl_arg_bytes(v->bytes))));
	return wasl_change_add(tx, &change, err);
}

static wasl_status erase_all(struct wasl_node *node, struct store_tx *tx,
			     const struct node_peer *peer, struct wasl_err *err)
{
	const struct wasl_linestate *line = &peer->state;

	for (size_t i = 0; i < line->n; i++)
		if (line->acts[i].number == WASL_LINE_ACT_ERASED)
			WASL_TRY(node_known_erase(node, tx, peer->id,
						  &line->acts[i].record, err));
	return WASL_OK;
}

wasl_status node_known_start_erased(struct wasl_node *node, struct store_tx *tx,
				    struct wasl_err *err)
{
	for (size_t i = 0; i < node->peers_n; i++)
		WASL_TRY(erase_all(node, tx, node->peers[i], err));
	return WASL_OK;
}
