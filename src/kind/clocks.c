/* Clocks of a kind file. */
#include "kind/build.h"

#include <stdlib.h>

static const char *const unit_names[] = {
	[WASL_CLOCK_MINUTES] = "minutes",
	[WASL_CLOCK_HOURS] = "hours",
	[WASL_CLOCK_DAYS] = "days",
	[WASL_CLOCK_WORKING_DAYS] = "working_days",
};

static int64_t span_max(enum wasl_clock_unit unit)
{
	return unit == WASL_CLOCK_WORKING_DAYS ? WASL_WORKING_DAYS_MAX
					       : WASL_CLOCK_SPAN_MAX;
}

static void build_spans(struct wasl_build *b, struct wasl_clock_def *clock,
			const json_t *in, const char *pointer)
{
	bool any = clock->at_field != 0;

	for (size_t u = 0; u < WASL_CLOCK_UNITS; u++) {
		const json_t *v = json_object_get(in, unit_names[u]);
		struct wasl_span *span = &clock->spans[u];

		if (v == NULL)
			continue;
		any = true;
		span->present = true;
		if (json_is_string(v))
			span->path =
				wasl_build_text(b, in, pointer, unit_names[u]);
		else
			span->number = wasl_build_int(
				b, in, pointer, unit_names[u], 1,
				span_max((enum wasl_clock_unit)u), 1);
		if (span->path != NULL &&
		    strncmp(span->path, "$profile/", 9) != 0)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" is a number or $profile/…",
					 unit_names[u]);
	}
	if (!any)
		wasl_build_fault(b->findings, pointer,
				 "says neither how long nor \"at\"");
}

static void build_effect(struct wasl_build *b, uint8_t *effects,
			 const json_t *acts, const char *pointer,
			 enum wasl_clock_effect effect)
{
	for (size_t i = 0; i < wasl_build_words(acts); i++) {
		const struct wasl_act_def *act = wasl_build_act_named(
			b, pointer, wasl_build_word(acts, i));
		size_t at = act == NULL ? 0 : (size_t)(act - b->kind->acts);

		if (act == NULL)
			continue;
		if (effects[at] != WASL_CLOCK_NONE)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" has two effects", act->name);
		effects[at] = (uint8_t)effect;
	}
}

/* The field it runs from must be an instant that each start act needs. */
static void build_at(struct wasl_build *b, struct wasl_clock_def *clock,
		     const json_t *in, const char *pointer)
{
	const char *at = wasl_build_text(b, in, pointer, "at");
	const json_t *start = json_object_get(in, "start");

	if (at == NULL)
		return;
	for (size_t i = 0; i < wasl_build_words(start); i++) {
		const struct wasl_act_def *act = wasl_build_act_named(
			b, pointer, wasl_build_word(start, i));
		const struct wasl_slot *slot =
			act == NULL || *at != '/'
				? NULL
				: wasl_shape_find(&act->shape,
						  wasl_text_of(at + 1));

		if (slot == NULL || slot->field->type != WASL_TYPE_INSTANT ||
		    !slot->need)
			wasl_build_fault(b->findings, pointer,
					 "\"at\" must be an instant that the "
					 "starting act needs");
		else
			clock->at_field = slot->field->n;
	}
}

static void build_in(struct wasl_build *b, struct wasl_clock_def *clock,
		     const json_t *in, const char *pointer)
{
	clock->in = in == NULL ? UINT64_MAX : 0;
	for (size_t i = 0; i < json_array_size(in); i++) {
		wasl_text name = wasl_json_text(json_array_get(in, i));
		const char *copy = wasl_build_copy(b, name);
		uint8_t s = wasl_kind_state(b->kind, copy);

		if (s == WASL_STATE_REFUSED)
			wasl_build_fault(b->findings, pointer,
					 "\"in\" names no state");
		else
			clock->in |= UINT64_C(1) << s;
	}
}

static void build_clock(struct wasl_build *b, struct wasl_clock_def *clock,
			const char *name, const json_t *in, const char *pointer)
{
	static const char *const members[] = {
		"n",	  "start", "in",	   "at",   "minutes",
		"hours",  "days",  "working_days", "stop", "pause",
		"resume", "late",  "duty",	   NULL};
	const json_t *duty = json_object_get(in, "duty");
	uint8_t *effects = wasl_arena_take(b->arena, b->kind->n_acts + 1, 1);

	wasl_build_members(b, in, pointer, members);
	wasl_build_name(b, name, pointer);
	clock->name = wasl_build_copy(b, wasl_text_of(name));
	clock->n = wasl_build_number(b, in, pointer);
	clock->late = wasl_build_text(b, in, pointer, "late");
	if (clock->late == NULL)
		wasl_build_fault(b->findings, pointer, "needs \"late\"");
	clock->duty = wasl_json_is(duty, "opener") ? WASL_OPENER : WASL_PARTNER;
	if (!wasl_json_is(duty, "opener") && !wasl_json_is(duty, "partner"))
		wasl_build_fault(b->findings, pointer,
				 "\"duty\" is opener or partner");
	if (effects == NULL)
		return;
	if (wasl_build_words(json_object_get(in, "start")) == 0 ||
	    wasl_build_words(json_object_get(in, "stop")) == 0)
		wasl_build_fault(b->findings, pointer,
				 "needs acts in \"start\" and \"stop\"");
	build_effect(b, effects, json_object_get(in, "start"), pointer,
		     WASL_CLOCK_START);
	build_effect(b, effects, json_object_get(in, "stop"), pointer,
		     WASL_CLOCK_STOP);
	build_effect(b, effects, json_object_get(in, "pause"), pointer,
		     WASL_CLOCK_PAUSE);
	build_effect(b, effects, json_object_get(in, "resume"), pointer,
		     WASL_CLOCK_RESUME);
	clock->effects = effects;
	build_at(b, clock, in, pointer);
	build_spans(b, clock, in, pointer);
	build_in(b, clock, json_object_get(in, "in"), pointer);
}

static int compare_clocks(const void *a, const void *b)
{
	const struct wasl_clock_def *x = a;
	const struct wasl_clock_def *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

void wasl_build_clocks(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "clocks");
	size_t n = json_object_size(in);
	struct wasl_clock_def *clocks =
		wasl_arena_take(b->arena, n + 1, sizeof(*clocks));
	const char *name;
	json_t *def;
	size_t i = 0;

	if (n > WASL_CBOR_PAIRS_MAX)
		wasl_build_fault(b->findings, "/clocks", "has too many");
	if (clocks == NULL)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, def) build_clock(
		b, &clocks[i++], name, def,
		wasl_pointer_member(b->arena, "/clocks", wasl_text_of(name)));
	qsort(clocks, n, sizeof(*clocks), compare_clocks);
	for (i = 1; i < n; i++)
		if (clocks[i].n == clocks[i - 1].n)
			wasl_build_fault(b->findings, "/clocks",
					 "\"%s\" and \"%s\" have one number",
					 clocks[i - 1].name, clocks[i].name);
	b->kind->clocks = clocks;
	b->kind->n_clocks = n;
}
