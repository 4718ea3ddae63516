#include "sim_parts.h"

static void carry_out(struct sim *sim, unsigned me,
		      const struct wasl_line_effects *effects);

void sim_hand_in(struct sim *sim, unsigned me, struct wasl_line_event event)
{
	struct wasl_line_effects effects;

	event.now_ms = sim->now_ms;
	event.now = (int64_t)(1000000 + sim->now_ms / 1000);
	event.jitter = (uint32_t)sim_draw(sim);
	wasl_line_step(&sim->nodes[me].line, &effects, &event);
	carry_out(sim, me, &effects);
}

uint64_t sim_largest_seen(const struct entry *log, size_t n)
{
	return n == 0 ? 0 : log[n - 1].seen;
}

/* A line machine on what the database and keyd hold. */
void sim_begin(struct sim *sim, unsigned me, uint64_t call)
{
	struct node *node = &sim->nodes[me];
	struct wasl_line_facts facts = {
		.own_size = node->disk.own_n,
		.own_seen = sim_largest_seen(node->disk.own, node->disk.own_n),
		.own_signed = node->keyd.signed_size,
		.receipt_size = node->disk.receipt_size,
		.receipt_time = node->disk.receipt_time,
		.mirror_size = node->disk.mirror_n,
		.mirror_seen = sim_largest_seen(node->disk.mirror,
						node->disk.mirror_n),
		.cosigned_size = node->keyd.cosigned.size,
		.asked = node->disk.ours.asked,
	};

	node->timer_ms = 0;
	node->posts = 0;
	node->head_ok = false;
	node->line = wasl_line_init(&facts);
	node->line.call = call;
	sim_hand_in(sim, me, (struct wasl_line_event){.type = WASL_LINE_START});
}

void sim_start(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];

	node->life++;
	node->heard = false;
	sim_follow(sim, me);
	sim_begin(sim, me, 0);
}

void sim_check_prefix(const struct sim *sim, unsigned me)
{
	const struct disk *mine = &sim->nodes[me].disk;
	const struct disk *theirs = &sim->nodes[1 - me].disk;
	size_t n =
		mine->mirror_n < theirs->own_n ? mine->mirror_n : theirs->own_n;

	if (mine->epoch != theirs->epoch)
		return;
	for (size_t i = 0; i < n; i++)
		assert_int_equal(mine->mirror[i].payload,
				 theirs->own[i].payload);
}

static void reply_head(struct sim *sim, unsigned me, struct job *reply)
{
	const struct node *node = &sim->nodes[me];

	reply->held = node->disk.mirror_n;
	reply->note = node->keyd.cosigned;
	reply->note_time = node->keyd.cosigned_time;
	reply->own = node->disk.own_n;
}

/* What the asking node makes of a head it is given. */
static struct wasl_line_head read_head(const struct sim *sim, unsigned me,
				       const struct job *job)
{
	const struct disk *disk = &sim->nodes[me].disk;
	struct wasl_line_head head = {.held = job->held, .own = job->own};

	if (job->note.size == 0)
		return head;
	head.note_size = job->note.size;
	head.note_time = job->note_time;
	if (job->note.size > disk->own_n)
		head.note = WASL_LINE_NOTE_AHEAD;
	else if (sim_root(disk->own, job->note.size) != job->note.root)
		head.note = WASL_LINE_NOTE_FORK;
	else
		head.note = WASL_LINE_NOTE_MATCH;
	return head;
}

static void serve_append(struct sim *sim, unsigned me, const struct job *job)
{
	const struct disk *disk = &sim->nodes[me].disk;
	struct node *node = &sim->nodes[me];
	size_t end = job->first + job->count;
	struct wasl_line_event event = {.type = WASL_LINE_APPEND};

	assert_true(sim->requests_n + 1 <
		    sizeof(sim->requests) / sizeof(sim->requests[0]));
	sim->requests[++sim->requests_n].from = 1 - me;
	sim->requests[sim->requests_n].life = job->reply_life;
	sim->requests[sim->requests_n].call = job->call;
	event.append.request = sim->requests_n;
	event.append.first = job->first;
	event.append.count = (uint32_t)job->count;
	event.append.held = disk->mirror_n;
	event.append.verdict = WASL_LINE_BATCH_GOOD;
	for (size_t i = job->first; i < end && i < disk->mirror_n; i++)
		if (disk->mirror[i].payload !=
		    job->items[i - job->first].payload)
			event.append.verdict = WASL_LINE_BATCH_FORK;
	if (job->epoch != disk->epoch)
		event.append.verdict = WASL_LINE_BATCH_DENIED;
	if (node->line.intake == WASL_INTAKE_NONE)
		memcpy(node->batch, job->items, sizeof(node->batch));
	sim_hand_in(sim, me, event);
}

static void serve_acts(struct sim *sim, unsigned me, const struct job *job)
{
	const struct disk *disk = &sim->nodes[me].disk;
	struct job *reply = &(struct job){.type = JOB_ANSWER_ACTS};

	reply->to = 1 - me;
	reply->life = job->reply_life;
	reply->call = job->call;
	reply->status = job->epoch == disk->epoch ? 200 : 403;
	reply->first = job->first;
	reply->count = job->count < BATCH_MAX ? job->count : BATCH_MAX;
	for (size_t i = 0; i < reply->count; i++) {
		if (job->first + i >= disk->mirror_n) {
			reply->count = i;
			break;
		}
		reply->items[i] = disk->mirror[job->first + i];
	}
	sim_send_job(sim, reply);
}

/* Never a second root for a size within an epoch. */
static void sign_root(struct node *node, size_t size)
{
	uint64_t root = sim_root(node->disk.own, size);
	uint64_t *signed_root = &node->keyd.roots[node->keyd.epoch][size];

	if (*signed_root != 0)
		assert_int_equal(*signed_root, root);
	*signed_root = root;
}

static void do_sign(struct sim *sim, unsigned me, const struct job *job)
{
	struct node *node = &sim->nodes[me];
	struct wasl_line_event event = {.type = WASL_LINE_SIGNED};
	size_t size = job->upto;

	/* Invariant 2. */
	assert_true(node->head_ok);
	if (size - job->first > BATCH_MAX)
		size = job->first + BATCH_MAX;
	/* A smaller size must have been signed before: a stored note. */
	if (size > node->keyd.signed_size)
		node->keyd.signed_size = size;
	sign_root(node, size);
	event.signature.call = job->call;
	event.signature.ok = true;
	event.signature.size = size;
	sim_hand_in(sim, me, event);
}

/* Some acts deserve a reject: it gets its index with the mirroring. */
static void judge(struct sim *sim, struct disk *disk, size_t i)
{
	if (disk->mirror[i].payload % 8 != 0 || disk->own_n == ENTRIES_MAX)
		return;
	for (size_t k = 0; k < disk->own_n; k++)
		if (disk->own[k].rejects == i + 1)
			return;
	disk->own[disk->own_n++] = (struct entry){
		.payload = ++sim->next_payload,
		.seen = disk->mirror_n,
		.rejects = i + 1,
	};
}

static void do_mirror(struct sim *sim, unsigned me, const struct job *job)
{
	struct node *node = &sim->nodes[me];
	struct disk *disk = &node->disk;
	struct wasl_line_event event = {.type = WASL_LINE_MIRRORED};

	assert_int_equal(job->first, disk->mirror_n);
	for (size_t i = 0; i < job->count; i++)
		disk->mirror[disk->mirror_n++] = node->batch[job->skip + i];
	sim_check_prefix(sim, me);
	for (size_t i = job->upto; i < disk->mirror_n; i++)
		judge(sim, disk, i);
	if (sim->faults && sim_chance(sim, 5)) {
		sim_start(sim, me); /* stopped right after the commit */
		return;
	}
	event.sizes.ok = true;
	event.sizes.own_size = disk->own_n;
	event.sizes.own_seen = sim_largest_seen(disk->own, disk->own_n);
	event.sizes.mirror_size = disk->mirror_n;
	event.sizes.mirror_seen =
		sim_largest_seen(disk->mirror, disk->mirror_n);
	sim_hand_in(sim, me, event);
}

static void do_cosign(struct sim *sim, unsigned me, const struct job *job)
{
	struct node *node = &sim->nodes[me];
	struct wasl_line_event event = {.type = WASL_LINE_COSIGNED};

	/* Invariant 4: nothing is receipted that is not stored. */
	assert_int_equal(job->upto, node->disk.mirror_n);
	assert_true(job->upto >= node->keyd.cosigned.size);
	node->keyd.cosigned =
		(struct end){job->upto, sim_root(node->disk.mirror, job->upto)};
	if (job->upto > 0)
		assert_int_equal(node->keyd.cosigned.root,
				 sim->nodes[1 - me].keyd.roots[node->keyd.epoch]
							      [job->upto]);
	node->keyd.cosigned_time = 1000000 + sim->now_ms / 1000;
	event.signature.ok = true;
	event.signature.size = job->upto;
	sim_hand_in(sim, me, event);
}

static void do_restore(struct sim *sim, unsigned me, const struct job *job)
{
	struct node *node = &sim->nodes[me];
	struct disk *disk = &node->disk;
	struct wasl_line_event event = {.type = WASL_LINE_RESTORED};

	for (size_t i = disk->own_n; i < job->upto; i++)
		disk->own[i] = node->aside[i];
	disk->own_n = job->upto;
	event.restored.status = WASL_OK;
	event.restored.own_size = disk->own_n;
	event.restored.own_seen = sim_largest_seen(disk->own, disk->own_n);
	sim_check_prefix(sim, 1 - me);
	sim_hand_in(sim, me, event);
}

static void post_append(struct sim *sim, unsigned me,
			const struct wasl_line_effect *e)
{
	struct node *node = &sim->nodes[me];
	struct job job = {.type = JOB_ASK_APPEND};

	/* Invariant 1. */
	assert_int_equal(node->posts, 0);
	node->posts++;
	assert_true(e->count <= BATCH_MAX);
	assert_true(e->first + e->count <= node->disk.own_n);
	if (e->first + e->count > node->released)
		node->released = e->first + e->count;
	job.to = 1 - me;
	job.reply_life = node->life;
	job.call = e->call;
	job.first = e->first;
	job.count = e->count;
	memcpy(job.items, node->disk.own + e->first,
	       e->count * sizeof(job.items[0]));
	sim_send_job(sim, &job);
}

static void ask(struct sim *sim, unsigned me, enum job_type type,
		const struct wasl_line_effect *e)
{
	struct job job = {.type = type, .to = 1 - me, .call = e->call};

	job.reply_life = sim->nodes[me].life;
	job.first = e->first;
	job.count = e->count;
	sim_send_job(sim, &job);
}

static void await_answer(struct sim *sim, unsigned me, uint64_t call)
{
	sim_add_job(sim, JOB_GONE, me, CALL_MS)->call = call;
}

static void answer_append(struct sim *sim, const struct wasl_line_effect *e,
			  unsigned me)
{
	struct job reply = {.type = JOB_ANSWER_APPEND, .status = e->status};

	assert_int_equal(sim->requests[e->request].from, 1 - me);
	reply.to = 1 - me;
	reply.life = sim->requests[e->request].life;
	reply.call = sim->requests[e->request].call;
	reply_head(sim, me, &reply);
	if (e->status == 200)
		assert_int_equal(reply.note.size, reply.held);
	sim_send_job(sim, &reply);
}

static void keep_receipt(struct node *node, const struct wasl_line_effect *e)
{
	assert_true(e->size >= node->disk.receipt_size);
	node->disk.receipt_size = e->size;
	node->disk.receipt_time = e->time;
	assert_true(node->receipts_n < ENTRIES_MAX);
	node->receipts[node->receipts_n].size = e->size;
	node->receipts[node->receipts_n++].their_size = e->their_size;
}

static void local_job(struct sim *sim, unsigned me, enum job_type type,
		      const struct wasl_line_effect *e)
{
	struct job *job = sim_add_job(sim, type, me, sim_draw(sim) % 40);

	job->call = e->call;
	job->first = e->first;
	job->count = e->count;
	job->skip = e->skip;
	job->upto = type == JOB_COSIGN	 ? e->size
		    : type == JOB_MIRROR ? e->judge_from
					 : e->upto;
}

static void carry_out(struct sim *sim, unsigned me,
		      const struct wasl_line_effects *effects)
{
	struct node *node = &sim->nodes[me];
	unsigned life = node->life;

	for (size_t i = 0; i < effects->n && node->life == life; i++) {
		const struct wasl_line_effect *e = &effects->at[i];

		switch (e->type) {
		case WASL_LINE_GET_HEAD:
			ask(sim, me, JOB_ASK_HEAD, e);
			await_answer(sim, me, e->call);
			break;
		case WASL_LINE_GET_ACTS:
			ask(sim, me, JOB_ASK_ACTS, e);
			await_answer(sim, me, e->call);
			break;
		case WASL_LINE_POST_EPOCH:
			sim_tell_epoch(sim, me, e->call);
			await_answer(sim, me, e->call);
			break;
		case WASL_LINE_POST_APPEND:
			post_append(sim, me, e);
			await_answer(sim, me, e->call);
			break;
		case WASL_LINE_SIGN:
			local_job(sim, me, JOB_SIGN, e);
			break;
		case WASL_LINE_RESTORE:
			if (e->first + e->count == e->upto)
				local_job(sim, me, JOB_RESTORE, e);
			break;
		case WASL_LINE_MIRROR_BATCH:
			local_job(sim, me, JOB_MIRROR, e);
			break;
		case WASL_LINE_COSIGN:
			local_job(sim, me, JOB_COSIGN, e);
			break;
		case WASL_LINE_ANSWER:
			answer_append(sim, e, me);
			break;
		case WASL_LINE_RECEIPT:
			keep_receipt(node, e);
			break;
		case WASL_LINE_FREEZE_LOG:
			node->forked = true;
			break;
		case WASL_LINE_SET_TIMER:
			node->timer_ms = e->at_ms;
			break;
		case WASL_LINE_RAISE:
		case WASL_LINE_CLEAR:
		case WASL_LINE_POST_REGRANT:
		case WASL_LINE_READY:
		case WASL_LINE_NOT_READY:
			break;
		}
	}
}

static void take_answer(struct sim *sim, const struct job *job)
{
	struct node *node = &sim->nodes[job->to];
	struct wasl_line_event event = {.type = WASL_LINE_HEAD_ANSWER};

	if (job->type == JOB_ANSWER_APPEND) {
		event.type = WASL_LINE_APPEND_ANSWER;
		if (node->line.flight == WASL_FLIGHT_APPEND &&
		    node->line.call == job->call)
			node->posts--;
	} else if (job->status == 200 &&
		   node->line.flight == WASL_FLIGHT_HEAD &&
		   node->line.call == job->call) {
		node->head_ok = true;
	}
	event.answer.call = job->call;
	event.answer.status = job->status;
	event.answer.head = read_head(sim, job->to, job);
	sim_hand_in(sim, job->to, event);
}

static void take_acts(struct sim *sim, const struct job *job)
{
	struct node *node = &sim->nodes[job->to];
	struct wasl_line_event event = {.type = WASL_LINE_ACTS_ANSWER};

	if (node->line.flight == WASL_FLIGHT_ACTS &&
	    node->line.call == job->call)
		memcpy(node->aside + job->first, job->items,
		       job->count * sizeof(job->items[0]));
	event.acts.call = job->call;
	event.acts.status = job->status;
	event.acts.count = (uint32_t)job->count;
	sim_hand_in(sim, job->to, event);
}

static void answer_head(struct sim *sim, const struct job *job)
{
	struct job reply = {.type = JOB_ANSWER_HEAD};

	reply.status = job->epoch == sim->nodes[job->to].disk.epoch ? 200 : 403;
	reply.to = 1 - job->to;
	reply.life = job->reply_life;
	reply.call = job->call;
	reply_head(sim, job->to, &reply);
	sim_send_job(sim, &reply);
}

void sim_run_job(struct sim *sim, const struct job *job)
{
	struct node *node = &sim->nodes[job->to];
	struct wasl_line_event event = {.type = WASL_LINE_GONE};

	switch (job->type) {
	case JOB_ASK_HEAD:
		answer_head(sim, job);
		return;
	case JOB_ASK_APPEND:
		serve_append(sim, job->to, job);
		return;
	case JOB_ASK_ACTS:
		serve_acts(sim, job->to, job);
		return;
	case JOB_ASK_EPOCH:
		sim_serve_epoch(sim, job);
		return;
	case JOB_ANSWER_HEAD:
	case JOB_ANSWER_APPEND:
	case JOB_ANSWER_ACTS:
	case JOB_ANSWER_EPOCH:
		/* A connection does not outlive its process. */
		if (job->life != node->life)
			return;
		if (job->type == JOB_ANSWER_ACTS)
			take_acts(sim, job);
		else if (job->type == JOB_ANSWER_EPOCH)
			sim_take_epoch(sim, job);
		else
			take_answer(sim, job);
		return;
	case JOB_GONE:
		if (node->line.flight == WASL_FLIGHT_APPEND &&
		    node->line.call == job->call)
			node->posts--;
		event.call = job->call;
		sim_hand_in(sim, job->to, event);
		return;
	case JOB_SIGN:
		/* keyd signs in no log of an earlier epoch. */
		if (job->epoch == node->keyd.epoch)
			do_sign(sim, job->to, job);
		return;
	case JOB_MIRROR:
		do_mirror(sim, job->to, job);
		return;
	case JOB_COSIGN:
		do_cosign(sim, job->to, job);
		return;
	case JOB_RESTORE:
		do_restore(sim, job->to, job);
		return;
	}
}
