/* From bytes to the written words of a name; a part of normalising. */
#ifndef WASL_NAMES_SCAN_H
#define WASL_NAMES_SCAN_H

#include "names/normalise.h"

/* Written words, particles still apart. */
#define WASL_SCAN_WORDS_MAX 32

/* How the next word is tied to this one. */
enum wasl_tie {
	WASL_TIE_NONE, /* blanks, commas, … */
	WASL_TIE_HYPHEN,
	WASL_TIE_APOSTROPHE,
};

struct wasl_scan_word {
	uint8_t script;
	uint8_t n;
	uint8_t tie;
	uint8_t c[WASL_WORD_LETTERS_MAX];
	uint16_t at;
	uint16_t len;
};

struct wasl_scan {
	uint8_t n;
	uint8_t notes;
	struct wasl_scan_word word[WASL_SCAN_WORDS_MAX];
};

/** Split `text` (at most WASL_NAME_BYTES_MAX bytes) into words. Total. */
void wasl_scan_words(struct wasl_scan *out, wasl_bytes text);

#endif
