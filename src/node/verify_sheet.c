#include "node/verify.h"

#include "base/alloc.h"
#include "node/lineact.h"
#include "node/sheet.h"

#include <stdio.h>

/* A month whose last sheet of this log is wrong. */
struct wrong {
	char month[8];
	char fact[NODE_FACT_MAX + 32];
};

struct sheets {
	struct verify_log *log;
	struct wrong *wrong;
	size_t n;
	size_t cap;
};

/* A later sheet of a month takes the place of the one before. */
static wasl_status settle(struct sheets *s, wasl_text month, uint64_t index,
			  const struct node_sheet_difference *d,
			  struct wasl_err *err)
{
	struct wrong *w;
	size_t i = 0;

	while (i < s->n && !wasl_text_is(month, s->wrong[i].month))
		i++;
	if (i < s->n)
		s->wrong[i] = s->wrong[--s->n];
	if (d->n == 0)
		return WASL_OK;
	if (!wasl_grow(&s->wrong, &s->cap, s->n + 1, sizeof(*s->wrong)))
		return wasl_fail(err, WASL_NO_MEMORY, "sheets");
	w = &s->wrong[s->n++];
	snprintf(w->month, sizeof(w->month), "%.*s", (int)month.n, month.p);
	snprintf(w->fact, sizeof(w->fact), "entry %llu: %s",
		 (unsigned long long)index, d->text);
	return WASL_OK;
}

static wasl_status check_sheet(struct sheets *s, struct store_reader *r,
			       struct wasl_rows *row, struct wasl_err *err)
{
	struct verify_line *line = s->log->line;
	struct wasl_node *node = line->run->node;
	const struct node_dossier dossier = {
		.id = line->peer->line_dossier.id,
		.key = line->peer->line_dossier.key,
	};
	wasl_autoarena arena = wasl_arena_init(NODE_SHEET_ARENA_MAX);
	struct node_sheet_difference d;
	struct wasl_buf plain;
	struct wasl_act act;
	wasl_text month = {NULL, 0};
	wasl_status status = WASL_OK;

	/* That it opens and parses was looked at with the line dossier. */
	if (node_open_row(&dossier, &plain, row) &&
	    wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain), NULL) ==
		    WASL_OK)
		status = node_sheet_judge(node, r, &arena, line->peer,
					  act.fields, &month, &d, err);
	if (status == WASL_OK && month.n > 0)
		status = settle(s, month, wasl_rows_u64(row, "idx"), &d, err);
	wasl_free(plain.p);
	return status;
}

static wasl_status check_all(struct sheets *s, struct wasl_err *err)
{
	struct verify_line *line = s->log->line;
	/* What is walked, and what figures are made of: one statement is open
	 * once in a reader. */
	wasl_autoreader struct store_reader r = {0};
	wasl_autoreader struct store_reader figures = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_read(&r, line->run->node->store, err));
	WASL_TRY(wasl_store_read(&figures, line->run->node->store, err));
	WASL_TRY(
		wasl_store_query(&rows, &r, WASL_SQL_ENTRY_OF_DOSSIER, err,
				 WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
					 &line->peer->line_dossier.id)))));
	while (wasl_rows_next(&rows)) {
		if (wasl_rows_int(&rows, "log_id") != s->log->id ||
		    wasl_rows_int(&rows, "act") != WASL_LINE_ACT_SHEET ||
		    wasl_rows_int(&rows, "reject") != 0)
			continue;
		WASL_TRY(verify_pause(line->run, err));
		WASL_TRY(check_sheet(s, &figures, &rows, err));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status verify_sheets(struct verify_log *log, struct wasl_err *err)
{
	struct sheets s = {.log = log};
	wasl_status status = check_all(&s, err);

	for (size_t i = 0; status == WASL_OK && i < s.n; i++) {
		struct wasl_err why;

		(void)wasl_fail(&why, WASL_CORRUPT, "the sheet of %s, %s",
				s.wrong[i].month, s.wrong[i].fact);
		verify_blame(log->line, log, &why);
	}
	wasl_free(s.wrong);
	return status;
}
