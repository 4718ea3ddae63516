/*
 * Cases: dossiers that this side keeps together, over one line or several.
 * Nothing of a case travels. Its uid stands in the need list (desk/need.h) like
 * a dossier's; what it says is sealed by the node.
 */
#ifndef WASL_DESK_CASEFILE_H
#define WASL_DESK_CASEFILE_H

#include "base/arena.h"
#include "desk/reference.h"
#include "desk/user.h"
#include "store/store.h"

#define WASL_CASEFILE_UID 16
/* In references; kinds have three letters, so it is no kind's. */
#define WASL_CASEFILE_CODE "CASE"
/* Cases of one answer, dossiers of one case, cases of one dossier. */
#define WASL_CASEFILES_MAX	   500
#define WASL_CASEFILE_DOSSIERS_MAX 1000
#define WASL_CASEFILES_OF_MAX	   16
/* Bytes of the fields of an opening, before they are sealed. */
#define WASL_CASEFILE_DRAFT_MAX ((size_t)128 * 1024)
/* Code points. */
#define WASL_CASEFILE_TITLE_MAX 200

struct wasl_casefile {
	uint8_t uid[WASL_CASEFILE_UID];
	const char *ref;     /* MA-2026-CASE-000001 */
	const char *kind;    /* of the dossiers it opens; "": any */
	const char *officer; /* who made it; from reading only */
	int64_t officer_id;  /* only to wasl_casefile_put */
	int64_t at;
	int64_t dossiers; /* their number; only from wasl_casefile_list */
	wasl_bytes title; /* sealed */
	wasl_bytes draft; /* ditto, or empty; only of wasl_casefile_get */
};

/** A dossier of a case; texts in the arena. */
struct wasl_casefile_dossier {
	uint8_t id[16];
	int64_t peer_id;
	const char *peer, *ref, *kind, *state, *outcome;
	bool own, closed;
	int64_t changed_at;
	uint8_t profile[32]; /* hash of its treaty profile */
};

wasl_status wasl_casefile_put(struct store_tx *tx,
			      const struct wasl_casefile *file,
			      struct wasl_err *err) WASL_MUST_USE;
/** Write file->draft anew. */
wasl_status wasl_casefile_draft(struct store_tx *tx,
				const struct wasl_casefile *file,
				struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND. */
wasl_status wasl_casefile_get(struct store_reader *r, struct wasl_arena *arena,
			      struct wasl_casefile *out, wasl_text ref,
			      struct wasl_err *err) WASL_MUST_USE;

/** The next of a list of cases: behind one, by its time and reference (at 0:
 * from the top), at most `limit`. */
struct wasl_casefile_page {
	int64_t at;
	const char *ref;
	uint32_t limit; /* 1 to WASL_CASEFILES_MAX + 1 */
};

/**
 * Newest first: all, or those that are for the officer by themselves or by one
 * of their dossiers.
 */
wasl_status wasl_casefile_list(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_casefile **out, size_t *n, bool all,
			       const struct wasl_casefile_page *page,
			       const struct wasl_user *user, int64_t now,
			       struct wasl_err *err) WASL_MUST_USE;

/** Those none of whose dossiers is open, oldest first. */
wasl_status wasl_casefile_ended(struct store_reader *r,
				struct wasl_arena *arena,
				struct wasl_casefile **out, size_t *n,
				struct wasl_err *err) WASL_MUST_USE;

/** A case, who may see it, and what it says; its dossiers stay. */
wasl_status wasl_casefile_delete(struct store_tx *tx,
				 const struct wasl_casefile *file,
				 struct wasl_err *err) WASL_MUST_USE;

/** Those that a dossier is in. */
wasl_status wasl_casefile_of(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_casefile **out, size_t *n,
			     wasl_bytes dossier,
			     struct wasl_err *err) WASL_MUST_USE;

/** The dossiers of a case, by the time they came. */
wasl_status wasl_casefile_dossiers(struct store_reader *r,
				   struct wasl_arena *arena,
				   struct wasl_casefile_dossier **out,
				   size_t *n, const struct wasl_casefile *file,
				   struct wasl_err *err) WASL_MUST_USE;

/** Put a dossier into a case; one that is in it stays so. */
wasl_status wasl_casefile_add(struct store_tx *tx,
			      const struct wasl_casefile *file,
			      wasl_bytes dossier, int64_t officer_id,
			      int64_t now, struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND  it is not in it */
wasl_status wasl_casefile_remove(struct store_tx *tx,
				 const struct wasl_casefile *file,
				 wasl_bytes dossier,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
