/* Snapshots: what is read is written again, byte by byte. */
#include "base/alloc.h"
#include "dossier/snapshot.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct wasl_library *library(void)
{
	static struct wasl_library builtin;

	if (builtin.n_kinds == 0) {
		wasl_library_init(&builtin);
		if (wasl_library_add_builtin(&builtin, NULL) != WASL_OK)
			abort();
	}
	return &builtin;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autofree uint8_t *space = NULL;
	wasl_bytes in = wasl_bytes_of(data, size);
	struct wasl_dossier d;
	struct wasl_buf again;

	if (wasl_snapshot_parse(&d, library(), in, NULL) != WASL_OK)
		return 0;
	again.cap = wasl_snapshot_size(&d);
	space = wasl_alloc(again.cap, 1);
	if (space == NULL)
		abort();
	again = (struct wasl_buf){.p = space, .cap = again.cap};
	wasl_snapshot_write(&again, &d);
	if (again.over || !wasl_bytes_eq(wasl_buf_bytes(&again), in))
		abort();
	wasl_dossier_deinit(&d);
	return 0;
}
