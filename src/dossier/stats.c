#include "dossier/stats.h"

#include "base/alloc.h"
#include "dossier/deadline.h"

#include <stdio.h>

#define NAMES_ARENA_MAX (1024 * 1024)

/* Clocks that the figures are about, by name: any kind may have them. */
static const char clock_ack[] = "ack";
static const char clock_reply[] = "reply";
static const char clock_removal[] = "removal";
/* The act that says that nobody answered; it answers nothing. */
static const char act_unanswered[] = "unanswered";
static const char kind_warning[] = "warning";
static const char kind_accreditation[] = "accreditation";

/* The ground that may stand for these, and so for all of them here. */
static const char ground_merged[] = "R27";
static const char ground_duplicate[] = "R24";
static const char *const grounds_maskable[] = {"R07", "R09", "R10", "R13",
					       "R19"};

enum often { ONCE, EACH };

_Static_assert(WASL_MEASURES <= 32, "a bit each in walk.once");

/* Acts that are a measure by themselves. */
static const struct counted {
	const char *kind, *act, *outcome;
	enum wasl_measure measure;
	enum often often;
} counted[] = {
#define X(measure, kind, act, outcome, often)                                  \
	{kind, act, outcome, WASL_MEASURE_##measure, often},
#include "dossier/counted.def"
#undef X
};

void wasl_stats_init(struct wasl_stats *s, int64_t from, int64_t until)
{
	*s = (struct wasl_stats){
		.from = from,
		.until = until,
		.arena = wasl_arena_init(NAMES_ARENA_MAX),
	};
}

void wasl_stats_deinit(struct wasl_stats *s)
{
	wasl_free(s->items);
	wasl_free((void *)s->names);
	wasl_free(s->suspensions);
	wasl_arena_deinit(&s->arena);
	*s = (struct wasl_stats){0};
}

/* --- events -------------------------------------------------------------- */

/* Few differ: kinds, codes of lists. */
static wasl_status intern(struct wasl_stats *s, const char **name,
			  struct wasl_err *err)
{
	if (*name == NULL || **name == '\0') {
		*name = "";
		return WASL_OK;
	}
	for (size_t i = 0; i < s->n_names; i++)
		if (strcmp(s->names[i], *name) == 0) {
			*name = s->names[i];
			return WASL_OK;
		}
	if (!wasl_grow(&s->names, &s->cap_names, s->n_names + 1,
		       sizeof(*s->names)))
		return wasl_fail(err, WASL_NO_MEMORY, "names");
	*name = wasl_arena_text(&s->arena, wasl_text_of(*name));
	WASL_TRY(wasl_arena_check(&s->arena, err));
	s->names[s->n_names++] = *name;
	return WASL_OK;
}

static wasl_status measure(struct wasl_stats *s, const struct wasl_measured *in,
			   int64_t time, struct wasl_err *err)
{
	struct wasl_measured *m;

	if (time < s->from || time >= s->until)
		return WASL_OK;
	if (s->n >= WASL_MEASURED_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "more than %d events: ask for a shorter time",
				 WASL_MEASURED_MAX);
	if (!wasl_grow(&s->items, &s->cap, s->n + 1, sizeof(*s->items)))
		return wasl_fail(err, WASL_NO_MEMORY, "events");
	m = &s->items[s->n];
	*m = *in;
	m->time = time;
	for (int i = 0; i < WASL_SPLITS; i++)
		WASL_TRY(intern(s, &m->by[i], err));
	s->n++;
	return WASL_OK;
}

/* --- a dossier, act by act ----------------------------------------------- */

/** What the fold says of a clock at its end, followed from its start. */
struct clock {
	struct wasl_clock_run run;
	int64_t started;
	int64_t stopped; /* seconds, of stops that ended */
	enum wasl_origin stopper;
};

struct walk {
	struct wasl_stats *s;
	const struct wasl_dossier *d;
	const struct wasl_kind *kind; /* of `clocks` */
	struct clock *clocks;
	const char *marks[WASL_MARKS]; /* in force */
	int64_t clarified;
	bool drill;
	struct wasl_suspended suspended;
	uint32_t once; /* measures that this dossier has had */
};

static enum wasl_origin asked_side(const struct walk *w)
{
	return (enum wasl_origin)(1 - wasl_order_opener(&w->d->id));
}

static enum wasl_origin duty_side(const struct walk *w, enum wasl_side duty)
{
	return duty == WASL_OPENER ? wasl_order_opener(&w->d->id)
				   : asked_side(w);
}

static struct wasl_measured event(const struct walk *w, enum wasl_measure what,
				  enum wasl_origin side)
{
	return (struct wasl_measured){
		.measure = (uint8_t)what,
		.side = (uint8_t)side,
		.value = 1,
		.by = {[WASL_SPLIT_KIND] = w->kind->name,
		       [WASL_SPLIT_URGENCY] = w->marks[WASL_MARK_URGENCY],
		       [WASL_SPLIT_SECTOR] = w->marks[WASL_MARK_SECTOR]},
	};
}

/* Clocks keep running under another version, by their numbers. */
static wasl_status enter_kind(struct walk *w, const struct wasl_kind *kind,
			      struct wasl_err *err)
{
	struct clock *clocks = wasl_alloc(kind->n_clocks + 1, sizeof(*clocks));

	if (clocks == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "clocks");
	for (size_t i = 0; w->kind != NULL && i < kind->n_clocks; i++)
		for (size_t k = 0; k < w->kind->n_clocks; k++)
			if (w->kind->clocks[k].n == kind->clocks[i].n)
				clocks[i] = w->clocks[k];
	wasl_free(w->clocks);
	w->clocks = clocks;
	w->kind = kind;
	return WASL_OK;
}

static bool has_clock(const struct wasl_kind *kind, const char *name)
{
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (strcmp(kind->clocks[i].name, name) == 0)
			return true;
	return false;
}

static wasl_status opened(struct walk *w, const struct wasl_dossier_act *a,
			  struct wasl_err *err)
{
	enum wasl_origin side = a->place.origin;
	bool warning = strcmp(w->kind->name, kind_warning) == 0;
	struct wasl_measured m = event(w, WASL_MEASURE_DOSSIER, side);

	w->drill = a->marks[WASL_MARK_DRILL] != NULL;
	if (w->drill) {
		m.measure = WASL_MEASURE_DRILL;
		return measure(w->s, &m, a->time, err);
	}
	WASL_TRY(measure(w->s, &m, a->time, err));
	m.measure = WASL_MEASURE_REQUEST;
	if (has_clock(w->kind, clock_reply))
		WASL_TRY(measure(w->s, &m, a->time, err));
	m.measure = WASL_MEASURE_WARN;
	return warning ? measure(w->s, &m, a->time, err) : WASL_OK;
}

/* --- clocks -------------------------------------------------------------- */

/* A stop of the clock is over. */
static wasl_status resumed(struct walk *w, struct clock *c, int64_t time,
			   struct wasl_err *err)
{
	struct wasl_measured m = event(w, WASL_MEASURE_STOP, c->stopper);

	m.value = time > c->run.paused_at ? time - c->run.paused_at : 0;
	c->stopped += m.value;
	return measure(w->s, &m, time, err);
}

static wasl_status ran(struct walk *w, const struct wasl_clock_def *def,
		       const struct clock *c, const struct wasl_dossier_act *a,
		       struct wasl_err *err)
{
	bool reply = strcmp(def->name, clock_reply) == 0;
	enum wasl_measure what = reply	    ? WASL_MEASURE_ANSWER
				 : w->drill ? WASL_MEASURE_DRILL_ACK
				 : strcmp(def->name, clock_ack) == 0
					 ? WASL_MEASURE_ACKNOWLEDGE
					 : WASL_MEASURE_REMOVE;
	struct wasl_measured m = event(w, what, a->place.origin);
	struct wasl_stood stood =
		wasl_clock_stands(w->kind, def)
			? wasl_clock_stood(w->d, (size_t)(a - w->d->acts),
					   def->n, a->time, w->suspended)
			: (struct wasl_stood){0};
	int64_t took = a->time - c->started - c->stopped -
		       (stood.later - stood.in_pauses);

	m.value = took > 0 ? took : 0;
	m.on_time = a->time <= c->run.due + stood.later;
	WASL_TRY(measure(w->s, &m, a->time, err));
	if (!reply)
		return WASL_OK;
	m.measure = WASL_MEASURE_CLARIFIED;
	m.value = w->clarified;
	return measure(w->s, &m, a->time, err);
}

static bool is_measured(const struct wasl_clock_def *def)
{
	return def->per == WASL_CLOCK_ONE &&
	       (strcmp(def->name, clock_ack) == 0 ||
		strcmp(def->name, clock_reply) == 0 ||
		strcmp(def->name, clock_removal) == 0);
}

static wasl_status turn_clock(struct walk *w, size_t k,
			      const struct wasl_dossier_act *a, uint8_t to,
			      struct wasl_err *err)
{
	const struct wasl_clock_def *def = &w->kind->clocks[k];
	struct clock *c = &w->clocks[k];
	bool answers = duty_side(w, def->duty) == a->place.origin &&
		       strcmp(a->def->name, act_unanswered) != 0;

	if (!is_measured(def))
		return WASL_OK;
	switch (wasl_clock_effect(w->kind, def, a->def, a->before, to)) {
	case WASL_CLOCK_NONE:
	case WASL_CLOCK_EXTEND:
		return WASL_OK;
	case WASL_CLOCK_START:
		*c = (struct clock){.run = c->run, .started = a->time};
		return WASL_OK;
	case WASL_CLOCK_PAUSE:
		if (c->run.paused_at == 0)
			c->stopper = a->place.origin;
		return WASL_OK;
	case WASL_CLOCK_RESUME:
		return c->run.paused_at != 0 ? resumed(w, c, a->time, err)
					     : WASL_OK;
	case WASL_CLOCK_STOP:
		if (c->run.due == 0)
			return WASL_OK;
		if (c->run.paused_at != 0)
			WASL_TRY(resumed(w, c, a->time, err));
		return answers ? ran(w, def, c, a, err) : WASL_OK;
	}
	return WASL_OK;
}

static wasl_status turn_clocks(struct walk *w, const struct wasl_dossier_act *a,
			       struct wasl_err *err)
{
	/* A `rebase` leads nowhere in the version that it leaves. */
	uint8_t to = a->under == w->kind ? a->after : a->before;
	const struct wasl_act act = {.number = a->number,
				     .time = a->time,
				     .due = a->due,
				     .n_due = a->n_due};

	for (size_t k = 0; k < w->kind->n_clocks; k++) {
		WASL_TRY(turn_clock(w, k, a, to, err));
		wasl_clock_turn(&w->clocks[k].run, w->kind, &w->kind->clocks[k],
				a->def, a->before, to, &act);
	}
	return WASL_OK;
}

/* --- acts ---------------------------------------------------------------- */

static const char *ground_of(const struct wasl_dossier_act *a)
{
	const char *ground = a->marks[WASL_MARK_GROUND];

	for (size_t i = 0;
	     ground != NULL &&
	     i < sizeof(grounds_maskable) / sizeof(grounds_maskable[0]);
	     i++)
		if (strcmp(ground, grounds_maskable[i]) == 0)
			return ground_merged;
	return ground;
}

static bool is_counted(const struct walk *w, const struct counted *c,
		       const struct wasl_dossier_act *a)
{
	const char *outcome = a->marks[WASL_MARK_OUTCOME];

	return strcmp(c->act, a->def->name) == 0 &&
	       (c->kind[0] == '\0' || strcmp(c->kind, w->kind->name) == 0) &&
	       (c->outcome[0] == '\0' ||
		(outcome != NULL && strcmp(c->outcome, outcome) == 0));
}

static wasl_status count(struct walk *w, const struct wasl_dossier_act *a,
			 struct wasl_err *err)
{
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		const struct counted *c = &counted[i];
		struct wasl_measured m = event(w, c->measure, a->place.origin);
		uint32_t bit = UINT32_C(1) << c->measure;

		if (!is_counted(w, c, a) ||
		    (c->often == ONCE && (w->once & bit) != 0))
			continue;
		w->once |= bit;
		w->clarified += c->measure == WASL_MEASURE_CLARIFY;
		m.by[WASL_SPLIT_LABEL] = ground_of(a);
		WASL_TRY(measure(w->s, &m, a->time, err));
		if (c->measure != WASL_MEASURE_REFUSE ||
		    m.by[WASL_SPLIT_LABEL] == NULL ||
		    strcmp(m.by[WASL_SPLIT_LABEL], ground_duplicate) != 0)
			continue;
		m.measure = WASL_MEASURE_DUPLICATE;
		WASL_TRY(measure(w->s, &m, a->time, err));
	}
	return WASL_OK;
}

/* One name for what is counted in two units, so that it is one figure. */
static const struct scale {
	const char *unit, *as;
	int64_t times;
} scales[] = {{"KG", "G", 1000}};

static struct wasl_amount scaled(const struct wasl_amount *in)
{
	struct wasl_amount out = *in;

	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++)
		if (strcmp(out.unit, scales[i].unit) == 0) {
			out.unit = scales[i].as;
			if (__builtin_mul_overflow(in->quantity,
						   scales[i].times,
						   &out.quantity))
				out.quantity = INT64_MAX;
		}
	return out;
}

static bool same_sort(const struct wasl_amount *a, const struct wasl_amount *b)
{
	return strcmp(a->what, b->what) == 0 && strcmp(a->unit, b->unit) == 0;
}

/* One event for each sort in the list, however often it stands there. */
static wasl_status amounts(struct walk *w, const struct wasl_dossier_act *a,
			   struct wasl_err *err)
{
	struct wasl_measured m = event(w, WASL_MEASURE_AMOUNT, a->place.origin);
	uint32_t bit = UINT32_C(1) << WASL_MEASURE_AMOUNT;
	char label[2 * WASL_KIND_NAME_MAX + 2];
	size_t n = a->reading == NULL ? 0 : a->reading->n_amounts;

	if (n == 0 || (w->once & bit) != 0)
		return WASL_OK;
	w->once |= bit;
	for (size_t i = 0; i < n; i++) {
		struct wasl_amount one = scaled(&a->reading->amounts[i]);
		bool first = true;

		m.value = 0;
		for (size_t k = 0; k < n; k++) {
			struct wasl_amount other =
				scaled(&a->reading->amounts[k]);

			if (!same_sort(&one, &other))
				continue;
			first &= k >= i;
			if (__builtin_add_overflow(m.value, other.quantity,
						   &m.value))
				m.value = INT64_MAX;
		}
		if (!first)
			continue;
		snprintf(label, sizeof(label), "%s-%s", one.what, one.unit);
		m.by[WASL_SPLIT_LABEL] = label;
		WASL_TRY(measure(w->s, &m, a->time, err));
	}
	return WASL_OK;
}

static wasl_status ended(struct walk *w, const struct wasl_dossier_act *a,
			 struct wasl_err *err)
{
	struct wasl_measured m =
		event(w, WASL_MEASURE_CLOSE_BARE, a->place.origin);

	if (strcmp(a->def->name, act_unanswered) == 0) {
		m.measure = WASL_MEASURE_UNANSWER;
		m.side = (uint8_t)asked_side(w);
		return measure(w->s, &m, a->time, err);
	}
	if (a->before == a->after || a->under != w->kind ||
	    !w->kind->states[a->after].final ||
	    w->marks[WASL_MARK_OUTCOME] != NULL)
		return WASL_OK;
	return measure(w->s, &m, a->time, err);
}

static wasl_status walk_act(struct walk *w, size_t i, struct wasl_err *err)
{
	const struct wasl_dossier_act *a = &w->d->acts[i];

	if (!wasl_effect_counts(a->effect))
		return WASL_OK;
	if (w->kind != a->read)
		WASL_TRY(enter_kind(w, a->read, err));
	for (int m = 0; m < WASL_MARKS; m++)
		if (a->marks[m] != NULL)
			w->marks[m] = a->marks[m];
	if (i == w->d->opening)
		WASL_TRY(opened(w, a, err));
	if (!w->drill) {
		WASL_TRY(count(w, a, err));
		WASL_TRY(amounts(w, a, err));
	}
	WASL_TRY(turn_clocks(w, a, err));
	if (!w->drill)
		WASL_TRY(ended(w, a, err));
	return a->under == w->kind ? WASL_OK : enter_kind(w, a->under, err);
}

/* Answers in force to persons of a batch. */
static wasl_status vetted(struct walk *w, struct wasl_err *err)
{
	for (size_t i = 0; i < w->kind->n_items; i++) {
		const struct wasl_item_set *set = &w->d->stands.sets[i];

		for (size_t k = 0; k < set->n; k++) {
			const struct wasl_item *item = &set->items[k];
			const struct wasl_dossier_act *a =
				&w->d->acts[item->act];
			struct wasl_measured m =
				event(w, WASL_MEASURE_VET, a->place.origin);

			if (item->code == 0)
				continue;
			m.by[WASL_SPLIT_LABEL] =
				wasl_item_code(&w->kind->items[i], item);
			WASL_TRY(measure(w->s, &m, a->time, err));
		}
	}
	return WASL_OK;
}

/* Of both sides, those that go on too; `all` has room for two more. */
static struct wasl_suspended suspended(const struct wasl_stats *s,
				       struct wasl_suspension *all)
{
	size_t n = s->n_suspensions;

	if (n > 0)
		memcpy(all, s->suspensions, n * sizeof(*all));
	for (int side = 0; side < 2; side++)
		if (s->suspended_at[side] != 0)
			all[n++] = (struct wasl_suspension){
				.from = s->suspended_at[side]};
	return (struct wasl_suspended){all, wasl_suspensions_merge(all, n)};
}

wasl_status wasl_stats_add(struct wasl_stats *s, const struct wasl_dossier *d,
			   struct wasl_err *err)
{
	struct walk w = {.s = s, .d = d};
	wasl_status status = WASL_OK;
	wasl_autofree struct wasl_suspension *all =
		wasl_alloc(s->n_suspensions + 2, sizeof(*all));

	if (all == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "suspensions");
	w.suspended = suspended(s, all);
	for (size_t i = 0; i < d->n && status == WASL_OK; i++)
		status = walk_act(&w, i, err);
	if (status == WASL_OK && w.kind != NULL &&
	    strcmp(w.kind->name, kind_accreditation) == 0)
		status = vetted(&w, err);
	wasl_free(w.clocks);
	return status;
}

wasl_status wasl_stats_flag(struct wasl_stats *s, enum wasl_origin side,
			    bool suspended, int64_t time, struct wasl_err *err)
{
	struct wasl_measured m = {.measure = WASL_MEASURE_SUSPEND,
				  .side = (uint8_t)side};
	int64_t since = s->suspended_at[side];

	if (suspended) {
		if (since == 0)
			s->suspended_at[side] = time;
		return WASL_OK;
	}
	s->suspended_at[side] = 0;
	m.value = time > since ? time - since : 0;
	if (since == 0)
		return WASL_OK;
	if (!wasl_grow(&s->suspensions, &s->cap_suspensions,
		       s->n_suspensions + 1, sizeof(*s->suspensions)))
		return wasl_fail(err, WASL_NO_MEMORY, "suspensions");
	if (m.value > 0)
		s->suspensions[s->n_suspensions++] =
			(struct wasl_suspension){since, time};
	return measure(s, &m, time, err);
}
