/* The treaty profile (spec §11): the treaty as data, agreed by both sides. */
#ifndef WASL_KIND_PROFILE_H
#define WASL_KIND_PROFILE_H

#include "calendar/workdays.h"
#include "kind/finding.h"
#include "kind/json.h"

/** Immutable once made; may be shared by all threads (read only). */
struct wasl_profile {
	struct wasl_hash hash;
	const char *name; /* "ma-fr" */
	uint32_t version;
	const char *sides[2]; /* ISO 3166 alpha-2, as in the cards */
	const int64_t
		*holidays[2]; /* of each side, rising; NULL: no calendar */
	size_t n_holidays[2];
	json_t *root;	 /* owned */
	wasl_bytes file; /* JCS form: what a `profile` act carries */
	struct wasl_arena arena;
};

/**
 * Read a profile, strictly: known members, their types and ranges.
 *
 * In:   file      untrusted, at most WASL_KIND_FILE_MAX bytes
 * Out:  out       caller frees with wasl_profile_free; NULL on an error
 *       findings  every fault with its pointer
 * Err:  MALFORMED, TOO_BIG, SCHEMA (see the list), NO_MEMORY.
 */
wasl_status wasl_profile_new(struct wasl_profile **out,
			     struct wasl_findings *findings, wasl_bytes file,
			     struct wasl_err *err) WASL_MUST_USE;
void wasl_profile_free(struct wasl_profile *profile);

/**
 * The value at "$profile/a/b", or "$basis/a" = "$profile/bases/<basis>/a".
 *
 * In:   path   begins with "$profile/" or "$basis/"
 *       basis  code of the act's legal basis; empty if it has none
 * Ret:  borrowed; NULL if missing or null, which a rule that needs it reports
 */
const json_t *wasl_profile_get(const struct wasl_profile *profile,
			       wasl_text basis, const char *path);

/** The version of the figures in sheets that both sides speak (spec §13), from
 * 1 to WASL_FIGURES_VERSION. */
uint32_t wasl_profile_figures(const struct wasl_profile *profile);

/** Does the list, or the object's members, at `path` have `code`? */
bool wasl_profile_lists(const struct wasl_profile *profile, const char *path,
			wasl_text code);

/** The kind hash under which the profile enables a kind; false if it does
 * not. */
bool wasl_profile_kind(struct wasl_hash *out,
		       const struct wasl_profile *profile, const char *kind);

/** Does an act that needs a second person before it leaves carry the assertion
 * of his passkey (spec §11)? NULL: no. */
bool wasl_profile_passkeys(const struct wasl_profile *profile);

/** Name of the time zone of a side's calendar ("Africa/Casablanca"); NULL if
 * the profile has none for it. */
const char *wasl_profile_zone(const struct wasl_profile *profile,
			      const char *side);

/**
 * A side's working calendar.
 * In:   zone  of wasl_profile_zone, borrowed by `out`
 * Out:  out   holidays borrowed from the profile
 * Err:  NOT_FOUND.
 */
wasl_status wasl_profile_calendar(struct wasl_calendar *out,
				  const struct wasl_profile *profile,
				  const char *side,
				  const struct wasl_zone *zone,
				  struct wasl_err *err) WASL_MUST_USE;

#endif
