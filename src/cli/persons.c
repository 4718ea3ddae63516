#include "cli/persons.h"

#include "base/alloc.h"
#include "base/file.h"
#include "cli/rows.h"
#include "cli/upload.h"
#include "kind/fault.h"
#include "kind/library.h"

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define KIND	    "accreditation"
#define SENT_NAME   "persons.csv"
#define DAY_SECONDS 86400

/* --- code lists ----------------------------------------------------------- */

struct codes {
	struct wasl_library library;
	const struct wasl_codes *list;
};

/* Of the kind as this program holds it. */
static wasl_status codes_open(struct codes *c, const char *name,
			      struct wasl_err *err)
{
	const struct wasl_kind *kind;
	wasl_library_init(&c->library);
	WASL_TRY(wasl_library_add_builtin(&c->library, err));
	kind = wasl_library_kind_named(&c->library, KIND);
	c->list = kind ? wasl_kind_codes(kind, name) : NULL;
	return c->list ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_NOT_FOUND, "", "codes-none-here",
				 WASL_FAULT_T("name", wasl_text_of(name)));
}

/* --- findings ------------------------------------------------------------- */

json_t *cli_batch_findings(const struct wasl_batch_finding *findings, size_t n)
{
	json_t *out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out,
				      json_pack("{s:I, s:s, s:s}", "line",
						(json_int_t)findings[i].line,
						"column", findings[i].column,
						"text", findings[i].text));
	return out;
}

void cli_batch_say(struct cli *cli, const json_t *findings)
{
	const json_t *one;
	char line[24];
	size_t i;
	cli_each(findings, i, one)
	{
		snprintf(line, sizeof(line), "%lld",
			 (long long)cli_int(one, "line"));
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_BATCH_FINDING,
			     {"line", line}, {"column", cli_str(one, "column")},
			     {"text", cli_str(one, "text")});
	}
}

/* Every finding, then what it means. */
static enum cli_exit refuse(struct cli *cli, const char *path,
			    const struct wasl_batch_finding *findings, size_t n,
			    enum cli_msg next)
{
	wasl_autojson *list = cli_batch_findings(findings, n);
	char count[24];
	snprintf(count, sizeof(count), "%zu", n);
	if (cli->json) {
		wasl_autojson *problem =
			json_pack("{s:s, s:s, s:O}", "code", "SCHEMA", "title",
				  "the table has faults", "findings", list);
		json_dumpf(problem, cli->out.f, JSON_INDENT(2));
		putc('\n', cli->out.f);
		return CLI_EXIT_REFUSED;
	}
	cli_batch_say(cli, list);
	cli_say_with(&cli->err, CLI_BAD, next, {"path", path}, {"n", count});
	return CLI_EXIT_REFUSED;
}

/* --- reading -------------------------------------------------------------- */

static wasl_status read_text(struct cli_persons *out, wasl_bytes text,
			     bool sent, struct wasl_err *err)
{
	struct codes codes;
	out->arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	wasl_status status = codes_open(&codes, "country", err);
	if (status == WASL_OK)
		status = wasl_batch_read(&out->batch, &out->arena, text,
					 codes.list, time(NULL) / DAY_SECONDS,
					 sent, err);
	wasl_library_deinit(&codes.library);
	return status;
}

void cli_persons_free(struct cli_persons *persons)
{
	if (persons->fd > 0)
		close(persons->fd);
	wasl_arena_deinit(&persons->arena);
	*persons = (struct cli_persons){.fd = -1};
}

/* --- what travels --------------------------------------------------------- */

static wasl_status write_sent(struct cli_persons *p, struct wasl_err *err)
{
	struct wasl_buf out = {.cap = WASL_BATCH_TABLE_MAX};
	wasl_status status = WASL_OK;
	out.p = wasl_alloc(out.cap, 1);
	p->fd = memfd_create(SENT_NAME, MFD_CLOEXEC);
	if (!out.p || p->fd < 0) {
		wasl_free(out.p);
		return wasl_fail(err, WASL_NO_MEMORY, "persons");
	}
	wasl_batch_write(&out, &p->batch);
	if (out.over || write(p->fd, out.p, out.n) != (ssize_t)out.n)
		status = wasl_fault(err, WASL_TOO_BIG, "", "many");
	explicit_bzero(out.p, out.n);
	wasl_free(out.p);
	return status;
}

enum cli_exit cli_persons_take(struct cli *cli, struct cli_persons *out,
			       json_t *fields, const char *path,
			       bool without_bad)
{
	wasl_autofree uint8_t *text = NULL;
	char name[64];
	struct wasl_err err;
	size_t n = 0;
	if (wasl_file_read(&text, &n, path, WASL_BATCH_TABLE_MAX, &err) !=
		    WASL_OK ||
	    read_text(out, wasl_bytes_of(text, n), false, &err) != WASL_OK) {
		cli_where(&err, path);
		return cli_fail(cli, &err);
	}
	const struct wasl_batch *batch = &out->batch;
	if (batch->good == 0 || (batch->n_findings > 0 && !without_bad))
		return refuse(cli, path, batch->findings, batch->n_findings,
			      CLI_MSG_BATCH_REFUSED);
	if (batch->n_findings > 0 && !cli->json) {
		wasl_autojson *list =
			cli_batch_findings(batch->findings, batch->n_findings);
		char left[24];
		snprintf(left, sizeof(left), "%zu", batch->n - batch->good);
		cli_batch_say(cli, list);
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_BATCH_WITHOUT,
			     {"n", left});
	}
	if (write_sent(out, &err) != WASL_OK)
		return cli_fail(cli, &err);
	snprintf(name, sizeof(name), "/proc/self/fd/%d", out->fd);
	json_object_set_new(fields, "persons", cli_file_value(name, SENT_NAME));
	json_object_set_new(fields, "persons_count",
			    json_integer((json_int_t)batch->good));
	return CLI_EXIT_OK;
}

/* --- verdicts ------------------------------------------------------------- */

enum cli_exit cli_verdicts_read(struct cli *cli,
				struct wasl_batch_verdicts *out,
				struct wasl_arena *arena, const char *path,
				uint32_t count)
{
	wasl_autofree uint8_t *text = NULL;
	struct codes codes;
	struct wasl_err err;
	size_t n = 0;
	wasl_status status = codes_open(&codes, "verdict", &err);
	if (status == WASL_OK)
		status = wasl_file_read(&text, &n, path, WASL_BATCH_TABLE_MAX,
					&err);
	if (status == WASL_OK)
		status = wasl_batch_verdicts_read(out, arena,
						  wasl_bytes_of(text, n),
						  codes.list, count, &err);
	wasl_library_deinit(&codes.library);
	if (status != WASL_OK) {
		cli_where(&err, path);
		return cli_fail(cli, &err);
	}
	return out->n_findings == 0
		       ? CLI_EXIT_OK
		       : refuse(cli, path, out->findings, out->n_findings,
				CLI_MSG_VERDICTS_REFUSED);
}
