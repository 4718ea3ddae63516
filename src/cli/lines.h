/* Text files a line at a time, of any size, for the verbs over names. */
#ifndef WASL_CLI_LINES_H
#define WASL_CLI_LINES_H

#include "cli/cli.h"

struct cli_lines {
	FILE *f;
	char *line; /* owned; the present line without its end */
	size_t cap;
	size_t number; /* of the present line, from 1 */
	const char *path;
	size_t skipped, first_skipped; /* lines, and the number of one */
};

/** Open a file, "-" for standard input. REFUSED with the reason said. */
enum cli_exit cli_lines_open(struct cli *cli, struct cli_lines *lines,
			     const char *path);
/** Says on standard error how many lines were skipped, if any were. */
void cli_lines_close(struct cli *cli, struct cli_lines *lines);

/** The present line could not be used; blank ones are not counted. */
void cli_lines_skip(struct cli_lines *lines, wasl_text line);

/** The next line, ended by LF or CR LF and without the byte order mark that a
 * file may begin with, borrowed until the next call. */
bool cli_lines_next(struct cli_lines *lines, wasl_text *line);

#endif
