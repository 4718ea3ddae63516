/*
 * What an act tells as seized, for statistics (docs/spec §13): the field
 * `seized`, a list of blocks with the code fields `type` and `unit` and the int
 * `quantity`. Nothing of a person.
 */
#ifndef WASL_KIND_AMOUNT_H
#define WASL_KIND_AMOUNT_H

#include "kind/kind.h"

/* What stands behind so many in one act is passed over, on both sides. */
#define WASL_AMOUNTS_MAX 200

/** So much of something. */
struct wasl_amount {
	const char *what; /* codes of the kind, borrowed from it */
	const char *unit;
	int64_t quantity;
};

/** The number of the act's field of amounts; 0: it has none. */
uint32_t wasl_amounts_field(const struct wasl_act_def *act);

/**
 * Read that field. What is absent, or of another type than the kind says, is
 * passed over.
 *
 * In:   act    one that has it
 *       value  det-CBOR of the field
 * Out:  out    in `arena`, which knows if there was no room
 * Ret:  how many
 */
size_t wasl_amounts_read(const struct wasl_amount **out,
			 struct wasl_arena *arena,
			 const struct wasl_act_def *act, wasl_bytes value);

#endif
