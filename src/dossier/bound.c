#include "dossier/bound.h"

const char *wasl_binding_name(enum wasl_binding binding)
{
	switch (binding) {
	case WASL_BINDING_SENT:
		return "sent";
	case WASL_BINDING_RECEIPTED:
		return "receipted";
	case WASL_BINDING_BOUND:
		return "bound";
	case WASL_BINDING_PLACED:
		return "placed";
	case WASL_BINDING_FINAL:
		return "final";
	}
	return "?";
}

/* An own act that something may still be sorted before, or that may still be
 * rejected. */
static bool is_open(const struct wasl_dossier_act *a,
		    const struct wasl_bound_facts *facts)
{
	return a->place.origin == facts->own &&
	       a->place.epoch == facts->epoch && a->place.index >= facts->bound;
}

size_t wasl_bound_prefix(const struct wasl_dossier *d,
			 const struct wasl_bound_facts *facts)
{
	size_t i = 0;

	while (i < d->n && !is_open(&d->acts[i], facts))
		i++;
	return i;
}

enum wasl_binding wasl_bound_act(const struct wasl_dossier *d,
				 const struct wasl_bound_facts *facts, size_t i)
{
	const struct wasl_dossier_act *a = &d->acts[i];

	if (a->place.origin != facts->own)
		return i < wasl_bound_prefix(d, facts) ? WASL_BINDING_FINAL
						       : WASL_BINDING_PLACED;
	if (!is_open(a, facts))
		return WASL_BINDING_BOUND;
	return a->place.index < facts->receipted ? WASL_BINDING_RECEIPTED
						 : WASL_BINDING_SENT;
}

/* The last binding act, or NULL. */
static const struct wasl_dossier_act *
last_bound(const struct wasl_dossier *d, const struct wasl_bound_facts *facts)
{
	size_t n = wasl_bound_prefix(d, facts);

	return n == 0 ? NULL : &d->acts[n - 1];
}

const char *wasl_bound_state(const struct wasl_dossier *d,
			     const struct wasl_bound_facts *facts)
{
	const struct wasl_dossier_act *a = last_bound(d, facts);

	return a == NULL || a->under == NULL
		       ? ""
		       : wasl_kind_state_name(a->under, a->after);
}

bool wasl_bound_closed(const struct wasl_dossier *d,
		       const struct wasl_bound_facts *facts)
{
	const struct wasl_dossier_act *a = last_bound(d, facts);

	return a != NULL && a->under != NULL &&
	       a->under->states[a->after].final;
}
