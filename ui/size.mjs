/* What a browser fetches: size.mjs DIR, the folder of a build's screens. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FIRST_MAX = 60_000;
const ALL_MAX = 150_000;
const dir = process.argv[2];
const size = (name) => fs.statSync(path.join(dir, name)).size;
const text = (name) => gunzipSync(fs.readFileSync(path.join(dir, name))).toString();
const scripts = fs.readdirSync(dir).filter((f) => f.endsWith(".js.gz"));
const page = text("index.html.gz");
const entries = [...page.matchAll(/src="\/ui\/([^"]+)"/g)].map(([, name]) => name);
/* Scripts in the page itself. */
const inside = [...page.matchAll(/<script>(.*?)<\/script>/gs)].reduce((n, [, script]) => n + gzipSync(script, { level: 9 }).length, 0);

/* What the page needs before it shows anything: static imports, followed. */
const first = new Set();
function follow(name) {
	if (first.has(name)) return;
	first.add(name);
	for (const [, next] of text(`${name}.gz`).matchAll(/(?:from|import)"\.\/([^"]+)"/g)) follow(next);
}
entries.forEach(follow);

const sum = (names) => names.reduce((n, f) => n + size(f), 0);
const begin = sum([...first].map((f) => `${f}.gz`)) + inside;
const all = sum(scripts) + inside;
console.log(`JavaScript, compressed: ${begin} bytes for the first screen in ${first.size} file, ${all} in all`);
assert.equal(first.size, 1, "the first screen is one file");
assert.ok(first.size < scripts.length, "no screen is fetched on its own");
assert.ok(begin <= FIRST_MAX, `the first screen needs ${begin} bytes of JavaScript, over ${FIRST_MAX}`);
assert.ok(all <= ALL_MAX, `the screens are ${all} bytes of JavaScript, over ${ALL_MAX}`);
