/*
 * The member "desk" of wasl.json: how this side's desk works. docs/operator.md
 * explains each member; all may be left out.
 *
 *	"desk": {
 *	  "triage": ["BCN"],          units of the triage desk
 *	  "rungs": [{"percent": 50, "role": "validator", "wake": ["/x"]}],
 *	  "u0": [{"seconds": 0, "role": "duty", "wake": ["/x", "duty"]}],
 *	  "wake_timeout": 10,         seconds that a wake command may run
 *	  "wake_gap": 20,             seconds between two of them
 *	  "refusal_days": 1825,       a refusal is remembered so long …
 *	  "refusal_review_days": 365, … and looked at again after these
 *	  "subject_days": 30,         to answer a person about his data
 *	  "case_days": 365,           a case without dossiers is kept so long
 *	  "subject_answer": "…",      the words of every such answer
 *	  "appeal": "…",              the body to appeal to
 *	  "passkeys": false,          a second person signs with a passkey
 *	  "checks": false,            article 3 and protection before accept
 *	  "pair_percent": 50          a pair's share of approvals to report
 *	}
 */
#ifndef WASL_NODE_DESKCONFIG_H
#define WASL_NODE_DESKCONFIG_H

#include "desk/rung.h"
#include "desk/user.h"
#include "kind/json.h"

#define WASL_DESK_TRIAGE_MAX 16
#define WASL_DESK_ANSWER_MAX 2000
#define WASL_DESK_APPEAL_MAX 400

struct wasl_desk_config {
	char triage[WASL_DESK_TRIAGE_MAX][WASL_UNIT_MAX + 1];
	size_t n_triage;			/* 0: every unit */
	struct wasl_rung rungs[WASL_RUNGS_MAX]; /* rising `at` */
	size_t n_rungs;
	struct wasl_rung u0[WASL_RUNGS_MAX]; /* rising `at` */
	size_t n_u0;
	unsigned wake_timeout, wake_gap; /* seconds */
	unsigned refusal_days, refusal_review_days;
	unsigned subject_days;
	unsigned case_days;
	unsigned pair_percent;
	bool checks;
	bool passkeys;
	char subject_answer[WASL_DESK_ANSWER_MAX + 1]; /* "": none set */
	char appeal[WASL_DESK_APPEAL_MAX + 1];
};

/** What holds where wasl.json says nothing. */
void wasl_desk_config_init(struct wasl_desk_config *out);

/**
 * Read the member "desk", strictly, over what wasl_desk_config_init left.
 *
 * Err:  SCHEMA  with the JSON pointer of the member
 */
wasl_status wasl_desk_config_read(struct wasl_desk_config *out, const json_t *v,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
