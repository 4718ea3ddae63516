/*
 * Fields of fixed layout, in frames and in the records on disk: numbers
 * big-endian, what varies in length behind its length. Reading goes on with a
 * cursor, whose first failure sticks.
 */
#ifndef WASL_KEYD_FIELDS_H
#define WASL_KEYD_FIELDS_H

#include "base/bytes.h"
#include "tlog/note.h"

/** u16 length || bytes; longer ones are a bug. */
void wasl_field_put_short(struct wasl_buf *out, wasl_bytes in);
/** u32 length || bytes; more than WASL_KEYD_FRAME_MAX sets `over`. */
void wasl_field_put_long(struct wasl_buf *out, wasl_bytes in);
/** A zero-ended text as a short field, without its zero. */
void wasl_field_put_text(struct wasl_buf *out, const char *text);
/** A vkey as a short field. */
void wasl_field_put_vkey(struct wasl_buf *out, const struct wasl_vkey *key);

wasl_bytes wasl_field_short(struct wasl_cursor *in);
wasl_bytes wasl_field_long(struct wasl_cursor *in);
/** Exactly `n` bytes; `out` is left as it is after a failure. */
void wasl_field_copy(void *out, size_t n, struct wasl_cursor *in);
/** A short field of at most `cap` bytes; how many. Longer is a failure. */
size_t wasl_field_copy_short(void *out, size_t cap, struct wasl_cursor *in);
/** A short field as zero-ended text in `cap` bytes; none holds a zero. */
void wasl_field_text(char *out, size_t cap, struct wasl_cursor *in);
void wasl_field_vkey(struct wasl_vkey *out, struct wasl_cursor *in);

#endif
