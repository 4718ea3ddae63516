/* wasl names rank: the names of a pool that are most like each query. */
#include "cli/lines.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include "base/alloc.h"
#include "base/text.h"
#include "names/index.h"

#include <math.h>

enum { POOL, QUERIES, TOP };
static const struct cli_opt opts[] = {
	[POOL] = {"pool", "FILE", CLI_MSG_OPT_POOL},
	[QUERIES] = {"queries", "FILE", CLI_MSG_OPT_QUERIES},
	[TOP] = {"top", "N", CLI_MSG_OPT_TOP},
	{NULL, NULL, CLI_MSG_NONE},
};

#define TOP_DEFAULT 10

/* The pool: lines as they were written, and the index over them. */
struct pool {
	struct wasl_index *index;
	char **text; /* by identity */
	size_t n, cap;
};

static void pool_deinit(struct pool *pool)
{
	for (size_t i = 0; i < pool->n; i++)
		wasl_free(pool->text[i]);
	wasl_free(pool->text);
	wasl_index_free(pool->index);
}

static wasl_status pool_add(struct pool *pool, const struct wasl_name *name,
			    wasl_text line, struct wasl_err *err)
{
	uint32_t id;

	if (!wasl_grow(&pool->text, &pool->cap, pool->n + 1,
		       sizeof *pool->text))
		return wasl_fail(err, WASL_NO_MEMORY, "pool");
	pool->text[pool->n] = wasl_strndup(line.p, line.n);
	if (pool->text[pool->n] == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "pool");
	pool->n++;
	return wasl_index_add(pool->index, &id, name, err);
}

static enum cli_exit pool_read(struct cli *cli, struct pool *pool,
			       const char *path)
{
	struct cli_lines lines;
	struct wasl_err err;
	wasl_text line;
	wasl_status status = wasl_index_new(&pool->index, &err);
	enum cli_exit code = status == WASL_OK
				     ? cli_lines_open(cli, &lines, path)
				     : cli_fail(cli, &err);

	if (code != CLI_EXIT_OK)
		return code;
	while (status == WASL_OK && cli_lines_next(&lines, &line)) {
		struct wasl_name name;

		if (wasl_name_parse(&name, wasl_text_bytes(line), NULL) ==
		    WASL_OK)
			status = pool_add(pool, &name, line, &err);
		else
			cli_lines_skip(&lines, line);
	}
	cli_lines_close(cli, &lines);
	return status == WASL_OK ? CLI_EXIT_OK : cli_fail(cli, &err);
}

static wasl_status answer(struct cli *cli, const struct pool *pool,
			  struct wasl_search *search, wasl_text query,
			  const struct wasl_name *name, size_t top,
			  struct wasl_err *err)
{
	struct wasl_hit hits[WASL_INDEX_TOP_MAX];
	size_t n;

	WASL_TRY(wasl_search_run(search, hits, &n, top, -INFINITY, name, err));
	for (size_t k = 0; k < n; k++)
		(void)fprintf(cli->out.f, "%.*s\t%zu\t%s\t%.6f\n", (int)query.n,
			      query.p, k + 1, pool->text[hits[k].id],
			      1 / (1 + exp(-(double)hits[k].logit)));
	return WASL_OK;
}

static enum cli_exit answer_all(struct cli *cli, const struct pool *pool,
				const char *path, size_t top)
{
	struct wasl_search *search;
	struct cli_lines lines;
	struct wasl_err err;
	wasl_text line;
	wasl_status status = wasl_search_new(&search, pool->index,
					     WASL_EFFORT_THOROUGH, &err);
	enum cli_exit code = status == WASL_OK
				     ? cli_lines_open(cli, &lines, path)
				     : cli_fail(cli, &err);

	if (code == CLI_EXIT_OK) {
		while (status == WASL_OK && cli_lines_next(&lines, &line)) {
			struct wasl_name name;

			if (wasl_name_parse(&name, wasl_text_bytes(line),
					    NULL) == WASL_OK)
				status = answer(cli, pool, search, line, &name,
						top, &err);
			else
				cli_lines_skip(&lines, line);
		}
		cli_lines_close(cli, &lines);
		if (status != WASL_OK)
			code = cli_fail(cli, &err);
	}
	wasl_search_free(search);
	return code;
}

static bool read_top(size_t *top, const char *text, struct wasl_err *err)
{
	uint64_t n = TOP_DEFAULT;

	if (text != NULL && (!wasl_decimal_parse(&n, wasl_text_of(text)) ||
			     n == 0 || n > WASL_INDEX_TOP_MAX)) {
		(void)wasl_fault_of(err, WASL_USAGE, "", "top-max",
				    WASL_FAULT_N("max", WASL_INDEX_TOP_MAX));
		return false;
	}
	*top = (size_t)n;
	return true;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct pool pool = {0};
	struct wasl_err err;
	size_t top;

	if (args->opt[POOL] == NULL || args->opt[QUERIES] == NULL) {
		(void)wasl_fault_of(
			&err, WASL_USAGE, "", "options-needed",
			WASL_FAULT_T("one", WASL_TEXT("--pool FILE")),
			WASL_FAULT_T("other", WASL_TEXT("--queries FILE")));
		return cli_usage(cli, &cli_verb_names_rank, &err);
	}
	if (!read_top(&top, args->opt[TOP], &err))
		return cli_usage(cli, &cli_verb_names_rank, &err);
	enum cli_exit code = pool_read(cli, &pool, args->opt[POOL]);
	if (code == CLI_EXIT_OK)
		code = answer_all(cli, &pool, args->opt[QUERIES], top);
	pool_deinit(&pool);
	return code;
}

const struct cli_verb cli_verb_names_rank = {
	.name = "names rank",
	.usage = "--pool FILE --queries FILE [--top N]",
	.opts = opts,
	.help = CLI_MSG_HELP_NAMES_RANK,
	.more = CLI_MSG_MORE_NAMES_RANK,
	.run = run,
};
