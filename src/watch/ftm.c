/*
 * FollowTheMoney entities, one JSON object a line, as OpenSanctions exports
 * them:
 *
 *	{"id": "Q1", "schema": "Person", "caption": "…", "target": true,
 *	 "properties": {"name": ["…"], "birthDate": ["1975-03"]}}
 *
 * Every property is a list. A Person is taken, and a LegalEntity, which may be
 * one; all other schemata (Organization, Address, Sanction …) and what the
 * source calls no target of the list are passed over.
 */
#include "base/alloc.h"
#include "kind/fault.h"
#include "kind/json.h"
#include "watch/birth.h"
#include "watch/reader_impl.h"

struct ftm {
	uint64_t line;
	bool skip; /* the rest of a line that is too long */
	struct wasl_buf text;
};

/* --- one entity ---------------------------------------------------------- */

static const json_t *property(const json_t *entity, const char *name)
{
	return json_object_get(json_object_get(entity, "properties"), name);
}

static wasl_text value(const json_t *list, size_t i)
{
	const json_t *v = json_array_get(list, i);

	return json_is_string(v) ? wasl_json_text(v) : WASL_TEXT("");
}

static wasl_text first(const json_t *entity, const char *name)
{
	return value(property(entity, name), 0);
}

static void take_name(struct reader_record *rec, wasl_text t)
{
	record_name(rec,
		    rec->who.n_names == 0 ? WASL_IDENTITY_PRIMARY
					  : WASL_IDENTITY_ALIAS,
		    t);
}

static void take_alias(struct reader_record *rec, wasl_text t)
{
	record_name(rec, WASL_IDENTITY_ALIAS, t);
}

static void take_weak(struct reader_record *rec, wasl_text t)
{
	record_name(rec, WASL_IDENTITY_WEAK, t);
}

static void take_former(struct reader_record *rec, wasl_text t)
{
	record_name(rec, WASL_IDENTITY_FORMER, t);
}

static void take_birth(struct reader_record *rec, wasl_text t)
{
	struct wasl_birth birth;

	if (wasl_birth_parse(&birth, t, "YYYY-MM-DD"))
		record_birth(rec, &birth);
	else
		record_fail(rec, WASL_SCHEMA, "/birthDate", "date-short");
}

static void take_place(struct reader_record *rec, wasl_text t)
{
	record_place(rec, &t, 1);
}

static void take_passport(struct reader_record *rec, wasl_text t)
{
	record_document(rec, WASL_TEXT("passport"), t, WASL_TEXT(""));
}

static void take_id(struct reader_record *rec, wasl_text t)
{
	record_document(rec, WASL_TEXT("id"), t, WASL_TEXT(""));
}

/* In this order: the first name is the primary one. */
static const struct {
	const char *name;
	void (*take)(struct reader_record *rec, wasl_text t);
} properties[] = {
	{"name", take_name},
	{"alias", take_alias},
	{"weakAlias", take_weak},
	{"previousName", take_former},
	{"birthDate", take_birth},
	{"gender", record_sex},
	{"birthPlace", take_place},
	{"birthCountry", take_place},
	{"nationality", record_nationality},
	{"citizenship", record_nationality},
	{"passportNumber", take_passport},
	{"idNumber", take_id},
	{"socialSecurityNumber", take_id},
	{"notes", record_remark},
	{"summary", record_remark},
};

static void take_property(struct reader_record *rec, const json_t *entity,
			  size_t i)
{
	const json_t *list = property(entity, properties[i].name);
	char field[48] = "/";

	if (list == NULL)
		return;
	strncat(field, properties[i].name, sizeof(field) - 2);
	if (!json_is_array(list))
		record_fail(rec, WASL_SCHEMA, field, "no-list");
	for (size_t k = 0; k < json_array_size(list); k++) {
		if (json_is_string(json_array_get(list, k)))
			properties[i].take(rec, value(list, k));
		else
			record_fail(rec, WASL_SCHEMA, field, "no-text");
	}
}

static void take_entity(struct reader_record *rec, const json_t *entity)
{
	wasl_text parts[] = {
		first(entity, "firstName"), first(entity, "secondName"),
		first(entity, "middleName"), first(entity, "fatherName"),
		first(entity, "lastName")};

	record_ref(rec, wasl_json_text(json_object_get(entity, "id")));
	if (!json_is_object(json_object_get(entity, "properties")))
		record_fail(rec, WASL_SCHEMA, "/properties", "empty");
	for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++)
		take_property(rec, entity, i);
	if (rec->who.n_names == 0)
		record_name_of(rec, WASL_IDENTITY_PRIMARY, parts,
			       sizeof(parts) / sizeof(parts[0]));
}

static wasl_status read_line(struct wasl_reader *reader, uint64_t line,
			     wasl_bytes text, struct wasl_err *err)
{
	wasl_autojson *entity = NULL;
	const json_t *schema;
	struct wasl_err why;

	if (wasl_json_parse_any(&entity, text, WASL_WATCH_ITEM_MAX, &why) !=
	    WASL_OK) {
		reader_refuse(reader, line, &why);
		return WASL_OK;
	}
	schema = json_object_get(entity, "schema");
	record_reset(&reader->record);
	if (!json_is_string(schema))
		record_fail(&reader->record, WASL_SCHEMA, "/schema", "empty");
	else if ((!wasl_json_is(schema, "Person") &&
		  !wasl_json_is(schema, "LegalEntity")) ||
		 json_is_false(json_object_get(entity, "target")))
		return WASL_OK;
	take_entity(&reader->record, entity);
	return reader_emit(reader, line, err);
}

/* --- lines --------------------------------------------------------------- */

static bool is_blank(wasl_bytes text)
{
	for (size_t i = 0; i < text.n; i++)
		if (memchr(" \t\r", text.p[i], 3) == NULL)
			return false;
	return true;
}

static wasl_bytes without_mark(wasl_bytes in)
{
	if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
		return wasl_bytes_of(in.p + 3, in.n - 3);
	return in;
}

static wasl_status line_ends(struct wasl_reader *reader, struct wasl_err *err)
{
	struct ftm *f = reader->state;
	wasl_bytes text = wasl_buf_bytes(&f->text);
	bool skip = f->skip;

	if (++f->line == 1)
		text = without_mark(text);
	f->skip = false;
	f->text.n = 0;
	return skip || is_blank(text) ? WASL_OK
				      : read_line(reader, f->line, text, err);
}

static void keep(struct wasl_reader *reader, wasl_bytes in)
{
	struct ftm *f = reader->state;
	struct wasl_err why;

	if (f->skip)
		return;
	wasl_buf_put(&f->text, in.p, in.n);
	if (!f->text.over)
		return;
	(void)wasl_fault_of(&why, WASL_TOO_BIG, "", "line-long",
			    WASL_FAULT_N("max", WASL_WATCH_ITEM_MAX));
	reader_refuse(reader, f->line + 1, &why);
	f->text.over = false;
	f->text.n = 0;
	f->skip = true;
}

static wasl_status feed(struct wasl_reader *reader, wasl_bytes in,
			struct wasl_err *err)
{
	while (in.n > 0) {
		const uint8_t *end = memchr(in.p, '\n', in.n);
		size_t n = end != NULL ? (size_t)(end - in.p) : in.n;

		keep(reader, wasl_bytes_of(in.p, n));
		if (end == NULL)
			return WASL_OK;
		WASL_TRY(line_ends(reader, err));
		in = wasl_bytes_of(end + 1, in.n - n - 1);
	}
	return WASL_OK;
}

static wasl_status begin(struct wasl_reader *reader, struct wasl_err *err)
{
	struct ftm *f = wasl_alloc(1, sizeof(*f));

	reader->state = f;
	if (f == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "reader");
	f->text = (struct wasl_buf){.p = wasl_alloc(WASL_WATCH_ITEM_MAX, 1),
				    .cap = WASL_WATCH_ITEM_MAX};
	return f->text.p != NULL ? WASL_OK
				 : wasl_fail(err, WASL_NO_MEMORY, "reader");
}

static wasl_status finish(struct wasl_reader *reader, struct wasl_err *err)
{
	return line_ends(reader, err);
}

static void end(struct wasl_reader *reader)
{
	struct ftm *f = reader->state;

	if (f == NULL)
		return;
	if (f->text.p != NULL)
		memset(f->text.p, 0, f->text.cap);
	wasl_free(f->text.p);
	wasl_free(f);
}

const struct reader_kind reader_ftm = {begin, feed, finish, end};
