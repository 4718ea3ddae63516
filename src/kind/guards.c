/* Guards of a kind file: an act's `if` and `then`. */
#include "kind/build.h"
#include "kind/reading.h"

struct compiling {
	struct wasl_build *b;
	struct wasl_act_def *act;
	const struct wasl_guard **asks;	  /* of the act, so far */
	const struct wasl_guard **opened; /* of the kind, so far */
	const char *pointer;
};

static bool wrong(const struct compiling *c, const char *why)
{
	return wasl_build_fault(c->b->findings, c->pointer, "a guard %s", why);
}

static bool compile_items(struct wasl_guard *out, const struct compiling *c,
			  const json_t *in)
{
	const struct wasl_kind *kind = c->b->kind;
	wasl_text name = wasl_build_word(in, 0);

	for (size_t i = 0; i < kind->n_items; i++)
		if (wasl_text_is(name, kind->items[i].name)) {
			out->what = (uint32_t)i;
			return wasl_build_code_set(c->b, &out->codes,
						   kind->items[i].codes, in, 1,
						   c->pointer);
		}
	return wrong(c, "names no items of the kind");
}

static bool compile_agreed(struct wasl_guard *out, const struct compiling *c,
			   const json_t *in)
{
	const struct wasl_kind *kind = c->b->kind;

	for (size_t i = 0; i < kind->n_agrees; i++)
		if (wasl_text_is(wasl_json_text(in), kind->agrees[i].name)) {
			out->what = (uint32_t)i;
			return true;
		}
	return wrong(c, "names nothing of \"agree\"");
}

static bool compile_act(struct wasl_guard *out, const struct compiling *c,
			const json_t *in)
{
	const struct wasl_act_def *act =
		wasl_build_act_named(c->b, c->pointer, wasl_json_text(in));

	if (act == NULL)
		return false;
	if (out->op == WASL_GUARD_CONFIRMED && act->second != WASL_SECOND_LATER)
		return wrong(c, "asks if an act is confirmed that needs it "
				"not");
	out->what = (uint32_t)(act - c->b->kind->acts);
	return true;
}

/* The codes of a field that is one, or a list of them. */
static const struct wasl_codes *codes_of(const struct wasl_slot *slot)
{
	if (slot == NULL)
		return NULL;
	return slot->field->type == WASL_TYPE_LIST
		       ? slot->field->places[0].codes
		       : slot->field->codes;
}

/* The field that the path names, and the codes it asks for; none of a bool. */
static bool compile_asking(struct wasl_guard *out, const struct compiling *c,
			   const struct wasl_shape *shape, const json_t *in)
{
	wasl_text path = wasl_build_word(in, 0);
	const struct wasl_slot *slot =
		path.n < 2 || path.p[0] != '/'
			? NULL
			: wasl_shape_find(shape,
					  (wasl_text){path.p + 1, path.n - 1});
	const struct wasl_codes *codes = codes_of(slot);

	if (slot != NULL && slot->field->type == WASL_TYPE_BOOL) {
		out->what = slot->field->n;
		return wasl_build_words(in) == 1 ||
		       wrong(c, "names codes of a field that has none");
	}
	if (codes == NULL)
		return wrong(c, "looks at what is no code field of the act");
	out->what = slot->field->n;
	return wasl_build_code_set(c->b, &out->codes, codes, in, 1,
				   c->pointer) &&
	       (out->codes.n > 0 || wrong(c, "names no code"));
}

static bool compile_is(struct wasl_guard *out, const struct compiling *c,
		       const json_t *in)
{
	if (c->act->n_asks == WASL_KIND_ASKS_MAX)
		return wrong(c, "asks about too many codes");
	out->place = (uint8_t)c->act->n_asks;
	c->asks[c->act->n_asks++] = out;
	return compile_asking(out, c, &c->act->shape, in);
}

static bool compile_opened(struct wasl_guard *out, const struct compiling *c,
			   const json_t *in)
{
	struct wasl_kind *kind = c->b->kind;

	if (kind->opening == NULL || c->act == kind->opening)
		return wrong(c, "asks of an opening where there is none");
	if (kind->n_opened == WASL_KIND_ASKS_MAX)
		return wrong(c, "asks about too much of the opening");
	out->place = (uint8_t)kind->n_opened;
	c->opened[kind->n_opened++] = out;
	return compile_asking(out, c, &kind->opening->shape, in);
}

static const struct {
	const char *name;
	bool parts;
	bool (*compile)(struct wasl_guard *out, const struct compiling *c,
			const json_t *in);
} ops[] = {
	[WASL_GUARD_ALL] = {"all", true, NULL},
	[WASL_GUARD_ANY] = {"any", true, NULL},
	[WASL_GUARD_NOT] = {"not", true, NULL},
	[WASL_GUARD_EVERY] = {"every", false, compile_items},
	[WASL_GUARD_SOME] = {"some", false, compile_items},
	[WASL_GUARD_AGREED] = {"agreed", false, compile_agreed},
	[WASL_GUARD_DONE] = {"done", false, compile_act},
	[WASL_GUARD_CONFIRMED] = {"confirmed", false, compile_act},
	[WASL_GUARD_IS] = {"is", false, compile_is},
	[WASL_GUARD_OPENED] = {"opened", false, compile_opened},
};

static bool compile(struct wasl_guard *out, const struct compiling *c,
		    const json_t *in, size_t depth);

/* Recursion ends at WASL_GUARD_DEPTH_MAX. */
static bool compile_parts(struct wasl_guard *out, const struct compiling *c,
			  const json_t *in, size_t depth)
{
	bool list = out->op != WASL_GUARD_NOT;
	size_t n = list ? json_array_size(in) : 1;
	struct wasl_guard *parts =
		wasl_arena_take(c->b->arena, n + 1, sizeof(*parts));
	bool good = parts != NULL;

	if (n == 0)
		return wrong(c, "of \"all\" or \"any\" takes a list");
	for (size_t i = 0; i < n && parts != NULL; i++)
		good = compile(&parts[i], c, list ? json_array_get(in, i) : in,
			       depth + 1) &&
		       good;
	out->parts = parts;
	out->n_parts = n;
	return good;
}

static bool compile(struct wasl_guard *out, const struct compiling *c,
		    const json_t *in, size_t depth)
{
	if (depth > WASL_GUARD_DEPTH_MAX)
		return wrong(c, "is nested deeper than 4");
	for (size_t i = 0; i < sizeof(ops) / sizeof(*ops); i++) {
		const json_t *v = json_object_get(in, ops[i].name);

		if (v == NULL || json_object_size(in) != 1)
			continue;
		out->op = (enum wasl_guard_op)i;
		return ops[i].parts ? compile_parts(out, c, v, depth)
				    : ops[i].compile(out, c, v);
	}
	return wrong(c, "is an object with one of all, any, not, every, some, "
			"agreed, done, confirmed, is, opened");
}

/* "from" of a `then`: states; absent, any. */
static uint64_t states_of(const struct compiling *c, const json_t *from)
{
	uint64_t all = from == NULL ? UINT64_MAX : 0;

	for (size_t i = 0; i < wasl_build_words(from); i++) {
		uint8_t s = wasl_build_state(c->b, c->pointer,
					     wasl_build_word(from, i));

		if (s != WASL_STATE_REFUSED)
			all |= UINT64_C(1) << s;
	}
	return all;
}

static void build_then(const struct compiling *c, struct wasl_then *out,
		       const json_t *in)
{
	static const char *const members[] = {"if", "from", "to", "closes",
					      NULL};

	wasl_build_members(c->b, in, c->pointer, members);
	out->from = states_of(c, json_object_get(in, "from"));
	out->to = wasl_build_state(c->b, c->pointer,
				   wasl_json_text(json_object_get(in, "to")));
	compile(&out->guard, c, json_object_get(in, "if"), 1);
}

static void build_act_guards(struct wasl_build *b, struct wasl_act_def *act,
			     const struct wasl_guard **opened, const json_t *in)
{
	const struct compiling c = {
		b, act,
		wasl_arena_take(b->arena, WASL_KIND_ASKS_MAX,
				sizeof(struct wasl_guard *)),
		opened,
		wasl_pointer_member(b->arena, "/acts",
				    wasl_text_of(act->name))};
	const json_t *cond = json_object_get(in, "if");
	const json_t *then = json_object_get(in, "then");
	size_t n = json_array_size(then);
	struct wasl_then *thens =
		wasl_arena_take(b->arena, n + 1, sizeof(*thens));
	struct wasl_guard *guard = wasl_arena_take(b->arena, 1, sizeof(*guard));

	if (thens == NULL || guard == NULL || c.asks == NULL)
		return;
	act->asks = c.asks;
	if (cond != NULL && compile(guard, &c, cond, 1))
		act->guard = guard;
	if (cond != NULL && (act->fact || act == b->kind->opening))
		wrong(&c, "in \"if\" has no place in an opening or a fact");
	if (then != NULL &&
	    (!json_is_array(then) || n == 0 || n > WASL_KIND_THENS_MAX))
		wasl_build_fault(b->findings, c.pointer,
				 "\"then\" is a list of 1 to %d",
				 WASL_KIND_THENS_MAX);
	for (size_t i = 0; i < n; i++)
		build_then(&c, &thens[i], json_array_get(then, i));
	act->thens = thens;
	act->n_thens = n;
}

/* Acts that a guard names. Recursion ends at WASL_GUARD_DEPTH_MAX. */
static void mark_named(struct wasl_kind *kind, const struct wasl_guard *guard)
{
	for (size_t i = 0; i < guard->n_parts; i++)
		mark_named(kind, &guard->parts[i]);
	if (guard->op == WASL_GUARD_DONE || guard->op == WASL_GUARD_CONFIRMED)
		((struct wasl_act_def *)(uintptr_t)&kind->acts[guard->what])
			->turns = true;
}

/* Which acts can change what guards and approvals look at. */
static void mark_turning(struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_acts; i++) {
		struct wasl_act_def *act =
			(struct wasl_act_def *)(uintptr_t)&kind->acts[i];

		act->turns = act->turns || wasl_reading_turns(kind, act);
		if (act->guard != NULL)
			mark_named(kind, act->guard);
		for (size_t k = 0; k < act->n_thens; k++)
			mark_named(kind, &act->thens[k].guard);
	}
}

void wasl_build_guards(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "acts");
	const struct wasl_guard **opened = wasl_arena_take(
		b->arena, WASL_KIND_ASKS_MAX, sizeof(struct wasl_guard *));

	if (opened == NULL)
		return;
	b->kind->opened = opened;
	for (size_t i = 0; i < b->kind->n_acts && !b->arena->over; i++) {
		/* The kind's own still, being built. */
		struct wasl_act_def *act =
			(struct wasl_act_def *)(uintptr_t)&b->kind->acts[i];

		build_act_guards(b, act, opened,
				 json_object_get(in, act->name));
	}
	if (wasl_build_whole(b) && !b->arena->over)
		mark_turning(b->kind);
}
