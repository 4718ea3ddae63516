/*
 * Statistics: what the acts of a time amount to (docs/spec §13). A fold like
 * any other: acts in their order, their own times, no clock and no local
 * configuration, so both sides reach the same numbers from the same acts.
 *
 * Folds go in one by one; each leaves measures, which become figures.
 */
#ifndef WASL_DOSSIER_STATS_H
#define WASL_DOSSIER_STATS_H

#include "dossier/dossier.h"
#include "dossier/linestate.h"

enum wasl_measure {
	WASL_MEASURE_DOSSIER,
	WASL_MEASURE_REQUEST,
	WASL_MEASURE_ACKNOWLEDGE, /* seconds */
	WASL_MEASURE_ANSWER,	  /* seconds */
	WASL_MEASURE_REFUSE,
	WASL_MEASURE_REFUSE_PART,
	WASL_MEASURE_DUPLICATE, /* refused as one */
	WASL_MEASURE_CLARIFY,
	WASL_MEASURE_CLARIFIED, /* how often, of a request answered */
	WASL_MEASURE_STOP,	/* seconds */
	WASL_MEASURE_SUSPEND,	/* seconds */
	WASL_MEASURE_UNANSWER,
	WASL_MEASURE_HIT,
	WASL_MEASURE_ARREST,
	WASL_MEASURE_SURRENDER,
	WASL_MEASURE_SEIZE,
	WASL_MEASURE_REMOVE, /* seconds */
	WASL_MEASURE_VET,
	WASL_MEASURE_WARN,
	WASL_MEASURE_DRILL,
	WASL_MEASURE_DRILL_ACK, /* seconds */
	WASL_MEASURE_AMOUNT,	/* in the unit that the label names */
	WASL_MEASURE_MISSION,
	WASL_MEASURE_TRAINING,
	WASL_MEASURE_CLOSE_BARE,
	WASL_MEASURES
};

enum wasl_figure {
#define X(name, ...) WASL_FIGURE_##name,
#include "dossier/figure.def"
#undef X
	WASL_FIGURES
};

/* What a figure is split by, beside its side. */
enum wasl_split {
	WASL_SPLIT_NONE, /* the whole */
	WASL_SPLIT_KIND,
	WASL_SPLIT_URGENCY,
	WASL_SPLIT_SECTOR,
	WASL_SPLIT_LABEL, /* ground, verdict */
	WASL_SPLITS
};

/** "REQUESTS_SENT", …; what kind files call `figure`. */
const char *wasl_figure_name(enum wasl_figure figure);
/** What it says, for people. */
const char *wasl_figure_text(enum wasl_figure figure);
/** The version of the figures that brought it (spec §13), from 1 on. */
uint32_t wasl_figure_since(enum wasl_figure figure);
bool wasl_figure_find(enum wasl_figure *out, wasl_text name);
/** "", "kind", "urgency", "sector", "label". */
const char *wasl_split_name(enum wasl_split split);

/* One event in the period. Texts are interned, "" if there is none. */
struct wasl_measured {
	uint8_t measure;
	uint8_t side; /* enum wasl_origin */
	bool on_time;
	int64_t time;
	int64_t value;
	const char *by[WASL_SPLITS]; /* [NONE] is "" */
};

struct wasl_stats {
	int64_t from;  /* Unix seconds */
	int64_t until; /* not of the period any more */
	struct wasl_measured *items;
	size_t n;
	size_t cap;
	const char **names; /* interned */
	size_t n_names;
	size_t cap_names;
	struct wasl_arena arena;
	int64_t suspended_at[2];	     /* by side; 0: not */
	struct wasl_suspension *suspensions; /* of either side, that ended */
	size_t n_suspensions;
	size_t cap_suspensions;
};

/** Of the period from ≤ time < until. */
void wasl_stats_init(struct wasl_stats *s, int64_t from, int64_t until);
void wasl_stats_deinit(struct wasl_stats *s);

/**
 * Measure a dossier. Every act in it counts as the fold says; who wants only
 * what is final hands in a fold of final acts.
 * Err:  NO_MEMORY; TOO_BIG with more than WASL_MEASURED_MAX events
 */
wasl_status wasl_stats_add(struct wasl_stats *s, const struct wasl_dossier *d,
			   struct wasl_err *err) WASL_MUST_USE;

/** A side set its flag (spec §7 State); in their order, before the dossiers:
 * their clocks stand while the line is suspended. */
wasl_status wasl_stats_flag(struct wasl_stats *s, enum wasl_origin side,
			    bool suspended, int64_t time,
			    struct wasl_err *err) WASL_MUST_USE;

/** A number of the statistics. */
struct wasl_stats_cell {
	enum wasl_figure figure;
	enum wasl_origin side;
	enum wasl_split split;
	const char *value; /* of the split; "" of the whole */
	int64_t number;
	size_t n; /* events it rests on */
};

/** Fewer events than this are not shared (domain rule of protection). */
#define WASL_CELL_SHARED_MIN 5
/** No sheet: for this side alone. */
#define WASL_CELLS_OWN 0

/**
 * All cells that rest on events: by figure, side, split and value.
 *
 * In:   sheet  the version of the figures that are shared, 1 to
 *              WASL_FIGURES_VERSION: only those that it has, without what
 *              would show fewer than WASL_CELL_SHARED_MIN events, directly or
 *              as what is left of the whole; WASL_CELLS_OWN: all of them
 * Out:  out    in the arena; texts are borrowed from `s`
 */
wasl_status wasl_stats_cells(struct wasl_stats_cell **out, size_t *n,
			     struct wasl_arena *arena,
			     const struct wasl_stats *s, uint32_t sheet,
			     struct wasl_err *err) WASL_MUST_USE;

/** One number that is asked for. */
struct wasl_stats_ask {
	enum wasl_figure figure;
	unsigned sides;	     /* bits 1 << enum wasl_origin */
	const char *sector;  /* NULL or "": all */
	int64_t from, until; /* within the period; both 0: all of it */
};

/** Ret: how many events it rests on; `number` is 0 with none. */
size_t wasl_stats_number(int64_t *number, const struct wasl_stats *s,
			 const struct wasl_stats_ask *ask);

#endif
