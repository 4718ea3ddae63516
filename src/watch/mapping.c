#include "watch/mapping.h"

#include "kind/fault.h"
#include "kind/json.h"

#include <stdio.h>

static const char *const words[] = {
#define X(name, word, meaning) [WASL_COLUMN_##name] = (word),
#include "watch/column.def"
#undef X
};

const char *wasl_column_word(enum wasl_column column)
{
	wasl_assert(column < WASL_COLUMNS);
	return words[column];
}

enum wasl_column wasl_column_find(wasl_text word)
{
	size_t i = 0;

	while (i < WASL_COLUMNS && !wasl_text_is(word, words[i]))
		i++;
	return (enum wasl_column)i;
}

static wasl_status add_column(struct wasl_mapping *out, const char *heading,
			      const json_t *field, struct wasl_err *err)
{
	enum wasl_column column = wasl_column_find(wasl_json_text(field));
	size_t n = strlen(heading);

	if (out->n == WASL_CSV_COLUMNS_MAX)
		return wasl_fault_of(err, WASL_TOO_BIG, "/columns",
				     "columns-max",
				     WASL_FAULT_N("max", WASL_CSV_COLUMNS_MAX));
	if (n == 0 || n > WASL_HEADING_MAX)
		return wasl_fault_of(err, WASL_SCHEMA, "/columns",
				     "heading-long",
				     WASL_FAULT_N("max", WASL_HEADING_MAX));
	if (!json_is_string(field) || column == WASL_COLUMN_NONE)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/columns", "column-field",
			WASL_FAULT_T("column", wasl_text_of(heading)));
	memcpy(out->columns[out->n].heading, heading, n + 1);
	out->columns[out->n++].column = column;
	return WASL_OK;
}

static wasl_status read_columns(struct wasl_mapping *out, const json_t *columns,
				struct wasl_err *err)
{
	const char *heading;
	json_t *field;

	if (json_object_size(columns) == 0)
		return wasl_fault(err, WASL_SCHEMA, "/columns", "columns-none");
	json_object_foreach((json_t *)(uintptr_t)columns, heading, field)
		WASL_TRY(add_column(out, heading, field, err));
	return WASL_OK;
}

static wasl_status read_date(struct wasl_mapping *out, const json_t *v,
			     struct wasl_err *err)
{
	wasl_text t = wasl_json_text(v);

	if (!json_is_string(v) || !wasl_birth_pattern_valid(t))
		return wasl_fault(err, WASL_SCHEMA, "/date", "pattern");
	memcpy(out->date, t.p, t.n);
	out->date[t.n] = '\0';
	return WASL_OK;
}

static wasl_status read_separator(struct wasl_mapping *out, const json_t *v,
				  struct wasl_err *err)
{
	wasl_text t = wasl_json_text(v);

	if (t.n != 1 || t.p[0] < 0x21 || t.p[0] > 0x7e)
		return wasl_fault(err, WASL_SCHEMA, "/separator", "separator");
	out->separator = t.p[0];
	return WASL_OK;
}

static wasl_status read_member(struct wasl_mapping *out, const char *name,
			       const json_t *v, struct wasl_err *err)
{
	static const struct {
		const char *name;
		wasl_status (*read)(struct wasl_mapping *out, const json_t *v,
				    struct wasl_err *err);
	} members[] = {{"columns", read_columns},
		       {"date", read_date},
		       {"separator", read_separator}};
	char pointer[WASL_ERR_FIELD_MAX];

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(name, members[i].name) == 0)
			return members[i].read(out, v, err);
	snprintf(pointer, sizeof(pointer), "/%s", name);
	return wasl_fault(err, WASL_SCHEMA, pointer, "member");
}

wasl_status wasl_mapping_parse(struct wasl_mapping *out, wasl_bytes json,
			       struct wasl_err *err)
{
	wasl_autojson *v = NULL;
	const char *name;
	json_t *member;

	*out = (struct wasl_mapping){.date = "YYYY-MM-DD"};
	WASL_TRY(wasl_json_parse(&v, json, WASL_MAPPING_MAX, err));
	if (!json_is_object(v))
		return wasl_fault(err, WASL_SCHEMA, "", "no-object");
	json_object_foreach(v, name, member)
		WASL_TRY(read_member(out, name, member, err));
	return out->n > 0 ? WASL_OK
			  : wasl_fault(err, WASL_SCHEMA, "/columns",
				       "columns-none");
}
