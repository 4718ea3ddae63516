#include "node/todo.h"

#include "base/alloc.h"
#include "desk/task.h"
#include "node/apply.h"
#include "node/log.h"
#include "node/state.h"

/* The acts of one dossier that matter here, and one plaintext. */
#define TODO_ARENA_MAX ((size_t)4 * 1024 * 1024)

/*
 * Acts by name: the kinds that `with` common files share these names, whatever
 * else a kind has. An act `raises` a task; an act `ends` those whose entry it
 * names in `field`, or all before it where there is no field.
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
	const char *field;
} ending[] = {
	{"applied", WASL_TASK_APPLY, "confirms"},
	{"removed", WASL_TASK_REMOVE, NULL},
	{"answer_permission", WASL_TASK_PERMISSION, "asked_at"},
	{"confirm", WASL_TASK_CONFIRM, "confirms"},
};

/* The acts that refuse, and the ground that sends a case to our own courts. */
static const char *const refusing[] = {"refuse", "refuse_part"};
#define OWN_NATIONAL "R14"

/* The result of a drill: a task on both sides unless it says this. */
#define DRILL_RESULT  "drill_result"
#define DRILL_ON_TIME "ON_TIME"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** An act that matters: what it raises or ends. */
struct noted {
	const struct wasl_dossier_act *act;
	bool own;
	bool raises;
	bool open; /* its envelope must be read */
	bool refusal;
	wasl_task_sort sort;
	size_t end; /* place in `ending` + 1; 0: ends nothing */
	/* Out of the envelope. */
	const char *author;
	int64_t entry; /* what `ending` names; -1: none */
	bool done;
};

struct notes {
	struct node_dossier *d;
	struct wasl_arena *arena;
	struct noted *at; /* in the order of the fold; NULL: only count */
	size_t n;
};

/* --- what matters -------------------------------------------------------- */

static bool named(const struct wasl_act_def *def, const char *name)
{
	return def != NULL && strcmp(def->name, name) == 0;
}

/* Is there a way to end it? A kind without `removed` has nothing to remove. */
static bool ends_somehow(const struct wasl_kind *kind, wasl_task_sort sort)
{
	for (size_t i = 0; i < COUNT(ending); i++)
		if (ending[i].ends == sort && kind != NULL &&
		    wasl_kind_act_named(kind, wasl_text_of(ending[i].name)) !=
			    NULL)
			return true;
	return false;
}

static void raise(struct notes *notes, const struct noted *noted)
{
	if (notes->at != NULL)
		notes->at[notes->n] = *noted;
	notes->n++;
}

static void note_own(struct notes *notes, const struct noted *base)
{
	const struct wasl_act_def *def = base->act->def;
	struct noted noted = *base;

	noted.open = true;
	noted.raises = true;
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
	for (size_t i = 0; i < COUNT(refusing); i++) {
		noted.sort = WASL_TASK_PROSECUTE;
		noted.refusal = true;
		if (named(def, refusing[i]))
			raise(notes, &noted);
	}
	noted = *base;
	for (size_t i = 0; i < COUNT(ending); i++) {
		noted.open = ending[i].field != NULL;
		noted.end = i + 1;
		if (named(def, ending[i].name))
			raise(notes, &noted);
	}
}

static void note_partner(struct notes *notes, const struct noted *base)
{
	struct noted noted = *base;

	if (base->act->out || !wasl_effect_counts(base->act->effect))
		return;
	noted.raises = true;
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
	const char *outcome = base->act->marks[WASL_MARK_OUTCOME];

	if (!named(base->act->def, DRILL_RESULT) ||
	    !wasl_effect_counts(base->act->effect) || outcome == NULL ||
	    strcmp(outcome, DRILL_ON_TIME) == 0)
		return;
	noted.raises = true;
	noted.sort = WASL_TASK_DRILL;
	raise(notes, &noted);
}

static void note_all(struct notes *notes)
{
	const struct wasl_dossier *fold = &notes->d->fold;
	enum wasl_origin own = notes->d->peer->own_first ? WASL_ORIGIN_FIRST
							 : WASL_ORIGIN_SECOND;

	notes->n = 0;
	for (size_t i = 0; i < fold->n; i++) {
		const struct noted base = {
			.act = &fold->acts[i],
			.own = fold->acts[i].place.origin == own,
			.author = "",
			.entry = -1,
		};

		note_drill(notes, &base);
		if (base.own)
			note_own(notes, &base);
		else
			note_partner(notes, &base);
	}
}

/* --- what they say ------------------------------------------------------- */

static const struct wasl_value *value_of(const struct wasl_record *record,
					 const struct wasl_act_def *def,
					 const char *field)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&def->shape, wasl_text_of(field));

	return slot == NULL ? NULL : wasl_record_get(record, slot->field->n);
}

static void take_record(struct noted *noted, const struct wasl_record *record)
{
	const struct wasl_act_def *def = noted->act->def;
	const struct wasl_value *value;

	if (noted->refusal) {
		value = value_of(record, def, "ground");
		noted->raises = value != NULL &&
				wasl_text_is(value->text, OWN_NATIONAL);
	}
	if (noted->end == 0)
		return;
	value = value_of(record, def, ending[noted->end - 1].field);
	if (value != NULL)
		noted->entry = value->number;
}

static wasl_status read_plain(struct notes *notes, struct noted *noted,
			      wasl_bytes plain, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)2 * 1024 * 1024);
	struct wasl_record record;
	struct wasl_act act;

	if (wasl_act_parse(&act, &arena, plain, NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	noted->author = wasl_arena_text(notes->arena, act.author);
	if (noted->act->def != NULL && (noted->refusal || noted->end != 0) &&
	    wasl_record_parse(&record, &arena, &noted->act->def->shape, NULL,
			      act.fields, NULL) == WASL_OK)
		take_record(noted, &record);
	WASL_TRY(wasl_arena_check(&arena, err));
	return wasl_arena_check(notes->arena, err);
}

static wasl_status read_row(struct notes *notes, struct wasl_rows *row,
			    struct wasl_err *err)
{
	uint64_t index = wasl_rows_u64(row, "idx");
	uint64_t epoch = wasl_rows_u64(row, "epoch");
	bool own = wasl_rows_bool(row, "own");

	for (size_t i = 0; i < notes->n; i++) {
		struct noted *noted = &notes->at[i];
		struct wasl_buf plain;
		wasl_status status = WASL_OK;

		if (!noted->open || noted->own != own ||
		    noted->act->place.index != index ||
		    noted->act->place.epoch != epoch)
			continue;
		if (node_open_row(notes->d, &plain, row))
			status = read_plain(notes, noted,
					    wasl_buf_bytes(&plain), err);
		wasl_free(plain.p);
		WASL_TRY(status);
	}
	return WASL_OK;
}

static wasl_status read_all(struct notes *notes, struct store_reader *r,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(
			wasl_arg_bytes(wasl_dossier_id_bytes(&notes->d->id)))));
	while (wasl_rows_next(&rows))
		if (wasl_rows_int(&rows, "peer_id") == notes->d->peer->id)
			WASL_TRY(read_row(notes, &rows, err));
	return wasl_rows_finish(&rows, err);
}

/* --- what is done -------------------------------------------------------- */

static bool ends(const struct noted *by, const struct noted *task)
{
	if (by->end == 0 || !task->raises ||
	    ending[by->end - 1].ends != task->sort)
		return false;
	if (ending[by->end - 1].field == NULL)
		return by > task;
	return by->entry >= 0 && (uint64_t)by->entry == task->act->place.index;
}

static bool is_done(const struct notes *notes, const struct noted *task)
{
	for (size_t i = 0; i < notes->n; i++)
		if (ends(&notes->at[i], task))
			return true;
	return false;
}

static wasl_status write_rows(struct notes *notes, struct store_tx *tx,
			      struct wasl_err *err)
{
	wasl_bytes id = wasl_dossier_id_bytes(&notes->d->id);

	for (size_t i = 0; i < notes->n; i++) {
		const struct noted *t = &notes->at[i];

		if (!t->raises || is_done(notes, t))
			continue;
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
	struct notes notes = {.d = d, .arena = &arena};
	bool open = false;

	WASL_TRY(clear(tx, d, err));
	note_all(&notes);
	if (notes.n == 0)
		return WASL_OK;
	notes.at = wasl_arena_take(&arena, notes.n, sizeof(*notes.at));
	WASL_TRY(wasl_arena_check(&arena, err));
	note_all(&notes);
	for (size_t i = 0; i < notes.n; i++)
		open |= notes.at[i].open;
	if (open)
		WASL_TRY(read_all(&notes, &tx->reader, err));
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
