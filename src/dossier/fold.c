#include "dossier/fold.h"

#include "base/alloc.h"

const char *wasl_mark_name(enum wasl_mark mark)
{
	static const char *const names[WASL_MARKS] = {
		[WASL_MARK_OUTCOME] = "outcome",
		[WASL_MARK_URGENCY] = "urgency",
		[WASL_MARK_BASIS] = "basis",
		[WASL_MARK_SECTOR] = "crime_area",
		[WASL_MARK_GROUND] = "ground",
		[WASL_MARK_DRILL] = "drill",
		[WASL_MARK_HANDLING] = "handling",
		[WASL_MARK_UNIT] = "unit",
	};

	return names[mark];
}

/* --- marks --------------------------------------------------------------- */

static void read_mark(struct wasl_dossier *d, struct wasl_dossier_act *a,
		      const struct wasl_shape *shape, struct wasl_cbor *c,
		      uint64_t n)
{
	for (enum wasl_mark m = 0; m < WASL_MARKS; m++) {
		const struct wasl_slot *slot = wasl_shape_find(
			shape, wasl_text_of(wasl_mark_name((enum wasl_mark)m)));

		if (slot == NULL || slot->field->n != n)
			continue;
		if (wasl_cbor_peek(c) == WASL_CBOR_TEXT)
			a->marks[m] =
				wasl_arena_text(&d->arena, wasl_cbor_text(c));
		else if (wasl_cbor_peek(c) == WASL_CBOR_BOOL)
			a->marks[m] = wasl_cbor_bool(c) ? "" : NULL;
		else
			break;
		return;
	}
	wasl_cbor_skip(c);
}

static wasl_status read_marks(struct wasl_dossier *d,
			      struct wasl_dossier_act *a,
			      const struct wasl_shape *shape, wasl_bytes fields,
			      struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(fields);
	size_t n = wasl_cbor_enter_map(&c);

	for (size_t i = 0; i < n && wasl_cbor_more(&c); i++)
		read_mark(d, a, shape, &c, wasl_cbor_uint(&c));
	wasl_cbor_leave(&c);
	WASL_TRY(wasl_cbor_finish(&c, err));
	return wasl_arena_check(&d->arena, err);
}

/* What the act makes and answers, for the dossier's limit. */
static size_t weigh(const struct wasl_kind *kind,
		    const struct wasl_reading *reading)
{
	size_t n = reading->n_marks;

	for (size_t i = 0; i < kind->n_items; i++)
		n += reading->counts[i];
	return n;
}

static wasl_status read_rest(struct wasl_dossier *d, struct wasl_dossier_act *a,
			     const struct wasl_act_def *def, wasl_bytes fields,
			     struct wasl_err *err)
{
	struct wasl_reading *reading =
		wasl_arena_take(&d->arena, 1, sizeof(*reading));
	size_t n;

	WASL_TRY(wasl_arena_check(&d->arena, err));
	WASL_TRY(
		wasl_reading_of(reading, &d->arena, d->kind, def, fields, err));
	n = weigh(d->kind, reading);
	if (n > WASL_ITEM_MARKS_MAX - d->n_marks)
		return wasl_fail(err, WASL_TOO_BIG,
				 "more than %d items and answers",
				 WASL_ITEM_MARKS_MAX);
	d->n_marks += n;
	a->reading = reading;
	return WASL_OK;
}

wasl_status wasl_fold_read(struct wasl_dossier *d, struct wasl_dossier_act *a,
			   wasl_bytes fields, struct wasl_err *err)
{
	const struct wasl_act_def *def = wasl_kind_act(d->kind, a->number);

	if (def == NULL)
		return WASL_OK;
	a->read = d->kind;
	WASL_TRY(read_marks(d, a, &def->shape, fields, err));
	return wasl_reading_needed(d->kind, def)
		       ? read_rest(d, a, def, fields, err)
		       : WASL_OK;
}

/* It is read by the kind in force, once, when the act comes. */
static wasl_status know(struct wasl_fold *fold, size_t i, struct wasl_err *err)
{
	struct wasl_dossier_act *a = &fold->d->acts[i];

	if (a->read == fold->d->kind)
		return WASL_OK;
	if (a->read == NULL && i == fold->fresh)
		return wasl_fold_read(fold->d, a, fold->fields, err);
	return wasl_fail(err, WASL_CONFLICT,
			 "an act was read by another kind; fold anew");
}

/* --- kind in force ------------------------------------------------------- */

/* Clocks keep running under another version: their numbers mean the same. */
static wasl_status set_clocks(struct wasl_dossier *d,
			      const struct wasl_kind *kind,
			      const struct wasl_kind *old, struct wasl_err *err)
{
	size_t n = kind->n_clocks == 0 ? 1 : kind->n_clocks;
	struct wasl_clock_run *runs = wasl_alloc(n, sizeof(*runs));
	struct wasl_clock_past *past = wasl_alloc(n, sizeof(*past));

	if (runs == NULL || past == NULL) {
		wasl_free(runs);
		wasl_free(past);
		return wasl_fail(err, WASL_NO_MEMORY, "clocks");
	}
	for (size_t i = 0; i < kind->n_clocks; i++) {
		past[i].halted = WASL_ACT_NONE;
		for (size_t k = 0; old != NULL && k < old->n_clocks; k++)
			if (old->clocks[k].n == kind->clocks[i].n) {
				runs[i] = d->runs[k];
				past[i] = d->past[k];
			}
	}
	wasl_free(d->runs);
	wasl_free(d->past);
	d->runs = runs;
	d->past = past;
	return WASL_OK;
}

static wasl_status find_kind(const struct wasl_kind **kind,
			     const struct wasl_profile **profile,
			     const struct wasl_dossier *d,
			     const struct wasl_dossier_act *a,
			     struct wasl_err *err)
{
	*kind = wasl_library_kind(d->library, a->kind);
	*profile = wasl_library_profile(d->library, a->profile);
	if (*kind == NULL || *profile == NULL)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "the %s that act %llu names is not held",
				 *kind == NULL ? "kind" : "profile",
				 (unsigned long long)a->place.index);
	return WASL_OK;
}

/* spec §8: "The first opening of an id counts"; spec §3: the id's first bit
 * says whose it is. */
static wasl_status try_open(struct wasl_dossier *d, size_t i,
			    struct wasl_err *err)
{
	const struct wasl_dossier_act *a = &d->acts[i];
	const struct wasl_profile *profile;
	const struct wasl_kind *kind;

	if (a->kind == NULL || a->place.origin != wasl_order_opener(&d->id))
		return WASL_OK;
	WASL_TRY(find_kind(&kind, &profile, d, a, err));
	if (kind->opening == NULL || kind->opening->n != a->number)
		return WASL_OK;
	WASL_TRY(set_clocks(d, kind, NULL, err));
	WASL_TRY(wasl_standing_begin(&d->stands, kind, NULL, err));
	d->opening = i;
	d->kind = kind;
	d->profile = profile;
	return WASL_OK;
}

static bool same_proposal(const struct wasl_dossier *d, size_t a, size_t b)
{
	return a != WASL_ACT_NONE && b != WASL_ACT_NONE &&
	       wasl_hash_eq(d->acts[a].kind, d->acts[b].kind) &&
	       wasl_hash_eq(d->acts[a].profile, d->acts[b].profile);
}

/* spec §8: the hashes of the opening hold until both sides name the same
 * others, each in a `rebase`. A version without the present state cannot. */
static wasl_status rebase(struct wasl_dossier *d, size_t i,
			  struct wasl_err *err)
{
	const struct wasl_profile *profile;
	const struct wasl_kind *kind;
	uint8_t state;

	d->rebase[d->acts[i].place.origin] = i;
	if (!same_proposal(d, d->rebase[0], d->rebase[1]))
		return WASL_OK;
	WASL_TRY(find_kind(&kind, &profile, d, &d->acts[i], err));
	state = wasl_kind_state(kind, wasl_kind_state_name(d->kind, d->state));
	if (strcmp(kind->name, d->kind->name) != 0 ||
	    state == WASL_STATE_REFUSED)
		return WASL_OK;
	WASL_TRY(set_clocks(d, kind, d->kind, err));
	WASL_TRY(wasl_standing_begin(&d->stands, kind, d->kind, err));
	d->kind = kind;
	d->profile = profile;
	d->state = state;
	d->rebase[0] = WASL_ACT_NONE;
	d->rebase[1] = WASL_ACT_NONE;
	return WASL_OK;
}

/* --- what an act does ---------------------------------------------------- */

static bool changed_state(const struct wasl_dossier_act *a)
{
	return a->before != a->after || a->read != a->under;
}

/* The act of the other side that brought what this one's author had not seen,
 * and for which the kind names an outcome; the latest. Where the table refuses
 * it, that is what changed the state; where a guard does, what can turn one. */
static uint8_t cross(const struct wasl_dossier *d, struct wasl_dossier_act *a,
		     size_t i, bool by_table)
{
	while (i-- > 0) {
		const struct wasl_dossier_act *other = &d->acts[i];
		const struct wasl_act_def *def;
		uint8_t to;

		if (other->place.origin == a->place.origin)
			continue;
		if (wasl_order_saw(&a->place, &other->place))
			break;
		if (!wasl_effect_counts(other->effect) ||
		    (!changed_state(other) && (by_table || !other->def->turns)))
			continue;
		def = wasl_kind_act(d->kind, other->number);
		to = def == NULL ? WASL_STATE_REFUSED
				 : wasl_kind_cross(d->kind, def, a->def);
		if (to == WASL_STATE_REFUSED)
			continue;
		a->standing = i;
		return to;
	}
	return WASL_STATE_REFUSED;
}

/* Where the act leads, and with which effect. */
static uint8_t decide(const struct wasl_dossier *d, struct wasl_dossier_act *a,
		      size_t i)
{
	uint8_t to = wasl_kind_can(d->kind, d->state, a->def,
				   wasl_dossier_side(d, a->place.origin));

	bool by_table = to == WASL_STATE_REFUSED;

	if (!by_table && wasl_standing_allows(d, a)) {
		a->effect = WASL_EFFECT_TOOK;
		return to;
	}
	to = cross(d, a, i, by_table);
	/* spec §8: "a fact about a person in custody is never void". */
	a->effect = (to == WASL_STATE_REFUSED || to == WASL_STATE_KEEP) &&
				    !a->def->fact
			    ? WASL_EFFECT_LAPSED
			    : WASL_EFFECT_CROSSED;
	return to == WASL_STATE_REFUSED || to == WASL_STATE_KEEP ? d->state
								 : to;
}

static bool has_due(const struct wasl_dossier_act *a, uint32_t clock)
{
	for (size_t i = 0; i < a->n_due; i++)
		if (a->due[i].clock == clock)
			return true;
	return false;
}

static void run_clocks(struct wasl_dossier *d, const struct wasl_dossier_act *a,
		       size_t i, uint8_t to)
{
	const struct wasl_act act = {
		.number = a->number,
		.time = a->time,
		.due = a->due,
		.n_due = a->n_due,
	};

	for (size_t k = 0; k < d->kind->n_clocks; k++) {
		struct wasl_clock_past *past = &d->past[k];

		if (d->kind->clocks[k].per != WASL_CLOCK_ONE)
			continue;
		switch (wasl_clock_effect(d->kind, &d->kind->clocks[k], a->def,
					  a->before, to)) {
		case WASL_CLOCK_NONE:
		case WASL_CLOCK_EXTEND:
			break;
		case WASL_CLOCK_START:
			/* Without a due instant nothing began. */
			past->started =
				has_due(a, d->kind->clocks[k].n) ? a->time : 0;
			past->halted = WASL_ACT_NONE;
			break;
		case WASL_CLOCK_STOP:
		case WASL_CLOCK_PAUSE:
			if (d->runs[k].due == 0 ||
			    past->halted != WASL_ACT_NONE)
				break;
			past->halted = i;
			past->due = d->runs[k].due;
			break;
		case WASL_CLOCK_RESUME:
			past->halted = WASL_ACT_NONE;
			break;
		}
	}
	wasl_clocks_fold(d->runs, d->kind, a->def, a->before, to, &act);
}

static wasl_status apply(struct wasl_dossier *d, size_t i, uint8_t to,
			 struct wasl_err *err)
{
	struct wasl_dossier_act *a = &d->acts[i];

	WASL_TRY(wasl_standing_take(d, i, a->before, err));
	if (a->effect == WASL_EFFECT_TOOK)
		to = wasl_standing_leads(d, i, to);
	wasl_standing_halt(d, to);
	run_clocks(d, a, i, to);
	for (int m = 0; m < WASL_MARKS; m++)
		if (a->marks[m] != NULL)
			d->marks[m] = a->marks[m];
	d->state = to;
	if (a->kind != NULL && strcmp(a->def->name, "rebase") == 0)
		WASL_TRY(rebase(d, i, err));
	return WASL_OK;
}

wasl_status wasl_fold_step(struct wasl_fold *fold, size_t i,
			   struct wasl_err *err)
{
	struct wasl_dossier *d = fold->d;
	struct wasl_dossier_act *a = &d->acts[i];
	uint8_t to;

	a->def = NULL;
	a->standing = WASL_ACT_NONE;
	a->confirmed = WASL_ACT_NONE;
	a->effect = a->out ? WASL_EFFECT_OUT : WASL_EFFECT_VOID;
	if (!a->out && d->kind == NULL)
		WASL_TRY(try_open(d, i, err));
	a->before = a->after = d->state;
	a->under = d->kind;
	if (a->out || d->kind == NULL)
		return WASL_OK;
	a->def = wasl_kind_act(d->kind, a->number);
	if (a->def == NULL ||
	    (a->def->by & wasl_dossier_side(d, a->place.origin)) == 0)
		return WASL_OK;
	WASL_TRY(know(fold, i, err));
	to = decide(d, a, i);
	if (wasl_effect_crossed(a->effect))
		d->crossed++;
	if (wasl_effect_counts(a->effect))
		WASL_TRY(apply(d, i, to, err));
	a->after = d->state;
	a->under = d->kind;
	return WASL_OK;
}

wasl_status wasl_fold_all(struct wasl_fold *fold, struct wasl_err *err)
{
	struct wasl_dossier *d = fold->d;

	wasl_standing_deinit(&d->stands, d->kind);
	d->opening = WASL_ACT_NONE;
	d->kind = NULL;
	d->profile = NULL;
	d->rebase[0] = WASL_ACT_NONE;
	d->rebase[1] = WASL_ACT_NONE;
	d->state = WASL_STATE_UNOPENED;
	d->crossed = 0;
	for (int m = 0; m < WASL_MARKS; m++)
		d->marks[m] = "";
	for (size_t i = 0; i < d->n; i++)
		WASL_TRY(wasl_fold_step(fold, i, err));
	return WASL_OK;
}
