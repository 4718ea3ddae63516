/* Two sides, persons who change their minds, and a network that delays, doubles
 * and loses: every reachable state. */
#include "check.h"

#include "line/agree.h"

#include <stdlib.h>
#include <string.h>

/* Ends that persons may ask for; 0: none. */
#define ENDS	  2
#define IN_FLIGHT 3

struct message {
	uint8_t to; /* side 0 sorts first */
	uint8_t answer;
	uint8_t opened; /* 200 */
	uint8_t ends;	/* 0: no message; of one who has asked */
};

struct state {
	uint8_t asked[2];
	uint8_t open[2];
	struct message flying[IN_FLIGHT];
};

static struct state *states;
static uint8_t *seen;
static size_t states_n;

/* A state as a number: four of 3, three messages of 2 * 2 * 2 * 3. */
static size_t number_of(const struct state *s)
{
	size_t n = 0;

	for (size_t i = 0; i < 2; i++)
		n = (n * (ENDS + 1) + s->asked[i]) * (ENDS + 1) + s->open[i];
	for (size_t i = 0; i < IN_FLIGHT; i++) {
		const struct message *m = &s->flying[i];

		n = n * 24 + (size_t)m->ends * 8 + m->to * 4u + m->answer * 2u +
		    m->opened;
	}
	return n;
}

#define STATES ((size_t)81 * 24 * 24 * 24)

static void found(const struct state *s)
{
	size_t n = number_of(s);

	if (seen[n / 8] >> n % 8 & 1)
		return;
	seen[n / 8] |= (uint8_t)(1 << n % 8);
	/* What all of it is for. */
	if (s->open[0] != 0 && s->open[1] != 0)
		assert_int_equal(s->open[0], s->open[1]);
	states[states_n++] = *s;
}

static void send(struct state *s, struct message m)
{
	for (size_t i = 0; i < IN_FLIGHT; i++)
		if (s->flying[i].ends == 0) {
			s->flying[i] = m;
			return;
		}
}

/* What a side says: what it has opened, else what its persons ask for. */
static uint8_t says(const struct state *s, uint8_t side)
{
	return s->open[side] != 0 ? s->open[side] : s->asked[side];
}

static void take(struct state *s, const struct message *m)
{
	const struct wasl_agree_facts facts = {
		.first = m->to == 0,
		.answer = m->answer,
		.opened = m->opened,
		.asked_here = s->open[m->to] == 0 && s->asked[m->to] != 0,
		.asked_there = true,
		.same = s->asked[m->to] == m->ends,
	};

	if (wasl_line_agree(&facts) == WASL_AGREE_OPEN)
		s->open[m->to] = m->ends;
	if (!m->answer && says(s, m->to) != 0)
		send(s, (struct message){.to = (uint8_t)(1 - m->to),
					 .answer = 1,
					 .opened = s->open[m->to] == m->ends,
					 .ends = says(s, m->to)});
}

static void after_persons(const struct state *s, uint8_t side)
{
	struct state next = *s;

	for (uint8_t ends = 0; ends <= ENDS && s->open[side] == 0; ends++) {
		next.asked[side] = ends;
		found(&next);
	}
	next = *s;
	if (says(s, side) != 0)
		send(&next, (struct message){.to = (uint8_t)(1 - side),
					     .ends = says(s, side)});
	found(&next);
}

static void after_network(const struct state *s, size_t i)
{
	struct state next = *s;
	struct message m = s->flying[i];

	if (m.ends == 0)
		return;
	next.flying[i] = (struct message){0};
	found(&next); /* lost */
	take(&next, &m);
	found(&next);
	next = *s; /* doubled */
	take(&next, &m);
	found(&next);
}

/* Both sides' persons agree, on what was opened if anything was, and words
 * arrive: both open the same. */
static void comes_together(const struct state *s)
{
	struct state now = *s;
	uint8_t ends = s->open[0] != 0 ? s->open[0] : 1;

	assert_true(s->open[1] == 0 || s->open[0] != 0);
	memset(now.flying, 0, sizeof(now.flying));
	for (uint8_t side = 0; side < 2; side++)
		if (now.open[side] == 0)
			now.asked[side] = ends;
	for (int round = 0; round < 2; round++)
		for (uint8_t side = 0; side < 2; side++) {
			send(&now, (struct message){.to = (uint8_t)(1 - side),
						    .ends = says(&now, side)});
			for (size_t i = 0; i < IN_FLIGHT; i++) {
				struct message m = now.flying[i];

				now.flying[i] = (struct message){0};
				if (m.ends != 0)
					take(&now, &m);
			}
		}
	assert_int_equal(now.open[0], ends);
	assert_int_equal(now.open[1], ends);
}

static void
test_line_agree__no_two_sides_open_differently_and_both_can(void **state)
{
	const struct state start = {0};

	(void)state;
	states = calloc(STATES, sizeof(*states));
	seen = calloc(STATES / 8 + 1, 1);
	assert_true(states != NULL && seen != NULL);
	found(&start);
	for (size_t i = 0; i < states_n; i++) {
		const struct state s = states[i];

		for (uint8_t side = 0; side < 2; side++)
			after_persons(&s, side);
		for (size_t m = 0; m < IN_FLIGHT; m++)
			after_network(&s, m);
		comes_together(&s);
	}
	assert_in_range(states_n, 10000, STATES);
	free(states);
	free(seen);
}

/* The rule that was not taken: both open on hearing the same. */
static void test_line_agree__each_word_by_itself(void **state)
{
	static const struct {
		struct wasl_agree_facts facts;
		enum wasl_agree agree;
	} rows[] = {
		{{.first = true,
		  .asked_here = true,
		  .asked_there = true,
		  .same = true},
		 WASL_AGREE_OPEN},
		{{.asked_here = true, .asked_there = true, .same = true},
		 WASL_AGREE_TELL},
		{{.answer = true,
		  .opened = true,
		  .asked_here = true,
		  .asked_there = true,
		  .same = true},
		 WASL_AGREE_OPEN},
		{{.first = true,
		  .answer = true,
		  .asked_here = true,
		  .asked_there = true,
		  .same = true},
		 WASL_AGREE_WAIT},
		{{.first = true, .asked_there = true, .same = true},
		 WASL_AGREE_WAIT},
		{{.first = true, .asked_here = true, .same = true},
		 WASL_AGREE_WAIT},
		{{.first = true, .asked_here = true, .asked_there = true},
		 WASL_AGREE_WAIT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(wasl_line_agree(&rows[i].facts),
				 rows[i].agree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_line_agree__no_two_sides_open_differently_and_both_can),
		cmocka_unit_test(test_line_agree__each_word_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
