/* What every verb of the command `wasl` shares. */
#ifndef WASL_CLI_CLI_H
#define WASL_CLI_CLI_H

#include "base/status.h"
#include "cli/args.h"
#include "cli/msg.h"
#include "cli/name.h"
#include "cli/term.h"

/** Exit codes, part of the contract with scripts (`wasl --help`). */
enum cli_exit {
#define X(name, value) CLI_EXIT_##name = (value),
#include "cli/exit.def"
#undef X
};

#define CLI_DIR_DEFAULT "/var/lib/wasl"

/** One run of the command. Borrowed by the verb for the call. */
struct cli {
	struct cli_term out; /* answers */
	struct cli_term err; /* messages, questions, progress */
	FILE *in;
	const char *dir; /* the node's directory */
	const char *as;	 /* officer to act as, or NULL */
	bool json;
	struct cli_place about; /* the act whose findings are told */
};

/**
 * One verb, one file. `run` gets its parsed options and operands: opt[i]
 * belongs to opts[i], NULL when not given.
 */
struct cli_verb {
	const char *name;	    /* "open", "peer add" */
	const char *usage;	    /* what follows the name */
	const struct cli_opt *opts; /* ended by a NULL name; may be NULL */
	enum cli_msg help;	    /* one line */
	enum cli_msg more;	    /* a paragraph, or CLI_MSG_NONE */
	size_t min, max;	    /* operands */
	enum cli_exit (*run)(struct cli *cli, const struct cli_args *args);
};

/** The table of verbs.c, ended by NULL. */
extern const struct cli_verb *const cli_verbs[];

/**
 * The whole command.
 *
 * In:   words  n of them, after the program's name; borrowed
 *       in, out, err  borrowed
 */
enum cli_exit cli_main(size_t n, const char *const *words, FILE *in, FILE *out,
		       FILE *err);

/** Say what `error` holds on the error stream (JSON on stdout with --json). */
enum cli_exit cli_fail(struct cli *cli, const struct wasl_err *error);

/** Name the file or field at fault, which is said in every language; in front
 * of the text where the error names a field already. */
void cli_where(struct wasl_err *err, const char *where);

/** What is wrong by a sentence of ours (kind/fault.h), and where; false, and
 * nothing said, if the problem document has none. */
bool cli_say_fault(struct cli *cli, const json_t *problem);

/** A problem in the officer's language: what it is, then `detail`, which is
 * English. */
void cli_say_problem(struct cli *cli, const char *code, const char *detail);

/** Wrong use: says the message and where help is. */
enum cli_exit cli_usage(struct cli *cli, const struct cli_verb *verb,
			const struct wasl_err *error);

/* Help, in help.c. */
void cli_help_all(struct cli_term *term);
void cli_help_verb(struct cli_term *term, const struct cli_verb *verb);
/** Of all verbs of two words that begin with this one: "watch". */
void cli_help_family(struct cli_term *term, const char *family);
bool cli_is_family(const char *word);
bool cli_verb_of(const struct cli_verb *verb, const char *family);

/** The verb whose words start `argv[0…]`; *used says how many it took. */
const struct cli_verb *cli_verb_find(size_t n, const char *const *words,
				     size_t *used);

#endif
