#include "kind/role.h"

static const char *const names[] = {
#define X(name, word) word,
#include "kind/role.def"
#undef X
};

const char *wasl_role_name(enum wasl_role role)
{
	wasl_assert(role < WASL_ROLE_COUNT);
	return names[role];
}

bool wasl_role_find(enum wasl_role *out, wasl_text name)
{
	for (size_t i = 0; i < WASL_ROLE_COUNT; i++) {
		if (wasl_text_is(name, names[i])) {
			*out = (enum wasl_role)i;
			return true;
		}
	}
	return false;
}
