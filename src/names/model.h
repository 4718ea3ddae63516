/* The trained tables of the letter transducer; not for other rooms. */
#ifndef WASL_NAMES_MODEL_H
#define WASL_NAMES_MODEL_H

#include "names/transducer.h"

/* The unit of nodes x and y is comb[shift[x] + y] if it says x. */
struct wasl_comb {
	uint16_t x;
	uint16_t unit; /* 0: none */
	int16_t base;
	int16_t habit;
};

/* A letter that has no unit of its own, and a state that nothing reaches. */
#define WASL_MODEL_ALONE  (-6 * WASL_NAT)
#define WASL_MODEL_UNSEEN (INT32_MIN / 2)
/* A way that lost this much is not followed: the words are strangers. */
#define WASL_MODEL_LOST (-8 * WASL_NAT)

/* Letters of one side of a unit. */
#define WASL_MODEL_LONGEST 3

/* Nodes of a trie at most. */
#define WASL_MODEL_NODES 320

/* One relation between two scripts: tries of unit sides, units, weights. */
struct wasl_model {
	const uint16_t *trie[2]; /* node, letter -> node; 0 is none */
	size_t wide[2];
	size_t longest[2];
	const uint16_t *shift;
	const struct wasl_comb *comb;
	size_t combs;
	const int8_t *context; /* by unit: before x, after x, before y, … */
	const int16_t *most; /* by unit: what contexts of x add at most, of y */
};

/* Arabic is x of the cross model. */
extern const struct wasl_model wasl_model_cross, wasl_model_latin,
	wasl_model_arabic;

#endif
