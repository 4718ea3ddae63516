/*
 * Writing for people: what came from a partner is made harmless, Arabic does
 * not break columns, colours appear only on a terminal.
 */
#ifndef WASL_CLI_TERM_H
#define WASL_CLI_TERM_H

#include "base/bytes.h"
#include "cli/msg.h"

#include <stdio.h>

struct cli_term {
	FILE *f;
	bool tty;      /* colours, isolates and the progress line */
	bool progress; /* a progress line stands unfinished */
	int columns;   /* of the terminal; 80 when unknown */
};

enum cli_style { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_GOOD, CLI_WARN, CLI_BAD };

struct cli_term cli_term_init(FILE *f);

/**
 * Columns that the text takes: combining marks none, wide letters two; what
 * cli_put would replace counts as one.
 */
size_t cli_width(const char *text);

/**
 * A value, not trusted: control characters, escape sequences and bidi
 * controls become U+FFFD; on a terminal right-to-left text is isolated (FSI …
 * PDI), so that it cannot reorder its neighbours. In Arabic every value is,
 * on a terminal or not.
 */
void cli_put(struct cli_term *term, enum cli_style style, const char *text);

/** A message of the table that has no values, and a line end. */
void cli_say(struct cli_term *term, enum cli_style style, enum cli_msg msg);

/**
 * The same with values (untrusted), ended by a NULL name; the macro takes them
 * one by one: cli_say_with(term, style, msg, {"name", text}, …).
 */
void cli_say_values(struct cli_term *term, enum cli_style style,
		    enum cli_msg msg, const struct cli_value *values);
#define cli_say_with(term, style, msg, ...)                                    \
	cli_say_values(term, style, msg,                                       \
		       (const struct cli_value[]){__VA_ARGS__, {NULL, NULL}})

/* Aligned columns. Cells are untrusted values; the last column is not padded.
 */
#define CLI_TABLE_COLUMNS_MAX 10
struct cli_table {
	size_t columns;
	size_t rows, cap;
	char **cells; /* rows × columns, owned */
	bool heading; /* the first row is one, and bold; true at first */
	bool over;    /* out of memory: printing says so */
};

struct cli_table cli_table_init(size_t columns);
void cli_table_deinit(struct cli_table *table);
/** Add one row; the texts are copied, NULL becomes "-". */
void cli_table_row(struct cli_table *table, const char *const *cells);
/** `indent` spaces before each line. */
void cli_table_print(struct cli_term *term, const struct cli_table *table,
		     size_t indent);

/**
 * On a terminal: one line that is rewritten in place; elsewhere nothing.
 * Ended by cli_progress_end or by the next message.
 */
void cli_progress(struct cli_term *term, enum cli_msg msg,
		  const struct cli_value *values);
void cli_progress_end(struct cli_term *term);

#endif
