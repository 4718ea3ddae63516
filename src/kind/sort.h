/* What the two sides of a comparison may be. Not for others. */
#ifndef WASL_KIND_SORT_H
#define WASL_KIND_SORT_H

#include "kind/condition.h"

/* What an operand can be compared as. */
enum wasl_sort {
	WASL_SORT_ANY, /* of the profile: known when it is read */
	WASL_SORT_TEXT,
	WASL_SORT_NUMBER,
	WASL_SORT_BOOL,
	WASL_SORT_NONE,
};

enum wasl_sort wasl_sort_of_type(enum wasl_type type);
enum wasl_sort wasl_sort_of(const struct wasl_operand *o);

#endif
