/* The two small alphabets that names are compared in, and the way into them. */
#ifndef WASL_NAMES_LETTERS_H
#define WASL_NAMES_LETTERS_H

#include "base/bytes.h"

/*
 * Letters are numbered from 1 within their script: Latin a to z; Arabic as in
 * tools/names/fold.py, with the letters that Moroccan and Persian spelling
 * adds. 0 is no letter.
 */
#define WASL_LATIN_LETTERS  26
#define WASL_ARABIC_LETTERS 38

/* The Arabic letters that rules name. */
enum {
	WASL_AR_ALEF = 2,
	WASL_AR_LAM = 25,
};

enum wasl_script {
	WASL_SCRIPT_NONE,
	WASL_SCRIPT_LATIN,
	WASL_SCRIPT_ARABIC,
};

enum wasl_letter_kind {
	WASL_LETTER_BREAK,	/* ends a word */
	WASL_LETTER_NONE,	/* counts for nothing: a mark, a control */
	WASL_LETTER_APOSTROPHE, /* or a sign for ʿayn or hamza */
	WASL_LETTER_SOME,	/* stands for the letters in `c` */
	WASL_LETTER_FOREIGN,	/* a letter of a script we do not read */
};

/* One code point may stand for this many letters (ﷲ is four). */
#define WASL_FOLD_MAX 8

struct wasl_fold {
	enum wasl_letter_kind kind;
	enum wasl_script script;
	uint8_t n;
	uint8_t c[WASL_FOLD_MAX];
	/* What a Cyrillic or Greek letter looks like (a–z as 1–26), or 0. */
	uint8_t shape;
	bool other; /* Cyrillic or Greek: `c` is how it sounds */
};

/** Look a code point up. Total, pure, any thread. */
struct wasl_fold wasl_fold(uint32_t cp);

/** The code point that a letter is written as. */
uint32_t wasl_letter_point(enum wasl_script script, uint8_t letter);

#endif
