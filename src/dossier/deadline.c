#include "dossier/deadline.h"

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
		.due_sent = halting ? past->due : d->runs[k].due,
		.paused = !halting && d->runs[k].paused_at != 0,
		.stopping = halting,
	};
}

size_t wasl_deadlines(struct wasl_deadline *out, const struct wasl_dossier *d,
		      const struct wasl_bound_facts *facts, int64_t now,
		      const struct wasl_suspension *suspensions, size_t n)
{
	size_t prefix = wasl_bound_prefix(d, facts);
	size_t written = 0;

	for (size_t k = 0; d->kind != NULL && k < d->kind->n_clocks; k++) {
		struct wasl_deadline line = before_halt(d, k, prefix);
		bool never = never_stands(d->kind, line.def);

		if (line.due_sent == 0)
			continue;
		line.due = line.due_sent;
		if (!never) {
			line.due += suspended(suspensions, n,
					      d->past[k].started, now);
			line.stopped = stands_now(suspensions, n, now);
		} else {
			line.paused = false;
		}
		line.late = !line.paused && !line.stopped && now > line.due;
		out[written++] = line;
	}
	return written;
}
