/* The fold itself; not for other rooms. */
#ifndef WASL_DOSSIER_FOLD_H
#define WASL_DOSSIER_FOLD_H

#include "dossier/dossier.h"

/** What one pass over the acts needs beside them. */
struct wasl_fold {
	struct wasl_dossier *d;
	size_t fresh;	   /* act that may still have to be read, or NONE */
	wasl_bytes fields; /* its record, det-CBOR */
};

/**
 * Read an act's marks, and what else the fold needs, by the kind in force.
 * Err:  MALFORMED, NO_MEMORY; TOO_BIG with too many items in the dossier.
 */
wasl_status wasl_fold_read(struct wasl_dossier *d, struct wasl_dossier_act *a,
			   wasl_bytes fields,
			   struct wasl_err *err) WASL_MUST_USE;

/** Fold the act at `i`, those before it being folded. */
wasl_status wasl_fold_step(struct wasl_fold *fold, size_t i,
			   struct wasl_err *err) WASL_MUST_USE;
/** Fold all acts from the first. */
wasl_status wasl_fold_all(struct wasl_fold *fold,
			  struct wasl_err *err) WASL_MUST_USE;

/** Name of the field that carries a mark. */
const char *wasl_mark_name(enum wasl_mark mark);

#endif
