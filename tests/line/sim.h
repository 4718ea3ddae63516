/* Two whole line machines against a network that loses, doubles, delays and
 * reorders, on hosts that stop at any step. The invariants of line/line.h are
 * asserted all the way. */
#ifndef WASL_TESTS_LINE_SIM_H
#define WASL_TESTS_LINE_SIM_H

#include <stdbool.h>
#include <stdint.h>

struct sim;

/* Whose database (not keyd) now and then goes back to an old backup. */
enum sim_restores {
	SIM_RESTORES_NONE,
	SIM_RESTORES_FIRST, /* node 0; nobody asks for an epoch */
	SIM_RESTORES_BOTH,  /* persons of both ask for the next epoch */
};

/** Both nodes started, faults on. */
struct sim *sim_new(uint64_t seed, enum sim_restores restores);
void sim_free(struct sim *sim);
/** Acts, messages, stops and restores, `steps` of each; then the faults end. */
void sim_disturb(struct sim *sim, unsigned steps);
/** Run without faults; do all acts come to be held and receipted, in one epoch?
 */
bool sim_heal(struct sim *sim);
/** Without faults, more acts of both sides; sim_heal takes them over. */
void sim_go_on(struct sim *sim);
/** The epoch that both are in, after sim_heal. */
unsigned sim_epoch(const struct sim *sim);
/** Does node 0 say that entries are lost on both sides, and are they? */
bool sim_lost(const struct sim *sim);
/** Logs, mirrors, receipts and rejects are as spec §7 and §8 demand. */
void sim_check(const struct sim *sim);

#endif
