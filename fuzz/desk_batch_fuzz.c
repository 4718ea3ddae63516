/* Any table is read to its end, as persons (an organiser's, or one that came)
 * and as verdicts; good rows, written as they travel, come back without fault.
 */
#include "desk/batch.h"

#include "base/alloc.h"

#include <stdlib.h>

#define TODAY 20788 /* 2026-12-01 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct wasl_code countries_of[] = {{"FR", ""}, {"MA", ""}};
static const struct wasl_codes countries = {"country", countries_of, 2};
static const struct wasl_code verdicts_of[] = {{"NO_OBJECTION", ""},
					       {"OBJECTION", ""}};
static const struct wasl_codes verdicts = {"verdict", verdicts_of, 2};

static wasl_status read_persons(struct wasl_batch *out,
				struct wasl_arena *arena, wasl_bytes in,
				bool sent)
{
	return wasl_batch_read(out, arena, in, &countries, TODAY, sent, NULL);
}

/* The k-th good row of what was read. */
static const struct wasl_batch_row *good_row(const struct wasl_batch *batch,
					     uint32_t number)
{
	for (size_t i = 0; i < batch->n; i++)
		if (batch->rows[i].number == number)
			return &batch->rows[i];
	abort();
}

static void same(const struct wasl_batch *read, const struct wasl_batch *back)
{
	if (back->n != read->good || back->good != back->n ||
	    back->n_findings != 0)
		abort();
	for (size_t i = 0; i < back->n; i++) {
		const struct wasl_batch_row *a =
			good_row(read, (uint32_t)(i + 1));

		for (enum wasl_batch_column c = WASL_BATCH_FAMILY_NAME;
		     c < WASL_BATCH_COLUMNS; c++)
			if (!wasl_text_eq(a->field[c], back->rows[i].field[c]))
				abort();
	}
}

static void comes_back(const struct wasl_batch *read, size_t size)
{
	wasl_autoarena arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	struct wasl_buf out = {.cap = 4096 + 4 * size};
	struct wasl_batch back;

	out.p = wasl_alloc(out.cap, 1);
	if (out.p == NULL)
		return;
	wasl_batch_write(&out, read);
	if (!out.over) {
		if (read_persons(&back, &arena, wasl_buf_bytes(&out), true) !=
		    WASL_OK)
			abort();
		same(read, &back);
	}
	wasl_free(out.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autoarena arena = wasl_arena_init(WASL_BATCH_ARENA_MAX);
	wasl_bytes in = wasl_bytes_of(data, size);
	struct wasl_batch_verdicts said;
	struct wasl_batch batch;

	if (read_persons(&batch, &arena, in, false) == WASL_OK)
		comes_back(&batch, size);
	(void)!read_persons(&batch, &arena, in, true);
	(void)!wasl_batch_verdicts_read(&said, &arena, in, &verdicts, 3, NULL);
	return 0;
}
