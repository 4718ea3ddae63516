#include "node/wall.h"

#include "desk/access.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/told.h"

#include <stdio.h>

#define HANDLING "handling"
#define LANGUAGE "language"
#define OPEN_TO	 "H0" /* the only handling that hangs on a wall */
/* Codes of one act, as JSON. */
#define CODES_MAX 8192

/* --- reading -------------------------------------------------------------- */

#define TEXT(column) node_told_text(rows, column)

/* Under the library's lock. */
static wasl_status entry_of(struct wasl_node *node, json_t **out,
			    struct wasl_rows *rows, struct wasl_err *err)
{
	bool whole = wasl_rows_int(rows, "idx") < 0;
	int64_t at = wasl_rows_int(rows, whole ? "changed_at" : "at");
	int64_t due = wasl_rows_int(rows, "due_at");
	json_t *codes;

	WASL_TRY(wasl_json_parse(&codes,
				 wasl_text_bytes(wasl_rows_text(rows, "codes")),
				 CODES_MAX, err));
	*out = json_pack(
		"{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
		"s:o, s:o}",
		"id", (json_int_t)wasl_rows_int(rows, "id"), "reference",
		TEXT("ref"), "kind", TEXT("kind"), "side", TEXT("side"),
		"urgency", TEXT("urgency"), "sector", TEXT("sector"), "state",
		TEXT("state"), "act", TEXT("act"), "at", node_told_instant(at),
		"at_local", node_told_local(node, rows, at), "codes", codes,
		"due", TEXT("due_name"), "due_at", node_told_instant(due),
		"due_local", node_told_local(node, rows, due));
	return *out != NULL ? WASL_OK
			    : wasl_fail(err, WASL_NO_MEMORY, "the wall");
}

static wasl_status read_entries(struct wasl_node *node, json_t *list,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_WALL_LIST, err,
				  WASL_ARGS(wasl_arg_int(WASL_WALL_MAX))));
	while (wasl_rows_next(&rows)) {
		json_t *entry = NULL;

		WASL_TRY(entry_of(node, &entry, &rows, err));
		json_array_append_new(list, entry);
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status wasl_node_wall(struct wasl_node *node, json_t **out,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_status status;
	json_t *list = json_array();

	*out = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_WALL, err));
	pthread_rwlock_rdlock(&node->lock);
	status = read_entries(node, list, err);
	pthread_rwlock_unlock(&node->lock);
	*out = json_pack("{s:s, s:o, s:o}", "side", node->config->side, "at",
			 node_told_instant(wasl_clock_now(&node->clock)),
			 "entries", list);
	return status;
}

/* --- releasing ------------------------------------------------------------ */

struct release_job {
	struct node_job job;
	const struct wasl_user *actor;
	const struct wasl_node_release *what;
	const uint8_t *dossier;
	const char *act; /* "" of a whole dossier */
	int64_t at;
	const char *codes;
	int64_t id;
};

static wasl_status note_access(struct wasl_node *node, struct store_tx *tx,
			       const struct wasl_user *actor, const char *did,
			       int64_t id, wasl_bytes dossier,
			       struct wasl_err *err)
{
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	const struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = actor->id,
		.what = WASL_ACCESS_RELIEF,
		.purpose = purpose,
		.dossier_id = dossier,
	};

	snprintf(purpose, sizeof(purpose), "wall: %s %lld", did, (long long)id);
	return wasl_access_add(tx, &access, err);
}

static wasl_status check_room(struct store_reader *r, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	int64_t n;

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_WALL_COUNT, err,
				WASL_NO_ARGS));
	n = wasl_rows_int(&row, "n");
	WASL_TRY(wasl_rows_finish(&row, err));
	return n < WASL_WALL_MAX
		       ? WASL_OK
		       : wasl_fault_of(err, WASL_TOO_BIG, "", "wall-full",
				       WASL_FAULT_N("max", WASL_WALL_MAX));
}

static wasl_status release_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct release_job *re = (struct release_job *)job;
	wasl_autorows struct wasl_rows row = {0};
	wasl_bytes dossier = wasl_bytes_of(re->dossier, 16);
	wasl_status status;

	WASL_TRY(check_room(&tx->reader, &job->err));
	status = wasl_store_one(
		&row, &tx->reader, WASL_SQL_WALL_INSERT, &job->err,
		WASL_ARGS(wasl_arg_bytes(dossier), wasl_arg_bool(re->what->own),
			  wasl_arg_int(re->what->epoch),
			  re->what->whole ? wasl_arg_int(-1)
					  : wasl_arg_u64(re->what->index),
			  wasl_arg_str(re->act), wasl_arg_int(re->at),
			  wasl_arg_str(re->codes), wasl_arg_int(re->actor->id),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
	if (status == WASL_EXISTS)
		return wasl_fault(&job->err, WASL_EXISTS, "", "wall-there");
	WASL_TRY(status);
	re->id = wasl_rows_int(&row, "id");
	WASL_TRY(wasl_rows_finish(&row, &job->err));
	return note_access(node, tx, re->actor, "release", re->id, dossier,
			   &job->err);
}

static bool is_code(const struct wasl_field *field)
{
	if (field->seal)
		return false;
	return field->type == WASL_TYPE_CODE ||
	       (field->type == WASL_TYPE_LIST &&
		field->places->type == WASL_TYPE_CODE);
}

/* Fields of an act that are codes; not how it is handled, nor the language of
 * what hangs there without its words. Under the library's lock. */
static void take_codes(json_t *out, const struct wasl_act_def *def,
		       const json_t *fields)
{
	for (size_t i = 0; def != NULL && i < def->shape.n; i++) {
		const struct wasl_field *field = def->shape.slots[i].field;
		json_t *value = json_object_get(fields, field->name);

		if (value != NULL && is_code(field) &&
		    strcmp(field->name, HANDLING) != 0 &&
		    strcmp(field->name, LANGUAGE) != 0)
			json_object_set(out, field->name, value);
	}
}

static const struct wasl_node_act_view *
find_act(const struct wasl_node_view *view,
	 const struct wasl_node_release *what)
{
	for (size_t i = 0; i < view->n_acts; i++) {
		const struct wasl_node_act_view *act = &view->acts[i];

		if (act->effect != WASL_NODE_WAITING && act->own == what->own &&
		    act->epoch == what->epoch && act->index == what->index)
			return act;
	}
	return NULL;
}

static wasl_status take_act(struct wasl_node *node, struct release_job *re,
			    const struct wasl_node_view *view, json_t *codes,
			    struct wasl_err *err)
{
	const struct wasl_node_act_view *act = find_act(view, re->what);
	const struct wasl_kind *kind;
	const json_t *handling;
	struct wasl_hash hash;

	if (act == NULL)
		return wasl_fault(err, WASL_NOT_FOUND, "", "act-unknown");
	if (act->effect != WASL_NODE_TOOK || act->fields == NULL)
		return wasl_fault(err, WASL_RULE, "", "act-not-counted");
	handling = json_object_get(act->fields, HANDLING);
	if (handling != NULL && !wasl_json_is(handling, OPEN_TO))
		return wasl_fault_of(err, WASL_RULE, "", "act-not-open",
				     WASL_FAULT_T("code", WASL_TEXT(OPEN_TO)));
	memcpy(hash.b, view->kind_hash, sizeof(hash.b));
	pthread_rwlock_rdlock(&node->lock);
	kind = wasl_library_kind(&node->library, &hash);
	if (kind != NULL)
		take_codes(codes,
			   wasl_kind_act_named(kind, wasl_text_of(act->name)),
			   act->fields);
	pthread_rwlock_unlock(&node->lock);
	re->act = act->name;
	re->at = act->time;
	return WASL_OK;
}

static wasl_status release(struct wasl_node *node, struct wasl_arena *arena,
			   struct release_job *re,
			   const struct wasl_node_view *view,
			   struct wasl_err *err)
{
	wasl_autojson *codes = json_object();
	size_t n;
	char *text;

	if (strcmp(view->row.handling, OPEN_TO) != 0)
		return wasl_fault_of(err, WASL_RULE, "", "wall-only",
				     WASL_FAULT_T("code", WASL_TEXT(OPEN_TO)));
	re->dossier = view->row.id;
	re->act = "";
	if (!re->what->whole)
		WASL_TRY(take_act(node, re, view, codes, err));
	n = json_dumpb(codes, NULL, 0, JSON_COMPACT);
	if (n > CODES_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "many");
	text = wasl_arena_take(arena, n + 1, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	(void)json_dumpb(codes, text, n, JSON_COMPACT);
	text[n] = '\0';
	re->codes = text;
	return node_writer_call(node->writer, &re->job, err);
}

wasl_status wasl_node_wall_release(struct wasl_node *node,
				   struct wasl_arena *arena, int64_t *id,
				   const struct wasl_node_release *what,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct release_job job = {
		.job = {.run = release_run}, .actor = actor, .what = what};
	struct wasl_node_view view;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_ASSIGN, err));
	WASL_TRY(wasl_node_show(node, arena, &view, what->reference, actor,
				err));
	status = release(node, arena, &job, &view, err);
	wasl_node_view_deinit(&view);
	*id = job.id;
	return status;
}

static wasl_status withdraw_run(struct wasl_node *node, struct store_tx *tx,
				struct node_job *job)
{
	struct release_job *re = (struct release_job *)job;
	wasl_autorows struct wasl_rows row = {0};
	uint8_t dossier[16];
	wasl_status status =
		wasl_store_one(&row, &tx->reader, WASL_SQL_WALL_GET, &job->err,
			       WASL_ARGS(wasl_arg_int(re->id)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault(&job->err, WASL_NOT_FOUND, "", "wall-none");
	WASL_TRY(status);
	wasl_rows_copy(&row, "dossier_id", dossier, sizeof(dossier));
	WASL_TRY(wasl_rows_finish(&row, &job->err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_WALL_WITHDRAW, &job->err,
		WASL_ARGS(wasl_arg_int(re->id), wasl_arg_int(re->actor->id),
			  wasl_arg_int(wasl_clock_now(&node->clock)))));
	return note_access(node, tx, re->actor, "withdraw", re->id,
			   WASL_BYTES(dossier), &job->err);
}

wasl_status wasl_node_wall_withdraw(struct wasl_node *node, int64_t id,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct release_job job = {
		.job = {.run = withdraw_run}, .actor = actor, .id = id};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_ASSIGN, err));
	return node_writer_call(node->writer, &job.job, err);
}
