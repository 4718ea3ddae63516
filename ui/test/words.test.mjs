/* Free text of an act: its language guessed as one writes, its translation moved
 * with it. The kinds are the real ones. */
import assert from "node:assert/strict";
import test from "node:test";
import { kind, read } from "./kinds.mjs";
import { load } from "./load.mjs";

const profile = read("examples/profile-ma-fr.json");
const information = kind("information");
const words = await load("kinds/words.ts");
const settle = (fields, mine = "fr", act = "service_note") => words.settle(information, act, fields, mine, profile);

test("a language is guessed by the script and whose screen it is; a choice stays", () => {
	assert.equal(settle({ note: "Exemple." }).language, "fr");
	assert.equal(settle({ note: "Example." }, "en").language, "en");
	assert.equal(settle({ note: "Exemple." }, "ar").language, "fr");
	assert.equal(settle({ note: "مثال VW" }, "en").language, "ar");
	assert.equal(settle({ note: "17/4" }, "en").language, "en");
	assert.equal(settle({ note: "Example.", language: "en" }).language, "en");
	/* What the letters show to be wrong is put right. */
	assert.equal(settle({ note: "مثال", language: "en" }).language, "ar");
	/* An act of nothing written says nothing. */
	assert.deepEqual(settle({ ground: "R01" }, "fr", "refuse"), { ground: "R01" });
	/* Nor does a version of before. */
	const before = { ...information, fields: { ...information.fields, words: undefined } };
	assert.deepEqual(words.settle(before, "service_note", { note: "Exemple." }, "fr", profile), { note: "Exemple." });
});

test("a text in another script has its own language, as long as it is in it", () => {
	const both = settle({ asked: "مثال", purpose: "Exemple" }, "ar", "open");
	assert.equal(both.language, "fr");
	assert.deepEqual(both.words, [{ at: "/asked", language: "ar" }]);
	assert.deepEqual(settle({ ...both, asked: "Exemple" }, "ar", "open").words, []);
	assert.equal(words.saidOf(both, "/asked").language, "ar");
	assert.equal(words.saidOf(both, "/purpose").language, "fr");
});

test("a block that says its language says that of its text", () => {
	const asked = settle({ questions: [{ number: 1, text: "مثال" }, { number: 2, language: "en", text: "Example" }] }, "fr", "open");
	assert.deepEqual(asked.questions.map((q) => q.language), ["ar", "en"]);
	assert.equal(asked.language, undefined);
	assert.equal(words.saidOf(asked, "/questions/0/text").language, "ar");
	const passage = settle({ facts: { text: "Exemple" } }, "ar", "open");
	assert.equal(passage.facts.language, "fr");
});

test("a translation is said once, taken back empty, and goes with its row", () => {
	const into = { courtesy_language: "ar", courtesy_text: "مثال" };
	let fields = words.say({ note: "Exemple.", language: "fr" }, "/note", into);
	assert.deepEqual(words.saidOf(fields, "/note"), { language: "fr", ...into });
	fields = words.say(fields, "/note", { courtesy_language: "", courtesy_text: "" });
	assert.deepEqual(fields.words, []);
	const three = { language: "fr", replies: [{ text: "A", sources: ["a", "b"] }, { text: "B" }, { text: "C" }], words: [0, 1, 2].map((n) => ({ at: `/replies/${n}/text`, ...into, courtesy_text: String(n) })) };
	const two = words.withoutItem(three, "/replies", 1);
	assert.deepEqual(two.replies.map((r) => r.text), ["A", "C"]);
	assert.deepEqual(two.words.map((w) => [w.at, w.courtesy_text]), [["/replies/0/text", "0"], ["/replies/1/text", "2"]]);
	assert.deepEqual(words.withoutItem(three, "/replies/0/sources", 0).replies[0].sources, ["b"]);
	assert.deepEqual(three.replies.length, 3);
});

test("what leaves says nothing of texts that are not there, and keeps those that are", () => {
	const leaving = (fields, act) => words.leaving(information, act, fields, "fr", profile);
	assert.deepEqual(leaving({ note: "", language: "fr", words: [{ at: "/note", courtesy_language: "ar", courtesy_text: "x" }] }, "service_note"), {});
	const rows = [{ number: 1, text: "" }, {}, { number: 2, text: "B", sources: ["", "b"] }];
	const out = leaving({ replies: rows, language: "fr", words: [{ at: "/replies/2/text", courtesy_language: "ar", courtesy_text: "x" }, { at: "/replies/2/sources/1", courtesy_language: "ar", courtesy_text: "y" }, { at: "/replies/0/text", courtesy_language: "ar", courtesy_text: "z" }] }, "partial");
	assert.deepEqual(out.replies.map((r) => r.text), [undefined, "B"]);
	assert.deepEqual(out.words.map((w) => w.at), ["/replies/1/text", "/replies/1/sources/0"]);
});

test("each example says what the form would say", () => {
	for (const name of ["arrest", "information", "locate", "evidence"]) {
		const request = read(`examples/${name}-request.json`);
		assert.deepEqual(words.leaving(kind(name), "open", request, "fr", profile), request, name);
	}
});
