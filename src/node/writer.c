#include "node/writer.h"

#include "base/alloc.h"
#include "kind/fault.h"

#include <pthread.h>

struct node_writer {
	struct wasl_node *node;
	struct wasl_store *store;
	const struct node_writer_ops *ops;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work; /* something waits, or stopping */
	pthread_cond_t done; /* a called job has its outcome */
	struct node_job *first;
	struct node_job **last;
	size_t waiting;
	bool stopping;
	bool broken;
};

/* A job whose caller waits for it. */
struct called {
	struct node_job job;
	struct node_job *inner;
	struct node_writer *writer;
	bool finished;
};

static struct node_job *take_group(struct node_writer *w)
{
	struct node_job *group;
	struct node_job **end = &w->first;

	pthread_mutex_lock(&w->lock);
	while (w->first == NULL && !w->stopping)
		pthread_cond_wait(&w->work, &w->lock);
	group = w->first;
	for (size_t n = 0; *end != NULL && n < NODE_GROUP_MAX; n++) {
		end = &(*end)->next;
		w->waiting--;
	}
	w->first = *end;
	*end = NULL;
	if (w->first == NULL)
		w->last = &w->first;
	pthread_mutex_unlock(&w->lock);
	return group;
}

/* Runs the jobs of one transaction; false if one failed after it wrote. */
static bool run_jobs(struct node_writer *w, struct store_tx *tx,
		     struct node_job *group)
{
	for (struct node_job *job = group; job != NULL; job = job->next) {
		uint64_t before = wasl_store_writes(tx);

		if (job->run == NULL)
			continue;
		job->status = job->run(w->node, tx, job);
		if (job->status != WASL_OK && wasl_store_writes(tx) != before)
			return false;
	}
	return true;
}

static void fail_all(struct node_job *group, const struct wasl_err *err)
{
	for (struct node_job *job = group; job != NULL; job = job->next) {
		if (job->status != WASL_OK)
			continue;
		job->status = err->status;
		job->err = *err;
	}
}

/*
 * One transaction for the list. True when every job has its final outcome;
 * false when the group was undone and nothing of it holds.
 */
static bool commit_group(struct node_writer *w, struct node_job *group)
{
	wasl_autotx struct store_tx tx = {0};
	struct wasl_err err;

	if (wasl_store_begin(&tx, w->store, &err) != WASL_OK) {
		for (struct node_job *j = group; j != NULL; j = j->next)
			j->status = WASL_OK;
		fail_all(group, &err);
		return true;
	}
	if (!run_jobs(w, &tx, group))
		return false;
	if (w->ops->flush(w->node, &tx, &err) == WASL_OK &&
	    wasl_store_commit(&tx, &err) == WASL_OK) {
		w->ops->committed(w->node);
		return true;
	}
	fail_all(group, &err);
	return false;
}

static void reload(struct node_writer *w)
{
	struct wasl_err err;

	if (w->broken || w->ops->reload(w->node, &err) == WASL_OK)
		return;
	w->broken = true;
	w->ops->dead(w->node, &err);
}

/* The group was undone: each job again, alone, and its own failure is final. */
static void run_each(struct node_writer *w, struct node_job *group)
{
	struct node_job *next;

	reload(w);
	for (struct node_job *job = group; job != NULL; job = next) {
		next = job->next;
		job->next = NULL;
		if (w->broken)
			job->status = wasl_fault(&job->err, WASL_GONE, "",
						 "node-stops");
		else if (!commit_group(w, job))
			reload(w);
		job->after(w->node, job);
	}
}

static void finish_group(struct node_writer *w, struct node_job *group)
{
	struct node_job *next;

	for (struct node_job *job = group; job != NULL; job = next) {
		next = job->next;
		job->after(w->node, job);
	}
}

static void *writer_main(void *arg)
{
	struct node_writer *w = arg;
	struct node_job *group;

	while ((group = take_group(w)) != NULL) {
		if (!w->broken && commit_group(w, group))
			finish_group(w, group);
		else
			run_each(w, group);
	}
	return NULL;
}

wasl_status node_writer_start(struct node_writer **out, struct wasl_node *node,
			      struct wasl_store *store,
			      const struct node_writer_ops *ops,
			      struct wasl_err *err)
{
	struct node_writer *w = wasl_alloc(1, sizeof(*w));

	*out = NULL;
	if (w == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "writer");
	w->node = node;
	w->store = store;
	w->ops = ops;
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->work, NULL);
	pthread_cond_init(&w->done, NULL);
	*out = w;
	if (pthread_create(&w->thread, NULL, writer_main, w) == 0)
		return WASL_OK;
	*out = NULL;
	wasl_free(w);
	return wasl_fail(err, WASL_NO_MEMORY, "no thread for the writer");
}

void node_writer_stop(struct node_writer *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_broadcast(&w->work);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
}

void node_writer_free(struct node_writer *w)
{
	if (w == NULL)
		return;
	pthread_cond_destroy(&w->done);
	pthread_cond_destroy(&w->work);
	pthread_mutex_destroy(&w->lock);
	wasl_free(w);
}

wasl_status node_writer_submit(struct node_writer *w, struct node_job *job,
			       struct wasl_err *err)
{
	bool room;

	job->next = NULL;
	job->status = WASL_OK;
	pthread_mutex_lock(&w->lock);
	room = !w->stopping && (job->internal || w->waiting < NODE_JOBS_MAX);
	if (room) {
		*w->last = job;
		w->last = &job->next;
		w->waiting++;
		pthread_cond_signal(&w->work);
	}
	pthread_mutex_unlock(&w->lock);
	return room ? WASL_OK
		    : wasl_fault(err, WASL_NOT_READY, "", "writer-full");
}

static wasl_status called_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct called *called = (struct called *)job;

	return called->inner->run(node, tx, called->inner);
}

static void called_after(struct wasl_node *node, struct node_job *job)
{
	struct called *called = (struct called *)job;
	struct node_writer *w = called->writer;

	called->inner->status = job->status;
	if (called->inner->after != NULL)
		called->inner->after(node, called->inner);
	pthread_mutex_lock(&w->lock);
	called->finished = true;
	pthread_cond_broadcast(&w->done);
	pthread_mutex_unlock(&w->lock);
}

wasl_status node_writer_call(struct node_writer *w, struct node_job *job,
			     struct wasl_err *err)
{
	struct called called = {
		.job = {.run = job->run == NULL ? NULL : called_run,
			.after = called_after,
			.internal = job->internal},
		.inner = job,
		.writer = w,
	};

	WASL_TRY(node_writer_submit(w, &called.job, err));
	pthread_mutex_lock(&w->lock);
	while (!called.finished)
		pthread_cond_wait(&w->done, &w->lock);
	pthread_mutex_unlock(&w->lock);
	/* What the group did to it, or what it said itself. */
	if (called.job.status != WASL_OK && called.job.err.text[0] != '\0')
		job->err = called.job.err;
	if (called.job.status != WASL_OK && err != NULL)
		*err = job->err;
	return called.job.status;
}

size_t node_writer_waiting(struct node_writer *writer)
{
	size_t n;

	pthread_mutex_lock(&writer->lock);
	n = writer->waiting;
	pthread_mutex_unlock(&writer->lock);
	return n;
}
