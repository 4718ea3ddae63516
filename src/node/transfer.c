#include "node/transfer.h"

#include "base/alloc.h"
#include "kind/personal.h"

/* Names in `common.json`. */
#define BASIS	 "transfer_basis"
#define HANDLING "handling"

/* An act and its record, until its fields are JSON. */
#define ACT_ARENA_MAX (2 * 1024 * 1024)

/* A member that says more of another goes with it. */
static bool copy(json_t *to, json_t *from)
{
	const struct wasl_goes_with *with;

	for (with = wasl_goes_with; with->field != NULL; with++) {
		json_t *v = json_object_get(from, with->field);

		if (v != NULL && json_object_set(to, with->field, v) != 0)
			return false;
	}
	return true;
}

/* --- what was said before ------------------------------------------------- */

/* The fields of an act as this version of the kind reads them; NULL: it does
 * not, or the act says nothing of a transfer. */
static json_t *said(const struct wasl_kind *kind, wasl_bytes plain)
{
	wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
	const struct wasl_act_def *def;
	struct wasl_record record;
	struct wasl_act act;
	json_t *fields;

	if (wasl_act_parse(&act, &arena, plain, NULL) != WASL_OK)
		return NULL;
	def = wasl_kind_act(kind, act.number);
	if (def == NULL ||
	    wasl_shape_find(&def->shape, WASL_TEXT(BASIS)) == NULL ||
	    wasl_record_parse(&record, &arena, &def->shape, NULL, act.fields,
			      NULL) != WASL_OK)
		return NULL;
	fields = wasl_record_show(&record, &def->shape);
	if (json_object_get(fields, BASIS) != NULL)
		return fields;
	json_decref(fields);
	return NULL;
}

/* The first of the rows that says something; NULL if none does. */
static wasl_status find(json_t **out, const struct node_dossier *d,
			struct wasl_rows *rows, struct wasl_err *err)
{
	*out = NULL;
	while (*out == NULL && wasl_rows_next(rows)) {
		struct wasl_buf plain;

		if (node_open_row(d, &plain, rows))
			*out = said(d->fold.kind, wasl_buf_bytes(&plain));
		wasl_free(plain.p);
	}
	return *out != NULL ? WASL_OK : wasl_rows_finish(rows, err);
}

static wasl_status find_own(struct store_reader *r,
			    const struct node_dossier *d, json_t **out,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_OWN_NEWEST, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	return find(out, d, &rows, err);
}

static wasl_status find_opening(struct store_reader *r,
				const struct node_dossier *d, json_t **out,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER_ACT, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)),
			  wasl_arg_u64(d->fold.kind->opening->n))));
	return find(out, d, &rows, err);
}

/* --- what is usual -------------------------------------------------------- */

/* The law under which data leave is the sender's own, and so is their origin.
 */
static bool take_partners(json_t *out, json_t *opening)
{
	static const char *const not_ours[] = {BASIS, "origin",
					       "third_origin_consent", NULL};

	for (size_t i = 0; not_ours[i] != NULL; i++)
		json_object_del(opening, not_ours[i]);
	if (wasl_json_is(json_object_get(opening, HANDLING), "H3")) {
		json_object_del(opening, HANDLING);
		json_object_del(opening, "handling_text");
	}
	return copy(out, opening) &&
	       json_object_set_new(out, "origin", json_string("OWN")) == 0;
}

static bool take_profile(json_t *out, const struct wasl_profile *profile,
			 const char *side)
{
	const json_t *of =
		profile == NULL ? NULL
				: wasl_profile_get(profile, (wasl_text){"", 0},
						   "$profile/transfer");
	json_t *basis = json_object_get(of, side);

	return basis == NULL || json_object_set(out, BASIS, basis) == 0;
}

static wasl_status take_dossier(struct store_reader *r,
				const struct node_dossier *d, json_t *out,
				struct wasl_err *err)
{
	wasl_autojson *own = NULL;
	wasl_autojson *opening = NULL;
	bool good;

	WASL_TRY(find_own(r, d, &own, err));
	if (own == NULL && !d->own)
		WASL_TRY(find_opening(r, d, &opening, err));
	good = own != NULL	 ? copy(out, own)
	       : opening != NULL ? take_partners(out, opening)
				 : true;
	return good ? WASL_OK : wasl_fail(err, WASL_NO_MEMORY, "fields");
}

wasl_status node_transfer_usual(struct wasl_node *node, struct store_reader *r,
				const struct node_making *m, json_t **out,
				struct wasl_err *err)
{
	wasl_autojson *usual = json_object();
	const struct node_dossier *d = m->dossier;

	*out = NULL;
	if (usual == NULL ||
	    !take_profile(usual, m->profile, node->config->side))
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	if (d != NULL && d->fold.kind != NULL && d->fold.kind->opening != NULL)
		WASL_TRY(take_dossier(r, d, usual, err));
	*out = json_incref(usual);
	return WASL_OK;
}

/* --- filling in ----------------------------------------------------------- */

static bool given(const json_t *fields, const char *name)
{
	const json_t *v = json_object_get(fields, name);

	return v != NULL && !json_is_null(v);
}

wasl_status node_transfer_fill(struct wasl_node *node, struct store_reader *r,
			       const struct node_making *m, json_t *fields,
			       struct wasl_err *err)
{
	const struct wasl_shape *shape = &m->def->shape;
	const struct wasl_goes_with *with;
	wasl_autojson *usual = NULL;
	wasl_autojson *before = NULL;

	if (m->profile == NULL || !json_is_object(fields) ||
	    wasl_shape_find(shape, WASL_TEXT(BASIS)) == NULL)
		return WASL_OK;
	WASL_TRY(node_transfer_usual(node, r, m, &usual, err));
	before = json_copy(fields);
	if (before == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	for (with = wasl_goes_with; with->field != NULL; with++) {
		json_t *v = json_object_get(usual, with->field);

		if (v == NULL || given(before, with->field) ||
		    (with->of != NULL && given(before, with->of)) ||
		    wasl_shape_find(shape, wasl_text_of(with->field)) == NULL)
			continue;
		if (json_object_set(fields, with->field, v) != 0)
			return wasl_fail(err, WASL_NO_MEMORY, "fields");
	}
	return WASL_OK;
}
