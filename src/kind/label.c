#include "kind/label.h"

#include "base/text.h"

struct listing {
	struct wasl_labels labels;
	struct wasl_arena *arena;
	const struct wasl_labels *except; /* of the common files, or NULL */
};

static bool have(const struct wasl_labels *labels, const char *id)
{
	for (size_t i = 0; labels != NULL && i < labels->n; i++)
		if (strcmp(labels->items[i], id) == 0)
			return true;
	return false;
}

static bool grow(struct listing *l)
{
	size_t cap = l->labels.cap == 0 ? 256 : 2 * l->labels.cap;
	const char **items;

	if (l->labels.n < l->labels.cap)
		return true;
	items = wasl_arena_take(l->arena, cap, sizeof(*items));
	if (items == NULL)
		return false;
	for (size_t i = 0; i < l->labels.n; i++)
		items[i] = l->labels.items[i];
	l->labels.items = items;
	l->labels.cap = cap;
	return true;
}

static void add(struct listing *l, const char *prefix, const char *one,
		const char *two)
{
	const char *id =
		two == NULL ? wasl_arena_format(l->arena, "%s-%s", prefix, one)
			    : wasl_arena_format(l->arena, "%s-%s-%s", prefix,
						one, two);

	if (id != NULL && !have(&l->labels, id) && !have(l->except, id) &&
	    grow(l))
		l->labels.items[l->labels.n++] = id;
}

/* The names of a section's members, but those that null takes away. */
static void add_names(struct listing *l, const char *prefix, const json_t *of)
{
	const char *name;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)of, name,
			    v) if (!json_is_null(v)) add(l, prefix, name, NULL);
}

static void add_words(struct listing *l, const char *prefix, const char *one,
		      const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *word = json_string_value(json_array_get(list, i));

		if (word != NULL)
			add(l, prefix, one == NULL ? word : one,
			    one == NULL ? NULL : word);
	}
}

static void add_codes(struct listing *l, const json_t *codes)
{
	const char *list;
	const char *code;
	json_t *all;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)codes, list, all)
	{
		if (strcmp(list, "country") == 0 ||
		    strcmp(list, "language") == 0)
			continue;
		json_object_foreach(all, code, v) add(l, "code", list, code);
		add_words(l, "code", list, all);
	}
}

static void add_blocks(struct listing *l, const json_t *blocks)
{
	const char *block;
	const char *field;
	json_t *fields;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)blocks, block, fields)
	{
		add(l, "block", block, NULL);
		json_object_foreach(fields, field, v)
			add(l, "block", block, field);
	}
}

static void add_file(struct listing *l, const json_t *file)
{
	const json_t *acts = json_object_get(file, "acts");
	const json_t *rules = json_object_get(file, "rules");
	const json_t *clocks = json_object_get(file, "clocks");
	const char *name;
	json_t *v;

	if (json_object_get(file, "kind") != NULL && grow(l))
		l->labels.items[l->labels.n++] = "kind";
	add_words(l, "state", NULL, json_object_get(file, "states"));
	add_names(l, "state", json_object_get(file, "states"));
	add_names(l, "act", acts);
	add_names(l, "done", acts);
	add_names(l, "field", json_object_get(file, "fields"));
	json_object_foreach((json_t *)(uintptr_t)acts, name, v)
		add_names(l, "field", json_object_get(v, "fields"));
	add_blocks(l, json_object_get(file, "blocks"));
	add_codes(l, json_object_get(file, "codes"));
	for (size_t i = 0; i < json_array_size(rules); i++) {
		const char *id = json_string_value(
			json_object_get(json_array_get(rules, i), "id"));

		if (id != NULL)
			add(l, "rule", id, NULL);
	}
	add_names(l, "clock", clocks);
	json_object_foreach((json_t *)(uintptr_t)clocks, name, v)
	{
		const char *late =
			json_string_value(json_object_get(v, "late"));

		if (late != NULL)
			add(l, "late", late, NULL);
	}
	add_names(l, "items", json_object_get(file, "items"));
	add_names(l, "agree", json_object_get(file, "agree"));
}

wasl_status wasl_labels_of(struct wasl_labels *out, struct wasl_arena *arena,
			   const json_t *file, json_t *const *common,
			   size_t n_common, struct wasl_err *err)
{
	const json_t *with = json_object_get(file, "with");
	struct listing theirs = {.arena = arena};
	struct listing own = {.arena = arena, .except = &theirs.labels};

	for (size_t i = 0; i < json_array_size(with); i++)
		for (size_t k = 0; k < n_common; k++)
			if (json_equal(json_array_get(with, i),
				       json_object_get(common[k], "common")))
				add_file(&theirs, common[k]);
	add_file(&own, file);
	*out = own.labels;
	return wasl_arena_check(arena, err);
}

/* --- Fluent files ----------------------------------------------------------
 */

static void wrong(struct wasl_findings *f, const char *name, size_t line,
		  const char *why)
{
	wasl_findings_schema(f, name, "label", "%s, line %zu: %s", name, line,
			     why);
}

/* The id of a line `id = text`; {NULL, 0} after a finding, or of a line that
 * has none. */
static wasl_text id_of(struct wasl_findings *f, const char *name, size_t at,
		       wasl_text line)
{
	static const char equals[] = " = ";
	const size_t n = sizeof(equals) - 1;
	size_t i = 0;

	if (line.n == 0 || line.p[0] == '#')
		return (wasl_text){NULL, 0};
	while (i + n < line.n && memcmp(line.p + i, equals, n) != 0)
		i++;
	if (i > 0 && i + n < line.n)
		return (wasl_text){line.p, i};
	wrong(f, name, at, "is not \"id = text\"");
	return (wasl_text){NULL, 0};
}

static void take_line(struct wasl_findings *f, const struct wasl_labels *labels,
		      bool *seen, const char *name, size_t at, wasl_text line)
{
	wasl_text id = id_of(f, name, at, line);
	size_t i = 0;

	if (id.p == NULL)
		return;
	while (i < labels->n && !wasl_text_is(id, labels->items[i]))
		i++;
	if (i == labels->n)
		wrong(f, name, at, "names nothing that the file brings");
	else if (seen[i])
		wrong(f, name, at, "is there twice");
	else
		seen[i] = true;
}

void wasl_labels_check(struct wasl_findings *findings,
		       const struct wasl_labels *labels, wasl_text text,
		       const char *name)
{
	bool *seen = wasl_arena_take(findings->arena, labels->n + 1, 1);
	size_t at = 0;

	if (seen == NULL)
		return;
	if (!wasl_utf8_valid(wasl_text_bytes(text))) {
		wasl_findings_schema(findings, name, "label", "%s is not UTF-8",
				     name);
		return;
	}
	while (text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end == NULL ? text.n : (size_t)(end - text.p);

		take_line(findings, labels, seen, name, ++at,
			  (wasl_text){text.p, n});
		n += end != NULL;
		text = (wasl_text){text.p + n, text.n - n};
	}
	for (size_t i = 0; i < labels->n; i++)
		if (!seen[i])
			wasl_findings_schema(findings, name, "label",
					     "%s has no label for %s", name,
					     labels->items[i]);
}
