/*
 * The shipped kinds, walked whole: every (state, act, side) leads where these
 * tables say, or is refused. They are written out here on purpose: a change of
 * a kind file must be meant twice.
 */
#include "kinds.h"

struct row {
	const char *state; /* "" before the opening */
	char side;	   /* O opener, P partner */
	const char *acts;  /* "act>state" that leads there, "act" that stays */
};

/* Not in the tables: what a side may do in any state, changing none. */
static const struct {
	const char *act;
	const char *sides;
} anywhere[] = {
	{"service_note", "OP"},
	{"correct", "OP"},
	{"applied", "OP"},
	{"confirm", "P"},
};

static const struct row arrest[] = {
	{"", 'O', "open>sent"},
	{"", 'P', ""},
	{"sent", 'O',
	 "unanswered>unanswered withdraw>withdrawn cease>ceased "
	 "remind"},
	{"sent", 'P', "ack>acknowledged unanswered>unanswered"},
	{"acknowledged", 'O',
	 "unanswered>unanswered withdraw>withdrawn cease>ceased "
	 "remind"},
	{"acknowledged", 'P',
	 "accept>accepted clarify>clarify awaiting_authority "
	 "refuse>refused refuse_part hit>located arrested>custody "
	 "unanswered>unanswered"},
	{"clarify", 'O',
	 "answer_clarification>acknowledged withdraw>withdrawn "
	 "cease>ceased remind"},
	{"clarify", 'P', "refuse>refused hit>located arrested>custody"},
	{"accepted", 'O',
	 "unanswered>unanswered withdraw>withdrawn cease>ceased "
	 "remind"},
	{"accepted", 'P',
	 "clarify>clarify awaiting_authority refuse>refused "
	 "refuse_part hit>located arrested>custody report>answered "
	 "unanswered>unanswered"},
	{"located", 'O',
	 "unanswered>unanswered withdraw>withdrawn cease>ceased "
	 "remind"},
	{"located", 'P',
	 "awaiting_authority refuse>refused refuse_part "
	 "arrested>custody report>answered unanswered>unanswered"},
	{"custody", 'O', "withdraw cease remind"},
	{"custody", 'P',
	 "awaiting_authority refuse_part custody_extended "
	 "documents_received milestone fate>answered"},
	{"answered", 'O', "cease>ceased assess>assessed remind"},
	{"answered", 'P', "arrested>custody"},
	{"assessed", 'O', "cease>ceased close>closed remind"},
	{"assessed", 'P', "arrested>custody"},
	{"refused", 'O', "close>closed remind"},
	{"refused", 'P', "arrested_after>custody"},
	{"unanswered", 'O',
	 "withdraw>withdrawn cease>ceased close>closed remind"},
	{"unanswered", 'P',
	 "ack>acknowledged accept>accepted clarify>clarify "
	 "awaiting_authority refuse>refused refuse_part "
	 "hit>located arrested>custody report>answered"},
	{"withdrawn", 'O', "remind"},
	{"withdrawn", 'P', "removed>removed arrested_after>custody"},
	{"ceased", 'O', "remind"},
	{"ceased", 'P', "removed>removed arrested_after>custody"},
	{"removed", 'O', "close>closed remind"},
	{"removed", 'P', "arrested_after>custody"},
	{"closed", 'O', ""},
	{"closed", 'P', ""},
};

static const struct row information[] = {
	{"", 'O', "open>sent"},
	{"", 'P', ""},
	{"sent", 'O', "unanswered>unanswered withdraw>withdrawn remind"},
	{"sent", 'P', "ack>acknowledged unanswered>unanswered"},
	{"acknowledged", 'O',
	 "unanswered>unanswered withdraw>withdrawn remind"},
	{"acknowledged", 'P',
	 "accept>accepted clarify>clarify awaiting_authority "
	 "refuse>refused unanswered>unanswered"},
	{"clarify", 'O',
	 "answer_clarification>acknowledged withdraw>withdrawn "
	 "remind"},
	{"clarify", 'P', "refuse>refused"},
	{"accepted", 'O', "unanswered>unanswered withdraw>withdrawn remind"},
	{"accepted", 'P',
	 "clarify>clarify awaiting_authority refuse>refused "
	 "partial>partial answer>answered unanswered>unanswered"},
	{"partial", 'O', "unanswered>unanswered withdraw>withdrawn remind"},
	{"partial", 'P',
	 "awaiting_authority partial answer>answered "
	 "unanswered>unanswered"},
	{"answered", 'O', "assess>assessed remind"},
	{"answered", 'P', ""},
	{"assessed", 'O', "close>closed remind"},
	{"assessed", 'P', ""},
	{"refused", 'O', "close>closed remind"},
	{"refused", 'P', ""},
	{"unanswered", 'O', "withdraw>withdrawn close>closed remind"},
	{"unanswered", 'P',
	 "ack>acknowledged accept>accepted clarify>clarify "
	 "awaiting_authority refuse>refused partial>partial "
	 "answer>answered"},
	{"withdrawn", 'O', "close>closed remind"},
	{"withdrawn", 'P', ""},
	{"closed", 'O', ""},
	{"closed", 'P', ""},
};

static struct wasl_library library;

static int setup(void **state)
{
	(void)state;
	open_library(&library);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wasl_library_deinit(&library);
	return 0;
}

static bool is_anywhere(const char *act, char side)
{
	for (size_t i = 0; i < sizeof(anywhere) / sizeof(*anywhere); i++)
		if (strcmp(anywhere[i].act, act) == 0)
			return strchr(anywhere[i].sides, side) != NULL;
	return false;
}

/* Where the row says that the act leads; REFUSED if it is not in the row. */
static uint8_t wanted(const struct wasl_kind *kind, const struct row *row,
		      uint8_t from, const char *act)
{
	const char *p = row->acts;
	size_t n = strlen(act);

	while (*p != '\0') {
		size_t word = strcspn(p, " ");

		if (word >= n && memcmp(p, act, n) == 0) {
			char to[WASL_KIND_NAME_MAX + 1];

			if (word == n)
				return from;
			if (p[n] == '>') {
				snprintf(to, sizeof(to), "%.*s",
					 (int)(word - n - 1), p + n + 1);
				return wasl_kind_state(kind, to);
			}
		}
		p += word + (p[word] == ' ');
	}
	return WASL_STATE_REFUSED;
}

static void walk_row(const struct wasl_kind *kind, const struct row *row)
{
	uint8_t from = *row->state == '\0' ? WASL_STATE_UNOPENED
					   : wasl_kind_state(kind, row->state);
	enum wasl_side side = row->side == 'O' ? WASL_OPENER : WASL_PARTNER;

	assert_int_not_equal(from, WASL_STATE_REFUSED);
	for (size_t i = 0; i < kind->n_acts; i++) {
		const struct wasl_act_def *act = &kind->acts[i];
		uint8_t want = wanted(kind, row, from, act->name);

		if (is_anywhere(act->name, row->side))
			want = from == WASL_STATE_UNOPENED ? WASL_STATE_REFUSED
							   : from;
		if (wasl_kind_can(kind, from, act, side) != want)
			fail_msg("%s: %s by %c in \"%s\"", kind->name,
				 act->name, row->side, row->state);
	}
}

static void walk(const char *name, const struct row *rows, size_t n)
{
	const struct wasl_kind *kind = wasl_library_kind_named(&library, name);

	assert_int_equal(n, 2 * kind->n_states);
	for (size_t i = 0; i < n; i++)
		walk_row(kind, &rows[i]);
}

static void test_kind_walk__arrest_goes_as_its_table_says(void **state)
{
	(void)state;
	walk("arrest", arrest, sizeof(arrest) / sizeof(*arrest));
}

static void test_kind_walk__information_goes_as_its_table_says(void **state)
{
	(void)state;
	walk("information", information,
	     sizeof(information) / sizeof(*information));
}

/* spec §7, the table of the line dossier. */
static void test_kind_walk__the_line_has_the_acts_of_spec_7(void **state)
{
	static const struct {
		const char *act;
		const char *fields;
	} rows[] = {
		{"profile", "file"},
		{"agree", "hash"},
		{"keys", "card"},
		{"duty", "function languages telephone until"},
		{"state", "state reason"},
		{"reject", "origin entries"},
		{"erase", "dossier ground"},
		{"erased", "dossier"},
		{"regrant", "dossiers"},
		{"epoch", "number own_note partner_note"},
		{"sheet", "month figures"},
		{"drill", ""},
		{"offer", "file"},
		{"officer", "pseudonym key until"},
		{"hold", "dossier until"},
	};
	const struct wasl_kind *kind =
		wasl_library_kind_named(&library, "line");
	size_t n = sizeof(rows) / sizeof(*rows);

	(void)state;
	assert_int_equal(kind->n_acts, n);
	assert_null(kind->opening);
	assert_string_equal(wasl_kind_state_name(kind, kind->start), "active");
	for (size_t i = 0; i < n; i++) {
		const struct wasl_act_def *act =
			wasl_kind_act(kind, (uint32_t)i + 1);
		char fields[128] = "";
		size_t at = 0;

		assert_string_equal(act->name, rows[i].act);
		assert_true(act->always);
		assert_int_equal(
			wasl_kind_can(kind, kind->start, act, WASL_OPENER),
			kind->start);
		assert_int_equal(
			wasl_kind_can(kind, kind->start, act, WASL_PARTNER),
			kind->start);
		for (size_t j = 0; j < act->shape.n; j++) {
			const struct wasl_field *f = act->shape.slots[j].field;

			assert_int_equal(f->n, j + 1);
			at += (size_t)snprintf(fields + at, sizeof(fields) - at,
					       "%s%s", j > 0 ? " " : "",
					       f->name);
		}
		assert_string_equal(fields, rows[i].fields);
	}
}

static void test_kind_walk__a_fact_is_never_void(void **state)
{
	size_t facts = 0;

	(void)state;
	for (size_t k = 0; k < library.n_kinds; k++) {
		const struct wasl_kind *kind = library.kinds[k];

		for (size_t i = 0; i < kind->n_acts; i++)
			for (size_t j = 0; j < kind->n_acts; j++) {
				const struct wasl_act_def *late =
					&kind->acts[i];

				if (!late->fact)
					continue;
				facts++;
				assert_true(
					wasl_kind_cross(kind, &kind->acts[j],
							late) < kind->n_states);
			}
	}
	assert_true(facts > 0);
}

/* spec §7: custody, release, withdrawal, cessation, correction pass a
 * suspended line; nothing else does. */
static void test_kind_walk__what_passes_a_suspended_line(void **state)
{
	static const char always[] =
		" hit arrested arrested_after custody_extended "
		"documents_received milestone fate withdraw cease removed "
		"confirm correct applied ";
	const struct wasl_kind *kind =
		wasl_library_kind_named(&library, "arrest");

	(void)state;
	for (size_t i = 0; i < kind->n_acts; i++) {
		char word[WASL_KIND_NAME_MAX + 3];
		const struct wasl_act_def *act = &kind->acts[i];

		snprintf(word, sizeof(word), " %s ", act->name);
		if (act->always != (strstr(always, word) != NULL))
			fail_msg("%s", act->name);
		assert_true(!act->fact || act->always);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_walk__arrest_goes_as_its_table_says),
		cmocka_unit_test(
			test_kind_walk__information_goes_as_its_table_says),
		cmocka_unit_test(
			test_kind_walk__the_line_has_the_acts_of_spec_7),
		cmocka_unit_test(test_kind_walk__a_fact_is_never_void),
		cmocka_unit_test(test_kind_walk__what_passes_a_suspended_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
