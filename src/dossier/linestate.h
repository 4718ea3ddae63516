/* The line dossier (spec §7): what both sides have agreed about their line
 * itself. It has one fixed kind and no opening. What it answers may be asked
 * "as known to the author of an act", for that decides a reject. */
#ifndef WASL_DOSSIER_LINESTATE_H
#define WASL_DOSSIER_LINESTATE_H

#include "dossier/order.h"
#include "kind/act.h"
#include "kind/kind.h"

/* Acts of the line dossier, and their fields by number, as in spec §7. */
enum wasl_line_act_number {
	WASL_LINE_ACT_PROFILE = 1,
	WASL_LINE_ACT_AGREE = 2,
	WASL_LINE_ACT_KEYS = 3,
	WASL_LINE_ACT_DUTY = 4,
	WASL_LINE_ACT_STATE = 5,
	WASL_LINE_ACT_REJECT = 6,
	WASL_LINE_ACT_ERASE = 7,
	WASL_LINE_ACT_ERASED = 8,
	WASL_LINE_ACT_REGRANT = 9,
	WASL_LINE_ACT_EPOCH = 10,
	WASL_LINE_ACT_SHEET = 11,
	WASL_LINE_ACT_DRILL = 12,
	WASL_LINE_ACT_OFFER = 13,
	WASL_LINE_ACT_OFFICER = 14,
	WASL_LINE_ACT_HOLD = 15,
};

/* By rising strictness. */
enum wasl_line_flag {
	WASL_LINE_ACTIVE,
	WASL_LINE_RESTRICTED,
	WASL_LINE_SUSPENDED,
};

/** "active", "restricted", "suspended". */
const char *wasl_line_flag_name(enum wasl_line_flag flag);

/** One act of the line dossier. */
struct wasl_linestate_act {
	struct wasl_place place;
	uint32_t number;
	int64_t time;
	struct wasl_record record;
	struct wasl_hash hash; /* PROFILE, AGREE: of the profile */
	bool out;
};

struct wasl_linestate {
	struct wasl_dossier_id id;
	const struct wasl_kind *kind;	 /* `line`; borrowed */
	struct wasl_linestate_act *acts; /* in order; no rejects, offers,
					    regrants, sheets, drills */
	size_t n;
	size_t cap;
	struct wasl_arena arena;
};

/** How much of each log, by enum wasl_origin, of the epoch is looked at. */
struct wasl_known {
	uint32_t epoch;
	uint64_t size[2];
};

/** All that is held. */
#define WASL_KNOWN_ALL                                                         \
	((struct wasl_known){UINT32_MAX, {UINT64_MAX, UINT64_MAX}})
/** What the author of an act knew when it was written. */
struct wasl_known wasl_known_at(const struct wasl_place *place);

/** In:  kind  the builtin kind `line`; must outlive `s`. */
void wasl_linestate_init(struct wasl_linestate *s, const struct wasl_kind *kind,
			 const struct wasl_dossier_id *id);
void wasl_linestate_deinit(struct wasl_linestate *s);

/**
 * Take an act of the line dossier in, in any order of arrival. Acts that the
 * line's state does not depend on (rejects, offers, regrants, sheets, drills)
 * are checked and left to the caller.
 *
 * Err:  EXISTS   its place is taken
 *       SCHEMA, MALFORMED  the record or the profile in it (T04)
 *       TOO_BIG, NO_MEMORY
 */
wasl_status wasl_linestate_add(struct wasl_linestate *s,
			       const struct wasl_place *place,
			       const struct wasl_act *act,
			       struct wasl_err *err) WASL_MUST_USE;
/** A standing reject names it, or it lies behind the end of its epoch; nothing
 * if it is not there. */
void wasl_linestate_out(struct wasl_linestate *s, enum wasl_origin origin,
			uint32_t epoch, uint64_t index);

/** "Each side sets and lifts its own flag"; that of one side. */
enum wasl_line_flag wasl_linestate_flag_of(const struct wasl_linestate *s,
					   const struct wasl_known *known,
					   enum wasl_origin side);
/** "the stricter holds". */
enum wasl_line_flag wasl_linestate_flag(const struct wasl_linestate *s,
					const struct wasl_known *known);

/**
 * The agreed profile: the last, in the order, that both sides have named, by
 * `profile` or `agree`.
 * Ret:  its hash, borrowed; NULL if none was ever agreed
 */
const struct wasl_hash *wasl_linestate_profile(const struct wasl_linestate *s,
					       const struct wasl_known *known);
/** The profile a side named last; NULL if none. */
const struct wasl_hash *
wasl_linestate_profile_of(const struct wasl_linestate *s,
			  const struct wasl_known *known,
			  enum wasl_origin side);

/** The line was suspended, by either side. */
struct wasl_suspension {
	int64_t from;  /* Unix seconds */
	int64_t until; /* 0: it still is */
};

/**
 * When the line was suspended, by the times of the acts that said so: of both
 * sides together, by rising `from`, without overlap.
 *
 * Out:  out  n of them, in `arena`
 * Err:  NO_MEMORY
 */
wasl_status wasl_linestate_suspensions(const struct wasl_suspension **out,
				       size_t *n, struct wasl_arena *arena,
				       const struct wasl_linestate *s,
				       const struct wasl_known *known,
				       struct wasl_err *err) WASL_MUST_USE;

/** Sort them and make one of what touches; the count that is left. */
size_t wasl_suspensions_merge(struct wasl_suspension *all, size_t n);

/** An act about to leave. */
struct wasl_leaving {
	bool line_dossier;
	bool opening;
	bool always; /* the kind marks it `"always": true` */
};

/**
 * May it leave now? The sender enforces the line's state (spec §7 State).
 * Err:  CONFLICT, with the reason: no profile agreed yet, restricted, suspended
 */
wasl_status wasl_linestate_may(const struct wasl_linestate *s,
			       const struct wasl_leaving *act,
			       struct wasl_err *err) WASL_MUST_USE;

/** What both sides said about erasing a dossier (spec §10). */
struct wasl_erasure {
	bool asked;	       /* an `erase` stands */
	enum wasl_origin by;   /* the first that asked */
	int64_t asked_at;      /* its time, Unix seconds */
	wasl_text ground;      /* borrowed */
	int64_t hold_until[2]; /* by side; 0: none was set */
	bool erased[2];	       /* that side has said `erased` */
};

struct wasl_erasure wasl_linestate_erasure(const struct wasl_linestate *s,
					   const struct wasl_known *known,
					   const struct wasl_dossier_id *id);
/** Did either side say `erased`, as known? Then later acts deserve T14. */
bool wasl_linestate_erased(const struct wasl_linestate *s,
			   const struct wasl_known *known,
			   const struct wasl_dossier_id *id);

/** The last act of that number by a side, or NULL: its card (KEYS), … */
const struct wasl_linestate_act *
wasl_linestate_last(const struct wasl_linestate *s, enum wasl_origin side,
		    uint32_t number);
/** The last act of that number by a side whose text or id field 1 is `key`:
 * a function on duty (DUTY), an officer's passkey (OFFICER). NULL if none. */
const struct wasl_linestate_act *
wasl_linestate_of(const struct wasl_linestate *s, enum wasl_origin side,
		  uint32_t number, wasl_bytes key);

#endif
