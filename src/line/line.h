/* The exchange with one partner, both directions, as a step function
 * (spec §7). No I/O, no clock, no memory of its own: an event goes in, the
 * state changes, effects come out.
 *
 * The own log, sent to the partner:
 *
 *   ASKING --head matches--> OPEN --SIGN, POST, answer, RECEIPT--> OPEN
 *      |                      |
 *      |--head larger--> FETCHING --RESTORED--> OPEN
 *      `--lost on both--> LOST (asked again, slowly)
 *
 * Out of LOST, and out of a fork, both sides change epoch: while two persons
 * here have asked for it, or it is needed, the partner is told what this side
 * would have (EPOCH). Once both have asked for the same, the node starts the
 * machine anew with the facts of the new logs, keeping its count of calls.
 *
 * The mirror, received from the partner:
 *
 *   idle --append--> MIRROR --done--> COSIGN --done--> ANSWER 200 --> idle
 *
 * Invariants, held by the simulator of tests/line/sim_test.c:
 *  1. One call is under way at a time; an answer to an older call is ignored.
 *  2. No SIGN before the partner's head, asked after this start, matched.
 *  3. READY is said only while OPEN, not frozen, and with a mirror that is at
 *     least as long as the largest `seen` in the own log and as anything ever
 *     cosigned (an act with a smaller `seen` would deserve T12).
 *  4. MIRROR, then COSIGN, then ANSWER 200: never in another order.
 *  5. A frozen log is neither signed nor cosigned.
 *
 * Whether the line is suspended is no business of the exchange: heartbeats and
 * receipts go on, and what may leave is decided before an act gets its index
 * (dossier/linestate.h).
 */
#ifndef WASL_LINE_LINE_H
#define WASL_LINE_LINE_H

#include "base/bytes.h"

/* spec §7: an idle side shows itself every minute; three missed alarm. */
#define WASL_LINE_BEAT_MS      60000
#define WASL_LINE_BEATS_MISSED 3
/* Back-off: doubles from the first to the second, less up to half as jitter. */
#define WASL_LINE_RETRY_MIN_MS 1000
#define WASL_LINE_RETRY_MAX_MS 60000
/* Keys that are gone are asked for so often: persons must allow them first. */
#define WASL_LINE_REGRANT_MS 10000
/* So often the partner is told of an epoch that is needed or asked for. */
#define WASL_LINE_EPOCH_MS 5000
/* spec §6: a receipt may be this far ahead of the own clock. */
#define WASL_LINE_RECEIPT_AHEAD_S 300
/* No step has more effects than this. */
#define WASL_LINE_EFFECTS_MAX 20

enum wasl_line_alarm {
#define X(name, value, text) WASL_ALARM_##name = (value),
#include "line/alarm.def"
#undef X
};

/** Name as in alarm.def, for logs; "?" for a number that is none. */
const char *wasl_line_alarm_name(enum wasl_line_alarm alarm);
/** One English sentence that also says what the two facts are. */
const char *wasl_line_alarm_text(enum wasl_line_alarm alarm);

/* The two logs of a line. */
enum wasl_line_log { WASL_LINE_OWN, WASL_LINE_MIRROR };

/** What the database and keyd know when the line starts (spec §7 Start). */
struct wasl_line_facts {
	uint64_t own_size;     /* entries committed in the own log */
	uint64_t own_seen;     /* largest `seen` in the own log */
	uint64_t own_signed;   /* largest own size that keyd ever signed */
	uint64_t receipt_size; /* newest receipt held; 0: none */
	uint64_t receipt_time; /* its time, Unix seconds */
	uint64_t mirror_size;  /* entries in the mirror */
	uint64_t mirror_seen;  /* largest `seen` in the mirror, of acts that are
				  not rejected: own entries it certainly held */
	uint64_t cosigned_size; /* largest mirror size keyd ever cosigned */
	bool own_frozen;
	bool mirror_frozen;
	bool courier; /* no network: pouches only */
	bool asked;   /* two persons here have asked for the next epoch */
};

/** What an authentic check found of the note in a head (node and tlog). */
enum wasl_line_note {
	WASL_LINE_NOTE_NONE,  /* null */
	WASL_LINE_NOTE_MATCH, /* own log key and partner's mirror key verify,
				 root is the own root at that size */
	WASL_LINE_NOTE_FORK,  /* both verify, another root */
	WASL_LINE_NOTE_AHEAD, /* both verify, larger than the own log */
	WASL_LINE_NOTE_BAD,   /* does not parse or verify */
};

/** A head answer, parsed (line/wire.h) and checked. */
struct wasl_line_head {
	uint64_t held; /* size held of the own log */
	uint64_t own;  /* size of the partner's own log */
	enum wasl_line_note note;
	uint64_t note_size; /* 0 without a note */
	uint64_t note_time; /* of the cosignature, Unix seconds */
};

/** What the node and keyd found of a batch that came in. */
enum wasl_line_batch {
	WASL_LINE_BATCH_GOOD,	/* signed; overlap and root are right as far as
				   they can be computed (not when f > held) */
	WASL_LINE_BATCH_FORK,	/* signed; overlap or root is wrong */
	WASL_LINE_BATCH_DENIED, /* bad signature, unknown key, foreign origin */
	WASL_LINE_BATCH_BROKEN, /* broken framing, or f + count is not n */
	WASL_LINE_BATCH_NO_KEY, /* cannot be judged yet for lack of a key */
};

enum wasl_line_event_type {
	WASL_LINE_START,	  /* the first event */
	WASL_LINE_COMMITTED,	  /* own acts got an index: sizes */
	WASL_LINE_SIGNED,	  /* SIGN is done: signed */
	WASL_LINE_HEAD_ANSWER,	  /* to GET_HEAD: answer */
	WASL_LINE_APPEND_ANSWER,  /* to POST_APPEND: answer */
	WASL_LINE_ACTS_ANSWER,	  /* to GET_ACTS: acts */
	WASL_LINE_REGRANT_ANSWER, /* to POST_REGRANT: answer.status only */
	WASL_LINE_EPOCH_ANSWER,	  /* to POST_EPOCH: answer.call only */
	WASL_LINE_ASKED,	  /* two persons here ask for the next epoch, or
				     the partner has just said the same */
	WASL_LINE_GONE,		  /* call ended without an answer: call */
	WASL_LINE_RESTORED,	  /* RESTORE is done: restored */
	WASL_LINE_KEYS,		  /* of dossiers, as of now: lacking */
	WASL_LINE_APPEND,	  /* the partner's POST append: append */
	WASL_LINE_MIRRORED,	  /* MIRROR is done: sizes */
	WASL_LINE_COSIGNED,	  /* COSIGN is done: signed */
	WASL_LINE_HEARD,	  /* any other authentic request */
	WASL_LINE_TIMER,	  /* the moment of SET_TIMER has come */
	WASL_LINE_FREEZE,	  /* by a person: log */
	WASL_LINE_UNFREEZE,	  /* by two persons (the node checks): log */
	WASL_LINE_CONFIRM, /* courier line, two persons: start is sound */
	WASL_LINE_EXPORT,  /* courier line: make a pouch now */
};

struct wasl_line_event {
	enum wasl_line_event_type type;
	uint64_t now_ms; /* monotonic */
	int64_t now;	 /* Unix seconds */
	uint32_t jitter; /* random, any value */
	union {
		uint64_t call;		/* GONE: that of the effect */
		uint64_t lacking;	/* KEYS: dossiers without one */
		enum wasl_line_log log; /* FREEZE, UNFREEZE */
		/* COMMITTED, MIRRORED: all sizes as they are now. */
		struct {
			bool ok; /* MIRRORED: false, nothing was stored */
			uint64_t own_size;
			uint64_t own_seen;
			uint64_t mirror_size;
			uint64_t mirror_seen;
		} sizes;
		/* SIGNED, COSIGNED. */
		struct {
			uint64_t call; /* SIGNED: that of the effect */
			bool ok;
			uint64_t size; /* first <= size <= upto */
		} signature;
		/* An answer; a courier's has call 0. */
		struct {
			uint64_t call;
			int status; /* HTTP */
			/* Read for 200, 409 and 422 only. A body that does not
			 * parse is given as note BAD. */
			struct wasl_line_head head;
		} answer;
		struct {
			uint64_t call;
			int status;
			uint32_t count; /* items; 0 if the body is not sound */
		} acts;
		struct {
			/* OK; FORK: the items do not have the root of the
			 * head's note; anything else: not stored, tried again.
			 */
			wasl_status status;
			uint64_t own_size;
			uint64_t own_seen;
		} restored;
		struct {
			uint64_t request; /* echoed in ANSWER */
			uint64_t first;
			uint32_t count;
			uint64_t held; /* mirror size the verdict is about */
			enum wasl_line_batch verdict;
		} append;
	};
};

enum wasl_line_effect_type {
	/* Ask the partner for its head of the own log. call */
	WASL_LINE_GET_HEAD,
	/* Fetch own items back: call, first, count (at most). */
	WASL_LINE_GET_ACTS,
	/* Make or find an own checkpoint for a batch from `first`: at `upto`,
	 * or, if first…upto exceeds one batch, at the largest size that fits
	 * (wasl_wire_fit); a stored note in reach is as good, and needed where
	 * keyd has already signed beyond. call, first, upto */
	WASL_LINE_SIGN,
	/* Send items first…first+count with the note of that size. call,
	 * first, count (0: heartbeat) */
	WASL_LINE_POST_APPEND,
	/* Ask for the keys that judging lacked. call */
	WASL_LINE_POST_REGRANT,
	/* Tell the partner what this side would have of the next epoch, or has
	 * asked for. call */
	WASL_LINE_POST_EPOCH,
	/* Set fetched items aside; when first + count is `upto`, check them
	 * against the root of the head's note and commit all at once, then say
	 * RESTORED. first, count, upto */
	WASL_LINE_RESTORE,
	/* In one transaction: store the batch from its item `skip` on as
	 * mirror entries first…first+count with its note, judge those at or
	 * above `judge_from` which the own log does not reject already, give
	 * rejects their index, fold; then say MIRRORED. request, first, skip,
	 * count, judge_from */
	WASL_LINE_MIRROR_BATCH,
	/* Cosign the note of that request (0: the mirror's newest note), store
	 * it, then say COSIGNED. request, size */
	WASL_LINE_COSIGN,
	/* Answer the partner's append; with 200, 409, 422 the body is the
	 * head. request, status */
	WASL_LINE_ANSWER,
	/* Store the receipt of the head just handed in. size, time, their_size:
	 * own acts below `size` are bound once the mirror is folded to
	 * `their_size` (spec §8) */
	WASL_LINE_RECEIPT,
	/* Keep both notes and the batch or answer, have keyd freeze that log,
	 * and remember it as frozen. log */
	WASL_LINE_FREEZE_LOG,
	/* Give TIMER at this monotonic moment; replaces the last one. at_ms */
	WASL_LINE_SET_TIMER,
	/* An alarm begins, or is over. alarm, a, b */
	WASL_LINE_RAISE,
	WASL_LINE_CLEAR,
	/* Acts may, may no longer, get an index. */
	WASL_LINE_READY,
	WASL_LINE_NOT_READY,
};

struct wasl_line_effect {
	enum wasl_line_effect_type type;
	uint64_t call;	  /* names the call in its answer; never 0 */
	uint64_t request; /* as given with APPEND */
	uint64_t first;
	uint64_t upto;
	uint64_t judge_from;
	uint64_t size;
	uint64_t time;
	uint64_t their_size;
	uint64_t at_ms;
	uint64_t a;
	uint64_t b;
	uint32_t count;
	uint32_t skip;
	int status;
	enum wasl_line_log log;
	enum wasl_line_alarm alarm;
};

/** Carried out in order, each before the next. */
struct wasl_line_effects {
	size_t n;
	struct wasl_line_effect at[WASL_LINE_EFFECTS_MAX];
};

enum wasl_line_phase {
	WASL_LINE_ASKING,   /* start check not passed */
	WASL_LINE_FETCHING, /* own acts are fetched back */
	WASL_LINE_LOST,	    /* lost on both sides: an epoch is needed */
	WASL_LINE_OPEN,
};

/* What is under way towards the partner. */
enum wasl_line_flight {
	WASL_FLIGHT_NONE,
	WASL_FLIGHT_HEAD,
	WASL_FLIGHT_ACTS,
	WASL_FLIGHT_RESTORE,
	WASL_FLIGHT_SIGN,
	WASL_FLIGHT_APPEND,
	WASL_FLIGHT_REGRANT,
	WASL_FLIGHT_EPOCH,
};

/* What is under way for a batch that came in. */
enum wasl_line_intake {
	WASL_INTAKE_NONE,
	WASL_INTAKE_MIRROR,
	WASL_INTAKE_COSIGN,
};

/** Plain state; read it freely, change it only through wasl_line_step. */
struct wasl_line {
	struct wasl_line_facts facts;
	enum wasl_line_phase phase;
	enum wasl_line_flight flight;
	enum wasl_line_intake intake;
	bool ready;  /* as last said */
	bool denied; /* the partner does not know the own log's origin */
	bool want_regrant;

	uint64_t call;	  /* number of the newest call */
	uint64_t held;	  /* of the own log, as the partner last said */
	uint64_t first;	  /* of the batch or fetch under way */
	uint64_t end;	  /* its end */
	uint64_t target;  /* FETCHING: size to fetch back to */
	uint64_t fetched; /* FETCHING: own size and what is set aside */
	uint64_t gap;	  /* size held of the last 409, if `gaps` > 0 */
	uint32_t gaps;	  /* times the same 409 came in a row */

	uint32_t tries;	   /* failures in a row */
	uint64_t retry_ms; /* nothing is sent before */
	uint64_t asked_ms; /* regrant: not asked again before */
	uint64_t epoch_ms; /* the partner is not told of an epoch before */
	uint64_t beat_ms;  /* next heartbeat is due */
	uint64_t heard_ms; /* the partner's last request */
	uint64_t timer_ms; /* as last set; 0: none */

	uint64_t request; /* of the batch being taken in; 0: none */
	uint32_t raised;  /* alarms that stand, one bit each */
};

/**
 * A line as the stores left it. The next event must be START.
 *
 * In:   facts  copied
 */
struct wasl_line wasl_line_init(const struct wasl_line_facts *facts);

/**
 * One event in, its effects out.
 *
 * In-out: line
 * In:   event  call numbers that are not under way are ignored, as are
 *              answers that came late
 * Out:  out    overwritten; to be carried out in order
 * Spec: docs/spec §7. Time: constant. Thread: one at a time a line.
 */
void wasl_line_step(struct wasl_line *line, struct wasl_line_effects *out,
		    const struct wasl_line_event *event);

/** May this side say where the logs would end (spec §7 Epoch)? Before the start
 * check it may still fetch back what it would say it does not have. */
bool wasl_line_knows_ends(const struct wasl_line *line);

/** May an own act get an index now (invariant 3)? Desk work goes on if not. */
bool wasl_line_ready(const struct wasl_line *line);

#endif
