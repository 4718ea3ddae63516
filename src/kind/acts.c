/* States and acts of a kind file. */
#include "kind/build.h"

#include <stdlib.h>

/* --- states --------------------------------------------------------------- */

void wasl_build_states(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "states");
	size_t n = json_array_size(in);
	struct wasl_state *states =
		wasl_arena_take(b->arena, n + 1, sizeof(*states));
	const char *start = wasl_build_text(b, b->root, "/start", "start");

	if (n == 0 || n > WASL_KIND_STATES_MAX)
		wasl_build_fault(b->findings, "/states",
				 "must be a list of 1 to %d states",
				 WASL_KIND_STATES_MAX);
	if (states == NULL || n > WASL_KIND_STATES_MAX)
		return;
	states[0].name = "";
	b->kind->states = states;
	b->kind->n_states = 1;
	for (size_t i = 0; i < n; i++) {
		wasl_text name = wasl_json_text(json_array_get(in, i));
		const char *copy = wasl_build_copy(b, name);

		if (!wasl_build_name(b, copy, "/states"))
			return;
		if (wasl_kind_state(b->kind, copy) != WASL_STATE_REFUSED)
			wasl_build_fault(b->findings, "/states",
					 "has \"%s\" twice", copy);
		states[i + 1].name = copy;
		b->kind->n_states = i + 2;
	}
	if (start == NULL)
		return;
	b->kind->start = wasl_kind_state(b->kind, start);
	if (b->kind->start == WASL_STATE_REFUSED)
		wasl_build_fault(b->findings, "/start", "is no state");
}

uint8_t wasl_build_state(struct wasl_build *b, const char *pointer,
			 wasl_text name)
{
	for (size_t i = 1; i < b->kind->n_states; i++)
		if (wasl_text_is(name, b->kind->states[i].name))
			return (uint8_t)i;
	wasl_build_fault(b->findings, pointer, "\"%.*s\" is no state",
			 (int)name.n, name.p == NULL ? "" : name.p);
	return WASL_STATE_REFUSED;
}

/* --- from and to ---------------------------------------------------------- */

/* "to" is a state, or {state: state, "*": state}, or absent: it stays. */
static uint8_t target(struct wasl_build *b, const json_t *to,
		      const char *pointer, uint8_t from)
{
	const json_t *v = to;

	if (to == NULL)
		return from;
	if (json_is_object(to)) {
		v = json_object_get(to, wasl_kind_state_name(b->kind, from));
		if (v == NULL)
			v = json_object_get(to, "*");
		if (v == NULL)
			return from;
	}
	return wasl_build_state(b, pointer, wasl_json_text(v));
}

/* The members of a "to" by state are states. */
static void check_to(struct wasl_build *b, const json_t *to,
		     const char *pointer)
{
	const char *name;
	json_t *v;

	if (!json_is_object(to))
		return;
	json_object_foreach((json_t *)(uintptr_t)to, name,
			    v) if (strcmp(name, "*") != 0)
		wasl_build_state(b, pointer, wasl_text_of(name));
}

/*
 * "from": a list of states; "open", all that are not final; "any", all;
 * absent, the act that opens the dossier.
 */
static void build_moves(struct wasl_build *b, struct wasl_act_def *act,
			const json_t *in, const char *pointer)
{
	const json_t *from = json_object_get(in, "from");
	const json_t *to = json_object_get(in, "to");
	bool any = wasl_json_is(from, "any");
	bool open = wasl_json_is(from, "open");
	size_t n = b->kind->n_states;
	uint8_t *next = wasl_arena_take(b->arena, n, 1);

	if (next == NULL)
		return;
	memset(next, WASL_STATE_REFUSED, n);
	act->next = next;
	check_to(b, to, pointer);
	if (from == NULL) {
		next[WASL_STATE_UNOPENED] =
			target(b, to, pointer, WASL_STATE_UNOPENED);
		return;
	}
	for (size_t i = 1; i < n && (any || open); i++)
		if (any || !b->kind->states[i].final)
			next[i] = target(b, to, pointer, (uint8_t)i);
	if (any || open)
		return;
	if (json_array_size(from) == 0)
		wasl_build_fault(b->findings, pointer,
				 "\"from\" is \"any\", \"open\" or a list");
	for (size_t i = 0; i < json_array_size(from); i++) {
		uint8_t s = wasl_build_state(
			b, pointer, wasl_json_text(json_array_get(from, i)));

		if (s != WASL_STATE_REFUSED)
			next[s] = target(b, to, pointer, s);
	}
}

static void mark_state(struct wasl_build *b, const json_t *to,
		       const char *pointer)
{
	struct wasl_state *states =
		(struct wasl_state *)(uintptr_t)b->kind->states;
	uint8_t s = wasl_build_state(b, pointer, wasl_json_text(to));

	if (s != WASL_STATE_REFUSED)
		states[s].final = true;
}

/* A state is final if an act that closes leads to it, or a `then` does. */
static void mark_final(struct wasl_build *b, const json_t *in,
		       const char *pointer)
{
	const json_t *to = json_object_get(in, "to");
	const json_t *then = json_object_get(in, "then");
	const char *name;
	json_t *v;

	for (size_t i = 0; i < json_array_size(then); i++) {
		const json_t *way = json_array_get(then, i);

		if (json_is_true(json_object_get(way, "closes")))
			mark_state(b, json_object_get(way, "to"), pointer);
	}
	if (!json_is_true(json_object_get(in, "closes")))
		return;
	if (to == NULL)
		wasl_build_fault(b->findings, pointer, "closes, but has no to");
	if (json_is_string(to))
		mark_state(b, to, pointer);
	json_object_foreach((json_t *)(uintptr_t)to, name, v)
		mark_state(b, v, pointer);
}

/* --- the rest of an act --------------------------------------------------- */

static enum wasl_side side_of(struct wasl_build *b, const json_t *in,
			      const char *pointer)
{
	const json_t *by = json_object_get(in, "by");

	if (wasl_json_is(by, "opener"))
		return WASL_OPENER;
	if (wasl_json_is(by, "partner"))
		return WASL_PARTNER;
	if (!wasl_json_is(by, "either"))
		wasl_build_fault(b->findings, pointer,
				 "\"by\" is opener, partner or either");
	return WASL_EITHER;
}

static enum wasl_second second_of(struct wasl_build *b, const json_t *in,
				  const char *pointer)
{
	const json_t *v = json_object_get(in, "second");

	if (v == NULL || json_is_false(v))
		return WASL_SECOND_NONE;
	if (json_is_true(v))
		return WASL_SECOND_FIRST;
	if (!wasl_json_is(v, "later"))
		wasl_build_fault(b->findings, pointer,
				 "\"second\" is true, false or \"later\"");
	return WASL_SECOND_LATER;
}

uint32_t wasl_build_roles(struct wasl_build *b, const json_t *in,
			  const char *pointer, const char *member)
{
	const json_t *v = json_object_get(in, member);
	uint32_t roles = 0;

	for (size_t i = 0; i < wasl_build_words(v); i++) {
		wasl_text word = wasl_build_word(v, i);
		enum wasl_role role;

		if (word.p != NULL && wasl_role_find(&role, word))
			roles |= 1u << role;
		else
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" names no role", member);
	}
	if (roles == 0)
		wasl_build_fault(b->findings, pointer,
				 "names no role, so nobody may do it");
	return roles;
}

static int compare_slots(const void *a, const void *b)
{
	const struct wasl_slot *x = a;
	const struct wasl_slot *y = b;

	return (x->field->n > y->field->n) - (x->field->n < y->field->n);
}

/* A list of names of the file's fields. */
static struct wasl_shape shape_of_names(struct wasl_build *b, const json_t *in,
					const char *pointer)
{
	size_t n = json_array_size(in);
	struct wasl_slot *slots =
		wasl_arena_take(b->arena, n + 1, sizeof(*slots));
	struct wasl_shape shape = {slots, 0};

	if (slots == NULL)
		return shape;
	for (size_t i = 0; i < n; i++) {
		wasl_text name = wasl_json_text(json_array_get(in, i));
		const struct wasl_slot *slot =
			wasl_shape_find(&b->fields, name);

		if (slot == NULL || wasl_shape_find(&shape, name) != NULL)
			wasl_build_fault(b->findings, pointer,
					 "\"%.*s\" is no field, or twice",
					 (int)name.n,
					 name.p == NULL ? "" : name.p);
		else
			slots[shape.n++] = *slot;
	}
	qsort(slots, shape.n, sizeof(*slots), compare_slots);
	return shape;
}

/* "need": names among the act's fields that this act must have. */
static void demand_fields(struct wasl_build *b, const struct wasl_shape *shape,
			  const json_t *in, const char *pointer)
{
	for (size_t i = 0; i < json_array_size(in); i++) {
		wasl_text name = wasl_json_text(json_array_get(in, i));
		struct wasl_slot *slot =
			(struct wasl_slot *)(uintptr_t)wasl_shape_find(shape,
								       name);

		if (slot == NULL || slot->need)
			wasl_build_fault(b->findings, pointer,
					 "\"%.*s\" in \"need\" is no field of "
					 "the act, or needed anyway",
					 (int)name.n,
					 name.p == NULL ? "" : name.p);
		else
			slot->need = true;
	}
}

/* "fields": names of the file's fields, or fields of this act alone. */
static void build_shape(struct wasl_build *b, struct wasl_act_def *act,
			const json_t *in, const char *pointer)
{
	const json_t *fields = json_object_get(in, "fields");
	const json_t *need = json_object_get(in, "need");

	if (json_is_object(fields))
		act->shape = wasl_build_shape(b, fields, pointer);
	else
		act->shape = shape_of_names(b, fields, pointer);
	if (fields != NULL && !json_is_object(fields) && !json_is_array(fields))
		wasl_build_fault(b->findings, pointer,
				 "\"fields\" is a list or an object");
	if (need != NULL && !json_is_array(need))
		wasl_build_fault(b->findings, pointer, "\"need\" is a list");
	if (act->shape.n > WASL_CBOR_PAIRS_MAX)
		wasl_build_fault(b->findings, pointer,
				 "has more than %d fields",
				 WASL_CBOR_PAIRS_MAX);
	if (!b->arena->over)
		demand_fields(b, &act->shape, need, pointer);
}

static void build_act(struct wasl_build *b, struct wasl_act_def *act,
		      const char *name, const json_t *in, const char *pointer)
{
	static const char *const members[] = {
		"n",	"by", "role", "second", "always", "fact", "closes",
		"from", "to", "if",   "then",	"fields", "need", NULL};

	wasl_build_members(b, in, pointer, members);
	wasl_build_name(b, name, pointer);
	act->name = wasl_build_copy(b, wasl_text_of(name));
	act->n = wasl_build_number(b, in, pointer);
	act->by = side_of(b, in, pointer);
	act->roles = wasl_build_roles(b, in, pointer, "role");
	act->second = second_of(b, in, pointer);
	act->always = wasl_build_flag(b, in, pointer, "always");
	act->fact = wasl_build_flag(b, in, pointer, "fact");
	act->closes = wasl_build_flag(b, in, pointer, "closes");
	build_shape(b, act, in, pointer);
	build_moves(b, act, in, pointer);
}

static int compare_acts(const void *a, const void *b)
{
	const struct wasl_act_def *x = a;
	const struct wasl_act_def *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* Exactly one act opens, and the opener does it, unless it starts opened. */
static void find_opening(struct wasl_build *b)
{
	struct wasl_kind *kind = b->kind;

	for (size_t i = 0; i < kind->n_acts && !b->arena->over; i++) {
		const struct wasl_act_def *act = &kind->acts[i];

		if (i > 0 && act->n == kind->acts[i - 1].n)
			wasl_build_fault(b->findings, "/acts",
					 "\"%s\" and \"%s\" have one number",
					 kind->acts[i - 1].name, act->name);
		if (act->next[WASL_STATE_UNOPENED] == WASL_STATE_REFUSED)
			continue;
		if (kind->opening != NULL ||
		    kind->start != WASL_STATE_UNOPENED ||
		    act->by != WASL_OPENER ||
		    act->next[WASL_STATE_UNOPENED] == WASL_STATE_UNOPENED)
			wasl_build_fault(b->findings, "/acts",
					 "\"%s\" has no \"from\", but one act "
					 "of the opener opens, to a state",
					 act->name);
		kind->opening = act;
	}
	if (kind->opening == NULL && kind->start == WASL_STATE_UNOPENED)
		wasl_build_fault(b->findings, "/acts", "no act opens");
}

void wasl_build_acts(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "acts");
	size_t n = json_object_size(in);
	struct wasl_act_def *acts =
		wasl_arena_take(b->arena, n + 1, sizeof(*acts));
	const char *name;
	json_t *def;
	size_t i = 0;

	if (n == 0 || n > WASL_KIND_ACTS_MAX)
		wasl_build_fault(b->findings, "/acts",
				 "must be an object of 1 to %d acts",
				 WASL_KIND_ACTS_MAX);
	if (acts == NULL || n > WASL_KIND_ACTS_MAX)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, def) mark_final(
		b, def,
		wasl_pointer_member(b->arena, "/acts", wasl_text_of(name)));
	json_object_foreach((json_t *)(uintptr_t)in, name, def) build_act(
		b, &acts[i++], name, def,
		wasl_pointer_member(b->arena, "/acts", wasl_text_of(name)));
	qsort(acts, n, sizeof(*acts), compare_acts);
	b->kind->acts = acts;
	b->kind->n_acts = n;
	find_opening(b);
}
