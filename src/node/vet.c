#include "node/vet.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "node/batch.h"
#include "node/elsewhere.h"
#include "node/known.h"
#include "node/listed.h"
#include "node/log.h"
#include "node/persons.h"
#include "node/refused.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

/* Behind everything else that wants the processor. */
#define NICE 10
/* Persons that are compared together, and in one transaction. */
#define TOGETHER 32
/* After a commit, others are waited for; after a failure, longer. */
#define GATHER_MS 1000
#define AGAIN_MS  5000

struct node_vetter {
	struct wasl_node *node;
	pthread_t thread;
	bool started;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t turn;
	bool woken;
	bool stop;
};

/* The dossier in hand. */
struct vetting {
	struct node_vetter *vetter;
	struct wasl_dossier_id id;
	int64_t tables;
	struct wasl_persons_entry *entry; /* TOGETHER of them */
	struct node_vetted found[TOGETHER];
	size_t n;
	uint64_t on_lists, in_dossiers; /* persons */
};

static bool stopping(struct node_vetter *v)
{
	bool stop;

	pthread_mutex_lock(&v->lock);
	stop = v->stop;
	pthread_mutex_unlock(&v->lock);
	return stop;
}

/* --- some persons together ------------------------------------------------ */

/* Lists and dossiers; the batch itself names nobody there. */
static wasl_status look(struct vetting *v, struct store_reader *r,
			struct wasl_persons *persons, struct wasl_err *err)
{
	for (size_t i = 0; i < v->n; i++) {
		struct node_elsewhere e = {
			.node = v->vetter->node,
			.persons = persons,
			.r = r,
			.self = &v->id,
			.now = wasl_clock_now(&v->vetter->node->clock)};

		WASL_TRY(node_elsewhere_add(&e, &v->entry[i], err));
		v->found[i].lists = e.lists;
		v->found[i].dossiers = e.dossiers;
		v->on_lists += e.lists > 0;
		v->in_dossiers += e.dossiers > 0;
	}
	return WASL_OK;
}

static wasl_status look_all(struct vetting *v, struct wasl_err *err)
{
	struct node_known *known = v->vetter->node->known;
	wasl_autoreader struct store_reader r = {0};
	struct node_known_state state;
	struct wasl_persons *persons;
	wasl_status status;

	WASL_TRY(wasl_store_read(&r, v->vetter->node->store, err));
	WASL_TRY(node_known_get(known, &persons, &state, err));
	status = state.complete ? look(v, &r, persons, err)
				: wasl_fault(err, WASL_NOT_READY, "",
					     "persons-reading");
	node_known_done(known);
	return status;
}

struct vet_job {
	struct node_job job;
	struct vetting *v;
};

static wasl_status vet_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct vetting *v = ((struct vet_job *)job)->v;

	for (size_t i = 0; i < v->n; i++) {
		struct node_vetted *f = &v->found[i];

		WASL_TRY(node_refused_meet_person(node, tx, &v->id,
						  &v->entry[i], &f->refused,
						  &job->err));
		if (!f->refused && f->lists + f->dossiers == 0)
			continue;
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_VET_KNOWN, &job->err,
			WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&v->id)),
				  wasl_arg_int(f->number),
				  wasl_arg_bool(f->refused),
				  wasl_arg_u64(f->lists),
				  wasl_arg_u64(f->dossiers))));
	}
	return WASL_OK;
}

static wasl_status in_writer(struct vetting *v,
			     wasl_status (*run)(struct wasl_node *node,
						struct store_tx *tx,
						struct node_job *job),
			     struct wasl_err *err)
{
	struct vet_job job = {.job = {.run = run, .internal = true}, .v = v};

	return node_writer_call(v->vetter->node->writer, &job.job, err);
}

static wasl_status flush(struct vetting *v, struct wasl_err *err)
{
	if (v->n == 0)
		return WASL_OK;
	WASL_TRY(look_all(v, err));
	WASL_TRY(in_writer(v, vet_run, err));
	v->n = 0;
	return WASL_OK;
}

static wasl_status take(void *ctx, const struct wasl_batch_row *row,
			struct wasl_err *err)
{
	struct vetting *v = ctx;

	if (stopping(v->vetter))
		return wasl_fail(err, WASL_GONE, "the node is stopping");
	node_persons_of_batch(&v->entry[v->n], row);
	v->found[v->n++] = (struct node_vetted){.number = row->number};
	return v->n == TOGETHER ? flush(v, err) : WASL_OK;
}

/* --- a dossier ------------------------------------------------------------ */

static wasl_status done_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	const struct vetting *v = ((struct vet_job *)job)->v;
	const struct wasl_arg id =
		wasl_arg_bytes(wasl_dossier_id_bytes(&v->id));
	const struct wasl_arg at = wasl_arg_int(wasl_clock_now(&node->clock));

	WASL_TRY(wasl_store_exec(tx, WASL_SQL_VET_DONE, &job->err,
				 WASL_ARGS(id, wasl_arg_int(v->tables), at)));
	if (v->on_lists + v->in_dossiers == 0)
		return WASL_OK;
	return wasl_store_exec(tx, WASL_SQL_KNOWN_BEFORE_PUT, &job->err,
			       WASL_ARGS(id, at, wasl_arg_u64(v->on_lists),
					 wasl_arg_u64(v->in_dossiers)));
}

static wasl_status next_dossier(struct vetting *v, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_read(&r, v->vetter->node->store, err));
	WASL_TRY(
		wasl_store_one(&row, &r, WASL_SQL_VET_NEXT, err, WASL_NO_ARGS));
	wasl_rows_copy(&row, "dossier_id", v->id.b, sizeof(v->id.b));
	v->tables = wasl_rows_int(&row, "tables");
	return wasl_rows_finish(&row, err);
}

/* NOT_FOUND: all are vetted. */
static wasl_status vet_next(struct node_vetter *vetter, struct wasl_err *err)
{
	wasl_autofree struct wasl_persons_entry *entry =
		wasl_alloc(TOGETHER, sizeof(*entry));
	struct vetting v = {.vetter = vetter, .entry = entry};

	if (entry == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batch");
	WASL_TRY(next_dossier(&v, err));
	WASL_TRY(node_batch_each(vetter->node, &v.id, take, &v, err));
	WASL_TRY(flush(&v, err));
	return in_writer(&v, done_run, err);
}

wasl_status node_vet_list(struct store_reader *r, struct wasl_arena *arena,
			  struct node_vetted **out, size_t *n, bool *done,
			  const struct wasl_dossier_id *id,
			  struct wasl_err *err)
{
	const struct wasl_arg key = wasl_arg_bytes(wasl_dossier_id_bytes(id));
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autorows struct wasl_rows at = {0};
	wasl_status status;

	*n = 0;
	*out = wasl_arena_take(arena, WASL_BATCH_ROWS_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	status = wasl_store_one(&at, r, WASL_SQL_VET_AT, err, WASL_ARGS(key));
	*done = status == WASL_OK;
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_VET_LIST, err,
		WASL_ARGS(key, wasl_arg_int(WASL_BATCH_ROWS_MAX))));
	while (*n < WASL_BATCH_ROWS_MAX && wasl_rows_next(&rows))
		(*out)[(*n)++] = (struct node_vetted){
			.number = (uint32_t)wasl_rows_int(&rows, "number"),
			.refused = wasl_rows_bool(&rows, "refused"),
			.lists = wasl_rows_u64(&rows, "lists"),
			.dossiers = wasl_rows_u64(&rows, "dossiers"),
		};
	return wasl_rows_finish(&rows, err);
}

/* --- the thread ----------------------------------------------------------- */

/* Until something is committed, or (`woken` does not count) for so long. */
static void rest(struct node_vetter *v, uint64_t ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)(ms / 1000);
	pthread_mutex_lock(&v->lock);
	if (ms == 0)
		while (!v->woken && !v->stop)
			pthread_cond_wait(&v->turn, &v->lock);
	else
		while (!v->stop &&
		       pthread_cond_timedwait(&v->turn, &v->lock, &until) == 0)
			continue;
	v->woken = false;
	pthread_mutex_unlock(&v->lock);
}

static void *vetter_main(void *arg)
{
	struct node_vetter *v = arg;
	struct wasl_err err;

	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
	while (!stopping(v)) {
		wasl_status status = vet_next(v, &err);

		if (status == WASL_NOT_FOUND)
			status = node_listed_next(v->node, &err);
		if (status == WASL_OK)
			continue;
		if (status == WASL_NOT_FOUND) {
			rest(v, 0);
			rest(v, GATHER_MS);
			continue;
		}
		if (status != WASL_NOT_READY && status != WASL_GONE)
			node_log(write_failed, NODE_T("what", "known"),
				 NODE_T("why", err.text));
		rest(v, AGAIN_MS);
	}
	return NULL;
}

wasl_status node_vetter_new(struct node_vetter **out, struct wasl_node *node,
			    struct wasl_err *err)
{
	struct node_vetter *v = wasl_alloc(1, sizeof(*v));
	pthread_condattr_t attr;

	*out = v;
	if (v == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "batches");
	v->node = node;
	pthread_mutex_init(&v->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&v->turn, &attr);
	pthread_condattr_destroy(&attr);
	return WASL_OK;
}

wasl_status node_vetter_start(struct node_vetter *v, struct wasl_err *err)
{
	if (pthread_create(&v->thread, NULL, vetter_main, v) != 0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread for batches");
	v->started = true;
	return WASL_OK;
}

void node_vetter_wake(struct node_vetter *v)
{
	if (v == NULL)
		return;
	pthread_mutex_lock(&v->lock);
	v->woken = true;
	pthread_cond_signal(&v->turn);
	pthread_mutex_unlock(&v->lock);
}

void node_vetter_stop(struct node_vetter *v)
{
	if (v == NULL)
		return;
	pthread_mutex_lock(&v->lock);
	v->stop = true;
	pthread_cond_signal(&v->turn);
	pthread_mutex_unlock(&v->lock);
	if (v->started)
		pthread_join(v->thread, NULL);
	v->started = false;
}

void node_vetter_free(struct node_vetter *v)
{
	if (v == NULL)
		return;
	pthread_cond_destroy(&v->turn);
	pthread_mutex_destroy(&v->lock);
	wasl_free(v);
}
