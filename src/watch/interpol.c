/*
 * INTERPOL's public notices (ws-public.interpol.int/notices/v1/…), saved as
 * they come: single notices, or pages of them in HAL,
 *
 *	{"total": 1, "query": {…},
 *	 "_embedded": {"notices": [{"entity_id": "2024/1", …}]}, "_links": {…}}
 *
 * any number one behind the other or in an array. Members of a notice that say
 * who somebody is: entity_id (the reference), name, forename, date_of_birth
 * (YYYY/MM/DD or a part of it), sex_id (F, M, U), nationalities,
 * place_of_birth, country_of_birth_id; arrest_warrants and distinguishing_marks
 * become remarks.
 */
#include "kind/fault.h"
#include "kind/json.h"
#include "watch/birth.h"
#include "watch/items.h"
#include "watch/reader_impl.h"

/* The text of a member; empty where it is absent or null. */
static wasl_text member(struct reader_record *rec, const json_t *notice,
			const char *name)
{
	const json_t *v = json_object_get(notice, name);
	char field[48] = "/";

	if (v != NULL && !json_is_null(v) && !json_is_string(v)) {
		strncat(field, name, sizeof(field) - 2);
		record_fail(rec, WASL_SCHEMA, field, "no-text");
	}
	return json_is_string(v) ? wasl_json_text(v) : WASL_TEXT("");
}

static void read_birth(struct reader_record *rec, const json_t *notice)
{
	wasl_text t = member(rec, notice, "date_of_birth");
	struct wasl_birth birth;

	if (t.n == 0)
		return;
	if (wasl_birth_parse(&birth, t, "YYYY/MM/DD"))
		record_birth(rec, &birth);
	else
		record_fail(rec, WASL_SCHEMA, "/date_of_birth", "date-slash");
}

static void read_nationalities(struct reader_record *rec, const json_t *notice)
{
	const json_t *list = json_object_get(notice, "nationalities");

	if (list != NULL && !json_is_null(list) && !json_is_array(list))
		record_fail(rec, WASL_SCHEMA, "/nationalities", "no-list");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);

		if (json_is_string(v))
			record_nationality(rec, wasl_json_text(v));
		else if (!json_is_null(v))
			record_fail(rec, WASL_SCHEMA, "/nationalities",
				    "no-text");
	}
}

static void read_warrants(struct reader_record *rec, const json_t *notice)
{
	const json_t *list = json_object_get(notice, "arrest_warrants");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *w = json_array_get(list, i);

		record_remark(rec, member(rec, w, "issuing_country_id"));
		record_remark(rec, member(rec, w, "charge"));
		record_remark(rec, member(rec, w, "charge_translation"));
	}
}

static wasl_status read_notice(struct wasl_reader *reader, const json_t *notice,
			       uint64_t line, struct wasl_err *err)
{
	struct reader_record *rec = &reader->record;
	wasl_text name[2], place[2];

	record_reset(rec);
	if (!json_is_object(notice))
		record_fail(rec, WASL_SCHEMA, "", "no-object");
	name[0] = member(rec, notice, "forename");
	name[1] = member(rec, notice, "name");
	place[0] = member(rec, notice, "place_of_birth");
	place[1] = member(rec, notice, "country_of_birth_id");
	record_ref(rec, member(rec, notice, "entity_id"));
	record_name_of(rec, WASL_IDENTITY_PRIMARY, name, 2);
	read_birth(rec, notice);
	record_sex(rec, member(rec, notice, "sex_id"));
	record_place(rec, place, 2);
	read_nationalities(rec, notice);
	read_warrants(rec, notice);
	record_remark(rec, member(rec, notice, "distinguishing_marks"));
	return reader_emit(reader, line, err);
}

static wasl_status read_object(void *ctx, wasl_bytes text, uint64_t line,
			       struct wasl_err *err)
{
	struct wasl_reader *reader = ctx;
	wasl_autojson *v = NULL;
	const json_t *notices;
	struct wasl_err why;

	if (wasl_json_parse_any(&v, text, WASL_WATCH_OBJECT_MAX, &why) !=
	    WASL_OK) {
		reader_refuse(reader, line, &why);
		return WASL_OK;
	}
	notices = json_object_get(json_object_get(v, "_embedded"), "notices");
	if (notices == NULL)
		return read_notice(reader, v, line, err);
	if (!json_is_array(notices))
		return wasl_fault_of(err, WASL_SCHEMA, "", "notices",
				     WASL_FAULT_N("line", line));
	for (size_t i = 0; i < json_array_size(notices); i++)
		WASL_TRY(read_notice(reader, json_array_get(notices, i), line,
				     err));
	return WASL_OK;
}

static wasl_status begin(struct wasl_reader *reader, struct wasl_err *err)
{
	struct json_items *items;

	WASL_TRY(json_items_new(&items, read_object, reader, err));
	reader->state = items;
	return WASL_OK;
}

static wasl_status feed(struct wasl_reader *reader, wasl_bytes in,
			struct wasl_err *err)
{
	return json_items_feed(reader->state, in, err);
}

static wasl_status finish(struct wasl_reader *reader, struct wasl_err *err)
{
	return json_items_finish(reader->state, err);
}

static void end(struct wasl_reader *reader)
{
	json_items_free(reader->state);
}

const struct reader_kind reader_interpol = {begin, feed, finish, end};
