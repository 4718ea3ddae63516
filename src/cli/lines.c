#include "cli/lines.h"

#include <errno.h>
#include <stdlib.h>

enum cli_exit cli_lines_open(struct cli *cli, struct cli_lines *lines,
			     const char *path)
{
	struct wasl_err err;

	*lines = (struct cli_lines){.f = cli->in, .path = path};
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
	if (lines->skipped > 0)
		(void)fprintf(cli->err.f,
			      "wasl: %s: lines that are no names, left out: "
			      "%zu, the first is line %zu\n",
			      lines->path, lines->skipped,
			      lines->first_skipped);
	if (lines->f != NULL && lines->f != cli->in)
		(void)fclose(lines->f);
	free(lines->line); /* raw: getline's */
	*lines = (struct cli_lines){0};
}

void cli_lines_skip(struct cli_lines *lines, wasl_text line)
{
	if (line.n == 0)
		return;
	if (lines->skipped++ == 0)
		lines->first_skipped = lines->number;
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
	*line = (wasl_text){lines->line, (size_t)n};
	/* A byte order mark is how some editors begin a UTF-8 file. */
	if (lines->number++ == 0 && n >= 3 &&
	    memcmp(lines->line, "\xef\xbb\xbf", 3) == 0) {
		line->p += 3;
		line->n -= 3;
	}
	return true;
}
