/*
 * The UN Security Council's consolidated list, XML of libxml2's push parser: no
 * tree, no network, no entities but the five of XML; a DTD ends the reading.
 *
 *	CONSOLIDATED_LIST
 *	  INDIVIDUALS
 *	    INDIVIDUAL                      one record
 *	      DATAID REFERENCE_NUMBER       the reference: the second if it is
 *there FIRST_NAME … FOURTH_NAME      the primary name NAME_ORIGINAL_SCRIPT
 *GENDER COMMENTS1 NATIONALITY/VALUE INDIVIDUAL_ALIAS              QUALITY
 *ALIAS_NAME INDIVIDUAL_DATE_OF_BIRTH      TYPE_OF_DATE DATE YEAR FROM_YEAR
 *TO_YEAR INDIVIDUAL_PLACE_OF_BIRTH     CITY STATE_PROVINCE COUNTRY
 *	      INDIVIDUAL_DOCUMENT           TYPE_OF_DOCUMENT NUMBER
 *ISSUING_COUNTRY … ENTITIES                          passed over
 *
 * Elements that are not named here are passed over, so that a new one does not
 * stop anybody's import.
 */
#include "base/alloc.h"
#include "kind/fault.h"
#include "watch/birth.h"
#include "watch/reader_impl.h"

#include <libxml/parser.h>

/* Elements around a text; the format has five. */
#define DEPTH_MAX 16
/* Names of elements are cut there; no known one is as long. */
#define NAME_MAX_ 40
/* One element's text; the longest comments have some 2 KB. */
#define TEXT_MAX_ (2 * WASL_IDENTITY_REMARKS_MAX)
/* More years between FROM_YEAR and TO_YEAR are one, the middle, about. */
#define SPAN_MAX 8

/* Elements with a text that counts: number, name. The number is its place in
 * `field`; what belongs to a group is cleared when the group begins. */
#define FIELDS                                                                 \
	X(DATAID, "DATAID")                                                    \
	X(REFERENCE, "REFERENCE_NUMBER")                                       \
	X(FIRST, "FIRST_NAME")                                                 \
	X(SECOND, "SECOND_NAME")                                               \
	X(THIRD, "THIRD_NAME")                                                 \
	X(FOURTH, "FOURTH_NAME")                                               \
	X(ORIGINAL, "NAME_ORIGINAL_SCRIPT")                                    \
	X(GENDER, "GENDER")                                                    \
	X(COMMENTS, "COMMENTS1")                                               \
	X(VALUE, "VALUE")                                                      \
	X(QUALITY, "QUALITY")                                                  \
	X(ALIAS_NAME, "ALIAS_NAME")                                            \
	X(TYPE_OF_DATE, "TYPE_OF_DATE")                                        \
	X(DATE, "DATE")                                                        \
	X(YEAR, "YEAR")                                                        \
	X(FROM_YEAR, "FROM_YEAR")                                              \
	X(TO_YEAR, "TO_YEAR")                                                  \
	X(CITY, "CITY")                                                        \
	X(PROVINCE, "STATE_PROVINCE")                                          \
	X(COUNTRY, "COUNTRY")                                                  \
	X(DOCUMENT, "TYPE_OF_DOCUMENT")                                        \
	X(NUMBER, "NUMBER")                                                    \
	X(ISSUING, "ISSUING_COUNTRY")                                          \
	X(COUNTRY_OF_ISSUE, "COUNTRY_OF_ISSUE")

enum field {
#define X(name, element) F_##name,
	FIELDS
#undef X
		FIELD_COUNT
};

static const char *const elements[] = {
#define X(name, element) [F_##name] = (element),
	FIELDS
#undef X
};

struct un {
	struct wasl_reader *reader;
	xmlParserCtxtPtr ctxt;
	wasl_status status; /* the first failure */
	struct wasl_err err;
	char path[DEPTH_MAX][NAME_MAX_ + 1];
	size_t depth;
	bool person;   /* inside an INDIVIDUAL */
	uint64_t line; /* where it began */
	int field;     /* being read; -1: none */
	wasl_text text[FIELD_COUNT];
	size_t used;
	char pool[WASL_WATCH_ITEM_MAX]; /* of one individual's texts */
	size_t from;			/* of the text being read */
	bool began;			/* an element was opened */
	bool last; /* nothing comes behind what is parsed */
};

static void stop(struct un *un, wasl_status status, const char *word, int code)
{
	int line = xmlSAX2GetLineNumber(un->ctxt);

	if (un->status != WASL_OK)
		return;
	un->status = wasl_fault_of(
		&un->err, status, "", word,
		WASL_FAULT_N("line", (uint64_t)(line > 0 ? line : 0)),
		WASL_FAULT_N("code", (uint64_t)(code > 0 ? code : 0)));
	xmlStopParser(un->ctxt);
}

/* --- groups -------------------------------------------------------------- */

static bool says(const struct un *un, enum field f, const char *word)
{
	return wasl_text_is(un->text[f], word);
}

static void end_nationality(struct un *un, struct reader_record *rec)
{
	record_nationality(rec, un->text[F_VALUE]);
}

/* "Good", "Low", "a.k.a.", "f.k.a."; several names with semicolons between. */
static void end_alias(struct un *un, struct reader_record *rec)
{
	enum wasl_identity_name_kind kind =
		says(un, F_QUALITY, "Low")	? WASL_IDENTITY_WEAK
		: says(un, F_QUALITY, "f.k.a.") ? WASL_IDENTITY_FORMER
						: WASL_IDENTITY_ALIAS;
	wasl_text rest = un->text[F_ALIAS_NAME];

	while (rest.n > 0) {
		const char *end = memchr(rest.p, ';', rest.n);
		size_t n = end ? (size_t)(end - rest.p) : rest.n;

		record_name(rec, kind, (wasl_text){rest.p, n});
		if (end == NULL)
			return;
		rest = (wasl_text){end + 1, rest.n - n - 1};
	}
}

static void add_year(struct reader_record *rec, unsigned year, bool about)
{
	struct wasl_birth birth = {
		.precision = about ? WASL_BIRTH_CIRCA : WASL_BIRTH_YEAR,
		.year = (uint16_t)year,
	};

	record_birth(rec, &birth);
}

/* BETWEEN: every year of a short span, the middle of a long one. */
static void add_span(struct un *un, struct reader_record *rec)
{
	unsigned from = wasl_birth_year(un->text[F_FROM_YEAR]);
	unsigned to = wasl_birth_year(un->text[F_TO_YEAR]);

	if (from == 0 || to < from) {
		record_fail(rec, WASL_SCHEMA, "/FROM_YEAR", "span");
		return;
	}
	if (to - from > SPAN_MAX)
		add_year(rec, (from + to) / 2, true);
	for (unsigned y = from; y <= to && to - from <= SPAN_MAX; y++)
		add_year(rec, y, false);
}

static void add_date(struct un *un, struct reader_record *rec, enum field f,
		     bool about)
{
	struct wasl_birth birth;

	if (!wasl_birth_parse(&birth, un->text[f], "YYYY-MM-DD"))
		record_fail(rec, WASL_SCHEMA, f == F_DATE ? "/DATE" : "/YEAR",
			    "date-year");
	else if (about)
		add_year(rec, birth.year, true);
	else
		record_birth(rec, &birth);
}

static void end_birth(struct un *un, struct reader_record *rec)
{
	bool about = says(un, F_TYPE_OF_DATE, "APPROXIMATELY");

	if (un->text[F_DATE].n > 0)
		add_date(un, rec, F_DATE, about);
	else if (un->text[F_YEAR].n > 0)
		add_date(un, rec, F_YEAR, about);
	else if (un->text[F_FROM_YEAR].n > 0 || un->text[F_TO_YEAR].n > 0)
		add_span(un, rec);
}

static void end_place(struct un *un, struct reader_record *rec)
{
	record_place(rec, &un->text[F_CITY], 3);
}

static void end_document(struct un *un, struct reader_record *rec)
{
	wasl_text country = un->text[F_COUNTRY_OF_ISSUE];

	if (country.n == 0)
		country = un->text[F_ISSUING];
	record_document(rec, un->text[F_DOCUMENT], un->text[F_NUMBER], country);
}

/* Elements inside an INDIVIDUAL with fields of their own. */
static const struct group {
	const char *element;
	enum field first, last;
	void (*end)(struct un *un, struct reader_record *rec);
} groups[] = {
	{"NATIONALITY", F_VALUE, F_VALUE, end_nationality},
	{"INDIVIDUAL_ALIAS", F_QUALITY, F_ALIAS_NAME, end_alias},
	{"INDIVIDUAL_DATE_OF_BIRTH", F_TYPE_OF_DATE, F_TO_YEAR, end_birth},
	{"INDIVIDUAL_PLACE_OF_BIRTH", F_CITY, F_COUNTRY, end_place},
	{"INDIVIDUAL_DOCUMENT", F_DOCUMENT, F_COUNTRY_OF_ISSUE, end_document},
};
/* Directly inside an INDIVIDUAL. */
static const struct group own = {"INDIVIDUAL", F_DATAID, F_COMMENTS, NULL};

static const struct group *group_of(const char *element)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].element, element) == 0)
			return &groups[i];
	return strcmp(own.element, element) == 0 ? &own : NULL;
}

static void end_person(struct un *un)
{
	struct reader_record *rec = &un->reader->record;
	struct wasl_err err;

	un->person = false;
	record_ref(
		rec,
		un->text[un->text[F_REFERENCE].n > 0 ? F_REFERENCE : F_DATAID]);
	record_name_of(rec, WASL_IDENTITY_PRIMARY, &un->text[F_FIRST], 4);
	record_name(rec, WASL_IDENTITY_ORIGINAL, un->text[F_ORIGINAL]);
	record_sex(rec, un->text[F_GENDER]);
	record_remark(rec, un->text[F_COMMENTS]);
	un->status = reader_emit(un->reader, un->line, &err);
	if (un->status != WASL_OK) {
		un->err = err;
		xmlStopParser(un->ctxt);
	}
}

/* --- elements ------------------------------------------------------------ */

/* The field that an element is, inside its parent; -1: none. */
static int field_of(const struct group *parent, const char *element)
{
	if (parent == NULL)
		return -1;
	for (int f = (int)parent->first; f <= (int)parent->last; f++)
		if (strcmp(elements[f], element) == 0)
			return f;
	return -1;
}

static void clear(struct un *un, const struct group *group)
{
	for (int f = (int)group->first; f <= (int)group->last; f++)
		un->text[f] = (wasl_text){NULL, 0};
}

static void enter(struct un *un, const char *name)
{
	const char *parent = un->depth > 1 ? un->path[un->depth - 2] : "";
	const struct group *group = group_of(name);

	if (strcmp(name, own.element) == 0 &&
	    strcmp(parent, "INDIVIDUALS") == 0) {
		record_reset(&un->reader->record);
		memset(un->text, 0, sizeof(un->text));
		un->used = 0;
		un->person = true;
		un->line = (uint64_t)xmlSAX2GetLineNumber(un->ctxt);
	} else if (un->person && group != NULL) {
		clear(un, group);
	}
	un->field = un->person ? field_of(group_of(parent), name) : -1;
	un->from = un->used;
}

static void start_element(void *ctx, const xmlChar *name, const xmlChar *prefix,
			  const xmlChar *uri, int namespaces_n,
			  const xmlChar **namespaces, int attributes_n,
			  int defaulted_n, const xmlChar **attributes)
{
	struct un *un = ctx;

	(void)prefix;
	(void)uri;
	(void)namespaces_n;
	(void)namespaces;
	(void)attributes_n;
	(void)defaulted_n;
	(void)attributes;
	if (un->status != WASL_OK)
		return;
	if (un->depth == DEPTH_MAX) {
		stop(un, WASL_TOO_BIG, "xml-deep", 0);
		return;
	}
	if (un->depth == 0 &&
	    strcmp((const char *)name, "CONSOLIDATED_LIST") != 0) {
		stop(un, WASL_SCHEMA, "xml-other", 0);
		return;
	}
	un->began = true;
	snprintf(un->path[un->depth++], sizeof(un->path[0]), "%s",
		 (const char *)name);
	enter(un, un->path[un->depth - 1]);
}

static void end_element(void *ctx, const xmlChar *name, const xmlChar *prefix,
			const xmlChar *uri)
{
	struct un *un = ctx;
	const struct group *group;
	const char *element;

	(void)name;
	(void)prefix;
	(void)uri;
	if (un->status != WASL_OK)
		return;
	wasl_assert(un->depth > 0);
	element = un->path[--un->depth];
	if (un->field >= 0)
		un->text[un->field] =
			(wasl_text){un->pool + un->from, un->used - un->from};
	un->field = -1;
	group = group_of(element);
	if (!un->person || group == NULL)
		return;
	if (group == &own)
		end_person(un);
	else
		group->end(un, &un->reader->record);
}

static void characters(void *ctx, const xmlChar *text, int n)
{
	struct un *un = ctx;
	size_t length = (size_t)n;

	if (un->status != WASL_OK || un->field < 0)
		return;
	if (un->used - un->from + length > TEXT_MAX_ ||
	    length > sizeof(un->pool) - un->used) {
		record_fail(&un->reader->record, WASL_TOO_BIG, "",
			    "element-long");
		un->field = -1;
		un->used = un->from;
		return;
	}
	memcpy(un->pool + un->used, text, length);
	un->used += length;
}

/* A declaration of a DTD, whatever it holds. */
static void dtd(void *ctx, const xmlChar *name, const xmlChar *external,
		const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	stop(ctx, WASL_MALFORMED, "xml-dtd", 0);
}

static void reference(void *ctx, const xmlChar *name)
{
	(void)name;
	stop(ctx, WASL_MALFORMED, "xml-entity", 0);
}

/* The end came inside the list, or before it: all but what it cut was parsed
 * before. */
static bool is_cut(const struct un *un)
{
	return un->last && (un->depth > 0 || !un->began);
}

static void fault(void *ctx, xmlErrorPtr why)
{
	struct un *un = ctx;

	if (why->level != XML_ERR_FATAL && why->level != XML_ERR_ERROR)
		return;
	stop(un, WASL_MALFORMED,
	     why->code == XML_ERR_UNDECLARED_ENTITY ? "xml-entity"
	     : is_cut(un)			    ? "xml-cut"
						    : "xml",
	     why->code);
}

/* --- the parser ---------------------------------------------------------- */

static wasl_status begin(struct wasl_reader *reader, struct wasl_err *err)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = dtd,
		.reference = reference,
		.characters = characters,
		.cdataBlock = characters,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.serror = fault,
	};
	struct un *un = wasl_alloc(1, sizeof(*un));

	reader->state = un;
	if (un == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	un->reader = reader;
	un->field = -1;
	un->ctxt = xmlCreatePushParserCtxt(&sax, un, NULL, 0, NULL);
	if (un->ctxt == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	xmlCtxtUseOptions(un->ctxt, XML_PARSE_NONET | XML_PARSE_NOCDATA);
	return WASL_OK;
}

static wasl_status parse(struct un *un, wasl_bytes in, bool last,
			 struct wasl_err *err)
{
	int code;

	un->last = last;
	code = xmlParseChunk(un->ctxt, (const char *)in.p, (int)in.n, last);

	if (un->status == WASL_OK && code != XML_ERR_OK)
		stop(un, WASL_MALFORMED, "xml", code);
	if (un->status != WASL_OK)
		*err = un->err;
	return un->status;
}

static wasl_status feed(struct wasl_reader *reader, wasl_bytes in,
			struct wasl_err *err)
{
	/* xmlParseChunk counts in int. */
	const size_t step = (size_t)1024 * 1024;
	struct wasl_err own_err;

	if (err == NULL)
		err = &own_err;
	while (in.n > 0) {
		size_t n = in.n < step ? in.n : step;

		WASL_TRY(parse(reader->state, wasl_bytes_of(in.p, n), false,
			       err));
		in = wasl_bytes_of(in.p + n, in.n - n);
	}
	return WASL_OK;
}

static wasl_status finish(struct wasl_reader *reader, struct wasl_err *err)
{
	struct wasl_err own_err;

	return parse(reader->state, (wasl_bytes){NULL, 0}, true,
		     err != NULL ? err : &own_err);
}

static void end(struct wasl_reader *reader)
{
	struct un *un = reader->state;

	if (un == NULL)
		return;
	if (un->ctxt != NULL)
		xmlFreeParserCtxt(un->ctxt);
	memset(un, 0, sizeof(*un));
	wasl_free(un);
}

const struct reader_kind reader_un = {begin, feed, finish, end};
