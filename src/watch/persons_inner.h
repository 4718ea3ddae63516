/* What persons.c keeps and persons_search.c reads; not for other rooms. */
#ifndef WASL_WATCH_PERSONS_INNER_H
#define WASL_WATCH_PERSONS_INNER_H

#include "watch/persons.h"

#include <pthread.h>

/* Searches under way at once that keep their memory for the next. */
#define PERSONS_SEARCHES_MAX 16

#define PERSONS_NONE UINT32_MAX

/*
 * One person, in 32 bytes and `data`: births, numbers of names (u32), then
 * documents and places as a length and bytes each.
 */
struct person {
	struct wasl_persons_key key;
	char sex;
	uint8_t n_births, n_names, n_documents, n_places;
	uint16_t size;	  /* of all */
	uint32_t next;	  /* of its hash */
	uint32_t expires; /* in minutes since 1970, not before; 0: never */
	uint8_t data[];
};

/* A document's number in its hash. */
struct person_document {
	uint32_t person;
	uint32_t next;
};

/* Chains by hash: heads, a power of two. */
struct persons_heads {
	uint32_t *head;
	size_t n;
	size_t held;
};

struct wasl_persons {
	pthread_rwlock_t lock;
	struct wasl_index *index;
	uint32_t *by_name; /* by number of a name: the person */
	size_t by_name_n, by_name_cap;

	struct person **person; /* NULL: free */
	size_t person_n, person_cap;
	uint32_t *spare; /* numbers of free ones */
	size_t spare_n, spare_cap;
	size_t count;
	size_t blobs; /* bytes of all persons */
	struct persons_heads keys;

	struct person_document *document;
	size_t document_n, document_cap;
	uint32_t document_free; /* 1 + first */
	struct persons_heads documents;

	pthread_mutex_t searches_lock;
	struct wasl_search *searches[2][PERSONS_SEARCHES_MAX];
	size_t searches_n[2];
};

/** A person apart, without its names; freed with wasl_free. NULL: no memory. */
struct person *person_make(const struct wasl_persons_entry *e);
/**
 * Put in one that was made apart, with its names; it is the persons' then.
 * Under the lock for writing, or where nobody else has them.
 */
wasl_status persons_put(struct wasl_persons *p, struct person *person,
			const struct wasl_name *names,
			struct wasl_err *err) WASL_MUST_USE;
/** Make room for so many in empty persons. Err: NO_MEMORY, TOO_BIG. */
wasl_status persons_reserve(struct wasl_persons *p, size_t persons,
			    size_t names, size_t words,
			    struct wasl_err *err) WASL_MUST_USE;

/** Remove everybody of a key; how many. Under the lock for writing. */
size_t persons_drop(struct wasl_persons *p, const struct wasl_persons_key *key);
bool persons_same_key(const struct wasl_persons_key *a,
		      const struct wasl_persons_key *b);

bool person_expired(const struct person *person, int64_t now);

/** A number as it is compared: letters and digits, letters large. */
size_t persons_reduce(char out[static WASL_PERSON_DOCUMENT_LEN + 1],
		      wasl_text number);

uint32_t persons_hash(const void *p, size_t n);
/** Where the chain of a key begins; there must be heads. */
uint32_t *persons_key_head(struct wasl_persons *p,
			   const struct wasl_persons_key *key);
struct wasl_birth person_birth(const struct person *person, size_t i);
uint32_t person_name(const struct person *person, size_t i);
/** The i-th document, or behind them the places. Borrowed. */
wasl_text person_text(const struct person *person, size_t i);

#endif
