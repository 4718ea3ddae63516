/*
 * Files of ours to their partners: one at a time to each, a chunk at a time, on
 * connections of their own. Runs in the thread of blobs.c; answers come on the
 * client's.
 *
 *	begin ── ask how far it is ── put ── put … ── asked until it is whole
 *	            └── 409 says where to go on
 *
 * And back, where this node lost a file (a backup without its folder): get ──
 * get … ── checked like any arrival.
 *
 * Bounds: NODE_PUSHES_MAX chunks in memory; a partner that fails waits for
 * longer each time.
 */
#include "base/alloc.h"
#include "base/encode.h"
#include "line/wire.h"
#include "node/blobs.h"
#include "node/log.h"

#include <stdio.h>

/* Partners pushed to at once. */
#define NODE_PUSHES_MAX 8
/* A partner that failed is tried again after these, doubled each time. */
#define RETRY_MS     1000
#define RETRY_MAX_MS (5 * 60 * 1000)
/* The partner reads a file back before it is whole there. */
#define ASK_AGAIN_MS 100
/* One chunk over a line of 2 KiB a second. */
#define CHUNK_MS   (10 * 60 * 1000)
#define ANSWER_MAX 4096
/* A file of the partner that has not grown for so long is asked for. */
#define PULL_AFTER_S 30
/* Files of which one is chosen, as many as the query gives. */
#define PUSH_CHOICE 32

struct push {
	struct node_push *all;
	bool busy;
	bool pull; /* the other way */
	int64_t peer_id;
	char partner[WASL_NODE_NAME_MAX + 1];
	char endpoint[WASL_ENDPOINT_MAX + 1];
	uint8_t pins[WASL_HTTP_PINS_MAX * WASL_TLS_PIN_LEN];
	size_t pins_n;
	struct wasl_hash sealed;
	uint64_t chunks;
	uint64_t held;	    /* that the partner is known to hold */
	uint64_t gap;	    /* where the last 409 sent us, and one more */
	uint64_t ask_at_ms; /* ask then; 0: not waiting */
	uint8_t *chunk;	    /* WASL_BLOB_CHUNK_MAX bytes */
	/* The call under way, and what came of it. */
	bool flying;
	bool answered;
	wasl_status status;
	int http;
	struct wasl_wire_blob told;
	uint8_t *got; /* pull: the chunk */
	size_t got_n;
	char why[WASL_ERR_TEXT_MAX];
};

struct node_push {
	struct wasl_node *node;
	pthread_mutex_t lock; /* of what answers write and others read */
	struct push at[NODE_PUSHES_MAX];
};

struct node_push *node_push_new(struct wasl_node *node)
{
	struct node_push *all = wasl_alloc(1, sizeof(*all));

	if (all == NULL)
		return NULL;
	all->node = node;
	pthread_mutex_init(&all->lock, NULL);
	for (size_t i = 0; i < NODE_PUSHES_MAX; i++)
		all->at[i].all = all;
	return all;
}

void node_push_free(struct node_push *all)
{
	if (all == NULL)
		return;
	for (size_t i = 0; i < NODE_PUSHES_MAX; i++) {
		wasl_free(all->at[i].chunk);
		wasl_free(all->at[i].got);
	}
	pthread_mutex_destroy(&all->lock);
	wasl_free(all);
}

uint64_t node_push_held(struct wasl_node *node, int64_t peer_id,
			const struct wasl_hash *sealed)
{
	struct node_push *all = node->blobs->push;
	uint64_t held = 0;

	pthread_mutex_lock(&all->lock);
	for (size_t i = 0; i < NODE_PUSHES_MAX; i++)
		if (all->at[i].busy && !all->at[i].pull &&
		    all->at[i].peer_id == peer_id &&
		    wasl_hash_eq(&all->at[i].sealed, sealed))
			held = all->at[i].held;
	pthread_mutex_unlock(&all->lock);
	return held;
}

/* --- calls ---------------------------------------------------------------- */

/* On the client's thread. */
static void done(void *ctx, wasl_status status, struct wasl_http_answer *answer,
		 const struct wasl_err *err)
{
	struct push *p = ctx;
	struct node_push *all = p->all;

	pthread_mutex_lock(&all->lock);
	p->status = status;
	p->http = status == WASL_OK ? answer->status : 0;
	p->told = (struct wasl_wire_blob){0};
	p->why[0] = '\0';
	if (status != WASL_OK && err != NULL)
		snprintf(p->why, sizeof(p->why), "%s", err->text);
	if (answer != NULL && p->pull && p->http == 200) {
		p->got = answer->body;
		p->got_n = answer->n;
		answer->body = NULL;
	} else if (answer != NULL && (p->http == 200 || p->http == 409) &&
		   wasl_wire_blob_parse(&p->told,
					wasl_bytes_of(answer->body, answer->n),
					NULL) != WASL_OK)
		p->http = 0;
	p->flying = false;
	p->answered = true;
	pthread_mutex_unlock(&all->lock);
	node_blobs_answered(all->node);
}

static void call(struct push *p, struct wasl_http_ask *ask)
{
	const struct wasl_http_target target = {
		.base = p->endpoint, .pins = p->pins, .pins_n = p->pins_n};
	struct node_blobs *blobs = p->all->node->blobs;
	struct wasl_err err = {0};
	wasl_status status;

	ask->total_ms = CHUNK_MS;
	ask->answer_max = p->pull ? WASL_BLOB_CHUNK_MAX : ANSWER_MAX;
	p->flying = true;
	status = wasl_http_client_send(blobs->client, &target, ask, done, p,
				       &err);
	if (status != WASL_OK)
		done(p, status, NULL, &err);
}

static void ask_state(struct push *p)
{
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	char path[sizeof(hex) + 32];
	struct wasl_http_ask ask = {.method = "GET", .path = path};

	wasl_hex_write(hex, wasl_hash_bytes(&p->sealed));
	snprintf(path, sizeof(path), "/line/v1/blob/%s", hex);
	call(p, &ask);
}

static void put_chunk(struct push *p)
{
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	char path[sizeof(hex) + 48];
	struct wasl_blob_file file = wasl_blob_file_whole(&p->sealed);
	struct wasl_http_ask ask = {
		.method = "PUT",
		.path = path,
		.type = "application/octet-stream",
		.body_stays = true,
	};
	struct wasl_err err = {0};
	size_t len = 0;
	wasl_status status;
	int fd;

	wasl_hex_write(hex, wasl_hash_bytes(&p->sealed));
	snprintf(path, sizeof(path), "/line/v1/blob/%s/%llu", hex,
		 (unsigned long long)p->held);
	status =
		node_blobs_dir(p->all->node, p->peer_id, p->partner, &fd, &err);
	if (status == WASL_OK)
		status = wasl_blob_dir_get(fd, &file, p->held, p->chunk, &len,
					   &err);
	if (status != WASL_OK) {
		done(p, status, NULL, &err);
		return;
	}
	ask.body = wasl_bytes_of(p->chunk, len);
	call(p, &ask);
}

static void get_chunk(struct push *p)
{
	char hex[WASL_HEX_LEN(WASL_HASH_LEN) + 1];
	char path[sizeof(hex) + 48];
	struct wasl_http_ask ask = {.method = "GET", .path = path};

	wasl_hex_write(hex, wasl_hash_bytes(&p->sealed));
	snprintf(path, sizeof(path), "/line/v1/blob/%s/%llu", hex,
		 (unsigned long long)p->held);
	call(p, &ask);
}

/* --- what became of them -------------------------------------------------- */

/* Until when the partner is left alone. */
static void back_off(struct wasl_node *node, struct push *p)
{
	struct node_blobs *blobs = node->blobs;
	struct node_blob_folder *folder;
	uint64_t pause;

	node_log(blob_waits, NODE_T("peer", p->partner),
		 NODE_T("file", wasl_blob_file_whole(&p->sealed).s),
		 NODE_I("held", p->held), NODE_I("http", p->http),
		 NODE_T("why", p->why));
	pthread_mutex_lock(&blobs->lock);
	folder = node_blob_folder(blobs, p->peer_id);
	pause = (uint64_t)RETRY_MS
		<< (folder->failures < 10 ? folder->failures : 10);
	pause = pause > RETRY_MAX_MS ? RETRY_MAX_MS : pause;
	folder->failures++;
	folder->retry_ms = wasl_clock_ms(&node->clock) + pause;
	pthread_mutex_unlock(&blobs->lock);
}

struct there_job {
	struct node_job job;
	const struct push *p;
};

static wasl_status there_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	const struct push *p = ((struct there_job *)job)->p;

	(void)node;
	return wasl_store_exec(
		tx, WASL_SQL_BLOB_THERE, &job->err,
		WASL_ARGS(wasl_arg_int(p->peer_id),
			  wasl_arg_bytes(wasl_hash_bytes(&p->sealed))));
}

static void is_there(struct wasl_node *node, struct push *p)
{
	struct there_job there = {.job = {.run = there_run, .internal = true},
				  .p = p};
	struct node_blobs *blobs = node->blobs;

	pthread_mutex_lock(&blobs->lock);
	node_blob_folder(blobs, p->peer_id)->failures = 0;
	pthread_mutex_unlock(&blobs->lock);
	node_log(blob_sent, NODE_T("peer", p->partner),
		 NODE_T("file", wasl_blob_file_whole(&p->sealed).s));
	/* Not written: it is asked again, and is there. */
	(void)!node_writer_call(node->writer, &there.job, NULL);
	node_blobs_wake(node);
}

static void end(struct push *p)
{
	pthread_mutex_lock(&p->all->lock);
	p->busy = false;
	pthread_mutex_unlock(&p->all->lock);
}

/* Was the answer one to go on from? Says where. */
static bool go_on(struct push *p)
{
	if (p->status != WASL_OK || (p->http != 200 && p->http != 409) ||
	    p->told.held > p->chunks)
		return false;
	/* The same gap twice: it does not keep what it is given. */
	if (p->http == 409 && p->gap == p->told.held + 1)
		return false;
	p->gap = p->http == 409 ? p->told.held + 1 : 0;
	pthread_mutex_lock(&p->all->lock);
	p->held = p->told.held;
	pthread_mutex_unlock(&p->all->lock);
	return true;
}

/* A chunk came back: the next, until all are here and the thread checks them.
 */
static void take_chunk(struct wasl_node *node, struct push *p)
{
	struct wasl_blob_file part = wasl_blob_file_part(&p->sealed);
	struct wasl_err err = {0};
	uint64_t held = 0;
	bool good = p->got != NULL &&
		    node_blobs_put(node, p->peer_id, &part, p->held,
				   wasl_bytes_of(p->got, p->got_n), &held,
				   &err) == WASL_OK;

	wasl_free(p->got);
	p->got = NULL;
	if (err.text[0] != '\0')
		snprintf(p->why, sizeof(p->why), "%s", err.text);
	if (!good || held <= p->held) {
		back_off(node, p);
		end(p);
		return;
	}
	p->held = held;
	if (held < p->chunks) {
		get_chunk(p);
		return;
	}
	end(p);
	node_blobs_wake(node);
}

static void step(struct wasl_node *node, struct push *p)
{
	bool answered;

	pthread_mutex_lock(&p->all->lock);
	answered = p->answered;
	p->answered = false;
	pthread_mutex_unlock(&p->all->lock);
	if (answered && p->pull) {
		take_chunk(node, p);
	} else if (answered) {
		if (!go_on(p)) {
			back_off(node, p);
			end(p);
		} else if (p->told.whole) {
			is_there(node, p);
			end(p);
		} else if (p->held == p->chunks) {
			p->ask_at_ms =
				wasl_clock_ms(&node->clock) + ASK_AGAIN_MS;
		} else {
			put_chunk(p);
		}
	} else if (p->ask_at_ms != 0 && !p->flying &&
		   wasl_clock_ms(&node->clock) >= p->ask_at_ms) {
		p->ask_at_ms = 0;
		ask_state(p);
	}
}

bool node_push_step(struct wasl_node *node, struct node_push *all)
{
	bool soon = false;

	for (size_t i = 0; i < NODE_PUSHES_MAX; i++) {
		if (all->at[i].busy)
			step(node, &all->at[i]);
		soon |= all->at[i].busy && all->at[i].ask_at_ms != 0;
	}
	return soon;
}

/* --- beginning ------------------------------------------------------------ */

struct look_job {
	struct node_job job;
	struct push *p;
	unsigned skip; /* failures so far: another file is tried each time */
	bool found;
};

/* The next file, or one behind it: one that cannot go holds up no other. */
static wasl_status choose(struct store_tx *tx, struct push *p, unsigned skip,
			  bool *found, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_hash sealed[PUSH_CHOICE];
	uint64_t bytes[PUSH_CHOICE];
	unsigned n = 0;

	*found = false;
	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_BLOB_TO_PUSH,
				  err, WASL_ARGS(wasl_arg_int(p->peer_id))));
	for (; n < PUSH_CHOICE && wasl_rows_next(&rows); n++) {
		wasl_rows_copy(&rows, "hash", sealed[n].b, sizeof(sealed[n].b));
		bytes[n] = wasl_rows_u64(&rows, "bytes");
	}
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (n == 0)
		return WASL_OK;
	p->sealed = sealed[skip % n];
	p->chunks = node_blob_chunks(bytes[skip % n]);
	*found = true;
	return WASL_OK;
}

/* May files go to this partner now, and which is next? In the writer's turn,
 * whose lines and states they are. */
static wasl_status look_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct look_job *look = (struct look_job *)job;
	const struct wasl_known all = WASL_KNOWN_ALL;
	struct push *p = look->p;
	const struct node_peer *peer = node_peer_by_id(node, p->peer_id);

	look->found = false;
	if (peer == NULL || peer->endpoint[0] == '\0' ||
	    !wasl_line_ready(&peer->line) ||
	    wasl_linestate_flag(&peer->state, &all) == WASL_LINE_SUSPENDED)
		return WASL_OK;
	if (!p->pull) {
		WASL_TRY(choose(tx, p, look->skip, &look->found, &job->err));
		if (!look->found)
			return WASL_OK;
	}
	memcpy(p->partner, peer->keys.partner, sizeof(p->partner));
	memcpy(p->endpoint, peer->endpoint, sizeof(p->endpoint));
	for (p->pins_n = 0;
	     p->pins_n < peer->spki_n && p->pins_n < WASL_HTTP_PINS_MAX;
	     p->pins_n++)
		memcpy(p->pins + p->pins_n * WASL_TLS_PIN_LEN,
		       peer->spki[p->pins_n].b, WASL_TLS_PIN_LEN);
	look->found = true;
	return WASL_OK;
}

/* Is there anything at all? Asked of a snapshot, so that idle lines cost the
 * writer nothing. */
static bool waits(struct wasl_node *node, int64_t peer_id)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows row = {0};

	return wasl_store_read(&r, node->store, NULL) == WASL_OK &&
	       wasl_store_one(&row, &r, WASL_SQL_BLOB_TO_PUSH, NULL,
			      WASL_ARGS(wasl_arg_int(peer_id))) == WASL_OK;
}

/* The first file of this line that is missing here and does not come. */
static bool lacks(struct wasl_node *node, struct push *p, int fd)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	int64_t before = wasl_clock_now(&node->clock) - PULL_AFTER_S;

	if (wasl_store_read(&r, node->store, NULL) != WASL_OK ||
	    wasl_store_query(&rows, &r, WASL_SQL_BLOB_OF_PEER, NULL,
			     WASL_ARGS(wasl_arg_int(p->peer_id))) != WASL_OK)
		return false;
	while (wasl_rows_next(&rows)) {
		uint64_t bytes = wasl_rows_u64(&rows, "bytes");
		int64_t at = wasl_rows_int(&rows, "at");
		struct node_blob_come come;
		struct wasl_blob_file part;

		wasl_rows_copy(&rows, "hash", p->sealed.b, sizeof(p->sealed.b));
		come = node_blob_come(fd, &p->sealed, bytes);
		part = wasl_blob_file_part(&p->sealed);
		if (come.whole || come.held == come.chunks)
			continue;
		(void)wasl_blob_dir_stat(fd, &part, &bytes, &at);
		if (at > before)
			continue;
		p->chunks = come.chunks;
		p->held = come.held;
		return true;
	}
	return false;
}

static bool may_try(struct wasl_node *node, int64_t peer_id, unsigned *failures)
{
	struct node_blobs *blobs = node->blobs;
	const struct node_blob_folder *folder;
	bool may;

	pthread_mutex_lock(&blobs->lock);
	folder = node_blob_folder(blobs, peer_id);
	may = folder != NULL && folder->retry_ms <= wasl_clock_ms(&node->clock);
	*failures = folder == NULL ? 0 : folder->failures;
	pthread_mutex_unlock(&blobs->lock);
	return may;
}

void node_push_begin(struct wasl_node *node, struct node_push *all,
		     int64_t peer_id, int fd)
{
	struct push *free_one = NULL;
	struct look_job look = {.job = {.run = look_run, .internal = true}};

	for (size_t i = 0; i < NODE_PUSHES_MAX; i++) {
		struct push *p = &all->at[i];

		if (p->busy && p->peer_id == peer_id)
			return;
		if (!p->busy)
			free_one = p;
	}
	if (free_one == NULL || !may_try(node, peer_id, &look.skip))
		return;
	if (free_one->chunk == NULL)
		free_one->chunk = wasl_alloc(WASL_BLOB_CHUNK_MAX, 1);
	if (free_one->chunk == NULL)
		return;
	free_one->peer_id = peer_id;
	free_one->held = 0;
	free_one->pull = !waits(node, peer_id);
	if (free_one->pull && !lacks(node, free_one, fd))
		return;
	look.p = free_one;
	if (node_writer_call(node->writer, &look.job, NULL) != WASL_OK ||
	    !look.found)
		return;
	pthread_mutex_lock(&all->lock);
	free_one->gap = 0;
	free_one->ask_at_ms = 0;
	free_one->answered = false;
	free_one->busy = true;
	pthread_mutex_unlock(&all->lock);
	if (free_one->pull)
		get_chunk(free_one);
	else
		ask_state(free_one);
}
