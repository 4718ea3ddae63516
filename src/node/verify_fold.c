#include "node/verify.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "dossier/deadline.h"
#include "node/assertion.h"
#include "node/lineact.h"

static struct verify_log *log_of(struct verify_line *line, int64_t id)
{
	for (size_t i = 0; i < line->n_logs; i++)
		if (line->logs[i].id == id)
			return &line->logs[i];
	return NULL;
}

/* A stored act, as its row says. */
static struct node_entry entry_of(struct wasl_rows *row,
				  const struct verify_log *log)
{
	return (struct node_entry){
		.own = log->own,
		.epoch = log->epoch,
		.index = wasl_rows_u64(row, "idx"),
		.seen = wasl_rows_u64(row, "seen"),
		.out = wasl_rows_int(row, "reject") != 0,
	};
}

static void count(struct verify_log *log, bool opened)
{
	atomic_fetch_add(&log->line->run->progress->steps, 1);
	if (opened)
		log->out->envelopes++;
}

/* Is there an envelope to open, of an entry that was there at the start? */
static bool to_open(const struct verify_log *log, struct wasl_rows *row)
{
	return log != NULL && wasl_rows_u64(row, "idx") < log->size &&
	       !wasl_rows_null(row, "envelope");
}

/* --- the line dossier ---------------------------------------------------- */

/* Takes the passkeys of an act into account, once all keys are known. */
static wasl_status count_passkeys(struct verify_log *log,
				  struct wasl_arena *arena,
				  const struct wasl_dossier_id *id,
				  const struct wasl_act *act,
				  struct wasl_err *err)
{
	bool first = log->own == log->line->peer->own_first;
	struct node_asserted *asserted;
	enum wasl_node_passkey found;

	WASL_TRY(node_asserted_take(&asserted, arena, id, act, log->own, err));
	if (asserted == NULL)
		return WASL_OK;
	node_asserted_keys(asserted, &log->line->state,
			   first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND);
	found = node_asserted_check(asserted);
	log->out->passkeys += found == WASL_NODE_PASSKEY_CHECKED;
	log->out->passkeys_bad += found == WASL_NODE_PASSKEY_BAD;
	return WASL_OK;
}

/* The dossier is gone through twice: a later act may publish the key that an
 * earlier one was signed with. */
enum line_pass { LINE_ACTS, LINE_PASSKEYS };

static wasl_status take_line_act(struct verify_log *log, enum line_pass pass,
				 const struct node_entry *entry,
				 wasl_bytes plain, int64_t number,
				 struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct verify_line *line = log->line;
	struct wasl_place place = node_entry_place(line->peer, entry);
	struct wasl_act act;

	WASL_TRY(wasl_act_parse(&act, &arena, plain, err));
	if (act.number != number)
		return wasl_fail(err, WASL_CORRUPT,
				 "it is stored as act %lld, but is act %u",
				 (long long)number, (unsigned)act.number);
	if (pass == LINE_PASSKEYS)
		return count_passkeys(log, &arena, &line->state.id, &act, err);
	line->asserted = line->asserted || act.assertions.n > 0;
	return wasl_linestate_add(&line->state, &place, &act, err);
}

static wasl_status open_line_act(struct verify_log *log, enum line_pass pass,
				 struct wasl_rows *row, struct wasl_err *err)
{
	const struct wasl_secret *key = log->line->peer->line_dossier.key;
	struct node_entry entry = entry_of(row, log);
	const struct wasl_pos at = {wasl_text_of(log->origin), entry.index};
	wasl_bytes bytes = wasl_rows_bytes(row, "envelope");
	struct wasl_buf plain = {.cap = bytes.n};
	struct wasl_envelope env;
	wasl_status status;

	WASL_TRY(wasl_envelope_parse(&env, bytes, err));
	plain.p = wasl_alloc(plain.cap, 1);
	if (plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	status = wasl_envelope_open(&plain, &env, &at, key, err);
	if (pass == LINE_ACTS)
		count(log, status == WASL_OK);
	if (status == WASL_OK && !entry.out)
		status =
			take_line_act(log, pass, &entry, wasl_buf_bytes(&plain),
				      wasl_rows_int(row, "act"), err);
	wasl_free(plain.p);
	return entry.out && status != WASL_NO_MEMORY ? WASL_OK : status;
}

static wasl_status read_line_dossier(struct verify_line *line,
				     enum line_pass pass,
				     struct verify_log **at,
				     struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_read(&r, line->run->node->store, err));
	WASL_TRY(
		wasl_store_query(&rows, &r, WASL_SQL_ENTRY_OF_DOSSIER, err,
				 WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
					 &line->peer->line_dossier.id)))));
	while (wasl_rows_next(&rows)) {
		wasl_status status;

		*at = log_of(line, wasl_rows_int(&rows, "log_id"));
		if (!to_open(*at, &rows))
			continue;
		status = open_line_act(*at, pass, &rows, err);
		if (status != WASL_OK)
			wasl_err_prefix(err, "entry %llu",
					(unsigned long long)wasl_rows_u64(
						&rows, "idx"));
		WASL_TRY(status);
	}
	*at = NULL;
	return wasl_rows_finish(&rows, err);
}

void verify_line_dossier(struct verify_line *line)
{
	struct wasl_node *node = line->run->node;
	struct verify_log *at = NULL;
	struct wasl_err err;

	pthread_rwlock_rdlock(&node->lock);
	wasl_linestate_init(&line->state,
			    wasl_library_kind_named(&node->library, "line"),
			    &line->peer->line_dossier.id);
	if (read_line_dossier(line, LINE_ACTS, &at, &err) != WASL_OK ||
	    (line->asserted &&
	     read_line_dossier(line, LINE_PASSKEYS, &at, &err) != WASL_OK))
		verify_blame(line, at, &err);
	pthread_rwlock_unlock(&node->lock);
}

/* --- a dossier and its row ----------------------------------------------- */

static wasl_status same_text(struct wasl_rows *row, const char *column,
			     const char *folded, struct wasl_err *err)
{
	wasl_text stored = wasl_rows_text(row, column);

	if (folded == NULL)
		folded = "";
	if (wasl_text_is(stored, folded))
		return WASL_OK;
	return wasl_fail(err, WASL_CORRUPT,
			 "its %s is stored as \"%.*s\", its acts make \"%s\"",
			 column, (int)stored.n, stored.p, folded);
}

static wasl_status same_number(struct wasl_rows *row, const char *column,
			       int64_t folded, struct wasl_err *err)
{
	int64_t stored = wasl_rows_int(row, column);

	if (stored == folded)
		return WASL_OK;
	return wasl_fail(err, WASL_CORRUPT,
			 "its %s is stored as %lld, its acts make %lld", column,
			 (long long)stored, (long long)folded);
}

static wasl_status same_row(struct store_reader *r,
			    const struct wasl_dossier *d, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	WASL_TRY(same_text(&row, "state", wasl_dossier_state(d), err));
	WASL_TRY(same_text(&row, "outcome", d->marks[WASL_MARK_OUTCOME], err));
	WASL_TRY(same_text(&row, "urgency", d->marks[WASL_MARK_URGENCY], err));
	WASL_TRY(same_text(&row, "sector", d->marks[WASL_MARK_SECTOR], err));
	WASL_TRY(
		same_text(&row, "handling", d->marks[WASL_MARK_HANDLING], err));
	WASL_TRY(same_text(&row, "unit", d->marks[WASL_MARK_UNIT], err));
	WASL_TRY(same_number(&row, "crossed", (int64_t)d->crossed, err));
	WASL_TRY(same_number(&row, "closed", wasl_dossier_closed(d), err));
	if (d->kind != NULL) {
		WASL_TRY(same_text(&row, "kind", d->kind->name, err));
		WASL_TRY(
			same_text(&row, "ref", wasl_dossier_reference(d), err));
	}
	return wasl_rows_finish(&row, err);
}

/* The rows of one clock: one for each instant at which a run is due. */
static wasl_status same_clock(struct wasl_rows *row,
			      const struct wasl_dossier *d, size_t k,
			      struct wasl_err *err)
{
	wasl_autofree struct wasl_clock_due *dues =
		wasl_alloc(wasl_clock_dues_max(d, k) + 1, sizeof(*dues));
	size_t n;

	if (dues == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "clocks");
	/* What suspensions add is of the last look, not of the acts. */
	n = wasl_clock_dues(dues, d, k, 0, (struct wasl_suspended){NULL, 0});
	for (size_t i = 0; i < n; i++) {
		if (!wasl_rows_next(row))
			return wasl_fail(err, WASL_CORRUPT,
					 "its clock %s is not stored",
					 d->kind->clocks[k].name);
		WASL_TRY(same_number(row, "number", d->kind->clocks[k].n, err));
		WASL_TRY(same_number(row, "due_at", dues[i].due, err));
		WASL_TRY(same_number(row, "stopped", dues[i].paused, err));
	}
	return WASL_OK;
}

static wasl_status same_clocks(struct store_reader *r,
			       const struct wasl_dossier *d,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	size_t n = d->kind == NULL ? 0 : d->kind->n_clocks;

	WASL_TRY(wasl_store_query(
		&row, r, WASL_SQL_CLOCK_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	for (size_t k = 0; k < n; k++)
		WASL_TRY(same_clock(&row, d, k, err));
	if (wasl_rows_next(&row))
		return wasl_fail(err, WASL_CORRUPT,
				 "a clock is stored that does not run");
	return wasl_rows_finish(&row, err);
}

/* --- folding ------------------------------------------------------------- */

/* Whether persons' passkeys hold is told, and no fault of the log. */
static wasl_status check_passkeys(struct verify_log *log,
				  const struct node_dossier *d,
				  struct wasl_rows *row, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct wasl_buf plain;
	struct wasl_act act;
	wasl_status status = WASL_OK;

	if (node_open_row(d, &plain, row) &&
	    wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain), NULL) ==
		    WASL_OK)
		status = count_passkeys(log, &arena, &d->id, &act, err);
	wasl_free(plain.p);
	return status;
}

static wasl_status fold_row(struct verify_log *log, struct node_dossier *d,
			    struct wasl_rows *row, struct wasl_err *err)
{
	struct node_entry entry = entry_of(row, log);
	wasl_status status;

	status = node_fold_envelope(d, &entry, wasl_text_of(log->origin),
				    wasl_rows_bytes(row, "envelope"), err);
	/* A rejected act may be of any form: then it was not opened. */
	if (entry.index < log->size)
		count(log, entry.opened);
	if (status == WASL_OK && entry.asserted)
		status = check_passkeys(log, d, row, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "entry %llu",
				(unsigned long long)entry.index);
	return status;
}

static wasl_status fold_acts(struct verify_line *line, struct store_reader *r,
			     struct node_dossier *d, struct verify_log **at,
			     struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	while (wasl_rows_next(&rows)) {
		*at = log_of(line, wasl_rows_int(&rows, "log_id"));
		if (*at != NULL && !wasl_rows_null(&rows, "envelope"))
			WASL_TRY(fold_row(*at, d, &rows, err));
	}
	*at = NULL;
	return wasl_rows_finish(&rows, err);
}

/* All that is stored of one dossier, its key being here. */
static wasl_status check_dossier(struct verify_line *line,
				 struct store_reader *r, struct node_dossier *d,
				 struct verify_log **at, struct wasl_err *err)
{
	WASL_TRY(fold_acts(line, r, d, at, err));
	WASL_TRY(same_row(r, &d->fold, err));
	return same_clocks(r, &d->fold, err);
}

static void verify_dossier(struct verify_line *line, struct store_reader *r,
			   const struct wasl_keyd_dossier *ask)
{
	struct wasl_node *node = line->run->node;
	struct node_dossier d = {
		.id = ask->id, .peer = line->peer, .key = ask->key};
	struct verify_log *at = NULL;
	struct wasl_err err;

	pthread_rwlock_rdlock(&node->lock);
	wasl_dossier_init(&d.fold, &node->library, &d.id);
	if (check_dossier(line, r, &d, &at, &err) != WASL_OK) {
		wasl_err_prefix(&err, "dossier %s",
				wasl_dossier_reference(&d.fold));
		verify_blame(line, at, &err);
	}
	wasl_dossier_deinit(&d.fold);
	pthread_rwlock_unlock(&node->lock);
	line->run->out->dossiers++;
}

/* --- batches of keys ----------------------------------------------------- */

struct batch {
	struct wasl_keyd_dossier ask[VERIFY_BATCH];
	size_t n;
	struct wasl_dossier_id last;
	bool begun;
};

static wasl_status read_batch(struct verify_line *line, struct store_reader *r,
			      struct batch *batch, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_bytes after = {NULL, 0};

	if (batch->begun)
		after = wasl_dossier_id_bytes(&batch->last);
	batch->begun = true;
	batch->n = 0;
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_DOSSIER_AFTER, err,
				  WASL_ARGS(wasl_arg_int(line->peer->id),
					    wasl_arg_bytes(after),
					    wasl_arg_int(VERIFY_BATCH))));
	while (batch->n < VERIFY_BATCH && wasl_rows_next(&rows)) {
		struct wasl_keyd_dossier *ask = &batch->ask[batch->n];

		*ask = (struct wasl_keyd_dossier){
			.key = line->run->keys[batch->n]};
		wasl_rows_copy(&rows, "id", ask->id.b, sizeof(ask->id.b));
		wasl_rows_copy(&rows, "wrapped", ask->wrapped.b,
			       sizeof(ask->wrapped.b));
		batch->last = ask->id;
		batch->n++;
	}
	return wasl_rows_finish(&rows, err);
}

/* A key that keyd does not give back is a fault, unless it was to be so. */
static void blame_key(struct verify_line *line,
		      const struct wasl_keyd_dossier *ask)
{
	const struct wasl_known all = WASL_KNOWN_ALL;
	struct wasl_err err;

	if (wasl_linestate_erased(&line->state, &all, &ask->id))
		return;
	wasl_err_set_(&err, ask->status, "",
		      "a dossier's key does not unwrap: id %02x%02x%02x%02x…",
		      ask->id.b[0], ask->id.b[1], ask->id.b[2], ask->id.b[3]);
	verify_blame(line, NULL, &err);
}

static wasl_status verify_batch(struct verify_line *line, struct batch *batch,
				struct wasl_err *err)
{
	struct wasl_node *node = line->run->node;
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(read_batch(line, &r, batch, err));
	if (batch->n == 0)
		return WASL_OK;
	WASL_TRY(wasl_keyd_unwrap(node->keyd, batch->ask, batch->n, err));
	for (size_t i = 0; i < batch->n; i++) {
		WASL_TRY(verify_pause(line->run, err));
		if (batch->ask[i].status == WASL_OK)
			verify_dossier(line, &r, &batch->ask[i]);
		else
			blame_key(line, &batch->ask[i]);
	}
	return WASL_OK;
}

wasl_status verify_dossiers(struct verify_line *line, struct wasl_err *err)
{
	wasl_autofree struct batch *batch = wasl_alloc(1, sizeof(*batch));

	if (batch == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "dossiers");
	do {
		WASL_TRY(verify_batch(line, batch, err));
	} while (batch->n == VERIFY_BATCH);
	return WASL_OK;
}
