#include "dossier/linestate.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "kind/profile.h"

#include <stdlib.h>

/* What the acts of ten years may take: cards, duty cards, erasures. */
#define ARENA_MAX ((size_t)64 * 1024 * 1024)

static const char *const flag_names[] = {
	[WASL_LINE_ACTIVE] = "active",
	[WASL_LINE_RESTRICTED] = "restricted",
	[WASL_LINE_SUSPENDED] = "suspended",
};

const char *wasl_line_flag_name(enum wasl_line_flag flag)
{
	return flag_names[flag];
}

struct wasl_known wasl_known_at(const struct wasl_place *place)
{
	struct wasl_known known = {.epoch = place->epoch};

	known.size[place->origin] = place->index;
	known.size[1 - place->origin] = place->seen;
	return known;
}

void wasl_linestate_init(struct wasl_linestate *s, const struct wasl_kind *kind,
			 const struct wasl_dossier_id *id)
{
	*s = (struct wasl_linestate){
		.id = *id,
		.kind = kind,
		.arena = wasl_arena_init(ARENA_MAX),
	};
}

void wasl_linestate_deinit(struct wasl_linestate *s)
{
	wasl_free(s->acts);
	wasl_arena_deinit(&s->arena);
	*s = (struct wasl_linestate){0};
}

/* --- taking acts in ------------------------------------------------------ */

/* Text, bytes, hash or id of a field; {NULL, 0} if it is not there. */
static wasl_bytes field(const struct wasl_linestate_act *a, uint32_t n)
{
	const struct wasl_value *v = wasl_record_get(&a->record, n);

	if (v == NULL)
		return (wasl_bytes){NULL, 0};
	switch (v->type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return wasl_text_bytes(v->text);
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
		return v->bytes;
	case WASL_TYPE_INT:
	case WASL_TYPE_BOOL:
	case WASL_TYPE_INSTANT:
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
	case WASL_TYPE_BLOCK:
		break;
	}
	return (wasl_bytes){NULL, 0};
}

static wasl_status hash_profile(struct wasl_hash *out, wasl_bytes file,
				struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init((size_t)1024 * 1024);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct wasl_profile *profile;

	WASL_TRY(wasl_profile_new(&profile, &findings, file, err));
	*out = profile->hash;
	wasl_profile_free(profile);
	return WASL_OK;
}

static wasl_status take_hash(struct wasl_linestate_act *a, struct wasl_err *err)
{
	wasl_bytes value = field(a, 1);

	if (a->number == WASL_LINE_ACT_PROFILE)
		return hash_profile(&a->hash, value, err);
	if (a->number != WASL_LINE_ACT_AGREE)
		return WASL_OK;
	if (value.n != sizeof(a->hash))
		return wasl_fail(err, WASL_SCHEMA, "agree names no hash");
	memcpy(a->hash.b, value.p, sizeof(a->hash.b));
	return WASL_OK;
}

/* Numbers as in spec §7: does the state of the line depend on it? */
static bool is_kept(uint32_t number)
{
	switch ((enum wasl_line_act_number)number) {
	case WASL_LINE_ACT_PROFILE:
	case WASL_LINE_ACT_AGREE:
	case WASL_LINE_ACT_KEYS:
	case WASL_LINE_ACT_DUTY:
	case WASL_LINE_ACT_STATE:
	case WASL_LINE_ACT_ERASE:
	case WASL_LINE_ACT_ERASED:
	case WASL_LINE_ACT_EPOCH:
	case WASL_LINE_ACT_OFFICER:
	case WASL_LINE_ACT_HOLD:
		return true;
	case WASL_LINE_ACT_REJECT:
	case WASL_LINE_ACT_REGRANT:
	case WASL_LINE_ACT_SHEET:
	case WASL_LINE_ACT_DRILL:
	case WASL_LINE_ACT_OFFER:
		return false;
	}
	return false;
}

static wasl_status insert(struct wasl_linestate *s,
			  const struct wasl_linestate_act *a,
			  struct wasl_err *err)
{
	size_t at = s->n;

	while (at > 0 &&
	       wasl_order_cmp(&s->id, &s->acts[at - 1].place, &a->place) > 0)
		at--;
	if (at > 0 &&
	    wasl_order_cmp(&s->id, &s->acts[at - 1].place, &a->place) == 0)
		return wasl_fail(err, WASL_EXISTS, "act %llu is there already",
				 (unsigned long long)a->place.index);
	if (s->n == WASL_LINESTATE_ACTS_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "more than %d acts",
				 WASL_LINESTATE_ACTS_MAX);
	if (!wasl_grow(&s->acts, &s->cap, s->n + 1, sizeof(*s->acts)))
		return wasl_fail(err, WASL_NO_MEMORY, "line acts");
	memmove(s->acts + at + 1, s->acts + at, (s->n - at) * sizeof(*s->acts));
	s->acts[at] = *a;
	s->n++;
	return WASL_OK;
}

wasl_status wasl_linestate_add(struct wasl_linestate *s,
			       const struct wasl_place *place,
			       const struct wasl_act *act, struct wasl_err *err)
{
	const struct wasl_act_def *def = wasl_kind_act(s->kind, act->number);
	struct wasl_linestate_act a = {
		.place = *place, .number = act->number, .time = act->time};
	wasl_bytes fields;

	if (def == NULL)
		return wasl_fail(err, WASL_SCHEMA, "no line act %u",
				 (unsigned)act->number);
	fields = wasl_arena_copy(&s->arena, act->fields);
	WASL_TRY(wasl_arena_check(&s->arena, err));
	WASL_TRY(wasl_record_parse(&a.record, &s->arena, &def->shape, NULL,
				   fields, err));
	WASL_TRY(take_hash(&a, err));
	return is_kept(a.number) ? insert(s, &a, err) : WASL_OK;
}

void wasl_linestate_out(struct wasl_linestate *s, enum wasl_origin origin,
			uint32_t epoch, uint64_t index)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct wasl_place *at = &s->acts[i].place;

		if (at->origin == origin && at->epoch == epoch &&
		    at->index == index)
			s->acts[i].out = true;
	}
}

/* --- what holds ---------------------------------------------------------- */

static bool is_known(const struct wasl_known *known,
		     const struct wasl_linestate_act *a)
{
	if (a->out || a->place.epoch > known->epoch)
		return false;
	return a->place.epoch < known->epoch ||
	       a->place.index < known->size[a->place.origin];
}

/* The flag that an act `state` sets. */
static enum wasl_line_flag flag_in(const struct wasl_linestate_act *a)
{
	wasl_bytes flag = field(a, 1);

	for (int f = WASL_LINE_ACTIVE; f <= WASL_LINE_SUSPENDED; f++)
		if (wasl_bytes_eq(flag,
				  wasl_text_bytes(wasl_text_of(flag_names[f]))))
			return (enum wasl_line_flag)f;
	return WASL_LINE_ACTIVE;
}

enum wasl_line_flag wasl_linestate_flag_of(const struct wasl_linestate *s,
					   const struct wasl_known *known,
					   enum wasl_origin side)
{
	for (size_t i = s->n; i-- > 0;) {
		const struct wasl_linestate_act *a = &s->acts[i];

		if (a->number == WASL_LINE_ACT_STATE &&
		    a->place.origin == side && is_known(known, a))
			return flag_in(a);
	}
	return WASL_LINE_ACTIVE;
}

enum wasl_line_flag wasl_linestate_flag(const struct wasl_linestate *s,
					const struct wasl_known *known)
{
	enum wasl_line_flag first =
		wasl_linestate_flag_of(s, known, WASL_ORIGIN_FIRST);
	enum wasl_line_flag second =
		wasl_linestate_flag_of(s, known, WASL_ORIGIN_SECOND);

	return first > second ? first : second;
}

static int by_from(const void *a, const void *b)
{
	const struct wasl_suspension *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Of one side, in its own order; what ends before it began was none. */
static size_t suspensions_of(struct wasl_suspension *out,
			     const struct wasl_linestate *s,
			     const struct wasl_known *known,
			     enum wasl_origin side)
{
	size_t n = 0;
	bool open = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct wasl_linestate_act *a = &s->acts[i];
		bool suspends = flag_in(a) == WASL_LINE_SUSPENDED;

		if (a->number != WASL_LINE_ACT_STATE ||
		    a->place.origin != side || !is_known(known, a) ||
		    suspends == open)
			continue;
		open = suspends;
		if (suspends)
			out[n++] = (struct wasl_suspension){.from = a->time};
		else if (a->time > out[n - 1].from)
			out[n - 1].until = a->time;
		else
			n--;
	}
	return n;
}

size_t wasl_suspensions_merge(struct wasl_suspension *all, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(all, n, sizeof(*all), by_from);
	for (size_t i = 0; i < n; i++) {
		struct wasl_suspension *last =
			kept == 0 ? NULL : &all[kept - 1];

		if (last == NULL ||
		    (last->until != 0 && last->until < all[i].from))
			all[kept++] = all[i];
		else if (last->until != 0 &&
			 (all[i].until == 0 || all[i].until > last->until))
			last->until = all[i].until;
	}
	return kept;
}

wasl_status wasl_linestate_suspensions(const struct wasl_suspension **out,
				       size_t *n, struct wasl_arena *arena,
				       const struct wasl_linestate *s,
				       const struct wasl_known *known,
				       struct wasl_err *err)
{
	struct wasl_suspension *all =
		wasl_arena_take(arena, s->n + 1, sizeof(*all));

	WASL_TRY(wasl_arena_check(arena, err));
	*n = suspensions_of(all, s, known, WASL_ORIGIN_FIRST);
	*n += suspensions_of(all + *n, s, known, WASL_ORIGIN_SECOND);
	*n = wasl_suspensions_merge(all, *n);
	*out = all;
	return WASL_OK;
}

static bool names_profile(const struct wasl_linestate_act *a)
{
	return a->number == WASL_LINE_ACT_PROFILE ||
	       a->number == WASL_LINE_ACT_AGREE;
}

const struct wasl_hash *wasl_linestate_profile(const struct wasl_linestate *s,
					       const struct wasl_known *known)
{
	const struct wasl_hash *named[2] = {NULL, NULL};
	const struct wasl_hash *agreed = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct wasl_linestate_act *a = &s->acts[i];

		if (!names_profile(a) || !is_known(known, a))
			continue;
		named[a->place.origin] = &a->hash;
		if (named[0] != NULL && named[1] != NULL &&
		    wasl_hash_eq(named[0], named[1]))
			agreed = &a->hash;
	}
	return agreed;
}

const struct wasl_hash *
wasl_linestate_profile_of(const struct wasl_linestate *s,
			  const struct wasl_known *known, enum wasl_origin side)
{
	for (size_t i = s->n; i-- > 0;)
		if (names_profile(&s->acts[i]) &&
		    s->acts[i].place.origin == side &&
		    is_known(known, &s->acts[i]))
			return &s->acts[i].hash;
	return NULL;
}

wasl_status wasl_linestate_may(const struct wasl_linestate *s,
			       const struct wasl_leaving *act,
			       struct wasl_err *err)
{
	enum wasl_line_flag flag = wasl_linestate_flag(s, &WASL_KNOWN_ALL);

	if (act->line_dossier)
		return WASL_OK;
	if (act->opening && wasl_linestate_profile(s, &WASL_KNOWN_ALL) == NULL)
		return wasl_fault(err, WASL_CONFLICT, "", "profile-unagreed");
	if (act->always)
		return WASL_OK;
	if (flag == WASL_LINE_SUSPENDED)
		return wasl_fault(err, WASL_CONFLICT, "", "line-suspended");
	if (flag == WASL_LINE_RESTRICTED && act->opening)
		return wasl_fault(err, WASL_CONFLICT, "", "line-restricted");
	return WASL_OK;
}

struct wasl_erasure wasl_linestate_erasure(const struct wasl_linestate *s,
					   const struct wasl_known *known,
					   const struct wasl_dossier_id *id)
{
	struct wasl_erasure out = {0};

	for (size_t i = 0; i < s->n; i++) {
		const struct wasl_linestate_act *a = &s->acts[i];
		const struct wasl_value *until = wasl_record_get(&a->record, 2);
		enum wasl_origin side = a->place.origin;

		if (!is_known(known, a) ||
		    !wasl_bytes_eq(field(a, 1), wasl_dossier_id_bytes(id)))
			continue;
		if (a->number == WASL_LINE_ACT_ERASED) {
			out.erased[side] = true;
		} else if (a->number == WASL_LINE_ACT_HOLD) {
			out.hold_until[side] =
				until == NULL ? INT64_MAX : until->number;
		} else if (a->number == WASL_LINE_ACT_ERASE && !out.asked) {
			wasl_bytes ground = field(a, 2);

			out.asked = true;
			out.by = side;
			out.asked_at = a->time;
			out.ground =
				(wasl_text){(const char *)ground.p, ground.n};
		}
	}
	return out;
}

bool wasl_linestate_erased(const struct wasl_linestate *s,
			   const struct wasl_known *known,
			   const struct wasl_dossier_id *id)
{
	struct wasl_erasure erasure = wasl_linestate_erasure(s, known, id);

	return erasure.erased[0] || erasure.erased[1];
}

const struct wasl_linestate_act *
wasl_linestate_last(const struct wasl_linestate *s, enum wasl_origin side,
		    uint32_t number)
{
	for (size_t i = s->n; i-- > 0;)
		if (s->acts[i].number == number && !s->acts[i].out &&
		    s->acts[i].place.origin == side)
			return &s->acts[i];
	return NULL;
}

const struct wasl_linestate_act *
wasl_linestate_of(const struct wasl_linestate *s, enum wasl_origin side,
		  uint32_t number, wasl_bytes key)
{
	for (size_t i = s->n; i-- > 0;)
		if (s->acts[i].number == number && !s->acts[i].out &&
		    s->acts[i].place.origin == side &&
		    wasl_bytes_eq(field(&s->acts[i], 1), key))
			return &s->acts[i];
	return NULL;
}
