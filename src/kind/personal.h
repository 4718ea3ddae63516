/*
 * Data of persons in acts (spec §12 Data of persons): which acts hold some, and
 * what goes with it: handling, origin, basis and necessity of the transfer,
 * retention.
 */
#ifndef WASL_KIND_PERSONAL_H
#define WASL_KIND_PERSONAL_H

#include "kind/kind.h"

/** One of the fields that go with data of persons. */
struct wasl_goes_with {
	const char *field;
	bool need;
	/* It says more about this one, and goes with it only; NULL: none. */
	const char *of;
};

/* As spec §12 lists them; the last has no name. */
extern const struct wasl_goes_with wasl_goes_with[];

/** Does the field hold personal text, itself or in its parts? Pure. */
bool wasl_field_personal(const struct wasl_field *field);

/**
 * Every act that may hold data of persons needs what goes with them; findings
 * otherwise. Not of wasl_kind_new: a version that was agreed before still
 * reads.
 */
void wasl_kind_check_personal(struct wasl_findings *findings,
			      const struct wasl_kind *kind);

#endif
