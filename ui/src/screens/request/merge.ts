/* Two officers on one form: what each changed since both had the same. A field
 * and what is said of its free text are one: a translation stays with the text
 * that it is of. Pure. */
import type { Fields, Value } from "../../api/types";
import type { KindFile } from "../../kinds/file";
import { isSaid, under, withSaid } from "../../kinds/words";

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export interface Merged {
	/* With the fields that only one of them changed. */
	fields: Fields;
	/* Fields that the other changed and I did not. */
	theirs: string[];
	/* Fields that both changed, each to another thing: a person decides. */
	both: string[];
}

export function merge(file: KindFile, base: Fields, mine: Fields, other: Fields): Merged {
	const part = (of: Fields, name: string): Value => [of[name] ?? null, under(of, name) as unknown as Value];
	const names = [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(other)])].filter((n) => !isSaid(file, n)).sort();
	const out: Merged = { fields: mine, theirs: [], both: [] };
	for (const name of names) {
		const [was, here, there] = [part(base, name), part(mine, name), part(other, name)];
		if (same(here, there) || same(was, there)) continue;
		/* It is guessed as one writes: nobody is asked about it. */
		if (name === "language" && mine[name]) continue;
		if (same(was, here)) out.theirs.push(name);
		else out.both.push(name);
	}
	return { ...out, fields: choose(mine, other, out.theirs) };
}

/** `fields` with the other's value of those that were chosen so. */
export function choose(fields: Fields, other: Fields, names: Iterable<string>): Fields {
	let out = { ...fields };
	for (const name of names) {
		const v = other[name];
		if (v === undefined) delete out[name];
		else out[name] = v;
		out = withSaid(out, name, under(other, name));
	}
	return out;
}
