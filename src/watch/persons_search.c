#include "watch/persons_inner.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

/*
 *	name ── index ── names, best first ──┐
 *	document ── documents ───────────────┴─ persons ── facts ── best first
 */

/* Names that are looked at: homonyms are told apart by facts only here. */
#define NAMES_USUAL    60
#define NAMES_THOROUGH 200
/* Persons that bear a number; more share it by somebody's mistake. */
#define BEARERS_MAX 32

#define CANDIDATES_MAX (NAMES_THOROUGH + BEARERS_MAX)

/* No more can facts add than these, in nats (names/person.c). */
#define BIRTH_MOST    6.0f
#define SEX_MOST      1.0f
#define PLACE_MOST    3.0f
#define DOCUMENT_MOST 10.0f

/* Somebody who may be a hit, by the likeliest of his names and facts. */
struct candidate {
	uint32_t person;
	uint32_t name;
	float logit;	 /* of all, … */
	uint8_t verdict; /* … and what it says */
	struct wasl_birth birth;
	uint8_t place; /* 1 + which of his; 0: none */
	bool document;
};

struct candidates {
	struct wasl_persons *p;
	const struct wasl_persons_query *query;
	struct candidate c[CANDIDATES_MAX];
	size_t n;
};

static wasl_status take_search(struct wasl_persons *p, struct wasl_search **out,
			       bool thorough, struct wasl_err *err)
{
	size_t *n = &p->searches_n[thorough];

	*out = NULL;
	pthread_mutex_lock(&p->searches_lock);
	if (*n > 0)
		*out = p->searches[thorough][--*n];
	pthread_mutex_unlock(&p->searches_lock);
	if (*out != NULL)
		return WASL_OK;
	return wasl_search_new(
		out, p->index,
		thorough ? WASL_EFFORT_THOROUGH : WASL_EFFORT_USUAL, err);
}

static void give_search(struct wasl_persons *p, struct wasl_search *search,
			bool thorough)
{
	size_t *n = &p->searches_n[thorough];

	pthread_mutex_lock(&p->searches_lock);
	if (*n < PERSONS_SEARCHES_MAX) {
		p->searches[thorough][(*n)++] = search;
		search = NULL;
	}
	pthread_mutex_unlock(&p->searches_lock);
	wasl_search_free(search);
}

/* --- facts ---------------------------------------------------------------- */

static bool same_document(const struct person *person, wasl_text number,
			  wasl_text *out)
{
	char reduced[WASL_PERSON_DOCUMENT_LEN + 1];
	size_t n = persons_reduce(reduced, number);

	*out = (wasl_text){NULL, 0};
	for (size_t i = 0; i < person->n_documents && n > 0; i++) {
		*out = person_text(person, i);
		if (out->n == n && memcmp(out->p, reduced, n) == 0)
			return true;
	}
	return false;
}

/* The two who are compared, by facts of the candidate that are chosen. */
struct compared {
	struct wasl_person a, b;
	struct wasl_name place;
};

/* Whether what is chosen can be read. */
static bool choose(struct compared *both, const struct candidates *all,
		   const struct candidate *c)
{
	const struct person *person = all->p->person[c->person];
	const struct wasl_persons_query *query = all->query;
	wasl_text document;

	*both = (struct compared){.a = {.name = &query->name,
					.birth = query->birth,
					.sex = query->sex,
					.place = query->place,
					.document = query->document},
				  .b = {.birth = c->birth, .sex = person->sex}};
	(void)same_document(person, query->document, &document);
	both->b.document = document;
	if (c->place == 0)
		return true;
	size_t at = c->place - (size_t)1;
	both->b.place = &both->place;
	return wasl_name_parse(&both->place,
			       wasl_text_bytes(person_text(
				       person, person->n_documents + at)),
			       NULL) == WASL_OK;
}

/* Of several births the likeliest, beside a name and a place. */
static void weigh_births(struct candidate *c, const struct candidates *all,
			 struct compared *both, float names)
{
	const struct person *person = all->p->person[c->person];

	for (size_t i = 0; i < person->n_births || i == 0; i++) {
		struct wasl_match match = {.logit = names};

		both->b.birth = i < person->n_births ? person_birth(person, i)
						     : (struct wasl_birth){0};
		wasl_match_facts(&match, &both->a, &both->b);
		if (i > 0 && match.logit <= c->logit)
			continue;
		c->logit = match.logit;
		c->verdict = (uint8_t)match.verdict;
		c->birth = both->b.birth;
	}
}

/* Of several places the likeliest. The names are those of `names`, which is
 * their logit: nothing is as costly as to compare them. */
static void weigh_facts(struct candidate *c, const struct candidates *all,
			float names)
{
	const struct person *person = all->p->person[c->person];
	struct compared both;
	wasl_text number;

	c->document = same_document(person, all->query->document, &number);
	(void)choose(&both, all, c);
	weigh_births(c, all, &both, names);
	for (uint8_t i = 0; all->query->place != NULL && i < person->n_places;
	     i++) {
		struct candidate at = *c;

		at.place = (uint8_t)(i + 1);
		if (!choose(&both, all, &at))
			continue;
		weigh_births(&at, all, &both, names);
		if (c->place == 0 || at.logit > c->logit)
			*c = at;
	}
}

/* --- candidates ----------------------------------------------------------- */

/* By one of his names, with its logit. */
static void add_candidate(struct candidates *all, uint32_t person,
			  uint32_t name, float names)
{
	struct candidate fresh = {.person = person, .name = name};
	size_t i = 0;

	if (person_expired(all->p->person[person], all->query->now))
		return;
	weigh_facts(&fresh, all, names);
	while (i < all->n && all->c[i].person != person)
		i++;
	if (i == CANDIDATES_MAX)
		return;
	if (i == all->n)
		all->n++;
	else if (all->c[i].logit >= fresh.logit)
		return;
	all->c[i] = fresh;
}

/* What is left of a name that alone is unlikely, were all facts the same. */
static float facts_most(const struct wasl_persons_query *q)
{
	float most = 0;

	if (q->birth.precision != WASL_BIRTH_UNKNOWN)
		most += BIRTH_MOST;
	if (q->sex != 0)
		most += SEX_MOST;
	if (q->place != NULL)
		most += PLACE_MOST;
	if (q->document.n > 0)
		most += DOCUMENT_MOST;
	return most;
}

static wasl_status by_names(struct candidates *all, struct wasl_err *err)
{
	const double chance =
		all->query->probable ? WASL_MATCH_PROBABLE : WASL_MATCH_MAYBE;
	const float least =
		logf((float)(chance / (1 - chance))) - facts_most(all->query);
	bool thorough = all->query->thorough;
	size_t top =
		thorough || all->query->many ? NAMES_THOROUGH : NAMES_USUAL;
	struct wasl_hit hits[NAMES_THOROUGH];
	struct wasl_search *search;
	wasl_status status;
	size_t n = 0;

	WASL_TRY(take_search(all->p, &search, thorough, err));
	status = wasl_search_run(search, hits, &n, top, least,
				 &all->query->name, err);
	give_search(all->p, search, thorough);
	WASL_TRY(status);
	for (size_t i = 0; i < n; i++) {
		uint32_t person = hits[i].id < all->p->by_name_n
					  ? all->p->by_name[hits[i].id]
					  : PERSONS_NONE;

		if (person != PERSONS_NONE)
			add_candidate(all, person, hits[i].id, hits[i].logit);
	}
	return WASL_OK;
}

/* A person of the same document, by his likeliest name. */
static void add_bearer(struct candidates *all, uint32_t person)
{
	const struct person *of = all->p->person[person];

	for (size_t i = 0; i < of->n_names; i++) {
		uint32_t id = person_name(of, i);
		struct wasl_name name;

		if (wasl_index_get(all->p->index, &name, id, NULL) == WASL_OK)
			add_candidate(
				all, person, id,
				wasl_match_logit(&all->query->name, &name));
	}
}

static void by_document(struct candidates *all)
{
	struct wasl_persons *p = all->p;
	char reduced[WASL_PERSON_DOCUMENT_LEN + 1];
	size_t n = persons_reduce(reduced, all->query->document);
	size_t bearers = 0;
	uint32_t d;

	if (n == 0 || p->documents.n == 0)
		return;
	d = p->documents.head[persons_hash(reduced, n) & (p->documents.n - 1)];
	for (; d != PERSONS_NONE && bearers < BEARERS_MAX;
	     d = p->document[d].next) {
		wasl_text number;

		if (!same_document(p->person[p->document[d].person],
				   all->query->document, &number))
			continue;
		add_bearer(all, p->document[d].person);
		bearers++;
	}
}

/* --- the answer ----------------------------------------------------------- */

static int likelier(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;

	if (x->logit != y->logit)
		return x->logit > y->logit ? -1 : 1;
	return x->person < y->person ? -1 : x->person > y->person;
}

static void fill_hit(const struct candidates *all, struct wasl_persons_hit *hit,
		     const struct candidate *c)
{
	const struct wasl_persons *p = all->p;
	const struct person *person = p->person[c->person];
	struct compared both;

	*hit = (struct wasl_persons_hit){.key = person->key,
					 .sex = person->sex,
					 .birth = c->birth,
					 .document = c->document};
	(void)!wasl_index_get(p->index, &hit->name, c->name, NULL);
	(void)!wasl_index_get(p->index, &hit->first, person_name(person, 0),
			      NULL);
	if (person->n_births > 0)
		hit->first_birth = person_birth(person, 0);
	(void)choose(&both, all, c);
	both.b.name = &hit->name;
	wasl_match_persons(&hit->match, &both.a, &both.b);
}

static bool is_wanted(const struct candidates *all, const struct candidate *c)
{
	return c->document ||
	       c->verdict >= (all->query->probable ? WASL_VERDICT_PROBABLE
						   : WASL_VERDICT_MAYBE);
}

static void fill_hits(struct candidates *all, struct wasl_persons_hit *hits,
		      size_t *n, size_t top)
{
	qsort(all->c, all->n, sizeof(all->c[0]), likelier);
	for (size_t i = 0; i < all->n && *n < top; i++)
		if (is_wanted(all, &all->c[i]))
			fill_hit(all, &hits[(*n)++], &all->c[i]);
}

wasl_status wasl_persons_search(struct wasl_persons *p,
				struct wasl_persons_hit *hits, size_t *n,
				size_t top,
				const struct wasl_persons_query *query,
				struct wasl_err *err)
{
	wasl_autofree struct candidates *all = wasl_alloc(1, sizeof(*all));
	wasl_status status;

	*n = 0;
	if (all == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "search");
	all->p = p;
	all->query = query;
	pthread_rwlock_rdlock(&p->lock);
	status = by_names(all, err);
	if (status == WASL_OK) {
		by_document(all);
		fill_hits(all, hits, n, top);
	}
	pthread_rwlock_unlock(&p->lock);
	return status;
}

static bool compare(struct candidates *all, struct wasl_persons_hit *hit,
		    const struct wasl_persons_key *key)
{
	struct wasl_persons *p = all->p;
	uint32_t at = p->keys.n == 0 ? PERSONS_NONE : *persons_key_head(p, key);

	for (; at != PERSONS_NONE; at = p->person[at]->next)
		if (persons_same_key(&p->person[at]->key, key))
			add_bearer(all, at);
	if (all->n == 0)
		return false;
	qsort(all->c, all->n, sizeof(all->c[0]), likelier);
	fill_hit(all, hit, &all->c[0]);
	return true;
}

bool wasl_persons_compare(struct wasl_persons *p, struct wasl_persons_hit *hit,
			  const struct wasl_persons_key *key,
			  const struct wasl_persons_query *query)
{
	wasl_autofree struct candidates *all = wasl_alloc(1, sizeof(*all));
	bool found;

	if (all == NULL)
		return false;
	all->p = p;
	all->query = query;
	pthread_rwlock_rdlock(&p->lock);
	found = compare(all, hit, key);
	pthread_rwlock_unlock(&p->lock);
	return found;
}
