/*
 * The file of the heads, heads.wasl: what keyd has signed and cosigned. For
 * each line, by its number, two logs (own, mirror) of two slots of 4 KiB,
 * authenticated with a key of the vault: whoever writes to the disk cannot
 * make keyd sign a second history.
 *
 * The record, numbers big-endian:
 *   short origin; tree (tlog/tree.h); u64 time of the last cosignature;
 *   u8 frozen; u64 time of the last thaw, two short pseudonyms; short note
 */
#ifndef WASL_KEYD_HEADS_H
#define WASL_KEYD_HEADS_H

#include "keyd/client.h"
#include "keyd/slots.h"
#include "tlog/tree.h"

#define WASL_HEADS_FILE "heads.wasl"
#define WASL_HEAD_SLOT	4096
#define WASL_HEADS_LEN	((uint64_t)WASL_PEERS_MAX * 2 * 2 * WASL_HEAD_SLOT)

/** Where keyd stands in one log. */
struct wasl_head {
	struct wasl_slots slots;
	char origin[WASL_ORIGIN_MAX + 1];
	struct wasl_tree tree; /* what was signed or cosigned last */
	uint64_t time;	       /* of the last cosignature, Unix seconds */
	bool frozen;
	uint64_t thaw_time; /* 0: never thawed */
	char thaw_by[2][WASL_PSEUDONYM_MAX + 1];
	size_t note_n;
	uint8_t note[WASL_KEYD_NOTE_MAX];
};

/** Create heads.wasl for new keys, full length, all zero; one that a broken-off
 * creation left is overwritten. Err: IO, NO_SPACE. */
wasl_status wasl_heads_create(int *fd, int dir,
			      struct wasl_err *err) WASL_MUST_USE;

/** Open heads.wasl. Err: ROLLBACK when it is gone or cut short; IO. */
wasl_status wasl_heads_open(int *fd, int dir,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Name the place of a log's head; nothing is read or written.
 *
 * In:   key  of the vault; borrowed for the life of the head
 */
void wasl_head_init(struct wasl_head *out, int fd,
		    const struct wasl_secret *key, uint32_t line,
		    enum wasl_keyd_log log, const char *origin);

/**
 * Read the head from its slots.
 *
 * Err:  CORRUPT  neither slot is whole, or of another log
 */
wasl_status wasl_head_load(struct wasl_head *head,
			   struct wasl_err *err) WASL_MUST_USE;

/** Write the head; on disk on return. Err: IO, NO_SPACE. */
wasl_status wasl_head_save(struct wasl_head *head,
			   struct wasl_err *err) WASL_MUST_USE;

/**
 * At a start: begin the head of a new epoch where that of the one before lies,
 * whatever is there; on disk on return.
 *
 * In:   head  as wasl_head_init left it
 * Err:  CORRUPT (neither slot is whole), IO, NO_SPACE
 */
wasl_status wasl_head_renew(struct wasl_head *head,
			    struct wasl_err *err) WASL_MUST_USE;

/** The record of a head. */
void wasl_head_write(struct wasl_buf *out, const struct wasl_head *head);

/** Err: CORRUPT. `head` is changed only on OK; its slots never. */
wasl_status wasl_head_parse(struct wasl_head *head, wasl_bytes in,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
