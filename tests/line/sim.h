/* Two whole line machines against a network that loses, doubles, delays and
 * reorders, on hosts that stop at any step. The invariants of line/line.h are
 * asserted all the way. */
#ifndef WASL_TESTS_LINE_SIM_H
#define WASL_TESTS_LINE_SIM_H

#include <stdbool.h>
#include <stdint.h>

struct sim;

/** Both nodes started, faults on. `restores`: node 0 now and then goes back to
 * an old backup of its database (not of keyd). */
struct sim *sim_new(uint64_t seed, bool restores);
void sim_free(struct sim *sim);
/** Acts, messages, stops and restores, `steps` of each; then the faults end. */
void sim_disturb(struct sim *sim, unsigned steps);
/** Run without faults; do all acts come to be held and receipted? */
bool sim_heal(struct sim *sim);
/** Does node 0 say that entries are lost on both sides, and are they? */
bool sim_lost(const struct sim *sim);
/** Logs, mirrors, receipts and rejects are as spec §7 and §8 demand. */
void sim_check(const struct sim *sim);

#endif
