/* The built-in kinds and example files, for tests. */
#ifndef WASL_TESTS_KIND_KINDS_H
#define WASL_TESTS_KIND_KINDS_H

#include "base/alloc.h"
#include "check.h"
#include "kind/builtin.h"
#include "kind/library.h"
#include "kind/words.h"

#include <stdio.h>
#include <stdlib.h>

#define TEST_ARENA (4 * 1024 * 1024)

static inline void print_findings(const struct wasl_findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		print_message("  %s [%s] %s: %s\n", f->items[i].pointer,
			      f->items[i].rule, f->items[i].source,
			      f->items[i].text);
}

/** The built-in kinds; fails with their findings. */
static inline void open_library(struct wasl_library *library)
{
	struct wasl_err err = {0};

	wasl_library_init(library);
	if (wasl_library_add_builtin(library, &err) != WASL_OK)
		fail_msg("%s: %s", err.field, err.text);
}

/** The kind of a file's text; the caller frees it. Fails with its findings. */
static inline struct wasl_kind *kind_of(const char *file)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *out;

	if (wasl_kind_new(&out, &f, wasl_bytes_of(file, strlen(file)), NULL, 0,
			  NULL) != WASL_OK) {
		print_findings(&f);
		fail_msg("the kind does not compile");
	}
	return out;
}

/** A file below the source folder, parsed; the caller decrefs. */
static inline json_t *load_json(const char *path)
{
	static char space[256 * 1024];
	struct wasl_err err = {0};
	char full[512];
	json_t *v;
	size_t n;
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", WASL_SOURCE_DIR, path);
	f = fopen(full, "rb");
	if (f == NULL)
		fail_msg("cannot open %s", path);
	n = fread(space, 1, sizeof(space), f);
	fclose(f);
	if (wasl_json_parse(&v, wasl_bytes_of(space, n), sizeof(space), &err) !=
	    WASL_OK)
		fail_msg("%s: %s", path, err.text);
	return v;
}

/** A profile's file below the source folder, in the library; fails with its
 * findings. */
static inline const struct wasl_profile *
load_profile(struct wasl_library *library, const char *path)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *file = load_json(path);
	const struct wasl_profile *out;

	if (wasl_library_add_profile(&out, library, &f,
				     wasl_jcs_write(&arena, file),
				     NULL) != WASL_OK) {
		print_findings(&f);
		fail_msg("%s", path);
	}
	return out;
}

/** A JSON literal, parsed; the caller decrefs. */
static inline json_t *json_of(const char *text)
{
	struct wasl_err err = {0};
	json_t *v;

	if (wasl_json_parse(&v, wasl_bytes_of(text, strlen(text)),
			    WASL_KIND_FILE_MAX, &err) != WASL_OK)
		fail_msg("%s: %s", text, err.text);
	return v;
}

/** What the node fills in where an officer leaves it out. */
static inline void fill_usual(json_t *in, const struct wasl_act_def *act)
{
	static const char *const usual[][2] = {
		{"handling", "H1"},	     {"origin", "OWN"},
		{"transfer_basis", "LED37"}, {"necessity", "invented"},
		{"retention", "2031-12-31"},
	};
	wasl_autojson *languages = json_pack("[s, s]", "ar", "fr");

	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (json_object_get(in, usual[i][0]) == NULL &&
		    wasl_shape_find(&act->shape, wasl_text_of(usual[i][0])) !=
			    NULL)
			json_object_set_new(in, usual[i][0],
					    json_string(usual[i][1]));
	assert_true(wasl_words_fill(in, &act->shape, languages));
}

/** Is there a finding of this rule (NULL: of any) at this pointer? */
static inline bool has_finding(const struct wasl_findings *f, const char *rule,
			       const char *pointer)
{
	for (size_t i = 0; i < f->n; i++)
		if ((rule == NULL || strcmp(f->items[i].rule, rule) == 0) &&
		    strcmp(f->items[i].pointer, pointer) == 0)
			return true;
	return false;
}

/** `text` in `space`, with the one place where `from` stands replaced. */
static inline wasl_bytes change_text(char *space, size_t cap, const char *text,
				     const char *from, const char *to)
{
	const char *at = strstr(text, from);
	int n;

	if (at == NULL || strstr(at + 1, from) != NULL)
		fail_msg("not exactly once: %s", from);
	n = snprintf(space, cap, "%.*s%s%s", (int)(at - text), text, to,
		     at + strlen(from));
	assert_true(n > 0 && (size_t)n < cap);
	return wasl_bytes_of(space, (size_t)n);
}

/** Was a kind file that breaks `rule` refused, with a finding at `pointer`?
 * If not, prints what there is. Takes `kind`. */
static inline bool refused_at(wasl_status status, struct wasl_kind *kind,
			      const struct wasl_findings *f, const char *rule,
			      const char *pointer)
{
	bool refused = status == WASL_SCHEMA && kind == NULL &&
		       has_finding(f, NULL, pointer);

	wasl_kind_free(kind);
	if (!refused) {
		print_message("%s: nothing at %s\n", rule, pointer);
		print_findings(f);
	}
	return refused;
}

#endif
