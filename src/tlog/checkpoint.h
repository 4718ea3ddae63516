/*
 * Checkpoints (spec §5; C2SP tlog-checkpoint) and the origins of lines.
 *
 *   <node>/line/<partner>[/<epoch>] LF
 *   <size, decimal> LF
 *   <root, base64> LF
 */
#ifndef WASL_TLOG_CHECKPOINT_H
#define WASL_TLOG_CHECKPOINT_H

#include "tlog/note.h"

/* origin, twenty digits, 44 characters of base64, three LF. */
#define WASL_CHECKPOINT_MAX (WASL_ORIGIN_MAX + 1 + 20 + 1 + 44 + 1)
/* "/" and ten digits at most. */
#define WASL_EPOCH_MAX UINT32_MAX

/** The parts of an origin. The first epoch is 1 and is not written. */
struct wasl_origin_parts {
	wasl_text node;	   /* whose log it is */
	wasl_text partner; /* to whom */
	uint32_t epoch;
};

/**
 * Read an origin. Out points into `in`.
 *
 * Err:  MALFORMED  a bad node name, both names equal, an epoch below 2, or
 *                  another form
 */
wasl_status wasl_origin_parse(struct wasl_origin_parts *out, wasl_text in,
			      struct wasl_err *err) WASL_MUST_USE;

/** Write an origin, zero-ended; its names and epoch must be valid. */
void wasl_origin_write(char out[static WASL_ORIGIN_MAX + 1],
		       const struct wasl_origin_parts *origin);

/** What a log's owner signs. */
struct wasl_checkpoint {
	wasl_text origin; /* of the form that wasl_origin_parse accepts */
	uint64_t size;
	struct wasl_hash root;
};

/**
 * Read the signed text of a note. Out points into `text`.
 *
 * In:   text  the text of a parsed note: `note.text`
 * Err:  MALFORMED  which rule of spec §5 it breaks is in the text
 */
wasl_status wasl_checkpoint_parse(struct wasl_checkpoint *out, wasl_bytes text,
				  struct wasl_err *err) WASL_MUST_USE;

/** Write the three lines. */
void wasl_checkpoint_write(struct wasl_buf *out,
			   const struct wasl_checkpoint *checkpoint);

/**
 * Read a note that must be a checkpoint of the log of `key`, signed by it:
 * its origin is the key's name.
 *
 * In:   in   untrusted; both outputs point into it
 * Out:  note may be used for further signatures, such as the receipt
 * Err:  as wasl_note_parse, wasl_note_verify and wasl_checkpoint_parse;
 *       UNKNOWN_KEY  also when the origin is not the key's name
 */
wasl_status wasl_checkpoint_open(struct wasl_checkpoint *out,
				 struct wasl_note *note, wasl_bytes in,
				 const struct wasl_vkey *key,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
