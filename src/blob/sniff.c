#include "blob/sniff.h"

#include "base/text.h"

/* --- dangers -------------------------------------------------------------- */

static const struct {
	enum wasl_danger danger;
	const char *name;
} dangers[WASL_DANGERS] = {
	{WASL_DANGER_PROGRAM, "program"},
	{WASL_DANGER_SCRIPT, "script"},
	{WASL_DANGER_HTML, "html"},
	{WASL_DANGER_MACRO, "macro"},
};

const char *wasl_danger_name(enum wasl_danger danger)
{
	for (size_t i = 0; i < WASL_DANGERS; i++)
		if (dangers[i].danger == danger)
			return dangers[i].name;
	return NULL;
}

bool wasl_danger_find(enum wasl_danger *out, wasl_text name)
{
	for (size_t i = 0; i < WASL_DANGERS; i++) {
		if (wasl_text_is(name, dangers[i].name)) {
			*out = dangers[i].danger;
			return true;
		}
	}
	return false;
}

/* --- words inside --------------------------------------------------------- */

enum word {
	WORD_VBA,
	WORD_DOCX,
	WORD_XLSX,
	WORD_PPTX,
	WORD_ODF_MACRO,
	WORD_ANDROID,
	WORD_CLASS,
	WORD_PDF_SCRIPT,
	WORD_PDF_LAUNCH,
	WORD_OLE_VBA,
};

/* Found anywhere: names in ZIP files and OLE storages, keys of PDF. */
#define WORD(literal)                                                          \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}
static const wasl_text words[] = {
	[WORD_VBA] = WORD("vbaProject.bin"),
	[WORD_DOCX] = WORD("word/document"),
	[WORD_XLSX] = WORD("xl/workbook"),
	[WORD_PPTX] = WORD("ppt/presentation"),
	[WORD_ODF_MACRO] = WORD("Basic/script-lc.xml"),
	[WORD_ANDROID] = WORD("AndroidManifest.xml"),
	[WORD_CLASS] = WORD(".class"),
	[WORD_PDF_SCRIPT] = WORD("/JavaScript"),
	[WORD_PDF_LAUNCH] = WORD("/Launch"),
	/* MS-OVBA: a storage of this name, in UTF-16. */
	[WORD_OLE_VBA] = WORD("_\0V\0B\0A\0_\0P\0R\0O\0J"),
};
#define WORDS (sizeof(words) / sizeof(words[0]))

_Static_assert(WORDS <= 32, "a set of words is 32 bits");

static bool has(const struct wasl_sniff *s, enum word word)
{
	return (s->words & 1u << word) != 0;
}

static void look_in(struct wasl_sniff *s, wasl_bytes in)
{
	for (size_t i = 0; i < WORDS; i++)
		if (!has(s, (enum word)i) &&
		    memmem(in.p, in.n, words[i].p, words[i].n) != NULL)
			s->words |= 1u << i;
}

/* Words across the border of two pieces, then those within. */
static void look(struct wasl_sniff *s, wasl_bytes in)
{
	uint8_t both[2 * WASL_SNIFF_WORD];
	size_t first = in.n < WASL_SNIFF_WORD ? in.n : WASL_SNIFF_WORD;
	size_t keep;

	memcpy(both, s->carry, s->carry_n);
	memcpy(both + s->carry_n, in.p, first);
	look_in(s, wasl_bytes_of(both, s->carry_n + first));
	look_in(s, in);
	if (in.n >= WASL_SNIFF_WORD) {
		memcpy(s->carry, in.p + in.n - WASL_SNIFF_WORD,
		       WASL_SNIFF_WORD);
		s->carry_n = WASL_SNIFF_WORD;
		return;
	}
	keep = s->carry_n + in.n;
	keep = keep > WASL_SNIFF_WORD ? WASL_SNIFF_WORD : keep;
	memmove(s->carry, both + s->carry_n + in.n - keep, keep);
	s->carry_n = keep;
}

/* Is it worth looking? Only in what its signature says may hold them. */
static bool holds_words(const struct wasl_sniff *s)
{
	return s->head_n >= 4 && (memcmp(s->head, "PK\3\4", 4) == 0 ||
				  memcmp(s->head, "%PDF", 4) == 0 ||
				  memcmp(s->head, "\xd0\xcf\x11\xe0", 4) == 0);
}

/* --- text ----------------------------------------------------------------- */

static bool plain(uint8_t c)
{
	return c >= 0x20 ? c != 0x7f
			 : c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void first_byte(struct wasl_sniff *s, uint8_t c)
{
	s->pending = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
	s->low = c >= 0xf0 ? 0x10000 : c >= 0xe0 ? 0x800 : 0x80;
	s->cp = c & (c >= 0xf0 ? 0x07u : c >= 0xe0 ? 0x0fu : 0x1fu);
	s->not_text = c < 0xc2 || c > 0xf4;
}

/* RFC 3629, a byte at a time, since characters cross the pieces' borders. */
static void read_text(struct wasl_sniff *s, wasl_bytes in)
{
	for (size_t i = 0; i < in.n && !s->not_text; i++) {
		uint8_t c = in.p[i];

		if (s->pending == 0 && c < 0x80) {
			s->not_text = !plain(c);
		} else if (s->pending == 0) {
			first_byte(s, c);
		} else {
			s->cp = s->cp << 6 | (c & 0x3f);
			s->not_text = (c & 0xc0) != 0x80;
			if (--s->pending == 0 && !s->not_text)
				s->not_text =
					s->cp < s->low || s->cp > 0x10ffff ||
					(s->cp >= 0xd800 && s->cp <= 0xdfff);
		}
	}
}

void wasl_sniff_put(struct wasl_sniff *s, wasl_bytes in)
{
	size_t take = WASL_SNIFF_HEAD - s->head_n;

	if (in.n == 0)
		return;
	take = take > in.n ? in.n : take;
	memcpy(s->head + s->head_n, in.p, take);
	s->head_n += take;
	s->n += in.n;
	if (holds_words(s))
		look(s, in);
	else
		read_text(s, in);
}

/* --- what it is ----------------------------------------------------------- */

struct type {
	size_t at;
	const char *bytes;
	size_t n;
	const char *type;
	unsigned danger;
	const char *endings;
};

static const struct type types[] = {
#define X(at, bytes, n, type, danger, endings)                                 \
	{(at), (bytes), (n), (type), WASL_DANGER_##danger, (endings)},
#include "blob/types.def"
#undef X
};

/* ZIP files by what is in them; the first that fits. */
static const struct zip {
	int word;	      /* enum word, or -1 */
	const char *mimetype; /* of an OpenDocument's first member, or NULL */
	struct type is;
} zips[] = {
#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF   "application/vnd.oasis.opendocument."
#define IS(type, danger, endings)                                              \
	{                                                                      \
		0, "", 0, (type), WASL_DANGER_##danger, (endings)              \
	}
	{WORD_DOCX, NULL,
	 IS(OOXML "wordprocessingml.document", NONE, "docx docm dotx")},
	{WORD_XLSX, NULL, IS(OOXML "spreadsheetml.sheet", NONE, "xlsx xlsm")},
	{WORD_PPTX, NULL,
	 IS(OOXML "presentationml.presentation", NONE, "pptx pptm ppsx")},
	{-1, ODF "text", IS(ODF "text", NONE, "odt ott")},
	{-1, ODF "spreadsheet", IS(ODF "spreadsheet", NONE, "ods ots")},
	{-1, ODF "presentation", IS(ODF "presentation", NONE, "odp otp")},
	{-1, ODF "graphics", IS(ODF "graphics", NONE, "odg")},
	{WORD_ANDROID, NULL,
	 IS("application/vnd.android.package-archive", PROGRAM, "apk")},
	{WORD_CLASS, NULL, IS("application/java-archive", PROGRAM, "jar zip")},
	{-1, NULL, IS("application/zip", NONE, "zip")},
};

/* Text that its first words tell. */
static const struct {
	const char *start; /* lower case */
	struct type is;
} starts[] = {
	{"<!doctype html", IS("text/html", HTML, "html htm xhtml")},
	{"<html", IS("text/html", HTML, "html htm xhtml")},
	{"<script", IS("text/html", HTML, "html htm js")},
	{"<svg", IS("image/svg+xml", HTML, "svg")},
	{"<?php", IS("text/x-php", SCRIPT, "php")},
	{"<?xml", IS("application/xml", NONE, "xml gpx kml xsd")},
	{"received:", IS("message/rfc822", NONE, "eml")},
	{"return-path:", IS("message/rfc822", NONE, "eml")},
	{"delivered-to:", IS("message/rfc822", NONE, "eml")},
	{"mime-version:", IS("message/rfc822", NONE, "eml mht")},
	{"message-id:", IS("message/rfc822", NONE, "eml")},
	{"from:", IS("message/rfc822", NONE, "eml")},
	{"begin:vcalendar", IS("text/calendar", NONE, "ics")},
	{"begin:vcard", IS("text/vcard", NONE, "vcf")},
};

/* Text that only its ending tells. */
static const struct type by_ending[] = {
	IS("text/csv", NONE, "csv tsv"),
	IS("application/json", NONE, "json geojson"),
	IS("text/markdown", NONE, "md"),
	IS("text/x-script", SCRIPT,
	   "sh bash zsh ps1 psm1 bat cmd vbs vbe js jse mjs wsf wsh hta py pl "
	   "rb php lua scf url reg inf"),
	IS("text/html", HTML, "html htm xhtml mht"),
};

static const struct type text = IS("text/plain", NONE, "txt log text asc");
static const struct type octets =
	IS("application/octet-stream", NONE, "bin dat raw");
static const struct type empty = IS("application/x-empty", NONE, "");

/* Names whose kind of file is run, whatever is in it. */
static const char runs[] =
	"exe dll scr com cpl sys msi msp jar apk app pif bat cmd ps1 vbs vbe "
	"js jse wsf wsh hta lnk reg";

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static wasl_text ending_of(wasl_text name)
{
	size_t at = name.n;

	while (at > 0 && name.p[at - 1] != '.')
		at--;
	return at == 0 ? (wasl_text){"", 0}
		       : (wasl_text){name.p + at, name.n - at};
}

/* Is it one of the words of a list? */
static bool listed(const char *list, wasl_text word)
{
	while (word.n > 0 && list[0] != '\0') {
		size_t n = strcspn(list, " ");
		size_t i = 0;

		while (i < n && n == word.n && lower(word.p[i]) == list[i])
			i++;
		if (i == n)
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}

static const struct type *by_signature(const struct wasl_sniff *s)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		const struct type *t = &types[i];

		/* Two or three letters also begin many a text. */
		if (t->n <= 3 && !s->not_text &&
		    t->danger != WASL_DANGER_SCRIPT)
			continue;
		if (t->at + t->n <= s->head_n &&
		    memcmp(s->head + t->at, t->bytes, t->n) == 0)
			return t;
	}
	return NULL;
}

/* APPNOTE.TXT 4.3.7: the first member of an OpenDocument is "mimetype". */
static bool zip_says(const struct wasl_sniff *s, const char *mimetype)
{
	size_t n = strlen(mimetype);

	return s->head_n >= 38 + n &&
	       memcmp(s->head + 30, "mimetype", 8) == 0 &&
	       memcmp(s->head + 38, mimetype, n) == 0;
}

static const struct type *in_zip(const struct wasl_sniff *s)
{
	const struct zip *z = zips;

	for (; z->word >= 0 || z->mimetype != NULL; z++)
		if (z->word >= 0 ? has(s, (enum word)z->word)
				 : zip_says(s, z->mimetype))
			break;
	return &z->is;
}

/* Behind a byte order mark and blanks. */
static bool starts_with(const struct wasl_sniff *s, const char *word)
{
	size_t at = s->head_n >= 3 && memcmp(s->head, "\xef\xbb\xbf", 3) == 0
			    ? 3
			    : 0;
	size_t n = strlen(word);

	while (at < s->head_n && s->head[at] <= ' ')
		at++;
	for (size_t i = 0; i < n; i++)
		if (at + i >= s->head_n ||
		    lower((char)s->head[at + i]) != word[i])
			return false;
	return true;
}

static const struct type *of_text(const struct wasl_sniff *s, wasl_text ending)
{
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (starts_with(s, starts[i].start))
			return &starts[i].is;
	for (size_t i = 0; i < sizeof(by_ending) / sizeof(by_ending[0]); i++)
		if (listed(by_ending[i].endings, ending))
			return &by_ending[i];
	return &text;
}

static const struct type *find(const struct wasl_sniff *s, wasl_text ending)
{
	const struct type *t;

	if (s->n == 0)
		return &empty;
	if (s->head_n >= 4 && memcmp(s->head, "PK\3\4", 4) == 0)
		return in_zip(s);
	t = by_signature(s);
	if (t != NULL)
		return t;
	return s->not_text || s->pending > 0 ? &octets : of_text(s, ending);
}

/* Is it the ending of a type that has a signature? */
static bool has_signature(wasl_text ending)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (listed(types[i].endings, ending))
			return true;
	return false;
}

static bool type_fits(const struct type *t, wasl_text ending)
{
	/* Text may be called anything that is no other type's. */
	return ending.n == 0 || t == &empty || listed(t->endings, ending) ||
	       (t == &text && !has_signature(ending));
}

bool wasl_sniff_fits(wasl_text type, wasl_text name)
{
	wasl_text ending = ending_of(name);
	bool known = false;
	bool fits = false;

#define LOOK(table, entry)                                                     \
	for (size_t i = 0; i < sizeof(table) / sizeof((table)[0]); i++) {      \
		if (!wasl_text_is(type, (entry).type))                         \
			continue;                                              \
		known = true;                                                  \
		fits |= type_fits(&(entry), ending);                           \
	}
	LOOK(types, types[i])
	LOOK(zips, zips[i].is)
	LOOK(starts, starts[i].is)
	LOOK(by_ending, by_ending[i])
#undef LOOK
	if (wasl_text_is(type, text.type))
		return type_fits(&text, ending);
	if (wasl_text_is(type, octets.type))
		return type_fits(&octets, ending);
	/* What a partner calls it and we do not know: nothing to say. */
	return !known || fits;
}

struct wasl_sniffed wasl_sniff_finish(const struct wasl_sniff *s,
				      wasl_text name)
{
	wasl_text ending = ending_of(name);
	const struct type *t = find(s, ending);
	struct wasl_sniffed out = {.type = t->type, .dangers = t->danger};

	if (has(s, WORD_VBA) || has(s, WORD_ODF_MACRO) || has(s, WORD_OLE_VBA))
		out.dangers |= WASL_DANGER_MACRO;
	if (has(s, WORD_PDF_SCRIPT) || has(s, WORD_PDF_LAUNCH))
		out.dangers |= WASL_DANGER_SCRIPT;
	if (listed(runs, ending))
		out.dangers |= WASL_DANGER_PROGRAM;
	out.fits = type_fits(t, ending);
	return out;
}
