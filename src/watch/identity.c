#include "watch/identity.h"

#include "base/text.h"
#include "calendar/civil.h"
#include "cbor/cbor.h"
#include "kind/fault.h"
#include "names/normalise.h"

#include <stdio.h>

/* Version of the encoding; a reader refuses any other. */
#define VERSION 1
/* Heads of items and what else is not text, at most. */
#define ITEM_ROOM 16

static const char *const words[] = {
#define X(name, number, word, meaning) [number] = (word),
#include "watch/identity_name.def"
#undef X
};
#define WORDS (sizeof(words) / sizeof(words[0]))

const char *wasl_identity_name_word(enum wasl_identity_name_kind kind)
{
	wasl_assert((size_t)kind < WORDS && words[kind] != NULL);
	return words[kind];
}

bool wasl_identity_name_find(enum wasl_identity_name_kind *out, wasl_text word)
{
	for (size_t i = 1; i < WORDS; i++) {
		if (!wasl_text_is(word, words[i]))
			continue;
		*out = (enum wasl_identity_name_kind)i;
		return true;
	}
	return false;
}

/* --- scripts ------------------------------------------------------------- */

/* Blocks of Unicode by their script; what is in none is OTHER. */
static const struct {
	uint32_t from, to;
	enum wasl_identity_script script;
} blocks[] = {
	{'A', 'Z', WASL_WRITTEN_LATIN},
	{'a', 'z', WASL_WRITTEN_LATIN},
	{0xc0, 0x24f, WASL_WRITTEN_LATIN},
	{0x400, 0x52f, WASL_WRITTEN_CYRILLIC},
	{0x600, 0x6ff, WASL_WRITTEN_ARABIC},
	{0x750, 0x77f, WASL_WRITTEN_ARABIC},
	{0x8a0, 0x8ff, WASL_WRITTEN_ARABIC},
	{0x1e00, 0x1eff, WASL_WRITTEN_LATIN},
	{0xfb50, 0xfdff, WASL_WRITTEN_ARABIC},
	{0xfe70, 0xfeff, WASL_WRITTEN_ARABIC},
};

static enum wasl_identity_script script_of(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
		if (cp >= blocks[i].from && cp <= blocks[i].to)
			return blocks[i].script;
	return WASL_WRITTEN_OTHER;
}

enum wasl_identity_script wasl_identity_script_of(wasl_text name)
{
	size_t count[4] = {0};
	size_t at = 0, best = WASL_WRITTEN_LATIN;

	while (at < name.n)
		count[script_of(wasl_utf8_next(wasl_text_bytes(name), &at))]++;
	for (size_t i = WASL_WRITTEN_LATIN; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return count[best] > 0 ? (enum wasl_identity_script)best
			       : WASL_WRITTEN_OTHER;
}

const char *wasl_identity_script_word(enum wasl_identity_script script)
{
	static const char *const names[] = {"other", "latin", "arabic",
					    "cyrillic"};

	return names[script];
}

/* --- checking ------------------------------------------------------------ */

/* Where a text stands in the record, for its error. */
struct place {
	const char *member;
	size_t i; /* 0: the member itself */
};

/* The sentence of a limit names it. */
static wasl_status refuse_of(struct wasl_err *err, wasl_status status,
			     struct place at, const char *word, size_t max)
{
	char field[WASL_ERR_FIELD_MAX];

	if (at.i == 0)
		snprintf(field, sizeof(field), "/%s", at.member);
	else
		snprintf(field, sizeof(field), "/%s/%zu", at.member, at.i);
	return max == 0 ? wasl_fault(err, status, field, word)
			: wasl_fault_of(err, status, field, word,
					WASL_FAULT_N("max", max));
}

static wasl_status refuse(struct wasl_err *err, wasl_status status,
			  struct place at, const char *word)
{
	return refuse_of(err, status, at, word, 0);
}

static bool has_control(wasl_text t, bool lines)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if ((c < 0x20 && !(lines && c == '\n')) || c == 0x7f)
			return true;
	}
	return false;
}

static wasl_status check_text(wasl_text t, size_t max, struct place at,
			      struct wasl_err *err)
{
	bool lines = max == WASL_IDENTITY_REMARKS_MAX;

	if (t.n > max)
		return refuse_of(err, WASL_TOO_BIG, at, "long-max", max);
	if (!wasl_utf8_valid(wasl_text_bytes(t)))
		return refuse(err, WASL_SCHEMA, at, "utf8");
	if (has_control(t, lines))
		return refuse(err, WASL_SCHEMA, at, "control");
	return WASL_OK;
}

static wasl_status check_full(wasl_text t, size_t max, struct place at,
			      struct wasl_err *err)
{
	if (t.n == 0)
		return refuse(err, WASL_SCHEMA, at, "empty");
	return check_text(t, max, at, err);
}

static wasl_status check_birth(const struct wasl_birth *b, struct place at,
			       struct wasl_err *err)
{
	bool month = b->precision == WASL_BIRTH_MONTH;
	bool day = b->precision == WASL_BIRTH_DAY ||
		   b->precision == WASL_BIRTH_PRESUMED;

	if (b->precision == WASL_BIRTH_UNKNOWN ||
	    b->precision > WASL_BIRTH_PRESUMED || b->year < WASL_YEAR_MIN ||
	    b->year > WASL_YEAR_MAX)
		return refuse(err, WASL_SCHEMA, at, "birth");
	if ((month || day) && (b->month < 1 || b->month > 12))
		return refuse(err, WASL_SCHEMA, at, "month");
	if (day &&
	    (b->day < 1 || b->day > wasl_civil_month_days(b->year, b->month)))
		return refuse(err, WASL_SCHEMA, at, "day");
	return WASL_OK;
}

static wasl_status check_names(const struct wasl_identity *who, size_t *total,
			       struct wasl_err *err)
{
	if (who->n_names == 0)
		return refuse(err, WASL_SCHEMA, (struct place){"names", 0},
			      "no-name");
	for (size_t i = 0; i < who->n_names; i++) {
		struct place at = {"names", i + 1};

		WASL_TRY(check_full(who->names[i].text, WASL_IDENTITY_TEXT_MAX,
				    at, err));
		*total += who->names[i].text.n + ITEM_ROOM;
	}
	return WASL_OK;
}

static wasl_status check_documents(const struct wasl_identity *who,
				   size_t *total, struct wasl_err *err)
{
	for (size_t i = 0; i < who->n_documents; i++) {
		const struct wasl_identity_document *d = &who->documents[i];
		struct place at = {"documents", i + 1};

		WASL_TRY(
			check_full(d->number, WASL_IDENTITY_TEXT_MAX, at, err));
		WASL_TRY(check_text(d->type, WASL_IDENTITY_TEXT_MAX, at, err));
		WASL_TRY(check_text(d->country, WASL_IDENTITY_TEXT_MAX, at,
				    err));
		*total += d->type.n + d->number.n + d->country.n +
			  (size_t)3 * ITEM_ROOM;
	}
	return WASL_OK;
}

static wasl_status check_texts(const wasl_text *texts, size_t n,
			       const char *member, size_t *total,
			       struct wasl_err *err)
{
	for (size_t i = 0; i < n; i++) {
		WASL_TRY(check_full(texts[i], WASL_IDENTITY_TEXT_MAX,
				    (struct place){member, i + 1}, err));
		*total += texts[i].n + ITEM_ROOM;
	}
	return WASL_OK;
}

/* What has been taken once stays readable, whatever is asked of new ones. */
static wasl_status check_kept(const struct wasl_identity *who,
			      struct wasl_err *err)
{
	size_t total = (size_t)(10 + 5 * WASL_IDENTITY_BIRTHS_MAX) * ITEM_ROOM;

	WASL_TRY(check_full(who->ref, WASL_IDENTITY_REF_MAX,
			    (struct place){"ref", 0}, err));
	WASL_TRY(check_names(who, &total, err));
	for (size_t i = 0; i < who->n_births; i++)
		WASL_TRY(check_birth(&who->births[i],
				     (struct place){"births", i + 1}, err));
	if (who->sex != 0 && who->sex != 'F' && who->sex != 'M')
		return refuse(err, WASL_SCHEMA, (struct place){"sex", 0},
			      "sex");
	WASL_TRY(
		check_texts(who->places, who->n_places, "places", &total, err));
	WASL_TRY(check_texts(who->nationalities, who->n_nationalities,
			     "nationalities", &total, err));
	WASL_TRY(check_documents(who, &total, err));
	WASL_TRY(check_text(who->remarks, WASL_IDENTITY_REMARKS_MAX,
			    (struct place){"remarks", 0}, err));
	if (who->expires_at < 0 || who->expires_at > WASL_INSTANT_MAX)
		return refuse(err, WASL_SCHEMA, (struct place){"expires", 0},
			      "instant");
	if (total + who->ref.n + who->remarks.n > WASL_IDENTITY_MAX)
		return refuse_of(err, WASL_TOO_BIG, (struct place){"names", 0},
				 "record-long", WASL_IDENTITY_MAX);
	return WASL_OK;
}

wasl_status wasl_identity_check(const struct wasl_identity *who,
				struct wasl_err *err)
{
	struct wasl_name name;

	WASL_TRY(check_kept(who, err));
	for (size_t i = 0; i < who->n_names; i++)
		if (wasl_name_parse(&name, wasl_text_bytes(who->names[i].text),
				    NULL) == WASL_OK)
			return WASL_OK;
	return refuse(err, WASL_SCHEMA, (struct place){"names", 0}, "letters");
}

/* --- encoding ------------------------------------------------------------ */

static void put_texts(struct wasl_buf *out, const wasl_text *texts, size_t n)
{
	wasl_cbor_put_array(out, n);
	for (size_t i = 0; i < n; i++)
		wasl_cbor_put_text(out, texts[i]);
}

static void put_names(struct wasl_buf *out, const struct wasl_identity *who)
{
	wasl_cbor_put_array(out, who->n_names);
	for (size_t i = 0; i < who->n_names; i++) {
		wasl_cbor_put_array(out, 2);
		wasl_cbor_put_uint(out, who->names[i].kind);
		wasl_cbor_put_text(out, who->names[i].text);
	}
}

static void put_births(struct wasl_buf *out, const struct wasl_identity *who)
{
	wasl_cbor_put_array(out, who->n_births);
	for (size_t i = 0; i < who->n_births; i++) {
		const struct wasl_birth *b = &who->births[i];

		wasl_cbor_put_array(out, 4);
		wasl_cbor_put_uint(out, b->precision);
		wasl_cbor_put_uint(out, b->year);
		wasl_cbor_put_uint(out, b->month);
		wasl_cbor_put_uint(out, b->day);
	}
}

static void put_documents(struct wasl_buf *out, const struct wasl_identity *who)
{
	wasl_cbor_put_array(out, who->n_documents);
	for (size_t i = 0; i < who->n_documents; i++) {
		const struct wasl_identity_document *d = &who->documents[i];

		wasl_cbor_put_array(out, 3);
		wasl_cbor_put_text(out, d->type);
		wasl_cbor_put_text(out, d->number);
		wasl_cbor_put_text(out, d->country);
	}
}

void wasl_identity_write(struct wasl_buf *out, const struct wasl_identity *who)
{
	wasl_cbor_put_array(out, 10);
	wasl_cbor_put_uint(out, VERSION);
	wasl_cbor_put_text(out, who->ref);
	put_names(out, who);
	put_births(out, who);
	wasl_cbor_put_uint(out, (uint64_t)(unsigned char)who->sex);
	put_texts(out, who->places, who->n_places);
	put_texts(out, who->nationalities, who->n_nationalities);
	put_documents(out, who);
	wasl_cbor_put_text(out, who->remarks);
	wasl_cbor_put_uint(out, (uint64_t)who->expires_at);
}

/* Items of a list that has room for `max`. */
static size_t get_array(struct wasl_cbor *c, size_t max)
{
	size_t n = wasl_cbor_enter_array(c);

	if (n > max)
		wasl_cbor_fail(c, "too many items");
	return n > max ? 0 : n;
}

static unsigned get_small(struct wasl_cbor *c, unsigned max)
{
	uint64_t v = wasl_cbor_uint(c);

	if (v > max)
		wasl_cbor_fail(c, "a number out of its range");
	return v > max ? 0 : (unsigned)v;
}

static size_t get_texts(struct wasl_cbor *c, wasl_text *out, size_t max)
{
	size_t n = get_array(c, max);

	for (size_t i = 0; i < n; i++)
		out[i] = wasl_cbor_text(c);
	wasl_cbor_leave(c);
	return n;
}

static void get_names(struct wasl_cbor *c, struct wasl_identity *out)
{
	out->n_names = get_array(c, WASL_IDENTITY_NAMES_MAX);
	for (size_t i = 0; i < out->n_names; i++) {
		wasl_cbor_expect_array(c, 2);
		out->names[i].kind =
			(enum wasl_identity_name_kind)get_small(c, WORDS - 1);
		out->names[i].text = wasl_cbor_text(c);
		wasl_cbor_leave(c);
		if (out->names[i].kind == 0)
			wasl_cbor_fail(c, "no such kind of name");
	}
	wasl_cbor_leave(c);
}

static void get_births(struct wasl_cbor *c, struct wasl_identity *out)
{
	out->n_births = get_array(c, WASL_IDENTITY_BIRTHS_MAX);
	for (size_t i = 0; i < out->n_births; i++) {
		struct wasl_birth *b = &out->births[i];

		wasl_cbor_expect_array(c, 4);
		b->precision = (uint8_t)get_small(c, WASL_BIRTH_PRESUMED);
		b->year = (uint16_t)get_small(c, WASL_YEAR_MAX);
		b->month = (uint8_t)get_small(c, 12);
		b->day = (uint8_t)get_small(c, 31);
		wasl_cbor_leave(c);
	}
	wasl_cbor_leave(c);
}

static void get_documents(struct wasl_cbor *c, struct wasl_identity *out)
{
	out->n_documents = get_array(c, WASL_IDENTITY_DOCUMENTS_MAX);
	for (size_t i = 0; i < out->n_documents; i++) {
		wasl_cbor_expect_array(c, 3);
		out->documents[i].type = wasl_cbor_text(c);
		out->documents[i].number = wasl_cbor_text(c);
		out->documents[i].country = wasl_cbor_text(c);
		wasl_cbor_leave(c);
	}
	wasl_cbor_leave(c);
}

wasl_status wasl_identity_read(struct wasl_identity *out, wasl_bytes in,
			       struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	wasl_status status;

	memset(out, 0, sizeof(*out));
	wasl_cbor_expect_array(&c, 10);
	wasl_cbor_expect_int(&c, VERSION);
	out->ref = wasl_cbor_text(&c);
	get_names(&c, out);
	get_births(&c, out);
	out->sex = (char)get_small(&c, 'M');
	out->n_places = get_texts(&c, out->places, WASL_IDENTITY_PLACES_MAX);
	out->n_nationalities =
		get_texts(&c, out->nationalities, WASL_IDENTITY_NATIONS_MAX);
	get_documents(&c, out);
	out->remarks = wasl_cbor_text(&c);
	out->expires_at = (int64_t)(wasl_cbor_uint(&c) & INT64_MAX);
	wasl_cbor_leave(&c);
	status = wasl_cbor_finish(&c, err);
	if (status == WASL_OK)
		status = check_kept(out, err);
	if (status != WASL_OK)
		memset(out, 0, sizeof(*out));
	return status;
}
