#include "node/lineserver.h"

#include "base/alloc.h"
#include "base/text.h"
#include "line/wire.h"
#include "node/blob.h"
#include "node/blobs.h"
#include "node/change.h"
#include "node/intake.h"
#include "node/log.h"
#include "node/peer.h"
#include "node/regrant.h"

#define CBOR "application/cbor"

static const char *const cbor_types[] = {CBOR, NULL};
static const char *const chunk_types[] = {"application/octet-stream", NULL};
static const char *const head_query[] = {"origin", NULL};
static const char *const acts_query[] = {"origin", "from", "max", NULL};

/* The only headers a partner's node sends (docs/spec §7). */
static const char *const line_headers[] = {
	"Host",		  "User-Agent", "Accept",     "Content-Type",
	"Content-Length", "Expect",	"Connection", NULL,
};

/* --- who calls ----------------------------------------------------------- */

static bool has_pin(const struct node_peer *peer, const uint8_t *pin)
{
	for (size_t i = 0; i < peer->spki_n; i++)
		if (memcmp(peer->spki[i].b, pin, WASL_TLS_PIN_LEN) == 0)
			return true;
	return false;
}

static struct node_peer *peer_of_pin(struct wasl_node *node, const uint8_t *pin)
{
	struct node_peer *found = NULL;

	pthread_rwlock_rdlock(&node->lock);
	for (size_t i = 0; i < node->peers_n && found == NULL; i++)
		if (has_pin(node->peers[i], pin))
			found = node->peers[i];
	pthread_rwlock_unlock(&node->lock);
	return found;
}

static bool line_pinned(void *ctx, const uint8_t pin[static WASL_TLS_PIN_LEN])
{
	return peer_of_pin(ctx, pin) != NULL;
}

static wasl_status caller(struct wasl_node *node,
			  const struct wasl_http_request *req,
			  struct node_peer **out, struct wasl_err *err)
{
	*out = peer_of_pin(node, wasl_http_peer_get(req)->pin);
	if (*out == NULL)
		return wasl_fail(err, WASL_UNKNOWN_KEY, "no partner's key");
	return WASL_OK;
}

/* The caller asks about one of its two logs, the one we mirror. */
static wasl_status of_mirror(const struct wasl_http_request *req,
			     const char *mirror_origin, struct wasl_err *err)
{
	wasl_text origin;

	if (!wasl_http_query(req, "origin", &origin))
		return wasl_fail_at(err, WASL_MALFORMED, "/origin", "missing");
	if (!wasl_text_is(origin, mirror_origin))
		return wasl_fail_at(err, WASL_DENIED, "/origin",
				    "not a log of this partner");
	return WASL_OK;
}

/* --- GET head ------------------------------------------------------------ */

struct head_job {
	struct node_job job;
	struct node_peer *peer;
	const struct wasl_http_request *req;
	wasl_status status; /* no failure of the job: that undoes a group */
	uint8_t body[NODE_HEAD_MAX];
	size_t n;
};

static wasl_status head_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct head_job *head = (struct head_job *)job;
	struct wasl_buf out = WASL_BUF(head->body);

	(void)node;
	(void)tx;
	head->status = of_mirror(head->req, head->peer->keys.partner_origin,
				 &job->err);
	node_head_write(&out, head->peer);
	head->n = out.n;
	return WASL_OK;
}

/* "Always served": it takes its turn with the writer and nothing more. */
static wasl_status get_head(void *ctx, const struct wasl_http_request *req,
			    struct wasl_http_response *res,
			    struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	struct head_job head = {.job = {.run = head_run, .internal = true},
				.req = req};

	WASL_TRY(caller(node, req, &head.peer, err));
	WASL_TRY(node_writer_call(node->writer, &head.job, err));
	if (head.status != WASL_OK) {
		*err = head.job.err;
		return head.status;
	}
	return wasl_http_respond(res, 200, CBOR,
				 (wasl_bytes){head.body, head.n}, err);
}

/* --- POST append --------------------------------------------------------- */

static wasl_status post_append(void *ctx, const struct wasl_http_request *req,
			       struct wasl_http_response *res,
			       struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	uint8_t space[NODE_HEAD_MAX];
	struct wasl_buf head = WASL_BUF(space);
	struct node_peer *peer;
	int status;

	WASL_TRY(caller(node, req, &peer, err));
	WASL_TRY(node_intake(node, peer, wasl_http_body(req), &status, &head,
			     err));
	if (status == 200 || status == 409 || status == 422)
		return wasl_http_respond(res, status, CBOR,
					 wasl_buf_bytes(&head), err);
	return wasl_http_respond(res, status, CBOR, (wasl_bytes){NULL, 0}, err);
}

/* --- GET acts ------------------------------------------------------------ */

struct range {
	uint64_t from;
	uint64_t max;
};

static wasl_status acts_range(const struct wasl_http_request *req,
			      struct range *out, struct wasl_err *err)
{
	wasl_text text;

	if (!wasl_http_query(req, "from", &text) ||
	    !wasl_decimal_parse(&out->from, text) || out->from > INT64_MAX / 2)
		return wasl_fail_at(err, WASL_MALFORMED, "/from",
				    "a decimal number is needed");
	if (!wasl_http_query(req, "max", &text) ||
	    !wasl_decimal_parse(&out->max, text))
		return wasl_fail_at(err, WASL_MALFORMED, "/max",
				    "a decimal number is needed");
	if (out->max > WASL_BATCH_ITEMS_MAX)
		out->max = WASL_BATCH_ITEMS_MAX;
	return WASL_OK;
}

/* Lengths of the items, to know how many fit. */
static wasl_status items_fit(struct store_reader *r, int64_t log_id,
			     const struct range *range, uint32_t *count,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autofree uint32_t *lengths =
		wasl_alloc(WASL_BATCH_ITEMS_MAX, sizeof(*lengths));
	size_t n = 0;

	if (lengths == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "items");
	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_HASHES, err,
		WASL_ARGS(wasl_arg_int(log_id), wasl_arg_u64(range->from),
			  wasl_arg_u64(range->from + range->max))));
	for (; n < range->max && wasl_rows_next(&rows); n++)
		lengths[n] = wasl_rows_null(&rows, "size")
				     ? WASL_HASH_LEN
				     : (uint32_t)wasl_rows_u64(&rows, "size");
	*count = n == 0 ? 0 : wasl_wire_fit(lengths, n);
	return wasl_rows_finish(&rows, err);
}

static wasl_status items_write(struct store_reader *r, int64_t log_id,
			       uint64_t from, uint32_t count,
			       struct wasl_buf *out, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_wire_item item;

	wasl_wire_acts_begin(out, count);
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ENTRY_RANGE, err,
				  WASL_ARGS(wasl_arg_int(log_id),
					    wasl_arg_u64(from),
					    wasl_arg_u64(from + count))));
	while (wasl_rows_next(&rows)) {
		item.erased = wasl_rows_null(&rows, "envelope");
		item.bytes = wasl_rows_bytes(&rows,
					     item.erased ? "hash" : "envelope");
		wasl_wire_item_write(out, &item);
	}
	return wasl_rows_finish(&rows, err);
}

/* A partner that was restored from a backup fetches its own acts back. */
static wasl_status get_acts(void *ctx, const struct wasl_http_request *req,
			    struct wasl_http_response *res,
			    struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	wasl_autoreader struct store_reader r = {0};
	struct wasl_buf out = {.cap = WASL_BATCH_BYTES_MAX};
	struct node_peer *peer;
	struct node_logs logs;
	struct range range;
	uint32_t count;
	wasl_status status;

	WASL_TRY(caller(node, req, &peer, err));
	WASL_TRY(acts_range(req, &range, err));
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(node_logs_read(&logs, &r, peer, err));
	WASL_TRY(of_mirror(req, logs.mirror_origin, err));
	WASL_TRY(items_fit(&r, logs.mirror, &range, &count, err));
	out.p = wasl_alloc(out.cap, 1);
	if (out.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "items");
	status = items_write(&r, logs.mirror, range.from, count, &out, err);
	if (status != WASL_OK || out.over) {
		wasl_free(out.p);
		return status != WASL_OK
			       ? status
			       : wasl_fail(err, WASL_TOO_BIG, "items");
	}
	return wasl_http_respond_take(res, 200, CBOR, out.p, out.n, err);
}

/* --- POST regrant -------------------------------------------------------- */

static wasl_status post_regrant(void *ctx, const struct wasl_http_request *req,
				struct wasl_http_response *res,
				struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	struct wasl_buf out = {.cap = NODE_REGRANT_ANSWER_MAX};
	struct node_peer *peer;
	wasl_status status;

	WASL_TRY(caller(node, req, &peer, err));
	out.p = wasl_alloc(out.cap, 1);
	if (out.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "regrant");
	status = node_regrant_serve(node, peer, wasl_http_body(req), &out, err);
	if (status == WASL_OK)
		return wasl_http_respond_take(res, 200, CBOR, out.p, out.n,
					      err);
	wasl_free(out.p);
	return status;
}

/* --- POST epoch ---------------------------------------------------------- */

static wasl_status post_epoch(void *ctx, const struct wasl_http_request *req,
			      struct wasl_http_response *res,
			      struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	uint8_t space[WASL_WIRE_EPOCH_MAX];
	struct wasl_buf answer = WASL_BUF(space);
	struct node_peer *peer;
	int http;

	WASL_TRY(caller(node, req, &peer, err));
	WASL_TRY(node_change_serve(node, peer, wasl_http_body(req), &http,
				   &answer, err));
	return wasl_http_respond(res, http, CBOR, wasl_buf_bytes(&answer), err);
}

/* --- blob ---------------------------------------------------------------- */

#define BLOB_CALL(name)                                                        \
	static wasl_status blob_##name(                                        \
		void *ctx, const struct wasl_http_request *req,                \
		struct wasl_http_response *res, struct wasl_err *err)          \
	{                                                                      \
		struct node_peer *peer;                                        \
                                                                               \
		WASL_TRY(caller(ctx, req, &peer, err));                        \
		return node_blob_line_##name(ctx, peer, req, res, err);        \
	}

BLOB_CALL(state)
BLOB_CALL(put)
BLOB_CALL(get)

/* --- the listener -------------------------------------------------------- */

static const struct wasl_http_route routes[] = {
	{.method = "GET",
	 .pattern = "/line/v1/head",
	 .handle = get_head,
	 .query = head_query},
	{.method = "POST",
	 .pattern = "/line/v1/append",
	 .handle = post_append,
	 .max_body = WASL_BATCH_BYTES_MAX,
	 .types = cbor_types},
	{.method = "GET",
	 .pattern = "/line/v1/acts",
	 .handle = get_acts,
	 .query = acts_query},
	{.method = "POST",
	 .pattern = "/line/v1/regrant",
	 .handle = post_regrant,
	 .max_body = 128 * 1024,
	 .types = cbor_types},
	{.method = "POST",
	 .pattern = "/line/v1/epoch",
	 .handle = post_epoch,
	 .max_body = WASL_WIRE_EPOCH_MAX,
	 .types = cbor_types},
	{.method = "GET",
	 .pattern = "/line/v1/blob/{hash}",
	 .handle = blob_state},
	{.method = "PUT",
	 .pattern = "/line/v1/blob/{hash}/{n}",
	 .handle = blob_put,
	 .max_body = WASL_BLOB_CHUNK_MAX,
	 .types = chunk_types},
	{.method = "GET",
	 .pattern = "/line/v1/blob/{hash}/{n}",
	 .handle = blob_get},
};

static wasl_status tls_sign(void *ctx, uint8_t sig[static WASL_TLS_SIG_LEN],
			    wasl_bytes content, struct wasl_err *err)
{
	struct wasl_node *node = ctx;
	struct wasl_sig out;

	WASL_TRY(wasl_keyd_tls_sign(node->keyd, &out, content, err));
	memcpy(sig, out.b, WASL_TLS_SIG_LEN);
	return WASL_OK;
}

/* A certificate that handshakes of this run may still show. */
struct node_cert {
	struct node_cert *before;
	size_t n;
	uint8_t der[WASL_KEYD_CERT_MAX];
};

wasl_status node_tls_identity(struct wasl_node *node,
			      struct wasl_tls_identity *out,
			      struct wasl_err *err)
{
	struct node_cert *cert = wasl_alloc(1, sizeof(*cert));

	if (cert == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "certificate");
	cert->before = node->certs;
	node->certs = cert;
	WASL_TRY(wasl_keyd_identity(node->keyd, &node->identity, err));
	memcpy(cert->der, node->identity.cert, node->identity.cert_n);
	cert->n = node->identity.cert_n;
	*out = (struct wasl_tls_identity){
		.cert = {cert->der, cert->n},
		.sign = tls_sign,
		.ctx = node,
	};
	return WASL_OK;
}

wasl_status node_tls_renew(struct wasl_node *node, struct wasl_err *err)
{
	struct wasl_hash before = node->identity.spki;
	struct wasl_keyd_identity now;
	struct wasl_tls_identity tls;

	WASL_TRY(wasl_keyd_identity(node->keyd, &now, err));
	if (wasl_hash_eq(&before, &now.spki))
		return WASL_OK;
	WASL_TRY(node_tls_identity(node, &tls, err));
	WASL_TRY(wasl_http_client_identity(node->client, &tls, err));
	WASL_TRY(node_blobs_identity(node, &tls, err));
	return node->line_server == NULL
		       ? WASL_OK
		       : wasl_http_server_identity(node->line_server, &tls,
						   err);
}

void node_certs_free(struct wasl_node *node)
{
	while (node->certs != NULL) {
		struct node_cert *cert = node->certs;

		node->certs = cert->before;
		wasl_free(cert);
	}
}

wasl_status node_lineserver_start(struct wasl_node *node,
				  const struct wasl_tls_identity *tls,
				  struct wasl_err *err)
{
	const struct wasl_http_server_options options = {
		.address = node->config->address,
		.port = node->config->port,
		.tls = tls,
		.pinned = line_pinned,
		.routes = routes,
		.routes_n = sizeof(routes) / sizeof(routes[0]),
		.ctx = node,
		.headers = line_headers,
		.connections = node->config->connections,
	};

	if (node->config->address[0] == '\0')
		return WASL_OK;
	WASL_TRY(wasl_http_server_start(&node->line_server, &options, err));
	node_log(line_listening, NODE_T("address", node->config->listen));
	return WASL_OK;
}
