/*
 * Wake commands (wasl.json, "desk"): a fixed command line that rings a pager
 * or a GSM modem. It is given nothing of any dossier: no argument, no input, no
 * environment; what it says is heard by no one. One runs at a time, each rung
 * at most once in `wake_gap` seconds, for at most `wake_timeout`.
 */
#ifndef WASL_NODE_WAKE_H
#define WASL_NODE_WAKE_H

#include "base/status.h"
#include "desk/rung.h"

struct wasl_node;
struct node_waker;

/** Start its thread. Err: NO_MEMORY, IO. */
wasl_status node_wake_start(struct node_waker **out, struct wasl_node *node,
			    struct wasl_err *err) WASL_MUST_USE;
/** Ends a command that runs. Before the writer stops. NULL is a no-op. */
void node_wake_stop(struct node_waker *waker);

/** Call a rung's command, if it has one. Returns at once. Thread: any. */
void node_wake_call(struct node_waker *waker, enum wasl_chain chain,
		    size_t rung);

#endif
