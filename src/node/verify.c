#include "node/verify.h"

#include "base/alloc.h"
#include "kind/fault.h"

#include <time.h>

/* Jobs whose results are kept. */
#define JOBS_KEPT 8

/* --- one run ------------------------------------------------------------- */

wasl_status verify_pause(const struct verify_run *run, struct wasl_err *err)
{
	if (atomic_load(&run->progress->stop))
		return wasl_fail(err, WASL_GONE, "the node is stopping");
	return WASL_OK;
}

void verify_blame(struct verify_line *line, struct verify_log *log,
		  const struct wasl_err *err)
{
	struct verify_run *run = line->run;
	const char *where =
		log == NULL ? line->peer->keys.partner : log->origin;
	const char *text =
		wasl_arena_format(run->arena, "%s: %s", where, err->text);

	if (text == NULL)
		text = "a fault, and no memory to say which";
	if (log != NULL && log->out->fault == NULL)
		log->out->fault = text;
	if (run->out->fault == NULL)
		run->out->fault = text;
}

static wasl_status add_log(struct verify_line *line, struct wasl_rows *row,
			   struct wasl_err *err)
{
	struct wasl_arena *arena = line->run->arena;
	struct verify_log *log = &line->logs[line->n_logs];

	if (line->n_logs == VERIFY_LOGS_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "many");
	log->line = line;
	log->id = wasl_rows_int(row, "id");
	log->own = wasl_rows_bool(row, "own");
	log->epoch = (uint32_t)wasl_rows_u64(row, "epoch");
	log->origin = wasl_arena_text(arena, wasl_rows_text(row, "origin"));
	WASL_TRY(wasl_arena_check(arena, err));
	pthread_rwlock_rdlock(&line->run->node->lock);
	if (strcmp(log->origin, line->peer->keys.own_origin) == 0)
		log->head = &line->own;
	if (strcmp(log->origin, line->peer->keys.partner_origin) == 0)
		log->head = &line->mirror;
	pthread_rwlock_unlock(&line->run->node->lock);
	line->n_logs++;
	return WASL_OK;
}

static wasl_status size_of(struct verify_log *log, struct store_reader *r,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_LOG_END, err,
				WASL_ARGS(wasl_arg_int(log->id))));
	log->size = wasl_rows_u64(&row, "size");
	atomic_fetch_add(&log->line->run->progress->total, log->size);
	return wasl_rows_finish(&row, err);
}

/* The heads first: what keyd has signed by then, the database must hold. */
static wasl_status load_logs(struct verify_line *line, struct wasl_err *err)
{
	struct wasl_node *node = line->run->node;
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_keyd_heads(node->keyd, &line->own, &line->mirror,
				 line->peer->number, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_LOG_LIST, err,
				  WASL_ARGS(wasl_arg_int(line->peer->id))));
	while (wasl_rows_next(&rows))
		WASL_TRY(add_log(line, &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	WASL_TRY(verify_epoch_load(line, err));
	for (size_t i = 0; i < line->n_logs; i++)
		WASL_TRY(size_of(&line->logs[i], &r, err));
	for (size_t i = 0; i < line->n_logs; i++)
		for (size_t j = 0; j < line->n_logs; j++)
			if (line->logs[i].epoch == line->logs[j].epoch &&
			    line->logs[i].own != line->logs[j].own)
				line->logs[i].other = line->logs[j].size;
	return WASL_OK;
}

static wasl_status run_line(struct verify_line *line, struct wasl_err *err)
{
	wasl_status status;

	WASL_TRY(verify_keys_load(line, err));
	verify_line_dossier(line);
	for (size_t i = 0; i < line->n_logs; i++) {
		struct verify_log *log = &line->logs[i];

		status = verify_log(log, err);
		if (status == WASL_OK)
			status = verify_rejects(log, err);
		if (status == WASL_OK)
			status = verify_epoch_begin(log, err);
		if (status == WASL_GONE)
			return status;
		if (status != WASL_OK)
			verify_blame(line, log, err);
	}
	status = verify_dossiers(line, err);
	for (size_t i = 0; status == WASL_OK && i < line->n_logs; i++)
		status = verify_sheets(&line->logs[i], err);
	for (size_t i = 0; i < line->n_logs; i++) {
		struct wasl_node_verified *out = line->logs[i].out;

		out->sealed = out->entries > out->envelopes
				      ? out->entries - out->envelopes
				      : 0;
	}
	return status;
}

/* Lines are read first, so that progress knows its end. */
static wasl_status load_lines(struct verify_run *run,
			      struct verify_line **lines, size_t n,
			      struct wasl_err *err)
{
	size_t n_logs = 0;

	for (size_t i = 0; i < n; i++) {
		WASL_TRY(load_logs(lines[i], err));
		n_logs += lines[i]->n_logs;
	}
	run->out->logs =
		wasl_arena_take(run->arena, n_logs, sizeof(*run->out->logs));
	WASL_TRY(wasl_arena_check(run->arena, err));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < lines[i]->n_logs; j++) {
			struct verify_log *log = &lines[i]->logs[j];

			log->out = &run->out->logs[run->out->n_logs++];
			log->out->origin = log->origin;
		}
	return WASL_OK;
}

static wasl_status run_lines(struct verify_run *run, struct verify_line **lines,
			     size_t n, struct wasl_err *err)
{
	WASL_TRY(load_lines(run, lines, n, err));
	for (size_t i = 0; i < n; i++) {
		wasl_status status = run_line(lines[i], err);

		if (status == WASL_GONE)
			return status;
		if (status != WASL_OK)
			verify_blame(lines[i], NULL, err);
	}
	return WASL_OK;
}

/* Locked memory for a batch of dossier keys. */
static wasl_status take_pool(struct verify_run *run, struct wasl_err *err)
{
	run->pool = wasl_secret_pool_new(VERIFY_BATCH);
	if (run->pool == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	for (size_t i = 0; i < VERIFY_BATCH; i++)
		run->keys[i] = wasl_secret_pool_take(run->pool);
	return WASL_OK;
}

/* One of each partner there is now; the caller frees them. */
static wasl_status make_lines(struct verify_run *run,
			      struct verify_line **lines, size_t *n,
			      struct wasl_err *err)
{
	struct wasl_node *node = run->node;
	struct verify_line *line = NULL;
	wasl_status status = WASL_OK;

	pthread_rwlock_rdlock(&node->lock);
	while (status == WASL_OK && *n < node->peers_n) {
		line = wasl_alloc(1, sizeof(*line));
		if (line == NULL) {
			status = wasl_fail(err, WASL_NO_MEMORY, "lines");
			break;
		}
		line->run = run;
		line->peer = node->peers[*n];
		lines[(*n)++] = line;
	}
	pthread_rwlock_unlock(&node->lock);
	return status;
}

wasl_status node_verify_run(struct verify_run *run, struct wasl_err *err)
{
	struct verify_line *lines[WASL_PEERS_MAX];
	size_t n = 0;
	wasl_status status = take_pool(run, err);

	if (status == WASL_OK)
		status = make_lines(run, lines, &n, err);
	if (status == WASL_OK)
		status = run_lines(run, lines, n, err);
	for (size_t i = 0; i < n; i++) {
		wasl_linestate_deinit(&lines[i]->state);
		wasl_free(lines[i]);
	}
	wasl_secret_pool_free(run->pool);
	return status;
}

/* --- the job ------------------------------------------------------------- */

struct verify_job {
	int64_t id; /* 0: never used */
	struct verify_progress progress;
	struct wasl_arena arena;
	struct wasl_node_verify out; /* once finished */
};

struct node_verifier {
	struct wasl_node *node;
	pthread_mutex_t lock;
	pthread_t thread;
	bool started; /* `thread` is to be joined */
	int64_t last; /* number of the newest job; 0: none */
	struct verify_job jobs[JOBS_KEPT];
};

static struct verify_job *slot(struct node_verifier *verifier, int64_t id)
{
	return &verifier->jobs[id % JOBS_KEPT];
}

static uint64_t micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void *verifier_main(void *arg)
{
	struct node_verifier *verifier = arg;
	struct verify_job *job = slot(verifier, verifier->last);
	struct wasl_node_verify out = {0};
	struct verify_run run = {
		.node = verifier->node,
		.arena = &job->arena,
		.out = &out,
		.progress = &job->progress,
	};
	uint64_t begun = micros();
	struct wasl_err err;

	if (node_verify_run(&run, &err) != WASL_OK && out.fault == NULL)
		out.fault = wasl_arena_format(&job->arena, "not finished: %s",
					      err.text);
	out.micros = micros() - begun;
	out.total = out.done = atomic_load(&job->progress.total);
	pthread_mutex_lock(&verifier->lock);
	job->out = out;
	job->out.finished = true;
	pthread_mutex_unlock(&verifier->lock);
	return NULL;
}

wasl_status node_verifier_new(struct node_verifier **out,
			      struct wasl_node *node, struct wasl_err *err)
{
	*out = wasl_alloc(1, sizeof(**out));
	if (*out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "verifier");
	(*out)->node = node;
	pthread_mutex_init(&(*out)->lock, NULL);
	return WASL_OK;
}

void node_verifier_free(struct node_verifier *verifier)
{
	if (verifier == NULL)
		return;
	for (size_t i = 0; i < JOBS_KEPT; i++)
		atomic_store(&verifier->jobs[i].progress.stop, true);
	if (verifier->started)
		pthread_join(verifier->thread, NULL);
	for (size_t i = 0; i < JOBS_KEPT; i++)
		wasl_arena_deinit(&verifier->jobs[i].arena);
	pthread_mutex_destroy(&verifier->lock);
	wasl_free(verifier);
}

/* Under the lock. */
static wasl_status start(struct node_verifier *verifier, struct wasl_err *err)
{
	struct verify_job *job;

	if (verifier->last != 0 &&
	    !slot(verifier, verifier->last)->out.finished)
		return wasl_fault_of(err, WASL_CONFLICT, "", "verify-running",
				     WASL_FAULT_N("n", verifier->last));
	if (verifier->started)
		pthread_join(verifier->thread, NULL);
	verifier->started = false;
	job = slot(verifier, verifier->last + 1);
	wasl_arena_deinit(&job->arena);
	*job = (struct verify_job){
		.id = verifier->last + 1,
		.arena = wasl_arena_init(VERIFY_ARENA_MAX),
	};
	verifier->last++;
	if (pthread_create(&verifier->thread, NULL, verifier_main, verifier) !=
	    0) {
		verifier->last--;
		job->id = 0;
		return wasl_fail(err, WASL_NO_MEMORY, "no thread");
	}
	verifier->started = true;
	return WASL_OK;
}

wasl_status wasl_node_verify_start(struct wasl_node *node, int64_t *job,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct node_verifier *verifier = node->verifier;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_VERIFY, err));
	pthread_mutex_lock(&verifier->lock);
	status = start(verifier, err);
	*job = status == WASL_OK ? verifier->last : 0;
	pthread_mutex_unlock(&verifier->lock);
	return status;
}

/* Texts and logs of a finished job, for as long as the caller wants. */
static wasl_status copy_result(struct wasl_arena *arena,
			       struct wasl_node_verify *out,
			       const struct wasl_node_verify *in,
			       struct wasl_err *err)
{
	*out = *in;
	out->logs = wasl_arena_take(arena, in->n_logs, sizeof(*out->logs));
	if (in->fault != NULL)
		out->fault = wasl_arena_text(arena, wasl_text_of(in->fault));
	for (size_t i = 0; i < in->n_logs && out->logs != NULL; i++) {
		out->logs[i] = in->logs[i];
		out->logs[i].origin = wasl_arena_text(
			arena, wasl_text_of(in->logs[i].origin));
		if (in->logs[i].fault != NULL)
			out->logs[i].fault = wasl_arena_text(
				arena, wasl_text_of(in->logs[i].fault));
	}
	return wasl_arena_check(arena, err);
}

static wasl_status get(struct node_verifier *verifier, struct wasl_arena *arena,
		       struct wasl_node_verify *out, int64_t id,
		       struct wasl_err *err)
{
	struct verify_job *job;

	if (id <= 0 || slot(verifier, id)->id != id)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "verify-none",
				     WASL_FAULT_N("n", id));
	job = slot(verifier, id);
	if (job->out.finished)
		return copy_result(arena, out, &job->out, err);
	*out = (struct wasl_node_verify){
		.done = atomic_load(&job->progress.steps) / 2,
		.total = atomic_load(&job->progress.total),
	};
	return WASL_OK;
}

wasl_status wasl_node_verify_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_verify *out, int64_t job,
				 struct wasl_err *err)
{
	struct node_verifier *verifier = node->verifier;
	wasl_status status;

	pthread_mutex_lock(&verifier->lock);
	status = get(verifier, arena, out, job, err);
	pthread_mutex_unlock(&verifier->lock);
	return status;
}
