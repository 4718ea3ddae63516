#include "kind/caption.h"

#include "kind/builtin.h"

#include <stdio.h>

const char *const wasl_caption_languages[] = {"ar", "fr", "en", NULL};

/* The common files, which every kind may take names from. */
static const char *const common[] = {"common", "request", "extend",
				     "cease",  "later",	  "retex"};

/* What ships wins: nobody gives its words another meaning. */
static wasl_bytes labels_of(const struct wasl_library *library,
			    const char *file, const char *language)
{
	char name[96];

	snprintf(name, sizeof(name), "%.80s.%.2s.ftl", file, language);
	for (size_t i = 0; i < wasl_builtin_labels_n; i++)
		if (strcmp(wasl_builtin_labels[i].name, name) == 0)
			return wasl_builtin_labels[i].file;
	for (size_t i = 0; library != NULL && i < library->n_labels; i++)
		if (strcmp(library->labels[i].name, name) == 0)
			return library->labels[i].text;
	return (wasl_bytes){NULL, 0};
}

/* The text of the line `id = text`. */
static wasl_text in_file(wasl_bytes file, const char *id)
{
	const char *at = (const char *)file.p;
	const char *end;
	size_t n = strlen(id);

	if (file.n == 0)
		return (wasl_text){"", 0};
	end = at + file.n;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop == NULL ? end : stop) - at);

		if (len > n + 3 && memcmp(at, id, n) == 0 &&
		    memcmp(at + n, " = ", 3) == 0)
			return (wasl_text){at + n + 3, len - n - 3};
		at += len + 1;
	}
	return (wasl_text){"", 0};
}

/* Of the common files that the library brought. */
static wasl_text in_brought(const struct wasl_library *library,
			    const char *language, const char *id)
{
	wasl_text found = {"", 0};

	for (size_t i = 0;
	     library != NULL && found.n == 0 && i < library->n_common; i++) {
		const char *name = json_string_value(
			json_object_get(library->common[i], "common"));

		if (name != NULL)
			found = in_file(labels_of(library, name, language), id);
	}
	return found;
}

/* Of its own file, of the common ones that ship, of those that came. */
static wasl_text named(const struct wasl_library *library, const char *language,
		       const char *kind, const char *id)
{
	wasl_text found = in_file(labels_of(library, kind, language), id);

	for (size_t i = 0;
	     found.n == 0 && i < sizeof(common) / sizeof(common[0]); i++)
		found = in_file(labels_of(NULL, common[i], language), id);
	return found.n > 0 ? found : in_brought(library, language, id);
}

wasl_text wasl_caption(const struct wasl_library *library, const char *language,
		       const char *kind, const char *id)
{
	static const char done[] = "done-";
	const size_t n = sizeof(done) - 1;
	const char *known =
		labels_of(NULL, "common", language).n > 0 ? language : "en";
	wasl_text found = named(library, known, kind, id);
	char act[160];

	if (found.n > 0 || strncmp(id, done, n) != 0)
		return found;
	snprintf(act, sizeof(act), "act-%.150s", id + n);
	return named(library, known, kind, act);
}
