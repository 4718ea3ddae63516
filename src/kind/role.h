/* Roles of officers: who may release which act. */
#ifndef WASL_KIND_ROLE_H
#define WASL_KIND_ROLE_H

#include "base/bytes.h"

enum wasl_role {
#define X(name, word) WASL_ROLE_##name,
#include "kind/role.def"
#undef X
	WASL_ROLE_COUNT
};

/** "validator"; a bug of ours if `role` is none. */
const char *wasl_role_name(enum wasl_role role);
bool wasl_role_find(enum wasl_role *out, wasl_text name);

#endif
