#include "kind/condition.h"

#include "kind/value.h"

/* --- compiling ----------------------------------------------------------- */

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
		    items[i].type == WASL_OPERAND_PROFILE)
			return wrong(c, pointer, "a list holds constants");
	}
	*out = (struct wasl_operand){
		.type = WASL_OPERAND_LIST, .items = items, .n_items = n};
	return true;
}

/* What an operand can be compared as. */
enum sort {
	SORT_ANY, /* of the profile: known when it is read */
	SORT_TEXT,
	SORT_NUMBER,
	SORT_BOOL,
	SORT_NONE,
};

static enum sort field_sort(enum wasl_type type)
{
	switch (type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return SORT_TEXT;
	case WASL_TYPE_INT:
	case WASL_TYPE_INSTANT:
		return SORT_NUMBER;
	case WASL_TYPE_BOOL:
		return SORT_BOOL;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOCK:
		break;
	}
	return SORT_NONE;
}

static enum sort sort_of(const struct wasl_operand *o)
{
	switch (o->type) {
	case WASL_OPERAND_FIELD:
		return field_sort(o->field->type);
	case WASL_OPERAND_PROFILE:
		return SORT_ANY;
	case WASL_OPERAND_TEXT:
		return SORT_TEXT;
	case WASL_OPERAND_INT:
		return SORT_NUMBER;
	case WASL_OPERAND_BOOL:
		return SORT_BOOL;
	case WASL_OPERAND_LIST:
		break;
	}
	return SORT_NONE;
}

static bool comparable(const struct compiling *c, const char *pointer,
		       const struct wasl_operand *a,
		       const struct wasl_operand *b)
{
	enum sort x = sort_of(a);
	enum sort y = sort_of(b);

	if (x == SORT_NONE || y == SORT_NONE)
		return wrong(c, pointer, "this field cannot be compared");
	if (x != SORT_ANY && y != SORT_ANY && x != y)
		return wrong(c, pointer, "the two are of different types");
	return true;
}

static bool compile_in(struct wasl_condition *out, const struct compiling *c,
		       const char *pointer, const json_t *among)
{
	if (sort_of(&out->left) == SORT_NONE)
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
		       out->left.type == WASL_OPERAND_PROFILE ||
		       wrong(c, pointer, "takes a pointer or a path");
	case WASL_CONDITION_EQ:
	case WASL_CONDITION_IN:
	case WASL_CONDITION_GE:
		break;
	}
	return compile_pair(out, c, pointer, v);
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

/* --- evaluating ---------------------------------------------------------- */

/* An operand's value: exactly one of the pointers, or absent, or missing. */
struct operand_value {
	enum sort sort; /* NONE: absent, or nothing to compare */
	bool missing;
	bool date;
	wasl_text text;
	int64_t number;
};

struct evaluating {
	const struct wasl_facts *facts;
	const char **missing;
};

static const struct wasl_value *find_field(const struct wasl_facts *facts,
					   const struct wasl_operand *o)
{
	const struct wasl_record *record =
		facts->item != NULL ? facts->item : facts->record;
	const struct wasl_value *v = NULL;

	for (size_t i = 0; i < o->n_numbers; i++) {
		v = record == NULL ? NULL
				   : wasl_record_get(record, o->numbers[i]);
		if (v == NULL)
			return NULL;
		record = v->type == WASL_TYPE_BLOCK ? &v->block : NULL;
	}
	return v;
}

static struct operand_value of_value(const struct wasl_value *v)
{
	struct operand_value out = {.sort = SORT_NONE};

	if (v == NULL)
		return out;
	out.sort = field_sort(v->type);
	out.date = v->type == WASL_TYPE_DATE;
	if (out.sort == SORT_TEXT)
		out.text = v->text;
	else if (out.sort != SORT_NONE)
		out.number = v->number;
	return out;
}

static struct operand_value of_json(const json_t *v)
{
	if (json_is_string(v))
		return (struct operand_value){.sort = SORT_TEXT,
					      .text = wasl_json_text(v)};
	if (json_is_integer(v))
		return (struct operand_value){.sort = SORT_NUMBER,
					      .number = json_integer_value(v)};
	if (json_is_boolean(v))
		return (struct operand_value){.sort = SORT_BOOL,
					      .number = json_is_true(v)};
	return (struct operand_value){.sort = SORT_NONE, .missing = true};
}

static const json_t *in_profile(const struct wasl_facts *facts,
				const char *path)
{
	if (facts->profile == NULL)
		return NULL;
	return wasl_profile_get(facts->profile, facts->basis, path);
}

static struct operand_value value_of(const struct evaluating *e,
				     const struct wasl_operand *o)
{
	struct operand_value v = {.sort = sort_of(o)};

	switch (o->type) {
	case WASL_OPERAND_FIELD:
		return of_value(find_field(e->facts, o));
	case WASL_OPERAND_PROFILE:
		v = of_json(in_profile(e->facts, o->path));
		if (v.missing)
			*e->missing = o->path;
		return v;
	case WASL_OPERAND_TEXT:
		v.text = o->text;
		return v;
	case WASL_OPERAND_INT:
	case WASL_OPERAND_BOOL:
		v.number = o->number;
		return v;
	case WASL_OPERAND_LIST:
		break;
	}
	return v;
}

static bool same(const struct operand_value *a, const struct operand_value *b)
{
	if (a->sort != b->sort || a->sort == SORT_NONE)
		return false;
	return a->sort == SORT_TEXT ? wasl_text_eq(a->text, b->text)
				    : a->number == b->number;
}

static bool at_least(const struct operand_value *a,
		     const struct operand_value *b)
{
	wasl_bytes x = wasl_text_bytes(a->text);
	wasl_bytes y = wasl_text_bytes(b->text);

	if (a->sort != b->sort || a->sort == SORT_NONE)
		return false;
	if (a->sort != SORT_TEXT)
		return a->number >= b->number;
	/* 1987 and 1987-03 say nothing about which is later. */
	if (a->date || b->date)
		x.n = y.n = x.n < y.n ? x.n : y.n;
	return wasl_bytes_cmp(x, y) >= 0;
}

static enum wasl_truth truth(bool v)
{
	return v ? WASL_TRUE : WASL_FALSE;
}

static enum wasl_truth in_json(const struct evaluating *e, const char *path,
			       const struct operand_value *v)
{
	const json_t *list = in_profile(e->facts, path);

	if (!json_is_array(list) && !json_is_object(list)) {
		*e->missing = path;
		return WASL_MISSING;
	}
	if (json_is_object(list))
		return truth(v->sort == SORT_TEXT &&
			     json_object_getn(list, v->text.p, v->text.n) !=
				     NULL);
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct operand_value item = of_json(json_array_get(list, i));

		if (same(v, &item))
			return WASL_TRUE;
	}
	return WASL_FALSE;
}

static enum wasl_truth test_in(const struct evaluating *e,
			       const struct wasl_condition *c)
{
	struct operand_value v = value_of(e, &c->left);
	const struct wasl_value *list;
	struct operand_value item;

	if (v.missing)
		return WASL_MISSING;
	if (c->right.type == WASL_OPERAND_PROFILE)
		return in_json(e, c->right.path, &v);
	for (size_t i = 0; i < c->right.n_items; i++) {
		item = value_of(e, &c->right.items[i]);
		if (same(&v, &item))
			return WASL_TRUE;
	}
	list = c->right.type == WASL_OPERAND_FIELD
		       ? find_field(e->facts, &c->right)
		       : NULL;
	for (size_t i = 0; list != NULL && i < list->list.n; i++) {
		item = of_value(&list->list.items[i]);
		if (same(&v, &item))
			return WASL_TRUE;
	}
	return WASL_FALSE;
}

static enum wasl_truth test_has(const struct evaluating *e,
				const struct wasl_operand *o)
{
	if (o->type == WASL_OPERAND_FIELD)
		return truth(find_field(e->facts, o) != NULL);
	return truth(in_profile(e->facts, o->path) != NULL);
}

static enum wasl_truth test_pair(const struct evaluating *e,
				 const struct wasl_condition *c)
{
	struct operand_value a = value_of(e, &c->left);
	struct operand_value b = value_of(e, &c->right);

	if (a.missing || b.missing)
		return WASL_MISSING;
	return truth(c->op == WASL_CONDITION_EQ ? same(&a, &b)
						: at_least(&a, &b));
}

static enum wasl_truth test(const struct evaluating *e,
			    const struct wasl_condition *c);

/* Kleene: `deciding` settles it, else what misses, else the other one. */
static enum wasl_truth test_parts(const struct evaluating *e,
				  const struct wasl_condition *c,
				  enum wasl_truth deciding)
{
	enum wasl_truth all = truth(deciding == WASL_FALSE);

	for (size_t i = 0; i < c->n_parts; i++) {
		enum wasl_truth part = test(e, &c->parts[i]);

		if (part == deciding)
			return part;
		if (part == WASL_MISSING)
			all = WASL_MISSING;
	}
	return all;
}

/* Recursion ends at WASL_CONDITION_DEPTH_MAX, which compiling held to. */
static enum wasl_truth test(const struct evaluating *e,
			    const struct wasl_condition *c)
{
	enum wasl_truth part;

	switch (c->op) {
	case WASL_CONDITION_ALL:
		return test_parts(e, c, WASL_FALSE);
	case WASL_CONDITION_ANY:
		return test_parts(e, c, WASL_TRUE);
	case WASL_CONDITION_NOT:
		part = test(e, &c->parts[0]);
		return part == WASL_MISSING ? part : truth(part == WASL_FALSE);
	case WASL_CONDITION_HAS:
		return test_has(e, &c->left);
	case WASL_CONDITION_IN:
		return test_in(e, c);
	case WASL_CONDITION_EQ:
	case WASL_CONDITION_GE:
		break;
	}
	return test_pair(e, c);
}

enum wasl_truth wasl_condition_test(const char **missing,
				    const struct wasl_condition *condition,
				    const struct wasl_facts *facts)
{
	const struct evaluating e = {facts, missing};
	enum wasl_truth answer;

	*missing = NULL;
	answer = test(&e, condition);
	if (answer != WASL_MISSING)
		*missing = NULL;
	return answer;
}
