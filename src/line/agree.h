/* When a side opens the next epoch (spec §7 Epoch): the rule alone. One side
 * decides, the other follows, so that no delayed word and no changed mind can
 * open two different epochs of one number (tests/line/agree_test.c). */
#ifndef WASL_LINE_AGREE_H
#define WASL_LINE_AGREE_H

#include <stdbool.h>

enum wasl_agree {
	WASL_AGREE_WAIT,
	WASL_AGREE_TELL, /* say at once what this side has asked for */
	WASL_AGREE_OPEN,
};

/** What was said, and by whom. */
struct wasl_agree_facts {
	bool first;	  /* the own origin sorts before the partner's */
	bool answer;	  /* it was said in answer to what this side told … */
	bool opened;	  /* … with 200: the partner has opened just this */
	bool asked_here;  /* two persons of this side ask, as of now */
	bool asked_there; /* and two of the partner, by what it says */
	bool same;	  /* for the same number and ends */
};

enum wasl_agree wasl_line_agree(const struct wasl_agree_facts *facts);

#endif
