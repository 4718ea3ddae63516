/* What the verbs over subject requests share. */
#ifndef WASL_CLI_SUBJECT_REQUEST_H
#define WASL_CLI_SUBJECT_REQUEST_H

#include "cli/rows.h"

/** The whole file for people: fields, then the words of the answer. */
void cli_subject_show(struct cli *cli, const json_t *request);

#endif
