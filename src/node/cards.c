#include "node/cards.h"

#include "base/alloc.h"
#include "base/file.h"
#include "kind/fault.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static wasl_status card_path(char out[PATH_MAX], const char *dir,
			     wasl_text partner, unsigned serial,
			     struct wasl_err *err)
{
	if (snprintf(out, PATH_MAX, "%s/cards/%.*s-%u.card", dir,
		     (int)partner.n, partner.p, serial) >= PATH_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "path-long");
	return WASL_OK;
}

/* The largest serial on disk; 0: none. Serials have no gaps. */
static wasl_status newest(unsigned *out, const char *dir, wasl_text partner,
			  struct wasl_err *err)
{
	char path[PATH_MAX];
	for (*out = 0; *out < NODE_CARDS_MAX; (*out)++) {
		WASL_TRY(card_path(path, dir, partner, *out + 1, err));
		if (access(path, F_OK) != 0)
			break;
	}
	return WASL_OK;
}

wasl_status wasl_node_card_last(uint8_t **bytes, struct wasl_card *card,
				const char *dir, const struct wasl_vkey *root,
				wasl_text partner, struct wasl_err *err)
{
	wasl_autofree uint8_t *file = NULL;
	char path[PATH_MAX];
	unsigned serial;
	size_t n;
	WASL_TRY(newest(&serial, dir, partner, err));
	if (serial == 0)
		return wasl_fault_of(err, WASL_NOT_FOUND, "", "card-missing",
				     WASL_FAULT_T("partner", partner),
				     WASL_FAULT_T("dir", wasl_text_of(dir)));
	WASL_TRY(card_path(path, dir, partner, serial, err));
	WASL_TRY(wasl_file_read(&file, &n, path, WASL_CARD_MAX, err));
	wasl_status status =
		wasl_card_parse(card, wasl_bytes_of(file, n), root, err);
	if (status == WASL_OK &&
	    (card->serial != serial || !wasl_text_eq(card->partner, partner)))
		status = wasl_fail(err, WASL_CORRUPT,
				   "another card than its name says");
	if (status != WASL_OK) {
		wasl_err_prefix(err, "%s", path);
		return status;
	}
	*bytes = file;
	file = NULL;
	return WASL_OK;
}

wasl_status wasl_node_card_keep(const char *dir, const struct wasl_card *card,
				struct wasl_err *err)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof(path), "%s/cards", dir) >= PATH_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "path-long");
	if (mkdir(path, S_IRWXU) < 0 && errno != EEXIST)
		return wasl_fail(err, wasl_errno_status(errno), "%s", path);
	WASL_TRY(card_path(path, dir, card->partner, (unsigned)card->serial,
			   err));
	return wasl_file_create(path, card->bytes, 0644, err);
}
