#include "dossier/deadline.h"

#include <stdlib.h>

/* domain rule of custody: a clock which an act starts that passes a suspended
 * line, or that is a fact about a person in custody, stands for nothing. */
static bool never_stands(const struct wasl_kind *kind,
			 const struct wasl_clock_def *clock)
{
	if (clock->always)
		return true;
	for (size_t i = 0; i < kind->n_acts; i++)
		if (clock->effects[i] == WASL_CLOCK_START &&
		    (kind->acts[i].always || kind->acts[i].fact))
			return true;
	return false;
}

bool wasl_clock_stands(const struct wasl_kind *kind,
		       const struct wasl_clock_def *clock)
{
	return !never_stands(kind, clock);
}

/* Seconds of suspensions between two instants. */
static int64_t between(struct wasl_suspended s, int64_t from, int64_t until)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s.n; i++) {
		int64_t begin = s.all[i].from > from ? s.all[i].from : from;
		int64_t end = s.all[i].until == 0 || s.all[i].until > until
				      ? until
				      : s.all[i].until;

		if (end > begin)
			sum += end - begin;
	}
	return sum;
}

static bool stands_now(struct wasl_suspended s, int64_t now)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.all[i].from <= now &&
		    (s.all[i].until == 0 || s.all[i].until > now))
			return true;
	return false;
}

/* A clock on its way through the acts of a dossier. */
struct standing {
	struct wasl_clock_run run;
	int64_t from; /* what stood until then is in `stood` or in the due */
	struct wasl_stood stood;
};

/* A pause is over: what it put the due instant off covers its beginning. */
static void end_pause(struct standing *s, const struct wasl_clock_run *before,
		      int64_t time, struct wasl_suspended suspended)
{
	int64_t covered =
		before->paused_at + s->run.paused_for - before->paused_for;
	int64_t seconds =
		between(suspended, covered > s->from ? covered : s->from, time);

	s->stood.later += seconds;
	s->stood.in_pauses += seconds;
	s->from = time;
}

static void stand_through(struct standing *s, const struct wasl_dossier_act *a,
			  const struct wasl_clock_def *clock,
			  struct wasl_suspended suspended)
{
	uint8_t after = a->under == a->read ? a->after : a->before;
	const struct wasl_clock_run before = s->run;
	const struct wasl_act act = {.number = a->number,
				     .time = a->time,
				     .due = a->due,
				     .n_due = a->n_due};

	wasl_clock_turn(&s->run, a->read, clock, a->def, a->before, after,
			&act);
	switch (wasl_clock_effect(a->read, clock, a->def, a->before, after)) {
	case WASL_CLOCK_NONE:
	case WASL_CLOCK_STOP:
		return;
	case WASL_CLOCK_START:
	case WASL_CLOCK_EXTEND:
		s->stood = (struct wasl_stood){0};
		s->from = a->time;
		return;
	case WASL_CLOCK_PAUSE:
		if (before.due != 0 && before.paused_at == 0)
			s->stood.later += between(suspended, s->from, a->time);
		return;
	case WASL_CLOCK_RESUME:
		if (before.paused_at != 0)
			end_pause(s, &before, a->time, suspended);
		return;
	}
}

struct wasl_stood wasl_clock_stood(const struct wasl_dossier *d, size_t end,
				   uint32_t n, int64_t time,
				   struct wasl_suspended suspended)
{
	struct standing s = {.from = INT64_MAX};

	if (suspended.n == 0)
		return s.stood;
	for (size_t i = 0; i < end; i++) {
		const struct wasl_dossier_act *a = &d->acts[i];
		const struct wasl_clock_def *clock =
			wasl_effect_counts(a->effect)
				? wasl_kind_clock(a->read, n)
				: NULL;

		if (clock != NULL)
			stand_through(&s, a, clock, suspended);
	}
	if (s.run.due != 0 && s.run.paused_at == 0)
		s.stood.later += between(suspended, s.from, time);
	return s.stood;
}

/* What an act that is not yet binding halted is shown as before it. */
static struct wasl_deadline before_halt(const struct wasl_dossier *d, size_t k,
					size_t prefix)
{
	const struct wasl_clock_past *past = &d->past[k];
	bool halting = past->halted != WASL_ACT_NONE && past->halted >= prefix;

	return (struct wasl_deadline){
		.def = &d->kind->clocks[k],
		.act = WASL_ACT_NONE,
		.due_sent = halting ? past->due : d->runs[k].due,
		.paused = !halting && d->runs[k].paused_at != 0,
		.stopping = halting,
	};
}

/* --- clocks per act and per item ----------------------------------------- */

static int64_t due_of(const struct wasl_dossier_act *a, uint32_t clock)
{
	for (size_t i = 0; i < a->n_due; i++)
		if (a->due[i].clock == clock)
			return a->due[i].at;
	return 0;
}

/* The act may be of an earlier version of the kind: numbers mean the same. */
static bool starts(const struct wasl_clock_def *clock,
		   const struct wasl_kind *kind, const struct wasl_act_def *act)
{
	const struct wasl_clock_def *same = wasl_kind_clock(kind, clock->n);

	return same != NULL &&
	       same->effects[act - kind->acts] == WASL_CLOCK_START;
}

/* How many runs a clock has at most; and one of them: 0 if it stands. */
static size_t count_runs(const struct wasl_dossier *d,
			 const struct wasl_clock_def *clock)
{
	if (clock->per == WASL_CLOCK_PER_ACT)
		return clock->answer != NULL ? d->stands.n_asked
					     : d->stands.n_alone;
	if (clock->per == WASL_CLOCK_PER_ITEM)
		return d->stands.sets[clock->items].n;
	return 0;
}

/* Per act: the one that waits. NONE: for another clock. */
static size_t waiting(const struct wasl_dossier *d,
		      const struct wasl_clock_def *clock, size_t i)
{
	if (clock->answer == NULL)
		return d->stands.alone[i];
	return d->stands.asked[i].clock == clock - d->kind->clocks
		       ? d->stands.asked[i].act
		       : WASL_ACT_NONE;
}

static struct wasl_deadline one_run(const struct wasl_dossier *d,
				    const struct wasl_clock_def *clock,
				    size_t i)
{
	struct wasl_deadline line = {.def = clock, .act = WASL_ACT_NONE};
	const struct wasl_item *item;
	const struct wasl_dossier_act *a;

	if (clock->per == WASL_CLOCK_PER_ITEM) {
		item = &d->stands.sets[clock->items].items[i];
		line.key = item->key;
		line.due_sent = item->due[clock->place];
		return line;
	}
	line.act = waiting(d, clock, i);
	if (line.act == WASL_ACT_NONE)
		return line;
	a = &d->acts[line.act];
	if (starts(clock, a->read, a->def))
		line.due_sent = due_of(a, clock->n);
	return line;
}

/* When a run began: an act's own, or that of the act that made or answered the
 * item. */
static int64_t begun(const struct wasl_dossier *d,
		     const struct wasl_clock_def *clock, size_t i)
{
	size_t act = clock->per == WASL_CLOCK_PER_ACT
			     ? waiting(d, clock, i)
			     : d->stands.sets[clock->items].items[i].act;

	return d->acts[act].time;
}

/* Who released an act alone must see to its second person; who is asked, to the
 * answer. */
static enum wasl_side duty_of(const struct wasl_dossier *d,
			      const struct wasl_clock_def *clock, size_t i)
{
	if (clock->per == WASL_CLOCK_PER_ACT) {
		enum wasl_origin by =
			d->acts[waiting(d, clock, i)].place.origin;

		return wasl_dossier_side(
			d, clock->answer == NULL ? by
						 : (enum wasl_origin)(1 - by));
	}
	return clock->expires ? (enum wasl_side)0 : clock->duty;
}

static int by_due(const void *a, const void *b)
{
	const struct wasl_clock_due *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return (x->started > y->started) - (x->started < y->started);
}

/* Sorted, so that of those due at once the earliest comes first. */
static size_t merge(struct wasl_clock_due *dues, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || dues[kept - 1].due != dues[i].due) {
			dues[kept++] = dues[i];
			continue;
		}
		dues[kept - 1].duty = (enum wasl_side)(
			(unsigned)dues[kept - 1].duty | (unsigned)dues[i].duty);
	}
	return kept;
}

size_t wasl_clock_dues_max(const struct wasl_dossier *d, size_t k)
{
	const struct wasl_clock_def *clock = &d->kind->clocks[k];

	return clock->per == WASL_CLOCK_ONE ? 1 : count_runs(d, clock);
}

/* What suspensions did to a run; in `end` acts, and never to custody. */
static void reckon_stood(struct wasl_clock_due *due, bool never, int64_t stood,
			 int64_t now, struct wasl_suspended suspended)
{
	if (never)
		return;
	due->stood = stood;
	due->stands = stands_now(suspended, now);
}

size_t wasl_clock_dues(struct wasl_clock_due *out, const struct wasl_dossier *d,
		       size_t k, int64_t now, struct wasl_suspended suspended)
{
	const struct wasl_clock_def *clock = &d->kind->clocks[k];
	bool never = never_stands(d->kind, clock);
	size_t runs = count_runs(d, clock);
	size_t n = 0;

	if (clock->per == WASL_CLOCK_ONE) {
		out[0] = (struct wasl_clock_due){
			.due = d->runs[k].due,
			.started = d->past[k].started,
			.paused = d->runs[k].paused_at != 0,
			.duty = duty_of(d, clock, 0),
		};
		reckon_stood(&out[0], never,
			     wasl_clock_stood(d, d->n, clock->n, now, suspended)
				     .later,
			     now, suspended);
		return out[0].due != 0;
	}
	for (size_t i = 0; i < runs; i++) {
		int64_t due = one_run(d, clock, i).due_sent;

		if (due == 0)
			continue;
		out[n] = (struct wasl_clock_due){
			.due = due,
			.started = begun(d, clock, i),
			.duty = duty_of(d, clock, i),
		};
		reckon_stood(&out[n], never,
			     between(suspended, out[n].started, now), now,
			     suspended);
		n++;
	}
	if (n > 1)
		qsort(out, n, sizeof(*out), by_due);
	return merge(out, n);
}

size_t wasl_deadlines_max(const struct wasl_dossier *d)
{
	size_t n = 0;

	for (size_t k = 0; d->kind != NULL && k < d->kind->n_clocks; k++)
		n += wasl_clock_dues_max(d, k);
	return n;
}

/* --- all of them --------------------------------------------------------- */

/* A line as it counts now; false if the clock stands still. */
static bool count_line(struct wasl_deadline *line, bool never, int64_t stood,
		       int64_t now, struct wasl_suspended suspended)
{
	if (line->due_sent == 0)
		return false;
	if (never) {
		line->paused = false;
	} else {
		line->stood = stood;
		line->stopped = stands_now(suspended, now);
	}
	line->due = line->due_sent + line->stood;
	line->late = !line->paused && !line->stopped && now > line->due;
	return true;
}

size_t wasl_deadlines(struct wasl_deadline *out, const struct wasl_dossier *d,
		      const struct wasl_bound_facts *facts, int64_t now,
		      struct wasl_suspended suspended)
{
	size_t prefix = wasl_bound_prefix(d, facts);
	size_t written = 0;

	for (size_t k = 0; d->kind != NULL && k < d->kind->n_clocks; k++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[k];
		bool never = never_stands(d->kind, clock);

		if (clock->per == WASL_CLOCK_ONE) {
			struct wasl_deadline *line = &out[written];

			*line = before_halt(d, k, prefix);
			written += count_line(
				line, never,
				wasl_clock_stood(d,
						 line->stopping
							 ? d->past[k].halted
							 : d->n,
						 clock->n, now, suspended)
					.later,
				now, suspended);
		}
		for (size_t i = 0; i < count_runs(d, clock); i++) {
			out[written] = one_run(d, clock, i);
			if (out[written].due_sent != 0)
				written += count_line(
					&out[written], never,
					between(suspended, begun(d, clock, i),
						now),
					now, suspended);
		}
	}
	return written;
}
