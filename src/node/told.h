/* Parts of what the node tells as JSON (sheets, cases, roadmaps, the wall). */
#ifndef WASL_NODE_TOLD_H
#define WASL_NODE_TOLD_H

#include "node/state.h"

/** RFC 3339 in UTC; null for 0 and INT64_MAX: never. A new reference. */
json_t *node_told_instant(int64_t at);
/** A column that is text. A new reference. */
json_t *node_told_text(struct wasl_rows *rows, const char *column);
/**
 * The same instant on the clocks of both sides, by the row's `profile_hash`;
 * empty for never. A new reference. Under the library's lock.
 */
json_t *node_told_local(struct wasl_node *node, struct wasl_rows *rows,
			int64_t at);

#endif
