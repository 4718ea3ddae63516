#include "keyd/locked.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

wasl_status wasl_locked_new(void **out, size_t size, struct wasl_err *err)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	*out = NULL;
	if (p == MAP_FAILED)
		return wasl_fail(err, WASL_NO_MEMORY, "keyd: %zu bytes: %s",
				 size, strerror(errno));
	if (mlock(p, size) != 0 || madvise(p, size, MADV_DONTDUMP) != 0) {
		int why = errno;

		munmap(p, size);
		return wasl_fail(err, WASL_NO_MEMORY,
				 "keyd: cannot lock %zu KiB of memory "
				 "(RLIMIT_MEMLOCK): %s",
				 size / 1024, strerror(why));
	}
	*out = p;
	return WASL_OK;
}

void wasl_locked_free(void *p, size_t size)
{
	if (p == NULL)
		return;
	explicit_bzero(p, size);
	munmap(p, size);
}
