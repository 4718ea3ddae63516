/* Every text the command says, in one table; said in the language of the run,
 * from texts/. */
#ifndef WASL_CLI_MSG_H
#define WASL_CLI_MSG_H

#include <stdbool.h>
#include <stddef.h>

enum cli_msg {
	CLI_MSG_NONE,
#define X(name, text)		  CLI_MSG_##name,
#define L(name, front, key, back) CLI_MSG_##name,
#define H(name, front, key, back) CLI_MSG_##name,
#include "cli/msg.def"
#undef H
#undef L
#undef X
	CLI_MSG_COUNT,
};

/** A value for {name} in a message. */
struct cli_value {
	const char *name;
	const char *text; /* NULL shows "-" */
};

/* English is also the language of the words that are typed. */
#define CLI_ENGLISH "en"

/**
 * The language of this run, "en" until one is set. One thread.
 *
 * In:   language  "ar", "fr" or "en"
 * Ret:  false, and nothing changed, for another
 */
bool cli_language_set(const char *language);
const char *cli_language(void);
/** By LC_ALL, LC_MESSAGES and LANG, of which the first that is set counts. */
const char *cli_language_of_system(void);

/** The text, with {name} where a value stands; never NULL. */
const char *cli_msg_text(enum cli_msg msg);
/** Its key in texts/, or NULL for one that is the same in every language. */
const char *cli_msg_key(enum cli_msg msg);
/** Which of texts/ has the key: "house" or "help". */
const char *cli_msg_file(enum cli_msg msg);

/** The text with its values, which are trusted; ended by a NULL name. */
const char *cli_msg_write(char *out, size_t max, enum cli_msg msg,
			  const struct cli_value *values);

#endif
