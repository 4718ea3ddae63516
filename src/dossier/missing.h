/* What an act waits for, in words: the approval, answer, act or second person
 * without which what stands does not allow it. For people; both the node's
 * refusals and what it says of a communiqué come from here. */
#ifndef WASL_DOSSIER_MISSING_H
#define WASL_DOSSIER_MISSING_H

#include "dossier/dossier.h"
#include "kind/finding.h"

/**
 * Why wasl_standing_allows says no: a finding for each thing that misses.
 *
 * In:   a  as there; its origin is "this side" of the texts
 * Out:  findings  errors of the source "kind"; none if it is allowed
 */
void wasl_missing(struct wasl_findings *findings, const struct wasl_dossier *d,
		  const struct wasl_dossier_act *a);

/**
 * A side has not approved what is proposed.
 *
 * In:   own   this side, else the partner
 *       what  name of what both approve
 *       hex   its SHA-256, which the approval names
 */
void wasl_missing_approval(struct wasl_findings *findings, bool own,
			   const char *what, const char *hex);

/** Nothing is proposed yet that both sides could approve. */
void wasl_missing_proposal(struct wasl_findings *findings, const char *what);

/** What both approved holds from `until` on, Unix seconds. */
void wasl_missing_embargo(struct wasl_findings *findings, const char *what,
			  int64_t until);

#endif
