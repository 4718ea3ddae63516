/* RFC 8785. Numbers are integers only, so §3.2.2.3 is their decimal digits. */
#include "base/alloc.h"
#include "base/text.h"
#include "kind/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Writes, or with `p` NULL only counts. */
struct sink {
	uint8_t *p;
	size_t n;
};

static void put(struct sink *s, const void *p, size_t n)
{
	if (s->p != NULL)
		memcpy(s->p + s->n, p, n);
	s->n += n;
}

static void put_char(struct sink *s, char c)
{
	put(s, &c, 1);
}

/* §3.2.2.2: the short escapes where they exist, \u00xx for other control
 * characters, and everything else as it is. */
static void put_string(struct sink *s, wasl_text t)
{
	static const char named[] = "\b\t\n\f\r\"\\";
	static const char letter[] = "btnfr\"\\";

	put_char(s, '"');
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		const char *at = c == '\0' ? NULL : strchr(named, c);
		char text[8];

		if (at != NULL) {
			put_char(s, '\\');
			put_char(s, letter[at - named]);
		} else if ((unsigned char)c < 0x20) {
			snprintf(text, sizeof(text), "\\u%04x",
				 (unsigned)(unsigned char)c);
			put(s, text, 6);
		} else {
			put_char(s, c);
		}
	}
	put_char(s, '"');
}

/* A cursor over the UTF-16 code units of UTF-8 text. */
struct units {
	wasl_bytes in;
	size_t at;
	uint32_t low; /* the second half of a pair, or 0 */
};

/* 0 at the end: U+0000 cannot be in a name. */
static uint32_t next_unit(struct units *u)
{
	uint32_t cp = u->low;

	u->low = 0;
	if (cp != 0)
		return cp;
	if (u->at == u->in.n)
		return 0;
	cp = wasl_utf8_next(u->in, &u->at);
	if (cp < 0x10000)
		return cp;
	u->low = 0xdc00 + ((cp - 0x10000) & 0x3ff);
	return 0xd800 + ((cp - 0x10000) >> 10);
}

/* §3.2.3: names sort by their UTF-16 code units, not by their bytes. */
static int compare_names(const void *a, const void *b)
{
	const char *const *left = a;
	const char *const *right = b;
	struct units u = {wasl_text_bytes(wasl_text_of(*left)), 0, 0};
	struct units v = {wasl_text_bytes(wasl_text_of(*right)), 0, 0};

	for (;;) {
		uint32_t x = next_unit(&u);
		uint32_t y = next_unit(&v);

		if (x != y)
			return x < y ? -1 : 1;
		if (x == 0)
			return 0;
	}
}

static bool put_value(struct sink *s, const json_t *v);

static bool put_object(struct sink *s, const json_t *v)
{
	size_t n = json_object_size(v);
	const char **names = wasl_alloc(n + 1, sizeof(*names));
	const char *name;
	json_t *member;
	bool done = names != NULL;
	size_t i = 0;

	if (names == NULL)
		return false;
	json_object_foreach((json_t *)(uintptr_t)v, name, member) names[i++] =
		name;
	qsort(names, n, sizeof(*names), compare_names);
	put_char(s, '{');
	for (i = 0; i < n && done; i++) {
		if (i > 0)
			put_char(s, ',');
		put_string(s, wasl_text_of(names[i]));
		put_char(s, ':');
		done = put_value(s, json_object_get(v, names[i]));
	}
	put_char(s, '}');
	wasl_free(names);
	return done;
}

/* False when out of memory. Recursion is bounded by WASL_JSON_DEPTH_MAX. */
static bool put_value(struct sink *s, const json_t *v)
{
	char text[24];

	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return put_object(s, v);
	case JSON_ARRAY:
		put_char(s, '[');
		for (size_t i = 0; i < json_array_size(v); i++) {
			if (i > 0)
				put_char(s, ',');
			if (!put_value(s, json_array_get(v, i)))
				return false;
		}
		put_char(s, ']');
		return true;
	case JSON_STRING:
		put_string(s, wasl_json_text(v));
		return true;
	case JSON_INTEGER:
		snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT,
			 json_integer_value(v));
		put(s, text, strlen(text));
		return true;
	case JSON_TRUE:
		put(s, "true", 4);
		return true;
	case JSON_FALSE:
		put(s, "false", 5);
		return true;
	case JSON_NULL:
		put(s, "null", 4);
		return true;
	case JSON_REAL:
		break;
	}
	/* The door lets no real number in. */
	wasl_assert(false);
	return false;
}

wasl_bytes wasl_jcs_write(struct wasl_arena *arena, const json_t *v)
{
	struct sink s = {NULL, 0};
	size_t n;

	if (!put_value(&s, v))
		arena->over = true;
	n = s.n;
	s = (struct sink){wasl_arena_take(arena, n, 1), 0};
	if (s.p == NULL || !put_value(&s, v)) {
		arena->over = true;
		return (wasl_bytes){NULL, 0};
	}
	return (wasl_bytes){s.p, s.n};
}

wasl_status wasl_jcs_hash(struct wasl_hash *out, const json_t *v,
			  struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(SIZE_MAX / 2);
	wasl_bytes text = wasl_jcs_write(&arena, v);

	WASL_TRY(wasl_arena_check(&arena, err));
	*out = wasl_sha256(text);
	return WASL_OK;
}
