#include "node/budget.h"

#include <stdio.h>

#define DAY 86400

static int64_t today(const struct wasl_node *node)
{
	return wasl_clock_now(&node->clock) / DAY;
}

struct node_budget node_budget_of(const struct node_peer *peer,
				  const struct wasl_kind *kind,
				  const struct wasl_profile *profile,
				  const struct wasl_record *record)
{
	struct node_budget budget = {.peer = peer,
				     .kind = kind,
				     .profile = profile,
				     .unit = {"", 0}};
	const struct wasl_slot *slot =
		wasl_shape_find(&kind->opening->shape, WASL_TEXT("unit"));
	const struct wasl_value *value =
		slot == NULL ? NULL : wasl_record_get(record, slot->field->n);

	if (value != NULL && value->type == WASL_TYPE_TEXT)
		budget.unit = value->text;
	return budget;
}

int64_t node_budget_most(const struct node_budget *budget)
{
	const json_t *most;
	char path[128];

	if (budget->profile == NULL || budget->unit.n == 0)
		return 0;
	snprintf(path, sizeof(path), "$profile/budgets/%s/per_unit_per_day",
		 budget->kind->name);
	most = wasl_profile_get(budget->profile, (wasl_text){"", 0}, path);
	return json_is_integer(most) ? json_integer_value(most) : 0;
}

wasl_status node_budget_used(struct wasl_node *node, struct store_reader *r,
			     const struct node_budget *budget, int64_t *n,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_status status =
		wasl_store_one(&row, r, WASL_SQL_BUDGET_GET, err,
			       WASL_ARGS(wasl_arg_int(budget->peer->id),
					 wasl_arg_str(budget->kind->name),
					 wasl_arg_text(budget->unit),
					 wasl_arg_int(today(node))));

	*n = 0;
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	*n = wasl_rows_int(&row, "n");
	return wasl_rows_finish(&row, err);
}

wasl_status node_budget_count(struct wasl_node *node, struct store_tx *tx,
			      const struct node_budget *budget, bool own,
			      struct wasl_err *err)
{
	if (node_budget_most(budget) == 0)
		return WASL_OK;
	return wasl_store_exec(
		tx, WASL_SQL_BUDGET_ADD, err,
		WASL_ARGS(wasl_arg_bool(own), wasl_arg_int(budget->peer->id),
			  wasl_arg_str(budget->kind->name),
			  wasl_arg_text(budget->unit),
			  wasl_arg_int(today(node)),
			  wasl_arg_int(node_budget_most(budget))));
}
