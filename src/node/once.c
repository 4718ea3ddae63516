#include "node/once.h"

#include "kind/fault.h"
#include "node/sealed.h"

/* A list of findings is the longest answer that is kept. */
#define ARENA_MAX ((size_t)4 * 1024 * 1024)

struct once_job {
	struct node_job job;
	const struct wasl_node_once *once;
	bool fresh; /* begin */
	int http;   /* end; 0: it is forgotten */
	const struct wasl_home *answer;
};

#define NAMED(o)                                                               \
	wasl_arg_int((o)->officer_id),                                         \
		wasl_arg_bytes(wasl_hash_bytes(&(o)->key))

static wasl_status check_room(struct store_reader *r,
			      const struct wasl_node_once *once,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	uint64_t n;

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_ONCE_COUNT, err,
				WASL_ARGS(wasl_arg_int(once->officer_id))));
	n = wasl_rows_u64(&row, "n");
	WASL_TRY(wasl_rows_finish(&row, err));
	if (n >= WASL_ONCE_EACH_MAX)
		return wasl_fault_of(err, WASL_TOO_MANY, "", "keys-many",
				     WASL_FAULT_N("max", WASL_ONCE_EACH_MAX));
	return WASL_OK;
}

static wasl_status begin_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct once_job *b = (struct once_job *)job;
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(check_room(&tx->reader, b->once, &job->err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ONCE_EXPIRE, &job->err,
		WASL_ARGS(wasl_arg_int(now - WASL_ONCE_SECONDS))));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ONCE_INSERT, &job->err,
		WASL_ARGS(NAMED(b->once),
			  wasl_arg_bytes(wasl_hash_bytes(&b->once->request)),
			  wasl_arg_int(now))));
	b->fresh = wasl_store_changed(tx) == 1;
	return WASL_OK;
}

/* What the first call was, and what it was answered. */
static wasl_status read_first(struct wasl_node *node,
			      const struct wasl_node_once *once,
			      json_t **answer, int *http, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_home home = {.at = 0};
	struct wasl_hash request;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_one(&row, &r, WASL_SQL_ONCE_GET, err,
				WASL_ARGS(NAMED(once))));
	wasl_rows_copy(&row, "request", request.b, sizeof(request.b));
	*http = (int)wasl_rows_int(&row, "http");
	if (!wasl_hash_eq(&request, &once->request))
		return wasl_fault(err, WASL_CONFLICT, "", "key-other");
	if (*http == 0)
		return wasl_fault(err, WASL_CONFLICT, "", "key-running");
	wasl_rows_copy(&row, "uid", home.uid, sizeof(home.uid));
	home.sealed = wasl_rows_bytes(&row, "sealed");
	WASL_TRY(node_sealed_open(node, answer, &home, err));
	return wasl_rows_finish(&row, err);
}

wasl_status wasl_node_once_begin(struct wasl_node *node,
				 const struct wasl_node_once *once,
				 json_t **answer, int *http,
				 struct wasl_err *err)
{
	struct once_job job = {.job = {.run = begin_run}, .once = once};

	*answer = NULL;
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	return job.fresh ? WASL_OK : read_first(node, once, answer, http, err);
}

static wasl_status end_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct once_job *e = (struct once_job *)job;

	(void)node;
	if (e->http == 0)
		return wasl_store_exec(tx, WASL_SQL_ONCE_FORGET, &job->err,
				       WASL_ARGS(NAMED(e->once)));
	return wasl_store_exec(
		tx, WASL_SQL_ONCE_DONE, &job->err,
		WASL_ARGS(NAMED(e->once), wasl_arg_int(e->http),
			  wasl_arg_bytes(WASL_BYTES(e->answer->uid)),
			  wasl_arg_bytes(e->answer->sealed)));
}

wasl_status wasl_node_once_end(struct wasl_node *node,
			       const struct wasl_node_once *once, int http,
			       const json_t *answer, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ARENA_MAX);
	struct wasl_home home = {.at = 0};
	struct once_job job = {
		.job = {.run = end_run}, .once = once, .answer = &home};

	if (answer != NULL) {
		job.http = http;
		WASL_TRY(node_sealed_seal(node, &arena, &home, answer, err));
	}
	return node_writer_call(node->writer, &job.job, err);
}
