#include "node/health.h"

#include "node/state.h"

#include <sys/statvfs.h>

static uint64_t alarms_of(const struct wasl_node_status *status,
			  const char *peer)
{
	uint64_t n = 0;

	for (size_t i = 0; i < status->n_alarms; i++)
		n += strcmp(status->alarms[i].peer, peer) == 0;
	return n;
}

/* An act that has its index waits for its receipt: since the last one. */
static int64_t oldest_of(const struct wasl_node_line *line, int64_t now)
{
	int64_t since = line->oldest;

	if (since == 0 && line->own_size > line->receipted)
		since = line->receipted_at;
	return since == 0 || since > now ? 0 : now - since;
}

static struct wasl_node_line_health
line_of(const struct wasl_node_line *line,
	const struct wasl_node_status *status, int64_t now)
{
	struct wasl_node_line_health h = {
		.peer = line->peer,
		.ready = line->ready,
		.frozen = line->own_frozen || line->mirror_frozen,
		.alarms = alarms_of(status, line->peer),
		.own_size = line->own_size,
		.receipted = line->receipted,
		.mirror_size = line->mirror_size,
		.cosigned = line->cosigned,
		.waiting = line->waiting + (line->own_size - line->receipted),
		.waiting_s = oldest_of(line, now),
	};

	h.ok = h.ready && !h.frozen && h.alarms == 0 &&
	       (h.waiting == 0 || h.waiting_s < WASL_HEALTH_WAITING_S);
	return h;
}

static void read_disk(const struct wasl_node *node,
		      struct wasl_node_health *out)
{
	struct statvfs fs;

	if (statvfs(node->dir, &fs) != 0 || fs.f_blocks == 0)
		return;
	out->disk_free_mib = (uint64_t)fs.f_bavail * fs.f_frsize >> 20;
	out->disk_percent = (uint64_t)fs.f_bavail * 100 / fs.f_blocks;
	out->disk_ok = out->disk_free_mib >= WASL_HEALTH_DISK_MIB ||
		       out->disk_percent >= WASL_HEALTH_DISK_PERCENT;
}

/* How far the wall clock has left the one that nobody sets. */
static void read_clock(struct wasl_node *node, struct wasl_node_health *out)
{
	int64_t now = wasl_clock_now(&node->clock);
	uint64_t ms = wasl_clock_ms(&node->clock);

	out->up_s = (ms - node->started_ms) / 1000;
	out->clock_s = now - node->started_at - (int64_t)out->up_s;
	out->clock_ok = out->clock_s < WASL_HEALTH_CLOCK_S &&
			out->clock_s > -WASL_HEALTH_CLOCK_S;
}

wasl_status wasl_node_health(struct wasl_node *node, struct wasl_arena *arena,
			     struct wasl_node_health *out, struct wasl_err *err)
{
	int64_t now = wasl_clock_now(&node->clock);
	struct wasl_node_health h = {.ok = true};
	struct wasl_node_status status;

	*out = h;
	h.backlog = node_writer_waiting(node->writer);
	h.backlog_ok = h.backlog < WASL_HEALTH_BACKLOG;
	WASL_TRY(wasl_node_status_get(node, arena, &status, err));
	h.lines = wasl_arena_take(arena, status.n_lines + 1, sizeof(*h.lines));
	WASL_TRY(wasl_arena_check(arena, err));
	for (; h.n_lines < status.n_lines; h.n_lines++) {
		struct wasl_node_line_health *line = &h.lines[h.n_lines];

		*line = line_of(&status.lines[h.n_lines], &status, now);
		h.ok = h.ok && line->ok;
		if (line->waiting > 0 && line->waiting_s > h.waiting_s)
			h.waiting_s = line->waiting_s;
	}
	h.drafts = status.drafts;
	read_disk(node, &h);
	read_clock(node, &h);
	h.keyd_ok = wasl_keyd_ping(node->keyd, NULL) == WASL_OK;
	h.ok = h.ok && h.disk_ok && h.clock_ok && h.keyd_ok && h.backlog_ok;
	*out = h;
	return WASL_OK;
}
