/* What the two halves of the step share; not for other rooms. */
#ifndef WASL_LINE_STEP_H
#define WASL_LINE_STEP_H

#include "line/line.h"

/* One step under way: state, event, effects so far. */
struct wasl_step {
	struct wasl_line *line;
	const struct wasl_line_event *event;
	struct wasl_line_effects *out;
};

/** Add an effect; borrowed until the next, so that its fields can be set. */
struct wasl_line_effect *wasl_step_emit(struct wasl_step *s,
					enum wasl_line_effect_type type);
/** As wasl_step_emit, for a call towards the partner or keyd. */
struct wasl_line_effect *wasl_step_call(struct wasl_step *s,
					enum wasl_line_effect_type type,
					enum wasl_line_flight flight);
/** The call under way failed: nothing is sent until the back-off is over. */
void wasl_step_back_off(struct wasl_step *s);
/* An alarm stands until it is cleared; raised twice, it is said once. */
void wasl_step_raise(struct wasl_step *s, enum wasl_line_alarm alarm,
		     uint64_t a, uint64_t b);
void wasl_step_clear(struct wasl_step *s, enum wasl_line_alarm alarm);
/** Keep the proof, have keyd freeze the log; nothing if it is frozen. */
void wasl_step_freeze(struct wasl_step *s, enum wasl_line_log log);

/* line/send.c: events about the own log. */
void wasl_send_head_answer(struct wasl_step *s);
void wasl_send_acts_answer(struct wasl_step *s);
void wasl_send_restored(struct wasl_step *s);
void wasl_send_signed(struct wasl_step *s);
void wasl_send_append_answer(struct wasl_step *s);
void wasl_send_regrant_answer(struct wasl_step *s);
void wasl_send_epoch_answer(struct wasl_step *s);
/** Is the next epoch needed or asked for, so that the partner must know? */
bool wasl_send_tells_epoch(const struct wasl_line *line);
/** Start whatever call is due, if none is under way. */
void wasl_send_next(struct wasl_step *s);

/* line/take.c: events about the mirror. */
void wasl_take_start(struct wasl_step *s);
void wasl_take_append(struct wasl_step *s);
void wasl_take_mirrored(struct wasl_step *s);
void wasl_take_cosigned(struct wasl_step *s);

#endif
