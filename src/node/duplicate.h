/* Is the person of an opening known already? Notes for its author and the
 * second person; nothing of it leaves. */
#ifndef WASL_NODE_DUPLICATE_H
#define WASL_NODE_DUPLICATE_H

#include "desk/user.h"
#include "kind/finding.h"
#include "kind/record.h"
#include "node/state.h"

/**
 * Add a note for each dossier that has the person, and each list: "already in
 * MA-2026-ARR-000012"; where the officer may not read it, whom to ask.
 *
 * In:   self  the dossier itself, which does not count
 * What cannot be looked up (memory, database) adds nothing.
 */
void node_duplicate_notes(struct wasl_node *node,
			  struct wasl_findings *findings,
			  const struct wasl_record *record,
			  const struct wasl_shape *shape,
			  const struct wasl_dossier_id *self,
			  const struct wasl_user *actor);

#endif
