/* Two identities: names and what else is known of them. */
#ifndef WASL_NAMES_PERSON_H
#define WASL_NAMES_PERSON_H

#include "names/match.h"

/* How exactly a date of birth is known. */
enum wasl_birth_precision {
	WASL_BIRTH_UNKNOWN,
	WASL_BIRTH_YEAR,     /* month and day do not count */
	WASL_BIRTH_MONTH,    /* the day does not count */
	WASL_BIRTH_DAY,	     /* as on the document */
	WASL_BIRTH_CIRCA,    /* about this year */
	WASL_BIRTH_PRESUMED, /* set by an office: 1 January, 31 December */
};

struct wasl_birth {
	uint8_t precision; /* enum wasl_birth_precision */
	uint8_t month, day;
	uint16_t year;
};

/* Borrowed for the call. Empty texts and unknown values do not count. */
struct wasl_person {
	const struct wasl_name *name;
	struct wasl_birth birth;
	char sex;		       /* 'F', 'M', or 0 */
	const struct wasl_name *place; /* of birth, read like a name; or NULL */
	wasl_text document;	       /* number of passport or identity card */
};

/**
 * Compare two identities: wasl_match_names, and a share for each further fact
 * that both sides know. DAY dates on 1 January are taken as PRESUMED: registers
 * write it where only the year was known. Pure, symmetric, any thread.
 */
void wasl_match_persons(struct wasl_match *out, const struct wasl_person *a,
			const struct wasl_person *b);

/**
 * The second half of wasl_match_persons: to a match of their names comes a
 * share for each further fact. To compare facts first and names only if it
 * matters, `io` may be zero but for the logit, of wasl_match_logit: that,
 * probability and verdict are then the same.
 */
void wasl_match_facts(struct wasl_match *io, const struct wasl_person *a,
		      const struct wasl_person *b);

#endif
