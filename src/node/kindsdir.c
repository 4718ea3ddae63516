#include "node/kindsdir.h"

#include "base/alloc.h"
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER "kinds.d"

static int json_only(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 5 && entry->d_name[0] != '.' &&
	       strcmp(entry->d_name + n - 5, ".json") == 0;
}

/* Adds it if it is a common file, or if it is none, as `common` has it. */
static wasl_status add_file(struct wasl_library *library, const char *dir,
			    const char *name, bool common, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	struct wasl_findings findings = wasl_findings_init(&arena);
	wasl_autofree uint8_t *file = NULL;
	const char *path =
		wasl_arena_format(&arena, "%s/" FOLDER "/%s", dir, name);
	size_t n;
	wasl_status status;

	WASL_TRY(wasl_arena_check(&arena, err));
	WASL_TRY(wasl_file_read(&file, &n, path, WASL_KIND_FILE_MAX, err));
	if (wasl_library_is_common(wasl_bytes_of(file, n)) != common)
		return WASL_OK;
	status = wasl_library_add_kind(NULL, library, &findings,
				       wasl_bytes_of(file, n), err);
	if (status != WASL_OK)
		wasl_err_prefix(err, FOLDER "/%s", name);
	return status;
}

wasl_status node_kinds_folder(struct wasl_library *library, const char *dir,
			      struct wasl_err *err)
{
	char path[4096];
	struct dirent **names = NULL;
	wasl_status status = WASL_OK;
	int n;

	snprintf(path, sizeof(path), "%s/" FOLDER, dir);
	n = scandir(path, &names, json_only, alphasort);
	for (int i = 0; status == WASL_OK && i < n; i++)
		status = add_file(library, dir, names[i]->d_name, true, err);
	for (int i = 0; status == WASL_OK && i < n; i++)
		status = add_file(library, dir, names[i]->d_name, false, err);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return status;
}
