/*
 * What is wrong with what a person gave, in his language: a word, and the
 * figures and names of its sentence. The sentences stand in texts/ as
 * "fault-WORD"; the English one is the text of the error as well.
 */
#ifndef WASL_KIND_FAULT_H
#define WASL_KIND_FAULT_H

#include "base/bytes.h"

#include <jansson.h>

/* A sentence with its values, and a NUL. */
#define WASL_FAULT_MAX 512
/* A value named so is the word of another sentence, which stands there. */
#define WASL_FAULT_INNER "fault"

/* What a sentence names; the name is static. */
struct wasl_fault_value {
	const char *name;
	wasl_text text; /* UTF-8, cut at WASL_ERR_VALUE_MAX; may be empty */
	uint64_t number;
	bool is_number;
};
#define WASL_FAULT_N(name, number)                                             \
	{                                                                      \
		(name), {NULL, 0}, (uint64_t)(number), true                    \
	}
#define WASL_FAULT_T(name, text)                                               \
	{                                                                      \
		(name), (text), 0, false                                       \
	}

/**
 * Record a failure that has a sentence, and return its status. With values,
 * at most WASL_ERR_VALUES, it is
 *
 *	wasl_fault_of(err, WASL_SCHEMA, "", "columns", WASL_FAULT_N("n", 5),
 *		      WASL_FAULT_N("of", 3))
 *
 * In:   field  as wasl_fail_at
 *       word   static
 * Out:  err    as wasl_fail_at, with `fault` and `value`; may be NULL
 */
#define wasl_fault(err, status, field, word)                                   \
	wasl_fault_of(err, status, field, word, WASL_FAULT_N(NULL, 0))
#define wasl_fault_of(err, status, field, word, ...)                           \
	wasl_failed_(                                                          \
		(wasl_fault_set_(err, status, field, word,                     \
				 (const struct wasl_fault_value[]){            \
					 __VA_ARGS__, WASL_FAULT_N(NULL, 0)}), \
		 (status)))
void wasl_fault_set_(struct wasl_err *err, wasl_status status,
		     const char *field, const char *word,
		     const struct wasl_fault_value *values);

/** The same fault as `inner`, said of a line: `word` is a sentence with {$line}
 * and {$fault}. The status and the field are inner's. */
wasl_status wasl_fault_in_line(struct wasl_err *err, const char *word,
			       uint64_t line, const struct wasl_err *inner);

/**
 * The sentence of a word.
 *
 * In:   language  "ar", "fr" or "en"; another is "en"
 *       values    ended by a NULL name, or WASL_ERR_VALUES of them
 * Out:  out       ended by NUL; cut between characters
 * Ret:  false, and nothing in `out`, if there is no such sentence
 */
bool wasl_fault_say(char out[static WASL_FAULT_MAX], const char *language,
		    const char *word, const struct wasl_err_value *values);

/* --- as JSON: {"fault": "columns", "values": {"n": "5", "of": "3"}} ------- */

/** Add these members to an object; nothing where `err` has no sentence. */
void wasl_fault_put(json_t *to, const struct wasl_err *err);

/** The sentence of an object that has them; false, and "", for another. */
bool wasl_fault_read(char out[static WASL_FAULT_MAX], const char *language,
		     const json_t *from);

#endif
