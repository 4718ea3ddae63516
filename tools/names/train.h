/* Training the letter transducer: data, alignment, learning, writing out. */
#ifndef WASL_TOOLS_NAMES_TRAIN_H
#define WASL_TOOLS_NAMES_TRAIN_H

#include "names/normalise.h"

#include <stdio.h>

/* Words of one script, each once. */
struct words {
	enum wasl_script script;
	struct wasl_word *word;
	size_t n, cap;
	uint32_t *slot; /* open addressing: 1 + index */
	size_t slots;
};

struct pair {
	uint32_t x, y; /* indexes of words */
	float weight;
	bool held; /* kept out of training */
};

/* One relation: words of side 0 against words of side 1. */
struct data {
	const char *name; /* of the table that is written */
	struct words side[2];
	size_t longest[2]; /* letters of a unit */
	struct pair *pair;
	size_t n, cap;
	uint32_t *of[2]; /* pairs by word: of[s][start[s][w]…start[s][w + 1]) */
	uint32_t *start[2];
};

/* Room for the contexts of a unit: base, habit, then before and after, x and y:
 * 0 is the end of the word. */
#define CONTEXT_MAX (2 + 4 * (WASL_ARABIC_LETTERS + 1))

/* A unit: up to 3 letters of each side, together up to 4. */
#define UNIT_LETTERS_MAX 4
struct unit {
	uint8_t x[3], y[3];
	uint8_t nx, ny;
	double p, count;
};

#define UNITS_MAX 4000000

struct weights {
	float at[CONTEXT_MAX];
	float slope[CONTEXT_MAX]; /* AdaGrad's sum */
};

struct model {
	const struct data *data;
	struct unit *unit; /* unit[0] is none */
	size_t n;
	struct weights *weights; /* by unit */
	uint32_t *slot;
	size_t slots;
};

#define PATH_MAX_STEPS (2 * WASL_WORD_LETTERS_MAX)

struct step {
	uint32_t unit; /* 0: a letter that stands alone without a unit */
	uint8_t i, j;
};

struct path {
	float score;
	size_t n;
	struct step step[PATH_MAX_STEPS];
};

/* data.c */
uint32_t words_add(struct words *set, const struct wasl_word *word);
void data_init(struct data *data, const char *name, enum wasl_script x,
	       enum wasl_script y, size_t longest_x, size_t longest_y);
void data_pair(struct data *data, const struct wasl_word *x,
	       const struct wasl_word *y, float weight, bool held);
/** Read "Arabic TAB Latin TAB count" lines; some pairs are held out. */
void data_read_pairs(struct data *data, const char *path);
/** Read "Arabic Latin Latin…" lines, written by hand. */
void data_read_seed(struct data *data, const char *path);
/** Read words to be told apart, one a line. */
void data_read_words(struct words *set, const char *path);
/** Pairs of Latin (side 1) or Arabic (side 0) words that share a partner. */
void data_derive(struct data *out, const struct data *from, int side);
/** Hold out whatever shares a word with a held pair, then index by word. */
void data_index(struct data *data);
/** A typing or reading error in a word; false: too short for one. */
bool data_with_error(struct wasl_word *word);
bool data_is_pair(const struct data *data, uint32_t x, uint32_t y);

/* align.c */
/** Find the units by expectation maximisation. */
void model_align(struct model *model, const struct data *data);
uint32_t unit_find(const struct model *model, const uint8_t *x, size_t nx,
		   const uint8_t *y, size_t ny);

/* learn.c */
size_t unit_contexts(const struct model *model, size_t out[6], uint32_t unit,
		     const struct wasl_word *x, size_t i,
		     const struct wasl_word *y, size_t j);
float model_score(const struct model *model, const struct wasl_word *x,
		  const struct wasl_word *y, struct path *path);
void model_learn(struct model *model, size_t epochs);

/* measure.c */
void model_measure(const struct model *model, size_t queries);

/* emit.c */
void model_emit(const struct model *model, FILE *out);

/* A generator of our own, so that training is the same everywhere. */
uint32_t dice(void);
void dice_seed(uint64_t seed);

#endif
