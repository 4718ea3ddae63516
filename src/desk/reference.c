#include "desk/reference.h"

#include "calendar/civil.h"
#include "kind/fault.h"

#include <inttypes.h>
#include <stdio.h>

/* Take from the front of `rest` what lies between two characters. */
static wasl_text take_run(wasl_text *rest, char first, char last)
{
	wasl_text run = {rest->p, 0};
	while (run.n < rest->n && rest->p[run.n] >= first &&
	       rest->p[run.n] <= last)
		run.n++;
	*rest = (wasl_text){rest->p + run.n, rest->n - run.n};
	return run;
}

static void take_dash(wasl_text *rest)
{
	if (rest->n > 0 && rest->p[0] == '-')
		*rest = (wasl_text){rest->p + 1, rest->n - 1};
}

/* Of at most ten digits, so that nothing overflows. */
static uint64_t value(wasl_text digits)
{
	uint64_t v = 0;
	for (size_t i = 0; i < digits.n; i++)
		v = v * 10 + (uint64_t)(digits.p[i] - '0');
	return v;
}

wasl_status wasl_reference_parse(struct wasl_reference *out, wasl_text in,
				 struct wasl_err *err)
{
	struct wasl_reference ref = {0};
	char again[WASL_REFERENCE_MAX + 1];
	wasl_text rest = in, side, year, code, number;
	side = take_run(&rest, 'A', 'Z');
	take_dash(&rest);
	year = take_run(&rest, '0', '9');
	take_dash(&rest);
	code = take_run(&rest, 'A', 'Z');
	take_dash(&rest);
	number = take_run(&rest, '0', '9');
	if (side.n != 2 || year.n != 4 || code.n < 2 || code.n > 8 ||
	    number.n > 10 || value(number) == 0)
		goto not_one;
	memcpy(ref.side, side.p, side.n);
	memcpy(ref.code, code.p, code.n);
	ref.year = (uint32_t)value(year);
	ref.number = value(number);
	/* One spelling: dashes in place, zeros as we write them, no rest. */
	wasl_reference_write(again, &ref);
	if (!wasl_text_is(in, again))
		goto not_one;
	*out = ref;
	return WASL_OK;
not_one:
	return wasl_fault_of(err, WASL_MALFORMED, "", "no-reference",
			     WASL_FAULT_T("word", in));
}

void wasl_reference_write(char out[static WASL_REFERENCE_MAX + 1],
			  const struct wasl_reference *ref)
{
	int n = snprintf(out, WASL_REFERENCE_MAX + 1,
			 "%s-%04" PRIu32 "-%s-%06" PRIu64, ref->side, ref->year,
			 ref->code, ref->number);
	wasl_assert(n > 0 && n <= WASL_REFERENCE_MAX);
}

wasl_status wasl_reference_take(struct store_tx *tx, struct wasl_reference *out,
				wasl_text side, wasl_text code, int64_t now,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_reference ref = {0};
	wasl_assert(side.n == 2 && code.n >= 2 && code.n <= 8);
	memcpy(ref.side, side.p, side.n);
	memcpy(ref.code, code.p, code.n);
	ref.year = (uint32_t)wasl_civil_of(now).year;
	WASL_TRY(wasl_store_one(
		&rows, &tx->reader, WASL_SQL_REFERENCE_TAKE, err,
		WASL_ARGS(wasl_arg_text(side), wasl_arg_int(ref.year),
			  wasl_arg_text(code))));
	ref.number = wasl_rows_u64(&rows, "last");
	WASL_TRY(wasl_rows_finish(&rows, err));
	if (ref.number > UINT64_C(9999999999))
		return wasl_fault(err, WASL_TOO_BIG, "", "numbers-out");
	*out = ref;
	return WASL_OK;
}
