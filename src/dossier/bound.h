/* What of a dossier is binding (spec §8 Bound). "Until bound, screens say
 * 'sent, not yet binding'. Closing, stopping clocks, release, retention and
 * purge act only on bound acts." */
#ifndef WASL_DOSSIER_BOUND_H
#define WASL_DOSSIER_BOUND_H

#include "dossier/dossier.h"

/** What this side holds of the line. */
struct wasl_bound_facts {
	enum wasl_origin own; /* this side's log */
	uint32_t epoch;	      /* in force; acts of earlier ones are settled */
	uint64_t receipted;   /* own entries below it have a receipt */
	/* Own entries below it are bound: the largest receipt for which the
	 * partner's log is folded to the `own log's size` given with it; or the
	 * largest `seen` of a folded partner act that is no reject, which says
	 * the same ("A withheld receipt is replaced as evidence", spec §6). */
	uint64_t bound;
};

enum wasl_binding {
	WASL_BINDING_SENT,	/* own, no receipt yet */
	WASL_BINDING_RECEIPTED, /* own, not yet bound */
	WASL_BINDING_BOUND,	/* own, nothing can sort before it any more */
	/* The partner's, in its final place; an own act before it is not bound
	 * yet, and might still be rejected. */
	WASL_BINDING_PLACED,
	WASL_BINDING_FINAL, /* the partner's */
};

/** "sent", "receipted", …; for the API. */
const char *wasl_binding_name(enum wasl_binding binding);

enum wasl_binding wasl_bound_act(const struct wasl_dossier *d,
				 const struct wasl_bound_facts *facts,
				 size_t i);

/**
 * How many acts from the first on are BOUND or FINAL: what they make, no act
 * can change any more. The rest is not yet binding.
 */
size_t wasl_bound_prefix(const struct wasl_dossier *d,
			 const struct wasl_bound_facts *facts);

/** Name of the state which the binding acts make; "" before any. */
const char *wasl_bound_state(const struct wasl_dossier *d,
			     const struct wasl_bound_facts *facts);
/** Is the dossier closed by acts that are binding? */
bool wasl_bound_closed(const struct wasl_dossier *d,
		       const struct wasl_bound_facts *facts);

#endif
