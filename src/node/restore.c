#include "node/restore.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "line/wire.h"
#include "node/apply.h"
#include "node/entry.h"
#include "node/lineact.h"
#include "node/log.h"
#include "node/regrant.h"
#include "node/runner.h"
#include "node/tree.h"
#include "tlog/tree.h"

/* Bodies of `acts` answers in order; items are walked where they lie. */
struct node_restore {
	struct {
		uint8_t *body;
		struct wasl_wire_items items;
		uint32_t count;
	} * parts;
	size_t n;
	size_t cap;
	size_t bytes;
};

struct restore_job {
	struct node_job job;
	struct node_peer *peer;
	uint64_t upto;
};

void node_restore_free(struct node_restore *restore)
{
	if (restore == NULL)
		return;
	for (size_t i = 0; i < restore->n; i++)
		wasl_free(restore->parts[i].body);
	wasl_free(restore->parts);
	wasl_free(restore);
}

uint32_t node_restore_aside(struct node_peer *peer, wasl_bytes body)
{
	struct node_restore *r = peer->restore;
	struct wasl_wire_items items;
	uint8_t *copy;

	if (r == NULL)
		r = peer->restore = wasl_alloc(1, sizeof(*r));
	if (r == NULL || body.n > NODE_RESTORE_MAX - r->bytes ||
	    !wasl_grow(&r->parts, &r->cap, r->n + 1, sizeof(*r->parts)))
		return 0;
	copy = (uint8_t *)wasl_strndup((const char *)body.p, body.n);
	if (copy == NULL)
		return 0;
	if (wasl_wire_acts_parse(&items, wasl_bytes_of(copy, body.n), NULL) !=
		    WASL_OK ||
	    items.left == 0) {
		wasl_free(copy);
		return 0;
	}
	r->parts[r->n].body = copy;
	r->parts[r->n].items = items;
	r->parts[r->n].count = items.left;
	r->n++;
	r->bytes += body.n;
	return items.left;
}

static struct wasl_hash item_hash(const struct wasl_wire_item *item)
{
	struct wasl_hash hash;

	if (!item->erased)
		return wasl_sha256(item->bytes);
	memcpy(hash.b, item->bytes.p, sizeof(hash.b));
	return hash;
}

/* Do the own entries and what came back have the root the partner cosigned? */
static wasl_status check_root(struct wasl_node *node, struct node_peer *peer,
			      struct wasl_err *err)
{
	struct wasl_tree tree = {0};
	struct wasl_wire_item item;
	struct wasl_hash root;

	WASL_TRY(node_tree_load(node, peer, WASL_KEYD_OWN, peer->own.size,
				&tree, err));
	for (size_t i = 0; i < peer->restore->n; i++) {
		struct wasl_wire_items items = peer->restore->parts[i].items;

		while (wasl_wire_items_next(&items, &item)) {
			struct wasl_hash hash = item_hash(&item);
			struct wasl_hash leaf;

			wasl_leaf(&leaf, &hash);
			wasl_tree_append(&tree, &leaf);
		}
	}
	wasl_tree_root(&root, &tree);
	if (tree.size != peer->ahead_size ||
	    !wasl_hash_eq(&root, &peer->ahead_root))
		return wasl_fail(err, WASL_FORK,
				 "what came back is not what was receipted");
	return WASL_OK;
}

/* An act of ours whose key may have been lost with the database. */
static wasl_status take_back(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer, struct wasl_envelope *env,
			     wasl_bytes envelope, struct wasl_err *err)
{
	const wasl_text origin = wasl_text_of(peer->keys.own_origin);
	struct node_entry entry = {.own = true,
				   .epoch = peer->epoch,
				   .index = peer->own.size,
				   .seen = env->seen};
	struct node_dossier *d;
	wasl_status status;

	if (wasl_dossier_id_eq(&env->dossier, &peer->line_dossier.id))
		return node_line_envelope(node, tx, peer, &entry, origin,
					  envelope, err);
	status =
		node_cache_get(node, &tx->reader, peer, &env->dossier, &d, err);
	if (status == WASL_NOT_FOUND || (status == WASL_OK && d->key == NULL))
		return WASL_OK;
	WASL_TRY(status);
	node_cache_touch(node, d);
	return node_fold_envelope(d, &entry, origin, envelope, err);
}

static wasl_status store_item(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer,
			      const struct wasl_wire_item *item,
			      struct wasl_err *err)
{
	struct wasl_hash hash = item_hash(item);
	struct wasl_envelope env;
	bool read = !item->erased &&
		    wasl_envelope_parse(&env, item->bytes, NULL) == WASL_OK;
	uint32_t number = read ? node_line_number(peer, &env) : 0;

	/* Before the entry is there: a dossier that is read now would fold it
	 * a second time. */
	if (read) {
		peer->own.seen = env.seen;
		WASL_TRY(take_back(node, tx, peer, &env, item->bytes, err));
	}
	const struct node_stored entry = {
		.log_id = peer->own.id,
		.index = peer->own.size,
		.hash = hash,
		.envelope = item->erased ? (wasl_bytes){NULL, 0} : item->bytes,
		.dossier = read ? &env.dossier : NULL,
		.seen = peer->own.seen,
		.act = number,
	};
	WASL_TRY(node_entry_store(node, tx, &entry, err));
	peer->own.size++;
	return WASL_OK;
}

static wasl_status restore_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct node_peer *peer = ((struct restore_job *)job)->peer;
	struct wasl_wire_item item;

	WASL_TRY(check_root(node, peer, &job->err));
	for (size_t i = 0; i < peer->restore->n; i++) {
		struct wasl_wire_items items = peer->restore->parts[i].items;

		while (wasl_wire_items_next(&items, &item))
			WASL_TRY(store_item(node, tx, peer, &item, &job->err));
	}
	return WASL_OK;
}

static void restore_after(struct wasl_node *node, struct node_job *job)
{
	struct node_peer *peer = ((struct restore_job *)job)->peer;
	struct wasl_line_event event = {.type = WASL_LINE_RESTORED};

	if (job->status == WASL_OK)
		job->status = node_tree_open(node, peer, &job->err);
	if (job->status != WASL_OK)
		node_log(write_failed, NODE_T("what", "restore"),
			 NODE_T("why", job->err.text));
	node_restore_free(peer->restore);
	peer->restore = NULL;
	event.restored.status = job->status;
	event.restored.own_size = peer->own.size;
	event.restored.own_seen = peer->own.seen;
	node_line_event(node, peer, &event);
	node_regrant_look(node, peer);
	wasl_free(job);
}

void node_restore_step(struct wasl_node *node, struct node_peer *peer,
		       uint64_t first, uint32_t count, uint64_t upto)
{
	struct wasl_line_event event = {.type = WASL_LINE_RESTORED};
	struct restore_job *job;

	if (first + count < upto)
		return;
	job = wasl_alloc(1, sizeof(*job));
	if (job != NULL) {
		job->peer = peer;
		job->upto = upto;
		job->job = (struct node_job){.run = restore_run,
					     .after = restore_after,
					     .internal = true};
		if (node_writer_submit(node->writer, &job->job, NULL) ==
		    WASL_OK)
			return;
		wasl_free(job);
	}
	event.restored.status = WASL_NOT_READY;
	event.restored.own_size = peer->own.size;
	event.restored.own_seen = peer->own.seen;
	node_line_event(node, peer, &event);
}
