#include "node/relief.h"

#include "base/alloc.h"
#include "cbor/cbor.h"
#include "desk/access.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "node/assertion.h"
#include "node/feed.h"
#include "node/need.h"
#include "node/passkey.h"
#include "node/put.h"
#include "node/relief_sheet.h"
#include "node/sealed.h"
#include "node/typed.h"

#include <stdio.h>

/* --- who, and what is written down of it ---------------------------------- */

static wasl_status need_watch(const struct wasl_node *node,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_RELIEVE, err));
	return node_triage(node, actor)
		       ? WASL_OK
		       : wasl_fault(err, WASL_DENIED, "", "watch-triage");
}

static wasl_status note_access(struct wasl_node *node, struct store_tx *tx,
			       const struct wasl_user *actor, const char *did,
			       int64_t number, struct wasl_err *err)
{
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = actor->id,
		.what = WASL_ACCESS_RELIEF,
		.purpose = purpose,
	};

	snprintf(purpose, sizeof(purpose), "%s %lld", did, (long long)number);
	return wasl_access_add(tx, &access, err);
}

/* --- sealing -------------------------------------------------------------- */

static struct wasl_cell cell_of(const char *table,
				const uint8_t uid[static WASL_RELIEF_UID])
{
	return (struct wasl_cell){.table = wasl_text_of(table),
				  .column = WASL_TEXT("sealed"),
				  .row = wasl_bytes_of(uid, WASL_RELIEF_UID)};
}

/* The bytes that both officers sign. */
static wasl_status write_sheet(struct wasl_arena *arena, wasl_bytes *out,
			       const json_t *sheet, struct wasl_err *err)
{
	const size_t flags = JSON_COMPACT | JSON_SORT_KEYS;
	size_t n = json_dumpb(sheet, NULL, 0, flags);
	char *text;

	if (n == 0 || n > WASL_RELIEF_SHEET_MAX)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "", "sheet-long",
			WASL_FAULT_N("max", WASL_RELIEF_SHEET_MAX));
	text = wasl_arena_take(arena, n, 1);
	WASL_TRY(wasl_arena_check(arena, err));
	(void)json_dumpb(sheet, text, n, flags);
	*out = wasl_bytes_of(text, n);
	return WASL_OK;
}

/* --- what the leaving officer says ---------------------------------------- */

static wasl_status check_until(int64_t until, int64_t from,
			       struct wasl_err *err)
{
	if (until <= from || until > from + WASL_WATCH_SECONDS_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/until", "watch-hours",
			WASL_FAULT_N("hours", (WASL_WATCH_SECONDS_MAX / 3600)));
	return WASL_OK;
}

static wasl_status check_past(int64_t at, int64_t now, struct wasl_err *err)
{
	if (at > now || at < now - WASL_LATE_SECONDS_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/at", "late-when",
			WASL_FAULT_N("days", (WASL_LATE_SECONDS_MAX / 86400)));
	return WASL_OK;
}

/* A dossier of which the officer may know; "" is none. */
static wasl_status find_dossier(struct wasl_node *node, struct store_reader *r,
				struct wasl_dossier_id *id, wasl_text ref,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct node_peer *peer;

	WASL_TRY(node_find_ref(node, r, ref, &peer, id, err));
	return node_need_check(node, r, id, actor, err);
}

struct noting {
	struct wasl_node *node;
	struct store_reader *r;
	const struct wasl_user *actor;
	json_t *out;
};

static wasl_status add_note(struct noting *notes, size_t i, const json_t *note,
			    struct wasl_err *err)
{
	wasl_text ref = wasl_json_text(json_object_get(note, "reference"));
	wasl_text text = wasl_json_text(json_object_get(note, "text"));
	struct wasl_dossier_id id;
	char at[40];

	snprintf(at, sizeof(at), "/notes/%zu", i);
	if (json_object_size(note) != 2 || ref.p == NULL || text.p == NULL)
		return wasl_fault(err, WASL_SCHEMA, at, "note-like");
	snprintf(at, sizeof(at), "/notes/%zu/text", i);
	WASL_TRY(node_typed(text, WASL_RELIEF_NOTE_MAX, at, err));
	WASL_TRY(find_dossier(notes->node, notes->r, &id, ref, notes->actor,
			      err));
	json_array_append_new(notes->out,
			      json_pack("{s:s%, s:s%}", "reference", ref.p,
					ref.n, "text", text.p, text.n));
	return WASL_OK;
}

static wasl_status add_notes(struct wasl_node *node, json_t *sheet,
			     const struct wasl_node_offer *offer,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct noting notes = {node, &r, actor,
			       json_object_get(sheet, "notes")};

	if (offer->text.n > 0)
		WASL_TRY(node_typed(offer->text, WASL_RELIEF_TEXT_MAX, "/text",
				    err));
	json_object_set_new(sheet, "text",
			    json_stringn(offer->text.n ? offer->text.p : "",
					 offer->text.n));
	json_object_set_new(sheet, "form", json_integer(offer->form));
	if (json_array_size(offer->notes) > WASL_RELIEF_NOTES_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/notes", "notes-many",
			WASL_FAULT_N("max", WASL_RELIEF_NOTES_MAX));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	for (size_t i = 0; i < json_array_size(offer->notes); i++)
		WASL_TRY(add_note(&notes, i, json_array_get(offer->notes, i),
				  err));
	return WASL_OK;
}

static wasl_status compose(struct wasl_node *node, struct wasl_arena *arena,
			   json_t **sheet, int64_t *until, int64_t from,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	int64_t now = wasl_clock_now(&node->clock);

	if (*until == 0)
		WASL_TRY(node_relief_until(node, arena, until, now, err));
	WASL_TRY(check_until(*until, from == 0 ? now : from, err));
	return node_relief_compose(node, arena, sheet, now, *until, actor, err);
}

wasl_status wasl_node_relief_sheet(struct wasl_node *node,
				   struct wasl_arena *arena, json_t **sheet,
				   int64_t until, const struct wasl_user *actor,
				   struct wasl_err *err)
{
	*sheet = NULL;
	WASL_TRY(need_watch(node, actor, err));
	return compose(node, arena, sheet, &until, 0, actor, err);
}

/* --- offering ------------------------------------------------------------- */

struct relief_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_relief *out;
	const struct wasl_user *actor;
	const struct wasl_hash *digest; /* NULL: withdraw */
	int64_t id;
};

static wasl_status offer_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct relief_job *offer = (struct relief_job *)job;

	WASL_TRY(wasl_relief_add(tx, offer->out, &job->err));
	WASL_TRY(note_access(node, tx, offer->actor,
			     offer->out->at < offer->out->offered_at
				     ? "offer, late,"
				     : "offer",
			     offer->out->id, &job->err));
	return node_feed_note(node, tx, WASL_CHANGE_DUTY, 0, &job->err);
}

static wasl_status make(struct wasl_node *node, struct wasl_arena *arena,
			struct wasl_relief *out, json_t **sheet,
			const struct wasl_node_offer *offer,
			const struct wasl_user *actor, struct wasl_err *err)
{
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_cell cell;
	wasl_bytes plain;

	*out = (struct wasl_relief){
		.officer_id = actor->id,
		.officer = actor->name,
		.offered_at = now,
		.at = offer->at == 0 ? now : offer->at,
		.until_at = offer->until,
		.form = offer->form,
		.second = "",
	};
	WASL_TRY(check_past(out->at, now, err));
	WASL_TRY(compose(node, arena, sheet, &out->until_at, out->at, actor,
			 err));
	WASL_TRY(add_notes(node, *sheet, offer, actor, err));
	WASL_TRY(write_sheet(arena, &plain, *sheet, err));
	out->digest = wasl_sha256(plain);
	wasl_random_fill(&node->random, out->uid, sizeof(out->uid));
	cell = cell_of("relief", out->uid);
	return node_cell_seal(node, arena, &out->sealed, node->home, &cell,
			      plain, err);
}

wasl_status wasl_node_relief_offer(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_relief *out,
				   const struct wasl_node_offer *offer,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct relief_job job = {
		.job = {.run = offer_run}, .out = out, .actor = actor};
	wasl_autojson *sheet = NULL;

	WASL_TRY(need_watch(node, actor, err));
	WASL_TRY(make(node, arena, out, &sheet, offer, actor, err));
	return node_writer_call(node->writer, &job.job, err);
}

/* --- its end -------------------------------------------------------------- */

static wasl_status end_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct relief_job *end = (struct relief_job *)job;
	struct wasl_relief *relief = end->out;
	bool taken = end->digest != NULL;
	int64_t now = wasl_clock_now(&node->clock);

	WASL_TRY(wasl_relief_get(&tx->reader, end->arena, relief, end->id,
				 &job->err));
	if (taken && !wasl_hash_eq(&relief->digest, end->digest))
		return wasl_fault_of(&job->err, WASL_CONFLICT, "/digest",
				     "relief-digest",
				     WASL_FAULT_N("n", relief->id));
	WASL_TRY(wasl_relief_end(tx, relief, end->actor->id, taken, now,
				 &job->err));
	relief->state = taken ? WASL_RELIEF_TAKEN : WASL_RELIEF_WITHDRAWN;
	relief->second_id = end->actor->id;
	relief->second = end->actor->name;
	relief->ended_at = now;
	WASL_TRY(note_access(node, tx, end->actor, taken ? "take" : "withdraw",
			     relief->id, &job->err));
	return node_feed_note(node, tx, WASL_CHANGE_DUTY, 0, &job->err);
}

wasl_status wasl_node_relief_end(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_relief *out, int64_t id,
				 const struct wasl_hash *digest,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct relief_job job = {.job = {.run = end_run},
				 .arena = arena,
				 .out = out,
				 .actor = actor,
				 .digest = digest,
				 .id = id};

	WASL_TRY(need_watch(node, actor, err));
	return node_writer_call(node->writer, &job.job, err);
}

/* --- by passkey ----------------------------------------------------------- */

struct wasl_hash wasl_node_relief_challenge(const struct wasl_hash *digest)
{
	uint8_t space[16 + sizeof(digest->b) + 16];
	struct wasl_buf buf = {.p = space, .cap = sizeof(space)};

	wasl_cbor_put_array(&buf, 2);
	wasl_cbor_put_text(&buf, WASL_TEXT("wasl/relief"));
	wasl_cbor_put_bytes(&buf, wasl_hash_bytes(digest));
	wasl_cbor_written(&buf, 0);
	return wasl_sha256(wasl_buf_bytes(&buf));
}

struct sign_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_relief *out;
	const struct wasl_user *actor;
	const struct wasl_node_approval *approval;
	int64_t id;
};

static wasl_status sign_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct sign_job *s = (struct sign_job *)job;
	int64_t now = wasl_clock_now(&node->clock);
	const struct node_answer answer = {s->approval, s->actor, now};
	struct wasl_relief_sign sign = {.officer_id = s->actor->id,
					.at = now,
					.proof = *s->approval->proof};
	struct wasl_hash challenge;

	WASL_TRY(wasl_relief_get(&tx->reader, s->arena, s->out, s->id,
				 &job->err));
	challenge = wasl_node_relief_challenge(&s->out->digest);
	WASL_TRY(node_answer_check(tx, s->arena, &sign.key, &challenge, &answer,
				   &job->err));
	WASL_TRY(wasl_relief_signed(tx, s->out, &sign, &job->err));
	WASL_TRY(note_access(node, tx, s->actor, "sign", s->id, &job->err));
	return node_feed_note(node, tx, WASL_CHANGE_DUTY, 0, &job->err);
}

wasl_status wasl_node_relief_sign(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief *out, int64_t id,
				  const struct wasl_node_approval *approval,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct sign_job job = {.job = {.run = sign_run},
			       .arena = arena,
			       .out = out,
			       .actor = actor,
			       .approval = approval,
			       .id = id};

	WASL_TRY(need_watch(node, actor, err));
	return node_writer_call(node->writer, &job.job, err);
}

/* --- reading -------------------------------------------------------------- */

wasl_status wasl_node_relief_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief **out, size_t *n,
				  int64_t before, uint32_t limit,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	return wasl_relief_list(&r, arena, out, n, before, limit, err);
}

static wasl_status show_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct relief_job *show = (struct relief_job *)job;

	WASL_TRY(wasl_relief_get(&tx->reader, show->arena, show->out, show->id,
				 &job->err));
	return note_access(node, tx, show->actor, "read", show->id, &job->err);
}

wasl_status wasl_node_relief_show(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief *out, json_t **sheet,
				  int64_t id, const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct relief_job job = {.job = {.run = show_run},
				 .arena = arena,
				 .out = out,
				 .actor = actor,
				 .id = id};
	struct wasl_cell cell;
	wasl_bytes plain;

	*sheet = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	if (!wasl_roles_may(actor->roles, WASL_RIGHT_DUTY))
		WASL_TRY(need_watch(node, actor, err));
	WASL_TRY(node_writer_call(node->writer, &job.job, err));
	cell = cell_of("relief", out->uid);
	WASL_TRY(node_cell_open(arena, &plain, node->home, &cell, out->sealed,
				err));
	return wasl_json_parse(sheet, plain, WASL_RELIEF_SHEET_MAX, err);
}

/* --- forms ---------------------------------------------------------------- */

static wasl_status open_form(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_form *form, struct wasl_err *err)
{
	struct wasl_cell cell = cell_of("late_entry", form->form.uid);
	wasl_bytes plain;

	form->text = "";
	if (form->form.entered_at == 0)
		return WASL_OK;
	WASL_TRY(node_cell_open(arena, &plain, node->home, &cell,
				form->form.sealed, err));
	form->text = wasl_arena_text(
		arena, (wasl_text){(const char *)plain.p, plain.n});
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_form_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_form **out, size_t *n,
				int64_t before, uint32_t limit,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_form *forms;

	*n = 0;
	WASL_TRY(need_watch(node, actor, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_form_list(&r, arena, &forms, n, before, limit, err));
	*out = wasl_arena_take(arena, *n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < *n; i++) {
		(*out)[i].form = forms[i];
		WASL_TRY(open_form(node, arena, &(*out)[i], err));
	}
	return WASL_OK;
}

struct late_job {
	struct node_job job;
	const struct wasl_node_late *what;
	const struct wasl_user *actor;
	struct wasl_late late;
};

static wasl_status late_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct late_job *late = (struct late_job *)job;
	struct wasl_dossier_id id;

	if (late->what->reference.n > 0) {
		WASL_TRY(find_dossier(node, &tx->reader, &id,
				      late->what->reference, late->actor,
				      &job->err));
		late->late.dossier = wasl_dossier_id_bytes(&id);
	}
	WASL_TRY(wasl_late_add(tx, &late->late, &job->err));
	WASL_TRY(note_access(node, tx, late->actor, "late form",
			     late->late.form, &job->err));
	return node_feed_note(node, tx, WASL_CHANGE_DUTY, 0, &job->err);
}

wasl_status wasl_node_late_add(struct wasl_node *node,
			       const struct wasl_node_late *what,
			       const struct wasl_user *actor,
			       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)64 * 1024);
	int64_t now = wasl_clock_now(&node->clock);
	struct late_job job = {.job = {.run = late_run},
			       .what = what,
			       .actor = actor,
			       .late = {.form = what->form,
					.officer_id = actor->id,
					.at = what->at,
					.entered_at = now}};
	struct wasl_cell cell;

	WASL_TRY(need_watch(node, actor, err));
	WASL_TRY(check_past(what->at, now, err));
	WASL_TRY(node_typed(what->text, WASL_RELIEF_TEXT_MAX, "/text", err));
	wasl_random_fill(&node->random, job.late.uid, sizeof(job.late.uid));
	cell = cell_of("late_entry", job.late.uid);
	WASL_TRY(node_cell_seal(node, &arena, &job.late.sealed, node->home,
				&cell, wasl_text_bytes(what->text), err));
	return node_writer_call(node->writer, &job.job, err);
}
