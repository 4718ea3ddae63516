/* Files of the officer's, uploaded to a dossier. */
#ifndef WASL_CLI_UPLOAD_H
#define WASL_CLI_UPLOAD_H

#include "cli/client.h"

/**
 * Upload a file, or go on where a break left it.
 *
 * In:   ref   the dossier
 *       name  that the partner will see; NULL: the file's own
 * Out:  file  the value that a field of an act takes, a new reference on OK
 * Ret:  as cli_ask; everything has been said
 */
enum cli_exit cli_upload(struct cli *cli, json_t **file, const char *ref,
			 const char *path, const char *name);

/**
 * A value of a field that stands for a file: {"@file": path}, and "name" if
 * the partner shall see another than the file's own.
 */
json_t *cli_file_value(const char *path, const char *name);

/** Is one of the fields, or an item of a list among them, such a value? */
bool cli_fields_have_files(json_t *fields);

/** Upload those files; the values become what the fields take. */
enum cli_exit cli_upload_fields(struct cli *cli, const char *ref,
				json_t *fields);

#endif
