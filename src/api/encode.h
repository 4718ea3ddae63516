/* What the node tells, as the JSON of docs/api.md. Pure; each returns a new
 * reference, NULL when out of memory. */
#ifndef WASL_API_ENCODE_H
#define WASL_API_ENCODE_H

#include "node/node.h"
#include "watch/identity.h"

/** RFC 3339 in UTC; null for 0. */
json_t *api_instant(int64_t at);
/** Of what is over at an instant the last day, "2029-12-31", as it was given
 * (api_decode_day); null for 0. */
json_t *api_last_day(int64_t end);
/** The same on the clocks of both sides; those that are not known are left
 * out. */
json_t *api_local(const struct wasl_local local[2], int64_t at);
/** Lower-case hexadecimal; null if all bytes are zero. */
json_t *api_hex(wasl_bytes in);

/**
 * A document as compact JSON.
 *
 * Out:  out  the caller's to free
 * Err:  NO_MEMORY  also where `in` is NULL
 */
wasl_status api_dump(uint8_t **out, size_t *n, const json_t *in,
		     struct wasl_err *err) WASL_MUST_USE;

json_t *api_findings(const struct wasl_findings *findings);
/** RFC 9457; `findings` may be NULL. */
json_t *api_problem(const struct wasl_err *err,
		    const struct wasl_findings *findings);

json_t *api_status(const struct wasl_node_status *status);
json_t *api_peer(const struct wasl_node_line *line);
/** The names of these roles. */
json_t *api_roles(uint32_t roles);
json_t *api_user(const struct wasl_user *user);
json_t *api_access(const struct wasl_access_row *row);
json_t *api_kind(const struct wasl_kind *kind);
/** `ref`: of the dossier, where `made` has none (the line's own). */
json_t *api_made(const struct wasl_node_made *made, wasl_text ref,
		 wasl_text act);
/** A reference as fields of acts have it. */
json_t *api_blob(const struct wasl_blob_ref *ref);
json_t *api_row(const struct wasl_node_row *row);
/** With own node's name, so that an act says whose log it stands in. */
json_t *api_acts(const struct wasl_node_view *view, const char *node);
json_t *api_view(const struct wasl_node_view *view, const char *node,
		 int64_t now);
/** `fields` only if `whole`; `yours`: this user may decide it. */
json_t *api_draft(const struct wasl_node_draft *draft,
		  const struct wasl_user *actor, bool whole);
/** A person of a list. */
json_t *api_identity(const struct wasl_identity *who);
json_t *api_verify(const struct wasl_node_verify *job);

#endif
