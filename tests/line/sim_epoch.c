/*
 * The change of epoch between two simulated hosts. When a side opens is decided
 * by wasl_line_agree, when it tells the partner by wasl_line_step. What stands
 * in for the node, which does it on SQLite and signed notes:
 *
 *	reckon   node_change_reckon	to_say, serve, take   said_run
 *	persons  wasl_node_epoch_ask	follow		      node_change_enter
 *
 * Not played: rejects that were lost (entry 1), and cards.
 */
#include "sim_parts.h"

#include "line/agree.h"

static bool same_end(const struct end *a, const struct end *b)
{
	return a->size == b->size && a->root == b->root;
}

static bool same(const struct offer *a, const struct offer *b)
{
	return a->number == b->number && same_end(&a->own, &b->own) &&
	       same_end(&a->mirror, &b->mirror);
}

/* One side's own log is the other's mirror. */
static struct offer turned(const struct offer *offer)
{
	struct offer out = *offer;

	out.own = offer->mirror;
	out.mirror = offer->own;
	return out;
}

static struct end end_at(const struct entry *log, size_t n)
{
	return (struct end){n, n == 0 ? 0 : sim_root(log, n)};
}

/* Are there just these entries? */
static bool held(const struct entry *log, size_t n, const struct end *end)
{
	struct end ours;

	if (end->size > n)
		return false;
	ours = end_at(log, end->size);
	return same_end(&ours, end);
}

static struct offer reckon(const struct node *node)
{
	const struct disk *disk = &node->disk;
	const struct offer *theirs = &node->theirs;
	struct offer out = {.number = disk->epoch + 1};

	if (node->heard && held(disk->own, disk->own_n, &theirs->own))
		out.own = theirs->own;
	else if (!node->heard && node->keyd.signed_size <= disk->own_n)
		out.own = end_at(disk->own, node->keyd.signed_size);
	else
		out.own = end_at(disk->own, disk->receipt_size);
	if (node->heard && (theirs->asked || node->informed) &&
	    held(disk->mirror, disk->mirror_n, &theirs->mirror))
		out.mirror = theirs->mirror;
	else
		out.mirror = end_at(disk->mirror, disk->mirror_n);
	return out;
}

static struct offer to_say(const struct node *node)
{
	if (node->disk.ours.asked)
		return node->disk.ours;
	if (node->line.denied && node->keyd.epoch > 1)
		return node->keyd.opened[node->keyd.epoch];
	return reckon(node);
}

/* --- the opening --------------------------------------------------------- */

/* Of a log, what its author holds a receipt for and the partner still mirrors
 * is not to be lost: does it lie behind these ends? */
static bool loses(const struct sim *sim, unsigned me, const struct offer *o)
{
	const struct disk *disk = &sim->nodes[me].disk;
	const struct node *other = &sim->nodes[1 - me];
	bool ahead = other->disk.epoch > disk->epoch;
	size_t mirrored = ahead ? other->was_mirrored : other->disk.mirror_n;
	size_t receipted =
		ahead ? other->was_receipted : other->disk.receipt_size;

	return (o->own.size < disk->receipt_size && o->own.size < mirrored) ||
	       (o->mirror.size < receipted && o->mirror.size < disk->mirror_n);
}

static void check_ends(const struct sim *sim, unsigned me)
{
	const struct node *node = &sim->nodes[me];
	const struct disk *disk = &node->disk;
	const struct offer *o = &disk->ours;

	assert_false(loses(sim, me, o));
	/* What counts is held, and was signed by its author. */
	assert_true(held(disk->own, disk->own_n, &o->own));
	assert_true(held(disk->mirror, disk->mirror_n, &o->mirror));
	if (o->own.size > 0)
		assert_int_equal(o->own.root,
				 node->keyd.roots[disk->epoch][o->own.size]);
	if (o->mirror.size > 0)
		assert_int_equal(o->mirror.root,
				 sim->nodes[1 - me].keyd.roots[disk->epoch]
							      [o->mirror.size]);
}

/* What entry 0 says, the same at both sides: the ends from its author's. */
static uint64_t first_payload(const struct offer *o)
{
	const uint64_t words[] = {o->number, o->own.size, o->own.root,
				  o->mirror.size, o->mirror.root};
	uint64_t h = UINT64_C(1469598103934665603);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		h = (h ^ words[i]) * UINT64_C(1099511628211);
	return h | 1; /* deserves no reject */
}

/* The database follows keyd, at once or at the next start. */
void sim_follow(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];
	struct disk *disk = &node->disk;

	if (disk->epoch == node->keyd.epoch)
		return;
	assert_int_equal(disk->epoch + 1, node->keyd.epoch);
	node->was_receipted = disk->receipt_size;
	node->was_mirrored = disk->mirror_n;
	memset(disk, 0, sizeof(*disk));
	disk->epoch = node->keyd.epoch;
	disk->own_n = 1;
	disk->own[0].payload = first_payload(&node->keyd.opened[disk->epoch]);
	node->heard = false;
	node->receipts_n = 0;
	node->released = 0;
}

void sim_check_first(const struct sim *sim, unsigned me)
{
	const struct node *node = &sim->nodes[me];
	struct offer theirs;

	if (node->disk.epoch == 1 || node->disk.mirror_n == 0)
		return;
	theirs = turned(&node->keyd.opened[node->disk.epoch]);
	assert_int_equal(node->disk.mirror[0].payload, first_payload(&theirs));
}

static void open_epoch(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];
	struct keyd *keyd = &node->keyd;
	uint64_t call = node->line.call;

	assert_int_equal(node->disk.ours.number, keyd->epoch + 1);
	assert_true(keyd->epoch < WASL_EPOCHS_MAX);
	check_ends(sim, me);
	keyd->opened[++keyd->epoch] = node->disk.ours;
	keyd->signed_size = 0;
	keyd->cosigned = (struct end){0};
	/* keyd goes ahead: a stop here leaves the database behind. */
	if (sim->faults && sim_chance(sim, 30)) {
		sim_start(sim, me);
		return;
	}
	sim_follow(sim, me);
	sim_begin(sim, me, call);
}

/* --- what is said -------------------------------------------------------- */

static void hear(struct node *node, const struct offer *said, bool answer)
{
	if (said->number != node->disk.epoch + 1)
		return;
	node->informed = answer || (node->heard && node->informed);
	node->theirs = *said;
	node->heard = true;
}

/* Opens if this is the moment; returns whether to tell the partner at once. */
static bool consider(struct sim *sim, unsigned me, const struct offer *said,
		     bool answer, bool opened)
{
	struct node *node = &sim->nodes[me];
	const struct wasl_agree_facts facts = {
		.first = me == 0,
		.answer = answer,
		.opened = opened,
		.asked_here = node->disk.ours.asked,
		.asked_there = said->asked,
		.same = same(said, &node->disk.ours),
	};
	enum wasl_agree agree = wasl_line_agree(&facts);

	hear(node, said, answer);
	if (agree == WASL_AGREE_OPEN && node->line.intake == WASL_INTAKE_NONE &&
	    node->line.phase != WASL_LINE_FETCHING)
		open_epoch(sim, me);
	return agree == WASL_AGREE_TELL;
}

static bool in_force(const struct node *node, const struct offer *said)
{
	return said->number == node->disk.epoch && node->disk.epoch > 1;
}

void sim_tell_epoch(struct sim *sim, unsigned me, uint64_t call)
{
	const struct node *node = &sim->nodes[me];
	struct job job = {.type = JOB_ASK_EPOCH, .to = 1 - me, .call = call};

	job.reply_life = node->life;
	job.offer = to_say(node);
	sim_send_job(sim, &job);
}

void sim_serve_epoch(struct sim *sim, const struct job *job)
{
	unsigned me = job->to;
	struct node *node = &sim->nodes[me];
	struct offer said = turned(&job->offer);
	struct job reply = {.type = JOB_ANSWER_EPOCH, .to = 1 - me};
	unsigned life = node->life;
	bool again = false;

	if (!in_force(node, &said) && !wasl_line_knows_ends(&node->line))
		return; /* 503: no word of the next epoch */
	if (!in_force(node, &said))
		again = consider(sim, me, &said, false, false);
	if (node->life != life)
		return; /* stopped: nobody answers */
	reply.offer = in_force(node, &said) ? node->keyd.opened[said.number]
					    : to_say(node);
	reply.status =
		in_force(node, &said) && same(&reply.offer, &said) ? 200 : 409;
	reply.life = job->reply_life;
	reply.call = job->call;
	sim_send_job(sim, &reply);
	sim_hand_in(sim, me,
		    (struct wasl_line_event){.type = again ? WASL_LINE_ASKED
							   : WASL_LINE_HEARD});
}

void sim_take_epoch(struct sim *sim, const struct job *job)
{
	struct node *node = &sim->nodes[job->to];
	struct wasl_line_event event = {.type = WASL_LINE_EPOCH_ANSWER};
	struct offer said = turned(&job->offer);

	if (!in_force(node, &said))
		consider(sim, job->to, &said, true, job->status == 200);
	event.answer.call = job->call;
	sim_hand_in(sim, job->to, event);
}

/* --- persons ------------------------------------------------------------- */

static bool lost(const struct node *node)
{
	return node->line.phase == WASL_LINE_LOST;
}

/*
 * Two of a side look how it stands, and speak with the partner's by telephone:
 * they ask only while a side is lost, or opened the epoch already, and for no
 * ends behind which something is lost that both sides hold. Else they take back
 * what they asked for; a node itself drops a word only for another one.
 */
void sim_persons(struct sim *sim, unsigned me)
{
	struct node *node = &sim->nodes[me];
	const struct node *other = &sim->nodes[1 - me];
	struct offer *ours = &node->disk.ours;
	struct offer now = reckon(node);
	bool needed = other->disk.epoch > node->disk.epoch ||
		      (other->disk.epoch == node->disk.epoch &&
		       (lost(node) || lost(other)));

	if (!needed || loses(sim, me, &now)) {
		ours->asked = false;
		return;
	}
	if ((!lost(node) && !(node->heard && node->theirs.asked)) ||
	    (ours->asked && same(ours, &now)))
		return;
	*ours = now;
	/* Another word replaces the last; the second person may be late. */
	ours->asked = !sim->faults || sim_chance(sim, 70);
	if (ours->asked)
		sim_hand_in(sim, me,
			    (struct wasl_line_event){.type = WASL_LINE_ASKED});
}
