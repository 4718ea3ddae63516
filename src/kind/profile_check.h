/* The schema of treaty profiles (spec §11). Not for others. */
#ifndef WASL_KIND_PROFILE_CHECK_H
#define WASL_KIND_PROFILE_CHECK_H

#include "kind/finding.h"
#include "kind/json.h"

/** A finding for every member that is missing, unknown or of another form. */
void wasl_profile_check(struct wasl_findings *findings, const json_t *root);

/** "HH:MM" as seconds after midnight, 24:00 the last; -1 if it is not one. */
int32_t wasl_profile_hour(wasl_text in);

#endif
