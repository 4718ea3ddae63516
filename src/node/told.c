#include "node/told.h"

#include "calendar/civil.h"

static bool is_never(int64_t at)
{
	return at == 0 || at == INT64_MAX;
}

json_t *node_told_instant(int64_t at)
{
	char text[WASL_INSTANT_LEN + 1];

	if (is_never(at))
		return json_null();
	wasl_instant_write(text, at);
	return json_string(text);
}

json_t *node_told_text(struct wasl_rows *rows, const char *column)
{
	wasl_text text = wasl_rows_text(rows, column);

	return json_stringn(text.p, text.n);
}

json_t *node_told_local(struct wasl_node *node, struct wasl_rows *rows,
			int64_t at)
{
	struct wasl_local local[2];
	uint8_t profile[32];

	if (is_never(at))
		return json_array();
	wasl_rows_copy(rows, "profile_hash", profile, sizeof(profile));
	node_local(node, local, profile, at);
	return wasl_node_local_json(local, at);
}
