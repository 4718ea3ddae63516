/*
 * spec §8, checked by exhaustion over the real fold: two sides write up to a
 * few acts each, in every interleaving, with every delay of what the other
 * wrote (all values of `seen` that causality allows), with every act that its
 * author may make in the state it sees, with and without rejects.
 *
 *  - both sides end with the same fold
 *  - what is binding never changes
 *  - a late act displaces only the receiver's own acts that its author had not
 *    seen
 *  - folding act by act as they come is folding all of them in order
 *
 * Of which kind, and up to how many acts (the opening apart), comes from the
 * command line: KIND OWN OTHER REJECTS.
 */
#include "bench.h"

#include "snapshot.h"

#include <stdio.h>
#include <stdlib.h>

#define LOG_MAX	   8
#define CLOCKS_MAX 16

struct entry {
	uint32_t number; /* 0: a reject of the other log's entry `target` */
	uint64_t seen;
	size_t target; /* of a reject, or of a confirmation */
};

struct log {
	struct entry entries[LOG_MAX];
	size_t n;
	size_t acts; /* of them, that are no rejects */
};

struct model {
	const struct wasl_kind *kind;
	struct wasl_dossier_id id;
	struct log
		logs[2]; /* by origin; the opener's begins with its opening */
	size_t acts_max[2];
	size_t rejects_left;
	size_t runs; /* pairs of logs checked */
};

static struct model model;

static struct wasl_act act_of(const struct entry *e)
{
	bool opens = e->number == model.kind->opening->n;
	struct wasl_act act = bench_act(e->number, opens ? model.kind : NULL);
	static struct wasl_due due[CLOCKS_MAX];

	/* Each act brings a due time for every clock; only those that its kind
	 * lets it start take one. */
	assert_true(model.kind->n_clocks <= CLOCKS_MAX);
	for (size_t i = 0; i < model.kind->n_clocks; i++)
		due[i] = (struct wasl_due){.clock = model.kind->clocks[i].n,
					   .at = 5000 + (int64_t)e->number};
	act.due = due;
	act.n_due = model.kind->n_clocks;
	act.fields = bench_fields(model.kind, e->number, e->target);
	/* Two persons, so that one may confirm the other. */
	if (model.kind->confirm.act != NULL &&
	    model.kind->confirm.act->n == e->number)
		act.author = WASL_TEXT("duty-2");
	return act;
}

/* A note, a link, a reminder: it changes nothing that both sides fold. */
static bool matters(const struct wasl_act_def *def)
{
	/* What waits for an answer is between two acts alone, whatever else
	 * there is: standing_test. */
	for (size_t i = 0; i < model.kind->n_clocks; i++)
		if (model.kind->clocks[i].answer == NULL &&
		    model.kind->clocks[i].effects[def - model.kind->acts] !=
			    WASL_CLOCK_NONE)
			return true;
	if (def->turns)
		return true;
	for (uint8_t s = 0; s < model.kind->n_states; s++)
		if ((wasl_kind_moves(def, s) & ~(UINT64_C(1) << s)) != 0)
			return true;
	return false;
}

/* One side as it lives through both logs. */
struct side {
	struct wasl_dossier d;
	enum wasl_origin own;
	size_t written;
	size_t held; /* entries of the other log */
	/* What was binding, and must stay. */
	struct wasl_dossier_act bound[2 * LOG_MAX];
	size_t bound_n;
};

/* The largest receipt for which the other log is held up to the size told
 * with it, or what a held act of the other had seen (dossier/bound.h). */
static uint64_t bound_size(const struct side *s)
{
	const struct log *other = &model.logs[1 - s->own];
	uint64_t bound = 0;

	for (uint64_t r = 1; r <= s->written; r++) {
		size_t told = 0;
		bool inside = false; /* of a batch that was judged whole */

		for (size_t k = 0; k < other->n; k++) {
			const struct entry *e = &other->entries[k];

			if (e->seen < r || (e->number == 0 && e->seen == r))
				told = k + 1;
			inside = inside || (e->number == 0 && e->target < r &&
					    r < e->seen);
		}
		if (!inside && told <= s->held)
			bound = r;
	}
	for (size_t k = 0; k < s->held; k++)
		if (other->entries[k].number != 0 &&
		    other->entries[k].seen > bound)
			bound = other->entries[k].seen;
	return bound < s->written ? bound : s->written;
}

static bool same_result(const struct wasl_dossier_act *a,
			const struct wasl_dossier_act *b)
{
	return memcmp(&a->place, &b->place, sizeof(a->place)) == 0 &&
	       a->effect == b->effect && a->before == b->before &&
	       a->after == b->after;
}

/* Is a reject still to come of what is held? It belongs to the same
 * transaction, so nobody sees the moment between. */
static bool between(const struct side *s)
{
	const struct log *log = &model.logs[s->own];

	for (size_t k = s->written; k < log->n; k++)
		if (log->entries[k].number == 0 &&
		    log->entries[k].target < s->held)
			return true;
	return false;
}

static void check_bound(struct side *s)
{
	const struct wasl_bound_facts facts = {
		.own = s->own, .epoch = 1, .bound = bound_size(s)};
	size_t prefix = wasl_bound_prefix(&s->d, &facts);

	if (between(s))
		return;
	assert_true(prefix >= s->bound_n);
	for (size_t i = 0; i < s->bound_n; i++)
		assert_true(same_result(&s->bound[i], &s->d.acts[i]));
	for (size_t i = s->bound_n; i < prefix; i++)
		s->bound[i] = s->d.acts[i];
	s->bound_n = prefix;
}

static void fold(struct side *s, enum wasl_origin origin, size_t index)
{
	const struct entry *e = &model.logs[origin].entries[index];

	if (e->number != 0)
		bench_add(&s->d, origin, index, e->seen, act_of(e));
	else
		check_ok(wasl_dossier_out(&s->d, 1 - origin, 1, e->target,
					  NULL));
}

static void check_displaced(const struct side *s, const struct entry *e,
			    size_t index)
{
	for (size_t i = s->d.n; i-- > 0;) {
		const struct wasl_place *at = &s->d.acts[i].place;

		if (at->origin != s->own && at->index == index)
			return;
		assert_int_equal(at->origin, s->own);
		assert_true(at->index >= e->seen);
	}
	fail_msg("the act is not there");
}

static void receive(struct side *s)
{
	const struct entry *e = &model.logs[1 - s->own].entries[s->held];

	fold(s, 1 - s->own, s->held);
	if (e->number != 0)
		check_displaced(s, e, s->held);
	s->held++;
	check_bound(s);
}

static void write_one(struct side *s)
{
	fold(s, s->own, s->written);
	s->written++;
	check_bound(s);
}

/* Live through the logs up to `own` own entries and `held` of the other. */
static void live(struct side *s, enum wasl_origin own, size_t written,
		 size_t held)
{
	memset(s, 0, sizeof(*s));
	s->own = own;
	wasl_dossier_init(&s->d, bench_library(), &model.id);
	while (s->written < written) {
		while (s->held < model.logs[own].entries[s->written].seen)
			receive(s);
		write_one(s);
	}
	while (s->held < held)
		receive(s);
}

static bool rejected(enum wasl_origin origin, size_t index)
{
	const struct log *other = &model.logs[1 - origin];

	for (size_t k = 0; k < other->n; k++)
		if (other->entries[k].number == 0 &&
		    other->entries[k].target == index)
			return true;
	return false;
}

/* All acts, put in order first. */
static void check_whole(const struct side *s)
{
	struct wasl_dossier whole;
	wasl_bytes snapshot;

	wasl_dossier_init(&whole, bench_library(), &model.id);
	for (size_t i = 0; i < s->d.n; i++) {
		const struct wasl_place *at = &s->d.acts[i].place;

		bench_add(&whole, at->origin, at->index, at->seen,
			  act_of(&model.logs[at->origin].entries[at->index]));
		if (rejected(at->origin, at->index))
			check_ok(wasl_dossier_out(&whole, at->origin, 1,
						  at->index, NULL));
	}
	snapshot = bench_snapshot(&whole);
	assert_true(wasl_bytes_eq(snapshot, bench_snapshot(&s->d)));
	wasl_dossier_deinit(&whole);
}

static void check_logs(void)
{
	static struct side sides[2];
	wasl_bytes first;

	for (unsigned own = 0; own < 2; own++)
		live(&sides[own], own, model.logs[own].n,
		     model.logs[1 - own].n);
	first = bench_snapshot(&sides[0].d);
	assert_true(wasl_bytes_eq(first, bench_snapshot(&sides[1].d)));
	check_whole(&sides[0]);
	for (unsigned own = 0; own < 2; own++) {
		/* In the end everything is binding. */
		assert_int_equal(sides[own].bound_n, sides[own].d.n);
		wasl_dossier_deinit(&sides[own].d);
	}
	model.runs++;
}

static void explore(enum wasl_origin last);

static void append(enum wasl_origin own, struct entry e)
{
	struct log *log = &model.logs[own];

	log->entries[log->n++] = e;
	log->acts += e.number != 0;
	explore(own);
	log->acts -= e.number != 0;
	log->n--;
}

/* Every act that the author may make in the state it sees. */
static void append_acts(enum wasl_origin own, uint64_t seen)
{
	static struct side author;
	uint8_t state;
	size_t before = model.logs[own].n == 0 ? 0 : model.logs[own].n - 1;
	enum wasl_side side;
	bool open;

	live(&author, own, model.logs[own].n, seen);
	state = author.d.state;
	side = wasl_dossier_side(&author.d, own);
	open = author.d.kind != NULL;
	wasl_dossier_deinit(&author.d);
	for (size_t i = 0; open && i < model.kind->n_acts; i++) {
		const struct wasl_act_def *def = &model.kind->acts[i];

		if (matters(def) && wasl_kind_can(model.kind, state, def,
						  side) != WASL_STATE_REFUSED)
			append(own, (struct entry){.number = def->n,
						   .seen = seen,
						   .target = before});
	}
}

/* A reject of one of the acts just received; it leads the next own entries. */
static void append_rejects(enum wasl_origin own, uint64_t before, uint64_t seen)
{
	const struct log *other = &model.logs[1 - own];

	if (model.rejects_left == 0)
		return;
	for (uint64_t i = before; i < seen; i++) {
		if (other->entries[i].number == 0)
			continue;
		model.rejects_left--;
		append(own, (struct entry){.seen = seen, .target = i});
		model.rejects_left++;
	}
}

/* Both logs as they are are checked, then every way to go on. One order of two
 * entries that did not see each other is enough: the logs are the same. */
static void explore(enum wasl_origin last)
{
	check_logs();
	for (unsigned own = 0; own < 2; own++) {
		const struct log *log = &model.logs[own];
		const struct log *other = &model.logs[1 - own];
		uint64_t before =
			log->n == 0 ? 0 : log->entries[log->n - 1].seen;
		/* After the other's entry, this one must have seen it, unless
		 * it comes first in the order chosen for such pairs. */
		uint64_t from = own != last && own < last ? other->n : before;

		if (log->n == LOG_MAX)
			continue;
		for (uint64_t seen = from > before ? from : before;
		     seen <= other->n; seen++) {
			append_rejects(own, before, seen);
			if (log->acts < model.acts_max[own])
				append_acts(own, seen);
		}
	}
}

static void run(const char *kind, size_t own, size_t other, size_t rejects,
		unsigned bits)
{
	memset(&model, 0, sizeof(model));
	model.kind = bench_kind(kind, 1);
	assert_non_null(model.kind);
	model.id = bench_id((bits & 1) != 0, (bits & 2) != 0);
	model.rejects_left = rejects;
	{
		enum wasl_origin opener = wasl_order_opener(&model.id);
		const struct entry opening = {.number = model.kind->opening->n};

		model.acts_max[opener] = own + 1;
		model.acts_max[1 - opener] = other;
		append(opener, opening);
	}
	assert_true(model.runs > 0);
	print_message("%s %zu+%zu, %zu rejects, id %u: %zu pairs of logs\n",
		      kind, own, other, rejects, bits, model.runs);
}

static struct {
	const char *kind;
	size_t own;
	size_t other;
	size_t rejects;
} size;

static void
test_dossier_model__both_sides_reach_one_state_and_bound_acts_stay(void **state)
{
	/* Which side opens, and who wins ties: of the four, two are the other
	 * two with the origins changed about. That they are the same is checked
	 * with the kind `tiny`. */
	unsigned step = strcmp(size.kind, "tiny") == 0 ? 1 : 2;

	(void)state;
	for (unsigned bits = 0; bits < 4; bits += step)
		run(size.kind, size.own, size.other, size.rejects, bits);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_model__both_sides_reach_one_state_and_bound_acts_stay),
	};

	if (argc != 5) {
		fprintf(stderr, "usage: model KIND OWN OTHER REJECTS\n");
		return 2;
	}
	size.kind = argv[1];
	size.own = strtoul(argv[2], NULL, 10);
	size.other = strtoul(argv[3], NULL, 10);
	size.rejects = strtoul(argv[4], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
