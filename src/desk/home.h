/*
 * Records that a side keeps to itself, sealed: true grounds of refusals that
 * are not communicable, remembered refusals, checks before a measure, files of
 * persons who ask about their data. One table; the node seals.
 */
#ifndef WASL_DESK_HOME_H
#define WASL_DESK_HOME_H

#include "base/arena.h"
#include "store/store.h"

#define WASL_HOME_UID 16
/* Records of one answer. */
#define WASL_HOMES_MAX 4096
/* Bytes of one record before it is sealed. */
#define WASL_HOME_MAX 16384

/* Stored: append only. */
typedef enum wasl_home_sort {
	WASL_HOME_GROUND = 0,  /* the true ground of an R27 */
	WASL_HOME_REFUSED = 1, /* a person of a refusal on rights grounds */
	WASL_HOME_HIT = 2,     /* a dossier on such a person; link: REFUSED */
	WASL_HOME_CHECK = 3,   /* article 3, protection */
	WASL_HOME_SUBJECT = 4, /* a person asks about his data */
} wasl_home_sort;

/* Stored: append only. */
typedef enum wasl_home_state {
	WASL_HOME_OPEN = 0,
	WASL_HOME_DECIDED = 1, /* by a second person, or answered */
} wasl_home_state;

struct wasl_home {
	int64_t place; /* in lists; from reading only */
	uint8_t uid[WASL_HOME_UID];
	wasl_home_sort sort;
	wasl_bytes dossier;	      /* 16 bytes, or empty */
	wasl_bytes link;	      /* ditto */
	int64_t officer_id;	      /* 0: the node itself */
	int64_t second_id;	      /* 0: nobody yet */
	const char *officer, *second; /* names; from reading only */
	const char *ref;	      /* of the dossier; from reading only */
	int64_t at, decided_at;	      /* Unix seconds; 0: not yet */
	int64_t due_at;		      /* 0: none */
	int64_t expires_at;	      /* 0: never */
	wasl_home_state state;
	wasl_bytes sealed;
};

wasl_status wasl_home_put(struct store_tx *tx, const struct wasl_home *home,
			  struct wasl_err *err) WASL_MUST_USE;

/** Write state, second_id, decided_at, due_at and sealed of an entry. */
wasl_status wasl_home_decide(struct store_tx *tx, const struct wasl_home *home,
			     struct wasl_err *err) WASL_MUST_USE;

/** Texts and bytes live in the arena. Err: NOT_FOUND */
wasl_status wasl_home_get(struct store_reader *r, struct wasl_arena *arena,
			  struct wasl_home *out,
			  const uint8_t uid[static WASL_HOME_UID],
			  struct wasl_err *err) WASL_MUST_USE;

/** Those of a sort, of one dossier (or empty: of all), not expired. */
wasl_status wasl_home_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_home **out, size_t *n,
			   wasl_home_sort sort, wasl_bytes dossier, int64_t now,
			   struct wasl_err *err) WASL_MUST_USE;

/** The next of a list of all of a sort: behind a place (0: from the top), at
 * most `limit`, itself at most WASL_HOMES_MAX. */
struct wasl_home_page {
	int64_t after;
	uint32_t limit;
};

wasl_status wasl_home_next(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_home **out, size_t *n,
			   wasl_home_sort sort, int64_t now,
			   const struct wasl_home_page *page,
			   struct wasl_err *err) WASL_MUST_USE;

/** Any status but OK ends the walk and is returned by it. */
typedef wasl_status (*wasl_home_visit)(void *ctx, struct wasl_home *home,
				       struct wasl_err *err);

/** As wasl_home_list, however many they are; what is visited lives for the
 * visit, which may change the records. */
wasl_status wasl_home_each(struct store_reader *r, wasl_home_sort sort,
			   wasl_bytes dossier, int64_t now,
			   wasl_home_visit visit, void *ctx,
			   struct wasl_err *err) WASL_MUST_USE;

/** Does one of this sort of a dossier link to a record? */
wasl_status wasl_home_is_linked(struct store_reader *r, bool *linked,
				wasl_home_sort sort, wasl_bytes dossier,
				wasl_bytes link,
				struct wasl_err *err) WASL_MUST_USE;

/** Has a dossier one of this sort that is still open? */
wasl_status wasl_home_is_open(struct store_reader *r, bool *open,
			      wasl_home_sort sort, wasl_bytes dossier,
			      struct wasl_err *err) WASL_MUST_USE;

/** Delete it, and what links to it. */
wasl_status wasl_home_drop(struct store_tx *tx,
			   const uint8_t uid[static WASL_HOME_UID],
			   struct wasl_err *err) WASL_MUST_USE;
/** Delete all whose time is over. */
wasl_status wasl_home_expire(struct store_tx *tx, int64_t now,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
