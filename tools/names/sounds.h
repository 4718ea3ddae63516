/* Training the points by which the index chooses words to look at. */
#ifndef WASL_TOOLS_NAMES_SOUNDS_H
#define WASL_TOOLS_NAMES_SOUNDS_H

#include "names/search_inner.h"

/* Of the strangers in the buckets of a word asked for so many are kept. */
#define BUCKET 600

/* A word asked for, and words of one script. */
struct example {
	uint32_t entry;
	enum wasl_script script; /* of the others */
	uint32_t *near;
	size_t nears, near_cap;
	uint32_t bucket[BUCKET];
	size_t buckets;
	float each; /* of the bucket is so many */
};

struct examples {
	struct example *x;
	size_t n, cap;
};

/** End with a message unless all is well. */
void must(bool ok, const char *what);

/* sound_examples.c */
/** Every word of the files of a directory, and as it is miswritten. */
void sound_read_words(struct wasl_index *index, const char *directory);
/** So many words asked for, of both scripts in turn; held-out ones or others.
 * Those that nothing scores well against leave no example. */
void sound_find_examples(struct examples *to, struct wasl_search *s,
			 size_t queries, bool held);

#endif
