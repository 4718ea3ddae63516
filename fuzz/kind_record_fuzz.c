/* Any JSON as the fields of an act: findings, or a record that goes to CBOR
 * and JSON and comes back the same. The first byte chooses the act. */
#include "kind/library.h"
#include "kind/record.h"
#include "kind/rule.h"
#include "kind/words.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good)
{
	if (!good)
		abort();
}

static const struct wasl_act_def *choose(const struct wasl_kind **kind,
					 uint8_t byte)
{
	static struct wasl_library library;

	if (library.n_kinds == 0 &&
	    wasl_library_add_builtin(&library, NULL) != WASL_OK)
		abort();
	*kind = library.kinds[byte % library.n_kinds];
	return &(*kind)->acts[byte / library.n_kinds % (*kind)->n_acts];
}

static void there_and_back(struct wasl_arena *arena,
			   const struct wasl_act_def *act,
			   const struct wasl_record *record)
{
	static uint8_t one[1024 * 1024];
	static uint8_t two[1024 * 1024];
	struct wasl_buf first = WASL_BUF(one);
	struct wasl_buf second = WASL_BUF(two);
	struct wasl_findings f = wasl_findings_init(arena);
	struct wasl_record back;
	json_t *shown;

	wasl_record_write(&first, record);
	demand(!first.over);
	demand(wasl_record_parse(&back, arena, &act->shape, NULL,
				 wasl_buf_bytes(&first), NULL) == WASL_OK);
	shown = wasl_record_show(&back, &act->shape);
	demand(shown != NULL && wasl_record_read(&back, arena, &f, &act->shape,
						 NULL, shown, NULL) == WASL_OK);
	wasl_record_write(&second, &back);
	demand(wasl_bytes_eq(wasl_buf_bytes(&first), wasl_buf_bytes(&second)));
	json_decref(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autoarena arena = wasl_arena_init(32 * 1024 * 1024);
	struct wasl_findings f = wasl_findings_init(&arena);
	const struct wasl_act_def *act;
	const struct wasl_kind *kind;
	struct wasl_record record;
	struct wasl_facts facts;
	json_t *languages;
	json_t *in;

	if (size == 0 || wasl_json_parse(&in, wasl_bytes_of(data + 1, size - 1),
					 WASL_API_BODY_MAX, NULL) != WASL_OK)
		return 0;
	act = choose(&kind, data[0]);
	languages = json_pack("[s, s]", "ar", "fr");
	demand(wasl_words_fill(in, &act->shape, languages));
	json_decref(languages);
	if (wasl_record_read(&record, &arena, &f, &act->shape, NULL, in,
			     NULL) == WASL_OK) {
		facts = (struct wasl_facts){.record = &record};
		wasl_rules_run(&f, kind, act, &facts);
		there_and_back(&arena, act, &record);
	} else {
		demand(f.errors > 0);
	}
	json_decref(in);
	return 0;
}
