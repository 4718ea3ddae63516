/*
 * What the node keeps in memory. The database is the truth: everything here is
 * read from it at the start, and again after a transaction was undone.
 *
 * Owner: the writer's thread, except where a member says otherwise. Other
 * threads read the database, or hand the writer a job.
 */
#ifndef WASL_NODE_STATE_H
#define WASL_NODE_STATE_H

#include "crypto/hash.h"
#include "dossier/linestate.h"
#include "http/client.h"
#include "http/server.h"
#include "keyd/client.h"
#include "kind/library.h"
#include "line/judge.h"
#include "line/line.h"
#include "node/cache.h"
#include "node/config.h"
#include "node/node.h"
#include "node/writer.h"
#include "node/zones.h"
#include "watch/watch.h"

#include <pthread.h>
#include <stdatomic.h>

/* Receipts whose partner size the mirror has not reached yet (spec §8). */
#define NODE_PENDING_RECEIPTS_MAX 64

/* Line events that wait their turn: an effect says one at most. */
#define NODE_EVENTS_MAX (2 * WASL_LINE_EFFECTS_MAX)

/** A receipt and the `own log's size` that was told with it. */
struct node_receipt {
	uint64_t size;
	uint64_t partner_size;
};

/** One of the two logs of a line. */
struct node_log {
	int64_t id; /* row of `log` */
	uint64_t size;
	uint64_t seen;	    /* largest `seen` in it, of acts not rejected */
	uint64_t last_seen; /* of its last entry: T12 does not count */
};

/** A root of a log that was reckoned from its entries. */
struct node_root {
	uint64_t size; /* 0: none */
	struct wasl_hash root;
};

/* Roots that a partner may have us reckon for one change of epoch: honest ones
 * ask for a handful. Beyond it we hold nothing more of what it names. */
#define NODE_ROOTS_MAX 64

/** Where both logs end if the next epoch begins (node/change.h). */
struct node_offer {
	uint32_t number; /* of it */
	bool asked;	 /* by two persons */
	bool informed;	 /* said by one who had heard what we hold */
	size_t own_n;	 /* last note of our log that counts; 0: none */
	uint8_t own[WASL_KEYD_NOTE_MAX];
	size_t mirror_n; /* ditto, of the partner's */
	uint8_t mirror[WASL_KEYD_NOTE_MAX];
};

/**
 * All is the writer's but what is written once, before other threads know of
 * the partner (id, number, name, own_first, the line dossier's id and key) and
 * what `lock` guards (keys, pins). Others read logs with node_logs_read.
 */
struct node_peer {
	int64_t id;		    /* row of `peer` */
	uint32_t number;	    /* of the line in keyd */
	struct wasl_keyd_line keys; /* `partner` is written once */
	char side[3];
	char endpoint[WASL_ENDPOINT_MAX + 1]; /* "" for a courier line */
	struct wasl_hash spki[WASL_CARD_KEYS_MAX];
	size_t spki_n;
	uint32_t epoch;
	uint32_t roots_read; /* into `roots`, this epoch */
	bool own_first;	     /* our origin sorts before the partner's */
	bool started;	     /* the line machine had its START */
	bool stepping;
	bool keys_in_force; /* our last `keys` act */
	bool keys_busy;	    /* a job looks after it */
	bool lacks_keys;    /* of dossiers: they must be granted again */
	bool heard;	    /* `theirs` was said */
	bool behind; /* keyd is an epoch further: to follow at the start */

	struct node_log own;
	struct node_log mirror;
	struct wasl_line line;
	struct wasl_line_event events[NODE_EVENTS_MAX];
	size_t events_n;
	uint64_t wake_ms; /* when it wants its TIMER; 0: never; `tick_lock` */
	struct wasl_keyd_head signed_head; /* our last checkpoint */
	struct wasl_keyd_head cosigned; /* the partner's last, with our line */
	/* The checkpoint for the batch being posted. */
	uint8_t post_note[WASL_KEYD_NOTE_MAX];
	size_t post_note_n;

	/* Rising in both; those the mirror has not reached, and the last that
	 * it has. */
	struct node_receipt receipts[NODE_PENDING_RECEIPTS_MAX];
	size_t receipts_n;
	uint64_t receipt_size; /* newest receipt held; 0: none */
	uint64_t receipt_time;

	/* The line dossier: id and key only, its fold is `state`. */
	struct node_dossier line_dossier;
	struct wasl_linestate state;
	struct wasl_reject_walk walk; /* over the mirror */

	struct node_intake *intake;   /* the batch being taken in, or NULL */
	uint64_t requests;	      /* batches that came in since the start */
	struct wasl_hash checked;     /* root that keyd found good … */
	uint64_t checked_size;	      /* … at this size */
	struct node_restore *restore; /* own acts fetched back, or NULL */
	/* Our last `keys` act, until the partner has seen it (node/keys.h). */
	uint64_t keys_end; /* size of the own log that covers it; 0: none */
	uint64_t
		ahead_size; /* what the partner cosigned beyond our own log … */
	struct wasl_hash ahead_root; /* … after we lost entries */
	struct node_offer ours;	   /* what our two persons ask for, if asked */
	struct node_offer theirs;  /* what the partner said last, if heard */
	struct node_root roots[2]; /* last asked for: [own] */
	const char *epoch_alarm;   /* that stands about it; NULL: none */
	wasl_bytes answer; /* body of the answer that is being handed in */
};

struct wasl_node {
	const struct wasl_node_config *config;
	struct wasl_keyd *keyd;
	struct wasl_store *store;
	struct node_writer *writer;
	struct wasl_http_client *client;
	struct wasl_http_server *line_server;
	struct wasl_clock clock;
	struct wasl_random random;
	struct wasl_keyd_identity identity; /* ours, public */
	struct node_cert *certs; /* of this run: handshakes borrow them */
	char *dir;

	/* Locked memory for dossier keys. */
	pthread_mutex_t secrets_lock;
	struct wasl_secret_pool *secrets;

	/* Guards `peers_n`, the pins and the library against the other threads;
	 * the writer holds it only to change them. */
	pthread_rwlock_t lock;
	struct node_peer *peers[WASL_PEERS_MAX];
	size_t peers_n;
	struct wasl_library library;

	struct node_cache cache;
	struct node_zones zones;
	struct node_verifier *verifier;	 /* has its own lock */
	struct wasl_watch *watch;	 /* any thread */
	struct node_known *known;	 /* has its own locks */
	struct node_feed *feed;		 /* ditto */
	struct node_screener *screener;	 /* ditto */
	struct node_vetter *vetter;	 /* ditto */
	struct wasl_secret *subject_key; /* constant once started */
	struct node_blobs *blobs;	 /* has its own lock */
	struct node_importer *importer;	 /* has its own lock */

	struct wasl_secret *home; /* key of node/sealed.h; set at the start */
	struct wasl_persons *refused; /* node/refused.h; has its own lock */
	struct node_waker *waker;     /* has its own lock */
	struct node_signin *signin;   /* ditto; NULL without screens */
	struct node_checker *checker; /* of sheets; has its own lock */
	atomic_bool escalating;	  /* a job of node/escalate.h is under way */
	atomic_bool drilling;	  /* one of node/drill.h is … */
	_Atomic int64_t drill_at; /* … and when the next may be due */

	/* The ticker: wakes the line machines. */
	pthread_t ticker;
	bool ticker_runs;
	pthread_mutex_t tick_lock;
	pthread_cond_t tick;
	int64_t started_at; /* by both clocks */
	uint64_t started_ms;
	bool stopping;
	int stop_fd; /* eventfd: wasl_node_run waits on it */
	bool dead;
};

/** A slot of locked memory; NULL when all are taken. Any thread. */
struct wasl_secret *node_secret_take(struct wasl_node *node);
/** Wipe it and give it back. NULL is a no-op. Any thread. */
void node_secret_give(struct wasl_node *node, struct wasl_secret *secret);

/** The partner's place in `peers` by row id; NULL if there is none. */
struct node_peer *node_peer_by_id(struct wasl_node *node, int64_t id);
/** Memory and database disagree: end, to recover. Writer's thread. */
void node_die(struct wasl_node *node, const struct wasl_err *err);
/** By name; NULL if there is none. Any thread that holds `lock`. */
struct node_peer *node_peer_named(struct wasl_node *node, wasl_text name);

#endif
