/* One result type for the whole house, and the details that climb with it. */
#ifndef WASL_BASE_STATUS_H
#define WASL_BASE_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#define WASL_MUST_USE __attribute__((warn_unused_result))

typedef enum wasl_status {
#define X(name, value, http, text) WASL_##name = (value),
#include "base/status.def"
#undef X
} wasl_status;

/* Room for one explanation: prefixes that climb in front, the fact behind. */
#define WASL_ERR_TEXT_MAX 320
/* Room for a JSON pointer to the field that is at fault, or "". */
#define WASL_ERR_FIELD_MAX 96
/* Figures and names of one sentence, and room for each: a path, a set of
 * roles. */
#define WASL_ERR_VALUES	   4
#define WASL_ERR_VALUE_MAX 128

struct wasl_err_value {
	const char *name; /* static; NULL behind the last */
	char text[WASL_ERR_VALUE_MAX];
};

/**
 * Caller-owned details of a failure. Every function that takes one accepts
 * NULL. Only meaningful after a status other than WASL_OK.
 */
struct wasl_err {
	wasl_status status;
	char field[WASL_ERR_FIELD_MAX];
	char text[WASL_ERR_TEXT_MAX];
	/* Where people are told it in their language (kind/fault.h): the word
	 * of the sentence, static, or NULL; and what it names. */
	const char *fault;
	struct wasl_err_value value[WASL_ERR_VALUES];
};

/**
 * Record a failure and return its status, so that `return wasl_fail(…)` reads
 * as one step. The text is cut at its limit, never overrun.
 *
 * In:   status  not WASL_OK; evaluated twice
 *       …       printf format and arguments; never with secrets or message
 *               bodies
 * Out:  err     overwritten; may be NULL
 *
 * A macro, so that compilers and analysers see that the status comes back.
 */
#define wasl_fail(err, status, ...) wasl_fail_at(err, status, "", __VA_ARGS__)

/** As wasl_fail, naming the JSON pointer of the field at fault. */
#define wasl_fail_at(err, status, field, ...)                                  \
	wasl_failed_((wasl_err_set_(err, status, field, __VA_ARGS__), (status)))

void wasl_err_set_(struct wasl_err *err, wasl_status status, const char *field,
		   const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static inline wasl_status wasl_failed_(wasl_status status)
{
	return status;
}

/** Put "where: " in front of the text as the error climbs. `err` may be NULL.
 */
void wasl_err_prefix(struct wasl_err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/** Name as in status.def ("BAD_SIG"), for problem documents and logs. */
const char *wasl_status_name(wasl_status status);

/** One plain English clause for the status. */
const char *wasl_status_text(wasl_status status);

/** HTTP status code that answers a request which ended with `status`. */
int wasl_status_http(wasl_status status);

/** Find a status by its name; false if there is none. */
bool wasl_status_find(wasl_status *out, const char *name);

/**
 * A bug of ours, not bad input: print where and abort. Cheap ones ship.
 * Never used on anything that came from outside.
 */
#define wasl_assert(cond)                                                      \
	((cond) ? (void)0 : wasl_assert_failed(#cond, __FILE__, __LINE__))
_Noreturn void wasl_assert_failed(const char *cond, const char *file, int line);

/* Return from the calling function unless `expr` is WASL_OK. */
#define WASL_TRY(expr)                                                         \
	do {                                                                   \
		wasl_status try_status_ = (expr);                              \
		if (try_status_ != WASL_OK)                                    \
			return try_status_;                                    \
	} while (0)

#endif
