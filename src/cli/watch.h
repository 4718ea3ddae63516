/* Deciding over a list of persons: what approve, return and remove share. */
#ifndef WASL_CLI_WATCH_H
#define WASL_CLI_WATCH_H

#include "cli/client.h"

enum { CLI_LIST_YES };
extern const struct cli_opt cli_list_opts[];

/** Say what a list or a record is, in the officer's language; changed by it. */
void cli_list_print(struct cli_term *term, json_t *list);

/** Show the list of the first operand and ask, unless --yes was given. */
enum cli_exit cli_list_ask(struct cli *cli, const struct cli_args *args,
			   enum cli_msg question);

/**
 * Tell the node.
 *
 * In:   what  "/approve" …, with an empty body; NULL: the list itself
 *       done  with {list}
 */
enum cli_exit cli_list_decide(struct cli *cli, const struct cli_args *args,
			      const char *method, const char *what,
			      enum cli_msg done);

#endif
