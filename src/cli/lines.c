#include "cli/lines.h"

#include <errno.h>
#include <stdlib.h>

enum cli_exit cli_lines_open(struct cli *cli, struct cli_lines *lines,
			     const char *path)
{
	struct wasl_err err;

	*lines = (struct cli_lines){.f = cli->in};
	if (strcmp(path, "-") == 0)
		return CLI_EXIT_OK;
	lines->f = fopen(path, "rb");
	if (lines->f != NULL)
		return CLI_EXIT_OK;
	(void)wasl_fail(&err, WASL_IO, "%s: %s", path, strerror(errno));
	return cli_fail(cli, &err);
}

void cli_lines_close(struct cli *cli, struct cli_lines *lines)
{
	if (lines->f != NULL && lines->f != cli->in)
		(void)fclose(lines->f);
	free(lines->line); /* raw: getline's */
	*lines = (struct cli_lines){0};
}

bool cli_lines_next(struct cli_lines *lines, wasl_text *line)
{
	ssize_t n = getline(&lines->line, &lines->cap, lines->f);

	if (n < 0)
		return false;
	if (n > 0 && lines->line[n - 1] == '\n')
		n--;
	if (n > 0 && lines->line[n - 1] == '\r')
		n--;
	lines->number++;
	*line = (wasl_text){lines->line, (size_t)n};
	return true;
}
