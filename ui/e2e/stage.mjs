/* What every play begins with: who is told what, officers at their desks, and
 * the looks that a screen is looked at in.
 *
 * In: on stdin {paris, rabat: {origin, links}, examples, shots, …}. */
import fs from "node:fs";
import path from "node:path";
import { browser, clean, Desk } from "./desk.mjs";

export const told = JSON.parse(fs.readFileSync(0, "utf8"));
export const LOOKS = ["ar", "fr", "en"].flatMap((l) => ["light", "dark"].map((t) => [l, t]));

/** A file of examples/, by its name. */
export const example = (name) => JSON.parse(fs.readFileSync(path.join(told.examples, `${name}.json`), "utf8"));
export const hoursFromNow = (h) => new Date(Date.now() + h * 3600_000).toISOString();

const begun = Date.now();
export const say = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1)} s  ${text}`);

export const chrome = await browser();
const desks = [];

/** A browser for him; nobody is signed in. */
export async function desk(side, name, language) {
	const it = await Desk.open(chrome, told[side], name, language, told.shots);
	desks.push(it);
	return it;
}

/** Signed in: by his link the first time, by his password in a later play. */
export async function officer(side, name, language, look) {
	const it = await desk(side, name, language);
	await it.enter(look);
	return it;
}

/** Play it; what browsers complained of fails it, and so does what axe found. */
export async function play(acts) {
	try {
		await acts();
		clean(desks);
	} finally {
		for (const d of desks) if (process.env.WASL_UI_DEBUG) await d.shot(`end-${d.officer}`).catch(() => undefined);
		await chrome.close();
	}
}
