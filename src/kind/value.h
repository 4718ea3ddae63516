/* Checks on one value that both readers of records share. Not for others. */
#ifndef WASL_KIND_VALUE_H
#define WASL_KIND_VALUE_H

#include "kind/profile.h"
#include "kind/record.h"

/** What is wrong with a value: a short rule id and one clause. */
struct wasl_fault {
	const char *rule;
	char text[128];
};

/**
 * Does the value, of the field's own type, keep to the field's bounds? Lists
 * are checked for their number of items and for keys that repeat; elements
 * and blocks are checked as they are read.
 *
 * Out:  fault  filled when the answer is false
 */
bool wasl_value_check(struct wasl_fault *fault, const struct wasl_field *field,
		      const struct wasl_profile *profile,
		      const struct wasl_value *value);

/** Same type and same contents? For scalars only. */
bool wasl_value_same(const struct wasl_value *a, const struct wasl_value *b);

#endif
