#include "watch/persons_inner.h"

#include "base/alloc.h"

static wasl_status entry_of(const struct wasl_persons *p,
			    struct wasl_persons_entry *e,
			    const struct person *person, struct wasl_err *err)
{
	e->key = person->key;
	e->sex = person->sex;
	e->expires_at = (int64_t)person->expires * 60;
	e->n_births = person->n_births;
	e->n_names = person->n_names;
	e->n_documents = person->n_documents;
	e->n_places = person->n_places;
	for (size_t i = 0; i < e->n_births; i++)
		e->birth[i] = person_birth(person, i);
	for (size_t i = 0; i < e->n_names; i++)
		WASL_TRY(wasl_index_get(p->index, &e->name[i],
					person_name(person, i), err));
	for (size_t i = 0; i < e->n_documents + e->n_places; i++) {
		wasl_text text = person_text(person, i);
		char *to = i < e->n_documents ? e->document[i]
					      : e->place[i - e->n_documents];

		memcpy(to, text.p, text.n);
		to[text.n] = '\0';
	}
	return WASL_OK;
}

static wasl_status copy_one(struct wasl_persons *to,
			    const struct wasl_persons *from,
			    const struct person *person,
			    struct wasl_persons_entry *e, struct wasl_err *err)
{
	struct person *made;

	WASL_TRY(entry_of(from, e, person, err));
	made = person_make(e);
	return made == NULL ? wasl_fail(err, WASL_NO_MEMORY, "persons")
			    : persons_put(to, made, e->name, err);
}

/* Under the lock of `to`; `from` only the caller changes. */
static wasl_status copy_all(struct wasl_persons *to, struct wasl_persons *from,
			    const struct wasl_persons_key *key,
			    struct wasl_err *err)
{
	uint32_t at =
		from->keys.n == 0 ? PERSONS_NONE : *persons_key_head(from, key);
	wasl_autofree struct wasl_persons_entry *e = NULL;

	(void)persons_drop(to, key);
	for (; at != PERSONS_NONE; at = from->person[at]->next) {
		if (!persons_same_key(&from->person[at]->key, key))
			continue;
		if (e == NULL)
			e = wasl_alloc(1, sizeof(*e));
		if (e == NULL)
			return wasl_fail(err, WASL_NO_MEMORY, "persons");
		WASL_TRY(copy_one(to, from, from->person[at], e, err));
	}
	return WASL_OK;
}

wasl_status wasl_persons_copy(struct wasl_persons *to,
			      struct wasl_persons *from,
			      const struct wasl_persons_key *key,
			      struct wasl_err *err)
{
	wasl_status status;

	pthread_rwlock_wrlock(&to->lock);
	status = copy_all(to, from, key, err);
	if (status != WASL_OK)
		(void)persons_drop(to, key);
	pthread_rwlock_unlock(&to->lock);
	return status;
}

wasl_status wasl_persons_each(
	struct wasl_persons *p,
	wasl_status (*visit)(void *ctx, const struct wasl_persons_entry *entry,
			     struct wasl_err *err),
	void *ctx, struct wasl_err *err)
{
	wasl_autofree struct wasl_persons_entry *e = wasl_alloc(1, sizeof(*e));

	if (e == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	for (size_t i = 0; i < p->person_n; i++) {
		if (p->person[i] == NULL)
			continue;
		WASL_TRY(entry_of(p, e, p->person[i], err));
		WASL_TRY(visit(ctx, e, err));
	}
	return WASL_OK;
}
