/*
 * The watch changes hands: rows. One officer offers it, another takes it over;
 * what they signed, the blank forms printed with it and what was written on
 * those during an outage are never changed.
 *
 *	offered ──take, by another officer──► taken
 *	      └───withdraw, by whoever made it──► withdrawn
 */
#ifndef WASL_DESK_RELIEF_H
#define WASL_DESK_RELIEF_H

#include "base/arena.h"
#include "crypto/hash.h"
#include "crypto/passkey.h"
#include "store/store.h"

#define WASL_RELIEF_UID 16
/* Reliefs, or forms, of one answer. */
#define WASL_RELIEFS_MAX 500
/* Blank forms printed with each relief. */
#define WASL_RELIEF_FORMS 6

typedef enum wasl_relief_state {
	WASL_RELIEF_OFFERED,
	WASL_RELIEF_TAKEN,
	WASL_RELIEF_WITHDRAWN,
} wasl_relief_state;

/** "offered", "taken", "withdrawn". */
const char *wasl_relief_state_name(wasl_relief_state state);

struct wasl_relief {
	int64_t id;
	uint8_t uid[WASL_RELIEF_UID];
	int64_t officer_id;
	const char *officer; /* name; from reading only */
	int64_t offered_at;  /* Unix seconds: when it was entered */
	int64_t at;	     /* when the watch changed; earlier: it is late */
	int64_t until_at;    /* the end of the coming watch */
	int64_t form;	     /* that it was written on; 0: none */
	struct wasl_hash digest;
	wasl_bytes sealed; /* of wasl_relief_get, for wasl_relief_add */
	wasl_relief_state state;
	int64_t second_id;
	const char *second; /* who ended it; "" */
	int64_t ended_at;
	int64_t form_first, form_last; /* printed with it; 0: none */
	/* With their passkeys. */
	bool officer_signed, second_signed;
};

/**
 * An officer offers the watch; its forms get their numbers.
 *
 * In,out:  relief  uid, officer_id, offered_at, at, until_at, form, digest and
 *	            sealed; gets id and the numbers of its forms
 * Err:  CONFLICT   he has offered one already; or as wasl_form_blank
 *       NOT_FOUND  as wasl_form_blank
 */
wasl_status wasl_relief_add(struct store_tx *tx, struct wasl_relief *relief,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * It is taken over, or withdrawn.
 *
 * In:   relief  as wasl_relief_get has it
 * Err:  CONFLICT  it has ended
 *       DENIED    taken by whoever offered it, or withdrawn by another
 */
wasl_status wasl_relief_end(struct store_tx *tx,
			    const struct wasl_relief *relief, int64_t officer,
			    bool taken, int64_t now,
			    struct wasl_err *err) WASL_MUST_USE;

/** A passkey's signature over the digest (node/relief.h says how). */
struct wasl_relief_sign {
	int64_t officer_id;
	int64_t at; /* Unix seconds */
	struct wasl_passkey_key key;
	struct wasl_passkey_proof proof; /* checked */
};

/**
 * Whoever offered it, or took it over, has signed with his passkey.
 *
 * In,out:  relief  as wasl_relief_get has it; is told who has signed
 * Err:  CONFLICT  it was withdrawn
 *       DENIED    by another
 *       EXISTS    he has signed it
 */
wasl_status wasl_relief_signed(struct store_tx *tx, struct wasl_relief *relief,
			       const struct wasl_relief_sign *sign,
			       struct wasl_err *err) WASL_MUST_USE;

/** Texts and bytes live in the arena. Err: NOT_FOUND */
wasl_status wasl_relief_get(struct store_reader *r, struct wasl_arena *arena,
			    struct wasl_relief *out, int64_t id,
			    struct wasl_err *err) WASL_MUST_USE;

/** Newest first, those below `before`, at most `limit`; without `sealed`. */
wasl_status wasl_relief_list(struct store_reader *r, struct wasl_arena *arena,
			     struct wasl_relief **out, size_t *n,
			     int64_t before, uint32_t limit,
			     struct wasl_err *err) WASL_MUST_USE;

/* --- forms ---------------------------------------------------------------- */

/** A blank form, and what it was used for. */
struct wasl_form {
	int64_t number;
	int64_t relief;	    /* it was printed with */
	int64_t printed_at; /* Unix seconds */
	int64_t for_relief; /* a relief was written on it; 0: none */
	/* An entry was written on it; `entered_at` 0: none. */
	const char *officer; /* who entered it */
	int64_t at, entered_at;
	const char *ref; /* of the dossier; "" */
	uint8_t uid[WASL_RELIEF_UID];
	wasl_bytes sealed;
};

/** Err: NOT_FOUND  no such number was printed. CONFLICT  it was used. */
wasl_status wasl_form_blank(struct store_reader *r, int64_t number,
			    struct wasl_err *err) WASL_MUST_USE;

/** Newest first, those below `before`, at most `limit`; in the arena. */
wasl_status wasl_form_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_form **out, size_t *n, int64_t before,
			   uint32_t limit, struct wasl_err *err) WASL_MUST_USE;

/** What was written on a form. */
struct wasl_late {
	int64_t form;
	uint8_t uid[WASL_RELIEF_UID];
	int64_t officer_id;
	int64_t at, entered_at; /* Unix seconds; at: when it happened */
	wasl_bytes dossier;	/* 16 bytes, or empty */
	wasl_bytes sealed;
};

/** Err: as wasl_form_blank */
wasl_status wasl_late_add(struct store_tx *tx, const struct wasl_late *late,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
