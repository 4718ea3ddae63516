/* For machines that watch the node: its health, and its numbers. */
#include "node/health.h"
#include "api/auth.h"
#include "api/call.h"
#include "api/event.h"
#include "base/alloc.h"

#include <inttypes.h>
#include <stdio.h>

/* A sample is some eighty bytes and a name; a line has ten. */
#define METRICS_MAX (WASL_PEERS_MAX * 10 * 256 + 8192)

static json_t *line_json(const struct wasl_node_line_health *l)
{
	return json_pack("{s:s, s:b, s:b, s:b, s:I, s:I, s:I}", "peer", l->peer,
			 "ok", l->ok, "ready", l->ready, "frozen", l->frozen,
			 "alarms", (json_int_t)l->alarms, "waiting",
			 (json_int_t)l->waiting, "waiting_s",
			 (json_int_t)l->waiting_s);
}

wasl_status api_healthz_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_node_health h;
	json_t *lines;

	WASL_TRY(wasl_node_health(call->node, &call->arena, &h, err));
	lines = json_array();
	for (size_t i = 0; i < h.n_lines; i++)
		json_array_append_new(lines, line_json(&h.lines[i]));
	call->answer = json_pack(
		"{s:b, s:o, s:{s:b, s:I, s:I}, s:{s:b, s:I}, s:{s:b},"
		" s:{s:b, s:I}, s:I, s:I}",
		"ok", h.ok, "lines", lines, "disk", "ok", h.disk_ok, "free_mib",
		(json_int_t)h.disk_free_mib, "free_percent",
		(json_int_t)h.disk_percent, "clock", "ok", h.clock_ok, "set_s",
		(json_int_t)h.clock_s, "keyd", "ok", h.keyd_ok, "backlog", "ok",
		h.backlog_ok, "jobs", (json_int_t)h.backlog, "waiting_s",
		(json_int_t)h.waiting_s, "up_s", (json_int_t)h.up_s);
	call->http = h.ok ? 200 : 503;
	return WASL_OK;
}

/* --- numbers -------------------------------------------------------------- */

static void put_sample(struct wasl_buf *out, const char *name, const char *peer,
		       int64_t value)
{
	char line[256];

	if (peer == NULL)
		snprintf(line, sizeof(line), "wasl_%s %" PRId64 "\n", name,
			 value);
	else /* a node's name needs no escape */
		snprintf(line, sizeof(line),
			 "wasl_%s{peer=\"%s\"} %" PRId64 "\n", name, peer,
			 value);
	wasl_buf_put_text(out, line);
}

static void put_head(struct wasl_buf *out, const char *name, const char *help)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "# HELP wasl_%s %s\n# TYPE wasl_%s gauge\n", name, help, name);
	wasl_buf_put_text(out, text);
}

static void put_node(struct wasl_buf *out, const struct wasl_node_health *h,
		     struct wasl_api *api)
{
	const struct {
		const char *name, *help;
		int64_t value;
	} all[] = {
		{"healthy", "1 if /healthz answers 200", h->ok},
		{"up_seconds", "since the start", (int64_t)h->up_s},
		{"disk_free_mebibytes", "of the node's directory",
		 (int64_t)h->disk_free_mib},
		{"clock_set_seconds", "how far the clock was set since",
		 h->clock_s},
		{"keyd_ok", "1 if the key process answers", h->keyd_ok},
		{"backlog_jobs", "that wait for the writer",
		 (int64_t)h->backlog},
		{"drafts", "that wait for a second person", (int64_t)h->drafts},
		{"waiting_seconds", "age of the oldest act that waits",
		 h->waiting_s},
		{"event_streams", "that are open",
		 (int64_t)api_events_open(api_events_of(api))},
		{"unkept_answers", "whose Idempotency-Key is refused now",
		 (int64_t)api_unkept(api)},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		put_head(out, all[i].name, all[i].help);
		put_sample(out, all[i].name, NULL, all[i].value);
	}
}

static int64_t of_line(const struct wasl_node_line_health *l, size_t which)
{
	const int64_t values[] = {
		l->ready,
		l->frozen,
		(int64_t)l->alarms,
		(int64_t)l->own_size,
		(int64_t)l->receipted,
		(int64_t)l->mirror_size,
		(int64_t)l->cosigned,
		(int64_t)l->waiting,
		l->waiting_s,
	};

	return values[which];
}

static void put_lines(struct wasl_buf *out, const struct wasl_node_health *h)
{
	/* In the order of of_line. */
	static const char *const names[][2] = {
		{"line_ready", "1 if acts get their index"},
		{"line_frozen", "1 after a fork"},
		{"line_alarms", "that stand"},
		{"line_own_entries", "of the own log"},
		{"line_receipted_entries", "of them"},
		{"line_mirror_entries", "of the partner's log here"},
		{"line_cosigned_entries", "of them"},
		{"line_waiting_acts", "without an index or a receipt"},
		{"line_waiting_seconds", "the oldest of them"},
	};

	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		put_head(out, names[k][0], names[k][1]);
		for (size_t i = 0; i < h->n_lines; i++)
			put_sample(out, names[k][0], h->lines[i].peer,
				   of_line(&h->lines[i], k));
	}
}

wasl_status api_metrics_get(struct api_call *call, struct wasl_err *err)
{
	struct wasl_buf out = {.cap = METRICS_MAX};
	struct wasl_node_health h;

	WASL_TRY(api_watcher(call, err));
	WASL_TRY(wasl_node_health(call->node, &call->arena, &h, err));
	out.p = wasl_alloc(out.cap, 1);
	if (out.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "metrics");
	put_node(&out, &h, call->api);
	put_lines(&out, &h);
	wasl_assert(!out.over);
	call->streamed = true;
	return wasl_http_respond_take(call->res, 200,
				      "text/plain; version=0.0.4; "
				      "charset=utf-8",
				      out.p, out.n, err);
}
