#include "kind/clock.h"

#include "calendar/civil.h"

#include <inttypes.h>
#include <stdio.h>

#define DAY_S 86400

enum wasl_clock_effect wasl_clock_effect(const struct wasl_kind *kind,
					 const struct wasl_clock_def *clock,
					 const struct wasl_act_def *act,
					 uint8_t before, uint8_t after)
{
	enum wasl_clock_effect effect =
		(enum wasl_clock_effect)clock->effects[act - kind->acts];

	if ((clock->stop_in >> after & 1) != 0)
		return WASL_CLOCK_STOP;
	if (effect == WASL_CLOCK_START && (clock->in >> before & 1) == 0)
		return WASL_CLOCK_NONE;
	return effect;
}

/* --- how long ------------------------------------------------------------- */

/* The path with "$urgency" replaced; false if that leaves nothing to look up.
 */
static bool fill_path(char out[static WASL_ERR_TEXT_MAX], const char *path,
		      wasl_text urgency)
{
	static const char word[] = "$urgency";
	const char *at = strstr(path, word);
	int n;

	if (at == NULL)
		n = snprintf(out, WASL_ERR_TEXT_MAX, "%s", path);
	else if (urgency.n == 0)
		return false;
	else
		n = snprintf(out, WASL_ERR_TEXT_MAX, "%.*s%.*s%s",
			     (int)(at - path), path, (int)urgency.n, urgency.p,
			     at + sizeof(word) - 1);
	return n > 0 && n < WASL_ERR_TEXT_MAX;
}

/* A span's number; false if the profile leaves it open. */
static bool span_number(int64_t *out, const struct wasl_span *span,
			const struct wasl_clock_facts *facts)
{
	char path[WASL_ERR_TEXT_MAX];
	const json_t *v;

	*out = span->number;
	if (span->path == NULL)
		return true;
	if (facts->profile == NULL ||
	    !fill_path(path, span->path, facts->urgency))
		return false;
	v = wasl_profile_get(facts->profile, (wasl_text){NULL, 0}, path);
	*out = json_integer_value(v);
	return json_is_integer(v) && *out >= 1 && *out <= WASL_CLOCK_SPAN_MAX;
}

static bool add_span(int64_t *due, int64_t from, enum wasl_clock_unit unit,
		     int64_t n, const struct wasl_calendar *calendar)
{
	static const int64_t seconds[] = {
		[WASL_CLOCK_MINUTES] = 60,
		[WASL_CLOCK_HOURS] = 3600,
		[WASL_CLOCK_DAYS] = DAY_S,
	};

	if (unit != WASL_CLOCK_WORKING_DAYS) {
		*due = from + n * seconds[unit];
		return true;
	}
	if (calendar == NULL || n > WASL_WORKING_DAYS_MAX)
		return false;
	*due = wasl_calendar_add_days(calendar, from, n);
	return true;
}

/* The first span that has a value counts. */
static bool reckon(int64_t *due, const struct wasl_clock_def *clock,
		   const struct wasl_clock_facts *facts, int64_t from)
{
	const struct wasl_calendar *calendar =
		clock->duty == WASL_OPENER ? facts->opener : facts->partner;
	bool any = false;

	for (size_t u = 0; u < WASL_CLOCK_UNITS; u++) {
		int64_t n;

		any = any || clock->spans[u].present;
		if (clock->spans[u].present &&
		    span_number(&n, &clock->spans[u], facts))
			return add_span(due, from, (enum wasl_clock_unit)u, n,
					calendar);
	}
	*due = from;
	return !any;
}

/* --- pauses --------------------------------------------------------------- */

static const struct wasl_clock_run *
find_run(const struct wasl_clock_facts *facts, uint32_t clock)
{
	for (size_t i = 0; i < facts->n_runs; i++)
		if (facts->runs[i].clock == clock)
			return &facts->runs[i];
	return NULL;
}

static int64_t figure(const struct wasl_profile *profile, const char *path)
{
	if (profile == NULL)
		return 0;
	return json_integer_value(
		wasl_profile_get(profile, (wasl_text){NULL, 0}, path));
}

/*
 * A pause that ends puts the due instant off by its length, within what the
 * profile allows in number and in all; what it leaves open allows nothing, so
 * that no request waits for ever.
 */
static int64_t pause_counts(const struct wasl_clock_run *run,
			    const struct wasl_clock_facts *facts, int64_t now)
{
	int64_t times = figure(facts->profile, "$profile/clarify/times");
	int64_t room =
		figure(facts->profile, "$profile/clarify/total_days") * DAY_S -
		run->paused_for;
	int64_t length = now - run->paused_at;

	if (run->pauses > times || room <= 0 || length <= 0)
		return 0;
	return length < room ? length : room;
}

/* --- dues ----------------------------------------------------------------- */

/* An act being made. */
struct making {
	const struct wasl_clock_facts *facts;
	const struct wasl_act_def *act;
	const struct wasl_record *record;
	int64_t time;
};

/* A fact about a person in custody is told even if the treaty left the time
 * open that follows from it; any other act waits for the treaty. */
static void report_open(struct wasl_findings *findings,
			const struct wasl_clock_def *clock,
			const struct making *m)
{
	const char *path = "kind";

	for (size_t u = 0; u < WASL_CLOCK_UNITS; u++)
		if (clock->spans[u].path != NULL)
			path = clock->spans[u].path;
	wasl_findings_add(findings,
			  m->act->fact ? WASL_SEVERITY_NOTE
				       : WASL_SEVERITY_ERROR,
			  "", clock->name, path, "T04",
			  "the clock \"%s\" needs a time that the treaty "
			  "profile leaves open (%s)",
			  clock->name, path);
}

static bool due_of_start(int64_t *due, struct wasl_findings *findings,
			 const struct wasl_clock_def *clock,
			 const struct making *m)
{
	bool in_items = clock->per == WASL_CLOCK_PER_ITEM;
	const struct wasl_value *at =
		clock->at_field == 0 || in_items
			? NULL
			: wasl_record_get(m->record, clock->at_field);

	/* The items carry theirs themselves. */
	if (clock->at_field != 0 && in_items)
		return false;
	if (clock->at_field != 0 && at == NULL)
		return false; /* the schema says that it is missing */
	if (reckon(due, clock, m->facts, at == NULL ? m->time : at->number))
		return true;
	report_open(findings, clock, m);
	return false;
}

static bool due_of_resume(int64_t *due, const struct wasl_clock_def *clock,
			  const struct making *m)
{
	const struct wasl_clock_run *run = find_run(m->facts, clock->n);

	if (run == NULL || run->due == 0 || run->paused_at == 0)
		return false;
	*due = run->due + pause_counts(run, m->facts, m->time);
	return true;
}

static bool due_of_extend(int64_t *due, const struct wasl_clock_def *clock,
			  const struct making *m)
{
	const struct wasl_value *until =
		wasl_record_get(m->record, clock->until_field);

	if (until == NULL)
		return false; /* the schema says that it is missing */
	*due = until->number;
	return true;
}

void wasl_clocks_due(const struct wasl_due **out, size_t *n,
		     struct wasl_arena *arena, struct wasl_findings *findings,
		     const struct wasl_clock_facts *facts,
		     const struct wasl_act_def *act,
		     const struct wasl_record *record, int64_t time)
{
	const struct wasl_kind *kind = facts->kind;
	const struct making m = {facts, act, record, time};
	struct wasl_due *dues =
		wasl_arena_take(arena, kind->n_clocks + 1, sizeof(*dues));

	*out = dues;
	*n = 0;
	for (size_t i = 0; i < kind->n_clocks && dues != NULL; i++) {
		const struct wasl_clock_def *clock = &kind->clocks[i];
		/* Whatever state it will meet: an act of the other side may
		 * come before it in the order. The fold looks at `in`. */
		uint8_t effect = clock->effects[act - kind->acts];
		int64_t at = 0;
		bool has = false;

		if (effect == WASL_CLOCK_START)
			has = due_of_start(&at, findings, clock, &m);
		else if (effect == WASL_CLOCK_RESUME)
			has = due_of_resume(&at, clock, &m);
		else if (effect == WASL_CLOCK_EXTEND)
			has = due_of_extend(&at, clock, &m);
		if (at > WASL_INSTANT_MAX)
			at = WASL_INSTANT_MAX;
		if (has)
			dues[(*n)++] = (struct wasl_due){clock->n, at};
	}
}

static void note_difference(struct wasl_findings *findings, uint32_t clock,
			    const char *what)
{
	wasl_findings_add(findings, WASL_SEVERITY_NOTE, "", "due", "kind", "",
			  "clock %u: %s", (unsigned)clock, what);
}

void wasl_clocks_compare(struct wasl_findings *findings,
			 const struct wasl_due *reckoned, size_t n_reckoned,
			 const struct wasl_act *act)
{
	size_t i = 0;
	size_t j = 0;

	/* Both rise by clock number. */
	while (i < n_reckoned || j < act->n_due) {
		uint64_t x = i < n_reckoned ? reckoned[i].clock : UINT64_MAX;
		uint64_t y = j < act->n_due ? act->due[j].clock : UINT64_MAX;

		if (x < y)
			note_difference(findings, (uint32_t)x,
					"the act has no due time");
		else if (y < x)
			note_difference(findings, (uint32_t)y,
					"the act has a due time of its own");
		else if (reckoned[i].at != act->due[j].at)
			note_difference(findings, (uint32_t)x,
					"the due time differs from ours");
		i += x <= y;
		j += y <= x;
	}
}

/* --- folding -------------------------------------------------------------- */

static int64_t due_in(const struct wasl_act *act, uint32_t clock)
{
	for (size_t i = 0; i < act->n_due; i++)
		if (act->due[i].clock == clock)
			return act->due[i].at;
	return 0;
}

static void fold_one(struct wasl_clock_run *run, enum wasl_clock_effect effect,
		     const struct wasl_act *act)
{
	int64_t due = due_in(act, run->clock);

	switch (effect) {
	case WASL_CLOCK_NONE:
		return;
	case WASL_CLOCK_START:
		/* Without a due time it has nothing to run to. */
		*run = (struct wasl_clock_run){.clock = run->clock, .due = due};
		return;
	case WASL_CLOCK_STOP:
		*run = (struct wasl_clock_run){.clock = run->clock};
		return;
	case WASL_CLOCK_PAUSE:
		if (run->due == 0 || run->paused_at != 0)
			return;
		run->paused_at = act->time;
		run->pauses++;
		return;
	case WASL_CLOCK_RESUME:
		if (run->paused_at == 0)
			return;
		if (due > run->due) {
			run->paused_for += due - run->due;
			run->due = due;
		}
		run->paused_at = 0;
		return;
	case WASL_CLOCK_EXTEND:
		if (run->due != 0 && due > run->due)
			run->due = due;
		return;
	}
}

void wasl_clock_turn(struct wasl_clock_run *run, const struct wasl_kind *kind,
		     const struct wasl_clock_def *clock,
		     const struct wasl_act_def *def, uint8_t before,
		     uint8_t after, const struct wasl_act *act)
{
	run->clock = clock->n;
	if (clock->per == WASL_CLOCK_ONE)
		fold_one(run,
			 wasl_clock_effect(kind, clock, def, before, after),
			 act);
}

void wasl_clocks_fold(struct wasl_clock_run *runs, const struct wasl_kind *kind,
		      const struct wasl_act_def *def, uint8_t before,
		      uint8_t after, const struct wasl_act *act)
{
	for (size_t i = 0; i < kind->n_clocks; i++)
		wasl_clock_turn(&runs[i], kind, &kind->clocks[i], def, before,
				after, act);
}
