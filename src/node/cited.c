#include "node/cited.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "dossier/numbers.h"
#include "node/apply.h"
#include "node/sheet.h"

#define AGREE_TEXT "text"
#define EMBARGO	   "embargo"

#define RULE_FIGURES "figures"

#define RULE_EMBARGO "embargo"

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
			      const char *hash, wasl_text *month,
			      struct node_figures *figures,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	uint8_t bytes[WASL_HASH_LEN];
	struct wasl_known cut;
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
	return node_sheet_read(c->node, arena, fields, month, &cut, figures,
			       err);
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
	struct node_figures figures;
	wasl_text month;
	wasl_status status = find_sheet(c, &arena, text_of(figure, "sheet"),
					&month, &figures, err);

	if (status == WASL_NOT_FOUND) {
		wasl_findings_add(c->findings, WASL_SEVERITY_ERROR,
				  pointer_to(c, i, "sheet"), RULE_FIGURES,
				  "sheet", "",
				  "no sheet that both sides signed has this "
				  "hash (wasl stats sheets)");
		return WASL_OK;
	}
	WASL_TRY(status);
	compare(c, i, figure, month, &figures);
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

/* --- the embargo ---------------------------------------------------------- */

/* The act whose text stands; NULL where there is none. */
static const struct wasl_dossier_act *standing_text(const struct node_making *m)
{
	const struct wasl_dossier *fold = &m->dossier->fold;

	for (size_t i = 0; i < m->kind->n_agrees; i++) {
		size_t at = fold->stands.agrees[i].proposal;

		if (strcmp(m->kind->agrees[i].name, AGREE_TEXT) == 0 &&
		    at != WASL_ACT_NONE)
			return &fold->acts[at];
	}
	return NULL;
}

static wasl_status read_embargo(struct node_making *m,
				const struct wasl_dossier_act *a,
				struct wasl_rows *row, int64_t *until,
				struct wasl_err *err)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&a->def->shape, WASL_TEXT(EMBARGO));
	const struct wasl_value *value;
	struct wasl_record record;
	struct wasl_buf plain = {0};
	struct wasl_act act;
	wasl_status status = WASL_OK;

	if (slot != NULL && node_open_row(m->dossier, &plain, row)) {
		status = wasl_act_parse(&act, m->arena, wasl_buf_bytes(&plain),
					err);
		if (status == WASL_OK)
			status = wasl_record_parse(&record, m->arena,
						   &a->def->shape, NULL,
						   act.fields, err);
		value = status == WASL_OK
				? wasl_record_get(&record, slot->field->n)
				: NULL;
		if (value != NULL)
			*until = value->number;
	}
	wasl_free(plain.p);
	return status;
}

/* The embargo that both sides approved, out of the act that proposed it. */
static wasl_status agreed_embargo(struct store_reader *r, struct node_making *m,
				  int64_t *until, struct wasl_err *err)
{
	const struct wasl_dossier_act *a = standing_text(m);
	enum wasl_origin own =
		m->peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	wasl_autorows struct wasl_rows rows = {0};

	*until = 0;
	if (a == NULL)
		return WASL_OK;
	WASL_TRY(
		wasl_store_query(&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
				 WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
					 &m->dossier->id)))));
	while (wasl_rows_next(&rows))
		if (wasl_rows_bool(&rows, "own") == (a->place.origin == own) &&
		    wasl_rows_u64(&rows, "epoch") == a->place.epoch &&
		    wasl_rows_u64(&rows, "idx") == a->place.index)
			WASL_TRY(read_embargo(m, a, &rows, until, err));
	return wasl_rows_finish(&rows, err);
}

/* Whatever `publish` says of it: it is kept until it ends. */
static wasl_status check_embargo(struct store_reader *r, struct node_making *m,
				 int64_t now, struct wasl_err *err)
{
	const struct wasl_slot *slot =
		wasl_shape_find(&m->def->shape, WASL_TEXT(EMBARGO));
	const struct wasl_value *said =
		slot == NULL ? NULL
			     : wasl_record_get(&m->record, slot->field->n);
	char text[WASL_INSTANT_LEN + 1];
	int64_t until;

	if (said == NULL || m->dossier == NULL ||
	    m->dossier->fold.kind != m->kind)
		return WASL_OK;
	WASL_TRY(agreed_embargo(r, m, &until, err));
	wasl_instant_write(text, until);
	if (said->number != until)
		wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "/" EMBARGO,
				  RULE_EMBARGO, "kind", "",
				  "both sides approved the embargo %s", text);
	if (until > now)
		wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "/" EMBARGO,
				  RULE_EMBARGO, "kind", "",
				  "the embargo ends at %s", text);
	return WASL_OK;
}

wasl_status node_cited_making(struct wasl_node *node, struct store_reader *r,
			      struct node_making *m, struct wasl_err *err)
{
	wasl_autojson *fields = NULL;

	if (strcmp(m->kind->name, "communique") != 0)
		return WASL_OK;
	if (wasl_shape_find(&m->def->shape, WASL_TEXT("texts")) == NULL)
		return check_embargo(r, m, wasl_clock_now(&node->clock), err);
	fields = wasl_record_show(&m->record, &m->def->shape);
	if (fields == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	return node_cited_check(node, r, m->peer, fields, m->findings, err);
}
