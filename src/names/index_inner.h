/* What index.c keeps and search.c reads; not for other rooms. */
#ifndef WASL_NAMES_INDEX_INNER_H
#define WASL_NAMES_INDEX_INNER_H

#include "names/index.h"
#include "names/lists.h"
#include "names/skeleton.h"
#include "names/sound.h"

/* A distinct word. Its letters stand in it: a search looks at very many words
 * for a moment each, and waits for memory once. */
struct wasl_entry {
	struct wasl_list identities; /* ascending */
	uint16_t known;
	uint8_t n, core;
	uint8_t script, particle;
	uint8_t c[WASL_WORD_LETTERS_MAX]; /* zeros behind the last */
};

/* Lists of words by hashed skeleton key. */
#define WASL_INDEX_BUCKETS ((size_t)1 << 18)

/* In `names`: the last word of an identity. */
#define WASL_INDEX_LAST 0x80000000u
/* In `first`: no identity any more. */
#define WASL_INDEX_NONE UINT32_MAX

struct wasl_index {
	struct wasl_entry *entry;
	size_t entry_n, entry_cap;
	struct wasl_sound *sound; /* by entry */
	size_t sound_cap;
	uint32_t *slot; /* open addressing over entries: 1 + number */
	size_t slots;

	uint32_t *names; /* entries of each identity, the last one marked */
	size_t names_n, names_cap;
	uint32_t names_free[WASL_NAME_WORDS_MAX + 1]; /* by words: 1 + first */
	uint32_t *first; /* by identity: where its entries begin */
	size_t first_n, first_cap;
	uint64_t *lone; /* bit: the identity has one word besides titles */
	size_t lone_cap;
	size_t count;

	struct wasl_lists lists;
	struct wasl_list *bucket;
};

size_t wasl_index_bucket(uint32_t key);

struct wasl_letters wasl_entry_letters(const struct wasl_entry *entry,
				       size_t from);

/** An entry as a word, without places. */
void wasl_entry_word(const struct wasl_index *index, struct wasl_word *word,
		     uint32_t e);

#endif
