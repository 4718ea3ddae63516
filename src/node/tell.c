#include "node/tell.h"

#include "desk/duty.h"
#include "node/self.h"

#include <stdio.h>

#define ARENA_MAX ((size_t)4 * 1024 * 1024)

/* Whoever is on duty for a role now ("": for any); NULL: nobody is. */
static wasl_status on_duty(struct store_reader *r, struct wasl_arena *arena,
			   const struct wasl_duty **out, const char *role,
			   int64_t now, struct wasl_err *err)
{
	const struct wasl_duty_when when = {now, now + 1, role};
	struct wasl_duty *duties;
	size_t n;

	WASL_TRY(wasl_duty_list(r, arena, &duties, &n, &when, err));
	*out = n > 0 ? &duties[0] : NULL;
	return WASL_OK;
}

/** Who is behind a rung; "" if nobody is on duty. */
struct behind {
	const char *function, *telephone;
};

/* The kinds' code of a rung. */
static const char *code_of(const struct node_told *t, const struct behind *b)
{
	if (t->in_vain && b->telephone[0] != '\0')
		return "TELEPHONE";
	if (t->role == WASL_ROLE_VALIDATOR)
		return "SUPERVISOR";
	if (t->role == WASL_ROLE_LIAISON)
		return "LIAISON";
	return t->role == WASL_ROLE_DIRECTOR ? "DIRECTOR" : "DUTY";
}

static json_t *rung_fields(const struct node_told *t, const struct behind *b)
{
	json_t *fields = json_pack(
		"{s:s, s:s}", "rung", code_of(t, b), "reached",
		b->function[0] != '\0' ? b->function : wasl_role_name(t->role));

	if (b->telephone[0] != '\0')
		(void)json_object_set_new(fields, "telephone",
					  json_string(b->telephone));
	return fields;
}

/* "ESCALATION 2: validator; telephone +212 5…" */
static json_t *note_fields(const struct node_told *t, const struct behind *b)
{
	char text[200];

	snprintf(text, sizeof(text), "ESCALATION %zu: %s%s%s", t->k + 1,
		 wasl_role_name(t->role),
		 b->telephone[0] != '\0' ? "; telephone " : "", b->telephone);
	return json_pack("{s:s}", "note", text);
}

/* When the chain was called in vain, anybody's telephone is better than none.
 */
static wasl_status describe(struct store_reader *r, struct wasl_arena *arena,
			    const struct node_told *t, struct behind *b,
			    struct wasl_err *err)
{
	const struct wasl_duty *duty;

	WASL_TRY(on_duty(r, arena, &duty, wasl_role_name(t->role), t->at, err));
	if (duty == NULL && t->in_vain)
		WASL_TRY(on_duty(r, arena, &duty, "", t->at, err));
	b->function = duty == NULL ? "" : duty->function;
	b->telephone = duty == NULL ? "" : duty->telephone;
	return WASL_OK;
}

wasl_status node_tell_rung(struct wasl_node *node, struct store_tx *tx,
			   struct node_told *t, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ARENA_MAX);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct node_making m = {.arena = &arena, .findings = &findings};
	wasl_autojson *fields = NULL;
	struct behind behind;
	bool noted;

	m.peer = node_peer_by_id(node, t->peer_id);
	if (m.peer == NULL)
		return wasl_fail(err, WASL_CORRUPT, "a dossier's partner");
	WASL_TRY(node_cache_get(node, &tx->reader, m.peer, &t->dossier,
				&m.dossier, err));
	m.kind = m.dossier->fold.kind;
	m.profile = m.dossier->fold.profile;
	if (m.kind == NULL || m.dossier->key == NULL)
		return WASL_OK;
	m.def = wasl_kind_act_named(m.kind, WASL_TEXT("rung"));
	noted = m.def == NULL;
	if (noted)
		m.def = wasl_kind_act_named(m.kind, WASL_TEXT("service_note"));
	WASL_TRY(describe(&tx->reader, &arena, t, &behind, err));
	fields = noted ? note_fields(t, &behind) : rung_fields(t, &behind);
	return node_self_act(node, tx, &m, fields, t->at, &t->done, &t->waits,
			     err);
}
