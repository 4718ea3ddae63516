/*
 * Passkeys in acts (spec §3, key 9): what a signer's key says of an act,
 * checked against the keys that his side has published on the line (spec §7,
 * act 14).
 */
#ifndef WASL_NODE_ASSERTION_H
#define WASL_NODE_ASSERTION_H

#include "desk/webauthn.h"
#include "dossier/linestate.h"
#include "node/node.h"

/** The assertions of one act, with all that is needed to check them. */
struct node_asserted {
	struct wasl_hash challenge;
	bool own;     /* of this side */
	bool good;    /* key 9 reads */
	int64_t time; /* of the act */
	size_t n;
	struct node_assertion {
		struct wasl_assertion a;
		wasl_text by; /* pseudonym of its signer */
		bool known;   /* his side has published the key … */
		struct wasl_passkey_key key;
		int64_t until; /* … until then */
	} of[WASL_ASSERTIONS_MAX];
};

/**
 * Take them out of an act; all is copied into the arena.
 *
 * Out:  out  NULL: it has none
 */
wasl_status node_asserted_take(struct node_asserted **out,
			       struct wasl_arena *arena,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_act *act, bool own,
			       struct wasl_err *err) WASL_MUST_USE;

/**
 * Find the keys among the acts `officer` of the line.
 *
 * In:   side   of the act's author
 * Thread: that of `state`.
 */
void node_asserted_keys(struct node_asserted *asserted,
			const struct wasl_linestate *state,
			enum wasl_origin side);

/** Check them; NULL is NONE. Some signatures' time. */
enum wasl_node_passkey
node_asserted_check(const struct node_asserted *asserted);

/**
 * Does it lack the approver's assertion that the profile wants (spec §11)?
 * Whether one that is there holds is not asked: that is never a reject.
 *
 * In:   profile  of the act's dossier; NULL of the line's
 */
bool node_asserted_lacks(const struct wasl_profile *profile,
			 const struct wasl_act_def *def,
			 const struct wasl_act *act);

/* --- the second person's ------------------------------------------------- */

/**
 * What an approval by passkey fixes: time and view stand in the challenge, so
 * they are those of the moment at which it was shown.
 */
struct node_asked {
	int64_t draft, officer;
	int64_t at;
	struct wasl_view view;
};

struct node_signin;

/** Shown again within WASL_ASKED_AGAIN_S, it stays the same. */
#define WASL_ASKED_AGAIN_S 120
/* Second persons who read a draft at once; the oldest is asked again. */
#define WASL_ASKED_MAX 256

/** In,out: asked  of this draft and officer; what was asked before, if that is
 * not long ago. Any thread. */
void node_asked_put(struct node_signin *s, struct node_asked *asked);
/** Err: CONFLICT  nothing was asked, or too long ago. Any thread. */
wasl_status node_asked_get(struct node_signin *s, struct node_asked *asked,
			   int64_t now, struct wasl_err *err) WASL_MUST_USE;

/** The answer of an officer's passkey. */
struct node_answer {
	const struct wasl_node_approval *approval; /* with an assertion */
	const struct wasl_user *by;
	int64_t now;
};

/**
 * Does it hold over a challenge, by a passkey of his? Its counter goes up.
 *
 * Out:  key  that he signed with
 * Err:  BAD_SIG   it does not hold
 *       NOT_FOUND it is no passkey of his
 */
wasl_status node_answer_check(struct store_tx *tx, struct wasl_arena *arena,
			      struct wasl_passkey_key *key,
			      const struct wasl_hash *challenge,
			      const struct node_answer *answer,
			      struct wasl_err *err) WASL_MUST_USE;

struct node_making;

/**
 * Check a second person's assertion over the act, and put it there.
 *
 * In:   m         the act as it leaves
 *       approval  with an assertion
 * Err:  BAD_SIG   it does not hold
 *       NOT_FOUND it is no passkey of his
 */
wasl_status node_assertion_put(struct store_tx *tx, struct node_making *m,
			       const struct wasl_node_approval *approval,
			       const struct wasl_user *actor, int64_t now,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
