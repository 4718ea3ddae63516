/*
 * Somebody of a dossier that came is known already, on a list or in another
 * open dossier: the desk is told that there is something, once, and looks with
 * its own eyes (a search), which shows each officer what he may read.
 */
#include "node/known_inner.h"

#include "node/persons.h"

/* Names of a person that are looked up; what one of them brings. */
#define NAMES_MAX 3
#define HITS_MAX  20
/* Lists and dossiers that are counted. */
#define SEEN_MAX 64

struct noting {
	struct node_known *known;
	struct store_reader *r;
	const struct wasl_dossier_id *id;
	struct wasl_persons_key seen[SEEN_MAX];
	size_t seen_n;
	uint64_t lists, dossiers;
};

/* A list counts once, whoever stands there. */
static bool is_new(struct noting *n, struct wasl_persons_key key)
{
	if (key.source == WASL_PERSONS_LIST)
		key = wasl_persons_list(wasl_persons_list_id(&key), 0);
	for (size_t i = 0; i < n->seen_n; i++)
		if (memcmp(&n->seen[i], &key, sizeof(key)) == 0)
			return false;
	if (n->seen_n == SEEN_MAX)
		return false;
	n->seen[n->seen_n++] = key;
	return true;
}

static wasl_status is_open(struct noting *n, bool *open,
			   const struct wasl_persons_key *key,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*open = false;
	status = wasl_store_one(&row, n->r, WASL_SQL_DOSSIER_GET, err,
				WASL_ARGS(wasl_arg_bytes(WASL_BYTES(key->b))));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	*open = !wasl_rows_bool(&row, "closed");
	return wasl_rows_finish(&row, err);
}

static wasl_status count(struct noting *n, const struct wasl_persons_hit *hit,
			 struct wasl_err *err)
{
	bool open;

	if ((hit->match.verdict != WASL_VERDICT_PROBABLE && !hit->document) ||
	    (hit->key.source != WASL_PERSONS_LIST &&
	     memcmp(hit->key.b, n->id->b, sizeof(hit->key.b)) == 0) ||
	    !is_new(n, hit->key))
		return WASL_OK;
	if (hit->key.source == WASL_PERSONS_LIST) {
		n->lists++;
		return WASL_OK;
	}
	WASL_TRY(is_open(n, &open, &hit->key, err));
	n->dossiers += open;
	return WASL_OK;
}

static wasl_status look(void *ctx, const struct wasl_persons_entry *entry,
			struct wasl_err *err)
{
	struct noting *n = ctx;
	struct wasl_persons_query query = {
		.sex = entry->sex,
		.now = wasl_clock_now(&n->known->node->clock),
	};

	if (entry->key.source != WASL_PERSONS_DOSSIER)
		return WASL_OK;
	if (entry->n_births > 0)
		query.birth = entry->birth[0];
	if (entry->n_documents > 0)
		query.document = wasl_text_of(entry->document[0]);
	for (size_t i = 0; i < entry->n_names && i < NAMES_MAX; i++) {
		struct wasl_persons_hit hits[HITS_MAX];
		size_t got;

		query.name = entry->name[i];
		WASL_TRY(wasl_persons_search(n->known->persons, hits, &got,
					     HITS_MAX, &query, err));
		for (size_t h = 0; h < got; h++)
			WASL_TRY(count(n, &hits[h], err));
	}
	return WASL_OK;
}

struct note_job {
	struct node_job job;
	const struct noting *n;
};

static wasl_status note_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	const struct noting *n = ((struct note_job *)job)->n;

	return wasl_store_exec(
		tx, WASL_SQL_KNOWN_BEFORE_PUT, &job->err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(n->id)),
			  wasl_arg_int(wasl_clock_now(&node->clock)),
			  wasl_arg_u64(n->lists), wasl_arg_u64(n->dossiers)));
}

wasl_status known_note(struct node_known *known, struct store_reader *r,
		       const struct node_dossier *d, struct wasl_err *err)
{
	struct noting n = {.known = known, .r = r, .id = &d->id};
	struct note_job job = {.job = {.run = note_run, .internal = true},
			       .n = &n};
	struct wasl_node *node = known->node;
	wasl_status status;

	pthread_rwlock_rdlock(&node->lock);
	status = node_persons_of_dossier(node, r, d, known->entry, look, &n,
					 err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	if (n.lists + n.dossiers == 0)
		return WASL_OK;
	return node_writer_call(node->writer, &job.job, err);
}
