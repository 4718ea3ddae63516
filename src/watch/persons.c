#include "watch/persons_inner.h"

#include "base/alloc.h"

/*
 *	key ──keys──► person ── numbers of names ──► index
 *	 document's number ──documents──► person ◄──by_name── index
 */

#define HEADS_LEAST 1024

/* --- chains by hash ------------------------------------------------------- */

uint32_t persons_hash(const void *p, size_t n)
{
	const uint8_t *b = p;
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 16777619u;
	return (h ^ h >> 15) * 2654435761u;
}

static uint32_t hash_key(const struct wasl_persons_key *key)
{
	return persons_hash(key, sizeof(*key));
}

static uint32_t *head(struct persons_heads *heads, uint32_t hash)
{
	return &heads->head[hash & (heads->n - 1)];
}

uint32_t *persons_key_head(struct wasl_persons *p,
			   const struct wasl_persons_key *key)
{
	return head(&p->keys, hash_key(key));
}

/* Heads for so many; `rehash` fills empty ones anew. */
static bool widen(struct wasl_persons *p, struct persons_heads *heads,
		  size_t need, void (*rehash)(struct wasl_persons *p))
{
	size_t n = heads->n == 0 ? HEADS_LEAST : heads->n;
	uint32_t *fresh;

	while (n < need)
		n *= 2;
	if (n == heads->n)
		return true;
	fresh = wasl_alloc(n, sizeof(*fresh));
	if (fresh == NULL)
		return false;
	memset(fresh, 0xff, n * sizeof(*fresh));
	wasl_free(heads->head);
	heads->head = fresh;
	heads->n = n;
	rehash(p);
	return true;
}

static void rehash_keys(struct wasl_persons *p)
{
	for (size_t i = 0; i < p->person_n; i++) {
		uint32_t *at;

		if (p->person[i] == NULL)
			continue;
		at = persons_key_head(p, &p->person[i]->key);
		p->person[i]->next = *at;
		*at = (uint32_t)i;
	}
}

static void link_document(struct wasl_persons *p, uint32_t d, wasl_text number)
{
	uint32_t *at = head(&p->documents, persons_hash(number.p, number.n));

	p->document[d].next = *at;
	*at = d;
}

/* The cells in use are reached through their persons, in the same order. */
static void rehash_documents(struct wasl_persons *p)
{
	size_t used = 0;

	for (size_t i = 0; i < p->person_n; i++) {
		const struct person *person = p->person[i];

		for (size_t d = 0; person != NULL && d < person->n_documents;
		     d++) {
			p->document[used].person = (uint32_t)i;
			link_document(p, (uint32_t)used++,
				      person_text(person, d));
		}
	}
	p->document_n = used;
	p->document_free = 0;
}

/* --- a person's data ------------------------------------------------------ */

struct wasl_birth person_birth(const struct person *person, size_t i)
{
	struct wasl_birth birth;

	memcpy(&birth, person->data + i * sizeof(birth), sizeof(birth));
	return birth;
}

static uint8_t *names_of(struct person *person)
{
	return person->data + person->n_births * sizeof(struct wasl_birth);
}

uint32_t person_name(const struct person *person, size_t i)
{
	uint32_t name;

	memcpy(&name,
	       person->data + person->n_births * sizeof(struct wasl_birth) +
		       i * sizeof(name),
	       sizeof(name));
	return name;
}

wasl_text person_text(const struct person *person, size_t i)
{
	const uint8_t *at = person->data +
			    person->n_births * sizeof(struct wasl_birth) +
			    person->n_names * sizeof(uint32_t);

	for (; i > 0; i--)
		at += 1 + at[0];
	return (wasl_text){(const char *)at + 1, at[0]};
}

bool person_expired(const struct person *person, int64_t now)
{
	return person->expires != 0 && (int64_t)person->expires * 60 <= now;
}

/* Minutes that are over when the second is, within what 32 bits hold. */
static uint32_t minutes_of(int64_t at)
{
	int64_t minutes = at / 60 + (at % 60 > 0);

	if (at == 0)
		return 0;
	if (minutes < 1)
		return 1;
	return minutes > UINT32_MAX ? UINT32_MAX : (uint32_t)minutes;
}

static size_t size_of(const struct wasl_persons_entry *e)
{
	size_t n = sizeof(struct person) +
		   e->n_births * sizeof(struct wasl_birth) +
		   e->n_names * sizeof(uint32_t);

	for (size_t i = 0; i < e->n_documents; i++)
		n += 1 + strlen(e->document[i]);
	for (size_t i = 0; i < e->n_places; i++)
		n += 1 + strlen(e->place[i]);
	return n;
}

static uint8_t *put_text(uint8_t *at, const char *text)
{
	size_t n = strlen(text);

	*at = (uint8_t)n;
	memcpy(at + 1, text, n);
	return at + 1 + n;
}

struct person *person_make(const struct wasl_persons_entry *e)
{
	size_t size = size_of(e);
	struct person *person = wasl_alloc(size, 1);
	uint8_t *at;

	if (person == NULL)
		return NULL;
	person->key = e->key;
	person->sex = e->sex;
	person->expires = minutes_of(e->expires_at);
	person->size = (uint16_t)size;
	person->n_births = (uint8_t)e->n_births;
	person->n_names = (uint8_t)e->n_names;
	person->n_documents = (uint8_t)e->n_documents;
	person->n_places = (uint8_t)e->n_places;
	memcpy(person->data, e->birth, e->n_births * sizeof(e->birth[0]));
	at = names_of(person) + e->n_names * sizeof(uint32_t);
	for (size_t i = 0; i < e->n_documents; i++)
		at = put_text(at, e->document[i]);
	for (size_t i = 0; i < e->n_places; i++)
		at = put_text(at, e->place[i]);
	return person;
}

/* --- life ----------------------------------------------------------------- */

wasl_status wasl_persons_new(struct wasl_persons **out, struct wasl_err *err)
{
	struct wasl_persons *p = wasl_alloc(1, sizeof(*p));
	pthread_rwlockattr_t attr;
	wasl_status status;

	*out = NULL;
	if (p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	/* Many searches shall not keep a change waiting for ever. */
	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(
		&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&p->lock, &attr);
	pthread_rwlockattr_destroy(&attr);
	pthread_mutex_init(&p->searches_lock, NULL);
	status = wasl_index_new(&p->index, err);
	if (status != WASL_OK)
		wasl_persons_free(p);
	else
		*out = p;
	return status;
}

void wasl_persons_free(struct wasl_persons *p)
{
	if (p == NULL)
		return;
	for (size_t e = 0; e < 2; e++)
		while (p->searches_n[e] > 0)
			wasl_search_free(p->searches[e][--p->searches_n[e]]);
	for (size_t i = 0; i < p->person_n; i++)
		wasl_free(p->person[i]);
	wasl_free(p->person);
	wasl_free(p->spare);
	wasl_free(p->keys.head);
	wasl_free(p->document);
	wasl_free(p->documents.head);
	wasl_free(p->by_name);
	wasl_index_free(p->index);
	pthread_mutex_destroy(&p->searches_lock);
	pthread_rwlock_destroy(&p->lock);
	wasl_free(p);
}

/* --- adding --------------------------------------------------------------- */

/* All space but the index's, so that what follows cannot fail half-way. */
static bool reserve(struct wasl_persons *p, size_t persons, size_t documents)
{
	if (!wasl_grow(&p->person, &p->person_cap, p->person_n + persons,
		       sizeof(struct person *)) ||
	    !wasl_grow(&p->document, &p->document_cap,
		       p->document_n + documents, sizeof(*p->document)) ||
	    !widen(p, &p->keys, p->keys.held + persons, rehash_keys))
		return false;
	return documents == 0 ||
	       widen(p, &p->documents, p->documents.held + documents,
		     rehash_documents);
}

wasl_status persons_reserve(struct wasl_persons *p, size_t persons,
			    size_t names, size_t words, struct wasl_err *err)
{
	if (persons >= PERSONS_NONE)
		return wasl_fail(err, WASL_TOO_BIG, "persons");
	if (!reserve(p, persons, 0) || !wasl_grow(&p->by_name, &p->by_name_cap,
						  names, sizeof(*p->by_name)))
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	return wasl_index_reserve(p->index, names, words, err);
}

static uint32_t take_slot(struct wasl_persons *p)
{
	return p->spare_n > 0 ? p->spare[--p->spare_n]
			      : (uint32_t)p->person_n++;
}

static uint32_t take_document(struct wasl_persons *p)
{
	uint32_t d = p->document_free;

	if (d == 0)
		return (uint32_t)p->document_n++;
	p->document_free = p->document[d - 1].next;
	return d - 1;
}

static wasl_status add_names(struct wasl_persons *p, struct person *person,
			     const struct wasl_name *names,
			     struct wasl_err *err)
{
	uint32_t id[WASL_PERSON_NAMES_MAX];

	wasl_status status = WASL_OK;
	size_t n = 0;

	for (; n < person->n_names && status == WASL_OK; n++)
		status = wasl_index_add(p->index, &id[n], &names[n], err);
	/* Numbers of names rise, and those of a failed try are lost. */
	if (status == WASL_OK &&
	    wasl_grow(&p->by_name, &p->by_name_cap, (size_t)id[n - 1] + 1,
		      sizeof(*p->by_name))) {
		memcpy(names_of(person), id, n * sizeof(id[0]));
		return WASL_OK;
	}
	if (status == WASL_OK)
		status = wasl_fail(err, WASL_NO_MEMORY, "persons");
	else
		n--;
	while (n-- > 0)
		(void)!wasl_index_remove(p->index, id[n], NULL);
	return status;
}

static void link_person(struct wasl_persons *p, struct person *person)
{
	uint32_t slot = take_slot(p);
	uint32_t *at = persons_key_head(p, &person->key);

	p->person[slot] = person;
	person->next = *at;
	*at = slot;
	p->keys.held++;
	p->count++;
	p->blobs += person->size;
	for (size_t i = 0; i < person->n_names; i++) {
		uint32_t name = person_name(person, i);

		while (p->by_name_n <= name)
			p->by_name[p->by_name_n++] = PERSONS_NONE;
		p->by_name[name] = slot;
	}
	for (size_t i = 0; i < person->n_documents; i++) {
		uint32_t d = take_document(p);

		p->document[d].person = slot;
		link_document(p, d, person_text(person, i));
		p->documents.held++;
	}
}

wasl_status persons_put(struct wasl_persons *p, struct person *person,
			const struct wasl_name *names, struct wasl_err *err)
{
	wasl_status status;

	if (p->person_n >= PERSONS_NONE - 1)
		status = wasl_fail(err, WASL_TOO_BIG, "persons");
	else if (!reserve(p, 1, person->n_documents))
		status = wasl_fail(err, WASL_NO_MEMORY, "persons");
	else
		status = add_names(p, person, names, err);
	if (status != WASL_OK) {
		wasl_free(person);
		return status;
	}
	link_person(p, person);
	return WASL_OK;
}

wasl_status wasl_persons_add(struct wasl_persons *p,
			     const struct wasl_persons_entry *entry,
			     struct wasl_err *err)
{
	struct person *person;
	wasl_status status;

	if (entry->n_names == 0)
		return WASL_OK;
	person = person_make(entry);
	if (person == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	pthread_rwlock_wrlock(&p->lock);
	status = persons_put(p, person, entry->name, err);
	pthread_rwlock_unlock(&p->lock);
	return status;
}

/* --- removing ------------------------------------------------------------- */

static void unlink_document(struct wasl_persons *p, uint32_t slot,
			    wasl_text number)
{
	uint32_t *at = head(&p->documents, persons_hash(number.p, number.n));
	uint32_t d;

	while (*at != PERSONS_NONE && p->document[*at].person != slot)
		at = &p->document[*at].next;
	if (*at == PERSONS_NONE)
		return;
	d = *at;
	*at = p->document[d].next;
	p->document[d].next = p->document_free;
	p->document_free = d + 1;
	p->documents.held--;
}

/* The one at `*at`, which then names the next of its chain. */
static void drop(struct wasl_persons *p, uint32_t *at)
{
	uint32_t slot = *at;
	struct person *person = p->person[slot];

	*at = person->next;
	for (size_t i = 0; i < person->n_names; i++) {
		uint32_t name = person_name(person, i);

		p->by_name[name] = PERSONS_NONE;
		(void)!wasl_index_remove(p->index, name, NULL);
	}
	for (size_t i = 0; i < person->n_documents; i++)
		unlink_document(p, slot, person_text(person, i));
	p->keys.held--;
	p->count--;
	p->blobs -= person->size;
	wasl_free(person);
	p->person[slot] = NULL;
	/* A number that cannot be noted is not given again. */
	if (wasl_grow(&p->spare, &p->spare_cap, p->spare_n + 1,
		      sizeof(*p->spare)))
		p->spare[p->spare_n++] = slot;
}

bool persons_same_key(const struct wasl_persons_key *a,
		      const struct wasl_persons_key *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

bool wasl_persons_has(struct wasl_persons *p,
		      const struct wasl_persons_key *key)
{
	uint32_t at = PERSONS_NONE;

	pthread_rwlock_rdlock(&p->lock);
	if (p->keys.n > 0)
		at = *persons_key_head(p, key);
	while (at != PERSONS_NONE &&
	       !persons_same_key(&p->person[at]->key, key))
		at = p->person[at]->next;
	pthread_rwlock_unlock(&p->lock);
	return at != PERSONS_NONE;
}

size_t persons_drop(struct wasl_persons *p, const struct wasl_persons_key *key)
{
	uint32_t *at = p->keys.n == 0 ? NULL : persons_key_head(p, key);
	size_t n = 0;

	while (at != NULL && *at != PERSONS_NONE) {
		if (persons_same_key(&p->person[*at]->key, key)) {
			drop(p, at);
			n++;
		} else {
			at = &p->person[*at]->next;
		}
	}
	return n;
}

size_t wasl_persons_remove(struct wasl_persons *p,
			   const struct wasl_persons_key *key)
{
	size_t n;

	pthread_rwlock_wrlock(&p->lock);
	n = persons_drop(p, key);
	pthread_rwlock_unlock(&p->lock);
	return n;
}

size_t wasl_persons_remove_list(struct wasl_persons *p, int64_t list_id)
{
	size_t n = 0;

	/* Only the caller changes anything: looking needs no lock. */
	for (size_t i = 0; i < p->person_n; i++) {
		struct wasl_persons_key key;

		if (p->person[i] == NULL ||
		    p->person[i]->key.source != WASL_PERSONS_LIST ||
		    wasl_persons_list_id(&p->person[i]->key) != list_id)
			continue;
		key = p->person[i]->key;
		n += wasl_persons_remove(p, &key);
	}
	return n;
}

/* --- how much ---------------------------------------------------------------
 */

struct wasl_persons_size wasl_persons_size(struct wasl_persons *p)
{
	struct wasl_persons_size size;

	pthread_rwlock_rdlock(&p->lock);
	size = (struct wasl_persons_size){
		.persons = p->count,
		.names = wasl_index_count(p->index),
		.words = wasl_index_words(p->index),
		.index = wasl_index_bytes(p->index),
		.bytes = sizeof(*p) + wasl_index_bytes(p->index) + p->blobs +
			 p->person_cap * sizeof(p->person[0]) +
			 (p->by_name_cap + p->spare_cap + p->keys.n +
			  p->documents.n) *
				 sizeof(uint32_t) +
			 p->document_cap * sizeof(p->document[0]),
		.dead = p->by_name_n - wasl_index_count(p->index),
	};
	pthread_rwlock_unlock(&p->lock);
	return size;
}
