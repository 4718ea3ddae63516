/* Cases: drafts that are kept, dossiers opened to several partners at once. */
#include "kind/fault.h"
#include "node/case.h"

#include "base/text.h"
#include "desk/right.h"
#include "node/batch.h"
#include "node/need.h"
#include "node/opening.h"
#include "node/peer.h"
#include "node/put.h"
#include "node/runner.h"

#define OPEN "open"

/** One partner of what is asked for. */
struct part {
	wasl_text word; /* of `to` */
	const char *peer;
	int64_t peer_id;
	json_t *fields; /* owned */
	struct wasl_node_put put;
	struct node_putting putting;
};

/** All of it, from the API's thread to the writer's and back. */
struct case_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_node_case_made *out;
	const struct wasl_node_case_ask *ask;
	const struct wasl_user *actor;
	const char *kind;
	struct node_case c;
	bool fresh;    /* the case is made with it */
	json_t *draft; /* what it keeps; owned */
	struct part *parts;
	size_t n;
};

/* --- partners ------------------------------------------------------------- */

static wasl_status find_part(struct wasl_node *node, struct case_job *job,
			     wasl_text word, struct wasl_err *err)
{
	struct part *part = &job->parts[job->n];
	struct node_peer *peer;

	WASL_TRY(node_peer_meant(node, word, &peer, err));
	for (size_t i = 0; i < job->n; i++)
		if (job->parts[i].peer_id == peer->id)
			return wasl_fault_of(
				err, WASL_SCHEMA, "/to", "named-twice",
				WASL_FAULT_T("name",
					     wasl_text_of(peer->keys.partner)));
	part->word = word;
	part->peer_id = peer->id;
	part->peer =
		wasl_arena_text(job->arena, wasl_text_of(peer->keys.partner));
	job->n++;
	return WASL_OK;
}

static wasl_status find_parts(struct wasl_node *node, struct case_job *job,
			      struct wasl_err *err)
{
	const json_t *word;
	wasl_status status = WASL_OK;
	size_t i;

	if (job->ask->to != NULL &&
	    (json_array_size(job->ask->to) == 0 ||
	     json_array_size(job->ask->to) > WASL_PEERS_MAX))
		return wasl_fault_of(err, WASL_SCHEMA, "/to", "partners-many",
				     WASL_FAULT_N("max", WASL_PEERS_MAX));
	job->parts =
		wasl_arena_take(job->arena, json_array_size(job->ask->to) + 1,
				sizeof(*job->parts));
	WASL_TRY(wasl_arena_check(job->arena, err));
	pthread_rwlock_rdlock(&node->lock);
	json_array_foreach(job->ask->to, i, word)
	{
		if (status == WASL_OK)
			status = json_is_string(word)
					 ? find_part(node, job,
						     wasl_json_text(word), err)
					 : wasl_fault(err, WASL_SCHEMA, "/to",
						      "texts-list");
	}
	pthread_rwlock_unlock(&node->lock);
	return status;
}

/* Its own over those of all over the case's draft. */
static wasl_status merge_fields(const struct case_job *job, struct part *part,
				struct wasl_err *err)
{
	const json_t *own = NULL;
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)job->ask->each, name, value)
	{
		if (wasl_text_is(part->word, name) ||
		    strcmp(part->peer, name) == 0)
			own = value;
	}
	if (own != NULL && !json_is_object(own))
		return wasl_fault(err, WASL_SCHEMA, "/each", "each-partner");
	part->fields = json_is_object(job->draft) ? json_copy(job->draft)
						  : json_object();
	if (part->fields == NULL ||
	    (job->ask->fields != NULL &&
	     json_object_update(part->fields,
				(json_t *)(uintptr_t)job->ask->fields) != 0) ||
	    (own != NULL &&
	     json_object_update(part->fields, (json_t *)(uintptr_t)own) != 0))
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	return WASL_OK;
}

/* A partner's dossier of the kind that is there already: one that was begun is
 * opened, another one is in the way. */
static wasl_status aim(const struct case_job *job, const struct node_case *c,
		       struct part *part, struct wasl_err *err)
{
	part->put = (struct wasl_node_put){
		.kind = wasl_text_of(job->kind),
		.to = wasl_text_of(part->peer),
		.act = WASL_TEXT(OPEN),
		.fields = part->fields,
	};
	for (size_t i = 0; i < c->n; i++) {
		const struct wasl_casefile_dossier *d = &c->all[i];

		if (d->peer_id != part->peer_id || d->closed ||
		    strcmp(d->kind, job->kind) != 0)
			continue;
		if (d->state[0] != '\0' || !d->own || job->ask->begin)
			return wasl_fault_of(
				err, WASL_CONFLICT, "/to", "case-has",
				WASL_FAULT_T("peer", wasl_text_of(part->peer)),
				WASL_FAULT_T("reference",
					     wasl_text_of(d->ref)));
		part->put.ref = wasl_text_of(wasl_arena_format(
			job->arena, "%s:%s", part->peer, d->ref));
	}
	return WASL_OK;
}

/* --- findings ------------------------------------------------------------- */

/* What keeps one partner's opening from being put forward, to those of all. */
static void tell_failure(struct case_job *job, const struct part *part,
			 const struct wasl_err *why)
{
	struct wasl_findings *findings = &part->putting.made->findings;

	if (findings->errors == 0)
		wasl_findings_add(findings, WASL_SEVERITY_ERROR, why->field,
				  "request", "api", "", "%s", why->text);
	wasl_findings_join(&job->out->findings, findings, part->peer);
}

/* --- the writer's part ---------------------------------------------------- */

static wasl_status check_parts(struct wasl_node *node, struct store_tx *tx,
			       struct case_job *job, struct wasl_err *err)
{
	wasl_status first = WASL_OK;

	job->out->findings = wasl_findings_init(job->arena);
	for (size_t i = 0; i < job->n; i++) {
		struct part *part = &job->parts[i];
		struct wasl_err why = {0};
		wasl_status status =
			node_put_check(node, tx, &part->putting, &why);

		if (status == WASL_OK)
			continue;
		tell_failure(job, part, &why);
		if (first == WASL_OK)
			first = status;
	}
	return wasl_findings_status(&job->out->findings,
				    first == WASL_OK ? WASL_RULE : first, err);
}

/* Since it was read outside: still seen, and nothing opened there meanwhile. */
static wasl_status look_again(struct wasl_node *node, struct store_tx *tx,
			      struct case_job *job, struct wasl_err *err)
{
	struct node_case now;

	if (job->fresh)
		return WASL_OK;
	WASL_TRY(node_case_get(node, &tx->reader, job->arena, &now,
			       job->ask->ref, job->actor, err));
	for (size_t i = 0; i < job->n; i++) {
		struct part again = job->parts[i];

		WASL_TRY(aim(job, &now, &again, err));
		if (!wasl_text_eq(again.put.ref, job->parts[i].put.ref))
			return wasl_fault(err, WASL_CONFLICT, "",
					  "case-changed");
	}
	return WASL_OK;
}

static wasl_status take_reference(struct wasl_node *node, struct store_tx *tx,
				  struct case_job *job, struct wasl_err *err)
{
	struct wasl_casefile *file = &job->c.file;
	char text[WASL_REFERENCE_MAX + 1];
	struct wasl_reference ref;

	WASL_TRY(wasl_reference_take(tx, &ref, wasl_text_of(node->config->side),
				     WASL_TEXT(WASL_CASEFILE_CODE), file->at,
				     err));
	wasl_reference_write(text, &ref);
	file->ref = wasl_arena_text(job->arena, wasl_text_of(text));
	job->out->ref = file->ref;
	return wasl_arena_check(job->arena, err);
}

static wasl_status write_case(struct wasl_node *node, struct store_tx *tx,
			      struct case_job *job, struct wasl_err *err)
{
	struct wasl_casefile *file = &job->c.file;
	struct wasl_dossier_id id;

	if (!job->fresh)
		return job->n > 0 ? WASL_OK
				  : wasl_casefile_draft(tx, file, err);
	WASL_TRY(take_reference(node, tx, job, err));
	WASL_TRY(wasl_casefile_put(tx, file, err));
	memcpy(id.b, file->uid, sizeof(id.b));
	return node_need_opened(node, tx, &id, job->actor, err);
}

static wasl_status write_part(struct wasl_node *node, struct store_tx *tx,
			      struct case_job *job, struct part *part,
			      struct wasl_err *err)
{
	struct node_putting *putting = &part->putting;

	if (job->ask->begin)
		WASL_TRY(node_begin(node, tx, putting, err));
	else
		WASL_TRY(node_put_write(node, tx, putting, err));
	return wasl_casefile_add(
		tx, &job->c.file, wasl_dossier_id_bytes(&putting->id),
		job->actor->id, wasl_clock_now(&node->clock), err);
}

static wasl_status case_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *base)
{
	struct case_job *job = (struct case_job *)base;
	struct wasl_err *err = &base->err;

	WASL_TRY(look_again(node, tx, job, err));
	if (job->n > 0 && !job->ask->begin)
		WASL_TRY(check_parts(node, tx, job, err));
	WASL_TRY(write_case(node, tx, job, err));
	for (size_t i = 0; i < job->n; i++)
		WASL_TRY(write_part(node, tx, job, &job->parts[i], err));
	return WASL_OK;
}

static void case_after(struct wasl_node *node, struct node_job *base)
{
	const struct case_job *job = (const struct case_job *)base;

	for (size_t i = 0; base->status == WASL_OK && i < job->n; i++)
		node_put_sent(node, &job->parts[i].putting);
}

/* --- before it ------------------------------------------------------------ */

static bool hides(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

static wasl_status check_title(wasl_text title, struct wasl_err *err)
{
	wasl_bytes bytes = wasl_text_bytes(title);
	size_t at = 0, n = 0;

	for (; at < bytes.n; n++)
		if (hides(wasl_utf8_next(bytes, &at)))
			return wasl_fault(err, WASL_SCHEMA, "/title",
					  "title-line");
	return n <= WASL_CASEFILE_TITLE_MAX
		       ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_SCHEMA, "/title", "title-long",
				 WASL_FAULT_N("max", WASL_CASEFILE_TITLE_MAX));
}

static wasl_status new_case(struct wasl_node *node, struct case_job *job,
			    struct wasl_err *err)
{
	struct wasl_casefile *file = &job->c.file;

	WASL_TRY(check_title(job->ask->title, err));
	*file = (struct wasl_casefile){
		.kind = job->kind,
		.officer_id = job->actor->id,
		.at = wasl_clock_now(&node->clock),
	};
	job->fresh = true;
	wasl_random_fill(&node->random, file->uid, sizeof(file->uid));
	return node_case_seal(node, job->arena, file, "title",
			      wasl_text_bytes(job->ask->title), &file->title,
			      err);
}

static wasl_status old_case(struct wasl_node *node, struct store_reader *r,
			    struct case_job *job, struct wasl_err *err)
{
	WASL_TRY(node_case_get(node, r, job->arena, &job->c, job->ask->ref,
			       job->actor, err));
	job->out->ref = job->c.file.ref;
	if (job->kind[0] == '\0')
		job->kind = job->c.file.kind;
	/* Its draft is of its own kind. */
	if (strcmp(job->kind, job->c.file.kind) != 0)
		return WASL_OK;
	return node_case_draft(node, job->arena, &job->c.file, &job->draft,
			       err);
}

/* Persons would be out of reach of search and refusals, files of their
 * dossier's key. */
static bool may_keep(const struct wasl_shape *shape)
{
	for (size_t i = 0; i < shape->n; i++)
		if (shape->slots[i].field->index)
			return false;
	return !wasl_shape_has_blob(shape);
}

static const struct wasl_act_def *opening_of(struct wasl_node *node,
					     const char *kind)
{
	const struct wasl_kind *held;

	pthread_rwlock_rdlock(&node->lock);
	held = wasl_library_kind_named(&node->library, kind);
	pthread_rwlock_unlock(&node->lock);
	return held == NULL ? NULL : held->opening;
}

/* What it lacks is no fault yet. */
static void note_faults(struct case_job *job, const struct wasl_act_def *def,
			const json_t *fields)
{
	struct wasl_findings found = wasl_findings_init(job->arena);
	struct wasl_record record;

	if (wasl_record_read(&record, job->arena, &found, &def->shape, NULL,
			     fields, NULL) == WASL_OK)
		return;
	for (size_t i = 0; i < found.n; i++)
		wasl_findings_add(&job->out->findings, WASL_SEVERITY_NOTE,
				  found.items[i].pointer, found.items[i].rule,
				  found.items[i].source, "", "%s",
				  found.items[i].text);
}

static wasl_status keep_draft(struct wasl_node *node, struct case_job *job,
			      struct wasl_err *err)
{
	const struct wasl_act_def *def = opening_of(node, job->kind);
	size_t n = json_dumpb(job->ask->fields, NULL, 0, JSON_COMPACT);
	char *text;

	if (def == NULL)
		return wasl_fault_of(
			err, WASL_NOT_FOUND, "/kind", "kind-none",
			WASL_FAULT_T("kind", wasl_text_of(job->kind)));
	if (!may_keep(&def->shape))
		return wasl_fault_of(
			err, WASL_RULE, "/to", "kind-partner",
			WASL_FAULT_T("kind", wasl_text_of(job->kind)));
	if (n > WASL_CASEFILE_DRAFT_MAX)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "/fields", "long-max",
			WASL_FAULT_N("max", WASL_CASEFILE_DRAFT_MAX));
	text = wasl_arena_take(job->arena, n, 1);
	WASL_TRY(wasl_arena_check(job->arena, err));
	(void)json_dumpb(job->ask->fields, text, n, JSON_COMPACT);
	note_faults(job, def, job->ask->fields);
	return node_case_seal(node, job->arena, &job->c.file, "draft",
			      wasl_bytes_of(text, n), &job->c.file.draft, err);
}

static wasl_status prepare_parts(struct wasl_node *node, struct case_job *job,
				 struct wasl_err *err)
{
	if (job->kind[0] == '\0')
		return wasl_fault(err, WASL_SCHEMA, "/kind", "kind-which");
	job->out->made =
		wasl_arena_take(job->arena, job->n, sizeof(*job->out->made));
	WASL_TRY(wasl_arena_check(job->arena, err));
	for (size_t i = 0; i < job->n; i++) {
		struct part *part = &job->parts[i];
		struct wasl_findings *findings = &job->out->made[i].findings;

		part->putting = (struct node_putting){
			.arena = job->arena,
			.made = &job->out->made[i],
			.actor = job->actor,
			.put = &part->put,
		};
		*findings = wasl_findings_init(job->arena);
		WASL_TRY(merge_fields(job, part, err));
		WASL_TRY(aim(job, &job->c, part, err));
		/* Beside the writer: it takes a moment. */
		if (node_batch_check(node, findings, &part->put, job->actor,
				     err) != WASL_OK) {
			tell_failure(job, part, err);
			return err->status;
		}
	}
	return WASL_OK;
}

static wasl_status prepare(struct wasl_node *node, struct case_job *job,
			   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	job->kind = wasl_arena_text(job->arena, job->ask->kind);
	WASL_TRY(wasl_arena_check(job->arena, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	if (job->ask->ref.n == 0)
		WASL_TRY(new_case(node, job, err));
	else
		WASL_TRY(old_case(node, &r, job, err));
	WASL_TRY(find_parts(node, job, err));
	if (job->n > 0)
		return prepare_parts(node, job, err);
	if (job->ask->fields != NULL)
		return keep_draft(node, job, err);
	return job->fresh ? WASL_OK
			  : wasl_fault(err, WASL_SCHEMA, "/to",
				       "partners-or-fields");
}

static void finish(struct case_job *job)
{
	const char **peers =
		wasl_arena_take(job->arena, job->n + 1, sizeof(*peers));

	for (size_t i = 0; peers != NULL && i < job->n; i++)
		peers[i] = job->parts[i].peer;
	job->out->peers = peers;
	job->out->n = peers == NULL ? 0 : job->n;
}

static void case_deinit(struct case_job *job)
{
	for (size_t i = 0; i < job->n; i++)
		json_decref(job->parts[i].fields);
	json_decref(job->draft);
}

wasl_status wasl_node_case_put(struct wasl_node *node, struct wasl_arena *arena,
			       struct wasl_node_case_made *out,
			       const struct wasl_node_case_ask *ask,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	struct case_job job = {
		.job = {.run = case_run, .after = case_after},
		.arena = arena,
		.out = out,
		.ask = ask,
		.actor = actor,
	};
	wasl_status status;

	*out = (struct wasl_node_case_made){.ref = ""};
	out->findings = wasl_findings_init(arena);
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_DRAFT, err));
	status = prepare(node, &job, err);
	if (status == WASL_OK)
		status = node_writer_call(node->writer, &job.job, err);
	for (size_t i = 0; status == WASL_OK && !ask->begin && i < job.n; i++)
		node_put_notes(node, &job.parts[i].putting);
	if (status == WASL_OK)
		finish(&job);
	case_deinit(&job);
	return status;
}
