/*
 * The watch changes hands (domain 5.11, rule 15), as officers use it.
 *
 *	sheet      what the node knows of the watch: open U0 and U1, clocks
 *	           that run, tasks, lines, telephones, who comes on duty
 *	offer      whoever leaves adds notes and signs the sheet, by its digest
 *	take       whoever arrives signs the same; nobody relieves himself
 *	sign       beside his session, with his passkey: the challenge is
 *	           SHA-256(det-CBOR ["wasl/relief", digest of the sheet])
 *	late       what was written on a printed form during an outage
 *
 * The sheet is stored sealed as both saw it; it has no names of persons unless
 * an officer writes one into a note. Every call is in the access log. Calls
 * from any thread; beside what each names they return what node.h says, and
 * DENIED to who is not of the triage desk (node/need.h).
 */
#ifndef WASL_NODE_RELIEF_H
#define WASL_NODE_RELIEF_H

#include "desk/relief.h"
#include "desk/user.h"
#include "kind/json.h"

struct wasl_node;
struct wasl_node_approval;

/* A watch that nobody said the end of, and the longest one. */
#define WASL_WATCH_SECONDS     (INT64_C(12) * 3600)
#define WASL_WATCH_SECONDS_MAX (INT64_C(72) * 3600)
/* How long after it happened a relief or an entry may be entered. */
#define WASL_LATE_SECONDS_MAX (INT64_C(14) * 86400)
/* Notes of an offer, and bytes of each; of what else he says. */
#define WASL_RELIEF_NOTES_MAX 64
#define WASL_RELIEF_NOTE_MAX  500
#define WASL_RELIEF_TEXT_MAX  4000
/* Rows of each part of a sheet; what does not fit is counted. */
#define WASL_RELIEF_ROWS_MAX 200
/* Bytes of a sheet. */
#define WASL_RELIEF_SHEET_MAX ((size_t)512 * 1024)

/**
 * The sheet as it would be now (docs/api.md, Reliefs).
 *
 * In:   until  the end of the coming watch; 0: of who comes on duty by the
 *	        roster, else in WASL_WATCH_SECONDS
 * Out:  sheet  a new reference
 * Err:  SCHEMA  /until: over, or too far
 */
wasl_status wasl_node_relief_sheet(struct wasl_node *node,
				   struct wasl_arena *arena, json_t **sheet,
				   int64_t until, const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Threats to life and drills that nobody has acknowledged, of those that the
 * officer may see, soonest due first. Right LIST, also outside triage.
 *
 * Out:  out  {"vital": [a clock as in a sheet]}, a new reference
 */
wasl_status wasl_node_vital(struct wasl_node *node, json_t **out,
			    const struct wasl_user *actor,
			    struct wasl_err *err) WASL_MUST_USE;

struct wasl_node_offer {
	int64_t until; /* as wasl_node_relief_sheet */
	int64_t at;    /* when the watch changed; 0: now, else it is late */
	int64_t form;  /* on which it was written; 0: none */
	wasl_text text;
	const json_t *notes; /* array of {reference, text}; NULL: none */
};

/**
 * Offer the watch. Its blank forms are numbered.
 *
 * Out:  out  in the arena, without `sealed`
 * Err:  SCHEMA, NOT_FOUND, DENIED  naming the member
 *       CONFLICT  he has offered it already; the form was used
 */
wasl_status wasl_node_relief_offer(struct wasl_node *node,
				   struct wasl_arena *arena,
				   struct wasl_relief *out,
				   const struct wasl_node_offer *offer,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Take it over (digest: of the sheet as he read it), or withdraw it (NULL).
 *
 * Err:  NOT_FOUND, DENIED (himself; another's), CONFLICT (ended; the digest)
 */
wasl_status wasl_node_relief_end(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_relief *out, int64_t id,
				 const struct wasl_hash *digest,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/** What a passkey signs of a relief. */
struct wasl_hash wasl_node_relief_challenge(const struct wasl_hash *digest);

/**
 * Sign it with a passkey, once he has offered it or taken it over.
 *
 * In:   approval  with an assertion over the challenge
 * Err:  NOT_FOUND (relief; no passkey of his), BAD_SIG
 *       CONFLICT, DENIED, EXISTS  as wasl_relief_signed
 */
wasl_status wasl_node_relief_sign(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief *out, int64_t id,
				  const struct wasl_node_approval *approval,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** Newest first, below `before`. Right LIST: who, when, digest, no sheet. */
wasl_status wasl_node_relief_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief **out, size_t *n,
				  int64_t before, uint32_t limit,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * One with its sheet; also for those with the right DUTY.
 *
 * Out:  sheet  a new reference
 */
wasl_status wasl_node_relief_show(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_relief *out, json_t **sheet,
				  int64_t id, const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/** A form as officers read it. */
struct wasl_node_form {
	struct wasl_form form;
	const char *text; /* of the entry; "" */
};

/** Forms, newest first, below `before`. */
wasl_status wasl_node_form_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_form **out, size_t *n,
				int64_t before, uint32_t limit,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

struct wasl_node_late {
	int64_t form;
	int64_t at;	     /* when it happened */
	wasl_text reference; /* of a dossier; empty: none */
	wasl_text text;
};

/**
 * Enter what was written on a form; it is marked late for ever.
 *
 * Err:  NOT_FOUND (form, dossier), CONFLICT (form used), SCHEMA, DENIED
 */
wasl_status wasl_node_late_add(struct wasl_node *node,
			       const struct wasl_node_late *what,
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
