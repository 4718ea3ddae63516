/*
 * What keyd gives up before it answers the first request.
 *
 * In order: death with the parent; no core dump, no ptrace, no new privileges;
 * no descriptors but its own; then, once keys and files are open, memory
 * locked, Landlock without a single rule, and a seccomp allow-list that kills
 * on anything else. Nothing after that can open a file, start a process or
 * reach a network.
 */
#ifndef WASL_KEYD_SANDBOX_H
#define WASL_KEYD_SANDBOX_H

#include "base/status.h"

#include <sys/types.h>

/**
 * First thing in the child: see to it that it dies with `parent`, leaves no
 * core, cannot be traced, and holds no descriptor above 2 but `keep`.
 *
 * In:   keep  `keep_n` descriptors in rising order
 * Err:  GONE  the parent is gone already; IO
 */
wasl_status wasl_sandbox_enter(pid_t parent, const int *keep, size_t keep_n,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Last thing before the first request: lock memory, forbid all else. From
 * here on: receive, send and poll on its sockets, write and sync its two files,
 * a word on standard error, clock, random, exit. Under a sanitizer also what
 * its runtime needs (memory maps, futex, signal stacks), so its builds show
 * less than the release.
 *
 * Err:  UNSUPPORTED  the kernel has no seccomp filters; IO
 */
wasl_status wasl_sandbox_close(struct wasl_err *err) WASL_MUST_USE;

#endif
