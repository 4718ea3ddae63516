#include "node/escalate.h"

#include "base/alloc.h"
#include "dossier/deadline.h"
#include "node/feed.h"
#include "node/lineact.h"
#include "node/log.h"
#include "node/peer.h"
#include "node/runner.h"
#include "node/tell.h"
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
	int64_t stood; /* seconds that suspensions took from it */
	bool stands;   /* the line is suspended, and it waits */
	char name[64];
	bool paused;
	bool ours;
	bool u0;
};

struct escalate_job {
	struct node_job job;
	int64_t now;
	bool wake[2][WASL_RUNGS_MAX]; /* of percent and U0 */
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

/* Rungs of percent, and the roles that a kind wants called when it is due. */
#define PERCENT_MAX (WASL_RUNGS_MAX + WASL_ROLE_COUNT)

static struct wasl_rungs percent_of(struct wasl_rung at[static PERCENT_MAX],
				    const struct wasl_node *node,
				    const struct wasl_clock_def *clock)
{
	struct wasl_rungs rungs = rungs_of(node, WASL_CHAIN_PERCENT);
	uint32_t due = rungs.at[rungs.n - 1].at;

	memcpy(at, rungs.at, rungs.n * sizeof(*at));
	rungs.at = at;
	for (int role = 0; clock != NULL && role < WASL_ROLE_COUNT; role++)
		if ((clock->calls & WASL_ROLE_BIT(role)) != 0)
			at[rungs.n++] = (struct wasl_rung){
				.at = due > 100 ? due : 100,
				.role = (enum wasl_role)role,
			};
	return rungs;
}

_Static_assert(WASL_CLOCK_WARN_MAX <= WASL_RUNGS_MAX, "warnings are rungs");

/* Days before a clock is due, of the kind or of the profile. */
static struct wasl_rungs warnings_of(struct wasl_rung at[static WASL_RUNGS_MAX],
				     const struct wasl_dossier *d,
				     const struct wasl_clock_def *clock)
{
	struct wasl_rungs rungs = {WASL_CHAIN_WARN, at, clock->n_warn};
	const json_t *days =
		clock->warn_path == NULL
			? NULL
			: wasl_profile_get(d->profile, (wasl_text){"", 0},
					   clock->warn_path);

	if (days != NULL)
		rungs.n = json_array_size(days);
	if (rungs.n > WASL_CLOCK_WARN_MAX)
		rungs.n = WASL_CLOCK_WARN_MAX;
	for (size_t k = 0; k < rungs.n; k++) {
		json_int_t n =
			days == NULL
				? clock->warn[k]
				: json_integer_value(json_array_get(days, k));

		/* A profile's list that is not one warns at the end. */
		at[k] = (struct wasl_rung){
			.at = n > 0 && n <= WASL_CLOCK_SPAN_MAX ? (uint32_t)n
								: 0,
			.role = WASL_ROLE_OPERATOR,
		};
	}
	return rungs;
}

static bool is_u0(bool own, const char *urgency, const char *clock)
{
	return !own && strcmp(urgency, "U0") == 0 &&
	       strcmp(clock, ACK_CLOCK) == 0;
}

/* The next rung from the k-th on. A warning from before the start is none. */
static int64_t rung_after(const struct wasl_rungs *rungs, int64_t started,
			  int64_t due, size_t k)
{
	int64_t at = wasl_rung_at(rungs, started, due, k);

	while (rungs->chain == WASL_CHAIN_WARN && at < started)
		at = wasl_rung_at(rungs, started, due, ++k);
	return at;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t node_escalation_first(const struct wasl_node *node,
			      const struct node_dossier *d, size_t i,
			      const struct wasl_clock_due *run)
{
	const struct wasl_clock_def *clock = &d->fold.kind->clocks[i];
	struct wasl_rung called[PERCENT_MAX];
	struct wasl_rungs percent = percent_of(called, node, clock);
	struct wasl_rungs u0 = rungs_of(node, WASL_CHAIN_U0);
	struct wasl_rung at[WASL_RUNGS_MAX];
	struct wasl_rungs warn = warnings_of(at, &d->fold, clock);
	const char *urgency = d->fold.marks[WASL_MARK_URGENCY];
	enum wasl_side side = d->own ? WASL_OPENER : WASL_PARTNER;
	int64_t first = rung_after(&warn, run->started, run->due, 0);

	if (run->paused || run->stands)
		return 0;
	if (((unsigned)run->duty & (unsigned)side) != 0) {
		first = earlier(first, wasl_rung_at(&percent, run->started,
						    run->due, 0));
		if (urgency != NULL && is_u0(d->own, urgency, clock->name))
			first = earlier(first, wasl_rung_at(&u0, run->started,
							    run->due, 0));
	}
	return first == INT64_MAX ? 0 : first + run->stood;
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
	struct node_told told = {
		.dossier = c->id,
		.peer_id = c->peer_id,
		.at = job->now,
		.role = rungs->at[k % rungs->n].role,
		.k = k,
		.in_vain = k >= rungs->n,
	};

	WASL_TRY(node_tell_rung(node, tx, &told, &job->job.err));
	if (!told.done)
		return WASL_OK;
	if (!told.waits && job->n_told < WASL_PEERS_MAX)
		job->told[job->n_told++] = c->peer_id;
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
			 const struct wasl_rungs *rungs, int64_t *next)
{
	int64_t after;
	size_t n = wasl_rungs_reached(rungs, c->started, c->due,
				      job->now - c->stood);

	for (size_t k = 0; k < n; k++) {
		bool fresh;

		if (rungs->chain == WASL_CHAIN_WARN &&
		    wasl_rung_at(rungs, c->started, c->due, k) < c->started)
			continue;
		WASL_TRY(record(tx, job, c, rungs, k, &fresh, &job->job.err));
		if (!fresh)
			continue;
		WASL_TRY(node_feed_task(node, tx, &c->id, &job->job.err));
		/* Roles that a kind calls have no command of their own. */
		if (rungs->chain != WASL_CHAIN_WARN &&
		    k % rungs->n < rungs_of(node, rungs->chain).n)
			job->wake[rungs->chain][k % rungs->n] = true;
		if (rungs->chain == WASL_CHAIN_U0 && k + rungs->n >= n)
			WASL_TRY(tell_of(node, tx, job, c, rungs, k));
	}
	after = rung_after(rungs, c->started, c->due, n);
	if (after != INT64_MAX)
		*next = earlier(*next, after + c->stood);
	return WASL_OK;
}

/* Its dossier says which days it warns on. */
static wasl_status warn(struct wasl_node *node, struct store_tx *tx,
			struct escalate_job *job, const struct due_clock *c,
			const struct node_dossier *d, int64_t *next)
{
	struct wasl_rung at[WASL_RUNGS_MAX];

	for (size_t i = 0; d->fold.kind != NULL && i < d->fold.kind->n_clocks;
	     i++) {
		const struct wasl_clock_def *clock = &d->fold.kind->clocks[i];
		struct wasl_rungs rungs = warnings_of(at, &d->fold, clock);

		if ((int64_t)clock->n == c->number)
			WASL_TRY(climb(node, tx, job, c, &rungs, next));
	}
	return WASL_OK;
}

/* What suspensions of the line did to the clock since the last look. */
static wasl_status stand(struct due_clock *c, const struct escalate_job *job,
			 const struct node_dossier *d, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	const struct wasl_kind *kind = d->fold.kind;
	struct wasl_suspended suspended;
	struct wasl_clock_due *dues;
	size_t n;

	WASL_TRY(node_peer_suspended(d->peer, &arena, &suspended, err));
	for (size_t k = 0; kind != NULL && k < kind->n_clocks; k++) {
		if ((int64_t)kind->clocks[k].n != c->number)
			continue;
		dues = wasl_arena_take(&arena,
				       wasl_clock_dues_max(&d->fold, k) + 1,
				       sizeof(*dues));
		WASL_TRY(wasl_arena_check(&arena, err));
		n = wasl_clock_dues(dues, &d->fold, k, job->now, suspended);
		for (size_t i = 0; i < n; i++)
			if (dues[i].due == c->due) {
				c->stood = dues[i].stood;
				c->stands = dues[i].stands;
			}
	}
	return WASL_OK;
}

/* A dossier that does not fold any more (wasl verify tells) must not keep the
 * others from being called: NULL. */
static wasl_status find_dossier(struct wasl_node *node, struct store_tx *tx,
				const struct due_clock *c,
				struct node_dossier **out, struct wasl_err *err)
{
	struct node_peer *peer = node_peer_by_id(node, c->peer_id);
	wasl_status status;

	if (peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a dossier's partner");
	status = node_cache_get(node, &tx->reader, peer, &c->id, out, err);
	if (status == WASL_CORRUPT)
		*out = NULL;
	return status == WASL_CORRUPT ? WASL_OK : status;
}

static wasl_status look_at(struct wasl_node *node, struct store_tx *tx,
			   struct escalate_job *job, struct due_clock *c)
{
	struct wasl_rung at[PERCENT_MAX];
	struct wasl_rungs percent;
	struct wasl_rungs u0 = rungs_of(node, WASL_CHAIN_U0);
	int64_t next = INT64_MAX;
	struct node_dossier *d;
	bool runs;

	WASL_TRY(find_dossier(node, tx, c, &d, &job->job.err));
	if (d != NULL)
		WASL_TRY(stand(c, job, d, &job->job.err));
	percent = percent_of(
		at, node,
		d == NULL || d->fold.kind == NULL
			? NULL
			: wasl_kind_clock(d->fold.kind, (uint32_t)c->number));
	runs = !c->paused && !c->stands;
	if (runs && c->ours)
		WASL_TRY(climb(node, tx, job, c, &percent, &next));
	if (runs && c->u0)
		WASL_TRY(climb(node, tx, job, c, &u0, &next));
	if (runs && d != NULL)
		WASL_TRY(warn(node, tx, job, c, d, &next));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_CLOCK_NEXT_PUT, &job->job.err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&c->id)),
			  wasl_arg_int(c->number), wasl_arg_int(c->due),
			  wasl_arg_int(next == INT64_MAX ? 0 : next),
			  wasl_arg_int(c->stood), wasl_arg_bool(c->stands))));
	return wasl_store_exec(
		tx, WASL_SQL_DOSSIER_DUE, &job->job.err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&c->id))));
}

wasl_status node_clocks_again(struct store_tx *tx, const struct node_peer *peer,
			      struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_CLOCK_LOOK_AGAIN, err,
			       WASL_ARGS(wasl_arg_int(peer->id)));
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
		.ours = wasl_rows_bool(row, "ours"),
	};
	wasl_rows_copy(row, "dossier_id", c->id.b, sizeof(c->id.b));
	snprintf(c->name, sizeof(c->name), "%.*s", (int)name.n, name.p);
	c->u0 = c->ours && wasl_text_is(urgency, "U0") &&
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
	uint64_t chain = wasl_rows_u64(rows, "chain");

	return (struct wasl_node_rung){
		.clock = wasl_arena_text(arena, wasl_rows_text(rows, "clock")),
		.due_at = wasl_rows_int(rows, "due_at"),
		.chain = chain < WASL_CHAINS ? (enum wasl_chain)chain
					     : WASL_CHAIN_PERCENT,
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
