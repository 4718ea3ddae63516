/* Files of lists become identities; bad ones say why. Every person is
 * invented. */
#include "scratch.h"

#include "base/alloc.h"
#include "watch/mapping.h"
#include "watch/reader.h"

#define SHOWN_MAX 16384

struct shown {
	char text[SHOWN_MAX];
	size_t n;
};

static void say(struct shown *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
static void say(struct shown *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	s->n += (size_t)vsnprintf(s->text + s->n, sizeof(s->text) - s->n, fmt,
				  ap);
	va_end(ap);
	assert_true(s->n < sizeof(s->text));
}

#define T(t) (int)(t).n, (t).p

static void say_births(struct shown *s, const struct wasl_identity *who)
{
	for (size_t i = 0; i < who->n_births; i++) {
		const struct wasl_birth *b = &who->births[i];

		say(s, " b%d:%d-%d-%d", b->precision, b->year, b->month,
		    b->day);
	}
}

static void refuse(void *ctx, uint64_t line, const struct wasl_err *why)
{
	say(ctx, "! %llu %s %s\n", (unsigned long long)line, why->field,
	    why->text);
}

/* One line: ref, names with their kinds, births, and so on. */
static wasl_status show(void *ctx, const struct wasl_identity *who,
			uint64_t line, struct wasl_err *err)
{
	struct shown *s = ctx;

	if (wasl_identity_check(who, err) != WASL_OK) {
		refuse(ctx, line, err);
		return WASL_OK;
	}
	say(s, "%.*s", T(who->ref));
	for (size_t i = 0; i < who->n_names; i++)
		say(s, " %s=%.*s", wasl_identity_name_word(who->names[i].kind),
		    T(who->names[i].text));
	say_births(s, who);
	if (who->sex)
		say(s, " %c", who->sex);
	for (size_t i = 0; i < who->n_places; i++)
		say(s, " p=%.*s", T(who->places[i]));
	for (size_t i = 0; i < who->n_nationalities; i++)
		say(s, " n=%.*s", T(who->nationalities[i]));
	for (size_t i = 0; i < who->n_documents; i++)
		say(s, " d=%.*s/%.*s/%.*s", T(who->documents[i].type),
		    T(who->documents[i].number), T(who->documents[i].country));
	if (who->remarks.n)
		say(s, " r=%.*s", T(who->remarks));
	say(s, "\n");
	return WASL_OK;
}

static wasl_status read_in(struct shown *s, wasl_reader_format format,
			   const struct wasl_mapping *mapping, wasl_bytes in,
			   size_t step, struct wasl_err *err)
{
	const struct wasl_reader_sink sink = {s, show, refuse};
	struct wasl_reader *reader;
	wasl_status status = WASL_OK;

	s->n = 0;
	s->text[0] = '\0';
	check_ok(wasl_reader_new(&reader, format, mapping, &sink, err));
	for (size_t at = 0; at < in.n && status == WASL_OK; at += step) {
		size_t n = in.n - at < step ? in.n - at : step;
		/* Its own allocation, so that an overrun is seen. */
		uint8_t *piece = wasl_alloc(n, 1);

		memcpy(piece, in.p + at, n);
		status = wasl_reader_feed(reader, wasl_bytes_of(piece, n), err);
		wasl_free(piece);
	}
	if (status == WASL_OK)
		status = wasl_reader_finish(reader, err);
	wasl_reader_free(reader);
	return status;
}

static wasl_bytes load(const char *name)
{
	static uint8_t space[64 * 1024];
	char path[512];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), WASL_SOURCE_DIR "/tests/watch/samples/%s",
		 name);
	f = fopen(path, "rb");
	assert_non_null(f);
	n = fread(space, 1, sizeof(space), f);
	fclose(f);
	return wasl_bytes_of(space, n);
}

/* In pieces of every size the same, and without being told the format. */
static void check_file(const char *name, wasl_reader_format format,
		       const struct wasl_mapping *mapping, const char *want)
{
	static const size_t steps[] = {1, 2, 7, 64, 1000, 65536};
	static struct shown s;
	wasl_bytes in = load(name);
	struct wasl_err err = {0};

	for (size_t i = 0; i < 2 * sizeof(steps) / sizeof(steps[0]); i++) {
		if (read_in(&s, i % 2 ? format : WASL_READER_DETECT, mapping,
			    in, steps[i / 2], &err) != WASL_OK)
			fail_msg("%s: %s", name, err.text);
		assert_string_equal(s.text, want);
	}
}

static void test_watch_reader__un_list(void **state)
{
	(void)state;
	check_file("un.xml", WASL_READER_UN, NULL,
		   "XXi.001 primary=AMINE BEN SALAH EL FICTIF "
		   "alias=Amine Fictif alias=Amin el-Fiktif weak=Abou Exemple "
		   "former=Amine Ancien original=أمين بن صالح الفيكتيف "
		   "b3:1971-4-12 b4:1972-0-0 M p=Ville Fictive, Morocco "
		   "n=Morocco d=Passport/ZZ0000001/Morocco "
		   "r=Invented for tests & examples. Second line.\n"
		   "9000002 primary=SARAH EXEMPLE b1:1980-0-0 b1:1981-0-0 "
		   "b1:1982-0-0 F\n");
}

static void test_watch_reader__interpol_page(void **state)
{
	(void)state;
	check_file("interpol-page.json", WASL_READER_INTERPOL, NULL,
		   "2099/1 primary=AMINE EL FICTIF b3:1975-3-2 n=MA\n"
		   "2099/2 primary=EXEMPLE b1:1980-0-0\n");
}

static void test_watch_reader__interpol_notice(void **state)
{
	(void)state;
	check_file("interpol-notice.json", WASL_READER_INTERPOL, NULL,
		   "2099/3 primary=SARAH EXEMPLE b3:1958-11-5 F "
		   "p=VILLE FICTIVE, FR n=FR n=BE "
		   "r=FR; Délit inventé; none: \"invented\" {person}\n");
}

static void test_watch_reader__ftm_entities(void **state)
{
	(void)state;
	check_file("people.ftm.json", WASL_READER_FTM, NULL,
		   "x-1 primary=Amine El Fictif alias=أمين الفيكتيف "
		   "alias=A. Fictif weak=Abou Exemple former=Amine Ancien "
		   "b2:1975-3-0 b1:1976-0-0 M p=Ville Fictive n=ma "
		   "d=passport/ZZ0000001/ r=Invented.\n"
		   "x-4 primary=Sarah Exemple\n");
}

static void test_watch_reader__csv_with_a_mapping(void **state)
{
	static uint8_t space[4096];
	struct wasl_mapping mapping;
	wasl_bytes json = load("mapping.json");

	(void)state;
	memcpy(space, json.p, json.n);
	check_ok(wasl_mapping_parse(&mapping, wasl_bytes_of(space, json.n),
				    NULL));
	check_file("people.csv", WASL_READER_CSV, &mapping,
		   "A-1 primary=Amine EL FICTIF alias=Amine Fictif "
		   "alias=Abou Exemple b3:1971-4-12 M n=MA "
		   "d=passport/ZZ0000001/ r=inventé; \"vraiment\"\n"
		   "A-2 primary=Sarah Lina EXEMPLE b1:1980-0-0 F n=FR n=BE\n");
}

/* --- what is refused ----------------------------------------------------- */

#define UN_HEAD	  "<CONSOLIDATED_LIST><INDIVIDUALS>"
#define UN_TAIL	  "</INDIVIDUALS></CONSOLIDATED_LIST>"
#define PERSON(x) "<INDIVIDUAL><DATAID>1</DATAID>" x "</INDIVIDUAL>"
#define NAMED(x)  PERSON("<FIRST_NAME>A</FIRST_NAME>" x)

/* Files that are refused whole: nothing of them may be used. */
static void test_watch_reader__bad_files_end_the_reading(void **state)
{
	static const struct {
		wasl_reader_format format;
		const char *text;
		wasl_status status;
		const char *says;
	} bad[] = {
		{WASL_READER_DETECT, "", WASL_MALFORMED, "empty"},
		{WASL_READER_DETECT, " \n\t ", WASL_MALFORMED, "empty"},
		{WASL_READER_DETECT, "PK\003\004zip", WASL_MALFORMED,
		 "spreadsheet"},
		{WASL_READER_DETECT, "\xff\xfer", WASL_MALFORMED, "UTF-16"},
		{WASL_READER_DETECT, "\x1f\x8b\x08", WASL_MALFORMED,
		 "compressed"},
		{WASL_READER_CSV, "PK\003\004zip", WASL_MALFORMED,
		 "spreadsheet"},
		{WASL_READER_CSV, "\xff\xfer", WASL_MALFORMED, "UTF-16"},
		{WASL_READER_CSV, " " UN_HEAD UN_TAIL, WASL_MALFORMED,
		 "is XML"},
		{WASL_READER_CSV, "[{\"entity_id\": \"1\"}]", WASL_MALFORMED,
		 "is JSON"},
		{WASL_READER_UN, "{\"entity_id\": \"1\"}", WASL_MALFORMED,
		 "no XML"},
		{WASL_READER_UN, "ref,name\n1,A\n", WASL_MALFORMED, "no XML"},
		{WASL_READER_INTERPOL, UN_HEAD UN_TAIL, WASL_MALFORMED,
		 "no JSON"},
		{WASL_READER_FTM, UN_HEAD UN_TAIL, WASL_MALFORMED, "no JSON"},
		{WASL_READER_FTM, "[{}]", WASL_MALFORMED, "no JSON"},
		{WASL_READER_UN, "", WASL_MALFORMED, "empty"},
		{WASL_READER_UN, UN_HEAD, WASL_MALFORMED, "cut short"},
		{WASL_READER_UN, UN_HEAD "<INDIVIDUAL><DATAID>1</DATA",
		 WASL_MALFORMED, "cut short"},
		{WASL_READER_UN, UN_HEAD "<INDIVIDUAL a='", WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_UN, UN_HEAD "<INDIV", WASL_MALFORMED, "cut short"},
		{WASL_READER_UN, UN_HEAD "<INDIVIDUAL><!-- ", WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_UN, UN_HEAD NAMED(""), WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_UN, "<CONSOLIDATED_LIST>", WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_UN, UN_HEAD UN_TAIL "<MORE/>", WASL_MALFORMED,
		 "not well-formed"},
		{WASL_READER_UN, "<rss><channel/></rss>", WASL_SCHEMA,
		 "not the UN's"},
		{WASL_READER_UN,
		 "<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a \"b\">]>" UN_HEAD
			 UN_TAIL,
		 WASL_MALFORMED, "a DTD"},
		{WASL_READER_UN,
		 "<!DOCTYPE CONSOLIDATED_LIST SYSTEM "
		 "\"file:///etc/passwd\">" UN_HEAD UN_TAIL,
		 WASL_MALFORMED, "a DTD"},
		{WASL_READER_UN, UN_HEAD NAMED("&bomb;") UN_TAIL,
		 WASL_MALFORMED, "an entity"},
		{WASL_READER_UN,
		 "<CONSOLIDATED_LIST><a><a><a><a><a><a><a><a><a><a><a><a><a>"
		 "<a><a><a>",
		 WASL_TOO_BIG, "nested too deep"},
		{WASL_READER_UN, "<CONSOLIDATED_LIST>\xff", WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_INTERPOL, "x", WASL_MALFORMED, "no JSON"},
		{WASL_READER_INTERPOL, "{} x", WASL_MALFORMED, "'x' where"},
		{WASL_READER_INTERPOL, "{\"entity_id\": \"1\"", WASL_MALFORMED,
		 "cut short"},
		{WASL_READER_INTERPOL, "[{}", WASL_MALFORMED, "cut short"},
		{WASL_READER_INTERPOL, "[{},", WASL_MALFORMED, "cut short"},
		{WASL_READER_INTERPOL, "[{}{}]", WASL_MALFORMED, "'{' where"},
		{WASL_READER_INTERPOL, "[{},]", WASL_MALFORMED, "']' where"},
		{WASL_READER_INTERPOL, "[,{}]", WASL_MALFORMED, "',' where"},
		{WASL_READER_INTERPOL, "[] {}", WASL_MALFORMED, "'{' where"},
		{WASL_READER_INTERPOL, "{}\n,", WASL_MALFORMED, "line 2: ','"},
		{WASL_READER_INTERPOL, "{\"_embedded\": {\"notices\": {}}}",
		 WASL_SCHEMA, "not a list"},
		{WASL_READER_CSV, "", WASL_MALFORMED, "empty"},
		{WASL_READER_CSV, "ref,name,ref\n1,A,2\n", WASL_SCHEMA,
		 "two columns are \"ref\""},
		{WASL_READER_CSV, "name\nx\n", WASL_SCHEMA, "no column"},
		{WASL_READER_CSV, "ref,given\n1,x\n", WASL_SCHEMA, "no column"},
		{WASL_READER_CSV, "ref,\"na\"me\n", WASL_MALFORMED, "heading"},
	};
	static struct shown s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_err err = {0};
		wasl_status status = read_in(
			&s, bad[i].format, NULL,
			wasl_text_bytes(wasl_text_of(bad[i].text)), 5, &err);

		if (status != bad[i].status || !strstr(err.text, bad[i].says))
			fail_msg("%s: %d %s", bad[i].text, status, err.text);
	}
}

static void
test_watch_reader__what_is_no_list_is_known_by_its_head(void **state)
{
	static const struct {
		const char *head, *fault;
	} heads[] = {
		{"PK\003\004abcd", "file-archive"},
		{"\xd0\xcf\x11\xe0", "file-sheet"},
		{"%PDF-1.7", "file-pdf"},
		{"\x1f\x8b\x08", "file-packed"},
		{"\xff\xfer", "file-utf16"},
		{"ref,name", NULL},
		{"\xef\xbb\xbfref", NULL},
		{"PK", NULL},
		{"", NULL},
	};
	static const uint8_t wide[] = {'r', 0, 'e', 0}, turned[] = {0, 'r', 0};

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		const char *fault = wasl_reader_foreign(
			wasl_text_bytes(wasl_text_of(heads[i].head)));

		assert_int_equal(fault == NULL, heads[i].fault == NULL);
		if (fault != NULL)
			assert_string_equal(fault, heads[i].fault);
	}
	assert_string_equal(wasl_reader_foreign(WASL_BYTES(wide)),
			    "file-utf16");
	assert_null(wasl_reader_foreign(WASL_BYTES(turned)));
}

/* Records that are refused alone, with their line; the next are read. */
static void test_watch_reader__bad_records_are_told_by_line(void **state)
{
	static const struct {
		wasl_reader_format format;
		const char *text;
		const char *want;
	} bad[] = {
		{WASL_READER_UN,
		 UN_HEAD "\n" NAMED("<GENDER>Neither</GENDER>") "\n" NAMED("")
			 UN_TAIL,
		 "! 2 /sex no word for a sex\n1 primary=A\n"},
		{WASL_READER_UN,
		 UN_HEAD NAMED("<INDIVIDUAL_DATE_OF_BIRTH><DATE>1971-13-01"
			       "</DATE></INDIVIDUAL_DATE_OF_BIRTH>") UN_TAIL,
		 "! 1 /DATE not a date YYYY-MM-DD or year\n"},
		{WASL_READER_UN,
		 UN_HEAD NAMED("<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1980"
			       "</FROM_YEAR><TO_YEAR>1979</TO_YEAR>"
			       "</INDIVIDUAL_DATE_OF_BIRTH>") UN_TAIL,
		 "! 1 /FROM_YEAR not a span of years\n"},
		{WASL_READER_INTERPOL,
		 "{\"entity_id\": 1, \"name\": \"A\"}\n"
		 "{\"entity_id\": \"2\", \"name\": \"B\"}",
		 "! 1 /entity_id not text\n2 primary=B\n"},
		{WASL_READER_INTERPOL,
		 "[{\"entity_id\": \"1\", \"entity_id\": \"1\"},\n"
		 " {\"entity_id\": \"2\", \"name\": \"B\", "
		 "\"date_of_birth\": \"02/03/1971\"}]",
		 "! 1  not JSON: line 1, column 30: an object has one name "
		 "twice\n"
		 "! 2 /date_of_birth not a date YYYY/MM/DD\n"},
		{WASL_READER_FTM,
		 "{\n"
		 "{\"schema\": \"Person\", \"id\": \"1\", \"properties\": "
		 "{\"name\": \"A\"}}\n"
		 "{\"id\": \"2\"}\n"
		 "{\"schema\": \"Person\", \"id\": \"3\", \"properties\": "
		 "{\"name\": [\"C\"], \"birthDate\": [\"soon\"]}}\n"
		 "{\"schema\": \"Person\", \"id\": \"4\", \"properties\": "
		 "{\"name\": [\"D\"]}}",
		 "! 1  not JSON: line 1, column 1: it ends too early\n"
		 "! 2 /name not a list\n! 3 /schema missing or empty\n"
		 "! 4 /birthDate not a date YYYY[-MM[-DD]]\n4 primary=D\n"},
		{WASL_READER_CSV,
		 "ref,name,birth,expires\n1,A\n2,B,1971-02-30,\n"
		 "3,\"C\"x,,\n4,D,,soon\n5,E,1971-02-28,2027-01-31\n",
		 "! 2  2 columns where the heading has 4\n"
		 "! 3 /birth not a date of the form YYYY-MM-DD\n"
		 "! 4  text follows a closing quote\n"
		 "! 5 /expires not a date YYYY-MM-DD\n"
		 "5 primary=E b3:1971-2-28\n"},
	};
	static struct shown s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_err err = {0};

		if (read_in(&s, bad[i].format, NULL,
			    wasl_text_bytes(wasl_text_of(bad[i].text)), 5,
			    &err) != WASL_OK)
			fail_msg("%s: %s", bad[i].text, err.text);
		assert_string_equal(s.text, bad[i].want);
	}
}

/* `n` times the same behind a head, before a tail; caller frees. */
static wasl_bytes repeat(const char *head, const char *what, size_t n,
			 const char *tail)
{
	size_t h = strlen(head), w = strlen(what), t = strlen(tail);
	uint8_t *p = wasl_alloc(h + n * w + t, 1);

	memcpy(p, head, h);
	for (size_t i = 0; i < n; i++)
		memcpy(p + h + i * w, what, w);
	memcpy(p + h + n * w, tail, t);
	return wasl_bytes_of(p, h + n * w + t);
}

static void test_watch_reader__what_is_too_long_is_refused(void **state)
{
	static const struct {
		wasl_reader_format format;
		const char *head, *what;
		size_t n;
		const char *tail;
		wasl_status status;
		const char *says; /* in the error, or among the records */
	} big[] = {
		{WASL_READER_INTERPOL, "{\"entity_id\": \"", "x",
		 WASL_WATCH_OBJECT_MAX, "\"}", WASL_TOO_BIG, "more than"},
		{WASL_READER_INTERPOL, "{\"a\": ", "[", 2000, "",
		 WASL_MALFORMED, "cut short"},
		{WASL_READER_FTM, "{\"id\": \"", "x", WASL_WATCH_ITEM_MAX,
		 "\"}\n{\"schema\": \"Person\", \"id\": \"2\", "
		 "\"properties\": {\"name\": [\"B\"]}}",
		 WASL_OK, "! 1  a line of more than"},
		{WASL_READER_DETECT,
		 "{\"schema\": \"Person\", \"id\": \"1\", \"x\": \"", "x",
		 WASL_WATCH_ITEM_MAX, "\"}\n", WASL_OK,
		 "! 1  a line of more than"},
		{WASL_READER_FTM,
		 "{\"schema\": \"Person\", \"id\": \"2\", \"properties\": "
		 "{\"name\": [\"",
		 "x", 600, "\"]}}", WASL_OK, "! 1 /names longer than"},
		{WASL_READER_UN, UN_HEAD "<INDIVIDUAL><COMMENTS1>", "x", 20000,
		 "</COMMENTS1></INDIVIDUAL>" UN_TAIL, WASL_OK,
		 "! 1  an element's text is too long"},
		{WASL_READER_CSV, "ref,name\n1,", "x", 600, "\n", WASL_OK,
		 "! 2 /names longer than"},
		{WASL_READER_CSV, "ref,name,remarks\n1,A,", "é", 4000, "\n",
		 WASL_OK, "é […]\n"},
	};
	static struct shown s;

	(void)state;
	for (size_t i = 0; i < sizeof(big) / sizeof(big[0]); i++) {
		wasl_bytes in =
			repeat(big[i].head, big[i].what, big[i].n, big[i].tail);
		struct wasl_err err = {0};
		wasl_status status =
			read_in(&s, big[i].format, NULL, in, 4096, &err);

		if (status != big[i].status ||
		    !strstr(status == WASL_OK ? s.text : err.text, big[i].says))
			fail_msg("%zu: %d %s %s", i, status, err.text, s.text);
		wasl_free((void *)(uintptr_t)in.p);
	}
}

static void test_watch_mapping__bad_ones_are_named(void **state)
{
	static const struct {
		const char *json, *field;
	} bad[] = {
		{"[]", ""},
		{"{", ""},
		{"{}", "/columns"},
		{"{\"columns\": {}}", "/columns"},
		{"{\"columns\": []}", "/columns"},
		{"{\"columns\": {\"a\": \"nothing\"}}", "/columns"},
		{"{\"columns\": {\"a\": 1}}", "/columns"},
		{"{\"columns\": {\"\": \"ref\"}}", "/columns"},
		{"{\"columns\": {\"a\": \"ref\"}, \"date\": \"DD/MM\"}",
		 "/date"},
		{"{\"columns\": {\"a\": \"ref\"}, \"date\": \"YYYYxMM\"}",
		 "/date"},
		{"{\"columns\": {\"a\": \"ref\"}, \"date\": 1}", "/date"},
		{"{\"columns\": {\"a\": \"ref\"}, \"separator\": \"ab\"}",
		 "/separator"},
		{"{\"columns\": {\"a\": \"ref\"}, \"more\": 1}", "/more"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wasl_mapping mapping;
		struct wasl_err err = {0};

		assert_int_not_equal(
			wasl_mapping_parse(
				&mapping,
				wasl_text_bytes(wasl_text_of(bad[i].json)),
				&err),
			WASL_OK);
		assert_string_equal(err.field, bad[i].field);
	}
}

static void test_watch_mapping__a_column_must_be_there(void **state)
{
	static struct shown s;
	struct wasl_mapping mapping;
	struct wasl_err err;

	(void)state;
	check_ok(wasl_mapping_parse(
		&mapping,
		wasl_text_bytes(WASL_TEXT("{\"columns\": {\"a\": \"ref\", "
					  "\"b\": \"name\", \"c\": "
					  "\"birth\"}}")),
		NULL));
	check_status(read_in(&s, WASL_READER_CSV, &mapping,
			     wasl_text_bytes(WASL_TEXT("a,b\n1,A\n")), 5, &err),
		     WASL_SCHEMA);
	assert_non_null(strstr(err.text, "\"c\""));
}

static void test_watch_birth__dates_as_lists_write_them(void **state)
{
	static const struct {
		const char *pattern, *text;
		int precision, year, month, day;
	} cases[] = {
		{"YYYY-MM-DD", "1975-03-02", WASL_BIRTH_DAY, 1975, 3, 2},
		{"YYYY-MM-DD", "1975-03", WASL_BIRTH_MONTH, 1975, 3, 0},
		{"YYYY-MM-DD", "1975", WASL_BIRTH_YEAR, 1975, 0, 0},
		{"YYYY-MM-DD", "1975-03-00", WASL_BIRTH_MONTH, 1975, 3, 0},
		{"YYYY-MM-DD", "1975-00-00", WASL_BIRTH_YEAR, 1975, 0, 0},
		{"YYYY-MM-DD", "1975-03-02T00:00:00", WASL_BIRTH_DAY, 1975, 3,
		 2},
		{"YYYY-MM-DD", "2024-02-29", WASL_BIRTH_DAY, 2024, 2, 29},
		{"DD/MM/YYYY", "02/03/1975", WASL_BIRTH_DAY, 1975, 3, 2},
		{"DD/MM/YYYY", "00/00/1975", WASL_BIRTH_YEAR, 1975, 0, 0},
		{"DD/MM/YYYY", "1975", WASL_BIRTH_YEAR, 1975, 0, 0},
		{"YYYYMMDD", "19750302", WASL_BIRTH_DAY, 1975, 3, 2},
		{"DD.MM.YYYY", "31.12.1975", WASL_BIRTH_DAY, 1975, 12, 31},
		{"MM/YYYY", "03/1975", WASL_BIRTH_MONTH, 1975, 3, 0},
		{"YYYY-MM-DD", "١٩٧٥-٠٣-٠٢", WASL_BIRTH_DAY, 1975, 3, 2},
		{"DD/MM/YYYY", "۰۲/۰۳/۱۹۷۵", WASL_BIRTH_DAY, 1975, 3, 2},
		{"YYYY-MM-DD", "١٩٧٥", WASL_BIRTH_YEAR, 1975, 0, 0},
		{"YYYY-MM-DD", "١٩٧٥-١٣-٠١", 0, 0, 0, 0},
		{"YYYY-MM-DD", "", 0, 0, 0, 0},
		{"YYYY-MM-DD", "T", 0, 0, 0, 0},
		{"YYYY-MM-DD", "0000", 0, 0, 0, 0},
		{"YYYY-MM-DD", "197", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975-", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975-3-2", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975-13-01", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975-00-02", 0, 0, 0, 0},
		{"YYYY-MM-DD", "2023-02-29", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975-03-02x", 0, 0, 0, 0},
		{"YYYY-MM-DD", "1975/03/02", 0, 0, 0, 0},
		{"DD/MM/YYYY", "02/03", 0, 0, 0, 0},
		{"DD/MM/YYYY", "02/03/75", 0, 0, 0, 0},
		{"DD/MM/YYYY", "32/01/1975", 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wasl_birth b;
		bool good = wasl_birth_parse(&b, wasl_text_of(cases[i].text),
					     cases[i].pattern);

		if (good != (cases[i].precision != 0) ||
		    b.precision != cases[i].precision ||
		    b.year != cases[i].year || b.month != cases[i].month ||
		    b.day != cases[i].day)
			fail_msg("%s by %s: %d %d-%d-%d", cases[i].text,
				 cases[i].pattern, b.precision, b.year, b.month,
				 b.day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_watch_reader__un_list),
		cmocka_unit_test(test_watch_reader__interpol_page),
		cmocka_unit_test(test_watch_reader__interpol_notice),
		cmocka_unit_test(test_watch_reader__ftm_entities),
		cmocka_unit_test(test_watch_reader__csv_with_a_mapping),
		cmocka_unit_test(test_watch_reader__bad_files_end_the_reading),
		cmocka_unit_test(
			test_watch_reader__bad_records_are_told_by_line),
		cmocka_unit_test(
			test_watch_reader__what_is_too_long_is_refused),
		cmocka_unit_test(
			test_watch_reader__what_is_no_list_is_known_by_its_head),
		cmocka_unit_test(test_watch_mapping__bad_ones_are_named),
		cmocka_unit_test(test_watch_mapping__a_column_must_be_there),
		cmocka_unit_test(test_watch_birth__dates_as_lists_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
