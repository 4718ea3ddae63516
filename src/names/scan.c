#include "names/scan.h"

#include "base/text.h"

/*
 * A word ends at a break, at a change of script, and after a one-letter
 * elision ("L'Hammouchi", "D'Artagnan", "O'Neil"); other apostrophes stand for
 * ʿayn or hamza, or for nothing, and go ("Sa'id", "M'hamed").
 *
 * Cyrillic and Greek letters beside Latin ones in one word are look-alikes;
 * alone they are read as they sound.
 */

struct scanner {
	struct wasl_scan *out;
	wasl_bytes in;
	struct wasl_scan_word *open;
};

static void close_word(struct scanner *s, enum wasl_tie tie)
{
	if (s->open != NULL)
		s->open->tie = (uint8_t)tie;
	s->open = NULL;
}

/* Does the run of letters that begins at `at` hold a true Latin letter? */
static bool run_looks_latin(wasl_bytes in, size_t at)
{
	while (at < in.n) {
		uint32_t cp = wasl_utf8_next(in, &at);
		struct wasl_fold fold = wasl_fold(cp);

		if (fold.kind == WASL_LETTER_BREAK)
			return false;
		if (fold.kind == WASL_LETTER_SOME && !fold.other &&
		    fold.script == WASL_SCRIPT_LATIN)
			return true;
	}
	return false;
}

static bool open_word(struct scanner *s, enum wasl_script script, size_t at)
{
	struct wasl_scan *out = s->out;

	if (s->open != NULL && s->open->script != (uint8_t)script) {
		out->notes |= WASL_NAME_MIXED;
		close_word(s, WASL_TIE_NONE);
	}
	if (s->open != NULL)
		return true;
	if (out->n == WASL_SCAN_WORDS_MAX) {
		out->notes |= WASL_NAME_CUT;
		return false;
	}
	s->open = &out->word[out->n++];
	*s->open = (struct wasl_scan_word){.script = (uint8_t)script,
					   .at = (uint16_t)at};
	return true;
}

static void put_letters(struct scanner *s, struct wasl_fold fold, size_t at,
			size_t end)
{
	if (!open_word(s, fold.script, at))
		return;
	if (fold.other && fold.shape != 0 &&
	    run_looks_latin(s->in, s->open->at)) {
		fold.n = 1;
		fold.c[0] = fold.shape;
		s->out->notes |= WASL_NAME_REPAIRED;
	}
	for (size_t i = 0; i < fold.n; i++) {
		if (s->open->n == WASL_WORD_LETTERS_MAX) {
			s->out->notes |= WASL_NAME_CUT;
			break;
		}
		s->open->c[s->open->n++] = fold.c[i];
	}
	s->open->len = (uint16_t)(end - s->open->at);
}

/* Digits that stand for Arabic letters in chat spelling ("Mo7amed"), or that
 * were read from print for letters ("0ussama"), beside Latin letters; elsewhere
 * digits are left out. */
static const char *const digit_sounds[10] = {
	['0' - '0'] = "o", ['1' - '0'] = "i",  ['2' - '0'] = "",
	['3' - '0'] = "",  ['5' - '0'] = "kh", ['7' - '0'] = "h",
	['8' - '0'] = "b", ['9' - '0'] = "q",
};

/* Nobody writes Arabic sounds twice so; print is read so: "Gue55ous". */
static const char *const doubled_sounds[10] = {
	['1' - '0'] = "l",
	['5' - '0'] = "s",
	['6' - '0'] = "b",
};

/* Is what begins at `at` a plain Latin letter? */
static bool is_latin_next(const struct scanner *s, size_t at)
{
	if (at >= s->in.n)
		return false;
	uint8_t c = s->in.p[at] | 0x20u;
	return c >= 'a' && c <= 'z';
}

static void put_digit(struct scanner *s, uint32_t digit, size_t at, size_t end)
{
	const char *sound = digit_sounds[digit - '0'];
	bool doubled = (at > 0 && s->in.p[at - 1] == digit) ||
		       (end < s->in.n && s->in.p[end] == digit);
	bool inside = s->open != NULL && s->open->script == WASL_SCRIPT_LATIN &&
		      end < s->in.n;
	bool starts = s->open == NULL && is_latin_next(s, end);

	s->out->notes |= WASL_NAME_DIGITS;
	if (doubled && doubled_sounds[digit - '0'] != NULL)
		sound = doubled_sounds[digit - '0'];
	if (sound == NULL || (!inside && !starts)) {
		close_word(s, WASL_TIE_NONE);
		return;
	}
	for (; *sound != '\0'; sound++)
		put_letters(
			s,
			(struct wasl_fold){.kind = WASL_LETTER_SOME,
					   .script = WASL_SCRIPT_LATIN,
					   .n = 1,
					   .c = {(uint8_t)(*sound - 'a' + 1)}},
			at, end);
}

static bool is_hex(uint8_t c)
{
	return (c >= '0' && c <= '9') ||
	       ((c | 0x20u) >= 'a' && (c | 0x20u) <= 'f');
}

/* The length of markup at `at`: a tag, a character reference or an octet of an
 * address ("Ali%20Baba"); 0 if none. */
static size_t markup(wasl_bytes in, size_t at)
{
	size_t limit = in.n - at < 64 ? in.n - at : 64;
	const uint8_t *p = in.p + at;
	const uint8_t *end;

	if (p[0] == '<' && limit > 1 && p[1] != '<') {
		end = memchr(p, '>', limit);
		return end == NULL ? 0 : (size_t)(end - p) + 1;
	}
	if (p[0] == '%')
		return limit > 2 && is_hex(p[1]) && is_hex(p[2]) ? 3 : 0;
	if (p[0] == '&') {
		end = memchr(p, ';', limit < 10 ? limit : 10);
		return end == NULL ? 0 : (size_t)(end - p) + 1;
	}
	return 0;
}

/*
 * ICAO 9303-4 and -6: the upper line of 44 or 36 signs is P, a filler or a
 * type, the issuing state, then the name with '<<' behind the primary
 * identifier.
 */
static size_t mrz_prefix(wasl_bytes in)
{
	static const size_t prefix = 5;

	if (in.n <= prefix || memchr(in.p, '>', in.n) != NULL)
		return 0;
	if (in.p[0] != 'P' && in.p[0] != 'V' && in.p[0] != 'I')
		return 0;
	/* Blanks would be '<' there: "Pierre …" of that length is no zone. */
	if (in.p[1] != '<' &&
	    ((in.n != 44 && in.n != 36) || memchr(in.p, ' ', in.n) != NULL ||
	     memmem(in.p, in.n, "<<", 2) == NULL))
		return 0;
	return prefix;
}

static enum wasl_tie tie_of(uint32_t cp)
{
	bool hyphen = cp == '-' || (cp >= 0x2010 && cp <= 0x2014);

	return hyphen ? WASL_TIE_HYPHEN : WASL_TIE_NONE;
}

static void put_apostrophe(struct scanner *s)
{
	if (s->open == NULL || s->open->n != 1 ||
	    s->open->script != WASL_SCRIPT_LATIN)
		return;
	uint8_t letter = (uint8_t)(s->open->c[0] + 'a' - 1);
	if (letter == 'l' || letter == 'd' || letter == 'o')
		close_word(s, WASL_TIE_APOSTROPHE);
}

static void step(struct scanner *s, size_t at, size_t end, uint32_t cp)
{
	struct wasl_fold fold = wasl_fold(cp);

	if (cp >= '0' && cp <= '9') {
		put_digit(s, cp, at, end);
		return;
	}
	switch (fold.kind) {
	case WASL_LETTER_SOME:
		put_letters(s, fold, at, end);
		break;
	case WASL_LETTER_APOSTROPHE:
		put_apostrophe(s);
		break;
	case WASL_LETTER_FOREIGN:
		s->out->notes |= WASL_NAME_FOREIGN;
		close_word(s, WASL_TIE_NONE);
		break;
	case WASL_LETTER_BREAK:
		if (cp == 0xfffd)
			s->out->notes |= WASL_NAME_BYTES;
		close_word(s, tie_of(cp));
		break;
	case WASL_LETTER_NONE:
		break;
	}
}

void wasl_scan_words(struct wasl_scan *out, wasl_bytes text)
{
	struct scanner s = {.out = out, .in = text};
	size_t at = mrz_prefix(text);

	out->n = 0;
	out->notes = at > 0 ? WASL_NAME_MARKUP : 0;
	while (at < text.n) {
		size_t start = at;
		size_t skip = markup(text, at);
		uint32_t cp;

		if (skip > 0) {
			out->notes |= WASL_NAME_MARKUP;
			close_word(&s, WASL_TIE_NONE);
			at += skip;
			continue;
		}
		cp = wasl_utf8_next(text, &at);
		step(&s, start, at, cp);
	}
}
