/* How long cases are kept, and how they go. */
#include "kind/fault.h"
#include "node/case.h"

#include "base/text.h"
#include "desk/access.h"
#include "desk/right.h"
#include "node/state.h"

#include <stdio.h>

#define DAY 86400

/* --- how long ------------------------------------------------------------- */

/* When the profile lets a dossier go; 0: never yet. */
static int64_t dossier_kept(struct wasl_node *node,
			    const struct wasl_casefile_dossier *d)
{
	const struct wasl_profile *profile;
	const json_t *days;
	struct wasl_hash hash;
	char path[96];

	memcpy(hash.b, d->profile, sizeof(hash.b));
	profile =
		d->closed ? wasl_library_profile(&node->library, &hash) : NULL;
	if (profile == NULL)
		return 0;
	snprintf(path, sizeof(path), "$profile/retention_days/%.64s", d->kind);
	days = wasl_profile_get(profile, (wasl_text){"", 0}, path);
	return json_is_integer(days)
		       ? d->changed_at + json_integer_value(days) * DAY
		       : 0;
}

int64_t node_case_kept(struct wasl_node *node, const struct node_case *c)
{
	int64_t last = 0;

	if (c->n == 0)
		return c->file.at +
		       node->config->desk.case_days * INT64_C(1) * DAY;
	for (size_t i = 0; i < c->n; i++) {
		int64_t until = dossier_kept(node, &c->all[i]);

		if (until == 0)
			return 0;
		last = until > last ? until : last;
	}
	return last;
}

/* --- deleting ------------------------------------------------------------- */

struct delete_job {
	struct node_job job;
	wasl_text ref, reason;
	const struct wasl_user *actor;
};

/* May it go, by this officer? */
static wasl_status may_delete(const struct node_case *c,
			      const struct wasl_user *actor,
			      struct wasl_err *err)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->all[i].closed)
			return wasl_fault_of(
				err, WASL_CONFLICT, "", "case-open",
				WASL_FAULT_T("reference",
					     wasl_text_of(c->all[i].ref)));
	if (c->n == 0 && wasl_roles_may(actor->roles, WASL_RIGHT_DRAFT))
		return WASL_OK;
	return wasl_roles_need(actor->roles, WASL_RIGHT_APPROVE, err);
}

static wasl_status delete_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	const struct delete_job *d = (const struct delete_job *)job;
	wasl_autoarena arena = wasl_arena_init((size_t)4 * 1024 * 1024);
	char purpose[WASL_ACCESS_PURPOSE_MAX + 1];
	struct wasl_err *err = &job->err;
	struct wasl_access access = {
		.at = wasl_clock_now(&node->clock),
		.user_id = d->actor->id,
		.what = WASL_ACCESS_DELETE,
		.purpose = purpose,
	};
	struct node_case c;

	WASL_TRY(node_case_get(node, &tx->reader, &arena, &c, d->ref, d->actor,
			       err));
	WASL_TRY(may_delete(&c, d->actor, err));
	snprintf(purpose, sizeof(purpose), "%s: %.*s", c.file.ref,
		 (int)d->reason.n, d->reason.p);
	access.dossier_id = WASL_BYTES(c.file.uid);
	WASL_TRY(wasl_casefile_delete(tx, &c.file, err));
	return wasl_access_add(tx, &access, err);
}

wasl_status wasl_node_case_delete(struct wasl_node *node, wasl_text ref,
				  wasl_text reason,
				  const struct wasl_user *actor,
				  struct wasl_err *err)
{
	struct delete_job job = {.job = {.run = delete_run},
				 .ref = ref,
				 .reason = reason,
				 .actor = actor};

	if (reason.n == 0 || reason.n > WASL_NODE_CASE_REASON_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/reason", "text-range",
			WASL_FAULT_N("max", WASL_NODE_CASE_REASON_MAX));
	return node_writer_call(node->writer, &job.job, err);
}
