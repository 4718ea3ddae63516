/*
 * Somebody of a dossier that came is known already, on a list or in another
 * open dossier: the desk is told that there is something, once, and looks with
 * its own eyes (a search), which shows each officer what he may read.
 */
#include "node/known_inner.h"

#include "node/elsewhere.h"
#include "node/persons.h"

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

	return wasl_store_exec(
		tx, WASL_SQL_KNOWN_BEFORE_PUT, &job->err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(e->self)),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_u64(e->lists), wasl_arg_u64(e->dossiers)));
}

wasl_status known_note(struct node_known *known, struct store_reader *r,
		       const struct node_dossier *d, struct wasl_err *err)
{
	struct wasl_node *node = known->node;
	struct node_elsewhere e = {.node = node,
				   .persons = known->persons,
				   .r = r,
				   .self = &d->id,
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
