#include "desk/right.h"

#include "kind/fault.h"

#include <stdio.h>

#define R(right) (UINT32_C(1) << WASL_RIGHT_##right)
#define DAILY                                                                  \
	(R(STATUS) | R(LIST) | R(READ) | R(DRAFT) | R(VERIFY) | R(SEARCH) |    \
	 R(WALL))
#define WATCH                                                                  \
	(R(STATUS) | R(LIST) | R(SEE) | R(VERIFY) | R(ACCESS) | R(REVIEW) |    \
	 R(GROUNDS) | R(REGISTER))

/*
 * The one table of rights. Who holds the role an act names may approve it;
 * APPROVE here says which roles may be asked at all. That nobody approves his
 * own act is not a matter of roles (wasl_act_may_approve).
 */
static const struct {
	uint32_t may, may_not; /* bits of enum wasl_right */
} rights[WASL_ROLE_COUNT] = {
	[WASL_ROLE_OPERATOR] = {DAILY | R(IMPORT) | R(ASSIGN) | R(RELIEVE), 0},
	[WASL_ROLE_DUTY] = {DAILY | R(APPROVE) | R(ASSIGN) | R(RELIEVE), 0},
	[WASL_ROLE_VALIDATOR] = {DAILY | R(IMPORT) | R(SHRED) | R(APPROVE) |
					 R(EXPORT) | R(ASSIGN) | R(DUTY) |
					 R(GLASS) | R(REVIEW) | R(RELIEVE),
				 0},
	[WASL_ROLE_DIRECTOR] = {DAILY | R(IMPORT) | R(SHRED) | R(APPROVE) |
					R(EXPORT) | R(LINE) | R(SEE) |
					R(ASSIGN) | R(GLASS) | R(DUTY) |
					R(REVIEW) | R(CLEAR) | R(GRANT) |
					R(SECOND),
				0},
	[WASL_ROLE_UNIT] = {DAILY, 0},
	[WASL_ROLE_LIAISON] = {DAILY, R(EXPORT)},
	[WASL_ROLE_JUDICIAL] = {DAILY | R(APPROVE), 0},
	[WASL_ROLE_DPO] = {WATCH | R(SHRED) | R(SUBJECT) | R(DRAFT) |
				   R(APPROVE),
			   0},
	[WASL_ROLE_AUDITOR] = {WATCH, R(DRAFT) | R(APPROVE) | R(LINE) |
					      R(USERS) | R(PEERS) | R(GRANT) |
					      R(SECOND)},
	/* What these two put forward or approve is of the line dossier only:
	 * keys, offers, erasure. Whoever reads or approves requests has READ,
	 * which an administrator must not have. */
	[WASL_ROLE_ADMIN] = {R(STATUS) | R(USERS) | R(GRANT) | R(SECOND) |
				     R(DRAFT) | R(VERIFY),
			     R(READ) | R(EXPORT)},
	[WASL_ROLE_CUSTODIAN] = {R(STATUS) | R(LIST) | R(SEE) | R(DRAFT) |
					 R(APPROVE) | R(PEERS) | R(SECOND) |
					 R(VERIFY),
				 0},
};

_Static_assert(WASL_ROLE_COUNT <= 32 && WASL_RIGHT_COUNT <= 32,
	       "sets of roles and rights are 32 bits");

void wasl_right_write(char out[static WASL_RIGHT_NAME_MAX], wasl_right right)
{
	static const char *const names[WASL_RIGHT_COUNT] = {
#define X(name) [WASL_RIGHT_##name] = #name,
#include "desk/right.def"
#undef X
	};
	const char *name = names[right];

	for (; *name != '\0'; name++)
		*out++ = (char)(*name + 0x20);
	*out = '\0';
}

/* The word of the sentence that says what it allows. */
#define SAID_MAX (WASL_RIGHT_NAME_MAX + 4)
static wasl_text said(char out[static SAID_MAX], wasl_right right)
{
	memcpy(out, "may-", 4);
	wasl_right_write(out + 4, right);
	return wasl_text_of(out);
}

static wasl_status add_role(uint32_t *roles, wasl_text word,
			    struct wasl_err *err)
{
	enum wasl_role role;
	if (!wasl_role_find(&role, word))
		return wasl_fault_of(err, WASL_SCHEMA, "", "role-bad",
				     WASL_FAULT_T("role", word));
	if (*roles & WASL_ROLE_BIT(role))
		return wasl_fault_of(err, WASL_SCHEMA, "", "role-bad",
				     WASL_FAULT_T("role", word));
	*roles |= WASL_ROLE_BIT(role);
	return WASL_OK;
}

wasl_status wasl_roles_parse(uint32_t *out, wasl_text words,
			     struct wasl_err *err)
{
	uint32_t roles = 0;
	size_t start = 0;
	for (size_t i = 0; i <= words.n; i++) {
		if (i < words.n && words.p[i] != ',')
			continue;
		WASL_TRY(add_role(
			&roles, (wasl_text){words.p + start, i - start}, err));
		start = i + 1;
	}
	*out = roles;
	return WASL_OK;
}

void wasl_roles_write(char out[static WASL_ROLES_TEXT_MAX], uint32_t roles)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, WASL_ROLES_TEXT_MAX, false};
	for (int i = 0; i < WASL_ROLE_COUNT; i++) {
		if (!(roles & WASL_ROLE_BIT(i)))
			continue;
		if (buf.n > 0)
			wasl_buf_put_u8(&buf, ',');
		wasl_buf_put_text(&buf, wasl_role_name((enum wasl_role)i));
	}
	wasl_buf_put_u8(&buf, '\0');
	wasl_assert(!buf.over);
}

bool wasl_roles_may(uint32_t roles, wasl_right right)
{
	uint32_t may = 0, may_not = 0;
	for (int i = 0; i < WASL_ROLE_COUNT; i++) {
		if (!(roles & WASL_ROLE_BIT(i)))
			continue;
		may |= rights[i].may;
		may_not |= rights[i].may_not;
	}
	return (may & ~may_not & (UINT32_C(1) << right)) != 0;
}

wasl_status wasl_roles_need(uint32_t roles, wasl_right right,
			    struct wasl_err *err)
{
	char may[SAID_MAX];

	if (wasl_roles_may(roles, right))
		return WASL_OK;
	return wasl_fault_of(err, WASL_DENIED, "", "right-needed",
			     WASL_FAULT_T(WASL_FAULT_INNER, said(may, right)));
}

static wasl_text role_text(int role)
{
	return wasl_text_of(wasl_role_name((enum wasl_role)role));
}

wasl_status wasl_roles_compatible(uint32_t roles, struct wasl_err *err)
{
	char may[SAID_MAX];

	for (int i = 0; i < WASL_ROLE_COUNT * WASL_ROLE_COUNT; i++) {
		int gives = i / WASL_ROLE_COUNT, forbids = i % WASL_ROLE_COUNT;
		uint32_t both = rights[gives].may & rights[forbids].may_not;
		if (!both || !(roles & WASL_ROLE_BIT(gives)) ||
		    !(roles & WASL_ROLE_BIT(forbids)))
			continue;
		return wasl_fault_of(
			err, WASL_RULE, "", "roles-apart",
			WASL_FAULT_T("one", role_text(gives)),
			WASL_FAULT_T("other", role_text(forbids)),
			WASL_FAULT_T(
				WASL_FAULT_INNER,
				said(may, (wasl_right)__builtin_ctz(both))));
	}
	return WASL_OK;
}

wasl_status wasl_act_may_author(uint32_t roles, uint32_t needed, bool second,
				struct wasl_err *err)
{
	char words[WASL_ROLES_TEXT_MAX];
	WASL_TRY(wasl_roles_need(roles, WASL_RIGHT_DRAFT, err));
	if (second || (roles & needed))
		return WASL_OK;
	wasl_roles_write(words, needed);
	return wasl_fault_of(err, WASL_DENIED, "", "act-role",
			     WASL_FAULT_T("roles", wasl_text_of(words)));
}

wasl_status wasl_act_may_approve(int64_t author_id, int64_t approver_id,
				 uint32_t roles, uint32_t needed,
				 struct wasl_err *err)
{
	char words[WASL_ROLES_TEXT_MAX];
	if (author_id == approver_id)
		return wasl_fault(err, WASL_DENIED, "", "second-author");
	WASL_TRY(wasl_roles_need(roles, WASL_RIGHT_APPROVE, err));
	if (roles & needed)
		return WASL_OK;
	wasl_roles_write(words, needed);
	return wasl_fault_of(err, WASL_DENIED, "", "second-role",
			     WASL_FAULT_T("roles", wasl_text_of(words)));
}
