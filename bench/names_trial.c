#include "names_bench.h"

#include "base/alloc.h"
#include "names/transducer.h"
#include "split.h"

#include <stdio.h>
#include <stdlib.h>

#define TEXT 64

struct pair {
	char arabic[TEXT];
	char latin[TEXT];
	bool held;
};

/* Keys of the words in tools/names/seed.txt, ascending. */
struct seed {
	uint32_t *key;
	size_t n, cap;
};

/* All that a trial draws from. */
struct source {
	struct pair *pair;
	size_t pairs, pairs_cap;
	size_t *held; /* pairs that training never saw, twice attested */
	size_t helds, helds_cap;
	char (*word)[TEXT]; /* Latin */
	size_t words, words_cap;
	struct seed seed;
};

void check(wasl_status status)
{
	if (status == WASL_OK)
		return;
	(void)fprintf(stderr, "names: %s\n", wasl_status_text(status));
	exit(1);
}

static uint64_t state;

static size_t dice(size_t sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state >> 32) % sides;
}

static void add_word(struct source *s, const char *text)
{
	wasl_assert(wasl_grow(&s->word, &s->words_cap, s->words + 1, TEXT));
	(void)snprintf(s->word[s->words++], TEXT, "%s", text);
}

static FILE *open_in(const char *directory, const char *name)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *f = fopen(path, "r");
	if (f == NULL) {
		(void)fprintf(stderr, "names: cannot read %s\n", path);
		exit(1);
	}
	return f;
}

static bool one_word(struct wasl_word *out, const char *text)
{
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)), NULL) !=
		    WASL_OK ||
	    name.n != 1)
		return false;
	*out = name.word[0];
	return true;
}

static int by_key(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* Each spelling in tools/names/seed.txt, with the Arabic word of its row. */
static void read_lists(struct source *s,
		       void (*take)(struct source *s, const char *arabic,
				    const char *latin))
{
	FILE *f = fopen(WASL_SEED, "r");
	char line[1024];

	wasl_assert(f != NULL);
	while (fgets(line, sizeof line, f) != NULL) {
		char *rest = line;
		const char *arabic = strsep(&rest, " \n");
		const char *latin;

		while (line[0] != '#' && (latin = strsep(&rest, " \n")) != NULL)
			if (latin[0] != '\0')
				take(s, arabic, latin);
	}
	(void)fclose(f);
}

static void add_key(struct seed *seed, const char *text)
{
	struct wasl_word word;

	if (!one_word(&word, text))
		return;
	wasl_assert(wasl_grow(&seed->key, &seed->cap, seed->n + 1,
			      sizeof *seed->key));
	seed->key[seed->n++] = wasl_letters_key(wasl_word_letters(&word, 0));
}

static void take_keys(struct source *s, const char *arabic, const char *latin)
{
	add_key(&s->seed, arabic);
	add_key(&s->seed, latin);
}

static void read_seed(struct source *s)
{
	read_lists(s, take_keys);
	qsort(s->seed.key, s->seed.n, sizeof *s->seed.key, by_key);
}

static void add_pair(struct source *s, const char *arabic, const char *latin)
{
	struct pair p = {.held = false};

	(void)snprintf(p.arabic, TEXT, "%s", arabic);
	(void)snprintf(p.latin, TEXT, "%s", latin);
	wasl_assert(wasl_grow(&s->pair, &s->pairs_cap, s->pairs + 1,
			      sizeof *s->pair));
	s->pair[s->pairs++] = p;
	add_word(s, latin);
}

static bool in_seed(const struct seed *seed, const struct wasl_word *word)
{
	uint32_t key = wasl_letters_key(wasl_word_letters(word, 0));

	return bsearch(&key, seed->key, seed->n, sizeof key, by_key) != NULL;
}

/* Neither side was ever shown to training or stands in the list of names. */
static bool is_held(const struct seed *seed, const char *arabic,
		    const char *latin)
{
	struct wasl_word x;
	struct wasl_word y;

	return one_word(&x, arabic) && one_word(&y, latin) &&
	       wasl_names_held_out(&x) && !in_seed(seed, &x) &&
	       !in_seed(seed, &y);
}

static void read_pairs(struct source *s, const char *directory)
{
	FILE *f = open_in(directory, "arabic_latin_tokens.tsv");
	char line[512];
	char arabic[TEXT];
	char latin[TEXT];
	char count[TEXT];

	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "%63s %63s %63s", arabic, latin, count) != 3)
			continue;
		add_pair(s, arabic, latin);
		struct pair *p = &s->pair[s->pairs - 1];
		p->held = is_held(&s->seed, arabic, latin);
		/* Seen once only: as often misaligned or translated as not. */
		if (p->held && strcmp(count, "1") != 0) {
			wasl_assert(wasl_grow(&s->held, &s->helds_cap,
					      s->helds + 1, sizeof *s->held));
			s->held[s->helds++] = s->pairs - 1;
		}
	}
	(void)fclose(f);
}

static void read_words(struct source *s, const char *directory,
		       const char *name)
{
	FILE *f = open_in(directory, name);
	char line[512];

	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strlen(line) < TEXT)
			add_word(s, line);
	}
	(void)fclose(f);
}

static char *joined(const char *a, const char *b)
{
	char text[2 * TEXT + 2];

	(void)snprintf(text, sizeof text, "%s%s%s", a, *b ? " " : "", b);
	char *copy = wasl_strndup(text, strlen(text));
	wasl_assert(copy != NULL);
	return copy;
}

static void pool_add(struct population *p, char *text)
{
	struct wasl_name name;

	if (wasl_name_parse(&name, wasl_text_bytes(wasl_text_of(text)), NULL) ==
	    WASL_OK)
		p->text[p->n++] = text;
	else
		wasl_free(text);
}

static const char *side(const struct pair *p, bool latin)
{
	return latin ? p->latin : p->arabic;
}

static void ask(struct trial *t, char *query, char *truth)
{
	size_t had = t->pool.n;

	pool_add(&t->pool, truth);
	if (t->pool.n == had) {
		wasl_free(query);
		return;
	}
	t->query[t->queries] = query;
	t->truth[t->queries++] = truth;
}

static const struct pair *draw(const struct source *s, bool real)
{
	if (!real)
		return &s->pair[s->held[dice(s->helds)]];
	return &s->pair[dice(s->pairs)];
}

/* Other spellings of the same Arabic words, beside the truth. */
static void add_homophones(struct trial *t, const struct source *s,
			   const struct pair *a, const struct pair *b)
{
	for (const struct pair *p = a > s->pair + 8 ? a - 8 : s->pair;
	     p < a + 8 && p < s->pair + s->pairs; p++)
		if (p != a && strcmp(p->arabic, a->arabic) == 0)
			pool_add(&t->pool, joined(p->latin, b->latin));
}

static void ask_held(struct trial *t, const struct source *s,
		     const struct trial_shape *shape)
{
	const struct pair *a = draw(s, shape->real);
	const struct pair *b = shape->words > 1 ? draw(s, shape->real) : NULL;
	bool latin = shape->latin;

	ask(t, joined(side(a, latin), b == NULL ? "" : side(b, latin)),
	    joined(side(a, !latin), b == NULL ? "" : side(b, !latin)));
	if (!shape->distinct && !latin && !shape->real && b != NULL)
		add_homophones(t, s, a, b);
}

static void ask_hand(struct trial *t)
{
	FILE *f = fopen(WASL_HELDOUT, "r");
	char line[512];

	wasl_assert(f != NULL);
	while (fgets(line, sizeof line, f) != NULL) {
		char *latin = strchr(line, '\t');

		wasl_assert(latin != NULL);
		*latin++ = '\0';
		latin[strcspn(latin, "\n")] = '\0';
		ask(t, joined(line, ""), joined(latin, ""));
	}
	(void)fclose(f);
}

/* A word of the pool: one that is asked for, one in four, or any. In life the
 * first words of a list are far more frequent than the last. */
static const char *pool_word(const struct source *s,
			     const struct trial_shape *shape)
{
	if (shape->real) {
		size_t many = dice(1000) * dice(1000) / 1000;

		return s->word[(many * many / 1000 * s->words / 1000 +
				dice(50)) %
			       s->words];
	}
	if (dice(4) == 0)
		return side(&s->pair[s->held[dice(s->helds)]], !shape->latin);
	if (shape->latin)
		return s->pair[dice(s->pairs)].arabic;
	return s->word[dice(s->words)];
}

/* One letter lost, doubled, or put for its neighbour. */
static const char *with_slip(char out[TEXT], const char *text)
{
	size_t n = strlen(text);
	size_t at = n > 2 ? 1 + dice(n - 2) : 0;

	(void)snprintf(out, TEXT, "%s", text);
	/* Only plain letters: a slip does not break UTF-8. */
	if (at == 0 || n + 2 > TEXT || (text[at] & 0x80) != 0 ||
	    (text[at + 1] & 0x80) != 0)
		return out;
	switch (dice(3)) {
	case 0:
		memmove(out + at, out + at + 1, n - at);
		break;
	case 1:
		memmove(out + at + 1, out + at, n - at + 1);
		break;
	default:
		out[at] = text[at + 1];
		out[at + 1] = text[at];
		break;
	}
	return out;
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;

	return strcmp(*x, *y);
}

/* Single words: each word that there is, once, up to the size of the pool. */
static void pool_all(struct trial *t, const struct source *s,
		     const struct trial_shape *shape)
{
	size_t n = shape->latin ? s->pairs : s->words;
	const char **word = wasl_alloc(n, sizeof *word);

	wasl_assert(word != NULL);
	for (size_t k = 0; k < n; k++)
		word[k] = shape->latin ? s->pair[k].arabic : s->word[k];
	qsort(word, n, sizeof *word, by_text);
	size_t distinct = 0;
	for (size_t k = 0; k < n; k++)
		if (distinct == 0 || strcmp(word[k], word[distinct - 1]) != 0)
			word[distinct++] = word[k];
	for (size_t k = 0; k < distinct && t->pool.n < shape->pool; k++) {
		size_t other = k + dice(distinct - k);
		const char *swap = word[k];

		word[k] = word[other];
		word[other] = swap;
		pool_add(&t->pool, joined(word[k], ""));
	}
	wasl_free(word);
}

void trial_make(struct trial *t, const char *directory,
		const struct trial_shape *shape, size_t queries)
{
	struct source s = {0};

	state = 0x9e3779b97f4a7c15u;
	*t = (struct trial){0};
	if (directory == NULL) {
		read_lists(&s, add_pair);
	} else {
		read_seed(&s);
		read_pairs(&s, directory);
		read_words(&s, directory, "given_latin.txt");
		read_words(&s, directory, "family_latin.txt");
	}
	t->pool.text = wasl_alloc(shape->pool + 20 * queries, sizeof(char *));
	t->query = wasl_alloc(queries, sizeof(char *));
	t->truth = wasl_alloc(queries, sizeof(char *));
	wasl_assert(t->pool.text != NULL && t->query != NULL &&
		    t->truth != NULL);
	if (shape->hand)
		ask_hand(t);
	while (!shape->hand && t->queries < queries)
		ask_held(t, &s, shape);
	if (shape->words == 1 && !shape->real)
		pool_all(t, &s, shape);
	while (shape->words != 1 && t->pool.n < shape->pool) {
		char slipped[TEXT];
		const char *first = pool_word(&s, shape);
		const char *second = pool_word(&s, shape);

		/* In life one name in eight is misspelt. */
		if (shape->real && dice(8) == 0)
			second = with_slip(slipped, second);
		pool_add(&t->pool, joined(first, second));
	}
	wasl_free(s.pair);
	wasl_free(s.held);
	wasl_free(s.word);
	wasl_free(s.seed.key);
}

void trial_free(struct trial *t)
{
	for (size_t i = 0; i < t->pool.n; i++)
		wasl_free(t->pool.text[i]);
	for (size_t q = 0; q < t->queries; q++)
		wasl_free(t->query[q]);
	wasl_free(t->pool.text);
	wasl_free(t->query);
	wasl_free(t->truth);
}
