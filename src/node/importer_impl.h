/* An import under way; private to importer.c and import_run.c. */
#ifndef WASL_NODE_IMPORTER_IMPL_H
#define WASL_NODE_IMPORTER_IMPL_H

#include "node/importer.h"
#include "watch/mapping.h"

struct import_run {
	struct node_importer *importer;
	int64_t id; /* 0: never used */
	int64_t officer_id;
	char list[WASL_WATCH_NAME_MAX + 1];
	pthread_t thread;

	/* The thread's own. */
	struct wasl_import *import;
	struct wasl_reader *reader;
	struct wasl_mapping mapping;
	uint8_t *reading;

	/* Under the importer's lock. */
	uint8_t *piece; /* what came last … */
	size_t piece_n; /* … and is not being read yet; 0: none */
	uint64_t size, received;
	uint64_t taken; /* of these, read to records */
	uint64_t begun_ms;
	uint64_t heard_ms;		/* when something last came */
	struct wasl_node_import result; /* without list and report */
	struct wasl_err err;
	json_t *report;
	bool ended; /* nothing comes behind it */
	bool cancelled;
	bool finished;
	bool owes; /* that it is dropped could not be written yet */

	bool joinable; /* the starter's */
	bool refuse;   /* this and the next are the thread's own */
	bool bad;      /* with `refuse`: a bad record was met */
};

struct node_importer {
	struct wasl_node *node;
	pthread_mutex_t lock;
	pthread_cond_t turn; /* a piece came, was taken, or something ended */
	bool stopping;
	struct import_run runs[WASL_NODE_IMPORTS_MAX];
	pthread_t sweeper;
	bool sweeping; /* the thread runs */
	bool dirty;    /* it has something to do */
};

/** The thread of one import. */
void *import_run_main(void *arg);

/** The import never comes into force; sets `owes` where the disk is full. */
void import_run_drop(struct import_run *run);

/** Free what a run holds, once its thread was joined. */
void import_run_deinit(struct import_run *run);

#endif
