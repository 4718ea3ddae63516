/* The texts: the same in every language, all used, none missing, with every
 * form that the language counts in. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "@fluent/syntax";
import { ui } from "./load.mjs";

const languages = ["ar", "fr", "en"];
/* French "many" begins at a million: nothing here counts so far. */
const forms = { ar: ["zero", "one", "two", "few", "many", "other"], fr: ["one", "other"], en: ["one", "other"] };
const categories = new Set(forms.ar);

function files(dir, ending) {
	return fs.readdirSync(dir, { withFileTypes: true }).flatMap((f) => {
		const at = path.join(dir, f.name);
		return f.isDirectory() ? files(at, ending) : f.name.endsWith(ending) ? [at] : [];
	});
}

function messages(language) {
	const all = new Map();
	for (const file of files(path.join(ui, "locales", language), ".ftl")) {
		for (const entry of parse(fs.readFileSync(file, "utf8"), {}).body) {
			assert.notEqual(entry.type, "Junk", `${file}: ${entry.content?.slice(0, 60)}`);
			if (entry.type !== "Message") continue;
			assert.ok(!all.has(entry.id.name), `${file}: ${entry.id.name} twice`);
			assert.ok(entry.value, `${file}: ${entry.id.name} is empty`);
			all.set(entry.id.name, entry);
		}
	}
	return all;
}

function walk(node, visit) {
	if (!node || typeof node !== "object") return;
	visit(node);
	for (const child of Object.values(node)) Array.isArray(child) ? child.forEach((c) => walk(c, visit)) : walk(child, visit);
}

const texts = Object.fromEntries(languages.map((l) => [l, messages(l)]));
const sources = files(path.join(ui, "src"), ".ts").concat(files(path.join(ui, "src"), ".tsx"));
const code = sources.map((f) => fs.readFileSync(f, "utf8")).join("\n");

test("every language has the same texts", () => {
	for (const l of languages) assert.deepEqual([...texts[l].keys()].sort(), [...texts.fr.keys()].sort(), l);
});

test("a text takes the same values in every language", () => {
	const values = (entry) => {
		const found = new Set();
		walk(entry, (n) => n.type === "VariableReference" && found.add(n.id.name));
		return [...found].sort();
	};
	for (const l of languages)
		for (const [id, entry] of texts[l])
			assert.deepEqual(
				values(entry).filter((v) => v !== "n" && v !== "d"),
				values(texts.fr.get(id)).filter((v) => v !== "n" && v !== "d"),
				`${l}: ${id}`,
			);
});

test("what is counted has all forms of the language", () => {
	for (const l of languages)
		for (const [id, entry] of texts[l])
			walk(entry, (n) => {
				if (n.type !== "SelectExpression") return;
				const keys = n.variants.map((v) => v.key.name ?? v.key.value);
				if (!keys.some((k) => categories.has(k) && k !== "other")) return;
				for (const form of forms[l]) assert.ok(keys.includes(form), `${l}: ${id} lacks [${form}]`);
			});
});

test("every text that the screens name exists", () => {
	for (const [, id] of code.matchAll(/\bt\(\s*"([^"]+)"/g)) assert.ok(texts.fr.has(id), id);
	for (const [, front] of code.matchAll(/\bt\(\s*`([^`$]+)\$\{/g))
		assert.ok([...texts.fr.keys()].some((k) => k.startsWith(front)), `${front}…`);
});

test("every text is used", () => {
	const fronts = [...code.matchAll(/`([a-z][\w-]*-)\$\{/g)].map((m) => m[1]);
	for (const id of texts.fr.keys()) {
		const named = code.includes(`"${id}"`) || fronts.some((f) => id.startsWith(f));
		assert.ok(named, id);
	}
});
