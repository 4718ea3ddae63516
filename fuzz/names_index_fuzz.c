/* An index beside a plain list: adding, removing, reading, searching. */
#include "names/index.h"

#include <math.h>

/*
 * A step is a byte of what to do and one of its argument: 0 to 15 add the name
 * in the bytes that follow, as many as the argument says; 16 to 23 remove an
 * identity; 24 to 31 read one; the rest search the name that follows.
 */
#define IDENTITIES 96
#define TOP	   8

struct model {
	struct wasl_name name[IDENTITIES];
	bool alive[IDENTITIES];
	uint32_t n;
	size_t count;
	struct wasl_index *index;
	struct wasl_search *search;
};

static void must(wasl_status status)
{
	wasl_assert(status == WASL_OK);
}

static bool same_words(const struct wasl_name *a, const struct wasl_name *b)
{
	if (a->n != b->n)
		return false;
	for (size_t w = 0; w < a->n; w++) {
		const struct wasl_word *x = &a->word[w];
		const struct wasl_word *y = &b->word[w];

		if (x->script != y->script || x->particle != y->particle ||
		    x->core != y->core || x->n != y->n ||
		    x->known != y->known || memcmp(x->c, y->c, x->n) != 0)
			return false;
	}
	return true;
}

static void add(struct model *m, const struct wasl_name *name)
{
	uint32_t id;

	if (m->n == IDENTITIES)
		return;
	must(wasl_index_add(m->index, &id, name, NULL));
	wasl_assert(id == m->n);
	m->name[m->n] = *name;
	m->alive[m->n++] = true;
	m->count++;
}

static void take_out(struct model *m, uint32_t id)
{
	wasl_status status = wasl_index_remove(m->index, id, NULL);
	bool there = id < m->n && m->alive[id];

	wasl_assert(status == (there ? WASL_OK : WASL_NOT_FOUND));
	if (!there)
		return;
	m->alive[id] = false;
	m->count--;
}

static void look_at(const struct model *m, uint32_t id)
{
	struct wasl_name name;
	wasl_status status = wasl_index_get(m->index, &name, id, NULL);
	bool there = id < m->n && m->alive[id];

	wasl_assert(status == (there ? WASL_OK : WASL_NOT_FOUND));
	wasl_assert(!there || same_words(&name, &m->name[id]));
}

/* Every hit is there once, in order, with the score of matching; whoever has
 * just this name is not passed over for anybody worse. */
static void look_for(struct model *m, const struct wasl_name *name)
{
	struct wasl_hit hit[TOP];
	bool seen[IDENTITIES] = {false};
	size_t n;

	must(wasl_search_run(m->search, hit, &n, TOP, -INFINITY, name, NULL));
	wasl_assert(n <= TOP && n <= m->count);
	for (size_t k = 0; k < n; k++) {
		uint32_t id = hit[k].id;

		wasl_assert(id < m->n && m->alive[id] && !seen[id]);
		seen[id] = true;
		wasl_assert(hit[k].logit ==
			    wasl_match_logit(name, &m->name[id]));
		wasl_assert(k == 0 || hit[k - 1].logit >= hit[k].logit);
	}
	for (uint32_t id = 0; id < m->n; id++) {
		if (!m->alive[id] || seen[id] ||
		    !same_words(name, &m->name[id]))
			continue;
		wasl_assert(n == TOP &&
			    hit[n - 1].logit >= wasl_match_logit(name, name));
	}
}

static void play(struct model *m, wasl_bytes in)
{
	for (size_t at = 0; at + 2 <= in.n;) {
		uint8_t what = in.p[at] % 48;
		uint8_t argument = in.p[at + 1];
		size_t n = in.n - at - 2 < argument ? in.n - at - 2 : argument;
		struct wasl_name name;

		at += 2;
		if (what >= 16 && what < 24) {
			take_out(m, argument);
		} else if (what >= 24 && what < 32) {
			look_at(m, argument);
		} else {
			wasl_status status = wasl_name_parse(
				&name, wasl_bytes_of(in.p + at, n), NULL);

			at += n;
			if (status != WASL_OK)
				continue;
			if (what < 16)
				add(m, &name);
			else
				look_for(m, &name);
		}
		wasl_assert(wasl_index_count(m->index) == m->count);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct model m;

	m = (struct model){0};
	must(wasl_index_new(&m.index, NULL));
	must(wasl_search_new(&m.search, m.index, WASL_EFFORT_USUAL, NULL));
	play(&m, wasl_bytes_of(data, size));
	wasl_search_free(m.search);
	wasl_index_free(m.index);
	return 0;
}
