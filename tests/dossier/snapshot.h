/* All that a fold holds, as bytes: the same acts give the same on both sides.
 */
#ifndef WASL_TESTS_DOSSIER_SNAPSHOT_H
#define WASL_TESTS_DOSSIER_SNAPSHOT_H

#include "dossier/dossier.h"

/** See buf->over. */
void snapshot_write(struct wasl_buf *out, const struct wasl_dossier *d);

#endif
