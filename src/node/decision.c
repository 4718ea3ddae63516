#include "kind/fault.h"
#include "node/decision_inner.h"

#include "desk/access.h"
#include "node/feed.h"
#include "node/need.h"
#include "node/put.h"
#include "node/sealed.h"
#include "node/search_inner.h"
#include "node/typed.h"

static const char *const answers[] = {
	[WASL_DECISION_NONE] = "",
	[WASL_DECISION_SAME] = "same",
	[WASL_DECISION_NOT_SAME] = "not-same",
	[WASL_DECISION_CANNOT_TELL] = "cannot-tell",
};
static const char *const states[] = {
	[WASL_DECISION_SECOND] = "second",
	[WASL_DECISION_DIFFERS] = "differs",
	[WASL_DECISION_DECIDED] = "decided",
};

const char *wasl_decision_answer_name(enum wasl_decision_answer answer)
{
	return answers[answer];
}

const char *wasl_decision_state_name(enum wasl_decision_state state)
{
	return states[state];
}

wasl_status wasl_decision_answer_parse(enum wasl_decision_answer *out,
				       wasl_text word, struct wasl_err *err)
{
	for (int i = WASL_DECISION_SAME; i <= WASL_DECISION_CANNOT_TELL; i++)
		if (wasl_text_is(word, answers[i])) {
			*out = (enum wasl_decision_answer)i;
			return WASL_OK;
		}
	return wasl_fault_of(
		err, WASL_SCHEMA, "/answer", "words",
		WASL_FAULT_T("words",
			     WASL_TEXT("same, not-same, cannot-tell")));
}

struct wasl_cell decision_cell(const uint8_t uid[static 16])
{
	return (struct wasl_cell){.table = WASL_TEXT("decision"),
				  .column = WASL_TEXT("sealed"),
				  .row = wasl_bytes_of(uid, 16)};
}

/* --- a pair --------------------------------------------------------------- */

static wasl_status record_tag(struct store_reader *r, uint8_t out[static 16],
			      int64_t row_id, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_DECISION_RECORD, err,
				WASL_ARGS(wasl_arg_int(row_id))));
	wasl_rows_copy(&row, "ref", out, 16);
	return wasl_rows_finish(&row, err);
}

wasl_status node_likeness_of(struct wasl_node *node, struct store_reader *r,
			     struct node_likeness *out,
			     const struct wasl_dossier_id *dossier,
			     const struct node_likeness_who *who,
			     const struct wasl_persons_hit *hit,
			     struct wasl_err *err)
{
	*out = (struct node_likeness){.dossier = *dossier};
	node_subject_id(node, out->subject, who->name, who->birth);
	if (hit->key.source == WASL_PERSONS_LIST) {
		out->list_id = wasl_persons_list_id(&hit->key);
		out->record_id = wasl_persons_row_id(&hit->key);
		return record_tag(r, out->other, out->record_id, err);
	}
	memcpy(out->other, hit->key.b, sizeof(out->other));
	node_subject_id(node, out->other_subject, &hit->first,
			&hit->first_birth);
	return WASL_OK;
}

/* --- opinions ------------------------------------------------------------- */

wasl_status decision_opinions(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_node_decision *d,
			      const struct decision_key *key,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_OPINION_LIST, err,
				  WASL_ARGS(wasl_arg_int(d->id))));
	while (d->n_opinions < WASL_OPINIONS_MAX && wasl_rows_next(&rows)) {
		struct wasl_opinion *o = &d->opinions[d->n_opinions++];

		*o = (struct wasl_opinion){
			.officer = wasl_arena_text(
				arena, wasl_rows_text(&rows, "officer")),
			.at = wasl_rows_int(&rows, "at"),
			.answer = (enum wasl_decision_answer)wasl_rows_int(
				&rows, "answer"),
		};
		if (key != NULL)
			o->reason = decision_open(
				arena, key, wasl_rows_bytes(&rows, "sealed"));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status node_decision_find(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_node_decision *out,
			       const struct node_likeness *pair,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DECISION_OF, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&pair->dossier)),
			  wasl_arg_bytes(WASL_BYTES(pair->subject)),
			  wasl_arg_int(pair->list_id),
			  wasl_arg_bytes(WASL_BYTES(pair->other)),
			  wasl_arg_bytes(WASL_BYTES(pair->other_subject)))));
	*out = (struct wasl_node_decision){
		.id = wasl_rows_int(&row, "id"),
		.ref = "",
		.list = "",
		.other = "",
		.state = (enum wasl_decision_state)wasl_rows_int(&row, "state"),
		.answer = (enum wasl_decision_answer)wasl_rows_int(&row,
								   "answer"),
		.at = wasl_rows_int(&row, "at"),
		.changed = wasl_rows_int(&row, "record_id") != pair->record_id,
	};
	WASL_TRY(wasl_rows_finish(&row, err));
	return decision_opinions(r, arena, out, NULL, err);
}

wasl_status node_decision_apart(struct wasl_node *node, struct store_reader *r,
				bool *apart, const struct wasl_dossier_id *id,
				const struct node_likeness_who *who,
				const struct wasl_persons_hit *hit,
				struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(4096);
	struct node_likeness pair;
	struct wasl_node_decision d;
	wasl_status status;

	*apart = false;
	status = node_likeness_of(node, r, &pair, id, who, hit, err);
	if (status == WASL_OK)
		status = node_decision_find(r, &arena, &d, &pair, err);
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	*apart = status == WASL_OK && !d.changed &&
		 d.state == WASL_DECISION_DECIDED &&
		 d.answer == WASL_DECISION_NOT_SAME;
	return status;
}

/* --- saying what one thinks ----------------------------------------------- */

struct decide_job {
	struct node_job job;
	const struct wasl_user *actor;
	enum wasl_decision_answer answer;
	wasl_text reason;
	const struct node_likeness *pair; /* NULL: of the decision `id` */
	wasl_text name;			  /* of the dossier's person */
	bool again;
	int64_t id; /* in, out */
};

/* The decision in hand: its row, and its dossier, whose key seals. */
struct deciding {
	struct decide_job *job;
	struct node_dossier *d;
	uint8_t uid[16];
	uint8_t subject[NODE_SUBJECT_LEN];
	struct wasl_node_decision now;
};

static wasl_status find_dossier(struct wasl_node *node, struct store_reader *r,
				struct deciding *in,
				const struct wasl_dossier_id *id,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct node_peer *peer;

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	peer = node_peer_by_id(node, wasl_rows_int(&row, "peer_id"));
	WASL_TRY(wasl_rows_finish(&row, err));
	if (peer == NULL)
		return wasl_fault(err, WASL_NOT_FOUND, "", "dossier-unknown");
	WASL_TRY(node_cache_get(node, r, peer, id, &in->d, err));
	return in->d->key != NULL
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_READY, "", "key-not-here");
}

static wasl_status seal(struct wasl_node *node, struct wasl_arena *arena,
			const struct deciding *in, wasl_text text,
			wasl_bytes *out, struct wasl_err *err)
{
	const struct wasl_cell cell = decision_cell(in->uid);

	return node_cell_seal(node, arena, out, in->d->key, &cell,
			      wasl_text_bytes(text), err);
}

static wasl_status open_new(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_arena *arena, struct deciding *in,
			    struct wasl_err *err)
{
	const struct node_likeness *pair = in->job->pair;
	wasl_autorows struct wasl_rows row = {0};
	wasl_bytes name;

	wasl_random_fill(&node->random, in->uid, sizeof(in->uid));
	WASL_TRY(seal(node, arena, in, in->job->name, &name, err));
	WASL_TRY(wasl_store_one(
		&row, &tx->reader, WASL_SQL_DECISION_INSERT, err,
		WASL_ARGS(wasl_arg_bytes(WASL_BYTES(in->uid)),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&pair->dossier)),
			  wasl_arg_bytes(WASL_BYTES(pair->subject)),
			  wasl_arg_int(pair->list_id),
			  wasl_arg_int(pair->record_id),
			  wasl_arg_bytes(WASL_BYTES(pair->other)),
			  wasl_arg_bytes(WASL_BYTES(pair->other_subject)),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_bytes(name))));
	in->now = (struct wasl_node_decision){.id = wasl_rows_int(&row, "id")};
	return wasl_rows_finish(&row, err);
}

/* Need-to-know of both, again in the transaction. */
static wasl_status may_see(struct wasl_node *node, struct store_reader *r,
			   const struct wasl_user *actor, struct wasl_rows *row,
			   struct wasl_err *err)
{
	struct wasl_dossier_id id;

	wasl_rows_copy(row, "dossier_id", id.b, sizeof(id.b));
	WASL_TRY(node_need_check(node, r, &id, actor, err));
	if (wasl_rows_int(row, "list_id") != 0)
		return WASL_OK;
	wasl_rows_copy(row, "other", id.b, sizeof(id.b));
	return node_need_check(node, r, &id, actor, err);
}

static wasl_status read_row(struct wasl_node *node, struct store_reader *r,
			    struct wasl_arena *arena, struct deciding *in,
			    int64_t id, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_dossier_id dossier;
	wasl_status status;

	status = wasl_store_one(&row, r, WASL_SQL_DECISION_GET, err,
				WASL_ARGS(wasl_arg_int(id)));
	if (status == WASL_NOT_FOUND)
		return wasl_fault(err, status, "", "decision-none");
	WASL_TRY(status);
	WASL_TRY(may_see(node, r, in->job->actor, &row, err));
	in->now = (struct wasl_node_decision){
		.id = id,
		.state = (enum wasl_decision_state)wasl_rows_int(&row, "state"),
	};
	wasl_rows_copy(&row, "uid", in->uid, sizeof(in->uid));
	wasl_rows_copy(&row, "subject", in->subject, sizeof(in->subject));
	wasl_rows_copy(&row, "dossier_id", dossier.b, sizeof(dossier.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(find_dossier(node, r, in, &dossier, err));
	return decision_opinions(r, arena, &in->now, NULL, err);
}

/* The decision that is open on the pair, or a new one. */
static wasl_status find_or_open(struct wasl_node *node, struct store_tx *tx,
				struct wasl_arena *arena, struct deciding *in,
				struct wasl_err *err)
{
	const struct node_likeness *pair = in->job->pair;
	struct wasl_node_decision last;
	wasl_status status =
		node_decision_find(&tx->reader, arena, &last, pair, err);

	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	if (status == WASL_OK && last.state != WASL_DECISION_DECIDED)
		return read_row(node, &tx->reader, arena, in, last.id, err);
	if (status == WASL_OK && !in->job->again)
		return wasl_fault_of(
			err, WASL_CONFLICT, "", "decided-again",
			WASL_FAULT_T("answer",
				     wasl_text_of(answers[last.answer])));
	memcpy(in->subject, pair->subject, sizeof(in->subject));
	WASL_TRY(find_dossier(node, &tx->reader, in, &pair->dossier, err));
	return open_new(node, tx, arena, in, err);
}

/* Nobody twice; where two differ, a supervisor. */
static wasl_status may_say(const struct deciding *in, struct wasl_err *err)
{
	const struct wasl_user *actor = in->job->actor;

	if (in->now.state == WASL_DECISION_DECIDED)
		return wasl_fault(err, WASL_CONFLICT, "", "decided");
	for (size_t i = 0; i < in->now.n_opinions; i++)
		if (strcmp(in->now.opinions[i].officer, actor->name) == 0)
			return wasl_fault(err, WASL_DENIED, "", "decided-you");
	return in->now.state == WASL_DECISION_DIFFERS
		       ? wasl_roles_need(actor->roles, WASL_RIGHT_REVIEW, err)
		       : WASL_OK;
}

static enum wasl_decision_state state_after(const struct deciding *in)
{
	const struct wasl_node_decision *d = &in->now;

	if (d->n_opinions == 0)
		return WASL_DECISION_SECOND;
	if (d->n_opinions == 1 && d->opinions[0].answer != in->job->answer)
		return WASL_DECISION_DIFFERS;
	return WASL_DECISION_DECIDED;
}

static wasl_status say(struct wasl_node *node, struct store_tx *tx,
		       struct wasl_arena *arena, struct deciding *in,
		       struct wasl_err *err)
{
	enum wasl_decision_state state = state_after(in);
	enum wasl_decision_answer answer = state == WASL_DECISION_DECIDED
						   ? in->job->answer
						   : WASL_DECISION_NONE;
	int64_t now = wasl_clock_now(&node->clock);
	wasl_bytes sealed;

	WASL_TRY(seal(node, arena, in, in->job->reason, &sealed, err));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_OPINION_INSERT, err,
				 WASL_ARGS(wasl_arg_int(in->now.id),
					   wasl_arg_u64(in->now.n_opinions + 1),
					   wasl_arg_int(in->job->actor->id),
					   wasl_arg_int(now),
					   wasl_arg_int(in->job->answer),
					   wasl_arg_bytes(sealed))));
	return wasl_store_exec(
		tx, WASL_SQL_DECISION_SET, err,
		WASL_ARGS(wasl_arg_int(in->now.id), wasl_arg_int(state),
			  wasl_arg_int(answer), wasl_arg_int(now)));
}

static wasl_status decide_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	wasl_autoarena arena = wasl_arena_init((size_t)64 * 1024);
	struct decide_job *j = (struct decide_job *)job;
	struct deciding in = {.job = j};
	struct wasl_access access = {.at = wasl_clock_now(&node->clock),
				     .user_id = j->actor->id,
				     .what = WASL_ACCESS_DECIDE,
				     .purpose = ""};

	if (j->pair != NULL)
		WASL_TRY(find_or_open(node, tx, &arena, &in, &job->err));
	else
		WASL_TRY(read_row(node, &tx->reader, &arena, &in, j->id,
				  &job->err));
	WASL_TRY(may_say(&in, &job->err));
	WASL_TRY(say(node, tx, &arena, &in, &job->err));
	j->id = in.now.id;
	access.dossier_id = wasl_dossier_id_bytes(&in.d->id);
	access.subject = WASL_BYTES(in.subject);
	WASL_TRY(wasl_access_add(tx, &access, &job->err));
	return node_feed_task(node, tx, &in.d->id, &job->err);
}

wasl_status wasl_node_decide_on(struct wasl_node *node, int64_t id,
				enum wasl_decision_answer answer,
				wasl_text reason, const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct decide_job job = {.job = {.run = decide_run},
				 .actor = actor,
				 .answer = answer,
				 .reason = reason,
				 .id = id};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SEARCH, err));
	WASL_TRY(node_typed(reason, WASL_DECISION_REASON_MAX, "/reason", err));
	return node_writer_call(node->writer, &job.job, err);
}

/* --- which hit ------------------------------------------------------------ */

/* The keys under which the other may stand. */
struct other {
	struct wasl_persons_key key[3]; /* of a dossier: by source */
	size_t n;
};

static wasl_status take_row(void *ctx, const struct wasl_watch_row *row,
			    struct wasl_err *err)
{
	struct other *other = ctx;

	(void)err;
	other->key[other->n++] = wasl_persons_list(row->list_id, row->id);
	return WASL_OK;
}

static wasl_status find_record(const struct search *s, struct other *other,
			       const struct wasl_opinion_new *o,
			       struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_watch_list list;

	WASL_TRY(wasl_store_read(&r, s->node->store, err));
	WASL_TRY(wasl_watch_list_named(&r, s->arena, &list, o->list, err));
	wasl_store_read_end(&r);
	return wasl_watch_open_ref(s->node->watch, list.id, o->record,
				   s->query.now, take_row, other, err);
}

static wasl_status find_other(const struct search *s, struct other *other,
			      wasl_text ref, struct wasl_err *err)
{
	static const uint8_t sources[] = {
		WASL_PERSONS_DOSSIER, WASL_PERSONS_DRAFT, WASL_PERSONS_BATCH};
	wasl_autoreader struct store_reader r = {0};
	struct wasl_node *node = s->node;
	struct wasl_dossier_id id;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_need_ref(node, &r, &id, ref, s->actor, err));
	if (wasl_dossier_id_eq(&id, &s->cited))
		return wasl_fault(err, WASL_CONFLICT, "/other", "same-dossier");
	for (size_t i = 0; i < sizeof(sources); i++) {
		other->key[i].source = sources[i];
		memcpy(other->key[i].b, id.b, sizeof(id.b));
	}
	other->n = sizeof(sources);
	return WASL_OK;
}

static bool is_hit(struct search *s, struct wasl_persons *persons,
		   const struct other *other, struct wasl_persons_hit *hit)
{
	for (size_t i = 0; i < other->n; i++)
		if (wasl_persons_compare(persons, hit, &other->key[i],
					 &s->query) &&
		    (hit->document || hit->match.verdict != WASL_VERDICT_NO))
			return true;
	return false;
}

/* As a search would find both of them. */
static wasl_status look(struct search *s, const struct other *other,
			struct wasl_persons_hit *hit, struct wasl_err *err)
{
	struct node_known_state state;
	struct wasl_persons *persons;
	bool cited, found;

	WASL_TRY(node_known_get(s->node->known, &persons, &state, err));
	cited = search_cited(s, persons);
	found = cited && is_hit(s, persons, other, hit);
	node_known_done(s->node->known);
	if (found)
		return WASL_OK;
	if (!state.complete)
		return wasl_fault(err, WASL_NOT_READY, "", "persons-reading");
	if (!cited)
		return wasl_fault(err, WASL_NOT_FOUND, "/name",
				  "person-not-here");
	return wasl_fault(err, WASL_NOT_FOUND,
			  other->n == 1 ? "/record" : "/other", "nobody-like");
}

static wasl_status decide(struct search *s, struct decide_job *job,
			  const struct other *other, struct wasl_err *err)
{
	uint8_t space[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf name = WASL_BUF(space);
	struct node_likeness pair;
	struct wasl_persons_hit hit;
	const struct node_likeness_who who = {&s->best.first,
					      &s->best.first_birth};

	WASL_TRY(look(s, other, &hit, err));
	{
		wasl_autoreader struct store_reader r = {0};

		WASL_TRY(wasl_store_read(&r, s->node->store, err));
		WASL_TRY(node_likeness_of(s->node, &r, &pair, &s->cited, &who,
					  &hit, err));
	}
	wasl_name_write(&name, who.name);
	job->name = (wasl_text){(const char *)space, name.n};
	job->pair = &pair;
	return node_writer_call(s->node->writer, &job->job, err);
}

wasl_status wasl_node_decide(struct wasl_node *node, int64_t *id,
			     const struct wasl_opinion_new *o,
			     const struct wasl_user *actor,
			     struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)64 * 1024);
	struct search s = {.node = node, .arena = &arena, .actor = actor};
	const struct wasl_search_person person = {
		.name = o->name, .born = o->born, .ref = o->ref};
	struct decide_job job = {.job = {.run = decide_run},
				 .actor = actor,
				 .answer = o->answer,
				 .reason = o->reason,
				 .again = o->again};
	struct other other = {.n = 0};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SEARCH, err));
	WASL_TRY(node_typed(o->reason, WASL_DECISION_REASON_MAX, "/reason",
			    err));
	if ((o->other.n > 0) == (o->list.n > 0 && o->record.n > 0))
		return wasl_fault(err, WASL_SCHEMA, "/other", "decision-of");
	WASL_TRY(search_read(&s, &person, err));
	if (o->other.n > 0)
		WASL_TRY(find_other(&s, &other, o->other, err));
	else
		WASL_TRY(find_record(&s, &other, o, err));
	WASL_TRY(decide(&s, &job, &other, err));
	*id = job.id;
	return WASL_OK;
}
