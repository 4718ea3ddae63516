#include "api/encode.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "desk/task.h"
#include "kind/fault.h"
#include "node/zones.h"

json_t *api_instant(int64_t at)
{
	char text[WASL_INSTANT_LEN + 1];
	if (at == 0)
		return json_null();
	wasl_instant_write(text, at);
	return json_string(text);
}

json_t *api_last_day(int64_t end)
{
	char text[WASL_INSTANT_LEN + 1];
	if (end == 0)
		return json_null();
	wasl_instant_write(text, end - 1);
	return json_stringn(text, strlen("YYYY-MM-DD"));
}

json_t *api_local(const struct wasl_local local[2], int64_t at)
{
	return at == 0 ? json_array() : wasl_node_local_json(local, at);
}

json_t *api_hex(wasl_bytes in)
{
	char text[2 * 32 + 1];
	size_t zeros = 0;
	wasl_assert(in.n <= 32);
	while (zeros < in.n && in.p[zeros] == 0)
		zeros++;
	if (zeros == in.n)
		return json_null();
	wasl_hex_write(text, in);
	return json_string(text);
}

/* What most answers fit in, so that they are written once. */
#define DUMP_FIRST 8192

wasl_status api_dump(uint8_t **out, size_t *n, const json_t *in,
		     struct wasl_err *err)
{
	size_t cap = DUMP_FIRST;
	uint8_t *p = NULL;
	do {
		if (p)
			cap = *n;
		wasl_free(p);
		p = wasl_alloc(cap, 1);
		*n = p && in ? json_dumpb(in, (char *)p, cap, JSON_COMPACT) : 0;
	} while (*n > cap);
	*out = p;
	if (*n > 0)
		return WASL_OK;
	wasl_free(p);
	*out = NULL;
	return wasl_fail(err, WASL_NO_MEMORY, "the answer");
}

json_t *api_findings(const struct wasl_findings *findings)
{
	json_t *list = json_array();
	for (size_t i = 0; i < findings->n; i++) {
		const struct wasl_finding *f = &findings->items[i];
		json_t *one = json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "pointer", f->pointer,
			"rule", f->rule, "source", f->source, "severity",
			f->severity == WASL_SEVERITY_ERROR ? "error" : "note",
			"text", f->text);
		if (f->peer)
			json_object_set_new(one, "peer", json_string(f->peer));
		if (f->kind)
			json_object_set_new(one, "kind", json_string(f->kind));
		json_array_append_new(list, one);
	}
	return list;
}

json_t *api_problem(const struct wasl_err *err,
		    const struct wasl_findings *findings)
{
	json_t *problem =
		json_pack("{s:s, s:s, s:i, s:s, s:s}", "type", "about:blank",
			  "title", wasl_status_text(err->status), "status",
			  wasl_status_http(err->status), "code",
			  wasl_status_name(err->status), "detail", err->text);
	if (findings && findings->n > 0)
		json_object_set_new(problem, "findings",
				    api_findings(findings));
	else if (err->field[0])
		json_object_set_new(problem, "findings",
				    json_pack("[{s:s, s:s, s:s, s:s, s:s}]",
					      "pointer", err->field, "rule",
					      "request", "source", "api",
					      "severity", "error", "text",
					      err->text));
	wasl_fault_put(problem, err);
	return problem;
}

static json_t *line_of(const struct wasl_node_line *l)
{
	return json_pack(
		"{s:s, s:s, s:I, s:b, s:s, s:o, s:{s:I, s:I, s:I, s:o, s:b},"
		" s:{s:I, s:I, s:b}, s:I, s:o}",
		"peer", l->peer, "phase", l->phase, "epoch",
		(json_int_t)l->epoch, "ready", l->ready, "state", l->state,
		"profile",
		api_hex(wasl_bytes_of(l->profile, sizeof(l->profile))), "own",
		"size", (json_int_t)l->own_size, "receipted",
		(json_int_t)l->receipted, "bound", (json_int_t)l->bound,
		"receipt_at", api_instant(l->receipted_at), "frozen",
		l->own_frozen, "mirror", "size", (json_int_t)l->mirror_size,
		"cosigned", (json_int_t)l->cosigned, "frozen", l->mirror_frozen,
		"waiting", (json_int_t)l->waiting, "waiting_since",
		api_instant(l->oldest));
}

json_t *api_status(const struct wasl_node_status *s)
{
	json_t *lines = json_array(), *alarms = json_array();
	json_t *seconds = json_array();
	for (size_t i = 0; i < s->n_lines; i++)
		json_array_append_new(lines, line_of(&s->lines[i]));
	for (size_t i = 0; i < s->n_alarms; i++) {
		const struct wasl_node_alarm *a = &s->alarms[i];
		json_array_append_new(alarms,
				      json_pack("{s:s, s:s, s:s, s:o}", "peer",
						a->peer, "code", a->code,
						"fact", a->fact, "at",
						api_instant(a->raised_at)));
	}
	for (size_t i = 0; i < s->n_seconds; i++) {
		const struct wasl_second_row *r = &s->seconds[i];
		json_array_append_new(seconds,
				      json_pack("{s:s, s:s, s:s, s:o}", "what",
						r->what, "said", r->said,
						"officer", r->officer, "at",
						api_instant(r->asked_at)));
	}
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:I, s:o}", "node", s->node,
			 "side", s->side, "version", WASL_VERSION, "lines",
			 lines, "alarms", alarms, "drafts",
			 (json_int_t)s->drafts, "seconds", seconds);
}

json_t *api_peer(const struct wasl_node_line *l)
{
	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:{s:I}, s:o, s:{s:o, s:o}, "
		"s:{s:s, s:s, s:s, s:s, s:o, s:o}}",
		"name", l->peer, "side", l->side, "endpoint", l->endpoint,
		"state", l->state, "phase", l->phase, "card", "serial",
		(json_int_t)l->card_serial, "profile",
		api_hex(WASL_BYTES(l->profile)), "named", "own",
		api_hex(WASL_BYTES(l->named_own)), "partner",
		api_hex(WASL_BYTES(l->named_partner)), "keys", "own_log",
		l->own_log, "partner_log", l->partner_log, "partner_mirror",
		l->partner_mirror, "rotation", l->rotation, "own_renewed",
		api_instant(l->own_card_at), "partner_renewed",
		api_instant(l->partner_card_at));
}

json_t *api_roles(uint32_t roles)
{
	json_t *list = json_array();
	for (int i = 0; i < WASL_ROLE_COUNT; i++)
		if (roles & WASL_ROLE_BIT(i))
			json_array_append_new(
				list,
				json_string(wasl_role_name((enum wasl_role)i)));
	return list;
}

json_t *api_user(const struct wasl_user *u)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:b}", "name", u->name,
			 "pseudonym", u->pseudonym, "unit", u->unit, "roles",
			 api_roles(u->roles), "until", api_instant(u->until),
			 "disabled", u->disabled);
}

json_t *api_access(const struct wasl_access_row *r)
{
	return json_pack("{s:o, s:s, s:s, s:s, s:s, s:o, s:o}", "at",
			 api_instant(r->at), "officer", r->officer, "what",
			 wasl_access_text(r->what), "purpose", r->purpose,
			 "reference", r->ref, "dossier", api_hex(r->dossier_id),
			 "subject", api_hex(r->subject));
}

static json_t *fields_of(const struct wasl_shape *shape)
{
	json_t *list = json_array();
	for (size_t i = 0; i < shape->n; i++) {
		const struct wasl_slot *slot = &shape->slots[i];
		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:b}", "name", slot->field->name,
				  "type", wasl_type_name(slot->field->type),
				  "needed", slot->need));
	}
	return list;
}

static json_t *act_def(const struct wasl_act_def *act)
{
	static const char *const by[] = {
		[WASL_OPENER] = "opener",
		[WASL_PARTNER] = "partner",
		[WASL_EITHER] = "either",
	};
	static const char *const second[] = {
		[WASL_SECOND_NONE] = "no",
		[WASL_SECOND_FIRST] = "first",
		[WASL_SECOND_LATER] = "later",
	};
	return json_pack("{s:s, s:I, s:s, s:o, s:s, s:o}", "name", act->name,
			 "number", (json_int_t)act->n, "by", by[act->by],
			 "roles", api_roles(act->roles), "second",
			 second[act->second], "fields", fields_of(&act->shape));
}

json_t *api_kind(const struct wasl_kind *kind)
{
	json_t *acts = json_array(), *states = json_array();
	for (size_t i = 0; i < kind->n_acts; i++)
		json_array_append_new(acts, act_def(&kind->acts[i]));
	for (size_t i = 1; i < kind->n_states; i++)
		json_array_append_new(states,
				      json_string(kind->states[i].name));
	return json_pack("{s:s, s:s, s:I, s:b, s:o, s:o, s:o}", "name",
			 kind->name, "code", kind->code, "version",
			 (json_int_t)kind->version, "shipped", kind->shipped,
			 "hash", api_hex(wasl_hash_bytes(&kind->hash)),
			 "states", states, "acts", acts);
}

json_t *api_made(const struct wasl_node_made *made, wasl_text ref,
		 wasl_text act)
{
	if (made->ref && *made->ref)
		ref = wasl_text_of(made->ref);
	json_t *v = json_pack("{s:s%, s:s%, s:b, s:o}", "reference",
			      ref.n > 0 ? ref.p : "", ref.n, "act", act.p,
			      act.n, "waiting", made->waiting, "findings",
			      api_findings(&made->findings));
	if (made->draft != 0)
		json_object_set_new(v, "draft",
				    json_integer((json_int_t)made->draft));
	return v;
}

json_t *api_blob(const struct wasl_blob_ref *ref)
{
	return json_pack("{s:o, s:o, s:I, s:o, s:s%, s:s%}", "id",
			 api_hex(WASL_BYTES(ref->id)), "sealed",
			 api_hex(wasl_hash_bytes(&ref->sealed)), "size",
			 (json_int_t)ref->size, "sha256",
			 api_hex(wasl_hash_bytes(&ref->plain)), "type",
			 ref->type.p, ref->type.n, "name", ref->name.p,
			 ref->name.n);
}

static const char *file_state(const struct wasl_node_file *file)
{
	if (!file->here)
		return file->own ? "lost" : "arriving";
	if (!file->used)
		return "unused";
	if (!file->own)
		return "here";
	return file->there ? "there" : "sending";
}

static json_t *file(const struct wasl_node_file *f)
{
	json_t *out = api_blob(&f->blob);

	if (out != NULL)
		json_object_update_new(
			out, json_pack("{s:b, s:s, s:I, s:I, s:b}", "own",
				       f->own, "state", file_state(f), "moved",
				       (json_int_t)f->moved, "chunks",
				       (json_int_t)f->chunks, "fits", f->fits));
	return out;
}

static json_t *tasks_of(uint32_t bits)
{
	json_t *out = json_array();
	for (int i = 0; i < WASL_TASKS; i++)
		if (bits & UINT32_C(1) << i)
			json_array_append_new(out, json_string(wasl_task_text(
							   (wasl_task_sort)i)));
	return out;
}

static json_t *given_to(const struct wasl_node_row *r)
{
	json_t *out = json_array();
	for (size_t i = 0; i < r->n_given; i++)
		json_array_append_new(
			out,
			r->given[i].unit[0]
				? json_pack("{s:s}", "unit", r->given[i].unit)
				: json_pack("{s:s}", "officer",
					    r->given[i].officer));
	return out;
}

json_t *api_row(const struct wasl_node_row *r)
{
	return json_pack(
		"{s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:b, s:b, s:I, s:o, s:o,"
		" s:o, s:s?, s:o, s:o, s:s, s:s?, s:b, s:b, s:o, s:o, s:s, "
		"s:o}",
		"reference", r->ref, "kind", r->kind, "peer", r->peer, "state",
		*r->state ? r->state : NULL, "outcome", r->outcome, "urgency",
		r->urgency, "sector", r->sector, "own", r->own, "closed",
		r->closed, "crossed", (json_int_t)r->crossed, "opened_at",
		api_instant(r->opened_at), "changed_at",
		api_instant(r->changed_at), "due_at", api_instant(r->due_at),
		"due", r->due, "due_local", api_local(r->local, r->due_at),
		"due_since", api_instant(r->due_since), "handling", r->handling,
		"desk", r->desk[0] ? r->desk : NULL, "receipted", r->receipted,
		"unread", r->unread, "assigned", given_to(r), "tasks",
		tasks_of(r->tasks), "unit", r->unit, "aside_until",
		api_instant(r->aside));
}

static const char *effect_text(enum wasl_node_effect effect)
{
	switch (effect) {
	case WASL_NODE_TOOK:
		return "took";
	case WASL_NODE_CROSSED:
		return "crossed";
	case WASL_NODE_VOID:
		return "void";
	case WASL_NODE_REJECTED:
		return "rejected";
	case WASL_NODE_LOST:
		return "lost";
	case WASL_NODE_WAITING:
		return "waiting";
	case WASL_NODE_SEALED:
		return "sealed";
	}
	return "";
}

static const char *passkey_text(enum wasl_node_passkey passkey)
{
	switch (passkey) {
	case WASL_NODE_PASSKEY_NONE:
		return NULL;
	case WASL_NODE_PASSKEY_CHECKED:
		return "checked";
	case WASL_NODE_PASSKEY_UNKNOWN:
		return "unknown";
	case WASL_NODE_PASSKEY_BAD:
		return "bad";
	}
	return NULL;
}

static json_t *act_view(const struct wasl_node_act_view *a, const char *node,
			const char *peer)
{
	json_t *position = a->effect == WASL_NODE_WAITING
				   ? json_null()
				   : json_pack("{s:I, s:I, s:I}", "epoch",
					       (json_int_t)a->epoch, "index",
					       (json_int_t)a->index, "seen",
					       (json_int_t)a->seen);
	json_t *receipt = a->receipt == 0
				  ? json_null()
				  : json_pack("{s:I, s:o}", "size",
					      (json_int_t)a->receipt, "at",
					      api_instant(a->receipted_at));
	return json_pack(
		"{s:s, s:b, s:s, s:o, s:o, s:s, s:s?, s:s, s:s?, s:s?, s:b,"
		" s:b, s:s?, s:o, s:o, s:O?}",
		"node", a->own ? node : peer, "own", a->own, "act", a->name,
		"at", api_instant(a->time), "stored_at",
		api_instant(a->stored_at), "author", a->author, "approver",
		a->approver, "effect", effect_text(a->effect), "code", a->code,
		"state", a->state, "bound", a->bound, "alone", a->alone,
		"passkey", passkey_text(a->passkey), "position", position,
		"receipt", receipt, "fields", a->fields);
}

static json_t *clock_view(const struct wasl_node_clock_view *c, int64_t now)
{
	json_t *v = json_pack(
		"{s:s, s:s?, s:o, s:o, s:b, s:b, s:b, s:b, s:b, s:I}", "name",
		c->name, "late", c->late, "due_local",
		api_local(c->local, c->due_at), "due_at",
		api_instant(c->due_at), "stopped", c->due_at == 0, "paused",
		c->paused, "expires", c->expires, "overdue",
		c->due_at != 0 && !c->paused && !c->stands && c->due_at < now,
		"suspended", c->stands, "stopped_hours",
		(json_int_t)(c->stood / 3600));
	if (c->key != 0)
		json_object_set_new(v, "item", json_integer(c->key));
	if (c->entry != 0)
		json_object_set_new(v, "entry",
				    json_integer((json_int_t)(c->entry - 1)));
	return v;
}

json_t *api_acts(const struct wasl_node_view *v, const char *node)
{
	json_t *acts = json_array();
	for (size_t i = 0; i < v->n_acts; i++)
		json_array_append_new(acts,
				      act_view(&v->acts[i], node, v->row.peer));
	return acts;
}

json_t *api_view(const struct wasl_node_view *v, const char *node, int64_t now)
{
	json_t *clocks = json_array(), *files = json_array();
	json_t *can = json_array(), *out = api_row(&v->row);
	for (size_t i = 0; i < v->n_clocks; i++)
		json_array_append_new(clocks, clock_view(&v->clocks[i], now));
	for (size_t i = 0; i < v->n_can; i++)
		json_array_append_new(can, json_string(v->can[i]));
	for (size_t i = 0; i < v->n_files; i++)
		json_array_append_new(files, file(&v->files[i]));
	json_t *rest = json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "id",
		api_hex(WASL_BYTES(v->row.id)), "kind_hash",
		api_hex(WASL_BYTES(v->kind_hash)), "profile_hash",
		api_hex(WASL_BYTES(v->profile_hash)), "acts", api_acts(v, node),
		"opening",
		v->opening != NULL ? act_view(v->opening, node, v->row.peer)
				   : json_null(),
		"clocks", clocks, "can", can, "files", files, "unbound",
		(json_int_t)v->unbound);
	json_object_update(out, rest);
	if (v->stands != NULL)
		json_object_update(out, v->stands);
	if (v->usual != NULL)
		json_object_set(out, "usual", v->usual);
	json_decref(rest);
	return out;
}

json_t *api_draft(const struct wasl_node_draft *d,
		  const struct wasl_user *actor, bool whole)
{
	const struct wasl_draft *draft = &d->draft;
	bool yours =
		draft->state == WASL_DRAFT_WAITING &&
		wasl_act_may_approve(draft->author_id, actor->id, actor->roles,
				     draft->roles, NULL) == WASL_OK;
	json_t *v = json_pack(
		"{s:I, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:o, s:b, s:o}", "id",
		(json_int_t)draft->id, "kind", draft->kind, "act", draft->act,
		"peer", d->peer, "reference", d->ref, "author", d->author,
		"roles", api_roles(draft->roles), "state",
		wasl_draft_state_text(draft->state), "at",
		api_instant(draft->created_at), "yours", yours, "digest",
		api_hex(WASL_BYTES(draft->digest)));
	if (whole) {
		json_object_set(v, "fields", d->fields);
		json_object_set_new(v, "findings", api_findings(&d->findings));
		if (d->ground_code[0] != '\0')
			json_object_set_new(v, "true_ground",
					    json_pack("{s:s, s:s}", "code",
						      d->ground_code, "why",
						      d->ground_why));
		json_object_set_new(v, "view",
				    json_pack("{s:I, s:I}", "own",
					      (json_int_t)draft->view_own,
					      "partner",
					      (json_int_t)draft->view_partner));
	}
	return v;
}

static json_t *verified(const struct wasl_node_verified *l)
{
	return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s?}",
			 "origin", l->origin, "entries", (json_int_t)l->entries,
			 "envelopes", (json_int_t)l->envelopes, "sealed",
			 (json_int_t)l->sealed, "signatures",
			 (json_int_t)l->signatures, "cosignatures",
			 (json_int_t)l->cosignatures, "passkeys",
			 (json_int_t)l->passkeys, "passkeys_bad",
			 (json_int_t)l->passkeys_bad, "fault", l->fault);
}

json_t *api_verify(const struct wasl_node_verify *job)
{
	json_t *logs = json_array();
	uint64_t micros = job->micros > 0 ? job->micros : 1;
	for (size_t i = 0; i < job->n_logs; i++)
		json_array_append_new(logs, verified(&job->logs[i]));
	return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:b, s:s?, s:o}",
			 "state", job->finished ? "done" : "running", "done",
			 (json_int_t)job->done, "total", (json_int_t)job->total,
			 "dossiers", (json_int_t)job->dossiers, "milliseconds",
			 (json_int_t)(job->micros / 1000), "entries_per_second",
			 (json_int_t)(job->done * 1000000 / micros), "ok",
			 job->finished && !job->fault, "fault", job->fault,
			 "logs", logs);
}
