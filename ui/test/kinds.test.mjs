/* Forms from kinds: checks, steps, times. The kinds are the real ones, merged
 * as the node merges them. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { kind, read } from "./kinds.mjs";
import { load, ui } from "./load.mjs";

const profile = read("examples/profile-ma-fr.json");
const request = read("examples/arrest-request.json");

test("the examples pass the checks that the form makes", async () => {
	const { check } = await load("kinds/check.ts");
	for (const name of ["arrest", "information", "locate", "evidence"]) {
		const found = check(kind(name), "open", read(`examples/${name}-request.json`), profile).filter((f) => f.severity === "error");
		assert.deepEqual(found, [], name);
	}
});

test("what is missing, contradicts or breaks a rule is named by its pointer", async () => {
	const { check } = await load("kinds/check.ts");
	const cases = [
		[(r) => delete r.phase, "/phase", "missing"],
		[(r) => (r.person = {}), "/person", "missing"],
		[(r) => delete r.person.role, "/person/role", "missing"],
		[(r) => (r.penalty_months = 0), "/penalty_months", "range"],
		[(r) => (r.penalty_months = "12"), "/penalty_months", "range"],
		[(r) => (r.limitation_date = "2046-13-41"), "/limitation_date", "date"],
		[(r) => (r.limitation_date = "2046-02-29"), "/limitation_date", "date"],
		[(r) => (r.interpol_notice = "x".repeat(41)), "/interpol_notice", "too_long"],
		[(r) => (r.nationality_at_facts = Array.from({ length: 9 }, () => "FR")), "/nationality_at_facts", "many"],
		[(r) => (r.penalty_months = 23), "/penalty_months", "threshold"],
		[(r) => (r.article3.activist = "UNKNOWN"), "/article3/activist", "article3_unknown"],
		[(r) => (r.basis = "assistance-2008"), "/basis", "basis_kind"],
		[(r) => (r.warrant.date = "1980-01-01"), "/warrant/date", "born_before"],
	];
	for (const [bend, pointer, rule] of cases) {
		const bent = structuredClone(request);
		bend(bent);
		const found = check(kind("arrest"), "open", bent, profile);
		assert.ok(found.some((f) => f.pointer === pointer && f.rule === rule), `${rule} at ${pointer}: ${JSON.stringify(found)}`);
	}
});

test("a rule of who releases it is told, and keeps nobody from signing", async () => {
	const { check } = await load("kinds/check.ts");
	const cases = [
		["arrest", (r) => (r.article3.activist = "YES"), "/article3/activist", "article3_director"],
		["arrest", (r) => (r.handling = "H3"), "/handling", "handling_director"],
	];
	for (const [name, bend, pointer, rule] of cases) {
		const bent = structuredClone(request);
		bend(bent);
		const found = check(kind(name), "open", bent, profile).filter((f) => f.rule === rule);
		assert.deepEqual(found.map((f) => [f.pointer, f.severity]), [[pointer, "note"]]);
	}
});

test("conditions hold as docs/spec §12 says; what is not there never compares", async () => {
	const { holds } = await load("kinds/check.ts");
	const around = { kind: "arrest", fields: { a: 3, b: "2026-01-02", list: ["X"], basis: "extradition-2008" }, profile };
	const yes = [
		{ eq: ["/a", 3] }, { ge: ["/a", 3] }, { ge: ["/b", "2026-01-02"] }, { has: "/a" }, { not: { has: "/c" } },
		{ in: ["X", "/list"] }, { in: ["/a", [1, 3]] }, { all: [{ has: "/a" }, { any: [{ has: "/c" }, { has: "/b" }] }] },
		{ in: ["$kind", "$basis/kinds"] }, { ge: ["$profile/provisional_arrest_days", 1] },
	];
	const no = [{ eq: ["/c", null] }, { ge: ["/c", 1] }, { ge: ["/a", "1"] }, { in: ["/c", ["X"]] }, { has: "/c" }, { ge: ["$profile/nothing", 0] }];
	for (const c of yes) assert.equal(holds(c, around), true, JSON.stringify(c));
	for (const c of no) assert.equal(holds(c, around), false, JSON.stringify(c));
});

test("every field of every opening stands in exactly one step", async () => {
	const { fieldsOf, stepOf, steps } = await load("screens/request/steps.ts");
	const { actFields } = await load("kinds/file.ts");
	for (const name of fs.readdirSync(path.join(ui, "../kinds")).filter((f) => f.endsWith(".json")).map((f) => f.slice(0, -5))) {
		const file = kind(name);
		if (!file.kind || !file.acts.open) continue;
		const all = actFields(file, "open").filter((n) => file.fields[n]);
		const placed = steps.flatMap((s) => fieldsOf(file, s));
		assert.deepEqual([...placed].sort(), [...all].sort(), name);
		for (const n of all) assert.ok(fieldsOf(file, stepOf(file, `/${n}/x`)).includes(n));
	}
});

test("empty values are not sent, false and zero are", async () => {
	const { tidy } = await load("kinds/check.ts");
	assert.deepEqual(tidy({ a: "", b: [], c: { d: null }, e: false, f: 0, g: ["", "x"], h: [{}] }), { e: false, f: 0, g: ["x"] });
	assert.equal(tidy({ a: { b: { c: "" } } }), undefined);
});

test("a wall clock's time is the instant it means, also when clocks change", async () => {
	const { fromLocal, toLocal } = await load("i18n/zone.ts");
	const paris = {
		zone: "Europe/Paris",
		offsets: [
			{ at: "2025-11-26T00:00:00Z", offset_s: 3600 },
			{ at: "2026-03-29T01:00:00Z", offset_s: 7200 },
			{ at: "2026-10-25T01:00:00Z", offset_s: 3600 },
		],
	};
	const utc = { zone: "UTC", offsets: [] };
	const cases = [
		["2026-11-26T14:30", paris, "2026-11-26T13:30:00Z"],
		["2026-07-01T00:05", paris, "2026-06-30T22:05:00Z"],
		["2026-03-29T03:00", paris, "2026-03-29T01:00:00Z"],
		["2026-10-25T03:00", paris, "2026-10-25T02:00:00Z"],
		["2026-11-26T14:30", utc, "2026-11-26T14:30:00Z"],
	];
	for (const [wall, zone, instant] of cases) {
		assert.equal(fromLocal(wall, zone), instant, `${wall} ${zone.zone}`);
		assert.equal(toLocal(instant, zone), wall, `${instant} ${zone.zone}`);
	}
	assert.equal(fromLocal("", utc), "");
	assert.equal(toLocal("nonsense", utc), "");
});

test("the stages show where a dossier has been, is, and can go", async () => {
	const { stages } = await load("screens/dossier/stages.ts");
	const states = kind("arrest").states.concat(read("kinds/request.json").states);
	const acts = (...list) => list.map((state, i) => ({ state, effect: "took", at: `2026-11-26T10:0${i}:00Z` }));
	const look = (...args) => stages(...args).map((s) => `${s.state} ${s.look}`);
	assert.deepEqual(look(acts("sent", "acknowledged"), states, "acknowledged", false), [
		"sent done", "acknowledged now", "accepted next", "answered next", "assessed next", "closed next",
	]);
	/* An act that changes no state, and a way back. */
	assert.deepEqual(look(acts("sent", "sent", "acknowledged", "clarify", "acknowledged"), states, "acknowledged", false).slice(0, 2), ["sent done", "acknowledged now"]);
	assert.deepEqual(look(acts("sent", "refused"), states, "refused", false), ["sent done", "refused now", "closed next"]);
	assert.deepEqual(look(acts("sent", "closed"), states, "closed", true), ["sent done", "closed done"]);
	/* What crossed and changed nothing is no stage. */
	assert.deepEqual(look([{ state: "sent", effect: "took", at: "x" }, { state: "accepted", effect: "void", at: "x" }], states, "sent", false)[1], "acknowledged next");
});

test("only what the dossier says otherwise now is a difference", async () => {
	const { changedFields } = await load("screens/approve/differ.ts");
	const acts = [{ effect: "took", fields: { a: 1, b: { c: 2 } } }, { effect: "rejected", fields: { a: 9 } }];
	assert.deepEqual([...changedFields({ a: 1, b: { c: 3 }, d: 4 }, acts)], ["b"]);
});

test("acts of the line have fields of their own, and are shown like any other", async () => {
	const { actFields, asOne } = await load("kinds/file.ts");
	const line = asOne(JSON.parse(fs.readFileSync(path.join(ui, "..", "kinds", "line.json"), "utf8")));
	assert.deepEqual(actFields(line, "duty"), ["function", "languages", "telephone", "until"]);
	assert.deepEqual(actFields(line, "drill"), []);
	for (const act of Object.keys(line.acts)) for (const f of actFields(line, act)) assert.ok(line.fields[f].type, `${act}/${f}`);
});

test("what has a number is offered by its name, and the next number is free", async () => {
	const { known, namedAt, nextOf } = await load("kinds/known.ts");
	const event = kind("event");
	const said = [{ fields: read("examples/event-request.json") }, { fields: read("examples/event-incident.json") }, { fields: null }];
	const [first] = said[1].fields.incidents;
	assert.equal(namedAt(event, "/updates/0/number"), "incidents");
	assert.equal(namedAt(event, "/incidents/0/site"), "sites");
	for (const free of ["/incidents/0/number", "/sites/0/number", "/updates/0/status"]) assert.equal(namedAt(event, free), null);
	assert.deepEqual(known(event, "incidents", said), [{ value: first.number, text: first.text }]);
	assert.deepEqual(known(event, "sites", said).map((k) => k.text), said[0].fields.sites.map((s) => s.name));
	assert.deepEqual(known(event, "name", said), []);
	assert.equal(nextOf(event, "incidents", said, []), first.number + 1);
	assert.equal(nextOf(event, "incidents", said, [{ number: first.number + 1 }]), first.number + 2);
	assert.equal(nextOf(event, "incidents", [], []), 1);
});

test("a legal basis is called as the treaty says, else by its word", async () => {
	const { basisName, basisText } = await load("kinds/file.ts");
	const profile = { languages: ["fr", "ar"], bases: { named: { kinds: [], name: { en: "a convention", fr: "une convention" } }, half: { kinds: [], name: { ar: "اتفاقية", fr: "une convention" } }, bare: { kinds: [] } } };
	assert.equal(basisName(profile, "named", "en"), "a convention");
	assert.equal(basisName(profile, "half", "en"), "une convention");
	assert.equal(basisName(profile, "bare", "en"), null);
	assert.equal(basisName(profile, "other", "en"), null);
	assert.equal(basisName(null, "named", "en"), null);
	assert.equal(basisText(profile, "named", "en"), "a convention (\u2066named\u2069)");
	assert.equal(basisText(profile, "bare", "en"), "bare");
});
