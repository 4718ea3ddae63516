#include "kind/kind.h"

#include "base/alloc.h"
#include "kind/build.h"

/* Room for one compiled kind: a file of WASL_KIND_FILE_MAX bytes whose
 * shortest field definitions become a hundred bytes each. */
#define KIND_ARENA_MAX (8 * 1024 * 1024)

/* Each section may name what those it needs define, and stands on them only
 * where they are whole; what does not need them is told all the same. */
enum section {
	CODES,
	BLOCKS,
	FIELDS,
	STATES,
	ACTS,
	ITEMS,
	AGREES,
	CONFIRM,
	PARENT,
	GUARDS,
	RULES,
	CLOCKS,
	CROSSINGS,
	SECTIONS,
};

#define BIT(section) (1u << (section))

static const struct {
	void (*build)(struct wasl_build *b);
	unsigned needs;
} sections[SECTIONS] = {
	[CODES] = {wasl_build_codes, 0},
	[BLOCKS] = {wasl_build_blocks, BIT(CODES)},
	[FIELDS] = {wasl_build_fields, BIT(CODES) | BIT(BLOCKS)},
	[STATES] = {wasl_build_states, 0},
	[ACTS] = {wasl_build_acts, BIT(FIELDS) | BIT(STATES)},
	[ITEMS] = {wasl_build_items, BIT(ACTS)},
	[AGREES] = {wasl_build_agrees, BIT(ACTS)},
	[CONFIRM] = {wasl_build_confirm, BIT(ACTS)},
	[PARENT] = {wasl_build_parent, BIT(ACTS)},
	[GUARDS] = {wasl_build_guards, BIT(ITEMS) | BIT(AGREES) | BIT(CONFIRM)},
	[RULES] = {wasl_build_rules, BIT(ACTS)},
	[CLOCKS] = {wasl_build_clocks, BIT(ITEMS) | BIT(CONFIRM)},
	[CROSSINGS] = {wasl_build_crossings, BIT(ACTS)},
};

static void build_head(struct wasl_build *b)
{
	static const char *const members[] = {
		"kind",	  "code",   "v",       "start",	 "states", "codes",
		"blocks", "fields", "acts",    "rules",	 "clocks", "crossings",
		"items",  "agree",  "confirm", "parent", NULL};

	wasl_build_members(b, b->root, "", members);
	b->kind->name = wasl_build_text(b, b->root, "/kind", "kind");
	b->kind->code = wasl_build_text(b, b->root, "/code", "code");
	b->kind->version = (uint32_t)wasl_build_int(b, b->root, "/v", "v", 1,
						    UINT32_MAX, 0);
	if (b->kind->name == NULL || b->kind->code == NULL ||
	    b->kind->version == 0)
		wasl_build_fault(b->findings, "",
				 "needs \"kind\", \"code\" and \"v\"");
	else
		wasl_build_name(b, b->kind->name, "/kind");
	if (b->kind->code != NULL && strlen(b->kind->code) != 3)
		wasl_build_fault(b->findings, "/code",
				 "must be of three letters");
}

/* False if a section is not whole. */
static bool build(struct wasl_build *b)
{
	unsigned whole = 0;

	build_head(b);
	for (unsigned i = 0; i < SECTIONS && !b->arena->over; i++) {
		if ((sections[i].needs & ~whole) != 0)
			continue;
		b->before = b->findings->errors - b->surplus;
		sections[i].build(b);
		if (wasl_build_whole(b))
			whole |= BIT(i);
	}
	return whole == BIT(SECTIONS) - 1;
}

static wasl_status fill(struct wasl_kind *kind, struct wasl_findings *findings,
			const json_t *root, struct wasl_err *err)
{
	struct wasl_build b = {
		.kind = kind,
		.arena = &kind->arena,
		.findings = findings,
		.root = root,
	};
	bool whole;

	kind->file = wasl_jcs_write(&kind->arena, root);
	WASL_TRY(wasl_arena_check(&kind->arena, err));
	if (kind->file.n > WASL_KIND_FILE_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "%zu bytes with `with` merged, at most %d",
				 kind->file.n, WASL_KIND_FILE_MAX);
	kind->hash = wasl_sha256(kind->file);
	whole = build(&b);
	WASL_TRY(wasl_arena_check(&kind->arena, err));
	if (whole)
		wasl_build_check(findings, kind);
	return wasl_findings_status(findings, WASL_SCHEMA, err);
}

wasl_status wasl_kind_new(struct wasl_kind **out,
			  struct wasl_findings *findings, wasl_bytes file,
			  json_t *const *common, size_t n_common,
			  struct wasl_err *err)
{
	wasl_autojson *parsed = NULL;
	wasl_autojson *root = NULL;
	struct wasl_kind *kind;
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_json_parse(&parsed, file, WASL_KIND_FILE_MAX, err));
	root = wasl_build_merge(findings, parsed, common, n_common);
	WASL_TRY(wasl_findings_status(findings, WASL_SCHEMA, err));
	if (root == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "kind file");
	kind = wasl_alloc(1, sizeof(*kind));
	if (kind == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "kind");
	kind->arena = wasl_arena_init(KIND_ARENA_MAX);
	status = fill(kind, findings, root, err);
	if (status != WASL_OK) {
		wasl_kind_free(kind);
		return status;
	}
	*out = kind;
	return WASL_OK;
}

void wasl_kind_free(struct wasl_kind *kind)
{
	if (kind == NULL)
		return;
	wasl_arena_deinit(&kind->arena);
	wasl_free(kind);
}

const struct wasl_act_def *wasl_kind_act(const struct wasl_kind *kind,
					 uint32_t n)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (kind->acts[i].n == n)
			return &kind->acts[i];
	return NULL;
}

const struct wasl_act_def *wasl_kind_act_named(const struct wasl_kind *kind,
					       wasl_text name)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (wasl_text_is(name, kind->acts[i].name))
			return &kind->acts[i];
	return NULL;
}

const struct wasl_codes *wasl_kind_codes(const struct wasl_kind *kind,
					 const char *name)
{
	for (size_t i = 0; i < kind->n_codes; i++)
		if (strcmp(kind->codes[i].name, name) == 0)
			return &kind->codes[i];
	return NULL;
}

const struct wasl_clock_def *wasl_kind_clock(const struct wasl_kind *kind,
					     uint32_t n)
{
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (kind->clocks[i].n == n)
			return &kind->clocks[i];
	return NULL;
}

uint8_t wasl_kind_state(const struct wasl_kind *kind, const char *name)
{
	for (size_t i = 1; i < kind->n_states; i++)
		if (strcmp(kind->states[i].name, name) == 0)
			return (uint8_t)i;
	return WASL_STATE_REFUSED;
}

const char *wasl_kind_state_name(const struct wasl_kind *kind, uint8_t state)
{
	return state < kind->n_states ? kind->states[state].name : NULL;
}

uint8_t wasl_kind_can(const struct wasl_kind *kind, uint8_t state,
		      const struct wasl_act_def *act, enum wasl_side side)
{
	if (state >= kind->n_states || ((unsigned)act->by & side) == 0)
		return WASL_STATE_REFUSED;
	return act->next[state];
}

uint64_t wasl_kind_moves(const struct wasl_act_def *act, uint8_t state)
{
	uint64_t all = 0;

	if (act->next[state] == WASL_STATE_REFUSED)
		return 0;
	all = UINT64_C(1) << act->next[state];
	for (size_t i = 0; i < act->n_thens; i++)
		if ((act->thens[i].from >> state & 1) != 0)
			all |= UINT64_C(1) << act->thens[i].to;
	return all;
}

bool wasl_agree_proposes(const struct wasl_agree_def *agree,
			 const struct wasl_act_def *act)
{
	for (size_t i = 0; i < agree->n_proposes; i++)
		if (agree->proposes[i] == act)
			return true;
	return false;
}

static const struct wasl_crossing *find_pair(const struct wasl_kind *kind,
					     const struct wasl_act_def *a,
					     const struct wasl_act_def *b)
{
	for (size_t i = 0; i < kind->n_crossings; i++) {
		const struct wasl_crossing *x = &kind->crossings[i];

		if ((x->a == a && x->b == b) || (x->a == b && x->b == a))
			return x;
	}
	return NULL;
}

uint8_t wasl_kind_cross(const struct wasl_kind *kind,
			const struct wasl_act_def *standing,
			const struct wasl_act_def *late)
{
	const struct wasl_crossing *x = find_pair(kind, standing, late);

	if (x == NULL)
		x = find_pair(kind, NULL, late);
	if (x == NULL)
		x = find_pair(kind, NULL, standing);
	return x == NULL ? WASL_STATE_REFUSED : x->to;
}
