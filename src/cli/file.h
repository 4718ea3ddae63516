/* Files on their way to and from the node. */
#ifndef WASL_CLI_FILE_H
#define WASL_CLI_FILE_H

#include "cli/client.h"

/** "12.3 MiB". */
const char *cli_size(char out[static 24], uint64_t bytes);

/** Show how much of a file is done; on a terminal only. */
void cli_file_progress(struct cli *cli, enum cli_msg msg, const char *name,
		       uint64_t done, uint64_t of);

/** The files of a dossier as a table; nothing where there are none. */
void cli_files_print(struct cli_term *term, const json_t *files);

#endif
