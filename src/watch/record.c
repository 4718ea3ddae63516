#include "watch/record.h"

#include "base/text.h"
#include "kind/fault.h"

void record_reset(struct reader_record *rec)
{
	memset(&rec->who, 0, sizeof(rec->who));
	rec->bad = false;
	rec->used = 0;
}

struct wasl_err *record_bad(struct reader_record *rec)
{
	bool before = rec->bad;

	rec->bad = true;
	return before ? NULL : &rec->why;
}

void record_fail(struct reader_record *rec, wasl_status status,
		 const char *field, const char *word)
{
	(void)wasl_fault(record_bad(rec), status, field, word);
}

void record_fail_max(struct reader_record *rec, const char *field,
		     const char *word, size_t max)
{
	(void)wasl_fault_of(record_bad(rec), WASL_TOO_BIG, field, word,
			    WASL_FAULT_N("max", max));
}

/* --- texts --------------------------------------------------------------- */

/* Controls of C0 and C1, blanks of all widths, line and paragraph ends. */
static bool is_space(uint32_t cp)
{
	return cp <= 0x20 || (cp >= 0x7f && cp <= 0xa0) || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202f || cp == 0x205f || cp == 0x3000 || cp == 0xfeff;
}

/* Append one character; false once the pool is full. */
static bool keep(struct reader_record *rec, const char *p, size_t n)
{
	if (n > sizeof(rec->pool) - rec->used)
		return false;
	memcpy(rec->pool + rec->used, p, n);
	rec->used += n;
	return true;
}

/* The cleaned text behind what the pool holds; false if it is full. */
static bool clean(struct reader_record *rec, wasl_text in)
{
	size_t from = rec->used;
	bool gap = false;

	for (size_t at = 0; at < in.n;) {
		size_t begin = at;
		uint32_t cp = wasl_utf8_next(wasl_text_bytes(in), &at);

		if (is_space(cp)) {
			gap = true;
			continue;
		}
		if (gap && rec->used > from && !keep(rec, " ", 1))
			return false;
		gap = false;
		if (!keep(rec, in.p + begin, at - begin))
			return false;
	}
	return true;
}

/* What was put behind `from`, as one text of a field. */
static wasl_text finish(struct reader_record *rec, size_t from, size_t max,
			const char *field)
{
	wasl_text out = {rec->pool + from, rec->used - from};

	if (out.n <= max)
		return out;
	record_fail_max(rec, field, "long-max", max);
	rec->used = from;
	return (wasl_text){NULL, 0};
}

static wasl_text text(struct reader_record *rec, const char *field,
		      const wasl_text *parts, size_t n, const char *between,
		      size_t max)
{
	size_t from = rec->used;
	bool room = true;

	for (size_t i = 0; i < n && room; i++) {
		size_t at = rec->used;

		if (!wasl_utf8_valid(wasl_text_bytes(parts[i])))
			record_fail(rec, WASL_SCHEMA, field, "utf8");
		if (at > from)
			room = keep(rec, between, strlen(between));
		size_t begin = rec->used;
		room = room && clean(rec, parts[i]);
		if (rec->used == begin)
			rec->used = at;
	}
	if (!room)
		record_fail_max(rec, field, "record-long", WASL_IDENTITY_MAX);
	return finish(rec, from, max, field);
}

static bool has(const wasl_text *texts, size_t n, wasl_text t)
{
	for (size_t i = 0; i < n; i++)
		if (wasl_text_eq(texts[i], t))
			return true;
	return false;
}

static void add_text(struct reader_record *rec, const char *field,
		     wasl_text *texts, size_t *n, size_t max, wasl_text t)
{
	if (t.n == 0 || has(texts, *n, t))
		return;
	if (*n == max)
		record_fail_max(rec, field, "many-max", max);
	else
		texts[(*n)++] = t;
}

/* --- fields -------------------------------------------------------------- */

void record_ref(struct reader_record *rec, wasl_text in)
{
	rec->who.ref = text(rec, "/ref", &in, 1, "", WASL_IDENTITY_REF_MAX);
}

/* Where a name stands; n_names if it does not. */
static size_t find_name(const struct wasl_identity *who, wasl_text t)
{
	size_t i = 0;

	while (i < who->n_names && !wasl_text_eq(who->names[i].text, t))
		i++;
	return i;
}

/* The primary name stands first, whenever the source came to it. */
static void lead(struct wasl_identity *who, size_t at, wasl_text t)
{
	memmove(who->names + 1, who->names, at * sizeof(who->names[0]));
	who->names[0] = (struct wasl_identity_name){WASL_IDENTITY_PRIMARY, t};
}

void record_name_of(struct reader_record *rec,
		    enum wasl_identity_name_kind kind, const wasl_text *parts,
		    size_t n)
{
	struct wasl_identity *who = &rec->who;
	wasl_text t =
		text(rec, "/names", parts, n, " ", WASL_IDENTITY_TEXT_MAX);
	size_t at = find_name(who, t);

	if (t.n == 0 || (at < who->n_names && kind != WASL_IDENTITY_PRIMARY))
		return;
	if (at == WASL_IDENTITY_NAMES_MAX) {
		record_fail_max(rec, "/names", "many-max",
				WASL_IDENTITY_NAMES_MAX);
		return;
	}
	if (at == who->n_names)
		who->n_names++;
	if (kind == WASL_IDENTITY_PRIMARY)
		lead(who, at, t);
	else
		who->names[at] = (struct wasl_identity_name){kind, t};
}

void record_name(struct reader_record *rec, enum wasl_identity_name_kind kind,
		 wasl_text in)
{
	record_name_of(rec, kind, &in, 1);
}

void record_place(struct reader_record *rec, const wasl_text *parts, size_t n)
{
	add_text(rec, "/places", rec->who.places, &rec->who.n_places,
		 WASL_IDENTITY_PLACES_MAX,
		 text(rec, "/places", parts, n, ", ", WASL_IDENTITY_TEXT_MAX));
}

void record_nationality(struct reader_record *rec, wasl_text in)
{
	add_text(rec, "/nationalities", rec->who.nationalities,
		 &rec->who.n_nationalities, WASL_IDENTITY_NATIONS_MAX,
		 text(rec, "/nationalities", &in, 1, "",
		      WASL_IDENTITY_TEXT_MAX));
}

void record_document(struct reader_record *rec, wasl_text type,
		     wasl_text number, wasl_text country)
{
	static const char field[] = "/documents";
	struct wasl_identity *who = &rec->who;
	struct wasl_identity_document d = {
		.number = text(rec, field, &number, 1, "",
			       WASL_IDENTITY_TEXT_MAX),
	};

	if (d.number.n == 0)
		return;
	d.type = text(rec, field, &type, 1, "", WASL_IDENTITY_TEXT_MAX);
	d.country = text(rec, field, &country, 1, "", WASL_IDENTITY_TEXT_MAX);
	if (who->n_documents == WASL_IDENTITY_DOCUMENTS_MAX)
		record_fail_max(rec, field, "many-max",
				WASL_IDENTITY_DOCUMENTS_MAX);
	else
		who->documents[who->n_documents++] = d;
}

/* Cut before a character that does not fit whole. */
static wasl_text cut(wasl_text t, size_t max)
{
	if (t.n <= max)
		return t;
	while (max > 0 && ((unsigned char)t.p[max] & 0xc0) == 0x80)
		max--;
	return (wasl_text){t.p, max};
}

void record_remark(struct reader_record *rec, wasl_text in)
{
	static const char mark[] = " […]";
	wasl_text parts[] = {rec->who.remarks, in};
	wasl_text t, kept;

	if (rec->who.remarks.n + sizeof(mark) > WASL_IDENTITY_REMARKS_MAX)
		return;
	t = text(rec, "/remarks", parts, 2, "; ", sizeof(rec->pool));
	kept = cut(t, WASL_IDENTITY_REMARKS_MAX - sizeof(mark));
	if (kept.n < t.n) {
		rec->used -= t.n - kept.n;
		(void)keep(rec, mark, sizeof(mark) - 1);
		kept.n += sizeof(mark) - 1;
	}
	rec->who.remarks = kept;
}

static bool same_birth(const struct wasl_birth *a, const struct wasl_birth *b)
{
	return a->precision == b->precision && a->year == b->year &&
	       a->month == b->month && a->day == b->day;
}

void record_birth(struct reader_record *rec, const struct wasl_birth *birth)
{
	struct wasl_identity *who = &rec->who;

	if (birth->precision == WASL_BIRTH_UNKNOWN)
		return;
	for (size_t i = 0; i < who->n_births; i++)
		if (same_birth(&who->births[i], birth))
			return;
	if (who->n_births == WASL_IDENTITY_BIRTHS_MAX)
		record_fail_max(rec, "/births", "many-max",
				WASL_IDENTITY_BIRTHS_MAX);
	else
		who->births[who->n_births++] = *birth;
}

void record_sex(struct reader_record *rec, wasl_text in)
{
	static const struct {
		const char *word;
		char sex;
	} words[] = {
		{"", 0},	 {"M", 'M'},	  {"m", 'M'},
		{"male", 'M'},	 {"Male", 'M'},	  {"MALE", 'M'},
		{"homme", 'M'},	 {"H", 'M'},	  {"h", 'M'},
		{"ذكر", 'M'},	 {"F", 'F'},	  {"f", 'F'},
		{"female", 'F'}, {"Female", 'F'}, {"FEMALE", 'F'},
		{"femme", 'F'},	 {"أنثى", 'F'},	  {"U", 0},
		{"X", 0},	 {"unknown", 0},  {"Unknown", 0},
		{"other", 0},	 {"inconnu", 0},
	};
	wasl_text t = text(rec, "/sex", &in, 1, "", 32);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!wasl_text_is(t, words[i].word))
			continue;
		if (words[i].sex != 0)
			rec->who.sex = words[i].sex;
		return;
	}
	record_fail(rec, WASL_SCHEMA, "/sex", "sex-word");
}
