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

/* The field it runs from must be an instant of each start act; one that lacks
 * it starts nothing. */
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

		if (slot == NULL || slot->field->type != WASL_TYPE_INSTANT)
			wasl_build_fault(b->findings, pointer,
					 "\"at\" must be an instant of the "
					 "starting act");
		else
			clock->at_field = slot->field->n;
	}
}

/* A member that lists states, as a set. */
static uint64_t build_in(struct wasl_build *b, const json_t *in,
			 const char *pointer)
{
	uint64_t all = 0;

	for (size_t i = 0; i < wasl_build_words(in); i++) {
		uint8_t s =
			wasl_build_state(b, pointer, wasl_build_word(in, i));

		if (s != WASL_STATE_REFUSED)
			all |= UINT64_C(1) << s;
	}
	return all;
}

/* --- runs of its own for each act or item ----------------------------------
 */

/* The instant `at` names in a block of the items; 0 after a finding. */
static uint32_t block_at(struct wasl_build *b, const struct wasl_act_def *act,
			 uint32_t list, const char *at, const char *pointer)
{
	const struct wasl_slot *slot = wasl_shape_get(&act->shape, list);
	const struct wasl_block *block = slot->field->places[0].block;
	const struct wasl_slot *in =
		block == NULL || *at != '/'
			? NULL
			: wasl_shape_find(&block->shape, wasl_text_of(at + 1));

	if (in != NULL && in->field->type == WASL_TYPE_INSTANT)
		return in->field->n;
	wasl_build_fault(b->findings, pointer,
			 "\"at\" must be an instant of the items that \"%s\" "
			 "carries",
			 act->name);
	return 0;
}

static void set_at(struct wasl_build *b, uint32_t *to, uint32_t n,
		   const char *pointer)
{
	if (*to != 0 && *to != n)
		wasl_build_fault(b->findings, pointer,
				 "another clock has another \"at\" for these "
				 "items");
	*to = n;
}

/* `at` of the starting acts: in what they list, or in what they answer. */
static void build_items_at(struct wasl_build *b, struct wasl_clock_def *clock,
			   const json_t *in, const char *pointer)
{
	struct wasl_item_def *items = (struct wasl_item_def *)(uintptr_t)&b
					      ->kind->items[clock->items];
	const char *at = wasl_build_text(b, in, pointer, "at");

	for (size_t i = 0; i < b->kind->n_acts; i++) {
		const struct wasl_act_def *act = &b->kind->acts[i];
		uint32_t list = items->list != 0 ? items->list : items->count;
		bool lists = wasl_shape_get(&act->shape, list) != NULL;
		bool answers =
			wasl_shape_get(&act->shape, items->answers) != NULL;

		if (clock->effects[i] != WASL_CLOCK_START)
			continue;
		if (!lists && !answers)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" carries no items", act->name);
		if (at != NULL && lists && items->list != 0)
			set_at(b, &items->list_at,
			       block_at(b, act, list, at, pointer), pointer);
		if (at != NULL && answers)
			set_at(b, &items->answer_at,
			       block_at(b, act, items->answers, at, pointer),
			       pointer);
	}
	clock->at_field = at == NULL ? 0 : 1;
}

static void build_per_item(struct wasl_build *b, struct wasl_clock_def *clock,
			   const json_t *in, const char *pointer)
{
	const json_t *per = json_object_get(in, "per");
	const json_t *codes = json_object_get(in, "codes");
	size_t i = 0;

	while (i < b->kind->n_items &&
	       !wasl_json_is(per, b->kind->items[i].name))
		i++;
	if (i == b->kind->n_items) {
		wasl_build_fault(b->findings, pointer,
				 "\"per\" is \"act\" or a name of \"items\"");
		return;
	}
	clock->per = WASL_CLOCK_PER_ITEM;
	clock->items = (uint32_t)i;
	wasl_build_code_set(b, &clock->codes, b->kind->items[i].codes, codes, 0,
			    pointer);
	build_items_at(b, clock, in, pointer);
	for (i = 0; i < b->kind->n_acts; i++)
		if (clock->effects[i] > WASL_CLOCK_STOP)
			wasl_build_fault(b->findings, pointer,
					 "a clock per item has no \"pause\", "
					 "\"resume\" or \"extend\"");
}

/* The act of the other side that ends a run, by naming the entry. */
static void build_answer(struct wasl_build *b, struct wasl_clock_def *clock,
			 const json_t *in, const char *pointer)
{
	const char *answer = wasl_build_text(b, in, pointer, "answer");
	const char *entry = wasl_build_text(b, in, pointer, "entry");
	const struct wasl_slot *slot = NULL;

	if (answer == NULL && entry == NULL)
		return;
	if (answer != NULL)
		clock->answer =
			wasl_build_act_named(b, pointer, wasl_text_of(answer));
	if (clock->answer != NULL && entry != NULL && *entry == '/')
		slot = wasl_shape_find(&clock->answer->shape,
				       wasl_text_of(entry + 1));
	if (slot == NULL || slot->field->type != WASL_TYPE_INT || !slot->need)
		wasl_build_fault(b->findings, pointer,
				 "\"entry\" must be a number that the act "
				 "\"answer\" needs");
	else
		clock->entry = slot->field->n;
}

/* Can the other side than each that makes the act answer it? */
static bool other_answers(const struct wasl_act_def *act,
			  const struct wasl_act_def *answer)
{
	unsigned other = ((unsigned)act->by & WASL_OPENER ? WASL_PARTNER : 0u) |
			 ((unsigned)act->by & WASL_PARTNER ? WASL_OPENER : 0u);

	return ((unsigned)answer->by & other) == other;
}

/* One run for each act that waits for the other side's answer. */
static void build_per_answer(struct wasl_build *b, struct wasl_clock_def *clock,
			     const uint8_t *effects, const char *pointer)
{
	bool any = false;

	for (size_t i = 0; i < b->kind->n_acts; i++) {
		if (effects[i] == WASL_CLOCK_NONE)
			continue;
		any = true;
		if (effects[i] != WASL_CLOCK_START ||
		    !other_answers(&b->kind->acts[i], clock->answer))
			wasl_build_fault(b->findings, pointer,
					 "a clock with \"answer\" has acts in "
					 "\"start\" that the other side "
					 "answers, and no other");
	}
	if (!any)
		wasl_build_fault(b->findings, pointer,
				 "needs acts in \"start\"");
}

/* One run for each act that waits for its second person. */
static void build_per_act(struct wasl_build *b, struct wasl_clock_def *clock,
			  uint8_t *effects, const json_t *in,
			  const char *pointer)
{
	bool all = json_object_get(in, "start") == NULL;

	clock->per = WASL_CLOCK_PER_ACT;
	build_answer(b, clock, in, pointer);
	if (clock->answer != NULL) {
		build_per_answer(b, clock, effects, pointer);
		return;
	}
	for (size_t i = 0; i < b->kind->n_acts; i++) {
		bool later = b->kind->acts[i].second == WASL_SECOND_LATER;

		if (all && later)
			effects[i] = WASL_CLOCK_START;
		if (effects[i] == WASL_CLOCK_NONE)
			continue;
		if (!later || effects[i] != WASL_CLOCK_START)
			wasl_build_fault(b->findings, pointer,
					 "a clock per act is started by acts "
					 "with \"second\": \"later\", and "
					 "stopped by their confirmation");
	}
}

static void build_per(struct wasl_build *b, struct wasl_clock_def *clock,
		      uint8_t *effects, const json_t *in, const char *pointer)
{
	const json_t *per = json_object_get(in, "per");

	if (wasl_json_is(per, "act"))
		build_per_act(b, clock, effects, in, pointer);
	else if (per != NULL)
		build_per_item(b, clock, in, pointer);
	else if (json_object_get(in, "codes") != NULL)
		wasl_build_fault(b->findings, pointer,
				 "\"codes\" needs \"per\" items");
	if (clock->per == WASL_CLOCK_PER_ACT)
		return;
	if (json_object_get(in, "answer") != NULL ||
	    json_object_get(in, "entry") != NULL)
		wasl_build_fault(b->findings, pointer,
				 "\"answer\" and \"entry\" need \"per\": "
				 "\"act\"");
	if (wasl_build_words(json_object_get(in, "start")) == 0 ||
	    (wasl_build_words(json_object_get(in, "stop")) == 0 &&
	     wasl_build_words(json_object_get(in, "stop_in")) == 0))
		wasl_build_fault(b->findings, pointer,
				 "needs acts in \"start\", and \"stop\" or "
				 "\"stop_in\"");
}

/* --- the rest ---------------------------------------------------------------
 */

/* The other side than the one whose duty it is puts it off, to a field. */
static void build_extend(struct wasl_build *b, struct wasl_clock_def *clock,
			 const json_t *in, const char *pointer)
{
	const char *until = wasl_build_text(b, in, pointer, "until");

	for (size_t i = 0; i < b->kind->n_acts; i++) {
		const struct wasl_act_def *act = &b->kind->acts[i];
		const struct wasl_slot *slot =
			until == NULL || *until != '/'
				? NULL
				: wasl_shape_find(&act->shape,
						  wasl_text_of(until + 1));

		if (clock->effects[i] != WASL_CLOCK_EXTEND)
			continue;
		if (slot == NULL || slot->field->type != WASL_TYPE_INSTANT ||
		    !slot->need)
			wasl_build_fault(b->findings, pointer,
					 "\"until\" must be an instant that "
					 "the extending act needs");
		else
			clock->until_field = slot->field->n;
		if (!clock->expires &&
		    ((unsigned)act->by & (unsigned)clock->duty) != 0)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" puts off its own side's duty",
					 act->name);
	}
}

static void build_warn(struct wasl_build *b, struct wasl_clock_def *clock,
		       const json_t *in, const char *pointer)
{
	const json_t *warn = json_object_get(in, "warn");
	size_t n = json_array_size(warn);

	if (json_is_string(warn))
		clock->warn_path = wasl_build_text(b, in, pointer, "warn");
	if ((warn != NULL && clock->warn_path == NULL &&
	     (n == 0 || n > WASL_CLOCK_WARN_MAX)) ||
	    (clock->warn_path != NULL &&
	     strncmp(clock->warn_path, "$profile/", 9) != 0)) {
		wasl_build_fault(b->findings, pointer,
				 "\"warn\" is a list of 1 to %d days, or "
				 "$profile/…",
				 WASL_CLOCK_WARN_MAX);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		int64_t days = json_integer_value(json_array_get(warn, i));

		if (days < 1 || days > WASL_CLOCK_SPAN_MAX ||
		    (i > 0 && days >= clock->warn[i - 1]))
			wasl_build_fault(b->findings, pointer,
					 "\"warn\" falls from day to day");
		clock->warn[i] = days;
	}
	clock->n_warn = n;
}

static void build_duty(struct wasl_build *b, struct wasl_clock_def *clock,
		       const json_t *in, const char *pointer)
{
	const json_t *duty = json_object_get(in, "duty");

	clock->expires = wasl_build_flag(b, in, pointer, "expires");
	clock->always = wasl_build_flag(b, in, pointer, "always");
	clock->duty = wasl_json_is(duty, "opener") ? WASL_OPENER : WASL_PARTNER;
	/* Who released one act alone must see to its second person; what asks
	 * for an answer is the other side's. */
	if (!(duty == NULL &&
	      (clock->expires ||
	       wasl_json_is(json_object_get(in, "per"), "act"))) &&
	    !wasl_json_is(duty, "opener") && !wasl_json_is(duty, "partner"))
		wasl_build_fault(b->findings, pointer,
				 "\"duty\" is opener or partner");
}

static void build_clock(struct wasl_build *b, struct wasl_clock_def *clock,
			const char *name, const json_t *in, const char *pointer)
{
	static const char *const members[] = {
		"n",	  "start",  "in",	    "at",    "minutes",
		"hours",  "days",   "working_days", "stop",  "pause",
		"resume", "extend", "until",	    "late",  "duty",
		"per",	  "codes",  "expires",	    "warn",  "stop_in",
		"answer", "entry",  "always",	    "calls", NULL};
	uint8_t *effects = wasl_arena_take(b->arena, b->kind->n_acts + 1, 1);

	wasl_build_members(b, in, pointer, members);
	wasl_build_name(b, name, pointer);
	clock->name = wasl_build_copy(b, wasl_text_of(name));
	clock->n = wasl_build_number(b, in, pointer);
	clock->late = wasl_build_text(b, in, pointer, "late");
	if (clock->late == NULL)
		wasl_build_fault(b->findings, pointer, "needs \"late\"");
	build_duty(b, clock, in, pointer);
	if (json_object_get(in, "calls") != NULL)
		clock->calls = wasl_build_roles(b, in, pointer, "calls");
	if (effects == NULL)
		return;
	build_effect(b, effects, json_object_get(in, "start"), pointer,
		     WASL_CLOCK_START);
	build_effect(b, effects, json_object_get(in, "stop"), pointer,
		     WASL_CLOCK_STOP);
	build_effect(b, effects, json_object_get(in, "pause"), pointer,
		     WASL_CLOCK_PAUSE);
	build_effect(b, effects, json_object_get(in, "resume"), pointer,
		     WASL_CLOCK_RESUME);
	build_effect(b, effects, json_object_get(in, "extend"), pointer,
		     WASL_CLOCK_EXTEND);
	clock->effects = effects;
	build_per(b, clock, effects, in, pointer);
	if (clock->per != WASL_CLOCK_PER_ITEM)
		build_at(b, clock, in, pointer);
	build_spans(b, clock, in, pointer);
	build_extend(b, clock, in, pointer);
	build_warn(b, clock, in, pointer);
	clock->in = json_object_get(in, "in") == NULL
			    ? UINT64_MAX
			    : build_in(b, json_object_get(in, "in"), pointer);
	clock->stop_in = build_in(b, json_object_get(in, "stop_in"), pointer);
	if (clock->stop_in != 0 && clock->per == WASL_CLOCK_PER_ACT)
		wasl_build_fault(b->findings, pointer,
				 "a clock per act stops by its confirmation or "
				 "answer only");
}

static int compare_clocks(const void *a, const void *b)
{
	const struct wasl_clock_def *x = a;
	const struct wasl_clock_def *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* Each kind of items has room for so many clocks in each item. */
static void place_clocks(struct wasl_build *b, struct wasl_clock_def *clocks,
			 size_t n)
{
	uint32_t used[WASL_KIND_ITEMS_MAX] = {0};

	for (size_t i = 0; i < n; i++) {
		if (clocks[i].per != WASL_CLOCK_PER_ITEM)
			continue;
		clocks[i].place = used[clocks[i].items]++;
		if (clocks[i].place >= WASL_ITEM_CLOCKS_MAX)
			wasl_build_fault(
				b->findings, "/clocks",
				"the items of \"%s\" have more than %d "
				"clocks",
				clocks[i].name, WASL_ITEM_CLOCKS_MAX);
	}
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
	place_clocks(b, clocks, n);
	for (i = 1; i < n; i++)
		if (clocks[i].n == clocks[i - 1].n)
			wasl_build_fault(b->findings, "/clocks",
					 "\"%s\" and \"%s\" have one number",
					 clocks[i - 1].name, clocks[i].name);
	b->kind->clocks = clocks;
	b->kind->n_clocks = n;
}
