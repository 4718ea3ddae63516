/*
 * Who looked at what and why. Persons looked at appear only as a keyed subject
 * id (docs/spec §10), so that the log outlives a purge.
 */
#ifndef WASL_DESK_ACCESS_H
#define WASL_DESK_ACCESS_H

#include "base/arena.h"
#include "store/store.h"

/* Why somebody looked, in bytes of UTF-8. */
#define WASL_ACCESS_PURPOSE_MAX 200
/* Rows in one answer. */
#define WASL_ACCESS_MAX 1000

typedef enum wasl_access_what {
	WASL_ACCESS_READ = 0,	 /* opened a dossier */
	WASL_ACCESS_DRAFT = 1,	 /* read a draft as it will be sealed */
	WASL_ACCESS_SEARCH = 2,	 /* searched a person */
	WASL_ACCESS_EXPORT = 3,	 /* took a dossier out */
	WASL_ACCESS_GLASS = 4,	 /* opened one that is not for him */
	WASL_ACCESS_ASSIGN = 5,	 /* said who works on a dossier */
	WASL_ACCESS_FILE = 6,	 /* opened an attached file */
	WASL_ACCESS_LIST = 7,	 /* opened a record of a list, or changed it */
	WASL_ACCESS_ROLES = 8,	 /* gave or took an officer's roles */
	WASL_ACCESS_PEER = 9,	 /* enrolled a partner */
	WASL_ACCESS_RELIEF = 10, /* gave, took or read a watch; the wall */
	WASL_ACCESS_DELETE = 11, /* deleted a case */
	WASL_ACCESS_DECIDE = 12, /* said whether two persons are one */
} wasl_access_what;

struct wasl_access {
	int64_t at; /* Unix seconds */
	int64_t user_id;
	wasl_access_what what;
	const char *purpose;   /* a dossier's own business: "" */
	wasl_bytes dossier_id; /* 16 bytes, or empty */
	wasl_bytes subject;    /* keyed id, 32 bytes, or empty */
};

/** "read", "draft", "search", "export", "glass", "assign", "file", "list",
 * "roles", "peer", "relief", "delete", "decide". */
const char *wasl_access_text(wasl_access_what what);

/** Err: SCHEMA  purpose too long or not UTF-8 */
wasl_status wasl_access_add(struct store_tx *tx,
			    const struct wasl_access *access,
			    struct wasl_err *err) WASL_MUST_USE;

/** As a data-protection officer reads it. */
struct wasl_access_row {
	int64_t id; /* rising with `at` */
	int64_t at;
	const char *officer; /* name at home */
	wasl_access_what what;
	const char *purpose;
	const char *ref; /* of the dossier; "" if there is none any more */
	wasl_bytes dossier_id; /* or empty */
	wasl_bytes subject;    /* or empty */
};

/** Which rows are wanted. */
struct wasl_access_filter {
	int64_t since;	     /* Unix seconds */
	const char *officer; /* "" for all */
	int what;	     /* enum wasl_access_what; -1 for all */
	const char *ref;     /* "" for all */
	/* Only rows behind this one; zeros: from the first. */
	int64_t after_at, after_id;
	uint32_t limit; /* 0: WASL_ACCESS_MAX */
};

/** Err: SCHEMA  not a word of wasl_access_text */
wasl_status wasl_access_what_parse(int *out, wasl_text word,
				   struct wasl_err *err) WASL_MUST_USE;

/** What was looked at, oldest first, at most `limit` of the filter. */
wasl_status wasl_access_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_access_row **out, size_t *n,
			     const struct wasl_access_filter *filter,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
