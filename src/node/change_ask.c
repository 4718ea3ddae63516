/* What persons see of a change of epoch, and their two decisions. */
#include "desk/right.h"
#include "kind/fault.h"
#include "node/change.h"
#include "node/epoch.h"
#include "node/feed.h"
#include "node/log.h"
#include "node/runner.h"

/* A first decision waits so long for the second. */
#define ASK_WAIT_S ((int64_t)24 * 3600)
/* Dossiers in one list of what is lost. */
#define LOST_MAX 1000

static wasl_status find_peer(struct wasl_node *node, wasl_text partner,
			     struct node_peer **out, struct wasl_err *err)
{
	*out = node_peer_named(node, partner);
	if (*out == NULL)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "partner-none",
				     WASL_FAULT_T("partner", partner));
	return WASL_OK;
}

/* --- may it be asked for? ------------------------------------------------ */

static wasl_status was_frozen(struct store_reader *r,
			      const struct node_peer *peer, bool *frozen,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_ALARM_COUNT, err,
		WASL_ARGS(wasl_arg_int(peer->id), wasl_arg_str("FROZEN"))));
	*frozen = wasl_rows_int(&row, "n") > 0;
	return wasl_rows_finish(&row, err);
}

/* "If entries are lost on both sides, or a fork is settled" (spec §7); the
 * partner's two persons know of theirs. */
static wasl_status reason(struct store_reader *r, const struct node_peer *peer,
			  const char **why, bool *needed, struct wasl_err *err)
{
	bool frozen;

	WASL_TRY(was_frozen(r, peer, &frozen, err));
	*needed = true;
	if (peer->line.phase == WASL_LINE_LOST)
		*why = "entries are lost on both sides";
	else if (frozen)
		*why = "a log was frozen after a fork";
	else if (peer->heard && peer->theirs.asked)
		*why = "two persons of the partner ask for it";
	else if (peer->line.denied)
		*why = "the partner no longer knows our log";
	else
		*needed = false;
	if (!*needed)
		*why = "nothing is lost and nothing was frozen: the line "
		       "needs no new epoch";
	return WASL_OK;
}

/* --- how it stands ------------------------------------------------------- */

struct get_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_node_epoch *out;
	wasl_text partner;
};

static struct wasl_node_end end_of(struct wasl_arena *arena,
				   const uint8_t *note, size_t n,
				   const struct node_log *log,
				   const struct wasl_keyd_head *head)
{
	return (struct wasl_node_end){
		.note = wasl_arena_text(arena,
					(wasl_text){(const char *)note, n}),
		.size = node_offer_size(note, n),
		.held = log->size,
		.known = head->size,
	};
}

static wasl_status take_lost(struct wasl_arena *arena, struct wasl_rows *rows,
			     struct wasl_node_lost **out, size_t *n,
			     struct wasl_err *err)
{
	*n = 0;
	*out = wasl_arena_take(arena, LOST_MAX, sizeof(**out));
	WASL_TRY(wasl_arena_check(arena, err));
	while (*n < LOST_MAX && wasl_rows_next(rows))
		(*out)[(*n)++] = (struct wasl_node_lost){
			.ref = wasl_arena_text(arena,
					       wasl_rows_text(rows, "ref")),
			.own = wasl_rows_u64(rows, "own"),
			.partner = wasl_rows_u64(rows, "partner"),
		};
	WASL_TRY(wasl_arena_check(arena, err));
	return wasl_rows_finish(rows, err);
}

static wasl_status list_lost(struct get_job *get, struct store_reader *r,
			     const struct node_peer *peer, struct wasl_err *err)
{
	struct wasl_node_epoch *out = get->out;
	wasl_autorows struct wasl_rows lost = {0};
	wasl_autorows struct wasl_rows gone = {0};

	WASL_TRY(wasl_store_query(&lost, r, WASL_SQL_ENTRY_BEYOND, err,
				  WASL_ARGS(wasl_arg_int(peer->own.id),
					    wasl_arg_u64(out->own.size),
					    wasl_arg_int(peer->mirror.id),
					    wasl_arg_u64(out->partner.size))));
	WASL_TRY(take_lost(get->arena, &lost, &out->lost, &out->n_lost, err));
	WASL_TRY(wasl_store_query(&gone, r, WASL_SQL_ENTRY_LOST, err,
				  WASL_ARGS(wasl_arg_int(peer->id),
					    wasl_arg_u64(peer->epoch),
					    wasl_arg_int(NODE_ENTRY_LOST))));
	return take_lost(get->arena, &gone, &out->gone, &out->n_gone, err);
}

/* The first person's word for this offer, if it still waits. */
static wasl_status first_of(struct wasl_node *node, struct store_reader *r,
			    const struct node_peer *peer,
			    const struct node_offer *offer, int64_t *first,
			    struct wasl_err *err)
{
	struct node_offer stored = {0};
	wasl_autorows struct wasl_rows row = {0};
	int64_t since = wasl_clock_now(&node->clock) - ASK_WAIT_S;
	wasl_status status;

	*first = 0;
	status = wasl_store_one(&row, r, WASL_SQL_EPOCH_ASK_GET, err,
				WASL_ARGS(wasl_arg_int(peer->id)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	stored.number = (uint32_t)wasl_rows_u64(&row, "number");
	stored.own_n = wasl_rows_bytes(&row, "own_note").n;
	stored.mirror_n = wasl_rows_bytes(&row, "partner_note").n;
	if (stored.own_n > sizeof(stored.own) ||
	    stored.mirror_n > sizeof(stored.mirror))
		return wasl_fail(err, WASL_CORRUPT, "what was asked for");
	wasl_rows_copy(&row, "own_note", stored.own, stored.own_n);
	wasl_rows_copy(&row, "partner_note", stored.mirror, stored.mirror_n);
	if (wasl_rows_int(&row, "second_id") == 0 &&
	    wasl_rows_int(&row, "first_at") >= since &&
	    node_offer_same(&stored, offer))
		*first = wasl_rows_int(&row, "first_id");
	return wasl_rows_finish(&row, err);
}

static wasl_status get_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct get_job *get = (struct get_job *)job;
	struct wasl_node_epoch *out = get->out;
	struct store_reader *r = &tx->reader;
	struct wasl_user user = {.pseudonym = ""};
	struct node_offer offer;
	struct wasl_hash digest;
	struct node_peer *peer;
	int64_t first;

	*out = (struct wasl_node_epoch){.first = ""};
	WASL_TRY(find_peer(node, get->partner, &peer, &job->err));
	WASL_TRY(reason(r, peer, &out->why, &out->needed, &job->err));
	WASL_TRY(node_change_reckon(node, r, peer, &offer, &job->err));
	digest = node_offer_digest(&offer);
	memcpy(out->digest, digest.b, sizeof(out->digest));
	out->number = offer.number;
	out->own = end_of(get->arena, offer.own, offer.own_n, &peer->own,
			  &peer->signed_head);
	out->partner = end_of(get->arena, offer.mirror, offer.mirror_n,
			      &peer->mirror, &peer->cosigned);
	out->asked = peer->ours.asked && node_offer_same(&peer->ours, &offer);
	out->heard =
		peer->heard && (peer->theirs.informed || peer->theirs.asked);
	out->partner_asked = peer->heard && peer->theirs.asked;
	out->same =
		out->partner_asked && node_offer_same(&peer->theirs, &offer);
	WASL_TRY(first_of(node, r, peer, &offer, &first, &job->err));
	if (first != 0)
		WASL_TRY(wasl_user_by_id(r, &user, first, &job->err));
	out->first = wasl_arena_text(get->arena, wasl_text_of(user.pseudonym));
	WASL_TRY(list_lost(get, r, peer, &job->err));
	return wasl_arena_check(get->arena, &job->err);
}

wasl_status wasl_node_epoch_get(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_node_epoch *out, wasl_text partner,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct get_job get = {.job = {.run = get_run},
			      .arena = arena,
			      .out = out,
			      .partner = partner};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LINE, err));
	return node_writer_call(node->writer, &get.job, err);
}

/* --- the two decisions --------------------------------------------------- */

struct ask_job {
	struct node_job job;
	wasl_text partner;
	const uint8_t *digest;
	const struct wasl_user *actor;
	struct node_peer *peer;
	bool asked;
};

static wasl_status put_first(struct wasl_node *node, struct store_tx *tx,
			     struct ask_job *ask,
			     const struct node_offer *offer,
			     struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_EPOCH_ASK_PUT, err,
		WASL_ARGS(
			wasl_arg_int(ask->peer->id),
			wasl_arg_int(offer->number),
			wasl_arg_bytes(wasl_bytes_of(offer->own, offer->own_n)),
			wasl_arg_bytes(
				wasl_bytes_of(offer->mirror, offer->mirror_n)),
			wasl_arg_int(ask->actor->id),
			wasl_arg_int(wasl_clock_now(&node->clock))));
}

/* What was seen is what is asked for. */
static wasl_status check_seen(struct wasl_node *node, struct store_reader *r,
			      struct ask_job *ask, struct node_offer *offer,
			      struct wasl_err *err)
{
	struct wasl_hash digest;
	const char *why;
	bool needed;

	WASL_TRY(find_peer(node, ask->partner, &ask->peer, err));
	WASL_TRY(reason(r, ask->peer, &why, &needed, err));
	if (!needed)
		return wasl_fault(err, WASL_CONFLICT, "", "epoch-needless");
	if (ask->peer->epoch == WASL_EPOCHS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "epochs-many",
				     WASL_FAULT_N("max", WASL_EPOCHS_MAX));
	WASL_TRY(node_change_reckon(node, r, ask->peer, offer, err));
	digest = node_offer_digest(offer);
	if (memcmp(digest.b, ask->digest, sizeof(digest.b)) != 0)
		return wasl_fault(err, WASL_CONFLICT, "", "epoch-other-ends");
	return WASL_OK;
}

static wasl_status ask_run(struct wasl_node *node, struct store_tx *tx,
			   struct node_job *job)
{
	struct ask_job *ask = (struct ask_job *)job;
	struct node_offer offer;
	int64_t first;

	ask->asked = false;
	WASL_TRY(check_seen(node, &tx->reader, ask, &offer, &job->err));
	ask->asked = ask->peer->ours.asked &&
		     node_offer_same(&ask->peer->ours, &offer);
	if (ask->asked)
		return WASL_OK;
	WASL_TRY(first_of(node, &tx->reader, ask->peer, &offer, &first,
			  &job->err));
	if (first == ask->actor->id)
		return wasl_fault(&job->err, WASL_DENIED, "", "second-other");
	if (first == 0) {
		WASL_TRY(put_first(node, tx, ask, &offer, &job->err));
	} else {
		WASL_TRY(wasl_store_exec(
			tx, WASL_SQL_EPOCH_ASK_SECOND, &job->err,
			WASL_ARGS(wasl_arg_int(ask->peer->id),
				  wasl_arg_int(ask->actor->id),
				  wasl_arg_int(wasl_clock_now(&node->clock)))));
		ask->asked = true;
	}
	/* Another word replaces what two persons said before. */
	return node_change_load(&tx->reader, ask->peer, &job->err);
}

static void ask_after(struct wasl_node *node, struct node_job *job)
{
	struct ask_job *ask = (struct ask_job *)job;

	if (job->status != WASL_OK || !ask->asked)
		return;
	node_log(epoch_asked, NODE_T("peer", ask->peer->keys.partner),
		 NODE_I("epoch", ask->peer->ours.number));
	node_line_say(node, ask->peer, WASL_LINE_ASKED);
}

wasl_status wasl_node_epoch_ask(struct wasl_node *node, wasl_text partner,
				const uint8_t digest[static 32], bool *asked,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct ask_job ask = {.job = {.run = ask_run, .after = ask_after},
			      .partner = partner,
			      .digest = digest,
			      .actor = actor};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LINE, err));
	WASL_TRY(node_writer_call(node->writer, &ask.job, err));
	*asked = ask.asked;
	return WASL_OK;
}

static wasl_status seen_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct ask_job *ask = (struct ask_job *)job;

	WASL_TRY(find_peer(node, ask->partner, &ask->peer, &job->err));
	WASL_TRY(node_feed_note(node, tx, WASL_CHANGE_LINE, ask->peer->id,
				&job->err));
	return wasl_store_exec(
		tx, WASL_SQL_ALARM_CLEAR, &job->err,
		WASL_ARGS(wasl_arg_int(ask->peer->id),
			  wasl_arg_str("EPOCH_LOST"),
			  wasl_arg_int(wasl_clock_now(&node->clock))));
}

wasl_status wasl_node_epoch_seen(struct wasl_node *node, wasl_text partner,
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	struct ask_job seen = {.job = {.run = seen_run}, .partner = partner};

	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_LINE, err));
	return node_writer_call(node->writer, &seen.job, err);
}
