#include "dossier/asked.h"

#include "base/alloc.h"
#include "dossier/dossier.h"

/* What waits under a clock of the same number. */
void wasl_asked_carry(struct wasl_standing *to, struct wasl_standing *from,
		      const struct wasl_kind *now, const struct wasl_kind *old)
{
	to->asked = from->asked;
	to->cap_asked = from->cap_asked;
	for (size_t i = 0; i < from->n_asked; i++) {
		struct wasl_asked asked = from->asked[i];
		const struct wasl_clock_def *clock =
			wasl_kind_clock(now, old->clocks[asked.clock].n);

		if (clock == NULL || clock->answer == NULL)
			continue;
		asked.clock = (uint32_t)(clock - now->clocks);
		to->asked[to->n_asked++] = asked;
	}
	from->asked = NULL;
	from->n_asked = 0;
}

/* The other side's act that this one answers waits no more. */
static void end_asked(struct wasl_dossier *d, size_t i, size_t clock)
{
	struct wasl_standing *s = &d->stands;
	const struct wasl_dossier_act *a = &d->acts[i];
	size_t k = s->n_asked;

	while (k-- > 0) {
		const struct wasl_dossier_act *other =
			&d->acts[s->asked[k].act];

		if (s->asked[k].clock == clock &&
		    other->place.origin != a->place.origin &&
		    other->place.index == a->reading->entry)
			break;
	}
	if (k == SIZE_MAX)
		return;
	memmove(s->asked + k, s->asked + k + 1,
		(s->n_asked - k - 1) * sizeof(*s->asked));
	s->n_asked--;
}

wasl_status wasl_asked_take(struct wasl_dossier *d, size_t i, uint8_t before,
			    struct wasl_err *err)
{
	struct wasl_standing *s = &d->stands;
	const struct wasl_dossier_act *a = &d->acts[i];

	for (size_t k = 0; k < d->kind->n_clocks; k++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[k];

		if (clock->answer == NULL)
			continue;
		if (clock->answer == a->def && a->reading != NULL &&
		    a->reading->names_entry)
			end_asked(d, i, k);
		if (clock->effects[a->def - d->kind->acts] !=
			    WASL_CLOCK_START ||
		    (clock->in >> before & 1) == 0)
			continue;
		if (!wasl_grow(&s->asked, &s->cap_asked, s->n_asked + 1,
			       sizeof(*s->asked)))
			return wasl_fail(err, WASL_NO_MEMORY, "acts");
		s->asked[s->n_asked++] = (struct wasl_asked){i, (uint32_t)k};
	}
	return WASL_OK;
}
