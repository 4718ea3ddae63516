/*
 * Whether the node does its work, for machines that watch it: no person, no
 * dossier, nothing that is not a number of its own.
 */
#ifndef WASL_NODE_HEALTH_H
#define WASL_NODE_HEALTH_H

#include "node/node.h"

/* Less free than both of these is too little: MiB, and percent of the disk. */
#define WASL_HEALTH_DISK_MIB	 512
#define WASL_HEALTH_DISK_PERCENT 5
/* The wall clock may have been set by so many seconds since the start. */
#define WASL_HEALTH_CLOCK_S 60
/* Jobs that wait for the writer. */
#define WASL_HEALTH_BACKLOG 1024
/* Acts may wait so long without an index or a receipt. */
#define WASL_HEALTH_WAITING_S (10 * 60)

/** One line. */
struct wasl_node_line_health {
	const char *peer;
	bool ok; /* ready, not frozen, no alarm, nothing waits too long */
	bool ready, frozen;
	uint64_t alarms;
	uint64_t own_size, receipted, mirror_size, cosigned;
	uint64_t waiting;  /* acts without an index, or without a receipt */
	int64_t waiting_s; /* the oldest of them; 0: none */
};

struct wasl_node_health {
	bool ok; /* all of them */
	struct wasl_node_line_health *lines;
	size_t n_lines;
	bool disk_ok, clock_ok, keyd_ok, backlog_ok;
	uint64_t disk_free_mib, disk_percent; /* free */
	int64_t clock_s;		      /* set so far since the start */
	uint64_t backlog;
	uint64_t drafts;
	int64_t waiting_s; /* the oldest of all lines */
	uint64_t up_s;	   /* since the start */
};

/** In: arena  for the lines. Waits for the writer: no answer is one too. */
wasl_status wasl_node_health(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_health *out,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
