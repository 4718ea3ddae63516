/* The pack of a meeting: what the two sides should look at together. */
#include "kind/fault.h"
#include "node/roadmap.h"

#include "node/sheet.h"
#include "node/told.h"

#include <stdio.h>

#define PACK_MAX 100 /* of the kind's field */

/** A pack in the making. */
struct pack {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	json_t *list;
	json_int_t left_out;
	int64_t now;
};

static void add(struct pack *p, const char *type, const char *reference,
		const char *text, const json_t *own, const json_t *partner)
{
	json_t *item;

	if (json_array_size(p->list) == PACK_MAX) {
		p->left_out++;
		return;
	}
	item = json_pack("{s:s, s:s, s:s}", "type", type, "reference",
			 reference, "text", text);
	if (own != NULL)
		json_object_set(item, "own_value", (json_t *)(uintptr_t)own);
	if (partner != NULL)
		json_object_set(item, "partner_value",
				(json_t *)(uintptr_t)partner);
	json_array_append_new(p->list, item);
}

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text == NULL ? "" : text;
}

/* --- commitments --------------------------------------------------------- */

/* The first milestone that is open and over. */
static const json_t *late_milestone(const json_t *commitment)
{
	const json_t *due = json_object_get(commitment, "next_due");
	const json_t *m;
	size_t i;

	json_array_foreach(json_object_get(commitment, "milestones"), i, m)
	{
		if (json_equal(json_object_get(m, "due"), due))
			return m;
	}
	return NULL;
}

static void add_commitment(struct pack *p, const json_t *c)
{
	const json_t *difference = json_object_get(c, "difference");
	const json_t *m = late_milestone(c);
	char text[480];

	if (json_is_true(json_object_get(c, "late"))) {
		snprintf(text, sizeof(text), "%s (%s)", text_of(m, "title"),
			 text_of(c, "next_due"));
		add(p, "LATE_COMMITMENT", text_of(c, "reference"), text, NULL,
		    NULL);
	}
	if (json_integer_value(difference) == 0)
		return;
	snprintf(text, sizeof(text), "%s (%s)",
		 text_of(json_object_get(c, "indicator"), "definition"),
		 text_of(c, "period"));
	add(p, "DISPUTED_FIGURE", text_of(c, "reference"), text,
	    json_object_get(c, "own_value"),
	    json_object_get(c, "partner_value"));
}

static wasl_status add_commitments(struct pack *p, wasl_text peer,
				   struct wasl_err *err)
{
	const struct wasl_node_roadmap_ask ask = {.peer = peer,
						  .sector = {"", 0}};
	wasl_autojson *map = NULL;
	const json_t *c;
	size_t i;

	WASL_TRY(wasl_node_roadmap(p->node, p->arena, &map, &ask, p->actor,
				   err));
	json_array_foreach(json_object_get(map, "commitments"), i, c)
	{
		add_commitment(p, c);
	}
	return WASL_OK;
}

/* --- requests ------------------------------------------------------------ */

static wasl_status add_request(void *ctx, const struct wasl_node_row *row,
			       struct wasl_err *err)
{
	struct pack *p = ctx;
	wasl_autojson *due = node_told_instant(row->due_at);
	/* The reply clock comes after that of the acknowledgement. */
	bool late = (strcmp(row->due, "reply") == 0 ||
		     strcmp(row->due, "ack") == 0) &&
		    row->due_at < p->now;
	char text[160];

	(void)err;
	if (row->closed || (!late && strcmp(row->state, "unanswered") != 0))
		return WASL_OK;
	if (late)
		snprintf(text, sizeof(text), "%s, %s: %s was due at %s",
			 row->kind, row->urgency, row->due,
			 json_string_value(due));
	else
		snprintf(text, sizeof(text), "%s, %s: unanswered", row->kind,
			 row->urgency);
	add(p, "UNANSWERED", row->ref, text, NULL, NULL);
	return WASL_OK;
}

/* --- sheets -------------------------------------------------------------- */

static const struct node_figure *find(const struct node_figures *in,
				      const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->items[i].name, name) == 0)
			return &in->items[i];
	return NULL;
}

static void dispute(struct pack *p, const char *month, const char *name,
		    const struct node_figure *own,
		    const struct node_figure *partner)
{
	wasl_autojson *ours = own == NULL ? NULL : json_integer(own->number);
	wasl_autojson *theirs =
		partner == NULL ? NULL : json_integer(partner->number);

	add(p, "DISPUTED_FIGURE", month, name, ours, theirs);
}

/* Is the figure one of that version? What is not in both cannot differ. */
static bool is_of(const char *name, uint32_t version)
{
	enum wasl_figure figure;
	const wasl_text code = {name, strcspn(name, "/")};

	return !wasl_figure_find(&figure, code) ||
	       wasl_figure_since(figure) <= version;
}

static wasl_status compare(struct pack *p, const struct wasl_node_sheet *own,
			   const struct wasl_node_sheet *partner,
			   struct wasl_err *err)
{
	struct node_sheet ours, theirs;
	uint32_t lower;

	WASL_TRY(node_sheet_read(p->node, p->arena, own->fields, &ours, err));
	WASL_TRY(node_sheet_read(p->node, p->arena, partner->fields, &theirs,
				 err));
	lower = ours.version < theirs.version ? ours.version : theirs.version;
	for (size_t i = 0; i < ours.figures.n; i++) {
		const struct node_figure *f = &ours.figures.items[i];
		const struct node_figure *other =
			find(&theirs.figures, f->name);

		if (is_of(f->name, lower) &&
		    (other == NULL || other->number != f->number))
			dispute(p, own->month, f->name, f, other);
	}
	for (size_t i = 0; i < theirs.figures.n; i++) {
		const struct node_figure *f = &theirs.figures.items[i];

		if (is_of(f->name, lower) &&
		    find(&ours.figures, f->name) == NULL)
			dispute(p, own->month, f->name, NULL, f);
	}
	return WASL_OK;
}

/* The last sheet of a side for a month; they come newest first. */
static const struct wasl_node_sheet *
last_of(const struct wasl_node_sheet *sheets, size_t n, const char *month,
	bool own)
{
	for (size_t i = 0; i < n; i++)
		if (sheets[i].own == own && strcmp(sheets[i].month, month) == 0)
			return &sheets[i];
	return NULL;
}

static wasl_status add_sheets(struct pack *p, wasl_text peer,
			      struct wasl_err *err)
{
	const struct wasl_node_sheet_page page = {.peer = peer,
						  .month = WASL_TEXT(""),
						  .limit =
							  WASL_NODE_SHEETS_MAX};
	struct wasl_node_sheet *sheets;
	size_t n;

	WASL_TRY(wasl_node_sheet_list(p->node, p->arena, &sheets, &n, &page,
				      p->actor, err));
	for (size_t i = 0; i < n; i++) {
		const char *month = sheets[i].month;
		const struct wasl_node_sheet *own =
			last_of(sheets, n, month, true);
		const struct wasl_node_sheet *partner =
			last_of(sheets, n, month, false);

		/* Each month once. */
		if ((i > 0 && strcmp(sheets[i - 1].month, month) == 0) ||
		    own == NULL || partner == NULL || own->agreed)
			continue;
		WASL_TRY(compare(p, own, partner, err));
	}
	return WASL_OK;
}

/* --- all of it ----------------------------------------------------------- */

/* Until the meeting is held, or now. */
static json_t *until_when(const struct pack *p,
			  const struct wasl_node_view *view)
{
	const struct wasl_node_act_view *a = node_view_last(view, "move");
	const json_t *at;

	if (a == NULL)
		a = node_view_last(view, "open");
	at = a == NULL ? NULL : json_object_get(a->fields, "held_at");
	return at == NULL ? node_told_instant(p->now)
			  : json_incref((json_t *)(uintptr_t)at);
}

static wasl_status fill(struct pack *p, const struct wasl_node_view *view,
			json_t **out, struct wasl_err *err)
{
	wasl_text peer = wasl_text_of(view->row.peer);
	const struct wasl_node_filter all = {
		.kind = {"", 0}, .state = {"", 0}, .peer = peer};

	WASL_TRY(add_commitments(p, peer, err));
	WASL_TRY(node_rows_each(p->node, p->arena, &all, p->actor, add_request,
				p, err));
	WASL_TRY(add_sheets(p, peer, err));
	*out = json_pack("{s:O, s:o, s:I}", "pack", p->list, "pack_until",
			 until_when(p, view), "left_out", p->left_out);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "pack") : WASL_OK;
}

wasl_status wasl_node_pack(struct wasl_node *node, struct wasl_arena *arena,
			   json_t **out, wasl_text ref,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autojson *list = json_array();
	struct pack p = {.node = node,
			 .arena = arena,
			 .actor = actor,
			 .list = list,
			 .now = wasl_clock_now(&node->clock)};
	struct wasl_node_view view;
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_node_show(node, arena, &view, ref, actor, err));
	status = strcmp(view.row.kind, "meeting") == 0
			 ? fill(&p, &view, out, err)
			 : wasl_fault_of(
				   err, WASL_NOT_FOUND, "", "no-meeting",
				   WASL_FAULT_T("reference",
						wasl_text_of(view.row.ref)));
	wasl_node_view_deinit(&view);
	return status;
}
