#include "cli/client.h"

#include "base/alloc.h"
#include "http/client.h"

#include <ctype.h>
#include <limits.h>

const char *cli_str(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));
	return s ? s : "";
}

json_int_t cli_int(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

const char *cli_fault(char out[static WASL_FAULT_MAX], const json_t *of,
		      const char *name)
{
	return wasl_fault_read(out, cli_language(), of) ? out
							: cli_str(of, name);
}

bool cli_true(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

json_t *cli_words(const char *text)
{
	json_t *list = json_array();
	while (text && *text) {
		size_t n = strcspn(text, ",");
		if (n > 0)
			json_array_append_new(list, json_stringn(text, n));
		text += n + (text[n] == ',');
	}
	return list;
}

const char *cli_join(char *out, size_t max, const json_t *words)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, max - 1, false};
	size_t i;
	const json_t *word;
	cli_each(words, i, word)
	{
		wasl_text text = wasl_json_text(word);
		wasl_buf_put_text(&buf, i > 0 ? ", " : "");
		wasl_buf_put(&buf, text.p, text.n);
	}
	out[buf.n] = '\0';
	return out;
}

void cli_encode(struct wasl_buf *buf, const char *text)
{
	for (const char *s = text; *s; s++) {
		char out[4];
		if (isalnum((unsigned char)*s) || strchr("-._~", *s))
			snprintf(out, sizeof(out), "%c", *s);
		else
			snprintf(out, sizeof(out), "%%%02X", (unsigned char)*s);
		wasl_buf_put_text(buf, out);
	}
}

bool cli_print_json(struct cli *cli, const json_t *answer)
{
	if (!cli->json)
		return false;
	json_dumpf(answer, cli->out.f, JSON_INDENT(2));
	putc('\n', cli->out.f);
	return true;
}

/* Where several partners were asked, a place is one of theirs. */
static void find_place(struct cli_finding *out, const struct cli *cli,
		       const json_t *f)
{
	char place[sizeof(out->pointer)];
	const char *peer = cli_str(f, "peer");
	cli_finding(out, &cli->about, f);
	if (!*peer)
		return;
	memcpy(place, out->pointer, sizeof(place));
	snprintf(out->pointer, sizeof(out->pointer), "%.64s: %.180s", peer,
		 place);
}

/* The only finding often says what the detail says, and where. */
static bool say_only(struct cli *cli, const json_t *findings,
		     const char *detail)
{
	const json_t *f = json_array_get(findings, 0);
	struct cli_finding finding;
	if (json_array_size(findings) != 1 ||
	    strcmp(cli_str(f, "text"), detail) != 0)
		return false;
	find_place(&finding, cli, f);
	cli_say_with(&cli->err, CLI_BAD, CLI_MSG_FAILED_AT,
		     {"field", finding.pointer}, {"text", detail});
	return true;
}

void cli_say_finding(struct cli *cli, const json_t *f)
{
	bool note = strcmp(cli_str(f, "severity"), "note") == 0;
	struct cli_finding finding;
	find_place(&finding, cli, f);
	cli_say_with(&cli->err, note ? CLI_WARN : CLI_BAD, CLI_MSG_FINDING,
		     {"pointer", finding.pointer}, {"text", finding.text},
		     {"detail", finding.detail}, {"rule", cli_str(f, "rule")},
		     {"source", cli_str(f, "source")});
}

static enum cli_exit say_problem(struct cli *cli, const json_t *problem)
{
	const json_t *findings = json_object_get(problem, "findings");
	const char *detail = cli_str(problem, "detail");
	size_t i;
	const json_t *f;
	if (cli_say_fault(cli, problem))
		return CLI_EXIT_REFUSED;
	if (!cli_in_english())
		cli_say_problem(cli, cli_str(problem, "code"),
				json_array_size(findings) > 0 ? "" : detail);
	else if (say_only(cli, findings, detail))
		return CLI_EXIT_REFUSED;
	else
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_FAILED,
			     {"text", detail});
	cli_each(findings, i, f) cli_say_finding(cli, f);
	return CLI_EXIT_REFUSED;
}

/* The answer's body as JSON; a node of another version may say anything. */
static enum cli_exit read_answer(struct cli *cli, json_t **answer,
				 const struct wasl_http_answer *http)
{
	struct wasl_err err;
	wasl_autojson *v = NULL;
	if (wasl_json_parse(&v, wasl_bytes_of(http->body, http->n),
			    CLI_ANSWER_MAX, &err) != WASL_OK) {
		wasl_err_prefix(&err, "the node's answer (%d)", http->status);
		return cli_fail(cli, &err);
	}
	if (http->status >= 300)
		return cli_print_json(cli, v) ? CLI_EXIT_REFUSED
					      : say_problem(cli, v);
	*answer = json_incref(v);
	return http->status == 202 ? CLI_EXIT_WAITS : CLI_EXIT_OK;
}

static enum cli_exit no_node(struct cli *cli, const struct wasl_err *err)
{
	if (cli->json)
		(void)cli_fail(cli, err);
	else
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_NO_NODE,
			     {"dir", cli->dir});
	return CLI_EXIT_NO_NODE;
}

/* A file of a gibibyte on a slow disk. */
#define FETCH_MS (60 * 60 * 1000)

/* One request; on a failure everything has been said. */
static enum cli_exit call(struct cli *cli, struct wasl_http_answer *http,
			  struct wasl_http_ask *ask)
{
	struct wasl_err err;
	char socket[PATH_MAX];
	snprintf(socket, sizeof(socket), "%s/" CLI_SOCKET, cli->dir);
	struct wasl_http_target to = {.base = "http://localhost",
				      .unix_path = socket};
	ask->body_stays = true;
	ask->headers = cli->as ? (const char *const[]){"Wasl-As", cli->as, NULL}
			       : NULL;
	ask->answer_max = CLI_ANSWER_MAX;
	wasl_status status = wasl_http_call(http, &to, ask, NULL, &err);
	if (status == WASL_GONE)
		return no_node(cli, &err);
	return status == WASL_OK ? CLI_EXIT_OK : cli_fail(cli, &err);
}

enum cli_exit cli_ask(struct cli *cli, json_t **answer, const char *method,
		      const char *path, json_t *body)
{
	wasl_autojson *owned = body; /* given back at every end */
	wasl_autoanswer http = {0};
	struct wasl_err err;
	size_t n = body ? json_dumpb(body, NULL, 0, JSON_COMPACT) : 0;
	wasl_autofree char *text = wasl_alloc(n + 1, 1);
	(void)owned;
	*answer = NULL;
	if (!text) {
		(void)wasl_fail(&err, WASL_NO_MEMORY, "the request");
		return cli_fail(cli, &err);
	}
	if (n > 0)
		(void)json_dumpb(body, text, n, JSON_COMPACT);
	struct wasl_http_ask ask = {
		.method = method,
		.path = path,
		.type = n > 0 ? "application/json" : NULL,
		.body = wasl_bytes_of(text, n),
	};
	enum cli_exit code = call(cli, &http, &ask);
	return code == CLI_EXIT_OK ? read_answer(cli, answer, &http) : code;
}

enum cli_exit cli_ask_bytes(struct cli *cli, json_t **answer,
			    const char *method, const char *path,
			    wasl_bytes body)
{
	wasl_autoanswer http = {0};
	struct wasl_http_ask ask = {
		.method = method,
		.path = path,
		.type = "application/octet-stream",
		.body = body,
	};
	*answer = NULL;
	enum cli_exit code = call(cli, &http, &ask);
	return code == CLI_EXIT_OK ? read_answer(cli, answer, &http) : code;
}

enum cli_exit cli_fetch(struct cli *cli, const char *path,
			bool (*sink)(void *ctx, wasl_bytes part), void *ctx,
			uint64_t max)
{
	wasl_autoanswer http = {0};
	wasl_autojson *answer = NULL;
	struct wasl_http_ask ask = {
		.method = "GET",
		.path = path,
		.sink = sink,
		.sink_ctx = ctx,
		.sink_max = max,
		.total_ms = FETCH_MS,
	};
	enum cli_exit code = call(cli, &http, &ask);
	if (code != CLI_EXIT_OK || http.status == 200)
		return code;
	return read_answer(cli, &answer, &http);
}

/* Four beats of a stream that did not come. */
#define SILENCE_S 60

enum cli_exit cli_follow(struct cli *cli, const char *path,
			 bool (*sink)(void *ctx, wasl_bytes part), void *ctx)
{
	wasl_autoanswer http = {0};
	wasl_autojson *answer = NULL;
	struct wasl_http_ask ask = {
		.method = "GET",
		.path = path,
		.sink = sink,
		.sink_ctx = ctx,
		.sink_max = UINT64_MAX / 2,
		.silence_s = SILENCE_S,
	};
	enum cli_exit code = call(cli, &http, &ask);
	if (code != CLI_EXIT_OK || http.status == 200)
		return code;
	return read_answer(cli, &answer, &http);
}
