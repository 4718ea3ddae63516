/*
 * Acts a second over one line: sealed, stored, sent, opened, folded, stored and
 * receipted, between two nodes over mutual TLS.
 *
 * This process is one node (with its keyd); the other is `wasl serve`, started
 * by bench/line.sh, which has also held the ceremony and opened the dossiers.
 * A round puts W acts of 1 KiB into one transaction and ends when the partner's
 * receipt for the last of them is here; W is what waits when a batch is made.
 *
 *	line-node DIR PARTNER PARTNER-PID SECONDS PASSPHRASE-FD
 */
#include "base/alloc.h"
#include "crypto/crypto.h"
#include "crypto/envelope.h"
#include "keyd/client.h"
#include "node/cache.h"
#include "node/config.h"
#include "node/runner.h"
#include "node/send.h"
#include "node/state.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS_MAX   20000
#define DOSSIERS_MAX 256
#define PLAIN	     1024

static struct wasl_node *node;
static struct node_peer *peer;
static struct wasl_dossier_id ids[DOSSIERS_MAX];
static size_t ids_n;
static double took[ROUNDS_MAX];

static void die(const char *what, const struct wasl_err *err)
{
	fprintf(stderr, "bench line: %s: %s\n", what,
		err == NULL ? "" : err->text);
	exit(1);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* CPU seconds of a process and its only child, its keyd. */
static double cpu_of(long pid, bool child)
{
	char path[64];
	char text[1024];
	unsigned long user = 0;
	unsigned long sys = 0;
	long kid = 0;
	FILE *f;
	char *p;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	p = strrchr(text, ')');
	if (p != NULL)
		sscanf(p + 2,
		       "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
		       "%lu %lu",
		       &user, &sys);
	if (child) {
		snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", pid,
			 pid);
		f = fopen(path, "r");
		if (f != NULL && fscanf(f, "%ld", &kid) != 1)
			kid = 0;
		if (f != NULL)
			fclose(f);
	}
	return (double)(user + sys) / (double)sysconf(_SC_CLK_TCK) +
	       (kid > 0 ? cpu_of(kid, false) : 0);
}

/* --- a round ------------------------------------------------------------- */

struct round {
	struct node_job job;
	size_t n;
	uint64_t end; /* own size after it */
	uint64_t turn;
};

static const char text_1k[PLAIN] = {0};

/* What a correction says, beside its value: a partner would reject less. */
static const struct {
	const char *field, *value;
} said[] = {
	{"corrected_field", "person"},
	{"reason", "example"},
	{"handling", "H1"},
	{"origin", "OWN"},
	{"transfer_basis", "L0908_43"},
	{"necessity", "example"},
	{"retention", "2099-01-01"},
};

static const char *said_of(const char *field)
{
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strcmp(said[i].field, field) == 0)
			return said[i].value;
	return NULL;
}

/* A `correct` act with a long value: 1 KiB of padded plaintext. */
static wasl_status send_one(struct store_tx *tx, uint64_t turn,
			    struct wasl_err *err)
{
	uint8_t fields_space[PLAIN];
	uint8_t plain_space[2 * PLAIN];
	struct wasl_buf fields = WASL_BUF(fields_space);
	struct wasl_buf plain = WASL_BUF(plain_space);
	struct node_send send = {0};
	const struct wasl_kind *kind =
		wasl_library_kind_named(&node->library, "information");
	const struct wasl_act_def *def =
		wasl_kind_act_named(kind, WASL_TEXT("correct"));
	static char value[700];
	struct wasl_value v = {.type = WASL_TYPE_TEXT};
	struct wasl_pair pairs[16];
	struct wasl_record record = {pairs, 0};
	struct wasl_act act = {
		.number = def->n,
		.time = wasl_clock_now(&node->clock),
		.author = WASL_TEXT("FR-BENCH-0001"),
		.approver = WASL_TEXT("FR-BENCH-0002"),
		.view = {peer->own.size, peer->mirror.size},
	};

	memset(value, 'x', sizeof(value));
	for (size_t i = 0; i < def->shape.n; i++) {
		const struct wasl_field *f = def->shape.slots[i].field;

		if (!def->shape.slots[i].need)
			continue;
		v.type = f->type;
		if (f->type == WASL_TYPE_HASH)
			v.bytes = wasl_bytes_of(text_1k, 32);
		else if (said_of(f->name) != NULL)
			v.text = wasl_text_of(said_of(f->name));
		else
			v.text = (wasl_text){value, sizeof(value)};
		if (record.n == sizeof(pairs) / sizeof(pairs[0]))
			return wasl_fail(err, WASL_TOO_BIG, "fields");
		pairs[record.n++] = (struct wasl_pair){f->n, v};
	}
	wasl_record_write(&fields, &record);
	act.fields = wasl_buf_bytes(&fields);
	wasl_act_write(&plain, &act);
	if (plain.over || plain.n != PLAIN)
		return wasl_fail(err, WASL_SCHEMA, "plaintext is %zu bytes",
				 plain.n);
	WASL_TRY(node_cache_get(node, &tx->reader, peer, &ids[turn % ids_n],
				&send.dossier, err));
	send.plain = wasl_buf_bytes(&plain);
	WASL_TRY(node_send(node, tx, &send, err));
	return send.waits ? wasl_fail(err, WASL_NOT_READY, "line not ready")
			  : WASL_OK;
}

static wasl_status round_run(struct wasl_node *n, struct store_tx *tx,
			     struct node_job *job)
{
	struct round *round = (struct round *)job;

	(void)n;
	for (size_t i = 0; i < round->n; i++)
		WASL_TRY(send_one(tx, round->turn + i, &job->err));
	round->end = peer->own.size;
	return WASL_OK;
}

static void round_after(struct wasl_node *n, struct node_job *job)
{
	if (job->status == WASL_OK)
		node_line_committed(n, peer);
}

static wasl_status look_run(struct wasl_node *n, struct store_tx *tx,
			    struct node_job *job)
{
	(void)n;
	(void)tx;
	((struct round *)job)->end = peer->receipt_size;
	return WASL_OK;
}

static uint64_t receipted(void)
{
	struct round look = {.job = {.run = look_run}};
	struct wasl_err err;

	if (node_writer_call(node->writer, &look.job, &err) != WASL_OK)
		die("writer", &err);
	return look.end;
}

static void wait_receipt(uint64_t size)
{
	const struct timespec pause = {0, 100000};
	double until = now() + 60;

	while (receipted() < size) {
		if (now() > until)
			die("no receipt in a minute", NULL);
		nanosleep(&pause, NULL);
	}
}

/* --- measuring ----------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Bytes that went over the loopback device, both directions of the line. */
static double loopback(void)
{
	char line[512];
	double bytes = 0;
	FILE *f = fopen("/proc/net/dev", "r");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strstr(line, "lo:") != NULL)
			sscanf(strstr(line, "lo:") + 3, "%lf", &bytes);
	if (f != NULL)
		fclose(f);
	return bytes;
}

static void measure(size_t waiting, double seconds, long partner, double limit)
{
	static uint64_t turn;
	struct wasl_err err = {0};
	size_t rounds = 0;
	double begin = now();
	double own = cpu_of(getpid(), true);
	double other = cpu_of(partner, true);
	double wire = loopback();
	double acts;
	double wall;

	while (rounds < ROUNDS_MAX && (rounds < 3 || now() - begin < seconds)) {
		struct round round = {
			.job = {.run = round_run, .after = round_after},
			.n = waiting,
			.turn = turn,
		};
		double start = now();

		if (node_writer_call(node->writer, &round.job, &err) != WASL_OK)
			die("round", &err);
		wait_receipt(round.end);
		turn += waiting;
		took[rounds++] = now() - start;
	}
	wall = now() - begin;
	acts = (double)rounds * (double)waiting;
	own = (cpu_of(getpid(), true) - own) / acts * 1e6;
	other = (cpu_of(partner, true) - other) / acts * 1e6;
	wire = (loopback() - wire) / acts;
	qsort(took, rounds, sizeof(took[0]), by_size);
	printf("%7zu %9.0f %8.2f %8.2f %9.1f %9.1f %8.0f %7.2f\n", waiting,
	       acts / wall, took[rounds / 2] * 1e3,
	       took[rounds * 99 / 100] * 1e3, own, other, wire,
	       acts / wall / limit);
	fflush(stdout);
}

/* What the disk allows: rows of an envelope's size, durable twice. */
static double disk_limit(const char *dir, size_t waiting)
{
	static uint8_t blob[PLAIN + 200];
	char path[4096];
	sqlite3 *db;
	sqlite3_stmt *put;
	double begin;
	double rows = 0;

	snprintf(path, sizeof(path), "%s/limit.db", dir);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("sqlite", NULL);
	sqlite3_exec(db,
		     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		     "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)",
		     NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO t (b) VALUES (?)", -1, &put, NULL);
	sqlite3_bind_blob(put, 1, blob, sizeof(blob), SQLITE_STATIC);
	begin = now();
	while (now() - begin < 1) {
		sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
		for (size_t i = 0; i < waiting; i++, rows++) {
			sqlite3_step(put);
			sqlite3_reset(put);
		}
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	}
	rows /= now() - begin;
	sqlite3_finalize(put);
	sqlite3_close(db);
	unlink(path);
	return rows / 2;
}

static void load_dossiers(void)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_err err;

	if (wasl_store_read(&r, node->store, &err) != WASL_OK ||
	    wasl_store_query(&rows, &r, WASL_SQL_INBOX_NEWEST, &err,
			     WASL_ARGS(wasl_arg_str("information"),
				       wasl_arg_str(""), wasl_arg_str(""),
				       wasl_arg_int(-1),
				       wasl_arg_int(INT64_MAX),
				       wasl_arg_bytes((wasl_bytes){NULL, 0}),
				       wasl_arg_int(DOSSIERS_MAX))) != WASL_OK)
		die("dossiers", &err);
	while (wasl_rows_next(&rows) && ids_n < DOSSIERS_MAX)
		wasl_rows_copy(&rows, "id", ids[ids_n++].b, 16);
	if (ids_n == 0)
		die("no dossier to write in", NULL);
}

int main(int argc, char **argv)
{
	static const size_t waiting[] = {1, 16, 64, 256, 4096};
	struct wasl_node_config config = {0};
	struct wasl_keyd_options keys = {
		.dir = argv[1],
		.passphrase = {.from = WASL_PASSPHRASE_FD},
		.caps = WASL_KEYD_CAP_LINE | WASL_KEYD_CAP_DOSSIER |
			WASL_KEYD_CAP_TLS,
	};
	struct wasl_node_options options = {.dir = argv[1], .config = &config};
	struct wasl_err err;

	if (argc != 6)
		die("usage: line-node DIR PARTNER PID SECONDS FD", NULL);
	keys.passphrase.fd = (int)strtol(argv[5], NULL, 10);
	if (wasl_crypto_init(&err) != WASL_OK ||
	    wasl_keyd_start(&options.keyd, &keys, &err) != WASL_OK ||
	    wasl_node_config_load(&config, argv[1], &err) != WASL_OK ||
	    wasl_node_start(&node, &options, &err) != WASL_OK)
		die("start", &err);
	peer = node_peer_named(node, wasl_text_of(argv[2]));
	if (peer == NULL)
		die("no such partner", NULL);
	load_dossiers();
	for (int i = 0; i < 100 && !peer->line.ready; i++)
		usleep(100000);
	printf("%7s %9s %8s %8s %9s %9s %8s %7s\n", "waiting", "acts/s",
	       "p50 ms", "p99 ms", "us CPU", "us CPU", "bytes", "of disk");
	printf("%7s %9s %8s %8s %9s %9s %8s %7s\n", "", "", "round", "round",
	       "sender", "receiver", "wire", "limit");
	for (size_t i = 0; i < sizeof(waiting) / sizeof(waiting[0]); i++)
		measure(waiting[i], strtod(argv[4], NULL),
			strtol(argv[3], NULL, 10),
			disk_limit(argv[1], waiting[i]));
	wasl_node_stop(node);
	wasl_keyd_stop(options.keyd);
	wasl_node_config_deinit(&config);
	return 0;
}
