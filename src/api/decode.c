#include "api/decode.h"

#include "base/text.h"
#include "calendar/civil.h"
#include "kind/fault.h"

#include <stdio.h>

static const struct api_member *find(const struct api_member *members,
				     const char *name)
{
	for (; members->name; members++)
		if (strcmp(members->name, name) == 0)
			return members;
	return NULL;
}

static wasl_status hand_out(const struct api_member *m, json_t *v,
			    struct wasl_err *err)
{
	char pointer[WASL_ERR_FIELD_MAX];
	snprintf(pointer, sizeof(pointer), "/%s", m->name);
	switch (m->type) {
	case API_TEXT:
		if (!json_is_string(v))
			return wasl_fault(err, WASL_SCHEMA, pointer,
					  "type-text");
		*(wasl_text *)m->out = wasl_json_text(v);
		return WASL_OK;
	case API_OBJECT:
		if (!json_is_object(v))
			return wasl_fault(err, WASL_SCHEMA, pointer,
					  "type-object");
		break;
	case API_ARRAY:
		if (!json_is_array(v))
			return wasl_fault(err, WASL_SCHEMA, pointer,
					  "type-list");
		break;
	}
	*(json_t **)m->out = v;
	return WASL_OK;
}

static wasl_status hand_out_all(json_t *top, const struct api_member *members,
				struct wasl_err *err)
{
	const char *name;
	json_t *v;
	if (!json_is_object(top))
		return wasl_fault(err, WASL_SCHEMA, "", "body-object");
	json_object_foreach(top, name, v)
	{
		const struct api_member *m = find(members, name);
		if (!m)
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "member-unknown",
				WASL_FAULT_T("name", wasl_text_of(name)));
		WASL_TRY(hand_out(m, v, err));
	}
	for (const struct api_member *m = members; m->name; m++)
		if (m->needed && !json_object_get(top, m->name))
			return wasl_fault_of(
				err, WASL_SCHEMA, "", "member-missing",
				WASL_FAULT_T("name", wasl_text_of(m->name)));
	return WASL_OK;
}

wasl_status api_decode(json_t **body, wasl_bytes in,
		       const struct api_member *members, struct wasl_err *err)
{
	wasl_autojson *top = NULL;
	WASL_TRY(wasl_json_parse(&top, in, WASL_API_BODY_MAX, err));
	WASL_TRY(hand_out_all(top, members, err));
	*body = json_incref(top);
	return WASL_OK;
}

wasl_status api_decode_nothing(wasl_bytes in, struct wasl_err *err)
{
	const struct api_member members[] = {{NULL, API_TEXT, false, NULL}};
	wasl_autojson *body = NULL;
	return in.n == 0 ? WASL_OK : api_decode(&body, in, members, err);
}

wasl_status api_decode_day(int64_t *out, wasl_text in, const char *pointer,
			   struct wasl_err *err)
{
	int64_t days;
	if (!wasl_date_parse(&days, in))
		return wasl_fault(err, WASL_SCHEMA, pointer, "day-like");
	*out = (days + 1) * 86400;
	return WASL_OK;
}

wasl_status api_decode_word(int *out, wasl_text in, const char *const *words,
			    const char *pointer, struct wasl_err *err)
{
	char all[WASL_ERR_VALUE_MAX] = "";
	size_t n = 0;
	*out = 0;
	if (in.p == NULL)
		return WASL_OK;
	for (int i = 0; words[i]; i++) {
		*out = i;
		if (wasl_text_is(in, words[i]))
			return WASL_OK;
		n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%s",
				      i == 0 ? "" : ", ", words[i]);
		wasl_assert(n < sizeof(all));
	}
	*out = 0;
	return wasl_fault_of(err, WASL_SCHEMA, pointer, "words",
			     WASL_FAULT_T("words", wasl_text_of(all)));
}

wasl_status api_decode_instant(int64_t *out, wasl_text in, const char *pointer,
			       struct wasl_err *err)
{
	if (wasl_instant_parse(out, in))
		return WASL_OK;
	return wasl_fault(err, WASL_SCHEMA, pointer, "instant-like");
}

wasl_status api_decode_number(int64_t *out, wasl_text in, int64_t max,
			      const char *pointer, struct wasl_err *err)
{
	uint64_t v;
	if (!wasl_decimal_parse(&v, in) || v == 0 || v > (uint64_t)max)
		return wasl_fault_of(err, WASL_SCHEMA, pointer, "number-to",
				     WASL_FAULT_N("max", max));
	*out = (int64_t)v;
	return WASL_OK;
}
