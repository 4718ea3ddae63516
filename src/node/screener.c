#include "node/screener.h"

#include "base/alloc.h"
#include "desk/access.h"
#include "kind/fault.h"
#include "node/search_inner.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#define THREADS_MAX 8
/* Behind everything else that wants the processor. */
#define NICE 10
/* Texts of one chunk; what one search needs. */
#define CHUNK_BYTES  ((size_t)1024 * 1024)
#define SEARCH_BYTES ((size_t)4 * 1024 * 1024)

enum chunk_state { FREE, WAITING, RUNNING, DONE };

struct chunk {
	enum chunk_state state;
	int64_t number;
	struct wasl_arena arena; /* texts of `persons` */
	struct wasl_search_person *persons;
	void **answers;
	size_t n;
};

struct screen_job {
	int64_t id; /* 0: free */
	struct wasl_user actor;
	char reason[WASL_ACCESS_PURPOSE_MAX + 1];
	bool thorough;
	bool ended; /* dropped once no thread works on it */
	struct wasl_screen_form form;
	struct chunk chunks[WASL_SCREEN_CHUNKS_MAX];
	int64_t next; /* number of the next chunk */
	uint64_t used_ms;
	size_t running;
	pthread_mutex_t writing; /* the row of the supervisor's list */
	int64_t row;
};

struct node_screener {
	struct wasl_node *node;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t work;
	bool stop;
	int64_t last; /* id of the newest job */
	struct screen_job jobs[WASL_SCREEN_JOBS_MAX];
	pthread_t threads[THREADS_MAX];
	size_t threads_n;
};

/* --- a chunk's life; under the lock --------------------------------------- */

static void clear_chunk(const struct screen_job *job, struct chunk *chunk)
{
	for (size_t i = 0; chunk->answers != NULL && i < chunk->n; i++)
		if (chunk->answers[i] != NULL)
			job->form.drop(chunk->answers[i]);
	wasl_free(chunk->answers);
	wasl_arena_deinit(&chunk->arena);
	*chunk = (struct chunk){.state = FREE};
}

static void clear_job(struct screen_job *job)
{
	for (size_t i = 0; i < WASL_SCREEN_CHUNKS_MAX; i++)
		clear_chunk(job, &job->chunks[i]);
	job->id = 0;
	job->ended = false;
}

/* It goes at once, or when the threads that work on it are done. */
static void end_job(struct screen_job *job)
{
	job->ended = true;
	if (job->running == 0)
		clear_job(job);
}

static struct screen_job *find_job(struct node_screener *s, int64_t id,
				   const struct wasl_user *actor)
{
	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++) {
		struct screen_job *job = &s->jobs[i];

		if (job->id != id || job->ended || job->actor.id != actor->id)
			continue;
		job->used_ms = wasl_clock_ms(&s->node->clock);
		return job;
	}
	return NULL;
}

static wasl_status no_job(int64_t id, struct wasl_err *err)
{
	return wasl_fault_of(err, WASL_NOT_FOUND, "", "screening-gone",
			     WASL_FAULT_N("n", (uint64_t)id));
}

/* --- the threads ---------------------------------------------------------- */

/* The oldest chunk that waits, of the job that was served least. */
static bool take_work(struct node_screener *s, struct screen_job **job,
		      struct chunk **chunk)
{
	*chunk = NULL;
	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++) {
		struct screen_job *j = &s->jobs[i];

		for (size_t c = 0;
		     j->id != 0 && !j->ended && c < WASL_SCREEN_CHUNKS_MAX;
		     c++) {
			struct chunk *at = &j->chunks[c];

			if (at->state != WAITING ||
			    (*chunk != NULL && (*chunk)->number <= at->number))
				continue;
			*job = j;
			*chunk = at;
		}
	}
	return *chunk != NULL;
}

static void *search_one(struct node_screener *s, const struct screen_job *job,
			const struct wasl_search_person *person,
			struct search_record *record, bool *recorded,
			struct search_sum *sum)
{
	wasl_autoarena arena = wasl_arena_init(SEARCH_BYTES);
	struct search one = {
		.node = s->node,
		.arena = &arena,
		.actor = &job->actor,
		.reason = wasl_text_of(job->reason),
		.thorough = job->thorough,
	};
	struct wasl_node_found found = {0};
	struct wasl_err err = {0};
	wasl_status status = search_read(&one, person, &err);

	if (status == WASL_OK)
		status = search_run(&one, &found, &err);
	*recorded = status == WASL_OK;
	if (status != WASL_OK)
		return job->form.make(NULL, &err);
	*record = search_record_of(&one);
	sum->asked++;
	sum->found += found.n_hits + found.n_elsewhere > 0;
	sum->unmatched |= one.unmatched;
	return job->form.make(&found, NULL);
}

/* Nothing is answered whose search is not on record. */
static void withdraw(const struct screen_job *job, struct chunk *chunk,
		     const struct wasl_err *err)
{
	for (size_t i = 0; i < chunk->n; i++) {
		job->form.drop(chunk->answers[i]);
		chunk->answers[i] = job->form.make(NULL, err);
	}
}

static void search_chunk(struct node_screener *s, struct screen_job *job,
			 struct chunk *chunk)
{
	struct search_record records[WASL_SCREEN_ROWS_MAX];
	struct search_sum sum = {0};
	struct wasl_err err;
	size_t n = 0;

	for (size_t i = 0; i < chunk->n && !s->stop; i++) {
		bool recorded;

		chunk->answers[i] = search_one(s, job, &chunk->persons[i],
					       &records[n], &recorded, &sum);
		n += recorded;
	}
	if (n == 0)
		return;
	pthread_mutex_lock(&job->writing);
	sum.id = job->row;
	if (search_write(s->node, &job->actor, wasl_text_of(job->reason),
			 records, n, &sum, &err) == WASL_OK)
		job->row = sum.id;
	else
		withdraw(job, chunk, &err);
	pthread_mutex_unlock(&job->writing);
}

static void *screener_main(void *arg)
{
	struct node_screener *s = arg;
	struct screen_job *job;
	struct chunk *chunk;

	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
	pthread_mutex_lock(&s->lock);
	while (!s->stop) {
		if (!take_work(s, &job, &chunk)) {
			pthread_cond_wait(&s->work, &s->lock);
			continue;
		}
		chunk->state = RUNNING;
		job->running++;
		pthread_mutex_unlock(&s->lock);
		search_chunk(s, job, chunk);
		pthread_mutex_lock(&s->lock);
		chunk->state = DONE;
		if (--job->running == 0 && job->ended)
			clear_job(job);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* --- life ----------------------------------------------------------------- */

static size_t threads_wanted(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (size_t)n;
}

wasl_status node_screener_new(struct node_screener **out,
			      struct wasl_node *node, struct wasl_err *err)
{
	struct node_screener *s = wasl_alloc(1, sizeof(*s));
	size_t wanted = threads_wanted();

	*out = s;
	if (s == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "screening");
	s->node = node;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->work, NULL);
	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++)
		pthread_mutex_init(&s->jobs[i].writing, NULL);
	for (; s->threads_n < wanted; s->threads_n++)
		if (pthread_create(&s->threads[s->threads_n], NULL,
				   screener_main, s) != 0)
			return wasl_fail(err, WASL_NO_MEMORY,
					 "no thread for screening");
	return WASL_OK;
}

void node_screener_free(struct node_screener *s)
{
	if (s == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->work);
	pthread_mutex_unlock(&s->lock);
	for (size_t i = 0; i < s->threads_n; i++)
		pthread_join(s->threads[i], NULL);
	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++) {
		if (s->jobs[i].id != 0)
			clear_job(&s->jobs[i]);
		pthread_mutex_destroy(&s->jobs[i].writing);
	}
	pthread_cond_destroy(&s->work);
	pthread_mutex_destroy(&s->lock);
	wasl_free(s);
}

/* --- for those who bring a file ------------------------------------------- */

/* A free place; jobs that nobody asked for make room. */
static struct screen_job *free_job(struct node_screener *s)
{
	uint64_t now = wasl_clock_ms(&s->node->clock);

	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++)
		if (s->jobs[i].id != 0 && !s->jobs[i].ended &&
		    now - s->jobs[i].used_ms > WASL_SCREEN_IDLE * 1000u)
			end_job(&s->jobs[i]);
	for (size_t i = 0; i < WASL_SCREEN_JOBS_MAX; i++)
		if (s->jobs[i].id == 0)
			return &s->jobs[i];
	return NULL;
}

wasl_status wasl_node_screen_start(struct wasl_node *node, int64_t *id,
				   wasl_text reason, bool thorough,
				   const struct wasl_screen_form *form,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct node_screener *s = node->screener;
	struct screen_job *job;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SEARCH, err));
	WASL_TRY(search_reason(reason, err));
	pthread_mutex_lock(&s->lock);
	job = free_job(s);
	if (job != NULL) {
		job->id = *id = ++s->last;
		job->actor = *actor;
		snprintf(job->reason, sizeof(job->reason), "%.*s",
			 (int)reason.n, reason.n == 0 ? "" : reason.p);
		job->thorough = thorough;
		job->form = *form;
		job->next = 0;
		job->row = 0;
		job->used_ms = wasl_clock_ms(&node->clock);
	}
	pthread_mutex_unlock(&s->lock);
	return job != NULL ? WASL_OK
			   : wasl_fault_of(
				     err, WASL_NOT_READY, "", "screenings-many",
				     WASL_FAULT_N("max", WASL_SCREEN_JOBS_MAX));
}

static wasl_text copy_text(struct wasl_arena *arena, wasl_text text)
{
	const char *copy = text.n == 0 ? "" : wasl_arena_text(arena, text);

	return (wasl_text){copy, copy == NULL ? 0 : text.n};
}

static wasl_status fill_chunk(struct chunk *chunk,
			      const struct wasl_search_person *persons,
			      size_t n, struct wasl_err *err)
{
	chunk->arena = wasl_arena_init(CHUNK_BYTES);
	chunk->persons =
		wasl_arena_take(&chunk->arena, n, sizeof(*chunk->persons));
	chunk->answers = wasl_alloc(n, sizeof(*chunk->answers));
	WASL_TRY(wasl_arena_check(&chunk->arena, err));
	if (chunk->answers == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "screening");
	chunk->n = n;
	for (size_t i = 0; i < n; i++)
		chunk->persons[i] = (struct wasl_search_person){
			.name = copy_text(&chunk->arena, persons[i].name),
			.born = copy_text(&chunk->arena, persons[i].born),
			.sex = copy_text(&chunk->arena, persons[i].sex),
			.place = copy_text(&chunk->arena, persons[i].place),
			.document =
				copy_text(&chunk->arena, persons[i].document),
			.ref = copy_text(&chunk->arena, persons[i].ref),
		};
	return wasl_arena_check(&chunk->arena, err);
}

static wasl_status put(struct node_screener *s, struct screen_job *job,
		       const struct wasl_search_person *persons, size_t n,
		       int64_t *number, struct wasl_err *err)
{
	struct chunk *chunk = NULL;
	wasl_status status;

	for (size_t i = 0; i < WASL_SCREEN_CHUNKS_MAX; i++)
		if (job->chunks[i].state == FREE)
			chunk = &job->chunks[i];
	if (chunk == NULL)
		return wasl_fault(err, WASL_NOT_READY, "", "rows-fetch");
	status = fill_chunk(chunk, persons, n, err);
	if (status != WASL_OK) {
		clear_chunk(job, chunk);
		return status;
	}
	chunk->number = *number = job->next++;
	chunk->state = WAITING;
	pthread_cond_signal(&s->work);
	return WASL_OK;
}

wasl_status wasl_node_screen_put(struct wasl_node *node, int64_t id,
				 const struct wasl_search_person *persons,
				 size_t n, int64_t *chunk,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct node_screener *s = node->screener;
	struct screen_job *job;
	wasl_status status;

	if (n == 0 || n > WASL_SCREEN_ROWS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "rows-max",
				     WASL_FAULT_N("max", WASL_SCREEN_ROWS_MAX));
	pthread_mutex_lock(&s->lock);
	job = find_job(s, id, actor);
	status = job == NULL ? no_job(id, err)
			     : put(s, job, persons, n, chunk, err);
	pthread_mutex_unlock(&s->lock);
	return status;
}

static wasl_status get(struct screen_job *job, int64_t number, void **answers,
		       size_t *n, bool *done, struct wasl_err *err)
{
	struct chunk *chunk = NULL;

	for (size_t i = 0; i < WASL_SCREEN_CHUNKS_MAX; i++)
		if (job->chunks[i].state != FREE &&
		    job->chunks[i].number == number)
			chunk = &job->chunks[i];
	if (chunk == NULL)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "chunk-none",
				     WASL_FAULT_N("n", number));
	*done = chunk->state == DONE;
	if (!*done)
		return WASL_OK;
	*n = chunk->n;
	memcpy(answers, chunk->answers, chunk->n * sizeof(*answers));
	chunk->n = 0; /* they are the caller's now */
	clear_chunk(job, chunk);
	return WASL_OK;
}

wasl_status wasl_node_screen_get(struct wasl_node *node, int64_t id,
				 int64_t chunk, void **answers, size_t *n,
				 bool *done, const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct node_screener *s = node->screener;
	struct screen_job *job;
	wasl_status status;

	*n = 0;
	*done = false;
	pthread_mutex_lock(&s->lock);
	job = find_job(s, id, actor);
	status = job == NULL ? no_job(id, err)
			     : get(job, chunk, answers, n, done, err);
	pthread_mutex_unlock(&s->lock);
	return status;
}

wasl_status wasl_node_screen_end(struct wasl_node *node, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct node_screener *s = node->screener;
	struct screen_job *job;

	pthread_mutex_lock(&s->lock);
	job = find_job(s, id, actor);
	if (job != NULL)
		end_job(job);
	pthread_mutex_unlock(&s->lock);
	return job != NULL ? WASL_OK : no_job(id, err);
}
