/* Parts that know no page: order, keys, search. */
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const noon = Date.parse("2026-11-26T12:00:00Z");
const row = (reference, due_at, more = {}) => ({ reference, due_at, urgency: "U3", own: false, closed: false, state: "sent", ...more });

test("dossiers are grouped by the time that is left, soonest first", async () => {
	const { arrange } = await load("screens/inbox/group.ts");
	const placed = arrange(
		[
			row("e", null),
			row("d", "2026-12-24T12:00:00Z"),
			row("c", "2026-11-28T12:00:00Z"),
			row("b2", "2026-11-27T11:59:00Z"),
			row("b1", "2026-11-26T12:00:00Z"),
			row("a", "2026-11-26T11:59:59Z"),
		],
		noon,
	);
	assert.deepEqual(
		placed.map((p) => [p.group, p.rows.map((r) => r.reference)]),
		[
			["late", ["a"]],
			["day", ["b1", "b2"]],
			["week", ["c"]],
			["later", ["d"]],
			["none", ["e"]],
		],
	);
});

test("of two that are due together the more urgent comes first", async () => {
	const { arrange } = await load("screens/inbox/group.ts");
	const at = "2026-11-26T13:00:00Z";
	const placed = arrange([row("x", at), row("y", at, { urgency: "U1" })], noon);
	assert.deepEqual(placed[0].rows.map((r) => r.reference), ["y", "x"]);
});

test("a key is named by its place, the question mark by its sign", async () => {
	const { nameOf } = await load("keys/keys.ts");
	const event = (code, key, more = {}) => ({ code, key, ctrlKey: false, metaKey: false, altKey: false, ...more });
	assert.equal(nameOf(event("KeyJ", "ت")), "KeyJ");
	assert.equal(nameOf(event("KeyK", "ن", { ctrlKey: true })), "Ctrl+KeyK");
	assert.equal(nameOf(event("KeyM", "?")), "Help");
	assert.equal(nameOf(event("KeyA", "a", { altKey: true })), "Alt+KeyA");
});

test("labels are read as the kinds write them", async () => {
	const { parseLabels } = await import("../labels.mjs");
	assert.deepEqual(parseLabels("# of x\n\nact-open = ouvrir = envoyer\nstate-a = b \n"), { "act-open": "ouvrir = envoyer", "state-a": "b" });
});
