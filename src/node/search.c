#include "node/search_inner.h"

#include "base/text.h"
#include "calendar/civil.h"
#include "desk/access.h"
#include "kind/fault.h"
#include "node/need.h"
#include "node/put.h"
#include "node/written.h"

/* Hits that are looked at: some are not for this officer, some have ended. */
#define LOOKED_AT (2 * WASL_SEARCH_HITS_MAX)

const char *wasl_search_source_name(enum wasl_search_source source)
{
	static const char *const names[] = {
		[WASL_SEARCH_LIST] = "list",
		[WASL_SEARCH_DOSSIER] = "dossier",
		[WASL_SEARCH_DRAFT] = "draft",
	};

	return names[source];
}

/* --- what is asked -------------------------------------------------------- */

wasl_status search_reason(wasl_text reason, struct wasl_err *err)
{
	if (reason.n > WASL_ACCESS_PURPOSE_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(reason)))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/reason", "text-max",
			WASL_FAULT_N("max", WASL_ACCESS_PURPOSE_MAX));
	if (reason.n > 0 && reason.n < WASL_SEARCH_REASON_MIN)
		return wasl_fault(err, WASL_RULE, "/reason", "reason-short");
	return WASL_OK;
}

static wasl_status read_facts(struct search *s,
			      const struct wasl_search_person *person,
			      struct wasl_err *err)
{
	struct wasl_persons_query *q = &s->query;

	if (person->born.n > 0) {
		char space[WASL_PERSON_BIRTH_LEN];

		q->birth = wasl_persons_birth(
			wasl_text_digits(space, sizeof(space), person->born),
			WASL_TEXT(""));
		if (q->birth.precision == WASL_BIRTH_UNKNOWN)
			return wasl_fault(err, WASL_SCHEMA, "/born",
					  "date-born");
	}
	if (wasl_text_is(person->sex, "F") || wasl_text_is(person->sex, "M"))
		q->sex = person->sex.p[0];
	else if (person->sex.n > 0 && !wasl_text_is(person->sex, "X") &&
		 !wasl_text_is(person->sex, "U"))
		return wasl_fault(err, WASL_SCHEMA, "/sex", "sex-asked");
	if (person->place.n > 0) {
		if (wasl_name_parse(&s->place, wasl_text_bytes(person->place),
				    NULL) != WASL_OK)
			return wasl_fault(err, WASL_SCHEMA, "/place",
					  "letters");
		q->place = &s->place;
	}
	q->document = person->document;
	return WASL_OK;
}

static wasl_status read_cited(struct search *s, wasl_text ref,
			      struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_node *node = s->node;
	struct node_peer *peer;
	wasl_status status;

	if (ref.n == 0)
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, &r, ref, &peer, &s->cited, err);
	if (status == WASL_OK)
		status = node_need_check(node, &r, &s->cited, s->actor, err);
	pthread_rwlock_unlock(&node->lock);
	s->cites = status == WASL_OK;
	return status;
}

wasl_status search_read(struct search *s,
			const struct wasl_search_person *person,
			struct wasl_err *err)
{
	wasl_status status = wasl_name_parse(
		&s->query.name, wasl_text_bytes(person->name), err);

	if (status == WASL_MALFORMED)
		return wasl_fault(err, WASL_SCHEMA, "/name", "letters");
	if (status != WASL_OK)
		return wasl_fault_of(err, WASL_SCHEMA, "/name", "long-max",
				     WASL_FAULT_N("max", WASL_NAME_BYTES_MAX));
	s->query.now = wasl_clock_now(&s->node->clock);
	s->query.thorough = s->thorough;
	WASL_TRY(read_facts(s, person, err));
	return read_cited(s, person->ref, err);
}

/* --- is it the person of the cited dossier? ------------------------------- */

static bool of_cited(const struct search *s, const struct wasl_persons_key *key)
{
	return s->cites && key->source != WASL_PERSONS_LIST &&
	       memcmp(key->b, s->cited.b, sizeof(key->b)) == 0;
}

bool search_cited(struct search *s, struct wasl_persons *persons)
{
	static const uint8_t sources[] = {
		WASL_PERSONS_DOSSIER, WASL_PERSONS_DRAFT, WASL_PERSONS_BATCH};

	for (size_t i = 0; s->cites && i < sizeof(sources); i++) {
		struct wasl_persons_key key = {.source = sources[i]};

		memcpy(key.b, s->cited.b, sizeof(key.b));
		if (wasl_persons_compare(persons, &s->best, &key, &s->query) &&
		    (s->best.document ||
		     s->best.match.verdict != WASL_VERDICT_NO))
			return true;
	}
	return false;
}

static wasl_status need_reason(const struct search *s, struct wasl_err *err)
{
	if (s->reason.n > 0)
		return WASL_OK;
	return wasl_fault(err, WASL_RULE, "/reason",
			  s->cites ? "reason-other" : "reason-needed");
}

/* --- what may be shown ---------------------------------------------------- */

struct showing {
	struct search *s;
	struct store_reader r;
	struct wasl_node_found *out;
	const struct wasl_persons_hit *hits;
	size_t n;
	const struct wasl_persons_hit *hit; /* the one in hand */
};

static const char *birth_text(struct wasl_arena *arena,
			      const struct wasl_birth *b)
{
	switch ((enum wasl_birth_precision)b->precision) {
	case WASL_BIRTH_UNKNOWN:
		return "";
	case WASL_BIRTH_YEAR:
		return wasl_arena_format(arena, "%04u", b->year);
	case WASL_BIRTH_MONTH:
		return wasl_arena_format(arena, "%04u-%02u", b->year, b->month);
	case WASL_BIRTH_DAY:
		return wasl_arena_format(arena, "%04u-%02u-%02u", b->year,
					 b->month, b->day);
	case WASL_BIRTH_CIRCA:
		return wasl_arena_format(arena, "about %04u", b->year);
	case WASL_BIRTH_PRESUMED:
		return wasl_arena_format(arena, "%04u, presumed", b->year);
	}
	return "";
}

static struct wasl_search_hit *new_hit(struct showing *show,
				       enum wasl_search_source source)
{
	struct wasl_search_hit *to = &show->out->hits[show->out->n_hits++];
	struct wasl_arena *arena = show->s->arena;
	uint8_t space[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf name = WASL_BUF(space);

	wasl_name_write(&name, &show->hit->name);
	*to = (struct wasl_search_hit){
		.source = source,
		.list = "",
		.basis = "",
		.ref = "",
		.kind = "",
		.state = "",
		.name = wasl_arena_text(
			arena, (wasl_text){(const char *)space, name.n}),
		.born = birth_text(arena, &show->hit->birth),
		.sex = show->hit->sex == 0
			       ? ""
			       : wasl_arena_format(arena, "%c", show->hit->sex),
		.cited = of_cited(show->s, &show->hit->key),
		.hit = show->hit,
	};
	return to;
}

/* What two persons decided of this hit. */
static wasl_status add_decision(struct showing *show,
				struct wasl_search_hit *to,
				struct wasl_err *err)
{
	struct search *s = show->s;
	const struct node_likeness_who who = {&s->best.first,
					      &s->best.first_birth};
	struct wasl_node_decision *found;
	struct node_likeness pair;
	wasl_status status;

	if (!s->cites || s->unmatched || to->cited)
		return WASL_OK;
	found = wasl_arena_take(s->arena, 1, sizeof(*found));
	WASL_TRY(wasl_arena_check(s->arena, err));
	status = node_likeness_of(s->node, &show->r, &pair, &s->cited, &who,
				  show->hit, err);
	if (status == WASL_OK)
		status = node_decision_find(&show->r, s->arena, found, &pair,
					    err);
	if (status == WASL_OK)
		to->decision = found;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

/* Weak and a stranger to the dossier: only for a reason. */
static bool is_hidden(const struct showing *show)
{
	return show->s->reason.n == 0 && !show->hit->document &&
	       show->hit->match.verdict != WASL_VERDICT_PROBABLE &&
	       !of_cited(show->s, &show->hit->key);
}

/* The name as the list writes it, that is read as the one that matched. */
static wasl_text as_written(const struct wasl_identity *who,
			    const struct wasl_name *matched)
{
	for (size_t i = 0; i < who->n_names; i++)
		if (node_written_as(who->names[i].text, matched))
			return who->names[i].text;
	return who->names[0].text;
}

static wasl_status show_record(void *ctx, const struct wasl_watch_row *row,
			       struct wasl_err *err)
{
	struct showing *show = ctx;
	struct wasl_arena *arena = show->s->arena;
	struct wasl_search_hit *to;
	struct wasl_watch_list list;
	wasl_status status;

	status = wasl_watch_list_get(&show->r, arena, &list, row->list_id, err);
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	to = new_hit(show, WASL_SEARCH_LIST);
	to->list = list.name;
	to->basis = list.basis;
	to->ref = wasl_arena_text(arena, row->who->ref);
	to->name =
		wasl_arena_text(arena, as_written(row->who, &show->hit->name));
	return add_decision(show, to, err);
}

static wasl_status show_list(struct showing *show, struct wasl_err *err)
{
	int64_t id = wasl_persons_row_id(&show->hit->key);

	if (is_hidden(show)) {
		show->out->hidden++;
		return WASL_OK;
	}
	return wasl_watch_open(show->s->node->watch, &id, 1, show->s->query.now,
			       show_record, show, err);
}

/* There is something, for others. */
static wasl_status add_elsewhere(struct showing *show,
				 const struct wasl_dossier_id *id,
				 struct wasl_err *err)
{
	struct wasl_node_found *out = show->out;
	const char *unit = "triage";
	struct wasl_need *needs;
	size_t n;

	WASL_TRY(wasl_need_list(&show->r, show->s->arena, &needs, &n,
				wasl_dossier_id_bytes(id), show->s->query.now,
				err));
	for (size_t i = 0; i < n; i++)
		if (needs[i].why != WASL_NEED_GLASS && needs[i].unit[0] != '\0')
			unit = needs[i].unit;
	for (size_t i = 0; i < out->n_elsewhere; i++)
		if (strcmp(out->elsewhere[i].unit, unit) == 0)
			return WASL_OK;
	out->elsewhere[out->n_elsewhere++] = (struct wasl_search_elsewhere){
		.unit = unit, .verdict = show->hit->match.verdict};
	return WASL_OK;
}

static bool shown_already(const struct showing *show)
{
	for (size_t i = 0; i < show->out->n_hits; i++)
		if (show->out->hits[i].source != WASL_SEARCH_LIST &&
		    memcmp(show->out->hits[i].hit->key.b, show->hit->key.b,
			   sizeof(show->hit->key.b)) == 0)
			return true;
	return false;
}

static wasl_status fill_dossier(struct showing *show,
				const struct wasl_dossier_id *id,
				struct wasl_err *err)
{
	bool draft = show->hit->key.source == WASL_PERSONS_DRAFT;
	struct wasl_arena *arena = show->s->arena;
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_search_hit *to;
	const char *written;

	WASL_TRY(wasl_store_one(
		&row, &show->r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)))));
	to = new_hit(show, draft ? WASL_SEARCH_DRAFT : WASL_SEARCH_DOSSIER);
	to->ref = wasl_arena_text(arena, wasl_rows_text(&row, "ref"));
	to->kind = wasl_arena_text(arena, wasl_rows_text(&row, "kind"));
	to->state = wasl_arena_text(arena, wasl_rows_text(&row, "state"));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(node_written_in(show->s->node, &show->r, arena, &written, id,
				 &show->hit->name, err));
	if (written != NULL)
		to->name = written;
	return add_decision(show, to, err);
}

static wasl_status show_dossier(struct showing *show, struct wasl_err *err)
{
	struct wasl_dossier_id id;
	bool may;

	if (shown_already(show))
		return WASL_OK;
	if (is_hidden(show)) {
		show->out->hidden++;
		return WASL_OK;
	}
	memcpy(id.b, show->hit->key.b, sizeof(id.b));
	WASL_TRY(node_need_may(show->s->node, &show->r, &may, &id,
			       show->s->actor, err));
	return may ? fill_dossier(show, &id, err)
		   : add_elsewhere(show, &id, err);
}

static wasl_status show_all(struct showing *show, struct wasl_err *err)
{
	struct wasl_node *node = show->s->node;
	wasl_status status = WASL_OK;

	WASL_TRY(wasl_store_read(&show->r, node->store, err));
	for (size_t i = 0; i < show->n && status == WASL_OK &&
			   show->out->n_hits < WASL_SEARCH_HITS_MAX;
	     i++) {
		show->hit = &show->hits[i];
		pthread_rwlock_rdlock(&node->lock);
		status = show->hit->key.source == WASL_PERSONS_LIST
				 ? show_list(show, err)
				 : show_dossier(show, err);
		pthread_rwlock_unlock(&node->lock);
	}
	wasl_store_read_end(&show->r);
	return status;
}

/* --- the search ----------------------------------------------------------- */

static wasl_status look(struct search *s, struct wasl_node_found *out,
			struct wasl_persons_hit *hits, size_t *n,
			struct wasl_err *err)
{
	struct wasl_persons *persons;
	wasl_status status;

	WASL_TRY(node_known_get(s->node->known, &persons, &out->known, err));
	s->unmatched = !search_cited(s, persons);
	status = s->unmatched ? need_reason(s, err) : WASL_OK;
	if (status == WASL_OK)
		status = wasl_persons_search(persons, hits, n, LOOKED_AT,
					     &s->query, err);
	node_known_done(s->node->known);
	return status;
}

wasl_status search_run(struct search *s, struct wasl_node_found *out,
		       struct wasl_err *err)
{
	struct wasl_arena *arena = s->arena;
	struct wasl_persons_hit *hits =
		wasl_arena_take(arena, LOOKED_AT, sizeof(*hits));
	struct showing show = {.s = s, .out = out, .hits = hits};

	out->hits = wasl_arena_take(arena, WASL_SEARCH_HITS_MAX,
				    sizeof(*out->hits));
	out->elsewhere =
		wasl_arena_take(arena, LOOKED_AT, sizeof(*out->elsewhere));
	WASL_TRY(wasl_arena_check(arena, err));
	out->asked = s->query.name;
	WASL_TRY(look(s, out, hits, &show.n, err));
	out->unmatched = s->unmatched;
	WASL_TRY(show_all(&show, err));
	return wasl_arena_check(arena, err);
}

struct search_record search_record_of(const struct search *s)
{
	struct search_record record = {.cites = s->cites, .cited = s->cited};

	node_subject_id(s->node, record.subject, &s->query.name,
			&s->query.birth);
	return record;
}

wasl_status wasl_node_search(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_found *out,
			     const struct wasl_search_person *person,
			     wasl_text reason, const struct wasl_user *actor,
			     struct wasl_err *err)
{
	struct search s = {
		.node = node, .arena = arena, .actor = actor, .reason = reason};
	struct search_record record;
	struct search_sum sum = {.asked = 1};

	*out = (struct wasl_node_found){0};
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_SEARCH, err));
	WASL_TRY(search_reason(reason, err));
	WASL_TRY(search_read(&s, person, err));
	WASL_TRY(search_run(&s, out, err));
	record = search_record_of(&s);
	sum.found = out->n_hits + out->n_elsewhere > 0;
	sum.unmatched = s.unmatched;
	return search_write(node, actor, reason, &record, 1, &sum, err);
}

wasl_status wasl_node_known(struct wasl_node *node,
			    struct node_known_status *out, struct wasl_err *err)
{
	return node_known_status(node->known, out, err);
}
