/* The line's calls about sealed files (spec §7). */
#include "node/blob.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "base/text.h"
#include "http/message.h"
#include "line/wire.h"
#include "node/blobs.h"

#define CBOR  "application/cbor"
#define CHUNK "application/octet-stream"

/* [1, chunks held, whole] */
#define BODY_MAX 16

/* What a call is about. */
struct about {
	struct node_peer *peer;
	struct wasl_hash sealed;
	int fd;
	bool known; /* an act named it */
	struct node_blob_row row;
	struct node_blob_come come;
};

static wasl_status read_about(struct wasl_node *node, struct node_peer *peer,
			      const struct wasl_http_request *req,
			      struct about *out, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_text hex = wasl_http_param(req, "hash");
	wasl_status status;

	*out = (struct about){.peer = peer};
	for (size_t i = 0; i < hex.n; i++)
		if (hex.p[i] >= 'A' && hex.p[i] <= 'F')
			hex.n = 0;
	if (wasl_hex_parse(out->sealed.b, sizeof(out->sealed.b), hex) !=
	    WASL_OK)
		return wasl_fail(err, WASL_MALFORMED,
				 "a file is named by 64 hex digits");
	WASL_TRY(node_blobs_dir(node, peer->id, peer->keys.partner, &out->fd,
				err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	status = node_blob_row(&r, &out->row, peer->id, &out->sealed, err);
	if (status != WASL_OK && status != WASL_NOT_FOUND)
		return status;
	out->known = status == WASL_OK;
	out->come = node_blob_come(out->fd, &out->sealed,
				   out->known ? out->row.bytes : 0);
	return WASL_OK;
}

static wasl_status read_number(const struct wasl_http_request *req,
			       uint64_t *out, struct wasl_err *err)
{
	if (!wasl_decimal_parse(out, wasl_http_param(req, "n")) ||
	    *out >= wasl_blob_chunks_of(WASL_BLOB_MAX))
		return wasl_fail(
			err, WASL_MALFORMED, "a chunk is a number below %llu",
			(unsigned long long)wasl_blob_chunks_of(WASL_BLOB_MAX));
	return WASL_OK;
}

static wasl_status answer(struct wasl_http_response *res, int status,
			  uint64_t held, bool whole, struct wasl_err *err)
{
	const struct wasl_wire_blob blob = {.held = held, .whole = whole};
	uint8_t space[BODY_MAX];
	struct wasl_buf body = WASL_BUF(space);

	wasl_wire_blob_write(&body, &blob);
	wasl_assert(!body.over);
	return wasl_http_respond(res, status, CBOR, wasl_buf_bytes(&body), err);
}

wasl_status node_blob_line_state(struct wasl_node *node, struct node_peer *peer,
				 const struct wasl_http_request *req,
				 struct wasl_http_response *res,
				 struct wasl_err *err)
{
	struct about a;

	WASL_TRY(read_about(node, peer, req, &a, err));
	return answer(res, 200, a.come.held, a.come.whole, err);
}

/* --- unreferenced files --------------------------------------------------- */

struct loose {
	struct store_reader r;
	int64_t peer_id;
	const struct wasl_hash *but;
	size_t n;
};

static void count_loose(void *ctx, const struct wasl_blob_file *file,
			enum wasl_blob_form form)
{
	struct loose *loose = ctx;
	struct node_blob_row row;
	struct wasl_hash sealed;
	wasl_text hex = {file->s, WASL_HEX_LEN(WASL_HASH_LEN)};

	if (form != WASL_BLOB_PART ||
	    wasl_hex_parse(sealed.b, sizeof(sealed.b), hex) != WASL_OK ||
	    wasl_hash_eq(&sealed, loose->but))
		return;
	loose->n += node_blob_row(&loose->r, &row, loose->peer_id, &sealed,
				  NULL) == WASL_NOT_FOUND;
}

/* Chunks may come before the act that names them, of a few files at once. */
static wasl_status check_loose(struct wasl_node *node, const struct about *a,
			       struct wasl_err *err)
{
	struct loose loose = {.peer_id = a->peer->id, .but = &a->sealed};

	WASL_TRY(wasl_store_read(&loose.r, node->store, err));
	wasl_blob_dir_each(a->fd, count_loose, &loose);
	wasl_store_read_end(&loose.r);
	if (loose.n < NODE_BLOB_LOOSE_MAX)
		return WASL_OK;
	return wasl_fail(err, WASL_NO_SPACE,
			 "%d files wait for the act that names them",
			 NODE_BLOB_LOOSE_MAX);
}

/* --- chunks --------------------------------------------------------------- */

/* The length that the act's size gives chunk `n`. */
static wasl_status check_length(const struct about *a, uint64_t n,
				wasl_bytes chunk, struct wasl_err *err)
{
	uint64_t at = n * WASL_BLOB_CHUNK_MAX;
	uint64_t left = a->row.bytes > at ? a->row.bytes - at : 0;
	uint64_t len = left < WASL_BLOB_CHUNK_MAX ? left : WASL_BLOB_CHUNK_MAX;

	if (a->known ? chunk.n != len : chunk.n < WASL_AEAD_TAG)
		return wasl_fail(err, WASL_MALFORMED,
				 "chunk %llu of this file has another length",
				 (unsigned long long)n);
	return WASL_OK;
}

wasl_status node_blob_line_put(struct wasl_node *node, struct node_peer *peer,
			       const struct wasl_http_request *req,
			       struct wasl_http_response *res,
			       struct wasl_err *err)
{
	wasl_bytes chunk = wasl_http_body(req);
	struct wasl_blob_file file;
	struct about a;
	uint64_t n, held;
	wasl_status status;

	WASL_TRY(read_number(req, &n, err));
	WASL_TRY(read_about(node, peer, req, &a, err));
	if (a.come.whole)
		return answer(res, 200, a.come.held, true, err);
	/* Sealed here, and lost here: the partner gives it back, we ask. */
	if (a.known && a.row.own)
		return wasl_fail(err, WASL_DENIED, "this file is ours to send");
	WASL_TRY(check_length(&a, n, chunk, err));
	if (!a.known && n == 0)
		WASL_TRY(check_loose(node, &a, err));
	file = wasl_blob_file_part(&a.sealed);
	status = node_blobs_put(node, peer->id, &file, n, chunk, &held, err);
	if (status == WASL_CONFLICT)
		return answer(res, 409, held, false, err);
	WASL_TRY(status);
	if (a.known && held == a.come.chunks)
		node_blobs_wake(node);
	return answer(res, 200, held, false, err);
}

wasl_status node_blob_line_get(struct wasl_node *node, struct node_peer *peer,
			       const struct wasl_http_request *req,
			       struct wasl_http_response *res,
			       struct wasl_err *err)
{
	struct wasl_blob_file file;
	struct about a;
	uint8_t *chunk;
	size_t len;
	uint64_t n;
	wasl_status status;

	WASL_TRY(read_number(req, &n, err));
	WASL_TRY(read_about(node, peer, req, &a, err));
	/* What left this house only: a draft's file is nobody's yet. */
	if (!a.known || !a.row.used || !a.come.whole)
		return wasl_fail(err, WASL_NOT_FOUND, "no such file");
	chunk = wasl_alloc(WASL_BLOB_CHUNK_MAX, 1);
	if (chunk == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "chunk");
	file = wasl_blob_file_whole(&a.sealed);
	status = wasl_blob_dir_get(a.fd, &file, n, chunk, &len, err);
	if (status == WASL_OK)
		return wasl_http_respond_take(res, 200, CHUNK, chunk, len, err);
	wasl_free(chunk);
	return status;
}
