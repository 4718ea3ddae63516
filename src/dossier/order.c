#include "dossier/order.h"

enum wasl_origin wasl_order_opener(const struct wasl_dossier_id *id)
{
	return wasl_dossier_id_opener_first(id) ? WASL_ORIGIN_FIRST
						: WASL_ORIGIN_SECOND;
}

/* A sum that only a forged `seen` can reach stays the largest. */
static uint64_t sum(const struct wasl_place *place)
{
	if (place->seen > UINT64_MAX - place->index)
		return UINT64_MAX;
	return place->index + place->seen;
}

static int cmp(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int wasl_order_cmp(const struct wasl_dossier_id *id, const struct wasl_place *a,
		   const struct wasl_place *b)
{
	int order = cmp(a->epoch, b->epoch);

	if (order == 0)
		order = cmp(sum(a), sum(b));
	if (order != 0)
		return order;
	if (a->origin == b->origin)
		return cmp(a->index, b->index);
	return (a->origin == WASL_ORIGIN_FIRST) == wasl_dossier_id_tie_first(id)
		       ? -1
		       : 1;
}

bool wasl_order_saw(const struct wasl_place *act,
		    const struct wasl_place *other)
{
	if (act->origin == other->origin)
		return false;
	if (act->epoch != other->epoch)
		return act->epoch > other->epoch;
	return other->index < act->seen;
}
