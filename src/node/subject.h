/*
 * Who a search was for, as the logs say it: a keyed id that outlives a purge.
 * The same name and year give the same id; without the key nobody can tell of
 * whom.
 */
#ifndef WASL_NODE_SUBJECT_H
#define WASL_NODE_SUBJECT_H

#include "names/person.h"

struct wasl_node;

#define NODE_SUBJECT_LEN 32

/** Read the key, or make one at the first start. The writer runs. */
wasl_status node_subject_start(struct wasl_node *node,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * The id of a person.
 *
 * In:   birth  only its year counts; may be UNKNOWN
 * Thread: any.
 */
void node_subject_id(const struct wasl_node *node,
		     uint8_t out[static NODE_SUBJECT_LEN],
		     const struct wasl_name *name,
		     const struct wasl_birth *birth);

#endif
