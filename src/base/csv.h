/*
 * Tables of comma-separated values (RFC 4180), a row at a time, of any size.
 *
 *	feed ── next ── next … MORE ── feed ── … finish ── next … END
 *
 * UTF-8, with or without byte order mark. Lines end with LF, CR LF or CR. The
 * first of comma, semicolon and tab outside quotes in the heading is the
 * separator. A field in quotes may hold separators and line ends, and a quote
 * as two. Blank lines do not count.
 */
#ifndef WASL_BASE_CSV_H
#define WASL_BASE_CSV_H

#include "base/bytes.h"

/* Columns of a table; wider ones are not lists of persons. */
#define WASL_CSV_COLUMNS_MAX 64
/* Bytes of one row: longer than any person's, short enough for memory. */
#define WASL_CSV_ROW_MAX ((size_t)32 * 1024)

enum wasl_csv_step {
	WASL_CSV_ROW,  /* `field`, `n` and `line` are of a row */
	WASL_CSV_BAD,  /* the row that began in `line` is not one: `fault` */
	WASL_CSV_MORE, /* what was fed is used up: feed or finish */
	WASL_CSV_END,  /* nothing follows */
};

/** Some 33 KiB: not for the stack. All-zero is a reader at its beginning. */
struct wasl_csv {
	wasl_text field[WASL_CSV_COLUMNS_MAX]; /* until the next step */
	size_t n;
	uint64_t line;	   /* where the row began, from 1 */
	const char *fault; /* a word of kind/fault.h */

	/* What follows is the reader's own. */
	wasl_bytes fed;
	uint64_t lines; /* ends seen */
	char separator; /* 0: not known yet */
	uint8_t state;
	uint8_t mark; /* bytes of a byte order mark seen, 3: done */
	bool cr;      /* the last byte was a CR */
	bool finished;
	bool open; /* `text` holds the beginning of a row */
	size_t from[WASL_CSV_COLUMNS_MAX];
	size_t used;
	char text[WASL_CSV_ROW_MAX];
};

/** Go on with these bytes, borrowed until MORE is answered again. */
void wasl_csv_feed(struct wasl_csv *csv, wasl_bytes in);
/** Nothing more will be fed: the last row may lack its line end. */
void wasl_csv_finish(struct wasl_csv *csv);

/**
 * The next row.
 *
 * BAD names what is wrong (ill-formed UTF-8, a NUL, a quote out of place or
 * never closed, too long, too many columns); reading goes on with the line
 * after the fault.
 */
enum wasl_csv_step wasl_csv_next(struct wasl_csv *csv) WASL_MUST_USE;

/** Append a field as it is read back: in quotes only where it must be. */
void wasl_csv_put(struct wasl_buf *out, wasl_text field);

#endif
