/* How long dossiers are kept, and whose erasure was asked or held. */
#include "node/retention.h"

#include "api/call.h"
#include "api/encode.h"

static json_t *kept_of(const struct wasl_node_kept *k)
{
	return json_pack("{s:s, s:s, s:o, s:I, s:I, s:I, s:o}", "peer", k->peer,
			 "kind", k->kind, "days",
			 k->days < 0 ? json_null() : json_integer(k->days),
			 "open", (json_int_t)k->open, "closed",
			 (json_int_t)k->closed, "due", (json_int_t)k->due,
			 "first", api_instant(k->first_at));
}

static json_t *erasure_of(const struct wasl_node_erasure *e)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "peer",
			 e->peer, "reference",
			 *e->ref ? json_string(e->ref) : json_null(),
			 "asked_by",
			 e->asked ? json_string(e->by_us ? "own" : "partner")
				  : json_null(),
			 "asked_at", api_instant(e->asked_at), "hold_own",
			 api_instant(e->hold_own), "hold_partner",
			 api_instant(e->hold_partner), "erased_own",
			 e->erased_own, "erased_partner", e->erased_partner);
}

wasl_status api_retention_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_retention found;
	json_t *kept, *erasures;

	WASL_TRY(wasl_node_retention(call->node, &call->arena, &found,
				     &call->actor, err));
	kept = json_array();
	for (size_t i = 0; i < found.n_kept; i++)
		json_array_append_new(kept, kept_of(&found.kept[i]));
	erasures = json_array();
	for (size_t i = 0; i < found.n_erasures; i++)
		json_array_append_new(erasures, erasure_of(&found.erasures[i]));
	call->answer =
		json_pack("{s:o, s:o}", "kept", kept, "erasures", erasures);
	return WASL_OK;
}
