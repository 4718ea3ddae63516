/*
 * The node: the only room that joins rooms.
 *
 * One writer thread owns every change: it takes whatever waits, runs it in one
 * transaction, commits once, and only then lets anything out (spec §6: "commit
 * the acts, then sign or cosign, then release"). HTTP threads hand it work and
 * wait; readers use their own snapshots of the database.
 *
 * Calls of this header may be made from any thread, and block. Results live in
 * the caller's arena. Besides what each names, they return NO_MEMORY, NO_SPACE,
 * IO, NOT_READY (too much is waiting) and GONE (the node is stopping).
 */
#ifndef WASL_NODE_NODE_H
#define WASL_NODE_NODE_H

#include "base/arena.h"
#include "base/io.h"
#include "crypto/secret.h"
#include "desk/access.h"
#include "desk/draft.h"
#include "desk/second.h"
#include "desk/user.h"
#include "kind/act.h"
#include "kind/clock.h"
#include "kind/kind.h"
#include "kind/profile.h"
#include "node/blob.h"

struct wasl_node;
struct wasl_keyd;
struct wasl_node_config;

/* --- life ---------------------------------------------------------------- */

struct wasl_node_options {
	const char *dir; /* the node's directory: database, socket, cards */
	const struct wasl_node_config *config; /* borrowed for its life */
	struct wasl_keyd *keyd;		       /* running; borrowed */
};

/**
 * Start: recover from the database, replay to keyd what it lacks, ask every
 * partner for its head, listen. There is no other way to start.
 *
 * Err:  CORRUPT, ROLLBACK (database older than keyd's heads), CONFLICT (another
 *       node runs on this directory, or an address is taken)
 */
wasl_status wasl_node_start(struct wasl_node **out,
			    const struct wasl_node_options *options,
			    struct wasl_err *err) WASL_MUST_USE;

/** Block until SIGINT, SIGTERM or keyd's death; the exit code of `serve`. */
int wasl_node_run(struct wasl_node *node);
void wasl_node_stop(struct wasl_node *node);

const struct wasl_node_config *
wasl_node_config_get(const struct wasl_node *node);

/* --- officers ------------------------------------------------------------ */

/** Who is speaking. Err: NOT_FOUND, DENIED (disabled or over). */
wasl_status wasl_node_officer(struct wasl_node *node, struct wasl_user *out,
			      wasl_text name,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Roles are given by two persons where there are two who may (right GRANT): the
 * first call asks, the same call of another person within a day decides. Each
 * word is noted in the access log.
 *
 * Out:  out    the officer as he is then; name and unit only where it waits for
 *	        an enrolment
 *       waits  true: nothing is changed before the second person has said it
 * Err:  DENIED (the same person, the right), CONFLICT (the first person said
 *       something else), and as wasl_user_add
 */
wasl_status wasl_node_user_add(struct wasl_node *node, struct wasl_user *out,
			       bool *waits, const struct wasl_user *actor,
			       const struct wasl_user_new *user,
			       struct wasl_err *err) WASL_MUST_USE;
/** As wasl_node_user_add; taking roles away counts at once. Err: NOT_FOUND,
 * RULE (himself, roles that quarrel). */
wasl_status wasl_node_user_roles(struct wasl_node *node, struct wasl_user *out,
				 bool *waits, wasl_text name, uint32_t roles,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** As wasl_node_user_add: back in service. Err: NOT_FOUND, RULE (himself) */
wasl_status wasl_node_user_enable(struct wasl_node *node, struct wasl_user *out,
				  bool *waits, wasl_text name,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;
/** Out of service, at once. Err: NOT_FOUND, RULE (himself). */
wasl_status wasl_node_user_disable(struct wasl_node *node,
				   struct wasl_user *out, wasl_text name,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/**
 * A link for an officer to set his password with; one that he had before counts
 * no more. For an officer who has a password it waits for a second person, as
 * wasl_node_user_add does: what he had is gone once the link is used.
 *
 * In:   local    the caller is known by the kernel, not by a session
 * Out:  token    of the link; random where it waits
 *       expires  Unix seconds
 * Err:  NOT_FOUND, DENIED (the right; he is out of service), RULE (himself,
 *	 unless local)
 */
wasl_status wasl_node_user_link(struct wasl_node *node,
				struct wasl_secret *token, int64_t *expires,
				bool *waits, wasl_text name, bool local,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;
/**
 * The link of the first administrator, while no officer has a password.
 *
 * Err:  NOT_FOUND  somebody has one, or there is no administrator
 */
wasl_status wasl_node_first_link(struct wasl_node *node,
				 struct wasl_secret *token,
				 struct wasl_user *out,
				 struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_node_user_list(struct wasl_node *node,
				struct wasl_arena *arena,
				struct wasl_user **out, size_t *n,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/** Who looked at what, for those with the right ACCESS. */
wasl_status wasl_node_access_list(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_access_row **out, size_t *n,
				  const struct wasl_access_filter *filter,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/* --- acts ---------------------------------------------------------------- */

/** What became of an act that was put forward. */
struct wasl_node_made {
	int64_t draft;	 /* it waits for a second person under this number; 0:
			  * it is on its way */
	const char *ref; /* of the dossier; "" while its opening is a draft */
	bool waiting;	 /* on its way, but the line is not ready */
	struct wasl_findings findings; /* notes, and on an error all errors */
};

/** An act as an officer puts it forward. */
struct wasl_node_put {
	wasl_text kind; /* to open: the kind … */
	wasl_text to;	/* … and the partner's node name */
	wasl_text ref;	/* on a dossier: its reference … */
	wasl_text act;	/* … and the act's name */
	const json_t *fields;
	const json_t *true_ground; /* of a refusal as R27; stays at home */
};

/**
 * Put an act forward: check it, then send it or leave it as a draft for a
 * second person, as the kind says.
 *
 * Err:  NOT_FOUND  no such kind, partner, dossier or act
 *       SCHEMA, RULE  see made->findings: all of them
 *       CONFLICT   not allowed in the dossier's state
 *       DENIED     the role, or the line's state
 */
wasl_status wasl_node_put(struct wasl_node *node, struct wasl_arena *arena,
			  struct wasl_node_made *made,
			  const struct wasl_user *actor,
			  const struct wasl_node_put *put,
			  struct wasl_err *err) WASL_MUST_USE;

/**
 * Begin a dossier without opening it: its reference exists, and files can be
 * uploaded to it, for its opening to refer to. Nothing leaves. It is opened by
 * putting the kind's opening forward with that reference.
 *
 * In:   put   kind and to
 * Out:  made  ref
 * Err:  as wasl_node_put
 */
wasl_status wasl_node_begin(struct wasl_node *node, struct wasl_arena *arena,
			    struct wasl_node_made *made,
			    const struct wasl_user *actor,
			    const struct wasl_node_put *put,
			    struct wasl_err *err) WASL_MUST_USE;

/** A draft exactly as it will be sealed. */
struct wasl_node_draft {
	struct wasl_draft draft;
	const char *peer;
	const char *ref;    /* "" if it opens a dossier */
	const char *author; /* pseudonym */
	json_t *fields;	    /* new reference */
	struct wasl_findings findings;
	/* Of a refusal as R27: its true ground, "" otherwise. */
	const char *ground_code, *ground_why;
	/* What this officer's passkey signs to approve it, if he may. */
	bool asked;
	bool passkey; /* nothing else will do */
	uint8_t challenge[32];
};

/** Those that wait and that the actor may approve or has written. */
wasl_status wasl_node_draft_list(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_draft **out, size_t *n,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND, DENIED. */
wasl_status wasl_node_draft_show(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_draft *out, int64_t id,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;
struct wasl_node_rp;
struct wasl_passkey_proof;

/** How a second person releases a draft. */
struct wasl_node_approval {
	const uint8_t *digest; /* 32 bytes, of the draft as he saw it */
	/* By passkey: what browsers call the node, its credential, what it
	 * signed. `rp` NULL: without. */
	const struct wasl_node_rp *rp;
	wasl_bytes credential;
	const struct wasl_passkey_proof *proof;
};

/** What is known of the passkeys in an act, from good to bad. */
enum wasl_node_passkey {
	WASL_NODE_PASSKEY_NONE,
	WASL_NODE_PASSKEY_CHECKED, /* by a key that his side published */
	WASL_NODE_PASSKEY_UNKNOWN, /* his side has not published the key */
	WASL_NODE_PASSKEY_BAD,	   /* it does not hold */
};

/**
 * Release a draft.
 *
 * Err:  DENIED    the author himself, or the role
 *       RULE      this side approves by passkey only
 *       BAD_SIG   the passkey's answer does not hold
 *       CONFLICT  decided already, another digest, or the partner acted since:
 *	           then it has gone back to its author
 */
wasl_status wasl_node_draft_approve(struct wasl_node *node,
				    struct wasl_arena *arena,
				    struct wasl_node_made *made, int64_t id,
				    const struct wasl_node_approval *how,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;
wasl_status wasl_node_draft_return(struct wasl_node *node, int64_t id,
				   wasl_text reason,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;

/* --- dossiers ------------------------------------------------------------ */

/** A unit or an officer; the other is "". */
struct wasl_node_given {
	const char *unit, *officer;
};

/** One line of a list: nothing personal. */
struct wasl_node_row {
	uint8_t id[16];
	const char *ref;
	const char *kind;
	const char *peer;
	const char *state;
	const char *outcome;
	const char *urgency;
	const char *sector;
	bool own; /* opened by this side */
	bool closed;
	uint32_t crossed;
	int64_t opened_at;
	int64_t changed_at;
	int64_t due_at;	      /* next running clock; 0: none */
	int64_t due_sort;     /* the same; INT64_MAX: none */
	int64_t due_since;    /* when that clock started */
	const char *due;      /* its name */
	const char *handling; /* code; "" */
	const char *unit;     /* that asks; "" */
	int64_t aside;	      /* he put it aside until then; 0: not so */
	const char *desk;     /* state; "": nobody set one */
	bool receipted; /* the partner holds every act of ours, and signed */
	bool unread;	/* acts of the partner that the officer has not seen */
	uint32_t tasks; /* for him: bits of wasl_task_sort */
	struct wasl_node_given *given; /* who works on it */
	size_t n_given;
	struct wasl_local local[2]; /* at due_at, of both sides */
};

enum wasl_node_whose {
	WASL_NODE_ALL_TASKS, /* that the officer may see */
	WASL_NODE_MINE,	     /* for him, by name, role or assignment */
	WASL_NODE_UNIT,	     /* of dossiers that his unit was given */
};

/** What the order made of an act (spec §8). */
enum wasl_node_effect {
	WASL_NODE_TOOK,	    /* it changed the state, or was allowed */
	WASL_NODE_CROSSED,  /* kept, but not allowed in the state it met */
	WASL_NODE_VOID,	    /* of a dossier without a standing opening */
	WASL_NODE_REJECTED, /* out of both folds, by `reject` */
	WASL_NODE_LOST,	    /* the same, behind the end of its epoch */
	WASL_NODE_WAITING,  /* without index: the line is not ready */
	WASL_NODE_SEALED,   /* its key is not here */
};

struct wasl_node_act_view {
	bool own;
	uint32_t epoch; /* of its log */
	uint64_t index; /* in its log; while waiting, in the outbox */
	uint64_t seen;
	const char *name; /* "arrested" */
	int64_t time;
	int64_t stored_at; /* here */
	const char *author;
	const char *approver; /* "" if there is none */
	enum wasl_node_effect effect;
	const char *code;  /* REJECTED: "T04" */
	const char *state; /* after it, in the order */
	bool bound;	   /* nothing can sort before it any more */
	bool alone;	   /* one person released it, nobody confirmed it */
	enum wasl_node_passkey passkey;
	struct node_asserted *asserted; /* node/assertion.h */
	uint64_t receipt;     /* own: size of the first checkpoint with it
			       * that the partner cosigned; 0: not yet */
	int64_t receipted_at; /* its time; for a partner's act: ours */
	json_t *fields;	      /* new reference; NULL if SEALED */
};

struct wasl_node_clock_view {
	const char *name;
	const char *late;	    /* what its lateness means */
	int64_t due_at;		    /* 0: stopped */
	struct wasl_local local[2]; /* at due_at, of both sides */
	bool paused;
	int64_t stood;	/* seconds of suspensions that are in due_at */
	bool stands;	/* the line is suspended, and it waits */
	bool expires;	/* nobody's duty: then something is not valid */
	uint32_t key;	/* of its item; 0: of the dossier, or of an act: */
	uint64_t entry; /* 1 + its index in its author's log; 0: none */
};

struct wasl_node_view {
	struct wasl_node_row row;
	uint8_t kind_hash[32];
	uint8_t profile_hash[32];
	struct wasl_node_act_view *acts; /* in the order of spec §8 */
	size_t n_acts;
	bool earlier, later; /* acts stand before them, or behind */
	struct wasl_node_act_view *opening; /* where it is none of them */
	struct wasl_node_clock_view *clocks;
	size_t n_clocks;
	struct wasl_node_file *files; /* sealed ones, oldest first */
	size_t n_files;
	size_t unbound; /* acts that are not yet binding */
	json_t *stands; /* items, agree, alone, parent; NULL of a line */
	/* What goes with data of persons unless the officer says otherwise, by
	 * the names of fields; NULL where there are no such acts. */
	json_t *usual;
	/* Acts this officer could put forward now. */
	const char **can;
	size_t n_can;
};

/**
 * A dossier with everything in it; the access is logged.
 *
 * Err:  NOT_FOUND  also where two partners gave the same reference: then
 *	           "PARTNER:REF" tells which
 *       DENIED     the officer's roles do not read bodies
 */
wasl_status wasl_node_show(struct wasl_node *node, struct wasl_arena *arena,
			   struct wasl_node_view *out, wasl_text ref,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;
/** Drops the JSON references of a view. */
void wasl_node_view_deinit(struct wasl_node_view *view);

/* --- partners and the node's health -------------------------------------- */

struct wasl_node_line {
	const char *peer;
	const char *side;
	const char *endpoint;
	const char *phase; /* "open", "asking", "fetching", "lost" */
	uint32_t epoch;	   /* in force */
	bool ready;
	const char *state;   /* "active", "restricted", "suspended" */
	uint8_t profile[32]; /* agreed; all zero: none yet */
	/* What each side named last, agreed or not; all zero: nothing. */
	uint8_t named_own[32], named_partner[32];
	uint32_t card_serial; /* of the partner's card */
	/* When the last `keys` act of either was written; 0: none since the
	 * ceremony. */
	int64_t own_card_at, partner_card_at;
	/* Our last card: "settled", "sent" (its keys do not count yet) or
	 * "in-force" (the partner has not acted upon it). */
	const char *rotation;
	const char *own_log, *partner_log, *partner_mirror; /* vkeys */
	uint64_t own_size, receipted, bound;
	uint64_t mirror_size, cosigned;
	int64_t receipted_at;
	uint64_t waiting; /* acts without index */
	int64_t oldest;	  /* since when; 0: none */
	bool own_frozen, mirror_frozen;
};

struct wasl_node_alarm {
	const char *peer;
	const char *code;
	const char *fact;
	int64_t raised_at;
};

struct wasl_node_status {
	const char *node;
	const char *side;
	struct wasl_node_line *lines;
	size_t n_lines;
	struct wasl_node_alarm *alarms;
	size_t n_alarms;
	uint64_t drafts;		 /* that wait for a second person */
	struct wasl_second_row *seconds; /* words that wait for another's */
	size_t n_seconds;
};

wasl_status wasl_node_status_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_status *out,
				 struct wasl_err *err) WASL_MUST_USE;

/** The cards and the secret of a ceremony, as the custodian brings them. */
struct wasl_node_ceremony {
	wasl_bytes own_card;
	wasl_bytes card;
	const struct wasl_secret *secret;
};

/**
 * Our newest card for a partner, out of the node's directory.
 * Out:  card  in `arena`
 * Err:  NOT_FOUND  none was signed yet; CORRUPT
 */
wasl_status wasl_node_own_card(struct wasl_node *node, wasl_bytes *card,
			       struct wasl_arena *arena, wasl_text partner,
			       struct wasl_err *err) WASL_MUST_USE;

/** The six words of the ceremony, 1 to 2048 (spec §2). Keeps nothing. */
wasl_status wasl_node_peer_words(struct wasl_node *node,
				 uint16_t words[static 6],
				 const struct wasl_node_ceremony *ceremony,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * After the words were compared by voice, by two custodians each: the first
 * call keeps a word, the same call of another custodian within a day pins the
 * partner and starts the line.
 *
 * Out:  waits  true: nothing is pinned before the second has confirmed
 * Err:  DENIED (the same person, the right), CONFLICT (other words, cards or
 *       secret than these, or than the first custodian's), EXISTS
 */
wasl_status wasl_node_peer_add(struct wasl_node *node, bool *waits,
			       const struct wasl_node_ceremony *ceremony,
			       const uint16_t words[static 6],
			       const struct wasl_user *actor,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * End the freeze of a log after a fork alarm: the first call asks, a second
 * person's call within a day decides.
 *
 * In:   own      the own log, or the mirror of the partner's
 * Out:  settled  false: it waits for the second person
 * Err:  NOT_FOUND, CONFLICT (not frozen), DENIED (the same person, the right)
 */
wasl_status wasl_node_settle(struct wasl_node *node, wasl_text partner,
			     bool own, bool *settled,
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/** Kinds that the node holds: immutable, borrowed for the node's life. */
wasl_status wasl_node_kinds(struct wasl_node *node, struct wasl_arena *arena,
			    const struct wasl_kind ***out, size_t *n,
			    struct wasl_err *err) WASL_MUST_USE;
/**
 * A label, also of the kinds of kinds.d (kind/caption.h).
 *
 * Out:  out  without an end, cut at `max` bytes
 * Ret:  bytes written; 0: there is none
 */
size_t wasl_node_caption(struct wasl_node *node, char *out, size_t max,
			 const char *language, const char *kind,
			 const char *id);

/**
 * What the kind's names are called, in every language of the labels.
 *
 * In:   kind, file  as of wasl_node_kind_named, its file parsed
 * Out:  out  {"ar": {"act-open": "…", …}, "fr": …, "en": …}, a new reference
 */
wasl_status wasl_node_kind_labels(struct wasl_node *node,
				  struct wasl_arena *arena,
				  const struct wasl_kind *kind,
				  const json_t *file, json_t **out,
				  struct wasl_err *err) WASL_MUST_USE;
/** The newest kind of that name; borrowed as above. Err: NOT_FOUND. */
wasl_status wasl_node_kind_named(struct wasl_node *node,
				 const struct wasl_kind **out, wasl_text name,
				 struct wasl_err *err) WASL_MUST_USE;
/** A treaty profile that the node holds; ditto. Err: NOT_FOUND. */
wasl_status wasl_node_profile(struct wasl_node *node,
			      const struct wasl_profile **out,
			      const struct wasl_hash *hash,
			      struct wasl_err *err) WASL_MUST_USE;

/* --- jobs ---------------------------------------------------------------- */

/** One log as verification saw it. */
struct wasl_node_verified {
	const char *origin;
	uint64_t entries;
	uint64_t envelopes; /* opened and read */
	uint64_t sealed;    /* whose key is not here, or that were erased */
	uint64_t signatures;
	uint64_t cosignatures;
	uint64_t passkeys;     /* acts whose passkeys were checked, … */
	uint64_t passkeys_bad; /* … and whose do not hold */
	const char *fault;     /* NULL: none */
};

struct wasl_node_verify {
	bool finished;
	uint64_t done, total; /* entries */
	uint64_t dossiers;    /* folded again and compared */
	uint64_t micros;      /* it took so long */
	struct wasl_node_verified *logs;
	size_t n_logs;
	const char *fault; /* first of all; NULL: everything holds */
};

/** Start to verify every log. Err: CONFLICT one is under way. */
wasl_status wasl_node_verify_start(struct wasl_node *node, int64_t *job,
				   const struct wasl_user *actor,
				   struct wasl_err *err) WASL_MUST_USE;
/** Err: NOT_FOUND. */
wasl_status wasl_node_verify_get(struct wasl_node *node,
				 struct wasl_arena *arena,
				 struct wasl_node_verify *out, int64_t job,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
