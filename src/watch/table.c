/* A table with a heading (base/csv.h), one person a row. */
#include "base/alloc.h"
#include "base/csv.h"
#include "calendar/civil.h"
#include "kind/fault.h"
#include "watch/reader_impl.h"

struct table {
	struct wasl_csv csv;
	bool headed; /* the heading was read */
	size_t n;    /* columns of it */
	enum wasl_column columns[WASL_CSV_COLUMNS_MAX];
	const char *date;
	char separator;
};

/* --- the heading --------------------------------------------------------- */

static wasl_text trim(wasl_text t)
{
	while (t.n > 0 && memchr(" \t\n", t.p[0], 3) != NULL)
		t = (wasl_text){t.p + 1, t.n - 1};
	while (t.n > 0 && memchr(" \t\n", t.p[t.n - 1], 3) != NULL)
		t.n--;
	return t;
}

static enum wasl_column column_of(const struct wasl_mapping *mapping,
				  wasl_text heading)
{
	if (mapping == NULL)
		return wasl_column_find(heading);
	for (size_t i = 0; i < mapping->n; i++)
		if (wasl_text_is(heading, mapping->columns[i].heading))
			return mapping->columns[i].column;
	return WASL_COLUMN_NONE;
}

static size_t count_columns(const struct table *t, enum wasl_column column)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->columns[i] == column;
	return n;
}

/* Which of two would count? */
static wasl_status none_twice(const struct table *t, struct wasl_err *err)
{
	static const enum wasl_column once[] = {
		WASL_COLUMN_REF, WASL_COLUMN_SEX, WASL_COLUMN_EXPIRES};

	for (size_t i = 0; i < sizeof(once) / sizeof(once[0]); i++)
		if (count_columns(t, once[i]) > 1)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "column-twice",
				WASL_FAULT_T("column",
					     wasl_text_of(wasl_column_word(
						     once[i]))));
	return WASL_OK;
}

/* A column that the mapping names and the table lacks is a mistake. */
static wasl_status all_there(const struct table *t,
			     const struct wasl_mapping *mapping,
			     struct wasl_err *err)
{
	for (size_t i = 0; mapping != NULL && i < mapping->n; i++) {
		bool there = false;

		for (size_t k = 0; k < t->n; k++)
			there = there ||
				wasl_text_is(trim(t->csv.field[k]),
					     mapping->columns[i].heading);
		if (!there)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "column-missing",
				WASL_FAULT_T(
					"column",
					wasl_text_of(
						mapping->columns[i].heading)));
	}
	return WASL_OK;
}

static wasl_status read_heading(struct wasl_reader *reader,
				struct wasl_err *err)
{
	struct table *t = reader->state;

	t->headed = true;
	t->n = t->csv.n;
	for (size_t i = 0; i < t->n; i++)
		t->columns[i] =
			column_of(reader->mapping, trim(t->csv.field[i]));
	WASL_TRY(all_there(t, reader->mapping, err));
	WASL_TRY(none_twice(t, err));
	if (count_columns(t, WASL_COLUMN_REF) == 0)
		return wasl_fault(err, WASL_SCHEMA, "", "column-ref");
	if (count_columns(t, WASL_COLUMN_NAME) == 0 &&
	    count_columns(t, WASL_COLUMN_FAMILY) == 0)
		return wasl_fault(err, WASL_SCHEMA, "", "column-name");
	return WASL_OK;
}

/* --- cells --------------------------------------------------------------- */

static void take_birth(struct wasl_reader *reader, wasl_text in)
{
	const struct table *t = reader->state;
	struct wasl_birth birth;

	in = trim(in);
	if (in.n == 0)
		return;
	if (wasl_birth_parse(&birth, in, t->date))
		record_birth(&reader->record, &birth);
	else
		(void)wasl_fault_of(
			record_bad(&reader->record), WASL_SCHEMA, "/birth",
			"date-pattern",
			WASL_FAULT_T("pattern", wasl_text_of(t->date)));
}

static void take_expiry(struct wasl_reader *reader, wasl_text in)
{
	int64_t days;

	in = trim(in);
	if (in.n == 0)
		return;
	if (wasl_date_parse(&days, in))
		reader->record.who.expires_at = (days + 1) * 86400;
	else
		record_fail(&reader->record, WASL_SCHEMA, "/expires", "date");
}

/* The parts of a name that stand in columns of their own. */
static void take_parts(struct wasl_reader *reader)
{
	const struct table *t = reader->state;
	static const enum wasl_column order[] = {WASL_COLUMN_GIVEN,
						 WASL_COLUMN_FAMILY};
	wasl_text parts[WASL_CSV_COLUMNS_MAX];
	size_t n = 0;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < t->n; i++)
			if (t->columns[i] == order[k])
				parts[n++] = t->csv.field[i];
	record_name_of(&reader->record, WASL_IDENTITY_PRIMARY, parts, n);
}

/* The first of several is the primary one. */
static enum wasl_identity_name_kind
kind_of_name(const struct reader_record *rec)
{
	return rec->who.n_names > 0 &&
			       rec->who.names[0].kind == WASL_IDENTITY_PRIMARY
		       ? WASL_IDENTITY_ALIAS
		       : WASL_IDENTITY_PRIMARY;
}

static void take_value(struct wasl_reader *reader, enum wasl_column column,
		       wasl_text in)
{
	static const enum wasl_identity_name_kind names[WASL_COLUMNS] = {
		[WASL_COLUMN_ALIAS] = WASL_IDENTITY_ALIAS,
		[WASL_COLUMN_WEAK] = WASL_IDENTITY_WEAK,
		[WASL_COLUMN_FORMER] = WASL_IDENTITY_FORMER,
		[WASL_COLUMN_ORIGINAL] = WASL_IDENTITY_ORIGINAL,
		[WASL_COLUMN_MRZ] = WASL_IDENTITY_MRZ,
	};
	struct reader_record *rec = &reader->record;

	switch (column) {
	case WASL_COLUMN_NAME:
		record_name(rec, kind_of_name(rec), in);
		break;
	case WASL_COLUMN_ALIAS:
	case WASL_COLUMN_WEAK:
	case WASL_COLUMN_FORMER:
	case WASL_COLUMN_ORIGINAL:
	case WASL_COLUMN_MRZ:
		record_name(rec, names[column], in);
		break;
	case WASL_COLUMN_BIRTH:
		take_birth(reader, in);
		break;
	case WASL_COLUMN_PLACE:
		record_place(rec, &in, 1);
		break;
	case WASL_COLUMN_NATIONALITY:
		record_nationality(rec, in);
		break;
	case WASL_COLUMN_PASSPORT:
	case WASL_COLUMN_IDENTITY:
	case WASL_COLUMN_DOCUMENT:
		record_document(rec, wasl_text_of(wasl_column_word(column)), in,
				WASL_TEXT(""));
		break;
	case WASL_COLUMN_REF:
		record_ref(rec, in);
		break;
	case WASL_COLUMN_SEX:
		record_sex(rec, in);
		break;
	case WASL_COLUMN_REMARKS:
		record_remark(rec, in);
		break;
	case WASL_COLUMN_EXPIRES:
		take_expiry(reader, in);
		break;
	case WASL_COLUMN_GIVEN: /* take_parts */
	case WASL_COLUMN_FAMILY:
	case WASL_COLUMN_NONE:
		break;
	}
}

/* These are one value whatever stands in them. */
static bool is_single(enum wasl_column column)
{
	return column == WASL_COLUMN_REF || column == WASL_COLUMN_SEX ||
	       column == WASL_COLUMN_REMARKS || column == WASL_COLUMN_EXPIRES;
}

static void take_cell(struct wasl_reader *reader, enum wasl_column column,
		      wasl_text in)
{
	const struct table *t = reader->state;

	while (t->separator != 0 && !is_single(column) && in.n > 0) {
		const char *end = memchr(in.p, t->separator, in.n);
		size_t n;

		if (end == NULL)
			break;
		n = (size_t)(end - in.p);
		take_value(reader, column, (wasl_text){in.p, n});
		in = (wasl_text){end + 1, in.n - n - 1};
	}
	take_value(reader, column, in);
}

static wasl_status read_row(struct wasl_reader *reader, struct wasl_err *err)
{
	struct table *t = reader->state;
	struct wasl_err why;

	if (!t->headed)
		return read_heading(reader, err);
	if (t->csv.n != t->n) {
		(void)wasl_fault_of(&why, WASL_SCHEMA, "", "columns",
				    WASL_FAULT_N("n", t->csv.n),
				    WASL_FAULT_N("of", t->n));
		reader_refuse(reader, t->csv.line, &why);
		return WASL_OK;
	}
	record_reset(&reader->record);
	take_parts(reader);
	for (size_t i = 0; i < t->n; i++)
		take_cell(reader, t->columns[i], t->csv.field[i]);
	return reader_emit(reader, t->csv.line, err);
}

/* --- rows ---------------------------------------------------------------- */

static wasl_status read_bad(struct wasl_reader *reader, struct wasl_err *err)
{
	const struct table *t = reader->state;
	struct wasl_err why;

	(void)wasl_fault(&why, WASL_MALFORMED, "", t->csv.fault);
	if (!t->headed)
		return wasl_fault_in_line(err, "heading", t->csv.line, &why);
	reader_refuse(reader, t->csv.line, &why);
	return WASL_OK;
}

static wasl_status drain(struct wasl_reader *reader, struct wasl_err *err)
{
	struct table *t = reader->state;
	enum wasl_csv_step step;

	while ((step = wasl_csv_next(&t->csv)) == WASL_CSV_ROW ||
	       step == WASL_CSV_BAD)
		WASL_TRY(step == WASL_CSV_ROW ? read_row(reader, err)
					      : read_bad(reader, err));
	return WASL_OK;
}

static wasl_status begin(struct wasl_reader *reader, struct wasl_err *err)
{
	struct table *t = wasl_alloc(1, sizeof(*t));

	reader->state = t;
	if (t == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	t->date = reader->mapping ? reader->mapping->date : "YYYY-MM-DD";
	t->separator = reader->mapping ? reader->mapping->separator : 0;
	return WASL_OK;
}

static wasl_status feed(struct wasl_reader *reader, wasl_bytes in,
			struct wasl_err *err)
{
	struct table *t = reader->state;

	wasl_csv_feed(&t->csv, in);
	return drain(reader, err);
}

static wasl_status finish(struct wasl_reader *reader, struct wasl_err *err)
{
	struct table *t = reader->state;

	wasl_csv_finish(&t->csv);
	WASL_TRY(drain(reader, err));
	return t->headed ? WASL_OK
			 : wasl_fault(err, WASL_MALFORMED, "", "no-heading");
}

static void end(struct wasl_reader *reader)
{
	struct table *t = reader->state;

	if (t != NULL)
		memset(t, 0, sizeof(*t));
	wasl_free(t);
}

const struct reader_kind reader_csv = {begin, feed, finish, end};
