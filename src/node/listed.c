#include "node/listed.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "node/decision.h"
#include "node/elsewhere.h"
#include "node/known.h"
#include "node/persons.h"
#include "node/state.h"
#include "watch/change.h"

/* Records that are read together. */
#define TOGETHER 32
/* So many times that, or until so many dossiers are found, before it is written
 * how far it came. */
#define ROUNDS	   8
#define FOUND_MANY 1024
/* Dossiers that one name of a record brings, and all that a last one may. */
#define HITS_MAX  WASL_PERSONS_TOP_MAX
#define FOUND_MAX (FOUND_MANY + WASL_PERSON_NAMES_MAX * HITS_MAX)
_Static_assert(WASL_PERSON_DOCUMENTS_MAX <= WASL_PERSON_NAMES_MAX,
	       "a record is asked about once a name or document");

/* Some records of a generation. */
struct listed {
	struct wasl_node *node;
	struct wasl_persons *persons, *open; /* node/known.h */
	int64_t list_id, generation, after;
	bool more; /* of this generation */
	struct wasl_persons_entry entry[TOGETHER];
	size_t n;
	struct wasl_persons_key found[FOUND_MAX]; /* of dossiers */
	size_t found_n;
};

/* --- a record ------------------------------------------------------------- */

static bool is_found(const struct listed *l, const struct wasl_persons_key *key)
{
	for (size_t i = 0; i < l->found_n; i++)
		if (memcmp(&l->found[i], key, sizeof(*key)) == 0)
			return true;
	return false;
}

/* The dossier's person is asked about the record, as a search would be. */
static wasl_status take_hit(struct listed *l,
			    const struct wasl_persons_entry *record,
			    const struct wasl_persons_hit *hit,
			    struct wasl_err *err)
{
	const struct node_likeness_who who = {&hit->first, &hit->first_birth};
	const struct wasl_persons_hit there = {.key = record->key};
	wasl_autoreader struct store_reader r = {0};
	struct wasl_dossier_id id;
	bool open, apart;

	memcpy(id.b, hit->key.b, sizeof(id.b));
	if ((hit->match.verdict != WASL_VERDICT_PROBABLE && !hit->document) ||
	    is_found(l, &hit->key))
		return WASL_OK;
	WASL_TRY(wasl_store_read(&r, l->node->store, err));
	WASL_TRY(node_elsewhere_open(&r, &open, &hit->key, err));
	if (!open)
		return WASL_OK;
	WASL_TRY(node_decision_apart(l->node, &r, &apart, &id, &who, &there,
				     err));
	wasl_assert(l->found_n < FOUND_MAX);
	if (!apart)
		l->found[l->found_n++] = hit->key;
	return WASL_OK;
}

static wasl_status ask(struct listed *l,
		       const struct wasl_persons_entry *record,
		       struct wasl_persons_query *query, struct wasl_err *err)
{
	struct wasl_persons_hit hits[HITS_MAX];
	size_t n;

	WASL_TRY(wasl_persons_search(l->open, hits, &n, HITS_MAX, query, err));
	for (size_t i = 0; i < n; i++)
		WASL_TRY(take_hit(l, record, &hits[i], err));
	return WASL_OK;
}

/* By each of its names, by the first document with each. */
static wasl_status compare(struct listed *l,
			   const struct wasl_persons_entry *record,
			   struct wasl_err *err)
{
	struct wasl_persons_query query = {
		.sex = record->sex,
		.now = wasl_clock_now(&l->node->clock),
		.many = true,
		.probable = true};
	size_t rounds = record->n_names > record->n_documents
				? record->n_names
				: record->n_documents;

	if (record->n_births > 0)
		query.birth = record->birth[0];
	for (size_t i = 0; i < rounds && record->n_names > 0; i++) {
		query.name = record->name[i < record->n_names ? i : 0];
		query.document = wasl_text_of(
			record->n_documents == 0
				? ""
				: record->document[i % record->n_documents]);
		WASL_TRY(ask(l, record, &query, err));
	}
	return WASL_OK;
}

/* --- some records --------------------------------------------------------- */

static wasl_status collect(void *ctx, const struct wasl_watch_row *row,
			   struct wasl_err *err)
{
	struct listed *l = ctx;

	(void)err;
	node_persons_of_row(&l->entry[l->n++], row);
	return WASL_OK;
}

/* Those that have ended since, or are past their retention, are in memory no
 * more. */
static wasl_status compare_all(struct listed *l, struct wasl_err *err)
{
	for (size_t i = 0; i < l->n; i++) {
		if (wasl_persons_has(l->persons, &l->entry[i].key))
			WASL_TRY(compare(l, &l->entry[i], err));
		if (i + 1 < l->n && l->found_n >= FOUND_MANY) {
			l->after = wasl_persons_row_id(&l->entry[i].key);
			l->more = true;
			return WASL_OK;
		}
	}
	return WASL_OK;
}

static wasl_status look(struct listed *l, struct wasl_err *err)
{
	struct node_known *known = l->node->known;
	struct node_known_state state;
	wasl_status status;

	WASL_TRY(node_known_get(known, &l->persons, &state, err));
	l->open = node_known_open(known);
	status = state.complete ? compare_all(l, err)
				: wasl_fault(err, WASL_NOT_READY, "",
					     "persons-reading");
	node_known_done(known);
	return status;
}

/* --- what was found ------------------------------------------------------- */

wasl_status node_listed_put(struct store_tx *tx, bool *news,
			    const struct wasl_dossier_id *id, int64_t list_id,
			    int64_t generation, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_LISTED_PUT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)),
			  wasl_arg_int(list_id), wasl_arg_int(generation))));
	if (news != NULL)
		*news = wasl_store_changed(tx) > 0;
	return WASL_OK;
}

static wasl_status tell(struct store_tx *tx, const struct wasl_dossier_id *id,
			int64_t now, struct wasl_err *err)
{
	const struct wasl_change change = {.at = now,
					   .what = WASL_CHANGE_TASK,
					   .of_dossier = true,
					   .dossier_id = *id};

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_LISTED_TASK, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(id)),
			  wasl_arg_int(now))));
	return wasl_change_add(tx, &change, err);
}

/* The persons of a batch have numbers: they are vetted anew (node/vet.h). */
static wasl_status take_found(struct store_tx *tx, const struct listed *l,
			      const struct wasl_persons_key *key, int64_t now,
			      struct wasl_err *err)
{
	struct wasl_dossier_id id;
	bool news;

	memcpy(id.b, key->b, sizeof(id.b));
	if (key->source == WASL_PERSONS_BATCH)
		return wasl_store_exec(
			tx, WASL_SQL_LISTED_AGAIN, err,
			WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&id))));
	WASL_TRY(node_listed_put(tx, &news, &id, l->list_id, l->generation,
				 err));
	return news ? tell(tx, &id, now, err) : WASL_OK;
}

struct listed_job {
	struct node_job job;
	const struct listed *l;
};

static wasl_status listed_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	const struct listed *l = ((struct listed_job *)job)->l;
	int64_t now = wasl_clock_now(&node->clock);

	for (size_t i = 0; i < l->found_n; i++)
		WASL_TRY(take_found(tx, l, &l->found[i], now, &job->err));
	return wasl_store_exec(
		tx, WASL_SQL_LISTED_MARK, &job->err,
		WASL_ARGS(wasl_arg_int(l->list_id),
			  wasl_arg_int(l->more ? l->generation - 1
					       : l->generation),
			  wasl_arg_int(l->more ? l->after : 0)));
}

static wasl_status next_list(struct listed *l, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_read(&r, l->node->store, err));
	WASL_TRY(wasl_store_one(
		&row, &r, WASL_SQL_LISTED_NEXT, err,
		WASL_ARGS(wasl_arg_int(wasl_clock_now(&l->node->clock)))));
	l->list_id = wasl_rows_int(&row, "id");
	l->generation = wasl_rows_int(&row, "generation");
	l->after = wasl_rows_int(&row, "row_id");
	return wasl_rows_finish(&row, err);
}

/* No reader is held while records are compared, nor while the writer is asked:
 * where it waits for readers, it would wait for this one. */
static wasl_status compare_next(struct listed *l, struct wasl_err *err)
{
	wasl_status status;

	l->n = 0;
	status = wasl_watch_added(l->node->watch, l->list_id, l->generation,
				  &l->after, &l->more, TOGETHER, collect, l,
				  err);
	if (status == WASL_NOT_FOUND) /* it goes just now */
		status = WASL_NOT_READY;
	WASL_TRY(status);
	return look(l, err);
}

static wasl_status next(struct listed *l, struct wasl_err *err)
{
	struct listed_job job = {.job = {.run = listed_run, .internal = true},
				 .l = l};

	WASL_TRY(next_list(l, err));
	l->more = true;
	for (size_t i = 0; i < ROUNDS && l->more && l->found_n < FOUND_MANY;
	     i++)
		WASL_TRY(compare_next(l, err));
	return node_writer_call(l->node->writer, &job.job, err);
}

wasl_status node_listed_next(struct wasl_node *node, struct wasl_err *err)
{
	wasl_autofree struct listed *l = wasl_alloc(1, sizeof(*l));

	if (l == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "list");
	l->node = node;
	return next(l, err);
}

wasl_status node_listed_drop(struct store_tx *tx, int64_t list_id,
			     struct wasl_err *err)
{
	const struct wasl_arg id = wasl_arg_int(list_id);

	WASL_TRY(wasl_store_exec(tx, WASL_SQL_LISTED_LESS, err, WASL_ARGS(id)));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_LISTED_NONE, err, WASL_NO_ARGS));
	WASL_TRY(wasl_store_exec(tx, WASL_SQL_LISTED_DROP, err, WASL_ARGS(id)));
	return wasl_store_exec(tx, WASL_SQL_LISTED_FORGET, err, WASL_ARGS(id));
}
