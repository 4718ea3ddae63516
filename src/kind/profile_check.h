/* The schema of treaty profiles (spec §11). Not for others. */
#ifndef WASL_KIND_PROFILE_CHECK_H
#define WASL_KIND_PROFILE_CHECK_H

#include "kind/finding.h"
#include "kind/json.h"

/* Bytes of what people call a legal basis, in one language. */
#define WASL_BASIS_NAME_MAX 300

/** A finding for every member that is missing, unknown or of another form. */
void wasl_profile_check(struct wasl_findings *findings, const json_t *root);

#endif
