/*
 * The root key of a side, on removable media: it signs cards and is never in
 * the node (docs/spec §2).
 *
 * DIR/root.wasl, under its own passphrase. The sealed content is the key's seed
 * (32 bytes), then the node's name.
 */
#ifndef WASL_CLI_ROOT_H
#define WASL_CLI_ROOT_H

#include "crypto/key.h"
#include "keyd/passphrase.h"
#include "tlog/note.h"

struct cli_root {
	char node[WASL_NODE_NAME_MAX + 1];
	struct wasl_vkey vkey; /* `<node>/root` */
	struct wasl_sign_secret key;
};

void cli_root_wipe(struct cli_root *root);
#define cli_autoroot __attribute__((cleanup(cli_root_wipe))) struct cli_root

/**
 * Make a root key and put it into DIR; on disk when this returns.
 *
 * In:   dir  exists
 * Err:  EXISTS  DIR has a root key already: it is never overwritten
 *       as wasl_passphrase_read; NOT_FOUND, DENIED, NO_SPACE, IO
 */
wasl_status cli_root_make(struct cli_root *out, const char *dir,
			  const char *node,
			  const struct wasl_passphrase_source *passphrase,
			  struct wasl_err *err) WASL_MUST_USE;

/** Open DIR's root key. Err: NOT_FOUND, BAD_PASSPHRASE, CORRUPT, … */
wasl_status cli_root_open(struct cli_root *out, const char *dir,
			  const struct wasl_passphrase_source *passphrase,
			  struct wasl_err *err) WASL_MUST_USE;

/** Whether DIR has a root key. */
bool cli_root_exists(const char *dir);

#endif
