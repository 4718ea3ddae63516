/* The officers of this side. Names stay at home; the pseudonym travels. */
#ifndef WASL_DESK_USER_H
#define WASL_DESK_USER_H

#include "base/arena.h"
#include "base/io.h"
#include "base/limits.h"
#include "desk/right.h"
#include "store/store.h"

/* A login name: what `--as`, `Wasl-As` and the configuration use. */
#define WASL_USER_NAME_MAX WASL_OFFICER_NAME_MAX
/* A unit's short name, part of the pseudonym. */
#define WASL_UNIT_MAX 12
_Static_assert(2 + 1 + WASL_UNIT_MAX + 1 + 8 <= WASL_PSEUDONYM_MAX,
	       "side, unit and tail of a pseudonym fit");
/* Officers of one side in one list. */
#define WASL_USERS_MAX 4096

struct wasl_user {
	int64_t id;
	char name[WASL_USER_NAME_MAX + 1];
	char pseudonym[WASL_PSEUDONYM_MAX + 1];
	char unit[WASL_UNIT_MAX + 1];
	uint32_t roles; /* bits of enum wasl_role */
	int64_t until;	/* Unix seconds; 0: no end */
	bool disabled;
};

/** [a-z0-9._-], first a letter, at most WASL_USER_NAME_MAX. */
bool wasl_user_name_valid(wasl_text name);
/** [A-Z0-9], first a letter, 2 to WASL_UNIT_MAX. */
bool wasl_unit_valid(wasl_text unit);

/** What a new officer is made of. */
struct wasl_user_new {
	wasl_text side; /* ISO 3166 alpha-2, opens the pseudonym */
	wasl_text name;
	wasl_text unit;
	uint32_t roles;
	int64_t until; /* Unix seconds; 0: no end */
};

/** Whether he can be enrolled. Err: as wasl_user_add */
wasl_status wasl_user_may_add(struct store_reader *r,
			      const struct wasl_user_new *user, int64_t now,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Enrol an officer and give him a fresh pseudonym.
 *
 * Err:  SCHEMA  name, unit, or end not in the future
 *       RULE    the roles quarrel (wasl_roles_compatible)
 *       EXISTS  the name is taken
 */
wasl_status wasl_user_add(struct store_tx *tx, struct wasl_user *out,
			  const struct wasl_user_new *user, int64_t now,
			  const struct wasl_random *random,
			  struct wasl_err *err) WASL_MUST_USE;

/** Err: NOT_FOUND */
wasl_status wasl_user_by_name(struct store_reader *r, struct wasl_user *out,
			      wasl_text name,
			      struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND */
wasl_status wasl_user_by_id(struct store_reader *r, struct wasl_user *out,
			    int64_t id, struct wasl_err *err) WASL_MUST_USE;

/** The officer of a row with all columns of `officer`. Err: CORRUPT */
wasl_status wasl_user_read(struct wasl_user *out, struct wasl_rows *rows,
			   struct wasl_err *err) WASL_MUST_USE;

/** All of them by name; the array lives in the arena. */
wasl_status wasl_user_list(struct store_reader *r, struct wasl_arena *arena,
			   struct wasl_user **out, size_t *n,
			   struct wasl_err *err) WASL_MUST_USE;

/** Give an officer these roles instead, and say so in `user`; they are
 * compatible. */
wasl_status wasl_user_roles(struct store_tx *tx, struct wasl_user *user,
			    uint32_t roles, struct wasl_err *err) WASL_MUST_USE;

/* In service or not. */
#define WASL_USER_EVER INT64_C(-1)

/**
 * Whether somebody other than these two has the right.
 *
 * In:   now  Unix seconds: and is in service then; or WASL_USER_EVER
 */
wasl_status wasl_user_other(struct store_reader *r, bool *out,
			    const int64_t but[static 2], wasl_right right,
			    int64_t now, struct wasl_err *err) WASL_MUST_USE;

/**
 * Take an officer out of service, or back.
 *
 * Out:  out   as he is then
 * Err:  NOT_FOUND
 *       RULE  the one who asks is he himself: nobody locks himself out
 */
wasl_status wasl_user_disable(struct store_tx *tx, struct wasl_user *out,
			      wasl_text name, bool disabled, int64_t actor_id,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Whether the officer may speak now. Pure.
 *
 * Err:  DENIED  disabled, or his time is over
 */
wasl_status wasl_user_active(const struct wasl_user *user, int64_t now,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
