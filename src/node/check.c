#include "node/check.h"

#include "kind/fault.h"
#include "node/need.h"
#include "node/typed.h"

/* The checks of one dossier. */
#define ARENA_MAX ((size_t)8 * 1024 * 1024)

static const char *const whats[] = {
	[WASL_CHECK_ARTICLE3] = "article3",
	[WASL_CHECK_PROTECTION] = "protection",
};
static const char *const answers[] = {
	[WASL_CHECK_NO] = "no",
	[WASL_CHECK_YES] = "yes",
	[WASL_CHECK_UNKNOWN] = "unknown",
};

static int word_of(const char *const *words, int n, wasl_text word)
{
	for (int i = 0; i < n; i++)
		if (wasl_text_is(word, words[i]))
			return i;
	return -1;
}

wasl_status wasl_check_what_parse(enum wasl_check_what *out, wasl_text word,
				  struct wasl_err *err)
{
	int i = word_of(whats, 2, word);

	if (i < 0)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/what", "words",
			WASL_FAULT_T("words",
				     WASL_TEXT("article3, protection")));
	*out = (enum wasl_check_what)i;
	return WASL_OK;
}

wasl_status wasl_check_answer_parse(enum wasl_check_answer *out, wasl_text word,
				    struct wasl_err *err)
{
	int i = word_of(answers, 3, word);

	if (i < 0)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/answer", "words",
			WASL_FAULT_T("words", WASL_TEXT("yes, no, unknown")));
	*out = (enum wasl_check_answer)i;
	return WASL_OK;
}

/* --- reading -------------------------------------------------------------- */

static bool is_protection(const struct wasl_node_check *c)
{
	return strcmp(c->what, whats[WASL_CHECK_PROTECTION]) == 0;
}

static bool is_yes(const struct wasl_node_check *c)
{
	return strcmp(c->answer, answers[WASL_CHECK_YES]) == 0;
}

/* The answer that counts of those given so far, or NULL. */
static const struct wasl_node_check *
last_of(const struct wasl_node_check *checks, size_t n,
	enum wasl_check_what what)
{
	const struct wasl_node_check *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (checks[i].counts &&
		    strcmp(checks[i].what, whats[what]) == 0)
			last = &checks[i];
	return last;
}

/* What takes a protected status back counts once it is signed. */
static void count(struct wasl_node_check *checks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		checks[i].counts = checks[i].home->state == WASL_HOME_DECIDED ||
				   is_yes(&checks[i]);
}

static wasl_status list(struct wasl_node *node, struct store_reader *r,
			struct wasl_arena *arena, struct wasl_node_check **out,
			size_t *n, wasl_bytes dossier, struct wasl_err *err)
{
	struct wasl_home *homes;

	WASL_TRY(wasl_home_list(r, arena, &homes, n, WASL_HOME_CHECK, dossier,
				0, err));
	*out = wasl_arena_take(arena, *n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < *n; i++) {
		wasl_autojson *record = NULL;

		WASL_TRY(node_sealed_open(node, &record, &homes[i], err));
		(*out)[i] = (struct wasl_node_check){
			.what = node_sealed_text(arena, record, "what"),
			.answer = node_sealed_text(arena, record, "answer"),
			.sources = node_sealed_text(arena, record, "sources"),
			.by = homes[i].officer,
			.second = homes[i].second,
			.at = homes[i].at,
			.home = &homes[i],
		};
	}
	count(*out, *n);
	return wasl_arena_check(arena, err);
}

/* --- adding --------------------------------------------------------------- */

struct check_job {
	struct node_job job;
	const struct wasl_node_check_new *check;
	const struct wasl_user *actor;
};

/*
 * Protection: `done` if this signs what another officer answered; else `home`
 * is open if it needs such a signature.
 */
static wasl_status sign(struct wasl_node *node, struct store_tx *tx,
			struct wasl_arena *arena, struct wasl_home *home,
			const struct wasl_node_check_new *check, bool *done,
			struct wasl_err *err)
{
	const struct wasl_node_check *counts, *last = NULL;
	struct wasl_node_check *checks;
	struct wasl_home signed_;
	size_t n;

	WASL_TRY(list(node, &tx->reader, arena, &checks, &n, home->dossier,
		      err));
	for (size_t i = 0; i < n; i++)
		if (is_protection(&checks[i]))
			last = &checks[i];
	counts = last_of(checks, n, WASL_CHECK_PROTECTION);
	if (last != NULL && last->home->state == WASL_HOME_OPEN &&
	    strcmp(last->answer, answers[check->answer]) == 0) {
		if (last->home->officer_id == home->officer_id)
			return wasl_fault(err, WASL_CONFLICT, "",
					  "check-signed-same");
		signed_ = *last->home;
		signed_.state = WASL_HOME_DECIDED;
		signed_.second_id = home->officer_id;
		signed_.decided_at = home->at;
		*done = true;
		return wasl_home_decide(tx, &signed_, err);
	}
	if (check->answer == WASL_CHECK_YES ||
	    (counts != NULL && is_yes(counts)))
		home->state = WASL_HOME_OPEN;
	return WASL_OK;
}

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	const struct wasl_node_check_new *check =
		((struct check_job *)job)->check;
	const struct wasl_user *actor = ((struct check_job *)job)->actor;
	wasl_autoarena arena = wasl_arena_init(ARENA_MAX);
	wasl_autojson *record = NULL;
	bool done = false;
	struct wasl_dossier_id id;
	struct node_peer *peer;
	struct wasl_home home = {
		.sort = WASL_HOME_CHECK,
		.officer_id = actor->id,
		.at = wasl_clock_now(&node->clock),
		.state = WASL_HOME_DECIDED,
	};

	WASL_TRY(node_find_ref(node, &tx->reader, check->ref, &peer, &id,
			       &job->err));
	WASL_TRY(node_need_check(node, &tx->reader, &id, actor, &job->err));
	home.dossier = wasl_dossier_id_bytes(&id);
	if (check->what == WASL_CHECK_PROTECTION)
		WASL_TRY(
			sign(node, tx, &arena, &home, check, &done, &job->err));
	if (done)
		return WASL_OK;
	record = json_pack("{s:s, s:s, s:s%}", "what", whats[check->what],
			   "answer", answers[check->answer], "sources",
			   check->sources.p, check->sources.n);
	WASL_TRY(node_sealed_seal(node, &arena, &home, record, &job->err));
	return wasl_home_put(tx, &home, &job->err);
}

wasl_status wasl_node_check_add(struct wasl_node *node,
				const struct wasl_node_check_new *check,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct check_job job = {
		.job = {.run = add_run}, .check = check, .actor = actor};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	WASL_TRY(node_typed(check->sources, WASL_CHECK_SOURCES_MAX, "/sources",
			    err));
	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_check_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_check **out, size_t *n,
				 wasl_text ref, const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_need_ref(node, &r, &id, ref, actor, err));
	return list(node, &r, arena, out, n, wasl_dossier_id_bytes(&id), err);
}

/* --- the rule ------------------------------------------------------------- */

static void fault(struct node_making *m, const char *rule, const char *text)
{
	wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "/act", rule,
			  "desk", "", "%s", text);
}

static void judge(const struct wasl_node *node, struct node_making *m,
		  const struct wasl_node_check *checks, size_t n)
{
	const struct wasl_node_check *article3 =
		last_of(checks, n, WASL_CHECK_ARTICLE3);
	const struct wasl_node_check *protection =
		last_of(checks, n, WASL_CHECK_PROTECTION);

	if (node->config->desk.checks &&
	    (article3 == NULL || protection == NULL))
		fault(m, "checks",
		      "article 3 and protection are checked at home first "
		      "(wasl check)");
	if (article3 != NULL && strcmp(article3->answer, "unknown") == 0)
		fault(m, "article3",
		      "our own article 3 answer is unknown: no coercive "
		      "measure");
	if (protection != NULL && strcmp(protection->answer, "no") != 0)
		fault(m, "protection",
		      "a protected status is there or not excluded: refuse, as "
		      "not communicable");
}

wasl_status node_check_accept(struct wasl_node *node, struct store_tx *tx,
			      struct node_making *m, struct wasl_err *err)
{
	struct wasl_node_check *checks;
	size_t n;

	if (m->kind->opening == NULL ||
	    wasl_shape_find(&m->kind->opening->shape, WASL_TEXT("article3")) ==
		    NULL)
		return WASL_OK;
	WASL_TRY(list(node, &tx->reader, m->arena, &checks, &n,
		      wasl_dossier_id_bytes(&m->dossier->id), err));
	judge(node, m, checks, n);
	return WASL_OK;
}

/* Whom a search itself may put in danger. */
static bool needs_protection(const struct node_making *m)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&m->def->shape, WASL_TEXT("crime_area"));
	const struct wasl_value *area =
		slot == NULL ? NULL
			     : wasl_record_get(&m->record, slot->field->n);

	return strcmp(m->kind->code, "MIS") == 0 ||
	       (area != NULL && area->type == WASL_TYPE_CODE &&
		wasl_text_is(area->text, "THB"));
}

wasl_status node_check_open(struct wasl_node *node, struct store_tx *tx,
			    struct node_making *m, struct wasl_err *err)
{
	const struct wasl_node_check *protection;
	struct wasl_node_check *checks;
	size_t n;

	if (!node->config->desk.checks || !needs_protection(m))
		return WASL_OK;
	WASL_TRY(list(node, &tx->reader, m->arena, &checks, &n,
		      wasl_dossier_id_bytes(&m->dossier->id), err));
	protection = last_of(checks, n, WASL_CHECK_PROTECTION);
	if (protection == NULL)
		fault(m, "checks",
		      "protection is checked at home before anybody is "
		      "searched for (wasl check)");
	else if (strcmp(protection->answer, "no") != 0)
		fault(m, "protection",
		      "a protected status is there or not excluded: protection "
		      "comes before the search");
	return WASL_OK;
}
