#include "node/elsewhere.h"

#include "node/decision.h"

/* Names of a person that are looked up; what one of them brings. */
#define NAMES_MAX 3
#define HITS_MAX  20

/* A list counts once, whoever stands there. */
static bool is_new(struct node_elsewhere *e, struct wasl_persons_key key)
{
	if (key.source == WASL_PERSONS_LIST)
		key = wasl_persons_list(wasl_persons_list_id(&key), 0);
	for (size_t i = 0; i < e->seen_n; i++)
		if (memcmp(&e->seen[i], &key, sizeof(key)) == 0)
			return false;
	if (e->seen_n == NODE_ELSEWHERE_MAX)
		return false;
	e->seen[e->seen_n++] = key;
	return true;
}

wasl_status node_elsewhere_open(struct store_reader *r, bool *open,
				const struct wasl_persons_key *key,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status;

	*open = false;
	status = wasl_store_one(&row, r, WASL_SQL_DOSSIER_GET, err,
				WASL_ARGS(wasl_arg_bytes(WASL_BYTES(key->b))));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	*open = !wasl_rows_bool(&row, "closed");
	return wasl_rows_finish(&row, err);
}

static wasl_status count(struct node_elsewhere *e,
			 const struct wasl_persons_entry *entry,
			 const struct wasl_persons_hit *hit,
			 struct wasl_err *err)
{
	const struct wasl_birth none = {0};
	const struct node_likeness_who who = {
		&entry->name[0],
		entry->n_births > 0 ? &entry->birth[0] : &none};
	bool open, apart;

	if ((hit->match.verdict != WASL_VERDICT_PROBABLE && !hit->document) ||
	    (hit->key.source == WASL_PERSONS_BATCH && !e->batches) ||
	    (hit->key.source != WASL_PERSONS_LIST &&
	     memcmp(hit->key.b, e->self->b, sizeof(hit->key.b)) == 0))
		return WASL_OK;
	WASL_TRY(node_decision_apart(e->node, e->r, &apart, e->self, &who, hit,
				     err));
	if (apart || !is_new(e, hit->key))
		return WASL_OK;
	if (hit->key.source == WASL_PERSONS_LIST) {
		e->lists++;
		return WASL_OK;
	}
	WASL_TRY(node_elsewhere_open(e->r, &open, &hit->key, err));
	e->dossiers += open;
	return WASL_OK;
}

wasl_status node_elsewhere_add(struct node_elsewhere *e,
			       const struct wasl_persons_entry *entry,
			       struct wasl_err *err)
{
	struct wasl_persons_query query = {.sex = entry->sex, .now = e->now};

	if (entry->n_births > 0)
		query.birth = entry->birth[0];
	if (entry->n_documents > 0)
		query.document = wasl_text_of(entry->document[0]);
	for (size_t i = 0; i < entry->n_names && i < NAMES_MAX; i++) {
		struct wasl_persons_hit hits[HITS_MAX];
		size_t got;

		query.name = entry->name[i];
		WASL_TRY(wasl_persons_search(e->persons, hits, &got, HITS_MAX,
					     &query, err));
		for (size_t h = 0; h < got; h++)
			WASL_TRY(count(e, entry, &hits[h], err));
	}
	return WASL_OK;
}
