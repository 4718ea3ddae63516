/* Sealed files: pieces in, the opened file out. */
#include "node/blob.h"

#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "base/encode.h"
#include "base/text.h"
#include "kind/fault.h"

#define OCTETS "application/octet-stream"

static wasl_status decode_hash(struct wasl_hash *out, wasl_text in,
			       const char *pointer, struct wasl_err *err)
{
	if (wasl_hex_parse(out->b, sizeof(out->b), in) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, pointer, "hex-64");
	return WASL_OK;
}

/* 0 is a size, which api_decode_number does not take. */
static wasl_status decode_size(uint64_t *out, wasl_text in, const char *pointer,
			       struct wasl_err *err)
{
	if (!wasl_decimal_parse(out, in) || *out > WASL_BLOB_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, pointer, "file-size",
			WASL_FAULT_N("max", (unsigned long long)WASL_BLOB_MAX));
	return WASL_OK;
}

/* How far it is; when it is whole, the value that a field of an act takes. */
static json_t *uploaded(const struct wasl_node_uploaded *up)
{
	return json_pack("{s:I, s:I, s:i, s:b, s:o, s:b}", "held",
			 (json_int_t)up->held, "pieces", (json_int_t)up->pieces,
			 "piece_bytes", WASL_BLOB_CHUNK_MAX - 16, "checking",
			 up->checking, "file",
			 up->whole ? api_blob(&up->blob) : json_null(), "fits",
			 up->fits);
}

wasl_status api_blobs_post(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_upload up = {.ref = wasl_http_param(call->req, "ref")};
	struct wasl_node_uploaded out;
	wasl_autojson *body = NULL;
	wasl_text size, sha256;
	const struct api_member members[] = {
		{"name", API_TEXT, true, &up.name},
		{"size", API_TEXT, true, &size},
		{"sha256", API_TEXT, true, &sha256},
		{NULL, API_TEXT, false, NULL},
	};

	WASL_TRY(api_decode(&body, wasl_http_body(call->req), members, err));
	WASL_TRY(decode_size(&up.size, size, "/size", err));
	WASL_TRY(decode_hash(&up.plain, sha256, "/sha256", err));
	WASL_TRY(wasl_node_blob_upload(call->node, &call->arena, &out, &up,
				       &call->actor, err));
	call->answer = uploaded(&out);
	call->http = out.whole ? 201 : 200;
	return WASL_OK;
}

wasl_status api_blob_put(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_upload up = {.ref = wasl_http_param(call->req, "ref")};
	wasl_text size = {"", 0};
	uint64_t n, held;

	WASL_TRY(decode_hash(&up.plain, wasl_http_param(call->req, "sha256"),
			     "sha256", err));
	if (!wasl_decimal_parse(&n, wasl_http_param(call->req, "n")))
		return wasl_fault(err, WASL_SCHEMA, "n", "number-any");
	(void)wasl_http_query(call->req, "size", &size);
	WASL_TRY(decode_size(&up.size, size, "size", err));
	WASL_TRY(wasl_node_blob_piece(call->node, &up, n,
				      wasl_http_body(call->req), &held,
				      &call->actor, err));
	call->answer = json_pack("{s:I}", "held", (json_int_t)held);
	return WASL_OK;
}

static size_t read_on(void *ctx, uint8_t *out, size_t max)
{
	return wasl_node_blob_read(ctx, out, max);
}

static void end_reading(void *ctx)
{
	wasl_node_blob_close(ctx);
}

wasl_status api_blob_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_reading *reading;
	struct wasl_http_source source = {.read = read_on, .end = end_reading};
	struct wasl_blob_ref blob;
	struct wasl_hash sealed;
	wasl_text known = {"", 0};
	uint64_t size;

	WASL_TRY(decode_hash(&sealed, wasl_http_param(call->req, "sealed"),
			     "sealed", err));
	(void)wasl_http_query(call->req, "dangerous", &known);
	WASL_TRY(wasl_node_blob_open(
		call->node, &reading, &blob, wasl_http_param(call->req, "ref"),
		&sealed, wasl_text_is(known, "yes"), &call->actor, err));
	source.ctx = reading;
	size = blob.size;
	call->streamed = true;
	/* Whatever it is, no browser shall show it on its own account. */
	WASL_TRY(wasl_http_respond_stream(call->res, 200, OCTETS, size, &source,
					  err));
	WASL_TRY(wasl_http_respond_header(call->res, "X-Content-Type-Options",
					  "nosniff", err));
	return wasl_http_respond_header(call->res, "Content-Disposition",
					"attachment", err);
}
