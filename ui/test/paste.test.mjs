/* A pasted message of another channel: what is recognised, and what is not,
 * whatever is pasted. Persons are invented. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { load, ui } from "./load.mjs";

const CODES = "MA FR DZ ES BE US GB TN".split(" ");
const { parse, readDate, readCountry, PASTE_MAX } = await load("screens/request/message.ts");
const said = (text) => Object.fromEntries(parse(text, CODES).found.map((f) => [f.target, f.value]));

test("an English, a French and an Arabic message say the same", () => {
	const wanted = { birth_date: "1980-04-23", nationality: "MA", passport: "AB123456", sex: "M", offence: "fraud" };
	const check = (got) => {
		for (const [k, v] of Object.entries(wanted)) if (k !== "offence") assert.equal(got[k], v, k);
		assert.ok(got.offence);
		assert.ok(got.family_name);
		assert.ok(got.given_names);
	};
	check(said("FROM: IP PARIS\nOUR REF: EX-2026/17\n1. Surname: EXEMPLE\n2. Forenames: Salim\nDOB: 23/04/1980\nSex: Male\nNationality: Moroccan\nPassport No.: AB 123456\nOffence: fraud"));
	check(said("Nom : EXEMPLE\r\nPrénoms : Salim\r\nNé le : 23 avril 1980\r\nSexe : masculin\r\nNationalité : marocaine\r\nPasseport n° : ab123456\r\nInfraction : escroquerie"));
	check(said("الاسم العائلي: المثال\nالاسم الشخصي: سليم\nتاريخ الازدياد: ٢٣/٠٤/١٩٨٠\nالجنس: ذكر\nالجنسية: مغربية\nجواز السفر: AB١٢٣٤٥٦\nالجريمة: النصب"));
	assert.equal(said("OUR REF: EX-2026/17").reference, "EX-2026/17");
});

test("days are read as written, and said to be unsure where two ways are open", () => {
	const cases = [
		["1980-04-23", "1980-04-23", false],
		["23.4.1980", "1980-04-23", false],
		["04/23/1980", "1980-04-23", false],
		["03/04/1980", "1980-04-03", true],
		["04/04/1980", "1980-04-04", false],
		["1er août 1980", "1980-08-01", false],
		["3rd March 1980", "1980-03-03", false],
		["3 أبريل 1980", "1980-04-03", false],
		["1980", "1980", false],
		["1980/04", "1980-04", false],
		["31/02/1980", "", false],
		["23/04/80", "", false],
		["13/13/1980", "", false],
		["1980-00-10", "", false],
		["0980-01-10", "", false],
		["yesterday", "", false],
		["3 smarch 1980", "", false],
		["", "", false],
	];
	for (const [text, value, unsure] of cases) assert.deepEqual(readDate(text), { value, unsure }, text);
});

test("countries are read by name, code or demonym in three languages", () => {
	for (const text of ["Morocco", "MAROC", "المغرب", "ma", "MAR", "marocaine"]) assert.equal(readCountry(text, CODES), "MA", text);
	for (const text of ["", "Atlantis", "constructor", "__proto__", "M", "XX"]) assert.equal(readCountry(text, CODES), "", text);
	assert.deepEqual(parse("Nationality: Moroccan, French", CODES).found.map((f) => f.value), ["MA", "FR"]);
});

test("what a known label says and cannot be read is shown, and is no value", () => {
	for (const text of ["DOB: 99/99/1980", "Passport: <script>", "Surname: 12345", "Sex: perhaps", "Nationality: Martian", `Surname: ${"x".repeat(121)}`]) {
		const { found } = parse(text, CODES);
		assert.equal(found.length, 1, text);
		assert.equal(found[0].value, "", text);
		assert.ok(found[0].raw, text);
	}
});

test("what nobody labelled is left alone", () => {
	for (const text of ["", "\n\n\n", "Salim Exemple, born 23/04/1980", "Priority: high", "Surname", "Surname:", ": x", "__proto__: x", "constructor: y", "toString: z", "http://example.org/nom: x y", "Nom".repeat(50) + ": x"]) assert.deepEqual(parse(text, CODES).found, [], text);
});

test("marks that cannot be seen or turn the line are not taken", () => {
	const [f] = parse("Sur\u200bname: EXEM\u202ePLE\u2066\u0000", CODES).found;
	assert.deepEqual([f.target, f.value, f.raw], ["family_name", "EXEMPLE", "EXEMPLE"]);
	const markup = "Facts: <img src=x onerror=alert(1)> ${1} {{1}} ' \" --";
	assert.equal(parse(markup, CODES).found[0].value, markup.slice(7));
	assert.equal(parse("الاسم العائلي: المـــثال", CODES).found[0].value, "المثال");
});

test("a text goes on to the next label or an empty line", () => {
	const got = said("Summary of facts: one\ntwo\n\nnot this\nSurname: EXEMPLE\nthree");
	assert.deepEqual(got, { facts: "one two", family_name: "EXEMPLE" });
	assert.equal(said("Facts:\nwhat happened\nthen this").facts, "what happened then this");
});

test("however much is pasted, so much is looked at", () => {
	const started = parse(`Surname: A\n${"x".repeat(PASTE_MAX)}`, CODES);
	assert.equal(started.cut, true);
	assert.equal(started.found[0].value, "A");
	const many = parse(Array.from({ length: 1000 }, (_, i) => `Surname: A${"b".repeat(i % 7)}`).join("\n"), CODES);
	assert.equal(many.cut, true);
	assert.ok(many.found.length <= 40);
	const facts = parse(`Facts: ${"y".repeat(400)}\n${`${"z".repeat(480)}\n`.repeat(39)}`, CODES).found[0].value;
	assert.ok(facts.length <= 4000);
	/* No line makes the reader work more than its length. */
	for (const evil of [":".repeat(PASTE_MAX), `${" ".repeat(PASTE_MAX - 2)}:x`, "a:".repeat(PASTE_MAX / 2), "-1.1.1.1)".repeat(2000), `${"1".repeat(PASTE_MAX)}`]) assert.ok(parse(evil, CODES).found.length <= 40);
});

test("anything at all is read without a fault", () => {
	const alphabet = [..."Surname:DOB نسب\u202e\n\t=-٠٩éÀ\u0000<>'\"/\\𝒳"];
	let seed = 7;
	const next = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
	for (let i = 0; i < 2000; i++) {
		const text = Array.from({ length: next() % 60 }, () => alphabet[next() % alphabet.length]).join("");
		for (const f of parse(text, CODES).found) assert.ok(!/[\u202e\u0000]/u.test(f.value + f.raw));
	}
});

test("nothing that stands there is overwritten without a word", async () => {
	const { proposals, take, ticked, personAt, possible } = await load("screens/request/take.ts");
	const read = (f) => JSON.parse(fs.readFileSync(path.join(ui, "..", f), "utf8"));
	const common = read("kinds/common.json");
	const kind = read("kinds/arrest.json");
	const file = { ...kind, fields: { ...common.fields, ...kind.fields } };
	assert.equal(personAt(file), "/person");
	const { found } = parse("Surname: EXEMPLE\nForenames: سليم\nDOB: 23/04/1980\nNationality: Moroccan\nPassport: AB123456\nOur ref: X-1\nFacts: des faits\nSurname: AUTRE", CODES);
	const fields = { person: { birth_date: "1981-01-01", nationalities: ["FR"] }, purpose: "kept" };
	const all = proposals(file, fields, found);
	const by = (target) => all.filter((p) => p.found.target === target);
	assert.equal(by("birth_date")[0].before, "1981-01-01");
	assert.equal(ticked(all, by("birth_date")[0]), false);
	/* Two surnames: neither is first. */
	assert.deepEqual(by("family_name").map((p) => ticked(all, p)), [false, false]);
	assert.equal(ticked(all, by("given_names")[0]), true);
	const taken = take(fields, all.filter((p) => ticked(all, p)));
	assert.deepEqual(taken, {
		person: { birth_date: "1981-01-01", nationalities: ["FR", "MA"], given_names: "سليم", documents: [{ type: "PASSPORT", number: "AB123456" }] },
		purpose: "kept",
		sent_elsewhere: "I-24/7 X-1",
		facts: { text: "des faits", language: "" },
	});
	assert.deepEqual(fields, { person: { birth_date: "1981-01-01", nationalities: ["FR"] }, purpose: "kept" });
	/* What is there already is not proposed again. */
	const again = proposals(file, taken, found).map((p) => p.found.target);
	assert.deepEqual(again, ["family_name", "birth_date", "family_name"]);
	assert.ok(all.every((p) => possible(p)));
});
