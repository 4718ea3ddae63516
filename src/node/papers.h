/*
 * Papers that are made from dossiers and figures: the roadmap, a communiqué
 * that both sides approved, the pack of a meeting. All are JSON for the API;
 * only what the officer may read is in them, and the reading is logged.
 * Calls from any thread.
 */
#ifndef WASL_NODE_PAPERS_H
#define WASL_NODE_PAPERS_H

#include "node/node.h"

/** What the roadmap is asked for; empty: all. */
struct wasl_node_roadmap_ask {
	wasl_text peer;
	wasl_text sector;
};

/**
 * The commitments of both sides: sector, owner, milestones, indicator with the
 * value computed from acts and those that each side signed, agreed status.
 *
 * Out:  out  {"commitments": […], "hidden": n}, a new reference
 */
wasl_status wasl_node_roadmap(struct wasl_node *node, struct wasl_arena *arena,
			      json_t **out,
			      const struct wasl_node_roadmap_ask *ask,
			      const struct wasl_user *actor,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * A communiqué as both sides approved it.
 *
 * Out:  out       {"ready", "hash", "texts", "figures", "embargo", "proposal",
 *                 "approvals"}, a new reference
 *       findings  in the caller's arena; not ready: its errors say why it must
 *                 not be published
 * Err:  NOT_FOUND (also where it is no communiqué), DENIED
 */
wasl_status wasl_node_communique(struct wasl_node *node,
				 struct wasl_arena *arena, json_t **out,
				 struct wasl_findings *findings, wasl_text ref,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/**
 * What a meeting should look at: late commitments, unanswered requests,
 * disputed figures; as the field `pack` of the act `pack`.
 *
 * Out:  out  {"pack": […], "pack_until": …}, a new reference
 * Err:  NOT_FOUND (also where it is no meeting), DENIED
 */
wasl_status wasl_node_pack(struct wasl_node *node, struct wasl_arena *arena,
			   json_t **out, wasl_text ref,
			   const struct wasl_user *actor,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
