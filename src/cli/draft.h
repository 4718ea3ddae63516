/* A draft on the screen, for those who read before they decide. */
#ifndef WASL_CLI_DRAFT_H
#define WASL_CLI_DRAFT_H

#include "cli/client.h"

/**
 * Fetch a draft.
 *
 * In:   id  as the person typed it, or NULL: the only one that waits for this
 *	     officer; with several, they are listed and it is REFUSED
 * Out:  draft  a new reference on OK
 */
enum cli_exit cli_draft_get(struct cli *cli, json_t **draft, const char *id);

/** Who, what, to whom, every field, digest: exactly what will be sealed. */
void cli_draft_print(struct cli_term *term, const json_t *draft);

/** One row a draft. */
void cli_drafts_print(struct cli_term *term, const json_t *drafts);

/** Post {…} to `/v1/drafts/{id}/{what}`; takes `body`. */
enum cli_exit cli_draft_post(struct cli *cli, json_t **answer,
			     const json_t *draft, const char *what,
			     json_t *body);

#endif
