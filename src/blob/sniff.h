/*
 * What a file is, by its bytes: signatures at fixed places, names inside of
 * ZIP files, text that is UTF-8 to its end. The name says what its author
 * thinks; where the two differ the officer is told.
 */
#ifndef WASL_BLOB_SNIFF_H
#define WASL_BLOB_SNIFF_H

#include "base/bytes.h"

/* Bytes at the start in which signatures stand (that of tar is the last). */
#define WASL_SNIFF_HEAD 4096
/* Longest word that is looked for inside. */
#define WASL_SNIFF_WORD 32

/* Why a type is dangerous to open, as bits. */
enum wasl_danger {
	WASL_DANGER_NONE = 0,
	WASL_DANGER_PROGRAM = 1, /* a program or library */
	WASL_DANGER_SCRIPT = 2,	 /* text that a machine executes */
	WASL_DANGER_HTML = 4,	 /* a page: scripts and calls home */
	WASL_DANGER_MACRO = 8,	 /* a document with a program inside */
};
#define WASL_DANGERS 4

/** "program", "script", "html", "macro"; NULL for another bit. */
const char *wasl_danger_name(enum wasl_danger danger);
bool wasl_danger_find(enum wasl_danger *out, wasl_text name);

/** A file going through. A plain value; zero-initialise. */
struct wasl_sniff {
	uint8_t head[WASL_SNIFF_HEAD];
	size_t head_n;
	uint8_t carry[WASL_SNIFF_WORD + 4]; /* the end of the piece before */
	size_t carry_n;
	uint64_t n;	  /* bytes seen */
	bool not_text;	  /* not UTF-8, or has control characters */
	unsigned pending; /* bytes that a character still needs … */
	uint32_t cp, low; /* … what it is so far, and the least it may be */
	unsigned words;	  /* bits of the words found */
};

/** What was found. Texts are constants. */
struct wasl_sniffed {
	const char *type; /* "application/pdf"; application/octet-stream */
	unsigned dangers; /* bits of enum wasl_danger */
	bool fits;	  /* may a file of this type have that name's ending? */
};

/** May a file of this type have that name's ending? */
bool wasl_sniff_fits(wasl_text type, wasl_text name);

/** The next bytes; of a file of 8 bytes or more, first at least 8. */
void wasl_sniff_put(struct wasl_sniff *s, wasl_bytes in);
/** In: name  of the file, for text that only its ending tells apart. */
struct wasl_sniffed wasl_sniff_finish(const struct wasl_sniff *s,
				      wasl_text name);

#endif
