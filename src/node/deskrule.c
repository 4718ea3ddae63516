#include "node/deskrule.h"

#include "kind/fault.h"
#include "node/budget.h"
#include "node/check.h"
#include "node/refused.h"
#include "node/register.h"

/* The ground that says nothing. */
#define NOT_COMMUNICABLE "R27"
/* A put whose record asks to open and record a partner's act. */
#define ARRIVED_ARENA_MAX ((size_t)2 * 1024 * 1024)
#define WHY_MAX		  1000

static void fault(struct node_making *m, const char *pointer, const char *rule,
		  const char *source, const char *text)
{
	wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, pointer, rule,
			  source, "", "%s", text);
}

static bool is_opening(const struct node_making *m)
{
	return m->def == m->kind->opening;
}

static bool is_line(const struct node_making *m)
{
	return m->dossier == &m->peer->line_dossier;
}

static wasl_text ground_of(const struct node_making *m)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&m->def->shape, WASL_TEXT("ground"));
	const struct wasl_value *value =
		slot == NULL ? NULL
			     : wasl_record_get(&m->record, slot->field->n);

	return value != NULL && value->type == WASL_TYPE_CODE
		       ? value->text
		       : (wasl_text){"", 0};
}

/* --- rules ---------------------------------------------------------------- */

static wasl_status check_budget(struct wasl_node *node, struct store_tx *tx,
				struct node_making *m, struct wasl_err *err)
{
	struct node_budget budget =
		node_budget_of(m->peer, m->kind, m->profile, &m->record);
	int64_t most = node_budget_most(&budget), n;

	if (most == 0)
		return WASL_OK;
	WASL_TRY(node_budget_used(node, &tx->reader, &budget, &n, err));
	if (n >= most)
		wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "/unit",
				  "budget", "$profile/budgets", "",
				  "%.*s has sent its %lld requests of this day",
				  (int)budget.unit.n, budget.unit.p,
				  (long long)most);
	return WASL_OK;
}

/* {"code": "R10", "why": "…"}: a ground of the treaty, not R27 again. */
static void check_true_ground(struct node_making *m, const json_t *ground)
{
	wasl_text code = wasl_json_text(json_object_get(ground, "code"));
	wasl_text why = wasl_json_text(json_object_get(ground, "why"));

	if (ground == NULL)
		fault(m, "/ground", "true_ground", "desk",
		      "R27 needs its true ground; it stays at home "
		      "(--true-ground)");
	else if (!json_is_object(ground) || json_object_size(ground) != 2 ||
		 why.n == 0 || why.n > WHY_MAX ||
		 wasl_text_is(code, NOT_COMMUNICABLE) ||
		 !wasl_profile_lists(m->profile, "$profile/refusals", code))
		fault(m, "/true_ground", "true_ground", "desk",
		      "a true ground has code (of the treaty, not R27) and "
		      "why");
}

static wasl_status check_accept(struct wasl_node *node, struct store_tx *tx,
				struct node_making *m, struct wasl_err *err)
{
	bool open;

	WASL_TRY(wasl_home_is_open(&tx->reader, &open, WASL_HOME_HIT,
				   wasl_dossier_id_bytes(&m->dossier->id),
				   err));
	if (open)
		fault(m, "/act", "refused_before", "desk",
		      "a request on this person was refused on rights grounds: "
		      "the director decides (wasl refused clear)");
	return is_opening(m) ? node_check_open(node, tx, m, err)
			     : node_check_accept(node, tx, m, err);
}

wasl_status node_desk_check(struct wasl_node *node, struct store_tx *tx,
			    struct node_making *m,
			    const struct node_desk_ask *ask,
			    struct wasl_err *err)
{
	if (is_line(m))
		return WASL_OK;
	if (is_opening(m))
		WASL_TRY(check_budget(node, tx, m, err));
	if (ask->draft == 0) {
		if (wasl_text_is(ground_of(m), NOT_COMMUNICABLE))
			check_true_ground(m, ask->true_ground);
		else if (ask->true_ground != NULL)
			fault(m, "/true_ground", "true_ground", "desk",
			      "only R27 has a true ground beside it");
	}
	/* Of our own opening: once its draft has met somebody. */
	if (strcmp(m->def->name, "accept") == 0 ||
	    (is_opening(m) && ask->draft != 0))
		WASL_TRY(check_accept(node, tx, m, err));
	return wasl_arena_check(m->arena, err);
}

wasl_status node_desk_opened(struct wasl_node *node, struct store_tx *tx,
			     struct node_making *m,
			     const struct node_desk_ask *ask,
			     struct wasl_err *err)
{
	bool met;

	WASL_TRY(node_refused_meet(node, tx, &m->dossier->id, &m->record,
				   &m->def->shape, &met, err));
	if (!met || m->def->second == WASL_SECOND_FIRST ||
	    wasl_roles_may(ask->actor->roles, WASL_RIGHT_CLEAR))
		return WASL_OK;
	return wasl_fault(err, WASL_DENIED, "", "refused-director");
}

/* --- true grounds --------------------------------------------------------- */

wasl_status node_desk_drafted(struct wasl_node *node, struct store_tx *tx,
			      struct node_making *m,
			      const struct node_desk_ask *ask, int64_t draft,
			      struct wasl_err *err)
{
	struct wasl_home home = {
		.sort = WASL_HOME_GROUND,
		.dossier = wasl_dossier_id_bytes(&m->dossier->id),
		.officer_id = ask->actor->id,
		.at = wasl_clock_now(&node->clock),
	};
	wasl_autojson *record = NULL;

	if (ask->true_ground == NULL)
		return WASL_OK;
	record = json_deep_copy(ask->true_ground);
	json_object_set_new(record, "draft", json_integer(draft));
	json_object_set_new(record, "act", json_string(m->def->name));
	WASL_TRY(node_sealed_seal(node, m->arena, &home, record, err));
	return wasl_home_put(tx, &home, err);
}

/* The true ground of a draft, signed by the second person; its code. */
static wasl_status sign_ground(struct wasl_node *node, struct store_tx *tx,
			       struct node_making *m,
			       const struct node_desk_ask *ask, wasl_text *code,
			       struct wasl_err *err)
{
	struct wasl_home *homes;
	size_t n;

	WASL_TRY(wasl_home_list(
		&tx->reader, m->arena, &homes, &n, WASL_HOME_GROUND,
		wasl_dossier_id_bytes(&m->dossier->id), 0, err));
	for (size_t i = 0; i < n; i++) {
		wasl_autojson *record = NULL;

		WASL_TRY(node_sealed_open(node, &record, &homes[i], err));
		if (json_integer_value(json_object_get(record, "draft")) !=
		    ask->draft)
			continue;
		homes[i].state = WASL_HOME_DECIDED;
		homes[i].second_id = ask->actor->id;
		homes[i].decided_at = wasl_clock_now(&node->clock);
		WASL_TRY(wasl_home_decide(tx, &homes[i], err));
		*code = wasl_text_of(wasl_arena_text(
			m->arena,
			wasl_json_text(json_object_get(record, "code"))));
	}
	return wasl_arena_check(m->arena, err);
}

/* --- leaving and arriving ------------------------------------------------- */

static wasl_status remember(struct wasl_node *node, struct store_tx *tx,
			    struct node_making *m,
			    const struct node_desk_ask *ask,
			    struct wasl_err *err)
{
	wasl_text ground = ground_of(m);

	if (ask->draft != 0 && wasl_text_is(ground, NOT_COMMUNICABLE))
		WASL_TRY(sign_ground(node, tx, m, ask, &ground, err));
	if (!node_refused_ground(ground))
		return WASL_OK;
	return node_refused_remember(node, tx, m->dossier, ground, ask->actor,
				     err);
}

wasl_status node_desk_left(struct wasl_node *node, struct store_tx *tx,
			   struct node_making *m,
			   const struct node_desk_ask *ask,
			   struct wasl_err *err)
{
	if (is_line(m))
		return WASL_OK;
	if (is_opening(m)) {
		struct node_budget budget = node_budget_of(
			m->peer, m->kind, m->profile, &m->record);

		WASL_TRY(node_budget_count(node, tx, &budget, true, err));
	}
	WASL_TRY(node_register_left(node, tx, m, err));
	return remember(node, tx, m, ask, err);
}

wasl_status node_desk_arrived(struct wasl_node *node, struct store_tx *tx,
			      struct node_dossier *d,
			      const struct wasl_act *act, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ARRIVED_ARENA_MAX);
	const struct wasl_kind *kind = d->fold.kind;
	struct wasl_record record;
	struct node_budget budget;
	bool met;

	if (kind == NULL || kind->opening == NULL ||
	    wasl_record_parse(&record, &arena, &kind->opening->shape, NULL,
			      act->fields, NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	budget = node_budget_of(d->peer, kind, d->fold.profile, &record);
	WASL_TRY(node_budget_count(node, tx, &budget, false, err));
	return node_refused_meet(node, tx, &d->id, &record,
				 &kind->opening->shape, &met, err);
}
