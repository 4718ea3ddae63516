/*
 * Tasks: what waits for a person at home. They are read from what is there
 * (clocks, acts, drafts, closed dossiers), so they are right after any outage;
 * only that somebody did or set one aside is stored (by its key).
 */
#ifndef WASL_DESK_TASK_H
#define WASL_DESK_TASK_H

#include "base/arena.h"
#include "calendar/zone.h"
#include "store/store.h"

/* Numbers of those that are stored in `todo` are append-only. */
typedef enum wasl_task_sort {
	WASL_TASK_CROSSED = 0,	  /* an own act crossed: its author looks */
	WASL_TASK_REJECTED = 1,	  /* the partner took an own act out */
	WASL_TASK_CONFIRM = 2,	  /* released by one, not yet confirmed */
	WASL_TASK_PROSECUTE = 3,  /* own national refused (R14) */
	WASL_TASK_APPLY = 4,	  /* the partner corrected something */
	WASL_TASK_REMOVE = 5,	  /* the partner ceased or withdrew */
	WASL_TASK_PERMISSION = 6, /* the partner asks to use our data */
	WASL_TASK_CLOCK = 7,	  /* a clock runs for this side */
	WASL_TASK_TRIAGE = 8,	  /* came in, not given to anybody */
	WASL_TASK_APPROVE = 9,	  /* a draft waits for a second person */
	WASL_TASK_RETURNED = 10,  /* a draft came back to its author */
	WASL_TASK_RETENTION = 11, /* a closed dossier's time is over */
	WASL_TASK_REFUSED = 12,	  /* on a person refused before: director */
	WASL_TASK_REVIEW = 13,	  /* look again at a remembered refusal */
	WASL_TASK_SUBJECT = 14,	  /* a person waits for an answer */
	WASL_TASK_BUDGET = 15,	  /* a partner's unit asks too often */
	WASL_TASK_KNOWN = 16,	  /* a person of a dossier that came is known */
	WASL_TASK_LIST = 17,	  /* a list's retention ends, or is over */
	WASL_TASK_BATCH = 18,	  /* rows of a partner's table have faults */
	WASL_TASK_DRILL = 19,	  /* a drill was not answered in time */
	WASL_TASK_CASE = 20,	  /* a case's retention is over */
	WASL_TASK_DECISION = 21,  /* is a hit the person? another person says */
	WASL_TASKS,
} wasl_task_sort;

/** "crossed", "rejected", … */
const char *wasl_task_text(wasl_task_sort sort);
/** May a person set it aside by hand? The others end when they are done. */
bool wasl_task_ends_by_hand(wasl_task_sort sort);

/* "crossed/" and what names it among its sort. */
#define WASL_TASK_KEY_MAX 120
/* What people call it: the beginning of its key's hash. */
#define WASL_TASK_ID_LEN 8
/* Why it was set aside, in bytes of UTF-8. */
#define WASL_TASK_NOTE_MAX 200

struct wasl_task {
	wasl_task_sort sort;
	char key[WASL_TASK_KEY_MAX + 1];
	char id[WASL_TASK_ID_LEN + 1];
	const uint8_t *dossier; /* 16 bytes, or NULL */
	const char *ref, *kind, *peer, *urgency;
	const char *what; /* act or clock; "" */
	uint32_t roles;	  /* bits of those it is for; 0: whoever works on it */
	const char *person;	    /* pseudonym or name it is for; "" */
	int64_t since;		    /* Unix seconds */
	int64_t due_at;		    /* 0: none */
	struct wasl_local local[2]; /* of a clock: at due_at, of both sides */
	int64_t rung;		    /* rungs of escalation reached */
	/* Of a draft. */
	int64_t draft;
};

/** Write key and id: sort, "/", what names it. */
void wasl_task_name(struct wasl_task *task, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** Where a task stands in the order of lists. */
struct wasl_task_place {
	int64_t at;	 /* due; INT64_MAX: never */
	int64_t then;	 /* since */
	const char *key; /* the task's own */
};

struct wasl_task_place wasl_task_place_of(const struct wasl_task *task);

/** Below, at or above 0, as strcmp has it. */
int wasl_task_place_cmp(const struct wasl_task_place *a,
			const struct wasl_task_place *b);

/** By due instant (those without one last), then since, then key. */
void wasl_task_sort_list(struct wasl_task *tasks, size_t n);

/** Did somebody set it aside? */
wasl_status wasl_task_is_done(struct store_reader *r, bool *done,
			      const struct wasl_task *task,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Set a task aside.
 *
 * Err:  CONFLICT  not one that ends by hand, or done already
 *       SCHEMA    the note: 1 to WASL_TASK_NOTE_MAX bytes
 */
wasl_status wasl_task_done(struct store_tx *tx, const struct wasl_task *task,
			   int64_t user_id, wasl_text note, int64_t now,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
