/* Verbs that ask and show a table: paths with operands and options, columns of
 * an answer. */
#ifndef WASL_CLI_ROWS_H
#define WASL_CLI_ROWS_H

#include "cli/client.h"

/* A path of the API with its query. */
#define CLI_PATH_MAX 4096

/**
 * `front`, `operand` percent-encoded, `back`: "/v1/dossiers/", REF, "/desk".
 * Longer than the space: it ends there, and the node answers NOT_FOUND.
 *
 * In:   operand, back  or NULL
 */
const char *cli_path(char out[CLI_PATH_MAX], const char *front,
		     const char *operand, const char *back);

/**
 * Append the given options as the query; they have the API's names. Those
 * behind `n` are not of the query.
 */
const char *cli_path_query(char path[CLI_PATH_MAX], const struct cli_opt *opts,
			   const struct cli_args *args, size_t n);

enum cli_format {
	CLI_AS_TEXT, /* "" is "-" */
	CLI_AS_TIME,
	CLI_AS_DISTANCE, /* from now */
	CLI_AS_DUE,	 /* "due_at", on both sides' clocks too */
	CLI_AS_NUMBER,
	CLI_AS_WORDS, /* an array of texts */
	CLI_AS_YES,   /* true or false */
	CLI_AS_ROLES, /* an array of their names */
	CLI_AS_SORT,  /* of a task */
	CLI_AS_WHAT,  /* what was done, or a clock, of the row's "kind" */
	CLI_AS_KNOWN, /* where, in words */
	CLI_AS_KIND,  /* the name of a kind */
	CLI_AS_STATE, /* a state of the row's "kind" */
};

/** A column of a table; ended by a NULL name. */
struct cli_column {
	const char *name; /* of the member; "a" or "a,b": the first not empty */
	enum cli_msg heading;
	enum cli_format format;
};

/** The cases that a dossier's answer names, one a line. */
void cli_say_cases(struct cli_term *term, const json_t *answer);

/** Show an array of objects; `none` where it is empty. */
void cli_rows(struct cli *cli, const json_t *array,
	      const struct cli_column *columns, enum cli_msg none);

enum cli_form {
	CLI_AS_TABLE,
	CLI_AS_CSV, /* headings by their JSON names, members as they came */
};

/**
 * Ask with GET and show an array of the answer, or the answer with --json: as a
 * table one page, and where the next begins; as CSV all pages.
 *
 * In:   path  turned to the pages behind
 */
enum cli_exit cli_ask_list(struct cli *cli, char path[CLI_PATH_MAX],
			   const char *name, const struct cli_column *columns,
			   enum cli_form form, enum cli_msg none);

/** As a table. */
enum cli_exit cli_ask_rows(struct cli *cli, const char *path, const char *name,
			   const struct cli_column *columns, enum cli_msg none);

/* Options of a list that is asked for by nothing else. */
enum { CLI_PAGE_LIMIT, CLI_PAGE_AFTER, CLI_PAGE_OPTS };
#define CLI_PAGE_USAGE "[--limit N] [--after CURSOR]"
extern const struct cli_opt cli_page_opts[];

/** As a table, the page that these options name. */
enum cli_exit cli_ask_page(struct cli *cli, const struct cli_args *args,
			   const char *path, const char *name,
			   const struct cli_column *columns, enum cli_msg none);

#endif
