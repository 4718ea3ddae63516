/* What a check found, all at once: field, rule, source, severity. */
#ifndef WASL_KIND_FINDING_H
#define WASL_KIND_FINDING_H

#include "base/arena.h"

enum wasl_severity {
	WASL_SEVERITY_NOTE,  /* shown, the act may leave */
	WASL_SEVERITY_ERROR, /* the act does not leave, or is rejected */
};

struct wasl_finding {
	const char *pointer; /* RFC 6901, into the act's fields; "" the whole */
	const char *rule; /* short id: "missing", or the id of a kind's rule */
	const char *source; /* where the rule stands: "kind", "$basis", … */
	const char *reject; /* spec §7 code if it arrives so: "T04", "T09" */
	const char *text;   /* one English clause that names the field */
	enum wasl_severity severity;
	const char *peer; /* of whose line, where several are asked; or NULL */
	const char *kind; /* whose rule was broken: its label; or NULL */
};

/**
 * A list that grows in the caller's arena. At most WASL_FINDINGS_MAX are kept;
 * `errors` and `notes` go on counting.
 */
struct wasl_findings {
	struct wasl_arena *arena; /* borrowed; holds the texts as well */
	struct wasl_finding *items;
	size_t n;
	size_t cap;
	size_t errors;
	size_t notes;
};

struct wasl_findings wasl_findings_init(struct wasl_arena *arena);

/** Add one; the texts are copied, `fmt` makes its text. */
void wasl_findings_add(struct wasl_findings *f, enum wasl_severity severity,
		       const char *pointer, const char *rule,
		       const char *source, const char *reject, const char *fmt,
		       ...) __attribute__((format(printf, 7, 8)));

/** Add one as it stands; its texts are copied. */
void wasl_findings_put(struct wasl_findings *f,
		       const struct wasl_finding *finding);

/** Add all of `from`, as what this partner's rules say. */
void wasl_findings_join(struct wasl_findings *f,
			const struct wasl_findings *from, const char *peer);

/** An error against the schema of a kind (source "kind", reject T04). */
void wasl_findings_schema(struct wasl_findings *f, const char *pointer,
			  const char *rule, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/**
 * OK if nothing in the list is an error; otherwise `status`, with the first
 * error's pointer and text (and how many more there are) in `err`. NO_MEMORY
 * if the arena ran over, for then the list is not complete.
 */
wasl_status wasl_findings_status(const struct wasl_findings *f,
				 wasl_status status,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * The pointer of a member: `pointer` + "/" + name, with "~" and "/" escaped
 * (RFC 6901 §3); and of an element of an array. NULL once the arena is over.
 */
const char *wasl_pointer_member(struct wasl_arena *arena, const char *pointer,
				wasl_text name);
const char *wasl_pointer_item(struct wasl_arena *arena, const char *pointer,
			      size_t index);

#endif
