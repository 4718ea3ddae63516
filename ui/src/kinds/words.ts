/* Free text of an act: its language, and its courtesy translation, which is not
 * authentic (docs/spec §12 Free text). Pure. */
import type { Fields, Value } from "../api/types";
import { blank, tidy } from "./check";
import { actFields, type FieldDef, type KindFile, type Profile } from "./file";

type Obj = { [name: string]: Value };
const isObj = (v: Value | undefined): v is Obj => v !== null && typeof v === "object" && !Array.isArray(v);

/** What a text says of itself. */
export interface Said {
	language?: string;
	courtesy_language?: string;
	courtesy_text?: string;
}

export interface Words extends Said {
	at: string;
}

const LANGUAGE = "language";
const WORDS = "words";

/* Versions of before say no language, and a kind may call its own field so. */
const told = (file: KindFile): boolean => file.fields[WORDS]?.item?.type === WORDS;

/** Does the act say the language of its free text? */
export const speaks = (file: KindFile, act: string): boolean => told(file) && actFields(file, act).includes(WORDS);

/** Is it what is said of the other fields, and shown with them? */
export const isSaid = (file: KindFile, name: string): boolean => name === WORDS && told(file);
/** The same, and the language of all: neither has an entry of its own. */
export const isAside = (file: KindFile, name: string): boolean => (name === WORDS || name === LANGUAGE) && told(file);

const entries = (fields: Fields): Words[] => (Array.isArray(fields[WORDS]) ? fields[WORDS] : []).filter((e) => isObj(e) && typeof e["at"] === "string") as unknown as Words[];

/** The text that an entry is of; "": the pointer leads to none. */
export function saidAt(file: KindFile, fields: Fields, pointer: string): string {
	const [, name = "", n] = pointer.split("/");
	const all = fields[name];
	const entry = isSaid(file, name) && Array.isArray(all) ? all[Number(n)] : undefined;
	return isObj(entry) && !isSaid(file, String(entry["at"]).split("/")[1] ?? "") ? String(entry["at"]) : "";
}

const isOf = (e: Words, name: string): boolean => e.at === `/${name}` || e.at.startsWith(`/${name}/`);

/** What is said of a field and of its parts. */
export const under = (fields: Fields, name: string): Words[] => entries(fields).filter((e) => isOf(e, name));

/** With that said of a field and of its parts, and nothing else of them. */
export function withSaid(fields: Fields, name: string, said: Words[]): Fields {
	if (under(fields, name).length === 0 && said.length === 0) return fields;
	return { ...fields, [WORDS]: [...entries(fields).filter((e) => !isOf(e, name)), ...said] as unknown as Value };
}

const own = (fields: Fields, pointer: string): Words | undefined => entries(fields).find((e) => e.at === pointer);

/** The language of a text and its translation: its own, else that of the nearest
 * block, else the act's. */
export function saidOf(fields: Fields, pointer: string): Said {
	const said: Said = {};
	let here: Value | undefined = fields as unknown as Value;
	for (const step of pointer.split("/").slice(1)) {
		if (isObj(here) && typeof here[LANGUAGE] === "string") said.language = here[LANGUAGE];
		here = Array.isArray(here) ? here[Number(step)] : isObj(here) ? here[step] : undefined;
	}
	const { at: _, ...more } = own(fields, pointer) ?? { at: "" };
	return { ...said, ...more };
}

/* --- what is written -------------------------------------------------------- */

export type Script = "Arab" | "Latn";

const ARABIC = new Set(["ar", "fa", "ur"]);
export const scriptIn = (language: string): Script => (ARABIC.has(language) ? "Arab" : "Latn");

/** That of most of its letters; null: it has none. */
export function scriptOf(text: string): Script | null {
	const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
	const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
	return arabic + latin === 0 ? null : arabic > latin ? "Arab" : "Latn";
}

/** The language that an officer most likely writes in this script: his own,
 * else the first of the treaty's that has it. */
export function guess(script: Script | null, mine: string, profile: Profile | null): string {
	const likely = [mine, ...(profile?.languages ?? []), "ar", "fr"];
	return likely.find((l) => script === null || scriptIn(l) === script) ?? mine;
}

/** For whom one translates: the first of the treaty's that it is not in. */
export const otherThan = (language: string | undefined, profile: Profile | null): string => (profile?.languages ?? ["ar", "fr"]).find((l) => l !== language) ?? "en";

interface Spot {
	at: string;
	text: string;
}

function spots(file: KindFile, def: FieldDef, v: Value | undefined, at: string, out: Spot[]): void {
	const block = file.blocks?.[def.type];
	if (def.words && typeof v === "string" && v.trim() !== "") out.push({ at, text: v });
	else if (def.item && Array.isArray(v)) v.forEach((x, i) => spots(file, def.item!, x, `${at}/${i}`, out));
	else if (block && isObj(v)) for (const [name, inner] of Object.entries(block)) spots(file, inner, v[name], `${at}/${name}`, out);
}

/** The free texts of an act that are there. */
export function textsOf(file: KindFile, act: string, fields: Fields): Spot[] {
	const out: Spot[] = [];
	for (const name of actFields(file, act)) {
		const def = file.fields[name];
		if (def) spots(file, def, fields[name], `/${name}`, out);
	}
	return out;
}

/** With another word on the text at a pointer; empty ones take it back. */
export function say(fields: Fields, pointer: string, more: Said): Fields {
	const entry: Words = { ...(own(fields, pointer) ?? { at: pointer }), ...more };
	for (const name of ["language", "courtesy_language", "courtesy_text"] as const) if (!entry[name]) delete entry[name];
	const rest = entries(fields).filter((e) => e.at !== pointer);
	return { ...fields, [WORDS]: (Object.keys(entry).length > 1 ? [...rest, entry] : rest) as unknown as Value };
}

/* A copy without the item of the list that the steps lead to. */
function take(v: Value | undefined, steps: string[], index: number): Value {
	const [step, ...rest] = steps;
	if (step === undefined) return Array.isArray(v) ? v.filter((_, i) => i !== index) : (v ?? null);
	if (Array.isArray(v)) return v.map((x, i) => (i === Number(step) ? take(x, rest, index) : x));
	return isObj(v) ? { ...v, [step]: take(v[step], rest, index) } : (v ?? null);
}

/** Without an item of a list; what is said of those behind it goes with them. */
export function withoutItem(from: Fields, pointer: string, index: number): Fields {
	const fields = take(from as unknown as Value, pointer.split("/").slice(1), index) as unknown as Fields;
	const front = `${pointer}/`;
	const moved = entries(fields).flatMap((e): Words[] => {
		if (!e.at.startsWith(front)) return [e];
		const [number = "", ...rest] = e.at.slice(front.length).split("/");
		const n = Number(number);
		return n === index ? [] : [n < index ? e : { ...e, at: [pointer, n - 1, ...rest].join("/") }];
	});
	return { ...fields, ...(fields[WORDS] === undefined ? {} : { [WORDS]: moved as unknown as Value }) };
}

/* A block that says its language itself says that of its text. */
function settleBlocks(file: KindFile, def: FieldDef, v: Value | undefined, mine: string, profile: Profile | null): Value | undefined {
	const block = file.blocks?.[def.type];
	if (def.item && Array.isArray(v)) return v.map((x) => settleBlocks(file, def.item!, x, mine, profile)!);
	if (!block || !isObj(v)) return v;
	const out: Obj = {};
	for (const [name, x] of Object.entries(v)) out[name] = block[name] ? settleBlocks(file, block[name], x, mine, profile)! : x;
	const text = block[LANGUAGE]?.type === "code" && typeof out["text"] === "string" ? out["text"] : "";
	const script = scriptOf(text);
	const said = out[LANGUAGE];
	if (text && (!said || (script && scriptIn(String(said)) !== script))) out[LANGUAGE] = guess(script, mine, profile);
	return out;
}

/**
 * The languages as one writes: guessed where nobody said them, and where the
 * script shows that they are not. Between languages of one script the officer
 * chooses, and his choice stays.
 */
export function settle(file: KindFile, act: string, fields: Fields, mine: string, profile: Profile | null): Fields {
	if (!speaks(file, act)) return fields;
	let out: Fields = {};
	for (const [name, v] of Object.entries(fields)) out[name] = file.fields[name] && !isAside(file, name) ? settleBlocks(file, file.fields[name], v, mine, profile)! : v;
	/* What is in a block of its own language is said. */
	const silent = textsOf(file, act, out).filter((s) => saidOf({ ...out, [LANGUAGE]: null, [WORDS]: [] } as Fields, s.at).language === undefined);
	const first = silent.map((s) => scriptOf(s.text)).find((s) => s !== null) ?? null;
	const language = String(out[LANGUAGE] ?? "");
	const scripts = new Set(silent.map((s) => scriptOf(s.text)));
	if (silent.length > 0 && (language === "" || (first !== null && !scripts.has(scriptIn(language))))) out[LANGUAGE] = guess(first, mine, profile);
	for (const { at, text } of silent) {
		const script = scriptOf(text);
		const said = saidOf(out, at).language ?? "";
		if (script === null || (said && scriptIn(said) === script)) continue;
		out = say(out, at, { language: scriptIn(String(out[LANGUAGE] ?? "")) === script ? "" : guess(script, mine, profile) });
	}
	return out;
}

/* The first item of a list in which there is nothing. */
function blankItem(v: Value | undefined, at = ""): [string, number] | null {
	if (Array.isArray(v)) {
		const index = v.findIndex(blank);
		if (index >= 0) return [at, index];
	}
	const members = Array.isArray(v) ? v.map((x, i): [string, Value] => [String(i), x]) : isObj(v) ? Object.entries(v) : [];
	for (const [name, x] of members) {
		const found = at === "" && name === WORDS ? null : blankItem(x, `${at}/${name}`);
		if (found) return found;
	}
	return null;
}

/** What leaves: without what is empty, and nothing is said of texts that are not
 * there. */
export function leaving(file: KindFile, act: string, fields: Fields, mine: string, profile: Profile | null): Fields {
	let out = fields;
	if (speaks(file, act)) {
		for (let found = blankItem(out as unknown as Value); found; found = blankItem(out as unknown as Value)) out = withoutItem(out, ...found);
		out = settle(file, act, out, mine, profile);
		const there = new Set(textsOf(file, act, out).map((s) => s.at));
		if (there.size === 0) delete out[LANGUAGE];
		out = { ...out, [WORDS]: entries(out).filter((e) => there.has(e.at)) as unknown as Value };
	}
	return (tidy(out as unknown as Value) ?? {}) as Fields;
}
