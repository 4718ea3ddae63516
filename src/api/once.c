#include "api/once.h"
#include "kind/fault.h"

#include "node/once.h"

/* What makes something; all else may be sent twice without harm. */
static const api_handler makes[] = {
	api_acts_post,	   api_case_add,       api_case_begin,
	api_case_draft,	   api_case_open,      api_case_remove,
	api_cases_post,	   api_clear_post,     api_dossiers_post,
	api_draft_approve, api_duty_post,      api_imports_post,
	api_list_approve,  api_peers_post,     api_screen_files_post,
	api_sheets_post,   api_subject_answer, api_subjects_post,
	api_user_enable,   api_user_roles,     api_users_post,
	api_verify_post,   api_reliefs_post,   api_form_enter,
	api_wall_post,	   api_decision_post,  api_decisions_post,
};

static bool is_making(api_handler handle)
{
	for (size_t i = 0; i < sizeof(makes) / sizeof(makes[0]); i++)
		if (makes[i] == handle)
			return true;
	return false;
}

static wasl_status check_key(wasl_text key, struct wasl_err *err)
{
	bool good = key.n > 0 && key.n <= API_ONCE_KEY_MAX;

	for (size_t i = 0; good && i < key.n; i++)
		good = key.p[i] > 0x20 && key.p[i] < 0x7f;
	return good ? WASL_OK
		    : wasl_fault_of(err, WASL_SCHEMA, "Idempotency-Key",
				    "key-visible",
				    WASL_FAULT_N("max", API_ONCE_KEY_MAX));
}

static struct wasl_node_once name_it(const struct api_call *call, wasl_text key)
{
	static const uint8_t zero;
	const wasl_bytes between = {&zero, 1};
	const wasl_bytes parts[] = {
		wasl_text_bytes(wasl_text_of(wasl_http_method(call->req))),
		between,
		wasl_text_bytes(wasl_http_path(call->req)),
		between,
		wasl_http_body(call->req),
	};

	return (struct wasl_node_once){
		.officer_id = call->actor.id,
		.key = wasl_sha256(wasl_text_bytes(key)),
		.request =
			wasl_sha256_of(parts, sizeof(parts) / sizeof(parts[0])),
	};
}

wasl_status api_once(struct api_call *call, api_handler handle,
		     struct wasl_err *err)
{
	struct wasl_node_once once;
	wasl_status status, kept;
	wasl_text key;

	if (!is_making(handle) ||
	    !wasl_http_header(call->req, "Idempotency-Key", &key))
		return handle(call, err);
	WASL_TRY(check_key(key, err));
	once = name_it(call, key);
	WASL_TRY(wasl_node_once_begin(call->node, &once, &call->answer,
				      &call->http, err));
	if (call->answer != NULL)
		return wasl_http_respond_header(
			call->res, "Idempotency-Replayed", "true", err);
	status = handle(call, err);
	/* It was done, or it was not: that the answer could not be kept changes
	 * nothing of it. */
	kept = wasl_node_once_end(
		call->node, &once, call->http ? call->http : 200,
		status == WASL_OK ? call->answer : NULL, NULL);
	if (kept != WASL_OK)
		api_count_unkept(call->api);
	return status;
}
