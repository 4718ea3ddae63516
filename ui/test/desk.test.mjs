/* Parts of the desk that know no page: what a list does while it is read, what
 * two officers make of one form, names of files, the room's log. */
import assert from "node:assert/strict";
import test from "node:test";
import { kind } from "./kinds.mjs";
import { load } from "./load.mjs";

const noon = Date.parse("2026-11-26T12:00:00Z");
const row = (reference, due_at, more = {}) => ({ reference, due_at, urgency: "U3", own: false, closed: false, state: "sent", aside_until: null, ...more });
const flat = (placed) => placed.flatMap((p) => p.rows.map((r) => `${p.group} ${r.reference}`));

test("what arrives or becomes urgent never moves the selected row", async () => {
	const { steady } = await load("screens/inbox/group.ts");
	const order = { key: "", next: 0, at: new Map() };
	const day = (h) => new Date(noon + h * 3600_000).toISOString();
	const rows = [row("a", day(1)), row("b", day(5)), row("c", day(9)), row("d", day(72))];
	assert.deepEqual(flat(steady(order, rows, "all", "b", noon)), ["day a", "day b", "day c", "week d"]);
	/* A fresh one that is due first, b due later, c late, d due today. */
	const changed = [row("new", day(0.5)), row("a", day(1)), row("b", day(200)), row("c", day(-1)), row("d", day(2))];
	assert.deepEqual(flat(steady(order, changed, "all", "b", noon)), ["late c", "day a", "day b", "day new", "day d"]);
	/* Once another is selected it goes where it belongs. */
	assert.deepEqual(flat(steady(order, changed, "all", "a", noon)), ["late c", "day a", "day new", "day d", "later b"]);
	/* Rows that go leave the others where they are. */
	assert.deepEqual(flat(steady(order, [changed[3], changed[1], changed[4]], "all", "a", noon)), ["late c", "day a", "day d"]);
	/* Another filter is another list. */
	assert.deepEqual(flat(steady(order, [row("z", null), row("y", day(1))], "mine", null, noon)), ["day y", "none z"]);
});

test("of two officers on one form nothing is lost, and what both changed is asked", async () => {
	const { merge, choose } = await load("screens/request/merge.ts");
	const file = kind("information");
	const base = { facts: { text: "a" }, purpose: "p", unit: "U", asked: "x" };
	const mine = { facts: { text: "mine" }, purpose: "p2", unit: "U" };
	const other = { facts: { text: "theirs" }, purpose: "p", unit: "V", asked: "x", link: "l" };
	const m = merge(file, base, mine, other);
	assert.deepEqual(m.both, ["facts"]);
	assert.deepEqual(m.theirs, ["link", "unit"]);
	assert.deepEqual(m.fields, { facts: { text: "mine" }, purpose: "p2", unit: "V", link: "l" });
	assert.deepEqual(choose(m.fields, other, m.both).facts, { text: "theirs" });
	/* The same change by both is none to decide; a removal counts. */
	assert.deepEqual(merge(file, base, { ...base, unit: "W" }, { ...base, unit: "W" }), { fields: { ...base, unit: "W" }, theirs: [], both: [] });
	const { asked, ...without } = base;
	assert.deepEqual(merge(file, base, { ...base }, without).fields, without);
	/* Every pair of changes of one field: whoever alone changed it wins. */
	for (const b of [undefined, 1, 2])
		for (const x of [undefined, 1, 2])
			for (const y of [undefined, 1, 2]) {
				const f = (v) => (v === undefined ? {} : { n: v });
				const r = merge(file, f(b), f(x), f(y));
				const asks = x !== y && x !== b && y !== b;
				assert.deepEqual(r.both, asks ? ["n"] : [], `${b} ${x} ${y}`);
				if (!asks) assert.deepEqual(r.fields, f(x === b ? y : x), `${b} ${x} ${y}`);
			}
});

test("a translation goes with its text when two forms become one", async () => {
	const { merge, choose } = await load("screens/request/merge.ts");
	const file = kind("information");
	const said = (at, text) => ({ at, courtesy_language: "ar", courtesy_text: text });
	const base = { asked: "a", purpose: "p", language: "fr" };
	/* Each translated another text: nobody is asked, nothing is lost. */
	let m = merge(file, base, { ...base, words: [said("/asked", "أ")] }, { ...base, words: [said("/purpose", "ب")] });
	assert.deepEqual([m.both, m.theirs], [[], ["purpose"]]);
	assert.deepEqual(m.fields.words, [said("/asked", "أ"), said("/purpose", "ب")]);
	/* One wrote, the other translated: asked by the field's own name. */
	const other = { ...base, words: [said("/asked", "أ")] };
	m = merge(file, base, { ...base, asked: "b" }, other);
	assert.deepEqual([m.both, m.theirs], [["asked"], []]);
	assert.deepEqual(choose(m.fields, other, m.both), { ...base, words: [said("/asked", "أ")] });
	assert.deepEqual(choose(m.fields, other, []), { ...base, asked: "b" });
	/* A row went on one side: what the other says of the next is not put on it. */
	const rows = { questions: [{ number: 1, text: "x" }, { number: 2, text: "y" }], words: [said("/questions/1/text", "ي")] };
	m = merge(file, rows, { questions: [rows.questions[1]], words: [said("/questions/0/text", "ي")] }, { ...rows, words: [said("/questions/1/text", "ياء")] });
	assert.deepEqual(m.both, ["questions"]);
	assert.deepEqual(choose(m.fields, { ...rows, words: [said("/questions/1/text", "ياء")] }, m.both).words, [said("/questions/1/text", "ياء")]);
	/* Taken back by one. */
	m = merge(file, other, other, base);
	assert.deepEqual([m.theirs, m.fields.words], [["asked"], []]);
	/* A kind of before calls a field of its own so. */
	const old = { ...file, fields: { words: { type: "text" } } };
	assert.deepEqual(merge(old, { words: "a" }, { words: "b" }, { words: "c" }).both, ["words"]);
});

test("a name of a file is shown as what it is", async () => {
	const { plainName } = await load("i18n/plain.ts");
	assert.equal(plainName("mandat_2026.pdf"), "mandat_2026.pdf");
	assert.equal(plainName("أمر بالقبض.pdf"), "أمر بالقبض.pdf");
	assert.equal(plainName("note\u202Efdp.exe"), "note⟨U+202E⟩fdp.exe");
	assert.equal(plainName("a\u200bb\u0000c\u2066d\ufeff"), "a⟨U+200B⟩b⟨U+0000⟩c⟨U+2066⟩d⟨U+FEFF⟩");
	for (const mark of ["\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028", "\n"]) assert.ok(!plainName(`x${mark}y`).includes(mark));
});

test("the room's log is one order of all lines, open incidents of a site first", async () => {
	const { entries, open, phaseAt, places } = await load("screens/event/log.ts");
	const incident = (number, at, status, site = 1) => ({ number, at, status, site, due: at, node: "x" });
	const line = (reference, incidents, more = {}) => ({ reference, peer: "p", incidents, situations: [], hand_overs: [], sites: [{ number: 1, level: "S1" }, { number: 2, level: "S3" }], ...more });
	const lines = [
		line("A", [incident(1, "2026-01-01T10:00:00Z", "DONE"), incident(2, "2026-01-01T12:00:00Z", "OPEN")]),
		line("B", [incident(1, "2026-01-01T11:00:00Z", "IN_HAND", 2)], { situations: [{ node: "p", situation_at: "2026-01-01T11:30:00Z" }] }),
	];
	assert.deepEqual(entries(lines).map((e) => `${e.line.reference} ${e.sort} ${e.at.slice(11, 16)}`), ["A incident 12:00", "B situation 11:30", "B incident 11:00", "A incident 10:00"]);
	assert.equal(open(lines).length, 2);
	assert.deepEqual(places(lines).map((p) => `${p.line.reference}${p.site.number} ${p.open.length}`), ["B2 1", "A1 1", "A2 0", "B1 0"]);
	const phases = [
		{ number: 2, name: "b", from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" },
		{ number: 1, name: "a", from: "2026-01-01T00:00:00Z", to: "2026-01-10T00:00:00Z" },
	];
	assert.deepEqual([phaseAt(phases, Date.parse("2026-01-05"))?.phase.name, phaseAt(phases, Date.parse("2026-01-05"))?.runs], ["a", true]);
	assert.deepEqual([phaseAt(phases, Date.parse("2026-01-20"))?.phase.name, phaseAt(phases, Date.parse("2026-01-20"))?.runs], ["b", false]);
	assert.equal(phaseAt(phases, Date.parse("2026-04-01")), null);
});

test("figures of both sides stand beside each other", async () => {
	const { compare } = await load("screens/stats/figures.ts");
	const cell = (figure, own, number, split = "", value = "") => ({ figure, side: own ? "MA" : "FR", own, split, value, number });
	const all = compare([cell("A", true, 3), cell("A", true, 2, "kind", "arrest"), cell("B", false, 7), cell("A", false, 4)]);
	assert.deepEqual(all.map((f) => [f.figure, f.own, f.partner, f.parts.length]), [["A", 3, 4, 1], ["B", null, 7, 0]]);
});

test("each act that the state allows stands once, by what one means to do", async () => {
	const { grouped } = await load("screens/dossier/acts.ts");
	const file = { acts: { ack: { to: "acknowledged" }, report: { to: "answered" }, clarify: { to: "clarify" }, ask_extension: {}, milestone: { to: "custody" }, attach: {}, withdraw: { to: "withdrawn" } } };
	assert.deepEqual(grouped(file, ["attach", "withdraw", "ack", "unknown", "ask_extension", "report", "clarify"]), [
		{ group: "answer", acts: ["ack", "report"] },
		{ group: "ask", acts: ["ask_extension", "clarify"] },
		{ group: "status", acts: ["attach"] },
		{ group: "close", acts: ["withdraw"] },
	]);
	assert.deepEqual(grouped(file, []), []);
});

test("acts that come meanwhile are put behind those that are held, without a gap", async () => {
	const { joined } = await load("screens/dossier/read.ts");
	const act = (index, more = {}) => ({ node: "paris.pn", position: { epoch: 1, index }, bound: true, receipt: { size: 1 }, ...more });
	const run = (from, end, more) => Array.from({ length: end - from }, (_, i) => act(from + i, more));
	const dossier = (from, end, more) => ({ reference: "X", acts: run(from, end, more), earlier: from > 0 ? `1.${from}` : null });
	/* Pages of four in front. */
	let pages = 0;
	const before = async (d) => {
		pages++;
		const end = d.acts[0].position.index, from = Math.max(0, end - 4);
		return { ...d, acts: [...run(from, end), ...d.acts], earlier: from > 0 ? `1.${from}` : null };
	};
	const places = (d) => d.acts.map((a) => a.position?.index ?? "-");
	const upTo = (from, end) => Array.from({ length: end - from }, (_, i) => from + i);
	/* Nothing is held: it stays a page. */
	assert.deepEqual(places(await joined(null, dossier(16, 20), before)), upTo(16, 20));
	/* One new act: what is held stays, and nothing more is read. */
	const held = dossier(12, 20);
	let now = await joined(held, dossier(17, 21), before);
	assert.deepEqual([places(now), now.earlier, pages], [upTo(12, 21), "1.12", 0]);
	/* More new acts than a page: the gap is read. */
	now = await joined(held, dossier(26, 30), before);
	assert.deepEqual([places(now), now.earlier, pages], [upTo(12, 30), "1.12", 2]);
	/* What was not settled is read again, and no more than was held. */
	pages = 0;
	now = await joined(dossier(12, 20, { bound: false }), dossier(17, 21), before);
	assert.deepEqual([now.acts.every((a) => a.bound), now.acts[0].position.index <= 12, pages], [true, true, 2]);
	/* An act without a place is no place to go on from. */
	now = await joined({ ...held, acts: [...held.acts, { position: null }] }, { ...dossier(17, 21), acts: [{ position: null }], earlier: "1.21" }, async (d) => ({ ...d, acts: [...run(17, 21), ...d.acts], earlier: "1.17" }));
	assert.deepEqual(places(now), [...upTo(12, 21), "-"]);
});
