#include "kind/builtin.h"

wasl_bytes wasl_builtin_get(const char *name)
{
	for (size_t i = 0; i < wasl_builtins_n; i++)
		if (strcmp(wasl_builtins[i].name, name) == 0)
			return wasl_builtins[i].file;
	return (wasl_bytes){NULL, 0};
}
