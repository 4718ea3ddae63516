#include "kind/condition.h"

#include "kind/sort.h"

/* An operand's value: exactly one of the pointers, or absent, or missing. */
struct operand_value {
	enum wasl_sort sort; /* NONE: absent, or nothing to compare */
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
	struct operand_value out = {.sort = WASL_SORT_NONE};

	if (v == NULL)
		return out;
	out.sort = wasl_sort_of_type(v->type);
	out.date = v->type == WASL_TYPE_DATE;
	if (out.sort == WASL_SORT_TEXT)
		out.text = v->text;
	else if (out.sort != WASL_SORT_NONE)
		out.number = v->number;
	return out;
}

static struct operand_value of_json(const json_t *v)
{
	if (json_is_string(v))
		return (struct operand_value){.sort = WASL_SORT_TEXT,
					      .text = wasl_json_text(v)};
	if (json_is_integer(v))
		return (struct operand_value){.sort = WASL_SORT_NUMBER,
					      .number = json_integer_value(v)};
	if (json_is_boolean(v))
		return (struct operand_value){.sort = WASL_SORT_BOOL,
					      .number = json_is_true(v)};
	return (struct operand_value){.sort = WASL_SORT_NONE, .missing = true};
}

static const json_t *in_profile(const struct wasl_facts *facts,
				const char *path)
{
	if (facts->profile == NULL)
		return NULL;
	return wasl_profile_get(facts->profile, facts->basis, path);
}

/* Of a dossier without a parent, what is asked of the parent is absent. */
static struct operand_value of_home(const struct wasl_home *home,
				    const struct wasl_operand *o)
{
	struct operand_value v = {.sort = WASL_SORT_NONE};

	if (home == NULL ||
	    (o->number != WASL_HOME_CHILDREN_OPEN && home->parent_kind == NULL))
		return v;
	v.sort = wasl_sort_of(o);
	switch ((enum wasl_home_value)o->number) {
	case WASL_HOME_PARENT_KIND:
		v.text = wasl_text_of(home->parent_kind);
		break;
	case WASL_HOME_PARENT_STATE:
		v.text = wasl_text_of(home->parent_state);
		break;
	case WASL_HOME_PARENT_CLOSED:
		v.number = home->parent_closed;
		break;
	case WASL_HOME_PARENT_CONFIRMED:
		v.number = home->parent_confirmed;
		break;
	case WASL_HOME_CHILDREN_OPEN:
		v.number = home->children_open;
		break;
	case WASL_HOME_VALUES:
		break;
	}
	return v;
}

static struct operand_value value_of(const struct evaluating *e,
				     const struct wasl_operand *o)
{
	struct operand_value v = {.sort = wasl_sort_of(o)};

	switch (o->type) {
	case WASL_OPERAND_FIELD:
		return of_value(find_field(e->facts, o));
	case WASL_OPERAND_PROFILE:
		v = of_json(in_profile(e->facts, o->path));
		if (v.missing)
			*e->missing = o->path;
		return v;
	case WASL_OPERAND_HOME:
		return of_home(e->facts->home, o);
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
	if (a->sort != b->sort || a->sort == WASL_SORT_NONE)
		return false;
	return a->sort == WASL_SORT_TEXT ? wasl_text_eq(a->text, b->text)
					 : a->number == b->number;
}

static bool at_least(const struct operand_value *a,
		     const struct operand_value *b)
{
	wasl_bytes x = wasl_text_bytes(a->text);
	wasl_bytes y = wasl_text_bytes(b->text);

	if (a->sort != b->sort || a->sort == WASL_SORT_NONE)
		return false;
	if (a->sort != WASL_SORT_TEXT)
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
		return truth(v->sort == WASL_SORT_TEXT &&
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
	if (o->type == WASL_OPERAND_HOME)
		return truth(of_home(e->facts->home, o).sort != WASL_SORT_NONE);
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
