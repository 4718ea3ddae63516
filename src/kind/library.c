#include "kind/library.h"

#include "base/alloc.h"
#include "base/text.h"
#include "kind/builtin.h"

void wasl_library_init(struct wasl_library *library)
{
	*library = (struct wasl_library){0};
}

void wasl_library_deinit(struct wasl_library *library)
{
	for (size_t i = 0; i < library->n_kinds; i++)
		wasl_kind_free(library->kinds[i]);
	for (size_t i = 0; i < library->n_profiles; i++)
		wasl_profile_free(library->profiles[i]);
	for (size_t i = 0; i < library->n_common; i++)
		json_decref(library->common[i]);
	for (size_t i = 0; i < library->n_labels; i++) {
		wasl_free(library->labels[i].name);
		wasl_free((void *)(uintptr_t)library->labels[i].text.p);
	}
	wasl_free(library->labels);
	wasl_free(library->kinds);
	wasl_free(library->profiles);
	wasl_free(library->common);
	wasl_library_init(library);
}

static wasl_status add_common(struct wasl_library *library, json_t *file,
			      struct wasl_err *err)
{
	wasl_text name = wasl_json_text(json_object_get(file, "common"));

	for (size_t i = 0; i < library->n_common; i++)
		if (wasl_text_eq(name, wasl_json_text(json_object_get(
					       library->common[i], "common"))))
			return wasl_fail(err, WASL_EXISTS,
					 "a second common file \"%.*s\"",
					 (int)name.n,
					 name.p == NULL ? "" : name.p);
	if (!wasl_grow(&library->common, &library->cap_common,
		       library->n_common + 1, sizeof(json_t *)))
		return wasl_fail(err, WASL_NO_MEMORY, "kinds");
	library->common[library->n_common++] = json_incref(file);
	return WASL_OK;
}

/*
 * spec §7, line dossier: "its kind is fixed here". Nobody may offer another one
 * of its name, nor another kind that needs no opening.
 */
static bool is_fixed(const struct wasl_library *library,
		     const struct wasl_kind *kind)
{
	static const char line[] = "line";

	if (strcmp(kind->name, line) != 0)
		return kind->opening == NULL;
	return wasl_library_kind_named(library, line) != NULL;
}

/* Takes ownership of the kind, whatever the answer. */
static wasl_status keep_kind(const struct wasl_kind **out,
			     struct wasl_library *library,
			     struct wasl_kind *kind, struct wasl_err *err)
{
	*out = wasl_library_kind(library, &kind->hash);
	if (*out != NULL) {
		wasl_kind_free(kind);
		return WASL_OK;
	}
	if (is_fixed(library, kind)) {
		wasl_kind_free(kind);
		return wasl_fail(err, WASL_DENIED,
				 "the kind of the line dossier is fixed");
	}
	if (!wasl_grow(&library->kinds, &library->cap_kinds,
		       library->n_kinds + 1, sizeof(struct wasl_kind *))) {
		wasl_kind_free(kind);
		return wasl_fail(err, WASL_NO_MEMORY, "kinds");
	}
	library->kinds[library->n_kinds++] = kind;
	*out = kind;
	return WASL_OK;
}

bool wasl_library_is_common(wasl_bytes file)
{
	wasl_autojson *parsed = NULL;

	return wasl_json_parse(&parsed, file, WASL_KIND_FILE_MAX, NULL) ==
		       WASL_OK &&
	       json_object_get(parsed, "common") != NULL;
}

wasl_status wasl_library_add_kind(const struct wasl_kind **out,
				  struct wasl_library *library,
				  struct wasl_findings *findings,
				  wasl_bytes file, struct wasl_err *err)
{
	const struct wasl_kind *ignored;
	wasl_autojson *parsed = NULL;
	struct wasl_kind *kind;

	if (out == NULL)
		out = &ignored;
	*out = NULL;
	WASL_TRY(wasl_json_parse(&parsed, file, WASL_KIND_FILE_MAX, err));
	if (json_object_get(parsed, "common") != NULL)
		return add_common(library, parsed, err);
	WASL_TRY(wasl_kind_new(&kind, findings, file, library->common,
			       library->n_common, err));
	return keep_kind(out, library, kind, err);
}

static void *copy_of(const void *p, size_t n)
{
	char *out = wasl_alloc(n + 1, 1);

	if (out != NULL && n > 0)
		memcpy(out, p, n);
	return out;
}

wasl_status wasl_library_add_labels(struct wasl_library *library,
				    const char *name, wasl_bytes text,
				    struct wasl_err *err)
{
	struct wasl_label_file file = {.text = {NULL, text.n}};

	if (!wasl_utf8_valid(text))
		return wasl_fail(err, WASL_MALFORMED, "%s is not UTF-8", name);
	for (size_t i = 0; i < library->n_labels; i++)
		if (strcmp(library->labels[i].name, name) == 0)
			return wasl_fail(err, WASL_EXISTS, "a second %s", name);
	file.name = copy_of(name, strlen(name));
	file.text.p = copy_of(text.p, text.n);
	if (file.name == NULL || file.text.p == NULL ||
	    !wasl_grow(&library->labels, &library->cap_labels,
		       library->n_labels + 1, sizeof(file))) {
		wasl_free(file.name);
		wasl_free((void *)(uintptr_t)file.text.p);
		return wasl_fail(err, WASL_NO_MEMORY, "labels");
	}
	library->labels[library->n_labels++] = file;
	return WASL_OK;
}

wasl_status wasl_library_add_profile(const struct wasl_profile **out,
				     struct wasl_library *library,
				     struct wasl_findings *findings,
				     wasl_bytes file, struct wasl_err *err)
{
	const struct wasl_profile *held;
	struct wasl_profile *profile;

	if (out != NULL)
		*out = NULL;
	WASL_TRY(wasl_profile_new(&profile, findings, file, err));
	held = wasl_library_profile(library, &profile->hash);
	if (held == NULL &&
	    wasl_grow(&library->profiles, &library->cap_profiles,
		      library->n_profiles + 1, sizeof(struct wasl_profile *))) {
		library->profiles[library->n_profiles++] = profile;
		held = profile;
	} else {
		wasl_profile_free(profile);
	}
	if (held == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "profiles");
	if (out != NULL)
		*out = held;
	return WASL_OK;
}

wasl_status wasl_library_add_builtin(struct wasl_library *library,
				     struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(WASL_KIND_FILE_MAX);

	for (size_t i = 0; i < wasl_builtins_n; i++) {
		struct wasl_findings f = wasl_findings_init(&arena);
		wasl_status status = wasl_library_add_kind(
			NULL, library, &f, wasl_builtins[i].file, err);

		if (status != WASL_OK) {
			wasl_err_prefix(err, "%s", wasl_builtins[i].name);
			return status;
		}
	}
	for (size_t i = 0; i < library->n_kinds; i++)
		library->kinds[i]->shipped = true;
	return WASL_OK;
}

const struct wasl_kind *wasl_library_kind(const struct wasl_library *library,
					  const struct wasl_hash *hash)
{
	for (size_t i = 0; i < library->n_kinds; i++)
		if (wasl_hash_eq(&library->kinds[i]->hash, hash))
			return library->kinds[i];
	return NULL;
}

void wasl_library_prefer(struct wasl_library *library)
{
	for (size_t i = 0; i < library->n_kinds; i++)
		library->kinds[i]->preferred = true;
}

/* Of two of one name; `kind` was added later. */
static bool goes_before(const struct wasl_kind *kind,
			const struct wasl_kind *best)
{
	return kind->version != best->version
		       ? kind->version > best->version
		       : kind->preferred >= best->preferred;
}

const struct wasl_kind *
wasl_library_kind_named(const struct wasl_library *library, const char *name)
{
	const struct wasl_kind *best = NULL;

	for (size_t i = 0; i < library->n_kinds; i++) {
		const struct wasl_kind *kind = library->kinds[i];

		wasl_assert(kind != NULL);
		if (strcmp(kind->name, name) == 0 &&
		    (best == NULL || goes_before(kind, best)))
			best = kind;
	}
	return best;
}

const struct wasl_profile *
wasl_library_profile(const struct wasl_library *library,
		     const struct wasl_hash *hash)
{
	for (size_t i = 0; i < library->n_profiles; i++)
		if (wasl_hash_eq(&library->profiles[i]->hash, hash))
			return library->profiles[i];
	return NULL;
}
