/* What stands on the pages of a PDF as Chromium writes it: no reader of any PDF.
 * Its texts are numbers of glyphs; the font's table says which letters they are. */
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

const hex = (text) => text.match(/.{4}/g)?.map((c) => String.fromCharCode(parseInt(c, 16))).join("") ?? "";

function objects(data) {
	const text = data.toString("latin1");
	const all = new Map();
	for (const m of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
		const from = m.index + m[0].length;
		const end = text.indexOf("endobj", from);
		const at = text.slice(from, end).search(/\bstream\r?\n/);
		const head = at < 0 ? text.slice(from, end) : text.slice(from, from + at);
		let body = "";
		if (at >= 0) {
			const begin = from + at + text.slice(from + at).match(/^stream\r?\n/)[0].length;
			const raw = data.subarray(begin, text.lastIndexOf("endstream", end));
			body = (head.includes("/FlateDecode") ? inflateSync(raw) : raw).toString("latin1");
		}
		all.set(Number(m[1]), { head, body });
	}
	return all;
}

/* Glyph to letters, of a font's ToUnicode. */
function letters(all, font) {
	const map = new Map();
	const { body } = all.get(Number(font.head.match(/\/ToUnicode (\d+) 0 R/)?.[1])) ?? { body: "" };
	for (const block of body.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) for (const [, from, to] of block[1].matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) map.set(parseInt(from, 16), hex(to));
	for (const block of body.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
		for (const [, from, to, first] of block[1].matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
			for (let g = parseInt(from, 16); g <= parseInt(to, 16); g++) map.set(g, String.fromCharCode(parseInt(first, 16) + g - parseInt(from, 16)));
	return map;
}

/** The text of each page, in the order in which it is drawn. */
export function pagesOf(data) {
	const all = objects(data);
	const pages = [...all.values()].filter((o) => /\/Type\s*\/Page\b/.test(o.head));
	assert.ok(pages.length > 0, "a PDF without pages");
	return pages.map((page) => {
		const resources = page.head.match(/\/Resources (\d+) 0 R/);
		const fonts = (resources ? all.get(Number(resources[1])).head : page.head).match(/\/Font\s*<<([\s\S]*?)>>/)?.[1] ?? "";
		const tables = new Map([...fonts.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name, n]) => [name, letters(all, all.get(Number(n)))]));
		let font = new Map();
		let text = "";
		for (const [, name, glyphs] of all.get(Number(page.head.match(/\/Contents (\d+) 0 R/)[1])).body.matchAll(/\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?=[^<>]*?T[jJ])/g)) {
			if (name) font = tables.get(name) ?? new Map();
			else for (const g of glyphs.match(/.{4}/g) ?? []) text += font.get(parseInt(g, 16)) ?? "";
		}
		return text;
	});
}
