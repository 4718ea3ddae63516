#include "desk/batch.h"

#include "base/alloc.h"
#include "base/csv.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "kind/fault.h"

#include <stdlib.h>

/* A person older than this is a typing fault. */
#define AGE_MAX_DAYS 47482 /* 130 years */
/* Findings of one row, and of a whole table. */
#define FINDINGS_MAX ((size_t)4 * WASL_BATCH_ROWS_MAX)

/* --- reading tables ------------------------------------------------------- */

/* A table under way: of persons or of verdicts. */
struct table {
	struct wasl_csv csv;
	struct wasl_arena *arena;
	const char *const *columns;
	size_t n_columns;
	size_t place[WASL_BATCH_COLUMNS]; /* of each column; csv columns: none
					   */
	size_t width;			  /* of the heading */
	struct wasl_batch_finding *findings;
	size_t n_findings;
	/* What checks look at. */
	const struct wasl_codes *codes;
	int64_t today;
	uint64_t most;
};

#define NOWHERE SIZE_MAX

static void find(struct table *t, uint64_t line, const char *column,
		 const char *text)
{
	if (t->n_findings < FINDINGS_MAX)
		t->findings[t->n_findings++] =
			(struct wasl_batch_finding){line, column, text};
}

/* What the row is not, as a clause. */
static const char *csv_fault(struct table *t)
{
	struct wasl_err err;

	(void)wasl_fault(&err, WASL_MALFORMED, "", t->csv.fault);
	return wasl_arena_text(t->arena, wasl_text_of(err.text));
}

static bool is_column(const struct table *t, wasl_text name, size_t *column)
{
	for (*column = 0; *column < t->n_columns; (*column)++)
		if (wasl_text_is(name, t->columns[*column]))
			return true;
	return false;
}

static wasl_status read_heading(struct table *t, struct wasl_err *err)
{
	size_t column;
	enum wasl_csv_step step = wasl_csv_next(&t->csv);

	if (step == WASL_CSV_BAD)
		return wasl_fault_of(err, WASL_MALFORMED, "", "row",
				     WASL_FAULT_N("line", t->csv.line),
				     WASL_FAULT_T(WASL_FAULT_INNER,
						  wasl_text_of(t->csv.fault)));
	if (step != WASL_CSV_ROW)
		return wasl_fault(err, WASL_SCHEMA, "", "no-heading");
	t->width = t->csv.n;
	for (size_t i = 0; i < t->n_columns; i++)
		t->place[i] = NOWHERE;
	for (size_t i = 0; i < t->csv.n; i++) {
		wasl_text name = t->csv.field[i];

		if (!is_column(t, name, &column))
			return wasl_fault_of(err, WASL_SCHEMA, "",
					     "column-unknown",
					     WASL_FAULT_T("column", name));
		if (t->place[column] != NOWHERE)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "column-twice",
				WASL_FAULT_T("column",
					     wasl_text_of(t->columns[column])));
		t->place[column] = i;
	}
	return WASL_OK;
}

static struct table *table_new(struct wasl_arena *arena, wasl_bytes text,
			       const char *const *columns, size_t n,
			       struct wasl_err *err)
{
	struct table *t = wasl_alloc(1, sizeof(*t));

	if (t == NULL) {
		(void)wasl_fail(err, WASL_NO_MEMORY, "table");
		return NULL;
	}
	t->arena = arena;
	t->columns = columns;
	t->n_columns = n;
	t->findings =
		wasl_arena_take(arena, FINDINGS_MAX, sizeof(*t->findings));
	wasl_csv_feed(&t->csv, text);
	wasl_csv_finish(&t->csv);
	return t;
}

/* The field, or an empty text where the column is not there. */
static wasl_text field_of(const struct table *t, size_t column)
{
	return t->place[column] == NOWHERE ? (wasl_text){"", 0}
					   : t->csv.field[t->place[column]];
}

/* --- what a field must be ------------------------------------------------- */

/* Ret: what is wrong, or NULL. */
typedef const char *check_fn(const struct table *t, wasl_text in);

/* Nothing that hides or turns text round; not too long. */
static const char *check_text(const struct table *t, wasl_text in)
{
	wasl_bytes bytes = wasl_text_bytes(in);
	size_t at = 0, n = 0;

	(void)t;
	while (at < bytes.n) {
		uint32_t cp = wasl_utf8_next(bytes, &at);

		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
		    (cp >= 0x200b && cp <= 0x200f) ||
		    (cp >= 0x202a && cp <= 0x202e) ||
		    (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff)
			return "holds a character that cannot be seen";
		n++;
	}
	return n > WASL_BATCH_TEXT_MAX ? "is longer than 120 characters" : NULL;
}

static bool is_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0x660 && cp <= 0x669);
}

static const char *check_name(const struct table *t, wasl_text in)
{
	wasl_bytes bytes = wasl_text_bytes(in);
	size_t at = 0;

	while (at < bytes.n)
		if (is_digit(wasl_utf8_next(bytes, &at)))
			return "a name with a digit in it";
	return check_text(t, in);
}

static const char *check_date(const struct table *t, wasl_text in)
{
	int64_t days;

	if (!wasl_date_valid(in))
		return "no such day; write it as 1990-05-12, 1990-05 or 1990";
	if (in.n == 10 && wasl_date_parse(&days, in) &&
	    (days > t->today || days < t->today - AGE_MAX_DAYS))
		return "nobody alive was born then";
	return NULL;
}

static const char *check_country(const struct table *t, wasl_text in)
{
	return wasl_codes_have(t->codes, in)
		       ? NULL
		       : "no country has this code of two letters (ISO 3166)";
}

static const char *check_number(const struct table *t, wasl_text in)
{
	uint64_t number;

	if (!wasl_decimal_parse(&number, in) || number == 0)
		return "a number from 1 on";
	return number > t->most ? "there are not so many persons" : NULL;
}

/* --- persons -------------------------------------------------------------- */

static const struct {
	const char *name;
	bool need;
	check_fn *check;
} columns[] = {
#define X(id, name, need, check) {name, need, check},
#include "desk/batch.def"
#undef X
};

static const char *const column_names[] = {
#define X(id, name, need, check) name,
#include "desk/batch.def"
#undef X
};

const char *wasl_batch_column_name(enum wasl_batch_column column)
{
	return column_names[column];
}

static bool check_row(struct table *t, struct wasl_batch_row *row)
{
	size_t before = t->n_findings;

	if (t->csv.n != t->width)
		find(t, row->line, "", "has another number of columns");
	for (size_t c = 0; c < WASL_BATCH_COLUMNS && t->csv.n == t->width;
	     c++) {
		wasl_text in = field_of(t, c);
		const char *fault = NULL;

		if (in.n > 0)
			fault = columns[c].check(t, in);
		else if (columns[c].need)
			fault = "is missing";
		if (fault != NULL)
			find(t, row->line, columns[c].name, fault);
		row->field[c] =
			(wasl_text){wasl_arena_text(t->arena, in), in.n};
	}
	if (t->n_findings == before &&
	    row->field[WASL_BATCH_FAMILY_NAME].n == 0 &&
	    row->field[WASL_BATCH_FAMILY_NAME_LATIN].n == 0)
		find(t, row->line, "family_name", "is missing in both scripts");
	return t->n_findings == before;
}

static wasl_status read_rows(struct table *t, struct wasl_batch *out,
			     struct wasl_err *err)
{
	enum wasl_csv_step step;

	while ((step = wasl_csv_next(&t->csv)) != WASL_CSV_END) {
		struct wasl_batch_row *row = &out->rows[out->n];

		if (out->n == WASL_BATCH_ROWS_MAX)
			return wasl_fault_of(
				err, WASL_TOO_BIG, "", "batch-many",
				WASL_FAULT_N("max", WASL_BATCH_ROWS_MAX));
		*row = (struct wasl_batch_row){.line = t->csv.line};
		out->n++;
		if (step == WASL_CSV_BAD)
			find(t, row->line, "", csv_fault(t));
		else if (check_row(t, row))
			row->number = 1; /* good so far */
	}
	return wasl_arena_check(t->arena, err);
}

/* Persons that stand there twice: same number, same document, or same names
 * and date of birth. */
static const struct {
	enum wasl_batch_column key[5];
	size_t n;
	const char *text;
} twins[] = {
	{{WASL_BATCH_NUMBER}, 1, "stands there twice"},
	{{WASL_BATCH_DOCUMENT, WASL_BATCH_NATIONALITY},
	 2,
	 "another row has the same document"},
	{{WASL_BATCH_FAMILY_NAME, WASL_BATCH_GIVEN_NAMES,
	  WASL_BATCH_FAMILY_NAME_LATIN, WASL_BATCH_GIVEN_NAMES_LATIN,
	  WASL_BATCH_BIRTH_DATE},
	 5,
	 "another row has the same names and date of birth"},
};

struct keyed {
	struct wasl_batch_row *row;
	size_t twin;
};

static int compare_key(const struct keyed *a, const struct keyed *b)
{
	for (size_t i = 0; i < twins[a->twin].n; i++) {
		wasl_text x = a->row->field[twins[a->twin].key[i]];
		wasl_text y = b->row->field[twins[a->twin].key[i]];
		int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

		if (order != 0)
			return order;
		if (x.n != y.n)
			return x.n < y.n ? -1 : 1;
	}
	return 0;
}

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = compare_key(x, y);

	if (order != 0)
		return order;
	return (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static void find_twins(struct table *t, struct wasl_batch *out, size_t twin,
		       struct keyed *keyed)
{
	size_t n = 0;

	for (size_t i = 0; i < out->n; i++)
		if (out->rows[i].number != 0)
			keyed[n++] = (struct keyed){&out->rows[i], twin};
	if (n == 0)
		return;
	qsort(keyed, n, sizeof(*keyed), compare_keyed);
	for (size_t i = 1; i < n; i++) {
		if (compare_key(&keyed[i - 1], &keyed[i]) != 0)
			continue;
		keyed[i].row->number = 0;
		find(t, keyed[i].row->line, columns[twins[twin].key[0]].name,
		     twins[twin].text);
	}
}

static int compare_finding(const void *a, const void *b)
{
	const struct wasl_batch_finding *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* Numbers of what was sent are those that the verdicts are about. */
static void number_rows(struct table *t, struct wasl_batch *out, bool sent)
{
	for (size_t i = 0; i < out->n; i++) {
		struct wasl_batch_row *row = &out->rows[i];
		uint64_t number;

		if (row->number == 0)
			continue;
		row->number = (uint32_t)++out->good;
		if (!sent)
			continue;
		if (!wasl_decimal_parse(&number,
					row->field[WASL_BATCH_NUMBER]) ||
		    number != i + 1)
			find(t, row->line, "number",
			     "is not the next of 1, 2, 3 …");
		row->number = (uint32_t)(i + 1);
	}
}

static wasl_status need_columns(const struct table *t, struct wasl_err *err)
{
	for (size_t c = 0; c < WASL_BATCH_COLUMNS; c++)
		if (columns[c].need && t->place[c] == NOWHERE)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "column-none",
				WASL_FAULT_T("column",
					     wasl_text_of(columns[c].name)));
	return WASL_OK;
}

static wasl_status read_persons(struct table *t, struct wasl_batch *out,
				bool sent, struct wasl_err *err)
{
	struct keyed *keyed =
		wasl_arena_take(t->arena, WASL_BATCH_ROWS_MAX, sizeof(*keyed));

	out->rows = wasl_arena_take(t->arena, WASL_BATCH_ROWS_MAX,
				    sizeof(*out->rows));
	WASL_TRY(wasl_arena_check(t->arena, err));
	WASL_TRY(read_heading(t, err));
	WASL_TRY(need_columns(t, err));
	WASL_TRY(read_rows(t, out, err));
	for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++)
		find_twins(t, out, i, keyed);
	number_rows(t, out, sent);
	if (t->n_findings > 0)
		qsort(t->findings, t->n_findings, sizeof(*t->findings),
		      compare_finding);
	out->findings = t->findings;
	out->n_findings = t->n_findings;
	return WASL_OK;
}

wasl_status wasl_batch_read(struct wasl_batch *out, struct wasl_arena *arena,
			    wasl_bytes text, const struct wasl_codes *countries,
			    int64_t today, bool sent, struct wasl_err *err)
{
	wasl_autofree struct table *t = NULL;

	*out = (struct wasl_batch){0};
	if (text.n > WASL_BATCH_TABLE_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "file-long",
				     WASL_FAULT_N("max", WASL_BATCH_TABLE_MAX));
	t = table_new(arena, text, column_names, WASL_BATCH_COLUMNS, err);
	if (t == NULL)
		return WASL_NO_MEMORY;
	t->codes = countries;
	t->today = today;
	t->most = UINT32_MAX;
	return read_persons(t, out, sent, err);
}

void wasl_batch_write(struct wasl_buf *out, const struct wasl_batch *batch)
{
	char number[16];

	for (size_t c = 0; c < WASL_BATCH_COLUMNS; c++) {
		wasl_buf_put_text(out, c == 0 ? "" : ",");
		wasl_buf_put_text(out, columns[c].name);
	}
	wasl_buf_put_text(out, "\r\n");
	for (size_t i = 0; i < batch->n; i++) {
		const struct wasl_batch_row *row = &batch->rows[i];

		if (row->number == 0)
			continue;
		snprintf(number, sizeof(number), "%u", row->number);
		wasl_buf_put_text(out, number);
		wasl_buf_put_text(out, ",");
		wasl_csv_put(out, row->field[WASL_BATCH_OWN_NUMBER].n > 0
					  ? row->field[WASL_BATCH_OWN_NUMBER]
					  : row->field[WASL_BATCH_NUMBER]);
		for (size_t c = WASL_BATCH_FAMILY_NAME; c < WASL_BATCH_COLUMNS;
		     c++) {
			wasl_buf_put_text(out, ",");
			wasl_csv_put(out, row->field[c]);
		}
		wasl_buf_put_text(out, "\r\n");
	}
}

/* --- verdicts ------------------------------------------------------------- */

enum { V_NUMBER, V_VERDICT, V_COLUMNS };
static const char *const verdict_columns[] = {"number", "verdict"};

static void read_verdict(struct table *t, struct wasl_batch_verdicts *out,
			 uint8_t *seen)
{
	wasl_text number = field_of(t, V_NUMBER);
	wasl_text code = field_of(t, V_VERDICT);
	struct wasl_batch_verdict *v = &out->all[out->n];
	const char *fault = check_number(t, number);
	uint64_t n = 0;

	(void)wasl_decimal_parse(&n, number);
	if (fault == NULL && seen[n] != 0)
		fault = "stands there twice";
	if (fault != NULL) {
		find(t, t->csv.line, "number", fault);
		return;
	}
	seen[n] = 1;
	if (!wasl_codes_have(t->codes, code)) {
		find(t, t->csv.line, "verdict", "no verdict is called so");
		return;
	}
	*v = (struct wasl_batch_verdict){
		t->csv.line,
		(uint32_t)n,
		{wasl_arena_text(t->arena, code), code.n}};
	out->n++;
}

static wasl_status read_verdicts(struct table *t,
				 struct wasl_batch_verdicts *out,
				 struct wasl_err *err)
{
	uint8_t *seen = wasl_arena_take(t->arena, t->most + 1, 1);
	enum wasl_csv_step step;

	out->all = wasl_arena_take(t->arena, t->most, sizeof(*out->all));
	WASL_TRY(wasl_arena_check(t->arena, err));
	WASL_TRY(read_heading(t, err));
	for (size_t c = 0; c < V_COLUMNS; c++)
		if (t->place[c] == NOWHERE)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "column-none",
				WASL_FAULT_T("column",
					     wasl_text_of(verdict_columns[c])));
	while ((step = wasl_csv_next(&t->csv)) != WASL_CSV_END) {
		if (step == WASL_CSV_BAD)
			find(t, t->csv.line, "", csv_fault(t));
		else if (t->csv.n != t->width)
			find(t, t->csv.line, "",
			     "has another number of columns");
		else
			read_verdict(t, out, seen);
		if (t->n_findings == FINDINGS_MAX)
			return wasl_fault(err, WASL_TOO_BIG, "", "table-wrong");
	}
	out->findings = t->findings;
	out->n_findings = t->n_findings;
	return wasl_arena_check(t->arena, err);
}

wasl_status wasl_batch_verdicts_read(struct wasl_batch_verdicts *out,
				     struct wasl_arena *arena, wasl_bytes text,
				     const struct wasl_codes *codes,
				     uint32_t count, struct wasl_err *err)
{
	wasl_autofree struct table *t = NULL;

	*out = (struct wasl_batch_verdicts){0};
	if (text.n > WASL_BATCH_TABLE_MAX || count > WASL_BATCH_ROWS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "", "file-long",
				     WASL_FAULT_N("max", WASL_BATCH_TABLE_MAX));
	t = table_new(arena, text, verdict_columns, V_COLUMNS, err);
	if (t == NULL)
		return WASL_NO_MEMORY;
	t->codes = codes;
	t->most = count;
	return read_verdicts(t, out, err);
}
