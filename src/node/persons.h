/* The persons that a dossier names, out of its sealed acts and tables, and
 * those of lists. */
#ifndef WASL_NODE_PERSONS_H
#define WASL_NODE_PERSONS_H

#include "desk/batch.h"
#include "kind/record.h"
#include "node/corrected.h"
#include "watch/persons.h"
#include "watch/watch.h"

/* Persons of one act that are taken; a batch has its own kind of file. */
#define NODE_PERSONS_MAX 256

typedef wasl_status (*node_persons_visit)(
	void *ctx, const struct wasl_persons_entry *entry,
	struct wasl_err *err);

/**
 * Visit the persons of a record: in its fields with "index", each block that
 * has a family or given name. Key and expiry of the entry are `like`'s.
 *
 * In:   corrections  what counts in place of a field's value
 *       like         key and expires_at; overwritten otherwise
 */
wasl_status node_persons_of_record(const struct wasl_record *record,
				   const struct wasl_shape *shape,
				   const struct node_corrections *corrections,
				   struct wasl_persons_entry *like,
				   node_persons_visit visit, void *ctx,
				   struct wasl_err *err) WASL_MUST_USE;

/**
 * Visit the persons of a dossier: of every act that no reject names (source
 * DOSSIER), and of what waits in drafts and for the line (source DRAFT), each
 * as its corrections have it. What
 * does not read is passed over; it is no act in any fold either.
 *
 * In:   d      id, key and kind (`kind`: of its row) are set
 *       entry  scratch, for its size
 * Thread: any that holds `node->lock` for reading.
 */
wasl_status node_persons_of_dossier(struct wasl_node *node,
				    struct store_reader *r,
				    const struct node_dossier *d,
				    struct wasl_persons_entry *entry,
				    node_persons_visit visit, void *ctx,
				    struct wasl_err *err) WASL_MUST_USE;

/**
 * The same, and each name of a person as it is written, before the person.
 */
typedef void (*node_persons_name)(void *ctx, wasl_text written);
wasl_status node_persons_names(struct wasl_node *node, struct store_reader *r,
			       const struct node_dossier *d,
			       struct wasl_persons_entry *entry,
			       node_persons_name name, node_persons_visit visit,
			       void *ctx, struct wasl_err *err) WASL_MUST_USE;

/** The person of a row of a batch, but for the key. */
void node_persons_of_batch(struct wasl_persons_entry *entry,
			   const struct wasl_batch_row *row);

/** The person of a list's record, as it is in memory: `entry` whole. */
void node_persons_of_row(struct wasl_persons_entry *entry,
			 const struct wasl_watch_row *row);

#endif
