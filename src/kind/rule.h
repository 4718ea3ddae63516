/* Rules of a kind: run all, report all. */
#ifndef WASL_KIND_RULE_H
#define WASL_KIND_RULE_H

#include "kind/condition.h"
#include "kind/kind.h"

struct wasl_rule {
	const char *id;
	const struct wasl_act_def *const *on; /* the acts it holds for */
	size_t n_on;
	const char *source; /* "$basis", or what the file says */
	const char *reject; /* T04 unless the file says otherwise */
	enum wasl_severity severity;
	const char *text;	  /* what it demands, one English clause */
	const char *pointer;	  /* of the finding: "at", or the first field */
	uint32_t each;		  /* list whose elements it is for; 0 none */
	const char *each_pointer; /* of that list */
	bool conditional;	  /* has a `when` */
	bool home;		  /* only before the act leaves */
	/* Not 0: no `must`; who releases the act has one of these roles. */
	uint32_t roles;
	struct wasl_condition when;
	struct wasl_condition must;
};

/**
 * Run every rule of the act, and the house's own on the language of its free
 * text (kind/words.h); what fails becomes a finding, and so does a value
 * that a rule needs and the profile leaves null or has not (spec §11).
 *
 * In:   facts  record of the act, profile, legal basis of the dossier; `home`
 *              is NULL on arrival, and then `home` rules are not run
 * Thread: any. Without `home` the result depends on kind, profile and record
 * alone, so both sides find the same.
 */
void wasl_rules_run(struct wasl_findings *findings,
		    const struct wasl_kind *kind,
		    const struct wasl_act_def *act,
		    const struct wasl_facts *facts);

/**
 * Who may release this act: those of `act`, or where rules with `role` apply,
 * those of the rules. A rule that the profile leaves open applies.
 *
 * Ret:  set of 1u << enum wasl_role, never empty
 */
uint32_t wasl_rules_roles(const struct wasl_kind *kind,
			  const struct wasl_act_def *act,
			  const struct wasl_facts *facts);

#endif
