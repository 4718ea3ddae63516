/*
 * Guards (docs/spec §12): what the fold must hold for an act to be allowed
 * (`if`), or to lead elsewhere (`then`). They end: depth 4, no loops.
 */
#ifndef WASL_KIND_GUARD_H
#define WASL_KIND_GUARD_H

#include "kind/field.h"

#define WASL_GUARD_DEPTH_MAX 4

enum wasl_guard_op {
	WASL_GUARD_ALL,
	WASL_GUARD_ANY,
	WASL_GUARD_NOT,
	WASL_GUARD_EVERY,     /* each item is answered, by one of `codes` */
	WASL_GUARD_SOME,      /* an item is answered, by one of `codes` */
	WASL_GUARD_AGREED,    /* both sides approve the standing proposal, and
			       * the act is not before its `not_before` */
	WASL_GUARD_DONE,      /* an act of that name counts */
	WASL_GUARD_CONFIRMED, /* the last of that name waits for nobody */
	WASL_GUARD_IS,	      /* the act's own field says so, see `codes` */
	WASL_GUARD_OPENED,    /* ditto, that of the opening */
};

/** A set of codes of one list, by their place in it. */
struct wasl_code_set {
	const struct wasl_codes *of;
	const uint16_t *items;
	size_t n; /* 0: any will do */
};

struct wasl_guard {
	enum wasl_guard_op op;
	const struct wasl_guard *parts; /* ALL, ANY, NOT */
	size_t n_parts;
	/* EVERY, SOME: place in kind->items; AGREED: in kind->agrees; DONE,
	 * CONFIRMED: in kind->acts; IS, OPENED: field number. */
	uint32_t what;
	/* EVERY, SOME. IS, OPENED: the code, or one in the list of codes, is
	 * one of these; of a bool field, which is true, `codes.of` is NULL. */
	struct wasl_code_set codes;
	/* IS: its place in the act's `asks`; OPENED: in kind->opened. */
	uint8_t place;
};

/** What a guard asks; `ask` answers for one that has no parts. */
struct wasl_guard_facts {
	bool (*ask)(const void *facts, const struct wasl_guard *guard);
	const void *facts;
};

bool wasl_guard_holds(const struct wasl_guard *guard,
		      const struct wasl_guard_facts *facts);

/** Does it look at anything but the act itself and the opening? */
bool wasl_guard_is_shared(const struct wasl_guard *guard);

#endif
