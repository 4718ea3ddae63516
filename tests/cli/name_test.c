/* An officer reads the names of things in his language: texts/ and labels. */
#include "check.h"
#include "cli/cli.h"
#include "desk/task.h"
#include "kind/caption.h"
#include "kind/label.h"
#include "kind/role.h"

#include <stdlib.h>

#define HELP "help"
static const char *const languages[] = {"en", "fr", "ar"};
#define LANGUAGES (sizeof(languages) / sizeof(languages[0]))

static int in_english(void **state)
{
	(void)state;
	cli_names_end();
	assert_true(cli_language_set("en"));
	return 0;
}

/* --- the files ------------------------------------------------------------ */

static void add(struct wasl_arena *arena, struct wasl_labels *labels,
		const char *sort, const char *word)
{
	labels->items[labels->n++] =
		wasl_arena_format(arena, "%s-%s", sort, word);
}

static void add_all(struct wasl_arena *arena, struct wasl_labels *labels,
		    const char *sort, const char *const *words)
{
	for (; *words; words++)
		add(arena, labels, sort, *words);
}

static wasl_text load(struct wasl_arena *arena, const char *file,
		      const char *language)
{
	char path[512];
	char *space = wasl_arena_take(arena, WASL_LABEL_FILE_MAX, 1);
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/texts/%s.%s.ftl", WASL_SOURCE_DIR,
		 file, language);
	f = fopen(path, "rb");
	assert_non_null(f);
	n = fread(space, 1, WASL_LABEL_FILE_MAX, f);
	assert_true(n < WASL_LABEL_FILE_MAX);
	fclose(f);
	return (wasl_text){space, n};
}

/* The findings and faults of the English file: findings_test.py and
 * faults_test.py compare them with what the code finds. */
static void add_found(struct wasl_arena *arena, struct wasl_labels *labels,
		      const char *front)
{
	wasl_text text = load(arena, CLI_HOUSE, "en");
	size_t length = strlen(front);

	while (text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end == NULL ? text.n : (size_t)(end - text.p) + 1;

		if (n > length && memcmp(text.p, front, length) == 0)
			labels->items[labels->n++] = wasl_arena_format(
				arena, "%.*s", (int)strcspn(text.p, " "),
				text.p);
		text = (wasl_text){text.p + n, text.n - n};
	}
}

/* What the messages take from a file. */
static void add_said(struct wasl_labels *labels, const char *file)
{
	for (int i = 1; i < CLI_MSG_COUNT; i++)
		if (strcmp(cli_msg_file((enum cli_msg)i), file) == 0)
			labels->items[labels->n++] =
				cli_msg_key((enum cli_msg)i);
}

/* Every text that is said and every word of the house that is shown. */
static struct wasl_labels all_of(struct wasl_arena *arena)
{
	static const char *const statuses[] = {
#define X(name, value, http, text) #name,
#include "base/status.def"
#undef X
		NULL};
	static const char *const figures[] = {
#define X(name, ...) #name,
#include "dossier/figure.def"
#undef X
		NULL};
	/* Of the line, and those that others raise. */
	static const char *const alarms[] = {
#define X(name, value, text) #name,
#include "line/alarm.def"
#undef X
		"FROZEN",     "EPOCH_ASKED",  "EPOCH_DIFFERS",
		"EPOCH_LOST", "DRILL_MISSED", "SHEET_DIFFERS",
		"list-waits", "list-expired", NULL};
	struct wasl_labels out = {
		.items = wasl_arena_take(arena, 2048, sizeof(char *))};

	add_said(&out, CLI_HOUSE);
	for (int i = 0; i < WASL_ROLE_COUNT; i++)
		add(arena, &out, "role", wasl_role_name((enum wasl_role)i));
	for (int i = 0; i < WASL_TASKS; i++)
		add(arena, &out, "task", wasl_task_text((wasl_task_sort)i));
	add_all(arena, &out, "problem", statuses);
	add_all(arena, &out, "alarm", alarms);
	add_all(arena, &out, "figure", figures);
	add_found(arena, &out, "finding-");
	add_found(arena, &out, "fault-");
	add_all(arena, &out, "by",
		(const char *[]){"opener", "partner", "either", NULL});
	add_all(arena, &out, "known",
		(const char *[]){"list", "dossier", "draft", "refused", NULL});
	add_all(arena, &out, "verdict",
		(const char *[]){"no", "maybe", "probable", NULL});
	add_all(arena, &out, "import",
		(const char *[]){"running", "waiting", "in-force", "dropped",
				 NULL});
	add_all(arena, &out, "format", (const char *[]){"detect", NULL});
	add_all(arena, &out, "field",
		(const char *[]){"name", "source", "basis", "retention",
				 "expired", "waits", "generation", "records",
				 "imported_at", "report", "added", "changed",
				 "removed", "refused", NULL});
	add_all(arena, &out, "decision",
		(const char *[]){"same", "not-same", "cannot-tell", "second",
				 "differs", "decided", NULL});
	add_all(arena, &out, "line",
		(const char *[]){"active", "restricted", "suspended", NULL});
	add_all(arena, &out, "phase",
		(const char *[]){"asking", "fetching", "lost", "open", NULL});
	add_all(arena, &out, "second",
		(const char *[]){"no", "first", "later", NULL});
	return out;
}

static struct wasl_labels help_of(struct wasl_arena *arena)
{
	struct wasl_labels out = {
		.items = wasl_arena_take(arena, 1024, sizeof(char *))};

	add_said(&out, HELP);
	return out;
}

static void test_cli_name__no_text_is_missing_or_unused(void **state)
{
	wasl_autoarena arena = wasl_arena_init((size_t)16 << 20);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_labels labels = all_of(&arena), help = help_of(&arena);

	(void)state;
	for (size_t i = 0; i < LANGUAGES; i++) {
		const char *l = languages[i];

		wasl_labels_check(&f, &labels, load(&arena, CLI_HOUSE, l), l);
		wasl_labels_check(&f, &help, load(&arena, HELP, l), l);
	}
	for (size_t i = 0; i < f.n; i++)
		print_message("%s\n", f.items[i].text);
	assert_int_equal(f.errors, 0);
}

/* The variables of a text, each once, as a set by their text. */
static size_t variables(wasl_text text, char out[8][32])
{
	size_t n = 0;

	for (size_t i = 0; i + 2 < text.n; i++) {
		size_t k = 0, len = 0;

		if (text.p[i] != '{')
			continue;
		while (i + len < text.n && text.p[i + len] != '}')
			len++;
		assert_true(n < 8 && len < 31 && text.p[i + 1] == '$');
		snprintf(out[n], 32, "%.*s", (int)len, text.p + i);
		while (strcmp(out[k], out[n]) != 0)
			k++;
		n += k == n;
	}
	return n;
}

static void same_variables(const struct wasl_labels *labels, const char *file)
{
	char english[8][32], other[8][32];

	for (size_t i = 0; i < labels->n; i++) {
		const char *id = labels->items[i];
		size_t n =
			variables(wasl_caption(NULL, "en", file, id), english);

		for (size_t l = 1; l < LANGUAGES; l++) {
			size_t k = variables(
				wasl_caption(NULL, languages[l], file, id),
				other);
			bool same = k == n;

			for (size_t v = 0; same && v < n; v++) {
				size_t at = 0;

				while (at < n &&
				       strcmp(other[at], english[v]) != 0)
					at++;
				same = at < n;
			}
			if (!same)
				fail_msg("%s.%s", id, languages[l]);
		}
	}
}

static void test_cli_name__every_language_uses_the_same_variables(void **state)
{
	wasl_autoarena arena = wasl_arena_init((size_t)1 << 20);
	struct wasl_labels labels = all_of(&arena), help = help_of(&arena);

	(void)state;
	same_variables(&labels, CLI_HOUSE);
	same_variables(&help, HELP);
}

static void test_cli_name__every_text_fits_in_every_language(void **state)
{
	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++) {
		assert_true(cli_language_set(languages[l]));
		for (int i = 1; i < CLI_MSG_COUNT; i++)
			assert_null(
				strstr(cli_msg_text((enum cli_msg)i), "{$"));
	}
}

/* --- which language ------------------------------------------------------- */

static void test_cli_name__the_language_is_that_of_the_system(void **state)
{
	static const struct {
		const char *all, *messages, *lang, *is;
	} cases[] = {
		{NULL, NULL, NULL, "en"},
		{NULL, NULL, "fr_FR.UTF-8", "fr"},
		{NULL, NULL, "ar_MA.UTF-8", "ar"},
		{NULL, NULL, "ar", "ar"},
		{NULL, NULL, "fr@euro", "fr"},
		{NULL, NULL, "C.UTF-8", "en"},
		{NULL, NULL, "arn_CL.UTF-8", "en"},
		{NULL, NULL, "fra", "en"},
		{NULL, "fr_MA", "ar_MA", "fr"},
		{"C", "fr_MA", "ar_MA", "en"},
		{"", "", "ar_MA", "ar"},
		{"ar_MA", "fr_FR", "de_DE", "ar"},
	};
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const values[] = {cases[i].all, cases[i].messages,
					      cases[i].lang};

		for (size_t k = 0; k < 3; k++) {
			unsetenv(names[k]);
			if (values[k] != NULL)
				setenv(names[k], values[k], 1);
		}
		assert_string_equal(cli_language_of_system(), cases[i].is);
	}
	for (size_t k = 0; k < 3; k++)
		unsetenv(names[k]);
}

static void test_cli_name__only_three_languages_are_spoken(void **state)
{
	static const char *const bad[] = {"", "de", "FR", "fr_FR", "arn"};

	(void)state;
	assert_true(cli_language_set("fr"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(cli_language_set(bad[i]));
	assert_string_equal(cli_language(), "fr");
}

/* --- names ---------------------------------------------------------------- */

static void test_cli_name__things_have_their_labels(void **state)
{
	static const struct {
		const char *language, *kind, *sort, *word, *is;
	} cases[] = {
		{"en", "arrest", "act", "ack", "ack"},
		{"fr", "arrest", "kind", "arrest",
		 "Localisation et arrestation"},
		{"fr", "arrest", "act", "ack", "accuser réception"},
		{"fr", "arrest", "state", "custody", "personne retenue"},
		{"fr", "arrest", "code-outcome", "SURRENDERED", "remis"},
		{"fr", "arrest", "clock", "custody", "garde à vue"},
		{"fr", CLI_HOUSE, "role", "duty", "officier de permanence"},
		{"ar", CLI_HOUSE, "role", "duty", "ضابط المداومة"},
		{"fr", "arrest", "act", "no_such", "no_such"},
		{"fr", "no_such", "kind", "no_such", "no_such"},
		{"fr", "arrest", "state", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char name[CLI_NAME_MAX];

		assert_true(cli_language_set(cases[i].language));
		assert_string_equal(cli_name(name, cases[i].kind, cases[i].sort,
					     cases[i].word),
				    cases[i].is);
	}
}

static void test_cli_name__a_reference_names_its_kind(void **state)
{
	static const char *const cases[][2] = {
		{"MA-2026-ARR-000123", "arrest"},
		{"rabat.dgsn:MA-2026-ARR-000123", "arrest"},
		{"LNK-rabat.dgsn", "line"},
		{"MA-2026-ZZZ-000123", ""},
		{"MA-2026", ""},
		{"", ""},
	};

	(void)state;
	assert_true(cli_language_set("fr"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(cli_kind_of(cases[i][0]), cases[i][1]);
}

static void test_cli_name__findings_name_field_and_rule(void **state)
{
	static const struct {
		const char *language, *pointer, *rule, *source, *text;
		const char *field, *sentence, *detail;
	} cases[] = {
		{"fr", "/warrant/date", "missing", "kind", "date is missing",
		 "mandat d’arrêt / date", "champ obligatoire absent", ""},
		{"fr", "/person/nationalities/1", "code", "kind",
		 "1 is no code", "personne / nationalités [2]",
		 "code hors de la liste : ", "1 is no code"},
		{"fr", "/person/documents/0/number", "length", "kind", "long",
		 "personne / documents [1] / numéro",
		 "longueur hors limites : ", "long"},
		{"fr", "/unknown_field", "unknown", "kind", "no field",
		 "unknown_field", "champ inconnu ici", ""},
		{"fr", "/penalty_months", "threshold", "$basis",
		 "the maximum penalty is under the threshold of the legal "
		 "basis",
		 "peine maximale, en mois",
		 "La peine maximale est inférieure au seuil de la base "
		 "légale.",
		 ""},
		{"fr", "/penalty_months", "threshold",
		 "$basis/min_penalty_months", "rule threshold needs …",
		 "peine maximale, en mois",
		 "exige une valeur que le profil conventionnel ne fixe pas : ",
		 "$basis/min_penalty_months"},
		{"fr", "", "stands", "kind", "x", "l’acte",
		 "n’est pas possible maintenant : ", "x"},
		{"fr", "/x", "of_another_version", "kind", "x", "x", "", "x"},
		{"ar", "/urgency", "missing", "kind", "urgency is missing",
		 "درجة الاستعجال", "خانة إلزامية فارغة", ""},
		{"en", "/warrant/date", "missing", "kind", "date is missing",
		 "/warrant/date", "date is missing", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cli_finding out;
		json_t *finding = json_pack(
			"{s:s, s:s, s:s, s:s}", "pointer", cases[i].pointer,
			"rule", cases[i].rule, "source", cases[i].source,
			"text", cases[i].text);

		assert_true(cli_language_set(cases[i].language));
		struct cli_place act = cli_place_of("arrest", "open");
		cli_finding(&out, &act, finding);
		assert_string_equal(out.pointer, cases[i].field);
		assert_string_equal(out.text, cases[i].sentence);
		assert_string_equal(out.detail, cases[i].detail);
		json_decref(finding);
	}
}

/* Of a request that is about no kind. */
static void test_cli_name__findings_of_no_kind_are_told_too(void **state)
{
	static const struct cli_place none = {.kind = NULL};
	struct cli_finding out;
	json_t *finding =
		json_pack("{s:s, s:s, s:s, s:s}", "pointer", "/format", "rule",
			  "request", "source", "api", "text", "un or csv");

	(void)state;
	assert_true(cli_language_set("fr"));
	cli_finding(&out, &none, finding);
	assert_string_equal(out.pointer, "format");
	assert_string_equal(out.detail, "un or csv");
	json_decref(finding);
}

static void test_cli_name__codes_are_called_by_their_list(void **state)
{
	char name[CLI_NAME_MAX];

	(void)state;
	assert_true(cli_language_set("fr"));
	struct cli_place act = cli_place_of("arrest", "refuse");
	struct cli_place ground = cli_place_member(name, &act, "ground");
	assert_string_equal(name, "motif de refus");
	assert_string_equal(cli_place_code(name, &ground, "R12"),
			    "R12 — infraction militaire");
	act = cli_place_of("arrest", "open");
	struct cli_place basis = cli_place_member(name, &act, "basis");
	assert_string_equal(cli_place_code(name, &basis, "extradition-2008"),
			    "extradition-2008");
}

static void test_cli_name__arabic_values_are_isolated_everywhere(void **state)
{
	char *text = NULL;
	size_t n = 0;
	struct cli_term term = cli_term_init(open_memstream(&text, &n));

	(void)state;
	assert_true(cli_language_set("ar"));
	cli_say_with(&term, CLI_PLAIN, CLI_MSG_LIST_MORE, {"next", "2-ab"});
	assert_true(cli_language_set("fr"));
	cli_say_with(&term, CLI_PLAIN, CLI_MSG_LIST_MORE, {"next", "2-ab"});
	fclose(term.f);
	assert_string_equal(text, "البقية: --after \u20682-ab\u2069\n"
				  "suite : --after 2-ab\n");
	free(text);
}

#define T(test) cmocka_unit_test_setup_teardown(test, in_english, in_english)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_cli_name__no_text_is_missing_or_unused),
		T(test_cli_name__every_language_uses_the_same_variables),
		T(test_cli_name__every_text_fits_in_every_language),
		T(test_cli_name__the_language_is_that_of_the_system),
		T(test_cli_name__only_three_languages_are_spoken),
		T(test_cli_name__things_have_their_labels),
		T(test_cli_name__a_reference_names_its_kind),
		T(test_cli_name__findings_name_field_and_rule),
		T(test_cli_name__findings_of_no_kind_are_told_too),
		T(test_cli_name__codes_are_called_by_their_list),
		T(test_cli_name__arabic_values_are_isolated_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
