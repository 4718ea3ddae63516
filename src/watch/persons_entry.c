/* A person to be added, fact by fact. */
#include "base/text.h"
#include "calendar/civil.h"
#include "watch/persons_inner.h"

struct wasl_persons_key wasl_persons_list(int64_t list_id, int64_t row_id)
{
	struct wasl_persons_key key = {.source = WASL_PERSONS_LIST};

	wasl_store_u64(key.b, (uint64_t)list_id);
	wasl_store_u64(key.b + 8, (uint64_t)row_id);
	return key;
}

static int64_t number_at(const uint8_t *p)
{
	struct wasl_cursor c = wasl_cursor_init(wasl_bytes_of(p, 8));

	return (int64_t)wasl_cursor_u64(&c);
}

int64_t wasl_persons_list_id(const struct wasl_persons_key *key)
{
	return number_at(key->b);
}

int64_t wasl_persons_row_id(const struct wasl_persons_key *key)
{
	return number_at(key->b + 8);
}

static bool same_name(const struct wasl_name *a, const struct wasl_name *b)
{
	if (a->n != b->n)
		return false;
	for (size_t w = 0; w < a->n; w++) {
		const struct wasl_word *v = &a->word[w];
		const struct wasl_word *u = &b->word[w];

		if (v->script != u->script || v->n != u->n ||
		    v->core != u->core || v->particle != u->particle ||
		    memcmp(v->c, u->c, v->n) != 0)
			return false;
	}
	return true;
}

void wasl_persons_note_name(struct wasl_persons_entry *entry, wasl_text name)
{
	struct wasl_name *to;

	if (entry->n_names == WASL_PERSON_NAMES_MAX)
		return;
	to = &entry->name[entry->n_names];
	if (wasl_name_parse(to, wasl_text_bytes(name), NULL) != WASL_OK)
		return;
	for (size_t i = 0; i < entry->n_names; i++)
		if (same_name(&entry->name[i], to))
			return;
	entry->n_names++;
}

void wasl_persons_note_birth(struct wasl_persons_entry *entry,
			     const struct wasl_birth *birth)
{
	if (birth->precision != WASL_BIRTH_UNKNOWN &&
	    entry->n_births < WASL_PERSON_BIRTHS_MAX)
		entry->birth[entry->n_births++] = *birth;
}

/* Letters and digits alone, letters large: as numbers are compared. */
size_t persons_reduce(char out[static WASL_PERSON_DOCUMENT_LEN + 1],
		      wasl_text number)
{
	size_t n = 0;

	for (size_t i = 0; i < number.n; i++) {
		char c = number.p[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
			continue;
		if (n == WASL_PERSON_DOCUMENT_LEN)
			break;
		out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

void wasl_persons_note_document(struct wasl_persons_entry *entry,
				wasl_text number)
{
	if (entry->n_documents < WASL_PERSON_DOCUMENTS_MAX &&
	    persons_reduce(entry->document[entry->n_documents], number) > 0)
		entry->n_documents++;
}

/* At the end of a character. */
static size_t cut(wasl_text text, size_t max)
{
	size_t n = text.n < max ? text.n : max;

	while (n > 0 && n < text.n && ((uint8_t)text.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void wasl_persons_note_place(struct wasl_persons_entry *entry, wasl_text place)
{
	size_t n = cut(place, WASL_PERSON_PLACE_LEN);

	if (n == 0 || entry->n_places == WASL_PERSON_PLACES_MAX)
		return;
	memcpy(entry->place[entry->n_places], place.p, n);
	entry->place[entry->n_places++][n] = '\0';
}

static uint16_t digits(const char *p, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + (unsigned)(p[i] - '0');
	return (uint16_t)v;
}

struct wasl_birth wasl_persons_birth(wasl_text date, wasl_text precision)
{
	struct wasl_birth birth = {0};

	if (!wasl_date_valid(date))
		return birth;
	birth.year = digits(date.p, 4);
	birth.precision = WASL_BIRTH_YEAR;
	if (date.n >= 7) {
		birth.month = (uint8_t)digits(date.p + 5, 2);
		birth.precision = WASL_BIRTH_MONTH;
	}
	if (date.n == 10) {
		birth.day = (uint8_t)digits(date.p + 8, 2);
		birth.precision = WASL_BIRTH_DAY;
	}
	if (wasl_text_is(precision, "YEAR"))
		birth.precision = WASL_BIRTH_YEAR;
	else if (wasl_text_is(precision, "CIRCA"))
		birth.precision = WASL_BIRTH_CIRCA;
	else if (wasl_text_is(precision, "PRESUMED"))
		birth.precision = WASL_BIRTH_PRESUMED;
	else if (wasl_text_is(precision, "MONTH") && birth.month > 0)
		birth.precision = WASL_BIRTH_MONTH;
	return birth;
}
