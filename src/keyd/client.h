/*
 * keyd's client: what the node may ask of the process that holds its keys.
 *
 * keyd is forked before anything is parsed or any thread is started. It holds
 * the log, mirror, witness, sealing and TLS keys, the line secrets and the
 * at-rest keyring. It signs only roots it computed itself, never a smaller
 * tree and never a second root for one size.
 *
 * Every call is one exchange of frames on a socket and blocks until keyd has
 * answered. Threads: any; the TLS call has a socket of its own, all others
 * share one and wait for each other. Beside the errors named at each call:
 *
 *   GONE    keyd has ended, or its answer was not understood: for good, the
 *           node must exit (DESIGN: crash only)
 *   DENIED  this client has not the capability for the request
 *
 * `line` is always the number of a line: wasl_keyd_line_find.
 */
#ifndef WASL_KEYD_CLIENT_H
#define WASL_KEYD_CLIENT_H

#include "base/limits.h"
#include "crypto/grant.h"
#include "crypto/passphrase.h"
#include "crypto/rest.h"
#include "keyd/passphrase.h"
#include "tlog/card.h"
#include "tlog/checkpoint.h"

struct wasl_keyd; /* the client; threads may share it */

/* What a client may ask; ping and identity are open to all. */
enum wasl_keyd_caps {
	WASL_KEYD_CAP_LINE = 1 << 0,	 /* heads, append, check, cosign … */
	WASL_KEYD_CAP_DOSSIER = 1 << 1,	 /* dossier keys, grants, keyring */
	WASL_KEYD_CAP_TLS = 1 << 2,	 /* sign a TLS handshake */
	WASL_KEYD_CAP_CEREMONY = 1 << 3, /* make and pin lines */
	WASL_KEYD_CAP_THAW = 1 << 4,	 /* end a freeze, or an epoch */
};

struct wasl_keyd_options {
	const char *dir; /* the node's directory; keys.wasl and heads.wasl */
	struct wasl_passphrase_source passphrase;
	unsigned caps;		/* of this client: bits of wasl_keyd_caps */
	const char *create;	/* make new keys for this node name, or NULL */
	struct wasl_argon cost; /* with create; all zero: WASL_ARGON_DEFAULT */
};

/**
 * Fork keyd and wait until it has opened the keys. Call it first: before any
 * thread, before parsing anything.
 *
 * Out:  out   caller owns it; wasl_keyd_stop
 * Err:  BAD_PASSPHRASE
 *       EXISTS     `create` and there are keys already
 *       NOT_FOUND  no keys in this directory
 *       CONFLICT   another keyd runs on this directory
 *       CORRUPT    keys.wasl or heads.wasl are damaged beyond their two slots
 *       USAGE, IO, NO_MEMORY
 */
wasl_status wasl_keyd_start(struct wasl_keyd **out,
			    const struct wasl_keyd_options *options,
			    struct wasl_err *err) WASL_MUST_USE;

/** End keyd and wait for it. NULL is allowed. */
void wasl_keyd_stop(struct wasl_keyd *keyd);

/**
 * A descriptor that becomes readable (POLLIN or POLLHUP) when keyd has ended,
 * for the node's event loop. Borrowed: do not read or close it.
 */
int wasl_keyd_fd(const struct wasl_keyd *keyd);

/** keyd's process id, for supervision and tests. */
int wasl_keyd_pid(const struct wasl_keyd *keyd);

wasl_status wasl_keyd_ping(struct wasl_keyd *keyd,
			   struct wasl_err *err) WASL_MUST_USE;

/* --- who we are ---------------------------------------------------------- */

/** Public: what goes on a card and into the TLS stack. A plain value. */
struct wasl_keyd_identity {
	char node[WASL_NODE_NAME_MAX + 1];
	struct wasl_vkey mirror;
	struct wasl_vkey witness;
	size_t sealing_n; /* newest last */
	struct wasl_seal_public sealing[WASL_KEYD_SEALING_MAX];
	struct wasl_hash spki; /* SHA-256 of the TLS SubjectPublicKeyInfo */
	struct wasl_sign_public tls;
	size_t cert_n;
	uint8_t cert[WASL_KEYD_CERT_MAX]; /* self-signed, DER */
};

wasl_status wasl_keyd_identity(struct wasl_keyd *keyd,
			       struct wasl_keyd_identity *out,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Sign a TLS 1.3 CertificateVerify (RFC 8446 §4.4.3) with the TLS key.
 *
 * In:   content  64 spaces, "TLS 1.3, server CertificateVerify" or the same
 *                with client, 00, transcript hash of 32 or 48 bytes
 * Err:  DENIED  anything else: the TLS key signs nothing else
 */
wasl_status wasl_keyd_tls_sign(struct wasl_keyd *keyd, struct wasl_sig *out,
			       wasl_bytes content,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- lines: ceremony ----------------------------------------------------- */

/**
 * Find or make the line to a partner: its number, origin and log key.
 *
 * Out:  line    its number, the same for good
 *       log     vkey for the card; its name is the origin of our log in the
 *               first epoch, whichever is in force
 * Err:  MALFORMED  not a node name, or our own
 *       TOO_BIG    more than WASL_PEERS_MAX lines
 */
wasl_status wasl_keyd_line_prepare(struct wasl_keyd *keyd, uint32_t *line,
				   struct wasl_vkey *log, wasl_text partner,
				   struct wasl_err *err) WASL_MUST_USE;

/** Number of the line to `partner`. Err: NOT_FOUND. */
wasl_status wasl_keyd_line_find(struct wasl_keyd *keyd, uint32_t *line,
				wasl_text partner,
				struct wasl_err *err) WASL_MUST_USE;

/** What is known of a line. A plain value. */
struct wasl_keyd_line {
	char partner[WASL_NODE_NAME_MAX + 1];
	char own_origin[WASL_ORIGIN_MAX + 1];
	char partner_origin[WASL_ORIGIN_MAX + 1];
	uint32_t epoch; /* in force, 1 and up: of both origins */
	/* Entries that count of the epochs before it, for sizes on cards. */
	uint64_t own_before, mirror_before;
	struct wasl_vkey log;	   /* ours, under the name it has in it */
	bool pinned;		   /* the ceremony is complete */
	uint32_t serial;	   /* of the partner's card, 0 before */
	struct wasl_hash card;	   /* SHA-256 of the partner's card */
	struct wasl_vkey peer_log; /* partner's, active, as on its card */
	struct wasl_vkey peer_mirror;
};

/** Err: NOT_FOUND when there is no such number; lines count from 0. */
wasl_status wasl_keyd_line_get(struct wasl_keyd *keyd,
			       struct wasl_keyd_line *out, uint32_t line,
			       struct wasl_err *err) WASL_MUST_USE;

/** The pinned card of the partner, verbatim. Err: NOT_FOUND, TOO_BIG. */
wasl_status wasl_keyd_line_card(struct wasl_keyd *keyd, struct wasl_buf *out,
				uint32_t line,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The six words of the ceremony. Verifies both cards; keeps nothing.
 *
 * In:   own      our card, verbatim: must name this node's keys of this line
 *       partner  the partner's first card, verbatim
 *       secret   32 bytes carried by hand
 * Out:  words    numbers 1–2048
 * Err:  as wasl_card_parse; CONFLICT  a card that is not of this line
 */
wasl_status wasl_keyd_line_words(struct wasl_keyd *keyd,
				 uint16_t words[static WASL_WORDS],
				 uint32_t line, wasl_bytes own,
				 wasl_bytes partner,
				 const struct wasl_secret *secret,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Pin the partner's card and the line secret, after the words were compared.
 *
 * In:   as wasl_keyd_line_words, and the words that were confirmed
 * Err:  as wasl_keyd_line_words; EXISTS  the line is pinned already;
 *       CONFLICT  the words are not those of these cards and this secret
 */
wasl_status wasl_keyd_line_confirm(struct wasl_keyd *keyd, uint32_t line,
				   wasl_bytes own, wasl_bytes partner,
				   const struct wasl_secret *secret,
				   const uint16_t words[static WASL_WORDS],
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Pin a later card of the partner (spec §2): signed by the pinned root and
 * following the pinned card. The same card again is OK.
 *
 * Err:  as wasl_card_parse and wasl_card_follows
 */
wasl_status wasl_keyd_line_keys(struct wasl_keyd *keyd, uint32_t line,
				wasl_bytes card,
				struct wasl_err *err) WASL_MUST_USE;

/* --- lines: renewed keys ------------------------------------------------- */

/**
 * The key of a purpose for this side's next card: one that was made and that
 * the card in force does not name yet, else a new one. Its private half stays
 * in keyd and is used once the card is in force on every line that needs it.
 *
 * In:   purpose  LOG (of this line), MIRROR, SEALING or TLS
 * Out:  key      purpose and value; the rest is the caller's
 * Err:  NOT_READY  the ceremony of this line is not held yet
 *       CONFLICT   the card in force names the renewed key, but other lines
 *                  still need the old one
 *       TOO_BIG    WASL_KEYD_SEALING_MAX sealing keys: the partners have not
 *                  seen the last ones yet
 */
wasl_status wasl_keyd_key_next(struct wasl_keyd *keyd,
			       struct wasl_card_key *key, uint32_t line,
			       enum wasl_card_purpose purpose,
			       struct wasl_err *err) WASL_MUST_USE;

enum wasl_keyd_own {
	WASL_KEYD_OWN_CHECK, /* may it follow? nothing is kept */
	WASL_KEYD_OWN_FORCE, /* the act that carries it is bound */
	WASL_KEYD_OWN_SEEN,  /* and an act of the partner has seen it */
};

/**
 * A later card of our own (spec §2). In force, its log key signs from now on;
 * mirror and TLS keys once it is in force on every line. Keys that are out of
 * use are destroyed; the old sealing keys once every partner has seen.
 *
 * Err:  as wasl_card_parse and wasl_card_follows; CONFLICT  it names as active
 *       a key that is not ours
 */
wasl_status wasl_keyd_line_own(struct wasl_keyd *keyd, uint32_t line,
			       wasl_bytes card, enum wasl_keyd_own how,
			       struct wasl_err *err) WASL_MUST_USE;

/* --- lines: logs --------------------------------------------------------- */

enum wasl_keyd_log {
	WASL_KEYD_OWN,	  /* what we sent: we sign */
	WASL_KEYD_MIRROR, /* what the partner sent: we cosign */
};

/** Where keyd stands in one log. A plain value. */
struct wasl_keyd_head {
	uint64_t size;
	struct wasl_hash root;
	uint64_t time; /* of our last cosignature (MIRROR), Unix seconds */
	bool frozen;
	size_t note_n; /* 0: nothing was signed yet */
	/* OWN: our last checkpoint. MIRROR: the partner's last checkpoint with
	 * its log key's and our mirror key's lines, no others. */
	uint8_t note[WASL_KEYD_NOTE_MAX];
};

wasl_status wasl_keyd_heads(struct wasl_keyd *keyd, struct wasl_keyd_head *own,
			    struct wasl_keyd_head *mirror, uint32_t line,
			    struct wasl_err *err) WASL_MUST_USE;

/** What the store holds of one log when the node starts. */
struct wasl_keyd_held {
	uint64_t size;
	/* Root of the store's first entries, as many as keyd has (its head). */
	struct wasl_hash root_at_head;
};

/**
 * Open a line for signing in this run: compare the store with keyd. Until
 * then append, check and cosign answer NOT_READY. The store may hold more:
 * own entries beyond are then given to wasl_keyd_append, the partner's to
 * wasl_keyd_check and wasl_keyd_cosign.
 *
 * A mirror may be shorter than what keyd cosigned: it grows again from what the
 * partner sends, and keyd cosigns nothing below its head.
 *
 * Err:  ROLLBACK  the store holds fewer own entries than keyd signed: the own
 *                 log stays closed, the mirror is open
 *       CORRUPT   the same size but another root
 */
wasl_status wasl_keyd_line_open(struct wasl_keyd *keyd, uint32_t line,
				const struct wasl_keyd_held *own,
				const struct wasl_keyd_held *mirror,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Append entries to our log and sign its new checkpoint. keyd has the head on
 * disk before it answers. With no entries: the last checkpoint again (one is
 * signed for the empty log).
 *
 * In:   first      index of the first entry: the size of the log
 *       envelopes  SHA-256 of each act envelope, n of them,
 *                  n <= WASL_BATCH_ITEMS_MAX
 * Out:  head       new size, root and note
 * Err:  CONFLICT   a gap, or an overlap; only the last batch may be given
 *                  again, and is answered with the same note
 *       FORK       the last batch again with other entries
 *       FROZEN, NOT_READY, IO
 */
wasl_status wasl_keyd_append(struct wasl_keyd *keyd,
			     struct wasl_keyd_head *head, uint32_t line,
			     uint64_t first, const struct wasl_hash *envelopes,
			     size_t n, struct wasl_err *err) WASL_MUST_USE;

enum wasl_keyd_verdict {
	WASL_KEYD_GROWS,   /* a candidate is kept: commit, then cosign */
	WASL_KEYD_SAME,	   /* size and root held: cosign again at once */
	WASL_KEYD_SHORTER, /* well signed, but below what is held: compare its
			    * root with the store's; if it differs, freeze */
};

/**
 * Judge a batch from the partner: verify the note, compute the root.
 *
 * In:   first      index of the first entry of the batch
 *       envelopes  hashes for entries first … first + n - 1; those below the
 *                  size held are not looked at: the caller has compared them
 *                  with its mirror
 *       note       verbatim checkpoint of size first + n
 * Out:  verdict    on OK
 * Err:  MALFORMED    the note, or its size is not first + n
 *       BAD_SIG, UNKNOWN_KEY
 *       CONFLICT     a gap: first is above the size held
 *       FORK         well signed, but the root is another: the log is frozen
 *                    now, and stays so over restarts
 *       FROZEN, NOT_READY
 */
wasl_status wasl_keyd_check(struct wasl_keyd *keyd,
			    enum wasl_keyd_verdict *verdict, uint32_t line,
			    uint64_t first, const struct wasl_hash *envelopes,
			    size_t n, wasl_bytes note,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Cosign what wasl_keyd_check found good, after the node's commit. keyd has
 * the new head on disk before it answers; the time never goes back.
 *
 * In:   size, root  of the note that was checked last
 * Out:  head        new size, root, time and cosigned note
 * Err:  CONFLICT    not the checked one; FROZEN, NOT_READY, IO
 */
wasl_status wasl_keyd_cosign(struct wasl_keyd *keyd,
			     struct wasl_keyd_head *head, uint32_t line,
			     uint64_t size, const struct wasl_hash *root,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * Verify a receipt: a checkpoint of ours that the partner's mirror cosigned.
 *
 * In:   note   verbatim, untrusted
 * Out:  size, root, time   what was receipted, and when the partner says; a
 * size above keyd's own head means that keys and heads are of an older copy
 * Err:  MALFORMED, BAD_SIG, UNKNOWN_KEY
 *       FORK   a size we signed, with another root
 */
wasl_status wasl_keyd_receipt_check(struct wasl_keyd *keyd, uint64_t *size,
				    struct wasl_hash *root, uint64_t *time,
				    uint32_t line, wasl_bytes note,
				    struct wasl_err *err) WASL_MUST_USE;

/** Freeze a log until two persons act; kept over restarts. */
wasl_status wasl_keyd_freeze(struct wasl_keyd *keyd, uint32_t line,
			     enum wasl_keyd_log log,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * End a freeze; keyd records who decided. The node sees to it that they are
 * two persons.
 *
 * In:   first, second  pseudonyms, 1 to WASL_PSEUDONYM_MAX bytes, different
 * Err:  RULE      not two different pseudonyms
 *       CONFLICT  the log is not frozen
 */
wasl_status wasl_keyd_thaw(struct wasl_keyd *keyd, uint32_t line,
			   enum wasl_keyd_log log, wasl_text first,
			   wasl_text second,
			   struct wasl_err *err) WASL_MUST_USE;

/* --- lines: epochs ------------------------------------------------------- */

/** The end of one log of an epoch that is over. */
struct wasl_keyd_end {
	uint64_t size; /* what keyd had signed or cosigned by then */
	struct wasl_hash root;
	size_t note_n; /* the last note that counts; 0: no entry does */
	uint8_t note[WASL_KEYD_NOTE_MAX];
};

/** An epoch that is over. A plain value. */
struct wasl_keyd_epoch {
	struct wasl_keyd_end own, mirror;
	uint64_t time; /* it ended, Unix seconds */
	char by[2][WASL_PSEUDONYM_MAX + 1];
};

/** What two persons of this side decided, and the partner's two persons too:
 * the node sees to it that they are these four. */
struct wasl_keyd_ask {
	uint32_t number;	 /* of the new epoch */
	wasl_bytes own, mirror;	 /* last notes that count, verbatim; empty:
				  * no entry of that log counts */
	wasl_text first, second; /* pseudonyms */
};

/**
 * End the epoch in force of a line and open the next (spec §7 Epoch): both
 * origins are renamed, with empty heads. The old heads are kept for
 * verification; nothing is signed or cosigned in the old logs ever again. On
 * disk on return; the line must then be opened anew.
 *
 * A note below the own head is taken: it says that entries are lost, which only
 * persons can know. One that contradicts a head is not.
 *
 * In:   ask  the same again, after it was done, is OK
 * Err:  RULE       not two different pseudonyms
 *       CONFLICT   not the next number, or it was opened with other notes
 *       MALFORMED, BAD_SIG, UNKNOWN_KEY  a note, or it is of another log
 *       FORK       a note of the size of a head, with another root
 *       TOO_BIG    WASL_EPOCHS_MAX epochs
 *       NOT_READY  before the ceremony; IO, NO_SPACE
 */
wasl_status wasl_keyd_line_epoch(struct wasl_keyd *keyd, uint32_t line,
				 const struct wasl_keyd_ask *ask,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * An epoch that is over.
 *
 * In:   number  of it, 1 and up
 * Err:  NOT_FOUND  it is not over
 */
wasl_status wasl_keyd_line_past(struct wasl_keyd *keyd,
				struct wasl_keyd_epoch *out, uint32_t line,
				uint32_t number,
				struct wasl_err *err) WASL_MUST_USE;

/* --- dossier keys -------------------------------------------------------- */

/**
 * A dossier key in the node: its plain and its wrapped form. `key` lives in
 * the caller's locked memory; keyd fills or reads it.
 */
struct wasl_keyd_dossier {
	struct wasl_dossier_id id;   /* in */
	uint32_t bucket;	     /* in: retention bucket */
	struct wasl_secret *key;     /* see each call */
	struct wasl_wrapped wrapped; /* see each call */
	wasl_status status;	     /* out: of this one */
};

/** Id and key of the line dossier (spec §7). Err: NOT_FOUND before pinning. */
wasl_status wasl_keyd_line_dossier(struct wasl_keyd *keyd,
				   struct wasl_dossier_id *id,
				   struct wasl_secret *key, uint32_t line,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Make a dossier key: fills key and wrapped, and the grant for the partner.
 * A bucket that does not exist yet is made.
 */
wasl_status wasl_keyd_dossier_new(struct wasl_keyd *keyd,
				  struct wasl_keyd_dossier *dossier,
				  struct wasl_buf *grant, uint32_t line,
				  struct wasl_err *err) WASL_MUST_USE;

/** Wrapped to key, for each of n; a failure is told in its status. */
wasl_status wasl_keyd_unwrap(struct wasl_keyd *keyd,
			     struct wasl_keyd_dossier *dossiers, size_t n,
			     struct wasl_err *err) WASL_MUST_USE;

/** Key to wrapped under `bucket`, for each of n; makes missing buckets. */
wasl_status wasl_keyd_wrap(struct wasl_keyd *keyd,
			   struct wasl_keyd_dossier *dossiers, size_t n,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * Open grants from the partner of `line`: fills key and wrapped of each.
 * Status of each: BAD_SEAL  it does not open, or names another key.
 *
 * In:   grants  n of them, dossiers[i].id says for which dossier
 */
wasl_status wasl_keyd_grant_open(struct wasl_keyd *keyd,
				 struct wasl_keyd_dossier *dossiers,
				 const wasl_bytes *grants, size_t n,
				 uint32_t line,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Grant held dossier keys to the partner's active sealing key (regrant).
 *
 * In:   dossiers  with wrapped
 * Out:  grants    n buffers, filled where status is OK
 */
wasl_status wasl_keyd_grant_make(struct wasl_keyd *keyd,
				 struct wasl_buf *grants,
				 struct wasl_keyd_dossier *dossiers, size_t n,
				 uint32_t line,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * Destroy the key of a retention bucket: everything wrapped under it is
 * unreadable from then on. Both copies on disk are overwritten.
 *
 * Err:  NOT_FOUND
 */
wasl_status wasl_keyd_bucket_drop(struct wasl_keyd *keyd, uint32_t bucket,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
