#include "node/escalate.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "desk/duty.h"
#include "dossier/deadline.h"
#include "node/log.h"
#include "node/put.h"
#include "node/runner.h"
#include "node/send.h"
#include "node/wake.h"

#include <stdio.h>

/* Clocks in one transaction; the next tick takes the others. */
#define CLOCKS_MAX 128
/* Rungs of one dossier in one answer. */
#define RUNGS_MAX 512
/* The clock that a human acknowledgement stops. */
#define ACK_CLOCK "ack"

/** A clock whose next rung is due. */
struct due_clock {
	struct wasl_dossier_id id;
	int64_t number, due, started, peer_id;
	char name[64];
	bool paused;
	bool u0;
};

struct escalate_job {
	struct node_job job;
	int64_t now;
	bool wake[2][WASL_RUNGS_MAX];
	int64_t told[WASL_PEERS_MAX]; /* rows of partners that were told */
	size_t n_told;
};

static struct wasl_rungs rungs_of(const struct wasl_node *node,
				  enum wasl_chain chain)
{
	const struct wasl_desk_config *desk = &node->config->desk;

	if (chain == WASL_CHAIN_U0)
		return (struct wasl_rungs){chain, desk->u0, desk->n_u0};
	return (struct wasl_rungs){chain, desk->rungs, desk->n_rungs};
}

static bool is_u0(bool own, const char *urgency, const char *clock)
{
	return !own && strcmp(urgency, "U0") == 0 &&
	       strcmp(clock, ACK_CLOCK) == 0;
}

int64_t node_escalation_first(const struct wasl_node *node,
			      const struct node_dossier *d, size_t i)
{
	struct wasl_rungs percent = rungs_of(node, WASL_CHAIN_PERCENT);
	struct wasl_rungs u0 = rungs_of(node, WASL_CHAIN_U0);
	struct wasl_clock_first run = wasl_clock_first(&d->fold, i);
	const char *urgency = d->fold.marks[WASL_MARK_URGENCY];
	int64_t first, second;

	if (run.paused)
		return 0;
	first = wasl_rung_at(&percent, run.started, run.due, 0);
	if (urgency == NULL ||
	    !is_u0(d->own, urgency, d->fold.kind->clocks[i].name))
		return first;
	second = wasl_rung_at(&u0, run.started, run.due, 0);
	return first < second ? first : second;
}

/* --- telling the partner ------------------------------------------------- */

/* The telephone of whoever is on duty for a role now; "" if nobody is. */
static wasl_status telephone_of(struct store_reader *r,
				struct wasl_arena *arena, const char **out,
				const char *role, int64_t now,
				struct wasl_err *err)
{
	const struct wasl_duty_when when = {now, now + 1, role};
	struct wasl_duty *duties;
	size_t n;

	*out = "";
	WASL_TRY(wasl_duty_list(r, arena, &duties, &n, &when, err));
	if (n > 0)
		*out = duties[0].telephone;
	return WASL_OK;
}

/* "ESCALATION 2: validator, not acknowledged; telephone +212 5…": no person. */
static json_t *note_of(const char *role, size_t k, const char *telephone)
{
	char text[200];

	snprintf(text, sizeof(text), "ESCALATION %zu: %s%s%s", k + 1, role,
		 telephone[0] != '\0' ? "; telephone " : "", telephone);
	return json_pack("{s:s}", "note", text);
}

/*
 * The sender sees each rung: as the kind's act `rung` if it has one, else as a
 * service note. What may not leave (a suspended line) is not told.
 */
static wasl_status tell(struct wasl_node *node, struct store_tx *tx,
			struct escalate_job *job, const struct due_clock *c,
			const char *role, size_t k, bool *told)
{
	wasl_autoarena arena = wasl_arena_init((size_t)4 * 1024 * 1024);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct node_making m = {.arena = &arena, .findings = &findings};
	struct wasl_err *err = &job->job.err;
	wasl_autojson *fields = NULL;
	struct node_send send = {0};
	const char *telephone;

	*told = false;
	m.peer = node_peer_by_id(node, c->peer_id);
	if (m.peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a dossier's partner");
	WASL_TRY(node_cache_get(node, &tx->reader, m.peer, &c->id, &m.dossier,
				err));
	m.kind = m.dossier->fold.kind;
	m.profile = m.dossier->fold.profile;
	if (m.kind == NULL || m.dossier->key == NULL)
		return WASL_OK;
	m.def = wasl_kind_act_named(m.kind, WASL_TEXT("rung"));
	if (m.def == NULL)
		m.def = wasl_kind_act_named(m.kind, WASL_TEXT("service_note"));
	if (m.def == NULL || node_making_allowed(&m, NULL) != WASL_OK)
		return WASL_OK;
	WASL_TRY(telephone_of(&tx->reader, &arena, &telephone, role, job->now,
			      err));
	fields = note_of(role, k, telephone);
	if (wasl_record_read(&m.record, &arena, &findings, &m.def->shape,
			     m.profile, fields, NULL) != WASL_OK ||
	    node_making_check(node, &tx->reader, &m, job->now, NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	m.act.number = m.def->n;
	m.act.time = job->now;
	m.act.author = wasl_text_of(node->config->node);
	m.act.view = (struct wasl_view){m.peer->own.size, m.peer->mirror.size};
	send.dossier = m.dossier;
	WASL_TRY(node_making_write(&m, &send.plain, err));
	WASL_TRY(node_send(node, tx, &send, err));
	*told = true;
	if (!send.waits && job->n_told < WASL_PEERS_MAX)
		job->told[job->n_told++] = m.peer->id;
	return WASL_OK;
}

/* --- one clock ----------------------------------------------------------- */

static wasl_status record(struct store_tx *tx, const struct escalate_job *job,
			  const struct due_clock *c,
			  const struct wasl_rungs *rungs, size_t k, bool *fresh,
			  struct wasl_err *err)
{
	const struct wasl_rung *rung = &rungs->at[k % rungs->n];

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ESCALATION_PUT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&c->id)),
			  wasl_arg_int(c->number), wasl_arg_int(c->due),
			  wasl_arg_int(rungs->chain), wasl_arg_u64(k),
			  wasl_arg_str(c->name),
			  wasl_arg_str(wasl_role_name(rung->role)),
			  wasl_arg_int(job->now), wasl_arg_bool(false),
			  wasl_arg_int(rung->wake_n > 0 ? 1 : 0))));
	*fresh = wasl_store_changed(tx) == 1;
	return WASL_OK;
}

static wasl_status tell_of(struct wasl_node *node, struct store_tx *tx,
			   struct escalate_job *job, const struct due_clock *c,
			   const struct wasl_rungs *rungs, size_t k)
{
	const char *role = wasl_role_name(rungs->at[k % rungs->n].role);
	bool told;

	WASL_TRY(tell(node, tx, job, c, role, k, &told));
	if (!told)
		return WASL_OK;
	return wasl_store_exec(
		tx, WASL_SQL_ESCALATION_TOLD, &job->job.err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&c->id)),
			  wasl_arg_int(c->number), wasl_arg_int(c->due),
			  wasl_arg_int(rungs->chain), wasl_arg_u64(k)));
}

/* Records what was reached. After an outage each rung of the chain is called
 * once, and the partner is told of the last round. */
static wasl_status climb(struct wasl_node *node, struct store_tx *tx,
			 struct escalate_job *job, const struct due_clock *c,
			 enum wasl_chain chain, int64_t *next)
{
	struct wasl_rungs rungs = rungs_of(node, chain);
	size_t n = wasl_rungs_reached(&rungs, c->started, c->due, job->now);
	int64_t after = wasl_rung_at(&rungs, c->started, c->due, n);

	for (size_t k = 0; k < n; k++) {
		bool fresh;

		WASL_TRY(record(tx, job, c, &rungs, k, &fresh, &job->job.err));
		if (!fresh)
			continue;
		job->wake[chain][k % rungs.n] = true;
		if (chain == WASL_CHAIN_U0 && k + rungs.n >= n)
			WASL_TRY(tell_of(node, tx, job, c, &rungs, k));
	}
	if (after < *next)
		*next = after;
	return WASL_OK;
}

static wasl_status look_at(struct wasl_node *node, struct store_tx *tx,
			   struct escalate_job *job, const struct due_clock *c)
{
	int64_t next = INT64_MAX;

	if (!c->paused) {
		WASL_TRY(climb(node, tx, job, c, WASL_CHAIN_PERCENT, &next));
		if (c->u0)
			WASL_TRY(climb(node, tx, job, c, WASL_CHAIN_U0, &next));
	}
	return wasl_store_exec(
		tx, WASL_SQL_CLOCK_NEXT_PUT, &job->job.err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&c->id)),
			  wasl_arg_int(c->number),
			  wasl_arg_int(next == INT64_MAX ? 0 : next)));
}

/* --- the job ------------------------------------------------------------- */

static void take_clock(struct due_clock *c, struct wasl_rows *row)
{
	wasl_text name = wasl_rows_text(row, "name");
	wasl_text urgency = wasl_rows_text(row, "urgency");

	*c = (struct due_clock){
		.number = wasl_rows_int(row, "number"),
		.due = wasl_rows_int(row, "due_at"),
		.started = wasl_rows_int(row, "started_at"),
		.peer_id = wasl_rows_int(row, "peer_id"),
		.paused = wasl_rows_bool(row, "stopped"),
	};
	wasl_rows_copy(row, "dossier_id", c->id.b, sizeof(c->id.b));
	snprintf(c->name, sizeof(c->name), "%.*s", (int)name.n, name.p);
	c->u0 = wasl_text_is(urgency, "U0") &&
		is_u0(wasl_rows_bool(row, "own"), "U0", c->name);
}

static wasl_status escalate_run(struct wasl_node *node, struct store_tx *tx,
				struct node_job *job)
{
	struct escalate_job *escalate = (struct escalate_job *)job;
	struct due_clock clocks[CLOCKS_MAX];
	wasl_autorows struct wasl_rows rows = {0};
	size_t n = 0;

	memset(escalate->wake, 0, sizeof(escalate->wake));
	escalate->n_told = 0;
	escalate->now = wasl_clock_now(&node->clock);
	/* Clocks of acts in this very transaction are stored first. */
	WASL_TRY(node_cache_flush(node, tx, &job->err));
	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_CLOCK_RUNGS_DUE,
				  &job->err,
				  WASL_ARGS(wasl_arg_int(escalate->now),
					    wasl_arg_int(CLOCKS_MAX))));
	while (n < CLOCKS_MAX && wasl_rows_next(&rows))
		take_clock(&clocks[n++], &rows);
	WASL_TRY(wasl_rows_finish(&rows, &job->err));
	for (size_t i = 0; i < n; i++)
		WASL_TRY(look_at(node, tx, escalate, &clocks[i]));
	return WASL_OK;
}

static void escalate_after(struct wasl_node *node, struct node_job *job)
{
	struct escalate_job *escalate = (struct escalate_job *)job;

	if (job->status != WASL_OK) {
		node_log(write_failed, NODE_T("what", "escalation"),
			 NODE_T("why", job->err.text));
	} else {
		for (size_t c = 0; c < 2; c++)
			for (size_t k = 0; k < WASL_RUNGS_MAX; k++)
				if (escalate->wake[c][k])
					node_wake_call(node->waker,
						       (enum wasl_chain)c, k);
		for (size_t i = 0; i < escalate->n_told; i++)
			node_line_committed(
				node, node_peer_by_id(node, escalate->told[i]));
	}
	atomic_store(&node->escalating, false);
	wasl_free(escalate);
}

static bool is_due(struct wasl_node *node)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};
	int64_t next;

	if (wasl_store_read(&r, node->store, NULL) != WASL_OK ||
	    wasl_store_one(&row, &r, WASL_SQL_CLOCK_NEXT_RUNG, NULL,
			   WASL_NO_ARGS) != WASL_OK)
		return false;
	next = wasl_rows_int(&row, "next_at");
	wasl_rows_end(&row);
	return next > 0 && next <= wasl_clock_now(&node->clock);
}

void node_escalation_look(struct wasl_node *node)
{
	struct escalate_job *job;

	if (atomic_load(&node->escalating) || !is_due(node))
		return;
	job = wasl_alloc(1, sizeof(*job));
	if (job == NULL)
		return;
	job->job = (struct node_job){
		.run = escalate_run, .after = escalate_after, .internal = true};
	atomic_store(&node->escalating, true);
	if (node_writer_submit(node->writer, &job->job, NULL) == WASL_OK)
		return;
	atomic_store(&node->escalating, false);
	wasl_free(job);
}

/* --- reading ------------------------------------------------------------- */

static struct wasl_node_rung take_rung(struct wasl_rows *rows,
				       struct wasl_arena *arena)
{
	static const char *const woke[] = {"", "called", "woke", "failed"};
	uint64_t w = wasl_rows_u64(rows, "woke");

	return (struct wasl_node_rung){
		.clock = wasl_arena_text(arena, wasl_rows_text(rows, "clock")),
		.due_at = wasl_rows_int(rows, "due_at"),
		.u0 = wasl_rows_bool(rows, "chain"),
		.rung = wasl_rows_int(rows, "rung") + 1,
		.role = wasl_arena_text(arena, wasl_rows_text(rows, "role")),
		.at = wasl_rows_int(rows, "reached_at"),
		.told = wasl_rows_bool(rows, "told"),
		.woke = w < 4 ? woke[w] : "",
	};
}

wasl_status node_escalation_list(struct store_reader *r,
				 struct wasl_arena *arena,
				 struct wasl_node_rung **out, size_t *n,
				 wasl_bytes dossier, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	*out = wasl_arena_take(arena, RUNGS_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ESCALATION_OF, err,
				  WASL_ARGS(wasl_arg_bytes(dossier))));
	while (*n < RUNGS_MAX && wasl_rows_next(&rows))
		(*out)[(*n)++] = take_rung(&rows, arena);
	WASL_TRY(wasl_rows_finish(&rows, err));
	return wasl_arena_check(arena, err);
}
