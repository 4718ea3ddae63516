/* wasl watch import: a file of persons becomes a list's next generation. */
#include "cli/client.h"
#include "cli/input.h"
#include "cli/rows.h"
#include "cli/verbs.h"
#include "kind/fault.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How often a running import is asked. */
#define ASK_MS 200
/* Bad lines and references that are said; all are in --json. */
#define SAID_MAX 20

enum { LIST, SOURCE, BASIS, RETENTION, FORMAT, MAPPING, ON_ERROR };
static const struct cli_opt opts[] = {
	[LIST] = {"list", "NAME", CLI_MSG_OPT_LIST},
	[SOURCE] = {"source", "TEXT", CLI_MSG_OPT_SOURCE},
	[BASIS] = {"basis", "TEXT", CLI_MSG_OPT_BASIS},
	[RETENTION] = {"retention", "DATE", CLI_MSG_OPT_RETENTION},
	[FORMAT] = {"format", "FORMAT", CLI_MSG_OPT_FORMAT},
	[MAPPING] = {"mapping", "FILE", CLI_MSG_OPT_MAPPING},
	[ON_ERROR] = {"on-error", "skip|refuse", CLI_MSG_OPT_ON_ERROR},
	{NULL, NULL, CLI_MSG_NONE},
};

/* --- Ctrl-C: nothing half is left, also not at the node ------------------- */

static volatile sig_atomic_t stopped; /* the signal */
static volatile sig_atomic_t reading; /* the file's descriptor */
static volatile sig_atomic_t nothing; /* a file at its end, or -1 */

/* A read that waits is woken; one that is about to wait finds the end. */
static void note_signal(int signal)
{
	int kept = errno;
	stopped = signal;
	if (nothing >= 0)
		(void)dup2(nothing, reading);
	errno = kept;
}

/* What waits is woken, so no SA_RESTART. */
static void watch_signals(FILE *f)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	const struct sigaction note = {.sa_handler = note_signal};
	reading = f ? fileno(f) : -1;
	nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		(void)sigaction(signals[i], &note, NULL);
}

static void forget_file(void)
{
	int fd = nothing;
	nothing = -1;
	if (fd >= 0)
		(void)close(fd);
}

/* End as the signal would have ended us: shells look at that. */
static void end_by_signal(struct cli *cli)
{
	const struct sigaction usual = {.sa_handler = SIG_DFL};
	struct wasl_err err;
	(void)wasl_fault(&err, WASL_GONE, "", "import-interrupted");
	(void)cli_fail(cli, &err);
	fflush(cli->err.f);
	(void)sigaction((int)stopped, &usual, NULL);
	(void)raise((int)stopped);
}

/* --- the file ------------------------------------------------------------ */

struct file {
	FILE *f;
	uint64_t size, sent; /* size 0: not known */
	struct timespec begun;
	uint8_t *piece;
	char id[24]; /* of the import */
};

static void file_close(struct file *file)
{
	if (file->f && file->f != stdin)
		fclose(file->f);
	if (file->piece)
		memset(file->piece, 0, WASL_API_PIECE_MAX);
	wasl_free(file->piece);
}

static enum cli_exit file_open(struct cli *cli, struct file *file,
			       const char *path)
{
	struct wasl_err err;
	struct stat st;
	file->piece = wasl_alloc(WASL_API_PIECE_MAX, 1);
	(void)clock_gettime(CLOCK_MONOTONIC, &file->begun);
	file->f = strcmp(path, "-") == 0 ? cli->in : fopen(path, "rb");
	if (!file->f)
		return cli_file_fail(cli, path, errno);
	if (!file->piece) {
		(void)wasl_fail(&err, WASL_NO_MEMORY, "the file");
		return cli_fail(cli, &err);
	}
	if (fstat(fileno(file->f), &st) != 0)
		return CLI_EXIT_OK;
	if (S_ISDIR(st.st_mode))
		return cli_file_fail(cli, path, EISDIR);
	if (S_ISREG(st.st_mode))
		file->size = (uint64_t)st.st_size;
	return CLI_EXIT_OK;
}

/* --- begin --------------------------------------------------------------- */

static enum cli_exit begin(struct cli *cli, const struct cli_args *args,
			   struct file *file)
{
	wasl_autojson *answer = NULL;
	json_t *mapping = NULL;
	char size[24];
	if (args->opt[MAPPING]) {
		enum cli_exit code =
			cli_read_object(cli, &mapping, args->opt[MAPPING]);
		if (code != CLI_EXIT_OK)
			return code;
	}
	snprintf(size, sizeof(size), "%llu", (unsigned long long)file->size);
	json_t *body = json_pack(
		"{s:s, s:s*, s:s*, s:s*, s:s*, s:o*, s:s*, s:s}", "list",
		args->opt[LIST], "source", args->opt[SOURCE], "basis",
		args->opt[BASIS], "retention", args->opt[RETENTION], "format",
		args->opt[FORMAT], "mapping", mapping, "on_error",
		args->opt[ON_ERROR], "size", size);
	enum cli_exit code = cli_ask(cli, &answer, "POST", "/v1/imports", body);
	snprintf(file->id, sizeof(file->id), "%lld",
		 (long long)cli_int(answer, "id"));
	return code;
}

/* --- pieces -------------------------------------------------------------- */

static double seconds_since(const struct timespec *begun)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begun->tv_sec) +
	       (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

/* "43 %, 9200/s, 1:05 left", of what the node has read; "9200/s" where the
 * size is not known, and once all is read: what is missing still ends. */
static void say_part(char *out, size_t max, const struct file *file,
		     json_int_t taken, json_int_t records)
{
	double took = seconds_since(&file->begun);
	double share = file->size > 0 ? (double)taken / (double)file->size : 0;
	char percent[24], rate[24], left[24];
	bool part = share > 0 && share < 1;
	long long s = part ? (long long)(took / share * (1 - share)) : 0;
	snprintf(percent, sizeof(percent), "%.0f", share * 100);
	snprintf(rate, sizeof(rate), "%.0f",
		 took > 0 ? (double)records / took : 0.0);
	snprintf(left, sizeof(left), "%lld:%02lld", s / 60, s % 60);
	cli_msg_write(out, max,
		      part ? CLI_MSG_IMPORT_LEFT : CLI_MSG_IMPORT_RATE,
		      (const struct cli_value[]){{"percent", percent},
						 {"rate", rate},
						 {"left", left},
						 {NULL, NULL}});
}

static void say_progress(struct cli *cli, const struct file *file,
			 const json_t *import)
{
	json_int_t records =
		cli_int(json_object_get(import, "counts"), "records");
	char done[24], part[160];
	snprintf(done, sizeof(done), "%lld", (long long)records);
	say_part(part, sizeof(part), file, cli_int(import, "taken"), records);
	cli_progress(
		&cli->err, CLI_MSG_IMPORT_PROGRESS,
		(const struct cli_value[]){{"list", cli_str(import, "list")},
					   {"records", done},
					   {"part", part},
					   {NULL, NULL}});
}

static enum cli_exit send_piece(struct cli *cli, struct file *file, size_t n)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	snprintf(path, sizeof(path), "/v1/imports/%s/pieces/%llu", file->id,
		 (unsigned long long)file->sent);
	enum cli_exit code = cli_ask_bytes(cli, &answer, "PUT", path,
					   wasl_bytes_of(file->piece, n));
	file->sent += n;
	if (code == CLI_EXIT_OK)
		say_progress(cli, file, answer);
	return code;
}

static enum cli_exit send_file(struct cli *cli, struct file *file)
{
	struct wasl_err err;
	enum cli_exit code = CLI_EXIT_OK;
	size_t n;
	while (code == CLI_EXIT_OK && !stopped &&
	       (n = fread(file->piece, 1, WASL_API_PIECE_MAX, file->f)) > 0)
		code = send_piece(cli, file, n);
	if (stopped)
		return CLI_EXIT_REFUSED;
	if (code != CLI_EXIT_OK || !ferror(file->f))
		return code;
	(void)wasl_fault(&err, WASL_IO, "", "file-read");
	return cli_fail(cli, &err);
}

/* Whatever went wrong: the node forgets what it has of the file. */
static void cancel(struct cli *cli, const struct file *file)
{
	struct cli quiet = *cli;
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	FILE *nowhere = fopen("/dev/null", "w");
	if (!nowhere)
		return;
	quiet.out.f = quiet.err.f = nowhere;
	(void)cli_ask(&quiet, &answer, "DELETE",
		      cli_path(path, "/v1/imports/", file->id, NULL), NULL);
	fclose(nowhere);
}

/* Ask until it has ended; progress on a terminal. */
static enum cli_exit follow(struct cli *cli, json_t **import,
			    const struct file *file)
{
	char path[CLI_PATH_MAX];
	const struct timespec pause = {0, ASK_MS * 1000000L};
	for (;;) {
		enum cli_exit code = cli_ask(
			cli, import, "GET",
			cli_path(path, "/v1/imports/", file->id, NULL), NULL);
		if (code != CLI_EXIT_OK ||
		    strcmp(cli_str(*import, "state"), "reading") != 0)
			return code;
		say_progress(cli, file, *import);
		json_decref(*import);
		*import = NULL;
		nanosleep(&pause, NULL);
		if (stopped)
			return CLI_EXIT_REFUSED;
	}
}

/* --- what came of it ----------------------------------------------------- */

static void say_refused(struct cli *cli, const json_t *report)
{
	const json_t *refused = json_object_get(report, "refused");
	size_t i;
	const json_t *r;
	char line[24], more[24], rule[WASL_FAULT_MAX];
	cli_each(refused, i, r)
	{
		if (i == SAID_MAX)
			break;
		snprintf(line, sizeof(line), "%lld",
			 (long long)cli_int(r, "line"));
		cli_say_with(&cli->err, CLI_WARN,
			     *cli_str(r, "field") ? CLI_MSG_IMPORT_REFUSED
						  : CLI_MSG_IMPORT_REFUSED_ROW,
			     {"line", line}, {"field", cli_str(r, "field")},
			     {"rule", cli_fault(rule, r, "rule")});
	}
	if (json_array_size(refused) <= SAID_MAX)
		return;
	snprintf(more, sizeof(more), "%zu",
		 json_array_size(refused) - SAID_MAX);
	cli_say_with(&cli->err, CLI_WARN, CLI_MSG_IMPORT_MORE, {"n", more});
}

static void say_counts(struct cli *cli, const json_t *import)
{
	static const char *const names[] = {"records",	 "added",   "changed",
					    "unchanged", "removed", "skipped"};
	const json_t *counts = json_object_get(import, "counts");
	char n[6][24];
	for (size_t i = 0; i < 6; i++)
		snprintf(n[i], sizeof(n[i]), "%lld",
			 (long long)cli_int(counts, names[i]));
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_IMPORT_COUNTS,
		     {"list", cli_str(import, "list")}, {"records", n[0]},
		     {"added", n[1]}, {"changed", n[2]}, {"unchanged", n[3]},
		     {"removed", n[4]}, {"skipped", n[5]});
}

static enum cli_exit code_of(const json_t *import)
{
	const char *state = cli_str(import, "state");
	if (strcmp(state, "waiting") == 0)
		return CLI_EXIT_WAITS;
	return strcmp(state, "in-force") == 0 ? CLI_EXIT_OK : CLI_EXIT_REFUSED;
}

static enum cli_exit put_result(struct cli *cli, const json_t *import)
{
	enum cli_exit code = code_of(import);
	char why[WASL_FAULT_MAX];
	cli_progress_end(&cli->err);
	if (cli_print_json(cli, import))
		return code;
	say_refused(cli, json_object_get(import, "report"));
	if (code == CLI_EXIT_REFUSED) {
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_IMPORT_DROPPED,
			     {"list", cli_str(import, "list")},
			     {"text", cli_fault(why, import, "detail")});
		return code;
	}
	say_counts(cli, import);
	if (code == CLI_EXIT_WAITS)
		cli_say_with(&cli->out, CLI_WARN, CLI_MSG_IMPORT_WAITS,
			     {"list", cli_str(import, "list")});
	return code;
}

static enum cli_exit import_file(struct cli *cli, struct file *file,
				 const char *list)
{
	wasl_autojson *ended = NULL, *import = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code = send_file(cli, file);
	if (code != CLI_EXIT_OK && !stopped && !cli->json)
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_IMPORT_KEPT,
			     {"list", list});
	if (code == CLI_EXIT_OK)
		code = cli_ask(cli, &ended, "POST",
			       cli_path(path, "/v1/imports/", file->id, "/end"),
			       json_object());
	if (code == CLI_EXIT_WAITS)
		code = follow(cli, &import, file);
	if (code == CLI_EXIT_OK && import)
		return put_result(cli, import);
	cancel(cli, file);
	if (stopped)
		end_by_signal(cli);
	return code;
}

/* A failure in the middle is told with what the node knows of it. */
static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct file file = {0};
	struct wasl_err err;
	if (!args->opt[LIST]) {
		(void)wasl_fault(&err, WASL_USAGE, "", "import-list");
		return cli_usage(cli, &cli_verb_watch_import, &err);
	}
	enum cli_exit code = file_open(cli, &file, args->operand[0]);
	watch_signals(file.f);
	if (code == CLI_EXIT_OK)
		code = begin(cli, args, &file);
	if (code == CLI_EXIT_OK)
		code = import_file(cli, &file, args->opt[LIST]);
	forget_file();
	file_close(&file);
	return code;
}

const struct cli_verb cli_verb_watch_import = {
	.name = "watch import",
	.usage = "FILE --list NAME [--source TEXT --basis TEXT "
		 "--retention DATE] [--format FORMAT] [--mapping FILE] "
		 "[--on-error skip|refuse]",
	.opts = opts,
	.help = CLI_MSG_HELP_WATCH_IMPORT,
	.more = CLI_MSG_MORE_WATCH_IMPORT,
	.min = 1,
	.max = 1,
	.run = run,
};
