/* Where the passphrase of the keys comes from: three sources, one struct. */
#ifndef WASL_KEYD_PASSPHRASE_H
#define WASL_KEYD_PASSPHRASE_H

#include "base/bytes.h"
#include "base/limits.h"

enum wasl_passphrase_from {
	WASL_PASSPHRASE_PROMPT, /* /dev/tty, echo off */
	WASL_PASSPHRASE_FD,	/* an open file descriptor, read to its end */
	WASL_PASSPHRASE_CREDENTIAL, /* systemd: $CREDENTIALS_DIRECTORY/<name> */
};

struct wasl_passphrase_source {
	enum wasl_passphrase_from from;
	int fd;		  /* FD: owned by the reader, which closes it */
	const char *name; /* CREDENTIAL: file name, without "/" */
};

/**
 * Read the passphrase into `out`, which holds WASL_PASSPHRASE_MAX bytes of
 * locked memory; one LF at its end is dropped.
 *
 * In:   twice  ask for it a second time at the prompt: for a new one
 * Out:  n      its length, 1 to WASL_PASSPHRASE_MAX
 * Err:  IO         the source cannot be read
 *       TOO_BIG    longer than WASL_PASSPHRASE_MAX
 *       USAGE      empty, or the two at the prompt differ
 */
wasl_status wasl_passphrase_read(uint8_t *out, size_t *n,
				 const struct wasl_passphrase_source *source,
				 bool twice,
				 struct wasl_err *err) WASL_MUST_USE;

#endif
