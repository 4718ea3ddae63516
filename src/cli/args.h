/* Options and operands of one verb, parsed by its table. */
#ifndef WASL_CLI_ARGS_H
#define WASL_CLI_ARGS_H

#include "base/status.h"
#include "cli/msg.h"

/* More than any verb has; a table that outgrows it fails an assertion. */
#define CLI_OPTS_MAX 16
/* Operands of one verb, FIELD=VALUE among them; more is a usage error. */
#define CLI_OPERANDS_MAX 24

struct cli_opt {
	const char *name; /* without the dashes */
	const char *arg;  /* what its value is called; NULL for a flag */
	enum cli_msg help;
};

struct cli_args {
	const char *opt[CLI_OPTS_MAX]; /* "" for a flag that was given */
	const char *operand[CLI_OPERANDS_MAX];
	size_t n; /* operands */
};

/** What the table of a verb and the options of every verb made of a line. */
struct cli_line {
	struct cli_args args;
	struct cli_args common; /* opt[] by enum cli_common */
};

/* Options that every verb takes, in the order of cli_common_opts. */
enum cli_common {
	CLI_COMMON_DIR,
	CLI_COMMON_AS,
	CLI_COMMON_LANG,
	CLI_COMMON_JSON,
	CLI_COMMON_HELP
};
extern const struct cli_opt cli_common_opts[];

/**
 * Parse the options of every verb that stand before the verb.
 *
 * Out:  out   zero but for them
 *       used  words they took
 * Err:  as cli_args_parse
 */
wasl_status cli_args_front(struct cli_line *out, size_t *used, size_t n,
			   const char *const *argv,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Parse `--name value`, `--name=value`, flags, operands and `--`.
 *
 * In:   opts  the verb's table, or NULL for none
 *       argv  n words after the verb's name; outputs borrow them
 *       out   zero, or what stood before the verb: not to be given again
 * Err:  USAGE  unknown option, missing or needless value, given twice
 */
wasl_status cli_args_parse(struct cli_line *out, const struct cli_opt *opts,
			   size_t n, const char *const *argv,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
