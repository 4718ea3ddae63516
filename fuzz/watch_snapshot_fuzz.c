/* A person of a snapshot is his own encoding, and can be added and removed. */
#include "watch/snapshot.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct wasl_persons_entry entry;
static struct wasl_persons *persons;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[WASL_PERSONS_PUT_MAX];
	struct wasl_buf again = WASL_BUF(space);
	struct wasl_cursor c = wasl_cursor_init(wasl_bytes_of(data, size));

	if (!wasl_persons_take(&entry, &c))
		return 0;
	wasl_persons_put(&again, &entry);
	if (again.over || again.n != size - c.n ||
	    memcmp(space, data, again.n) != 0)
		abort();
	if (persons == NULL && wasl_persons_new(&persons, NULL) != WASL_OK)
		abort();
	if (wasl_persons_add(persons, &entry, NULL) != WASL_OK ||
	    !wasl_persons_has(persons, &entry.key) ||
	    wasl_persons_remove(persons, &entry.key) != 1)
		abort();
	return 0;
}
