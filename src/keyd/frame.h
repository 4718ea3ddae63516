/*
 * Frames between keyd and its client, on a stream socket between the two.
 *
 *   u32  length of what follows, at most WASL_KEYD_FRAME_MAX
 *   u16  request: its number in request.def; answer: a wasl_status
 *   …    fields of fixed layout, big-endian, without names
 *
 * An answer that is not OK carries u16 length || field, u16 length || text of
 * the error instead of its fields.
 */
#ifndef WASL_KEYD_FRAME_H
#define WASL_KEYD_FRAME_H

#include "base/bytes.h"
#include "base/limits.h"

/* The fields of a request or an answer are told by these numbers. */
enum wasl_keyd_request {
#define X(name, number, cap) WASL_KEYD_##name = (number),
#include "keyd/request.def"
#undef X
};

/** Begin a frame in `buf`: leaves room for the length. */
void wasl_frame_begin(struct wasl_buf *buf, uint16_t number);

/**
 * Send the frame that was begun in `buf`, whole.
 *
 * Err:  TOO_BIG  it ran over its buffer: nothing was sent
 *       GONE     the other end is gone
 */
wasl_status wasl_frame_send(int fd, struct wasl_buf *buf,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Receive one frame, whole.
 *
 * In:   space   at least WASL_KEYD_FRAME_MAX bytes
 * Out:  number  of the request or the answer
 *       fields  what follows it, in `space`
 * Err:  GONE       the other end is gone, in a frame or between two
 *       MALFORMED  shorter than its number, or longer than the limit
 */
wasl_status wasl_frame_receive(int fd, uint16_t *number, wasl_bytes *fields,
			       uint8_t *space,
			       struct wasl_err *err) WASL_MUST_USE;

/* An error as the fields of an answer, and back. */
void wasl_frame_put_err(struct wasl_buf *buf, const struct wasl_err *err);
wasl_status wasl_frame_err(struct wasl_err *out, uint16_t status,
			   wasl_bytes fields);

#endif
