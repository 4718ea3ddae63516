/* Any bytes as a kind file: refused, or a kind whose tables hold together and
 * whose merged file compiles to the same kind. */
#include "kind/kind.h"

#include "kind/builtin.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good)
{
	if (!good)
		abort();
}

static void walk(const struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_acts; i++) {
		const struct wasl_act_def *act = &kind->acts[i];

		demand(wasl_kind_act(kind, act->n) == act);
		for (unsigned s = 0; s <= kind->n_states; s++) {
			uint8_t to = wasl_kind_can(kind, (uint8_t)s, act,
						   WASL_EITHER);

			demand(to < kind->n_states || to == WASL_STATE_REFUSED);
		}
		for (size_t j = 0; j < kind->n_acts; j++) {
			uint8_t to = wasl_kind_cross(kind, act, &kind->acts[j]);

			demand(to < kind->n_states || to >= WASL_STATE_KEEP);
		}
	}
}

static void compile(wasl_bytes file, json_t *const *common, size_t n,
		    const struct wasl_hash *same)
{
	wasl_autoarena arena = wasl_arena_init(4 * 1024 * 1024);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *kind;

	if (wasl_kind_new(&kind, &f, file, common, n, NULL) != WASL_OK) {
		demand(kind == NULL && same == NULL);
		return;
	}
	demand(same == NULL || wasl_hash_eq(same, &kind->hash));
	walk(kind);
	if (same == NULL)
		compile(kind->file, NULL, 0, &kind->hash);
	wasl_kind_check_append(&f, kind, kind);
	demand(f.errors == 0);
	wasl_kind_free(kind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static json_t *common;

	if (common == NULL &&
	    wasl_json_parse(&common, wasl_builtin_get("common.json"),
			    WASL_KIND_FILE_MAX, NULL) != WASL_OK)
		abort();
	compile(wasl_bytes_of(data, size), &common, 1, NULL);
	return 0;
}
