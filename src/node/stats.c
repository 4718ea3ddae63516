#include "node/stats.h"

#include "base/alloc.h"
#include "calendar/civil.h"
#include "desk/right.h"
#include "kind/fault.h"
#include "kind/record.h"
#include "node/lineact.h"
#include "node/sheet.h"
#include "node/view.h"

#define FIELD_STATE 1 /* of the act `state` (spec §7) */

const char *node_side_name(const struct wasl_node *node,
			   const struct node_peer *peer,
			   enum wasl_origin origin)
{
	return (origin == WASL_ORIGIN_FIRST) == peer->own_first
		       ? node->config->side
		       : peer->side;
}

wasl_status node_peer_asked(struct wasl_node *node, wasl_text name,
			    struct node_peer **out, struct wasl_err *err)
{
	pthread_rwlock_rdlock(&node->lock);
	*out = name.n > 0	    ? node_peer_named(node, name)
	       : node->peers_n == 1 ? node->peers[0]
				    : NULL;
	pthread_rwlock_unlock(&node->lock);
	if (*out != NULL)
		return WASL_OK;
	return name.n > 0
		       ? wasl_fault_of(err, WASL_NOT_FOUND, "", "partner-none",
				       WASL_FAULT_T("partner", name))
		       : wasl_fault(err, WASL_NOT_FOUND, "", "partner-name");
}

/* --- measuring ----------------------------------------------------------- */

static wasl_status
measure_dossier(struct wasl_node *node, struct store_reader *r,
		const struct wasl_dossier_id *id, const struct wasl_known *cut,
		struct wasl_stats *stats, struct wasl_err *err)
{
	struct node_dossier *d;
	wasl_status status;

	WASL_TRY(node_dossier_read_cut(node, r, id, cut, &d, err));
	if (d->key == NULL)
		status = wasl_fault_of(
			err, WASL_NOT_READY, "", "key-granted-first",
			WASL_FAULT_T("reference", wasl_text_of(d->ref)));
	else
		status = wasl_stats_add(stats, &d->fold, err);
	node_dossier_free(node, d);
	return status;
}

/* A dossier counts by its acts' own times alone: one that has none within the
 * period is not read. */
static wasl_status
measure_dossiers(struct wasl_node *node, struct store_reader *r,
		 const struct node_peer *peer, const struct wasl_known *cut,
		 struct wasl_stats *stats, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_DOSSIER_ACTED, err,
				  WASL_ARGS(wasl_arg_int(peer->id),
					    wasl_arg_int(stats->from),
					    wasl_arg_int(stats->until))));
	while (wasl_rows_next(&rows)) {
		struct wasl_dossier_id id;
		wasl_status status;

		wasl_rows_copy(&rows, "id", id.b, sizeof(id.b));
		pthread_rwlock_rdlock(&node->lock);
		status = measure_dossier(node, r, &id, cut, stats, err);
		pthread_rwlock_unlock(&node->lock);
		WASL_TRY(status);
	}
	return wasl_rows_finish(&rows, err);
}

/* The flag that an act `state` sets; false if its plaintext is not read. */
static bool read_flag(const struct node_dossier *line, struct wasl_rows *row,
		      int64_t *time, bool *suspended)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	const struct wasl_act_def *def =
		wasl_kind_act(line->kind, WASL_LINE_ACT_STATE);
	const struct wasl_value *state = NULL;
	struct wasl_record record;
	struct wasl_buf plain;
	struct wasl_act act;

	if (node_open_row(line, &plain, row) &&
	    wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain), NULL) ==
		    WASL_OK &&
	    wasl_record_parse(&record, &arena, &def->shape, NULL, act.fields,
			      NULL) == WASL_OK)
		state = wasl_record_get(&record, FIELD_STATE);
	if (state != NULL) {
		*time = act.time;
		*suspended = wasl_text_is(
			state->text, wasl_line_flag_name(WASL_LINE_SUSPENDED));
	}
	wasl_free(plain.p);
	return state != NULL;
}

/* Of each side by its own order; that of both together does not matter. */
static wasl_status measure_line(struct wasl_node *node, struct store_reader *r,
				const struct node_peer *peer,
				const struct wasl_known *cut,
				struct wasl_stats *stats, struct wasl_err *err)
{
	const struct node_dossier line = {
		.id = peer->line_dossier.id,
		.key = peer->line_dossier.key,
		.kind = wasl_library_kind_named(&node->library, "line"),
	};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&line.id)))));
	while (wasl_rows_next(&rows)) {
		enum wasl_origin side =
			wasl_rows_bool(&rows, "own") == peer->own_first
				? WASL_ORIGIN_FIRST
				: WASL_ORIGIN_SECOND;
		uint64_t epoch = wasl_rows_u64(&rows, "epoch");
		int64_t time;
		bool suspended;

		if (wasl_rows_int(&rows, "act") != WASL_LINE_ACT_STATE ||
		    wasl_rows_int(&rows, "reject") != 0 || epoch > cut->epoch ||
		    (epoch == cut->epoch &&
		     wasl_rows_u64(&rows, "idx") >= cut->size[side]) ||
		    !read_flag(&line, &rows, &time, &suspended))
			continue;
		WASL_TRY(wasl_stats_flag(stats, side, suspended, time, err));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status node_stats_measure(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer,
			       const struct wasl_known *cut,
			       struct wasl_stats *stats, struct wasl_err *err)
{
	WASL_TRY(measure_line(node, r, peer, cut, stats, err));
	return measure_dossiers(node, r, peer, cut, stats, err);
}

/* --- asking -------------------------------------------------------------- */

wasl_status node_stats_cut(struct store_reader *r, const struct node_peer *peer,
			   struct wasl_known *out, struct wasl_err *err)
{
	struct view_bounds bounds;
	enum wasl_origin own;

	WASL_TRY(view_bounds_read(&bounds, r, peer, err));
	own = bounds.facts.own;
	out->epoch = bounds.facts.epoch;
	out->size[own] = bounds.facts.bound;
	out->size[1 - own] = bounds.mirror_size;
	return WASL_OK;
}

/* Texts of the cells outlive the statistics. */
static wasl_status keep_cells(struct wasl_arena *arena,
			      struct wasl_node_stats *out,
			      const struct wasl_stats *stats, uint32_t sheet,
			      struct wasl_err *err)
{
	WASL_TRY(wasl_stats_cells(&out->cells, &out->n, arena, stats, sheet,
				  err));
	for (size_t i = 0; i < out->n; i++)
		out->cells[i].value = wasl_arena_text(
			arena, wasl_text_of(out->cells[i].value));
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_stats_get(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_stats *out,
				const struct wasl_node_stats_ask *ask,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	struct wasl_stats stats;
	struct node_peer *peer;
	wasl_status status;

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LIST, err));
	WASL_TRY(node_peer_asked(node, ask->peer, &peer, err));
	*out = (struct wasl_node_stats){.peer = peer->keys.partner};
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_stats_cut(&r, peer, &out->cut, err));
	for (int i = 0; i < 2; i++)
		out->sides[i] = node_side_name(node, peer, (enum wasl_origin)i);
	out->own = peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	wasl_stats_init(&stats, ask->from, ask->until);
	status = node_stats_measure(node, &r, peer, &out->cut, &stats, err);
	if (status == WASL_OK)
		status = keep_cells(arena, out, &stats,
				    ask->shared
					    ? node_figures_version(node, peer)
					    : WASL_CELLS_OWN,
				    err);
	wasl_stats_deinit(&stats);
	return status;
}

/* --- a sheet's figures --------------------------------------------------- */

static void name_figure(char out[NODE_FIGURE_MAX + 1], const char *side,
			const struct wasl_stats_cell *cell)
{
	if (cell->split == WASL_SPLIT_NONE)
		snprintf(out, NODE_FIGURE_MAX + 1, "%s/%s",
			 wasl_figure_name(cell->figure), side);
	else
		snprintf(out, NODE_FIGURE_MAX + 1, "%s/%s/%s=%s",
			 wasl_figure_name(cell->figure), side,
			 wasl_split_name(cell->split), cell->value);
}

static wasl_status list_figures(const struct wasl_node *node,
				struct wasl_arena *arena,
				const struct node_peer *peer,
				const struct wasl_stats *stats,
				struct node_sheet *sheet, struct wasl_err *err)
{
	struct node_figures *out = &sheet->figures;
	struct wasl_stats_cell *cells;

	WASL_TRY(wasl_stats_cells(&cells, &out->n, arena, stats, sheet->version,
				  err));
	if (out->n > WASL_SHEET_FIGURES_MAX)
		return wasl_fault_of(
			err, WASL_TOO_BIG, "", "figures-many",
			WASL_FAULT_N("max", WASL_SHEET_FIGURES_MAX));
	out->items = wasl_arena_take(arena, out->n, sizeof(*out->items));
	WASL_TRY(wasl_arena_check(arena, err));
	for (size_t i = 0; i < out->n; i++) {
		name_figure(out->items[i].name,
			    node_side_name(node, peer, cells[i].side),
			    &cells[i]);
		out->items[i].number = cells[i].number;
	}
	return WASL_OK;
}

wasl_status node_sheet_figures(struct wasl_node *node, struct store_reader *r,
			       struct wasl_arena *arena, struct node_peer *peer,
			       struct node_sheet *sheet, struct wasl_err *err)
{
	struct wasl_stats stats;
	int64_t from, until;
	wasl_status status;

	sheet->figures = (struct node_figures){0};
	if (!wasl_month_parse(&from, &until, sheet->month))
		return wasl_fault(err, WASL_SCHEMA, "/month", "month-like");
	wasl_stats_init(&stats, from, until);
	status = node_stats_measure(node, r, peer, &sheet->cut, &stats, err);
	if (status == WASL_OK)
		status = list_figures(node, arena, peer, &stats, sheet, err);
	wasl_stats_deinit(&stats);
	return status;
}
