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

static void add_fields(struct cli_table *table, const char *name,
		       const struct cli_place *at, const json_t *v, int depth);

static void add_members(struct cli_table *table, const char *name,
			const struct cli_place *at, const json_t *v, int depth)
{
	char below[FIELD_NAME_MAX], called[CLI_NAME_MAX];
	const char *key, *between = cli_in_english() ? "." : " / ";
	json_t *member;
	json_object_foreach((json_t *)(uintptr_t)v, key, member)
	{
		struct cli_place in = cli_place_member(called, at, key);
		snprintf(below, sizeof(below), "%s%s%s", name,
			 *name ? between : "", called);
		add_fields(table, below, &in, member, depth);
	}
}

/* Recursion is bounded by WASL_JSON_DEPTH_MAX, the parser's own limit. */
static void add_fields(struct cli_table *table, const char *name,
		       const struct cli_place *at, const json_t *v, int depth)
{
	char below[FIELD_NAME_MAX], text[32], code[CLI_NAME_MAX];
	size_t i;
	const json_t *item;
	wasl_assert(depth < WASL_JSON_DEPTH_MAX);
	if (json_is_object(v)) {
		add_members(table, name, at, v, depth + 1);
	} else if (json_is_array(v)) {
		cli_each(v, i, item)
		{
			struct cli_place in = cli_place_item(at, i);
			snprintf(below, sizeof(below), "%s[%zu]", name, i + 1);
			add_fields(table, below, &in, item, depth + 1);
		}
	} else {
		add_text(table, name,
			 cli_place_code(code, at,
					leaf_text(text, sizeof(text), v)));
	}
}

void cli_print_fields(struct cli_term *term, const struct cli_place *at,
		      const json_t *fields)
{
	const struct cli_place nowhere = {NULL, NULL, NULL, NULL};
	struct cli_table table = cli_table_init(2);
	table.heading = false;
	add_fields(&table, "", at ? at : &nowhere, fields, 0);
	cli_table_print(term, &table, 2);
	cli_table_deinit(&table);
}
