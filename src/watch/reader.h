/*
 * Files of lists, read as they come: bytes in, identities out, in bounded
 * memory whatever the file's size.
 *
 *	feed ── feed … ── finish
 *	  └─► record, record, refused, record …       (the sink, in file order)
 *
 * A bad record is refused with its line and the rule it breaks; reading goes
 * on with the next. What leaves no next record to be found (XML that is not
 * well formed, a DTD, JSON cut short, a table without its columns, the wrong
 * kind of file) ends the reading: then nothing of the file may be used.
 */
#ifndef WASL_WATCH_READER_H
#define WASL_WATCH_READER_H

#include "watch/identity.h"

typedef enum wasl_reader_format {
#define X(name, word, text) WASL_READER_##name,
#include "watch/format.def"
#undef X
	WASL_READER_FORMATS,
	WASL_READER_DETECT = WASL_READER_FORMATS, /* by its beginning */
} wasl_reader_format;

/** "un", "interpol" …; "detect". */
const char *wasl_reader_format_word(wasl_reader_format format);
/** Also "" as DETECT. False if there is none. */
bool wasl_reader_format_find(wasl_reader_format *out, wasl_text word);

/* So many bytes tell what a file is, when it is no list. */
#define WASL_READER_MAGIC 8

/**
 * What people take for a list or table, by the beginning of the file: a
 * spreadsheet, a PDF, compressed, in UTF-16.
 *
 * Ret:  a word of kind/fault.h, which says what to do; or NULL
 */
const char *wasl_reader_foreign(wasl_bytes head);

struct wasl_reader_sink {
	void *ctx;
	/** `who` is borrowed, and not checked. Not OK: reading ends with it. */
	wasl_status (*record)(void *ctx, const struct wasl_identity *who,
			      uint64_t line, struct wasl_err *err);
	/** `line` counts from 1. */
	void (*refused)(void *ctx, uint64_t line, const struct wasl_err *why);
};

struct wasl_reader;
struct wasl_mapping;

/**
 * In:   mapping  of CSV, borrowed; NULL: the headings are the field names
 * Out:  out      caller frees with wasl_reader_free
 */
wasl_status wasl_reader_new(struct wasl_reader **out, wasl_reader_format format,
			    const struct wasl_mapping *mapping,
			    const struct wasl_reader_sink *sink,
			    struct wasl_err *err) WASL_MUST_USE;
void wasl_reader_free(struct wasl_reader *reader);

/**
 * The next bytes of the file, any number. After a failure only _free follows.
 *
 * Err:  MALFORMED, SCHEMA, TOO_BIG, UNSUPPORTED  the text says what and where
 *       what the sink said
 */
wasl_status wasl_reader_feed(struct wasl_reader *reader, wasl_bytes in,
			     struct wasl_err *err) WASL_MUST_USE;
/** The file ends here. Err: as wasl_reader_feed. */
wasl_status wasl_reader_finish(struct wasl_reader *reader,
			       struct wasl_err *err) WASL_MUST_USE;

/** What was detected; DETECT: nothing yet. */
wasl_reader_format wasl_reader_format_get(const struct wasl_reader *reader);

#endif
