/* The plaintext of an act (spec §3): head, record, padding. */
#ifndef WASL_KIND_ACT_H
#define WASL_KIND_ACT_H

#include "base/limits.h"
#include "crypto/hash.h"
#include "crypto/id.h"
#include "kind/record.h"

/** What the approver saw: sizes of the two logs that were folded for it. */
struct wasl_view {
	uint64_t own;
	uint64_t partner;
};

/** Key 7: what holds for the dossier from its opening (or rebase) on. */
struct wasl_opening {
	bool present;
	struct wasl_hash kind;
	struct wasl_hash profile;
	wasl_text reference; /* "MA-2026-ARR-000123"; empty in a rebase */
};

/** Key 8, one entry: this clock of the kind is due then. */
struct wasl_due {
	uint32_t clock;
	int64_t at; /* Unix seconds */
};

struct wasl_act {
	uint32_t number;    /* key 1: of the kind's acts */
	int64_t time;	    /* key 2: Unix seconds, the author's clock */
	wasl_text author;   /* key 3: pseudonym */
	wasl_text approver; /* key 4: pseudonym; empty if there is none */
	struct wasl_view view;
	wasl_bytes fields; /* key 6 as det-CBOR; see wasl_record_parse */
	struct wasl_opening opening;
	const struct wasl_due *due; /* by rising clock number */
	size_t n_due;
	wasl_bytes assertions; /* key 9 as det-CBOR array, or empty */
};

/**
 * Read a plaintext. The record stays encoded (`fields`), because the kind that
 * says how to read it may be known only from the opening.
 *
 * In:   in   a whole plaintext with its padding; borrowed by `out`
 * Out:  out  all-zero on an error
 * Err:  MALFORMED  padding, length or CBOR
 *       SCHEMA     a key missing, unknown or of another form (T04)
 *       NO_MEMORY
 */
wasl_status wasl_act_parse(struct wasl_act *out, struct wasl_arena *arena,
			   wasl_bytes in, struct wasl_err *err) WASL_MUST_USE;

/** Write the padded plaintext; see `buf->over`. At most 64 KiB fit a seal. */
void wasl_act_write(struct wasl_buf *buf, const struct wasl_act *act);

/**
 * The challenge a passkey signs: SHA-256(det-CBOR ["wasl/approve", dossier id,
 * {keys 1 and 3–8 that the act has}]) (spec §3). Key 2 is not in it, for an
 * act may wait between approval and sending.
 * Err:  TOO_BIG, if the act is larger than an envelope may be; NO_MEMORY.
 */
wasl_status wasl_act_challenge(struct wasl_hash *out,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_act *act,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
