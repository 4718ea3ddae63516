#include "node/lineact.h"

#include "base/alloc.h"
#include "line/judge.h"
#include "node/compromise.h"
#include "node/drill.h"
#include "node/escalate.h"
#include "node/held.h"
#include "node/keys.h"
#include "node/known.h"
#include "node/log.h"
#include "node/peer.h"
#include "node/sheet.h"
#include "tlog/note.h"

/* Field numbers of the line dossier's acts, spec §7. */
#define FIELD_FILE	   1
#define FIELD_CARD	   1
#define FIELD_ORIGIN	   1
#define FIELD_REJECTED	   2
#define FIELD_REGRANTED	   1
#define FIELD_NUMBER	   1
#define FIELD_OWN_NOTE	   2
#define FIELD_PARTNER_NOTE 3

struct line_act {
	uint64_t index; /* in its log */
	uint64_t seen;	/* unless read back */
	bool now;	/* read back: in the log of the epoch in force */
	struct wasl_act act;
	struct wasl_record record;
};

static wasl_status read_record(struct wasl_node *node, struct line_act *out,
			       struct wasl_arena *arena, struct wasl_err *err)
{
	const struct wasl_kind *kind =
		wasl_library_kind_named(&node->library, "line");
	const struct wasl_act_def *def;

	def = wasl_kind_act(kind, out->act.number);
	if (def == NULL)
		return wasl_fail(err, WASL_SCHEMA, "no act %u on a line",
				 (unsigned)out->act.number);
	return wasl_record_parse(&out->record, arena, &def->shape, NULL,
				 out->act.fields, err);
}

static wasl_status read_act(struct wasl_node *node, struct line_act *out,
			    struct wasl_arena *arena, wasl_bytes plain,
			    struct wasl_err *err)
{
	WASL_TRY(wasl_act_parse(&out->act, arena, plain, err));
	return read_record(node, out, arena, err);
}

/* --- rejects ------------------------------------------------------------- */

static struct node_reject reject_of(const struct wasl_record *record)
{
	return (struct node_reject){
		.origin = wasl_record_get(record, FIELD_ORIGIN)->text,
		.items = wasl_record_get(record, FIELD_REJECTED)->list,
	};
}

bool node_reject_item(const struct node_reject *reject, size_t i,
		      uint64_t *index, enum wasl_reject *code)
{
	const struct wasl_value *item = &reject->items.items[i];

	if (item->list.n != 2 || item->list.items[0].number < 0)
		return false;
	*index = (uint64_t)item->list.items[0].number;
	*code = wasl_reject_find(item->list.items[1].text);
	return *code != WASL_REJECT_NONE;
}

/* Our log of the epoch before; false if `origin` is not its name. */
static wasl_status log_before(struct store_tx *tx, const struct node_peer *peer,
			      wasl_text origin, struct node_place *out,
			      bool *found, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	*found = false;
	WASL_TRY(wasl_store_query(&rows, &tx->reader, WASL_SQL_LOG_LIST, err,
				  WASL_ARGS(wasl_arg_int(peer->id))));
	while (wasl_rows_next(&rows)) {
		wasl_text name = wasl_rows_text(&rows, "origin");

		if (wasl_rows_u64(&rows, "epoch") + 1 != peer->epoch ||
		    !wasl_text_eq(name, origin) ||
		    !wasl_rows_bool(&rows, "own"))
			continue;
		out->log_id = wasl_rows_int(&rows, "id");
		out->epoch = peer->epoch - 1;
		out->own = *found = true;
	}
	return wasl_rows_finish(&rows, err);
}

/* The partner rejects acts of ours. */
static wasl_status act_reject(struct wasl_node *node, struct store_tx *tx,
			      struct node_peer *peer, const struct line_act *in,
			      struct wasl_err *err)
{
	const struct node_reject reject = reject_of(&in->record);
	struct node_place at = {peer->own.id, peer->epoch, true, 0};
	bool now = wasl_text_is(reject.origin, peer->keys.own_origin);
	bool before = false;

	/* spec §7 Epoch: what was lost of the rejects is said again, at entry
	 * 1 and nowhere else. */
	if (!now && in->index == 1)
		WASL_TRY(
			log_before(tx, peer, reject.origin, &at, &before, err));
	if (!now && !before)
		return WASL_OK;
	for (size_t i = 0; i < reject.items.n; i++) {
		enum wasl_reject code;
		uint64_t index;

		if (!node_reject_item(&reject, i, &index, &code) ||
		    (now && wasl_reject_void(&peer->walk, index)))
			continue;
		at.index = index;
		WASL_TRY(node_apply_reject(node, tx, peer, &at, code, err));
		node_log(act_rejected, NODE_T("peer", peer->keys.partner),
			 NODE_I("index", index),
			 NODE_T("code", wasl_reject_name(code)));
	}
	return WASL_OK;
}

/* --- files and cards ----------------------------------------------------- */

static wasl_status act_profile(struct wasl_node *node, struct store_tx *tx,
			       struct node_peer *peer,
			       const struct line_act *in, struct wasl_err *err)
{
	const struct wasl_value *file =
		wasl_record_get(&in->record, FIELD_FILE);

	(void)peer;
	return node_held_add(node, tx, false, wasl_text_bytes(file->text), err);
}

/* spec §3: "An `offer` act carries such a file to the partner": either sort. */
static wasl_status act_offer(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer, const struct line_act *in,
			     struct wasl_err *err)
{
	const struct wasl_value *file =
		wasl_record_get(&in->record, FIELD_FILE);
	wasl_bytes bytes = wasl_text_bytes(file->text);

	(void)peer;
	if (node_held_add(node, tx, true, bytes, NULL) == WASL_OK)
		return WASL_OK;
	return node_held_add(node, tx, false, bytes, err);
}

static wasl_status act_keys(struct wasl_node *node, struct store_tx *tx,
			    struct node_peer *peer, const struct line_act *in,
			    struct wasl_err *err)
{
	wasl_bytes card =
		wasl_text_bytes(wasl_record_get(&in->record, FIELD_CARD)->text);
	wasl_status status;
	uint64_t floor;

	WASL_TRY(node_compromise_floor(&tx->reader, peer, in->seen, &floor,
				       err));
	status = node_compromise_check(node, &tx->reader, peer, false, card,
				       floor, in->seen, err);
	if (status == WASL_OK)
		status = node_peer_card(node, tx, peer, card, err);
	/* spec §2: "a card whose serial is not the last + 1, or whose previous
	 * hash is not that of the card held, is rejected". */
	return status == WASL_CONFLICT ? WASL_SCHEMA : status;
}

/* The same text of a note, whoever cosigned it. */
static bool same_note(const struct line_act *in, uint32_t field,
		      const struct wasl_keyd_end *end)
{
	const struct wasl_value *value = wasl_record_get(&in->record, field);
	struct wasl_note ours;
	struct wasl_note theirs;

	if (value == NULL || end->note_n == 0)
		return value == NULL && end->note_n == 0;
	return wasl_note_parse(&ours, wasl_bytes_of(end->note, end->note_n),
			       NULL) == WASL_OK &&
	       wasl_note_parse(&theirs, wasl_text_bytes(value->text), NULL) ==
		       WASL_OK &&
	       wasl_bytes_eq(ours.text, theirs.text);
}

/* Entry 0 of the partner's new log says what both sides agreed to; its notes
 * are named from its side. */
static wasl_status act_epoch(struct wasl_node *node, struct store_tx *tx,
			     struct node_peer *peer, const struct line_act *in,
			     struct wasl_err *err)
{
	const struct wasl_value *number =
		wasl_record_get(&in->record, FIELD_NUMBER);
	struct wasl_keyd_epoch past;

	(void)tx;
	if (in->index != 0 || peer->epoch == 1 ||
	    number->number != (int64_t)peer->epoch)
		return wasl_fail(err, WASL_SCHEMA, "no epoch begins here");
	WASL_TRY(wasl_keyd_line_past(node->keyd, &past, peer->number,
				     peer->epoch - 1, err));
	if (!same_note(in, FIELD_OWN_NOTE, &past.mirror) ||
	    !same_note(in, FIELD_PARTNER_NOTE, &past.own))
		return wasl_fail(err, WASL_SCHEMA,
				 "the epoch began with other notes");
	return WASL_OK;
}

static wasl_status act_own_keys(struct wasl_node *node, struct store_tx *tx,
				struct node_peer *peer,
				const struct line_act *in, struct wasl_err *err)
{
	(void)node;
	(void)tx;
	(void)err;
	node_keys_note(peer, in->index);
	return WASL_OK;
}

static wasl_status (*const partner_acts[])(struct wasl_node *node,
					   struct store_tx *tx,
					   struct node_peer *peer,
					   const struct line_act *in,
					   struct wasl_err *err) = {
	[WASL_LINE_ACT_PROFILE] = act_profile,
	[WASL_LINE_ACT_KEYS] = act_keys,
	[WASL_LINE_ACT_REJECT] = act_reject,
	[WASL_LINE_ACT_EPOCH] = act_epoch,
	[WASL_LINE_ACT_OFFER] = act_offer,
};

static wasl_status (*const own_acts[])(struct wasl_node *node,
				       struct store_tx *tx,
				       struct node_peer *peer,
				       const struct line_act *in,
				       struct wasl_err *err) = {
	[WASL_LINE_ACT_PROFILE] = act_profile,
	[WASL_LINE_ACT_KEYS] = act_own_keys,
	[WASL_LINE_ACT_OFFER] = act_offer,
};

#define N(table) (sizeof(table) / sizeof((table)[0]))

wasl_status node_line_act(struct wasl_node *node, struct store_tx *tx,
			  struct node_peer *peer,
			  const struct node_entry *entry, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct wasl_place place = node_entry_place(peer, entry);
	struct line_act in = {
		.index = entry->index, .seen = entry->seen, .act = *entry->act};
	uint32_t n;

	WASL_TRY(read_record(node, &in, &arena, err));
	WASL_TRY(wasl_linestate_add(&peer->state, &place, &in.act, err));
	n = in.act.number;
	if (n == WASL_LINE_ACT_PROFILE || n == WASL_LINE_ACT_AGREE)
		node_drill_wake(node);
	if (n == WASL_LINE_ACT_STATE)
		return node_clocks_again(tx, peer, err);
	if (n == WASL_LINE_ACT_SHEET)
		return node_sheet_store(node, tx, peer, entry, err);
	if (n == WASL_LINE_ACT_ERASED)
		return node_known_erase(node, tx, peer->id, &in.record, err);
	if (entry->own && n < N(own_acts) && own_acts[n] != NULL)
		return own_acts[n](node, tx, peer, &in, err);
	if (!entry->own && n < N(partner_acts) && partner_acts[n] != NULL)
		return partner_acts[n](node, tx, peer, &in, err);
	return WASL_OK;
}

/* --- from the database --------------------------------------------------- */

/* Opens an envelope of the line dossier; `plain` is freed by the caller. */
static wasl_status open_at(struct node_peer *peer, const struct wasl_pos *at,
			   wasl_bytes bytes, struct wasl_buf *plain,
			   struct wasl_err *err)
{
	struct wasl_envelope env;

	*plain = (struct wasl_buf){.cap = bytes.n};
	WASL_TRY(wasl_envelope_parse(&env, bytes, err));
	plain->p = wasl_alloc(plain->cap, 1);
	if (plain->p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	return wasl_envelope_open(plain, &env, at, peer->line_dossier.key, err);
}

static wasl_status open_row(struct node_peer *peer, struct wasl_rows *row,
			    struct wasl_buf *plain, struct wasl_err *err)
{
	const struct wasl_pos at = {wasl_rows_text(row, "origin"),
				    wasl_rows_u64(row, "idx")};

	return open_at(peer, &at, wasl_rows_bytes(row, "envelope"), plain, err);
}

wasl_status node_line_envelope(struct wasl_node *node, struct store_tx *tx,
			       struct node_peer *peer, struct node_entry *entry,
			       wasl_text origin, wasl_bytes envelope,
			       struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	const struct wasl_pos at = {origin, entry->index};
	struct wasl_buf plain = {0};
	struct wasl_act act;
	wasl_status status;

	status = open_at(peer, &at, envelope, &plain, err);
	if (status == WASL_OK)
		status = wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain),
					err);
	entry->act = &act;
	if (status == WASL_OK)
		status = node_line_act(node, tx, peer, entry, err);
	wasl_free(plain.p);
	return status;
}

uint32_t node_line_number(struct node_peer *peer,
			  const struct wasl_envelope *env)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	const struct wasl_pos at = {wasl_text_of(peer->keys.own_origin),
				    peer->own.size};
	struct wasl_buf plain = {0};
	struct wasl_act act = {0};

	if (!wasl_dossier_id_eq(&env->dossier, &peer->line_dossier.id))
		return 0;
	if (open_at(peer, &at, env->all, &plain, NULL) != WASL_OK ||
	    wasl_act_parse(&act, &arena, wasl_buf_bytes(&plain), NULL) !=
		    WASL_OK)
		act.number = 0;
	wasl_free(plain.p);
	return act.number;
}

static wasl_status load_row(struct wasl_node *node, struct node_peer *peer,
			    struct wasl_rows *row, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct node_entry entry = {
		.own = wasl_rows_bool(row, "own"),
		.epoch = (uint32_t)wasl_rows_u64(row, "epoch"),
		.index = wasl_rows_u64(row, "idx"),
		.seen = wasl_rows_u64(row, "seen"),
	};
	struct wasl_place place = node_entry_place(peer, &entry);
	struct wasl_buf plain;
	struct line_act in;
	wasl_status status;

	status = open_row(peer, row, &plain, err);
	if (status == WASL_OK)
		status = read_act(node, &in, &arena, wasl_buf_bytes(&plain),
				  err);
	if (status == WASL_OK)
		status = wasl_linestate_add(&peer->state, &place, &in.act, err);
	if (status == WASL_OK && entry.own && entry.epoch == peer->epoch &&
	    in.act.number == WASL_LINE_ACT_KEYS)
		node_keys_note(peer, entry.index);
	wasl_free(plain.p);
	return status;
}

wasl_status node_line_load(struct wasl_node *node, struct store_reader *r,
			   struct node_peer *peer, struct wasl_err *err)
{
	struct wasl_arg id =
		wasl_arg_bytes(wasl_dossier_id_bytes(&peer->line_dossier.id));
	wasl_autorows struct wasl_rows rows = {0};
	wasl_autorows struct wasl_rows walk = {0};

	wasl_linestate_deinit(&peer->state);
	wasl_linestate_init(&peer->state,
			    wasl_library_kind_named(&node->library, "line"),
			    &peer->line_dossier.id);
	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
				  WASL_ARGS(id)));
	while (wasl_rows_next(&rows))
		if (!wasl_rows_null(&rows, "envelope") &&
		    wasl_rows_int(&rows, "reject") == 0)
			WASL_TRY(load_row(node, peer, &rows, err));
	WASL_TRY(wasl_rows_finish(&rows, err));
	WASL_TRY(wasl_store_one(&walk, r, WASL_SQL_LOG_WALK, err,
				WASL_ARGS(wasl_arg_int(peer->mirror.id),
					  wasl_arg_int(WASL_LINE_ACT_REJECT),
					  id)));
	peer->walk.seen = wasl_rows_u64(&walk, "seen");
	return wasl_rows_finish(&walk, err);
}

wasl_status node_reject_open(struct wasl_node *node, struct node_peer *peer,
			     struct node_reject *out, struct wasl_arena *arena,
			     const struct wasl_pos *at, wasl_bytes envelope,
			     struct wasl_err *err)
{
	struct wasl_buf plain;
	struct line_act in;
	wasl_status status = open_at(peer, at, envelope, &plain, err);

	if (status == WASL_OK)
		status = read_act(
			node, &in, arena,
			wasl_arena_copy(arena, wasl_buf_bytes(&plain)), err);
	if (status == WASL_OK && in.act.number != WASL_LINE_ACT_REJECT)
		status = wasl_fail(err, WASL_CORRUPT, "it is no reject");
	if (status == WASL_OK)
		*out = reject_of(&in.record);
	wasl_free(plain.p);
	return status;
}

/* --- searching own acts -------------------------------------------------- */

/** What is looked for in the own acts of one number. */
struct search {
	uint32_t number;
	void (*look)(struct search *s, const struct line_act *in);
	wasl_text origin; /* of rejects: the partner's log, its entry … */
	uint64_t index;
	uint32_t code;			  /* … and what was found */
	const struct wasl_dossier_id *id; /* of regrants: the dossier … */
	int64_t since;			  /* … not before */
	bool found;
	uint64_t bound;	      /* of keys: below it in the epoch in force */
	struct wasl_buf *out; /* … the card */
};

static wasl_status search_row(struct wasl_node *node, struct node_peer *peer,
			      struct wasl_rows *row, struct search *s,
			      struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_LINE_ARENA_MAX);
	struct wasl_buf plain = {0};
	struct line_act in;
	wasl_status status;

	in.index = wasl_rows_u64(row, "idx");
	in.now = wasl_text_is(wasl_rows_text(row, "origin"),
			      peer->keys.own_origin);
	status = open_row(peer, row, &plain, err);
	if (status == WASL_OK)
		status = read_act(node, &in, &arena, wasl_buf_bytes(&plain),
				  err);
	if (status == WASL_OK)
		s->look(s, &in);
	wasl_free(plain.p);
	return status;
}

static wasl_status search_own(struct wasl_node *node, struct store_reader *r,
			      struct node_peer *peer, struct search *s,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(
		wasl_store_query(&rows, r, WASL_SQL_ENTRY_OF_ACT, err,
				 WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(
						   &peer->line_dossier.id)),
					   wasl_arg_int(s->number))));
	while (wasl_rows_next(&rows))
		WASL_TRY(search_row(node, peer, &rows, s, err));
	return wasl_rows_finish(&rows, err);
}

static void look_reject(struct search *s, const struct line_act *in)
{
	const struct node_reject reject = reject_of(&in->record);
	enum wasl_reject code;
	uint64_t index;

	if (!wasl_text_eq(reject.origin, s->origin))
		return;
	for (size_t i = 0; i < reject.items.n; i++)
		if (node_reject_item(&reject, i, &index, &code) &&
		    index == s->index)
			s->code = code;
}

wasl_status node_line_rejects(struct wasl_node *node, struct store_reader *r,
			      struct node_peer *peer, wasl_text origin,
			      uint64_t index, uint32_t *code,
			      struct wasl_err *err)
{
	struct search s = {.number = WASL_LINE_ACT_REJECT,
			   .look = look_reject,
			   .origin = origin,
			   .index = index};
	wasl_status status = search_own(node, r, peer, &s, err);

	*code = s.code;
	return status;
}

static void look_regrant(struct search *s, const struct line_act *in)
{
	const struct wasl_value *list =
		wasl_record_get(&in->record, FIELD_REGRANTED);

	if (in->act.time < s->since)
		return;
	for (size_t i = 0; i < list->list.n; i++)
		if (wasl_bytes_eq(list->list.items[i].bytes,
				  wasl_dossier_id_bytes(s->id)))
			s->found = true;
}

wasl_status node_line_regrants(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer,
			       const struct wasl_dossier_id *id, int64_t since,
			       bool *allowed, struct wasl_err *err)
{
	struct search s = {.number = WASL_LINE_ACT_REGRANT,
			   .look = look_regrant,
			   .id = id,
			   .since = since};
	wasl_status status = search_own(node, r, peer, &s, err);

	*allowed = s.found;
	return status;
}

static void look_card(struct search *s, const struct line_act *in)
{
	const struct wasl_value *card =
		wasl_record_get(&in->record, FIELD_CARD);

	if (in->now && in->index >= s->bound)
		return;
	s->out->n = 0;
	wasl_buf_put(s->out, card->text.p, card->text.n);
}

wasl_status node_line_own_card(struct wasl_node *node, struct store_reader *r,
			       struct node_peer *peer, uint64_t bound,
			       struct wasl_buf *out, struct wasl_err *err)
{
	struct search s = {.number = WASL_LINE_ACT_KEYS,
			   .look = look_card,
			   .bound = bound,
			   .out = out};

	return search_own(node, r, peer, &s, err);
}
