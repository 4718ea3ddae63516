/* An import under way; private to import.c and generation.c. */
#ifndef WASL_WATCH_IMPORT_IMPL_H
#define WASL_WATCH_IMPORT_IMPL_H

#include "watch/import.h"
#include "watch/key.h"

/* Sealed records of one chunk; the usual one is some 300 bytes. */
#define IMPORT_SEALED_MAX ((size_t)512 * 1024)

/** What one record of a chunk does. */
struct import_op {
	int64_t end_id; /* this row ends; 0: none */
	bool insert;	/* and this one is born: */
	uint8_t ref[WATCH_TAG];
	uint8_t hash[WATCH_TAG];
	int64_t expires_at;
	size_t at, n; /* in `sealed` */
};

struct wasl_import {
	struct wasl_watch *watch;
	int64_t id;
	int64_t list_id;
	int64_t base; /* the generation in force */
	int64_t next; /* the one being written */
	uint64_t base_records;
	bool waits;
	char source[WASL_WATCH_SOURCE_MAX + 1];
	char basis[WASL_WATCH_SOURCE_MAX + 1];
	int64_t retention_at;
	struct wasl_import_counts counts;
	json_t *report;

	struct watch_keys keys;
	struct store_reader r; /* of this chunk; open from its first look */
	struct import_op ops[WASL_IMPORT_CHUNK];
	size_t n_ops;
	struct wasl_buf sealed;
	struct wasl_buf plain;
	/* Rows in force that the file named, a bit a row id. */
	uint64_t *seen;
	size_t seen_n, seen_cap;
	int64_t missing_after; /* row id */
};

/** Seal an import's report under its list's key; the caller frees out->p. */
wasl_status import_report_seal(struct wasl_buf *out,
			       const struct wasl_import *import,
			       struct wasl_err *err) WASL_MUST_USE;

/** Name a reference in the report, while there is room. */
void import_name(struct wasl_import *import, const char *sort, wasl_text ref);

/** A row of watch_import. */
struct wasl_import_row import_row(struct wasl_rows *rows,
				  struct wasl_arena *arena);

#endif
