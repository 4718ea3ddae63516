/* What a browser fetches: size.mjs DIR, the folder of a build's screens. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const FIRST_MAX = 60_000;
const ALL_MAX = 150_000;
const dir = process.argv[2];
const size = (name) => fs.statSync(path.join(dir, name)).size;
const text = (name) => gunzipSync(fs.readFileSync(path.join(dir, name))).toString();
const scripts = fs.readdirSync(dir).filter((f) => f.endsWith(".js.gz"));
const entries = [...text("index.html.gz").matchAll(/src="\/ui\/([^"]+)"/g)].map(([, name]) => name);

/* What the page needs before it shows anything: static imports, followed. */
const first = new Set();
function follow(name) {
	if (first.has(name)) return;
	first.add(name);
	for (const [, next] of text(`${name}.gz`).matchAll(/(?:from|import)"\.\/([^"]+)"/g)) follow(next);
}
entries.forEach(follow);

const sum = (names) => names.reduce((n, f) => n + size(f), 0);
const begin = sum([...first].map((f) => `${f}.gz`));
const all = sum(scripts);
console.log(`JavaScript, compressed: ${begin} bytes for the first screen, ${all} in all`);
assert.ok(first.size < scripts.length, "no screen is fetched on its own");
assert.ok(begin <= FIRST_MAX, `the first screen needs ${begin} bytes of JavaScript, over ${FIRST_MAX}`);
assert.ok(all <= ALL_MAX, `the screens are ${all} bytes of JavaScript, over ${ALL_MAX}`);
