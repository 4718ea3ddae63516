#include "cli/passphrase.h"

#include "base/text.h"
#include "kind/fault.h"

#include <limits.h>

wasl_status cli_passphrase_source(struct wasl_passphrase_source *out,
				  const char *fd, const char *credential,
				  struct wasl_err *err)
{
	uint64_t number;
	*out = (struct wasl_passphrase_source){.from = WASL_PASSPHRASE_PROMPT};
	if (fd && credential)
		return wasl_fault(err, WASL_USAGE, "", "passphrase-one");
	if (credential) {
		out->from = WASL_PASSPHRASE_CREDENTIAL;
		out->name = credential;
		return WASL_OK;
	}
	if (!fd)
		return WASL_OK;
	if (!wasl_decimal_parse(&number, wasl_text_of(fd)) || number > INT_MAX)
		return wasl_fault_of(err, WASL_USAGE, "", "descriptor",
				     WASL_FAULT_T("word", wasl_text_of(fd)));
	out->from = WASL_PASSPHRASE_FD;
	out->fd = (int)number;
	return WASL_OK;
}
