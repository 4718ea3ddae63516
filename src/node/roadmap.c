#include "node/roadmap.h"

#include "calendar/civil.h"
#include "desk/right.h"
#include "node/sheet.h"
#include "node/told.h"

#include <stdio.h>

#define KIND	 "commitment"
#define PAGE	 200
#define REF_MAX	 256
#define IN_FORCE "in_force"

/** One roadmap in the making. */
struct roadmap {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	wasl_text sector;
	json_t *list;
	json_int_t hidden;
	int64_t now;
	/* Figures of the partner that was met last. */
	struct node_peer *peer;
	struct wasl_stats stats;
};

/* --- shared with the pack ------------------------------------------------ */

const struct wasl_node_act_view *
node_view_last(const struct wasl_node_view *view, const char *name)
{
	for (size_t i = view->n_acts; i-- > 0;)
		if (strcmp(view->acts[i].name, name) == 0 &&
		    view->acts[i].effect == WASL_NODE_TOOK)
			return &view->acts[i];
	return NULL;
}

const struct wasl_node_act_view *
node_view_proposal(const struct wasl_node_view *view, const json_t *agree)
{
	bool opener = wasl_json_is(json_object_get(agree, "by"), "opener");
	json_int_t entry = json_integer_value(json_object_get(agree, "entry"));
	json_int_t epoch = json_integer_value(json_object_get(agree, "epoch"));

	for (size_t i = 0; json_is_object(agree) && i < view->n_acts; i++) {
		const struct wasl_node_act_view *a = &view->acts[i];

		if (a->own == (opener == view->row.own) && a->fields != NULL &&
		    (json_int_t)a->index == entry &&
		    (json_int_t)a->epoch == epoch)
			return a;
	}
	return NULL;
}

wasl_status node_rows_each(struct wasl_node *node, struct wasl_arena *arena,
			   const struct wasl_node_filter *filter,
			   const struct wasl_user *actor,
			   wasl_status (*each)(void *ctx,
					       const struct wasl_node_row *row,
					       struct wasl_err *err),
			   void *ctx, struct wasl_err *err)
{
	struct wasl_node_filter f = *filter;
	struct wasl_node_row *rows;
	size_t n = PAGE;

	f.limit = PAGE;
	while (n == PAGE) {
		WASL_TRY(wasl_node_list(node, arena, &rows, &n, NULL, &f, actor,
					err));
		for (size_t i = 0; i < n; i++)
			WASL_TRY(each(ctx, &rows[i], err));
		if (n > 0) {
			f.after_at = rows[n - 1].changed_at;
			memcpy(f.after_id, rows[n - 1].id, sizeof(f.after_id));
		}
	}
	return WASL_OK;
}

/* --- milestones ---------------------------------------------------------- */

/* The list in force: of the last act that has one. */
static const json_t *milestone_list(const struct wasl_node_view *view)
{
	const struct wasl_node_act_view *a = node_view_last(view, "milestones");

	if (a == NULL)
		a = node_view_last(view, "open");
	return a == NULL ? NULL : json_object_get(a->fields, "milestones");
}

static const json_t *item_of(const struct wasl_node_view *view,
			     json_int_t number)
{
	const json_t *items = json_object_get(
		json_object_get(json_object_get(view->stands, "items"),
				"milestones"),
		"list");
	const json_t *item;
	size_t i;

	json_array_foreach(items, i, item)
	{
		if (json_integer_value(json_object_get(item, "key")) == number)
			return item;
	}
	return NULL;
}

/* Each with its report; the first that is open and due. */
static json_t *milestones(const struct wasl_node_view *view, int64_t *next)
{
	const json_t *list = milestone_list(view);
	const json_t *m;
	json_t *out = json_array();
	size_t i;

	*next = 0;
	json_array_foreach(list, i, m)
	{
		const json_t *item = item_of(
			view, json_integer_value(json_object_get(m, "number")));
		const char *code =
			json_string_value(json_object_get(item, "code"));
		const char *due = json_string_value(json_object_get(m, "due"));
		json_t *one = json_copy((json_t *)(uintptr_t)m);
		int64_t at;

		json_object_set_new(one, "status",
				    json_string(code == NULL ? "" : code));
		json_array_append_new(out, one);
		if ((code == NULL || *code == '\0') && due != NULL &&
		    wasl_instant_parse(&at, wasl_text_of(due)) &&
		    (*next == 0 || at < *next))
			*next = at;
	}
	return out;
}

/* --- indicator ----------------------------------------------------------- */

/* The last value that a side signed. */
static const json_t *value_of(const struct wasl_node_view *view, bool own,
			      size_t *at)
{
	for (size_t i = view->n_acts; i-- > 0;) {
		const struct wasl_node_act_view *a = &view->acts[i];

		if (a->own != own || a->effect != WASL_NODE_TOOK ||
		    strcmp(a->name, "value") != 0)
			continue;
		*at = i + 1;
		return a->fields;
	}
	*at = 0;
	return NULL;
}

/* What both sides' numbers are about: the later value's period. */
static json_t *signed_values(const struct wasl_node_view *view,
			     const char **period)
{
	size_t at[2];
	const json_t *v[2] = {value_of(view, false, &at[0]),
			      value_of(view, true, &at[1])};
	const json_t *value[2] = {NULL, NULL};
	const json_t *last = at[1] > at[0] ? v[1] : v[0];
	json_t *out;

	*period = json_string_value(json_object_get(last, "period"));
	for (int i = 0; i < 2; i++)
		if (json_equal(json_object_get(v[i], "period"),
			       json_object_get(last, "period")))
			value[i] = json_object_get(v[i], "value");
	out = json_pack("{s:O?, s:O?}", "own_value", value[1], "partner_value",
			value[0]);
	json_object_set_new(
		out, "difference",
		value[0] == NULL || value[1] == NULL
			? json_null()
			: json_integer(json_integer_value(value[1]) -
				       json_integer_value(value[0])));
	return out;
}

/* All that was ever measured with a partner; figures then ask for a time. */
static wasl_status measure(struct roadmap *map, const char *name,
			   struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_known cut;
	struct node_peer *peer;

	WASL_TRY(node_peer_asked(map->node, wasl_text_of(name), &peer, err));
	if (peer == map->peer)
		return WASL_OK;
	wasl_stats_deinit(&map->stats);
	wasl_stats_init(&map->stats, INT64_MIN, INT64_MAX);
	map->peer = NULL;
	WASL_TRY(wasl_store_read(&r, map->node->store, err));
	WASL_TRY(node_stats_cut(&r, peer, &cut, err));
	WASL_TRY(node_stats_measure(map->node, &r, peer, &cut, &map->stats,
				    err));
	map->peer = peer;
	return WASL_OK;
}

static unsigned owner_sides(const struct roadmap *map,
			    const struct wasl_node_view *view,
			    const char *owner)
{
	bool opener = strcmp(owner, "OPENER") == 0;
	bool first = (opener == view->row.own) == map->peer->own_first;

	if (strcmp(owner, "BOTH") == 0)
		return 1u << WASL_ORIGIN_FIRST | 1u << WASL_ORIGIN_SECOND;
	return 1u << (first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND);
}

/* The figure of the owner, in the sector, in the period (or this month). */
static wasl_status computed(struct roadmap *map,
			    const struct wasl_node_view *view,
			    const json_t *fields, const char *period,
			    json_t **out, struct wasl_err *err)
{
	const json_t *indicator = json_object_get(fields, "indicator");
	const char *code =
		json_string_value(json_object_get(indicator, "figure"));
	const char *owner = json_string_value(json_object_get(fields, "owner"));
	struct wasl_stats_ask ask = {
		.sector = json_string_value(json_object_get(fields, "sector"))};
	char now[WASL_INSTANT_LEN + 1];
	int64_t number;

	*out = json_null();
	if (!wasl_json_is(json_object_get(indicator, "source"), "COMPUTED") ||
	    code == NULL || owner == NULL ||
	    !wasl_figure_find(&ask.figure, wasl_text_of(code)))
		return WASL_OK;
	wasl_instant_write(now, map->now);
	if (!wasl_date_period(&ask.from, &ask.until,
			      period == NULL ? (wasl_text){now, 7}
					     : wasl_text_of(period)))
		return WASL_OK;
	WASL_TRY(measure(map, view->row.peer, err));
	ask.sides = owner_sides(map, view, owner);
	(void)wasl_stats_number(&number, &map->stats, &ask);
	*out = json_integer(number);
	return WASL_OK;
}

/* --- one commitment ------------------------------------------------------ */

static const char *owner_name(const struct roadmap *map,
			      const struct wasl_node_view *view,
			      const char *owner)
{
	bool opener = strcmp(owner, "OPENER") == 0;
	struct node_peer *peer;

	if (strcmp(owner, "BOTH") == 0)
		return "BOTH";
	if (opener == view->row.own)
		return map->node->config->side;
	pthread_rwlock_rdlock(&map->node->lock);
	peer = node_peer_named(map->node, wasl_text_of(view->row.peer));
	pthread_rwlock_unlock(&map->node->lock);
	return peer == NULL ? "" : peer->side;
}

static json_t *agreed_status(const struct wasl_node_view *view)
{
	const json_t *agree = json_object_get(
		json_object_get(view->stands, "agree"), "status");
	const struct wasl_node_act_view *a = node_view_last(view, "status");

	if (a == NULL || !json_is_true(json_object_get(agree, "agreed")))
		return json_null();
	return json_incref(json_object_get(a->fields, "status"));
}

static wasl_status add_commitment(struct roadmap *map,
				  const struct wasl_node_view *view,
				  const json_t *fields, struct wasl_err *err)
{
	const char *owner = json_string_value(json_object_get(fields, "owner"));
	const char *period;
	wasl_autojson *values = signed_values(view, &period);
	json_t *number;
	int64_t next;
	json_t *all;
	json_t *one;

	WASL_TRY(computed(map, view, fields, period, &number, err));
	all = milestones(view, &next);
	one = json_pack(
		"{s:s, s:s, s:s, s:O?, s:O?, s:s, s:O?, s:o, s:o, s:b, s:O?, "
		"s:s?, s:o, s:o, s:O?}",
		"reference", view->row.ref, "peer", view->row.peer, "state",
		view->row.state, "sector", json_object_get(fields, "sector"),
		"objective", json_object_get(fields, "objective"), "owner",
		owner_name(map, view, owner == NULL ? "" : owner),
		"owner_function", json_object_get(fields, "owner_function"),
		"milestones", all, "next_due", node_told_instant(next), "late",
		next != 0 && next < map->now &&
			strcmp(view->row.state, IN_FORCE) == 0,
		"indicator", json_object_get(fields, "indicator"), "period",
		period, "computed", number, "status", agreed_status(view),
		"meeting", json_object_get(fields, "meeting"));
	if (one == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "roadmap");
	json_object_update(one, values);
	json_array_append_new(map->list, one);
	return WASL_OK;
}

static wasl_status each(void *ctx, const struct wasl_node_row *row,
			struct wasl_err *err)
{
	struct roadmap *map = ctx;
	const struct wasl_node_act_view *open;
	struct wasl_node_view view;
	char ref[REF_MAX];
	wasl_status status;

	snprintf(ref, sizeof(ref), "%s:%s", row->peer, row->ref);
	status = wasl_node_show(map->node, map->arena, &view, wasl_text_of(ref),
				map->actor, err);
	if (status == WASL_DENIED) {
		map->hidden++;
		return WASL_OK;
	}
	WASL_TRY(status);
	open = node_view_last(&view, "open");
	if (open != NULL && open->fields != NULL &&
	    (map->sector.n == 0 ||
	     wasl_text_eq(map->sector, wasl_json_text(json_object_get(
					       open->fields, "sector")))))
		status = add_commitment(map, &view, open->fields, err);
	wasl_node_view_deinit(&view);
	return status;
}

wasl_status wasl_node_roadmap(struct wasl_node *node, struct wasl_arena *arena,
			      json_t **out,
			      const struct wasl_node_roadmap_ask *ask,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	wasl_autojson *list = json_array();
	const struct wasl_node_filter filter = {
		.kind = WASL_TEXT(KIND), .state = {"", 0}, .peer = ask->peer};
	struct roadmap map = {
		.node = node,
		.arena = arena,
		.actor = actor,
		.sector = ask->sector,
		.list = list,
		.now = wasl_clock_now(&node->clock),
	};
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_READ, err));
	wasl_stats_init(&map.stats, 0, 0);
	status = node_rows_each(node, arena, &filter, actor, each, &map, err);
	wasl_stats_deinit(&map.stats);
	WASL_TRY(status);
	*out = json_pack("{s:O, s:I}", "commitments", list, "hidden",
			 map.hidden);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "roadmap")
			    : WASL_OK;
}
