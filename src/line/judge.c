#include "line/judge.h"

static const struct {
	enum wasl_reject code;
	const char *name;
	const char *text;
} rejects[] = {
#define X(name, value, text) {WASL_REJECT_##name, #name, text},
#include "line/reject.def"
#undef X
};

#define REJECTS (sizeof(rejects) / sizeof(rejects[0]))

const char *wasl_reject_name(enum wasl_reject code)
{
	for (size_t i = 0; i < REJECTS; i++)
		if (rejects[i].code == code)
			return rejects[i].name;
	return NULL;
}

const char *wasl_reject_text(enum wasl_reject code)
{
	for (size_t i = 0; i < REJECTS; i++)
		if (rejects[i].code == code)
			return rejects[i].text;
	return NULL;
}

enum wasl_reject wasl_reject_find(wasl_text name)
{
	for (size_t i = 0; i < REJECTS; i++)
		if (wasl_text_is(name, rejects[i].name))
			return rejects[i].code;
	return WASL_REJECT_NONE;
}

/* spec §3: `seen` "never decreases. Reject a `seen` larger than the largest own
 * checkpoint ever released"; §8: "a partner act at an index ≥ that size with a
 * smaller `seen` than the size it answered is rejected (T12)". */
static bool misplaced(const struct wasl_judge_facts *facts)
{
	return facts->seen > facts->released ||
	       facts->seen < facts->seen_last ||
	       facts->seen < facts->seen_floor;
}

/* spec §7 State: "Restricted: no openings. Suspended: only acts the kind marks
 * always and the line dossier." No dossier opens before a profile is agreed. */
static bool not_allowed_now(const struct wasl_judge_facts *facts)
{
	if (facts->line_dossier)
		return false;
	if (facts->opening && facts->no_profile)
		return true;
	switch (facts->line) {
	case WASL_JUDGE_ACTIVE:
		return false;
	case WASL_JUDGE_RESTRICTED:
		return facts->opening && !facts->always;
	case WASL_JUDGE_SUSPENDED:
		return !facts->always;
	}
	return true;
}

static enum wasl_reject judge_header(const struct wasl_judge_facts *facts)
{
	if (misplaced(facts))
		return WASL_REJECT_T12;
	if (facts->erased)
		return WASL_REJECT_T14;
	return WASL_REJECT_NONE;
}

static enum wasl_reject judge_plaintext(const struct wasl_judge_facts *facts)
{
	if (facts->opening && facts->wrong_half)
		return WASL_REJECT_T12;
	if (not_allowed_now(facts))
		return WASL_REJECT_T08;
	if (facts->above)
		return WASL_REJECT_T09;
	return WASL_REJECT_NONE;
}

enum wasl_reject wasl_judge(const struct wasl_judge_facts *facts)
{
	enum wasl_reject header = judge_header(facts);

	switch (facts->read) {
	case WASL_JUDGE_TOO_BIG:
		return WASL_REJECT_T05;
	case WASL_JUDGE_NO_LAYOUT:
		return WASL_REJECT_T04;
	case WASL_JUDGE_VERSION:
		return WASL_REJECT_T11;
	case WASL_JUDGE_NOT_OPENED:
		return header != WASL_REJECT_NONE ? header : WASL_REJECT_T03;
	case WASL_JUDGE_NO_KIND:
		return header != WASL_REJECT_NONE ? header : WASL_REJECT_T13;
	case WASL_JUDGE_BAD_RECORD:
		return header != WASL_REJECT_NONE ? header : WASL_REJECT_T04;
	case WASL_JUDGE_READ:
		return header != WASL_REJECT_NONE ? header
						  : judge_plaintext(facts);
	}
	return WASL_REJECT_T04;
}

void wasl_reject_walk_past(struct wasl_reject_walk *walk, uint64_t seen)
{
	if (seen > walk->seen)
		walk->seen = seen;
}

bool wasl_reject_void(const struct wasl_reject_walk *walk, uint64_t i)
{
	return walk->seen > i;
}
