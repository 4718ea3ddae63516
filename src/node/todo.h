/* What acts leave to be done at home (desk/task.h): a projection, written with
 * the dossier's row. */
#ifndef WASL_NODE_TODO_H
#define WASL_NODE_TODO_H

#include "node/cache.h"

/**
 * Write the `todo` rows of a dossier anew. Writer's thread, before a commit.
 *
 *	own act crossed, or was rejected      its author looks
 *	own act released by one               until it is confirmed
 *	own refusal of a national (R14)       prosecution at home
 *	partner's correction                  until applied
 *	partner's ceasing or withdrawal       until removed
 *	partner's question of permission      until answered
 */
wasl_status node_todo_write(struct store_tx *tx, struct node_dossier *d,
			    struct wasl_err *err) WASL_MUST_USE;

/* Raised whenever the table above changes, or the rows of clocks do,
 * or the columns that an inbox shows or statistics ask. */
#define NODE_TODO_VERSION 7

/**
 * At the start: if the rows were made by another version, or were lost, all
 * are made again, by jobs of the writer.
 */
wasl_status node_todo_start(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
