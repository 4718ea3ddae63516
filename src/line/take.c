/* The partner's log on its way into the mirror. */
#include "line/step.h"

#include "base/limits.h"

static void answer(struct wasl_step *s, uint64_t request, int status)
{
	struct wasl_line_effect *effect = wasl_step_emit(s, WASL_LINE_ANSWER);

	effect->request = request;
	effect->status = status;
}

static void cosign(struct wasl_step *s, uint64_t request)
{
	struct wasl_line_effect *effect = wasl_step_emit(s, WASL_LINE_COSIGN);

	s->line->intake = WASL_INTAKE_COSIGN;
	s->line->request = request;
	effect->request = request;
	effect->size = s->line->facts.mirror_size;
}

/* A stop between storing and cosigning is made good before anything else. */
void wasl_take_start(struct wasl_step *s)
{
	const struct wasl_line_facts *facts = &s->line->facts;

	if (facts->cosigned_size < facts->mirror_size && !facts->mirror_frozen)
		cosign(s, 0);
}

static void mirror(struct wasl_step *s)
{
	const struct wasl_line_facts *facts = &s->line->facts;
	uint64_t first = s->event->append.first;
	uint64_t end = first + s->event->append.count;
	struct wasl_line_effect *effect;

	s->line->intake = WASL_INTAKE_MIRROR;
	s->line->request = s->event->append.request;
	effect = wasl_step_emit(s, WASL_LINE_MIRROR_BATCH);
	effect->request = s->event->append.request;
	effect->first = facts->mirror_size;
	effect->skip = (uint32_t)(facts->mirror_size - first);
	effect->count = (uint32_t)(end - facts->mirror_size);
	/* What own entries have seen was judged before they were written; after
	 * a restore those judgements are in the own log already. */
	effect->judge_from = facts->own_seen > facts->mirror_size
				     ? facts->own_seen
				     : facts->mirror_size;
}

/* The answer to a batch that nothing speaks against, up to size n. */
static void accept(struct wasl_step *s, uint64_t n)
{
	struct wasl_line *line = s->line;
	const struct wasl_line_facts *facts = &line->facts;
	uint64_t request = s->event->append.request;

	if (n < facts->mirror_size) {
		answer(s, request, 409);
		return;
	}
	if (facts->mirror_frozen) {
		answer(s, request, 503);
		return;
	}
	if (n > facts->mirror_size) {
		mirror(s);
		return;
	}
	/* A mirror that lost entries receipts nothing below what it once did
	 * (spec §2: "never a smaller size than before"): send on. */
	if (n < facts->cosigned_size)
		answer(s, request, 409);
	else
		cosign(s, request);
}

static void fork_answer(struct wasl_step *s, uint64_t n)
{
	wasl_step_freeze(s, WASL_LINE_MIRROR);
	wasl_step_raise(s, WASL_ALARM_FORK_MIRROR, n,
			s->line->facts.mirror_size);
	answer(s, s->event->append.request, 422);
}

/* spec §7, "Answers to an append". */
void wasl_take_append(struct wasl_step *s)
{
	struct wasl_line *line = s->line;
	uint64_t request = s->event->append.request;
	uint64_t first = s->event->append.first;
	uint32_t count = s->event->append.count;
	enum wasl_line_batch verdict = s->event->append.verdict;

	if (verdict == WASL_LINE_BATCH_DENIED) {
		answer(s, request, 403);
		return;
	}
	if (verdict == WASL_LINE_BATCH_BROKEN || count > WASL_BATCH_ITEMS_MAX ||
	    first > UINT64_MAX - count) {
		answer(s, request, 400);
		return;
	}
	if (line->phase != WASL_LINE_OPEN || line->intake != WASL_INTAKE_NONE ||
	    s->event->append.held != line->facts.mirror_size) {
		answer(s, request, 503);
		return;
	}
	if (first > line->facts.mirror_size) {
		answer(s, request, 409);
		return;
	}
	if (verdict == WASL_LINE_BATCH_FORK) {
		fork_answer(s, first + count);
		return;
	}
	if (verdict == WASL_LINE_BATCH_NO_KEY) {
		line->want_regrant = true;
		answer(s, request, 503);
		return;
	}
	accept(s, first + count);
}

static void end_intake(struct wasl_step *s, int status)
{
	uint64_t request = s->line->request;

	s->line->intake = WASL_INTAKE_NONE;
	s->line->request = 0;
	if (request != 0)
		answer(s, request, status);
}

void wasl_take_mirrored(struct wasl_step *s)
{
	struct wasl_line_facts *facts = &s->line->facts;

	if (!s->event->sizes.ok) {
		end_intake(s, 503);
		return;
	}
	facts->own_size = s->event->sizes.own_size;
	facts->own_seen = s->event->sizes.own_seen;
	facts->mirror_size = s->event->sizes.mirror_size;
	facts->mirror_seen = s->event->sizes.mirror_seen;
	if (facts->mirror_frozen)
		end_intake(s, 503);
	else if (facts->mirror_size < facts->cosigned_size)
		end_intake(s, 409);
	else
		cosign(s, s->line->request);
}

void wasl_take_cosigned(struct wasl_step *s)
{
	struct wasl_line_facts *facts = &s->line->facts;

	if (!s->event->signature.ok) {
		wasl_step_raise(s, WASL_ALARM_BAD_SIGNER, facts->mirror_size,
				0);
		end_intake(s, 503);
		return;
	}
	wasl_step_clear(s, WASL_ALARM_BAD_SIGNER);
	if (s->event->signature.size > facts->cosigned_size)
		facts->cosigned_size = s->event->signature.size;
	end_intake(s, 200);
}
