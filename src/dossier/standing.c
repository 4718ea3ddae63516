#include "dossier/standing.h"

#include "base/alloc.h"
#include "dossier/asked.h"
#include "dossier/dossier.h"

bool wasl_agreed(const struct wasl_agreement *agree)
{
	return agree->proposal != WASL_ACT_NONE &&
	       agree->approval[0] != WASL_ACT_NONE &&
	       agree->approval[1] != WASL_ACT_NONE;
}

int64_t wasl_agreed_from(const struct wasl_dossier *d,
			 const struct wasl_agreement *agree)
{
	const struct wasl_reading *reading =
		agree->proposal == WASL_ACT_NONE
			? NULL
			: d->acts[agree->proposal].reading;

	return reading == NULL ? 0 : reading->not_before;
}

/* Where the key is, or belongs. */
static size_t place_of(const struct wasl_item_set *set, uint32_t key)
{
	size_t low = 0;
	size_t high = set->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (set->items[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct wasl_item *wasl_item_find(const struct wasl_item_set *set,
				       uint32_t key)
{
	size_t i = place_of(set, key);

	return i < set->n && set->items[i].key == key ? &set->items[i] : NULL;
}

const char *wasl_item_code(const struct wasl_item_def *def,
			   const struct wasl_item *item)
{
	return item->code == 0 ? "" : def->codes->items[item->code - 1].code;
}

/* --- beginning and ending ---------------------------------------------------
 */

void wasl_standing_deinit(struct wasl_standing *s, const struct wasl_kind *kind)
{
	for (size_t i = 0; kind != NULL && s->sets != NULL && i < kind->n_items;
	     i++) {
		wasl_free(s->sets[i].items);
		wasl_free(s->sets[i].by_code);
	}
	wasl_free(s->sets);
	wasl_free(s->agrees);
	wasl_free(s->last);
	wasl_free(s->alone);
	wasl_free(s->asked);
	*s = (struct wasl_standing){0};
}

static bool alloc_all(struct wasl_standing *s, const struct wasl_kind *kind)
{
	s->sets = wasl_alloc(kind->n_items + 1, sizeof(*s->sets));
	s->agrees = wasl_alloc(kind->n_agrees + 1, sizeof(*s->agrees));
	s->last = wasl_alloc(kind->n_acts + 1, sizeof(*s->last));
	if (s->sets == NULL || s->agrees == NULL || s->last == NULL)
		return false;
	for (size_t i = 0; i < kind->n_items; i++) {
		s->sets[i].by_code = wasl_alloc(kind->items[i].codes->n + 1,
						sizeof(uint32_t));
		if (s->sets[i].by_code == NULL)
			return false;
	}
	for (size_t i = 0; i < kind->n_agrees; i++)
		s->agrees[i] = (struct wasl_agreement){
			WASL_ACT_NONE, {WASL_ACT_NONE, WASL_ACT_NONE}};
	for (size_t i = 0; i < kind->n_acts; i++)
		s->last[i] = WASL_ACT_NONE;
	return true;
}

/* Items keep their answers by the name of the code; one that the new list does
 * not have leaves its item open. */
static void carry_set(struct wasl_item_set *to, struct wasl_item_set *from,
		      const struct wasl_item_def *now,
		      const struct wasl_item_def *old)
{
	to->items = from->items;
	to->n = from->n;
	to->cap = from->cap;
	from->items = NULL;
	from->n = 0;
	for (size_t i = 0; i < to->n; i++) {
		struct wasl_item *item = &to->items[i];
		int at = item->code == 0
				 ? -1
				 : wasl_codes_find(now->codes,
						   wasl_text_of(wasl_item_code(
							   old, item)));

		item->code = (uint16_t)(at + 1);
		to->by_code[item->code]++;
	}
}

static void carry(struct wasl_standing *to, struct wasl_standing *from,
		  const struct wasl_kind *now, const struct wasl_kind *old)
{
	for (size_t i = 0; i < now->n_items; i++)
		for (size_t k = 0; k < old->n_items; k++)
			if (strcmp(now->items[i].name, old->items[k].name) == 0)
				carry_set(&to->sets[i], &from->sets[k],
					  &now->items[i], &old->items[k]);
	for (size_t i = 0; i < now->n_agrees; i++)
		for (size_t k = 0; k < old->n_agrees; k++)
			if (strcmp(now->agrees[i].name, old->agrees[k].name) ==
			    0)
				to->agrees[i] = from->agrees[k];
	for (size_t i = 0; i < now->n_acts; i++)
		for (size_t k = 0; k < old->n_acts; k++)
			if (now->acts[i].n == old->acts[k].n)
				to->last[i] = from->last[k];
	to->alone = from->alone;
	to->n_alone = from->n_alone;
	to->cap_alone = from->cap_alone;
	from->alone = NULL;
	wasl_asked_carry(to, from, now, old);
}

wasl_status wasl_standing_begin(struct wasl_standing *s,
				const struct wasl_kind *kind,
				const struct wasl_kind *old,
				struct wasl_err *err)
{
	struct wasl_standing fresh = {0};

	if (!alloc_all(&fresh, kind)) {
		wasl_standing_deinit(&fresh, kind);
		return wasl_fail(err, WASL_NO_MEMORY, "items");
	}
	if (old != NULL)
		carry(&fresh, s, kind, old);
	wasl_standing_deinit(s, old);
	*s = fresh;
	return WASL_OK;
}

/* --- guards ------------------------------------------------------------------
 */

struct asking {
	const struct wasl_dossier *d;
	const struct wasl_dossier_act *act;
};

static uint32_t count_codes(const struct wasl_item_set *set,
			    const struct wasl_code_set *codes)
{
	uint32_t n = 0;

	if (codes->n == 0)
		return (uint32_t)set->n - set->by_code[0];
	for (size_t i = 0; i < codes->n; i++)
		n += set->by_code[codes->items[i] + 1];
	return n;
}

static bool is_alone(const struct wasl_standing *s, size_t act)
{
	for (size_t i = 0; i < s->n_alone; i++)
		if (s->alone[i] == act)
			return true;
	return false;
}

static bool same_ask(const struct wasl_guard *a, const struct wasl_guard *b)
{
	if (a->what != b->what || a->codes.n != b->codes.n)
		return false;
	for (size_t i = 0; i < a->codes.n; i++)
		if (strcmp(a->codes.of->items[a->codes.items[i]].code,
			   b->codes.of->items[b->codes.items[i]].code) != 0)
			return false;
	return true;
}

/* What the opening said. It was read by the version of its time: a question
 * that this did not ask is answered no. */
static bool ask_opening(const struct wasl_dossier *d,
			const struct wasl_guard *guard)
{
	const struct wasl_dossier_act *a =
		d->opening == WASL_ACT_NONE ? NULL : &d->acts[d->opening];

	if (a == NULL || a->reading == NULL)
		return false;
	for (size_t i = 0; i < a->read->n_opened; i++)
		if (same_ask(a->read->opened[i], guard))
			return (a->reading->opened >> i & 1) != 0;
	return false;
}

/* Approved by both, and by the act's own time no more held back. */
static bool ask_agreed(const struct asking *a, uint32_t what)
{
	const struct wasl_agreement *agree = &a->d->stands.agrees[what];

	return wasl_agreed(agree) &&
	       a->act->time >= wasl_agreed_from(a->d, agree);
}

static bool ask(const void *facts, const struct wasl_guard *guard)
{
	const struct asking *a = facts;
	const struct wasl_standing *s = &a->d->stands;
	const struct wasl_reading *reading = a->act->reading;
	const struct wasl_item_set *set;

	switch (guard->op) {
	case WASL_GUARD_EVERY:
		set = &s->sets[guard->what];
		return set->n > 0 && count_codes(set, &guard->codes) == set->n;
	case WASL_GUARD_SOME:
		return count_codes(&s->sets[guard->what], &guard->codes) > 0;
	case WASL_GUARD_AGREED:
		return ask_agreed(a, guard->what);
	case WASL_GUARD_DONE:
		return s->last[guard->what] != WASL_ACT_NONE;
	case WASL_GUARD_CONFIRMED:
		return s->last[guard->what] != WASL_ACT_NONE &&
		       !is_alone(s, s->last[guard->what]);
	case WASL_GUARD_IS:
		return reading != NULL && (reading->asks >> guard->place & 1);
	case WASL_GUARD_OPENED:
		return ask_opening(a->d, guard);
	case WASL_GUARD_ALL:
	case WASL_GUARD_ANY:
	case WASL_GUARD_NOT:
		break;
	}
	return false;
}

bool wasl_standing_holds(const struct wasl_dossier *d,
			 const struct wasl_dossier_act *act,
			 const struct wasl_guard *guard)
{
	const struct asking a = {d, act};
	const struct wasl_guard_facts facts = {ask, &a};

	return wasl_guard_holds(guard, &facts);
}

uint8_t wasl_standing_leads(const struct wasl_dossier *d, size_t i, uint8_t to)
{
	const struct wasl_dossier_act *a = &d->acts[i];
	const struct wasl_act_def *def = a->def;

	for (size_t k = 0; k < def->n_thens; k++)
		if ((def->thens[k].from >> a->before & 1) != 0 &&
		    wasl_standing_holds(d, a, &def->thens[k].guard))
			return def->thens[k].to;
	return to;
}

/* --- what an act needs
 * --------------------------------------------------------- */

/* The act of the same side that the confirmation names: alone, by another
 * person; without a record, any; NONE if there is none. */
static size_t confirmed_by(const struct wasl_dossier *d,
			   const struct wasl_dossier_act *a)
{
	for (size_t k = d->stands.n_alone; k-- > 0;) {
		size_t at = d->stands.alone[k];
		const struct wasl_dossier_act *other = &d->acts[at];

		if (other->place.origin != a->place.origin ||
		    strcmp(other->author, a->author) == 0)
			continue;
		if (a->reading == NULL ||
		    (a->reading->names_entry &&
		     other->place.index == a->reading->entry))
			return at;
	}
	return WASL_ACT_NONE;
}

/* An approval names the standing proposal; a proposal comes from one who saw
 * the other side's. */
bool wasl_standing_approves(const struct wasl_dossier *d,
			    const struct wasl_dossier_act *a, size_t k)
{
	const struct wasl_agree_def *def = &d->kind->agrees[k];
	const struct wasl_agreement *agree = &d->stands.agrees[k];
	const struct wasl_dossier_act *proposal =
		agree->proposal == WASL_ACT_NONE ? NULL
						 : &d->acts[agree->proposal];

	if (def->agree == a->def)
		return proposal != NULL &&
		       (a->reading == NULL ||
			(a->reading->hashed &&
			 wasl_hash_eq(&proposal->reading->hash,
				      &a->reading->hash)));
	return !wasl_agree_proposes(def, a->def) || proposal == NULL ||
	       proposal->place.origin == a->place.origin ||
	       wasl_order_saw(&a->place, &proposal->place);
}

bool wasl_standing_confirms(const struct wasl_dossier *d,
			    const struct wasl_dossier_act *a)
{
	return d->kind->confirm.act != a->def ||
	       confirmed_by(d, a) != WASL_ACT_NONE;
}

bool wasl_standing_allows(const struct wasl_dossier *d,
			  const struct wasl_dossier_act *a)
{
	if (!wasl_standing_confirms(d, a))
		return false;
	for (size_t k = 0; k < d->kind->n_agrees; k++)
		if (!wasl_standing_approves(d, a, k))
			return false;
	return a->def->guard == NULL ||
	       (a->reading == NULL && a->def->n_asks > 0) ||
	       wasl_standing_holds(d, a, a->def->guard);
}

/* --- what an act does
 * ----------------------------------------------------------- */

/* The item of the key, made if there is none. */
static struct wasl_item *make_item(struct wasl_item_set *set, uint16_t key)
{
	size_t at = place_of(set, key);

	if (at < set->n && set->items[at].key == key)
		return &set->items[at];
	if (!wasl_grow(&set->items, &set->cap, set->n + 1, sizeof(*set->items)))
		return NULL;
	memmove(set->items + at + 1, set->items + at,
		(set->n - at) * sizeof(*set->items));
	set->items[at] = (struct wasl_item){.key = key};
	set->n++;
	set->by_code[0]++;
	return &set->items[at];
}

static void set_code(struct wasl_item_set *set, struct wasl_item *item,
		     uint16_t code)
{
	set->by_code[item->code]--;
	set->by_code[code]++;
	item->code = code;
}

static bool code_counts(const struct wasl_clock_def *clock,
			const struct wasl_item_mark *mark)
{
	if (!mark->answer || clock->codes.n == 0)
		return true;
	for (size_t i = 0; i < clock->codes.n; i++)
		if (clock->codes.items[i] == mark->code)
			return true;
	return false;
}

/* The instant that the act carries for a clock, 0 if none. */
static int64_t due_of(const struct wasl_dossier_act *a, uint32_t clock)
{
	for (size_t i = 0; i < a->n_due; i++)
		if (a->due[i].clock == clock)
			return a->due[i].at;
	return 0;
}

/* What an act that lists or answers an item does to the item's clocks. */
static void run_item(struct wasl_dossier *d, const struct wasl_dossier_act *a,
		     uint8_t before, struct wasl_item *item,
		     const struct wasl_item_mark *mark)
{
	for (size_t i = 0; i < d->kind->n_clocks; i++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[i];
		uint8_t effect = clock->effects[a->def - d->kind->acts];

		if (clock->per != WASL_CLOCK_PER_ITEM ||
		    clock->items != mark->items)
			continue;
		if (effect == WASL_CLOCK_STOP || !code_counts(clock, mark))
			item->due[clock->place] = 0;
		else if (effect == WASL_CLOCK_START &&
			 (clock->in >> before & 1) != 0)
			item->due[clock->place] = clock->at_field != 0
							  ? mark->due
							  : due_of(a, clock->n);
	}
}

static bool take_mark(struct wasl_dossier *d, size_t i, uint8_t before,
		      const struct wasl_item_mark *mark)
{
	const struct wasl_dossier_act *a = &d->acts[i];
	const struct wasl_item_def *def = &d->kind->items[mark->items];
	struct wasl_item_set *set = &d->stands.sets[mark->items];
	struct wasl_item *item;

	if (mark->answer) {
		item = (struct wasl_item *)(uintptr_t)wasl_item_find(set,
								     mark->key);
		/* An answer to what is no item changes nothing. */
		if (item == NULL)
			return true;
		set_code(set, item, (uint16_t)(mark->code + 1));
	} else {
		if (!wasl_item_own(def, mark->key,
				   wasl_dossier_side(d, a->place.origin)))
			return true;
		item = make_item(set, mark->key);
		if (item == NULL)
			return false;
		set_code(set, item, 0);
	}
	item->act = i;
	run_item(d, a, before, item, mark);
	return true;
}

static void clear_set(struct wasl_item_set *set,
		      const struct wasl_item_def *def)
{
	set->n = 0;
	memset(set->by_code, 0, (def->codes->n + 1) * sizeof(*set->by_code));
}

static bool take_count(struct wasl_dossier *d, size_t i, uint8_t before,
		       size_t set, uint16_t count)
{
	for (uint16_t key = 1; key <= count; key++)
		if (!take_mark(d, i, before,
			       &(struct wasl_item_mark){.items = (uint8_t)set,
							.key = key}))
			return false;
	return true;
}

static bool take_items(struct wasl_dossier *d, size_t i, uint8_t before)
{
	const struct wasl_reading *reading = d->acts[i].reading;

	for (size_t k = 0; k < d->kind->n_items; k++) {
		const struct wasl_item_def *def = &d->kind->items[k];

		if (def->anew && (reading->lists[k] || reading->counts[k] > 0))
			clear_set(&d->stands.sets[k], def);
		if (!take_count(d, i, before, k, reading->counts[k]))
			return false;
	}
	for (size_t k = 0; k < reading->n_marks; k++)
		if (!take_mark(d, i, before, &reading->marks[k]))
			return false;
	return true;
}

/* A stopping act that carries none of the items stops them all. */
static void stop_all(struct wasl_dossier *d, const struct wasl_clock_def *clock)
{
	struct wasl_item_set *set = &d->stands.sets[clock->items];

	for (size_t i = 0; i < set->n; i++)
		set->items[i].due[clock->place] = 0;
}

static bool carries(const struct wasl_act_def *act,
		    const struct wasl_item_def *def)
{
	return wasl_shape_get(&act->shape, def->answers) != NULL ||
	       wasl_shape_get(&act->shape, wasl_item_source(def)) != NULL;
}

static void stop_items(struct wasl_dossier *d, const struct wasl_act_def *act)
{
	for (size_t i = 0; i < d->kind->n_clocks; i++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[i];

		if (clock->per == WASL_CLOCK_PER_ITEM &&
		    clock->effects[act - d->kind->acts] == WASL_CLOCK_STOP &&
		    !carries(act, &d->kind->items[clock->items]))
			stop_all(d, clock);
	}
}

void wasl_standing_halt(struct wasl_dossier *d, uint8_t after)
{
	for (size_t i = 0; i < d->kind->n_clocks; i++) {
		const struct wasl_clock_def *clock = &d->kind->clocks[i];

		if (clock->per == WASL_CLOCK_PER_ITEM &&
		    (clock->stop_in >> after & 1) != 0)
			stop_all(d, clock);
	}
}

static void take_agree(struct wasl_dossier *d, size_t i)
{
	const struct wasl_dossier_act *a = &d->acts[i];

	for (size_t k = 0; k < d->kind->n_agrees; k++) {
		const struct wasl_agree_def *def = &d->kind->agrees[k];
		struct wasl_agreement *agree = &d->stands.agrees[k];

		if (wasl_agree_proposes(def, a->def)) {
			*agree = (struct wasl_agreement){
				i, {WASL_ACT_NONE, WASL_ACT_NONE}};
			if (def->own)
				agree->approval[a->place.origin] = i;
		} else if (def->agree == a->def) {
			agree->approval[a->place.origin] = i;
		}
	}
}

static wasl_status take_second(struct wasl_dossier *d, size_t i,
			       struct wasl_err *err)
{
	struct wasl_standing *s = &d->stands;
	const struct wasl_act_def *def = d->acts[i].def;

	if (def->second == WASL_SECOND_LATER) {
		if (!wasl_grow(&s->alone, &s->cap_alone, s->n_alone + 1,
			       sizeof(*s->alone)))
			return wasl_fail(err, WASL_NO_MEMORY, "acts");
		s->alone[s->n_alone++] = i;
	}
	if (d->kind->confirm.act == def) {
		size_t at = confirmed_by(d, &d->acts[i]);
		size_t k = 0;

		while (k < s->n_alone && s->alone[k] != at)
			k++;
		if (k == s->n_alone)
			return WASL_OK;
		d->acts[at].confirmed = i;
		memmove(s->alone + k, s->alone + k + 1,
			(s->n_alone - k - 1) * sizeof(*s->alone));
		s->n_alone--;
	}
	return WASL_OK;
}

wasl_status wasl_standing_take(struct wasl_dossier *d, size_t i, uint8_t before,
			       struct wasl_err *err)
{
	const struct wasl_dossier_act *a = &d->acts[i];

	d->stands.last[a->def - d->kind->acts] = i;
	stop_items(d, a->def);
	if (a->reading != NULL && !take_items(d, i, before))
		return wasl_fail(err, WASL_NO_MEMORY, "items");
	if (a->reading != NULL && a->reading->hashed)
		take_agree(d, i);
	WASL_TRY(wasl_asked_take(d, i, before, err));
	return take_second(d, i, err);
}
