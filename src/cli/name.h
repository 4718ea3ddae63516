/*
 * What things are called in the officer's language: kinds, states, acts,
 * fields, codes, findings, from the labels that ship with the program and
 * those of the node's kinds.d. In English the words that the command takes are
 * the names.
 */
#ifndef WASL_CLI_NAME_H
#define WASL_CLI_NAME_H

#include "cli/msg.h"
#include "kind/kind.h"

#include <jansson.h>

#define CLI_NAME_MAX 256
/* The kind of what belongs to no kind. */
#define CLI_HOUSE "house"

bool cli_in_english(void);

/**
 * What a word of a kind is called: cli_name(out, "arrest", "act", "ack").
 *
 * In:   sort  "kind" (then `word` is the kind), "state", "act", "field",
 *	       "clock", "code-urgency", …; for CLI_HOUSE "role", "problem", …
 * Ret:  `out`; or `word` in English, and where the program has no label
 */
const char *cli_name(char out[static CLI_NAME_MAX], const char *kind,
		     const char *sort, const char *word);

/** The same with the word behind it, for one to be typed: "accuser réception
 * (ack)". */
const char *cli_name_and_word(char out[static CLI_NAME_MAX], const char *kind,
			      const char *sort, const char *word);

/** What stands between the items of a list in the officer's language. */
const char *cli_comma(void);

/** Names of words with commas between, cut at `max` bytes. */
const char *cli_names_join(char *out, size_t max, const char *kind,
			   const char *sort, const json_t *words);

/** Also the kinds of DIR/kinds.d, and their labels, have names; `dir` is
 * borrowed until cli_names_end. */
void cli_names_begin(const char *dir);

/** A kind of the program or of the directory; NULL for another or none, and in
 * English.
 * Borrowed until cli_names_end. */
const struct wasl_kind *cli_kind(const char *name);
/** "ARR" of "MA-2026-ARR-000123", "LNK" of "LNK-…", perhaps behind "NODE:". */
void cli_reference_code(char out[static CLI_NAME_MAX], const char *reference);
/** The kind's name by "MA-2026-ARR-000123" or "LNK-…"; "" if it is unknown. */
const char *cli_kind_of(const char *reference);

/** A field where it stands; all NULL where it is not known. */
struct cli_place {
	const char *kind; /* or CLI_HOUSE: members by their names alone */
	const struct wasl_shape *shape;
	const char *block; /* whose shape it is; NULL: an act's */
	const struct wasl_field *field;
};

struct cli_place cli_place_of(const char *kind, const char *act);
/** The member of that name, and its name in `out`. */
struct cli_place cli_place_member(char out[static CLI_NAME_MAX],
				  const struct cli_place *of, const char *name);
/** The item of a list or tuple. */
struct cli_place cli_place_item(const struct cli_place *of, size_t index);
/** What a code of this field is called; or the code. */
const char *cli_place_code(char out[static CLI_NAME_MAX],
			   const struct cli_place *at, const char *code);

/** A finding of an act, for people. */
struct cli_finding {
	char pointer[CLI_NAME_MAX]; /* "mandat d’arrêt / date" */
	char text[2 * CLI_NAME_MAX];
	char detail[2 * CLI_NAME_MAX]; /* English, behind the text; or "" */
};
void cli_finding(struct cli_finding *out, const struct cli_place *act,
		 const json_t *finding);

/** Give back what was read. */
void cli_names_end(void);

#endif
