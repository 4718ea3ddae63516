#include "play.h"

#include "../calendar/zonefile.h"
#include "../kind/kinds.h"

#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/reading.h"
#include "kind/rule.h"

/* Made once: the shipped kinds, the example profile, calendars of its sides. */
static struct {
	struct wasl_library library;
	const struct wasl_profile *profile;
	struct wasl_calendar calendars[2]; /* Paris opens, Rabat is asked */
	struct wasl_zone *zones[2];
} world;

int64_t at(const char *instant)
{
	int64_t seconds;

	assert_true(wasl_instant_parse(&seconds, wasl_text_of(instant)));
	return seconds;
}

static void make_world(void)
{
	static const char *const sides[] = {"FR", "MA"};

	if (world.profile != NULL)
		return;
	open_library(&world.library);
	wasl_library_prefer(&world.library);
	world.profile =
		load_profile(&world.library, "examples/profile-ma-fr.json");
	for (size_t i = 0; i < 2; i++) {
		world.zones[i] =
			zone_named(wasl_profile_zone(world.profile, sides[i]));
		check_ok(wasl_profile_calendar(&world.calendars[i],
					       world.profile, sides[i],
					       world.zones[i], NULL));
	}
}

const struct wasl_kind *holds(const char *path)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	wasl_autojson *file = load_json(path);
	const struct wasl_kind *out;

	make_world();
	check_ok(wasl_library_add_kind(&out, &world.library, &f,
				       wasl_jcs_write(&arena, file), NULL));
	return out;
}

struct play begin(const char *kind)
{
	struct wasl_dossier_id id = {{0}};
	struct play p = {.now = at("2026-12-01T08:00:00Z"),
			 .officer = "officer-1",
			 .arena = wasl_arena_init(TEST_ARENA)};

	make_world();
	p.kind = wasl_library_kind_named(&world.library, kind);
	assert_non_null(p.kind);
	id.b[15] = 7;
	wasl_dossier_init(&p.d, &world.library, &id);
	return p;
}

void end(struct play *p)
{
	wasl_dossier_deinit(&p->d);
	wasl_arena_deinit(&p->arena);
}

/* --- an act in the making --------------------------------------------------
 */

static json_t *fields_of(const char *fields)
{
	char path[128];
	size_t n = strcspn(fields, "{");
	const char *name;
	json_t *value;
	json_t *out;
	void *next;

	if (*fields != '@')
		return json_of(*fields == '\0' ? "{}" : fields);
	snprintf(path, sizeof(path), "examples/%.*s.json", (int)n - 1,
		 fields + 1);
	out = load_json(path);
	if (fields[n] == '{')
		json_object_update_new(out, json_of(fields + n));
	json_object_foreach_safe(out, next, name,
				 value) if (json_is_null(value))
		json_object_del(out, name);
	return out;
}

static const char *first_error(const struct wasl_findings *f, bool pointer)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].severity == WASL_SEVERITY_ERROR)
			return pointer ? f->items[i].pointer : f->items[i].rule;
	return "";
}

/* What rules say, and the due instants that the act carries. */
static const char *judge(struct play *p, struct wasl_act *act,
			 struct wasl_findings *f,
			 const struct wasl_act_def *def,
			 const struct wasl_record *record, const json_t *in)
{
	bool fresh = p->d.kind == NULL;
	const char *basis = json_string_value(json_object_get(in, "basis"));
	const char *urgency = json_string_value(json_object_get(in, "urgency"));
	const struct wasl_facts facts = {
		.profile = world.profile,
		.record = record,
		.basis = wasl_text_of(basis != NULL ? basis
				      : fresh	    ? ""
					      : p->d.marks[WASL_MARK_BASIS]),
	};
	const struct wasl_clock_facts clocks = {
		.kind = p->kind,
		.profile = world.profile,
		.opener = &world.calendars[0],
		.partner = &world.calendars[1],
		.urgency =
			wasl_text_of(urgency != NULL ? urgency
				     : fresh	     ? ""
					     : p->d.marks[WASL_MARK_URGENCY]),
		.runs = p->d.runs,
		.n_runs = fresh ? 0 : p->kind->n_clocks,
	};

	wasl_rules_run(f, p->kind, def, &facts);
	wasl_clocks_due(&act->due, &act->n_due, &p->arena, f, &clocks, def,
			record, act->time);
	return first_error(f, false);
}

static const char *stands(struct play *p, struct wasl_findings *f,
			  const struct wasl_act_def *def,
			  const struct wasl_act *act, int side)
{
	struct wasl_reading reading;
	struct wasl_dossier_act next;

	if (p->d.kind == NULL)
		return "";
	if (wasl_kind_can(p->kind, p->d.state, def,
			  side == OPENER ? WASL_OPENER : WASL_PARTNER) ==
	    WASL_STATE_REFUSED)
		return "state";
	check_ok(wasl_reading_of(&reading, &p->arena, p->kind, def, act->fields,
				 NULL));
	next = wasl_dossier_next(def, &reading, p->officer,
				 (enum wasl_origin)side, act->time);
	wasl_missing(f, &p->d, &next);
	return first_error(f, false);
}

static void fold(struct play *p, int side, const struct wasl_act *act)
{
	const struct wasl_place place = {
		.origin = (enum wasl_origin)side,
		.epoch = 1,
		.index = p->size[side]++,
		.seen = p->size[1 - side],
	};

	check_ok(wasl_dossier_add(&p->d, &place, act, NULL));
	assert_int_equal(p->d.acts[p->d.n - 1].effect, WASL_EFFECT_TOOK);
}

const char *does(struct play *p, int side, const char *name, const char *fields)
{
	static uint8_t space[WASL_ENVELOPE_MAX];
	const struct wasl_act_def *def =
		wasl_kind_act_named(p->kind, wasl_text_of(name));
	struct wasl_findings f = wasl_findings_init(&p->arena);
	wasl_autojson *in = fields_of(fields);
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record;
	const char *why;

	assert_non_null(def);
	struct wasl_act act = {.number = def->n,
			       .time = p->now,
			       .author = wasl_text_of(p->officer)};
	fill_usual(in, def);
	if (wasl_record_read(&record, &p->arena, &f, &def->shape, world.profile,
			     in, NULL) != WASL_OK)
		return first_error(&f, true);
	wasl_record_write(&buf, &record);
	act.fields = wasl_bytes_of(buf.p, buf.n);
	why = judge(p, &act, &f, def, &record, in);
	if (*why == '\0')
		why = stands(p, &f, def, &act, side);
	if (*why != '\0')
		return why;
	if (def == p->kind->opening || strcmp(name, "rebase") == 0)
		act.opening = (struct wasl_opening){
			.present = true,
			.kind = p->next != NULL ? p->next->hash : p->kind->hash,
			.profile = world.profile->hash,
			.reference = def == p->kind->opening
					     ? WASL_TEXT("FR-2026-EXA-000001")
					     : (wasl_text){"", 0},
		};
	fold(p, side, &act);
	p->kind = p->d.kind;
	return "";
}

struct play opened(const char *kind)
{
	struct play p = begin(kind);
	char fields[80];

	snprintf(fields, sizeof(fields), "@%s-request", kind);
	assert_string_equal(does(&p, OPENER, "open", fields), "");
	return p;
}

const char *const taken[] = {"ack", "accept", NULL};

void all(struct play *p, int side, const char *const *acts)
{
	for (; *acts != NULL; acts++)
		assert_string_equal(does(p, side, *acts, ""), "");
}

void says(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("\"%s\" instead of \"%s\"", got, want);
}

const char *approves(struct play *p, int side, const char *act,
		     const char *field)
{
	char hex[2 * WASL_HASH_LEN + 1];
	char fields[160];
	size_t k = 0;

	while (strcmp(p->kind->agrees[k].agree->name, act) != 0)
		k++;
	assert_true(p->d.stands.agrees[k].proposal != WASL_ACT_NONE);
	wasl_hex_write(
		hex, wasl_hash_bytes(&p->d.acts[p->d.stands.agrees[k].proposal]
					      .reading->hash));
	snprintf(fields, sizeof(fields), "{\"%s\":\"%s\"}", field, hex);
	return does(p, side, act, fields);
}

/* --- what comes of it ------------------------------------------------------
 */

const char *state(const struct play *p)
{
	return wasl_dossier_state(&p->d);
}

size_t runs(const struct play *p, const char *clock, struct wasl_deadline *out,
	    size_t cap)
{
	const struct wasl_bound_facts bound = {.own = WASL_ORIGIN_FIRST,
					       .epoch = 1,
					       .receipted = 999,
					       .bound = 999};
	struct wasl_deadline lines[64];
	size_t n = 0;

	assert_in_range(wasl_deadlines_max(&p->d), 0, 64);
	size_t all_of = wasl_deadlines(lines, &p->d, &bound, p->now,
				       (struct wasl_suspended){NULL, 0});
	for (size_t i = 0; i < all_of; i++)
		if (strcmp(lines[i].def->name, clock) == 0) {
			assert_true(n < cap);
			out[n++] = lines[i];
		}
	return n;
}

int64_t due(const struct play *p, const char *clock)
{
	struct wasl_deadline one[1];

	return runs(p, clock, one, 1) == 0 ? 0 : one[0].due;
}
