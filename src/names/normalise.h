/* A name as it was written becomes words that can be compared. */
#ifndef WASL_NAMES_NORMALISE_H
#define WASL_NAMES_NORMALISE_H

#include "names/letters.h"

/* Longer input is refused: the longest real names stay far below. */
#define WASL_NAME_BYTES_MAX 1024
/* Words of one name, particles joined to what they belong to. */
#define WASL_NAME_WORDS_MAX 8
/* Letters of one word; a longer word is cut and says so. */
#define WASL_WORD_LETTERS_MAX 24

/* What stands before (or, for FAITH, behind) a word and belongs to it. */
enum wasl_particle {
	WASL_PARTICLE_NONE,
	WASL_PARTICLE_ARTICLE, /* al- el- l' ech- ال */
	WASL_PARTICLE_DESCENT, /* ben bin ibn ould aït بن ولد آيت */
	WASL_PARTICLE_NOBLE,   /* de la von van دي فان */
	WASL_PARTICLE_SERVANT, /* abd abdel عبد: one word with what follows */
	WASL_PARTICLE_PARENT,  /* abou bou oum ابو ام */
	WASL_PARTICLE_FAITH, /* -eddine -allah الدين: one word with before */
	WASL_PARTICLE_TITLE, /* moulay sidi hadj مولاي: weighs little */
	WASL_PARTICLE_LINK,  /* y, و between names: ignored */
};

/**
 * One word. `c[0..n)` is the joined reading ("benali"), `c[core..n)` the split
 * one ("ali"); without a particle core is 0. Plain value.
 */
struct wasl_word {
	uint8_t script;	  /* enum wasl_script: LATIN or ARABIC */
	uint8_t particle; /* enum wasl_particle of what precedes the core */
	uint8_t core;
	uint8_t n;
	uint8_t c[WASL_WORD_LETTERS_MAX];
	uint16_t known;	 /* its number in the list of known.h, or 0 */
	uint32_t joints; /* bit i: a written word began at c[i], 0 < i */
	uint16_t at;	 /* where it stands in the input, bytes */
	uint16_t len;	 /* bytes, particles and what lies between included */
};

/* What normalising passed over, for the explanation. */
#define WASL_NAME_CUT	   0x01u /* words or letters beyond the limits */
#define WASL_NAME_DIGITS   0x02u /* digits left out */
#define WASL_NAME_FOREIGN  0x04u /* letters of a script we do not read */
#define WASL_NAME_REPAIRED 0x08u /* look-alike letters read as Latin */
#define WASL_NAME_BYTES	   0x10u /* ill-formed UTF-8 left out */
#define WASL_NAME_MARKUP   0x20u /* HTML or MRZ framing left out */
#define WASL_NAME_MIXED	   0x40u /* two scripts */

struct wasl_name {
	uint8_t n;
	uint8_t notes; /* WASL_NAME_… */
	struct wasl_word word[WASL_NAME_WORDS_MAX];
};

/**
 * Read a name of any writing: either script, letters with marks, presentation
 * forms, look-alikes, bidi and zero-width controls, HTML, the name field of a
 * machine readable zone (ICAO 9303-3 §4.6: '<' fills, '<<' parts).
 *
 * In:   text  bytes as received, untrusted; need not be UTF-8
 * Out:  out   filled on OK, all-zero otherwise; holds no pointers
 * Err:  TOO_BIG    over WASL_NAME_BYTES_MAX
 *       MALFORMED  not one letter of a script that we read
 * Time: linear. Thread: any.
 *
 * Reading what wasl_name_write gives back yields the same words.
 */
wasl_status wasl_name_parse(struct wasl_name *out, wasl_bytes text,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * The normal form: blanks between words, '-' where particles were joined, so
 * that both readings are kept.
 * Never needs more than WASL_NAME_WRITTEN_MAX bytes.
 */
#define WASL_NAME_WRITTEN_MAX                                                  \
	(WASL_NAME_WORDS_MAX * (3 * WASL_WORD_LETTERS_MAX + 1))
void wasl_name_write(struct wasl_buf *out, const struct wasl_name *name);

/** One word's letters [from, to) as UTF-8. */
void wasl_word_write(struct wasl_buf *out, const struct wasl_word *word,
		     size_t from, size_t to);

#endif
