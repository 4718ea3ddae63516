/*
 * Conditions of rules (docs/spec §12): all, any, not, has, eq, in, ge
 * over field pointers, profile paths and constants; no arithmetic; depth 4.
 */
#ifndef WASL_KIND_CONDITION_H
#define WASL_KIND_CONDITION_H

#include "kind/profile.h"
#include "kind/record.h"

#define WASL_CONDITION_DEPTH_MAX 4

enum wasl_truth {
	WASL_FALSE,
	WASL_TRUE,
	WASL_MISSING, /* it needs a value that the profile leaves open */
};

enum wasl_condition_op {
	WASL_CONDITION_ALL,
	WASL_CONDITION_ANY,
	WASL_CONDITION_NOT,
	WASL_CONDITION_HAS,
	WASL_CONDITION_EQ,
	WASL_CONDITION_IN,
	WASL_CONDITION_GE,
};

enum wasl_operand_type {
	WASL_OPERAND_FIELD,   /* "/person/birth_date" */
	WASL_OPERAND_PROFILE, /* "$profile/…", "$basis/…" */
	WASL_OPERAND_HOME, /* "$parent/…", "$children/…": `number` says */
	WASL_OPERAND_TEXT,
	WASL_OPERAND_INT,
	WASL_OPERAND_BOOL,
	WASL_OPERAND_LIST, /* constants, for `in` */
};

struct wasl_operand {
	enum wasl_operand_type type;
	const char *path;	 /* FIELD, PROFILE: as written */
	const uint32_t *numbers; /* FIELD: the way down, by field number */
	size_t n_numbers;
	const struct wasl_field *field; /* FIELD: the last of the way */
	wasl_text text;
	int64_t number; /* INT; BOOL */
	const struct wasl_operand *items;
	size_t n_items;
};

struct wasl_condition {
	enum wasl_condition_op op;
	const struct wasl_condition *parts; /* ALL, ANY, NOT */
	size_t n_parts;
	struct wasl_operand left; /* HAS, EQ, IN, GE */
	struct wasl_operand right;
};

/** What a `home` rule may ask beside the act. */
enum wasl_home_value {
	WASL_HOME_PARENT_KIND,
	WASL_HOME_PARENT_STATE,
	WASL_HOME_PARENT_CLOSED,
	WASL_HOME_PARENT_CONFIRMED, /* nothing waits for a second person */
	WASL_HOME_CHILDREN_OPEN,    /* how many */
	WASL_HOME_VALUES
};

/** What this side's node knows of the dossiers around one (spec §12). */
struct wasl_home {
	const char *parent_kind; /* NULL: it has no parent */
	const char *parent_state;
	bool parent_closed;
	bool parent_confirmed;
	int64_t children_open;
};

/** What conditions look at; all borrowed. */
struct wasl_facts {
	const struct wasl_profile
		*profile;		  /* NULL: every profile value misses */
	const struct wasl_record *record; /* of the act */
	const struct wasl_record *item;	  /* element, in a rule with `each` */
	wasl_text basis; /* legal basis of the dossier; empty if none */
	const struct wasl_home *home; /* NULL: not here; see rule.h */
};

/**
 * Compile; faults become findings under `pointer`, which is that of `in`.
 * In:   shape  fields that pointers may name (of the act, or of the element)
 * Out:  out    pieces in `arena`
 * Ret:  false if anything was found.
 */
bool wasl_condition_compile(struct wasl_condition *out,
			    struct wasl_arena *arena,
			    struct wasl_findings *findings, const char *pointer,
			    const struct wasl_shape *shape, const json_t *in);

/** Does it ask what only a `home` rule may? */
bool wasl_condition_is_home(const struct wasl_condition *condition);

/**
 * Evaluate, by Kleene's tables. A field that is absent makes has, eq, in and
 * ge false. `ge` compares numbers and instants by value, texts and dates
 * bytewise, dates to the precision both have.
 * Out:  missing  the profile path that misses, when the answer is MISSING
 */
enum wasl_truth wasl_condition_test(const char **missing,
				    const struct wasl_condition *condition,
				    const struct wasl_facts *facts);

#endif
