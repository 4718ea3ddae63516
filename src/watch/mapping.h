/*
 * What the columns of a table mean:
 *
 *	{"columns": {"Nom": "family", "Prénoms": "given", "Né le": "birth"},
 *	 "date": "DD/MM/YYYY", "separator": ";"}
 *
 * `columns` names a field of watch/column.def for each heading that counts;
 * several columns may be one field. `date` is a pattern of watch/birth.h,
 * YYYY-MM-DD if it is absent. `separator` parts what stands in one cell as
 * several values; without it a cell is one value.
 */
#ifndef WASL_WATCH_MAPPING_H
#define WASL_WATCH_MAPPING_H

#include "base/csv.h"
#include "watch/birth.h"

/* A mapping file: some columns, some words each. */
#define WASL_MAPPING_MAX (16 * 1024)
#define WASL_HEADING_MAX 128

enum wasl_column {
#define X(name, word, meaning) WASL_COLUMN_##name,
#include "watch/column.def"
#undef X
	WASL_COLUMNS,
	WASL_COLUMN_NONE = WASL_COLUMNS, /* does not count */
};

struct wasl_mapping {
	struct {
		char heading[WASL_HEADING_MAX + 1];
		enum wasl_column column;
	} columns[WASL_CSV_COLUMNS_MAX];
	size_t n;
	char date[WASL_BIRTH_PATTERN_MAX + 1];
	char separator; /* 0: none */
};

/** "ref", "name" …; for what is not NONE. */
const char *wasl_column_word(enum wasl_column column);
/** NONE if no field has this name. */
enum wasl_column wasl_column_find(wasl_text word);

/**
 * Err:  MALFORMED, TOO_BIG  not JSON
 *       SCHEMA  with its pointer: unknown member or field, no columns, a
 *	         pattern or separator that is none
 */
wasl_status wasl_mapping_parse(struct wasl_mapping *out, wasl_bytes json,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
