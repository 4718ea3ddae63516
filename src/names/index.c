#include "names/index_inner.h"

#include "base/alloc.h"
#include "names/match_inner.h"

/*
 *   identity --first--> names: [entry entry|LAST] --> entry: letters, particle
 *   skeleton key --bucket--> entries             entry --identities--> identity
 *
 * A word's letters are kept once. Entries stay when their last identity goes:
 * names repeat.
 */

wasl_status wasl_index_new(struct wasl_index **out, struct wasl_err *err)
{
	struct wasl_index *index = wasl_alloc(1, sizeof *index);

	*out = NULL;
	if (index != NULL)
		index->bucket =
			wasl_alloc(WASL_INDEX_BUCKETS, sizeof *index->bucket);
	if (index == NULL || index->bucket == NULL) {
		wasl_index_free(index);
		return wasl_fail(err, WASL_NO_MEMORY, "name index");
	}
	*out = index;
	return WASL_OK;
}

void wasl_index_free(struct wasl_index *index)
{
	if (index == NULL)
		return;
	wasl_lists_deinit(&index->lists);
	wasl_free(index->bucket);
	wasl_free(index->lone);
	wasl_free(index->first);
	wasl_free(index->names);
	wasl_free(index->slot);
	wasl_free(index->sound);
	wasl_free(index->entry);
	wasl_free(index);
}

size_t wasl_index_bucket(uint32_t key)
{
	return key * 2654435761u >> (32 - 18);
}

struct wasl_letters wasl_entry_letters(const struct wasl_entry *entry,
				       size_t from)
{
	return (struct wasl_letters){(enum wasl_script)entry->script,
				     entry->n - from, entry->c + from};
}

static uint32_t word_hash(const struct wasl_word *word)
{
	uint32_t h = 2166136261u ^ word->script ^ (uint32_t)word->core << 8;

	for (size_t i = 0; i < word->n; i++)
		h = (h ^ word->c[i]) * 16777619u;
	return (h ^ h >> 15) * 2654435761u;
}

static bool is_entry_of(const struct wasl_entry *entry,
			const struct wasl_word *word)
{
	return entry->n == word->n && entry->core == word->core &&
	       entry->script == word->script &&
	       entry->particle == word->particle &&
	       memcmp(entry->c, word->c, word->n) == 0;
}

static size_t find_slot(const struct wasl_index *index,
			const struct wasl_word *word)
{
	size_t at = word_hash(word) & (index->slots - 1);

	while (index->slot[at] != 0 &&
	       !is_entry_of(&index->entry[index->slot[at] - 1], word))
		at = (at + 1) & (index->slots - 1);
	return at;
}

void wasl_entry_word(const struct wasl_index *index, struct wasl_word *word,
		     uint32_t e)
{
	const struct wasl_entry *entry = &index->entry[e];

	*word = (struct wasl_word){.script = entry->script,
				   .particle = entry->particle,
				   .core = entry->core,
				   .n = entry->n,
				   .known = entry->known};
	memcpy(word->c, entry->c, sizeof word->c);
}

/* Slots for so many entries, a quarter of them free. */
static bool widen_slots(struct wasl_index *index, size_t entries)
{
	size_t slots = index->slots == 0 ? 1024 : index->slots;
	uint32_t *slot;

	while (4 * entries >= 3 * slots)
		slots *= 2;
	if (slots == index->slots)
		return true;
	slot = wasl_alloc(slots, sizeof *slot);
	if (slot == NULL)
		return false;
	wasl_free(index->slot);
	index->slot = slot;
	index->slots = slots;
	for (uint32_t e = 0; e < index->entry_n; e++) {
		struct wasl_word word;

		wasl_entry_word(index, &word, e);
		slot[find_slot(index, &word)] = e + 1;
	}
	return true;
}

static bool list_reading(struct wasl_index *index, uint32_t e, size_t from)
{
	struct wasl_skeleton skeleton[WASL_SKELETONS_MAX];
	size_t n = wasl_skeletons(skeleton,
				  wasl_entry_letters(&index->entry[e], from));

	for (size_t k = 0; k < n; k++) {
		struct wasl_list *bucket = &index->bucket[wasl_index_bucket(
			wasl_skeleton_key(&skeleton[k]))];
		const uint32_t *items = wasl_list_items(&index->lists, bucket);

		if (bucket->n > 0 && items[bucket->n - 1] == e)
			continue;
		if (wasl_list_add(&index->lists, bucket, e) != WASL_OK)
			return false;
	}
	return true;
}

static bool reserve_entries(struct wasl_index *index, size_t entries)
{
	size_t need = index->entry_n + entries;

	return wasl_grow(&index->sound, &index->sound_cap, need,
			 sizeof *index->sound) &&
	       wasl_grow(&index->entry, &index->entry_cap, need,
			 sizeof *index->entry) &&
	       widen_slots(index, need);
}

static bool reserve_identities(struct wasl_index *index, size_t identities)
{
	size_t need = index->first_n + identities;

	return wasl_grow(&index->first, &index->first_cap, need,
			 sizeof *index->first) &&
	       wasl_grow(&index->lone, &index->lone_cap, need / 64 + 1,
			 sizeof *index->lone);
}

wasl_status wasl_index_reserve(struct wasl_index *index, size_t identities,
			       size_t words, struct wasl_err *err)
{
	if (identities > WASL_INDEX_IDENTITIES_MAX - index->first_n ||
	    words > UINT32_MAX - index->entry_n)
		return wasl_fail(err, WASL_TOO_BIG, "name index");
	if (!reserve_entries(index, words) ||
	    !reserve_identities(index, identities))
		return wasl_fail(err, WASL_NO_MEMORY, "name index");
	return WASL_OK;
}

/* Between both readings, which are near each other. */
static struct wasl_sound entry_sound(const struct wasl_entry *entry)
{
	struct wasl_sound whole = wasl_sound_kept(wasl_entry_letters(entry, 0));
	struct wasl_sound core;

	if (entry->core == 0)
		return whole;
	core = wasl_sound_kept(wasl_entry_letters(entry, entry->core));
	for (size_t k = 0; k < WASL_SOUND; k++)
		whole.at[k] = (int8_t)((whole.at[k] + core.at[k]) / 2);
	return whole;
}

/* The entry of a word, made if it is new. */
static bool intern(struct wasl_index *index, uint32_t *out,
		   const struct wasl_word *word)
{
	struct wasl_entry *entry;
	size_t at;

	if (!reserve_entries(index, 1))
		return false;
	at = find_slot(index, word);
	if (index->slot[at] != 0) {
		*out = index->slot[at] - 1;
		return true;
	}
	*out = (uint32_t)index->entry_n++;
	entry = &index->entry[*out];
	*entry = (struct wasl_entry){.n = word->n,
				     .core = word->core,
				     .script = word->script,
				     .particle = word->particle,
				     .known = word->known};
	memcpy(entry->c, word->c, word->n);
	index->slot[at] = *out + 1;
	index->sound[*out] = entry_sound(entry);
	/* A word that no bucket holds is a word that is searched worse, not one
	 * that is lost: it is found by the identity's other words. */
	return list_reading(index, *out, 0) &&
	       (word->core == 0 || list_reading(index, *out, word->core));
}

static bool take_place(struct wasl_index *index, uint32_t *at, size_t words)
{
	uint32_t *chain = &index->names_free[words];

	if (*chain != 0) {
		*at = *chain - 1;
		*chain = index->names[*at];
		return true;
	}
	if (!wasl_grow(&index->names, &index->names_cap, index->names_n + words,
		       sizeof *index->names))
		return false;
	*at = (uint32_t)index->names_n;
	index->names_n += words;
	return true;
}

static void give_place(struct wasl_index *index, uint32_t at, size_t words)
{
	index->names[at] = index->names_free[words];
	index->names_free[words] = at + 1;
}

/* Take an identity out of the lists of its first `words` words. */
static void unlist(struct wasl_index *index, uint32_t id, uint32_t at,
		   size_t words)
{
	for (size_t w = 0; w < words; w++) {
		uint32_t e = index->names[at + w] & ~WASL_INDEX_LAST;

		/* A word that stands twice was listed once. */
		(void)wasl_list_remove(&index->lists,
				       &index->entry[e].identities, id);
	}
}

static bool list_identity(struct wasl_index *index, uint32_t id, uint32_t e)
{
	struct wasl_list *list = &index->entry[e].identities;
	const uint32_t *items = wasl_list_items(&index->lists, list);

	if (list->n > 0 && items[list->n - 1] == id)
		return true;
	return wasl_list_add(&index->lists, list, id) == WASL_OK;
}

static void note_lone(struct wasl_index *index, uint32_t id, bool lone)
{
	uint64_t bit = (uint64_t)1 << id % 64;

	if (lone)
		index->lone[id / 64] |= bit;
	else
		index->lone[id / 64] &= ~bit;
}

wasl_status wasl_index_add(struct wasl_index *index, uint32_t *id,
			   const struct wasl_name *name, struct wasl_err *err)
{
	uint32_t entry[WASL_NAME_WORDS_MAX];
	uint32_t next = (uint32_t)index->first_n;
	uint32_t at;

	wasl_assert(name->n > 0 && name->n <= WASL_NAME_WORDS_MAX);
	if (index->first_n >= WASL_INDEX_IDENTITIES_MAX ||
	    index->names_n > UINT32_MAX - WASL_NAME_WORDS_MAX - 1)
		return wasl_fail(err, WASL_TOO_BIG, "name index is full");
	for (size_t w = 0; w < name->n; w++)
		if (!intern(index, &entry[w], &name->word[w]))
			return wasl_fail(err, WASL_NO_MEMORY, "name index");
	if (!reserve_identities(index, 1) || !take_place(index, &at, name->n))
		return wasl_fail(err, WASL_NO_MEMORY, "name index");
	for (size_t w = 0; w < name->n; w++) {
		index->names[at + w] =
			entry[w] | (w + 1u == name->n ? WASL_INDEX_LAST : 0);
		if (!list_identity(index, next, entry[w])) {
			unlist(index, next, at, w);
			give_place(index, at, name->n);
			return wasl_fail(err, WASL_NO_MEMORY, "name index");
		}
	}
	note_lone(index, next, wasl_plain_words(name) == 1);
	index->first[index->first_n++] = at;
	index->count++;
	*id = next;
	return WASL_OK;
}

static size_t words_at(const struct wasl_index *index, uint32_t at)
{
	size_t n = 1;

	while (!(index->names[at + n - 1] & WASL_INDEX_LAST))
		n++;
	return n;
}

static wasl_status find_identity(const struct wasl_index *index, uint32_t *at,
				 uint32_t id, struct wasl_err *err)
{
	if (id >= index->first_n || index->first[id] == WASL_INDEX_NONE)
		return wasl_fail(err, WASL_NOT_FOUND, "identity %u", id);
	*at = index->first[id];
	return WASL_OK;
}

wasl_status wasl_index_remove(struct wasl_index *index, uint32_t id,
			      struct wasl_err *err)
{
	uint32_t at;

	WASL_TRY(find_identity(index, &at, id, err));
	size_t words = words_at(index, at);
	unlist(index, id, at, words);
	give_place(index, at, words);
	index->first[id] = WASL_INDEX_NONE;
	index->count--;
	return WASL_OK;
}

wasl_status wasl_index_get(const struct wasl_index *index,
			   struct wasl_name *out, uint32_t id,
			   struct wasl_err *err)
{
	uint32_t at;

	memset(out, 0, sizeof *out);
	WASL_TRY(find_identity(index, &at, id, err));
	out->n = (uint8_t)words_at(index, at);
	for (size_t w = 0; w < out->n; w++)
		wasl_entry_word(index, &out->word[w],
				index->names[at + w] & ~WASL_INDEX_LAST);
	return WASL_OK;
}

size_t wasl_index_count(const struct wasl_index *index)
{
	return index->count;
}

size_t wasl_index_words(const struct wasl_index *index)
{
	return index->entry_n;
}

size_t wasl_index_bytes(const struct wasl_index *index)
{
	return sizeof *index + index->entry_cap * sizeof *index->entry +
	       index->sound_cap * sizeof *index->sound +
	       index->slots * sizeof *index->slot +
	       (index->names_cap + index->first_cap) * sizeof(uint32_t) +
	       index->lone_cap * sizeof *index->lone +
	       WASL_INDEX_BUCKETS * sizeof *index->bucket +
	       wasl_lists_bytes(&index->lists);
}
