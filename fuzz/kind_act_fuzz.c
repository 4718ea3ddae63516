/* Any bytes as an act's plaintext: refused, or written back byte for byte, and
 * its fields likewise under the kind of arrest requests. */
#include "kind/act.h"

#include "crypto/envelope.h"
#include "kind/library.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good)
{
	if (!good)
		abort();
}

static const struct wasl_kind *arrest(void)
{
	static struct wasl_library library;

	if (library.n_kinds == 0 &&
	    wasl_library_add_builtin(&library, NULL) != WASL_OK)
		abort();
	return wasl_library_kind_named(&library, "arrest");
}

static void read_fields(struct wasl_arena *arena, const struct wasl_act *act)
{
	static uint8_t space[WASL_ENVELOPE_MAX];
	const struct wasl_act_def *def = wasl_kind_act(arrest(), act->number);
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_record record;
	json_t *shown;

	if (def == NULL || wasl_record_parse(&record, arena, &def->shape, NULL,
					     act->fields, NULL) != WASL_OK)
		return;
	wasl_record_write(&buf, &record);
	demand(wasl_bytes_eq(wasl_buf_bytes(&buf), act->fields));
	shown = wasl_record_show(&record, &def->shape);
	demand(shown != NULL);
	json_decref(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autoarena arena = wasl_arena_init(1024 * 1024);
	static uint8_t plain[WASL_ENVELOPE_MAX];
	static uint8_t again[WASL_ENVELOPE_MAX];
	struct wasl_buf buf = WASL_BUF(again);
	struct wasl_dossier_id id = {{0}};
	struct wasl_hash hash;
	struct wasl_act act;
	wasl_bytes in;

	/* Padding is added here, so that the fuzzer need not learn it. */
	if (size >= sizeof(plain) - WASL_ACT_BLOCK)
		return 0;
	memset(plain, 0, sizeof(plain));
	if (size > 0)
		memcpy(plain, data, size);
	plain[size] = 0x80;
	in = wasl_bytes_of(plain, (size / WASL_ACT_BLOCK + 1) * WASL_ACT_BLOCK);
	if (wasl_act_parse(&act, &arena, in, NULL) != WASL_OK)
		return 0;
	wasl_act_write(&buf, &act);
	demand(wasl_bytes_eq(wasl_buf_bytes(&buf), in));
	demand(wasl_act_challenge(&hash, &id, &act, NULL) == WASL_OK);
	read_fields(&arena, &act);
	return 0;
}
