#include "sim_parts.h"

uint64_t sim_draw(struct sim *sim)
{
	/* xorshift64*: any seed but 0. */
	sim->seed ^= sim->seed >> 12;
	sim->seed ^= sim->seed << 25;
	sim->seed ^= sim->seed >> 27;
	return sim->seed * UINT64_C(2685821657736338717);
}

bool sim_chance(struct sim *sim, unsigned percent)
{
	return (sim_draw(sim) >> 33) % 100 < percent;
}

uint64_t sim_root(const struct entry *log, size_t n)
{
	uint64_t h = UINT64_C(1469598103934665603);

	for (size_t i = 0; i < n; i++)
		h = (h ^ log[i].payload) * UINT64_C(1099511628211);
	return h;
}

struct job *sim_add_job(struct sim *sim, enum job_type type, unsigned to,
			uint64_t delay)
{
	struct job *job;

	assert_true(sim->jobs_n < QUEUE_MAX);
	job = &sim->jobs[sim->jobs_n++];
	memset(job, 0, sizeof(*job));
	job->type = type;
	job->to = to;
	job->life = sim->nodes[to].life;
	job->epoch = sim->nodes[to].disk.epoch;
	job->at_ms = sim->now_ms + delay;
	return job;
}

/* A message on the network: lost, doubled, late. */
void sim_send_job(struct sim *sim, const struct job *job)
{
	unsigned copies = 1;

	if (sim->faults && sim_chance(sim, 15))
		copies = 0;
	else if (sim->faults && sim_chance(sim, 10))
		copies = 2;
	while (copies-- > 0) {
		uint64_t delay = 1 + sim_draw(sim) % (sim->faults ? 3000 : 50);
		struct job *copy = sim_add_job(sim, job->type, job->to, delay);
		uint64_t at = copy->at_ms;

		*copy = *job;
		copy->epoch = sim->nodes[1 - job->to].disk.epoch;
		copy->at_ms = at;
		copy->any_life = true;
	}
}

static void act(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];
	struct disk *disk = &node->disk;
	struct wasl_line_event event = {.type = WASL_LINE_COMMITTED};

	if (!wasl_line_ready(&node->line) || disk->own_n == ENTRIES_MAX)
		return;
	/* Invariant 3. */
	assert_true(node->head_ok);
	assert_true(disk->mirror_n >= sim_largest_seen(disk->own, disk->own_n));
	disk->own[disk->own_n++] = (struct entry){
		.payload = ++sim->next_payload,
		.seen = disk->mirror_n,
	};
	event.sizes.own_size = disk->own_n;
	event.sizes.own_seen = disk->mirror_n;
	sim_hand_in(sim, me, event);
}

/* The next thing that happens: a job or a timer. */
static void advance(struct sim *sim)
{
	size_t next = sim->jobs_n;
	uint64_t at = UINT64_MAX;
	unsigned timer = 2;

	for (size_t i = 0; i < sim->jobs_n; i++)
		if (sim->jobs[i].at_ms < at) {
			at = sim->jobs[i].at_ms;
			next = i;
		}
	for (unsigned i = 0; i < 2; i++)
		if (sim->nodes[i].timer_ms != 0 &&
		    sim->nodes[i].timer_ms < at) {
			at = sim->nodes[i].timer_ms;
			timer = i;
		}
	assert_true(at != UINT64_MAX);
	if (at > sim->now_ms)
		sim->now_ms = at;
	if (timer < 2) {
		struct wasl_line_event event = {.type = WASL_LINE_TIMER};

		sim->nodes[timer].timer_ms = 0;
		sim_hand_in(sim, timer, event);
	} else {
		struct job job = sim->jobs[next];

		sim->jobs[next] = sim->jobs[--sim->jobs_n];
		if (job.any_life || job.life == sim->nodes[job.to].life)
			sim_run_job(sim, &job);
	}
}

static bool at_rest(const struct sim *sim)
{
	for (unsigned i = 0; i < 2; i++) {
		const struct node *node = &sim->nodes[i];

		if (node->disk.epoch != sim->nodes[1 - i].disk.epoch ||
		    node->line.facts.receipt_size != node->disk.own_n ||
		    sim->nodes[1 - i].disk.mirror_n != node->disk.own_n ||
		    !wasl_line_ready(&node->line))
			return false;
	}
	return true;
}

/* spec §8: whoever answers (held s, own size k) writes nothing at k or later
 * with a smaller `seen` than s. Binding rests on it. */
static void check_receipts(const struct sim *sim, unsigned me)
{
	const struct node *node = &sim->nodes[me];
	const struct disk *theirs = &sim->nodes[1 - me].disk;

	for (size_t i = 0; i < node->receipts_n; i++)
		for (size_t k = node->receipts[i].their_size; k < theirs->own_n;
		     k++)
			assert_true(theirs->own[k].seen >=
				    node->receipts[i].size);
}

/* spec §7: a reject written with the mirroring is never void. */
static void check_rejects(const struct sim *sim, unsigned me)
{
	const struct disk *disk = &sim->nodes[me].disk;
	struct wasl_reject_walk walk = {0};

	for (size_t i = 0; i < disk->own_n; i++)
		if (disk->own[i].rejects == 0)
			wasl_reject_walk_past(&walk, disk->own[i].seen);
		else
			assert_false(wasl_reject_void(
				&walk, disk->own[i].rejects - 1));
}

static void restore_backup(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];
	unsigned epoch = node->backup.epoch;

	/* A database older than the ends of its epoch is not filled from the
	 * partner (docs/decisions/2026-11-26-epoch.md, Known limits). */
	if (node->keyd.epoch != epoch || sim->nodes[1 - me].keyd.epoch != epoch)
		return;
	/* What it asked for is not on its way any more either. */
	for (size_t i = sim->jobs_n; i-- > 0;)
		if (sim->jobs[i].type == JOB_ASK_EPOCH &&
		    sim->jobs[i].to == 1 - me)
			sim->jobs[i] = sim->jobs[--sim->jobs_n];
	node->disk = node->backup;
	sim_start(sim, me);
}

/* Backups of the database are taken, and gone back to. */
static void restores(struct sim *sim, unsigned me)
{
	if (sim->restores == SIM_RESTORES_FIRST)
		me = 0;
	if (sim_chance(sim, 2))
		sim->nodes[me].backup = sim->nodes[me].disk;
	if (sim_chance(sim, 1))
		restore_backup(sim, me);
}

static void disturb(struct sim *sim)
{
	unsigned me = (unsigned)(sim_draw(sim) >> 60) & 1;

	if (sim_chance(sim, 30))
		act(sim, me);
	if (!sim->faults)
		return;
	if (sim_chance(sim, 2))
		sim_start(sim, me);
	if (sim->restores != SIM_RESTORES_NONE)
		restores(sim, me);
	if (sim->restores == SIM_RESTORES_BOTH && sim_chance(sim, 10))
		sim_persons(sim, me);
}

struct sim *sim_new(uint64_t seed, enum sim_restores restores)
{
	struct sim *sim = calloc(1, sizeof(*sim));

	assert_non_null(sim);
	sim->seed = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	sim->now_ms = 1000;
	sim->faults = true;
	sim->restores = restores;
	for (unsigned i = 0; i < 2; i++) {
		sim->nodes[i].keyd.epoch = 1;
		sim->nodes[i].disk.epoch = 1;
		sim->nodes[i].backup = sim->nodes[i].disk;
	}
	sim_start(sim, 0);
	sim_start(sim, 1);
	return sim;
}

void sim_free(struct sim *sim)
{
	free(sim);
}

void sim_disturb(struct sim *sim, unsigned steps)
{
	for (unsigned i = 0; i < steps; i++) {
		disturb(sim);
		advance(sim);
	}
	sim->faults = false;
}

bool sim_heal(struct sim *sim)
{
	for (unsigned i = 0; i < 3000 && !at_rest(sim); i++) {
		advance(sim);
		if (sim->restores == SIM_RESTORES_BOTH)
			sim_persons(sim, i % 2);
	}
	assert_false(sim->nodes[0].forked);
	assert_false(sim->nodes[1].forked);
	return at_rest(sim);
}

void sim_go_on(struct sim *sim)
{
	for (unsigned i = 0; i < 20; i++) {
		act(sim, i % 2);
		advance(sim);
	}
}

unsigned sim_epoch(const struct sim *sim)
{
	assert_int_equal(sim->nodes[0].disk.epoch, sim->nodes[1].disk.epoch);
	return sim->nodes[0].disk.epoch;
}

bool sim_lost(const struct sim *sim)
{
	const struct node *node = &sim->nodes[0];

	if (node->line.phase != WASL_LINE_LOST)
		return false;
	/* Signed entries that neither side holds any more. */
	assert_true(node->keyd.signed_size > node->disk.own_n);
	assert_false(wasl_line_ready(&node->line));
	return true;
}

void sim_check(const struct sim *sim)
{
	for (unsigned i = 0; i < 2; i++) {
		assert_true(sim->nodes[i].disk.own_n >= sim->nodes[i].released);
		sim_check_prefix(sim, i);
		check_receipts(sim, i);
		check_rejects(sim, i);
		sim_check_first(sim, i);
	}
}
