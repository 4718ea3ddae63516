/* The node's own log: one JSON object a line on standard error. */
#ifndef WASL_NODE_LOG_H
#define WASL_NODE_LOG_H

#include <stdint.h>

enum node_event {
#define X(name, level, meaning) NODE_EV_##name,
#include "node/events.def"
#undef X
};

/** A typed field; end the list with NODE_END. Texts are escaped. */
struct node_field {
	const char *name;
	enum { NODE_FIELD_END, NODE_FIELD_TEXT, NODE_FIELD_INT } type;
	const char *text;
	int64_t i;
};

#define NODE_T(n, v)                                                           \
	{                                                                      \
		.name = (n), .type = NODE_FIELD_TEXT, .text = (v)              \
	}
#define NODE_I(n, v)                                                           \
	{                                                                      \
		.name = (n), .type = NODE_FIELD_INT, .i = (int64_t)(v)         \
	}

/** Write one event. Thread: any; a line is never torn. */
void node_log_fields(enum node_event event, const struct node_field *fields);

/* At least one field. */
#define node_log(event, ...)                                                   \
	node_log_fields(NODE_EV_##event, (const struct node_field[]){          \
						 __VA_ARGS__, {.name = NULL}})

#endif
