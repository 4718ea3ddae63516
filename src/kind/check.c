/*
 * What the whole of a kind must satisfy (docs/spec §12). States are bits of a
 * 64-bit set.
 *
 *   1  every state is reached from the start by some run of acts
 *   2  from every state a final one can be reached (unless the kind starts
 *      opened, as the line dossier, which never ends)
 *   3  every act is allowed in a state that is reached
 *   4  no act leaves a final state
 *   5  every pair of acts that can cross has an outcome; a fact about a person
 *      in custody is never void, whatever it crosses (spec §8)
 */
#include "kind/build.h"

static uint64_t bit(uint8_t state)
{
	return UINT64_C(1) << state;
}

/* All states reached from `from` by acts of `sides`, `from` among them. */
static uint64_t reach(const struct wasl_kind *kind, uint64_t from,
		      unsigned sides)
{
	uint64_t all = from;
	uint64_t before;

	do {
		before = all;
		for (size_t i = 0; i < kind->n_acts; i++) {
			const struct wasl_act_def *act = &kind->acts[i];

			for (uint8_t s = 0; s < kind->n_states; s++)
				if ((all & bit(s)) != 0 &&
				    ((unsigned)act->by & sides) != 0 &&
				    act->next[s] != WASL_STATE_REFUSED)
					all |= bit(act->next[s]);
		}
	} while (all != before);
	return all;
}

static uint64_t finals(const struct wasl_kind *kind)
{
	uint64_t all = 0;

	for (uint8_t s = 0; s < kind->n_states; s++)
		if (kind->states[s].final)
			all |= bit(s);
	return all;
}

static void check_states(struct wasl_findings *f, const struct wasl_kind *kind,
			 uint64_t reached)
{
	for (uint8_t s = 1; s < kind->n_states; s++) {
		const char *name = kind->states[s].name;

		if ((reached & bit(s)) == 0)
			wasl_build_fault(f, "/states", "no act leads to \"%s\"",
					 name);
		else if (kind->opening != NULL &&
			 (reach(kind, bit(s), WASL_EITHER) & finals(kind)) == 0)
			wasl_build_fault(f, "/states",
					 "\"%s\" is a dead end: no way to a "
					 "closed state",
					 name);
	}
}

static void check_act(struct wasl_findings *f, const struct wasl_kind *kind,
		      const struct wasl_act_def *act, uint64_t reached)
{
	bool possible = false;

	for (uint8_t s = 0; s < kind->n_states; s++) {
		uint8_t to = act->next[s];

		if (to == WASL_STATE_REFUSED)
			continue;
		possible = possible || (reached & bit(s)) != 0;
		if (kind->states[s].final && to != s)
			wasl_build_fault(f, "/acts",
					 "\"%s\" leaves the final state \"%s\"",
					 act->name, kind->states[s].name);
	}
	if (!possible)
		wasl_build_fault(f, "/acts",
				 "\"%s\" is allowed in no state that is "
				 "reached",
				 act->name);
}

/* "*×fact" must lead to a state: then nothing that it meets voids it. */
static void check_fact(struct wasl_findings *f, const struct wasl_kind *kind,
		       const struct wasl_act_def *act)
{
	bool held = false;

	for (size_t i = 0; i < kind->n_crossings; i++) {
		const struct wasl_crossing *x = &kind->crossings[i];

		if (x->a != act && x->b != act)
			continue;
		if (x->to == WASL_STATE_KEEP)
			wasl_build_fault(f, "/crossings",
					 "\"%s\" is a fact and never void",
					 act->name);
		held = held || x->a == NULL;
	}
	if (!held)
		wasl_build_fault(f, "/crossings",
				 "the fact \"%s\" needs an outcome "
				 "\"*×%s\"",
				 act->name, act->name);
}

/* Does `standing`, done in one of `from` by its side, lead to a state in which
 * `late` is not allowed? */
static bool shuts_out(const struct wasl_kind *kind, uint64_t from,
		      const struct wasl_act_def *standing,
		      const struct wasl_act_def *late)
{
	for (uint8_t s = 0; s < kind->n_states; s++) {
		uint8_t to = standing->next[s];

		if ((from & bit(s)) != 0 && to != WASL_STATE_REFUSED &&
		    to != s && late->next[to] == WASL_STATE_REFUSED)
			return true;
	}
	return false;
}

/* What acts of the other side alone reach from each state, for each side. */
struct runs {
	uint64_t reached; /* from the start, by both */
	uint64_t by_opener[WASL_KIND_STATES_MAX + 1];
	uint64_t by_partner[WASL_KIND_STATES_MAX + 1];
};

static struct runs find_runs(const struct wasl_kind *kind, uint64_t reached)
{
	struct runs r = {.reached = reached};

	for (uint8_t s = 0; s < kind->n_states; s++) {
		r.by_opener[s] = reach(kind, bit(s), WASL_OPENER);
		r.by_partner[s] = reach(kind, bit(s), WASL_PARTNER);
	}
	return r;
}

/*
 * `late`, made in a state where it was allowed, can arrive after any run of the
 * other side's acts from that state (`by_other`); the last of the run that
 * changed the state is the one it crosses.
 */
static bool can_cross(const struct wasl_kind *kind, const struct runs *r,
		      const uint64_t *by_other,
		      const struct wasl_act_def *standing,
		      const struct wasl_act_def *late)
{
	for (uint8_t s = 1; s < kind->n_states; s++)
		if ((r->reached & bit(s)) != 0 &&
		    late->next[s] != WASL_STATE_REFUSED &&
		    shuts_out(kind, by_other[s], standing, late))
			return true;
	return false;
}

static bool needs_outcome(const struct wasl_kind *kind, const struct runs *r,
			  const struct wasl_act_def *standing,
			  const struct wasl_act_def *late)
{
	if (wasl_kind_cross(kind, standing, late) != WASL_STATE_REFUSED)
		return false;
	if ((late->by & WASL_OPENER) != 0 &&
	    (standing->by & WASL_PARTNER) != 0 &&
	    can_cross(kind, r, r->by_partner, standing, late))
		return true;
	return (late->by & WASL_PARTNER) != 0 &&
	       (standing->by & WASL_OPENER) != 0 &&
	       can_cross(kind, r, r->by_opener, standing, late);
}

static void check_crossings(struct wasl_findings *f,
			    const struct wasl_kind *kind, uint64_t reached)
{
	struct runs r = find_runs(kind, reached);

	for (size_t i = 0; i < kind->n_acts; i++) {
		const struct wasl_act_def *late = &kind->acts[i];

		if (late->fact)
			check_fact(f, kind, late);
		for (size_t j = 0; j < kind->n_acts; j++)
			if (needs_outcome(kind, &r, &kind->acts[j], late))
				wasl_build_fault(f, "/crossings",
						 "\"%s×%s\" can happen and has "
						 "no outcome",
						 kind->acts[j].name,
						 late->name);
	}
}

static void check_pairs(struct wasl_findings *f, const struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_crossings; i++)
		for (size_t j = 0; j < i; j++) {
			const struct wasl_crossing *x = &kind->crossings[i];
			const struct wasl_crossing *y = &kind->crossings[j];

			if ((x->a == y->a && x->b == y->b) ||
			    (x->a == y->b && x->b == y->a))
				wasl_build_fault(f, "/crossings",
						 "a pair with \"%s\" is there "
						 "twice",
						 x->b->name);
		}
}

void wasl_build_check(struct wasl_findings *findings,
		      const struct wasl_kind *kind)
{
	uint64_t reached = reach(kind, bit(kind->start), WASL_EITHER);

	check_states(findings, kind, reached);
	for (size_t i = 0; i < kind->n_acts; i++)
		check_act(findings, kind, &kind->acts[i], reached);
	check_pairs(findings, kind);
	check_crossings(findings, kind, reached);
}

/* --- append-only ---------------------------------------------------------- */

static void same_name(struct wasl_findings *f, const char *pointer, uint32_t n,
		      const char *old, const char *now)
{
	if (now == NULL)
		wasl_build_fault(f, pointer, "number %u (\"%s\") is gone",
				 (unsigned)n, old);
	else if (strcmp(old, now) != 0)
		wasl_build_fault(f, pointer,
				 "number %u was \"%s\" and is \"%s\"",
				 (unsigned)n, old, now);
}

static void append_shape(struct wasl_findings *f, const char *pointer,
			 const struct wasl_shape *old,
			 const struct wasl_shape *now)
{
	for (size_t i = 0; i < old->n; i++) {
		const struct wasl_field *was = old->slots[i].field;
		const struct wasl_slot *is = wasl_shape_get(now, was->n);

		/* An act may lose a field; its number may not change hands. */
		if (is == NULL)
			continue;
		same_name(f, pointer, was->n, was->name, is->field->name);
		if (is->field->type != was->type)
			wasl_build_fault(f, pointer, "\"%s\" was %s and is %s",
					 was->name, wasl_type_name(was->type),
					 wasl_type_name(is->field->type));
		else if (was->type == WASL_TYPE_BLOCK)
			/* Blocks cannot hold themselves, so this ends. */
			append_shape(f, pointer, &was->block->shape,
				     &is->field->block->shape);
	}
}

void wasl_kind_check_append(struct wasl_findings *findings,
			    const struct wasl_kind *old,
			    const struct wasl_kind *now)
{
	for (size_t i = 0; i < old->n_acts; i++) {
		const struct wasl_act_def *was = &old->acts[i];
		const struct wasl_act_def *is = wasl_kind_act(now, was->n);

		same_name(findings, "/acts", was->n, was->name,
			  is == NULL ? NULL : is->name);
		if (is != NULL)
			append_shape(findings, "/fields", &was->shape,
				     &is->shape);
	}
	for (size_t i = 0; i < old->n_clocks; i++) {
		const struct wasl_clock_def *was = &old->clocks[i];
		const struct wasl_clock_def *is = wasl_kind_clock(now, was->n);

		same_name(findings, "/clocks", was->n, was->name,
			  is == NULL ? NULL : is->name);
	}
}
