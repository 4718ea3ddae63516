#include "dossier/linestate.h"
#include "kind/caption.h"
#include "kind/fault.h"
#include "kind/label.h"
#include "node/lists.h"
#include "node/view.h"

/* --- what only the writer knows ------------------------------------------ */

struct status_job {
	struct node_job job;
	struct wasl_arena *arena;
	struct wasl_node_status *out;
	struct node_peer **peers; /* of out->lines */
};

static const char *phase_name(const struct node_peer *peer)
{
	if (!peer->started)
		return "asking";
	switch (peer->line.phase) {
	case WASL_LINE_ASKING:
		return "asking";
	case WASL_LINE_FETCHING:
		return "fetching";
	case WASL_LINE_LOST:
		return "lost";
	case WASL_LINE_OPEN:
		return "open";
	}
	return "lost";
}

static const char *vkey_text(struct wasl_arena *arena,
			     const struct wasl_vkey *key)
{
	char text[WASL_VKEY_MAX + 1];

	wasl_vkey_write(text, key);
	return wasl_arena_text(arena, wasl_text_of(text));
}

/* What a side named last, and when it last renewed its keys. */
static void side_now(uint8_t named[static 32], int64_t *card_at,
		     const struct node_peer *peer, bool own)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	enum wasl_origin side =
		own == peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	const struct wasl_hash *hash =
		wasl_linestate_profile_of(&peer->state, &all, side);
	const struct wasl_linestate_act *card =
		wasl_linestate_last(&peer->state, side, WASL_LINE_ACT_KEYS);

	if (hash != NULL)
		memcpy(named, hash->b, sizeof(hash->b));
	*card_at = card == NULL ? 0 : card->time;
}

static void line_now(struct wasl_node_line *out, struct wasl_arena *arena,
		     const struct node_peer *peer)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	const struct wasl_hash *agreed =
		wasl_linestate_profile(&peer->state, &all);

	out->side = wasl_arena_text(arena, wasl_text_of(peer->side));
	out->endpoint = wasl_arena_text(arena, wasl_text_of(peer->endpoint));
	out->phase = phase_name(peer);
	out->epoch = peer->epoch;
	out->ready = peer->started && wasl_line_ready(&peer->line);
	out->state =
		wasl_line_flag_name(wasl_linestate_flag(&peer->state, &all));
	if (agreed != NULL)
		memcpy(out->profile, agreed->b, sizeof(out->profile));
	side_now(out->named_own, &out->own_card_at, peer, true);
	side_now(out->named_partner, &out->partner_card_at, peer, false);
	out->rotation = peer->keys_end == 0   ? "settled"
			: peer->keys_in_force ? "in-force"
					      : "sent";
	out->card_serial = peer->keys.serial;
	out->own_log = vkey_text(arena, &peer->keys.log);
	out->partner_log = vkey_text(arena, &peer->keys.peer_log);
	out->partner_mirror = vkey_text(arena, &peer->keys.peer_mirror);
	out->own_frozen = peer->line.facts.own_frozen;
	out->mirror_frozen = peer->line.facts.mirror_frozen;
}

static wasl_status status_run(struct wasl_node *node, struct store_tx *tx,
			      struct node_job *job)
{
	struct status_job *status = (struct status_job *)job;

	(void)node;
	(void)tx;
	for (size_t i = 0; i < status->out->n_lines; i++)
		line_now(&status->out->lines[i], status->arena,
			 status->peers[i]);
	return wasl_arena_check(status->arena, &job->err);
}

/* --- what the database knows --------------------------------------------- */

static wasl_status line_stored(struct wasl_node_line *out,
			       struct store_reader *r,
			       const struct node_peer *peer,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct view_bounds bounds;

	WASL_TRY(view_bounds_read(&bounds, r, peer, err));
	out->peer = peer->keys.partner;
	out->own_size = bounds.own_size;
	out->receipted = bounds.receipted;
	out->receipted_at = bounds.receipted_at;
	out->bound = bounds.facts.bound;
	out->mirror_size = bounds.mirror_size;
	out->cosigned = bounds.cosigned;
	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_OUTBOX_COUNT, err,
				WASL_ARGS(wasl_arg_int(peer->id))));
	out->waiting = wasl_rows_u64(&row, "n");
	out->oldest = wasl_rows_int(&row, "oldest");
	return wasl_rows_finish(&row, err);
}

/* At most so many alarms are shown; each sort of a partner stands once. */
#define ALARMS_MAX 256

static wasl_status alarms_stored(struct wasl_node_status *out,
				 struct wasl_arena *arena,
				 struct store_reader *r, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	out->alarms = wasl_arena_take(arena, ALARMS_MAX, sizeof(*out->alarms));
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ALARM_OPEN, err,
				  WASL_NO_ARGS));
	while (out->n_alarms < ALARMS_MAX && wasl_rows_next(&rows))
		out->alarms[out->n_alarms++] = (struct wasl_node_alarm){
			.peer = wasl_arena_text(arena,
						wasl_rows_text(&rows, "peer")),
			.code = wasl_arena_text(arena,
						wasl_rows_text(&rows, "code")),
			.fact = wasl_arena_text(arena,
						wasl_rows_text(&rows, "fact")),
			.raised_at = wasl_rows_int(&rows, "raised_at"),
		};
	return wasl_rows_finish(&rows, err);
}

static wasl_status drafts_stored(struct wasl_node_status *out,
				 struct store_reader *r, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_DRAFT_COUNT, err,
				WASL_NO_ARGS));
	out->drafts = wasl_rows_u64(&row, "n");
	return wasl_rows_finish(&row, err);
}

static wasl_status read_stored(struct wasl_node *node,
			       const struct status_job *job,
			       struct wasl_err *err)
{
	struct wasl_node_status *out = job->out;
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	for (size_t i = 0; i < out->n_lines; i++)
		WASL_TRY(line_stored(&out->lines[i], &r, job->peers[i], err));
	WASL_TRY(alarms_stored(out, job->arena, &r, err));
	WASL_TRY(node_list_alarms(node, &r, job->arena, out->alarms,
				  &out->n_alarms, ALARMS_MAX, err));
	WASL_TRY(wasl_second_list(&r, job->arena, &out->seconds,
				  &out->n_seconds, wasl_clock_now(&node->clock),
				  err));
	return drafts_stored(out, &r, err);
}

/* --- both ---------------------------------------------------------------- */

/* Partners are never taken away while the node runs. */
static wasl_status copy_peers(struct wasl_node *node, struct status_job *job,
			      struct wasl_err *err)
{
	struct wasl_node_status *out = job->out;

	pthread_rwlock_rdlock(&node->lock);
	out->lines =
		wasl_arena_take(job->arena, node->peers_n, sizeof(*out->lines));
	job->peers = wasl_arena_take(job->arena, node->peers_n,
				     sizeof(struct node_peer *));
	if (out->lines != NULL && job->peers != NULL)
		for (; out->n_lines < node->peers_n; out->n_lines++)
			job->peers[out->n_lines] = node->peers[out->n_lines];
	pthread_rwlock_unlock(&node->lock);
	return wasl_arena_check(job->arena, err);
}

wasl_status wasl_node_status_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_status *out,
				 struct wasl_err *err)
{
	struct status_job job = {
		.job = {.run = status_run, .internal = true},
		.arena = arena,
		.out = out,
	};

	*out = (struct wasl_node_status){
		.node = node->config->node,
		.side = node->config->side,
	};
	WASL_TRY(copy_peers(node, &job, err));
	WASL_TRY(read_stored(node, &job, err));
	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_kinds(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_kind ***out, size_t *n,
			    struct wasl_err *err)
{
	const struct wasl_library *library = &node->library;

	*n = 0;
	pthread_rwlock_rdlock(&node->lock);
	*out = wasl_arena_take(arena, library->n_kinds,
			       sizeof(const struct wasl_kind *));
	if (*out != NULL)
		for (; *n < library->n_kinds; (*n)++)
			(*out)[*n] = library->kinds[*n];
	pthread_rwlock_unlock(&node->lock);
	return wasl_arena_check(arena, err);
}

wasl_status wasl_node_kind_named(struct wasl_node *node,
				 const struct wasl_kind **out, wasl_text name,
				 struct wasl_err *err)
{
	const struct wasl_library *library = &node->library;

	*out = NULL;
	pthread_rwlock_rdlock(&node->lock);
	for (size_t i = 0; i < library->n_kinds; i++) {
		const struct wasl_kind *kind = library->kinds[i];
		if (wasl_text_eq(name, wasl_text_of(kind->name)) &&
		    (*out == NULL || kind->version >= (*out)->version))
			*out = kind;
	}
	pthread_rwlock_unlock(&node->lock);
	return *out != NULL
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_FOUND, "", "kind-unknown");
}

static json_t *captions(const struct wasl_library *library,
			const struct wasl_kind *kind,
			const struct wasl_labels *labels, const char *language)
{
	json_t *out = json_object();

	for (size_t i = 0; i < labels->n; i++) {
		wasl_text text = wasl_caption(library, language, kind->name,
					      labels->items[i]);

		if (text.n > 0)
			json_object_set_new(out, labels->items[i],
					    json_stringn(text.p, text.n));
	}
	return out;
}

size_t wasl_node_caption(struct wasl_node *node, char *out, size_t max,
			 const char *language, const char *kind, const char *id)
{
	wasl_text text;
	size_t n;

	pthread_rwlock_rdlock(&node->lock);
	text = wasl_caption(&node->library, language, kind, id);
	n = text.n < max ? text.n : max;
	memcpy(out, text.p, n);
	pthread_rwlock_unlock(&node->lock);
	return n;
}

wasl_status wasl_node_kind_labels(struct wasl_node *node,
				  struct wasl_arena *arena,
				  const struct wasl_kind *kind,
				  const json_t *file, json_t **out,
				  struct wasl_err *err)
{
	const char *const *language = wasl_caption_languages;
	struct wasl_labels labels;

	*out = NULL;
	WASL_TRY(wasl_labels_of(&labels, arena, file, NULL, 0, err));
	*out = json_object();
	pthread_rwlock_rdlock(&node->lock);
	for (; *language != NULL; language++)
		json_object_set_new(
			*out, *language,
			captions(&node->library, kind, &labels, *language));
	pthread_rwlock_unlock(&node->lock);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "labels")
			    : WASL_OK;
}

wasl_status wasl_node_profile(struct wasl_node *node,
			      const struct wasl_profile **out,
			      const struct wasl_hash *hash,
			      struct wasl_err *err)
{
	pthread_rwlock_rdlock(&node->lock);
	*out = wasl_library_profile(&node->library, hash);
	pthread_rwlock_unlock(&node->lock);
	return *out != NULL
		       ? WASL_OK
		       : wasl_fault(err, WASL_NOT_FOUND, "", "profile-none");
}
