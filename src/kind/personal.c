#include "kind/personal.h"

#include "kind/build.h"

const struct wasl_goes_with wasl_goes_with[] = {
	{"handling", true, NULL},
	{"handling_text", false, "handling"},
	{"origin", true, NULL},
	{"third_origin_consent", false, "origin"},
	{"transfer_basis", true, NULL},
	{"necessity", true, NULL},
	{"retention", true, NULL},
	{NULL, false, NULL},
};

static bool any_personal(const struct wasl_shape *shape)
{
	for (size_t i = 0; i < shape->n; i++)
		if (wasl_field_personal(shape->slots[i].field))
			return true;
	return false;
}

/* Fields are at most 6 in each other (spec §12), so this ends. */
bool wasl_field_personal(const struct wasl_field *field)
{
	if (field->seal || field->type == WASL_TYPE_BLOB)
		return true;
	if (field->type == WASL_TYPE_LIST)
		return wasl_field_personal(field->places);
	for (size_t i = 0; i < field->n_places; i++)
		if (wasl_field_personal(&field->places[i]))
			return true;
	return field->type == WASL_TYPE_BLOCK &&
	       any_personal(&field->block->shape);
}

static bool needs(const struct wasl_shape *shape,
		  const struct wasl_goes_with *with)
{
	const struct wasl_slot *slot =
		wasl_shape_find(shape, wasl_text_of(with->field));

	return slot != NULL && slot->need;
}

static void check_act(struct wasl_findings *findings,
		      const struct wasl_act_def *act)
{
	const struct wasl_goes_with *with;

	if (!any_personal(&act->shape))
		return;
	for (with = wasl_goes_with; with->field != NULL; with++)
		if (with->need && !needs(&act->shape, with)) {
			wasl_build_fault(findings, "/acts",
					 "\"%s\" holds data of persons and "
					 "does not need \"%s\": give it "
					 "\"@data\"",
					 act->name, with->field);
			return;
		}
}

void wasl_kind_check_personal(struct wasl_findings *findings,
			      const struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		check_act(findings, &kind->acts[i]);
}
