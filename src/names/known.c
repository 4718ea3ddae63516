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

/* بن ناني where the list has بناني. */
static uint16_t find_closed(const struct wasl_word *word)
{
	uint8_t c[WASL_WORD_LETTERS_MAX];

	if (word->core == 0 || word->c[word->core - 1] != word->c[word->core])
		return 0;
	memcpy(c, word->c, word->core);
	memcpy(c + word->core, word->c + word->core + 1,
	       (size_t)(word->n - word->core) - 1u);
	return find((struct wasl_letters){(enum wasl_script)word->script,
					  word->n - 1u, c});
}

/* فاسي where the list has الفاسي. */
static uint16_t find_with_article(const struct wasl_word *word)
{
	uint8_t c[WASL_WORD_LETTERS_MAX] = {WASL_AR_ALEF, WASL_AR_LAM};

	if (word->script != WASL_SCRIPT_ARABIC || word->n < 3 ||
	    word->n + 2 > WASL_WORD_LETTERS_MAX)
		return 0;
	memcpy(c + 2, word->c, word->n);
	return find((struct wasl_letters){WASL_SCRIPT_ARABIC, word->n + 2u, c});
}

uint16_t wasl_word_known(const struct wasl_word *word)
{
	uint16_t joined = find(wasl_word_letters(word, 0));

	if (joined == 0)
		joined = find_closed(word);
	if (joined != 0)
		return joined;
	if (word->particle == WASL_PARTICLE_ARTICLE)
		return find(wasl_word_letters(word, word->core));
	return word->particle == WASL_PARTICLE_NONE ? find_with_article(word)
						    : 0;
}

uint16_t wasl_core_known(const struct wasl_word *word)
{
	struct wasl_word core = {.script = word->script,
				 .n = (uint8_t)(word->n - word->core)};

	memcpy(core.c, word->c + word->core, core.n);
	return wasl_word_known(&core);
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
