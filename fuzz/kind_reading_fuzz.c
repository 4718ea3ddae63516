/* Any bytes as the record of an act, read for the fold: refused, or marks that
 * hold together, and the same marks when it is read again. */
#include "kind/reading.h"

#include "kind/library.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good)
{
	if (!good)
		abort();
}

static const struct wasl_library *shipped(void)
{
	static struct wasl_library library;

	if (library.n_kinds == 0 &&
	    wasl_library_add_builtin(&library, NULL) != WASL_OK)
		abort();
	return &library;
}

static void look(const struct wasl_kind *kind,
		 const struct wasl_reading *reading)
{
	bool answers = false;

	for (size_t i = 0; i < reading->n_marks; i++) {
		const struct wasl_item_mark *mark = &reading->marks[i];

		demand(mark->items < kind->n_items);
		demand(mark->key >= 1 && mark->key <= WASL_ITEMS_MAX);
		demand(!mark->answer ||
		       mark->code < kind->items[mark->items].codes->n);
		demand(mark->answer || !answers);
		answers = mark->answer;
	}
	for (size_t i = 0; i < kind->n_items; i++)
		demand(reading->counts[i] <= WASL_ITEMS_MAX);
}

/* The first two bytes choose kind and act. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct wasl_library *library = shipped();
	wasl_autoarena arena = wasl_arena_init(16 * 1024 * 1024);
	const struct wasl_kind *kind;
	const struct wasl_act_def *act;
	struct wasl_reading first;
	struct wasl_reading again;
	wasl_bytes fields;

	if (size < 2)
		return 0;
	kind = library->kinds[data[0] % library->n_kinds];
	act = &kind->acts[data[1] % kind->n_acts];
	fields = wasl_bytes_of(data + 2, size - 2);
	if (wasl_reading_of(&first, &arena, kind, act, fields, NULL) != WASL_OK)
		return 0;
	look(kind, &first);
	demand(wasl_reading_of(&again, &arena, kind, act, fields, NULL) ==
	       WASL_OK);
	demand(first.n_marks == again.n_marks && first.asks == again.asks &&
	       first.hashed == again.hashed &&
	       wasl_hash_eq(&first.hash, &again.hash));
	return 0;
}
