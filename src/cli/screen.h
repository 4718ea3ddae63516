/* Parts of `wasl screen`, for one person and for a file. */
#ifndef WASL_CLI_SCREEN_H
#define WASL_CLI_SCREEN_H

#include "cli/cli.h"

enum cli_screen_opt {
	CLI_SCREEN_BORN,
	CLI_SCREEN_SEX,
	CLI_SCREEN_PLACE,
	CLI_SCREEN_DOC,
	CLI_SCREEN_REF,
	CLI_SCREEN_REASON,
	CLI_SCREEN_EXPLAIN,
	CLI_SCREEN_FILE,
	CLI_SCREEN_MAP,
	CLI_SCREEN_DATES,
	CLI_SCREEN_STRICT,
	CLI_SCREEN_QUICK,
};

/** Why each hit is one, in the reader's language. */
void cli_screen_why(struct cli *cli, const json_t *hits);

/** The parts and shares of one comparison, in thousandths (api/match.h). */
void cli_why(struct cli *cli, const json_t *why);

/** What was passed over in a name: "notes" of an answer. */
void cli_name_notes(struct cli *cli, const json_t *notes);

#endif
