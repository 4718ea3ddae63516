#include "node/regrant.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "line/wire.h"
#include "node/lineact.h"
#include "node/log.h"
#include "node/runner.h"

/* --- asking -------------------------------------------------------------- */

static wasl_status
keyless(struct wasl_node *node, const struct node_peer *peer,
	uint8_t ids[static NODE_REGRANTS_MAX][WASL_WIRE_ID_LEN], uint32_t *n)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	*n = 0;
	WASL_TRY(wasl_store_read(&r, node->store, NULL));
	WASL_TRY(
		wasl_store_query(&rows, &r, WASL_SQL_DOSSIER_KEYLESS, NULL,
				 WASL_ARGS(wasl_arg_int(peer->id),
					   wasl_arg_bytes(wasl_dossier_id_bytes(
						   &peer->line_dossier.id)),
					   wasl_arg_int(NODE_REGRANTS_MAX))));
	while (*n < NODE_REGRANTS_MAX && wasl_rows_next(&rows))
		wasl_rows_copy(&rows, "dossier_id", ids[(*n)++],
			       WASL_WIRE_ID_LEN);
	return wasl_rows_finish(&rows, NULL);
}

void node_regrant_look(struct wasl_node *node, struct node_peer *peer)
{
	uint8_t ids[NODE_REGRANTS_MAX][WASL_WIRE_ID_LEN];
	struct wasl_line_event event = {.type = WASL_LINE_KEYS};
	uint32_t n;

	if (keyless(node, peer, ids, &n) != WASL_OK)
		return;
	peer->lacks_keys = n > 0;
	event.lacking = n;
	node_line_event(node, peer, &event);
}

bool node_regrant_ask(struct wasl_node *node, struct node_peer *peer,
		      struct wasl_buf *body)
{
	uint8_t ids[NODE_REGRANTS_MAX][WASL_WIRE_ID_LEN];
	uint32_t n;

	if (keyless(node, peer, ids, &n) != WASL_OK)
		return false;
	wasl_wire_regrants_begin(body, n);
	for (uint32_t i = 0; i < n; i++)
		wasl_wire_regrant_ask_write(
			body, wasl_bytes_of(ids[i], WASL_WIRE_ID_LEN));
	return n > 0 && !body->over;
}

/* Acts are held, but none of them can be read. */
static bool lacks_key(struct wasl_node *node, struct store_reader *r,
		      struct node_peer *peer, const struct wasl_dossier_id *id)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct node_dossier *d;
	wasl_status status = node_cache_get(node, r, peer, id, &d, NULL);

	if (status == WASL_OK)
		return d->key == NULL;
	if (status != WASL_NOT_FOUND ||
	    wasl_store_query(&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, NULL,
			     WASL_ARGS(wasl_arg_bytes(
				     wasl_dossier_id_bytes(id)))) != WASL_OK)
		return true;
	while (wasl_rows_next(&rows))
		if (wasl_rows_int(&rows, "reject") == 0)
			return true;
	return false;
}

/* Does an item before the `n`th bring the dossier's key? */
static bool brings_key(const struct wasl_wire_items *items, uint32_t n,
		       const struct wasl_dossier_id *id)
{
	struct wasl_wire_items walk = *items;
	struct wasl_wire_item item;
	struct wasl_envelope env;

	for (uint32_t i = 0; i < n && wasl_wire_items_next(&walk, &item); i++)
		if (!item.erased &&
		    wasl_envelope_parse(&env, item.bytes, NULL) == WASL_OK &&
		    env.has_grant && wasl_dossier_id_eq(&env.dossier, id))
			return true;
	return false;
}

bool node_regrant_needed(struct wasl_node *node, struct node_peer *peer,
			 const struct wasl_wire_items *items)
{
	struct wasl_wire_items walk = *items;
	struct wasl_wire_item item;
	struct wasl_envelope env;
	wasl_autoreader struct store_reader r = {0};

	if (!peer->lacks_keys)
		return false;
	if (wasl_store_read(&r, node->store, NULL) != WASL_OK)
		return true;
	for (uint32_t i = 0; wasl_wire_items_next(&walk, &item); i++) {
		if (item.erased ||
		    wasl_envelope_parse(&env, item.bytes, NULL) != WASL_OK ||
		    env.has_grant ||
		    wasl_dossier_id_eq(&env.dossier, &peer->line_dossier.id))
			continue;
		if (lacks_key(node, &r, peer, &env.dossier) &&
		    !brings_key(items, i, &env.dossier))
			return true;
	}
	return false;
}

/* --- accepting ----------------------------------------------------------- */

struct key_job {
	struct node_job job;
	struct node_peer *peer;
	struct wasl_dossier_id id;
	struct wasl_secret key;
	struct wasl_wrapped wrapped;
};

/* Does the key open the commitment of any act we hold of this dossier? */
static wasl_status commits(struct store_reader *r, const struct key_job *key,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_envelope env;
	wasl_autosecret act_key = {0};
	struct wasl_pos at;

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&key->id)))));
	while (wasl_rows_next(&rows)) {
		if (wasl_rows_null(&rows, "envelope") ||
		    wasl_envelope_parse(&env,
					wasl_rows_bytes(&rows, "envelope"),
					NULL) != WASL_OK)
			continue;
		at.origin = wasl_rows_text(&rows, "origin");
		at.index = wasl_rows_u64(&rows, "idx");
		wasl_act_key(&act_key, &key->key, &at);
		if (wasl_envelope_commits(&env, &act_key, NULL) == WASL_OK)
			return WASL_OK;
	}
	return wasl_fail(err, WASL_BAD_SEAL, "it opens no act that is held");
}

static wasl_status key_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct key_job *key = (struct key_job *)job;
	struct node_dossier *d;
	wasl_status status;

	WASL_TRY(commits(&tx->reader, key, &job->err));
	status = node_cache_get(node, &tx->reader, key->peer, &key->id, &d,
				&job->err);
	if (status == WASL_NOT_FOUND)
		status = node_cache_new(node, key->peer, &key->id, &key->key,
					&key->wrapped, &d, &job->err);
	WASL_TRY(status);
	return node_cache_key(node, &tx->reader, d, &key->key, &key->wrapped,
			      &job->err);
}

static void key_after(struct wasl_node *node, struct node_job *job)
{
	struct key_job *key = (struct key_job *)job;

	if (job->status == WASL_OK) {
		node_log(key_granted, NODE_T("peer", key->peer->keys.partner));
		node_regrant_look(node, key->peer);
	} else {
		node_log(line_refused, NODE_T("peer", key->peer->keys.partner),
			 NODE_T("why", job->err.text));
	}
	wasl_secret_wipe(&key->key);
	wasl_free(key);
}

static void accept(struct wasl_node *node, struct node_peer *peer,
		   const struct wasl_wire_regrant *in)
{
	struct key_job *key = wasl_alloc(1, sizeof(*key));
	struct wasl_keyd_dossier ask = {.bucket = node_bucket(node)};

	if (key == NULL)
		return;
	key->peer = peer;
	memcpy(key->id.b, in->id.p, sizeof(key->id.b));
	ask.id = key->id;
	ask.key = &key->key;
	key->job = (struct node_job){
		.run = key_run, .after = key_after, .internal = true};
	if (wasl_keyd_grant_open(node->keyd, &ask, &in->grant, 1, peer->number,
				 NULL) == WASL_OK &&
	    ask.status == WASL_OK) {
		key->wrapped = ask.wrapped;
		if (node_writer_submit(node->writer, &key->job, NULL) ==
		    WASL_OK)
			return;
	}
	wasl_secret_wipe(&key->key);
	wasl_free(key);
}

void node_regrant_answer(struct wasl_node *node, struct node_peer *peer,
			 int status, wasl_bytes body)
{
	struct wasl_wire_regrants answer;
	struct wasl_wire_regrant in;

	if (status != 200 ||
	    wasl_wire_regrant_answer_parse(&answer, body, NULL) != WASL_OK)
		return;
	while (wasl_wire_regrants_next(&answer, &in))
		if (in.grant.p != NULL)
			accept(node, peer, &in);
}

/* --- granting ------------------------------------------------------------ */

struct serve_job {
	struct node_job job;
	struct node_peer *peer;
	struct wasl_wire_regrants asked;
	struct wasl_buf *out;
};

/* A grant to the partner's active key, or nothing. */
static wasl_bytes grant_one(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer,
			    const struct wasl_wire_regrant *in,
			    struct wasl_buf *space)
{
	struct wasl_keyd_dossier ask = {0};
	const struct wasl_known all = WASL_KNOWN_ALL;
	struct wasl_dossier_id id;
	struct node_dossier *d;
	bool allowed;

	memcpy(id.b, in->id.p, sizeof(id.b));
	if (node_line_regrants(node, &tx->reader, peer, &id,
			       wasl_clock_now(&node->clock) -
				       NODE_REGRANT_ALLOWED_S,
			       &allowed, NULL) != WASL_OK ||
	    !allowed || wasl_linestate_erased(&peer->state, &all, &id) ||
	    node_cache_get(node, &tx->reader, peer, &id, &d, NULL) != WASL_OK ||
	    !d->wrapped_known)
		return (wasl_bytes){NULL, 0};
	ask.id = id;
	ask.wrapped = d->wrapped;
	if (wasl_keyd_grant_make(node->keyd, space, &ask, 1, peer->number,
				 NULL) != WASL_OK ||
	    ask.status != WASL_OK)
		return (wasl_bytes){NULL, 0};
	return wasl_buf_bytes(space);
}

static wasl_status serve_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct serve_job *serve = (struct serve_job *)job;
	struct wasl_wire_regrants asked = serve->asked;
	struct wasl_wire_regrant in;

	serve->out->n = 0;
	wasl_wire_regrants_begin(serve->out, asked.left);
	while (wasl_wire_regrants_next(&asked, &in)) {
		uint8_t space[WASL_GRANT_LEN];
		struct wasl_buf grant = WASL_BUF(space);

		wasl_wire_regrant_answer_write(
			serve->out, in.id,
			grant_one(node, tx, serve->peer, &in, &grant));
	}
	return WASL_OK;
}

wasl_status node_regrant_serve(struct wasl_node *node, struct node_peer *peer,
			       wasl_bytes body, struct wasl_buf *out,
			       struct wasl_err *err)
{
	struct serve_job serve = {
		.job = {.run = serve_run}, .peer = peer, .out = out};

	WASL_TRY(wasl_wire_regrant_ask_parse(&serve.asked, body, err));
	if (serve.asked.left > NODE_REGRANTS_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "more than %d dossiers",
				 NODE_REGRANTS_MAX);
	WASL_TRY(node_writer_call(node->writer, &serve.job, err));
	return out->over ? wasl_fail(err, WASL_TOO_BIG, "regrant") : WASL_OK;
}
