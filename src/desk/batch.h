/*
 * Batches of persons as tables (docs/spec §12 Items): what an organiser gives,
 * what travels as a file of the dossier, and the verdicts that come back. Pure;
 * any thread.
 *
 * A row has its columns by the heading's names, in any order. Nothing is
 * guessed: an unknown heading, a bad date, a person twice are told by line.
 */
#ifndef WASL_DESK_BATCH_H
#define WASL_DESK_BATCH_H

#include "base/arena.h"
#include "kind/kind.h"

#define WASL_BATCH_ROWS_MAX 10000
/* Bytes of a table: 10,000 rows of some 1,600 bytes. */
#define WASL_BATCH_TABLE_MAX ((size_t)16 * 1024 * 1024)
/* Memory for a table's rows and findings. */
#define WASL_BATCH_ARENA_MAX ((size_t)64 * 1024 * 1024)
/* Code points of a name. */
#define WASL_BATCH_TEXT_MAX 120

enum wasl_batch_column {
#define X(id, name, need, check) WASL_BATCH_##id,
#include "desk/batch.def"
#undef X
	WASL_BATCH_COLUMNS,
};

/** "family_name", as in the heading. */
const char *wasl_batch_column_name(enum wasl_batch_column column);

/** What is wrong in a line. Texts in the arena. */
struct wasl_batch_finding {
	uint64_t line;
	const char *column; /* "" for the whole row */
	const char *text;
};

struct wasl_batch_row {
	uint64_t line;
	uint32_t number; /* 1 … n among the good rows; 0: a bad one */
	wasl_text field[WASL_BATCH_COLUMNS];
};

struct wasl_batch {
	struct wasl_batch_row *rows;
	size_t n;
	size_t good;
	struct wasl_batch_finding *findings; /* by line */
	size_t n_findings;
};

/**
 * Read a table of persons.
 *
 * In:   arena      of WASL_BATCH_ARENA_MAX bytes
 *       text       at most WASL_BATCH_TABLE_MAX bytes
 *       countries  codes of nationalities
 *       today      days since 1970: nobody is born later
 *       sent       it came with a dossier: `number` must be 1, 2, 3 …
 * Err:  SCHEMA     the heading: a column unknown, twice or missing; the rows
 *                  are not read then
 *       TOO_BIG    more rows than a batch has
 */
wasl_status wasl_batch_read(struct wasl_batch *out, struct wasl_arena *arena,
			    wasl_bytes text, const struct wasl_codes *countries,
			    int64_t today, bool sent,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Write the good rows as they travel: numbered 1 … n, with the organiser's own
 * number beside. At most WASL_BATCH_TABLE_MAX bytes; see out->over.
 */
void wasl_batch_write(struct wasl_buf *out, const struct wasl_batch *batch);

struct wasl_batch_verdict {
	uint64_t line;
	uint32_t number; /* of the person */
	wasl_text code;
};

struct wasl_batch_verdicts {
	struct wasl_batch_verdict *all;
	size_t n;
	struct wasl_batch_finding *findings;
	size_t n_findings;
};

/**
 * Read a table of verdicts: columns `number` and `verdict`, and no other; a
 * reason does not travel.
 *
 * In:   codes  that a verdict may be
 *       count  persons of the batch
 * Err:  as wasl_batch_read
 */
wasl_status wasl_batch_verdicts_read(struct wasl_batch_verdicts *out,
				     struct wasl_arena *arena, wasl_bytes text,
				     const struct wasl_codes *codes,
				     uint32_t count,
				     struct wasl_err *err) WASL_MUST_USE;

#endif
