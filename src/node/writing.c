#include "node/writing.h"

#include "kind/fault.h"
#include "node/need.h"
#include "node/put.h"
#include "node/sealed.h"
#include "node/state.h"

#define UID	       16
#define NAME_MAX_BYTES 64

struct writing_job {
	struct node_job job;
	const struct wasl_user *actor;
	int64_t id;
	struct wasl_node_writing *form;
	uint8_t uid[UID];
	struct wasl_arena *arena;
	wasl_bytes plain, sealed;
};

/* --- sealing -------------------------------------------------------------- */

static struct wasl_cell cell_of(const uint8_t uid[static UID])
{
	return (struct wasl_cell){.table = WASL_TEXT("writing"),
				  .column = WASL_TEXT("sealed"),
				  .row = wasl_bytes_of(uid, UID)};
}

static wasl_status seal(struct wasl_node *node, struct writing_job *job)
{
	struct wasl_cell cell = cell_of(job->uid);

	return node_cell_seal(node, job->arena, &job->sealed, node->home, &cell,
			      job->plain, &job->job.err);
}

static wasl_status unseal(struct wasl_node *node, struct wasl_arena *arena,
			  struct wasl_node_writing *form,
			  const uint8_t uid[static UID], wasl_bytes sealed,
			  struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(uid);
	wasl_bytes plain;

	WASL_TRY(node_cell_open(arena, &plain, node->home, &cell, sealed, err));
	return wasl_json_parse(&form->fields, plain, WASL_WRITING_MAX, err);
}

/* --- reading -------------------------------------------------------------- */

static void take(struct wasl_arena *arena, struct wasl_node_writing *form,
		 struct wasl_rows *row)
{
	const struct {
		const char **to;
		const char *column;
	} texts[] = {
		{&form->kind, "kind"},	   {&form->peer, "peer"},
		{&form->ref, "ref"},	   {&form->act, "act"},
		{&form->unit, "unit"},	   {&form->officer, "officer"},
		{&form->editor, "editor"},
	};

	*form = (struct wasl_node_writing){
		.id = wasl_rows_int(row, "id"),
		.version = wasl_rows_u64(row, "version"),
		.at = wasl_rows_int(row, "at"),
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].to = wasl_arena_text(
			arena, wasl_rows_text(row, texts[i].column));
}

/* A reply is for whom its dossier is. */
static wasl_status reply_may(struct wasl_node *node, struct store_reader *r,
			     bool *may, const struct wasl_node_writing *form,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	struct node_peer *peer;
	struct wasl_dossier_id id;

	*may = true;
	if (*form->act == '\0')
		return WASL_OK;
	WASL_TRY(node_find_ref(node, r, wasl_text_of(form->ref), &peer, &id,
			       err));
	return node_need_may(node, r, may, &id, actor, err);
}

static wasl_status check_reply(struct wasl_node *node, struct store_reader *r,
			       const struct wasl_node_writing *form,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	bool may;

	WASL_TRY(reply_may(node, r, &may, form, actor, err));
	return may ? WASL_OK
		   : wasl_fault(err, WASL_DENIED, "", "dossier-others");
}

/* Leave out replies that are not for him, or to what is here no more. */
static wasl_status keep_his(struct wasl_node *node, struct store_reader *r,
			    struct wasl_node_writing *all, size_t *n,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		bool may;
		wasl_status status;

		status = reply_may(node, r, &may, &all[i], actor, err);
		if (status != WASL_OK && status != WASL_NOT_FOUND)
			return status;
		if (status == WASL_OK && may)
			all[kept++] = all[i];
	}
	*n = kept;
	return WASL_OK;
}

wasl_status wasl_node_writing_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_writing **out, size_t *n,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	*out = wasl_arena_take(arena, WASL_WRITINGS_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(&rows, &r, WASL_SQL_WRITING_LIST, err,
				  WASL_ARGS(wasl_arg_int(actor->id),
					    wasl_arg_str(actor->unit),
					    wasl_arg_int(WASL_WRITINGS_MAX))));
	while (*n < WASL_WRITINGS_MAX && wasl_rows_next(&rows))
		take(arena, &(*out)[(*n)++], &rows);
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	return keep_his(node, &r, *out, n, actor, err);
}

static wasl_status find(struct store_reader *r, struct wasl_rows *row,
			int64_t id, const struct wasl_user *actor,
			struct wasl_err *err)
{
	wasl_status status = wasl_store_one(row, r, WASL_SQL_WRITING_GET, err,
					    WASL_ARGS(wasl_arg_int(actor->id),
						      wasl_arg_str(actor->unit),
						      wasl_arg_int(id)));

	return status == WASL_NOT_FOUND
		       ? wasl_fault(err, status, "", "writing-none")
		       : status;
}

wasl_status wasl_node_writing_get(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_writing *out, int64_t id,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};
	uint8_t uid[UID];

	*out = (struct wasl_node_writing){.id = 0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find(&r, &row, id, actor, err));
	take(arena, out, &row);
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(check_reply(node, &r, out, actor, err));
	wasl_rows_copy(&row, "uid", uid, sizeof(uid));
	WASL_TRY(unseal(node, arena, out, uid, wasl_rows_bytes(&row, "sealed"),
			err));
	return wasl_rows_finish(&row, err);
}

/* --- keeping -------------------------------------------------------------- */

static wasl_status check_room(struct store_reader *r,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	uint64_t n;

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_WRITING_COUNT, err,
				WASL_ARGS(wasl_arg_int(actor->id))));
	n = wasl_rows_u64(&row, "n");
	WASL_TRY(wasl_rows_finish(&row, err));
	return n < WASL_WRITINGS_EACH_MAX
		       ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_TOO_MANY, "", "writings-many",
				 WASL_FAULT_N("max", WASL_WRITINGS_EACH_MAX));
}

/* One reply a unit: who comes second goes on with it. */
static wasl_status check_new(struct wasl_node *node, struct store_reader *r,
			     const struct wasl_node_writing *form,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	uint64_t n;

	WASL_TRY(check_reply(node, r, form, actor, err));
	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_WRITING_REPLY, err,
				WASL_ARGS(wasl_arg_str(actor->unit),
					  wasl_arg_str(form->ref),
					  wasl_arg_str(form->act))));
	n = wasl_rows_u64(&row, "n");
	WASL_TRY(wasl_rows_finish(&row, err));
	return n == 0 ? WASL_OK
		      : wasl_fault(err, WASL_EXISTS, "", "reply-begun");
}

static wasl_status insert_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct writing_job *put = (struct writing_job *)job;
	struct wasl_node_writing *form = put->form;
	wasl_autorows struct wasl_rows row = {0};
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_WRITING_EXPIRE, &job->err,
		WASL_ARGS(wasl_arg_int(now - WASL_WRITING_SECONDS))));
	WASL_TRY(check_room(&tx->reader, put->actor, &job->err));
	WASL_TRY(check_new(node, &tx->reader, form, put->actor, &job->err));
	wasl_random_fill(&node->random, put->uid, sizeof(put->uid));
	WASL_TRY(seal(node, put));
	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_WRITING_INSERT, &job->err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(put->uid)),
			  wasl_arg_int(put->actor->id),
			  wasl_arg_str(put->actor->unit),
			  wasl_arg_str(form->kind), wasl_arg_str(form->peer),
			  wasl_arg_str(form->ref), wasl_arg_str(form->act),
			  wasl_arg_int(now), wasl_arg_bytes(put->sealed))));
	form->id = wasl_rows_int(&row, "id");
	form->version = 1;
	form->at = now;
	return wasl_rows_finish(&row, &job->err);
}

static wasl_status update_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct writing_job *put = (struct writing_job *)job;
	struct wasl_node_writing *form = put->form, was;
	wasl_autorows struct wasl_rows row = {0};
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(find(&tx->reader, &row, put->id, put->actor, &job->err));
	take(put->arena, &was, &row);
	WASL_TRY(wasl_arena_check(put->arena, &job->err));
	WASL_TRY(check_reply(node, &tx->reader, &was, put->actor, &job->err));
	if (*was.act != '\0')
		form->ref = was.ref;
	wasl_rows_copy(&row, "uid", put->uid, sizeof(put->uid));
	form->version = wasl_rows_u64(&row, "version") + 1;
	form->at = now;
	WASL_TRY(wasl_rows_finish(&row, &job->err));
	WASL_TRY(seal(node, put));
	return wasl_store_exec(
		tx, WASL_SQL_WRITING_UPDATE, &job->err,
		WASL_ARGS(wasl_arg_int(put->id), wasl_arg_str(form->ref),
			  wasl_arg_int(now), wasl_arg_int(put->actor->id),
			  wasl_arg_bytes(put->sealed)));
}

static wasl_status check_name(const char *name, const char *at,
			      struct wasl_err *err)
{
	return strlen(name) <= NAME_MAX_BYTES
		       ? WASL_OK
		       : wasl_fault_of(err, WASL_SCHEMA, at, "text-max",
				       WASL_FAULT_N("max", NAME_MAX_BYTES));
}

static wasl_status write_plain(struct writing_job *job,
			       struct wasl_arena *arena, struct wasl_err *err)
{
	const json_t *fields = job->form->fields;
	size_t n = json_dumpb(fields, NULL, 0, JSON_COMPACT);
	char *text;

	if (n == 0 || n > WASL_WRITING_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "long-max",
				     WASL_FAULT_N("max", WASL_WRITING_MAX));
	text = wasl_arena_take(arena, n, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	(void)json_dumpb(fields, text, n, JSON_COMPACT);
	job->plain = wasl_bytes_of(text, n);
	return WASL_OK;
}

wasl_status wasl_node_writing_put(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_writing *form,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct writing_job job = {
		.job = {.run = form->id == 0 ? insert_run : update_run},
		.actor = actor,
		.arena = arena,
		.id = form->id,
		.form = form};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	WASL_TRY(check_name(form->kind, "/kind", err));
	WASL_TRY(check_name(form->peer, "/to", err));
	WASL_TRY(check_name(form->ref, "/reference", err));
	WASL_TRY(check_name(form->act, "/act", err));
	WASL_TRY(write_plain(&job, arena, err));
	return node_writer_call(node->writer, &job.job, err);
}

static wasl_status remove_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct writing_job *gone = (struct writing_job *)job;
	wasl_autorows struct wasl_rows row = {0};

	(void)node;
	WASL_TRY(find(&tx->reader, &row, gone->id, gone->actor, &job->err));
	WASL_TRY(wasl_rows_finish(&row, &job->err));
	return wasl_store_exec(tx, WASL_SQL_WRITING_REMOVE, &job->err,
			       WASL_ARGS(wasl_arg_int(gone->id)));
}

wasl_status wasl_node_writing_remove(struct wasl_node *node, int64_t id,
				     const struct wasl_user *actor,
				     struct wasl_err *err)
{
	struct writing_job job = {
		.job = {.run = remove_run}, .actor = actor, .id = id};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	return node_writer_call(node->writer, &job.job, err);
}
