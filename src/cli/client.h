/* Asking the node: one request over its Unix socket, answered in JSON. */
#ifndef WASL_CLI_CLIENT_H
#define WASL_CLI_CLIENT_H

#include "cli/cli.h"
#include "kind/fault.h"
#include "kind/json.h"

/* The API's socket in the node's directory. */
#define CLI_SOCKET "api.sock"
/* The largest answer that is read. */
#define CLI_ANSWER_MAX ((size_t)64 * 1024 * 1024)

/**
 * Ask the node and read its answer. On a failure everything has been said.
 *
 * In:   method, path  path already percent-encoded
 *       body          a reference that this call takes; NULL: none
 * Out:  answer        a new reference on CLI_EXIT_OK and CLI_EXIT_WAITS; NULL
 *	               otherwise
 * Ret:  OK (200, 201), WAITS (202), NO_NODE, or REFUSED with the problem and
 *	 its findings on the error stream
 */
enum cli_exit cli_ask(struct cli *cli, json_t **answer, const char *method,
		      const char *path, json_t *body);

/** The same with a body of bytes, which is not copied. */
enum cli_exit cli_ask_bytes(struct cli *cli, json_t **answer,
			    const char *method, const char *path,
			    wasl_bytes body);

/**
 * Fetch a file: its bytes go to `sink` as they come, at most `max`.
 *
 * Ret:  OK, or as cli_ask; also REFUSED if the sink took no more
 */
enum cli_exit cli_fetch(struct cli *cli, const char *path,
			bool (*sink)(void *ctx, wasl_bytes part), void *ctx,
			uint64_t max);

/**
 * Follow an answer that has no end; its bytes go to `sink` as they come.
 *
 * Ret:  OK once the sink took no more; NO_NODE when the node stopped; or as
 *	 cli_ask
 */
enum cli_exit cli_follow(struct cli *cli, const char *path,
			 bool (*sink)(void *ctx, wasl_bytes part), void *ctx);

/**
 * Append `text` percent-encoded (RFC 3986 unreserved characters stay), for a
 * path or query; see `buf->over`.
 */
void cli_encode(struct wasl_buf *buf, const char *text);

/** A finding of the act `cli->about`, on the error stream. */
void cli_say_finding(struct cli *cli, const json_t *f);

/** With --json: print the answer as it came. True if it did. */
bool cli_print_json(struct cli *cli, const json_t *answer);

/* Members of an answer; "" or 0 where there is none. Borrowed. */
const char *cli_str(const json_t *object, const char *name);
json_int_t cli_int(const json_t *object, const char *name);
bool cli_true(const json_t *object, const char *name);

/** What an object says is wrong: its sentence (kind/fault.h) in the officer's
 * language, or else its English member of that name. */
const char *cli_fault(char out[static WASL_FAULT_MAX], const json_t *of,
		      const char *name);

/** An array's items, `item` of type json_t *; none if it is no array. */
#define cli_each(array, i, item)                                               \
	for ((i) = 0; (item) = json_array_get((array), (i)), (item); (i)++)

/** Words with commas between, as an array: a new reference, empty for NULL. */
json_t *cli_words(const char *text);

/** Words with commas between, cut at `max` bytes; `out` zero-ended. */
const char *cli_join(char *out, size_t max, const json_t *words);

/**
 * All that a JSON value says, one line a leaf: `person.names[1].text  value`.
 *
 * In:   at  where it stands, for its names; NULL: nowhere known
 */
void cli_print_fields(struct cli_term *term, const struct cli_place *at,
		      const json_t *fields);

#endif
