#include "names/known.h"

#include "names/transducer.h"

/*
 * A hash table with open addressing, made by tools/names/known.py. An Arabic
 * word is a name of its own; `of` holds the names that share a spelling with
 * it. A Latin word is nobody's own; `of` holds the names it may spell.
 */
#define OF 5

struct known {
	uint32_t key; /* wasl_letters_key; 0 is an empty place */
	uint16_t own; /* 0 for Latin words */
	uint16_t of[OF];
};

static const struct known known[] = {
#include "names/known.inc"
};

#define PLACES (sizeof known / sizeof *known)

_Static_assert((PLACES & (PLACES - 1)) == 0, "a power of two");
_Static_assert(PLACES < UINT16_MAX, "places are numbers of words");

static uint16_t find(struct wasl_letters word)
{
	uint32_t key = wasl_letters_key(word);
	size_t at = key & (PLACES - 1);

	while (known[at].key != 0) {
		if (known[at].key == key)
			return (uint16_t)(at + 1);
		at = (at + 1) & (PLACES - 1);
	}
	return 0;
}

uint16_t wasl_word_known(const struct wasl_word *word)
{
	uint16_t joined = find(wasl_word_letters(word, 0));

	if (joined != 0 || word->particle != WASL_PARTICLE_ARTICLE)
		return joined;
	return find(wasl_word_letters(word, word->core));
}

static bool has(const struct known *k, uint16_t name)
{
	for (size_t i = 0; i < OF; i++)
		if (k->of[i] == name)
			return true;
	return false;
}

static bool share(const struct known *a, const struct known *b)
{
	for (size_t i = 0; i < OF && a->of[i] != 0; i++)
		if (has(b, a->of[i]))
			return true;
	return false;
}

enum wasl_known wasl_known_compare(uint16_t x, uint16_t y)
{
	if (x == 0 || y == 0)
		return WASL_KNOWN_NOTHING;

	const struct known *a = &known[x - 1];
	const struct known *b = &known[y - 1];

	if (a->own != 0 && b->own != 0)
		return a->own == b->own			  ? WASL_KNOWN_SAME
		       : has(a, b->own) || has(b, a->own) ? WASL_KNOWN_NOTHING
							  : WASL_KNOWN_OTHER;
	if (a->own == 0 && b->own == 0)
		return share(a, b) ? WASL_KNOWN_SAME : WASL_KNOWN_OTHER;
	if (a->own != 0 ? has(b, a->own) : has(a, b->own))
		return WASL_KNOWN_SAME;
	return share(a, b) ? WASL_KNOWN_NOTHING : WASL_KNOWN_OTHER;
}
