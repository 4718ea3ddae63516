#include "watch/reader_impl.h"

#include "base/alloc.h"
#include "kind/fault.h"
#include "kind/json.h"

/* So much of a file is looked at to tell what it is: one entity of JSON lines.
 */
#define HEAD_MAX WASL_WATCH_ITEM_MAX

static const char *const words[] = {
#define X(name, word, text) [WASL_READER_##name] = (word),
#include "watch/format.def"
#undef X
	[WASL_READER_DETECT] = "detect",
};

static const struct reader_kind *const kinds[] = {
	[WASL_READER_UN] = &reader_un,
	[WASL_READER_INTERPOL] = &reader_interpol,
	[WASL_READER_FTM] = &reader_ftm,
	[WASL_READER_CSV] = &reader_csv,
};

const char *wasl_reader_format_word(wasl_reader_format format)
{
	return words[format];
}

bool wasl_reader_format_find(wasl_reader_format *out, wasl_text word)
{
	*out = WASL_READER_DETECT;
	if (word.n == 0)
		return true;
	for (size_t i = 0; i <= WASL_READER_DETECT; i++) {
		if (!wasl_text_is(word, words[i]))
			continue;
		*out = (wasl_reader_format)i;
		return true;
	}
	return false;
}

/* --- life ---------------------------------------------------------------- */

static wasl_status choose(struct wasl_reader *reader, wasl_reader_format format,
			  struct wasl_err *err)
{
	reader->format = format;
	reader->kind = kinds[format];
	return reader->kind->begin(reader, err);
}

wasl_status wasl_reader_new(struct wasl_reader **out, wasl_reader_format format,
			    const struct wasl_mapping *mapping,
			    const struct wasl_reader_sink *sink,
			    struct wasl_err *err)
{
	struct wasl_reader *reader = wasl_alloc(1, sizeof(*reader));

	*out = NULL;
	if (reader == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	reader->format = format;
	reader->mapping = mapping;
	reader->sink = *sink;
	reader->head = wasl_alloc(HEAD_MAX, 1);
	if (reader->head == NULL) {
		wasl_reader_free(reader);
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	}
	*out = reader;
	return WASL_OK;
}

void wasl_reader_free(struct wasl_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->kind != NULL)
		reader->kind->end(reader);
	if (reader->head != NULL)
		memset(reader->head, 0, reader->head_n);
	wasl_free(reader->head);
	memset(&reader->record, 0, sizeof(reader->record));
	wasl_free(reader);
}

wasl_reader_format wasl_reader_format_get(const struct wasl_reader *reader)
{
	return reader->format;
}

/* --- detection ----------------------------------------------------------- */

/* The first line is one entity: an object with a schema and properties. One
 * that is too long names them, perhaps behind what is too long. */
static bool is_entity(wasl_bytes head)
{
	const uint8_t *end = memchr(head.p, '\n', head.n);
	wasl_autojson *v = NULL;

	if (end == NULL && head.n == HEAD_MAX)
		return memmem(head.p, head.n, "\"schema\"", 8) != NULL ||
		       memmem(head.p, head.n, "\"properties\"", 12) != NULL;
	if (end != NULL)
		head.n = (size_t)(end - head.p);
	return wasl_json_parse_any(&v, head, HEAD_MAX, NULL) == WASL_OK &&
	       json_is_string(json_object_get(v, "schema")) &&
	       json_is_object(json_object_get(v, "properties"));
}

/* Behind a byte order mark and blanks. */
static wasl_bytes begun(wasl_bytes head)
{
	size_t at =
		head.n >= 3 && memcmp(head.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (at < head.n && memchr(" \t\r\n", head.p[at], 4) != NULL)
		at++;
	return wasl_bytes_of(head.p + at, head.n - at);
}

/* What the beginning, not empty, says; DETECT if more of it is needed. */
static wasl_reader_format judge(wasl_bytes head, bool whole)
{
	if (head.p[0] == '<')
		return WASL_READER_UN;
	if (head.p[0] == '[')
		return WASL_READER_INTERPOL;
	if (head.p[0] != '{')
		return WASL_READER_CSV;
	if (!whole && memchr(head.p, '\n', head.n) == NULL)
		return WASL_READER_DETECT;
	return is_entity(head) ? WASL_READER_FTM : WASL_READER_INTERPOL;
}

/* What the beginning shows a format that was named not to be; NULL: nothing. */
static const char *unlike(wasl_reader_format format, uint8_t first)
{
	bool xml = first == '<', json = first == '{' || first == '[';

	switch (format) {
	case WASL_READER_UN:
		return xml ? NULL : "file-no-xml";
	case WASL_READER_INTERPOL:
		return json ? NULL : "file-no-json";
	case WASL_READER_FTM:
		return first == '{' ? NULL : "file-no-json";
	case WASL_READER_CSV:
		return xml ? "file-xml" : json ? "file-json" : NULL;
	case WASL_READER_DETECT:
		break;
	}
	return NULL;
}

const char *wasl_reader_foreign(wasl_bytes head)
{
	static const struct {
		const char *magic;
		const char *fault;
	} files[] = {
		{"PK\x03\x04", "file-archive"},
		{"\xd0\xcf\x11\xe0", "file-sheet"},
		{"%PDF", "file-pdf"},
		{"\x1f\x8b", "file-packed"},
		{"\xff\xfe", "file-utf16"},
		{"\xfe\xff", "file-utf16"},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t n = strlen(files[i].magic);

		if (head.n >= n && memcmp(head.p, files[i].magic, n) == 0)
			return files[i].fault;
	}
	/* A zero byte beside the first letter. */
	if (head.n >= 4 && (head.p[0] == 0) != (head.p[1] == 0))
		return "file-utf16";
	return NULL;
}

/* Choose, and give the kind what was held back. */
static wasl_status detect(struct wasl_reader *reader, bool whole,
			  struct wasl_err *err)
{
	wasl_bytes head = wasl_bytes_of(reader->head, reader->head_n);
	wasl_bytes from = begun(head);
	wasl_reader_format format = reader->format;
	const char *fault = wasl_reader_foreign(head);

	whole = whole || reader->head_n == HEAD_MAX;
	if (!whole && (head.n < WASL_READER_MAGIC || from.n == 0))
		return WASL_OK;
	if (fault == NULL && from.n == 0)
		fault = "file-empty";
	if (fault == NULL)
		fault = unlike(format, from.p[0]);
	if (fault != NULL)
		return wasl_fault(err, WASL_MALFORMED, "", fault);
	if (format == WASL_READER_DETECT)
		format = judge(from, whole);
	if (format == WASL_READER_DETECT)
		return WASL_OK;
	WASL_TRY(choose(reader, format, err));
	return reader->kind->feed(reader, head, err);
}

wasl_status wasl_reader_feed(struct wasl_reader *reader, wasl_bytes in,
			     struct wasl_err *err)
{
	size_t n = HEAD_MAX - reader->head_n;

	if (reader->kind == NULL) {
		if (n > in.n)
			n = in.n;
		memcpy(reader->head + reader->head_n, in.p, n);
		reader->head_n += n;
		in = wasl_bytes_of(in.p + n, in.n - n);
		WASL_TRY(detect(reader, false, err));
	}
	if (in.n == 0)
		return WASL_OK;
	wasl_assert(reader->kind != NULL); /* a full head is always judged */
	return reader->kind->feed(reader, in, err);
}

wasl_status wasl_reader_finish(struct wasl_reader *reader, struct wasl_err *err)
{
	if (reader->kind == NULL)
		WASL_TRY(detect(reader, true, err));
	return reader->kind->finish(reader, err);
}

/* --- for the kinds ------------------------------------------------------- */

wasl_status reader_emit(struct wasl_reader *reader, uint64_t line,
			struct wasl_err *err)
{
	struct reader_record *rec = &reader->record;

	if (!rec->bad)
		return reader->sink.record(reader->sink.ctx, &rec->who, line,
					   err);
	reader_refuse(reader, line, &rec->why);
	return WASL_OK;
}

void reader_refuse(struct wasl_reader *reader, uint64_t line,
		   const struct wasl_err *why)
{
	reader->sink.refused(reader->sink.ctx, line, why);
}
