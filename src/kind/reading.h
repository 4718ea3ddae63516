/*
 * What the fold needs of an act's record, and nothing of a person: codes,
 * keys, instants, hashes. Read once, kept as long as the dossier is in memory.
 */
#ifndef WASL_KIND_READING_H
#define WASL_KIND_READING_H

#include "crypto/id.h"
#include "kind/amount.h"
#include "kind/kind.h"
#include "kind/record.h"

/** An item that is made or answered. */
struct wasl_item_mark {
	uint8_t items; /* place in kind->items */
	bool answer;
	uint16_t key;
	uint16_t code; /* answer: place in the list of codes */
	int64_t due;   /* instant of its own; 0: none */
};

struct wasl_reading {
	uint32_t asks;	 /* bit i: act->asks[i] holds */
	uint32_t opened; /* of an opening; bit i: kind->opened[i] holds */
	const struct wasl_item_mark *marks; /* made before answered */
	size_t n_marks;
	uint16_t counts[WASL_KIND_ITEMS_MAX]; /* items made 1 … count; 0 none */
	bool lists[WASL_KIND_ITEMS_MAX];      /* a list was there */
	bool hashed;			      /* it proposes, or approves: */
	struct wasl_hash hash;
	int64_t not_before; /* of what it proposes; 0: at once */
	bool names_entry;   /* it confirms, or answers: */
	uint64_t entry;
	bool has_parent;
	struct wasl_dossier_id parent;
	const struct wasl_amount *amounts; /* of the field `seized` */
	size_t n_amounts;
};

/** Can it change items, agreements or confirmations? */
bool wasl_reading_turns(const struct wasl_kind *kind,
			const struct wasl_act_def *act);

/** Is there anything to read in such an act? */
bool wasl_reading_needed(const struct wasl_kind *kind,
			 const struct wasl_act_def *act);

/**
 * Read a record. What is absent, or of another type than the kind says, is
 * passed over: the judge looked at it, and both sides pass over the same.
 *
 * In:   fields  det-CBOR map {number: value}
 * Out:  out     pieces in `arena`
 * Err:  MALFORMED, NO_MEMORY; TOO_BIG with more than WASL_ITEM_MARKS_MAX marks
 */
wasl_status wasl_reading_of(struct wasl_reading *out, struct wasl_arena *arena,
			    const struct wasl_kind *kind,
			    const struct wasl_act_def *act, wasl_bytes fields,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * What a kind's schema cannot say of items, for both ends: the keys that a side
 * lists are its own (spec §12 Items), and no key is answered twice in one act.
 */
void wasl_reading_check(struct wasl_findings *findings,
			const struct wasl_kind *kind,
			const struct wasl_act_def *act,
			const struct wasl_reading *reading,
			enum wasl_side side);

/** May the side list this key? */
bool wasl_item_own(const struct wasl_item_def *def, uint32_t key,
		   enum wasl_side side);

/** The number of the field that makes the items: `list` or `count`. */
uint32_t wasl_item_source(const struct wasl_item_def *def);

#endif
