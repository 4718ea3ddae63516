/* Text files a line at a time, of any size, for the verbs over names. */
#ifndef WASL_CLI_LINES_H
#define WASL_CLI_LINES_H

#include "cli/cli.h"

struct cli_lines {
	FILE *f;
	char *line; /* owned; the present line without its end */
	size_t cap;
	size_t number; /* of the present line, from 1 */
};

/** Open a file, "-" for standard input. REFUSED with the reason said. */
enum cli_exit cli_lines_open(struct cli *cli, struct cli_lines *lines,
			     const char *path);
void cli_lines_close(struct cli *cli, struct cli_lines *lines);

/** The next line, ended by LF or CR LF, borrowed until the next call. */
bool cli_lines_next(struct cli_lines *lines, wasl_text *line);

#endif
