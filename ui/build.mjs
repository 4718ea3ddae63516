/* Bundle the screens: build.mjs OUT.c DEPFILE
 *
 * Writes OUT.c, which takes the bundle into the program (`.incbin`), the bundle
 * itself in OUT.c.d/, and a depfile with everything that was read. Compressed
 * once, here: the program sends the bytes as they lie there.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { FluentResource } from "@fluent/bundle";
import esbuild from "esbuild";
import { parseLabels } from "./labels.mjs";

const ui = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(ui);
const languages = ["ar", "fr", "en"];
const types = {
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
	".html": "text/html; charset=utf-8",
	".woff2": "font/woff2",
};
/* What is small already is not compressed again. */
const packed = new Set([".woff2"]);

const read = new Set();
const assets = new Map(); /* name → bytes */

function load(file) {
	read.add(file);
	return fs.readFileSync(file);
}

function hashed(stem, ext, bytes) {
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
	const name = `${stem}-${hash}${ext}`;
	assets.set(name, bytes);
	return name;
}

function folder(dir, ending) {
	read.add(dir);
	return fs
		.readdirSync(dir)
		.filter((f) => f.endsWith(ending))
		.sort()
		.map((f) => path.join(dir, f));
}

/* Texts of the screens, parsed, and labels of the kinds: a file a language. */
function patterns(language) {
	const all = {};
	for (const file of folder(path.join(ui, "locales", language), ".ftl"))
		for (const { id, value, attributes } of new FluentResource(load(file).toString()).body) {
			if (value === null || Object.keys(attributes).length > 0) throw new Error(`${file}: ${id} is not a text alone`);
			all[id] = value;
		}
	return all;
}

/* Which list of codes a field is of, where it is not called as the list. */
function lists() {
	const all = {};
	for (const file of folder(path.join(root, "kinds"), ".json")) {
		const mine = Object.entries(JSON.parse(load(file)).fields ?? {}).flatMap(([field, def]) => {
			const of = def?.item?.of ?? def?.of;
			return of && of !== field ? [[field, of]] : [];
		});
		if (mine.length > 0) all[path.basename(file, ".json")] = Object.fromEntries(mine);
	}
	return all;
}

function texts() {
	const names = {};
	const of = lists();
	for (const language of languages) {
		const labels = {};
		for (const file of folder(path.join(root, "kinds"), `.${language}.ftl`))
			labels[path.basename(file).split(".")[0]] = parseLabels(load(file).toString());
		names[language] = hashed(language, ".json", Buffer.from(JSON.stringify({ patterns: patterns(language), labels, lists: of })));
	}
	return names;
}

/* A module is put into a file with those that the same entries need. What is
 * fetched behind the first screen needs all of that one too, whether it names it
 * or not: so the first screen is one file. */
function behind(first) {
	const later = new Set();
	return {
		name: "behind",
		setup(build) {
			build.onResolve({ filter: /^\./ }, ({ path: to, kind, resolveDir }) => {
				if (kind === "dynamic-import") later.add(`${path.join(resolveDir, to)}.tsx`);
			});
			build.onLoad({ filter: /\.tsx$/ }, ({ path: file }) => {
				if (!later.has(file)) return null;
				const contents = `${load(file)}\nimport ${JSON.stringify(path.join(ui, first))};\n`;
				return { contents, loader: "tsx" };
			});
		},
	};
}

/* Bundle entry points; what each became, by its name. */
async function bundle(entries, names, more) {
	const result = await esbuild.build({
		entryPoints: entries.map((file) => path.join(ui, file)),
		outdir: "/ui",
		bundle: true,
		minify: true,
		target: ["es2022", "chrome109", "firefox115"],
		entryNames: "[name]-[hash]",
		chunkNames: "[name]-[hash]",
		assetNames: "[name]-[hash]",
		loader: { ".woff2": "file" },
		jsx: "automatic",
		jsxImportSource: "preact",
		define: { TEXTS: JSON.stringify(names) },
		legalComments: "none",
		metafile: true,
		write: false,
		absWorkingDir: ui,
		logLevel: "warning",
		...more,
	});
	for (const input of Object.keys(result.metafile.inputs)) {
		const file = path.resolve(ui, input);
		if (!file.includes("node_modules")) read.add(file);
	}
	for (const out of result.outputFiles)
		assets.set(path.basename(out.path), Buffer.from(out.contents));
	const made = {};
	for (const [file, out] of Object.entries(result.metafile.outputs))
		for (const entry of entries) if (entry in out.inputs) made[entry] = path.basename(file);
	/* Of an entry that lies in a file with others, nothing but their names. */
	for (const [file, out] of Object.entries(result.metafile.outputs))
		if (entries.includes(out.entryPoint) && made[out.entryPoint] !== path.basename(file)) assets.delete(path.basename(file));
	return made;
}

/* One script lies in the page, by its hash in the policy. Out: that hash. */
function page(made) {
	const ahead = assets.get(made["src/ahead.ts"]).toString().trim();
	assets.delete(made["src/ahead.ts"]);
	const html = load(path.join(ui, "src/index.html"))
		.toString()
		.replace("AHEAD", () => ahead)
		.replace("SCRIPT", made["src/main.tsx"])
		.replace("STYLE", made["src/styles/wasl.css"])
		.replace("ICON", hashed("icon", ".svg", load(path.join(ui, "src/icon.svg"))));
	const inside = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text);
	if (html.includes("style=") || /<script (?![^>]*src=)/.test(html) || inside.length !== 1 || inside[0] !== ahead)
		throw new Error("the page breaks its own content security policy");
	assets.set("index.html", Buffer.from(html));
	return `sha256-${createHash("sha256").update(ahead).digest("base64")}`;
}

function write(out, script) {
	const dir = `${out}.d`;
	fs.rmSync(dir, { recursive: true, force: true });
	fs.mkdirSync(dir, { recursive: true });
	const lines = [
		'#include "api/static.h"',
		"",
		"/* clang-format off */",
	];
	const rows = [];
	let i = 0;
	for (const name of [...assets.keys()].sort()) {
		const ext = path.extname(name);
		const zip = !packed.has(ext);
		const bytes = zip ? gzipSync(assets.get(name), { level: 9 }) : assets.get(name);
		const file = path.resolve(dir, zip ? `${name}.gz` : name);
		const etag = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
		fs.writeFileSync(file, bytes);
		lines.push(
			`__asm__(".section .rodata\\n.balign 16\\nui_${i}:\\n.incbin \\"${file}\\"\\nui_${i}_end:\\n.byte 0\\n.previous\\n");`,
			`extern const unsigned char ui_${i}[], ui_${i}_end[]; /* ${etag} */`,
		);
		rows.push(`\t{"${name}", "${types[ext]}", "\\"${etag}\\"", ${zip}, ui_${i}, ui_${i}_end},`);
		i++;
	}
	lines.push("", "const struct api_asset api_assets[] = {", ...rows, "};",
		`const size_t api_assets_n = ${rows.length};`,
		`const char *const api_page_policy = API_POLICY("'self' '${script}'");`, "");
	fs.writeFileSync(out, lines.join("\n"));
}

const [out, depfile] = process.argv.slice(2);
for (const file of ["build.mjs", "contract.mjs", "labels.mjs", "package-lock.json", "tsconfig.json", "../docs/api/openapi.yaml"])
	read.add(path.join(ui, file));
const names = texts();
const made = {
	...await bundle(["src/main.tsx", "src/styles/wasl.css"], names, { splitting: true, format: "esm", plugins: [behind("src/main.tsx")] }),
	...await bundle(["src/ahead.ts"], names, { format: "iife" }),
};
write(out, page(made));
fs.writeFileSync(depfile, `${out}: ${[...read].map((f) => f.replaceAll(" ", "\\ ")).join(" ")}\n`);
