/* Rules and crossings of a kind file. */
#include "kind/build.h"

/* --- rules ---------------------------------------------------------------- */

/* "on": an act, a list of acts, or "*" for all. */
static void build_on(struct wasl_build *b, struct wasl_rule *rule,
		     const json_t *on, const char *pointer)
{
	bool all = wasl_json_is(on, "*");
	size_t n = all ? b->kind->n_acts : wasl_build_words(on);
	const struct wasl_act_def **acts =
		wasl_arena_take(b->arena, n + 1, sizeof(*acts));

	if (n == 0)
		wasl_build_fault(b->findings, pointer, "\"on\" names no act");
	for (size_t i = 0; i < n && acts != NULL; i++)
		acts[i] = all ? &b->kind->acts[i]
			      : wasl_build_act_named(b, pointer,
						     wasl_build_word(on, i));
	rule->on = acts;
	rule->n_on = n;
}

/* The fields that a rule may name: all of the file, or of a list's items. */
static const struct wasl_shape *rule_shape(struct wasl_build *b,
					   struct wasl_rule *rule,
					   const char *each,
					   const char *pointer)
{
	const struct wasl_slot *slot;

	if (each == NULL)
		return &b->fields;
	slot = *each != '/'
		       ? NULL
		       : wasl_shape_find(&b->fields, wasl_text_of(each + 1));
	if (slot == NULL || slot->field->type != WASL_TYPE_LIST ||
	    slot->field->places[0].block == NULL) {
		wasl_build_fault(b->findings, pointer,
				 "\"each\" must point to a list of blocks");
		return NULL;
	}
	rule->each = slot->field->n;
	rule->each_pointer = each;
	return &slot->field->places[0].block->shape;
}

/* The first field that a condition names; NULL if it names none. */
static const char *first_field(const struct wasl_condition *c)
{
	if (c->left.type == WASL_OPERAND_FIELD && c->left.path != NULL)
		return c->left.path;
	if (c->right.type == WASL_OPERAND_FIELD && c->right.path != NULL)
		return c->right.path;
	for (size_t i = 0; i < c->n_parts; i++) {
		const char *path = first_field(&c->parts[i]);

		if (path != NULL)
			return path;
	}
	return NULL;
}

static void build_conditions(struct wasl_build *b, struct wasl_rule *rule,
			     const json_t *in, const char *pointer)
{
	const json_t *when = json_object_get(in, "when");
	const char *at = wasl_build_text(b, in, pointer, "at");
	const struct wasl_shape *shape = rule_shape(
		b, rule, wasl_build_text(b, in, pointer, "each"), pointer);
	bool good;

	if (shape == NULL)
		return;
	good = rule->roles != 0 ||
	       wasl_condition_compile(&rule->must, b->arena, b->findings,
				      pointer, shape,
				      json_object_get(in, "must"));
	rule->conditional = when != NULL;
	if (when != NULL)
		good = wasl_condition_compile(&rule->when, b->arena,
					      b->findings, pointer, shape,
					      when) &&
		       good;
	rule->home = wasl_build_flag(b, in, pointer, "home");
	if (good && !rule->home &&
	    (wasl_condition_is_home(&rule->must) ||
	     (when != NULL && wasl_condition_is_home(&rule->when))))
		wasl_build_fault(b->findings, pointer,
				 "only a rule with \"home\" may ask of "
				 "$parent or $children");
	rule->pointer = at;
	if (at == NULL && good)
		rule->pointer = first_field(rule->roles != 0 ? &rule->when
							     : &rule->must);
	if (rule->pointer == NULL)
		rule->pointer = "";
}

static bool share_act(const struct wasl_rule *a, const struct wasl_rule *b)
{
	for (size_t i = 0; a->on != NULL && i < a->n_on; i++)
		for (size_t k = 0; b->on != NULL && k < b->n_on; k++)
			if (a->on[i] == b->on[k])
				return true;
	return false;
}

/* "role" instead of "must": these, instead of those of the act; and no two such
 * rules leave nobody. */
static void build_roles(struct wasl_build *b, struct wasl_rule *rule,
			const struct wasl_rule *rules, const json_t *in,
			const char *pointer)
{
	const json_t *severity = json_object_get(in, "severity");

	rule->roles = wasl_build_roles(b, in, pointer, "role");
	if (json_object_get(in, "must") != NULL ||
	    json_object_get(in, "when") == NULL ||
	    json_object_get(in, "each") != NULL || severity != NULL ||
	    json_object_get(in, "reject") != NULL)
		wasl_build_fault(b->findings, pointer,
				 "a rule with \"role\" has \"when\", and no "
				 "\"must\", \"each\", \"severity\", "
				 "\"reject\"");
	for (const struct wasl_rule *r = rules; r < rule; r++)
		if (r->roles != 0 && (r->roles & rule->roles) == 0 &&
		    share_act(r, rule))
			wasl_build_fault(b->findings, pointer,
					 "\"role\" and that of \"%s\" leave "
					 "nobody who may release the act",
					 r->id == NULL ? "" : r->id);
}

static void build_rule(struct wasl_build *b, struct wasl_rule *rule,
		       const struct wasl_rule *rules, const json_t *in,
		       const char *pointer)
{
	static const char *const members[] = {
		"id",	    "on",     "each",	"when", "must", "at", "text",
		"severity", "source", "reject", "home", "role", NULL};
	const json_t *severity = json_object_get(in, "severity");

	wasl_build_members(b, in, pointer, members);
	rule->id = wasl_build_text(b, in, pointer, "id");
	rule->text = wasl_build_text(b, in, pointer, "text");
	rule->source = wasl_build_text(b, in, pointer, "source");
	rule->reject = wasl_build_text(b, in, pointer, "reject");
	if (rule->id == NULL || rule->text == NULL || rule->source == NULL)
		wasl_build_fault(b->findings, pointer,
				 "needs \"id\", \"text\" and \"source\"");
	else
		wasl_build_name(b, rule->id, pointer);
	if (rule->reject == NULL)
		rule->reject = "T04";
	else if (strcmp(rule->reject, "T09") != 0)
		wasl_build_fault(b->findings, pointer,
				 "\"reject\" may be T09, or absent for T04");
	rule->severity = wasl_json_is(severity, "note") ? WASL_SEVERITY_NOTE
							: WASL_SEVERITY_ERROR;
	if (severity != NULL && !wasl_json_is(severity, "note") &&
	    !wasl_json_is(severity, "error"))
		wasl_build_fault(b->findings, pointer,
				 "\"severity\" is \"error\" or \"note\"");
	build_on(b, rule, json_object_get(in, "on"), pointer);
	if (json_object_get(in, "role") != NULL)
		build_roles(b, rule, rules, in, pointer);
	build_conditions(b, rule, in, pointer);
}

void wasl_build_rules(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "rules");
	size_t n = json_array_size(in);
	struct wasl_rule *rules =
		wasl_arena_take(b->arena, n + 1, sizeof(*rules));

	if (in != NULL && !json_is_array(in))
		wasl_build_fault(b->findings, "/rules", "must be a list");
	for (size_t i = 0; i < n && rules != NULL; i++) {
		const char *pointer = wasl_pointer_item(b->arena, "/rules", i);

		build_rule(b, &rules[i], rules, json_array_get(in, i), pointer);
		for (size_t j = 0; j < i && rules[i].id != NULL; j++)
			if (rules[j].id != NULL &&
			    strcmp(rules[i].id, rules[j].id) == 0)
				wasl_build_fault(b->findings, pointer,
						 "\"%s\" is there twice",
						 rules[i].id);
	}
	b->kind->rules = rules;
	b->kind->n_rules = n;
}

/* --- crossings ------------------------------------------------------------ */

/* "withdraw×arrested", or "*×arrested" for any act and that one. */
static bool split_pair(wasl_text *a, wasl_text *b, const char *name)
{
	static const char times[] = "\xc3\x97";
	const char *at = strstr(name, times);

	if (at == NULL)
		return false;
	*a = (wasl_text){name, (size_t)(at - name)};
	*b = wasl_text_of(at + sizeof(times) - 1);
	return true;
}

static void build_crossing(struct wasl_build *b, struct wasl_crossing *out,
			   const char *name, const json_t *to,
			   const char *pointer)
{
	wasl_text one;
	wasl_text two;

	if (!split_pair(&one, &two, name)) {
		wasl_build_fault(b->findings, pointer,
				 "must be named \"act×act\" or \"*×act\"");
		return;
	}
	if (!wasl_text_is(one, "*"))
		out->a = wasl_build_act_named(b, pointer, one);
	out->b = wasl_build_act_named(b, pointer, two);
	if (wasl_json_is(to, "keep")) {
		out->to = WASL_STATE_KEEP;
		return;
	}
	out->to = wasl_kind_state(b->kind,
				  wasl_build_copy(b, wasl_json_text(to)));
	if (out->to == WASL_STATE_REFUSED)
		wasl_build_fault(b->findings, pointer,
				 "the outcome is a state or \"keep\"");
}

void wasl_build_crossings(struct wasl_build *b)
{
	const json_t *in = json_object_get(b->root, "crossings");
	size_t n = json_object_size(in);
	struct wasl_crossing *crossings =
		wasl_arena_take(b->arena, n + 1, sizeof(*crossings));
	const char *name;
	json_t *to;
	size_t i = 0;

	if (crossings == NULL)
		return;
	json_object_foreach((json_t *)(uintptr_t)in, name, to)
		build_crossing(b, &crossings[i++], name, to,
			       wasl_pointer_member(b->arena, "/crossings",
						   wasl_text_of(name)));
	b->kind->crossings = crossings;
	b->kind->n_crossings = n;
}
