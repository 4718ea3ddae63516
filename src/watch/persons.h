/*
 * Who is known here: the persons of dossiers and lists, in memory, searched by
 * name in either alphabet and by document number. A copy of what the database
 * holds sealed; nothing of it is written but by watch/snapshot.h.
 *
 * Thread: any, where nothing else is said; searches run beside each other, and
 * wait only while one person is added or removed.
 */
#ifndef WASL_WATCH_PERSONS_H
#define WASL_WATCH_PERSONS_H

#include "names/index.h"
#include "names/person.h"

/* What one person may have; what is more is left out. Lists have fewer. */
#define WASL_PERSON_NAMES_MAX	  64
#define WASL_PERSON_BIRTHS_MAX	  8
#define WASL_PERSON_DOCUMENTS_MAX 24
#define WASL_PERSON_PLACES_MAX	  4
/* Letters and digits of a document's number that count; bytes of a place. */
#define WASL_PERSON_DOCUMENT_LEN 32
#define WASL_PERSON_PLACE_LEN	 64
/* Hits of one search; names that are looked at for them. */
#define WASL_PERSONS_TOP_MAX 100

enum wasl_persons_source {
	WASL_PERSONS_LIST = 1,	  /* key: list id, row id */
	WASL_PERSONS_DOSSIER = 2, /* key: dossier id; it may have several */
	WASL_PERSONS_DRAFT = 3,	  /* the same, while its opening waits */
	WASL_PERSONS_BATCH = 4,	  /* the same, of the table of a batch */
};

/** Where a person stands. A plain value; numbers as in wasl_persons_list. */
struct wasl_persons_key {
	uint8_t source; /* enum wasl_persons_source */
	uint8_t b[16];
};

struct wasl_persons_key wasl_persons_list(int64_t list_id, int64_t row_id);
int64_t wasl_persons_list_id(const struct wasl_persons_key *key);
int64_t wasl_persons_row_id(const struct wasl_persons_key *key);

/** A person to be added; what wasl_persons_note_… filled. A plain value. */
struct wasl_persons_entry {
	struct wasl_persons_key key;
	int64_t expires_at; /* Unix seconds: found no more, within a minute; 0:
			       never */
	char sex;	    /* 'F', 'M', 0 */
	size_t n_names, n_births, n_documents, n_places;
	struct wasl_name name[WASL_PERSON_NAMES_MAX];
	struct wasl_birth birth[WASL_PERSON_BIRTHS_MAX];
	char document[WASL_PERSON_DOCUMENTS_MAX][WASL_PERSON_DOCUMENT_LEN + 1];
	char place[WASL_PERSON_PLACES_MAX][WASL_PERSON_PLACE_LEN + 1];
};

/** Each takes one fact in, unless it is not one, is there, or no room is. */
void wasl_persons_note_name(struct wasl_persons_entry *entry, wasl_text name);
void wasl_persons_note_birth(struct wasl_persons_entry *entry,
			     const struct wasl_birth *birth);
void wasl_persons_note_document(struct wasl_persons_entry *entry,
				wasl_text number);
void wasl_persons_note_place(struct wasl_persons_entry *entry, wasl_text place);

/** YYYY[-MM[-DD]] with what a record says of its exactness ("" or a code of
 * kinds/common.json); UNKNOWN if it is no date. */
struct wasl_birth wasl_persons_birth(wasl_text date, wasl_text precision);

struct wasl_persons;

wasl_status wasl_persons_new(struct wasl_persons **out,
			     struct wasl_err *err) WASL_MUST_USE;
/** NULL is a no-op. */
void wasl_persons_free(struct wasl_persons *persons);

/**
 * Add one; without a name it is nothing.
 *
 * Err:  NO_MEMORY, TOO_BIG: nothing was added
 */
wasl_status wasl_persons_add(struct wasl_persons *persons,
			     const struct wasl_persons_entry *entry,
			     struct wasl_err *err) WASL_MUST_USE;
/** Whether somebody stands under this key. */
bool wasl_persons_has(struct wasl_persons *persons,
		      const struct wasl_persons_key *key);
/** Remove everybody of this key; how many. */
size_t wasl_persons_remove(struct wasl_persons *persons,
			   const struct wasl_persons_key *key);
/**
 * Whoever stands under this key in `from` stands under it in `to`, and nobody
 * else. A search of `to` finds them as they were or as they are, never neither.
 *
 * Err:    NO_MEMORY, TOO_BIG: nobody stands there in `to`
 * Thread: the one that alone changes both.
 */
wasl_status wasl_persons_copy(struct wasl_persons *to,
			      struct wasl_persons *from,
			      const struct wasl_persons_key *key,
			      struct wasl_err *err) WASL_MUST_USE;
/** Remove everybody of a list; how many. Time: of all persons. */
size_t wasl_persons_remove_list(struct wasl_persons *persons, int64_t list_id);

/**
 * Visit everybody, in no order that means anything. Not beside add or remove.
 * Any status but OK ends it and is returned.
 */
wasl_status wasl_persons_each(
	struct wasl_persons *persons,
	wasl_status (*visit)(void *ctx, const struct wasl_persons_entry *entry,
			     struct wasl_err *err),
	void *ctx, struct wasl_err *err) WASL_MUST_USE;

struct wasl_persons_size {
	size_t persons, names;
	size_t words; /* distinct ones */
	size_t bytes; /* of memory */
	size_t index; /* of these: names alone */
	size_t dead;  /* names removed, whose numbers are not given again */
};
struct wasl_persons_size wasl_persons_size(struct wasl_persons *persons);

/* --- searching ----------------------------------------------------------- */

/** Whom to look for; facts that are not known are zero or NULL. */
struct wasl_persons_query {
	struct wasl_name name;
	struct wasl_birth birth;
	char sex;
	const struct wasl_name *place;
	wasl_text document;
	int64_t now; /* Unix seconds */
	bool thorough;
	bool many;     /* look at more names, as where facts tell many apart */
	bool probable; /* what is no more than "maybe" is not wanted */
};

/** Somebody like the one looked for. A plain value. */
struct wasl_persons_hit {
	struct wasl_match match;
	struct wasl_name name;	       /* that matched best */
	struct wasl_name first;	       /* the first that is said of him, … */
	struct wasl_birth birth;       /* of the best match */
	struct wasl_birth first_birth; /* … whatever was asked; or UNKNOWN */
	char sex;
	bool document; /* a number is the same */
	struct wasl_persons_key key;
};

/**
 * Those who may be the one, most likely first: at least "maybe" by name and
 * facts (or "probable", if no others are wanted), or with the same document.
 *
 * In:   top   at most WASL_PERSONS_TOP_MAX
 * Out:  hits  space for `top`; *n filled
 * Err:  NO_MEMORY
 */
wasl_status wasl_persons_search(struct wasl_persons *persons,
				struct wasl_persons_hit *hits, size_t *n,
				size_t top,
				const struct wasl_persons_query *query,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The best match among those of one key; false if nobody stands there.
 * `hit` is then filled, whatever its verdict.
 */
bool wasl_persons_compare(struct wasl_persons *persons,
			  struct wasl_persons_hit *hit,
			  const struct wasl_persons_key *key,
			  const struct wasl_persons_query *query);

#endif
