/* `agree`, `confirm` and `parent` of a kind file. */
#include "kind/build.h"

#include <stdlib.h>

/* A needed field of this type that the act has; 0 after a finding. */
static uint32_t field_of(struct wasl_build *b, const struct wasl_act_def *act,
			 const json_t *in, const char *member,
			 enum wasl_type type, const char *pointer)
{
	const char *name = wasl_build_text(b, in, pointer, member);
	const struct wasl_slot *slot =
		name == NULL || act == NULL
			? NULL
			: wasl_shape_find(&act->shape, wasl_text_of(name));

	if (slot != NULL && slot->field->type == type &&
	    (slot->need || act == b->kind->opening))
		return slot->field->n;
	wasl_build_fault(b->findings, pointer,
			 "\"%s\" must name the act's field, of type %s, that "
			 "it needs",
			 member, wasl_type_name(type));
	return 0;
}

/* --- agree ---------------------------------------------------------------- */

static void build_proposes(struct wasl_build *b, struct wasl_agree_def *out,
			   const json_t *in, const char *pointer)
{
	const json_t *words = json_object_get(in, "propose");
	size_t n = wasl_build_words(words);
	const struct wasl_act_def **acts =
		wasl_arena_take(b->arena, n + 1, sizeof(*acts));

	if (n == 0)
		wasl_build_fault(b->findings, pointer,
				 "\"propose\" names no act");
	for (size_t i = 0; i < n && acts != NULL; i++) {
		acts[i] = wasl_build_act_named(b, pointer,
					       wasl_build_word(words, i));
		if (acts[i] != NULL && acts[i] == out->agree)
			wasl_build_fault(b->findings, pointer,
					 "\"%s\" cannot propose and agree",
					 acts[i]->name);
	}
	out->proposes = acts;
	out->n_proposes = n;
}

static int compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a;
	const uint32_t *y = b;

	return (*x > *y) - (*x < *y);
}

static void build_over(struct wasl_build *b, struct wasl_agree_def *out,
		       const json_t *in, const char *pointer)
{
	const json_t *words = json_object_get(in, "over");
	size_t n = wasl_build_words(words);
	uint32_t *over = wasl_arena_take(b->arena, n + 1, sizeof(*over));

	if (n == 0)
		wasl_build_fault(b->findings, pointer,
				 "\"over\" names no field");
	for (size_t i = 0; i < n && over != NULL; i++) {
		wasl_text name = wasl_build_word(words, i);
		const struct wasl_slot *slot =
			wasl_shape_find(&b->fields, name);

		for (size_t k = 0; k < out->n_proposes && slot != NULL; k++)
			if (out->proposes[k] != NULL &&
			    wasl_shape_get(&out->proposes[k]->shape,
					   slot->field->n) == NULL)
				wasl_build_fault(b->findings, pointer,
						 "\"%s\" lacks a field of "
						 "\"over\"",
						 out->proposes[k]->name);
		if (slot == NULL)
			wasl_build_fault(b->findings, pointer,
					 "\"over\" names no field");
		else
			over[i] = slot->field->n;
	}
	if (over != NULL)
		qsort(over, n, sizeof(*over), compare_numbers);
	out->over = over;
	out->n_over = n;
}

/* One of the fields approved, so that both sides approve the instant too. */
static void build_not_before(struct wasl_build *b, struct wasl_agree_def *out,
			     const json_t *in, const char *pointer)
{
	const char *name;
	const struct wasl_slot *slot;

	if (json_object_get(in, "not_before") == NULL)
		return;
	name = wasl_build_text(b, in, pointer, "not_before");
	slot = name == NULL ? NULL
			    : wasl_shape_find(&b->fields, wasl_text_of(name));
	for (size_t i = 0; slot != NULL && i < out->n_over; i++)
		if (out->over[i] == slot->field->n &&
		    slot->field->type == WASL_TYPE_INSTANT)
			out->not_before = slot->field->n;
	if (out->not_before == 0)
		wasl_build_fault(b->findings, pointer,
				 "\"not_before\" names no instant of "
				 "\"over\"");
}

/* Each side must have a say. */
static void check_sides(struct wasl_build *b, const struct wasl_agree_def *def,
			const char *pointer)
{
	unsigned sides = def->agree == NULL ? 0 : def->agree->by;

	for (size_t i = 0; i < def->n_proposes && def->own; i++)
		if (def->proposes[i] != NULL)
			sides |= def->proposes[i]->by;
	if (sides != WASL_EITHER)
		wasl_build_fault(b->findings, pointer,
				 "one side can never approve");
}

static void build_agree(struct wasl_build *b, struct wasl_agree_def *out,
			const char *name, const json_t *in, const char *pointer)
{
	static const char *const members[] = {
		"propose", "over", "agree", "hash", "own", "not_before", NULL};

	wasl_build_members(b, in, pointer, members);
	wasl_build_name(b, name, pointer);
	out->name = wasl_build_copy(b, wasl_text_of(name));
	out->own = wasl_build_flag(b, in, pointer, "own");
	out->agree = wasl_build_act_named(
		b, pointer, wasl_json_text(json_object_get(in, "agree")));
	build_proposes(b, out, in, pointer);
	if (out->proposes == NULL)
		return;
	build_over(b, out, in, pointer);
	if (out->over != NULL)
		build_not_before(b, out, in, pointer);
	out->hash =
		field_of(b, out->agree, in, "hash", WASL_TYPE_HASH, pointer);
	check_sides(b, out, pointer);
}

/* An act proposes or approves once. */
static void check_once(struct wasl_build *b)
{
	const struct wasl_kind *kind = b->kind;

	for (size_t a = 0; a < kind->n_acts; a++) {
		size_t uses = 0;

		for (size_t i = 0; i < kind->n_agrees; i++)
			uses += (size_t)(kind->agrees[i].agree ==
					 &kind->acts[a]) +
				(size_t)wasl_agree_proposes(&kind->agrees[i],
							    &kind->acts[a]);
		if (uses > 1)
			wasl_build_fault(b->findings, "/agree",
					 "\"%s\" is there twice",
					 kind->acts[a].name);
		if (uses > 0 && kind->acts[a].fact)
			wasl_build_fault(b->findings, "/agree",
					 "\"%s\" is a fact",
					 kind->acts[a].name);
	}
}

void wasl_build_agrees(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "agree");
	size_t n = json_object_size(in);
	struct wasl_agree_def *agrees =
		wasl_arena_take(b->arena, n + 1, sizeof(*agrees));
	const char *name;
	json_t *def;
	size_t i = 0;

	if (n > WASL_KIND_AGREES_MAX)
		wasl_build_fault(b->findings, "/agree", "has more than %d",
				 WASL_KIND_AGREES_MAX);
	if (agrees == NULL || n > WASL_KIND_AGREES_MAX)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, def) build_agree(
		b, &agrees[i++], name, def,
		wasl_pointer_member(b->arena, "/agree", wasl_text_of(name)));
	b->kind->agrees = agrees;
	b->kind->n_agrees = n;
	if (wasl_build_whole(b) && !b->arena->over)
		check_once(b);
}

/* --- confirm and parent --------------------------------------------------- */

void wasl_build_confirm(struct wasl_build *b)
{
	static const char *const members[] = {"act", "entry", NULL};
	const json_t *in = json_object_get(b->root, "confirm");
	struct wasl_confirm_def *out = &b->kind->confirm;

	if (in != NULL) {
		wasl_build_members(b, in, "/confirm", members);
		out->act = wasl_build_act_named(
			b, "/confirm",
			wasl_json_text(json_object_get(in, "act")));
		out->entry = field_of(b, out->act, in, "entry", WASL_TYPE_INT,
				      "/confirm");
	}
	for (size_t i = 0; i < b->kind->n_acts; i++) {
		const struct wasl_act_def *act = &b->kind->acts[i];

		if (act->second == WASL_SECOND_LATER &&
		    (out->act == NULL ||
		     ((unsigned)act->by & ~(unsigned)out->act->by) != 0))
			wasl_build_fault(b->findings, "/confirm",
					 "nobody of its side can confirm "
					 "\"%s\"",
					 act->name);
	}
}

void wasl_build_parent(struct wasl_build *b)
{
	static const char *const members[] = {"field", "kinds", NULL};
	const json_t *in = json_object_get(b->root, "parent");
	const json_t *kinds = json_object_get(in, "kinds");
	struct wasl_parent_def *out = &b->kind->parent;
	size_t n = wasl_build_words(kinds);
	const char **names;

	if (in == NULL)
		return;
	wasl_build_members(b, in, "/parent", members);
	out->field = field_of(b, b->kind->opening, in, "field", WASL_TYPE_ID,
			      "/parent");
	names = wasl_arena_take(b->arena, n + 1, sizeof(*names));
	if (n == 0)
		wasl_build_fault(b->findings, "/parent",
				 "\"kinds\" names no kind");
	for (size_t i = 0; i < n && names != NULL; i++) {
		names[i] = wasl_build_copy(b, wasl_build_word(kinds, i));
		wasl_build_name(b, names[i], "/parent");
	}
	out->kinds = names;
	out->n_kinds = n;
}
