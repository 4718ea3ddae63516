/* The thread of one import: pieces in, chunks to the writer. */
#include "node/importer_impl.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "node/log.h"

#include <sys/resource.h>
#include <unistd.h>

/* Behind the line and the officers, who wait. */
#define NICE 10

void import_run_deinit(struct import_run *run)
{
	wasl_import_free(run->import);
	wasl_reader_free(run->reader);
	if (run->piece != NULL)
		memset(run->piece, 0, WASL_API_PIECE_MAX);
	if (run->reading != NULL)
		memset(run->reading, 0, WASL_API_PIECE_MAX);
	wasl_free(run->piece);
	wasl_free(run->reading);
	json_decref(run->report);
	*run = (struct import_run){0};
}

/* --- writer jobs --------------------------------------------------------- */

struct import_job {
	struct node_job job;
	struct wasl_import *import;
	wasl_status (*step)(struct store_tx *tx, struct wasl_import *import,
			    int64_t now, struct wasl_err *err);
};

static wasl_status job_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct import_job *j = (struct import_job *)job;

	return j->step(tx, j->import, wasl_clock_now(&node->clock), &job->err);
}

static wasl_status write_chunk(struct store_tx *tx, struct wasl_import *import,
			       int64_t now, struct wasl_err *err)
{
	(void)now;
	return wasl_import_write(tx, import, err);
}

static wasl_status
in_writer(struct import_run *run,
	  wasl_status (*step)(struct store_tx *tx, struct wasl_import *import,
			      int64_t now, struct wasl_err *err),
	  struct wasl_err *err)
{
	struct import_job job = {.job = {.run = job_run, .internal = true},
				 .import = run->import,
				 .step = step};

	return node_writer_call(run->importer->node->writer, &job.job, err);
}

void import_run_drop(struct import_run *run)
{
	struct wasl_err why;

	wasl_import_written(run->import); /* forget the open chunk */
	run->owes = in_writer(run, wasl_import_drop, &why) != WASL_OK;
	if (run->owes)
		node_log(write_failed, NODE_T("what", "import"),
			 NODE_T("why", why.text));
}

/* --- records ------------------------------------------------------------- */

/* For those who ask how far it is. */
static void tell_counts(struct import_run *run, size_t read)
{
	pthread_mutex_lock(&run->importer->lock);
	run->result.counts = *wasl_import_counts_get(run->import);
	run->taken += read;
	pthread_mutex_unlock(&run->importer->lock);
}

static wasl_status flush(struct import_run *run, struct wasl_err *err)
{
	WASL_TRY(in_writer(run, write_chunk, err));
	wasl_import_written(run->import);
	tell_counts(run, 0);
	return WASL_OK;
}

static void take_refused(void *ctx, uint64_t line, const struct wasl_err *why)
{
	struct import_run *run = ctx;

	run->bad = true;
	wasl_import_refused(run->import, line, why);
}

static wasl_status take_record(void *ctx, const struct wasl_identity *who,
			       uint64_t line, struct wasl_err *err)
{
	struct import_run *run = ctx;
	struct wasl_err why = {0};
	wasl_status status;

	/* It will be dropped: only the other bad records are still wanted. */
	if (run->bad && run->refuse) {
		if (wasl_identity_check(who, &why) != WASL_OK)
			take_refused(run, line, &why);
		return WASL_OK;
	}
	if (wasl_import_full(run->import))
		WASL_TRY(flush(run, err));
	status = wasl_import_add(run->import, who, &why);
	if (status == WASL_EXISTS || status == WASL_SCHEMA ||
	    status == WASL_TOO_BIG) {
		take_refused(run, line, &why);
		return WASL_OK;
	}
	if (status != WASL_OK)
		*err = why;
	return status;
}

/* --- the file ------------------------------------------------------------ */

/* Wait for a piece; *n 0 at the end. */
static wasl_status next_piece(struct import_run *run, size_t *n,
			      struct wasl_err *err)
{
	struct node_importer *importer = run->importer;
	wasl_status status = WASL_OK;
	struct timespec until;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WASL_NODE_IMPORT_IDLE_S;
	pthread_mutex_lock(&importer->lock);
	while (run->piece_n == 0 && !run->ended && !run->cancelled &&
	       !importer->stopping && late == 0)
		late = pthread_cond_timedwait(&importer->turn, &importer->lock,
					      &until);
	if (importer->stopping)
		status = wasl_fault(err, WASL_GONE, "", "node-stops");
	else if (run->cancelled)
		status = wasl_fault(err, WASL_CONFLICT, "", "import-cancelled");
	else if (run->piece_n == 0 && !run->ended)
		status = wasl_fault(err, WASL_TIMEOUT, "", "file-rest");
	*n = run->piece_n;
	if (run->piece_n > 0) {
		uint8_t *swap = run->reading;

		run->reading = run->piece;
		run->piece = swap;
		run->piece_n = 0;
		pthread_cond_broadcast(&importer->turn);
	}
	pthread_mutex_unlock(&importer->lock);
	return status;
}

static wasl_status read_file(struct import_run *run, struct wasl_err *err)
{
	const struct wasl_reader_sink sink = {run, take_record, take_refused};
	wasl_reader_format format = WASL_READER_DETECT;
	size_t n;

	(void)wasl_reader_format_find(&format,
				      wasl_text_of(run->result.format));
	WASL_TRY(wasl_reader_new(&run->reader, format,
				 run->mapping.n > 0 ? &run->mapping : NULL,
				 &sink, err));
	for (;;) {
		WASL_TRY(next_piece(run, &n, err));
		if (n == 0)
			break;
		WASL_TRY(wasl_reader_feed(run->reader,
					  wasl_bytes_of(run->reading, n), err));
		tell_counts(run, n);
	}
	if (run->size != 0 && run->received != run->size)
		return wasl_fault_of(err, WASL_MALFORMED, "", "file-short",
				     WASL_FAULT_N("n", run->received),
				     WASL_FAULT_N("of", run->size));
	return wasl_reader_finish(run->reader, err);
}

static wasl_status end_missing(struct import_run *run, struct wasl_err *err)
{
	bool more = true;

	WASL_TRY(flush(run, err));
	while (more) {
		WASL_TRY(wasl_import_missing(run->import, &more, err));
		WASL_TRY(flush(run, err));
	}
	return WASL_OK;
}

static wasl_status import_all(struct import_run *run, struct wasl_err *err)
{
	const struct wasl_import_counts *c =
		wasl_import_counts_get(run->import);

	WASL_TRY(read_file(run, err));
	if (run->bad && run->refuse)
		return wasl_fault_of(err, WASL_SCHEMA, "", "records-bad",
				     WASL_FAULT_N("n", c->skipped));
	if (c->records == 0)
		return wasl_fault(err, WASL_SCHEMA, "", "nobody");
	WASL_TRY(end_missing(run, err));
	return in_writer(run, wasl_import_finish, err);
}

/* --- the thread ---------------------------------------------------------- */

static void conclude(struct import_run *run, wasl_status status,
		     const struct wasl_err *err)
{
	struct node_importer *importer = run->importer;
	struct wasl_node *node = importer->node;

	/* The texts of errors may name what stands in the file. */
	if (status != WASL_OK)
		node_log(list_refused, NODE_T("list", run->list),
			 NODE_T("status", wasl_status_name(status)));
	else
		node_log(list_imported, NODE_T("list", run->list),
			 NODE_I("records",
				wasl_import_counts_get(run->import)->records));
	/* Once it is finished, its place may be taken: nothing comes behind. */
	pthread_mutex_lock(&importer->lock);
	run->result.counts = *wasl_import_counts_get(run->import);
	run->result.status = status;
	run->result.state = status != WASL_OK		     ? "dropped"
			    : wasl_import_waits(run->import) ? "waiting"
							     : "in-force";
	run->result.format = wasl_reader_format_word(
		run->reader ? wasl_reader_format_get(run->reader)
			    : WASL_READER_DETECT);
	run->result.micros =
		(wasl_clock_ms(&node->clock) - run->begun_ms) * 1000;
	run->err = *err;
	run->report = json_incref(wasl_import_report(run->import));
	run->finished = true;
	importer->dirty = true;
	pthread_cond_broadcast(&importer->turn);
	pthread_mutex_unlock(&importer->lock);
}

void *import_run_main(void *arg)
{
	struct import_run *run = arg;
	struct wasl_err err = {0};
	wasl_status status;

	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
	status = import_all(run, &err);
	if (status != WASL_OK)
		import_run_drop(run);
	conclude(run, status, &err);
	return NULL;
}
