/* The coarse sound of a word: keys under which likely partners lie together. */
#ifndef WASL_NAMES_SKELETON_H
#define WASL_NAMES_SKELETON_H

#include "names/transducer.h"

/*
 * A skeleton is the sequence of a word's consonants in nine classes that both
 * scripts share: b-p, t-d, k-g-j-q, r, s-z-ch, f-v, l, m, n. Ambiguous letters
 * (French endings, c, ch, gh, w, ث) give further skeletons.
 */
#define WASL_SKELETON_CLASSES 9
#define WASL_SKELETON_LONGEST 12
#define WASL_SKELETONS_MAX    6

struct wasl_skeleton {
	uint8_t n;
	uint8_t c[WASL_SKELETON_LONGEST]; /* 1 to 9 */
};

/** The skeletons of a word, the likeliest first; at least one. */
size_t wasl_skeletons(struct wasl_skeleton out[WASL_SKELETONS_MAX],
		      struct wasl_letters word);

/* Keys look at the first consonants alone. */
#define WASL_SKELETON_KEYED 6
#define WASL_SKELETON_KEYS  1000000

/** A key below WASL_SKELETON_KEYS. */
uint32_t wasl_skeleton_key(const struct wasl_skeleton *s);

#endif
