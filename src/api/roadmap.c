/* Papers made from dossiers: roadmap, communiqué, pack of a meeting. */
#include "api/call.h"
#include "api/encode.h"
#include "node/papers.h"

wasl_status api_roadmap_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_roadmap_ask ask = {{"", 0}, {"", 0}};
	(void)wasl_http_query(call->req, "peer", &ask.peer);
	(void)wasl_http_query(call->req, "sector", &ask.sector);
	return wasl_node_roadmap(call->node, &call->arena, &call->answer, &ask,
				 &call->actor, err);
}

wasl_status api_communique_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_findings findings = wasl_findings_init(&call->arena);
	WASL_TRY(wasl_node_communique(
		call->node, &call->arena, &call->answer, &findings,
		wasl_http_param(call->req, "ref"), &call->actor, err));
	json_object_set_new(call->answer, "findings", api_findings(&findings));
	return wasl_arena_check(&call->arena, err);
}

wasl_status api_pack_get(struct api_call *call, struct wasl_err *err)
{
	return wasl_node_pack(call->node, &call->arena, &call->answer,
			      wasl_http_param(call->req, "ref"), &call->actor,
			      err);
}
