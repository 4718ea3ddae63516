#include "dossier/numbers.h"

#include "base/text.h"

#define NUMBER_MAX (INT64_C(1) << 53)

/* -1: no digit. */
static int digit_of(uint32_t cp)
{
	static const uint32_t zeros[] = {'0', 0x0660, 0x06f0};

	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (cp >= zeros[i] && cp < zeros[i] + 10)
			return (int)(cp - zeros[i]);
	return -1;
}

/* What may stand between groups of three digits. */
static bool is_apart(uint32_t cp)
{
	static const uint32_t all[] = {' ',    '.',    ',',    '\'',
				       0x00a0, 0x2009, 0x2019, 0x202f,
				       0x066b, 0x066c, 0x060c};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (cp == all[i])
			return true;
	return false;
}

/* How many digits stand at `at`, and their value. */
static size_t run(wasl_bytes in, size_t *at, int64_t *value)
{
	size_t n = 0;

	*value = 0;
	while (*at < in.n) {
		size_t next = *at;
		int digit = digit_of(wasl_utf8_next(in, &next));

		if (digit < 0)
			break;
		*value = *value * 10 + digit;
		if (*value > NUMBER_MAX)
			*value = NUMBER_MAX;
		*at = next;
		n++;
	}
	return n;
}

/* A separator and just three digits behind it; goes on behind them. */
static bool group(wasl_bytes in, size_t *at, int64_t *value)
{
	size_t next = *at;
	int64_t part;

	if (next >= in.n || !is_apart(wasl_utf8_next(in, &next)) ||
	    run(in, &next, &part) != 3)
		return false;
	*value = *value > NUMBER_MAX / 1000 ? NUMBER_MAX : *value * 1000 + part;
	*at = next;
	return true;
}

size_t wasl_numbers_find(int64_t out[static WASL_NUMBERS_MAX], wasl_text text)
{
	wasl_bytes in = wasl_text_bytes(text);
	size_t n = 0, at = 0;

	while (at < in.n && n < WASL_NUMBERS_MAX) {
		size_t digits = run(in, &at, &out[n]);

		if (digits == 0) {
			(void)wasl_utf8_next(in, &at);
			continue;
		}
		while (digits <= 3 && group(in, &at, &out[n]))
			continue;
		n++;
	}
	return n;
}
