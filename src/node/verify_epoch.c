#include "node/change.h"
#include "node/verify.h"

/* spec §7, act 10. */
#define FIELD_OWN_NOTE	   2
#define FIELD_PARTNER_NOTE 3

/* --- where a log ends ---------------------------------------------------- */

/* The signed text of a note, in the run's arena; "" for none. */
static wasl_status note_text(struct verify_line *line, const char **out,
			     wasl_bytes bytes, struct wasl_err *err)
{
	struct wasl_arena *arena = line->run->arena;
	struct wasl_note note;

	*out = "";
	if (bytes.n == 0)
		return WASL_OK;
	WASL_TRY(wasl_note_parse(&note, bytes, err));
	*out = wasl_arena_text(
		arena, (wasl_text){(const char *)note.text.p, note.text.n});
	return wasl_arena_check(arena, err);
}

static wasl_status set_end(struct verify_log *log,
			   const struct wasl_keyd_end *end,
			   struct wasl_err *err)
{
	struct wasl_checkpoint cp;

	log->over = true;
	WASL_TRY(note_text(log->line, &log->end_text,
			   wasl_bytes_of(end->note, end->note_n), err));
	if (end->note_n == 0)
		return WASL_OK;
	WASL_TRY(wasl_checkpoint_parse(
		&cp, wasl_text_bytes(wasl_text_of(log->end_text)), err));
	log->end = cp.size;
	log->end_root = cp.root;
	return WASL_OK;
}

static uint64_t count_before(const struct verify_line *line,
			     const struct verify_log *log)
{
	uint64_t n = 0;

	for (size_t i = 0; i < line->n_logs; i++)
		if (line->logs[i].own == log->own &&
		    line->logs[i].epoch < log->epoch)
			n += line->logs[i].end;
	return n;
}

wasl_status verify_epoch_load(struct verify_line *line, struct wasl_err *err)
{
	struct wasl_keyd *keyd = line->run->node->keyd;
	struct wasl_keyd_epoch past;

	for (size_t i = 0; i < line->n_logs; i++) {
		struct verify_log *log = &line->logs[i];
		wasl_status status = wasl_keyd_line_past(
			keyd, &past, line->peer->number, log->epoch, err);

		if (status == WASL_NOT_FOUND)
			continue;
		WASL_TRY(status);
		WASL_TRY(
			set_end(log, log->own ? &past.own : &past.mirror, err));
	}
	for (size_t i = 0; i < line->n_logs; i++)
		line->logs[i].before = count_before(line, &line->logs[i]);
	return WASL_OK;
}

wasl_status verify_epoch_entry(const struct verify_log *log, bool lost,
			       struct wasl_err *err)
{
	bool behind = log->over && log->tree.size > log->end;
	struct wasl_hash root;

	if (behind != lost)
		return wasl_fail(err, WASL_CORRUPT,
				 behind ? "it lies behind the end of its "
					  "epoch, but is stored as if it "
					  "counted"
					: "it is stored as lost, but counts");
	if (!log->over || log->tree.size != log->end)
		return WASL_OK;
	wasl_tree_root(&root, &log->tree);
	if (wasl_hash_eq(&root, &log->end_root))
		return WASL_OK;
	return wasl_fail(err, WASL_FORK,
			 "the entries are not those under the note that ends "
			 "the epoch");
}

/* --- how the next begins ------------------------------------------------- */

static const struct verify_log *log_before(const struct verify_log *log,
					   bool own)
{
	const struct verify_line *line = log->line;

	for (size_t i = 0; i < line->n_logs; i++)
		if (line->logs[i].epoch + 1 == log->epoch &&
		    line->logs[i].own == own)
			return &line->logs[i];
	return NULL;
}

static wasl_status names_end(const struct wasl_linestate_act *act,
			     uint32_t field, const struct verify_log *ended,
			     struct wasl_err *err)
{
	const struct wasl_value *value = wasl_record_get(&act->record, field);
	wasl_text text = {"", 0};
	struct wasl_note note;

	if (value != NULL) {
		WASL_TRY(wasl_note_parse(&note, wasl_text_bytes(value->text),
					 err));
		text = (wasl_text){(const char *)note.text.p, note.text.n};
	}
	if (ended == NULL || !wasl_text_is(text, ended->end_text))
		return wasl_fail(err, WASL_CORRUPT,
				 "entry 0: it names another end of the epoch "
				 "before");
	return WASL_OK;
}

static bool begins(const struct wasl_linestate_act *act,
		   const struct verify_log *log)
{
	enum wasl_origin origin = log->own == log->line->peer->own_first
					  ? WASL_ORIGIN_FIRST
					  : WASL_ORIGIN_SECOND;

	return act->number == WASL_LINE_ACT_EPOCH && !act->out &&
	       act->place.index == 0 && act->place.epoch == log->epoch &&
	       act->place.origin == origin;
}

wasl_status verify_epoch_begin(const struct verify_log *log,
			       struct wasl_err *err)
{
	const struct wasl_linestate *state = &log->line->state;

	if (log->epoch == 1 || log->size == 0)
		return WASL_OK;
	for (size_t i = 0; i < state->n; i++) {
		const struct wasl_linestate_act *act = &state->acts[i];

		if (!begins(act, log))
			continue;
		WASL_TRY(names_end(act, FIELD_OWN_NOTE,
				   log_before(log, log->own), err));
		return names_end(act, FIELD_PARTNER_NOTE,
				 log_before(log, !log->own), err);
	}
	return wasl_fail(err, WASL_CORRUPT,
			 "entry 0: it is not the act that begins an epoch");
}
