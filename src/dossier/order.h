/* The total order of a dossier's acts (spec §8): the same on both sides,
 * whatever the order of arrival. */
#ifndef WASL_DOSSIER_ORDER_H
#define WASL_DOSSIER_ORDER_H

#include "crypto/id.h"

/* The two logs of a line, by the order of their origins in the first epoch, so
 * that both sides give one log the same name. */
enum wasl_origin { WASL_ORIGIN_FIRST, WASL_ORIGIN_SECOND };

/** Where an act stands: its log, its index there, and what it had seen. */
struct wasl_place {
	enum wasl_origin origin;
	uint32_t epoch; /* 1, 2, … */
	uint64_t index;
	uint64_t seen; /* entries of the other log in its author's mirror */
};

/** The log of the side that opened the dossier (first bit of its id). */
enum wasl_origin wasl_order_opener(const struct wasl_dossier_id *id);

/**
 * Order key (epoch, own index + seen); on a tie the log that the id's second
 * bit names.
 *
 * Ret:  < 0, 0 or > 0, as memcmp; 0 only for one and the same place
 */
int wasl_order_cmp(const struct wasl_dossier_id *id, const struct wasl_place *a,
		   const struct wasl_place *b);

/** Had the author of `act` seen `other`, an act of the other log? */
bool wasl_order_saw(const struct wasl_place *act,
		    const struct wasl_place *other);

#endif
