/* Which of keyd's three sources a passphrase comes from, by option. */
#ifndef WASL_CLI_PASSPHRASE_H
#define WASL_CLI_PASSPHRASE_H

#include "cli/args.h"
#include "keyd/passphrase.h"

/**
 * In:   fd          value of --…passphrase-fd, or NULL
 *       credential  value of --passphrase-credential, or NULL
 * Out:  out         the prompt if neither is given
 * Err:  USAGE  both, or not a descriptor's number
 */
wasl_status cli_passphrase_source(struct wasl_passphrase_source *out,
				  const char *fd, const char *credential,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
