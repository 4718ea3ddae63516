/* The node's health, its partners and its kinds. */
#include "api/call.h"
#include "api/encode.h"
#include "api/screen.h"
#include "api/session.h"
#include "api/site.h"

static json_t *http_of(const struct api_site *site)
{
	return site->origin[0] == '\0'
		       ? json_null()
		       : json_pack("{s:s, s:s}", "origin", site->origin,
				   "listen", site->listen);
}

wasl_status api_status_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_status status;
	struct node_known_status known;
	char fault[WASL_ERR_TEXT_MAX];
	WASL_TRY(wasl_node_status_get(call->node, &call->arena, &status, err));
	WASL_TRY(wasl_node_known(call->node, &known, err));
	call->answer = api_status(&status);
	api_session_fault(api_session_of(call->api), fault);
	json_object_set_new(call->answer, "config_fault", json_string(fault));
	json_object_set_new(call->answer, "persons", api_known(&known));
	json_object_set_new(call->answer, "http",
			    http_of(api_site_of(call->api)));
	return WASL_OK;
}

wasl_status api_peers_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_status status;
	WASL_TRY(wasl_node_status_get(call->node, &call->arena, &status, err));
	json_t *list = json_array();
	for (size_t i = 0; i < status.n_lines; i++)
		json_array_append_new(list, api_peer(&status.lines[i]));
	call->answer = json_pack("{s:o}", "peers", list);
	return WASL_OK;
}

wasl_status api_kinds_get(struct api_call *call, struct wasl_err *err)
{
	const struct wasl_kind **kinds;
	size_t n;
	WASL_TRY(wasl_node_kinds(call->node, &call->arena, &kinds, &n, err));
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, api_kind(kinds[i]));
	call->answer = json_pack("{s:o}", "kinds", list);
	return WASL_OK;
}
