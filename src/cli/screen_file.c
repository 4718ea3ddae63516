/* wasl screen --file: every person of a table, of any size. */
#include "cli/screen_file.h"
#include "cli/client.h"
#include "cli/input.h"
#include "cli/rows.h"
#include "cli/screen_map.h"

#include "base/alloc.h"
#include "base/csv.h"
#include "kind/fault.h"
#include "names/normalise.h"
#include "node/screener.h"
#include "watch/reader.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

/* Persons in one chunk; chunks that are on their way at a time. */
#define CHUNK  WASL_SCREEN_ROWS_MAX
#define ON_WAY 4
/* JSON of a chunk at most, below the API's limit. */
#define CHUNK_BYTES ((size_t)160 * 1024)
/* How often a chunk that is not done is asked for. */
#define ASK_MS 20
#define READ   ((size_t)64 * 1024)

struct chunk {
	uint64_t line[CHUNK];
	char *name[CHUNK];
	size_t n;
	json_t *rows;
	size_t bytes;
	char number[24];
};

struct screening {
	struct cli *cli;
	const struct cli_screen_file *file;
	FILE *f;
	struct wasl_csv *csv;
	struct cli_screen_map map;
	char job[24];
	struct chunk chunk[ON_WAY]; /* a ring */
	size_t first, on_way;
	uint64_t rows, hits, bad;
};

/* --- the table ------------------------------------------------------------ */

static enum wasl_csv_step next_row(struct screening *s)
{
	static uint8_t space[READ];
	enum wasl_csv_step step;

	while ((step = wasl_csv_next(s->csv)) == WASL_CSV_MORE) {
		size_t n = fread(space, 1, sizeof(space), s->f);

		if (n == 0)
			wasl_csv_finish(s->csv);
		else
			wasl_csv_feed(s->csv, wasl_bytes_of(space, n));
	}
	return step;
}

static json_t *fact_of(const struct screening *s, enum cli_screen_fact fact)
{
	char space[CLI_SCREEN_FACT_MAX];
	wasl_text text = cli_screen_fact(space, &s->map, s->csv, fact);

	return text.n == 0 ? NULL : json_stringn(text.p, text.n);
}

/* --- answers -------------------------------------------------------------- */

/* A field that no table program takes for a formula. */
static void put_field(FILE *f, const char *text, bool last)
{
	static uint8_t space[3 * 4096];
	struct wasl_buf buf = WASL_BUF(space);
	char cut[4096];

	snprintf(cut, sizeof(cut), "%s%s",
		 *text && strchr("=+-@", *text) ? "'" : "", text);
	wasl_csv_put(&buf, wasl_text_of(cut));
	(void)fwrite(space, 1, buf.n, f);
	(void)fputc(last ? '\n' : ',', f);
}

static void put_csv_row(struct screening *s, uint64_t line, const char *name,
			const char *const *rest, size_t n)
{
	FILE *f = s->cli->out.f;
	char number[24];

	snprintf(number, sizeof(number), "%llu", (unsigned long long)line);
	put_field(f, number, false);
	put_field(f, name, false);
	for (size_t i = 0; i < n; i++)
		put_field(f, rest[i], i + 1 == n);
}

static void put_heading(struct screening *s)
{
	if (!s->cli->json)
		(void)fputs("line,name,verdict,probability,source,list,"
			    "reference,hit,hit_born,ask,note\n",
			    s->cli->out.f);
}

static void put_hit(struct screening *s, uint64_t line, const char *name,
		    const json_t *hit, const char *note)
{
	char likely[32];
	long long milli = (long long)cli_int(hit, "probability");

	snprintf(likely, sizeof(likely), "0.%03lld",
		 milli < 1000 ? milli : 999);
	put_csv_row(s, line, name,
		    (const char *[]){
			    cli_str(hit, "verdict"), likely,
			    cli_str(hit, "source"), cli_str(hit, "list"),
			    cli_str(hit, "reference"), cli_str(hit, "name"),
			    cli_str(hit, "born"), "", note},
		    9);
}

static void put_none(struct screening *s, uint64_t line, const char *name,
		     const char *verdict, const char *ask, const char *note)
{
	put_csv_row(
		s, line, name,
		(const char *[]){verdict, "", "", "", "", "", "", ask, note},
		9);
}

/* Which member is wrong, where one is, and why. */
static const char *
error_of(char out[static WASL_FAULT_MAX + WASL_ERR_FIELD_MAX + 4],
	 const json_t *answer)
{
	const char *pointer = cli_str(answer, "pointer");
	char said[WASL_FAULT_MAX];

	snprintf(out, WASL_FAULT_MAX + WASL_ERR_FIELD_MAX + 4, "%.96s%s%.512s",
		 pointer, *pointer ? ": " : "",
		 cli_fault(said, answer, "error"));
	return out;
}

/* What is noted of a row that nobody like was found for. */
static const char *note_of(const json_t *answer, const char *note)
{
	if (*note != '\0' || cli_int(answer, "hidden") == 0)
		return note;
	return cli_msg_text(CLI_MSG_SCREEN_WEAKER);
}

static void put_answer(struct screening *s, uint64_t line, const char *name,
		       const json_t *answer)
{
	const json_t *hits = json_object_get(answer, "hits");
	const json_t *elsewhere = json_object_get(answer, "elsewhere");
	const char *note =
		cli_true(answer, "complete")
			? ""
			: cli_msg_text(CLI_MSG_SCREEN_ROW_INCOMPLETE);
	char error[WASL_FAULT_MAX + WASL_ERR_FIELD_MAX + 4];
	const json_t *item;
	size_t i;

	if (json_object_get(answer, "error") != NULL) {
		s->bad++;
		put_none(s, line, name, "error", "", error_of(error, answer));
		return;
	}
	s->hits += json_array_size(hits) + json_array_size(elsewhere) > 0;
	cli_each(hits, i, item) put_hit(s, line, name, item, note);
	cli_each(elsewhere, i, item) put_none(s, line, name, "elsewhere",
					      cli_str(item, "unit"), note);
	if (json_array_size(hits) + json_array_size(elsewhere) == 0)
		put_none(s, line, name, "none", "", note_of(answer, note));
}

static void put_json(struct screening *s, uint64_t line, const char *name,
		     json_t *answer)
{
	const json_t *hits = json_object_get(answer, "hits");

	s->bad += json_object_get(answer, "error") != NULL;
	s->hits +=
		json_array_size(hits) +
			json_array_size(json_object_get(answer, "elsewhere")) >
		0;
	json_object_set_new(answer, "line", json_integer((json_int_t)line));
	json_object_set_new(answer, "name", json_string(name));
	(void)json_dumpf(answer, s->cli->out.f, JSON_COMPACT);
	(void)fputc('\n', s->cli->out.f);
}

/* A row that is none, in its place among the others. */
static void put_bad(struct screening *s, const struct wasl_err *why)
{
	json_t *answer =
		json_pack("{s:s, s:s, s:s}", "error", why->text, "code",
			  wasl_status_name(why->status), "pointer", why->field);

	wasl_fault_put(answer, why);
	if (s->cli->json)
		put_json(s, s->csv->line, "", answer);
	else
		put_answer(s, s->csv->line, "", answer);
	json_decref(answer);
}

/* --- chunks --------------------------------------------------------------- */

static void clear_chunk(struct chunk *chunk)
{
	for (size_t i = 0; i < chunk->n; i++)
		wasl_free(chunk->name[i]);
	json_decref(chunk->rows);
	*chunk = (struct chunk){.n = 0};
}

static struct chunk *filling(struct screening *s)
{
	return &s->chunk[(s->first + s->on_way) % ON_WAY];
}

static void progress(struct screening *s)
{
	char rows[24], hits[24];

	snprintf(rows, sizeof(rows), "%llu", (unsigned long long)s->rows);
	snprintf(hits, sizeof(hits), "%llu", (unsigned long long)s->hits);
	cli_progress(&s->cli->err, CLI_MSG_SCREEN_PROGRESS,
		     (const struct cli_value[]){
			     {"rows", rows}, {"hits", hits}, {NULL, NULL}});
}

/* The answers of the oldest chunk, when they are there. */
static enum cli_exit take_oldest(struct screening *s)
{
	const struct timespec pause = {0, ASK_MS * 1000000L};
	struct chunk *chunk = &s->chunk[s->first];
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code;

	snprintf(path, sizeof(path), "/v1/screen/files/%s/rows?chunk=%s",
		 s->job, chunk->number);
	while ((code = cli_ask(s->cli, &answer, "GET", path, NULL)) ==
	       CLI_EXIT_WAITS) {
		json_decref(answer);
		answer = NULL;
		nanosleep(&pause, NULL);
	}
	if (code != CLI_EXIT_OK)
		return code;
	for (size_t i = 0; i < chunk->n; i++) {
		json_t *one =
			json_array_get(json_object_get(answer, "rows"), i);

		if (s->cli->json)
			put_json(s, chunk->line[i], chunk->name[i], one);
		else
			put_answer(s, chunk->line[i], chunk->name[i], one);
	}
	s->rows += chunk->n;
	clear_chunk(chunk);
	s->first = (s->first + 1) % ON_WAY;
	s->on_way--;
	progress(s);
	return CLI_EXIT_OK;
}

static enum cli_exit send_chunk(struct screening *s)
{
	struct chunk *chunk = filling(s);
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	enum cli_exit code;

	if (chunk->n == 0)
		return CLI_EXIT_OK;
	snprintf(path, sizeof(path), "/v1/screen/files/%s/rows", s->job);
	code = cli_ask(s->cli, &answer, "POST", path,
		       json_pack("{s:O}", "rows", chunk->rows));
	if (code != CLI_EXIT_OK && code != CLI_EXIT_WAITS)
		return code;
	snprintf(chunk->number, sizeof(chunk->number), "%lld",
		 (long long)cli_int(answer, "chunk"));
	s->on_way++;
	return s->on_way < ON_WAY ? CLI_EXIT_OK : take_oldest(s);
}

/* Everything that is on its way, so that what follows stands behind it. */
static enum cli_exit drain(struct screening *s)
{
	enum cli_exit code = send_chunk(s);

	while (code == CLI_EXIT_OK && s->on_way > 0)
		code = take_oldest(s);
	return code;
}

static enum cli_exit add_row(struct screening *s)
{
	struct chunk *chunk = filling(s);
	json_t *row = json_object();
	size_t bytes = 0;

	if (chunk->rows == NULL)
		chunk->rows = json_array();
	for (size_t c = 0; c < CLI_SCREEN_FACTS; c++) {
		json_t *fact = fact_of(s, (enum cli_screen_fact)c);

		if (fact == NULL)
			continue;
		bytes += json_string_length(fact) + 20;
		json_object_set_new(row, cli_screen_member[c], fact);
	}
	if (s->file->ref != NULL && json_object_get(row, "reference") == NULL)
		json_object_set_new(row, "reference",
				    json_string(s->file->ref));
	chunk->line[chunk->n] = s->csv->line;
	chunk->name[chunk->n] = wasl_strndup(cli_str(row, "name"),
					     strlen(cli_str(row, "name")));
	json_array_append_new(chunk->rows, row);
	chunk->bytes += bytes + 80;
	chunk->n++;
	if (chunk->n < CHUNK && chunk->bytes < CHUNK_BYTES)
		return CLI_EXIT_OK;
	return send_chunk(s);
}

/* --- the whole file ------------------------------------------------------- */

static enum cli_exit refuse(struct screening *s, const struct wasl_err *why)
{
	struct wasl_err err;

	(void)wasl_fault_in_line(&err, "row", s->csv->line, why);
	return cli_fail(s->cli, &err);
}

/* A comma too many moves what stands behind it to other columns. */
static wasl_status check_columns(const struct screening *s,
				 enum wasl_csv_step step, struct wasl_err *err)
{
	if (step == WASL_CSV_BAD)
		return wasl_fault(err, WASL_MALFORMED, "", s->csv->fault);
	if (s->csv->n != s->map.columns)
		return wasl_fault_of(err, WASL_SCHEMA, "", "columns",
				     WASL_FAULT_N("n", s->csv->n),
				     WASL_FAULT_N("of", s->map.columns));
	return cli_screen_dated(&s->map, s->csv, err);
}

/* Can this row be screened? */
static wasl_status check_row(const struct screening *s, enum wasl_csv_step step,
			     struct wasl_err *err)
{
	wasl_autojson *name = NULL;
	struct wasl_name parsed;

	WASL_TRY(check_columns(s, step, err));
	name = fact_of(s, CLI_SCREEN_FACT_NAME);
	if (name == NULL ||
	    wasl_name_parse(&parsed, wasl_text_bytes(wasl_json_text(name)),
			    NULL) != WASL_OK)
		return wasl_fault(err, WASL_SCHEMA, "/name", "letters");
	return WASL_OK;
}

/* With --strict: is every row one that can be screened? */
static enum cli_exit check_rows(struct screening *s)
{
	enum wasl_csv_step step;
	struct wasl_err why;

	while ((step = next_row(s)) != WASL_CSV_END)
		if (check_row(s, step, &why) != WASL_OK)
			return refuse(s, &why);
	return CLI_EXIT_OK;
}

static enum cli_exit screen_rows(struct screening *s)
{
	enum cli_exit code = CLI_EXIT_OK;
	enum wasl_csv_step step;

	while (code == CLI_EXIT_OK && (step = next_row(s)) != WASL_CSV_END) {
		struct wasl_err why;

		if (check_columns(s, step, &why) == WASL_OK) {
			code = add_row(s);
			continue;
		}
		code = drain(s);
		if (code == CLI_EXIT_OK)
			put_bad(s, &why);
	}
	return code == CLI_EXIT_OK ? drain(s) : code;
}

static enum cli_exit read_heading(struct screening *s)
{
	struct wasl_err err;
	enum wasl_csv_step step;

	static uint8_t head[WASL_READER_MAGIC];
	const char *foreign;
	size_t n = fread(head, 1, sizeof(head), s->f);

	*s->csv = (struct wasl_csv){0};
	foreign = n > 0 && head[0] == '<'
			  ? "file-xml"
			  : wasl_reader_foreign(wasl_bytes_of(head, n));
	if (foreign != NULL) {
		(void)wasl_fault(&err, WASL_MALFORMED, "", foreign);
		return cli_fail(s->cli, &err);
	}
	wasl_csv_feed(s->csv, wasl_bytes_of(head, n));
	step = next_row(s);
	if (step == WASL_CSV_BAD) {
		(void)wasl_fault(&err, WASL_MALFORMED, "", s->csv->fault);
		return refuse(s, &err);
	}
	if (step != WASL_CSV_ROW) {
		(void)wasl_fault(&err, WASL_SCHEMA, "", "no-heading");
		return cli_fail(s->cli, &err);
	}
	return cli_screen_map(&s->map, s->csv, s->file->map, s->file->dmy,
			      &err) == WASL_OK
		       ? CLI_EXIT_OK
		       : cli_fail(s->cli, &err);
}

static enum cli_exit check_first(struct screening *s)
{
	enum cli_exit code = check_rows(s);

	if (code != CLI_EXIT_OK)
		return code;
	if (fseek(s->f, 0, SEEK_SET) != 0) {
		struct wasl_err err;

		(void)wasl_fault(&err, WASL_USAGE, "", "strict-file");
		return cli_fail(s->cli, &err);
	}
	return read_heading(s);
}

static enum cli_exit start_job(struct screening *s)
{
	wasl_autojson *answer = NULL;
	json_t *body = json_pack(
		"{s:s, s:s}", "reason", s->file->reason ? s->file->reason : "",
		"effort", s->file->quick ? "usual" : "thorough");
	enum cli_exit code =
		cli_ask(s->cli, &answer, "POST", "/v1/screen/files", body);

	if (code == CLI_EXIT_OK)
		snprintf(s->job, sizeof(s->job), "%s", cli_str(answer, "job"));
	return code;
}

static void end_job(struct screening *s)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];

	snprintf(path, sizeof(path), "/v1/screen/files/%s/end", s->job);
	(void)cli_ask(s->cli, &answer, "POST", path, json_object());
}

static void say_sum(struct screening *s)
{
	char rows[24], hits[24], bad[24];

	cli_progress_end(&s->cli->err);
	snprintf(rows, sizeof(rows), "%llu", (unsigned long long)s->rows);
	snprintf(hits, sizeof(hits), "%llu", (unsigned long long)s->hits);
	snprintf(bad, sizeof(bad), "%llu", (unsigned long long)s->bad);
	cli_say_with(&s->cli->err, s->bad > 0 ? CLI_WARN : CLI_PLAIN,
		     CLI_MSG_SCREEN_SUM, {"rows", rows}, {"hits", hits},
		     {"bad", bad});
}

static enum cli_exit screen_file(struct screening *s)
{
	enum cli_exit code = read_heading(s);

	if (code == CLI_EXIT_OK && s->file->strict)
		code = check_first(s);
	if (code == CLI_EXIT_OK)
		code = start_job(s);
	if (code != CLI_EXIT_OK)
		return code;
	put_heading(s);
	code = screen_rows(s);
	for (size_t i = 0; i < ON_WAY; i++)
		clear_chunk(&s->chunk[i]);
	if (code != CLI_EXIT_OK)
		return code;
	end_job(s);
	say_sum(s);
	return s->bad > 0 ? CLI_EXIT_REFUSED : CLI_EXIT_OK;
}

enum cli_exit cli_screen_file(struct cli *cli,
			      const struct cli_screen_file *file)
{
	wasl_autofree struct screening *s = wasl_alloc(1, sizeof(*s));
	wasl_autofree struct wasl_csv *csv = wasl_alloc(1, sizeof(*csv));
	bool own = strcmp(file->path, "-") != 0;
	struct wasl_err err;
	struct stat st;
	enum cli_exit code;

	if (s == NULL || csv == NULL) {
		(void)wasl_fail(&err, WASL_NO_MEMORY, "screening");
		return cli_fail(cli, &err);
	}
	s->cli = cli;
	s->file = file;
	s->csv = csv;
	s->f = own ? fopen(file->path, "rb") : cli->in;
	if (s->f == NULL)
		return cli_file_fail(cli, file->path, errno);
	code = own && fstat(fileno(s->f), &st) == 0 && S_ISDIR(st.st_mode)
		       ? cli_file_fail(cli, file->path, EISDIR)
		       : screen_file(s);
	if (own)
		(void)fclose(s->f);
	return code;
}
