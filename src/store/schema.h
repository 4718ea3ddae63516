/* What a database holds: its migrations, and the statements that run on it. */
#ifndef WASL_STORE_SCHEMA_H
#define WASL_STORE_SCHEMA_H

#include <stddef.h>

/** One named statement of sql/queries: its name for errors, its text. */
struct wasl_store_sql {
	const char *name;
	const char *text;
};

/** One file of sql/<engine>: numbered from 1 without gaps, never edited. */
struct wasl_store_migration {
	const char *name; /* "0001_line" */
	const char *text; /* one or more statements */
};

/**
 * All of it, made at build time by sql/compile.py from the files that
 * sql/meson.build lists. Statements are numbered by the enum of the same
 * run (WASL_SQL_<NAME> in "store/statements.h").
 */
struct wasl_store_schema {
	const struct wasl_store_sql *sql;
	size_t sql_n;
	const struct wasl_store_migration *sqlite;
	size_t sqlite_n;
};

#endif
