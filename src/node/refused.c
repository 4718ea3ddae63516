#include "node/refused.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "kind/fault.h"
#include "node/need.h"
#include "node/put.h"
#include "node/typed.h"

#include <stdio.h>

#define DAY 86400
/* Hits of one name. */
#define HITS_MAX   20
#define REASON_MAX 200

bool node_refused_ground(wasl_text ground)
{
	static const char *const rights[] = {"R11", "R12", "R13", "R18",
					     "R19", "R20", "R23"};

	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++)
		if (wasl_text_is(ground, rights[i]))
			return true;
	return false;
}

/* --- a person as it is kept ----------------------------------------------- */

static json_t *name_json(const struct wasl_name *name)
{
	uint8_t space[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf buf = WASL_BUF(space);

	wasl_name_write(&buf, name);
	return json_stringn((const char *)space, buf.n);
}

/* Names in their normal form, births, sex, documents: what it takes to know
 * him again, and nothing else of him. */
static json_t *person_json(const struct wasl_persons_entry *e, wasl_text ground,
			   const char *ref)
{
	json_t *names = json_array(), *births = json_array();
	json_t *documents = json_array();

	for (size_t i = 0; i < e->n_names; i++)
		json_array_append_new(names, name_json(&e->name[i]));
	for (size_t i = 0; i < e->n_births; i++)
		json_array_append_new(
			births, json_pack("[i, i, i, i]", e->birth[i].precision,
					  e->birth[i].year, e->birth[i].month,
					  e->birth[i].day));
	for (size_t i = 0; i < e->n_documents; i++)
		json_array_append_new(documents, json_string(e->document[i]));
	return json_pack("{s:s%, s:s, s:i, s:o, s:o, s:o}", "ground", ground.p,
			 ground.n, "ref", ref, "sex", (int)e->sex, "names",
			 names, "births", births, "documents", documents);
}

static int int_at(const json_t *array, size_t i)
{
	return (int)json_integer_value(json_array_get(array, i));
}

static void take_person(struct wasl_persons_entry *e, const json_t *record)
{
	const json_t *names = json_object_get(record, "names");
	const json_t *births = json_object_get(record, "births");
	const json_t *documents = json_object_get(record, "documents");

	e->sex = (char)json_integer_value(json_object_get(record, "sex"));
	for (size_t i = 0; i < json_array_size(names); i++)
		wasl_persons_note_name(
			e, wasl_json_text(json_array_get(names, i)));
	for (size_t i = 0; i < json_array_size(births); i++) {
		const json_t *b = json_array_get(births, i);
		const struct wasl_birth birth = {
			.precision = (uint8_t)int_at(b, 0),
			.year = (uint16_t)int_at(b, 1),
			.month = (uint8_t)int_at(b, 2),
			.day = (uint8_t)int_at(b, 3),
		};

		wasl_persons_note_birth(e, &birth);
	}
	for (size_t i = 0; i < json_array_size(documents); i++)
		wasl_persons_note_document(
			e, wasl_json_text(json_array_get(documents, i)));
}

/* --- in memory ------------------------------------------------------------ */

static struct wasl_persons_key key_of(const uint8_t uid[static WASL_HOME_UID])
{
	struct wasl_persons_key key = {.source = WASL_PERSONS_DOSSIER};

	memcpy(key.b, uid, sizeof(key.b));
	return key;
}

static wasl_status know(struct wasl_node *node, const struct wasl_home *home,
			const json_t *record, struct wasl_err *err)
{
	wasl_autofree struct wasl_persons_entry *e = wasl_alloc(1, sizeof(*e));

	if (e == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "a remembered person");
	e->key = key_of(home->uid);
	e->expires_at = home->expires_at;
	take_person(e, record);
	return wasl_persons_add(node->refused, e, err);
}

static wasl_status load_one(void *ctx, struct wasl_home *home,
			    struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	wasl_autojson *record = NULL;

	WASL_TRY(node_sealed_open(node, &record, home, err));
	return know(node, home, record, err);
}

wasl_status node_refused_load(struct wasl_node *node, struct store_reader *r,
			      struct wasl_err *err)
{
	wasl_persons_free(node->refused);
	node->refused = NULL;
	WASL_TRY(wasl_persons_new(&node->refused, err));
	return wasl_home_each(r, WASL_HOME_REFUSED, (wasl_bytes){NULL, 0},
			      wasl_clock_now(&node->clock), load_one, node,
			      err);
}

/* --- remembering ---------------------------------------------------------- */

struct remember {
	struct wasl_node *node;
	struct store_tx *tx;
	const struct node_dossier *d;
	wasl_text ground;
	const struct wasl_user *author;
};

static wasl_status remember_one(void *ctx,
				const struct wasl_persons_entry *entry,
				struct wasl_err *err)
{
	struct remember *r = ctx;
	const struct wasl_desk_config *desk = &r->node->config->desk;
	wasl_autoarena arena = wasl_arena_init((size_t)256 * 1024);
	wasl_autojson *record = person_json(entry, r->ground, r->d->ref);
	int64_t now = wasl_clock_now(&r->node->clock);
	struct wasl_home home = {
		.sort = WASL_HOME_REFUSED,
		.dossier = wasl_dossier_id_bytes(&r->d->id),
		.officer_id = r->author->id,
		.at = now,
		.due_at = now + (int64_t)desk->refusal_review_days * DAY,
		.expires_at = now + (int64_t)desk->refusal_days * DAY,
	};

	WASL_TRY(node_sealed_seal(r->node, &arena, &home, record, err));
	WASL_TRY(wasl_home_put(r->tx, &home, err));
	return know(r->node, &home, record, err);
}

wasl_status node_refused_remember(struct wasl_node *node, struct store_tx *tx,
				  const struct node_dossier *d,
				  wasl_text ground,
				  const struct wasl_user *author,
				  struct wasl_err *err)
{
	wasl_autofree struct wasl_persons_entry *e = wasl_alloc(1, sizeof(*e));
	struct remember r = {node, tx, d, ground, author};

	if (e == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "a remembered person");
	return node_persons_of_dossier(node, &tx->reader, d, e, remember_one,
				       &r, err);
}

/* --- meeting -------------------------------------------------------------- */

struct meet {
	struct wasl_node *node;
	struct store_tx *tx;
	const struct wasl_dossier_id *id;
	bool met;
};

static wasl_status keep_hit(struct meet *m, const struct wasl_persons_hit *hit,
			    struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)256 * 1024);
	int64_t now = wasl_clock_now(&m->node->clock);
	wasl_autojson *record = NULL;
	bool kept;
	struct wasl_home refused,
		home = {
			.sort = WASL_HOME_HIT,
			.dossier = wasl_dossier_id_bytes(m->id),
			.link = wasl_bytes_of(hit->key.b, WASL_HOME_UID),
			.at = now,
		};

	WASL_TRY(wasl_home_get(&m->tx->reader, &arena, &refused, hit->key.b,
			       err));
	if (wasl_bytes_eq(refused.dossier, home.dossier))
		return WASL_OK;
	m->met = true;
	/* A person has several names, a batch may be looked at twice. */
	WASL_TRY(wasl_home_is_linked(&m->tx->reader, &kept, home.sort,
				     home.dossier, home.link, err));
	if (kept)
		return WASL_OK;
	WASL_TRY(node_sealed_open(m->node, &record, &refused, err));
	json_object_set_new(
		record, "percent",
		json_integer(
			hit->document
				? 100
				: (json_int_t)(hit->match.probability * 100)));
	home.expires_at = refused.expires_at;
	WASL_TRY(node_sealed_seal(m->node, &arena, &home, record, err));
	return wasl_home_put(m->tx, &home, err);
}

static wasl_status meet_one(void *ctx, const struct wasl_persons_entry *entry,
			    struct wasl_err *err)
{
	struct meet *m = ctx;
	struct wasl_persons_hit hits[HITS_MAX];

	for (size_t i = 0; i < entry->n_names; i++) {
		const struct wasl_persons_query query = {
			.name = entry->name[i],
			.birth = entry->n_births > 0 ? entry->birth[0]
						     : (struct wasl_birth){0},
			.sex = entry->sex,
			.document = wasl_text_of(entry->n_documents > 0
							 ? entry->document[0]
							 : ""),
			.now = wasl_clock_now(&m->node->clock),
			.thorough = true,
		};
		size_t n;

		WASL_TRY(wasl_persons_search(m->node->refused, hits, &n,
					     HITS_MAX, &query, err));
		for (size_t k = 0; k < n; k++)
			WASL_TRY(keep_hit(m, &hits[k], err));
	}
	return WASL_OK;
}

wasl_status node_refused_meet(struct wasl_node *node, struct store_tx *tx,
			      const struct wasl_dossier_id *id,
			      const struct wasl_record *record,
			      const struct wasl_shape *shape, bool *met,
			      struct wasl_err *err)
{
	struct meet m = {.node = node, .tx = tx, .id = id};
	wasl_autofree struct wasl_persons_entry *e = NULL;
	wasl_status status;

	*met = false;
	if (wasl_persons_size(node->refused).persons == 0)
		return WASL_OK;
	e = wasl_alloc(1, sizeof(*e));
	if (e == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "a remembered person");
	status = node_persons_of_record(record, shape, NULL, e, meet_one, &m,
					err);
	*met = m.met;
	return status;
}

wasl_status node_refused_meet_person(struct wasl_node *node,
				     struct store_tx *tx,
				     const struct wasl_dossier_id *id,
				     const struct wasl_persons_entry *entry,
				     bool *met, struct wasl_err *err)
{
	struct meet m = {.node = node, .tx = tx, .id = id};
	wasl_status status = WASL_OK;

	if (wasl_persons_size(node->refused).persons > 0)
		status = meet_one(&m, entry, err);
	*met = m.met;
	return status;
}

/* --- reading -------------------------------------------------------------- */

static wasl_status take(struct wasl_node *node, struct wasl_arena *arena,
			struct wasl_node_refused *out,
			const struct wasl_home *home, struct wasl_err *err)
{
	wasl_autojson *record = NULL;
	wasl_text name;

	WASL_TRY(node_sealed_open(node, &record, home, err));
	name = wasl_json_text(
		json_array_get(json_object_get(record, "names"), 0));
	*out = (struct wasl_node_refused){
		.place = home->place,
		.ref = node_sealed_text(arena, record, "ref"),
		.ground = node_sealed_text(arena, record, "ground"),
		.names = wasl_arena_text(arena,
					 name.p ? name : (wasl_text){"", 0}),
		.percent = (int)json_integer_value(
			json_object_get(record, "percent")),
		.at = home->at,
		.review_at = home->due_at,
		.expires_at = home->expires_at,
		.decided = home->state == WASL_HOME_DECIDED,
		.by = home->second,
		.reason = node_sealed_text(arena, record, "reason"),
	};
	wasl_hex_write(out->id, WASL_BYTES(home->uid));
	return wasl_arena_check(arena, err);
}

static wasl_status take_all(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_refused **out,
			    const struct wasl_home *homes, size_t n,
			    struct wasl_err *err)
{
	*out = wasl_arena_take(arena, n, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < n; i++)
		WASL_TRY(take(node, arena, &(*out)[i], &homes[i], err));
	return WASL_OK;
}

wasl_status wasl_node_refused_list(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_refused **out, size_t *n,
				   const struct wasl_home_page *page,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_home *homes;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_GROUNDS, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_home_next(&r, arena, &homes, n, WASL_HOME_REFUSED,
				wasl_clock_now(&node->clock), page, err));
	return take_all(node, arena, out, homes, *n, err);
}

wasl_status wasl_node_refused_hits(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_node_refused **out, size_t *n,
				   wasl_text ref, const struct wasl_user *actor,
				   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_home *homes;
	struct wasl_dossier_id id;
	struct node_peer *peer;
	wasl_status status;

	WASL_TRY(wasl_store_read(&r, node->store, err));
	pthread_rwlock_rdlock(&node->lock);
	status = node_find_ref(node, &r, ref, &peer, &id, err);
	if (status == WASL_OK &&
	    !wasl_roles_may(actor->roles, WASL_RIGHT_CLEAR))
		status = node_need_check(node, &r, &id, actor, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	WASL_TRY(wasl_home_list(&r, arena, &homes, n, WASL_HOME_HIT,
				wasl_dossier_id_bytes(&id),
				wasl_clock_now(&node->clock), err));
	return take_all(node, arena, out, homes, *n, err);
}

/* --- deciding ------------------------------------------------------------- */

struct decide_job {
	struct node_job job;
	const struct wasl_user *actor;
	wasl_text ref; /* or id */
	wasl_text reason;
	bool keep;
};

/* The hits of a dossier, being decided. */
struct clearing {
	struct wasl_node *node;
	struct store_tx *tx;
	const struct decide_job *clear;
	size_t n;
};

static wasl_status clear_one(void *ctx, struct wasl_home *hit,
			     struct wasl_err *err)
{
	struct clearing *c = ctx;
	const struct decide_job *clear = c->clear;
	struct wasl_node *node = c->node;
	wasl_autoarena arena = wasl_arena_init((size_t)256 * 1024);
	wasl_autojson *record = NULL;

	if (hit->state != WASL_HOME_OPEN)
		return WASL_OK;
	c->n++;
	WASL_TRY(node_sealed_open(node, &record, hit, err));
	json_object_set_new(record, "reason",
			    json_stringn(clear->reason.p, clear->reason.n));
	hit->state = WASL_HOME_DECIDED;
	hit->second_id = clear->actor->id;
	hit->decided_at = wasl_clock_now(&node->clock);
	WASL_TRY(node_sealed_reseal(node, &arena, hit, record, err));
	return wasl_home_decide(c->tx, hit, err);
}

static wasl_status clear_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct decide_job *clear = (struct decide_job *)job;
	struct clearing c = {.node = node, .tx = tx, .clear = clear};
	struct wasl_dossier_id id;
	struct node_peer *peer;

	WASL_TRY(node_find_ref(node, &tx->reader, clear->ref, &peer, &id,
			       &job->err));
	WASL_TRY(wasl_home_each(
		&tx->reader, WASL_HOME_HIT, wasl_dossier_id_bytes(&id),
		wasl_clock_now(&node->clock), clear_one, &c, &job->err));
	return c.n > 0 ? WASL_OK
		       : wasl_fault(&job->err, WASL_CONFLICT, "",
				    "refusal-none");
}

wasl_status wasl_node_refused_clear(struct wasl_node *node, wasl_text ref,
				    wasl_text reason,
				    const struct wasl_user *actor,
				    struct wasl_err *err)
{
	struct decide_job job = {.job = {.run = clear_run},
				 .actor = actor,
				 .ref = ref,
				 .reason = reason};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_CLEAR, err));
	WASL_TRY(node_typed(reason, REASON_MAX, "/reason", err));
	return node_writer_call(node->writer, &job.job, err);
}

static wasl_status review_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct decide_job *review = (struct decide_job *)job;
	wasl_autoarena arena = wasl_arena_init((size_t)256 * 1024);
	const struct wasl_desk_config *desk = &node->config->desk;
	uint8_t uid[WASL_HOME_UID];
	struct wasl_home home;
	struct wasl_persons_key key;
	wasl_status status = WASL_NOT_FOUND;

	if (wasl_hex_parse(uid, sizeof(uid), review->ref) == WASL_OK)
		status = wasl_home_get(&tx->reader, &arena, &home, uid,
				       &job->err);
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	if (status != WASL_OK || home.sort != WASL_HOME_REFUSED)
		return wasl_fault(&job->err, WASL_NOT_FOUND, "",
				  "refusal-unknown");
	if (review->keep) {
		home.due_at = wasl_clock_now(&node->clock) +
			      (int64_t)desk->refusal_review_days * DAY;
		return wasl_home_decide(tx, &home, &job->err);
	}
	key = key_of(uid);
	WASL_TRY(wasl_home_drop(tx, uid, &job->err));
	(void)wasl_persons_remove(node->refused, &key);
	return WASL_OK;
}

wasl_status wasl_node_refused_review(struct wasl_node *node, wasl_text id,
				     bool keep, const struct wasl_user *actor,
				     struct wasl_err *err)
{
	struct decide_job job = {.job = {.run = review_run},
				 .actor = actor,
				 .ref = id,
				 .keep = keep};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_GROUNDS, err));
	return node_writer_call(node->writer, &job.job, err);
}
