/* Between the parts of node/search.h: one search, and what is written down. */
#ifndef WASL_NODE_SEARCH_INNER_H
#define WASL_NODE_SEARCH_INNER_H

#include "node/search.h"
#include "node/state.h"
#include "node/subject.h"

/* A date of birth is cut there, and then is none. */
#define WASL_PERSON_BIRTH_LEN 32

/** A search as it is made. */
struct search {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	wasl_text reason;
	bool thorough;
	struct wasl_persons_query query;
	struct wasl_name place;
	bool cites;
	struct wasl_dossier_id cited;
	bool unmatched;		      /* out */
	struct wasl_persons_hit best; /* out: of the cited dossier */
};

/** A reason as it must be: "" or long enough. Err: RULE, SCHEMA. */
wasl_status search_reason(wasl_text reason, struct wasl_err *err) WASL_MUST_USE;

/** Facts and the cited dossier. Err: as wasl_node_search. */
wasl_status search_read(struct search *s,
			const struct wasl_search_person *person,
			struct wasl_err *err) WASL_MUST_USE;

/** Is it the person of the cited dossier? Then `best` is he. */
bool search_cited(struct search *s, struct wasl_persons *persons);

/** Search; nothing is written down yet. Err: RULE  a reason is needed. */
wasl_status search_run(struct search *s, struct wasl_node_found *out,
		       struct wasl_err *err) WASL_MUST_USE;

/** What is written of one person that was looked for. */
struct search_record {
	uint8_t subject[NODE_SUBJECT_LEN];
	bool cites;
	struct wasl_dossier_id cited;
};
struct search_record search_record_of(const struct search *s);

/** A row of the supervisor's list to make, or to add to. */
struct search_sum {
	int64_t id; /* 0: make one; out */
	uint64_t asked, found;
	bool unmatched;
};

/**
 * Write down who was looked for and why; draws what is due before. Blocks
 * until it is durable.
 */
wasl_status search_write(struct wasl_node *node, const struct wasl_user *actor,
			 wasl_text reason, const struct search_record *records,
			 size_t n, struct search_sum *sum,
			 struct wasl_err *err) WASL_MUST_USE;

/** Draw every month that is over and was not drawn yet. Writer's thread. */
wasl_status search_draw_due(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err) WASL_MUST_USE;

#endif
