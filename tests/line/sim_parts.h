/* The inside of the simulator: what a host is, what happens when. */
#ifndef WASL_TESTS_LINE_SIM_PARTS_H
#define WASL_TESTS_LINE_SIM_PARTS_H

#include "check.h"
#include "sim.h"

#include "base/limits.h"
#include "line/judge.h"
#include "line/line.h"

#include <stdlib.h>
#include <string.h>

#define ENTRIES_MAX 400
#define QUEUE_MAX   512
#define BATCH_MAX   16 /* small, so that batches are cut */
#define CALL_MS	    10000

struct entry {
	uint64_t payload;
	uint64_t seen;
	size_t rejects; /* 1 + the index it rejects; 0: no reject */
};

/* A note: so many entries, under this root. {0, 0}: none. */
struct end {
	size_t size;
	uint64_t root;
};

/* An epoch as a side would have it, asks for it or has opened it. */
struct offer {
	unsigned number;
	bool asked; /* by two persons */
	struct end own;
	struct end mirror;
};

/* What survives a stop: the database, and keyd's own file. */
struct disk {
	unsigned epoch;
	struct offer ours; /* what two persons have asked for */
	struct entry own[ENTRIES_MAX];
	struct entry mirror[ENTRIES_MAX];
	size_t own_n;
	size_t mirror_n;
	size_t receipt_size;
	uint64_t receipt_time;
};

struct keyd {
	size_t signed_size;
	struct end cosigned;
	uint64_t cosigned_time;
	/* Opened so far: the ends of the epoch before. 2 and up. */
	unsigned epoch;
	struct offer opened[WASL_EPOCHS_MAX + 1];
	/* Every root it ever signed; 0: none at that size. */
	uint64_t roots[WASL_EPOCHS_MAX + 1][ENTRIES_MAX + 1];
};

struct receipt {
	size_t size;
	size_t their_size;
};

struct node {
	struct disk disk;
	struct disk backup;
	struct keyd keyd;
	struct wasl_line line;
	unsigned life; /* counts starts: what belongs to an older one is gone */
	uint64_t timer_ms;
	size_t posts;	 /* under way */
	size_t released; /* largest own size that ever left */
	bool head_ok;	 /* the partner's head came in this life */
	bool forked;
	/* What the partner last said of the next epoch. */
	struct offer theirs;
	bool heard;
	bool informed; /* it knew what this side holds */
	/* Where its database stood when it opened the epoch in force. */
	size_t was_receipted;
	size_t was_mirrored;
	struct receipt receipts[ENTRIES_MAX];
	size_t receipts_n;
	/* Items fetched back are set aside from here on. */
	struct entry aside[ENTRIES_MAX];
	/* The batch being taken in. */
	struct entry batch[BATCH_MAX];
};

enum job_type {
	JOB_ASK_HEAD,
	JOB_ASK_APPEND,
	JOB_ASK_ACTS,
	JOB_ASK_EPOCH,
	JOB_ANSWER_HEAD,
	JOB_ANSWER_APPEND,
	JOB_ANSWER_ACTS,
	JOB_ANSWER_EPOCH,
	JOB_GONE,
	JOB_SIGN,
	JOB_MIRROR,
	JOB_COSIGN,
	JOB_RESTORE,
};

struct job {
	enum job_type type;
	uint64_t at_ms;
	unsigned to;   /* node it happens at */
	unsigned life; /* of that node; for messages from the network: any */
	bool any_life;
	unsigned epoch; /* of the logs it speaks of */
	unsigned reply_life;
	uint64_t call;
	size_t first;
	size_t count;
	size_t upto;
	size_t skip;
	uint64_t request;
	int status;
	size_t held;
	struct end note;
	uint64_t note_time;
	size_t own;
	struct offer offer;
	struct entry items[BATCH_MAX];
};

struct sim {
	uint64_t seed;
	uint64_t now_ms;
	struct node nodes[2];
	struct job jobs[QUEUE_MAX];
	size_t jobs_n;
	bool faults;
	enum sim_restores restores;
	uint64_t next_payload;
	/* Requests waiting for their answer: who asked, which call. */
	struct {
		unsigned from;
		unsigned life;
		uint64_t call;
	} requests[1u << 14];
	size_t requests_n;
};

/* sim.c: chance, time, the network. */
uint64_t sim_draw(struct sim *sim);
bool sim_chance(struct sim *sim, unsigned percent);
uint64_t sim_root(const struct entry *log, size_t n);
struct job *sim_add_job(struct sim *sim, enum job_type type, unsigned to,
			uint64_t delay);
void sim_send_job(struct sim *sim, const struct job *job);

/* sim_host.c: what a host does. */
void sim_hand_in(struct sim *sim, unsigned me, struct wasl_line_event event);
uint64_t sim_largest_seen(const struct entry *log, size_t n);
void sim_begin(struct sim *sim, unsigned me, uint64_t call);
void sim_start(struct sim *sim, unsigned me);
void sim_check_prefix(const struct sim *sim, unsigned me);
void sim_run_job(struct sim *sim, const struct job *job);

/* sim_epoch.c: what stands in for the change of epoch. */
void sim_follow(struct sim *sim, unsigned me);
void sim_persons(struct sim *sim, unsigned me);
void sim_tell_epoch(struct sim *sim, unsigned me, uint64_t call);
void sim_serve_epoch(struct sim *sim, const struct job *job);
void sim_take_epoch(struct sim *sim, const struct job *job);
void sim_check_first(const struct sim *sim, unsigned me);

#endif
