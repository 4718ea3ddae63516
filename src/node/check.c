#include "node/check.h"

#include "base/text.h"
#include "node/need.h"

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
		return wasl_fail_at(err, WASL_SCHEMA, "/what",
				    "article3 or protection");
	*out = (enum wasl_check_what)i;
	return WASL_OK;
}

wasl_status wasl_check_answer_parse(enum wasl_check_answer *out, wasl_text word,
				    struct wasl_err *err)
{
	int i = word_of(answers, 3, word);

	if (i < 0)
		return wasl_fail_at(err, WASL_SCHEMA, "/answer",
				    "yes, no or unknown");
	*out = (enum wasl_check_answer)i;
	return WASL_OK;
}

/* --- adding --------------------------------------------------------------- */

struct check_job {
	struct node_job job;
	const struct wasl_node_check_new *check;
	const struct wasl_user *actor;
};

static wasl_status add_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	const struct wasl_node_check_new *check =
		((struct check_job *)job)->check;
	const struct wasl_user *actor = ((struct check_job *)job)->actor;
	wasl_autoarena arena = wasl_arena_init((size_t)64 * 1024);
	wasl_autojson *record = NULL;
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
	if (check->sources.n == 0 ||
	    check->sources.n > WASL_CHECK_SOURCES_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(check->sources)))
		return wasl_fail_at(err, WASL_SCHEMA, "/sources",
				    "the sources that were asked: text of 1 to "
				    "%d bytes",
				    WASL_CHECK_SOURCES_MAX);
	return node_writer_call(node->writer, &job.job, err);
}

/* --- reading -------------------------------------------------------------- */

static const char *text_of(struct wasl_arena *arena, const json_t *record,
			   const char *name)
{
	wasl_text text = wasl_json_text(json_object_get(record, name));

	return wasl_arena_text(arena, text.p ? text : (wasl_text){"", 0});
}

static wasl_status list(struct wasl_node *node, struct store_reader *r,
			struct wasl_arena *arena, struct wasl_node_check **out,
			size_t *n, const struct wasl_dossier_id *id,
			struct wasl_err *err)
{
	struct wasl_home *homes;

	WASL_TRY(wasl_home_list(r, arena, &homes, n, WASL_HOME_CHECK,
				wasl_dossier_id_bytes(id), 0, err));
	*out = wasl_arena_take(arena, *n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < *n; i++) {
		wasl_autojson *record = NULL;

		WASL_TRY(node_sealed_open(node, &record, &homes[i], err));
		(*out)[i] = (struct wasl_node_check){
			.what = text_of(arena, record, "what"),
			.answer = text_of(arena, record, "answer"),
			.sources = text_of(arena, record, "sources"),
			.by = homes[i].officer,
			.at = homes[i].at,
		};
	}
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_check_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_check **out, size_t *n,
				 wasl_text ref, const struct wasl_user *actor,
				 struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;
	struct node_peer *peer;
	wasl_status status;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, &r, ref, &peer, &id, err);
	if (status == WASL_OK)
		status = node_need_check(node, &r, &id, actor, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	return list(node, &r, arena, out, n, &id, err);
}

/* --- the rule ------------------------------------------------------------- */

static void fault(struct node_making *m, const char *rule, const char *text)
{
	wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "/act", rule,
			  "desk", "", "%s", text);
}

static void judge(const struct wasl_node *node, struct node_making *m,
		  const char *const last[2])
{
	const char *article3 = last[WASL_CHECK_ARTICLE3];
	const char *protection = last[WASL_CHECK_PROTECTION];

	if (node->config->desk.checks &&
	    (article3 == NULL || protection == NULL))
		fault(m, "checks",
		      "article 3 and protection are checked at home first "
		      "(wasl check)");
	if (article3 != NULL && strcmp(article3, "unknown") == 0)
		fault(m, "article3",
		      "our own article 3 answer is unknown: no coercive "
		      "measure");
	if (protection != NULL && strcmp(protection, "no") != 0)
		fault(m, "protection",
		      "a protected status is there or not excluded: refuse, as "
		      "not communicable");
}

wasl_status node_check_accept(struct wasl_node *node, struct store_tx *tx,
			      struct node_making *m, struct wasl_err *err)
{
	const char *last[2] = {NULL, NULL};
	struct wasl_node_check *checks;
	size_t n;

	if (m->kind->opening == NULL ||
	    wasl_shape_find(&m->kind->opening->shape, WASL_TEXT("article3")) ==
		    NULL)
		return WASL_OK;
	WASL_TRY(list(node, &tx->reader, m->arena, &checks, &n, &m->dossier->id,
		      err));
	for (size_t i = 0; i < n; i++)
		last[word_of(whats, 2, wasl_text_of(checks[i].what)) == 1] =
			checks[i].answer;
	judge(node, m, last);
	return WASL_OK;
}
