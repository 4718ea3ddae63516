/* All that a JSON value says, in a table. */
#include "cli/client.h"

/* How long a name of a nested field may get before it is cut. */
#define FIELD_NAME_MAX 512

/* What is not text, in the words of a person; borrowed or in `space`. */
static const char *leaf_text(char *space, size_t max, const json_t *v)
{
	if (json_is_string(v))
		return json_string_value(v);
	if (json_is_true(v))
		return cli_msg_text(CLI_MSG_YES);
	if (json_is_false(v))
		return cli_msg_text(CLI_MSG_NO);
	if (!json_is_integer(v))
		return "-";
	snprintf(space, max, "%lld", (long long)json_integer_value(v));
	return space;
}

/* A text of several lines stands below its name, line under line. */
static void add_text(struct cli_table *table, const char *name,
		     const char *text)
{
	char line[512];
	while (strchr(text, '\n')) {
		size_t n = strcspn(text, "\n");
		snprintf(line, sizeof(line), "%.*s", (int)n, text);
		cli_table_row(table, (const char *[]){name, line});
		name = "";
		text += n + 1;
	}
	if (*text || *name)
		cli_table_row(table, (const char *[]){name, text});
}

/* As long as a pointer in `words` may be, and a NUL. */
#define POINTER_MAX 121

struct telling {
	struct cli_table *table;
	const json_t *words; /* what an act says more of its free text */
};

/* What it says of the text at this pointer: its own language, and its
 * translation. */
static void add_words(const struct telling *t, const char *name,
		      const char *pointer)
{
	char below[FIELD_NAME_MAX];
	size_t i;
	const json_t *entry;
	cli_each(t->words, i, entry)
	{
		const char *own = cli_str(entry, "language");
		const char *courtesy = cli_str(entry, "courtesy_text");
		if (strcmp(cli_str(entry, "at"), pointer) != 0)
			continue;
		snprintf(below, sizeof(below), "%s: %s", name,
			 cli_msg_text(CLI_MSG_SHOW_LANGUAGE));
		if (*own)
			add_text(t->table, below, own);
		snprintf(below, sizeof(below), "%s: %s (%s)", name,
			 cli_msg_text(CLI_MSG_SHOW_COURTESY),
			 cli_str(entry, "courtesy_language"));
		if (*courtesy)
			add_text(t->table, below, courtesy);
	}
}

static void add_fields(const struct telling *t, const char *name,
		       const char *pointer, const struct cli_place *at,
		       const json_t *v, int depth);

static void add_members(const struct telling *t, const char *name,
			const char *pointer, const struct cli_place *at,
			const json_t *v, int depth)
{
	char below[FIELD_NAME_MAX], called[CLI_NAME_MAX], deeper[POINTER_MAX];
	const char *key, *between = cli_in_english() ? "." : " / ";
	json_t *member;
	json_object_foreach((json_t *)(uintptr_t)v, key, member)
	{
		struct cli_place in = cli_place_member(called, at, key);
		if (member == t->words)
			continue;
		snprintf(below, sizeof(below), "%s%s%s", name,
			 *name ? between : "", called);
		snprintf(deeper, sizeof(deeper), "%s/%s", pointer, key);
		add_fields(t, below, deeper, &in, member, depth);
	}
}

/* Recursion is bounded by WASL_JSON_DEPTH_MAX, the parser's own limit. */
static void add_fields(const struct telling *t, const char *name,
		       const char *pointer, const struct cli_place *at,
		       const json_t *v, int depth)
{
	char below[FIELD_NAME_MAX], text[32], code[CLI_NAME_MAX];
	char deeper[POINTER_MAX];
	size_t i;
	const json_t *item;
	wasl_assert(depth < WASL_JSON_DEPTH_MAX);
	if (json_is_object(v)) {
		add_members(t, name, pointer, at, v, depth + 1);
	} else if (json_is_array(v)) {
		cli_each(v, i, item)
		{
			struct cli_place in = cli_place_item(at, i);
			snprintf(below, sizeof(below), "%s[%zu]", name, i + 1);
			snprintf(deeper, sizeof(deeper), "%s/%zu", pointer, i);
			add_fields(t, below, deeper, &in, item, depth + 1);
		}
	} else {
		add_text(t->table, name,
			 cli_place_code(code, at,
					leaf_text(text, sizeof(text), v)));
		add_words(t, name, pointer);
	}
}

/* The list `words` of an act (spec §12 Free text); NULL of anything else. */
static const json_t *words_of(const json_t *fields)
{
	const json_t *words = json_object_get(fields, "words");
	return *cli_str(json_array_get(words, 0), "at") ? words : NULL;
}

void cli_print_fields(struct cli_term *term, const struct cli_place *at,
		      const json_t *fields)
{
	const struct cli_place nowhere = {NULL, NULL, NULL, NULL};
	struct cli_table table = cli_table_init(2);
	const struct telling t = {&table, words_of(fields)};
	table.heading = false;
	add_fields(&t, "", "", at ? at : &nowhere, fields, 0);
	cli_table_print(term, &table, 2);
	cli_table_deinit(&table);
}
