#include "node/subject_request.h"

#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/fault.h"
#include "names/match.h"
#include "node/typed.h"

#define DAY 86400

/* --- one file ------------------------------------------------------------- */

static wasl_status take(struct wasl_node *node, struct wasl_arena *arena,
			struct wasl_node_subject *out,
			const struct wasl_home *home, struct wasl_err *err)
{
	wasl_autojson *record = NULL;

	WASL_TRY(node_sealed_open(node, &record, home, err));
	*out = (struct wasl_node_subject){
		.place = home->place,
		.name = node_sealed_text(arena, record, "name"),
		.birth = node_sealed_text(arena, record, "birth"),
		.contact = node_sealed_text(arena, record, "contact"),
		.proof = node_sealed_text(arena, record, "proof"),
		.text = node_sealed_text(arena, record, "text"),
		.note = node_sealed_text(arena, record, "note"),
		.by = home->officer,
		.at = home->at,
		.due_at = home->due_at,
		.answered_at = home->decided_at,
		.answer = node->config->desk.subject_answer,
		.appeal = node->config->desk.appeal,
	};
	wasl_hex_write(out->id, WASL_BYTES(home->uid));
	return wasl_arena_check(arena, err);
}

static wasl_status find(struct store_reader *r, struct wasl_arena *arena,
			struct wasl_home *home, wasl_text id,
			struct wasl_err *err)
{
	uint8_t uid[WASL_HOME_UID];
	wasl_status status = WASL_NOT_FOUND;

	if (wasl_hex_parse(uid, sizeof(uid), id) == WASL_OK)
		status = wasl_home_get(r, arena, home, uid, err);
	if (status == WASL_NOT_FOUND ||
	    (status == WASL_OK && home->sort != WASL_HOME_SUBJECT))
		return wasl_fault(err, WASL_NOT_FOUND, "", "request-none");
	return status;
}

/* --- taking one in -------------------------------------------------------- */

static wasl_status check(const struct wasl_node_subject_new *request,
			 struct wasl_err *err)
{
	struct wasl_name name;
	int64_t day;

	WASL_TRY(
		node_typed(request->name, WASL_SUBJECT_NAME_MAX, "/name", err));
	if (wasl_name_parse(&name, wasl_text_bytes(request->name), NULL) !=
	    WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "/name", "letters");
	if (request->birth.n > 0 && !wasl_date_parse(&day, request->birth))
		return wasl_fault(err, WASL_SCHEMA, "/birth", "day-like");
	WASL_TRY(node_typed(request->contact, WASL_SUBJECT_TEXT_MAX, "/contact",
			    err));
	WASL_TRY(node_typed(request->proof, WASL_SUBJECT_TEXT_MAX, "/proof",
			    err));
	return node_typed(request->text, WASL_SUBJECT_TEXT_MAX, "/text", err);
}

struct subject_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_node_subject *out;
	const struct wasl_node_subject_new *request;
	const struct wasl_user *actor;
	wasl_text id, note;
};

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct subject_job *add = (struct subject_job *)job;
	const struct wasl_node_subject_new *q = add->request;
	wasl_autojson *record = json_pack(
		"{s:s%, s:s%, s:s%, s:s%, s:s%}", "name", q->name.p, q->name.n,
		"birth", q->birth.n ? q->birth.p : "", q->birth.n, "contact",
		q->contact.p, q->contact.n, "proof", q->proof.p, q->proof.n,
		"text", q->text.p, q->text.n);
	struct wasl_home home = {
		.sort = WASL_HOME_SUBJECT,
		.officer_id = add->actor->id,
		.officer = add->actor->name,
		.at = wasl_clock_now(&node->clock),
	};

	home.due_at = home.at + (int64_t)node->config->desk.subject_days * DAY;
	WASL_TRY(node_sealed_seal(node, add->arena, &home, record, &job->err));
	WASL_TRY(wasl_home_put(tx, &home, &job->err));
	return take(node, add->arena, add->out, &home, &job->err);
}

wasl_status wasl_node_subject_add(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_subject *out,
				  const struct wasl_node_subject_new *request,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct subject_job job = {.job = {.run = add_run},
				  .arena = arena,
				  .out = out,
				  .request = request,
				  .actor = actor};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SUBJECT, err));
	WASL_TRY(check(request, err));
	return node_writer_call(node->writer, &job.job, err);
}

/* --- reading -------------------------------------------------------------- */

static bool like(const struct wasl_name *wanted, const char *name)
{
	struct wasl_match match;
	struct wasl_name other;

	if (wanted->n == 0)
		return true;
	if (wasl_name_parse(&other, wasl_text_bytes(wasl_text_of(name)),
			    NULL) != WASL_OK)
		return false;
	wasl_match_names(&match, wanted, &other);
	return match.verdict != WASL_VERDICT_NO;
}

wasl_status
wasl_node_subject_list(struct wasl_node *node, struct wasl_arena *arena,
		       struct wasl_node_subject **out, size_t *n,
		       wasl_text name, const struct wasl_home_page *page,
		       const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_home_page next = *page;
	struct wasl_name wanted = {0};
	struct wasl_home *homes;
	size_t count = page->limit;

	*n = 0;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SUBJECT, err));
	if (name.n > WASL_NAME_BYTES_MAX)
		return wasl_fault_of(err, WASL_SCHEMA, "name", "name-long",
				     WASL_FAULT_N("max", WASL_NAME_BYTES_MAX));
	if (name.n > 0 &&
	    wasl_name_parse(&wanted, wasl_text_bytes(name), NULL) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "name", "letters");
	WASL_TRY(wasl_store_read(&r, node->store, err));
	*out = wasl_arena_take(arena, page->limit, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	/* Names are sealed: each is opened to be compared. */
	while (*n < page->limit && count == page->limit) {
		WASL_TRY(wasl_home_next(&r, arena, &homes, &count,
					WASL_HOME_SUBJECT, 0, &next, err));
		for (size_t i = 0; i < count && *n < page->limit; i++) {
			WASL_TRY(
				take(node, arena, &(*out)[*n], &homes[i], err));
			*n += like(&wanted, (*out)[*n].name);
			next.after = homes[i].place;
		}
	}
	return WASL_OK;
}

wasl_status wasl_node_subject_get(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_subject *out, wasl_text id,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_home home;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SUBJECT, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find(&r, arena, &home, id, err));
	return take(node, arena, out, &home, err);
}

/* --- answering ------------------------------------------------------------ */

static wasl_status answer_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct subject_job *answer = (struct subject_job *)job;
	wasl_autojson *record = NULL;
	struct wasl_home home;

	WASL_TRY(
		find(&tx->reader, answer->arena, &home, answer->id, &job->err));
	if (home.state != WASL_HOME_OPEN)
		return wasl_fault(&job->err, WASL_CONFLICT, "",
				  "request-answered");
	WASL_TRY(node_sealed_open(node, &record, &home, &job->err));
	json_object_set_new(record, "note",
			    json_stringn(answer->note.p, answer->note.n));
	home.state = WASL_HOME_DECIDED;
	home.decided_at = wasl_clock_now(&node->clock);
	WASL_TRY(node_sealed_reseal(node, answer->arena, &home, record,
				    &job->err));
	WASL_TRY(wasl_home_decide(tx, &home, &job->err));
	return take(node, answer->arena, answer->out, &home, &job->err);
}

wasl_status wasl_node_subject_answer(struct wasl_node *node,
				     struct wasl_arena *arena,
				     struct wasl_node_subject *out,
				     wasl_text id, wasl_text note,
				     const struct wasl_user *actor,
				     struct wasl_err *err)
{
	struct subject_job job = {.job = {.run = answer_run},
				  .arena = arena,
				  .out = out,
				  .actor = actor,
				  .id = id,
				  .note = note};
	const struct wasl_desk_config *desk = &node->config->desk;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SUBJECT, err));
	WASL_TRY(node_typed(note, WASL_SUBJECT_TEXT_MAX, "/note", err));
	if (desk->subject_answer[0] == '\0' || desk->appeal[0] == '\0')
		return wasl_fault(err, WASL_CONFLICT, "", "answer-words");
	return node_writer_call(node->writer, &job.job, err);
}
