/*
 * The shipped kinds, walked whole: every (state, act, side) leads where the
 * files in walk/ say, or is refused. They are kept apart on purpose: a change
 * of a kind file must be meant twice. `wasl kind check --table FILE` prints
 * one.
 */
#include "kinds.h"

#include "kind/walk.h"

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

static void test_kind_walk__every_kind_goes_as_its_table_says(void **state)
{
	static char said[WASL_WALK_MAX + 1];
	static uint8_t space[WASL_WALK_MAX];

	(void)state;
	for (size_t i = 0; i < library.n_kinds; i++) {
		const struct wasl_kind *kind = library.kinds[i];
		struct wasl_buf buf = WASL_BUF(space);
		char path[512];
		size_t n;
		FILE *f;

		snprintf(path, sizeof(path), "%s/tests/kind/walk/%s.txt",
			 WASL_SOURCE_DIR, kind->name);
		f = fopen(path, "rb");
		if (f == NULL)
			fail_msg("there is no %s", path);
		n = fread(said, 1, WASL_WALK_MAX, f);
		fclose(f);
		said[n] = '\0';
		wasl_kind_walk(&buf, kind);
		assert_false(buf.over);
		if (buf.n != n || memcmp(said, space, n) != 0)
			fail_msg("%s says otherwise than:\n%.*s", path,
				 (int)buf.n, (char *)space);
	}
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
		{"sheet", "month figures cut version"},
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
		cmocka_unit_test(
			test_kind_walk__every_kind_goes_as_its_table_says),
		cmocka_unit_test(
			test_kind_walk__the_line_has_the_acts_of_spec_7),
		cmocka_unit_test(test_kind_walk__a_fact_is_never_void),
		cmocka_unit_test(test_kind_walk__what_passes_a_suspended_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
