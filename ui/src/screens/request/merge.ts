/* Two officers on one form: what each changed since both had the same. Pure. */
import type { Fields, Value } from "../../api/types";

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export interface Merged {
	/* With the fields that only one of them changed. */
	fields: Fields;
	/* Fields that the other changed and I did not. */
	theirs: string[];
	/* Fields that both changed, each to another thing: a person decides. */
	both: string[];
}

export function merge(base: Fields, mine: Fields, other: Fields): Merged {
	const out: Merged = { fields: { ...mine }, theirs: [], both: [] };
	for (const name of [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(other)])].sort()) {
		if (same(mine[name], other[name]) || same(base[name], other[name])) continue;
		/* It is guessed as one writes: nobody is asked about it. */
		if (name === "language" && mine[name]) continue;
		if (same(base[name], mine[name])) {
			out.theirs.push(name);
			set(out.fields, name, other[name]);
		} else out.both.push(name);
	}
	return out;
}

function set(fields: Fields, name: string, v: Value | undefined): void {
	if (v === undefined) delete fields[name];
	else fields[name] = v;
}

/** `fields` with the other's value of those that were chosen so. */
export function choose(fields: Fields, other: Fields, names: Iterable<string>): Fields {
	const out = { ...fields };
	for (const n of names) set(out, n, other[n]);
	return out;
}
