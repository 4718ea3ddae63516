#include "node/cited.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "dossier/numbers.h"
#include "node/apply.h"
#include "node/sheet.h"

#define RULE_FIGURES "figures"

struct cited {
	struct wasl_node *node;
	struct store_reader *r;
	const struct node_peer *peer;
	struct wasl_findings *findings;
};

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text == NULL ? "" : text;
}

static const char *pointer_to(const struct cited *c, size_t i,
			      const char *member)
{
	return wasl_arena_format(c->findings->arena, "/figures/%zu/%s", i,
				 member);
}

/* --- figures ------------------------------------------------------------- */

/* The sheet that both sides signed under this hash; NOT_FOUND. */
static wasl_status find_sheet(const struct cited *c, struct wasl_arena *arena,
			      const char *hash, struct node_sheet *out,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	uint8_t bytes[WASL_HASH_LEN];
	wasl_bytes fields;

	if (wasl_hex_parse(bytes, sizeof(bytes), wasl_text_of(hash)) != WASL_OK)
		return WASL_NOT_FOUND;
	WASL_TRY(wasl_store_one(&row, c->r, WASL_SQL_SHEET_AGREED, err,
				WASL_ARGS(wasl_arg_int(c->peer->id),
					  wasl_arg_bytes(WASL_BYTES(bytes)),
					  wasl_arg_int(WASL_SHEET_EQUAL))));
	fields = wasl_arena_copy(arena, wasl_rows_bytes(&row, "fields"));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(wasl_arena_check(arena, err));
	return node_sheet_read(c->node, arena, fields, out, err);
}

static void compare(const struct cited *c, size_t i, const json_t *figure,
		    wasl_text month, const struct node_figures *figures)
{
	const char *name = text_of(figure, "figure");
	int64_t value = json_integer_value(json_object_get(figure, "value"));
	size_t k = 0;

	if (!wasl_text_is(month, text_of(figure, "month")))
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR,
				  pointer_to(c, i, "month"), RULE_FIGURES,
				  "sheet", "", "the sheet is of %.*s",
				  (int)month.n, month.p);
	while (k < figures->n && strcmp(figures->items[k].name, name) != 0)
		k++;
	if (k == figures->n)
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR,
				  pointer_to(c, i, "figure"), RULE_FIGURES,
				  "sheet", "",
				  "the agreed sheet has no figure of that "
				  "name, or too few cases for it");
	else if (figures->items[k].number != value)
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR,
				  pointer_to(c, i, "value"), RULE_FIGURES,
				  "sheet", "", "the agreed sheet says %lld",
				  (long long)figures->items[k].number);
}

static wasl_status check_figure(const struct cited *c, size_t i,
				const json_t *figure, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_SHEET_ARENA_MAX);
	struct node_sheet sheet;
	wasl_status status =
		find_sheet(c, &arena, text_of(figure, "sheet"), &sheet, err);

	if (status == WASL_NOT_FOUND) {
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR,
				  pointer_to(c, i, "sheet"), RULE_FIGURES,
				  "sheet", "",
				  "no sheet that both sides signed has this "
				  "hash (wasl stats sheets)");
		return WASL_OK;
	}
	WASL_TRY(status);
	compare(c, i, figure, sheet.month, &sheet.figures);
	return WASL_OK;
}

/* --- numbers ------------------------------------------------------------- */

static bool is_cited(const json_t *figures, int64_t number)
{
	size_t i;
	const json_t *figure;

	json_array_foreach(figures, i, figure)
	{
		if (json_integer_value(json_object_get(figure, "value")) ==
		    number)
			return true;
	}
	return false;
}

static bool is_among(const int64_t *numbers, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

static void check_text(const struct cited *c, const char *name,
		       const char *text, const json_t *figures)
{
	int64_t numbers[WASL_NUMBERS_MAX];
	size_t n = wasl_numbers_find(numbers, wasl_text_of(text));

	for (size_t i = 0; i < n; i++)
		if (!is_cited(figures, numbers[i]) &&
		    !is_among(numbers, i, numbers[i]))
			wasl_findings_add(c->findings, WASL_SEVERITY_NOTE,
					  wasl_arena_format(c->findings->arena,
							    "/texts/%s", name),
					  RULE_FIGURES, "sheet", "",
					  "the number %lld is no cited figure",
					  (long long)numbers[i]);
}

wasl_status node_cited_check(struct wasl_node *node, struct store_reader *r,
			     const struct node_peer *peer, const json_t *fields,
			     struct wasl_findings *findings,
			     struct wasl_err *err)
{
	const struct cited c = {node, r, peer, findings};
	const json_t *figures = json_object_get(fields, "figures");
	const json_t *item;
	const char *name;
	size_t i;

	json_array_foreach(figures, i, item)
	{
		WASL_TRY(check_figure(&c, i, item, err));
	}
	json_object_foreach(
		(json_t *)(uintptr_t)json_object_get(fields, "texts"), name,
		item)
	{
		check_text(&c, name, json_string_value(item), figures);
	}
	return WASL_OK;
}

wasl_status node_cited_making(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m, struct wasl_err *err)
{
	wasl_autojson *fields = NULL;

	if (strcmp(m->kind->name, "communique") != 0 ||
	    wasl_shape_find(&m->def->shape, WASL_TEXT("texts")) == NULL)
		return WASL_OK;
	fields = wasl_record_show(&m->record, &m->def->shape);
	if (fields == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	return node_cited_check(node, r, m->peer, fields, m->findings, err);
}
