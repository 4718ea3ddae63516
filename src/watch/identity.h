/*
 * A person as a list knows him: what every format is read into, what is sealed
 * at rest, what is indexed. Pure.
 */
#ifndef WASL_WATCH_IDENTITY_H
#define WASL_WATCH_IDENTITY_H

#include "base/arena.h"
#include "base/limits.h"
#include "names/person.h"

enum wasl_identity_name_kind {
#define X(name, number, word, meaning) WASL_IDENTITY_##name = (number),
#include "watch/identity_name.def"
#undef X
};

/* The script most letters of a name are of. */
enum wasl_identity_script {
	WASL_WRITTEN_OTHER,
	WASL_WRITTEN_LATIN,
	WASL_WRITTEN_ARABIC,
	WASL_WRITTEN_CYRILLIC,
};

struct wasl_identity_name {
	enum wasl_identity_name_kind kind;
	wasl_text text; /* as written; not empty */
};

struct wasl_identity_document {
	wasl_text type;	   /* "passport", or as the source says; or empty */
	wasl_text number;  /* not empty */
	wasl_text country; /* of issue, as the source says; or empty */
};

/**
 * A plain value; texts are borrowed. Counts are within the limits once
 * wasl_identity_check has said OK.
 */
struct wasl_identity {
	wasl_text ref; /* the list's own number of the record */
	struct wasl_identity_name names[WASL_IDENTITY_NAMES_MAX];
	size_t n_names; /* at least one */
	struct wasl_birth births[WASL_IDENTITY_BIRTHS_MAX];
	size_t n_births;
	char sex;				    /* 'F', 'M', or 0 */
	wasl_text places[WASL_IDENTITY_PLACES_MAX]; /* of birth */
	size_t n_places;
	wasl_text nationalities[WASL_IDENTITY_NATIONS_MAX]; /* as written */
	size_t n_nationalities;
	struct wasl_identity_document documents[WASL_IDENTITY_DOCUMENTS_MAX];
	size_t n_documents;
	wasl_text remarks;
	int64_t expires_at; /* Unix seconds; 0: with its list */
};

/** "primary", "alias" …; for numbers of the table only. */
const char *wasl_identity_name_word(enum wasl_identity_name_kind kind);
/** By its word; false if there is none. */
bool wasl_identity_name_find(enum wasl_identity_name_kind *out, wasl_text word);
/** "other", "latin", "arabic", "cyrillic". */
const char *wasl_identity_script_word(enum wasl_identity_script script);
enum wasl_identity_script wasl_identity_script_of(wasl_text name);

/**
 * Whether it may enter a list: a reference, at least one name with a letter
 * that is read here, so that it can be found, every text UTF-8 without control
 * characters (but line breaks in remarks) and within its limit, dates that
 * exist.
 *
 * Err:  SCHEMA, TOO_BIG  err->field names the member, "/names/2"
 */
wasl_status wasl_identity_check(const struct wasl_identity *who,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Append its one encoding, deterministic CBOR (docs/spec §10). At most
 * WASL_IDENTITY_MAX bytes for what passed wasl_identity_check.
 */
void wasl_identity_write(struct wasl_buf *out, const struct wasl_identity *who);

/**
 * Read what wasl_identity_write wrote.
 *
 * Out:  out  texts borrow from `in`; zero on error
 * Err:  MALFORMED, SCHEMA, TOO_BIG
 */
wasl_status wasl_identity_read(struct wasl_identity *out, wasl_bytes in,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
