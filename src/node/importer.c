#include "node/importer_impl.h"

#include "base/alloc.h"
#include "desk/access.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/log.h"

#include <stdio.h>

/* A piece waits so long for the one before to be read. */
#define WAIT_S 60
/* An import whose next piece is so late was left: a client sends one after the
 * other. */
#define LEFT_S 20
/* The change feed forgets old rows at least so often. */
#define SWEEP_S 3600

/* --- sweeping ------------------------------------------------------------ */

struct sweep_job {
	struct node_job job;
	int64_t list_id; /* 0: the change feed */
	bool more;
};

static wasl_status sweep_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct sweep_job *sweep = (struct sweep_job *)job;

	if (sweep->list_id == 0)
		return wasl_change_prune(tx, &sweep->more,
					 wasl_clock_now(&node->clock),
					 &job->err);
	return wasl_watch_sweep(tx, node->watch, sweep->list_id, &sweep->more,
				&job->err);
}

static bool stopping(struct node_importer *importer)
{
	bool stop;

	pthread_mutex_lock(&importer->lock);
	stop = importer->stopping;
	pthread_mutex_unlock(&importer->lock);
	return stop;
}

/* One list, a chunk at a time, between other work. */
static wasl_status sweep_one(struct node_importer *importer, int64_t list_id,
			     struct wasl_err *err)
{
	struct sweep_job sweep = {.job = {.run = sweep_run, .internal = true},
				  .list_id = list_id,
				  .more = true};
	uint64_t chunks = 0;

	while (sweep.more && !stopping(importer)) {
		WASL_TRY(node_writer_call(importer->node->writer, &sweep.job,
					  err));
		chunks++;
	}
	if (chunks > 1)
		node_log(list_swept, NODE_I("list", list_id),
			 NODE_I("chunks", chunks));
	return WASL_OK;
}

static wasl_status sweep_all(struct node_importer *importer,
			     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	int64_t ids[WASL_WATCH_LISTS_MAX];
	wasl_status status;
	size_t n;

	WASL_TRY(wasl_store_read(&r, importer->node->store, err));
	WASL_TRY(wasl_watch_sweeps(&r, ids, &n, err));
	wasl_store_read_end(&r);
	for (size_t i = 0; i < n; i++)
		WASL_TRY(sweep_one(importer, ids[i], err));
	WASL_TRY(sweep_one(importer, 0, err));
	/* What was deleted leaves the write-ahead log too, now or next time. */
	status = wasl_store_flush(importer->node->store, err);
	return status == WASL_NOT_READY ? WASL_OK : status;
}

/* Until there is something to do, or an hour is over; false at the end. */
static bool wait_for_work(struct node_importer *importer)
{
	struct timespec until;
	int late = 0;
	bool go_on;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += SWEEP_S;
	pthread_mutex_lock(&importer->lock);
	while (!importer->dirty && !importer->stopping && late == 0)
		late = pthread_cond_timedwait(&importer->turn, &importer->lock,
					      &until);
	importer->dirty = false;
	go_on = !importer->stopping;
	pthread_mutex_unlock(&importer->lock);
	return go_on;
}

static void *sweeper_main(void *arg)
{
	struct node_importer *importer = arg;
	struct wasl_err err;

	while (wait_for_work(importer)) {
		if (sweep_all(importer, &err) != WASL_OK)
			node_log(write_failed, NODE_T("what", "sweep"),
				 NODE_T("why", err.text));
		pthread_mutex_lock(&importer->lock);
		pthread_cond_broadcast(&importer->turn);
		pthread_mutex_unlock(&importer->lock);
	}
	return NULL;
}

void node_importer_sweep(struct node_importer *importer)
{
	pthread_mutex_lock(&importer->lock);
	importer->dirty = true;
	pthread_cond_broadcast(&importer->turn);
	pthread_mutex_unlock(&importer->lock);
}

/* --- life ---------------------------------------------------------------- */

static wasl_status recover_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	return wasl_import_recover(tx, wasl_clock_now(&node->clock), &job->err);
}

wasl_status node_importer_new(struct node_importer **out,
			      struct wasl_node *node, struct wasl_err *err)
{
	struct node_importer *importer = wasl_alloc(1, sizeof(*importer));
	struct node_job recover = {.run = recover_run, .internal = true};
	pthread_condattr_t attr;

	if (importer == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "importer");
	*out = importer;
	importer->node = node;
	importer->dirty = true;
	pthread_mutex_init(&importer->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&importer->turn, &attr);
	pthread_condattr_destroy(&attr);
	WASL_TRY(node_writer_call(node->writer, &recover, err));
	if (pthread_create(&importer->sweeper, NULL, sweeper_main, importer) !=
	    0)
		return wasl_fail(err, WASL_NO_MEMORY, "no thread");
	importer->sweeping = true;
	return WASL_OK;
}

void node_importer_free(struct node_importer *importer)
{
	if (importer == NULL)
		return;
	pthread_mutex_lock(&importer->lock);
	importer->stopping = true;
	pthread_cond_broadcast(&importer->turn);
	pthread_mutex_unlock(&importer->lock);
	for (size_t i = 0; i < WASL_NODE_IMPORTS_MAX; i++) {
		if (importer->runs[i].joinable)
			pthread_join(importer->runs[i].thread, NULL);
		import_run_deinit(&importer->runs[i]);
	}
	if (importer->sweeping)
		pthread_join(importer->sweeper, NULL);
	pthread_cond_destroy(&importer->turn);
	pthread_mutex_destroy(&importer->lock);
	wasl_free(importer);
}

/* --- begin --------------------------------------------------------------- */

struct begin_job {
	struct node_job job;
	struct wasl_import **import;
	const struct wasl_import_terms *terms;
	const struct wasl_user *actor;
};

static wasl_status begin_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct begin_job *begin = (struct begin_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	char purpose[WASL_ACCESS_PURPOSE_MAX];
	struct wasl_access access = {.at = now,
				     .user_id = begin->actor->id,
				     .what = WASL_ACCESS_LIST,
				     .purpose = purpose};

	WASL_TRY(wasl_import_begin(begin->import, tx, node->watch, begin->terms,
				   begin->actor->id, now, &job->err));
	snprintf(purpose, sizeof(purpose), "import of list %.*s",
		 (int)begin->terms->name.n, begin->terms->name.p);
	return wasl_access_add(tx, &access, &job->err);
}

/* Is this an import of the list that has not ended? Under the lock. */
static bool is_of(const struct import_run *run, wasl_text list)
{
	return run->importer != NULL && run->id != 0 && !run->finished &&
	       wasl_text_is(list, run->list);
}

/* One of the same officer that he broke off, as his machine may have been
 * killed: nothing came for a while and the thread waits for more. */
static bool is_left(const struct import_run *run, const struct wasl_user *actor)
{
	uint64_t now = wasl_clock_ms(&run->importer->node->clock);

	return run->officer_id == actor->id && !run->ended &&
	       run->piece_n == 0 && run->taken == run->received &&
	       now - run->heard_ms >= LEFT_S * UINT64_C(1000);
}

/* What is cancelled, or was left, ends before the next begins. */
static void give_way(struct node_importer *importer, wasl_text list,
		     const struct wasl_user *actor)
{
	struct timespec until;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	pthread_mutex_lock(&importer->lock);
	for (size_t i = 0; i < WASL_NODE_IMPORTS_MAX; i++) {
		struct import_run *run = &importer->runs[i];

		if (is_of(run, list) && is_left(run, actor)) {
			run->cancelled = true;
			pthread_cond_broadcast(&importer->turn);
		}
		while (is_of(run, list) && run->cancelled && late == 0 &&
		       !importer->stopping)
			late = pthread_cond_timedwait(&importer->turn,
						      &importer->lock, &until);
	}
	pthread_mutex_unlock(&importer->lock);
}

/* The list's terms; waits a little for the sweep behind a dropped import. */
static wasl_status begin_import(struct node_importer *importer,
				struct import_run *run,
				const struct wasl_import_terms *terms,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct begin_job begin = {.job = {.run = begin_run},
				  .import = &run->import,
				  .terms = terms,
				  .actor = actor};
	struct timespec until;
	wasl_status status;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	do {
		status = node_writer_call(importer->node->writer, &begin.job,
					  err);
		if (status != WASL_NOT_READY)
			return status;
		pthread_mutex_lock(&importer->lock);
		importer->dirty = true;
		pthread_cond_broadcast(&importer->turn);
		late = pthread_cond_timedwait(&importer->turn, &importer->lock,
					      &until);
		pthread_mutex_unlock(&importer->lock);
	} while (late == 0 && !stopping(importer));
	return status;
}

/* A place for one more; under the lock. */
static struct import_run *free_run(struct node_importer *importer)
{
	struct import_run *best = NULL;

	for (size_t i = 0; i < WASL_NODE_IMPORTS_MAX; i++) {
		struct import_run *run = &importer->runs[i];

		if (run->importer != NULL && (!run->finished || run->owes))
			continue;
		if (best == NULL || run->id < best->id)
			best = run;
	}
	return best;
}

/* What could not be written on a full disk is, before anything begins: else
 * its list would be taken until the next start. Under the lock. */
static void settle(struct node_importer *importer)
{
	for (size_t i = 0; i < WASL_NODE_IMPORTS_MAX; i++) {
		struct import_run *run = &importer->runs[i];

		if (run->importer != NULL && run->finished && run->owes)
			import_run_drop(run);
	}
}

static wasl_status take_run(struct node_importer *importer,
			    struct import_run **out, struct wasl_err *err)
{
	struct import_run *run;

	pthread_mutex_lock(&importer->lock);
	settle(importer);
	run = importer->stopping ? NULL : free_run(importer);
	if (run != NULL) {
		if (run->joinable)
			pthread_join(run->thread, NULL);
		import_run_deinit(run);
		run->importer = importer;
	}
	pthread_mutex_unlock(&importer->lock);
	*out = run;
	return run != NULL
		       ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_NOT_READY, "", "imports-many",
				 WASL_FAULT_N("max", WASL_NODE_IMPORTS_MAX));
}

static wasl_status prepare(struct import_run *run,
			   const struct wasl_node_import_new *what,
			   struct wasl_err *err)
{
	run->refuse = what->refuse;
	run->size = what->size;
	run->piece = wasl_alloc(WASL_API_PIECE_MAX, 1);
	run->reading = wasl_alloc(WASL_API_PIECE_MAX, 1);
	if (run->piece == NULL || run->reading == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "import");
	if (what->size > WASL_WATCH_FILE_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "/size", "file-long",
				     WASL_FAULT_N("max", WASL_WATCH_FILE_MAX));
	return what->mapping.n == 0
		       ? WASL_OK
		       : wasl_mapping_parse(&run->mapping, what->mapping, err);
}

static wasl_status start(struct import_run *run,
			 const struct wasl_node_import_new *what,
			 const struct wasl_user *actor, struct wasl_err *err)
{
	struct node_importer *importer = run->importer;
	struct wasl_import_terms terms = what->terms;

	terms.format = wasl_reader_format_word(what->format);
	WASL_TRY(prepare(run, what, err));
	give_way(importer, terms.name, actor);
	WASL_TRY(begin_import(importer, run, &terms, actor, err));
	snprintf(run->list, sizeof(run->list), "%.*s", (int)terms.name.n,
		 terms.name.p);
	pthread_mutex_lock(&importer->lock);
	run->officer_id = actor->id;
	run->begun_ms = wasl_clock_ms(&importer->node->clock);
	run->heard_ms = run->begun_ms;
	run->result = (struct wasl_node_import){.state = "reading",
						.format = terms.format};
	run->id = wasl_import_id(run->import);
	run->joinable =
		pthread_create(&run->thread, NULL, import_run_main, run) == 0;
	pthread_mutex_unlock(&importer->lock);
	return run->joinable ? WASL_OK
			     : wasl_fail(err, WASL_NO_MEMORY, "no thread");
}

wasl_status wasl_node_import_begin(struct wasl_node *node, int64_t *id,
				   const struct wasl_node_import_new *what,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct import_run *run;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_IMPORT, err));
	WASL_TRY(take_run(node->importer, &run, err));
	status = start(run, what, actor, err);
	if (status == WASL_OK) {
		*id = run->id;
		return WASL_OK;
	}
	if (run->import != NULL)
		import_run_drop(run);
	pthread_mutex_lock(&node->importer->lock);
	import_run_deinit(run);
	pthread_mutex_unlock(&node->importer->lock);
	return status;
}

/* --- pieces -------------------------------------------------------------- */

/* Under the lock. */
static wasl_status find_run(struct node_importer *importer,
			    struct import_run **out, int64_t id,
			    struct wasl_err *err)
{
	for (size_t i = 0; i < WASL_NODE_IMPORTS_MAX; i++) {
		*out = &importer->runs[i];
		if (id > 0 && (*out)->id == id)
			return WASL_OK;
	}
	return wasl_fault_of(err, WASL_NOT_FOUND, "", "import-gone",
			     WASL_FAULT_N("n", id));
}

/* Under the lock: the importer's own, and it still takes something. */
static wasl_status may_feed(struct node_importer *importer,
			    struct import_run **out, int64_t id,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	struct import_run *run;

	WASL_TRY(find_run(importer, &run, id, err));
	*out = run;
	if (run->officer_id != actor->id)
		return wasl_fault(err, WASL_DENIED, "", "import-other");
	if (run->finished && run->result.status != WASL_OK) {
		if (err != NULL)
			*err = run->err;
		return run->result.status;
	}
	if (run->finished || run->ended)
		return wasl_fault(err, WASL_CONFLICT, "", "import-ended");
	return WASL_OK;
}

/* Under the lock: wait until the piece before is taken. */
static wasl_status wait_turn(struct node_importer *importer,
			     struct import_run *run, int64_t id,
			     struct wasl_err *err)
{
	struct timespec until;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	while (run->id == id && run->piece_n > 0 && !run->finished &&
	       !importer->stopping && late == 0)
		late = pthread_cond_timedwait(&importer->turn, &importer->lock,
					      &until);
	return late == 0 ? WASL_OK
			 : wasl_fault(err, WASL_NOT_READY, "", "piece-reading");
}

static wasl_status take_piece(struct node_importer *importer, int64_t id,
			      uint64_t offset, wasl_bytes piece,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	struct import_run *run;

	WASL_TRY(may_feed(importer, &run, id, actor, err));
	WASL_TRY(wait_turn(importer, run, id, err));
	WASL_TRY(may_feed(importer, &run, id, actor, err));
	if (offset != run->received || run->piece_n > 0)
		return wasl_fault_of(err, WASL_CONFLICT, "", "import-received",
				     WASL_FAULT_N("n", run->received));
	if (piece.n > WASL_API_PIECE_MAX ||
	    run->received + piece.n > WASL_WATCH_FILE_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "file-long",
				     WASL_FAULT_N("max", WASL_WATCH_FILE_MAX));
	if (piece.n == 0)
		return WASL_OK;
	memcpy(run->piece, piece.p, piece.n);
	run->piece_n = piece.n;
	run->received += piece.n;
	run->heard_ms = wasl_clock_ms(&importer->node->clock);
	pthread_cond_broadcast(&importer->turn);
	return WASL_OK;
}

wasl_status wasl_node_import_piece(struct wasl_node *node, int64_t id,
				   uint64_t offset, wasl_bytes piece,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_IMPORT, err));
	pthread_mutex_lock(&node->importer->lock);
	status = take_piece(node->importer, id, offset, piece, actor, err);
	pthread_mutex_unlock(&node->importer->lock);
	return status;
}

wasl_status wasl_node_import_end(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct node_importer *importer = node->importer;
	struct import_run *run;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_IMPORT, err));
	pthread_mutex_lock(&importer->lock);
	status = may_feed(importer, &run, id, actor, err);
	if (status == WASL_OK) {
		run->ended = true;
		pthread_cond_broadcast(&importer->turn);
	}
	pthread_mutex_unlock(&importer->lock);
	return status;
}

wasl_status wasl_node_import_cancel(struct wasl_node *node, int64_t id,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct node_importer *importer = node->importer;
	struct import_run *run;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_IMPORT, err));
	pthread_mutex_lock(&importer->lock);
	status = find_run(importer, &run, id, err);
	if (status == WASL_OK && run->officer_id != actor->id)
		status = wasl_fault(err, WASL_DENIED, "", "import-other");
	if (status == WASL_OK) {
		run->cancelled = true;
		pthread_cond_broadcast(&importer->turn);
	}
	pthread_mutex_unlock(&importer->lock);
	return status;
}

/* Under the lock. */
static wasl_status show_run(struct node_importer *importer,
			    struct wasl_arena *arena,
			    struct wasl_node_import *out, int64_t id,
			    struct wasl_err *err)
{
	struct import_run *run;

	WASL_TRY(find_run(importer, &run, id, err));
	*out = run->result;
	out->id = run->id;
	out->list = wasl_arena_text(arena, wasl_text_of(run->list));
	out->size = run->size;
	out->received = run->received;
	out->taken = run->taken;
	if (run->finished)
		out->why = run->err;
	out->report = json_deep_copy(run->report);
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_import_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_import *out, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_IMPORT, err));
	pthread_mutex_lock(&node->importer->lock);
	status = show_run(node->importer, arena, out, id, err);
	pthread_mutex_unlock(&node->importer->lock);
	return status;
}
