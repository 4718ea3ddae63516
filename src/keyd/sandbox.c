#include "keyd/sandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||     \
	__has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(SANITIZED)
#define SANITIZED 1
#endif

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, WASL_IO, "keyd: %s: %s", what, strerror(errno));
}

static wasl_status close_others(const int *keep, size_t keep_n,
				struct wasl_err *err)
{
	unsigned from = STDERR_FILENO + 1;

	for (size_t i = 0; i < keep_n; i++) {
		unsigned fd = (unsigned)keep[i];

		if (fd > from && close_range(from, fd - 1, 0) != 0)
			return failed(err, "close_range");
		if (fd >= from)
			from = fd + 1;
	}
	if (close_range(from, ~0U, 0) != 0)
		return failed(err, "close_range");
	return WASL_OK;
}

wasl_status wasl_sandbox_enter(pid_t parent, const int *keep, size_t keep_n,
			       struct wasl_err *err)
{
	const struct rlimit none = {0, 0};

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return failed(err, "PR_SET_PDEATHSIG");
	/* It may have died before the line above. */
	if (getppid() != parent)
		return wasl_fail(err, WASL_GONE, "keyd: the parent is gone");
	if (setrlimit(RLIMIT_CORE, &none) != 0)
		return failed(err, "RLIMIT_CORE");
	if (prctl(PR_SET_DUMPABLE, 0) != 0)
		return failed(err, "PR_SET_DUMPABLE");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return failed(err, "PR_SET_NO_NEW_PRIVS");
	return close_others(keep, keep_n, err);
}

/* Landlock without rules: no path can be opened any more. A kernel without it
 * still has the filter below. */
static wasl_status forbid_paths(struct wasl_err *err)
{
	/* What version 1 knows; each later one only adds. */
	struct landlock_ruleset_attr attr = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	int rules;

	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
		    LANDLOCK_CREATE_RULESET_VERSION) < 1)
		return WASL_OK;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr),
			     0);
	if (rules < 0)
		return failed(err, "landlock_create_ruleset");
	if (syscall(SYS_landlock_restrict_self, rules, 0) != 0) {
		close(rules);
		return failed(err, "landlock_restrict_self");
	}
	close(rules);
	return WASL_OK;
}

/* Why each is here: frames (recvfrom, sendto, poll), the two files (pwrite64,
 * fdatasync), receipts' time (clock_gettime, where the vDSO falls back),
 * randomness, the end. */
static const int allowed[] = {
	SCMP_SYS(recvfrom),	 SCMP_SYS(sendto),
	SCMP_SYS(poll),		 SCMP_SYS(ppoll),
	SCMP_SYS(pwrite64),	 SCMP_SYS(fdatasync),
	SCMP_SYS(clock_gettime), SCMP_SYS(getrandom),
	SCMP_SYS(exit),		 SCMP_SYS(exit_group),
#ifdef SANITIZED
	SCMP_SYS(mmap),		 SCMP_SYS(munmap),
	SCMP_SYS(mremap),	 SCMP_SYS(mprotect),
	SCMP_SYS(madvise),	 SCMP_SYS(brk),
	SCMP_SYS(futex),	 SCMP_SYS(sigaltstack),
	SCMP_SYS(sched_yield),	 SCMP_SYS(gettid),
	SCMP_SYS(getpid),	 SCMP_SYS(tgkill),
	SCMP_SYS(rt_sigaction),	 SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(write),	 SCMP_SYS(readlink),
	SCMP_SYS(openat),	 SCMP_SYS(close),
	SCMP_SYS(read),		 SCMP_SYS(getrlimit),
	SCMP_SYS(prlimit64),
#endif
};

static wasl_status filter(struct wasl_err *err)
{
	const struct scmp_arg_cmp to_stderr = {
		.arg = 0, .op = SCMP_CMP_EQ, .datum_a = STDERR_FILENO};
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc = ctx == NULL ? -ENOMEM : 0;

	for (size_t i = 0; rc == 0 && i < sizeof(allowed) / sizeof(allowed[0]);
	     i++)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	/* So that a failed assertion still says where, on standard error. */
	if (rc == 0)
		rc = seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW,
					    SCMP_SYS(write), 1, &to_stderr);
	if (rc == 0)
		rc = seccomp_load(ctx);
	seccomp_release(ctx);
	if (rc != 0)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "keyd: no seccomp filter: %s", strerror(-rc));
	return WASL_OK;
}

wasl_status wasl_sandbox_close(struct wasl_err *err)
{
#ifndef SANITIZED
	/* Where the limit forbids it the secrets are still in locked pages;
	 * a sanitizer's shadow memory is too large to lock. */
	(void)mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
#endif
	WASL_TRY(forbid_paths(err));
	return filter(err);
}
