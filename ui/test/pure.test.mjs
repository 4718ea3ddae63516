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

test("a table is read as the node reads it, wherever its bytes are cut", async () => {
	const { Csv } = await load("kinds/csv.ts");
	const text = 'N°;Nom\r\nA-1;"EL ""FICTIF""\nfils"\n\n;x\rA-3; b ';
	const rows = [
		{ line: 1, fields: ["N°", "Nom"], bad: false },
		{ line: 2, fields: ["A-1", 'EL "FICTIF"\nfils'], bad: false },
		{ line: 5, fields: ["", "x"], bad: false },
		{ line: 6, fields: ["A-3", "b"], bad: false },
	];
	for (let cut = 0; cut <= text.length; cut++) {
		const csv = new Csv();
		assert.deepEqual([...csv.feed(text.slice(0, cut)), ...csv.feed(text.slice(cut)), ...csv.finish()], rows, `cut at ${cut}`);
		assert.equal(csv.separator, ";");
	}
});

test("a row that is none is said to be so, and the next one is read", async () => {
	const { Csv } = await load("kinds/csv.ts");
	for (const bad of ['a"b,c', '"a"b,c', "a\0,b", "a\uFFFD,b", "x".repeat(33_000), ",".repeat(70)]) {
		const csv = new Csv();
		const rows = [...csv.feed(`h,i\n${bad}\ngood,row\n`), ...csv.finish()];
		assert.deepEqual(rows.map((r) => [r.line, r.bad]), [[1, false], [2, true], [3, false]], bad.slice(0, 9));
	}
	const open = new Csv();
	assert.deepEqual([...open.feed('h\n"never closed\n'), ...open.finish()].map((r) => r.bad), [false, true]);
});

test("what is written as a table is read back, and is no formula", async () => {
	const { Csv, csvLine } = await load("kinds/csv.ts");
	const csv = new Csv();
	const fields = ["=1+1", 'say "no"', "a,b\nc", 7];
	const [row] = csv.feed(csvLine(fields));
	assert.deepEqual(row.fields, ["'=1+1", 'say "no"', "a,b\nc", "7"]);
});

test("the columns of a table are guessed by their headings and dates by their form", async () => {
	const { guess, dateForm, patternOf } = await load("screens/lists/columns.ts");
	assert.deepEqual(guess(["N°", "Nom", "Prénoms", "Autres noms", "Né le", "Sexe", "Nationalité", "Passeport", "Interne"], "list"), ["ref", "family", "given", "alias", "birth", "sex", "nationality", "passport", ""]);
	assert.deepEqual(guess(["name", "born", "x"], "screen"), ["name", "born", ""]);
	assert.deepEqual(guess(["الاسم العائلي", "الاسم الشخصي", "تاريخ الازدياد"], "list"), ["family", "given", "birth"]);
	assert.equal(dateForm(["1971-04-12", ""]), "iso");
	assert.equal(dateForm(["12/04/1971"]), "dmy");
	assert.equal(patternOf("dmy", ["", "12.04.1971"]), "DD.MM.YYYY");
	assert.equal(patternOf("iso", []), "YYYY-MM-DD");
});

test("two treaty profiles differ in leaves, and a leaf is put as it was read", async () => {
	const { differences, leaves, namesOf, put, read, written } = await load("kinds/treaty-leaves.ts");
	const before = { profile: "a", v: 1, kinds: { arrest: "00", line: null }, calendars: { MA: { week: [1, 2] } }, bases: { "a/b": { min: 24 } } };
	assert.deepEqual(differences(before, structuredClone(before)), []);
	let after = put(before, "/v", 2);
	after = put(after, "/calendars/MA/week", [1, 2, 3]);
	after = put(after, "/bases/a~1b/min", null);
	after = put(after, "/kinds/arrest", undefined);
	after = put(after, "/approval/passkey", true);
	assert.deepEqual(differences(before, after), [
		{ pointer: "/v", before: 1, after: 2 },
		{ pointer: "/kinds/arrest", before: "00" },
		{ pointer: "/calendars/MA/week", before: [1, 2], after: [1, 2, 3] },
		{ pointer: "/bases/a~1b/min", before: 24, after: null },
		{ pointer: "/approval/passkey", after: true },
	]);
	assert.equal(before.v, 1);
	assert.deepEqual(namesOf("/bases/a~1b/min"), ["bases", "a/b", "min"]);
	for (const [pointer, leaf] of leaves(after)) assert.deepEqual(read(written(leaf), leaf), leaf, pointer);
	assert.equal(read("", 40), null);
	assert.equal(read("40", null), 40);
	assert.deepEqual(read("R01, R02,", ["R03"]), ["R01", "R02"]);
});
