/* A treaty profile as leaves under JSON pointers: what a form edits and what two
 * versions differ in. Pure.
 *
 * A leaf is a text, number, boolean, null, or a list of these; everything else
 * is an object that is gone into. */
import type { Profile } from "./file";

export type Scalar = string | number | boolean | null;
export type Leaf = Scalar | Scalar[];
type Tree = { [name: string]: Tree | Leaf };

const isTree = (v: Tree | Leaf | undefined): v is Tree => typeof v === "object" && v !== null && !Array.isArray(v);
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
export const namesOf = (pointer: string): string[] =>
	pointer
		.slice(1)
		.split("/")
		.map((n) => n.replaceAll("~1", "/").replaceAll("~0", "~"));

/** Every leaf; an empty object is a leaf of its own, as none. */
export function leaves(of: Profile | null, at = ""): Map<string, Leaf> {
	const out = new Map<string, Leaf>();
	for (const [name, v] of Object.entries((of ?? {}) as unknown as Tree)) {
		const here = `${at}/${escaped(name)}`;
		if (isTree(v)) for (const [p, leaf] of leaves(v as unknown as Profile, here)) out.set(p, leaf);
		else out.set(here, v);
	}
	return out;
}

export interface Difference {
	pointer: string;
	before?: Leaf;
	after?: Leaf;
}

export function differences(before: Profile | null, after: Profile | null): Difference[] {
	const a = leaves(before);
	const b = leaves(after);
	const out: Difference[] = [];
	for (const pointer of new Set([...a.keys(), ...b.keys()])) {
		const d: Difference = { pointer };
		if (a.has(pointer)) d.before = a.get(pointer)!;
		if (b.has(pointer)) d.after = b.get(pointer)!;
		if (JSON.stringify(d.before) !== JSON.stringify(d.after)) out.push(d);
	}
	return out;
}

/** A copy with another leaf at the pointer; undefined takes it away. */
export function put(of: Profile, pointer: string, leaf: Leaf | undefined): Profile {
	const copy = structuredClone(of) as unknown as Tree;
	const names = namesOf(pointer);
	let at = copy;
	for (const n of names.slice(0, -1)) at = (isTree(at[n]) ? at[n] : (at[n] = {})) as Tree;
	const last = names[names.length - 1]!;
	if (leaf === undefined) delete at[last];
	else at[last] = leaf;
	return copy as unknown as Profile;
}

/** A leaf as it is written in a form, and back; `was` says of what sort it is. */
export const written = (leaf: Leaf | undefined): string => (Array.isArray(leaf) ? leaf.join(", ") : leaf === null || leaf === undefined ? "" : String(leaf));

function scalar(text: string, was: Scalar | undefined): Scalar {
	if (text === "") return null;
	if (typeof was === "boolean") return text === "true";
	if (typeof was === "string") return text;
	return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

export function read(text: string, was: Leaf): Leaf {
	if (!Array.isArray(was)) return scalar(text.trim(), was);
	return text
		.split(",")
		.map((x) => x.trim())
		.filter((x) => x !== "")
		.map((x) => scalar(x, was[0]));
}
