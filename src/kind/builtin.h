/* The files of kinds/ as they were when the program was built. */
#ifndef WASL_KIND_BUILTIN_H
#define WASL_KIND_BUILTIN_H

#include "base/bytes.h"

struct wasl_builtin {
	const char *name; /* "arrest.json" */
	wasl_bytes file;
};

/* common.json first. */
extern const struct wasl_builtin wasl_builtins[];
extern const size_t wasl_builtins_n;

/* Their labels: "arrest.fr.ftl". */
extern const struct wasl_builtin wasl_builtin_labels[];
extern const size_t wasl_builtin_labels_n;

/** A file by name; {NULL, 0} if there is none. */
wasl_bytes wasl_builtin_get(const char *name);

#endif
