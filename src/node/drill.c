#include "node/drill.h"

#include "base/alloc.h"
#include "node/log.h"
#include "node/peer.h"
#include "node/runner.h"
#include "node/self.h"
#include "node/zones.h"

#define KIND	   "drill"
#define ALARM_CODE "DRILL_MISSED"
#define ARENA_MAX  ((size_t)4 * 1024 * 1024)
#define WEEK	   (INT64_C(7) * 24 * 3600)
/* What could not leave is tried again. */
#define RETRY_SECONDS 60
/* Drills of one side under way at once; the next job takes the others. */
#define OPEN_MAX 16

/* --- the row ------------------------------------------------------------- */

/* The last act of that name that counts, or NULL. */
static const struct wasl_dossier_act *find_act(const struct wasl_dossier *fold,
					       const char *name)
{
	for (size_t i = fold->n; i-- > 0;)
		if (wasl_effect_counts(fold->acts[i].effect) &&
		    strcmp(fold->acts[i].def->name, name) == 0)
			return &fold->acts[i];
	return NULL;
}

/* The last drill of either direction with a result decides. */
static wasl_status write_alarm(struct wasl_node *node, struct store_tx *tx,
			       const struct node_peer *peer,
			       struct wasl_err *err)
{
	struct wasl_arg id = wasl_arg_int(peer->id);
	struct wasl_arg now = wasl_arg_int(wasl_clock_now(&node->clock));
	wasl_autorows struct wasl_rows rows = {0};
	char fact[200] = "";

	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_DRILL_LAST, err,
				  WASL_ARGS(id)));
	while (wasl_rows_next(&rows)) {
		wasl_text ref = wasl_rows_text(&rows, "ref");
		bool late =
			wasl_text_is(wasl_rows_text(&rows, "outcome"), "LATE");

		if (!wasl_text_is(wasl_rows_text(&rows, "outcome"), "ON_TIME"))
			snprintf(fact, sizeof(fact),
				 "the drill %.*s was %s by %s",
				 ref.n < 64 ? (int)ref.n : 64, ref.p,
				 late ? "acknowledged late"
				      : "not acknowledged",
				 wasl_rows_bool(&rows, "own") ? "the partner"
							      : "us");
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_ALARM_CLEAR, err,
				 WASL_ARGS(id, wasl_arg_str(ALARM_CODE), now)));
	if (fact[0] == '\0')
		return WASL_OK;
	return wasl_store_exec(tx, WASL_SQL_ALARM_RAISE, err,
			       WASL_ARGS(id, wasl_arg_str(ALARM_CODE),
					 wasl_arg_str(fact), wasl_arg_null(),
					 now));
}

wasl_status node_drill_write(struct wasl_node *node, struct store_tx *tx,
			     const struct node_dossier *d, struct wasl_err *err)
{
	const struct wasl_dossier *fold = &d->fold;
	const struct wasl_dossier_act *open, *ack, *result;

	if (fold->kind == NULL || strcmp(fold->kind->name, KIND) != 0 ||
	    fold->opening == WASL_ACT_NONE)
		return WASL_OK;
	open = &fold->acts[fold->opening];
	ack = find_act(fold, "ack");
	result = find_act(fold, "drill_result");
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_DRILL_PUT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  wasl_arg_int(d->peer->id), wasl_arg_bool(d->own),
			  wasl_arg_int(open->time),
			  wasl_arg_int(open->n_due > 0 ? open->due[0].at : 0),
			  wasl_arg_int(ack == NULL ? 0 : ack->time),
			  wasl_arg_str(
				  result == NULL
					  ? ""
					  : fold->marks[WASL_MARK_OUTCOME]))));
	node_drill_wake(node);
	return result == NULL ? WASL_OK : write_alarm(node, tx, d->peer, err);
}

/* --- the job ------------------------------------------------------------- */

struct drill_job {
	struct node_job job;
	int64_t now;
	int64_t next;			  /* when to look again */
	int64_t told[2 * WASL_PEERS_MAX]; /* rows of partners */
	size_t n_told;
};

static void sooner(struct drill_job *job, int64_t at)
{
	if (at < job->next)
		job->next = at;
}

/* It stands in the log, or waits for the line; or is tried again. */
static void left(struct drill_job *job, const struct node_peer *peer, bool done,
		 bool waits)
{
	if (!done)
		sooner(job, job->now + RETRY_SECONDS);
	else if (!waits && job->n_told < 2 * WASL_PEERS_MAX)
		job->told[job->n_told++] = peer->id;
}

/* When both sides last came to this profile. */
static int64_t agreed_at(const struct node_peer *peer)
{
	int64_t at = 0;

	for (size_t i = 0; i < peer->state.n; i++) {
		const struct wasl_linestate_act *a = &peer->state.acts[i];

		if ((a->number == WASL_LINE_ACT_PROFILE ||
		     a->number == WASL_LINE_ACT_AGREE) &&
		    !a->out && a->time > at)
			at = a->time;
	}
	return at;
}

/* The last instant at which a drill of ours was to begin; 0: none. */
static int64_t planned(struct wasl_node *node,
		       const struct wasl_profile *profile, int64_t now)
{
	const json_t *drill = json_object_get(profile->root, "drill");
	struct wasl_calendar home;

	if (!json_is_object(drill) ||
	    !node_calendar(&node->zones, &home, profile, node->config->side))
		return 0;
	return wasl_week_last(
		home.zone,
		(int32_t)json_integer_value(json_object_get(drill, "weekday")),
		(int32_t)json_integer_value(json_object_get(drill, "hour")),
		now);
}

static wasl_status begin(struct wasl_node *node, struct store_tx *tx,
			 struct drill_job *job, struct node_peer *peer,
			 struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ARENA_MAX);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct node_making m = {.arena = &arena, .findings = &findings};
	wasl_autojson *fields =
		json_pack("{s:b, s:s}", "drill", true, "urgency", "U0");
	const struct wasl_node_put put = {
		.kind = WASL_TEXT(KIND),
		.to = wasl_text_of(peer->keys.partner),
		.act = WASL_TEXT("open"),
	};
	bool done = false, waits = false;

	/* A profile without the kind begins none. */
	if (node_making_find(node, &tx->reader, &m, &put, NULL) == WASL_OK)
		WASL_TRY(node_self_act(node, tx, &m, fields, job->now, &done,
				       &waits, err));
	left(job, peer, done, waits);
	return WASL_OK;
}

static wasl_status begin_due(struct wasl_node *node, struct store_tx *tx,
			     struct drill_job *job, struct node_peer *peer,
			     struct wasl_err *err)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_hash *hash =
		wasl_linestate_profile(&peer->state, &all);
	const struct wasl_profile *profile =
		hash == NULL ? NULL
			     : wasl_library_profile(&node->library, hash);
	wasl_autorows struct wasl_rows row = {0};
	int64_t at;
	bool begun;

	at = profile == NULL ? 0 : planned(node, profile, job->now);
	if (at == 0)
		return WASL_OK;
	sooner(job, at + WEEK);
	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_DRILL_SINCE, err,
		WASL_ARGS(wasl_arg_int(peer->id), wasl_arg_int(at))));
	begun = wasl_rows_u64(&row, "n") > 0;
	WASL_TRY(wasl_rows_finish(&row, err));
	if (begun || at < agreed_at(peer))
		return WASL_OK;
	return begin(node, tx, job, peer, err);
}

/** A drill of ours without a result. */
struct running {
	struct wasl_dossier_id id;
	int64_t peer_id, opened, due, acked;
};

/* Is its result on its way, and waits for the line? */
static wasl_status is_waiting(struct store_reader *r,
			      const struct wasl_dossier_id *id, bool *waiting,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_ACTS_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	*waiting = wasl_rows_u64(&row, "waiting") > 0;
	return wasl_rows_finish(&row, err);
}

static wasl_status end(struct wasl_node *node, struct store_tx *tx,
		       struct drill_job *job, const struct running *r,
		       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ARENA_MAX);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct node_making m = {.arena = &arena, .findings = &findings};
	bool missed = r->acked == 0;
	int64_t took = r->acked > r->opened ? r->acked - r->opened : 0;
	wasl_autojson *fields = json_pack("{s:s}", "outcome",
					  missed	       ? "MISSED"
					  : r->acked <= r->due ? "ON_TIME"
							       : "LATE");
	bool done = false, waits = false, waiting;

	WASL_TRY(is_waiting(&tx->reader, &r->id, &waiting, err));
	if (waiting)
		return WASL_OK;
	if (missed && job->now < r->opened + NODE_DRILL_MISSED_SECONDS) {
		sooner(job, r->opened + NODE_DRILL_MISSED_SECONDS);
		return WASL_OK;
	}
	if (!missed)
		json_object_set_new(fields, "seconds", json_integer(took));
	m.peer = node_peer_by_id(node, r->peer_id);
	if (m.peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a drill's partner");
	WASL_TRY(node_cache_get(node, &tx->reader, m.peer, &r->id, &m.dossier,
				err));
	m.kind = m.dossier->fold.kind;
	m.profile = m.dossier->fold.profile;
	if (m.kind != NULL && m.dossier->key != NULL) {
		m.def = wasl_kind_act_named(m.kind, WASL_TEXT("drill_result"));
		WASL_TRY(node_self_act(node, tx, &m, fields, job->now, &done,
				       &waits, err));
	}
	left(job, m.peer, done, waits);
	return WASL_OK;
}

static wasl_status end_all(struct wasl_node *node, struct store_tx *tx,
			   struct drill_job *job, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct running running[OPEN_MAX];
	size_t n = 0;

	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_DRILL_RUNNING,
				  err, WASL_ARGS(wasl_arg_int(OPEN_MAX))));
	while (n < OPEN_MAX && wasl_rows_next(&rows)) {
		struct running *r = &running[n++];

		wasl_rows_copy(&rows, "dossier_id", r->id.b, sizeof(r->id.b));
		r->peer_id = wasl_rows_int(&rows, "peer_id");
		r->opened = wasl_rows_int(&rows, "opened_at");
		r->due = wasl_rows_int(&rows, "due_at");
		r->acked = wasl_rows_int(&rows, "acked_at");
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	for (size_t i = 0; i < n; i++)
		WASL_TRY(end(node, tx, job, &running[i], err));
	return WASL_OK;
}

static wasl_status drill_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *in)
{
	struct drill_job *job = (struct drill_job *)in;

	job->now = wasl_clock_now(&node->clock);
	job->next = job->now + WEEK;
	job->n_told = 0;
	/* Before the rows are read, so that what is written later wakes it. */
	atomic_store(&node->drill_at, INT64_MAX);
	WASL_TRY(node_cache_flush(node, tx, &in->err));
	WASL_TRY(end_all(node, tx, job, &in->err));
	for (size_t i = 0; i < node->peers_n; i++)
		WASL_TRY(begin_due(node, tx, job, node->peers[i], &in->err));
	return WASL_OK;
}

static void drill_after(struct wasl_node *node, struct node_job *in)
{
	struct drill_job *job = (struct drill_job *)in;
	int64_t none = INT64_MAX;

	if (in->status != WASL_OK) {
		node_log(write_failed, NODE_T("what", "drill"),
			 NODE_T("why", in->err.text));
		job->next = wasl_clock_now(&node->clock) + RETRY_SECONDS;
	}
	for (size_t i = 0; in->status == WASL_OK && i < job->n_told; i++)
		node_line_committed(node, node_peer_by_id(node, job->told[i]));
	atomic_compare_exchange_strong(&node->drill_at, &none, job->next);
	atomic_store(&node->drilling, false);
	wasl_free(job);
}

void node_drill_wake(struct wasl_node *node)
{
	atomic_store(&node->drill_at, 0);
}

void node_drill_look(struct wasl_node *node)
{
	struct drill_job *job;

	if (atomic_load(&node->drilling) ||
	    atomic_load(&node->drill_at) > wasl_clock_now(&node->clock))
		return;
	job = wasl_alloc(1, sizeof(*job));
	if (job == NULL)
		return;
	job->job = (struct node_job){
		.run = drill_run, .after = drill_after, .internal = true};
	atomic_store(&node->drilling, true);
	if (node_writer_submit(node->writer, &job->job, NULL) == WASL_OK)
		return;
	atomic_store(&node->drilling, false);
	wasl_free(job);
}
