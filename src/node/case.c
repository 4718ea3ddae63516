#include "node/case.h"

#include "desk/access.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/need.h"
#include "node/put.h"
#include "node/roadmap.h"
#include "node/sealed.h"
#include "node/told.h"

#define TITLE "title"
#define DRAFT "draft"

/* --- what it says --------------------------------------------------------- */

static struct wasl_cell cell_of(const struct wasl_casefile *file,
				const char *column)
{
	return (struct wasl_cell){.table = WASL_TEXT("casefile"),
				  .column = wasl_text_of(column),
				  .row = WASL_BYTES(file->uid)};
}

wasl_status node_case_seal(struct wasl_node *node, struct wasl_arena *arena,
			   const struct wasl_casefile *file, const char *column,
			   wasl_bytes in, wasl_bytes *out, struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(file, column);

	return node_cell_seal(node, arena, out, node->home, &cell, in, err);
}

static wasl_status unseal(struct wasl_node *node, struct wasl_arena *arena,
			  const struct wasl_casefile *file, const char *column,
			  wasl_bytes in, wasl_bytes *out, struct wasl_err *err)
{
	struct wasl_cell cell = cell_of(file, column);

	return node_cell_open(arena, out, node->home, &cell, in, err);
}

wasl_status node_case_title(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_casefile *file, const char **out,
			    struct wasl_err *err)
{
	wasl_bytes text;

	WASL_TRY(unseal(node, arena, file, TITLE, file->title, &text, err));
	*out = wasl_arena_text(arena,
			       (wasl_text){(const char *)text.p, text.n});
	return wasl_arena_check(arena, err);
}

wasl_status node_case_draft(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_casefile *file, json_t **out,
			    struct wasl_err *err)
{
	wasl_bytes text;

	*out = json_null();
	if (file->draft.n == 0)
		return WASL_OK;
	WASL_TRY(unseal(node, arena, file, DRAFT, file->draft, &text, err));
	return wasl_json_parse(out, text, WASL_CASEFILE_DRAFT_MAX, err);
}

/* --- who may see it ------------------------------------------------------- */

static struct wasl_dossier_id id_of(const uint8_t b[static 16])
{
	struct wasl_dossier_id id;

	memcpy(id.b, b, sizeof(id.b));
	return id;
}

static wasl_status may_see(struct wasl_node *node, struct store_reader *r,
			   bool *may, const struct node_case *c,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	struct wasl_dossier_id id = id_of(c->file.uid);

	WASL_TRY(node_need_may(node, r, may, &id, actor, err));
	for (size_t i = 0; i < c->n && !*may; i++) {
		id = id_of(c->all[i].id);
		WASL_TRY(node_need_may(node, r, may, &id, actor, err));
	}
	return WASL_OK;
}

static wasl_status get(struct wasl_node *node, struct store_reader *r,
		       struct wasl_arena *arena, struct node_case *out,
		       wasl_text ref, const struct wasl_user *actor,
		       struct wasl_err *err)
{
	bool may;

	WASL_TRY(wasl_casefile_get(r, arena, &out->file, ref, err));
	WASL_TRY(wasl_casefile_dossiers(r, arena, &out->all, &out->n,
					&out->file, err));
	WASL_TRY(may_see(node, r, &may, out, actor, err));
	return may ? WASL_OK : wasl_fault(err, WASL_DENIED, "", "case-others");
}

wasl_status node_case_get(struct wasl_node *node, struct store_reader *r,
			  struct wasl_arena *arena, struct node_case *out,
			  wasl_text ref, const struct wasl_user *actor,
			  struct wasl_err *err)
{
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = get(node, r, arena, out, ref, actor, err);
	pthread_rwlock_unlock(&node->lock);
	return status;
}

/* --- moving dossiers ------------------------------------------------------ */

struct move_job {
	struct node_job job;
	wasl_text ref, dossier;
	bool in;
	const struct wasl_user *actor;
};

static wasl_status move_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct move_job *move = (struct move_job *)job;
	wasl_autoarena arena = wasl_arena_init((size_t)4 * 1024 * 1024);
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	struct wasl_err *err = &job->err;
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = move->actor->id,
		.what = WASL_ACCESS_ASSIGN,
		.purpose = purpose,
	};
	struct wasl_dossier_id id;
	struct node_case c;
	struct node_peer *peer;

	WASL_TRY(get(node, &tx->reader, &arena, &c, move->ref, move->actor,
		     err));
	WASL_TRY(node_find_ref(node, &tx->reader, move->dossier, &peer, &id,
			       err));
	WASL_TRY(node_need_check(node, &tx->reader, &id, move->actor, err));
	if (wasl_dossier_id_eq(&id, &peer->line_dossier.id))
		return wasl_fault(err, WASL_CONFLICT, "", "case-line");
	if (move->in && c.n == WASL_CASEFILE_DOSSIERS_MAX)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "", "case-full",
			WASL_FAULT_N("max", WASL_CASEFILE_DOSSIERS_MAX));
	access.dossier_id = wasl_dossier_id_bytes(&id);
	if (!move->in)
		WASL_TRY(wasl_casefile_remove(tx, &c.file, access.dossier_id,
					      err));
	else
		WASL_TRY(wasl_casefile_add(tx, &c.file, access.dossier_id,
					   access.user_id, access.at, err));
	snprintf(purpose, sizeof(purpose), "%s %s",
		 move->in ? "into" : "out of", c.file.ref);
	return wasl_access_add(tx, &access, err);
}

wasl_status wasl_node_case_move(struct wasl_node *node, wasl_text ref,
				wasl_text dossier, bool in,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct move_job job = {.job = {.run = move_run},
			       .ref = ref,
			       .dossier = dossier,
			       .in = in,
			       .actor = actor};

	return node_writer_call(node->writer, &job.job, err);
}

/* --- showing -------------------------------------------------------------- */

static wasl_status show_head(struct wasl_node *node, struct wasl_arena *arena,
			     const struct wasl_casefile *file, json_t **out,
			     struct wasl_err *err)
{
	const char *title;

	WASL_TRY(node_case_title(node, arena, file, &title, err));
	*out = json_pack("{s:s, s:s, s:s, s:s, s:o}", "reference", file->ref,
			 "kind", file->kind, "title", title, "officer",
			 file->officer, "at", node_told_instant(file->at));
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "case") : WASL_OK;
}

wasl_status wasl_node_case_list(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				size_t *n, struct wasl_casefile_page *last,
				const struct wasl_casefile_page *page,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autojson *list = json_array();
	struct wasl_casefile *files;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_casefile_list(&r, arena, &files, n,
				    node_triage(node, actor), page, actor,
				    wasl_clock_now(&node->clock), err));
	for (size_t i = 0; i < *n && i + 1 < page->limit; i++) {
		json_t *one;

		WASL_TRY(show_head(node, arena, &files[i], &one, err));
		json_object_set_new(one, "dossiers",
				    json_integer(files[i].dossiers));
		json_array_append_new(list, one);
		last->at = files[i].at;
		last->ref = files[i].ref;
	}
	*out = json_incref(list);
	return WASL_OK;
}

wasl_status wasl_node_cases_of(struct wasl_node *node, struct wasl_arena *arena,
			       json_t **out, const uint8_t dossier[static 16],
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autojson *list = json_array();
	struct wasl_casefile *files;
	size_t n;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_casefile_of(&r, arena, &files, &n,
				  wasl_bytes_of(dossier, 16), err));
	for (size_t i = 0; i < n; i++) {
		const char *title;

		WASL_TRY(node_case_title(node, arena, &files[i], &title, err));
		json_array_append_new(list,
				      json_pack("{s:s, s:s}", "reference",
						files[i].ref, "title", title));
	}
	*out = json_incref(list);
	return WASL_OK;
}

struct seen_job {
	struct node_job job;
	const struct wasl_user *actor;
	const struct wasl_casefile *file;
};

static wasl_status seen_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	const struct seen_job *seen = (const struct seen_job *)job;
	const struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = seen->actor->id,
		.what = WASL_ACCESS_READ,
		.purpose = seen->file->ref,
		.dossier_id = WASL_BYTES(seen->file->uid),
	};

	return wasl_access_add(tx, &access, &job->err);
}

static json_t *show_dossier(const struct wasl_casefile_dossier *d)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:o}",
			 "reference", d->ref, "peer", d->peer, "kind", d->kind,
			 "state", d->state, "outcome", d->outcome, "own",
			 d->own, "closed", d->closed, "changed_at",
			 node_told_instant(d->changed_at));
}

static wasl_status show_dossiers(struct wasl_node *node, struct store_reader *r,
				 const struct node_case *c,
				 const struct wasl_user *actor, json_t *out,
				 struct wasl_err *err)
{
	json_t *list = json_array();
	json_int_t hidden = 0;
	wasl_status status = WASL_OK;

	pthread_rwlock_rdlock(&node->lock);
	for (size_t i = 0; status == WASL_OK && i < c->n; i++) {
		struct wasl_dossier_id id = id_of(c->all[i].id);
		bool may = false;

		status = node_need_may(node, r, &may, &id, actor, err);
		if (may)
			json_array_append_new(list, show_dossier(&c->all[i]));
		hidden += !may;
	}
	pthread_rwlock_unlock(&node->lock);
	json_object_set_new(out, "dossiers", list);
	json_object_set_new(out, "hidden", json_integer(hidden));
	return status;
}

static void show_kept(struct wasl_node *node, const struct node_case *c,
		      json_t *out)
{
	int64_t until;

	pthread_rwlock_rdlock(&node->lock);
	until = node_case_kept(node, c);
	pthread_rwlock_unlock(&node->lock);
	json_object_set_new(out, "kept_until",
			    until == 0 ? json_null()
				       : node_told_instant(until));
}

wasl_status wasl_node_case_show(struct wasl_node *node,
				struct wasl_arena *arena, json_t **out,
				wasl_text ref, const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct seen_job seen = {.job = {.run = seen_run}, .actor = actor};
	wasl_autojson *head = NULL;
	struct node_case c;
	json_t *draft;

	*out = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_case_get(node, &r, arena, &c, ref, actor, err));
	WASL_TRY(show_head(node, arena, &c.file, &head, err));
	WASL_TRY(node_case_draft(node, arena, &c.file, &draft, err));
	json_object_set_new(head, "draft", draft);
	show_kept(node, &c, head);
	WASL_TRY(show_dossiers(node, &r, &c, actor, head, err));
	seen.file = &c.file;
	/* Nothing is shown whose reading is not on record. */
	WASL_TRY(node_writer_call(node->writer, &seen.job, err));
	*out = json_incref(head);
	return WASL_OK;
}
