/*
 * The change of epoch (spec §7).
 *
 * Safe because nothing is ever signed twice in one place: the vault names the
 * epoch, and only logs of that epoch are signed or cosigned. On disk, in order:
 * the vault with the old heads, the new number and `opening`; both heads,
 * empty, over those of the old epoch; the vault without `opening`. A stop in
 * between is made good at the next start, before anything can be asked.
 */
#include "keyd/fields.h"
#include "keyd/server.h"

struct ask {
	uint32_t line, number;
	wasl_bytes own, mirror;
	wasl_bytes by[2];
};

static void take_ask(struct ask *out, struct wasl_cursor *in)
{
	out->line = wasl_cursor_u32(in);
	out->number = wasl_cursor_u32(in);
	out->own = wasl_field_long(in);
	out->mirror = wasl_field_long(in);
	for (size_t i = 0; i < 2; i++)
		out->by[i] = wasl_field_short(in);
}

/* What the entries under our signature are, keyd alone can tell: a note below
 * its head gives up the rest, one at its head must be that head's. */
static wasl_status fits(const struct wasl_head *head,
			const struct wasl_checkpoint *c, struct wasl_err *err)
{
	struct wasl_hash root;

	wasl_tree_root(&root, &head->tree);
	if (c->size == head->tree.size && !wasl_hash_eq(&root, &c->root))
		return wasl_fail(
			err, WASL_FORK,
			"keyd: another root of %s at %llu than is held",
			head->origin, (unsigned long long)c->size);
	return WASL_OK;
}

/* The note that ends a log: a log key of its side has signed it. */
static wasl_status check_note(struct wasl_vault_end *end,
			      const struct wasl_server_line *line,
			      enum wasl_keyd_log log, wasl_bytes in,
			      struct wasl_err *err)
{
	struct wasl_buf kept = WASL_BUF(end->note);
	struct wasl_checkpoint checkpoint;

	if (in.n == 0)
		return WASL_OK;
	WASL_TRY(wasl_server_open_note(&checkpoint, &kept, line, log, in, err));
	end->note_n = kept.n;
	return fits(log == WASL_KEYD_OWN ? &line->own : &line->mirror,
		    &checkpoint, err);
}

static void keep_head(struct wasl_vault_end *end, const struct wasl_head *head)
{
	end->size = head->tree.size;
	wasl_tree_root(&end->root, &head->tree);
}

static wasl_status make_epoch(struct wasl_vault_epoch *out,
			      struct wasl_server *server, const struct ask *ask,
			      struct wasl_err *err)
{
	const struct wasl_server_line *line = &server->lines[ask->line];
	int64_t now = wasl_clock_now(&server->clock);

	*out = (struct wasl_vault_epoch){.time = now > 0 ? (uint64_t)now : 0};
	WASL_TRY(check_note(&out->own, line, WASL_KEYD_OWN, ask->own, err));
	WASL_TRY(check_note(&out->mirror, line, WASL_KEYD_MIRROR, ask->mirror,
			    err));
	keep_head(&out->own, &line->own);
	keep_head(&out->mirror, &line->mirror);
	for (size_t i = 0; i < 2; i++)
		memcpy(out->by[i], ask->by[i].p, ask->by[i].n);
	return WASL_OK;
}

/* The text of a note as it was given, up to its signatures. */
static bool same_text(const struct wasl_vault_end *end, wasl_bytes in)
{
	struct wasl_note note;
	struct wasl_note kept;

	if (in.n == 0 || end->note_n == 0)
		return in.n == end->note_n;
	return wasl_note_parse(&note, in, NULL) == WASL_OK &&
	       wasl_note_parse(&kept, wasl_bytes_of(end->note, end->note_n),
			       NULL) == WASL_OK &&
	       wasl_bytes_eq(note.text, kept.text);
}

/* Was just this done? An answer may have been lost. */
static bool is_done(const struct wasl_vault_line *kept, const struct ask *ask)
{
	const struct wasl_vault_epoch *last;

	if (kept->past_n == 0 || ask->number != kept->past_n + 1)
		return false;
	last = &kept->past[kept->past_n - 1];
	return same_text(&last->own, ask->own) &&
	       same_text(&last->mirror, ask->mirror);
}

static wasl_status change(struct wasl_server *server, uint32_t number,
			  const struct wasl_vault_epoch *ended,
			  struct wasl_err *err)
{
	struct wasl_vault_line *kept = &server->vault->lines[number];
	struct wasl_server_line *line = &server->lines[number];
	/* keyd reads no file once it serves: the slots are known. */
	const struct wasl_slots own = line->own.slots;
	const struct wasl_slots mirror = line->mirror.slots;
	wasl_status status;

	kept->past[kept->past_n++] = *ended;
	kept->opening = true;
	status = wasl_vault_save(server->vault, err);
	if (status != WASL_OK) {
		kept->past_n--;
		kept->opening = false;
		return status;
	}
	WASL_TRY(wasl_server_line_init(server, number, err));
	line->own.slots = own;
	line->mirror.slots = mirror;
	WASL_TRY(wasl_head_save(&line->own, err));
	WASL_TRY(wasl_head_save(&line->mirror, err));
	kept->opening = false;
	return wasl_vault_save(server->vault, err);
}

wasl_status wasl_serve_LINE_EPOCH(struct wasl_server *server,
				  struct wasl_buf *out, struct wasl_cursor *in,
				  struct wasl_err *err)
{
	const struct wasl_vault_line *kept;
	struct wasl_vault_epoch ended;
	struct wasl_server_line *line;
	struct ask ask = {0};

	(void)out;
	take_ask(&ask, in);
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, ask.line, err));
	kept = &server->vault->lines[ask.line];
	if (!kept->pinned)
		return wasl_fail(err, WASL_NOT_READY,
				 "keyd: the ceremony with %s is not held yet",
				 kept->partner);
	if (!wasl_server_persons(ask.by[0], ask.by[1]))
		return wasl_fail(err, WASL_RULE,
				 "keyd: an epoch is opened by two persons");
	if (is_done(kept, &ask))
		return WASL_OK;
	if (ask.number != line->epoch + 1)
		return wasl_fail(
			err, WASL_CONFLICT,
			"keyd: epoch %u of the line to %s is in force, "
			"%u does not follow, or it began with other "
			"notes",
			line->epoch, kept->partner, ask.number);
	if (kept->past_n == WASL_EPOCHS_MAX - 1)
		return wasl_fail(err, WASL_TOO_BIG, "keyd: more than %d epochs",
				 WASL_EPOCHS_MAX);
	WASL_TRY(make_epoch(&ended, server, &ask, err));
	return change(server, ask.line, &ended, err);
}

static void put_end(struct wasl_buf *out, const struct wasl_vault_end *end)
{
	wasl_buf_put_u64(out, end->size);
	wasl_buf_put(out, end->root.b, sizeof(end->root.b));
	wasl_field_put_short(out, wasl_bytes_of(end->note, end->note_n));
}

wasl_status wasl_serve_LINE_PAST(struct wasl_server *server,
				 struct wasl_buf *out, struct wasl_cursor *in,
				 struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint32_t epoch = wasl_cursor_u32(in);
	const struct wasl_vault_epoch *past;
	struct wasl_server_line *line;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	if (epoch == 0 || epoch >= line->epoch)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "keyd: epoch %u of line %u is not over", epoch,
				 number);
	past = &server->vault->lines[number].past[epoch - 1];
	put_end(out, &past->own);
	put_end(out, &past->mirror);
	wasl_buf_put_u64(out, past->time);
	for (size_t i = 0; i < 2; i++)
		wasl_field_put_text(out, past->by[i]);
	return WASL_OK;
}
