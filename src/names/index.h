/* Names of very many identities in memory, searched by how they sound. */
#ifndef WASL_NAMES_INDEX_H
#define WASL_NAMES_INDEX_H

#include "names/match.h"

/*
 * An identity is a number that the index gives; whoever owns the identity
 * keeps what else is known beside it. An alias is an identity of its own.
 *
 * The index is a cache and has no form on disk. After a start its owner reads
 * and adds the names again in the same order, which gives the same numbers:
 * about a million a second on one core (docs/names.md), as fast as a stored
 * form could be read and checked. The text to keep is the name as it was given
 * or what wasl_name_write makes of it.
 */
#define WASL_INDEX_IDENTITIES_MAX 0x7fffffffu
#define WASL_INDEX_TOP_MAX	  1000

struct wasl_index;
/** What one thread needs to search; its memory grows with the index. */
struct wasl_search;

struct wasl_hit {
	uint32_t id;
	float logit; /* of wasl_match_names, the one score */
};

/** An empty index; freed with wasl_index_free. NO_MEMORY. */
wasl_status wasl_index_new(struct wasl_index **out,
			   struct wasl_err *err) WASL_MUST_USE;
void wasl_index_free(struct wasl_index *index);

/**
 * Add an identity.
 *
 * Out:  id  its number: 0, 1, 2, … in the order of adding; never given twice
 * Err:  NO_MEMORY, TOO_BIG (WASL_INDEX_IDENTITIES_MAX): nothing was added
 * Thread: alone; nobody may search meanwhile.
 */
wasl_status wasl_index_add(struct wasl_index *index, uint32_t *id,
			   const struct wasl_name *name,
			   struct wasl_err *err) WASL_MUST_USE;

/** Take an identity out; NOT_FOUND. Thread: alone. */
wasl_status wasl_index_remove(struct wasl_index *index, uint32_t id,
			      struct wasl_err *err) WASL_MUST_USE;

/** The name of an identity as it was added, without places; NOT_FOUND. */
wasl_status wasl_index_get(const struct wasl_index *index,
			   struct wasl_name *out, uint32_t id,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Make room, so that adding so many does not move what is there. Only of use
 * where the numbers are known beforehand.
 *
 * In:   words  distinct ones, as wasl_index_words tells
 * Err:  NO_MEMORY
 */
wasl_status wasl_index_reserve(struct wasl_index *index, size_t identities,
			       size_t words,
			       struct wasl_err *err) WASL_MUST_USE;

/** Identities in the index; distinct words; bytes of memory it holds. */
size_t wasl_index_count(const struct wasl_index *index);
size_t wasl_index_words(const struct wasl_index *index);
size_t wasl_index_bytes(const struct wasl_index *index);

/* USUAL keeps about within a millisecond for a million names; THOROUGH scores
 * ten times as many words and more, for files and for measuring. */
enum wasl_effort {
	WASL_EFFORT_USUAL,
	WASL_EFFORT_THOROUGH,
};

wasl_status wasl_search_new(struct wasl_search **out,
			    const struct wasl_index *index,
			    enum wasl_effort effort,
			    struct wasl_err *err) WASL_MUST_USE;
void wasl_search_free(struct wasl_search *search);

/**
 * The identities most like a name, best first, equal ones by number.
 *
 * In:   search  of this index; used by one thread at a time
 *       top     at most WASL_INDEX_TOP_MAX
 *       least   log odds: whoever is less likely is not sought, which saves
 *               time; -INFINITY where everybody is
 * Out:  hits    space for `top`; *n filled, fewer when fewer are at all alike
 *               and as likely as `least`
 * Err:  NO_MEMORY, TOO_BIG
 * Time: bounded by constants in search.c, whatever the name.
 * Thread: many may search at once while nobody adds or removes.
 *
 * The result is nearly always that of scoring every identity
 * (docs/names.md says how nearly, and how that was measured).
 */
wasl_status wasl_search_run(struct wasl_search *search, struct wasl_hit *hits,
			    size_t *n, size_t top, float least,
			    const struct wasl_name *name,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
