#include "dossier/deadline.h"

#include <stdlib.h>

/* domain rule of custody: a clock which an act starts that passes a suspended
 * line, or that is a fact about a person in custody, stands for nothing. */
static bool never_stands(const struct wasl_kind *kind,
			 const struct wasl_clock_def *clock)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (clock->effects[i] == WASL_CLOCK_START &&
		    (kind->acts[i].always || kind->acts[i].fact))
			return true;
	return false;
}

/* Seconds that suspensions took from a clock since it was started. */
static int64_t suspended(const struct wasl_suspension *s, size_t n,
			 int64_t from, int64_t now)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t begin = s[i].from > from ? s[i].from : from;
		int64_t end =
			s[i].until == 0 || s[i].until > now ? now : s[i].until;

		if (end > begin)
			sum += end - begin;
	}
	return sum;
}

static bool stands_now(const struct wasl_suspension *s, size_t n, int64_t now)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].from <= now && (s[i].until == 0 || s[i].until > now))
			return true;
	return false;
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

/* How many runs a clock has; and one of them: 0 if it stands. */
static size_t count_runs(const struct wasl_dossier *d,
			 const struct wasl_clock_def *clock)
{
	if (clock->per == WASL_CLOCK_PER_ACT)
		return d->stands.n_alone;
	if (clock->per == WASL_CLOCK_PER_ITEM)
		return d->stands.sets[clock->items].n;
	return 0;
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
	a = &d->acts[d->stands.alone[i]];
	line.act = d->stands.alone[i];
	if (clock->effects[a->def - d->kind->acts] == WASL_CLOCK_START)
		line.due_sent = due_of(a, clock->n);
	return line;
}

/* When a run began: an act's own, or that of the act that made or answered the
 * item. */
static int64_t begun(const struct wasl_dossier *d,
		     const struct wasl_clock_def *clock, size_t i)
{
	size_t act = clock->per == WASL_CLOCK_PER_ACT
			     ? d->stands.alone[i]
			     : d->stands.sets[clock->items].items[i].act;

	return d->acts[act].time;
}

/* Who released an act alone must see to its second person. */
static enum wasl_side duty_of(const struct wasl_dossier *d,
			      const struct wasl_clock_def *clock, size_t i)
{
	if (clock->per == WASL_CLOCK_PER_ACT)
		return wasl_dossier_side(
			d, d->acts[d->stands.alone[i]].place.origin);
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

size_t wasl_clock_dues(struct wasl_clock_due *out, const struct wasl_dossier *d,
		       size_t k)
{
	const struct wasl_clock_def *clock = &d->kind->clocks[k];
	size_t runs = count_runs(d, clock);
	size_t n = 0;

	if (clock->per == WASL_CLOCK_ONE) {
		out[0] = (struct wasl_clock_due){
			.due = d->runs[k].due,
			.started = d->past[k].started,
			.paused = d->runs[k].paused_at != 0,
			.duty = duty_of(d, clock, 0),
		};
		return out[0].due != 0;
	}
	for (size_t i = 0; i < runs; i++) {
		int64_t due = one_run(d, clock, i).due_sent;

		if (due != 0)
			out[n++] = (struct wasl_clock_due){
				.due = due,
				.started = begun(d, clock, i),
				.duty = duty_of(d, clock, i),
			};
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
static bool count_line(struct wasl_deadline *line, bool never, int64_t started,
		       int64_t now, const struct wasl_suspension *suspensions,
		       size_t n)
{
	if (line->due_sent == 0)
		return false;
	line->due = line->due_sent;
	if (never) {
		line->paused = false;
	} else {
		line->due += suspended(suspensions, n, started, now);
		line->stopped = stands_now(suspensions, n, now);
	}
	line->late = !line->paused && !line->stopped && now > line->due;
	return true;
}

size_t wasl_deadlines(struct wasl_deadline *out, const struct wasl_dossier *d,
		      const struct wasl_bound_facts *facts, int64_t now,
		      const struct wasl_suspension *suspensions, size_t n)
{
	size_t prefix = wasl_bound_prefix(d, facts);
	size_t written = 0;

	for (size_t k = 0; d->kind != NULL && k < d->kind->n_clocks; k++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[k];
		bool never = never_stands(d->kind, clock);

		if (clock->per == WASL_CLOCK_ONE) {
			out[written] = before_halt(d, k, prefix);
			written += count_line(&out[written], never,
					      d->past[k].started, now,
					      suspensions, n);
		}
		for (size_t i = 0; i < count_runs(d, clock); i++) {
			out[written] = one_run(d, clock, i);
			written += count_line(&out[written], never,
					      begun(d, clock, i), now,
					      suspensions, n);
		}
	}
	return written;
}
