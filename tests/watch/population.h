/* Invented persons for the tests of this room. */
#ifndef WASL_TESTS_WATCH_POPULATION_H
#define WASL_TESTS_WATCH_POPULATION_H

#include "check.h"

#include "base/alloc.h"
#include "watch/persons.h"

/* All that a test says of a person; NULL: nothing. The caller frees it. */
static inline struct wasl_persons_entry *
somebody(struct wasl_persons_key key, const char *name, const char *other,
	 const char *born, const char *document)
{
	struct wasl_persons_entry *e = wasl_alloc(1, sizeof(*e));

	assert_non_null(e);
	e->key = key;
	wasl_persons_note_name(e, wasl_text_of(name));
	if (other != NULL)
		wasl_persons_note_name(e, wasl_text_of(other));
	if (born != NULL) {
		struct wasl_birth birth = wasl_persons_birth(wasl_text_of(born),
							     WASL_TEXT("DAY"));

		wasl_persons_note_birth(e, &birth);
	}
	if (document != NULL)
		wasl_persons_note_document(e, wasl_text_of(document));
	return e;
}

static inline void put(struct wasl_persons *p, struct wasl_persons_key key,
		       const char *name, const char *other, const char *born,
		       const char *document)
{
	struct wasl_persons_entry *e =
		somebody(key, name, other, born, document);

	check_ok(wasl_persons_add(p, e, NULL));
	wasl_free(e);
}

static inline struct wasl_persons_key dossier(uint8_t number)
{
	return (struct wasl_persons_key){.source = WASL_PERSONS_DOSSIER,
					 .b = {[15] = number}};
}

static inline struct wasl_persons_query ask(const char *name, const char *born,
					    const char *document)
{
	struct wasl_persons_query q = {.now = 1000};

	check_ok(wasl_name_parse(&q.name, wasl_text_bytes(wasl_text_of(name)),
				 NULL));
	if (born != NULL)
		q.birth = wasl_persons_birth(wasl_text_of(born),
					     WASL_TEXT("DAY"));
	if (document != NULL)
		q.document = wasl_text_of(document);
	return q;
}

#endif
