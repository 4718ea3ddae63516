/* Screening a file: chunks of persons in, chunks of answers out, in order. */
#include "api/call.h"
#include "api/decode.h"
#include "api/screen.h"
#include "base/text.h"
#include "kind/fault.h"
#include "node/screener.h"

/* An answer is kept as its JSON. */
static void *make(const struct wasl_node_found *found,
		  const struct wasl_err *err)
{
	json_t *error;
	if (found)
		return api_found(found, false);
	error = json_pack("{s:s, s:s, s:s}", "error", err->text, "code",
			  wasl_status_name(err->status), "pointer", err->field);
	wasl_fault_put(error, err);
	return error;
}

static void drop(void *answer)
{
	json_decref(answer);
}

static const struct wasl_screen_form form = {.make = make, .drop = drop};

wasl_status api_screen_files_post(struct api_call *call, struct wasl_err *err)
{
	wasl_autojson *body = NULL;
	wasl_text reason = {"", 0}, effort = {"", 0};
	const struct api_member members[] = {
		{"reason", API_TEXT, false, &reason},
		{"effort", API_TEXT, false, &effort},
		{NULL, API_TEXT, false, NULL},
	};
	char id[24];
	int64_t job;
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (effort.n > 0 && !wasl_text_is(effort, "usual") &&
	    !wasl_text_is(effort, "thorough"))
		return wasl_fault_of(
			err, WASL_SCHEMA, "/effort", "words",
			WASL_FAULT_T("words", WASL_TEXT("usual, thorough")));
	WASL_TRY(wasl_node_screen_start(call->node, &job, reason,
					!wasl_text_is(effort, "usual"), &form,
					&call->actor, err));
	snprintf(id, sizeof(id), "%lld", (long long)job);
	call->answer = json_pack("{s:s}", "job", id);
	call->http = 201;
	return WASL_OK;
}

static wasl_status decode_row(struct wasl_search_person *to, const json_t *row,
			      size_t i, struct wasl_err *err)
{
	const struct {
		const char *name;
		wasl_text *to;
	} members[] = {
		{"name", &to->name},	     {"born", &to->born},
		{"sex", &to->sex},	     {"place", &to->place},
		{"document", &to->document}, {"reference", &to->ref},
	};
	size_t known = 0;
	for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++) {
		const json_t *v = json_object_get(row, members[m].name);
		*members[m].to = (wasl_text){"", 0};
		if (json_is_string(v))
			*members[m].to = wasl_json_text(v);
		known += json_is_string(v);
	}
	if (json_is_object(row) && known == json_object_size(row))
		return WASL_OK;
	return wasl_fault_of(err, WASL_SCHEMA, "", "row-members",
			     WASL_FAULT_N("n", i));
}

static wasl_status job_of(const struct api_call *call, int64_t *job,
			  struct wasl_err *err)
{
	return api_decode_number(job, wasl_http_param(call->req, "id"),
				 INT64_MAX, "id", err);
}

wasl_status api_screen_rows_post(struct api_call *call, struct wasl_err *err)
{
	struct wasl_search_person persons[WASL_SCREEN_ROWS_MAX];
	wasl_autojson *body = NULL;
	json_t *rows = NULL;
	const struct api_member members[] = {
		{"rows", API_ARRAY, true, &rows},
		{NULL, API_TEXT, false, NULL},
	};
	int64_t job, chunk;
	WASL_TRY(job_of(call, &job, err));
	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	if (json_array_size(rows) > WASL_SCREEN_ROWS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "/rows", "rows-max",
				     WASL_FAULT_N("max", WASL_SCREEN_ROWS_MAX));
	for (size_t i = 0; i < json_array_size(rows); i++)
		WASL_TRY(decode_row(&persons[i], json_array_get(rows, i), i,
				    err));
	WASL_TRY(wasl_node_screen_put(call->node, job, persons,
				      json_array_size(rows), &chunk,
				      &call->actor, err));
	call->answer = json_pack("{s:I}", "chunk", (json_int_t)chunk);
	call->http = 202;
	return WASL_OK;
}

wasl_status api_screen_rows_get(struct api_call *call, struct wasl_err *err)
{
	void *answers[WASL_SCREEN_ROWS_MAX];
	wasl_text text = {"", 0};
	int64_t job;
	uint64_t chunk;
	bool done;
	size_t n;
	WASL_TRY(job_of(call, &job, err));
	if (!wasl_http_query(call->req, "chunk", &text) ||
	    !wasl_decimal_parse(&chunk, text) || chunk > INT64_MAX)
		return wasl_fault(err, WASL_SCHEMA, "chunk", "number-any");
	WASL_TRY(wasl_node_screen_get(call->node, job, (int64_t)chunk, answers,
				      &n, &done, &call->actor, err));
	json_t *rows = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(rows,
				      answers[i] ? answers[i] : json_object());
	call->answer = json_pack("{s:o}", "rows", rows);
	call->http = done ? 200 : 202;
	return WASL_OK;
}

wasl_status api_screen_end(struct api_call *call, struct wasl_err *err)
{
	int64_t job;
	WASL_TRY(job_of(call, &job, err));
	WASL_TRY(api_decode_nothing(wasl_http_body(call->req), err));
	WASL_TRY(wasl_node_screen_end(call->node, job, &call->actor, err));
	call->answer = json_object();
	return WASL_OK;
}
