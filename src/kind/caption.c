#include "kind/caption.h"

#include "kind/builtin.h"

#include <stdio.h>
#include <string.h>

/* The common files, which every kind may take names from. */
static const char *const common[] = {"common", "request", "extend",
				     "cease",  "later",	  "retex"};

static wasl_bytes labels_of(const char *file, const char *language)
{
	char name[96];

	snprintf(name, sizeof(name), "%s.%.2s.ftl", file, language);
	for (size_t i = 0; i < wasl_builtin_labels_n; i++)
		if (strcmp(wasl_builtin_labels[i].name, name) == 0)
			return wasl_builtin_labels[i].file;
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

wasl_text wasl_caption(const char *language, const char *kind, const char *id)
{
	const char *known =
		labels_of("common", language).n > 0 ? language : "en";
	wasl_text found = in_file(labels_of(kind, known), id);

	for (size_t i = 0;
	     found.n == 0 && i < sizeof(common) / sizeof(common[0]); i++)
		found = in_file(labels_of(common[i], known), id);
	return found;
}
