#include "dossier/dossier.h"

#include "base/alloc.h"
#include "dossier/fold.h"

/* What all acts of one dossier may point to: about a kilobyte each. */
#define ARENA_MAX                                                              \
	((size_t)WASL_DOSSIER_ACTS_MAX * 1024 +                                \
	 4 * (size_t)WASL_ITEM_MARKS_MAX * sizeof(struct wasl_item_mark))

const char *wasl_effect_name(enum wasl_effect effect)
{
	switch (effect) {
	case WASL_EFFECT_TOOK:
		return "took";
	case WASL_EFFECT_CROSSED:
		return "crossed";
	case WASL_EFFECT_LAPSED:
		return "lapsed";
	case WASL_EFFECT_VOID:
		return "void";
	case WASL_EFFECT_OUT:
		return "out";
	}
	return "?";
}

void wasl_dossier_init(struct wasl_dossier *d,
		       const struct wasl_library *library,
		       const struct wasl_dossier_id *id)
{
	struct wasl_fold fold = {.d = d, .fresh = WASL_ACT_NONE};

	*d = (struct wasl_dossier){
		.id = *id,
		.library = library,
		.arena = wasl_arena_init(ARENA_MAX),
	};
	/* Nothing to fold: it only sets the result of no acts. */
	wasl_assert(wasl_fold_all(&fold, NULL) == WASL_OK);
}

void wasl_dossier_deinit(struct wasl_dossier *d)
{
	wasl_free(d->acts);
	wasl_free(d->runs);
	wasl_free(d->past);
	wasl_standing_deinit(&d->stands, d->kind);
	wasl_arena_deinit(&d->arena);
	*d = (struct wasl_dossier){0};
}

/* Where it belongs: the number of acts that sort before it. Most come last. */
static size_t find_place(const struct wasl_dossier *d,
			 const struct wasl_place *place)
{
	size_t i = d->n;

	while (i > 0 &&
	       wasl_order_cmp(&d->id, &d->acts[i - 1].place, place) > 0)
		i--;
	return i;
}

static size_t find_act(const struct wasl_dossier *d, enum wasl_origin origin,
		       uint32_t epoch, uint64_t index)
{
	for (size_t i = d->n; i-- > 0;) {
		const struct wasl_place *at = &d->acts[i].place;

		if (at->origin == origin && at->epoch == epoch &&
		    at->index == index)
			return i;
	}
	return WASL_ACT_NONE;
}

static const struct wasl_hash *copy_hash(struct wasl_arena *arena,
					 const struct wasl_hash *hash)
{
	struct wasl_hash *copy = wasl_arena_take(arena, 1, sizeof(*copy));

	if (copy != NULL)
		*copy = *hash;
	return copy;
}

/* Copy what the fold needs of an act; the rest stays sealed in its envelope. */
static wasl_status copy_act(struct wasl_dossier *d,
			    struct wasl_dossier_act *out,
			    const struct wasl_place *place,
			    const struct wasl_act *act, struct wasl_err *err)
{
	struct wasl_arena *arena = &d->arena;

	*out = (struct wasl_dossier_act){
		.place = *place,
		.number = act->number,
		.time = act->time,
		.reference = "",
		.author = wasl_arena_text(arena, act->author),
		.standing = WASL_ACT_NONE,
		.confirmed = WASL_ACT_NONE,
	};
	if (act->opening.present) {
		out->kind = copy_hash(arena, &act->opening.kind);
		out->profile = copy_hash(arena, &act->opening.profile);
		out->reference = wasl_arena_text(arena, act->opening.reference);
	}
	if (act->n_due > 0) {
		size_t n = act->n_due * sizeof(*act->due);
		struct wasl_due *due =
			wasl_arena_take(arena, act->n_due, sizeof(*due));

		if (due != NULL)
			memcpy(due, act->due, n);
		out->due = due;
		out->n_due = due == NULL ? 0 : act->n_due;
	}
	return wasl_arena_check(arena, err);
}

wasl_status wasl_dossier_add(struct wasl_dossier *d,
			     const struct wasl_place *place,
			     const struct wasl_act *act, struct wasl_err *err)
{
	struct wasl_dossier_act in;
	size_t at = find_place(d, place);
	struct wasl_fold fold = {.d = d, .fresh = at, .fields = act->fields};

	if (at > 0 &&
	    wasl_order_cmp(&d->id, &d->acts[at - 1].place, place) == 0)
		return wasl_fail(err, WASL_EXISTS, "act %llu is there already",
				 (unsigned long long)place->index);
	if (d->n == WASL_DOSSIER_ACTS_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "more than %d acts",
				 WASL_DOSSIER_ACTS_MAX);
	if (!wasl_grow(&d->acts, &d->cap, d->n + 1, sizeof(*d->acts)))
		return wasl_fail(err, WASL_NO_MEMORY, "acts");
	WASL_TRY(copy_act(d, &in, place, act, err));
	if (d->kind != NULL)
		WASL_TRY(wasl_fold_read(d, &in, act->fields, err));
	memmove(d->acts + at + 1, d->acts + at, (d->n - at) * sizeof(*d->acts));
	d->acts[at] = in;
	d->n++;
	if (at + 1 == d->n)
		return wasl_fold_step(&fold, at, err);
	return wasl_fold_all(&fold, err);
}

wasl_status wasl_dossier_out(struct wasl_dossier *d, enum wasl_origin origin,
			     uint32_t epoch, uint64_t index,
			     struct wasl_err *err)
{
	struct wasl_fold fold = {.d = d, .fresh = WASL_ACT_NONE};
	size_t i = find_act(d, origin, epoch, index);

	if (i == WASL_ACT_NONE)
		return wasl_fail(err, WASL_NOT_FOUND, "no act %llu here",
				 (unsigned long long)index);
	if (d->acts[i].out)
		return WASL_OK;
	d->acts[i].out = true;
	return wasl_fold_all(&fold, err);
}

enum wasl_side wasl_dossier_side(const struct wasl_dossier *d,
				 enum wasl_origin origin)
{
	return origin == wasl_order_opener(&d->id) ? WASL_OPENER : WASL_PARTNER;
}

const char *wasl_dossier_state(const struct wasl_dossier *d)
{
	return d->kind == NULL ? "" : wasl_kind_state_name(d->kind, d->state);
}

bool wasl_dossier_parent(const struct wasl_dossier *d,
			 struct wasl_dossier_id *out)
{
	const struct wasl_reading *reading =
		d->opening == WASL_ACT_NONE ? NULL
					    : d->acts[d->opening].reading;

	if (reading == NULL || !reading->has_parent)
		return false;
	*out = reading->parent;
	return true;
}

struct wasl_dossier_act wasl_dossier_next(const struct wasl_act_def *def,
					  const struct wasl_reading *reading,
					  const char *author,
					  enum wasl_origin origin, int64_t time)
{
	return (struct wasl_dossier_act){
		.place = {.origin = origin,
			  .epoch = UINT32_MAX,
			  .seen = UINT64_MAX},
		.time = time,
		.def = def,
		.author = author,
		.reading = reading,
	};
}

bool wasl_dossier_allows(const struct wasl_dossier *d,
			 const struct wasl_act_def *def,
			 const struct wasl_reading *reading, const char *author,
			 enum wasl_origin origin, int64_t time)
{
	const struct wasl_dossier_act act =
		wasl_dossier_next(def, reading, author, origin, time);

	return wasl_kind_can(d->kind, d->state, def,
			     wasl_dossier_side(d, origin)) !=
		       WASL_STATE_REFUSED &&
	       wasl_standing_allows(d, &act);
}

bool wasl_dossier_closed(const struct wasl_dossier *d)
{
	return d->kind != NULL && d->kind->states[d->state].final;
}

const char *wasl_dossier_reference(const struct wasl_dossier *d)
{
	return d->opening == WASL_ACT_NONE ? "" : d->acts[d->opening].reference;
}
