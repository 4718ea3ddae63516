#include "cli/rows.h"

#include "base/csv.h"
#include "cli/when.h"

#include <time.h>

#define CELL_MAX 512

const char *cli_path(char out[CLI_PATH_MAX], const char *front,
		     const char *operand, const char *back)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, CLI_PATH_MAX - 1, false};
	wasl_buf_put_text(&buf, front);
	if (operand)
		cli_encode(&buf, operand);
	if (back)
		wasl_buf_put_text(&buf, back);
	out[buf.n] = '\0';
	return out;
}

const char *cli_path_query(char path[CLI_PATH_MAX], const struct cli_opt *opts,
			   const struct cli_args *args, size_t n)
{
	struct wasl_buf buf = {(uint8_t *)path, strlen(path), CLI_PATH_MAX - 1,
			       false};
	char sep = strchr(path, '?') ? '&' : '?';
	for (size_t i = 0; i < n; i++) {
		if (!args->opt[i])
			continue;
		wasl_buf_put_u8(&buf, (uint8_t)sep);
		wasl_buf_put_text(&buf, opts[i].name);
		wasl_buf_put_u8(&buf, '=');
		cli_encode(&buf, opts[i].arg ? args->opt[i] : "true");
		sep = '&';
	}
	path[buf.n] = '\0';
	return path;
}

/* The member of a column: of "a,b" the first that says something. */
static const json_t *member(const json_t *row, const char *name)
{
	char one[64];
	const char *comma = strchr(name, ',');
	snprintf(one, sizeof(one), "%.*s",
		 comma ? (int)(comma - name) : (int)strlen(name), name);
	const json_t *v = json_object_get(row, one);
	bool empty = v == NULL || json_is_null(v) ||
		     (json_is_string(v) && json_string_length(v) == 0);
	return empty && comma ? json_object_get(row, comma + 1) : v;
}

static const char *text_of(const json_t *v)
{
	return json_is_string(v) ? json_string_value(v) : "";
}

/* Where somebody is known: "list, dossier". */
static const char *known(char out[static CLI_NAME_MAX], const char *words)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, CLI_NAME_MAX - 1, false};
	char name[CLI_NAME_MAX], word[16];
	while (*words) {
		size_t n = strcspn(words, ",");
		snprintf(word, sizeof(word), "%.*s", (int)n, words);
		if (buf.n > 0)
			wasl_buf_put_text(&buf, ", ");
		wasl_buf_put_text(&buf,
				  cli_name(name, CLI_HOUSE, "known", word));
		words += n + strspn(words + n, ", ");
	}
	out[buf.n] = '\0';
	return out;
}

static const char *what(char name[static CLI_NAME_MAX], const json_t *row,
			const char *word)
{
	const char *kind = cli_str(row, "kind"), *sort = cli_str(row, "sort");
	if (strcmp(sort, "known") == 0)
		return known(name, word);
	if (strcmp(sort, "decision") == 0)
		return cli_name(name, CLI_HOUSE, "decision", word);
	const char *done = cli_name(name, kind, "done", word);
	return done == word ? cli_name(name, kind, "clock", word) : done;
}

static const char *cell(char out[CELL_MAX], const json_t *row,
			const struct cli_column *column)
{
	const json_t *v = member(row, column->name);
	char when[CLI_TIME_MAX], due[CLI_DUE_MAX], name[CLI_NAME_MAX];
	switch (column->format) {
	case CLI_AS_TIME:
		snprintf(out, CELL_MAX, "%s", cli_time(when, text_of(v)));
		break;
	case CLI_AS_DISTANCE:
		snprintf(out, CELL_MAX, "%s",
			 cli_distance(when, text_of(v), (int64_t)time(NULL)));
		break;
	case CLI_AS_DUE:
		snprintf(out, CELL_MAX, "%s", cli_due(due, row));
		break;
	case CLI_AS_NUMBER:
		if (json_is_null(v))
			snprintf(out, CELL_MAX, "-");
		else
			snprintf(out, CELL_MAX, "%lld",
				 (long long)json_integer_value(v));
		break;
	case CLI_AS_WORDS:
		cli_join(out, CELL_MAX, v);
		break;
	case CLI_AS_YES:
		snprintf(out, CELL_MAX, "%s",
			 cli_msg_text(json_is_true(v) ? CLI_MSG_YES
						      : CLI_MSG_NO));
		break;
	case CLI_AS_ROLES:
		cli_names_join(out, CELL_MAX, CLI_HOUSE, "role", v);
		break;
	case CLI_AS_SORT:
		snprintf(out, CELL_MAX, "%s",
			 cli_name(name, CLI_HOUSE, "task", text_of(v)));
		break;
	case CLI_AS_WHAT:
		snprintf(out, CELL_MAX, "%s", what(name, row, text_of(v)));
		break;
	case CLI_AS_KNOWN:
		snprintf(out, CELL_MAX, "%s",
			 *text_of(v) ? known(name, text_of(v)) : "-");
		break;
	case CLI_AS_KIND:
		snprintf(out, CELL_MAX, "%s",
			 cli_name(name, text_of(v), "kind", text_of(v)));
		break;
	case CLI_AS_STATE:
		snprintf(out, CELL_MAX, "%s",
			 cli_name(name, cli_str(row, "kind"), "state",
				  text_of(v)));
		break;
	case CLI_AS_TEXT:
		snprintf(out, CELL_MAX, "%s", *text_of(v) ? text_of(v) : "-");
		break;
	}
	return out;
}

void cli_say_cases(struct cli_term *term, const json_t *answer)
{
	const json_t *one;
	size_t i;
	cli_each(json_object_get(answer, "cases"), i, one)
		cli_say_with(term, CLI_PLAIN, CLI_MSG_OF_CASE,
			     {"reference", cli_str(one, "reference")},
			     {"title", cli_str(one, "title")});
}

void cli_rows(struct cli *cli, const json_t *array,
	      const struct cli_column *columns, enum cli_msg none)
{
	char cells[CLI_TABLE_COLUMNS_MAX][CELL_MAX];
	const char *row[CLI_TABLE_COLUMNS_MAX];
	const json_t *item;
	size_t n = 0, i;
	if (json_array_size(array) == 0) {
		cli_say(&cli->out, CLI_DIM, none);
		return;
	}
	for (; columns[n].name; n++)
		row[n] = cli_msg_text(columns[n].heading);
	struct cli_table table = cli_table_init(n);
	cli_table_row(&table, row);
	cli_each(array, i, item)
	{
		for (size_t c = 0; c < n; c++)
			row[c] = cell(cells[c], item, &columns[c]);
		cli_table_row(&table, row);
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
}

/* The member as it came: people's forms of times are for people. */
static void csv_field(struct wasl_buf *buf, const json_t *row,
		      const struct cli_column *column)
{
	char text[CELL_MAX];
	const json_t *v = member(row, column->name);
	if (column->format == CLI_AS_WORDS || column->format == CLI_AS_NUMBER ||
	    column->format == CLI_AS_YES)
		wasl_csv_put(buf, wasl_text_of(cell(text, row, column)));
	else
		wasl_csv_put(buf, wasl_text_of(text_of(v)));
}

/* Headings by their JSON names. */
static void csv_head(struct cli *cli, const struct cli_column *columns)
{
	for (size_t c = 0; columns[c].name; c++)
		fprintf(cli->out.f, "%s%.*s", c > 0 ? "," : "",
			(int)strcspn(columns[c].name, ","), columns[c].name);
	fputs("\r\n", cli->out.f);
}

static void csv_rows(struct cli *cli, const json_t *array,
		     const struct cli_column *columns)
{
	uint8_t space[WASL_CSV_ROW_MAX];
	const json_t *item;
	size_t i;
	cli_each(array, i, item)
	{
		struct wasl_buf buf = WASL_BUF(space);
		for (size_t c = 0; columns[c].name; c++) {
			if (c > 0)
				wasl_buf_put_u8(&buf, ',');
			csv_field(&buf, item, &columns[c]);
		}
		fwrite(space, 1, buf.n, cli->out.f);
		fputs("\r\n", cli->out.f);
	}
}

/* To the page behind the one of this answer; false: it was the last. */
static bool turn(char path[CLI_PATH_MAX], const json_t *answer)
{
	const char *next = cli_str(answer, "next");
	const char *after = strstr(path, "after=");
	size_t n = after ? (size_t)(after - path) - 1 : strlen(path);
	struct wasl_buf buf = {(uint8_t *)path, n, CLI_PATH_MAX - 1, false};
	wasl_buf_put_u8(&buf, memchr(path, '?', n) ? '&' : '?');
	wasl_buf_put_text(&buf, "after=");
	cli_encode(&buf, next);
	path[buf.n] = '\0';
	return *next && !buf.over;
}

/* All pages, one in memory. */
static enum cli_exit ask_csv(struct cli *cli, char path[CLI_PATH_MAX],
			     const char *name, const struct cli_column *columns)
{
	for (bool head = true, more = true; more; head = false) {
		wasl_autojson *answer = NULL;
		enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
		if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
			return code;
		if (head)
			csv_head(cli, columns);
		csv_rows(cli, json_object_get(answer, name), columns);
		more = turn(path, answer);
	}
	return CLI_EXIT_OK;
}

enum cli_exit cli_ask_list(struct cli *cli, char path[CLI_PATH_MAX],
			   const char *name, const struct cli_column *columns,
			   enum cli_form form, enum cli_msg none)
{
	if (form == CLI_AS_CSV)
		return ask_csv(cli, path, name, columns);
	return cli_ask_rows(cli, path, name, columns, none);
}

enum cli_exit cli_ask_rows(struct cli *cli, const char *path, const char *name,
			   const struct cli_column *columns, enum cli_msg none)
{
	wasl_autojson *answer = NULL;
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	cli_rows(cli, json_object_get(answer, name), columns, none);
	if (*cli_str(answer, "next"))
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_LIST_MORE,
			     {"next", cli_str(answer, "next")});
	return CLI_EXIT_OK;
}

const struct cli_opt cli_page_opts[] = {
	[CLI_PAGE_LIMIT] = {"limit", "N", CLI_MSG_OPT_LIMIT},
	[CLI_PAGE_AFTER] = {"after", "CURSOR", CLI_MSG_OPT_AFTER},
	{NULL, NULL, CLI_MSG_NONE},
};

enum cli_exit cli_ask_page(struct cli *cli, const struct cli_args *args,
			   const char *path, const char *name,
			   const struct cli_column *columns, enum cli_msg none)
{
	char whole[CLI_PATH_MAX];
	cli_path(whole, path, NULL, NULL);
	cli_path_query(whole, cli_page_opts, args, CLI_PAGE_OPTS);
	return cli_ask_rows(cli, whole, name, columns, none);
}
