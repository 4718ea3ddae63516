/* Which columns of a table of persons say what (wasl screen --file). */
#ifndef WASL_CLI_SCREEN_MAP_H
#define WASL_CLI_SCREEN_MAP_H

#include "base/csv.h"
#include "names/normalise.h"

enum cli_screen_fact {
	CLI_SCREEN_FACT_NAME,
	CLI_SCREEN_FACT_BORN,
	CLI_SCREEN_FACT_SEX,
	CLI_SCREEN_FACT_PLACE,
	CLI_SCREEN_FACT_DOC,
	CLI_SCREEN_FACT_REF,
	CLI_SCREEN_FACTS
};

/** The API's names of them. */
extern const char *const cli_screen_member[CLI_SCREEN_FACTS];

/* Columns that make one fact, joined by blanks. */
#define CLI_SCREEN_JOINED_MAX 4

struct cli_screen_map {
	size_t at[CLI_SCREEN_FACTS][CLI_SCREEN_JOINED_MAX];
	size_t n[CLI_SCREEN_FACTS];
	size_t columns; /* of the table */
	bool dmy;	/* dates are DD/MM/YYYY */
};

/**
 * From a table's heading.
 *
 * In:   map  "name=PRENOM+NOM,born=DATE", or NULL; the rest by their names
 *       dmy  dates are DD/MM/YYYY, else YYYY[-MM[-DD]]
 * Err:  USAGE   `map` names no fact
 *       SCHEMA  no such column; none has the name, or two have it
 */
wasl_status cli_screen_map(struct cli_screen_map *out,
			   const struct wasl_csv *heading, const char *map,
			   bool dmy, struct wasl_err *err) WASL_MUST_USE;

/* Bytes of one fact: more than a name may have. */
#define CLI_SCREEN_FACT_MAX (WASL_NAME_BYTES_MAX + 64)

/**
 * A fact of a row, as the API takes it; what is too long still is when cut.
 * Ret: empty if there is none; in `space`
 */
wasl_text cli_screen_fact(char space[static CLI_SCREEN_FACT_MAX],
			  const struct cli_screen_map *map,
			  const struct wasl_csv *row,
			  enum cli_screen_fact fact);

/** Is the row's date of birth, if it has one, a date of the asked form? Err:
 * SCHEMA. */
wasl_status cli_screen_dated(const struct cli_screen_map *map,
			     const struct wasl_csv *row,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
