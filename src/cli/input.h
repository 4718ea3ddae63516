/* What the person gives: files, and answers to questions. */
#ifndef WASL_CLI_INPUT_H
#define WASL_CLI_INPUT_H

#include "cli/cli.h"
#include "kind/json.h"

/**
 * Read a JSON object for the API. "-" is standard input.
 *
 * Out:  out  a new reference on CLI_EXIT_OK
 * Ret:  REFUSED with what is wrong said: not there, empty, too big, a byte
 *	 order mark, not JSON (line and column), not an object
 */
enum cli_exit cli_read_object(struct cli *cli, json_t **out, const char *path);

/** Say why a file could not be opened, by errno; EISDIR: it is a folder. */
enum cli_exit cli_file_fail(struct cli *cli, const char *path, int error);

/**
 * The fields of an act: from a file, then from words that add or replace one
 * member each.
 *
 *	name=text       the text
 *	name=@path      the text of a file
 *	name:=json      any JSON value
 *	name@path       a file, as {"@file": path} in JSON: see cli/upload.h
 *
 * In:   path   of the file, "-" for standard input, or NULL for no file
 *       words  n of them
 * Out:  out    a new reference on CLI_EXIT_OK
 * Ret:  USAGE for a word of another form; else as cli_read_object
 */
enum cli_exit cli_read_fields(struct cli *cli, json_t **out, const char *path,
			      const char *const *words, size_t n);

/**
 * Ask a question that "yes" answers.
 *
 * Ret:  OK       yes
 *       REFUSED  anything else, or nobody to ask (then it says which option
 *	          would have answered)
 */
enum cli_exit cli_confirm(struct cli *cli, enum cli_msg question,
			  const char *option);

#endif
