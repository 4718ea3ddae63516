/* Which reject an act that came in deserves (spec §7 Reject). It depends on
 * envelope, kind, profile and both logs' positions, never on a dossier's state
 * or a clock, and it is decided in the transaction that mirrors the act. */
#ifndef WASL_LINE_JUDGE_H
#define WASL_LINE_JUDGE_H

#include "base/bytes.h"

enum wasl_reject {
	WASL_REJECT_NONE = 0,
#define X(code, value, text) WASL_REJECT_##code = (value),
#include "line/reject.def"
#undef X
};

/** "T03"; NULL for NONE or a number that is none. */
const char *wasl_reject_name(enum wasl_reject code);
/** English meaning as in spec §7; NULL as above. */
const char *wasl_reject_text(enum wasl_reject code);
/** By its name; NONE if there is none such. */
enum wasl_reject wasl_reject_find(wasl_text name);

/** How far the envelope could be taken in; each step needs those before. */
enum wasl_judge_read {
	WASL_JUDGE_TOO_BIG,    /* over 64 KiB: T05 */
	WASL_JUDGE_NO_LAYOUT,  /* not the layout of spec §3: T04 */
	WASL_JUDGE_VERSION,    /* envelope version is not 1: T11 */
	WASL_JUDGE_NOT_OPENED, /* commitment, tag or grant: T03 */
	WASL_JUDGE_NO_KIND,    /* kind or profile not held: T13 */
	WASL_JUDGE_BAD_RECORD, /* plaintext or record: T04 */
	WASL_JUDGE_READ,       /* all of it */
};

/** The line's state as the act's author had to know it, from its `seen`. */
enum wasl_judge_line {
	WASL_JUDGE_ACTIVE,
	WASL_JUDGE_RESTRICTED,
	WASL_JUDGE_SUSPENDED,
};

/**
 * Facts about one act, gathered by the node. Those of the header are valid
 * from VERSION < read on, those of the plaintext for READ only.
 */
struct wasl_judge_facts {
	enum wasl_judge_read read;
	/* Header. */
	uint64_t seen;
	bool line_dossier; /* the act is of the line dossier */
	bool wrong_half;   /* first bit of the id names the other opener */
	bool erased;	   /* its dossier is erased */
	/* Positions. */
	uint64_t released;   /* largest own checkpoint ever released */
	uint64_t seen_last;  /* `seen` of the entry before it in its log */
	uint64_t seen_floor; /* largest size it answered while its own log was
				not longer than the act's index (spec §8) */
	/* Plaintext. */
	bool opening;
	bool always;	 /* the kind marks the act `"always": true` */
	bool above;	 /* handling above the profile's ceiling */
	bool no_profile; /* no profile was agreed in what the author had seen */
	enum wasl_judge_line line; /* stricter flag covered by `seen` */
};

/** The reject this act deserves, or NONE. The first broken rule counts, in the
 * order: size, layout, version, position, erased, opening, kind, record, line,
 * ceiling. */
enum wasl_reject wasl_judge(const struct wasl_judge_facts *facts);

/**
 * Rule for the rejects of one log, walked from its start: "A reject of index i
 * is void unless every earlier entry of its own log with `seen` > i is a
 * reject."
 */
struct wasl_reject_walk {
	uint64_t seen; /* largest `seen` of an entry that is no reject */
};

/** Step over an entry that is no reject. One without a `seen` is left out. */
void wasl_reject_walk_past(struct wasl_reject_walk *walk, uint64_t seen);
/** Is a reject of the partner's index `i`, standing here, void? */
bool wasl_reject_void(const struct wasl_reject_walk *walk, uint64_t i);

#endif
