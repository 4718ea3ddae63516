#include "names/search_inner.h"

#include "base/alloc.h"
#include "names/known.h"

/* Part of the loop that asks it for thousands of words. */
static inline __attribute__((always_inline)) uint8_t
distance(const struct wasl_search *s, size_t w, uint32_t e)
{
	const struct sought *sought = &s->sought[w];
	const struct wasl_sound *theirs = &s->index->sound[e];
	int product = wasl_sound_product(&sought->sound[0], theirs);
	int d;

	if (sought->word->core > 0) {
		int core = wasl_sound_product(&sought->sound[1], theirs);

		product = core > product ? core : product;
	}
	d = DISTANCES / 2 - product / (WASL_SOUND_NAT / 4);
	return (uint8_t)(d < 0 ? 0 : d < DISTANCES ? d : DISTANCES - 1);
}

uint8_t wasl_search_distance(const struct wasl_search *s, size_t w, uint32_t e)
{
	return distance(s, w, e);
}

/* --- buckets -------------------------------------------------------------- */

static void list_bucket(struct wasl_search *s, const struct wasl_skeleton *key)
{
	size_t number = wasl_index_bucket(wasl_skeleton_key(key));
	uint64_t bit = (uint64_t)1 << number % 64;

	if (s->listed[number / 64] & bit || s->buckets == BUCKETS)
		return;
	s->listed[number / 64] |= bit;
	s->bucket[s->buckets++] = (uint32_t)number;
	__builtin_prefetch(&s->index->bucket[number]);
}

static void list_neighbours(struct wasl_search *s,
			    const struct wasl_skeleton *skeleton)
{
	size_t reach = skeleton->n < WASL_SKELETON_KEYED ? skeleton->n
							 : WASL_SKELETON_KEYED;
	struct wasl_skeleton near;

	for (size_t at = 0; at < reach; at++) {
		near = *skeleton;
		memmove(near.c + at, near.c + at + 1, near.n - at - 1u);
		near.n--;
		list_bucket(s, &near);
	}
	near = *skeleton;
	for (size_t at = 0; at < reach; at++) {
		for (uint8_t c = 1; c <= WASL_SKELETON_CLASSES; c++) {
			near.c[at] = c;
			list_bucket(s, &near);
		}
		near.c[at] = skeleton->c[at];
	}
	for (size_t at = 0; at <= reach; at++) {
		near = *skeleton;
		if (near.n == WASL_SKELETON_LONGEST)
			near.n--;
		if (at > near.n)
			continue;
		memmove(near.c + at + 1, near.c + at, near.n - at);
		near.n++;
		for (uint8_t c = 1; c <= WASL_SKELETON_CLASSES; c++) {
			near.c[at] = c;
			list_bucket(s, &near);
		}
	}
}

/* Long ones have few neighbours: theirs with one consonant in another place
 * too, or another in another. */
#define LONG 6

static void list_moved(struct wasl_search *s,
		       const struct wasl_skeleton *skeleton)
{
	size_t n = skeleton->n <= WASL_SKELETON_KEYED ? skeleton->n
						      : WASL_SKELETON_KEYED + 1;

	if (n < LONG)
		return;
	for (size_t from = 0; from < n; from++)
		for (size_t to = 0; to < n; to++) {
			struct wasl_skeleton near = *skeleton;

			near.n = (uint8_t)n;
			memmove(near.c + from, near.c + from + 1, n - from - 1);
			memmove(near.c + to + 1, near.c + to, n - to - 1);
			for (uint8_t c = 1; c <= WASL_SKELETON_CLASSES; c++) {
				near.c[to] = c;
				list_bucket(s, &near);
			}
		}
}

static void list_buckets(struct wasl_search *s, const struct wasl_word *word)
{
	struct wasl_skeleton skeleton[2 * WASL_SKELETONS_MAX];
	size_t n = wasl_skeletons(skeleton, wasl_word_letters(word, 0));

	memset(s->listed, 0, sizeof s->listed);
	s->buckets = 0;
	if (word->core > 0)
		n += wasl_skeletons(skeleton + n,
				    wasl_word_letters(word, word->core));
	for (size_t k = 0; k < n; k++)
		list_bucket(s, &skeleton[k]);
	s->own_buckets = s->buckets;
	for (size_t k = 0; k < n; k++)
		list_neighbours(s, &skeleton[k]);
	for (size_t k = 0; k < n; k++)
		list_moved(s, &skeleton[k]);
}

/* --- words ---------------------------------------------------------------- */

/* How far ahead of their use buckets and words are fetched. */
#define AHEAD_BUCKETS 8
#define AHEAD_WORDS   32

static const uint32_t *bucket_items(const struct wasl_search *s, size_t b,
				    size_t *n)
{
	const struct wasl_index *index = s->index;
	const struct wasl_list *list = &index->bucket[s->bucket[b]];

	*n = list->n;
	return wasl_list_items(&index->lists, list);
}

/* The words of all buckets in one row, so that each is fetched in time. */
static void list_words(struct wasl_search *s)
{
	s->met_n = 0;
	s->own_met = 0;
	for (size_t b = 0; b < s->buckets && s->met_n < GATHERED; b++) {
		size_t room = GATHERED - s->met_n;
		size_t n;
		const uint32_t *items;

		if (b + AHEAD_BUCKETS < s->buckets)
			__builtin_prefetch(
				bucket_items(s, b + AHEAD_BUCKETS, &n));
		items = bucket_items(s, b, &n);
		n = n < room ? n : room;
		memcpy(s->met + s->met_n, items, n * sizeof *items);
		s->met_n += n;
		if (b < s->own_buckets)
			s->own_met = s->met_n;
	}
}

/* Words of the very same skeleton count as so much nearer, in quarters of a
 * nat. */
#define SAME_SKELETON 20

WASL_FETCHES fetch_sound(const struct wasl_search *s, size_t k)
{
	if (k >= s->met_n)
		return;
	const int8_t *at = s->index->sound[s->met[k]].at;

	__builtin_prefetch(at);
	__builtin_prefetch(at + WASL_SOUND - 1);
}

/* Those that are near enough to be scored, so far. */
static void find_near(struct wasl_search *s, size_t w)
{
	for (size_t k = 0; k < s->met_n; k++) {
		uint32_t e = s->met[k];
		uint64_t bit = (uint64_t)1 << e % 64;
		size_t d = distance(s, w, e);

		fetch_sound(s, k + AHEAD_WORDS);
		if (k < s->own_met)
			d = d > SAME_SKELETON ? d - SAME_SKELETON : 0;
		if (d >= s->limit || s->seen[e / 64] & bit)
			continue;
		s->seen[e / 64] |= bit;
		s->found[s->found_n++] = (struct found){e, (uint8_t)d, 0};
		s->by_distance[d]++;
		s->nearer++;
		while (s->nearer - s->by_distance[s->limit - 1] >= s->wanted)
			s->nearer -= s->by_distance[--s->limit];
	}
}

static bool begin_word(struct wasl_search *s)
{
	size_t n = s->index->entry_n / 64 + 1;

	if (!wasl_grow(&s->seen, &s->seen_cap, n, sizeof *s->seen))
		return false;
	memset(s->seen, 0, n * sizeof *s->seen);
	memset(s->by_distance, 0, sizeof s->by_distance);
	s->found_n = 0;
	s->nearer = 0;
	s->limit = s->farthest;
	return true;
}

/* As many as may be scored: of those farthest from the word only some. */
static void keep_nearest(struct wasl_search *s)
{
	size_t last = s->limit - 1;
	size_t below = s->nearer - s->by_distance[last];
	size_t room = s->wanted > below ? s->wanted - below : 0;
	size_t kept = 0;

	for (size_t k = 0; k < s->found_n; k++) {
		struct found f = s->found[k];

		if (f.distance > last || (f.distance == last && room == 0))
			continue;
		room -= f.distance == last;
		s->found[kept++] = f;
	}
	s->found_n = kept;
}

/* Short words sound like very many others, and cost less to score. */
static size_t words_wanted(const struct wasl_word *word, size_t usual,
			   size_t most)
{
	static const uint8_t halves[] = {8, 8, 8, 8, 8, 6, 3};
	size_t n = (size_t)(word->n - word->core);
	size_t wanted = n < sizeof halves ? usual * halves[n] / 2 : usual;

	return wanted < most ? wanted : most;
}

bool wasl_search_gather(struct wasl_search *s, size_t w)
{
	if (!begin_word(s))
		return false;
	s->wanted = words_wanted(s->sought[w].word, s->near, SIFTED);
	list_buckets(s, s->sought[w].word);
	list_words(s);
	find_near(s, w);
	keep_nearest(s);
	return true;
}

/* --- letters -------------------------------------------------------------- */

/* The same for entries, which are looked at for a moment each. */
#define AHEAD_ENTRIES 12

WASL_FETCHES fetch_entry(const struct wasl_search *s, size_t k)
{
	if (k + AHEAD_ENTRIES < s->found_n)
		wasl_search_fetch(s, s->found[k + AHEAD_ENTRIES].entry);
}

/* Ready for words of a script. */
static const struct wasl_sift *sift_for(struct wasl_search *s, size_t w,
					enum wasl_script script)
{
	struct sought *sought = &s->sought[w];
	bool arabic = script == WASL_SCRIPT_ARABIC;

	if (!sought->sifts[arabic]) {
		wasl_sift_init(&sought->sift[arabic][0], &sought->ready[0],
			       script);
		if (sought->word->core > 0)
			wasl_sift_init(&sought->sift[arabic][1],
				       &sought->ready[1], script);
		sought->sifts[arabic] = true;
	}
	return sought->sift[arabic];
}

int wasl_search_nearly(struct wasl_search *s, size_t w, uint32_t e, int least)
{
	const struct wasl_word *word = s->sought[w].word;
	const struct wasl_entry *entry = &s->index->entry[e];
	const struct wasl_sift *sift =
		sift_for(s, w, (enum wasl_script)entry->script);
	int whole;
	int core;

	least -= SIFT_MARGIN;
	if (wasl_known_compare(word->known, entry->known) == WASL_KNOWN_SAME)
		return WASL_SCORE_MOST;
	whole = wasl_sift_score(&sift[0], wasl_entry_letters(entry, 0), least);
	if (word->core == 0 && entry->core == 0)
		return whole;
	core = wasl_sift_score(&sift[word->core > 0],
			       wasl_entry_letters(entry, entry->core), least);
	return whole > core ? whole : core;
}

static uint8_t unlike(int score)
{
	int u = (WASL_SCORE_MOST - score) / (WASL_NAT / 4);

	return (uint8_t)(u < 0 ? 0 : u < UNLIKES ? u : UNLIKES - 1);
}

/* The least unlike first. */
static void sort_found(struct wasl_search *s)
{
	size_t at = 0;

	for (size_t u = 0; u < UNLIKES; u++) {
		size_t n = s->by_unlike[u];

		s->by_unlike[u] = at;
		at += n;
	}
	for (size_t k = 0; k < s->found_n; k++)
		s->sifted[s->by_unlike[s->found[k].unlike]++] =
			s->found[k].entry;
}

void wasl_search_sift(struct wasl_search *s, size_t w)
{
	size_t wanted = words_wanted(s->sought[w].word, s->scored, SCORED);

	memset(s->by_unlike, 0, sizeof s->by_unlike);
	for (size_t k = 0; k < s->found_n; k++) {
		struct found *f = &s->found[k];

		fetch_entry(s, k);
		f->unlike =
			unlike(wasl_search_nearly(s, w, f->entry, s->least));
		s->by_unlike[f->unlike]++;
	}
	sort_found(s);
	if (s->found_n > wanted)
		s->found_n = wanted;
}
