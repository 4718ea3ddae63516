#include "node/kindsdir.h"

#include "base/alloc.h"
#include "base/file.h"
#include "kind/label.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER "kinds.d"

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && name[0] != '.' && strcmp(name + n - m, end) == 0;
}

static int json_only(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".json");
}

static int labels_only(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".ftl");
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

static wasl_status add_kind(struct wasl_library *library, const char *dir,
			    const char *name, struct wasl_err *err)
{
	return add_file(library, dir, name, false, err);
}

static wasl_status add_common(struct wasl_library *library, const char *dir,
			      const char *name, struct wasl_err *err)
{
	return add_file(library, dir, name, true, err);
}

static wasl_status add_labels(struct wasl_library *library, const char *dir,
			      const char *name, struct wasl_err *err)
{
	wasl_autofree uint8_t *file = NULL;
	char path[4096];
	wasl_status status;
	size_t n;

	snprintf(path, sizeof(path), "%s/" FOLDER "/%s", dir, name);
	WASL_TRY(wasl_file_read(&file, &n, path, WASL_LABEL_FILE_MAX, err));
	status = wasl_library_add_labels(library, name, wasl_bytes_of(file, n),
					 err);
	if (status != WASL_OK)
		wasl_err_prefix(err, FOLDER);
	return status;
}

typedef wasl_status add_fn(struct wasl_library *library, const char *dir,
			   const char *name, struct wasl_err *err);

/* The files of the folder that `wanted` lets through, each by its name. */
static wasl_status each_file(struct wasl_library *library, const char *dir,
			     int (*wanted)(const struct dirent *), add_fn *add,
			     struct wasl_err *err)
{
	char path[4096];
	struct dirent **names = NULL;
	wasl_status status = WASL_OK;
	int n;

	snprintf(path, sizeof(path), "%s/" FOLDER, dir);
	n = scandir(path, &names, wanted, alphasort);
	for (int i = 0; i < n; i++) {
		if (status == WASL_OK)
			status = add(library, dir, names[i]->d_name, err);
		free(names[i]);
	}
	free(names);
	return status;
}

wasl_status node_kinds_folder(struct wasl_library *library, const char *dir,
			      struct wasl_err *err)
{
	WASL_TRY(each_file(library, dir, json_only, add_common, err));
	WASL_TRY(each_file(library, dir, json_only, add_kind, err));
	return each_file(library, dir, labels_only, add_labels, err);
}
