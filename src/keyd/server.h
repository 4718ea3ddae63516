/*
 * What keyd knows while it runs, and how it answers.
 *
 * A request is a function of this state alone: it reads its fields, refuses or
 * changes the state, makes the change durable, and only then writes an answer.
 * Invariants:
 *   1  what was signed or cosigned is on disk before it is answered;
 *   2  a tree in a head only grows, and only by leaves hashed here;
 *   3  a frozen log is neither signed nor cosigned, and one of an ended epoch
 *      never again;
 *   4  after an error of the disk keyd ends: what lies there is not known.
 */
#ifndef WASL_KEYD_SERVER_H
#define WASL_KEYD_SERVER_H

#include "base/io.h"
#include "keyd/heads.h"
#include "keyd/vault.h"

/** A batch of the partner that was found good and waits for its cosignature. */
struct wasl_candidate {
	bool ready;
	struct wasl_tree tree;
	size_t note_n; /* the partner's note, its log key's line only */
	uint8_t note[WASL_KEYD_NOTE_MAX];
};

/** A line in this run; what is kept of it is in vault->lines. */
struct wasl_server_line {
	struct wasl_vkey log;	   /* ours; its name is our origin */
	struct wasl_vkey card_log; /* the same key as cards name it: by the
				    * origin of the first epoch */
	char partner_card_log[WASL_ORIGIN_MAX + 1]; /* so on the partner's */
	uint32_t epoch;
	uint64_t own_before, mirror_before; /* entries of epochs before it */
	char partner_origin[WASL_ORIGIN_MAX + 1];
	struct wasl_card card;	   /* the partner's, if pinned */
	struct wasl_card own_card; /* ours that is in force, if pinned */
	struct wasl_head own, mirror;
	struct wasl_tree before; /* own, before the last batch of this run */
	struct wasl_candidate candidate;
	/* The store was compared in this run, by enum wasl_keyd_log. */
	bool open[2];
};

struct wasl_server {
	struct wasl_vault *vault;
	int heads; /* heads.wasl */
	struct wasl_clock clock;
	struct wasl_random random;
	struct wasl_vkey mirror, witness;
	struct wasl_server_line lines[WASL_PEERS_MAX];
};

/**
 * Make the state of an opened vault: names keys, parses cards, loads heads.
 *
 * In:   vault  belongs to the server from here on, also on error
 *       heads  descriptor of heads.wasl; the same
 * Err:  CORRUPT, IO, NO_MEMORY
 */
wasl_status wasl_server_new(struct wasl_server **out, struct wasl_vault *vault,
			    int heads, struct wasl_clock clock,
			    struct wasl_err *err) WASL_MUST_USE;
/** NULL is a no-op. */
void wasl_server_free(struct wasl_server *server);

/**
 * Answer one request: `answer` becomes a whole frame, whatever was asked.
 *
 * In:   caps    bits of wasl_keyd_caps of who asks
 *       number  of the request, untrusted
 *       fields  untrusted
 * Ret:  the status in the answer; after IO and NO_SPACE send it and end
 */
wasl_status wasl_server_answer(struct wasl_server *server,
			       struct wasl_buf *answer, unsigned caps,
			       uint16_t number, wasl_bytes fields);

/** Fill in what follows from vault->lines[number]; its heads are not loaded. */
wasl_status wasl_server_line_init(struct wasl_server *server, uint32_t number,
				  struct wasl_err *err) WASL_MUST_USE;

/** Read both cards of a pinned line. */
wasl_status wasl_server_line_cards(struct wasl_server_line *line,
				   const struct wasl_vault_line *kept,
				   struct wasl_err *err) WASL_MUST_USE;

/** Name the log key in use: as our log is called now, and as on cards. */
wasl_status wasl_server_name_log(struct wasl_server *server, uint32_t number,
				 struct wasl_err *err) WASL_MUST_USE;

/** Name the mirror key in use. */
wasl_status wasl_server_name_mirror(struct wasl_server *server,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * Take renewed keys into use, and destroy what nobody needs any more, as the
 * cards in force say; on disk on return (server_card.c).
 */
wasl_status wasl_server_renew(struct wasl_server *server,
			      struct wasl_err *err) WASL_MUST_USE;

/** Our log keys that hold for a note of `size`, under their names now. */
size_t wasl_server_own_logs(struct wasl_vkey out[static WASL_CARD_KEYS_MAX],
			    const struct wasl_server_line *line, uint64_t size);

/** The line a request names, by its u32. Err: NOT_FOUND. */
wasl_status wasl_server_line(struct wasl_server_line **out,
			     struct wasl_server *server, uint32_t line,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * The keys of a purpose that the partner's card has for a note of `size` in
 * the epoch in force (spec §2); log keys under their names in it.
 */
size_t wasl_server_keys(struct wasl_vkey out[static WASL_CARD_KEYS_MAX],
			const struct wasl_server_line *line,
			enum wasl_card_purpose purpose, uint64_t size);

/** A note as far as it is kept: its text and the line of `key`. */
void wasl_server_keep_note(struct wasl_buf *out, const struct wasl_note *note,
			   const struct wasl_vkey *key);

/**
 * A checkpoint of either log, signed by a log key that the card of the side
 * whose log it is has for it.
 *
 * Out:  kept  of at least WASL_KEYD_NOTE_MAX bytes
 * Err:  MALFORMED, UNKNOWN_KEY, BAD_SIG
 */
wasl_status wasl_server_open_note(struct wasl_checkpoint *out,
				  struct wasl_buf *kept,
				  const struct wasl_server_line *line,
				  enum wasl_keyd_log log, wasl_bytes in,
				  struct wasl_err *err) WASL_MUST_USE;

/** Two persons: different pseudonyms, each of a length that is kept. */
bool wasl_server_persons(wasl_bytes first, wasl_bytes second);

/* One function a request, in server_*.c: reads its fields from `in`, which it
 * must finish before it acts (batches read item by item), and appends the
 * answer's fields to `out`. */
#define X(name, number, caps)                                                  \
	wasl_status wasl_serve_##name(                                         \
		struct wasl_server *server, struct wasl_buf *out,              \
		struct wasl_cursor *in, struct wasl_err *err) WASL_MUST_USE;
#include "keyd/request.def"
#undef X

#endif
