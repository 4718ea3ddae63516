#include "kind/build.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

bool wasl_build_whole(const struct wasl_build *b)
{
	return b->findings->errors - b->surplus == b->before;
}

bool wasl_build_fault(struct wasl_findings *findings, const char *pointer,
		      const char *fmt, ...)
{
	char text[WASL_ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	wasl_findings_schema(findings, pointer, "kind-file", "%s", text);
	return false;
}

void wasl_build_members(struct wasl_build *b, const json_t *in,
			const char *pointer, const char *const *names)
{
	const char *name;
	json_t *member;

	if (!json_is_object(in))
		wasl_build_fault(b->findings, pointer, "must be an object");
	json_object_foreach((json_t *)(uintptr_t)in, name, member)
	{
		size_t i = 0;

		while (names[i] != NULL && strcmp(names[i], name) != 0)
			i++;
		if (names[i] != NULL)
			continue;
		b->surplus++;
		wasl_build_fault(b->findings,
				 wasl_pointer_member(b->arena, pointer,
						     wasl_text_of(name)),
				 "\"%s\" is no member here", name);
	}
}

int64_t wasl_build_int(struct wasl_build *b, const json_t *in,
		       const char *pointer, const char *name, int64_t min,
		       int64_t max, int64_t other)
{
	const json_t *v = json_object_get(in, name);

	if (v == NULL)
		return other;
	if (json_is_integer(v) && json_integer_value(v) >= min &&
	    json_integer_value(v) <= max)
		return json_integer_value(v);
	wasl_build_fault(b->findings, pointer,
			 "\"%s\" must be a number from %" PRId64 " to %" PRId64,
			 name, min, max);
	return other;
}

bool wasl_build_flag(struct wasl_build *b, const json_t *in,
		     const char *pointer, const char *name)
{
	const json_t *v = json_object_get(in, name);

	if (v != NULL && !json_is_boolean(v))
		wasl_build_fault(b->findings, pointer,
				 "\"%s\" must be true or false", name);
	return json_is_true(v);
}

uint32_t wasl_build_number(struct wasl_build *b, const json_t *in,
			   const char *pointer)
{
	int64_t n =
		wasl_build_int(b, in, pointer, "n", 1, WASL_KIND_NUMBER_MAX, 0);

	if (json_object_get(in, "n") == NULL)
		wasl_build_fault(b->findings, pointer, "has no number \"n\"");
	return (uint32_t)n;
}

const char *wasl_build_copy(struct wasl_build *b, wasl_text text)
{
	const char *copy = wasl_arena_text(b->arena, text);

	return copy == NULL ? "" : copy;
}

const char *wasl_build_text(struct wasl_build *b, const json_t *in,
			    const char *pointer, const char *name)
{
	const json_t *v = json_object_get(in, name);

	if (v == NULL)
		return NULL;
	if (json_is_string(v) && json_string_length(v) > 0)
		return wasl_build_copy(b, wasl_json_text(v));
	wasl_build_fault(b->findings, pointer, "\"%s\" must be a text", name);
	return NULL;
}

bool wasl_build_name(struct wasl_build *b, const char *name,
		     const char *pointer)
{
	size_t n = strlen(name);
	bool good = n > 0 && n <= WASL_KIND_NAME_MAX && name[0] >= 'a' &&
		    name[0] <= 'z';

	for (size_t i = 0; i < n && good; i++)
		good = (name[i] >= 'a' && name[i] <= 'z') ||
		       (name[i] >= '0' && name[i] <= '9') || name[i] == '_';
	return good ||
	       wasl_build_fault(b->findings, pointer,
				"\"%s\" must be of a-z, 0-9 and _", name);
}

const struct wasl_act_def *
wasl_build_act_named(struct wasl_build *b, const char *pointer, wasl_text name)
{
	const struct wasl_act_def *act =
		name.p == NULL ? NULL : wasl_kind_act_named(b->kind, name);

	if (act == NULL)
		wasl_build_fault(b->findings, pointer, "\"%.*s\" is no act",
				 (int)name.n, name.p == NULL ? "" : name.p);
	return act;
}

size_t wasl_build_words(const json_t *v)
{
	return json_is_string(v) ? 1 : json_array_size(v);
}

wasl_text wasl_build_word(const json_t *v, size_t i)
{
	return wasl_json_text(json_is_string(v) ? v : json_array_get(v, i));
}

bool wasl_build_code_set(struct wasl_build *b, struct wasl_code_set *out,
			 const struct wasl_codes *of, const json_t *in,
			 size_t from, const char *pointer)
{
	size_t n = wasl_build_words(in);
	uint16_t *items = wasl_arena_take(b->arena, n + 1, sizeof(*items));

	*out = (struct wasl_code_set){of, items, 0};
	for (size_t i = from; i < n && items != NULL; i++) {
		int at = wasl_codes_find(of, wasl_build_word(in, i));

		if (at < 0)
			return wasl_build_fault(b->findings, pointer,
						"names a code that is not in "
						"\"%s\"",
						of->name);
		items[out->n++] = (uint16_t)at;
	}
	return items != NULL;
}
