#include "story.h"

#include "cbor/cbor.h"

/* Numbers of the common files. */
#define FIELD_URGENCY 103
#define FIELD_SECTOR  105
#define FIELD_GROUND  133
#define FIELD_OUTCOME 140
#define CLOCK_DRILL   1
#define CLOCK_ACK     100
#define CLOCK_REPLY   101
#define CLOCK_REMOVAL 102

const struct says quick = {.urgency = "U3",
			   .sector = "DRG",
			   .ack = FROM + 2 * HOUR,
			   .reply = FROM + 10 * HOUR};

/* --- dossiers ------------------------------------------------------------ */

static uint32_t number_of(const struct wasl_kind *kind, const char *act)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		if (strcmp(kind->acts[i].name, act) == 0)
			return kind->acts[i].n;
	fail_msg("%s has no act %s", kind->name, act);
	return 0;
}

static void put_text(struct wasl_buf *buf, uint64_t n, const char *text)
{
	if (text == NULL)
		return;
	wasl_cbor_put_uint(buf, n);
	wasl_cbor_put_text(buf, wasl_text_of(text));
}

static void put_fields(struct wasl_buf *buf, const struct says *in)
{
	int n = (in->urgency != NULL) + (in->sector != NULL) +
		(in->ground != NULL) + (in->outcome != NULL) + (in->drill != 0);

	wasl_cbor_put_map(buf, (size_t)n);
	if (in->drill != 0) {
		wasl_cbor_put_uint(buf, in->drill);
		wasl_cbor_put_bool(buf, true);
	}
	put_text(buf, FIELD_URGENCY, in->urgency);
	put_text(buf, FIELD_SECTOR, in->sector);
	put_text(buf, FIELD_GROUND, in->ground);
	put_text(buf, FIELD_OUTCOME, in->outcome);
	assert_false(buf->over);
}

void act_of(struct story *s, enum wasl_origin by, const char *name,
	    int64_t time, wasl_bytes fields, const struct says *says)
{
	bool opens = s->d.n == 0;
	struct wasl_act act =
		bench_act(number_of(s->kind, name), opens ? s->kind : NULL);
	struct wasl_due due[4];
	const struct wasl_due all[4] = {{CLOCK_DRILL, says->drill_ack},
					{CLOCK_ACK, says->ack},
					{CLOCK_REPLY, says->reply},
					{CLOCK_REMOVAL, says->removal}};
	size_t n = 0;

	for (size_t i = 0; i < 4; i++)
		if (all[i].at != 0)
			due[n++] = all[i];
	act.time = time;
	act.fields = fields;
	act.due = due;
	act.n_due = n;
	bench_add(&s->d, by, s->size[by], s->size[1 - by], act);
	s->size[by]++;
}

void does(struct story *s, enum wasl_origin by, const char *name, int64_t time,
	  struct says says)
{
	uint8_t space[256];
	struct wasl_buf fields = WASL_BUF(space);

	put_fields(&fields, &says);
	act_of(s, by, name, time, wasl_buf_bytes(&fields), &says);
}

struct story opens(const char *kind, enum wasl_origin by, int64_t time,
		   struct says says)
{
	struct wasl_dossier_id id = bench_id(by == B, false);
	struct story s = {.kind = bench_kind(kind, 1)};

	wasl_dossier_init(&s.d, bench_library(), &id);
	does(&s, by, "open", time, says);
	return s;
}

/* --- what comes of them -------------------------------------------------- */

struct wasl_stats stats_now(void)
{
	struct wasl_stats s;

	wasl_stats_init(&s, FROM, UNTIL);
	return s;
}

void take(struct wasl_stats *s, struct story *story)
{
	check_ok(wasl_stats_add(s, &story->d, NULL));
	wasl_dossier_deinit(&story->d);
}

int64_t figure(const struct wasl_stats *s, enum wasl_figure figure,
	       enum wasl_origin side)
{
	int64_t number;

	wasl_stats_number(&number, s,
			  &(struct wasl_stats_ask){.figure = figure,
						   .sides = 1u << side});
	return number;
}

int64_t cell(const struct wasl_stats *s, enum wasl_figure figure,
	     enum wasl_origin side, enum wasl_split split, const char *value,
	     bool shared)
{
	wasl_autoarena arena = wasl_arena_init((size_t)4 * 1024 * 1024);
	struct wasl_stats_cell *cells;
	size_t n;

	check_ok(wasl_stats_cells(
		&cells, &n, &arena, s,
		shared ? WASL_FIGURES_VERSION : WASL_CELLS_OWN, NULL));
	for (size_t i = 0; i < n; i++)
		if (cells[i].figure == figure && cells[i].side == side &&
		    cells[i].split == split &&
		    strcmp(cells[i].value, value) == 0)
			return cells[i].number;
	return -1;
}
