#include "names/letters.h"

/* `sound` holds a–z for Latin, 0x80 + letter for Arabic. */
struct fold {
	uint32_t cp;
	const char *sound;
	const char *shape;
};

struct range {
	uint32_t first;
	uint32_t last;
};

#include "names/fold.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_apostrophe(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(apostrophes); i++)
		if (apostrophes[i] == cp)
			return true;
	return false;
}

static bool is_ignored(uint32_t cp)
{
	size_t low = 0;
	size_t high = COUNT(ignored);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (cp > ignored[mid].last)
			low = mid + 1;
		else if (cp < ignored[mid].first)
			high = mid;
		else
			return true;
	}
	return false;
}

static const struct fold *find(uint32_t cp)
{
	size_t low = 0;
	size_t high = COUNT(folds);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (folds[mid].cp == cp)
			return &folds[mid];
		if (folds[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static struct wasl_fold from_row(const struct fold *row)
{
	struct wasl_fold out = {.kind = WASL_LETTER_SOME};

	out.script = WASL_SCRIPT_LATIN;
	for (const char *s = row->sound; *s != '\0'; s++) {
		uint8_t byte = (uint8_t)*s;

		if (byte >= 0x80)
			out.script = WASL_SCRIPT_ARABIC;
		out.c[out.n++] =
			(uint8_t)(byte >= 0x80 ? byte - 0x80 : byte - 'a' + 1);
	}
	/* The hard and the soft sign say nothing. */
	if (out.n == 0)
		out.kind = WASL_LETTER_NONE;
	if (row->shape[0] != '\0') {
		out.other = true;
		out.shape = row->shape[0] == '?'
				    ? 0
				    : (uint8_t)(row->shape[0] - 'a' + 1);
	}
	return out;
}

static struct wasl_fold from_ascii(uint32_t cp)
{
	uint32_t lower = cp | 0x20;

	if (lower >= 'a' && lower <= 'z')
		return (struct wasl_fold){.kind = WASL_LETTER_SOME,
					  .script = WASL_SCRIPT_LATIN,
					  .n = 1,
					  .c = {(uint8_t)(lower - 'a' + 1)}};
	if (cp == '\'' || cp == '`')
		return (struct wasl_fold){.kind = WASL_LETTER_APOSTROPHE};
	return (struct wasl_fold){.kind = WASL_LETTER_BREAK};
}

/* Letters of scripts that no table names: ideographs, kana, Hebrew, … */
static bool is_foreign(uint32_t cp)
{
	return (cp >= 0x530 && cp < 0x600) || (cp >= 0x700 && cp < 0x1d00) ||
	       (cp >= 0x3040 && cp < 0xa4d0) || (cp >= 0xac00 && cp < 0xd7b0);
}

struct wasl_fold wasl_fold(uint32_t cp)
{
	const struct fold *row;

	if (cp < 0x80)
		return from_ascii(cp);
	row = find(cp);
	if (row != NULL)
		return from_row(row);
	if (is_apostrophe(cp))
		return (struct wasl_fold){.kind = WASL_LETTER_APOSTROPHE};
	if (is_ignored(cp))
		return (struct wasl_fold){.kind = WASL_LETTER_NONE};
	if (is_foreign(cp))
		return (struct wasl_fold){.kind = WASL_LETTER_FOREIGN};
	return (struct wasl_fold){.kind = WASL_LETTER_BREAK};
}

uint32_t wasl_letter_point(enum wasl_script script, uint8_t letter)
{
	if (script == WASL_SCRIPT_ARABIC && letter < COUNT(arabic_points))
		return arabic_points[letter];
	return (uint32_t)('a' + letter - 1);
}
