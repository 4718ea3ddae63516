/*
 * What two persons decide of a hit: is somebody of a dossier the one whom a
 * list, or another dossier, names? A search shows a likeness; nobody decides
 * on it alone, and there is no answer beforehand.
 *
 *	first ── SECOND ── second, the same ──────────► DECIDED
 *	            └────── second, another ── DIFFERS ── supervisor ──┘
 *
 * It stays at home. Later searches show it; who was decided not to be the one
 * makes no task any more. It goes with the dossier or the list of either
 * person, and holds only while what a dossier says of him is the same.
 */
#ifndef WASL_NODE_DECISION_H
#define WASL_NODE_DECISION_H

#include "base/arena.h"
#include "crypto/id.h"
#include "desk/user.h"
#include "node/subject.h"
#include "store/store.h"
#include "watch/persons.h"

struct wasl_node;

/* Why, in bytes of UTF-8. */
#define WASL_DECISION_REASON_MAX 1000
/* Decisions of one dossier in one answer. */
#define WASL_DECISIONS_MAX 1000
/* Who say what they think: two, and a supervisor where they differ. */
#define WASL_OPINIONS_MAX 3

/* Stored: append only. */
enum wasl_decision_answer {
	WASL_DECISION_NONE = 0, /* not decided */
	WASL_DECISION_SAME = 1,
	WASL_DECISION_NOT_SAME = 2,
	WASL_DECISION_CANNOT_TELL = 3,
};
/* Stored: append only. */
enum wasl_decision_state {
	WASL_DECISION_SECOND = 0,  /* waits for a second person */
	WASL_DECISION_DIFFERS = 1, /* … for the supervisor */
	WASL_DECISION_DECIDED = 2,
};

/** "", "same", "not-same", "cannot-tell". */
const char *wasl_decision_answer_name(enum wasl_decision_answer answer);
/** "second", "differs", "decided". */
const char *wasl_decision_state_name(enum wasl_decision_state state);
/** Err: SCHEMA at /answer: none of the three words. */
wasl_status wasl_decision_answer_parse(enum wasl_decision_answer *out,
				       wasl_text word,
				       struct wasl_err *err) WASL_MUST_USE;

struct wasl_opinion {
	const char *officer;
	int64_t at;
	enum wasl_decision_answer answer;
	const char *reason; /* NULL: not read */
};

struct wasl_node_decision {
	int64_t id;
	const char *ref;  /* of the dossier; … */
	const char *name; /* … its person, as names are read; NULL: not read */
	const char *list;  /* the list that names the other; "" */
	const char *other; /* or his dossier; "" */
	enum wasl_decision_state state;
	enum wasl_decision_answer answer;
	int64_t at;   /* of the last opinion */
	bool changed; /* the list's record is another since, or has ended */
	struct wasl_opinion opinions[WASL_OPINIONS_MAX];
	size_t n_opinions;
};

/** Somebody's opinion of a hit. */
struct wasl_opinion_new {
	wasl_text ref;	  /* the dossier */
	wasl_text name;	  /* its person, as he would be searched */
	wasl_text born;	  /* ditto; may be empty */
	wasl_text list;	  /* the other: a list … */
	wasl_text record; /* … and its own number of him; */
	wasl_text other;  /* or a dossier */
	enum wasl_decision_answer answer;
	wasl_text reason;
	bool again; /* open anew what was decided */
};

/**
 * Say what one thinks of a hit: the first opens the decision.
 *
 * Out:  id  of the decision
 * Err:  NOT_FOUND  dossier or record; it is no hit
 *       DENIED     the right to search, need-to-know of either dossier, the
 *	            same person again; of the third: no supervisor
 *       CONFLICT   it was decided, and `again` is not set; CONFLICT also
 *	            where both are of one dossier
 *       SCHEMA, NOT_READY  as wasl_node_search
 */
wasl_status wasl_node_decide(struct wasl_node *node, int64_t *id,
			     const struct wasl_opinion_new *opinion,
			     const struct wasl_user *actor,
			     struct wasl_err *err) WASL_MUST_USE;

/** The same of a decision that is open, by its number. */
wasl_status wasl_node_decide_on(struct wasl_node *node, int64_t id,
				enum wasl_decision_answer answer,
				wasl_text reason, const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * Decisions on the persons of a dossier, oldest first.
 *
 * Out:  hidden  those whose other dossier the actor may not read
 */
wasl_status wasl_node_decision_list(struct wasl_node *node,
				    struct wasl_arena *arena,
				    struct wasl_node_decision **out, size_t *n,
				    size_t *hidden, wasl_text ref,
				    const struct wasl_user *actor,
				    struct wasl_err *err) WASL_MUST_USE;

/* --- for the node's other parts ------------------------------------------ */

/** A pair of persons as it is stored. */
struct node_likeness {
	struct wasl_dossier_id dossier;
	uint8_t subject[NODE_SUBJECT_LEN];
	int64_t list_id;   /* 0: the other is of a dossier */
	int64_t record_id; /* of a list: the row */
	uint8_t other[16];
	uint8_t other_subject[NODE_SUBJECT_LEN]; /* zero for a list */
};

/** Somebody by what is first said of him. */
struct node_likeness_who {
	const struct wasl_name *name;
	const struct wasl_birth *birth;
};

/**
 * The pair of a dossier's person and a hit.
 *
 * Err:  NOT_FOUND  the list's record has ended
 */
wasl_status node_likeness_of(struct wasl_node *node, struct store_reader *r,
			     struct node_likeness *out,
			     const struct wasl_dossier_id *dossier,
			     const struct node_likeness_who *who,
			     const struct wasl_persons_hit *hit,
			     struct wasl_err *err) WASL_MUST_USE;

/**
 * The newest decision on a pair, without names and reasons.
 *
 * Err:  NOT_FOUND  nobody has said anything
 */
wasl_status node_decision_find(struct store_reader *r, struct wasl_arena *arena,
			       struct wasl_node_decision *out,
			       const struct node_likeness *pair,
			       struct wasl_err *err) WASL_MUST_USE;

/** Was it decided that they are two? Also where nothing was. */
wasl_status node_decision_apart(struct wasl_node *node, struct store_reader *r,
				bool *apart, const struct wasl_dossier_id *id,
				const struct node_likeness_who *who,
				const struct wasl_persons_hit *hit,
				struct wasl_err *err) WASL_MUST_USE;

/** A dossier is erased, a list destroyed: so is what was decided. */
wasl_status node_decision_drop_dossier(struct store_tx *tx,
				       const struct wasl_dossier_id *id,
				       struct wasl_err *err) WASL_MUST_USE;
wasl_status node_decision_drop_list(struct store_tx *tx, int64_t list_id,
				    struct wasl_err *err) WASL_MUST_USE;

#endif
