/* A disk that fails on demand, between SQLite and the real one. */
#ifndef WASL_TESTS_STORE_FAULT_VFS_H
#define WASL_TESTS_STORE_FAULT_VFS_H

#include <stdbool.h>

enum fault_what { FAULT_NOTHING, FAULT_WRITE, FAULT_SYNC };

/* Become SQLite's default; once. */
void fault_install(void);

/*
 * Fail the nth following write (as a full disk) or sync (as a broken one), 0
 * the next, and every one after it, until armed with FAULT_NOTHING.
 */
void fault_arm(enum fault_what what, int nth);

/* Whether anything failed since it was armed. */
bool fault_happened(void);

#endif
