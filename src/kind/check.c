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
 *   6  what one person released has a clock until a second confirms; a clock
 *      that a fact starts, or that is `always`, is neither paused nor put off
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
				    ((unsigned)act->by & sides) != 0)
					all |= wasl_kind_moves(act, s);
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
		uint64_t to = wasl_kind_moves(act, s);

		if (to == 0)
			continue;
		possible = possible || (reached & bit(s)) != 0;
		if (kind->states[s].final && to != bit(s))
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

/* All states in which the act is allowed. */
static uint64_t allowed_in(const struct wasl_kind *kind,
			   const struct wasl_act_def *act)
{
	uint64_t all = 0;

	for (uint8_t s = 0; s < kind->n_states; s++)
		if (act->next[s] != WASL_STATE_REFUSED)
			all |= bit(s);
	return all;
}

/* Does `standing`, done in one of `from` by its side, lead to a state in which
 * `late` is not allowed? */
static bool shuts_out(const struct wasl_kind *kind, uint64_t from,
		      const struct wasl_act_def *standing,
		      const struct wasl_act_def *late)
{
	uint64_t allowed = allowed_in(kind, late);

	for (uint8_t s = 0; s < kind->n_states; s++)
		if ((from & bit(s)) != 0 &&
		    (wasl_kind_moves(standing, s) & ~bit(s) & ~allowed) != 0)
			return true;
	return false;
}

/* Does the act change what a guard that has no parts asks? */
static bool turns_one(const struct wasl_kind *kind,
		      const struct wasl_guard *guard,
		      const struct wasl_act_def *act)
{
	const struct wasl_item_def *items;
	const struct wasl_agree_def *agree;

	switch (guard->op) {
	case WASL_GUARD_EVERY:
	case WASL_GUARD_SOME:
		items = &kind->items[guard->what];
		return wasl_shape_get(&act->shape, items->answers) != NULL ||
		       wasl_shape_get(&act->shape,
				      items->list != 0 ? items->list
						       : items->count) != NULL;
	case WASL_GUARD_AGREED:
		agree = &kind->agrees[guard->what];
		return agree->agree == act || wasl_agree_proposes(agree, act);
	case WASL_GUARD_DONE:
	case WASL_GUARD_CONFIRMED:
		return act == &kind->acts[guard->what] ||
		       act == kind->confirm.act;
	case WASL_GUARD_ALL:
	case WASL_GUARD_ANY:
	case WASL_GUARD_NOT:
	case WASL_GUARD_IS:
	case WASL_GUARD_OPENED:
		break;
	}
	return false;
}

/* Recursion ends at WASL_GUARD_DEPTH_MAX. */
static bool turns(const struct wasl_kind *kind, const struct wasl_guard *guard,
		  const struct wasl_act_def *act)
{
	for (size_t i = 0; i < guard->n_parts; i++)
		if (turns(kind, &guard->parts[i], act))
			return true;
	return turns_one(kind, guard, act);
}

/* Does `standing` change what allows `late`, whatever the state? */
static bool undoes(const struct wasl_kind *kind,
		   const struct wasl_act_def *standing,
		   const struct wasl_act_def *late)
{
	for (size_t i = 0; i < kind->n_agrees; i++) {
		const struct wasl_agree_def *agree = &kind->agrees[i];

		if (wasl_agree_proposes(agree, standing) &&
		    (agree->agree == late || wasl_agree_proposes(agree, late)))
			return true;
	}
	return late->guard != NULL && turns(kind, late->guard, standing);
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
		    ((undoes(kind, standing, late) &&
		      (by_other[s] & allowed_in(kind, standing)) != 0) ||
		     shuts_out(kind, by_other[s], standing, late)))
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

static bool is_started(const struct wasl_kind *kind,
		       const struct wasl_clock_def *clock,
		       bool (*by)(const struct wasl_act_def *act))
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (clock->effects[i] == WASL_CLOCK_START && by(&kind->acts[i]))
			return true;
	return false;
}

static bool is_fact(const struct wasl_act_def *act)
{
	return act->fact;
}

/* domain rule of custody: nothing makes its clocks stand or puts them off. */
static void check_clock(struct wasl_findings *f, const struct wasl_kind *kind,
			const struct wasl_clock_def *clock)
{
	if ((!clock->always && !is_started(kind, clock, is_fact)) ||
	    clock->per == WASL_CLOCK_PER_ACT)
		return;
	for (size_t i = 0; i < kind->n_acts; i++)
		if (clock->effects[i] > WASL_CLOCK_STOP)
			wasl_build_fault(
				f, "/clocks",
				"\"%s\" is about somebody who is held: "
				"nothing pauses or extends it",
				clock->name);
}

/* Each act that one person releases has a clock of its own. */
static void check_later(struct wasl_findings *f, const struct wasl_kind *kind,
			size_t act)
{
	size_t n = 0;

	for (size_t i = 0; i < kind->n_clocks; i++)
		n += kind->clocks[i].per == WASL_CLOCK_PER_ACT &&
		     kind->clocks[i].answer == NULL &&
		     kind->clocks[i].effects[act] == WASL_CLOCK_START;
	if (kind->acts[act].second == WASL_SECOND_LATER && n != 1)
		wasl_build_fault(f, "/clocks",
				 "\"%s\" waits for a second person and starts "
				 "%zu clocks \"per\" act, not one",
				 kind->acts[act].name, n);
}

void wasl_build_check(struct wasl_findings *findings,
		      const struct wasl_kind *kind)
{
	uint64_t reached = reach(kind, bit(kind->start), WASL_EITHER);

	check_states(findings, kind, reached);
	for (size_t i = 0; i < kind->n_acts; i++)
		check_act(findings, kind, &kind->acts[i], reached);
	for (size_t i = 0; i < kind->n_acts; i++)
		check_later(findings, kind, i);
	for (size_t i = 0; i < kind->n_clocks; i++)
		check_clock(findings, kind, &kind->clocks[i]);
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

/* What stands goes over by name; answers, by the code's. */
static void append_items(struct wasl_findings *f, const struct wasl_kind *now,
			 const struct wasl_item_def *was)
{
	const struct wasl_item_def *is = NULL;

	for (size_t i = 0; i < now->n_items; i++)
		if (strcmp(now->items[i].name, was->name) == 0)
			is = &now->items[i];
	if (is == NULL)
		wasl_build_fault(f, "/items", "\"%s\" is gone", was->name);
	else if ((is->count == 0) != (was->count == 0))
		wasl_build_fault(f, "/items",
				 "\"%s\" comes of a list in one version, of a "
				 "count in the other",
				 was->name);
	for (size_t i = 0; is != NULL && i < was->codes->n; i++)
		if (wasl_codes_find(is->codes,
				    wasl_text_of(was->codes->items[i].code)) <
		    0)
			wasl_build_fault(f, "/items",
					 "\"%s\" may have answers of the code "
					 "%s, which is gone",
					 was->name, was->codes->items[i].code);
}

/* An approval is of a hash over the same fields. */
static void append_agree(struct wasl_findings *f, const struct wasl_kind *now,
			 const struct wasl_agree_def *was)
{
	const struct wasl_agree_def *is = NULL;

	for (size_t i = 0; i < now->n_agrees; i++)
		if (strcmp(now->agrees[i].name, was->name) == 0)
			is = &now->agrees[i];
	if (is == NULL)
		wasl_build_fault(f, "/agree", "\"%s\" is gone", was->name);
	else if (is->n_over != was->n_over ||
		 memcmp(is->over, was->over,
			was->n_over * sizeof(*was->over)) != 0)
		wasl_build_fault(f, "/agree",
				 "\"%s\" is over other fields than before",
				 was->name);
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
	for (size_t i = 0; i < old->n_items; i++)
		append_items(findings, now, &old->items[i]);
	for (size_t i = 0; i < old->n_agrees; i++)
		append_agree(findings, now, &old->agrees[i]);
}
