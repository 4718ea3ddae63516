#include "node/todo.h"

#include "base/alloc.h"
#include "desk/task.h"
#include "node/apply.h"
#include "node/log.h"
#include "node/state.h"

/* The acts of one dossier that matter here. */
#define TODO_ARENA_MAX ((size_t)4 * 1024 * 1024)
/* Tasks of one dossier that are kept; the next come when these are done. */
#define TODO_ROWS_MAX 1000

/*
 * Acts by name: the kinds that `with` common files share these names, whatever
 * else a kind has. An act `raises` a task; an act `ends` the one whose entry it
 * names, or `all` before it.
 */
static const struct {
	const char *name;
	bool own;
	wasl_task_sort raises;
} raising[] = {
	{"correct", false, WASL_TASK_APPLY},
	{"cease", false, WASL_TASK_REMOVE},
	{"withdraw", false, WASL_TASK_REMOVE},
	{"ask_permission", false, WASL_TASK_PERMISSION},
};

static const struct {
	const char *name;
	wasl_task_sort ends;
	bool all;
} ending[] = {
	{"applied", WASL_TASK_APPLY, false},
	{"removed", WASL_TASK_REMOVE, true},
	{"answer_permission", WASL_TASK_PERMISSION, false},
	{"confirm", WASL_TASK_CONFIRM, false},
};

/* The acts that refuse, and the ground that sends a case to our own courts. */
static const char *const refusing[] = {"refuse", "refuse_part"};
#define OWN_NATIONAL "R14"

/* The result of a drill: a task on both sides unless it says this. */
#define DRILL_RESULT  "drill_result"
#define DRILL_ON_TIME "ON_TIME"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** An act that matters: what it raises or ends. All of it is in the fold, so
 * that no write of a dossier opens an envelope. */
struct noted {
	const struct wasl_dossier_act *act;
	bool own;
	wasl_task_sort sort;
	size_t end; /* place in `ending` */
	const char *author;
};

/* In the order of the fold; NULL: only count. */
struct notes {
	struct node_dossier *d;
	struct noted *at; /* that raise a task */
	size_t n;
	struct noted *ends;
	size_t n_ends;
};

/* --- what matters -------------------------------------------------------- */

static bool named(const struct wasl_act_def *def, const char *name)
{
	return def != NULL && strcmp(def->name, name) == 0;
}

/* Does the fold read which entry the act names? */
static bool names_entry(const struct wasl_kind *kind,
			const struct wasl_act_def *act)
{
	if (kind->confirm.act == act)
		return true;
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (kind->clocks[i].answer == act)
			return true;
	return false;
}

/* Is there a way to end it? A kind without `removed` has nothing to remove. */
static bool ends_somehow(const struct wasl_kind *kind, wasl_task_sort sort)
{
	const struct wasl_act_def *act;

	for (size_t i = 0; kind != NULL && i < COUNT(ending); i++) {
		if (ending[i].ends != sort)
			continue;
		act = wasl_kind_act_named(kind, wasl_text_of(ending[i].name));
		if (act != NULL && (ending[i].all || names_entry(kind, act)))
			return true;
	}
	return false;
}

/* The code of a field that the act itself has. */
static bool says(const struct wasl_dossier_act *a, enum wasl_mark mark,
		 const char *code)
{
	return a->marks[mark] != NULL && strcmp(a->marks[mark], code) == 0;
}

static void raise(struct notes *notes, const struct noted *noted)
{
	if (notes->at != NULL)
		notes->at[notes->n] = *noted;
	notes->n++;
}

static void end(struct notes *notes, const struct noted *noted)
{
	if (notes->ends != NULL)
		notes->ends[notes->n_ends] = *noted;
	notes->n_ends++;
}

static void note_own(struct notes *notes, const struct noted *base)
{
	const struct wasl_act_def *def = base->act->def;
	struct noted noted = *base;

	noted.author = base->act->author;
	if (base->act->out) {
		noted.sort = WASL_TASK_REJECTED;
		raise(notes, &noted);
		return;
	}
	if (wasl_effect_crossed(base->act->effect)) {
		noted.sort = WASL_TASK_CROSSED;
		raise(notes, &noted);
	}
	if (!wasl_effect_counts(base->act->effect) || def == NULL)
		return;
	noted.sort = WASL_TASK_CONFIRM;
	if (def->second == WASL_SECOND_LATER &&
	    ends_somehow(base->act->under, noted.sort))
		raise(notes, &noted);
	noted.sort = WASL_TASK_PROSECUTE;
	for (size_t i = 0; i < COUNT(refusing); i++)
		if (named(def, refusing[i]) &&
		    says(base->act, WASL_MARK_GROUND, OWN_NATIONAL))
			raise(notes, &noted);
	noted = *base;
	for (size_t i = 0; i < COUNT(ending); i++) {
		noted.end = i;
		if (named(def, ending[i].name))
			end(notes, &noted);
	}
}

static void note_partner(struct notes *notes, const struct noted *base)
{
	struct noted noted = *base;

	if (base->act->out || !wasl_effect_counts(base->act->effect))
		return;
	for (size_t i = 0; i < COUNT(raising); i++) {
		noted.sort = raising[i].raises;
		if (named(base->act->def, raising[i].name) &&
		    ends_somehow(base->act->under, noted.sort))
			raise(notes, &noted);
	}
}

static void note_drill(struct notes *notes, const struct noted *base)
{
	struct noted noted = *base;

	if (!named(base->act->def, DRILL_RESULT) ||
	    !wasl_effect_counts(base->act->effect) ||
	    base->act->marks[WASL_MARK_OUTCOME] == NULL ||
	    says(base->act, WASL_MARK_OUTCOME, DRILL_ON_TIME))
		return;
	noted.sort = WASL_TASK_DRILL;
	raise(notes, &noted);
}

static void note_all(struct notes *notes)
{
	const struct wasl_dossier *fold = &notes->d->fold;
	enum wasl_origin own = notes->d->peer->own_first ? WASL_ORIGIN_FIRST
							 : WASL_ORIGIN_SECOND;

	notes->n = 0;
	notes->n_ends = 0;
	for (size_t i = 0; i < fold->n; i++) {
		const struct noted base = {
			.act = &fold->acts[i],
			.own = fold->acts[i].place.origin == own,
			.author = "",
		};

		note_drill(notes, &base);
		if (base.own)
			note_own(notes, &base);
		else
			note_partner(notes, &base);
	}
}

/* --- what is done -------------------------------------------------------- */

static bool ends(const struct noted *by, const struct noted *task)
{
	const struct wasl_reading *reading = by->act->reading;

	if (ending[by->end].ends != task->sort)
		return false;
	if (ending[by->end].all)
		return by->act > task->act;
	return reading != NULL && reading->names_entry &&
	       reading->entry == task->act->place.index;
}

static bool is_done(const struct notes *notes, const struct noted *task)
{
	for (size_t i = 0; i < notes->n_ends; i++)
		if (ends(&notes->ends[i], task))
			return true;
	return false;
}

static wasl_status write_rows(struct notes *notes, struct store_tx *tx,
			      struct wasl_err *err)
{
	wasl_bytes id = wasl_dossier_id_bytes(&notes->d->id);

	size_t written = 0;

	for (size_t i = 0; i < notes->n && written < TODO_ROWS_MAX; i++) {
		const struct noted *t = &notes->at[i];

		if (is_done(notes, t))
			continue;
		written++;
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_TODO_PUT, err,
			WASL_ARGS(wasl_arg_bytes(id), wasl_arg_bool(t->own),
				  wasl_arg_int(t->act->place.epoch),
				  wasl_arg_u64(t->act->place.index),
				  wasl_arg_int(t->sort),
				  wasl_arg_str(t->act->def == NULL
						       ? ""
						       : t->act->def->name),
				  wasl_arg_str(t->author),
				  wasl_arg_int(t->act->time))));
	}
	return WASL_OK;
}

/* Most dossiers never had one: nothing is written for them. */
static wasl_status clear(struct store_tx *tx, const struct node_dossier *d,
			 struct wasl_err *err)
{
	struct wasl_arg id = wasl_arg_bytes(wasl_dossier_id_bytes(&d->id));
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status = wasl_store_one(
		&row, &tx->reader, WASL_SQL_TODO_ANY, err, WASL_ARGS(id));

	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	wasl_rows_end(&row);
	return wasl_store_exec(tx, WASL_SQL_TODO_CLEAR, err, WASL_ARGS(id));
}

wasl_status node_todo_write(struct store_tx *tx, struct node_dossier *d,
			    struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(TODO_ARENA_MAX);
	struct notes notes = {.d = d};

	WASL_TRY(clear(tx, d, err));
	note_all(&notes);
	if (notes.n == 0)
		return WASL_OK;
	notes.at = wasl_arena_take(&arena, notes.n, sizeof(*notes.at));
	notes.ends =
		wasl_arena_take(&arena, notes.n_ends + 1, sizeof(*notes.ends));
	WASL_TRY(wasl_arena_check(&arena, err));
	note_all(&notes);
	return write_rows(&notes, tx, err);
}

/* --- again from the beginning -------------------------------------------- */

/* Dossiers in one transaction. */
#define REBUILD_MAX 256

struct rebuild_job {
	struct node_job job;
	struct wasl_dossier_id after; /* moves on once a run is committed */
	struct wasl_dossier_id last;
	bool more;
};

static wasl_status rebuild_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct rebuild_job *rebuild = (struct rebuild_job *)job;
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_dossier_id ids[REBUILD_MAX];
	struct node_peer *peers[REBUILD_MAX];
	size_t n = 0;

	WASL_TRY(wasl_store_query(
		&rows, &tx->reader, WASL_SQL_TODO_DOSSIERS, &job->err,
		WASL_ARGS(
			wasl_arg_bytes(wasl_dossier_id_bytes(&rebuild->after)),
			wasl_arg_int(REBUILD_MAX))));
	while (n < REBUILD_MAX && wasl_rows_next(&rows)) {
		wasl_rows_copy(&rows, "id", ids[n].b, sizeof(ids[n].b));
		peers[n++] =
			node_peer_by_id(node, wasl_rows_int(&rows, "peer_id"));
	}
	WASL_TRY(wasl_rows_finish(&rows, &job->err));
	for (size_t i = 0; i < n; i++) {
		struct node_dossier *d;

		WASL_TRY(node_cache_get(node, &tx->reader, peers[i], &ids[i],
					&d, &job->err));
		node_cache_mark(node, d);
	}
	if (n > 0)
		rebuild->last = ids[n - 1];
	rebuild->more = n == REBUILD_MAX;
	return rebuild->more
		       ? WASL_OK
		       : wasl_store_exec(
				 tx, WASL_SQL_TODO_MADE_PUT, &job->err,
				 WASL_ARGS(wasl_arg_int(NODE_TODO_VERSION)));
}

static void rebuild_after(struct wasl_node *node, struct node_job *job)
{
	struct rebuild_job *rebuild = (struct rebuild_job *)job;

	rebuild->after = rebuild->last;
	if (job->status != WASL_OK)
		node_log(write_failed, NODE_T("what", "tasks"),
			 NODE_T("why", job->err.text));
	else if (rebuild->more &&
		 node_writer_submit(node->writer, job, NULL) == WASL_OK)
		return;
	wasl_free(rebuild);
}

wasl_status node_todo_start(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct rebuild_job *rebuild;
	wasl_status status =
		wasl_store_one(&row, &tx->reader, WASL_SQL_TODO_MADE_GET, err,
			       WASL_ARGS(wasl_arg_int(NODE_TODO_VERSION)));

	if (status != WASL_NOT_FOUND)
		return status;
	rebuild = wasl_alloc(1, sizeof(*rebuild));
	if (rebuild == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "tasks");
	rebuild->job = (struct node_job){
		.run = rebuild_run, .after = rebuild_after, .internal = true};
	if (node_writer_submit(node->writer, &rebuild->job, NULL) != WASL_OK)
		wasl_free(rebuild);
	return WASL_OK;
}
