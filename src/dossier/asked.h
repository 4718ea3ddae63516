/* Acts that wait for the other side's answer (docs/spec §12, clocks with
 * `answer`). Part of what stands. */
#ifndef WASL_DOSSIER_ASKED_H
#define WASL_DOSSIER_ASKED_H

#include "dossier/standing.h"

/** When both sides go over from `old`: what waits under a clock of the same
 * number goes on waiting. */
void wasl_asked_carry(struct wasl_standing *to, struct wasl_standing *from,
		      const struct wasl_kind *now, const struct wasl_kind *old);

/**
 * The act at `i` counts: it answers one, or waits itself.
 *
 * In:   before  the state that it met
 * Err:  NO_MEMORY
 */
wasl_status wasl_asked_take(struct wasl_dossier *d, size_t i, uint8_t before,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
