/*
 * Who may do what. One table of roles, each with what it may and what it may
 * not; "may not" wins over "may", also when one person holds several roles.
 * Pure. Sets of roles are bits, 1u << enum wasl_role, as kinds name them.
 */
#ifndef WASL_DESK_RIGHT_H
#define WASL_DESK_RIGHT_H

#include "kind/role.h"

#include <stdint.h>

typedef enum wasl_right {
#define X(name) WASL_RIGHT_##name,
#include "desk/right.def"
#undef X
	WASL_RIGHT_COUNT,
} wasl_right;

#define WASL_ROLE_BIT(role) (UINT32_C(1) << (role))

/* A right's word: "list". */
#define WASL_RIGHT_NAME_MAX 16
void wasl_right_write(char out[static WASL_RIGHT_NAME_MAX], wasl_right right);

/* The words of all roles with a comma after each. */
#define WASL_ROLES_TEXT_MAX 128

/**
 * A set of roles as words with commas between: "operator,duty".
 *
 * Out:  out  bits; at least one
 * Err:  SCHEMA  unknown, empty or repeated role
 */
wasl_status wasl_roles_parse(uint32_t *out, wasl_text words,
			     struct wasl_err *err) WASL_MUST_USE;
/** In the order of kind/role.def, zero-ended; "" for none. */
void wasl_roles_write(char out[static WASL_ROLES_TEXT_MAX], uint32_t roles);

/** Whether someone with these roles may; an unknown bit grants nothing. */
bool wasl_roles_may(uint32_t roles, wasl_right right);

/** As wasl_roles_may. Err: DENIED  naming the right */
wasl_status wasl_roles_need(uint32_t roles, wasl_right right,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Roles that one person may hold together: none gives what another forbids.
 *
 * Err:  RULE  naming the two roles and the right they quarrel about
 */
wasl_status wasl_roles_compatible(uint32_t roles,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Whether someone may put an act forward.
 *
 * In:   roles   of the author
 *       needed  set of roles that the kind names for the act
 *       second  true: a second person with such a role approves before it
 *	         leaves, so that the author only needs the right to draft
 * Err:  DENIED
 */
wasl_status wasl_act_may_author(uint32_t roles, uint32_t needed, bool second,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Whether someone may be the second person of an act (four eyes).
 *
 * In:   author_id, approver_id  users; the same one is refused whatever roles
 *       roles   of the approver
 *       needed  set of roles that the kind names for the act
 * Err:  DENIED
 */
wasl_status wasl_act_may_approve(int64_t author_id, int64_t approver_id,
				 uint32_t roles, uint32_t needed,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
