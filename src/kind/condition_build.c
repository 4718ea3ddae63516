/* Conditions from their JSON form. */
#include "kind/sort.h"

struct compiling {
	struct wasl_arena *arena;
	struct wasl_findings *findings;
	const struct wasl_shape *shape;
};

static bool wrong(const struct compiling *c, const char *pointer,
		  const char *why)
{
	wasl_findings_schema(c->findings, pointer, "condition",
			     "condition %s: %s", pointer, why);
	return false;
}

/* "/person/birth_date" to field numbers; the names are of blocks in blocks. */
static bool compile_field(struct wasl_operand *out, const struct compiling *c,
			  const char *pointer, const char *path)
{
	const struct wasl_shape *shape = c->shape;
	uint32_t *numbers = wasl_arena_take(c->arena, WASL_FIELD_DEPTH_MAX,
					    sizeof(*numbers));
	size_t n = 0;

	out->type = WASL_OPERAND_FIELD;
	out->path = wasl_arena_text(c->arena, wasl_text_of(path));
	if (numbers == NULL || out->path == NULL)
		return false;
	while (*path == '/') {
		size_t len = strcspn(++path, "/");
		const struct wasl_slot *slot =
			shape == NULL || n == WASL_FIELD_DEPTH_MAX
				? NULL
				: wasl_shape_find(shape,
						  (wasl_text){path, len});

		if (slot == NULL)
			return wrong(c, pointer,
				     "names a field that the act "
				     "does not have");
		numbers[n++] = slot->field->n;
		out->field = slot->field;
		shape = slot->field->type == WASL_TYPE_BLOCK
				? &slot->field->block->shape
				: NULL;
		path += len;
	}
	out->numbers = numbers;
	out->n_numbers = n;
	return true;
}

static const char *const home_names[WASL_HOME_VALUES] = {
	[WASL_HOME_PARENT_KIND] = "$parent/kind",
	[WASL_HOME_PARENT_STATE] = "$parent/state",
	[WASL_HOME_PARENT_CLOSED] = "$parent/closed",
	[WASL_HOME_PARENT_CONFIRMED] = "$parent/confirmed",
	[WASL_HOME_CHILDREN_OPEN] = "$children/open",
};

static bool compile_home(struct wasl_operand *out, const char *path)
{
	for (int i = 0; i < WASL_HOME_VALUES; i++)
		if (strcmp(path, home_names[i]) == 0) {
			out->type = WASL_OPERAND_HOME;
			out->number = i;
			return true;
		}
	return false;
}

static bool compile_text(struct wasl_operand *out, const struct compiling *c,
			 const char *pointer, wasl_text text)
{
	if (text.n > 0 && text.p[0] == '/')
		return compile_field(out, c, pointer, text.p);
	out->text = (wasl_text){wasl_arena_text(c->arena, text), text.n};
	if (out->text.p == NULL)
		return false;
	out->type = WASL_OPERAND_TEXT;
	if (text.n == 0 || text.p[0] != '$')
		return true;
	out->type = WASL_OPERAND_PROFILE;
	out->path = out->text.p;
	if (compile_home(out, text.p))
		return true;
	if (strncmp(text.p, "$profile/", 9) != 0 &&
	    strncmp(text.p, "$basis/", 7) != 0)
		return wrong(c, pointer, "a path is $profile/… or $basis/…");
	return true;
}

static bool compile_operand(struct wasl_operand *out, const struct compiling *c,
			    const char *pointer, const json_t *in)
{
	if (json_is_string(in))
		return compile_text(out, c, pointer, wasl_json_text(in));
	if (json_is_integer(in)) {
		out->type = WASL_OPERAND_INT;
		out->number = json_integer_value(in);
		return true;
	}
	if (json_is_boolean(in)) {
		out->type = WASL_OPERAND_BOOL;
		out->number = json_is_true(in);
		return true;
	}
	return wrong(c, pointer,
		     "an operand is a pointer, a path or a "
		     "constant");
}

/* The constants that `in` looks through. */
static bool compile_constants(struct wasl_operand *out,
			      const struct compiling *c, const char *pointer,
			      const json_t *in)
{
	size_t n = json_array_size(in);
	struct wasl_operand *items =
		wasl_arena_take(c->arena, n + 1, sizeof(*items));

	if (items == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!compile_operand(&items[i], c, pointer,
				     json_array_get(in, i)))
			return false;
		if (items[i].type == WASL_OPERAND_FIELD ||
		    items[i].type == WASL_OPERAND_HOME ||
		    items[i].type == WASL_OPERAND_PROFILE)
			return wrong(c, pointer, "a list holds constants");
	}
	*out = (struct wasl_operand){
		.type = WASL_OPERAND_LIST, .items = items, .n_items = n};
	return true;
}

static bool comparable(const struct compiling *c, const char *pointer,
		       const struct wasl_operand *a,
		       const struct wasl_operand *b)
{
	enum wasl_sort x = wasl_sort_of(a);
	enum wasl_sort y = wasl_sort_of(b);

	if (x == WASL_SORT_NONE || y == WASL_SORT_NONE)
		return wrong(c, pointer, "this field cannot be compared");
	if (x != WASL_SORT_ANY && y != WASL_SORT_ANY && x != y)
		return wrong(c, pointer, "the two are of different types");
	return true;
}

static bool compile_in(struct wasl_condition *out, const struct compiling *c,
		       const char *pointer, const json_t *among)
{
	if (wasl_sort_of(&out->left) == WASL_SORT_NONE)
		return wrong(c, pointer, "this field cannot be compared");
	if (json_is_array(among))
		return compile_constants(&out->right, c, pointer, among);
	if (!compile_operand(&out->right, c, pointer, among))
		return false;
	if (out->right.type == WASL_OPERAND_PROFILE ||
	    (out->right.type == WASL_OPERAND_FIELD &&
	     out->right.field->type == WASL_TYPE_LIST))
		return true;
	return wrong(c, pointer, "\"in\" looks through a list");
}

static bool compile_pair(struct wasl_condition *out, const struct compiling *c,
			 const char *pointer, const json_t *in)
{
	if (json_array_size(in) != 2)
		return wrong(c, pointer, "takes two operands");
	if (!compile_operand(&out->left, c, pointer, json_array_get(in, 0)))
		return false;
	if (out->op == WASL_CONDITION_IN)
		return compile_in(out, c, pointer, json_array_get(in, 1));
	return compile_operand(&out->right, c, pointer,
			       json_array_get(in, 1)) &&
	       comparable(c, pointer, &out->left, &out->right);
}

static bool compile(struct wasl_condition *out, const struct compiling *c,
		    const char *pointer, const json_t *in, size_t depth);

/* Recursion ends at WASL_CONDITION_DEPTH_MAX. */
static bool compile_parts(struct wasl_condition *out, const struct compiling *c,
			  const char *pointer, const json_t *in, size_t depth)
{
	bool list = out->op != WASL_CONDITION_NOT;
	size_t n = list ? json_array_size(in) : 1;
	struct wasl_condition *parts;
	bool good = true;

	if (n == 0)
		return wrong(c, pointer, "takes a list of conditions");
	parts = wasl_arena_take(c->arena, n, sizeof(*parts));
	if (parts == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		good = compile(&parts[i], c,
			       list ? wasl_pointer_item(c->arena, pointer, i)
				    : pointer,
			       list ? json_array_get(in, i) : in, depth + 1) &&
		       good;
	out->parts = parts;
	out->n_parts = n;
	return good;
}

static const char *const op_names[] = {
	[WASL_CONDITION_ALL] = "all", [WASL_CONDITION_ANY] = "any",
	[WASL_CONDITION_NOT] = "not", [WASL_CONDITION_HAS] = "has",
	[WASL_CONDITION_EQ] = "eq",   [WASL_CONDITION_IN] = "in",
	[WASL_CONDITION_GE] = "ge",
};

/* The operator's name is the only member. */
static const json_t *operator_of(enum wasl_condition_op *op, const json_t *in)
{
	for (size_t i = 0; i < sizeof(op_names) / sizeof(*op_names); i++) {
		const json_t *v = json_object_get(in, op_names[i]);

		*op = (enum wasl_condition_op)i;
		if (v != NULL)
			return v;
	}
	return NULL;
}

static bool compile(struct wasl_condition *out, const struct compiling *c,
		    const char *pointer, const json_t *in, size_t depth)
{
	const json_t *v = operator_of(&out->op, in);

	if (depth > WASL_CONDITION_DEPTH_MAX)
		return wrong(c, pointer, "is nested deeper than 4");
	if (v == NULL || json_object_size(in) != 1)
		return wrong(c, pointer,
			     "is an object with one of all, any, not, has, "
			     "eq, in, ge");
	pointer = wasl_pointer_member(c->arena, pointer,
				      wasl_text_of(op_names[out->op]));
	switch (out->op) {
	case WASL_CONDITION_ALL:
	case WASL_CONDITION_ANY:
	case WASL_CONDITION_NOT:
		return compile_parts(out, c, pointer, v, depth);
	case WASL_CONDITION_HAS:
		if (!compile_operand(&out->left, c, pointer, v))
			return false;
		return out->left.type == WASL_OPERAND_FIELD ||
		       out->left.type == WASL_OPERAND_HOME ||
		       out->left.type == WASL_OPERAND_PROFILE ||
		       wrong(c, pointer, "takes a pointer or a path");
	case WASL_CONDITION_EQ:
	case WASL_CONDITION_IN:
	case WASL_CONDITION_GE:
		break;
	}
	return compile_pair(out, c, pointer, v);
}

/* Recursion ends at WASL_CONDITION_DEPTH_MAX. */
bool wasl_condition_is_home(const struct wasl_condition *condition)
{
	for (size_t i = 0; i < condition->n_parts; i++)
		if (wasl_condition_is_home(&condition->parts[i]))
			return true;
	return condition->left.type == WASL_OPERAND_HOME ||
	       condition->right.type == WASL_OPERAND_HOME;
}

bool wasl_condition_compile(struct wasl_condition *out,
			    struct wasl_arena *arena,
			    struct wasl_findings *findings, const char *pointer,
			    const struct wasl_shape *shape, const json_t *in)
{
	const struct compiling c = {arena, findings, shape};

	*out = (struct wasl_condition){0};
	return compile(out, &c, pointer, in, 1);
}
