/* A table of persons, screened row by row in its order. */
#ifndef WASL_CLI_SCREEN_FILE_H
#define WASL_CLI_SCREEN_FILE_H

#include "cli/cli.h"

struct cli_screen_file {
	const char *path;   /* "-": standard input */
	const char *map;    /* "name=PRENOM+NOM,born=DATE", or NULL */
	const char *ref;    /* of rows that have none, or NULL */
	const char *reason; /* or NULL */
	bool quick;	    /* less thorough, five times as fast */
	bool dmy;	    /* dates are DD/MM/YYYY */
	bool strict;	    /* nothing is screened if a row is bad */
};

/**
 * Screen it; CSV on standard output, or a JSON object a line with --json.
 *
 * Ret:  OK; REFUSED if a row was bad (the others are screened), or with what
 *       is wrong said
 */
enum cli_exit cli_screen_file(struct cli *cli,
			      const struct cli_screen_file *file);

#endif
